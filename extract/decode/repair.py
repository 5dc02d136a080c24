"""Characters that OCR confuses, repaired only where the field demands digits (or letters)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product

DIGIT_OF_LETTER = {
    "O": "0",
    "o": "0",
    "D": "0",
    "Q": "0",
    "l": "1",
    "I": "1",
    "i": "1",
    "|": "1",
    "!": "1",
    "Z": "2",
    "z": "2",
    "S": "5",
    "s": "5",
    "G": "6",
    "b": "6",
    "B": "8",
}
LETTER_OF_DIGIT = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}

MOST_REPAIRS = 6
"""More doubtful characters than this in one value: it is not a misread number but another thing."""

REPAIRED = 0.8
"""Factor for a value that needed repair."""

_TWINS = re.escape("".join(DIGIT_OF_LETTER))
_NUMBER_LIKE = re.compile(rf"[\d{_TWINS}](?:[\d{_TWINS}.,:/-]*[\d{_TWINS}])?")


def with_digits(text: str) -> str:
    """Letters in number-like runs made digits: "1O.5O" -> "10.50". Runs of mostly letters stay."""

    def repaired(match: re.Match[str]) -> str:
        run = match.group()
        digits = sum(character.isdigit() for character in run)
        letters = sum(character in DIGIT_OF_LETTER for character in run)
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if digits == 0 or letters > max(digits, 1) or any(character.isalpha() for character in beside):
            return run
        return all_digits(run)

    return _NUMBER_LIKE.sub(repaired, text)


def all_digits(text: str) -> str:
    """Every letter that looks like a digit made one."""
    return "".join(DIGIT_OF_LETTER.get(character, character) for character in text)


def all_letters(text: str) -> str:
    """Every digit that looks like a letter made one."""
    return "".join(LETTER_OF_DIGIT.get(character, character) for character in text)


def until_check_holds(text: str, holds: Callable[[str], bool | None]) -> str | None:
    """The one text that passes the check after the fewest exchanges of letters and digits that look alike.

    None where none passes, or where several pass after equally many: then nobody knows.
    """
    doubtful = [
        place for place, character in enumerate(text) if character in DIGIT_OF_LETTER or character in LETTER_OF_DIGIT
    ]
    letters = [place for place in doubtful if text[place] in DIGIT_OF_LETTER]
    for places in (letters, doubtful):
        if not 0 < len(places) <= MOST_REPAIRS:
            continue
        passing = [(count, repaired) for count, repaired in _variants(text, places) if holds(repaired)]
        fewest = min((count for count, _ in passing), default=0)
        best = [repaired for count, repaired in passing if count == fewest]
        if len(best) == 1:
            return best[0]
    return None


def _variants(text: str, places: list[int]) -> Iterator[tuple[int, str]]:
    """(number of exchanges, text) for all ways to exchange at the places, the text itself left out."""
    for exchanged in product((False, True), repeat=len(places)):
        if not any(exchanged):
            continue
        characters = list(text)
        for place, exchange in zip(places, exchanged, strict=True):
            if exchange:
                character = characters[place]
                characters[place] = DIGIT_OF_LETTER.get(character) or LETTER_OF_DIGIT[character]
        yield sum(exchanged), "".join(characters)

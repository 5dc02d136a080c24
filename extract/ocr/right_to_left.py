"""Lines of scripts written from the right, brought from the order of the picture into the order of reading.

What the network gives is in visual order. As in paddlex and rapidocr, which apply the Unicode bidirectional algorithm
(https://www.unicode.org/reports/tr9/) to it; here its part that lines without embeddings need.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ..document import Line, Word

MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def in_reading_order(line: Line) -> Line:
    """The line with its words from the right; words of other scripts, with numbers after them, keep their order."""
    if not any(_is_right_to_left(word.text) for word in line.words):
        return line
    words = [replace(word, text=logical_text(word.text)) for word in line.words]
    return replace(line, words=tuple(word for run in reversed(_word_runs(words)) for word in run))


def _word_runs(words: Sequence[Word]) -> list[list[Word]]:
    """Words that keep their order among themselves: one alone, or a left-to-right one and what follows it so."""
    runs: list[list[Word]] = []
    latin = False
    for place, word in enumerate(words):
        following = next((later for later in words[place + 1 :] if _has_direction(later.text)), None)
        joins = latin and (
            _is_left_to_right(word.text)
            or (not _has_direction(word.text) and following is not None and _is_left_to_right(following.text))
        )
        if joins:
            runs[-1].append(word)
            continue
        runs.append([word])
        latin = any(unicodedata.bidirectional(character) == "L" for character in word.text)
    return runs


def logical_text(visual: str) -> str:
    """A word's characters in the order of reading; numbers inside it stay as they are."""
    if not _is_right_to_left(visual):
        return visual
    return "".join(run if _is_left_to_right(run) else run[::-1].translate(MIRRORED) for run in reversed(_runs(visual)))


def _runs(text: str) -> Sequence[str]:
    """Stretches of one direction; a separator between two digits belongs to the number."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    forward = [kind in ("L", "EN", "AN") for kind in kinds]
    for index in range(1, len(text) - 1):
        numbers = kinds[index - 1] == kinds[index + 1] and kinds[index - 1] in ("EN", "AN")
        forward[index] |= kinds[index] in ("CS", "ES") and numbers
    marked = zip(text, forward, strict=True)
    return ["".join(character for character, _ in run) for _, run in groupby(marked, key=lambda pair: pair[1])]


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _has_direction(text: str) -> bool:
    return _is_right_to_left(text) or _is_left_to_right(text)


def _is_left_to_right(text: str) -> bool:
    kinds = {unicodedata.bidirectional(character) for character in text}
    return bool(kinds & {"L", "EN", "AN"}) and not kinds & {"R", "AL"}

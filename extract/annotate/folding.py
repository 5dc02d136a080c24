"""A line as a string in which reading errors and spelling variants look the same.

Case, accents, full width, spaces and punctuation go; letters that OCR confuses become one ("0" and
"o"; "1", "i", "!" and "l"; "5" and "s"; "8" and "b"; "rn" and "m"; "vv" and "w"); "#" and "n°" read
as "no". Each character of the folded string knows where it came from, and where a label may begin
or end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

CONFUSABLE = {"0": "o", "1": "l", "i": "l", "5": "s", "8": "b"}
"""Within a word that has a letter; a number stays a number."""

MERGED = {"rn": "m", "vv": "w"}

WITHOUT_DECOMPOSITION = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "þ": "th"}

SPELLED_OUT = {"#": "no", "°": "o", "%": "%"}
"""Signs that carry a label's meaning."""

STROKES = "!|"
"""A misread "i" or "l" where a letter follows in the word; else a mark."""

JOINING = "-'’´`"
"""Punctuation inside a word; short labels do not begin or end there."""

CURRENCY_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d])(?=(?:RM|USD|EUR|GBP|CHF|MYR|SGD|PLN|SEK|Rs|Rp|kr)\.?\d)")
"""OCR glues "TOTAL" and "RM12.50": a label may end before the currency."""


class Edge(IntEnum):
    """How well a label may begin or end at a place."""

    NONE = 0
    SOFT = 1  # at a hyphen, between letter and digit, before a glued currency: long labels only
    HARD = 2  # at a space or at punctuation, or anywhere beside a Chinese character


@dataclass(frozen=True, slots=True, eq=False)
class FoldedText:
    """The folded words of one line.

    plain: letters and digits without case and accents. key: the same after confusables are merged.
    places[i]: (word, first, last) of key[i], character offsets in that word; starts[i]: whether a
    label may begin at key[i]; ends[i]: whether one may end before key[i] (one longer than key).
    plain_at[i]: offset in `plain` of key[i] (one longer than key).
    """

    plain: str
    key: str
    places: tuple[tuple[int, int, int], ...]
    starts: tuple[Edge, ...]
    ends: tuple[Edge, ...]
    plain_at: tuple[int, ...]


class Sort(IntEnum):
    """What a character is, as far as the edges of labels depend on it."""

    LETTER = 0
    DIGIT = 1
    HAN = 2
    SIGN = 3  # "#", "%"


EDGES = {
    (Sort.LETTER, Sort.DIGIT): Edge.SOFT,
    **{(before, Sort.HAN): Edge.HARD for before in Sort},
    **{(before, Sort.SIGN): Edge.HARD for before in Sort},
    **{(Sort.HAN, after): Edge.HARD for after in Sort},
    **{(Sort.SIGN, after): Edge.HARD for after in Sort},
}
"""The edge between two neighbours inside one word; none where the pair is not named."""


@lru_cache(maxsize=8192)
def sort_and_fold(character: str) -> tuple[Sort, str]:
    """What a character is, and the character without case, accent and width ("" for punctuation)."""
    folded = fold_character(character)
    if character in "#%":
        return Sort.SIGN, folded
    if is_han(character):
        return Sort.HAN, folded
    return (Sort.DIGIT if folded.isdigit() else Sort.LETTER), folded


@lru_cache(maxsize=8192)
def is_han(character: str) -> bool:
    """Chinese characters (and those of Japanese and Korean that are written with them)."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """Without case, accent and width; the empty string for punctuation."""
    if character in SPELLED_OUT:
        return SPELLED_OUT[character]
    folded = ""
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold()):
        part = WITHOUT_DECOMPOSITION.get(part, part)
        if part in SPELLED_OUT:
            folded += SPELLED_OUT[part]
        elif part.isalnum():
            folded += part
    return folded


def fold(words: Sequence[str]) -> FoldedText:
    """The words of one line as one folded string."""
    plain: list[str] = []
    key: list[str] = []
    places: list[tuple[int, int, int]] = []
    starts: list[Edge] = []
    ends: list[Edge] = [Edge.NONE]
    plain_at: list[int] = [0]
    for index, word in enumerate(words):
        has_letter = not word.isdigit() and any(map(str.isalpha, word))
        currency = _currency_offsets(word) if has_letter else ()
        edge = Edge.HARD  # at the next character: here the word's own beginning
        before: Sort | None = None  # the last character that was kept
        for offset, character in enumerate(word):
            if character in STROKES:
                sort, folded = Sort.LETTER, "i" if word[offset + 1 : offset + 2].isalpha() else ""
            else:
                sort, folded = sort_and_fold(character)
            if not folded:
                if edge is not Edge.HARD:
                    edge = Edge.SOFT if character in JOINING else Edge.HARD
                continue
            if before is None:
                ends[-1] = Edge.HARD
            else:
                edge = max(edge, EDGES.get((before, sort), Edge.NONE))
                if offset in currency:
                    edge = max(edge, Edge.SOFT)
                ends[-1] = edge
            for part in folded:
                plain.append(part)
                sign = CONFUSABLE.get(part, part) if has_letter else part
                merged = MERGED.get(key[-1] + sign) if before is not None and not edge else None
                if merged:
                    key[-1] = merged
                    places[-1] = (index, places[-1][1], offset + 1)
                    plain_at[-1] = len(plain)
                else:
                    key.append(sign)
                    places.append((index, offset, offset + 1))
                    starts.append(edge)
                    ends.append(Edge.NONE)
                    plain_at.append(len(plain))
                before, edge = sort, Edge.NONE
        if before is not None:
            ends[-1] = Edge.HARD
    return FoldedText("".join(plain), "".join(key), tuple(places), tuple(starts), tuple(ends), tuple(plain_at))


def _currency_offsets(word: str) -> tuple[int, ...]:
    return tuple(match.start() for match in CURRENCY_BEFORE_DIGIT.finditer(word))

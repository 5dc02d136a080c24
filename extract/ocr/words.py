"""From a lattice to words: greedy CTC decoding, spaces, and where each word stands."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..document import Lattice, Line, Quad, Word
from .band import Band

# A space is set where its probability peaks between two characters, although the blank wins. Measured on
# receipts of 74 companies: 0.9 to 1.4 points of word F1 over greedy decoding; gaps of ink gave nothing.
SPACE_BY_PUNCTUATION = 0.05
SPACE_ELSEWHERE = 0.3


@dataclass(frozen=True, slots=True)
class Character:
    """A decoded character. first, last: the steps where it wins. score: its highest probability there."""

    text: str
    first: int
    last: int
    score: float

    @property
    def center(self) -> float:
        """In steps, from the left edge of the first one."""
        return (self.first + self.last + 1) / 2


def decode_greedy(lattice: Lattice) -> list[Character]:
    """The most probable class of each step, repeats and blanks dropped; spaces are among the characters."""
    best = lattice.classes[:, 0]
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best)) - 1
    characters = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        text = lattice.vocabulary[best[start]]
        if text:
            score = float(lattice.probabilities[start : end + 1, 0].max())
            characters.append(Character(text, start, end, score))
    return characters


def space_between(before: str, after: str, following: str, preceding: str, probability: float) -> bool:
    """Whether a space belongs between two characters where its probability peaks at `probability`."""
    return probability > (
        SPACE_BY_PUNCTUATION
        if (_is_punctuation(before) or _is_punctuation(after))
        and not _inside_number(preceding, before, after, following)
        else SPACE_ELSEWHERE
    )


def _is_punctuation(text: str) -> bool:
    return unicodedata.category(text[0])[0] in "PS"


def _inside_number(preceding: str, before: str, after: str, following: str) -> bool:
    if _is_punctuation(before):
        return preceding.isdigit() and after.isdigit()
    return before.isdigit() and following.isdigit()


def group_words(lattice: Lattice) -> list[list[Character]]:
    """The characters of each word."""
    decoded = decode_greedy(lattice)
    printed = [character for character in decoded if not character.text.isspace()]
    spaces = np.array([character.first for character in decoded if character.text.isspace()], dtype=int)
    words: list[list[Character]] = []
    for index, character in enumerate(printed):
        before = printed[index - 1] if index else None
        if before is None or _is_split(lattice, printed, index, spaces):
            words.append([])
        words[-1].append(character)
    return words


def _is_split(lattice: Lattice, printed: list[Character], index: int, spaces: NDArray[np.int_]) -> bool:
    before, after = printed[index - 1], printed[index]
    if np.any((spaces > before.last) & (spaces < after.first)):
        return True
    peak = lattice.space[before.last + 1 : after.first].max(initial=0.0)
    preceding = printed[index - 2].text if index >= 2 else ""
    following = printed[index + 1].text if index + 1 < len(printed) else ""
    return space_between(before.text, after.text, following, preceding, float(peak))


def line_from_lattice(lattice: Lattice, band: Band | None = None) -> Line:
    """The line with its words; no words where nothing was read. Scores are rounded to four decimals.

    band: the strip that was laid flat for the crop, if it was not the lattice's quad; words stand along it.
    """
    groups = group_words(lattice)
    steps = len(lattice.space)
    filled = steps * (1 - lattice.padding)
    part = partial(_part, lattice.quad) if band is None else band.part
    words = []
    for number, group in enumerate(groups):
        left, right = _extent(groups, number, filled)
        words.append(
            Word(
                "".join(c.text for c in group),
                part(left / filled, right / filled),
                _mean(group),
            )
        )
    return Line(tuple(words), lattice.quad, _mean([c for group in groups for c in group]), lattice)


def _extent(groups: list[list[Character]], number: int, filled: float) -> tuple[float, float]:
    # A character's peak lies near its middle, not always: half the usual advance reaches about to its edge, and
    # never over the middle between two words. The outer words end where the detector saw the line end.
    group = groups[number]
    first, last = group[0].center, group[-1].center
    advance = (last - first) / (len(group) - 1) if len(group) > 1 else _advance(groups)
    left, right = first - advance / 2, last + advance / 2
    if number:
        left = max(left, (groups[number - 1][-1].center + first) / 2)
    if number + 1 < len(groups):
        right = min(right, (groups[number + 1][0].center + last) / 2)
    left = 0.0 if number == 0 else max(left, 0.0)
    right = filled if number + 1 == len(groups) else min(right, filled)
    return (left, right) if left < right else (max(0.0, right - 1.0), right)


def _advance(groups: list[list[Character]]) -> float:
    centers = [character.center for group in groups for character in group]
    return float(np.median(np.diff(centers))) if len(centers) > 1 else 2.0


def _part(quad: Quad, start: float, end: float) -> Quad:
    a, b, c, d = quad.to_array()
    return Quad.from_array(np.array([a + (b - a) * start, a + (b - a) * end, d + (c - d) * end, d + (c - d) * start]))


def _mean(characters: list[Character]) -> float:
    return round(sum(character.score for character in characters) / len(characters), 4) if characters else 0.0

"""From a lattice to words: greedy CTC decoding, spaces, and where each word stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..document import Lattice, Line, Quad, Word
from .homoglyphs import in_their_scripts
from .quads import part_down, part_of

Part = Callable[[float, float], Quad]
"""Where the text between two places of a crop stands, in shares of its width."""

# A space is set where its probability peaks between two characters, although the blank wins. Public networks lack
# spaces beside punctuation (at 0.05 they gain 0.9 to 1.4 points of word F1 on receipts of 74 companies); our own sets
# them itself (0.05 loses half a point against 0.2). Gaps of ink gave nothing.
SPACE_BY_PUNCTUATION = 0.2
SPACE_ELSEWHERE = 0.3


# The network's peaks lie so many steps past the middles of characters: 4,240 of simulated photos.
PEAK_LAG = 0.28
# Letters are not equally wide in most faces; what a neighbour gets of the way between two peaks goes by these widths.
NARROW, NARROW_WIDTH = frozenset("iljIftr.,:;'`´·|!¡()[]{}-/"), 0.65
WIDE, WIDE_WIDTH = frozenset("mwMW@%—œæŒÆ"), 1.4
# The outer words of a line have room for slanted and swung letters, in usual widths.
OUTER_ROOM = 0.2


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
        and not (_is_wide(before) or _is_wide(after))
        and not _inside_number(preceding, before, after, following)
        else SPACE_ELSEWHERE
    )


def _is_punctuation(text: str) -> bool:
    return unicodedata.category(text[0])[0] in "PS"


def _is_wide(text: str) -> bool:
    """Whether it has paper of its own on both sides, as Chinese marks have, which looks like a space."""
    return unicodedata.east_asian_width(text[0]) in ("W", "F")


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


def line_from_lattice(lattice: Lattice, part: Part | None = None) -> Line:
    """The line with its words; no words where nothing was read. Scores are rounded to four decimals.

    part: where the text between two shares of the crop's width stands, if the crop was not the lattice's quad.
    """
    groups = group_words(lattice)
    filled = len(lattice.space) * (1 - lattice.padding)
    part = part or partial(part_of, lattice.quad.to_array())
    texts = in_their_scripts(["".join(c.text for c in group) for group in groups])
    words = tuple(
        Word(text, part(edges[0] / filled, edges[-1] / filled), _mean(group))
        for text, group, edges in zip(texts, groups, _edges(groups, filled), strict=True)
    )
    return Line(words, lattice.quad, _mean([c for group in groups for c in group]), lattice)


def character_quads(line: Line) -> tuple[tuple[Quad, ...], ...]:
    """For each word of a line the quads of its characters, in the coordinates of the words' quads.

    A word has none where the line has no lattice, or where its characters were reordered (right-to-left scripts).
    """
    if line.lattice is None:
        return tuple(() for _ in line.words)
    groups = group_words(line.lattice)
    if [word.text for word in line.words] != in_their_scripts(["".join(c.text for c in group) for group in groups]):
        return tuple(() for _ in line.words)
    filled = len(line.lattice.space) * (1 - line.lattice.padding)
    quads = []
    for word, edges in zip(line.words, _edges(groups, filled), strict=True):
        corners = word.quad.to_array()
        shares = (edges - edges[0]) / (edges[-1] - edges[0])
        cut = partial(part_down, corners) if line.lattice.is_column else partial(part_of, corners)
        quads.append(tuple(cut(start, end) for start, end in pairwise(shares.tolist())))
    return tuple(quads)


def _edges(groups: list[list[Character]], filled: float) -> list[NDArray[np.float64]]:
    """For each word the (n + 1,) places, in steps, that bound its n characters; words do not overlap."""
    usual = _usual_width(groups)
    edges = [_edges_of(group, usual) for group in groups]
    for before, after in pairwise(edges):
        if before[-1] > after[0]:
            before[-1] = after[0] = (before[-2] + before[-1] + after[0] + after[1]) / 4
    if edges:
        edges[0][0] -= OUTER_ROOM * usual
        edges[-1][-1] += OUTER_ROOM * usual
    bounded = [np.maximum.accumulate(np.clip(places, 0.0, filled)) for places in edges]
    return [places if places[0] < places[-1] else _widened(places, filled) for places in bounded]


def _edges_of(group: list[Character], usual: float) -> NDArray[np.float64]:
    centers = np.array([character.center - PEAK_LAG for character in group])
    halves = np.array([_relative_width(character.text) / 2 for character in group])
    spans = halves[:-1] + halves[1:]
    unit = float((centers[-1] - centers[0]) / spans.sum()) if len(group) > 1 else usual
    between = centers[:-1] + (centers[1:] - centers[:-1]) * halves[:-1] / spans
    return np.concatenate([[centers[0] - halves[0] * unit], between, [centers[-1] + halves[-1] * unit]])


def _relative_width(text: str) -> float:
    return NARROW_WIDTH if text in NARROW else WIDE_WIDTH if text in WIDE else 1.0


def _usual_width(groups: list[list[Character]]) -> float:
    """The usual distance between two characters of a word, in steps."""
    steps = [after.center - before.center for group in groups for before, after in pairwise(group)]
    if steps:
        return float(np.median(steps))
    centers = [character.center for group in groups for character in group]
    return float(np.median(np.diff(centers))) if len(centers) > 1 else 2.0


def _widened(places: NDArray[np.float64], filled: float) -> NDArray[np.float64]:
    """Places that fell together, as at the crop's end, spread over one step."""
    right = min(float(places[-1]) + 0.5, filled)
    return np.linspace(max(0.0, right - 1.0), right, len(places))


def _mean(characters: list[Character]) -> float:
    return round(sum(character.score for character in characters) / len(characters), 4) if characters else 0.0

"""The text layer of a PDF page: from MuPDF's characters to words and lines as they are displayed.

All coordinates are points as displayed: after /Rotate, origin at the crop box's top left.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.extraction import Point

from ..document import Line, Quad, Word

ASCENDER = (0.7, 1.1)
DESCENDER = (-0.35, -0.15)
"""Limits, in font sizes, of what fonts say of their own height: some say 0, some 3 (Type 3 fonts)."""

COLUMN_GAP = 1.5
"""Words further apart than this many font sizes stand in different columns (word spaces are 0.2 to 0.6)."""

SAME_ROW = 0.5
"""Share of the smaller height that two words of a line, or two lines of a row, have in common."""

SIZE_RATIO = 2.5
"""A word this many times larger than its neighbour begins another line: a price in front of small print."""

WORD_GAP = 0.8
"""Font sizes between two characters without a space that still part words; MuPDF sets most spaces itself."""

OVERPRINT = 0.3
"""Fake bold prints a word twice, shifted by less than this many font sizes."""

MOST_CHAINS = 40
"""Open lines of a row that a word looks back on: bounds the time of a page with 100,000 words."""

FILLED_OR_STROKED = 0b110000
"""Bits of MuPDF's char_flags: text with neither is invisible (PDF rendering mode 3 or 7)."""


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of the layer. direction: unit vector of reading. size: of its font.

    start, end: of its baseline. visible: whether the PDF paints it at all.
    """

    text: str
    quad: Quad
    direction: Point
    size: float
    start: Point
    end: Point
    visible: bool


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character before rotation. start, end: of its advance on the baseline; up, down: font sizes."""

    text: str
    start: Point
    end: Point
    up: float
    down: float
    size: float
    visible: bool
    box: tuple[float, float, float, float]


def words_of(layout: Mapping[str, Any], to_display: NDArray[np.float64]) -> tuple[LayerWord, ...]:
    """The words of a page.

    layout: what Page.get_text("rawdict") gives (unrotated page, origin at the crop box).
    to_display: (3, 3) matrix on (x, y, 1), a rotation by a multiple of 90 degrees and a shift.
    """
    words: list[LayerWord] = []
    for block in layout["blocks"]:
        for line in block.get("lines", ()):
            direction = _unit(line["dir"])
            stacked = line["wmode"] == 1
            for run in _runs(_glyphs(line, direction), direction, stacked):
                words.append(_word(run, direction, stacked, to_display))
    return tuple(_without_overprint(words))


def lines_of(words: Sequence[LayerWord]) -> tuple[Line, ...]:
    """Words to lines in reading order: rows from the top, in a row from the left.

    Text of another direction than most of the page (a note in the margin, a watermark) comes last.
    """
    groups: dict[Point, list[LayerWord]] = defaultdict(list)
    for word in words:
        groups[(round(word.direction[0], 1), round(word.direction[1], 1))].append(word)
    largest_first = sorted(groups.values(), key=len, reverse=True)
    return tuple(line for group in largest_first for line in _in_reading_order(_chain(group), group[0].direction))


def _unit(direction: Sequence[float]) -> Point:
    x, y = direction
    length = math.hypot(x, y)
    return (x / length, y / length) if length > 0 else (1.0, 0.0)


def _glyphs(line: Mapping[str, Any], direction: Point) -> Iterable[_Glyph]:
    across, along = abs(direction[0]), abs(direction[1])
    for span in line["spans"]:
        size = float(span["size"])
        if not (math.isfinite(size) and size > 0):
            continue
        up = min(max(span.get("ascender", ASCENDER[1]), ASCENDER[0]), ASCENDER[1])
        down = min(max(span.get("descender", DESCENDER[0]), DESCENDER[0]), DESCENDER[1])
        shown = bool(span.get("char_flags", FILLED_OR_STROKED) & FILLED_OR_STROKED) and span.get("alpha", 255) > 0
        for char in span["chars"]:
            left, top, right, bottom = char["bbox"]
            x, y = char["origin"]
            if not all(map(math.isfinite, (left, top, right, bottom, x, y))):
                continue
            # The upright box of a slanted character is wider than its advance by what its height adds.
            height = (up - down) * size
            if across >= along:
                advance = (right - left - height * along) / across
            else:
                advance = (bottom - top - height * across) / along
            advance = max(advance, 0.0)
            end = (x + direction[0] * advance, y + direction[1] * advance)
            yield _Glyph(char["c"], (x, y), end, up, down, size, shown, (left, top, right, bottom))


def _runs(glyphs: Iterable[_Glyph], direction: Point, stacked: bool) -> Iterable[list[_Glyph]]:
    """Characters parted at spaces and at jumps."""
    run: list[_Glyph] = []
    for glyph in glyphs:
        if not glyph.text.strip() or glyph.text in "\u200b\ufeff":
            if run:
                yield run
            run = []
            continue
        if run and not stacked:
            last = run[-1]
            step = (glyph.start[0] - last.end[0]) * direction[0] + (glyph.start[1] - last.end[1]) * direction[1]
            if abs(step) > WORD_GAP * max(last.size, glyph.size) or glyph.visible != last.visible:
                yield run
                run = []
        run.append(glyph)
    if run:
        yield run


def _word(run: Sequence[_Glyph], direction: Point, stacked: bool, to_display: NDArray[np.float64]) -> LayerWord:
    size = max(glyph.size for glyph in run)
    start, end = run[0].start, run[-1].end
    if stacked:
        corners = Quad.from_box(
            min(glyph.box[0] for glyph in run),
            min(glyph.box[1] for glyph in run),
            max(glyph.box[2] for glyph in run),
            max(glyph.box[3] for glyph in run),
        ).points
    else:
        up = max(glyph.up * glyph.size for glyph in run)
        down = min(glyph.down * glyph.size for glyph in run)
        x, y = direction[1], -direction[0]  # from the baseline towards the top of the letters
        corners = (
            (start[0] + x * up, start[1] + y * up),
            (end[0] + x * up, end[1] + y * up),
            (end[0] + x * down, end[1] + y * down),
            (start[0] + x * down, start[1] + y * down),
        )
    points = np.array([*corners, start, end])
    shown = points @ to_display[:2, :2].T + to_display[:2, 2]
    turned = to_display[:2, :2] @ np.array(direction)
    return LayerWord(
        text="".join(glyph.text for glyph in run),
        quad=Quad.from_array(shown[:4]),
        direction=_unit((float(turned[0]), float(turned[1]))),
        size=size,
        start=(float(shown[4, 0]), float(shown[4, 1])),
        end=(float(shown[5, 0]), float(shown[5, 1])),
        visible=run[0].visible,
    )


def _without_overprint(words: Iterable[LayerWord]) -> Iterable[LayerWord]:
    """Each word once, where fake bold or a shadow prints it several times."""
    seen: dict[tuple[str, int, int], list[LayerWord]] = defaultdict(list)
    for word in words:
        step = max(word.size, 1.0)
        column, row = math.floor(word.start[0] / step), math.floor(word.start[1] / step)
        near = [
            other
            for right in (-1, 0, 1)
            for below in (-1, 0, 1)
            for other in seen.get((word.text, column + right, row + below), ())
        ]
        if not any(math.dist(word.start, other.start) < OVERPRINT * word.size for other in near):
            seen[(word.text, column, row)].append(word)
            yield word


def _chain(words: Sequence[LayerWord]) -> list[Line]:
    """Words of one direction to lines: each joins the line whose end is close before it, or begins one."""
    along = np.array(words[0].direction)
    across = np.array([-along[1], along[0]])  # from the top of the letters downwards
    starts = np.array([word.start for word in words]) @ along
    ends = np.array([word.end for word in words]) @ along
    middles = np.array([np.mean(word.quad.to_array(), axis=0) for word in words]) @ across
    step = max(float(np.median([word.size for word in words])), 1.0)
    chains: list[list[int]] = []
    rows: dict[int, list[int]] = defaultdict(list)  # row of height `step` -> chains that end in it, latest last
    for index in np.argsort(starts, kind="stable"):
        word = words[index]
        reach = max(1, math.ceil(word.size / step))
        row = math.floor(middles[index] / step)
        best, best_gap = None, math.inf
        for near in range(row - reach, row + reach + 1):
            for chain in reversed(rows.get(near, ())[-MOST_CHAINS:]):
                last = chains[chain][-1]
                small, large = sorted((word.size, words[last].size))
                gap = float(starts[index] - ends[last])
                if (
                    -small <= gap <= COLUMN_GAP * small
                    and large <= SIZE_RATIO * small
                    and small - abs(middles[index] - middles[last]) + (large - small) / 2 > SAME_ROW * small
                    and abs(gap) < best_gap
                ):
                    best, best_gap = chain, abs(gap)
        if best is None:
            chains.append([int(index)])
            rows[row].append(len(chains) - 1)
        else:
            old_row = math.floor(middles[chains[best][-1]] / step)
            chains[best].append(int(index))
            rows[old_row].remove(best)
            rows[row].append(best)
    return [_line([words[index] for index in chain]) for chain in chains]


def _line(words: Sequence[LayerWord]) -> Line:
    """A line whose quad runs along its words."""
    along = np.array(words[0].direction)
    across = np.array([-along[1], along[0]])
    corners = np.concatenate([word.quad.to_array() for word in words])
    first, last = float((corners @ along).min()), float((corners @ along).max())
    top, bottom = float((corners @ across).min()), float((corners @ across).max())
    quad = Quad.from_array(
        np.array([first * along + top * across, last * along + top * across,
                  last * along + bottom * across, first * along + bottom * across])
    )  # fmt: skip
    return Line(tuple(Word(word.text, word.quad) for word in words), quad)


def _in_reading_order(lines: Sequence[Line], direction: Point) -> Iterable[Line]:
    """Lines of one direction by rows; a line belongs to the row whose first line it overlaps enough."""
    along = np.array(direction)
    across = np.array([-along[1], along[0]])
    corners = np.array([line.quad.to_array() for line in lines])  # (lines, 4, 2)
    starts = (corners @ along).min(axis=1)
    tops, bottoms = (corners @ across).min(axis=1), (corners @ across).max(axis=1)
    rows: list[list[int]] = []
    for index in np.lexsort((starts, tops + bottoms)):
        if rows:
            first = rows[-1][0]
            shared = min(bottoms[first], bottoms[index]) - max(tops[first], tops[index])
            if shared > SAME_ROW * min(bottoms[first] - tops[first], bottoms[index] - tops[index]):
                rows[-1].append(int(index))
                continue
        rows.append([int(index)])
    for row in rows:
        yield from (lines[index] for index in sorted(row, key=lambda index: float(starts[index])))

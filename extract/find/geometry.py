"""Where things stand to each other on a page: segments, rows, right of, below.

Pages are photographed askew and bent, so nothing is compared in the page's own coordinates:
`Layout` turns every segment into the page's reading direction and lets each follow the slope
of the lines near it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..document import Label, Quad, TextPage, Word

SEGMENT_GAP = 1.0
"""Words further apart than this many line heights belong to different columns (a space is about 0.3)."""

SLOPE_ASPECT = 3.0
"""Only lines this many times wider than high tell the slope of the page: short ones have noisy corners."""

SLOPE_REACH = 6.0
"""Lines within about this many heights share their slope (bent paper)."""

SAME_ROW_OVERLAP = 0.5
"""Share of the smaller height that two segments of one row have in common at least."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line without a wide gap: `page.lines[line].words[first:last]`."""

    page: int
    line: int
    first: int
    words: tuple[Word, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def quad(self) -> Quad:
        return quad_of(self.words)

    def words_at(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that text[start:end] touches."""
        touched: list[Word] = []
        position = 0
        for word in self.words:
            if position < end and start < position + len(word.text):
                touched.append(word)
            position += len(word.text) + 1
        return tuple(touched)

    def part(self, first: int, last: int) -> Segment:
        """The words from first to last, counted in the line."""
        return Segment(self.page, self.line, first, self.words[first - self.first : last - self.first])


@dataclass(frozen=True, slots=True)
class Box:
    """A segment's place in the page's reading direction. slope: dy/dx of the lines near it."""

    left: float
    top: float
    right: float
    bottom: float
    slope: float = 0.0

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def quad_of(words: Sequence[Word]) -> Quad:
    """The quad around the words of one line, in the line's own direction."""
    if not words:
        raise ValueError("no words to surround")
    first, last = words[0].quad.points, words[-1].quad.points
    return Quad((first[0], last[1], last[2], first[3]))


def quad_around(quads: Sequence[Quad]) -> Quad:
    """The quad of several lines; a single one keeps its direction."""
    return quads[0] if len(quads) == 1 else Quad.around(quads)


def height_of(quad: Quad) -> float:
    """The height of the text in a quad: the mean of its left and right side, in pixels or points."""
    a, b, c, d = quad.points
    return (math.dist(a, d) + math.dist(b, c)) / 2


def split_at_gaps(page: TextPage, gap: float = SEGMENT_GAP) -> tuple[Segment, ...]:
    """The page's lines cut where words stand further apart than `gap` line heights."""
    segments: list[Segment] = []
    for index, line in enumerate(page.lines):
        start = 0
        for position in range(1, len(line.words) + 1):
            if position == len(line.words) or _gap_before(line.words, position) > gap:
                segments.append(Segment(page.index, index, start, line.words[start:position]))
                start = position
    return tuple(segment for segment in segments if segment.words)


def _gap_before(words: Sequence[Word], position: int) -> float:
    """Distance between a word and the one before it, in heights of the lower of both."""
    before, after = words[position - 1].quad, words[position].quad
    height = max(min(height_of(before), height_of(after)), 1e-6)
    return math.dist(before.points[1], after.points[0]) / height if after.left > before.right else 0.0


@dataclass(frozen=True, eq=False)
class Layout:
    """A page's segments in its reading direction."""

    page: TextPage
    segments: tuple[Segment, ...]
    angle: float

    @classmethod
    def of(cls, page: TextPage, gap: float = SEGMENT_GAP) -> Layout:
        segments = split_at_gaps(page, gap)
        return cls(page, segments, _page_angle([line.quad for line in page.lines]))

    def home(self, label: Label) -> Segment | None:
        """The segment in which a label ends."""
        return next(
            (
                segment
                for segment in self.segments
                if segment.line == label.line and segment.first < label.last <= segment.last
            ),
            None,
        )

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """One box a segment, in the same order."""
        return self.boxes_of([segment.quad for segment in self.segments])

    @cached_property
    def text_height(self) -> float:
        """The usual height of a line."""
        return float(np.median([box.height for box in self.boxes])) if self.boxes else 1.0

    @cached_property
    def _slopes(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Middles (N, 2), slopes (N,) and widths (N,) of the lines that are long enough to tell."""
        boxes = [self._upright(line.quad) for line in self.page.lines]
        slopes = [self._slope(line.quad) for line in self.page.lines]
        told = [k for k, box in enumerate(boxes) if box.width > SLOPE_ASPECT * max(box.height, 1e-6)]
        return (
            np.array([boxes[k].middle for k in told], dtype=np.float64).reshape(-1, 2),
            np.array([slopes[k] for k in told], dtype=np.float64),
            np.array([boxes[k].width for k in told], dtype=np.float64),
        )

    def box_of(self, quad: Quad) -> Box:
        """A quad of the page in its reading direction."""
        return self.boxes_of([quad])[0]

    def boxes_of(self, quads: Sequence[Quad]) -> tuple[Box, ...]:
        upright = [self._upright(quad) for quad in quads]
        middles, slopes, widths = self._slopes
        if not upright or not len(slopes) or not np.any(np.abs(slopes) > 1e-4):
            return tuple(upright)
        reach = SLOPE_REACH * max(float(np.median([box.height for box in upright])), 1e-6)
        centers = np.array([box.middle for box in upright])
        distance = np.linalg.norm(centers[:, None] - middles[None], axis=2) / reach
        weight = widths[None] * np.exp(-distance)
        local = (weight * slopes[None]).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-12)
        return tuple(
            Box(box.left, box.top, box.right, box.bottom, float(slope))
            for box, slope in zip(upright, local, strict=True)
        )

    def _upright(self, quad: Quad) -> Box:
        """Turned by the page's angle; heights are those of the text, not of the slanted box."""
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        points = [(x * cos + y * sin, y * cos - x * sin) for x, y in quad.points]
        middle = sum(y for _, y in points) / 4
        half = height_of(quad) / 2
        return Box(min(x for x, _ in points), middle - half, max(x for x, _ in points), middle + half)

    def _slope(self, quad: Quad) -> float:
        return math.tan(max(-0.6, min(0.6, _angle(quad) - self.angle)))

    def same_row(self, one: Box, other: Box) -> bool:
        """Whether both stand on one line of print."""
        drop = drop_between(one, other)
        overlap = (one.height + other.height) / 2 - abs(drop)
        return overlap >= SAME_ROW_OVERLAP * min(one.height, other.height)

    def right_of(self, box: Box) -> tuple[int, ...]:
        """Segments on the same row to the right of a box, nearest first."""
        slack = 0.3 * box.height
        found = [
            k
            for k, other in enumerate(self.boxes)
            if other.left >= box.right - slack and other.middle[0] > box.middle[0] and self.same_row(box, other)
        ]
        return tuple(sorted(found, key=lambda k: self.boxes[k].left))

    def below(self, box: Box, reach: float) -> tuple[int, ...]:
        """Segments under a box within `reach` text heights that share its column, nearest first."""
        found = []
        for k, other in enumerate(self.boxes):
            down = drop_between(box, other) - (box.height + other.height) / 2
            if down < -0.35 * min(box.height, other.height) or down > reach * box.height:
                continue
            if columns_overlap(box, other) > 0:
                found.append((round(down / box.height, 1), other.left, k))
        return tuple(k for _, _, k in sorted(found))

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """All segments as rows from the top, each from left to right."""
        return group_rows(self.boxes)


def drop_between(one: Box, other: Box) -> float:
    """How much lower the other's middle stands, along the slope of the lines between them."""
    (x, y), (other_x, other_y) = one.middle, other.middle
    return other_y - y - (one.slope + other.slope) / 2 * (other_x - x)


def columns_overlap(one: Box, other: Box) -> float:
    """Share of the narrower width that both have in common; negative where they stand apart."""
    common = min(one.right, other.right) - max(one.left, other.left)
    return common / max(min(one.width, other.width), 1e-6)


def gap_between(one: Box, other: Box) -> float:
    """Distance from the right edge of one to the left edge of the other, in heights of the first."""
    return max(0.0, other.left - one.right) / max(one.height, 1e-6)


def group_rows(boxes: Sequence[Box]) -> tuple[tuple[int, ...], ...]:
    """Indices of boxes on one line of print, rows from the top, each from left to right.

    A box joins the row whose nearest member to its left (or else right) it is level with.
    """
    rows: list[list[int]] = []
    for k in sorted(range(len(boxes)), key=lambda k: (boxes[k].middle[1], boxes[k].left)):
        best: tuple[float, list[int]] | None = None
        for row in rows[-12:]:
            nearest = min(row, key=lambda other: abs(boxes[other].middle[0] - boxes[k].middle[0]))
            drop = abs(drop_between(boxes[nearest], boxes[k]))
            room = (boxes[nearest].height + boxes[k].height) / 2
            enough = room - drop >= SAME_ROW_OVERLAP * min(boxes[nearest].height, boxes[k].height)
            crossing = any(columns_overlap(boxes[other], boxes[k]) > 0.2 for other in row)
            if enough and not crossing and (best is None or drop < best[0]):
                best = (drop, row)
        if best is None:
            rows.append([k])
        else:
            best[1].append(k)
    ordered = [sorted(row, key=lambda k: boxes[k].left) for row in rows]
    return tuple(tuple(row) for row in sorted(ordered, key=lambda row: _row_top(row, boxes)))


def _row_top(row: Sequence[int], boxes: Sequence[Box]) -> float:
    return float(np.mean([boxes[k].middle[1] for k in row]))


def _angle(quad: Quad) -> float:
    """Direction of the text in radians: the mean of the top and the bottom edge."""
    a, b, c, d = quad.points
    return math.atan2((b[1] - a[1]) + (c[1] - d[1]), (b[0] - a[0]) + (c[0] - d[0]))


def _page_angle(quads: Sequence[Quad]) -> float:
    """The direction of most text: the median of the lines' angles, weighted by their widths, in radians."""
    angles = [(_angle(quad), quad.width) for quad in quads if quad.width > SLOPE_ASPECT * height_of(quad)]
    half = sum(width for _, width in angles) / 2
    seen = 0.0
    for angle, width in sorted(angles):
        seen += width
        if seen >= half:
            return angle
    return 0.0

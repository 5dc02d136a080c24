"""Fine deskew: how far a page leans, from the lines already read, and the page set straight."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from docfields.schemas.extraction import Point

from ..document import Line, Page, Quad, Transform
from .flattening import carry

LEAST_LEAN_DEG = 0.5
"""Measured on simulated and real pages turned by little: half a degree parts up to 4 of 100 words from the word that
follows them in reading order, 2 degrees up to 16; a quarter of a degree hardly any but on dense invoices."""

MOST_LEAN_DEG = 45.0
"""What quarter turns leave; lines that lean more run up or down."""

LONG = 3.0
"""Only lines this many times longer than high tell how the page leans: short ones have noisy corners."""

AGREEING = 0.75
"""Part of the length of all long lines that must lean to one side: crumpled and fanned pages have no lean."""


def lean_deg(lines: Sequence[Line]) -> float:
    """Degrees clockwise by which the text of a page falls to the right: the weighted median; 0 if it tells nothing.

    lines: with words in reading direction; bent ones count by their chord. Those that run up or down do not count.
    """
    directions = [_direction(line) for line in lines if line.words]
    told = [(angle, length) for angle, length in directions if length > 0 and abs(angle) <= MOST_LEAN_DEG]
    if not told:
        return 0.0
    angles, lengths = np.array(sorted(told)).T
    agreeing = max(lengths[angles > 0].sum(), lengths[angles < 0].sum())
    if agreeing < AGREEING * lengths.sum():
        return 0.0
    return float(angles[np.searchsorted(lengths.cumsum(), lengths.sum() / 2)])


def deskew(page: Page) -> Page:
    """The page turned until its lines are level, nothing cut off; the same object where they are.

    page: with its lines, upright but for some degrees.
    """
    lean = lean_deg(page.lines or ())
    if abs(lean) < LEAST_LEAN_DEG:
        return page
    way_back, size = lean_back(page.width, page.height, lean)
    return carry(page, way_back, size, "deskewed")


def lean_back(width: float, height: float, angle_deg: float) -> tuple[Transform, tuple[int, int]]:
    """From a page turned counterclockwise to the page as it was, and the turned one's width and height.

    width, height: of the page as it was, all of which the turned one shows.
    """
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    new = (math.ceil(width * cos + height * abs(sin)), math.ceil(width * abs(sin) + height * cos))
    turn = np.array([[cos, -sin], [sin, cos]])
    left, top = np.array([width, height]) / 2 - turn @ (np.array(new) / 2)
    return Transform(np.array([[cos, -sin, left], [sin, cos, top], [0, 0, 1]])), new


def _direction(line: Line) -> tuple[float, float]:
    """Degrees clockwise by which a line falls to the right, and how much that counts."""
    (left, top), high = _end(line.words[0].quad, 0, 3)
    (right, bottom), also_high = _end(line.words[-1].quad, 1, 2)
    length = math.dist((left, top), (right, bottom))
    long_enough = length > LONG * (high + also_high) / 2
    return math.degrees(math.atan2(bottom - top, right - left)), length if long_enough else 0.0


def _end(quad: Quad, upper: int, lower: int) -> tuple[Point, float]:
    """The middle of a quad's left or right side, and its length."""
    a, b = quad.points[upper], quad.points[lower]
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), math.dist(a, b)

"""Numbers that the detector missed: lone ink that stands in a row of text and in a column of numbers.

A digit alone in its cell, most often a quantity of 1, leaves hardly a trace on the detector's map, at whatever size
or threshold. The recogniser reads it well once it is shown the place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ..document import Image, Line
from .connected import connected
from .text_height import INK_CONTRAST, SURROUNDINGS

# What is looked for; amounts are wide enough for the detector.
NUMBER = re.compile(r"[0-9]{1,4}")
# Readings are believed from this score on: of 53 true ones on 261 pages 52 have 0.99 and more; a 9 cut in half
# was read as 1 with 0.95.
CERTAINTY = 0.95

# Ink is looked for on a copy whose boxes are at least so many pixels high: 18 lose one number in twenty.
BOX_ON_COPY = 24
# Boxes have margins, of which so much at the top and the bottom may hold a digit of the next row, in heights.
TRIMMED = 0.15
# Thinner pieces, in their own height, are of a broken rule or fold. The thinnest 1 has 0.24, such a fold up to 0.21.
THINNEST = 0.22
# More lone pieces of ink are noise, more cells a page that would take long.
MOST_PIECES, MOST_CELLS = 1000, 1500

# All in heights of the nearest box of the row: the height of digits, how far their middle lies off the row's,
LIKE_DIGITS = (0.4, 0.95)
OFF_LEVEL = 0.25
# how wide a piece may be, how much paper lies between two that belong together, and how far away that box may be.
WIDEST = 2.0
GAP = 0.45
NEAREST_BOX = 20.0
# Other boxes that a row has.
ROW_BOXES = 2
# A box this many times as wide as high tells how its row leans.
WIDE = 2.5

# A column has so many numbers, ...
COLUMN_CELLS = 3
# ... each within so many of its heights of the next, one of its edges or its middle off by so many, or by more the
# farther apart they are: photos lean.
NEXT_ROW = 10.0
ALIGNED = 0.35
LEAN = 0.12

# Paper around the ink that the recogniser sees, in heights of the ink; with more it doubts pale digits.
MARGIN_ASIDE, MARGIN_UP = 0.45, 0.15

Boxes = NDArray[np.float64]
"""(N, 4): left, top, right, bottom in pixels of the picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a number may stand. corners: (4, 2), clockwise from its top left. column: the number of its column.
    known: how many numbers of the column were read before."""

    corners: NDArray[np.float64]
    column: int
    known: int


def missed_places(image: Image, lines: Sequence[Line]) -> list[Place]:
    """Dark ink outside all boxes that is as high as digits, level with other boxes and in a column of numbers.

    image: (H, W, 3) uint8 BGR. lines: one for each box of the detector, without words where nothing was read. Nothing
    is looked for where most lines do not run from left to right.
    """
    corners = np.array([line.quad.points for line in lines], np.float64).reshape(-1, 4, 2)
    along = corners[:, 1] - corners[:, 0]
    level = along[:, 0] > np.abs(along[:, 1])
    if level.sum() < max(COLUMN_CELLS * ROW_BOXES, len(lines) / 2):
        return []
    missed, slopes = _in_rows(_free_ink(image, corners), corners[level])
    words = [word.quad for line in lines for word in line.words if NUMBER.fullmatch(word.text)]
    known = np.array([(quad.left, quad.top, quad.right, quad.bottom) for quad in words], np.float64).reshape(-1, 4)
    if not len(missed) or not COLUMN_CELLS <= len(known) + len(missed) <= MOST_CELLS:
        return []
    columns = _columns(np.concatenate([known, missed]))
    limit = np.array([image.shape[1], image.shape[0]], np.float64)
    places = []
    for box, slope, column in zip(missed, slopes, columns[len(known) :].tolist(), strict=True):
        if (columns == column).sum() >= COLUMN_CELLS:
            at = np.clip(_with_margins(box, slope), 0.0, limit)
            places.append(Place(at, column, int((columns[: len(known)] == column).sum())))
    return places


def believed(places: Sequence[Place], readings: Sequence[Line]) -> list[Line]:
    """The readings of places that are certain numbers, where the column then has enough of them."""
    certain = [
        (place, line)
        for place, line in zip(places, readings, strict=True)
        if line.score >= CERTAINTY and NUMBER.fullmatch(line.text)
    ]
    columns = [place.column for place, _ in certain]
    return [line for place, line in certain if place.known + columns.count(place.column) >= COLUMN_CELLS]


def _free_ink(image: Image, corners: NDArray[np.float64]) -> Boxes:
    """Connected ink of about the size of digits that touches no box. corners: (boxes, 4, 2)."""
    down = corners[:, [3, 2]] - corners[:, [0, 1]]
    usual = float(np.median(np.linalg.norm(down[:, 0], axis=1)))
    reduced = max(1, int(usual / BOX_ON_COPY))
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if reduced > 1:  # by a whole number, which is much faster
        width, height = max(1, gray.shape[1] // reduced), max(1, gray.shape[0] // reduced)
        whole = gray[: height * reduced, : width * reduced]
        gray = cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)
    darker = cv2.subtract(cv2.blur(gray, (SURROUNDINGS, SURROUNDINGS)), gray)
    _, ink = cv2.threshold(darker, INK_CONTRAST, 1, cv2.THRESH_BINARY)
    taken = np.zeros_like(ink)
    trimmed = np.concatenate([corners[:, :2] + TRIMMED * down, corners[:, [2, 3]] - TRIMMED * down[:, ::-1]], axis=1)
    for kernel in np.round(trimmed / reduced).astype(np.int32):
        cv2.fillConvexPoly(taken, kernel, 1)
    free = cv2.subtract(ink, taken)
    # 16 bits are three times as fast, and enough where there are not more left ends than they count.
    left_ends = np.count_nonzero(free[:, 1:] > free[:, :-1]) + len(free)
    labels = cv2.CV_16U if left_ends < np.iinfo(np.uint16).max else cv2.CV_32S
    _, _, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=8, ltype=labels)
    wide, high = stats[:, 2] * reduced, stats[:, 3] * reduced
    like_digits = (high > LIKE_DIGITS[0] / 2 * usual) & (high < 2 * usual) & (wide < WIDEST * usual)
    likely = stats[like_digits & (wide > THINNEST * high)]
    if len(likely) > MOST_PIECES:
        return np.empty((0, 4))
    found = [
        (x, y, x + width, y + height)
        for x, y, width, height, _ in likely.tolist()
        if not taken[max(0, y - 1) : y + height + 1, max(0, x - 1) : x + width + 1].any()
    ]
    return np.array(found, np.float64).reshape(-1, 4) * reduced


def _in_rows(pieces: Boxes, corners: NDArray[np.float64]) -> tuple[Boxes, list[float]]:
    """What stands in a row of boxes as a number would, and for each how its row slopes. corners: (boxes, 4, 2)."""
    along = corners[:, 1] - corners[:, 0]
    height = np.linalg.norm(corners[:, 3] - corners[:, 0], axis=1)
    wide = along[:, 0] > WIDE * height
    slope = along[:, 1] / along[:, 0]
    slope[~wide] = np.median(slope[wide]) if wide.any() else 0.0
    middle = corners.mean(axis=1)
    left, top, right, bottom = (side[:, None] for side in pieces.T)
    # All (pieces, boxes):
    gap = np.maximum(corners[:, :, 0].min(axis=1) - right, left - corners[:, :, 0].max(axis=1))
    off_level = np.abs((top + bottom) / 2 - middle[:, 1] - slope * ((left + right) / 2 - middle[:, 0])) / height
    high = (bottom - top) / height
    beside = (gap > 0) & (gap < NEAREST_BOX * height) & (off_level < OFF_LEVEL)
    beside &= (high > LIKE_DIGITS[0]) & (high < LIKE_DIGITS[1])
    in_row = (gap > 0) & (off_level < 2 * OFF_LEVEL)
    nearest = np.where(beside, gap, np.inf).argmin(axis=1)
    numbers, slopes = [], []
    for index in np.flatnonzero(beside.any(axis=1) & (in_row.sum(axis=1) >= ROW_BOXES)):
        box, room = pieces[index], GAP * height[nearest[index]]
        joined = (pieces[:, 0] < box[2] + room) & (pieces[:, 2] > box[0] - room)
        joined &= (pieces[:, 1] < box[3]) & (pieces[:, 3] > box[1])
        if pieces[joined, 0].min() < box[0]:
            continue  # it belongs to the number that begins there
        numbers.append(np.concatenate([pieces[joined, :2].min(axis=0), pieces[joined, 2:].max(axis=0)]))
        slopes.append(float(slope[nearest[index]]))
    return np.array(numbers).reshape(-1, 4), slopes


def _columns(cells: Boxes) -> NDArray[np.int_]:
    """For each cell the number of its column, which is the index of one of its cells."""
    left, top, right, bottom = cells.T
    edges = np.stack([left, (left + right) / 2, right])
    aside = np.abs(edges[:, :, None] - edges[:, None, :]).min(axis=0)
    level, height = (top + bottom) / 2, np.minimum.outer(bottom - top, bottom - top)
    apart = np.abs(np.subtract.outer(level, level))
    chained = (aside < ALIGNED * height + LEAN * apart) & (apart > height) & (apart < NEXT_ROW * height)
    return connected(chained)


def _with_margins(box: NDArray[np.float64], slope: float) -> NDArray[np.float64]:
    left, top, right, bottom = box
    aside, up = MARGIN_ASIDE * (bottom - top), MARGIN_UP * (bottom - top)
    rise = slope * ((right - left) / 2 + aside)
    return np.array(
        [
            (left - aside, top - up - rise),
            (right + aside, top - up + rise),
            (right + aside, bottom + up + rise),
            (left - aside, bottom + up - rise),
        ]
    )

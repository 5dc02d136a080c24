"""Columns of upright characters, as Chinese and Japanese set them: cut apart and laid side by side as a line.

They stand at an even pitch: the one is taken whose cuts go through the least ink.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ..document import Image, Quad
from .quads import Corners, between, flattened, part_down

# The width in pixels at which a column is looked at.
WIDTH = 32
# From one character to the next it is this many times as far as the ink is wide.
LOWEST, HIGHEST = 0.85, 2.6
# A cell with less than this part of the usual ink is none.
EMPTY = 0.15
# A cut may lie so far from where an even pitch has it, in pitches.
REACH = 0.15
# Characters twice as far apart as they are wide cost as much as cuts through this share of a row.
LOOSENESS = 0.03
# Rows and columns with a smaller share of ink are paper with dirt.
DIRT = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of characters. quad: around it. cuts: (n + 1,) shares of its height that bound its n characters."""

    quad: Corners
    cuts: NDArray[np.float64]

    def part(self, start: float, end: float) -> Quad:
        """The upright quad of what stands between two places of the line, in shares of its length."""
        evenly = np.linspace(0.0, 1.0, len(self.cuts))
        return part_down(self.quad, *np.interp([start, end], evenly, self.cuts).tolist())


def find_column(image: Image, quad: Corners) -> Column | None:
    """The characters of a box that may hold a column; None where it holds one character at most.

    image: (H, W, 3) uint8 BGR. quad: the box as it stands, its first side the upper one.
    """
    ink = _ink(_upright(image, quad, WIDTH))
    rows = np.flatnonzero(ink.mean(axis=1) > DIRT)
    across = np.flatnonzero(ink.mean(axis=0) > DIRT)
    if not len(rows) or not len(across):
        return None
    first, last = int(rows[0]), int(rows[-1]) + 1
    cuts = _cuts(ink[first:last].mean(axis=1), float(across[-1] - across[0] + 1))
    if len(cuts) < 3:
        return None
    return Column(quad, (np.array(cuts) + first) / len(ink))


def crop_column(image: Image, column: Column, height: int) -> Image:
    """(height, n * height, 3) uint8 BGR: the characters side by side, each in a square of its own."""
    cells = [_squared(image, between(column.quad, *cut), height) for cut in pairwise(column.cuts.tolist())]
    return np.ascontiguousarray(np.concatenate(cells, axis=1))


def _squared(image: Image, cell: Corners, side: int) -> Image:
    """A cell in the middle of a square, in its proportions, the rest of the square as its edge is."""
    wide = float(np.linalg.norm(cell[1] - cell[0]))
    high = float(np.linalg.norm(cell[3] - cell[0]))
    scale = side / max(wide, high, 1e-6)
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    flat = _flat(image, cell, width, height)
    left, top = (side - width) // 2, (side - height) // 2
    return np.asarray(
        cv2.copyMakeBorder(flat, top, side - height - top, left, side - width - left, cv2.BORDER_REPLICATE), np.uint8
    )


def _upright(image: Image, quad: Corners, width: int) -> Image:
    wide = max(1.0, float(np.linalg.norm(quad[1] - quad[0])))
    return _flat(image, quad, width, max(1, round(width * float(np.linalg.norm(quad[3] - quad[0])) / wide)))


def _flat(image: Image, quad: Corners, width: int, height: int) -> Image:
    shrinking = max(1, int(np.linalg.norm(quad[1] - quad[0]) / width))
    return flattened(image, quad, width, height, shrinking)


def _ink(picture: Image) -> NDArray[np.bool_]:
    """Which pixels are ink: the rarer side of Otsu's threshold."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    _, bright = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    is_bright = np.asarray(bright, np.bool_)
    return is_bright if is_bright.mean() < 0.5 else ~is_bright


def _cuts(ink: NDArray[np.float64], width: float) -> list[int]:
    """Rows at which to cut, the first and the last among them. ink: (H,) share of each row. width: of the ink."""
    height = len(ink)
    best: tuple[float, list[int]] = (np.inf, [0, height])
    for count in range(2, int(height / (LOWEST * width)) + 2):
        pitch = max(height / count, (height - width) / (count - 1))  # characters are square, paper between them
        if not LOWEST * width <= pitch <= HIGHEST * width:
            continue
        reach = max(1, round(REACH * pitch))
        cuts, through = [0], 0.0
        for number in range(1, count):
            middle = round(number * pitch - (pitch - height + (count - 1) * pitch) / 2)
            rows = ink[max(0, middle - reach) : middle + reach + 1]
            lowest = np.flatnonzero(rows == rows.min())
            cuts.append(max(0, middle - reach) + int(lowest[len(lowest) // 2]))
            through += float(rows.min())
        if min(float(ink[start:end].sum()) for start, end in pairwise([*cuts, height])) < EMPTY * ink.sum() / count:
            continue
        cost = through / (count - 1) + LOOSENESS * abs(float(np.log2(pitch / width)))
        if cost < best[0]:
            best = (cost, [*cuts, height])
    return best[1]

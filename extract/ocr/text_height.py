"""How high the letters of a picture are, told without a network: ink in chains of pieces of equal height.

Ink is what is darker (or, on dark ground, brighter) than its surroundings, as in Niblack's local threshold with a
fixed margin; pieces that have a neighbour of their own height on their own level are letters, as in the grouping of
https://doi.org/10.1109/CVPR.2010.5540041 (stroke width transform).
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ..document import Image

# Letters are looked for on a copy whose longer side has at most this many pixels ...
COPY_SIDE = 1600
# ... and, where they are lower than this on the copy, on the picture itself, one window after another.
LEAST_ON_COPY = 7.0
# A copy this many times smaller than its picture shows headings at most.
MOST_REDUCED = 4.0
# Sides of the square over which the paper's brightness is averaged, and how much darker ink is.
SURROUNDINGS = 31
INK_CONTRAST = 15
# Pixels and shares: pieces lower than this, or higher than this part of the picture, are no letters; nor are pieces
# wider than so many heights or emptier than this, and filled pieces that are not upright are dots and dashes.
LEAST_HEIGHT = 5
HIGHEST_PART = 1 / 6
WIDEST = 20.0
EMPTIEST = 0.12
FILLED = 0.8
DASH_ASPECT, DASH_FILLED = 1.8, 0.5
# Where a letter's neighbour is looked for: heights to either side, and up and down.
STEPS_ASIDE = (0.25, 0.5, 0.75, 1.0, 1.3)
STEPS_UP = (-0.25, 0.0, 0.25)
# Neighbours are of like height and stand on one level, in heights.
LIKE_HEIGHT = (0.6, 1.7)
SAME_LEVEL = 0.45
# Bright letters on dark ground are believed if there are this many times as many: paper between dark letters
# makes some, too.
MORE_BRIGHT = 2.0
# Fewer letters tell nothing.
FEWEST_LETTERS = 24
# Letters are as high as their median; each counts by its width, at most two heights: pieces may be whole words.
MIDDLE = 0.5

Letters = NDArray[np.float64]
"""(N, 2): height and width in pixels."""


def letter_height(image: Image) -> float | None:
    """The usual height of letters and digits in pixels; None where few are found.

    image: (H, W, 3) uint8 BGR.
    """
    reduced: float = max(image.shape[:2]) / COPY_SIDE
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    if reduced <= 1.0:
        return _usual(_letters(gray))
    if reduced < MOST_REDUCED:
        size = (max(1, round(gray.shape[1] / reduced)), max(1, round(gray.shape[0] / reduced)))
        on_copy = _usual(_letters(np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)))
        if on_copy is not None and on_copy >= LEAST_ON_COPY:
            return on_copy * reduced
    return _usual(np.concatenate([_letters(window) for window in _windows(gray)]))


def _windows(gray: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    height, width = gray.shape
    for top in range(0, height, COPY_SIDE):
        for left in range(0, width, COPY_SIDE):
            yield gray[top : top + COPY_SIDE, left : left + COPY_SIDE]


def _usual(letters: Letters) -> float | None:
    if len(letters) < FEWEST_LETTERS:
        return None
    heights, widths = letters[np.argsort(letters[:, 0], kind="stable")].T
    reached = np.cumsum(np.minimum(widths, 2 * heights))
    return float(heights[np.searchsorted(reached, MIDDLE * reached[-1])])


def _letters(gray: NDArray[np.uint8]) -> Letters:
    paper = cv2.blur(gray, (SURROUNDINGS, SURROUNDINGS))
    dark, bright = (_chained(cv2.subtract(*pair) > INK_CONTRAST) for pair in ((paper, gray), (gray, paper)))
    return bright if len(bright) > MORE_BRIGHT * len(dark) else dark


def _chained(ink: NDArray[np.bool_]) -> Letters:
    """Pieces of ink that have a neighbour of their own kind."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8, ltype=cv2.CV_32S)
    left, top, width, height, area = stats.T.astype(np.float64)
    room = width * height
    likely = (height >= LEAST_HEIGHT) & (height <= HIGHEST_PART * max(ink.shape)) & (width <= WIDEST * height)
    likely &= (area >= EMPTIEST * room) & ((area <= FILLED * room) | (2 * width < height))
    likely &= (width < DASH_ASPECT * height) | (area < DASH_FILLED * room)
    likely[0] = False  # the paper
    pieces = np.flatnonzero(likely)
    left, top, width, height = left[pieces], top[pieces], width[pieces], height[pieces]
    level = top + height / 2

    numbers = np.full(len(likely), -1)
    numbers[pieces] = np.arange(len(pieces))
    chained = np.zeros(len(pieces), bool)
    for ends, side in ((left, -1), (left + width - 1, 1)):
        for aside in STEPS_ASIDE:
            x = np.round(ends + side * np.maximum(1.0, aside * height)).astype(int)
            for up in STEPS_UP:
                y = np.round(level + up * height).astype(int)
                inside = (x >= 0) & (x < ink.shape[1]) & (y >= 0) & (y < ink.shape[0])
                met = np.full(len(pieces), -1)
                met[inside] = numbers[labels[y[inside], x[inside]]]
                ratio = height[met] / height
                chained |= (
                    (met >= 0)
                    & (met != np.arange(len(pieces)))
                    & (ratio > LIKE_HEIGHT[0])
                    & (ratio < LIKE_HEIGHT[1])
                    & (np.abs(level[met] - level) < SAME_LEVEL * height)
                )
    return np.column_stack([height[chained], width[chained]])

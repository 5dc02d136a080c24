"""The paper of a picture: how bright it is around each pixel, and on which of its small tiles text stands."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ..document import Image

Floats = NDArray[np.float32]
Channel = NDArray[np.uint8]
"""(H, W) uint8."""

# Tiles along the longer side: each holds a letter or two of usual print and some paper.
TILES = 100
SMALLEST_TILE = 16
# What is dark for less than so many tiles is print on paper.
_PRINT = np.ones((5, 5), np.uint8)
# Darker paper is not told from none.
DARKEST = 8.0
# Fewer grey levels within a tile are noise.
LEAST_SPAN = 6.0
# In a tile with text most is paper: its mean lies in this part of its span. Wood, cloth and noise have theirs in the
# middle.
LEAST_PAPER, MOST_PAPER = 0.6, 0.95
# A tile has text if its relative contrast is at least this part of the strongest tenth's.
TEXT_CONTRAST = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Tiles:
    """A picture in small squares, (h, w) each. side: of a tile, in pixels. brightest: the paper's grey, 0 to 255.
    span: from the darkest to the brightest, single noisy pixels left out. text: whether it looks like text."""

    side: int
    brightest: Floats
    span: Floats
    text: NDArray[np.bool_]


def tiles_of(grey: Channel) -> Tiles:
    """The tiles of a grey picture, the first one at its top left."""
    side = _side(grey)
    brightest, darkest = _extremes(grey, side)
    span = brightest - darkest
    shape = (span.shape[1], span.shape[0])
    mean = np.asarray(cv2.resize(_padded(grey, side), shape, interpolation=cv2.INTER_AREA), np.float32)
    bright = (mean - darkest) / np.maximum(span, 1.0)
    text = (span >= LEAST_SPAN) & (bright > LEAST_PAPER) & (bright < MOST_PAPER)
    if text.any():
        relative = span / (brightest + 1.0)
        text &= relative > TEXT_CONTRAST * np.quantile(relative[text], 0.9)
    return Tiles(side, brightest, span, text)


def channels_of(image: Image) -> list[Channel]:
    """Blue, green and red of a (H, W, 3) uint8 BGR picture."""
    return [np.asarray(channel, np.uint8) for channel in cv2.split(image)]


def shares_of_paper(image: Image) -> tuple[Floats, Floats]:
    """(H, W) each: the smallest and the largest of a pixel's channels, each as a share of the paper's there."""
    blue, green, red = (channel / paper_around(channel) for channel in channels_of(image))
    smallest, largest = np.minimum(np.minimum(blue, green), red), np.maximum(np.maximum(blue, green), red)
    return smallest.astype(np.float32, copy=False), largest.astype(np.float32, copy=False)


def paper_around(channel: Channel) -> Floats:
    """(H, W): how bright the paper is around each pixel."""
    side = _side(channel)
    brightest, _ = _extremes(channel, side)
    paper = np.asarray(cv2.morphologyEx(brightest, cv2.MORPH_CLOSE, _PRINT), np.float32)
    return np.maximum(spread(paper, side, channel.shape), DARKEST)


def widened(tiles: Floats) -> Floats:
    """(h, w): the largest value of each tile and those around it."""
    return np.asarray(cv2.dilate(tiles, _PRINT), np.float32)


def spread(tiles: Floats, side: int, shape: tuple[int, ...]) -> Floats:
    """Values of tiles as a smooth picture of this shape, (H, W)."""
    smooth = cv2.GaussianBlur(tiles, (0, 0), 0.7)
    size = (tiles.shape[1] * side, tiles.shape[0] * side)
    return np.asarray(cv2.resize(smooth, size, interpolation=cv2.INTER_LINEAR)[: shape[0], : shape[1]], np.float32)


def _side(channel: Channel) -> int:
    height, width = (int(length) for length in channel.shape)
    return max(SMALLEST_TILE, round(max(height, width) / TILES))


def _extremes(channel: Channel, side: int) -> tuple[Floats, Floats]:
    smooth = _padded(np.asarray(cv2.blur(channel, (3, 3)), np.uint8), side)
    rows = smooth.reshape(smooth.shape[0] // side, side, smooth.shape[1])
    shape = (rows.shape[0], -1, side)
    brightest = rows.max(axis=1).reshape(shape).max(axis=2)
    darkest = rows.min(axis=1).reshape(shape).min(axis=2)
    return brightest.astype(np.float32), darkest.astype(np.float32)


def _padded(channel: Channel, side: int) -> Channel:
    down, right = -channel.shape[0] % side, -channel.shape[1] % side
    return np.asarray(cv2.copyMakeBorder(channel, 0, down, 0, right, cv2.BORDER_REPLICATE), np.uint8)

"""Quads in a picture: laid flat, and parted along or down."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ..document import Image, Quad

Corners = NDArray[np.float64]
"""(4, 2) of x, y in pixels of the picture, counted from the edges of pixels; clockwise from the top left."""


def flattened(image: Image, quad: Corners, width: int, height: int, shrinking: int) -> Image:
    """(height, width, 3) uint8 BGR: what stands in a quad. shrinking: laid flat so many times as large first, so that
    thin strokes survive."""
    size = (width * shrinking, height * shrinking)
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    # OpenCV counts from the centre of the first pixel, quads from its edge.
    matrix = cv2.getPerspectiveTransform((quad - 0.5).astype(np.float32), flat - np.float32(0.5))
    cut = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if shrinking > 1:
        cut = cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cut, dtype=np.uint8)


def part_of(quad: Corners, start: float, end: float) -> Quad:
    """What stands between two places of a quad, in shares of its length."""
    a, b, c, d = quad
    return Quad.from_array(np.array([a + (b - a) * start, a + (b - a) * end, d + (c - d) * end, d + (c - d) * start]))


def part_down(quad: Corners, start: float, end: float) -> Quad:
    """What stands between two places of an upright quad, in shares of its height."""
    return Quad.from_array(between(quad, start, end))


def between(quad: Corners, start: float, end: float) -> Corners:
    """As `part_down`, as an array."""
    a, b, c, d = quad
    return np.array([a + (d - a) * start, b + (c - b) * start, b + (c - b) * end, a + (d - a) * end])

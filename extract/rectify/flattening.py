"""A page in other coordinates: its picture drawn anew, and everything on it carried along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ..document import Image, Line, Page, Quad, Transform, Word

FIELD_STEP = 8
"""Pixels from one exactly mapped point of a bent picture to the next: a sheet is all but straight in between."""


def lay_flat(image: Image, to_image: Transform, size: tuple[int, int]) -> Image:
    """(height, width, 3) uint8 BGR: the picture each of whose points shows the image at `to_image` of it.

    size: width and height. What lies beyond the image continues its border. One pixel is taken for one: a picture
    that is to be much smaller must be reduced before.
    """
    if to_image.bends:
        at = _field(to_image, size)
        drawn = cv2.remap(image, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    else:
        # OpenCV counts from the centre of the first pixel, transforms from its edge.
        shift = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
        matrix = np.linalg.inv(shift) @ to_image.matrix @ shift
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        drawn = cv2.warpPerspective(image, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(drawn, dtype=np.uint8)


def carry(page: Page, way_back: Transform, size: tuple[int, int], name: str) -> Page:
    """The page in new coordinates: picture (where it has one), lines and boxes agree, `to_source` leads back.

    way_back: from the new coordinates to the page's. size: the new width and height. name: for `rectified`.
    """
    lines = page.lines or ()
    moved = iter(way_back.inverse().quads([*(quad for line in lines for quad in _quads(line)), *page.unread]))
    carried = tuple(_carried(line, moved) for line in lines)
    return replace(
        page,
        width=size[0],
        height=size[1],
        image=None if page.image is None else lay_flat(page.image, way_back, size),
        lines=None if page.lines is None else carried,
        unread=tuple(moved),
        to_source=way_back.then(page.to_source),
        rectified=(*page.rectified, name),
    )


def _quads(line: Line) -> list[Quad]:
    """In the order in which `_carried` takes them back."""
    lattice = line.lattice or line
    return [line.quad, lattice.quad, *(word.quad for word in line.words)]


def _carried(line: Line, moved: Iterator[Quad]) -> Line:
    quad, lattice_quad = next(moved), next(moved)
    lattice = line.lattice and replace(line.lattice, quad=lattice_quad)
    words = tuple(Word(word.text, next(moved), word.score) for word in line.words)
    return Line(words, quad, line.score, lattice)


def _field(to_image: Transform, size: tuple[int, int]) -> NDArray[np.float32]:
    """(height, width, 2): where the centre of each pixel lies in the image, counted from its first pixel's centre."""
    width, height = size
    # One block more on every side, so that the enlargement never runs out of neighbours.
    columns, rows = -(-width // FIELD_STEP) + 2, -(-height // FIELD_STEP) + 2
    x, y = np.meshgrid(np.arange(columns) - 0.5, np.arange(rows) - 0.5)
    points = to_image.points(np.column_stack([x.ravel(), y.ravel()]) * FIELD_STEP) - 0.5
    coarse = points.reshape(rows, columns, 2).astype(np.float32)
    whole = (columns * FIELD_STEP, rows * FIELD_STEP)
    field = cv2.resize(coarse, whole, interpolation=cv2.INTER_LINEAR)
    cut = field[FIELD_STEP : FIELD_STEP + height, FIELD_STEP : FIELD_STEP + width]
    return np.ascontiguousarray(cut, dtype=np.float32)

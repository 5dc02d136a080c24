"""A captured picture, and where the points of the pages in it went."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from docfields.document import Image, Transform

from .opencv import cv2
from .warp import Warp


@dataclass(frozen=True, slots=True, eq=False)
class Captured:
    """image: what reaches a reader. warps: one for each page picture given, in its order. kind: the truth's `capture`,
    such as photo/fold, scan/fax or screenshot."""

    image: Image
    warps: tuple[Warp, ...]
    kind: str


def turned(captured: Captured, turn: int) -> Captured:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if turn == 0:
        return captured
    height, width = captured.image.shape[:2]
    code, matrix = {
        90: (cv2.ROTATE_90_CLOCKWISE, [[0, -1, height], [1, 0, 0], [0, 0, 1]]),
        180: (cv2.ROTATE_180, [[-1, 0, width], [0, -1, height], [0, 0, 1]]),
        270: (cv2.ROTATE_90_COUNTERCLOCKWISE, [[0, 1, 0], [-1, 0, width], [0, 0, 1]]),
    }[turn]
    image = cv2.rotate(captured.image, code)
    way = Transform(np.array(matrix, np.float64))
    size = (image.shape[1], image.shape[0])
    return Captured(image, tuple(warp.then(way, size) for warp in captured.warps), captured.kind)

"""Page orientation by quarter turns, from the directions of the lines already read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from ..document import Image, Line, Page, Transform

# Quarter turns clockwise, as OpenCV names them.
_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
# Share of the characters that must run another way before turning is tried at all.
TURNED_SHARE = 0.5


def reading_angle(line: Line) -> int:
    """The quarter turn clockwise (0, 90, 180, 270) that makes a line run from left to right."""
    (left, top), (right, bottom), *_ = line.quad.points
    across, down = right - left, bottom - top
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 180
    return 270 if down > 0 else 90


def looks_turned(lines: Sequence[Line]) -> bool:
    """Whether most of what was read does not run from left to right."""
    characters = sum(len(line.text) for line in lines)
    turned = sum(len(line.text) for line in lines if reading_angle(line) != 0)
    return turned > TURNED_SHARE * characters


def upright(page: Page) -> Page:
    """The page turned so that most of what was read runs from left to right; the same object where it does.

    page: with its lines, their quads in reading direction (the recogniser's crops are turned line by line, so a
    sideways page is read too, only not in order). A turned page has no lines: it must be read anew.
    """
    lines = page.lines or ()
    if not looks_turned(lines):
        return page
    characters = Counter[int]()
    for line in lines:
        characters[reading_angle(line)] += len(line.text)
    return turn(page, max(characters, key=lambda angle: (characters[angle], -angle)))


def turn(page: Page, angle: int) -> Page:
    """The page turned clockwise by a quarter turn or several, without lines; `to_source` leads back to the original."""
    if angle % 360 == 0 or page.image is None:
        return page
    swapped = angle % 180 != 0
    return replace(
        page,
        width=page.height if swapped else page.width,
        height=page.width if swapped else page.height,
        image=_rotate(page.image, angle % 360),
        to_source=turn_back(page.width, page.height, angle % 360).then(page.to_source),
        angle=(page.angle + angle) % 360,
        lines=None,
        unread=(),
        rectified=(*page.rectified, "turned"),
    )


def turn_back(width: float, height: float, angle: int) -> Transform:
    """From a page turned clockwise by `angle` to the page as it was, of this width and height."""
    matrices = {
        0: ((1, 0, 0), (0, 1, 0)),
        90: ((0, 1, 0), (-1, 0, height)),
        180: ((-1, 0, width), (0, -1, height)),
        270: ((0, -1, width), (1, 0, 0)),
    }
    return Transform(np.array([*matrices[angle], (0, 0, 1)], dtype=np.float64))


def _rotate(image: Image, angle: int) -> Image:
    rotated = np.ascontiguousarray(cv2.rotate(image, _ROTATIONS[angle]) if angle else image)
    return rotated.astype(np.uint8, copy=False)

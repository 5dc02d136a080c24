"""Page orientation by quarter turns: doubted from the lines already read, decided by reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ..document import Image, Line, Page, Transform

# Quarter turns clockwise, as OpenCV names them.
_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
# Share of the characters that must run another way before turning is tried at all.
TURNED_SHARE = 0.5
# A page is turned only if it is read better by this much; both ways are read well where text is upright.
SCORE_GAIN = 0.05


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


def upright(page: Page, read_score: Callable[[Image], float], *, angles: Sequence[int] = (90, 180, 270)) -> Page:
    """The page turned so that it is read best; the same object where it is best as it stands.

    read_score: how well a picture is read, in [0, 1]. angles: quarter turns clockwise to try.
    """
    if page.image is None:
        return page
    best, best_score = 0, read_score(page.image) + SCORE_GAIN
    for angle in angles:
        score = read_score(_rotate(page.image, angle))
        if score > best_score:
            best, best_score = angle, score
    return turn(page, best) if best else page


def turn(page: Page, angle: int) -> Page:
    """The page turned clockwise by a quarter turn or several; `to_source` leads back to the original."""
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

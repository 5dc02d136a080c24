"""Lines cut out of the picture: each quad laid flat at the recogniser's height, turned to be read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.models.sessions import Session

from ..document import Image

# A box more than this many times as high as wide holds a line that runs up or down.
TALL = 1.5
# How sure the classifier must be before a line is turned; its authors' 0.9.
TURN_CERTAINTY = 0.9
# Lines asked before a page is believed to be the right way up; the widest tell most.
LINES_ASKED = 8


def reading_quad(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Clockwise from the text's top left, if a tall box is read downwards (the classifier may turn it)."""
    width = np.linalg.norm(corners[1] - corners[0])
    height = np.linalg.norm(corners[3] - corners[0])
    return np.roll(corners, -1, axis=0) if height > TALL * width else corners


def turn_round(quad: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same place read upside down."""
    return np.roll(quad, 2, axis=0)


def crop(image: Image, quad: NDArray[np.float64], height: int) -> Image:
    """(height, w, 3) uint8 BGR: the quad laid flat, w in proportion.

    quad: (4, 2) clockwise from the text's top left, in edges of pixels.
    """
    long = float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2
    high = max(1.0, float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2)
    width = max(1, round(height * long / high))
    shrinking = max(1, int(high / height))  # laid flat at a multiple of the height first: thin strokes survive
    size = (width * shrinking, height * shrinking)
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    # OpenCV counts from the centre of the first pixel, quads from its edge.
    matrix = cv2.getPerspectiveTransform((quad - 0.5).astype(np.float32), flat - np.float32(0.5))
    cut = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if shrinking > 1:
        cut = cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cut, dtype=np.uint8)


def upside_down(crops: Sequence[Image], session: Session) -> list[bool]:
    """Whether each crop is to be turned by 180 degrees, by the line classifier.

    crops: (48, w, 3) uint8 BGR. Each is asked alone, so that the answer does not depend on others.
    """
    weights = session.weights
    assert weights.height is not None and weights.width is not None
    answers = []
    for image in crops:
        scale = weights.height / image.shape[0]
        width = min(weights.width, max(1, round(image.shape[1] * scale)))
        batch = np.zeros((1, 3, weights.height, weights.width), np.float32)
        resized = cv2.resize(image, (width, weights.height)).astype(np.float32)
        batch[0, :, :, :width] = ((resized / 255 - weights.mean) / weights.std).transpose(2, 0, 1)
        answers.append(bool(session.run(batch)[0, 1] > TURN_CERTAINTY))
    return answers


def turn_lines(image: Image, quads: Sequence[NDArray[np.float64]], session: Session) -> list[NDArray[np.float64]]:
    """Reading quads with those turned round that stand on their heads.

    The widest lines vote; only where one of them is doubted, or a line runs up or down, are others asked.
    """
    height = session.weights.height or 1
    lengths = [float(np.linalg.norm(quad[1] - quad[0])) for quad in quads]
    widest = sorted(range(len(quads)), key=lambda index: -lengths[index])[:LINES_ASKED]
    steep = {index for index, quad in enumerate(quads) if _is_steep(quad)}
    asked = dict(
        zip(widest, upside_down([crop(image, quads[index], height) for index in widest], session), strict=True)
    )
    others = [index for index in range(len(quads)) if index not in asked and (any(asked.values()) or index in steep)]
    asked.update(
        zip(others, upside_down([crop(image, quads[index], height) for index in others], session), strict=True)
    )
    return [turn_round(quad) if asked.get(index) else quad for index, quad in enumerate(quads)]


def _is_steep(quad: NDArray[np.float64]) -> bool:
    across, down = np.abs(quad[1] - quad[0])
    return bool(down > across)

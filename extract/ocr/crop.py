"""Lines cut out of the picture: each quad laid flat at the recogniser's height, turned to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from docfields.models.sessions import Session

from ..document import Image, Quad
from .band import Band, crop_band
from .column import Column, crop_column, find_column
from .quads import Corners, flattened, part_of

# A box more than this many times as high as wide may hold a line that runs up or down,
TALL = 1.5
# and one this many times as high does: between them single digits and brackets stand upright.
SURELY_STEEP = 4.0
# How sure the classifier must be before a line is turned; its authors' 0.9.
TURN_CERTAINTY = 0.9
# Lines asked before a page is believed to be the right way up; the widest tell most.
LINES_ASKED = 8


def crop(image: Image, quad: Corners, height: int) -> Image:
    """(height, w, 3) uint8 BGR: the quad laid flat, w in proportion.

    quad: (4, 2) clockwise from the text's top left, in edges of pixels.
    """
    long = float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2
    high = max(1.0, float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2)
    width = max(1, round(height * long / high))
    shrinking = max(1, int(high / height))
    return flattened(image, quad, width, height, shrinking)


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


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A way to read a box. quad: clockwise from the text's top left. column: its upright characters, where it is read
    as one. band: the strip to be laid flat in the quad's direction, where it is bent."""

    quad: Corners
    column: Column | None = None
    band: Band | None = None

    def crop(self, image: Image, height: int) -> Image:
        """(height, w, 3) uint8 BGR: what the recogniser sees."""
        if self.column is not None:
            return crop_column(image, self.column, height)
        return crop(image, self.quad, height) if self.band is None else crop_band(image, self.band, height)

    def part(self, start: float, end: float) -> Quad:
        """Where the text between two places of the crop stands, in shares of its width."""
        if self.column is not None:
            return self.column.part(start, end)
        return part_of(self.quad, start, end) if self.band is None else self.band.part(start, end)


def ways_to_read(
    image: Image, boxes: Sequence[Corners], bands: Sequence[Band | None], session: Session | None
) -> list[tuple[Way, ...]]:
    """For each box the ways in which its text may be read, likeliest first.

    bands: of each box, where its text is bent; a band's direction does not matter. session: of the line classifier;
    without it no level line is turned. The widest lines vote whether the page stands on its head; a line that
    disagrees is to be read both ways.
    """

    def way(quad: Corners, index: int) -> Way:
        band = bands[index]
        return Way(quad, band=band and band.along(quad))

    def ask(quads: dict[int, Corners]) -> dict[int, bool]:
        if session is None:
            return {}
        height = session.weights.height or 1
        crops = [way(quad, index).crop(image, height) for index, quad in quads.items()]
        return dict(zip(quads, upside_down(crops, session), strict=True))

    level = [index for index, corners in enumerate(boxes) if steepness(corners) <= TALL]
    widest = sorted(level, key=lambda index: -float(np.linalg.norm(boxes[index][1] - boxes[index][0])))[:LINES_ASKED]
    answers = ask({index: boxes[index] for index in widest})
    on_its_head = 2 * sum(answers.values()) > len(answers)
    if any(answers.values()):
        answers |= ask({index: boxes[index] for index in level if index not in answers})

    downwards = {
        index: np.roll(corners, -1, axis=0) for index, corners in enumerate(boxes) if steepness(corners) > TALL
    }
    upwards = ask(downwards)

    ways: list[tuple[Way, ...]] = []
    for index, corners in enumerate(boxes):
        usual = turn_round(corners) if on_its_head else corners
        if index in downwards:
            down, up = way(downwards[index], index), way(turn_round(downwards[index]), index)
            along = (down, up) if index not in upwards else (up,) if upwards[index] else (down,)
            column = find_column(image, usual)
            upright = () if column is None else (Way(usual, column),)
            whole = () if steepness(corners) > SURELY_STEEP else (way(usual, index),)
            ways.append((*whole, *along, *upright))
        elif answers.get(index, on_its_head) != on_its_head:
            ways.append((way(usual, index), way(turn_round(usual), index)))
        else:
            ways.append((way(usual, index),))
    return ways


def steepness(corners: Corners) -> float:
    """How many times as high as wide a box is."""
    width = float(np.linalg.norm(corners[1] - corners[0]))
    return float(np.linalg.norm(corners[3] - corners[0])) / max(width, 1e-6)


def turn_round(quad: Corners) -> Corners:
    """The same place read upside down."""
    return np.roll(quad, 2, axis=0)

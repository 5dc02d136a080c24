"""Pages with their true and read boxes coloured by what went wrong, and crops of confused characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.errors import Damaged

from ..document import Image, Quad
from ..drawing import Colour
from ..load import Source, render, source_name
from .box_matching import BoxKind
from .personal import Hidden
from .reading_errors import BoxGroup, PageReading, TextBox
from .text_errors import Confusion

BoxClass = BoxKind | Literal["misread"]

COLOURS: dict[BoxClass, Colour] = {
    "right": (90, 170, 60),
    "misread": (0, 150, 240),
    "split": (200, 120, 30),
    "merged": (190, 60, 150),
    "inaccurate": (0, 210, 230),
    "missed": (40, 40, 220),
    "false": (60, 60, 60),
}
"""BGR. misread: the place is right and the text is not."""

FILL = 0.25
"""Opacity of true boxes: the text must stay readable."""

LONGEST_SIDE = 2000
"""Pixels of a picture in the report; larger pages are scaled down."""

COVER_MARGIN = 0.2
"""How far paint reaches beyond a hidden box, as a share of its height: strokes end outside boxes."""

CROP_CHARACTERS = 4
"""Characters shown on each side of a confused one."""

CROP_HEIGHT = 44
"""Pixels."""


def box_class(group: BoxGroup) -> BoxClass:
    return "misread" if group.kind == "right" and group.is_misread else group.kind


class PagePicture:
    """The picture of one page of a source, what is hidden painted over. Raises DocfieldsError where there is none."""

    def __init__(self, source: Source, reading: PageReading, hidden: Hidden) -> None:
        page = render(source, reading.index)
        if page.image is None:
            raise Damaged("the page gives no picture", source=source_name(source), page=reading.index)
        self._reading = reading
        self._to_picture = page.to_source.inverse()
        self._image = _covered(page.image, [self._to_picture.quad(quad) for quad in hidden.quads])

    def with_boxes(self) -> Image:
        """True boxes filled, read boxes outlined, both in the colour of their class."""
        import cv2

        canvas, tint = _scaled_down(self._image)
        scale = canvas.shape[0] / self._image.shape[0]
        for group in self._reading.groups:
            for quad in self._quads(group.true):
                cv2.fillPoly(tint, [_corners(quad, scale)], COLOURS[box_class(group)])
        cv2.addWeighted(tint, FILL, canvas, 1 - FILL, 0, dst=canvas)
        for group in self._reading.groups:
            for quad in self._quads(group.given):
                cv2.polylines(canvas, [_corners(quad, scale)], True, COLOURS[box_class(group)], 1, cv2.LINE_AA)
        return canvas

    def crop(self, group: BoxGroup, confusion: Confusion) -> Image:
        """The confused characters and some on each side, CROP_HEIGHT high.

        Their place is taken from their number: characters of one text are about equally wide.
        """
        import cv2

        box, at = _box_at(group.true, confusion.at)
        characters = max(1, len(box.text))
        first = max(0, at - CROP_CHARACTERS) / characters
        last = min(characters, at + max(1, len(confusion.true)) + CROP_CHARACTERS) / characters
        a, b, c, d = self._to_picture.quad(box.quad).to_array()
        corners = np.array([a + (b - a) * first, a + (b - a) * last, d + (c - d) * last, d + (c - d) * first])
        height = max(1.0, float(np.linalg.norm(corners[3] - corners[0])))
        width = max(1, round(float(np.linalg.norm(corners[1] - corners[0])) * CROP_HEIGHT / height))
        target = np.array([(0, 0), (width, 0), (width, CROP_HEIGHT), (0, CROP_HEIGHT)], dtype=np.float32)
        matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
        crop = cv2.warpPerspective(
            self._image, matrix, (width, CROP_HEIGHT), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(crop, dtype=np.uint8)

    def _quads(self, boxes: Iterable[TextBox]) -> list[Quad]:
        return [self._to_picture.quad(box.quad) for box in boxes]


def _box_at(boxes: Sequence[TextBox], offset: int) -> tuple[TextBox, int]:
    """The box in which a character of the joined texts stands, and its offset there."""
    for box in boxes[:-1]:
        length = len(box.text) + 1  # the space between two boxes
        if offset < length:
            return box, offset
        offset -= length
    return boxes[-1], offset


def _covered(image: Image, quads: Sequence[Quad]) -> Image:
    import cv2

    canvas: Image = image.copy()
    for quad in quads:
        a, _, _, d = quad.to_array()
        margin = max(1, round(COVER_MARGIN * float(np.linalg.norm(d - a))))
        corners = _corners(quad, 1.0)
        cv2.fillPoly(canvas, [corners], (0, 0, 0))
        cv2.polylines(canvas, [corners], True, (0, 0, 0), 2 * margin)
    return canvas


def _scaled_down(image: Image) -> tuple[Image, Image]:
    """Two copies, no side longer than LONGEST_SIDE."""
    import cv2

    scale = min(1.0, LONGEST_SIDE / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    scaled = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return scaled.copy(), scaled.copy()


def _corners(quad: Quad, scale: float) -> NDArray[np.int32]:
    return np.asarray((quad.to_array() * scale).round(), dtype=np.int32)

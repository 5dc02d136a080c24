"""A page's picture with places and fields drawn on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from docfields.schemas.errors import Damaged
from docfields.schemas.extraction import Extraction, QuadPoints

from .document import Image, Quad
from .load import LoadOptions, Source, render, source_name

Colour = tuple[int, int, int]

CAPTION_SCALE = 0.25
"""OpenCV's font scale of a caption, for each pixel of the outline's thickness."""

GREEN: Colour = (60, 150, 40)
RED: Colour = (40, 40, 210)
BLUE: Colour = (190, 110, 30)
GREY: Colour = (170, 170, 170)


@dataclass(frozen=True, slots=True)
class Mark:
    """A quad in the picture's pixels, with a caption above it."""

    quad: QuadPoints
    caption: str = ""
    colour: Colour = BLUE


def draw_fields(
    source: Source,
    extraction: Extraction,
    page: int,
    *,
    colours: Mapping[str, Colour] | None = None,
    hidden: Collection[str] = (),
    options: LoadOptions | None = None,
) -> Image:
    """A page of the source with each field outlined and named.

    page: counts from 0 in the source. colours: by field path, blue where absent. hidden: paths whose
    places are painted over. Raises DocfieldsError where the page cannot be shown.
    """
    picture = render(source, page, options=options)
    if picture.image is None:
        raise Damaged("the page gives no picture", source=source_name(source), page=page)
    to_picture = picture.to_source.inverse()
    marks, covered = [], []
    for path, evidence in extraction.evidence.items():
        if evidence.page != page or evidence.quad is None:
            continue
        quad = to_picture.quad(Quad(evidence.quad)).points
        # Cells of a table stand too close together for names; their columns tell what they are.
        caption = "" if "[" in path else path
        marks.append(Mark(quad, caption, (colours or {}).get(path, BLUE)))
        if path in hidden:
            covered.append(quad)
    return draw(picture.image, marks, hidden=covered)


def draw(image: Image, marks: Iterable[Mark], *, hidden: Sequence[QuadPoints] = ()) -> Image:
    """A copy of the picture with the marks' outlines and captions; hidden quads are painted over."""
    import cv2

    canvas: Image = image.copy()
    for quad in hidden:
        cv2.fillPoly(canvas, [_corners(quad)], (0, 0, 0))
    thickness = max(1, round(max(image.shape[:2]) / 900))
    for mark in marks:
        cv2.polylines(canvas, [_corners(mark.quad)], True, mark.colour, thickness, cv2.LINE_AA)
    for mark in marks:
        if mark.caption:
            _caption(canvas, mark, thickness)
    return canvas


def _corners(quad: QuadPoints) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    return np.array(quad, dtype=np.float64).round().astype(np.int32)


def _caption(canvas: Image, mark: Mark, thickness: int) -> None:
    """Small and behind the quad's right end, where it hides no more than it must."""
    import cv2

    scale = CAPTION_SCALE * thickness
    (width, height), base = cv2.getTextSize(mark.caption, cv2.FONT_HERSHEY_SIMPLEX, scale, thickness)
    left = min(int(max(x for x, _ in mark.quad)) + 2 * thickness, canvas.shape[1] - width)
    middle = int(sum(y for _, y in mark.quad[1:3]) / 2)
    top = middle - (height + base) // 2
    cv2.rectangle(canvas, (left, top), (left + width, top + height + base), mark.colour, -1)
    origin = (left, top + height)
    cv2.putText(canvas, mark.caption, origin, cv2.FONT_HERSHEY_SIMPLEX, scale, (255, 255, 255), thickness, cv2.LINE_AA)

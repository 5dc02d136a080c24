"""Many documents on one picture, to be looked at: what stands where, and what gives a simulation away."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from docfields.document import Image, Quad
from docfields.models.synthesis.rendering import render_pdf
from docfields.models.synthesis.truth import SyntheticDocument, Truth

CELL = (400, 520)
"""Width and height of a document's place in pixels."""

GAP = 10
PDF_DPI = 110
COLUMNS = 6

FIELD, LABEL, PLACE = (60, 150, 40), (200, 120, 30), (40, 90, 230)
"""Colours of outlines, BGR."""


def contact_sheet(documents: Iterable[SyntheticDocument], *, outlines: bool) -> Image:
    """First pages in rows; with outlines of values (green), labels (blue) and places (red)."""
    cells = [_cell(document, outlines=outlines) for document in documents]
    columns = min(COLUMNS, len(cells))
    rows = -(-len(cells) // columns)
    width, height = CELL[0] + GAP, CELL[1] + GAP
    sheet = np.full((rows * height + GAP, columns * width + GAP, 3), 200, np.uint8)
    for index, cell in enumerate(cells):
        top, left = GAP + height * (index // columns), GAP + width * (index % columns)
        sheet[top : top + cell.shape[0], left : left + cell.shape[1]] = cell
    return sheet


def _cell(document: SyntheticDocument, *, outlines: bool) -> Image:
    image = _first_page(document)
    height, width = image.shape[:2]
    scale = min(CELL[0] / width, CELL[1] / height)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
    if outlines:
        _outline(small, document.truth, width * scale / document.truth.size[0])
    return small


def _first_page(document: SyntheticDocument) -> Image:
    if document.suffix != ".pdf":
        return np.asarray(cv2.imdecode(np.frombuffer(document.content, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    [image] = render_pdf(document.content, PDF_DPI, most=1)
    return image


def _outline(image: Image, truth: Truth, scale: float) -> None:
    marked: list[tuple[Quad, tuple[int, int, int]]] = []
    for word in truth.words:
        if word.page == 0 and (word.field or word.label is not None):
            marked.append((word.quad, FIELD if word.field else LABEL))
    marked += [(place.quad, PLACE) for place in truth.places if place.page == 0]
    for quad, color in marked:
        cv2.polylines(image, [np.rint(quad.to_array() * scale).astype(np.int32)], True, color, 1, cv2.LINE_AA)

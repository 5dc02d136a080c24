"""The text of one page in the shape of PaddleOCR's results, with all places in the original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from .document import Page, Quad

Polygon = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class OcrResult:
    """One page. The names are PaddleOCR's (3.7, pipeline OCR).

    rec_texts, rec_scores, rec_polys, rec_boxes: one entry a line in reading order; rec_boxes are
    left, top, right, bottom. dt_polys: all places that the detector found, also those where nothing
    was read. Coordinates are pixels of the picture or points of the PDF page as displayed. angle: how
    far the page was turned, in degrees clockwise. text_from: "text" where a PDF's own text was taken.
    """

    input_path: str
    page_index: int
    rec_texts: tuple[str, ...]
    rec_scores: tuple[float, ...]
    rec_polys: tuple[Polygon, ...]
    rec_boxes: tuple[Box, ...]
    dt_polys: tuple[Polygon, ...]
    text_type: Literal["general"]
    angle: int
    text_from: Literal["text", "ocr"]

    def to_dict(self) -> dict[str, Any]:
        """The result as plain values, ready for JSON."""
        return asdict(self)


def ocr_result(source: str, page: Page, detected: Sequence[Quad], text_from: Literal["text", "ocr"]) -> OcrResult:
    """page: with its lines. detected: the detector's quads in the page's own coordinates."""
    lines = page.lines or ()
    quads = [page.to_source.quad(line.quad) for line in lines]
    return OcrResult(
        input_path=source,
        page_index=page.index,
        rec_texts=tuple(line.text for line in lines),
        rec_scores=tuple(round(line.score, 4) for line in lines),
        rec_polys=tuple(_polygon(quad) for quad in quads),
        rec_boxes=tuple(_box(quad) for quad in quads),
        dt_polys=tuple(_polygon(page.to_source.quad(quad)) for quad in detected),
        text_type="general",
        angle=page.angle,
        text_from=text_from,
    )


def _polygon(quad: Quad) -> Polygon:
    return tuple((round(x, 2), round(y, 2)) for x, y in quad.points)


def _box(quad: Quad) -> Box:
    return round(quad.left, 2), round(quad.top, 2), round(quad.right, 2), round(quad.bottom, 2)

"""Pictures of a result, laid out as PaddleOCR's: the page with its lines, and their text beside it."""

from __future__ import annotations

import colorsys
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from docfields.schemas.errors import Damaged

from ..document import Image, Page, Quad
from ..load import source_name
from ..load.pdf import pymupdf_alone

if TYPE_CHECKING:
    import PIL.Image
    import PIL.ImageFont

    from .result import OcrResult

LETTER_SHARE = 0.8
"""Font size of a line as a share of its height; the rest is the room that the detector leaves around text."""

SMALLEST = 4
"""Pixels of a line's height below which its letters would be dots."""

HUE_STEP = 0.618
"""Of a turn from one line's colour to the next: the golden section keeps neighbours apart."""

CAPTION_HEIGHT = 25
"""Pixels under the pictures of preprocessed_img, as PaddleOCR has them."""


def pictures(result: OcrResult, page: Page) -> dict[str, PIL.Image.Image]:
    """page: the picture of the result's page, as displayed."""
    if page.image is None:
        raise Damaged("the page gives no picture", source=source_name(result.source), page=result.page)
    beside = {"ocr_res_img": _beside(result, page, page.image)}
    turned = {"preprocessed_img": _turned(result, page.image)} if "doc_preprocessor_res" in result else {}
    return beside | turned


def _beside(result: OcrResult, page: Page, image: Image) -> PIL.Image.Image:
    """On the left the page with its lines filled, on the right their texts in the same places."""
    import cv2
    import PIL.Image

    filled, texts = image.copy(), np.full_like(image, 255)
    to_picture = page.to_source.inverse()
    for number, line in enumerate(result.lines):
        quad = to_picture.quad(line.quad)
        colour = _colour(number)
        outline = quad.to_array().round().astype(np.int32)
        cv2.fillPoly(filled, [outline], colour)
        _write(texts, line.text, quad)
        cv2.polylines(texts, [outline], True, colour, 1)
    left = cv2.addWeighted(image, 0.5, filled, 0.5, 0)
    return PIL.Image.fromarray(np.ascontiguousarray(np.hstack([left, texts])[:, :, ::-1]))


def _write(canvas: Image, text: str, quad: Quad) -> None:
    """The text stretched over the quad, black on the canvas."""
    import cv2
    import PIL.Image
    import PIL.ImageDraw

    corners = quad.to_array()
    width = round(float(np.linalg.norm(corners[1] - corners[0])))
    height = round(float(np.linalg.norm(corners[3] - corners[0])))
    left, top = np.floor(corners.min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int)
    room = canvas[top:bottom, left:right]
    if min(width, height) < SMALLEST or not text or room.size == 0:
        return
    font = _font(max(1, round(height * LETTER_SHARE)))
    strip = PIL.Image.new("L", (max(1, round(font.getlength(text))), height), 255)
    PIL.ImageDraw.Draw(strip).text((0, height / 2), text, fill=0, font=font, anchor="lm")
    pixels = np.asarray(strip.resize((width, height)))
    ends = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(ends, (corners - (left, top)).astype(np.float32))
    size = (room.shape[1], room.shape[0])
    ink = cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255,))
    np.minimum(room, ink[:, :, None], out=room)


def _turned(result: OcrResult, image: Image) -> PIL.Image.Image:
    """The page before and after it was turned, with captions, as PaddleOCR's preprocessing shows it."""
    import PIL.Image
    import PIL.ImageDraw

    angle = result["doc_preprocessor_res"]["angle"]
    before = image[:, :, ::-1]
    after = np.rot90(before, angle // 90)
    panels = (("Original Image", before), (f"Rotated Image (True, {angle})", after), ("Unwarping Image (False)", after))
    height = max(panel.shape[0] for _, panel in panels)
    shown = PIL.Image.new("RGB", (sum(panel.shape[1] for _, panel in panels), height + CAPTION_HEIGHT), "white")
    draw = PIL.ImageDraw.Draw(shown)
    left = 0
    for caption, panel in panels:
        shown.paste(PIL.Image.fromarray(np.ascontiguousarray(panel)), (left, 0))
        draw.text((left + 10, height + 2), caption, fill="black", font=_font(CAPTION_HEIGHT // 2))
        left += panel.shape[1]
    return shown


def _colour(number: int) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(number * HUE_STEP % 1.0, 0.7, 0.9)
    return round(255 * blue), round(255 * green), round(255 * red)


@cache
def _font_file() -> bytes:
    """MuPDF's fallback font: Latin, Greek, Cyrillic, Chinese, Japanese and Korean in one file."""
    with pymupdf_alone() as pymupdf:
        return bytes(pymupdf.Font("cjk").buffer)


def _font(size: int) -> PIL.ImageFont.FreeTypeFont:
    import PIL.ImageFont

    return PIL.ImageFont.truetype(BytesIO(_font_file()), size)

"""Results made without a network: two lines on a page, upright, turned or blank."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from docfields.document import Line, Page, Quad, Word
from docfields.load import LoadOptions
from docfields.ocr import OcrOptions
from docfields.ocr_result import OcrResult, ocr_result
from docfields.rectify import turn

WIDTH, HEIGHT = 400, 200
PICTURE = np.arange(HEIGHT * WIDTH * 3, dtype=np.uint32).reshape(HEIGHT, WIDTH, 3).astype(np.uint8)

FIRST = (("Grüße", (20, 30, 120, 60)), ("aus", (140, 30, 200, 60)))
SECOND = (("发票号码", (20, 100, 160, 130)), ("<12&", (180, 100, 260, 130)))
UNREAD = Quad.from_box(300, 150, 340, 170)


def line_of(words: tuple[tuple[str, tuple[float, ...]], ...], score: float = 0.9) -> Line:
    made = tuple(Word(text, Quad.from_box(*box), score) for text, box in words)
    return Line(made, Quad.around([word.quad for word in made]), score)


LINES = (line_of(FIRST), line_of(SECOND))


def result_of(
    *lines: Line, source: Any = PICTURE, angle: int = 0, unread: tuple[Quad, ...] = (), **options: Any
) -> OcrResult:
    """The result of a page that was turned by `angle` degrees clockwise before the lines were found on it."""
    height, width = source.shape[:2] if isinstance(source, np.ndarray) else (HEIGHT, WIDTH)
    size = (float(width), float(height))
    page = turn(Page(0, *size, np.zeros((height, width, 3), np.uint8), source_size=size), angle)
    read = replace(page, lines=lines, unread=unread)
    ocr = OcrOptions(**options)
    return ocr_result(source, read, "ocr", form=None, ocr=ocr, detection=ocr.detection, load=LoadOptions())

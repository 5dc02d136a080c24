"""Whether a PDF page's text layer says what a person sees on the page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .text_layer import LayerWord

LEADERS = re.compile(r"([^\w]|_)\1+")
"""Dots, lines and stars that fill a row: they count once."""

Box = tuple[float, float, float, float]
"""left, top, right, bottom."""

GRID = 64
"""Cells a side in which areas are added up, so that overlapping boxes count once."""

SCANNED = 0.5
"""A page with this share under images is a scan, or text on a background picture."""

DENSE_WORDS = 25
"""A layer over a scan with fewer words is a page number, a stamp or a scanner's advertisement."""

FEW_WORDS = 8
"""With fewer words and more drawn than lines, what is drawn may be the text."""

SOME_IMAGE = 0.05
"""Share of the page that is more than a logo."""

OUTLINE_SIZES = (3.0, 30.0)
"""Points of height and width of letters drawn as curves; rules of tables are thinner, QR modules smaller."""

SOME_OUTLINES = 50
"""Shapes of a letter's size that may be a short text; logos have fewer."""

GARBAGE = 0.05
"""Share of characters that no text has: private use, unassigned, control, replacement. A few are icons."""

LATIN_LETTERS = 120
"""Fewer letters than this say little about how often each should occur."""

# fmt: off
LETTER_FREQUENCIES = np.array([
    10.2, 1.5, 2.8, 4.1, 12.4, 0.9, 1.8, 2.1, 8.5, 0.8, 2.0, 4.9, 2.8,
    7.8, 6.4, 1.9, 0.3, 6.1, 6.2, 6.0, 3.7, 1.4, 1.3, 0.1, 1.3, 1.2,
])
# fmt: on
"""Percent of a to z without accents, roughly: a mean over en de fr es it pl nl tr fi, for this test only."""

LETTERS_ALIKE = 0.8
"""Least cosine between a text's letters and those frequencies. Measured on 225 invoices, receipts and forms:
0.85 and more; with letters shifted by 1 to 25 places, as broken font subsets have them, at most 0.78."""

SPOKEN = 0.7
"""Least share of letters and digits. The same documents have 0.83 and more; capitals and digits shifted into
ASCII's punctuation leave half of that."""

SPOKEN_SHORT = 0.4
SHORT = 120
"""A text of fewer characters than this may be a row of prices or a web address."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is painted on a page besides text. images, shapes: boxes in points as displayed."""

    width: float
    height: float
    images: tuple[Box, ...] = ()
    shapes: tuple[Box, ...] = ()


def usable_words(words: Sequence[LayerWord], marks: Marks) -> tuple[LayerWord, ...] | None:
    """The words to be used as the page's text; None where the page must be read by OCR.

    Invisible text counts only over a scan (an earlier OCR wrote it): elsewhere nobody sees it. Icons
    (words of private use characters alone) are left out.
    """
    is_scan = image_share(marks) >= SCANNED
    used = tuple(word for word in words if (is_scan or word.visible) and not _is_icon(word.text))
    if not used or not is_sane("".join(word.text for word in words if is_scan or word.visible)):
        return None
    if is_scan:
        return used if len(used) >= DENSE_WORDS else None
    outlines = _outlines(marks)
    if len(used) < FEW_WORDS and (image_share(marks) >= SOME_IMAGE or len(outlines) >= SOME_OUTLINES):
        return None
    if len(outlines) >= SOME_OUTLINES:
        text = tuple((w.quad.left, w.quad.top, w.quad.right, w.quad.bottom) for w in used)
        if _area(outlines, marks.width, marks.height) > _area(text, marks.width, marks.height):
            return None
    return used


def is_sane(text: str) -> bool:
    """Whether characters without spaces look like text of any language, not like a broken font's codes."""
    if not text:
        return False
    garbage = sum(_is_garbage(char) for char in text) + text.count("(cid:") * len("(cid:0)")
    if garbage > GARBAGE * len(text):
        return False
    plain = LEADERS.sub(r"\1", text)
    spoken = sum(char.isalnum() or unicodedata.category(char)[0] == "M" for char in plain)
    if spoken < (SPOKEN if len(plain) >= SHORT else SPOKEN_SHORT) * len(plain):
        return False
    letters = Counter(char for char in unicodedata.normalize("NFD", text.casefold()) if "a" <= char <= "z")
    if letters.total() < LATIN_LETTERS:
        return True
    counts = np.array([letters[chr(ord("a") + place)] for place in range(26)])
    lengths = np.linalg.norm(counts) * np.linalg.norm(LETTER_FREQUENCIES)
    return bool(counts @ LETTER_FREQUENCIES >= LETTERS_ALIKE * lengths)


def image_share(marks: Marks) -> float:
    """Share of the page that lies under images."""
    return _area(marks.images, marks.width, marks.height)


def _outlines(marks: Marks) -> tuple[Box, ...]:
    """Shapes of the size of letters."""
    small, large = OUTLINE_SIZES
    return tuple(box for box in marks.shapes if small <= box[2] - box[0] <= large and small <= box[3] - box[1] <= large)


def _area(boxes: Sequence[Box], width: float, height: float) -> float:
    """Share of the page under boxes, in whole cells whose middle is covered."""
    covered: NDArray[np.bool_] = np.zeros((GRID, GRID), dtype=np.bool_)
    for left, top, right, bottom in boxes:
        first_column, last_column = (_cell(x / width) for x in (left, right))
        first_row, last_row = (_cell(y / height) for y in (top, bottom))
        covered[first_row:last_row, first_column:last_column] = True
    return float(covered.mean())


def _cell(share: float) -> int:
    return round(min(max(share, 0.0), 1.0) * GRID)


def _is_garbage(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cs", "Cc")


def _is_icon(text: str) -> bool:
    return all(unicodedata.category(char) == "Co" for char in text)

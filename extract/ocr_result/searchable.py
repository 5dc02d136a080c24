"""Searchable PDFs: what the eye sees is the picture, what a search finds is the text over it.

Pages of PDFs are taken over as they are and get their text if they had none that could be trusted; pictures become
pages of one point a pixel, stored without loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.errors import Damaged, NoPages

from ..document import Image, Line, Quad
from ..load import source_name
from ..load.pdf import pymupdf_alone
from ..load.sources import identify
from .glyphless import ADVANCE, DESCENT, font_file, to_unicode
from .result import OcrResult

LONGEST_PAGE = 14_400.0
"""Points; PDF 1.7, appendix C: few programs show longer pages. Longer pictures become smaller pages."""

FONT_NAME = "DocfieldsOcr"

MOST_CHARACTERS = 65_535
"""Different characters that one file can hold, for codes have two bytes; the recogniser knows 18,708."""

LEAST_SPACE = 0.05
"""Of a word's height: the least width of the space after it, for words may touch."""

Matrix = NDArray[np.float64]
"""(3, 3) on (x, y, 1)."""


def write_searchable(results: Iterable[OcrResult], target: Path) -> int:
    """Write one PDF with a page for each result, in their order; returns how many. Raises NoPages for none.

    Results may come one at a time, and no picture is kept. The file appears when it is complete. It is not
    encrypted, also where the sources were.
    """
    copy = _Copy()
    unfinished = target.with_name(target.name + ".part")
    try:
        for result in results:
            copy.add(result)
        if not copy.count:
            raise NoPages("there is no page to write.", source=str(target), remedy="Read a document first.")
        copy.save(unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
        copy.close()
    return copy.count


class _Copy:
    """The PDF that grows by a page a result, and the source PDF that its last page came from."""

    def __init__(self) -> None:
        self.count = 0
        self._codes: dict[str, int] = {}
        self._source: object = None
        self._original: Any = None
        with pymupdf_alone() as pymupdf:
            self._document = pymupdf.open()
            self._font: int = self._document.get_new_xref()

    def add(self, result: OcrResult) -> None:
        if result.unit == "pt":
            self._open(result)
            with pymupdf_alone():
                self._document.insert_pdf(self._original, from_page=result.page, to_page=result.page)
                page = self._document[-1]
                if result.text_from == "ocr":
                    page.wrap_contents()
                    upright, rotation = _matrix(page.derotation_matrix), page.rotation
                    # With a rotation, PyMuPDF's transformation_matrix leaves the crop box out.
                    page.set_rotation(0)
                    self._write(page, result.lines, upright)
                    page.set_rotation(rotation)
        else:
            image = result.picture().image
            if image is None:
                raise Damaged("the page gives no picture", source=source_name(result.source), page=result.page)
            height, width = image.shape[:2]
            scale = min(1.0, LONGEST_PAGE / max(width, height))
            with pymupdf_alone():
                page = self._document.new_page(width=width * scale, height=height * scale)
                page.insert_image(page.rect, stream=_png(image), keep_proportion=False)
                self._write(page, result.lines, np.diag([scale, scale, 1.0]))
        self.count += 1

    def save(self, path: Path) -> None:
        with pymupdf_alone():
            _define_font(self._document, self._font, self._codes)
            self._document.save(path, garbage=1, deflate=True, no_new_id=True)

    def close(self) -> None:
        with pymupdf_alone():
            self._document.close()
            if self._original is not None:
                self._original.close()

    def _open(self, result: OcrResult) -> None:
        if self._source is result.source:
            return
        content = identify(result.source, result.load)
        with pymupdf_alone() as pymupdf:
            if self._original is not None:
                self._original.close()
            origin = content.origin
            given = {"stream": origin} if isinstance(origin, bytes) else {"filename": origin}
            self._original = pymupdf.open(**given, filetype="pdf")
            if self._original.needs_pass:
                self._original.authenticate(result.load.password or "")
        self._source = result.source

    def _write(self, page: Any, lines: Sequence[Line], to_page: Matrix) -> None:
        """to_page: from the result's coordinates to the page's as PyMuPDF has them, before any /Rotate."""
        content = self._document.get_new_xref()
        self._document.update_object(content, "<<>>")
        to_pdf = _matrix(~page.transformation_matrix) @ to_page
        self._document.update_stream(content, text_operators(lines, to_pdf, self._codes), compress=True)
        parts = " ".join(f"{xref} 0 R" for xref in (*page.get_contents(), content))
        self._document.xref_set_key(page.xref, "Contents", f"[{parts}]")
        _name_font(self._document, page.xref, self._font)


def text_operators(lines: Iterable[Line], to_pdf: Matrix, codes: dict[str, int]) -> bytes:
    """PDF operators that put each word invisibly over its quad, turned and leaning as that is.

    codes: of the characters met so far; new ones are added.
    """
    operators = [f"q BT /{FONT_NAME} 1 Tf 3 Tr"]
    for line in lines:
        for text, corners in _pieces(line):
            mapped = np.column_stack([corners, np.ones(4)]) @ to_pdf[:2].T
            shown = [_code(character, codes) for character in text]
            numbers = " ".join(f"{number:.4f}" for number in _text_matrix(mapped, len(shown)))
            operators.append(f"{numbers} Tm <{''.join(f'{code:04X}' for code in shown)}> Tj")
    operators.append("ET Q")
    return "\n".join(operators).encode("ascii")


def _pieces(line: Line) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """The words and a space after each, with their corners (4, 2).

    Also after the last one: readers do not part Chinese lines by the room between them.
    """
    for number, word in enumerate(line.words):
        following = line.words[number + 1].quad if number + 1 < len(line.words) else None
        yield word.text, word.quad.to_array()
        yield " ", _gap(word.quad, following)


def _gap(before: Quad, after: Quad | None) -> NDArray[np.float64]:
    """The place of a space: from one word to the next, along the first."""
    a, b, c, d = before.to_array()
    along = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
    width = LEAST_SPACE * float(np.linalg.norm(d - a))
    if after is not None:
        width = max(width, float((after.to_array()[0] - b) @ along))
    return np.array([b, b + along * width, c + along * width, c])


def _text_matrix(corners: NDArray[np.float64], count: int) -> tuple[float, ...]:
    """Maps `count` characters of a font of size 1 onto a parallelogram; corners from the text's top left."""
    a, b, c, d = corners
    across = ((b - a) + (c - d)) / 2
    up = ((a - d) + (b - c)) / 2
    middle = corners.mean(axis=0)
    start = middle - across / 2 - up / 2 + up * DESCENT
    return (*(across / (ADVANCE * count)).tolist(), *up.tolist(), *start.tolist())


def _code(character: str, codes: dict[str, int]) -> int:
    return codes.setdefault(character, min(len(codes) + 1, MOST_CHARACTERS))


def _define_font(document: Any, xref: int, codes: dict[str, int]) -> None:
    """The font of all pages; its characters are known only now."""

    def stream(content: bytes, extra: str = "") -> int:
        added: int = document.get_new_xref()
        document.update_object(added, f"<<{extra}>>")
        document.update_stream(added, content, compress=True)
        return added

    font = font_file()
    file = stream(font, f"/Length1 {len(font)}")
    glyphs = stream(bytes(2 * (len(codes) + 1)))  # every character is glyph 0
    unicode = stream(to_unicode(codes))
    descriptor, descendant = document.get_new_xref(), document.get_new_xref()
    top, bottom, width = round(1000 * (1 - DESCENT)), round(-1000 * DESCENT), round(1000 * ADVANCE)
    document.update_object(
        descriptor,
        f"<</Type/FontDescriptor/FontName/{FONT_NAME}/Flags 5/FontBBox[0 {bottom} {width} {top}]/ItalicAngle 0"
        f"/Ascent {top}/Descent {bottom}/CapHeight {top}/StemV 80/FontFile2 {file} 0 R>>",
    )
    document.update_object(
        descendant,
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{FONT_NAME}/CIDToGIDMap {glyphs} 0 R/DW {width}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R>>",
    )
    document.update_object(
        xref,
        f"<</Type/Font/Subtype/Type0/BaseFont/{FONT_NAME}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>",
    )


def _name_font(document: Any, page: int, font: int) -> None:
    """Enter the font into the page's resources, wherever these stand."""
    owner, path = page, "Resources"
    for part in ("Font", FONT_NAME):
        kind, value = document.xref_get_key(owner, path)
        if kind == "xref":
            owner, path = int(value.split()[0]), part
        else:
            if kind == "null":
                document.xref_set_key(owner, path, "<<>>")
            path = f"{path}/{part}"
    document.xref_set_key(owner, path, f"{font} 0 R")


def _matrix(matrix: Any) -> Matrix:
    a, b, c, d, e, f = matrix
    return np.array([[a, c, e], [b, d, f], [0.0, 0.0, 1.0]])


def _png(image: Image) -> bytes:
    """Without loss; gray where the picture is gray."""
    import cv2

    gray = bool((image[:, :, 0] == image[:, :, 1]).all() and (image[:, :, 1] == image[:, :, 2]).all())
    _, encoded = cv2.imencode(".png", image[:, :, 0] if gray else image)
    return encoded.tobytes()

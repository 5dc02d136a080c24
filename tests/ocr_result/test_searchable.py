"""Searchable PDFs: words read back at their places, and not a pixel changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

import docfields
from docfields.document import Line, Quad, Word
from docfields.load import LoadOptions, open_pages
from docfields.ocr_result import OcrResult, write_searchable
from docfields.pipeline import Options
from docfields.schemas.errors import NoPages

from .pages import LINES, PICTURE, result_of

SAMPLES = Path(__file__).parents[2] / "sample_docs"
TOLERANCE = 0.01
"""Points; numbers in the PDF have four decimals."""

CUT_OFF = 0.5
"""Points; quads that the page's edge cuts are no parallelograms, which is what text in a PDF can be."""


@pytest.fixture(scope="module")
def extractor() -> docfields.Extractor:
    return docfields.Extractor()


def words_on(page: Any) -> list[tuple[str, Quad]]:
    """The words that PyMuPDF reads, with their upright boxes as displayed."""
    found = []
    for left, top, right, bottom, text, *_ in page.get_text("words", sort=False):
        box = (pymupdf.Rect(left, top, right, bottom) * page.rotation_matrix).normalize()
        found.append((text, Quad.from_box(box.x0, box.y0, box.x1, box.y1)))
    return found


def assert_reads(page: Any, result: OcrResult, tolerance: float = TOLERANCE) -> None:
    expected = [(word.text, word.quad) for line in result.lines for word in line.words]
    found = words_on(page)
    assert [text for text, _ in found] == [text for text, _ in expected]
    for (_, read), (_, quad) in zip(found, expected, strict=True):
        for side in ("left", "top", "right", "bottom"):
            assert getattr(read, side) == pytest.approx(getattr(quad, side), abs=tolerance)


def pixels_of(page: Any, **options: Any) -> np.ndarray:
    pixmap = page.get_pixmap(**options)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, pixmap.n)[:, :, ::-1]


def test_words_are_read_back_and_the_picture_is_the_same(tmp_path: Path) -> None:
    result = result_of(*LINES)
    assert write_searchable([result], tmp_path / "page.pdf") == 1
    with pymupdf.open(tmp_path / "page.pdf") as document:
        [page] = document
        assert_reads(page, result)
        assert np.array_equal(pixels_of(page), PICTURE)
        assert page.search_for("发票号码") and page.search_for("Grüße aus")


@pytest.mark.parametrize("name", ["receipt_long.jpg", "resident_card_zh.jpg"])
def test_photos(extractor: docfields.Extractor, tmp_path: Path, name: str) -> None:
    [result] = extractor.ocr(SAMPLES / name)
    write_searchable([result], tmp_path / "page.pdf")
    [original] = open_pages(SAMPLES / name)
    with pymupdf.open(tmp_path / "page.pdf") as document:
        assert_reads(document[0], result)
        assert np.array_equal(pixels_of(document[0]), original.image)


@given(angle=st.floats(0, 360), width=st.floats(20, 150), height=st.floats(8, 40))
def test_a_word_lies_on_its_quad_however_that_is_turned(
    tmp_path_factory: pytest.TempPathFactory, angle: float, width: float, height: float
) -> None:
    turn = np.array(
        [
            [np.cos(np.radians(angle)), np.sin(np.radians(angle))],
            [-np.sin(np.radians(angle)), np.cos(np.radians(angle))],
        ]
    )
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2 @ turn + (200, 100)
    quad = Quad.from_array(corners)
    target = tmp_path_factory.mktemp("turned") / "page.pdf"
    write_searchable([result_of(Line((Word("Wörter", quad),), quad))], target)
    with pymupdf.open(target) as document:
        characters = [
            character
            for block in document[0].get_text("rawdict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
            for character in span["chars"]
            if character["c"] != " "
        ]
    assert "".join(character["c"] for character in characters) == "Wörter"
    # A character's origin stands on the baseline, a fifth of the height above the lower edge; each is as wide.
    steps = (np.arange(6) / 6)[:, None]
    expected = corners[3] + steps * (corners[2] - corners[3]) + 0.2 * (corners[0] - corners[3])
    assert np.array([character["origin"] for character in characters]) == pytest.approx(expected, abs=TOLERANCE)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_scanned_pdf_keeps_its_page_and_gets_words(
    extractor: docfields.Extractor, tmp_path: Path, rotation: int
) -> None:
    scan = tmp_path / "scan.pdf"
    with pymupdf.open(SAMPLES / "invoice_de_scan.pdf") as document:
        page = document[0]
        page.set_cropbox(pymupdf.Rect(20, 30, page.rect.width - 10, page.rect.height / 3))
        page.set_rotation(rotation)
        document.save(scan)
    [result] = extractor.ocr(scan)
    write_searchable([result], tmp_path / "page.pdf")
    with pymupdf.open(scan) as before, pymupdf.open(tmp_path / "page.pdf") as after:
        assert len(result.lines) > 5
        assert_reads(after[0], result, CUT_OFF)
        assert np.array_equal(pixels_of(before[0], dpi=60), pixels_of(after[0], dpi=60))


def test_a_page_with_its_own_text_is_taken_over_as_it_is(extractor: docfields.Extractor, tmp_path: Path) -> None:
    write_searchable(extractor.ocr(SAMPLES / "invoice_en.pdf"), tmp_path / "copy.pdf")
    with pymupdf.open(SAMPLES / "invoice_en.pdf") as before, pymupdf.open(tmp_path / "copy.pdf") as after:
        assert before[0].get_text() == after[0].get_text()


def test_pages_of_many_sources_make_one_file_alike_each_time(tmp_path: Path) -> None:
    small = result_of(LINES[0], source=np.ascontiguousarray(PICTURE[:80]))
    for name in ("one.pdf", "two.pdf"):
        assert write_searchable(iter([result_of(*LINES), small]), tmp_path / name) == 2
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    with pymupdf.open(tmp_path / "one.pdf") as document:
        assert_reads(document[1], small)


def test_an_encrypted_scan(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pymupdf.open(SAMPLES / "invoice_en.pdf") as document:
        document.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="sesame", owner_pw="sesame")
    extractor = docfields.Extractor(Options(load=LoadOptions(password="sesame")))
    write_searchable(extractor.ocr(locked), tmp_path / "open.pdf")
    with pymupdf.open(tmp_path / "open.pdf") as document:
        assert not document.needs_pass and "Larkfield" in document[0].get_text()


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    def broken() -> Any:
        yield result_of(*LINES)
        raise RuntimeError("the source ended")

    with pytest.raises(NoPages):
        write_searchable([], tmp_path / "none.pdf")
    with pytest.raises(RuntimeError):
        write_searchable(broken(), tmp_path / "broken.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_gray_picture_takes_less_room(tmp_path: Path) -> None:
    gray = cv2.cvtColor(cv2.cvtColor(PICTURE, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    sizes = []
    for name, source in (("gray", gray), ("colour", PICTURE)):
        write_searchable([result_of(*LINES, source=source)], tmp_path / name)
        sizes.append((tmp_path / name).stat().st_size)
        with pymupdf.open(tmp_path / name, filetype="pdf") as document:
            assert np.array_equal(pixels_of(document[0]), source)
    assert sizes[0] < sizes[1]

"""Masked copies: pictures and PDFs, with the copy searched by means of its own."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

import docfields
from docfields.document import Line, Quad, TextPage, Word
from docfields.masking.pictures import paint
from docfields.masking.places import Place, Secrets, find_secrets, fold, remaining
from docfields.schemas.errors import MaskingError
from docfields.schemas.extraction import Extraction

SAMPLES = Path(__file__).parents[2] / "sample_docs"


def personal_values(name: str, *fields: str) -> list[str]:
    truth = json.loads((SAMPLES / name).with_suffix(".json").read_text(encoding="utf-8"))["fields"]
    return [truth[field] for field in fields]


@pytest.fixture(scope="module")
def extractor() -> docfields.Extractor:
    return docfields.Extractor()


def test_a_pdf_keeps_no_personal_value_in_any_object(tmp_path: Path, extractor: docfields.Extractor) -> None:
    report = docfields.mask(SAMPLES / "invoice_en.pdf", tmp_path, extractor=extractor)
    values = personal_values("invoice_en.pdf", "buyer.name", "payment.iban", "seller.email")
    with pymupdf.open(report.path) as document:
        content = "".join(page.get_text() for page in document)
        for xref in range(1, document.xref_length()):
            content += document.xref_object(xref)
            if document.xref_is_stream(xref):
                content += (document.xref_stream(xref) or b"").decode("latin-1")
        assert not any(document.metadata[key] for key in ("title", "author", "subject", "keywords"))
    assert all(fold(value) not in fold(content) for value in values)
    assert "2,273.10" in content or "2273.10" in content  # amounts stay: they are nobody's


def test_a_picture_is_black_where_the_number_stood(tmp_path: Path, extractor: docfields.Extractor) -> None:
    source = SAMPLES / "bank_card.jpg"
    report = docfields.mask(source, tmp_path, extractor=extractor)
    [extraction] = extractor.extract(source)
    masked = cv2.imread(str(report.path))
    for field in ("number", "holder"):
        quad = np.array(extraction.evidence[field].quad).round().astype(np.int32)
        inside = cv2.fillPoly(np.zeros(masked.shape[:2], np.uint8), [quad], 1).astype(bool)
        assert masked[inside].mean() < 10
    with Image.open(report.path) as copy:
        assert not dict(copy.getexif())


def test_the_passports_zone_is_masked(tmp_path: Path, extractor: docfields.Extractor) -> None:
    report = docfields.mask(SAMPLES / "passport.jpg", tmp_path, extractor=extractor)
    text = fold(" ".join(text for page in extractor.ocr(report.path) for text in page.rec_texts))
    for value in personal_values("passport.jpg", "number", "surname", "birth_date"):
        assert fold(value) not in text


def test_the_original_is_never_replaced(tmp_path: Path, extractor: docfields.Extractor) -> None:
    copy = tmp_path / "bank_card.jpg"
    copy.write_bytes((SAMPLES / "bank_card.jpg").read_bytes())
    with pytest.raises(MaskingError, match="original"):
        docfields.mask(copy, tmp_path, extractor=extractor)
    assert copy.read_bytes() == (SAMPLES / "bank_card.jpg").read_bytes()


def test_a_copy_that_is_not_clean_is_not_kept(
    tmp_path: Path, extractor: docfields.Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing_to_paint(extraction: Extraction, pages: tuple[TextPage, ...]) -> Secrets:
        return Secrets(find_secrets(extraction, pages).texts, ())

    monkeypatch.setattr("docfields.masking.copies.find_secrets", nothing_to_paint)
    for name in ("bank_card.jpg", "invoice_en.pdf"):
        with pytest.raises(MaskingError):
            docfields.mask(SAMPLES / name, tmp_path, extractor=extractor)
    assert list(tmp_path.iterdir()) == []


def line(*texts: str, top: float) -> Line:
    words = tuple(Word(text, Quad.from_box(40 * i, top, 40 * i + 30, top + 10)) for i, text in enumerate(texts))
    return Line(words, Quad.around([word.quad for word in words]))


def test_values_are_found_wherever_they_stand_again(card: Extraction) -> None:
    page = TextPage(0, 400, 100, (line("4000", "1234", "5678", "9017", top=10), line("Dear", "Erika", top=40)), "ocr")
    secrets = find_secrets(card, [page])
    for word in (*page.lines[0].words, page.lines[1].words[1]):
        assert Place(0, word.quad) in secrets.places
    assert Place(0, page.lines[1].words[0].quad) not in secrets.places


@pytest.mark.parametrize("text", ["4000 1234 5678 9017", "4000-1234-5678-9017", "4000123456789017"])
def test_what_remains_is_seen_in_every_spacing(text: str) -> None:
    assert remaining(Secrets((fold("4000 1234 5678 9017"),), ()), f"card {text}!") == 1


def test_paint_covers_the_quad_and_leaves_the_rest() -> None:
    white = np.full((60, 100, 3), 255, np.uint8)
    painted = paint(white, [Quad.from_box(20, 20, 50, 40)])
    assert painted[20:41, 20:51].max() == 0 and painted[:10].min() == 255 and white.min() == 255

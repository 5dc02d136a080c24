"""The joined stages: sources of all kinds, blank pages, threads, failures, and what never depends on today."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

import docfields
from docfields import journal
from docfields.load import LoadOptions
from docfields.pipeline import Options
from docfields.schemas.errors import Encrypted, NotFound, OptionError

SAMPLES = Path(__file__).parents[1] / "sample_docs"
CARD = SAMPLES / "bank_card.jpg"


@pytest.fixture(scope="module")
def extractor() -> docfields.Extractor:
    return docfields.Extractor()


def test_a_document_is_read_alike_from_a_path_bytes_an_array_and_a_picture(extractor: docfields.Extractor) -> None:
    [expected] = extractor.extract(CARD)
    with Image.open(CARD) as picture:
        sources = [CARD.read_bytes(), cv2.imread(str(CARD)), picture.copy()]
    for source in sources:
        [found] = extractor.extract(source)
        assert found.record == expected.record


def test_a_blank_page_is_no_error_but_an_empty_result_with_an_issue(extractor: docfields.Extractor) -> None:
    [extraction] = extractor.extract(np.full((1400, 1000, 3), 255, np.uint8))
    assert extraction.error is None and extraction.evidence == {}
    assert "blank_page" in {issue.code for issue in extraction.issues} and extraction.needs_review


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (2000, 3)])
def test_tiny_and_narrow_pictures_are_read(extractor: docfields.Extractor, shape: tuple[int, int]) -> None:
    [extraction] = extractor.extract(np.zeros(shape, np.uint8))
    assert extraction.error is None


def test_threads_share_an_extractor_and_get_equal_results(extractor: docfields.Extractor) -> None:
    names = ["bank_card.jpg", "invoice_en.pdf", "passport.jpg", "invoice_fr.pdf"]
    alone = [journal.to_json(extractor.extract(SAMPLES / name)[0]) for name in names]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda name: journal.to_json(extractor.extract(SAMPLES / name)[0]), names * 2))
    assert together == alone * 2


def test_a_turned_picture_is_read_and_its_places_are_those_of_the_original(extractor: docfields.Extractor) -> None:
    upright = cv2.imread(str(CARD))
    [expected] = extractor.extract(upright)
    for turns in (1, 2, 3):
        [turned] = extractor.extract(np.rot90(upright, turns).copy())
        assert turned.record.number == expected.record.number  # type: ignore[union-attr]
        quad = turned.evidence["number"].quad
        assert quad is not None
        height, width = (upright.shape[:2], upright.shape[1::-1])[turns % 2]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in quad)
        assert turned.pages[0].angle != 0


def test_pages_are_turned_upright_unless_a_call_wants_them_as_they_are(extractor: docfields.Extractor) -> None:
    sideways = np.rot90(cv2.imread(str(CARD))).copy()
    [turned] = extractor.ocr(sideways)
    [as_it_is] = extractor.ocr(sideways, use_doc_orientation_classify=False)
    assert turned["doc_preprocessor_res"]["angle"] == 270 and "doc_preprocessor_res" not in as_it_is
    with pytest.raises(OptionError, match="use_doc_unwarping"):
        extractor.ocr(sideways, use_doc_unwarping=True)


def test_a_leaning_picture_is_set_straight_and_its_places_are_those_of_the_original(
    extractor: docfields.Extractor,
) -> None:
    picture = cv2.imread(str(CARD))
    leaning = cv2.getRotationMatrix2D((0.0, 0.0), -9.0, 1.0)
    leaning[:, 2] += 150, 10
    size = (picture.shape[1] + 150, picture.shape[0] + 200)
    [usual] = extractor.read(picture)
    [turned] = extractor.read(cv2.warpAffine(picture, leaning, size, borderValue=(200, 200, 200)))
    assert (turned.rectified, turned.angle) == (("deskewed",), 0)
    middles = {line.text: usual.to_source.points(np.mean(line.quad.points, axis=0))[0] for line in usual.lines}
    found = [line for line in turned.lines if line.text in middles]
    assert len(found) > len(middles) / 2
    for line in found:
        expected = leaning @ [*middles[line.text], 1]
        assert np.abs(np.mean(turned.to_source.quad(line.quad).points, axis=0) - expected).max() < 8


def test_a_run_goes_on_after_a_bad_source(extractor: docfields.Extractor, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    found = list(extractor.extract_many([tmp_path / "empty.pdf", tmp_path / "none.png", SAMPLES / "invoice_en.pdf"]))
    assert [one.error.code if one.error else None for one in found] == ["empty_file", "not_found", None]
    with pytest.raises(NotFound):
        extractor.extract(tmp_path / "none.png")


def test_an_encrypted_invoice_needs_its_password(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pymupdf.open(SAMPLES / "invoice_en.pdf") as document:
        document.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="sesame", owner_pw="sesame")
    with pytest.raises(Encrypted):
        docfields.Extractor().extract(locked)
    [extraction] = docfields.Extractor(Options(load=LoadOptions(password="sesame"))).extract(locked)
    assert extraction.record.total == Decimal("2273.10")  # type: ignore[union-attr]


def test_validity_is_tested_only_for_a_given_day(extractor: docfields.Extractor) -> None:
    def codes(as_of: date | None) -> set[str]:
        options = replace(extractor.options, as_of=as_of)
        [extraction] = docfields.Extractor(options).extract(SAMPLES / "passport.jpg")
        return {issue.code for issue in extraction.issues}

    assert "expired" not in codes(None) | codes(date(2031, 6, 2))
    assert "expired" in codes(date(2031, 6, 3))


def test_a_given_kind_is_not_questioned() -> None:
    [extraction] = docfields.Extractor(Options(kind="form")).extract(SAMPLES / "invoice_en.pdf")
    assert extraction.kind == "form" and extraction.pairs


def test_a_credit_notes_amounts_are_negative(extractor: docfields.Extractor) -> None:
    [extraction] = extractor.extract(SAMPLES / "credit_note_en.pdf")
    assert extraction.record.subtype == "credit_note"  # type: ignore[union-attr]
    assert extraction.record.total < 0  # type: ignore[union-attr]


def test_ocr_takes_a_path_a_folder_a_list_and_an_array(extractor: docfields.Extractor, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("b.jpg", "inner/c.jpg"):
        (tmp_path / name).write_bytes(CARD.read_bytes())
    array = cv2.imread(str(CARD))
    [card] = extractor.ocr(CARD)
    found = extractor.predict([tmp_path, array, str(CARD)])
    assert [one["input_path"] for one in found] == [
        str(tmp_path / "b.jpg"),
        str(tmp_path / "inner" / "c.jpg"),
        None,
        str(CARD),
    ]
    assert all(one.rec_texts == card.rec_texts for one in found)
    with pytest.raises(NotFound):
        extractor.ocr([tmp_path / "none.jpg"])


def test_pages_of_pdfs_are_counted_and_pictures_are_not(extractor: docfields.Extractor) -> None:
    assert [one["page_index"] for one in extractor.ocr(SAMPLES / "invoice_de_two_pages.pdf")] == [0, 1]
    assert [one["page_index"] for one in extractor.ocr(CARD)] == [None]


def test_options_of_a_call_are_that_calls_alone(extractor: docfields.Extractor) -> None:
    [usual] = extractor.ocr(CARD)
    [chosen] = extractor.ocr(CARD, det_db_box_thresh=0.99, text_rec_score_thresh=0.0, return_word_box=True)
    assert chosen["text_det_params"]["box_thresh"] == 0.99 and chosen["text_word"] == [
        [*t.split()] for t in chosen.rec_texts
    ]
    assert len(chosen["dt_polys"]) < len(usual["dt_polys"])
    assert extractor.options == Options() and extractor.ocr(CARD) == [usual]


def test_an_impossible_option_is_refused_before_anything_is_read(extractor: docfields.Extractor) -> None:
    with pytest.raises(OptionError, match="from 0 to 1"):
        extractor.ocr_pages("none.png", text_det_thresh=7)
    with pytest.raises(OptionError, match="Allowed are"):
        extractor.predict("none.png", use_gpu=True)  # type: ignore[call-arg]

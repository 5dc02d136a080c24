"""PaddleOCR as the engine: it reads what our own reader reads, and extraction goes on from there."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from docfields import Extractor
from docfields.document import Word
from docfields.models.weights import RECOGNIZER, locate
from docfields.ocr import OcrOptions, PageReader, open_reader
from docfields.ocr.paddle_reader import PaddleReader
from docfields.ocr_result import OcrResult

SAMPLES = Path(__file__).parents[2] / "sample_docs"
RECEIPT, CARD = SAMPLES / "receipt_long.jpg", SAMPLES / "bank_card.jpg"

# Share of the words read alike. The networks are the same; boxes, crops and spaces are not.
SAME_WORDS = 0.96


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return open_reader(OcrOptions(engine="paddle", threads=1))


def words(result: OcrResult) -> Counter[str]:
    return Counter(word for text in result.rec_texts for word in text.split())


def share_in_common(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("name", ["receipt_long.jpg", "bank_card.jpg", "invoice_fax.png", "passport.jpg"])
def test_the_same_words_are_read(name: str, ours: Extractor, by_paddle: Extractor) -> None:
    [here], [there] = ours.ocr(SAMPLES / name), by_paddle.ocr(SAMPLES / name)
    assert share_in_common(words(here), words(there)) >= SAME_WORDS


def test_words_stand_in_the_same_places(ours: Extractor, by_paddle: Extractor) -> None:
    def places(result: OcrResult) -> dict[str, Word]:
        found = [word for line in result.lines for word in line.words]
        once = Counter(word.text for word in found)
        return {word.text: word for word in found if once[word.text] == 1}

    [here], [there] = ours.ocr(RECEIPT), by_paddle.ocr(RECEIPT)
    mine, theirs = places(here), places(there)
    common = mine.keys() & theirs.keys()
    assert len(common) > 80
    for text in common:
        offset = np.subtract(mine[text].quad.center, theirs[text].quad.center)
        assert np.abs(offset).max() < mine[text].quad.height, text


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_turned_pages_are_read_upright(quarter_turns: int, by_paddle: Extractor) -> None:
    picture = cv2.imread(str(CARD))
    [straight] = by_paddle.ocr(picture)
    [turned] = by_paddle.ocr(np.ascontiguousarray(np.rot90(picture, quarter_turns)))
    assert turned["doc_preprocessor_res"]["angle"] == -quarter_turns * 90 % 360
    assert words(turned) == words(straight)


def test_extraction_goes_on_without_lattices(by_paddle: Extractor) -> None:
    truth = json.loads(RECEIPT.with_suffix(".json").read_text(encoding="utf-8"))
    [extraction] = by_paddle.extract(RECEIPT)
    assert extraction.kind == "receipt"
    assert str(extraction.record.total) == truth["fields"]["total"]
    assert extraction.evidence["total"].origin == "ocr"


def test_options_of_a_call_are_passed_on(by_paddle: Extractor) -> None:
    [usual] = by_paddle.ocr(RECEIPT)
    [small] = by_paddle.ocr(RECEIPT, text_det_limit_type="max", text_det_limit_side_len=320)
    [sure] = by_paddle.ocr(RECEIPT, text_rec_score_thresh=0.99)
    assert len(small["dt_polys"]) < len(usual["dt_polys"])
    assert 0 < len(sure.lines) < len(usual.lines)
    assert min(line.score for line in sure.lines) >= 0.99


def test_an_empty_page_has_no_lines(reader: PageReader) -> None:
    assert reader.read(np.full((80, 120, 3), 255, np.uint8)) == ()


def test_several_threads_may_share_a_reader(reader: PageReader) -> None:
    pictures = [cv2.imread(str(CARD)), np.full((80, 120, 3), 255, np.uint8)] * 2
    alone = [[line.text for line in reader.read(picture)] for picture in pictures]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(reader.read, pictures))
    assert [[line.text for line in lines] for lines in together] == alone


def test_another_recognition_model_is_run_by_paddleocr() -> None:
    own = PaddleReader(OcrOptions(engine="paddle", threads=1), rec_model=locate(RECOGNIZER))
    assert "MARA E LINDQVIST" in [line.text for line in own.read(cv2.imread(str(CARD)))]


def test_numpy_prints_as_before(reader: PageReader) -> None:
    before = np.get_printoptions()
    reader.read(cv2.imread(str(CARD)))
    assert np.get_printoptions() == before

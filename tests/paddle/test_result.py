"""Our OcrResult beside PaddleOCR's own result for the same picture: keys, types, methods, files."""

from __future__ import annotations

import inspect
import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import paddleocr
import pytest

from docfields import Extractor
from docfields.load.pdf import pymupdf_alone
from docfields.ocr.paddle_models import paddle_models
from docfields.ocr_result import OcrResult

SAMPLES = Path(__file__).parents[2] / "sample_docs"
CARD, SCAN = SAMPLES / "bank_card.jpg", SAMPLES / "invoice_de_scan.pdf"

FOR_DRAWING = "vis_fonts"
"""PaddleOCR's key for its own drawing, which its JSON has not either."""

PREPROCESSED = "doc_preprocessor_res"
"""Without its networks for orientation and unwarping PaddleOCR has only the picture there, and nothing in the JSON."""


@pytest.fixture(scope="module")
def real() -> Any:
    with paddle_models(None, threads=1) as models:
        return paddleocr.PaddleOCR(
            text_detection_model_name=models.detection[0],
            text_detection_model_dir=str(models.detection[1]),
            text_recognition_model_name=models.recognition[0],
            text_recognition_model_dir=str(models.recognition[1]),
            use_doc_orientation_classify=False,
            use_doc_unwarping=False,
            use_textline_orientation=False,
            engine="onnxruntime",
            engine_config={"intra_op_num_threads": 1},
            device="cpu",
        )


@pytest.fixture(params=[False, True], ids=["lines", "words"])
def pair(request: pytest.FixtureRequest, real: Any, ours: Extractor) -> tuple[Any, OcrResult]:
    with np.printoptions():
        [theirs] = real.predict(str(CARD), return_word_box=request.param)
    [result] = ours.ocr(CARD, return_word_box=request.param)
    return theirs, result


def kind(value: Any) -> Any:
    """Its type, and those of what it holds."""
    if isinstance(value, np.ndarray):
        return f"{value.ndim} axes of {value.dtype}"
    if isinstance(value, dict):
        return {key: kind(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return (type(value).__name__, *(kind(one) for one in value[:1]))
    return type(value).__name__


def test_keys_and_types(pair: tuple[Any, OcrResult]) -> None:
    theirs, result = pair
    assert set(result) == set(theirs) - {FOR_DRAWING}
    for key in set(result) - {PREPROCESSED}:
        assert kind(result[key]) == kind(theirs[key]), key


def test_json_has_the_same_keys_in_the_same_order(pair: tuple[Any, OcrResult]) -> None:
    theirs, result = pair
    assert list(result.json) == list(theirs.json)
    shared = {key: value for key, value in result.json["res"].items() if key != PREPROCESSED}
    assert list(shared) == list(theirs.json["res"])
    assert {key: kind(value) for key, value in shared.items()} == kind(theirs.json["res"])


def test_what_is_printed(pair: tuple[Any, OcrResult], capsys: pytest.CaptureFixture[str]) -> None:
    theirs, result = pair
    with np.printoptions(threshold=1, edgeitems=1):
        wanted = theirs.str["res"]
        wanted_text = str(wanted)
    result.print()
    printed = capsys.readouterr().out
    assert printed.startswith("{'res': {'input_path': ")
    assert printed.count("array(") == wanted_text.count("array(")
    result.print(json_format=True)
    assert list(json.loads(capsys.readouterr().out)) == ["res"]


def test_the_same_json_file(pair: tuple[Any, OcrResult], tmp_path: Path) -> None:
    theirs, result = pair
    theirs.save_to_json(str(tmp_path / "theirs"))
    result.save_to_json(tmp_path / "ours")
    [one], [other] = (list((tmp_path / folder).iterdir()) for folder in ("theirs", "ours"))
    assert one.name == other.name == "bank_card_res.json"
    keys = [key for key in json.loads(other.read_text(encoding="utf-8")) if key != PREPROCESSED]
    assert keys == list(json.loads(one.read_text(encoding="utf-8")))
    assert one.read_text(encoding="utf-8").splitlines()[:3] == other.read_text(encoding="utf-8").splitlines()[:3]


def test_the_same_picture_files(pair: tuple[Any, OcrResult], tmp_path: Path) -> None:
    theirs, result = pair
    font = tmp_path / "font.ttf"
    with pymupdf_alone() as pymupdf:
        font.write_bytes(pymupdf.Font("cjk").buffer)
    theirs["vis_fonts"][0]._local_path = str(font)  # else it fetches one
    theirs.save_to_img(str(tmp_path / "theirs"))
    result.save_to_img(tmp_path / "ours")
    names = [sorted(path.name for path in (tmp_path / folder).iterdir()) for folder in ("theirs", "ours")]
    assert names == [["bank_card_ocr_res_img.jpg"], ["bank_card_ocr_res_img.jpg", "bank_card_preprocessed_img.jpg"]]
    assert theirs.img["ocr_res_img"].size == result.img["ocr_res_img"].size


@pytest.mark.parametrize("name", ["print", "save_to_json", "save_to_img", "save_all"])
def test_methods_take_the_same_arguments(name: str, real: Any, ours: Extractor) -> None:
    with np.printoptions():
        [theirs] = real.predict(str(CARD))
    wanted = inspect.signature(getattr(theirs, name)).parameters
    given = inspect.signature(getattr(OcrResult, name)).parameters
    positional = [one for one in wanted.values() if one.kind is one.POSITIONAL_OR_KEYWORD]
    assert [(one.name, one.default) for one in positional] == [
        (one.name, one.default)
        for one in given.values()
        if one.kind is one.POSITIONAL_OR_KEYWORD and one.name != "self"
    ]


def test_a_page_of_a_pdf_and_an_empty_one(real: Any, ours: Extractor) -> None:
    blank = np.full((60, 90, 3), 255, np.uint8)
    with np.printoptions():
        theirs, empty = real.predict(str(SCAN))[0], real.predict(blank, return_word_box=True)[0]
    result, nothing = ours.ocr(str(SCAN))[0], ours.ocr(blank, return_word_box=True)[0]
    assert (result["input_path"], result["page_index"]) == (theirs["input_path"], theirs["page_index"])
    assert set(nothing) == set(empty) - {FOR_DRAWING}
    for key in ("rec_texts", "rec_scores", "rec_polys", "rec_boxes", "dt_polys", "text_word", "text_word_boxes"):
        assert nothing.json["res"][key] == empty.json["res"][key] == []


def test_paddleocr_logs_nothing_through_our_reader(by_paddle: Extractor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        by_paddle.ocr(CARD)
    assert caplog.records == []

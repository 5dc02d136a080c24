"""The shape of PaddleOCR's results: keys, types, methods, files."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from docfields.document import Line, Quad, Word
from docfields.ocr_result import OcrResult
from docfields.schemas.errors import OptionError

from .pages import HEIGHT, LINES, UNREAD, WIDTH, result_of

PADDLE_JSON: dict[str, Any] = {
    "input_path": "str | None",
    "page_index": "int | None",
    "model_settings": {"use_doc_preprocessor": "bool", "use_textline_orientation": "bool"},
    "doc_preprocessor_res": {
        "input_path": "None",
        "page_index": "None",
        "model_settings": {"use_doc_orientation_classify": "bool", "use_doc_unwarping": "bool"},
        "angle": "int",
    },
    "dt_polys": [[["int"]]],
    "text_det_params": {
        "limit_side_len": "int",
        "limit_type": "str",
        "thresh": "float",
        "max_side_limit": "int",
        "box_thresh": "float",
        "unclip_ratio": "float",
    },
    "text_type": "str",
    "textline_orientation_angles": ["int"],
    "text_rec_score_thresh": "float",
    "return_word_box": "bool",
    "rec_texts": ["str"],
    "rec_scores": ["float"],
    "rec_polys": [[["int"]]],
    "rec_boxes": [["int"]],
    "text_word_boxes": [[["int"]]],
    "text_word": [["str"]],
}
"""What `json["res"]` holds in paddlex 3.7.2, in its order: inference/pipelines/ocr/result.py (_to_json), pipeline.py
(predict), ../doc_preprocessor/result.py. The last two keys only with return_word_box, the angles only where a box
was found."""

ONLY_WITH_WORDS = ("text_word_boxes", "text_word")


def fits(value: Any, kind: Any) -> bool:
    if isinstance(kind, dict):
        return list(value) == list(kind) and all(fits(value[key], kind[key]) for key in kind)
    if isinstance(kind, list):
        return type(value) is list and all(fits(one, kind[0]) for one in value)
    return ("None" if value is None else type(value).__name__) in kind.split(" | ")


def test_keys_and_types_are_paddles() -> None:
    found = result_of(*LINES, unread=(UNREAD,), return_word_box=True).json
    assert list(found) == ["res"] and fits(found["res"], PADDLE_JSON)
    without = {key: kind for key, kind in PADDLE_JSON.items() if key not in ONLY_WITH_WORDS}
    assert fits(result_of(*LINES, source="scan.png").json["res"], without)
    blank = {key: kind for key, kind in without.items() if key != "textline_orientation_angles"}
    assert fits(result_of().json["res"], blank)


def test_items_are_arrays_as_in_the_package() -> None:
    result = result_of(*LINES, unread=(UNREAD,), return_word_box=True)
    assert all(poly.shape == (4, 2) and poly.dtype == np.int16 for poly in [*result["dt_polys"], *result["rec_polys"]])
    assert result["rec_boxes"].tolist() == [[20, 30, 200, 60], [20, 100, 260, 130]]
    assert result["text_word_boxes"][0].tolist() == [[20, 30, 120, 60], [140, 30, 200, 60]]
    assert result["text_word"] == [["Grüße", "aus"], ["发票号码", "<12&"]]
    assert result["text_word_region"][0][1] == ((140, 30), (200, 30), (200, 60), (140, 60))
    assert result.get("nothing") is None and "rec_texts" in result and len(result) == len(list(result))
    assert result_of()["rec_boxes"].shape == (0, 4)


def test_found_places_begin_with_those_that_were_read() -> None:
    result = result_of(*LINES, unread=(UNREAD,))
    assert [poly.tolist() for poly in result["dt_polys"][:2]] == [poly.tolist() for poly in result["rec_polys"]]
    assert len(result["dt_polys"]) == len(result["textline_orientation_angles"]) == 3


def test_places_are_the_originals_where_the_page_was_turned() -> None:
    # A line at the top left of the page turned clockwise stands at the original's lower left and runs upwards.
    result = result_of(Line((Word("up", Quad.from_box(10, 20, 60, 40)),), Quad.from_box(10, 20, 60, 40)), angle=90)
    assert result["rec_polys"][0].tolist() == [
        [20, HEIGHT - 10],
        [20, HEIGHT - 60],
        [40, HEIGHT - 60],
        [40, HEIGHT - 10],
    ]
    # PaddleOCR counts the other way round: its angle is how far the picture is turned counterclockwise.
    assert result["doc_preprocessor_res"]["angle"] == 270
    assert result["textline_orientation_angles"] == [0]


def test_the_result_says_what_was_set() -> None:
    usual = result_of(*LINES)
    assert usual["model_settings"] == {"use_doc_preprocessor": True, "use_textline_orientation": True}
    assert usual["doc_preprocessor_res"]["model_settings"] == {
        "use_doc_orientation_classify": True,
        "use_doc_unwarping": False,
    }
    # As PaddleOCR without its preprocessor: no part of the result tells of it, and lines have no angle.
    plain = result_of(*LINES, use_doc_orientation_classify=False, use_textline_orientation=False)
    assert plain["model_settings"] == {"use_doc_preprocessor": False, "use_textline_orientation": False}
    assert "doc_preprocessor_res" not in plain and "preprocessed_img" not in plain.img
    assert plain["textline_orientation_angles"] == [-1, -1]


def test_lines_that_run_backwards_have_angle_1() -> None:
    upside_down = Quad(((200, 60), (20, 60), (20, 30), (200, 30)))
    assert result_of(Line((Word("on", upside_down),), upside_down))["textline_orientation_angles"] == [1]


def test_results_are_compared_copied_and_pickled_but_not_shown() -> None:
    result = result_of(*LINES)
    assert result == result_of(*LINES) == copy.deepcopy(result) == pickle.loads(pickle.dumps(result))
    assert result != result_of(LINES[0])
    assert "Grüße" not in repr(result)


def test_printing(capsys: pytest.CaptureFixture[str]) -> None:
    result = result_of(*LINES)
    result.print(format_json=True, indent=2, ensure_ascii=True)
    shown = capsys.readouterr().out
    assert json.loads(shown) == result.json
    assert shown.startswith('{\n  "res"') and shown.isascii()
    result.print(True)
    assert "发票号码" in capsys.readouterr().out
    result.print()
    assert capsys.readouterr().out.startswith("{'res': {'input_path': None")


def test_json_is_written_into_a_file_or_a_folder(tmp_path: Path) -> None:
    result = result_of(*LINES, source="papers/scan 7.png")
    result.save_to_json(tmp_path / "new" / "given.json")
    result.save_to_json(tmp_path, indent=2, ensure_ascii=True)
    assert json.loads((tmp_path / "new" / "given.json").read_text(encoding="utf-8")) == result.json["res"]
    assert json.loads((tmp_path / "scan 7_res.json").read_text()) == result.json["res"]


def test_results_of_arrays_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for lines in (LINES, LINES[:1]):
        result_of(*lines).save_to_json(tmp_path)
    assert len(list(tmp_path.glob("*_res.json"))) == 2


def test_pictures_show_the_page_and_what_was_read(tmp_path: Path) -> None:
    result = result_of(*LINES, source=np.full((HEIGHT, WIDTH, 3), 250, np.uint8))
    shown = result.img
    assert shown.keys() == {"ocr_res_img", "preprocessed_img"}
    pixels = np.asarray(shown["ocr_res_img"])
    assert pixels.shape == (HEIGHT, 2 * WIDTH, 3)
    text = pixels[:, WIDTH:].min(axis=2)
    assert (text[102:128, 25:155] < 100).any() and (text[160:] == 255).all()
    result.save_to_img(tmp_path / "one.png")
    result.save_to_img(tmp_path / "all")
    with Image.open(tmp_path / "one.png") as written:
        assert np.array_equal(np.asarray(written), pixels)
    assert sorted(path.name.split("_", 1)[1] for path in (tmp_path / "all").iterdir()) == [
        "ocr_res_img.png",
        "preprocessed_img.png",
    ]


def test_a_turned_pages_picture_shows_it_before_and_after() -> None:
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture[:50, :50] = (0, 0, 255)  # red in the upper left corner, which a quarter turn moves to the upper right
    shown = np.asarray(result_of(*LINES, source=picture, angle=90).img["preprocessed_img"])
    assert shown.shape[:2] == (WIDTH + 25, WIDTH + 2 * HEIGHT)
    assert shown[10, 10].tolist() == shown[10, WIDTH + HEIGHT - 10].tolist() == [255, 0, 0]


def test_a_picture_format_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    result: OcrResult = result_of(*LINES)
    with pytest.raises(OptionError, match="svg"):
        result.save_to_img(tmp_path / "page.svg")

"""Names and ranges of what a call may choose."""

from __future__ import annotations

from typing import Any

import pytest

from docfields.ocr import OcrOptions, for_call
from docfields.ocr.detect import DEFAULTS, DetectOptions
from docfields.ocr.options import OLD_NAMES
from docfields.schemas.errors import OptionError


def test_defaults_are_the_detectors() -> None:
    assert OcrOptions().detection == DEFAULTS


def test_a_limit_that_is_named_is_not_cut_by_the_usual_one() -> None:
    assert OcrOptions(text_det_limit_type="max").detection.limit_side_len == 1600
    wide = OcrOptions(text_det_limit_type="max", text_det_limit_side_len=2500)
    assert wide.detection == DetectOptions(limit_type="max", limit_side_len=2500, max_side_limit=4000)
    bounded = OcrOptions(text_det_limit_side_len=64, text_det_max_side_limit=960)
    assert bounded.detection == DetectOptions(limit_side_len=64, max_side_limit=960)


def test_a_call_gets_a_copy() -> None:
    options = OcrOptions(threads=1)
    chosen = for_call(options, {"text_det_thresh": 0.2, "return_word_box": True, "text_det_box_thresh": None})
    assert chosen == OcrOptions(threads=1, text_det_thresh=0.2, return_word_box=True)
    assert options == OcrOptions(threads=1)
    assert for_call(options, {}) is options


def test_paddles_switches_are_taken_and_the_missing_network_may_be_off() -> None:
    off = {"use_doc_orientation_classify": False, "use_doc_unwarping": False, "use_textline_orientation": False}
    chosen = for_call(OcrOptions(), off)
    assert not chosen.use_doc_orientation_classify and not chosen.use_textline_orientation
    assert for_call(OcrOptions(), dict.fromkeys(off)) == OcrOptions()


@pytest.mark.parametrize("name", ["threads", "engine", "device"])
def test_what_networks_are_loaded_with_is_no_choice_of_a_call(name: str) -> None:
    with pytest.raises(OptionError, match=f"{name} is no option of a call"):
        for_call(OcrOptions(), {name: getattr(OcrOptions(), name)})


def test_engine_and_device_are_checked() -> None:
    assert OcrOptions(engine="paddle", device="gpu:1").device == "gpu:1"
    with pytest.raises(OptionError, match=r"'tensorrt' is no engine.*openvino"):
        OcrOptions(engine="tensorrt")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match=r"'gpu1' is no device.*gpu:1"):
        OcrOptions(device="gpu1")


@pytest.mark.parametrize(("old", "new"), OLD_NAMES.items())
def test_old_names_mean_the_new_ones(old: str, new: str) -> None:
    value: Any = "max" if new == "text_det_limit_type" else 64 if new == "text_det_limit_side_len" else 0.25
    assert for_call(OcrOptions(), {old: value}) == for_call(OcrOptions(), {new: value})
    with pytest.raises(OptionError, match=f"{new} is given twice"):
        for_call(OcrOptions(), {old: value, new: value})


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        ({"text_det_limit_side_len": 31}, "from 32 to 16,000"),
        ({"text_det_limit_side_len": 960.5}, "whole number"),
        ({"text_det_max_side_limit": 16_001}, "from 32 to 16,000"),
        ({"text_det_limit_type": "resize_long"}, '"min" or "max"'),
        ({"text_det_thresh": 1.5}, "from 0 to 1"),
        ({"text_det_box_thresh": -0.1}, "from 0 to 1"),
        ({"text_det_unclip_ratio": 11}, "from 0 to 10"),
        ({"text_rec_score_thresh": float("nan")}, "from 0 to 1"),
        ({"text_rec_score_thresh": "high"}, "from 0 to 1"),
        ({"text_det_thresh": True}, "from 0 to 1"),
        ({"return_word_box": 1}, "True or False"),
        ({"use_doc_orientation_classify": "yes"}, "True or False"),
        ({"use_textline_orientation": 0}, "True or False"),
        ({"use_doc_unwarping": True}, "none is shipped"),
        ({"script": "cyrillic"}, '"auto", "latin", "chinese", "japanese", "all"'),
        ({"det_db_thresh": 2}, "text_det_thresh must be a number from 0 to 1, not 2"),
        ({"threads": 2}, "Allowed are text_det_limit_side_len"),
        ({"use_gpu": True}, "use_gpu is no option of a call"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_allowed(given: dict[str, Any], allowed: str) -> None:
    with pytest.raises(OptionError, match=allowed):
        for_call(OcrOptions(), given)

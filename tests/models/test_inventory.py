"""What is on this machine."""

import pytest

from docfields.models.inventory import inspect, inventory
from docfields.models.languages import published_model
from docfields.models.weights import RECOGNIZER, WEIGHTS, locate
from docfields.models.weights.own import shipped_names

from .folders import paddleocr_folder


@pytest.fixture(autouse=True)
def model_dir(tmp_path, monkeypatch):
    monkeypatch.setenv("DOCFIELDS_MODEL_DIR", str(tmp_path))
    return tmp_path


def test_the_shipped_networks_are_verified_and_the_others_missing():
    items = inventory()
    assert [item.state for item in items if item.shipped] == ["verified"] * (len(WEIGHTS) + len(shipped_names()))
    assert {item.state for item in items if not item.shipped} == {"missing"}
    assert all("huggingface.co" in item.note or "modelscope.cn" in item.note for item in items if not item.shipped)


def test_a_file_with_other_bytes_differs(model_dir):
    thai = published_model("th_PP-OCRv5_mobile_rec")
    (model_dir / thai.file).write_bytes(b"cut off")
    item = inspect(thai)
    assert item.state == "differs" and item.size == 7 and not item.usable


def test_a_folder_in_paddles_layout_is_tried_for_want_of_a_sum(model_dir):
    paddleocr_folder(model_dir, name="th_PP-OCRv5_mobile_rec")
    item = inspect(published_model("th_PP-OCRv5_mobile_rec"))
    assert item.state == "no published sum" and item.usable and item.size == locate(RECOGNIZER).stat().st_size
    (item.path / "inference.yml").write_text("nothing")
    assert inspect(published_model("th_PP-OCRv5_mobile_rec")).state == "unusable"


def test_models_of_ones_own_are_listed(model_dir):
    paddleocr_folder(model_dir, name="our_own_rec")
    *_, own = inventory()
    assert own.name == "our_own_rec" and own.licence == "" and own.languages == ()

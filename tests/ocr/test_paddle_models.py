"""Folders of models for PaddleOCR."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from docfields.models.sessions import open_session
from docfields.models.weights import RECOGNIZER, locate
from docfields.ocr import paddle_models as module
from docfields.ocr.paddle_models import DETECTION, RECOGNITION, paddle_models
from docfields.ocr.recognize import read_vocabulary
from docfields.schemas.errors import ModelError


def put_own(folder: Path, name: str) -> Path:
    """A folder as PaddlePaddle's models come."""
    own = folder / name
    own.mkdir()
    for file in ("inference.json", "inference.pdiparams"):
        (own / file).touch()
    (own / "inference.yml").write_text(f"Global:\n  model_name: {name}\n", encoding="utf-8")
    return own


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCFIELDS_MODEL_DIR", str(tmp_path))
    return tmp_path


def test_our_weights_are_described_with_their_dictionary_and_vanish_afterwards() -> None:
    with paddle_models(None, threads=1) as models:
        assert models.engine == "onnxruntime"
        name, folder = models.recognition
        description = yaml.safe_load((folder / "inference.yml").read_text(encoding="utf-8"))
        assert description["Global"]["model_name"] == name == RECOGNITION
        vocabulary = read_vocabulary(open_session(RECOGNIZER, threads=1))
        assert ["", *description["PostProcess"]["character_dict"], " "] == list(vocabulary)
        assert description["PreProcess"]["transform_ops"][1] == {"RecResizeImg": {"image_shape": [3, 48, 320]}}
        assert (folder / "inference.onnx").read_bytes() == locate(RECOGNIZER).read_bytes()
        assert models.detection[0] == DETECTION
    assert not folder.exists()


def test_paddlepaddles_own_files_come_first(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: object())
    detection, recognition = put_own(own_folder, DETECTION), put_own(own_folder, RECOGNITION)
    with paddle_models(None, threads=1) as models:
        assert models.engine == "paddle_static"
        assert models.detection == (DETECTION, detection)
        assert models.recognition == (RECOGNITION, recognition)


def test_paddlepaddles_files_without_paddlepaddle(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    put_own(own_folder, DETECTION)
    put_own(own_folder, RECOGNITION)
    with pytest.raises(ModelError, match="pip install 'paddlepaddle"), paddle_models(None, threads=1):
        pass


def test_a_recogniser_of_paddlepaddles_needs_its_detector(own_folder: Path, tmp_path: Path) -> None:
    model = put_own(tmp_path, "latin_PP-OCRv5_mobile_rec")
    wanted = f"inference.json, inference.pdiparams and inference.yml .at https://.*/{DETECTION}"
    with pytest.raises(ModelError, match=wanted), paddle_models(model, threads=1):
        pass


def test_half_of_paddlepaddles_files_are_left_alone(own_folder: Path) -> None:
    put_own(own_folder, DETECTION)
    with paddle_models(None, threads=1) as models:
        assert models.engine == "onnxruntime"

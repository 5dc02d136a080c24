"""Weights: found without importing their carrier, refused when they are not the expected ones."""

import dataclasses
import subprocess
import sys

import pytest

from docfields.models import weights
from docfields.models.weights import RECOGNIZER, WEIGHTS, locate
from docfields.schemas.errors import ModelError


@pytest.mark.parametrize("entry", WEIGHTS, ids=lambda entry: entry.name)
def test_each_file_is_there(entry):
    assert locate(entry).name == entry.file


def test_the_carrier_is_never_imported():
    program = (
        "import sys; from docfields.models.weights import WEIGHTS, locate; [locate(w) for w in WEIGHTS];"
        "sys.exit(any(name in sys.modules for name in ('rapidocr', 'onnxruntime', 'cv2')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_missing_file_or_package_names_the_remedy():
    for change in ({"file": "nothing.onnx"}, {"package": "no_such_package_at_all"}):
        with pytest.raises(ModelError, match="missing") as raised:
            locate(dataclasses.replace(RECOGNIZER, **change))
        assert raised.value.code == "model_error" and raised.value.remedy


def test_other_bytes_are_refused(tmp_path, monkeypatch):
    (tmp_path / RECOGNIZER.file).write_bytes(b"not a network")
    monkeypatch.setattr(weights, "_find", lambda entry: tmp_path / entry.file)
    wrong = dataclasses.replace(RECOGNIZER, name="changed on disk")
    with pytest.raises(ModelError, match="not the expected one"):
        locate(wrong)


def test_the_file_is_read_once(monkeypatch):
    locate(RECOGNIZER)
    monkeypatch.setattr(weights, "_find", lambda entry: pytest.fail("looked up again"))
    assert locate(RECOGNIZER).is_file()

"""docfields train: before and after, and nothing written that is not better."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from docfields.cli.main import app
from docfields.models.training.publish import BEFORE, Outcome
from docfields.schemas.errors import OptionError


@dataclass(frozen=True)
class Knobs:
    seed: int
    steps: int


def trainer_that_reaches(exact: float) -> SimpleNamespace:
    def train(out: Path, gold: list[Path], knobs: Knobs, *, start: Path, watch, **_: object) -> Outcome:
        assert start.name == "recognition.onnx" and gold == [out]
        watch(0.5)
        watch(1.0)
        scores = {BEFORE: {"mine/train": {"exact": 0.5}}, "1": {"mine/train": {"exact": exact}}}
        better = exact > 0.5
        return Outcome(scores, "1" if better else BEFORE, out / "recognition.json" if better else None)

    return SimpleNamespace(Knobs=Knobs, train=train)


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: float):
    monkeypatch.setitem(sys.modules, "docfields.models.training.train_recognition", trainer_that_reaches(exact))
    return CliRunner().invoke(app, ["train", "recognition", "--gold", str(tmp_path), "--out", str(tmp_path)])


def test_a_better_network_is_shown_and_said_how_to_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(tmp_path, monkeypatch, 0.75)
    assert result.exit_code == 0
    assert "0.5" in result.stdout and "0.75" in result.stdout
    assert f"DOCFIELDS_MODEL_DIR={tmp_path}" in result.stderr


def test_one_that_is_not_better_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(tmp_path, monkeypatch, 0.25)
    assert result.exit_code == 1
    assert "0.25" in result.stdout and "not better" in result.stderr


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["train", "recognition", "--gold", str(tmp_path / "no"), "--out", str(tmp_path)])
    assert isinstance(result.exception, OptionError)

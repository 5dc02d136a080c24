"""The detector as a torch module answers as its ONNX file does."""

from __future__ import annotations

import warnings
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from docfields.document import Quad
from docfields.models.networks.text_detector import export, from_onnx
from docfields.models.synthesis.truth import TruthWord
from docfields.models.training.text_crops import SIDE, TextCrop, TextLine, crops, lines_of, targets
from docfields.models.training.train_detection import Knobs, judge, losses
from docfields.models.weights import DETECTOR, locate


def answer(path: Path, pictures: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: pictures})[0]


def test_the_shipped_weights_give_the_same_probabilities() -> None:
    path = locate(DETECTOR)
    pictures = np.random.default_rng(0).normal(size=(1, 3, 160, 224)).astype(np.float32)
    with torch.no_grad():
        np.testing.assert_allclose(from_onnx(path)(torch.from_numpy(pictures)), answer(path, pictures), atol=1e-5)


def test_the_exported_file_answers_alike_at_other_sizes_and_can_be_taught_on(tmp_path: Path) -> None:
    network = from_onnx(locate(DETECTOR))
    with warnings.catch_warnings(action="ignore"):  # of torch.onnx, about itself
        export(network, tmp_path / "detection.onnx")
    pictures = np.random.default_rng(1).normal(size=(2, 3, 96, 320)).astype(np.float32)
    with torch.no_grad():
        expected = network(torch.from_numpy(pictures)).numpy()
        again = from_onnx(tmp_path / "detection.onnx")(torch.from_numpy(pictures)).numpy()
    np.testing.assert_allclose(answer(tmp_path / "detection.onnx", pictures), expected, atol=1e-5)
    np.testing.assert_allclose(again, expected, atol=1e-5)


def test_a_piece_knows_its_lines() -> None:
    [piece] = islice(crops(3), 1)
    assert piece.image.shape == (SIDE, SIDE, 3) and piece.text.shape == piece.counts.shape == (SIDE, SIDE)
    assert 0 < piece.text.mean() < 0.5 and (piece.counts | ~piece.text).all()


def test_words_far_apart_are_two_lines_and_bent_ones_one() -> None:
    def words(*lefts: float) -> list[TruthWord]:
        return [TruthWord("x", Quad.from_box(left, 0.1 * left, left + 30, 0.1 * left + 10), 0, 1) for left in lefts]

    assert [len(line.words) for line in lines_of(words(0, 35, 70))] == [3]
    assert [len(line.words) for line in lines_of(words(0, 35, 200))] == [2, 1]


def test_a_line_is_shrunk_on_all_sides() -> None:
    line = TextLine(np.array([[[100, 100], [300, 100], [300, 120], [100, 120]]], float))
    text, counts = targets([line])
    rows, columns = np.nonzero(text)
    offset = 200 * 20 * 0.84 / 440
    assert rows.min() == pytest.approx(100 + offset, abs=1.5) and columns.max() == pytest.approx(300 - offset, abs=1.5)
    assert counts.all()


def test_the_truth_itself_is_judged_perfect_and_paper_finds_nothing() -> None:
    pieces = list(islice(crops(5), 4))
    assert judge(Told(pieces, right=True), pieces)["hmean"] == 1.0
    assert judge(Told(pieces, right=False), pieces) == {"recall": 0.0, "precision": 0.0, "hmean": 0.0}


class Told(torch.nn.Module):
    """A detector that was told the answers."""

    def __init__(self, pieces: list[TextCrop], *, right: bool) -> None:
        super().__init__()
        self.nothing = torch.nn.Parameter(torch.zeros(1))
        self.answers = iter([piece.text & right for piece in pieces])

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return torch.from_numpy(next(self.answers).astype(np.float32))[None, None]


def test_losses_fall_where_the_map_is_right() -> None:
    text = torch.zeros(1, 8, 8, dtype=torch.bool)
    text[0, 2:6, 2:6] = True
    counts = torch.ones_like(text)
    good, bad = (losses(torch.where(text, high, 1 - high), text, counts, Knobs()) for high in (0.99, 0.3))
    assert good[0] < 0.05 < bad[0] and good[1] < 0.05 < bad[1]

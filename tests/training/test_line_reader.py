"""The recogniser as a torch module answers as its ONNX file does."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from docfields.models.networks.averaging import average
from docfields.models.networks.line_reader import LineReader, export, from_onnx, with_vocabulary
from docfields.models.networks.stored import fill, in_order_of_use
from docfields.models.training.publish import halved
from docfields.models.training.train_recognition import begin
from docfields.models.weights import DETECTOR, RECOGNIZER, locate


@pytest.fixture(scope="module")
def taught() -> LineReader:
    return begin(None)


def probabilities(network: LineReader, pictures: np.ndarray) -> np.ndarray:
    with torch.no_grad():
        return network(torch.from_numpy(pictures)).softmax(2).numpy()


def answer(path: Path, pictures: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: pictures})[0]


def test_the_shipped_weights_give_the_same_probabilities() -> None:
    path = locate(RECOGNIZER)
    pictures = np.random.default_rng(0).normal(size=(2, 3, 48, 160)).astype(np.float32)
    np.testing.assert_allclose(probabilities(from_onnx(path), pictures), answer(path, pictures), atol=2e-4)


def test_a_network_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="architecture"):
        fill(in_order_of_use(LineReader(("", "a", " ")).eval(), torch.zeros(1, 3, 48, 64)), locate(DETECTOR))


@pytest.fixture(scope="module")
def exported(taught: LineReader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "recognition.onnx"
    with warnings.catch_warnings(action="ignore"):  # of torch.onnx, about itself
        export(taught, path)
    return path


@pytest.mark.parametrize("width", [64, 328, 1000])
def test_the_exported_file_answers_alike_at_every_width(taught: LineReader, exported: Path, width: int) -> None:
    pictures = np.random.default_rng(width).normal(size=(3, 3, 48, width)).astype(np.float32)
    np.testing.assert_allclose(answer(exported, pictures), probabilities(taught, pictures), atol=1e-4)


def test_a_published_network_can_be_taught_on(exported: Path, tmp_path: Path) -> None:
    path = tmp_path / "recognition.onnx"
    onnx.save(halved(onnx.load(exported)), path)
    assert path.stat().st_size < 0.55 * exported.stat().st_size
    network = from_onnx(path)
    pictures = np.random.default_rng(0).normal(size=(2, 3, 48, 320)).astype(np.float32)
    np.testing.assert_allclose(answer(path, pictures), probabilities(network, pictures), atol=1e-5)
    np.testing.assert_allclose(answer(exported, pictures), probabilities(network, pictures), atol=0.02)


def test_new_letters_begin_as_similar_ones(taught: LineReader) -> None:
    wider = with_vocabulary(taught, (*taught.vocabulary, "Ҳ"), {"Ҳ": "X"})
    known = taught.vocabulary.index("X")
    assert torch.equal(wider.classes.weight[-1], taught.classes.weight[known])
    assert wider.classes.bias[-1] < taught.classes.bias[known]


def test_an_average_lies_between(taught: LineReader) -> None:
    other = average(taught, taught, 0.3)
    for name, value in taught.state_dict().items():
        torch.testing.assert_close(other.state_dict()[name], value)

"""The recogniser as a torch module answers as its ONNX file does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from docfields.models.networks.line_reader import LineReader, average, export, from_onnx, with_vocabulary
from docfields.models.training.train_recognition import read_public
from docfields.models.weights import DETECTOR, RECOGNIZER, locate


@pytest.fixture(scope="module")
def taught() -> LineReader:
    return read_public()


def probabilities(network: LineReader, pictures: np.ndarray) -> np.ndarray:
    with torch.no_grad():
        return network(torch.from_numpy(pictures)).softmax(2).numpy()


def answer(path: Path, pictures: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: pictures})[0]


def test_the_shipped_weights_give_the_same_probabilities() -> None:
    path = locate(RECOGNIZER)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    vocabulary = ("", *session.get_modelmeta().custom_metadata_map["character"].splitlines(), " ")
    pictures = np.random.default_rng(0).normal(size=(2, 3, 48, 160)).astype(np.float32)
    np.testing.assert_allclose(probabilities(from_onnx(path, vocabulary), pictures), answer(path, pictures), atol=2e-4)


def test_a_network_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="architecture"):
        from_onnx(locate(DETECTOR), ("", "a", " "))


@pytest.mark.filterwarnings("ignore")  # of torch.onnx, about itself
@pytest.mark.parametrize("width", [64, 328, 1000])
def test_the_exported_file_answers_alike_at_every_width(taught: LineReader, tmp_path: Path, width: int) -> None:
    export(taught, tmp_path / "network.onnx")
    pictures = np.random.default_rng(width).normal(size=(3, 3, 48, width)).astype(np.float32)
    np.testing.assert_allclose(answer(tmp_path / "network.onnx", pictures), probabilities(taught, pictures), atol=1e-4)


def test_new_letters_begin_as_similar_ones(taught: LineReader) -> None:
    wider = with_vocabulary(taught, (*taught.vocabulary, "Ҳ"), {"Ҳ": "X"})
    known = taught.vocabulary.index("X")
    assert torch.equal(wider.classes.weight[-1], taught.classes.weight[known])
    assert wider.classes.bias[-1] < taught.classes.bias[known]


def test_an_average_lies_between(taught: LineReader) -> None:
    other = average(taught, taught, 0.3)
    for name, value in taught.state_dict().items():
        torch.testing.assert_close(other.state_dict()[name], value)

"""A trained network as it is used: half precision, its card, and the way back to torch."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from docfields.models.networks.stored import fill, in_order_of_use
from docfields.models.sessions import open_session
from docfields.models.training.publish import BEFORE, Input, Outcome, Training, publish
from docfields.models.weights import MODEL_DIR_VARIABLE, sha256_of
from docfields.models.weights.own import own_weights
from docfields.schemas.errors import ModelError


class Toy(nn.Module):
    """A convolution with a batch norm, and a layer over the whole picture."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.last = nn.Linear(8, 4)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return self.last(self.norm(self.convolution(pictures)).relu().mean(dim=(2, 3)))


def a_toy() -> Toy:
    torch.manual_seed(3)
    network = Toy()
    network(torch.randn(16, 3, 8, 8))  # batch norms gather statistics
    return network.eval()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    def export(path: Path) -> None:
        with warnings.catch_warnings(action="ignore"):  # of torch.onnx, about itself
            program = torch.onnx.export(a_toy(), (torch.zeros(2, 3, 8, 8),), dynamo=True)
            assert program is not None
            program.save(str(path))

    return publish(
        "toy",
        tmp_path,
        export,
        task="none",
        takes=Input("BGR", 0.5, 0.5, 8, 8, 1),
        training=Training("python toy.py", ["sroie/train"], 3, 10, 0.1, "cpu"),
        scores={"before": {"simulated": {"exact": 0.5}}, "1": {"simulated": {"exact": 0.75}}},
        chosen="1",
    )


def test_what_is_published_is_found_and_answers_as_the_module_does(card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODEL_DIR_VARIABLE, str(card.parent))
    weights = own_weights("toy")
    assert (weights.height, weights.channels) == (8, "BGR") and weights.sha256 == sha256_of(card.with_suffix(".onnx"))
    pictures = np.random.default_rng(0).normal(size=(2, 3, 8, 8)).astype(np.float32)
    answer = open_session(weights, threads=1, engine="onnxruntime").run(pictures)
    np.testing.assert_allclose(answer, a_toy()(torch.from_numpy(pictures)).detach(), atol=2e-3)


def test_a_published_network_comes_back_as_a_module(card: Path) -> None:
    network = Toy().eval()
    fill(in_order_of_use(network, torch.zeros(1, 3, 8, 8)), card.with_suffix(".onnx"))
    pictures = torch.randn(2, 3, 8, 8)
    torch.testing.assert_close(network(pictures), a_toy()(pictures), atol=2e-3, rtol=0)


def test_another_architecture_is_refused(card: Path) -> None:
    other = nn.Sequential(nn.Conv2d(3, 5, 3), nn.Flatten()).eval()
    with pytest.raises(ValueError, match="architecture"):
        fill(in_order_of_use(other, torch.zeros(1, 3, 8, 8)), card.with_suffix(".onnx"))


def test_a_network_that_is_nowhere_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MODEL_DIR_VARIABLE, raising=False)
    with pytest.raises(ModelError, match="docfields train"):
        own_weights("toy")


def test_an_outcome_tells_every_network_and_set() -> None:
    outcome = Outcome({BEFORE: {"simulated": {"exact": 0.5}}, "1": {"simulated": {"exact": 0.75}}}, "1", None)
    assert outcome.told().splitlines()[1].split() == ["1", "simulated", "exact", "0.75"]

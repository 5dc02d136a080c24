"""The line recogniser as a torch module: PP-OCRv6 small, taken out of its ONNX file to be taught further.

Architecture: transformers' PPOCRV6SmallRecForTextRecognition (PP-LCNetV4 backbone, SVTR neck, CTC head),
https://github.com/PaddlePaddle/PaddleOCR. Batch norms of the file are folded into its convolutions, so a network
built from it stays in eval mode while it is trained: train mode would put statistics of a batch in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from transformers import PPOCRV6SmallRecConfig, PPOCRV6SmallRecForTextRecognition

STEP = 8
"""Pixels of width of one output step."""

LINEAR = ("Conv", "MatMul", "Gemm")
WEIGHTED = (*LINEAR, "Add", "Mul", "BatchNormalization", "LayerNormalization")


class LineReader(nn.Module):
    """Pictures of lines -> logits of characters.

    vocabulary: all classes as text, the CTC blank first as "". What follows the space are witnesses: classes of other
    scripts, which tell that a line is not to be read by this network.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        super().__init__()
        self.vocabulary = tuple(vocabulary)
        whole = PPOCRV6SmallRecForTextRecognition(PPOCRV6SmallRecConfig(head_out_channels=len(vocabulary)))
        self.backbone, self.neck, self.classes = whole.model, whole.head.encoder, whole.head.head

    def forward(self, pictures: Tensor) -> Tensor:
        """(N, 3, 48, W) float32, normalised -> (N, W / 8, classes) logits."""
        columns = self.neck(self.backbone(pictures).last_hidden_state).last_hidden_state
        logits: Tensor = self.classes(columns)
        return logits


def from_onnx(path: Path, vocabulary: Sequence[str]) -> LineReader:
    """The network of an ONNX file with its weights; raises ValueError where the file is of another architecture.

    Weights are matched by the order in which they are used. vocabulary: of the file.
    """
    network = LineReader(vocabulary).eval()
    weights = iter(list(_weights(path)))
    try:
        for module in _in_order_of_use(network):
            _fill(module, weights)
    except (StopIteration, RuntimeError) as error:
        raise ValueError(f"{path.name} is not of the architecture PP-OCRv6 small") from error
    if next(weights, None) is not None:
        raise ValueError(f"{path.name} has weights that PP-OCRv6 small has not")
    return network


def with_vocabulary(network: LineReader, vocabulary: Sequence[str], similar: dict[str, str]) -> LineReader:
    """The same network for other classes.

    A class that the network does not know begins as the one that `similar` names for it, a little less likely, or as
    an unlikely one.
    """
    known = {text: index for index, text in enumerate(network.vocabulary)}
    other = LineReader(vocabulary).eval()
    other.backbone, other.neck = network.backbone, network.neck
    with torch.no_grad():
        for index, text in enumerate(vocabulary):
            source = known.get(text, known.get(similar.get(text, "")))
            new = text not in known
            if source is None:
                other.classes.weight[index].zero_()
                other.classes.bias[index] = UNLIKELY
            else:
                other.classes.weight[index] = network.classes.weight[source]
                other.classes.bias[index] = network.classes.bias[source] - (LESS_LIKELY if new else 0.0)
    return other


UNLIKELY = -10.0
LESS_LIKELY = 2.0


def average(first: LineReader, second: LineReader, share: float) -> LineReader:
    """A network whose weights lie between those of two; share: of the second, 0 to 1 (model soups,
    https://arxiv.org/abs/2203.05482; keeps what the first knew)."""
    between = LineReader(first.vocabulary).eval()
    others = second.state_dict()
    between.load_state_dict(
        {
            name: value * (1 - share) + others[name] * share if value.is_floating_point() else value
            for name, value in first.state_dict().items()
        }
    )
    return between


def export(network: LineReader, path: Path) -> None:
    """Write the network as ONNX: probabilities as its output, characters in the metadata as RapidOCR has them."""
    whole = nn.Sequential(network, nn.Softmax(dim=2)).eval()
    picture = torch.zeros(2, 3, 48, 320)
    free = {0: torch.export.Dim("lines", min=1), 3: STEP * torch.export.Dim("steps", min=1)}
    program = torch.onnx.export(
        whole, (picture,), input_names=["x"], output_names=["probabilities"], dynamic_shapes=(free,), dynamo=True
    )
    assert program is not None
    model = program.model_proto
    characters = network.vocabulary[1 : network.vocabulary.index(" ")]
    model.metadata_props.add(key="character", value="\n".join(characters))
    onnx.save(model, str(path))


def _in_order_of_use(network: LineReader) -> list[nn.Module]:
    used: list[nn.Module] = []
    kinds = (nn.Conv2d, nn.BatchNorm2d, nn.LayerNorm, nn.Linear)
    hooks = [
        module.register_forward_hook(lambda module, _, __: used.append(module))
        for module in network.modules()
        if isinstance(module, kinds)
    ]
    with torch.no_grad():
        network(torch.zeros(1, 3, 48, 64))
    for hook in hooks:
        hook.remove()
    return used


def _weights(path: Path) -> Iterator[tuple[str, Tensor]]:
    """(kind of node, weight) in the order of use; single numbers are constants of activations, no weights."""
    graph = onnx.load(path).graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    stored |= {node.output[0]: node.attribute[0].t for node in graph.node if node.op_type == "Constant"}
    for node in graph.node:
        for name in node.input if node.op_type in WEIGHTED else ():
            if name in stored and (value := numpy_helper.to_array(stored[name])).size > 1:
                yield node.op_type, torch.from_numpy(np.array(value.T if node.op_type == "MatMul" else value))


def _fill(module: nn.Module, weights: Iterator[tuple[str, Tensor]]) -> None:
    with torch.no_grad():
        if isinstance(module, nn.BatchNorm2d):
            kind, value = next(weights)
            if kind == "Add":  # folded: what is left of it is a bias
                module.weight.fill_((1 + module.eps) ** 0.5)
                module.bias.copy_(value.reshape(module.bias.shape))
                return
            rest = [next(weights)[1] for _ in range(3)]
            module.weight.copy_(value)
            module.bias.copy_(rest[0])
            assert module.running_mean is not None and module.running_var is not None
            module.running_mean.copy_(rest[1])
            module.running_var.copy_(rest[2])
            return
        assert isinstance(module, nn.Conv2d | nn.LayerNorm | nn.Linear)
        for parameter in (module.weight, module.bias):
            if parameter is not None:
                parameter.copy_(next(weights)[1].reshape(parameter.shape))

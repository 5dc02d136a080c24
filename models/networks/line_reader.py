"""The line recogniser as a torch module: PP-OCRv6 small, taken out of its ONNX file to be taught further.

Architecture: transformers' PPOCRV6SmallRecForTextRecognition (PP-LCNetV4 backbone, SVTR neck, CTC head),
https://github.com/PaddlePaddle/PaddleOCR. Batch norms of the file are folded: it is trained in eval mode.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from transformers import PPOCRV6SmallRecConfig, PPOCRV6SmallRecForTextRecognition

from .stored import fill, in_order_of_use

STEP = 8
"""Pixels of width of one output step."""


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


def from_onnx(path: Path) -> LineReader:
    """The network of an ONNX file, the public one or one of `export`; raises ValueError for another architecture."""
    stored = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
    witnesses = stored.get("witnesses", "").splitlines()
    network = LineReader(("", *stored["character"].splitlines(), " ", *witnesses)).eval()
    fill(in_order_of_use(network, torch.zeros(1, 3, 48, 64)), path)
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
    space = network.vocabulary.index(" ")
    model.metadata_props.add(key="character", value="\n".join(network.vocabulary[1:space]))
    model.metadata_props.add(key="witnesses", value="\n".join(network.vocabulary[space + 1 :]))
    onnx.save(model, str(path))

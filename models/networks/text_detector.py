"""The text detector as a torch module: PP-OCRv6 small (DB), taken out of its ONNX file to be taught further.

Architecture: transformers' PPOCRV6SmallDetForObjectDetection (PP-LCNetV4 backbone, RSE-FPN neck, DB head),
https://arxiv.org/abs/1911.08947. Batch norms of the file are folded: it is trained in eval mode.
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from transformers import PPLCNetV4Config, PPOCRV6SmallDetConfig, PPOCRV6SmallDetForObjectDetection

from .stored import fill, in_order_of_use

STRIDE = 32
"""Sides of a picture are multiples of it."""

BLOCKS = [
    [[3, 48, 48, 1, True], [3, 48, 48, 1, False]],
    [[3, 48, 96, 2, False], [3, 96, 96, 1, True], [3, 96, 96, 1, False]],
    [
        [3, 96, 192, 2, False],
        [3, 192, 192, 1, True],
        [3, 192, 192, 1, False],
        [3, 192, 192, 1, True],
        [3, 192, 192, 1, False],
    ],
    [[3, 192, 384, 2, False], [3, 384, 384, 1, True], [3, 384, 384, 1, False]],
]
"""Kernel, channels in and out, stride, squeeze and excitation."""


class TextDetector(nn.Module):
    """Pictures -> the probability of each pixel to lie in the shrunk middle of a line of text."""

    def __init__(self) -> None:
        super().__init__()
        stages = [f"stage{number}" for number in range(1, 5)]
        backbone = PPLCNetV4Config(
            block_configs=BLOCKS, stem_channels=[3, 24, 48], out_features=stages, stem_strides=(2, 1, 1, 2, 1)
        )
        channels = [blocks[-1][2] for blocks in BLOCKS]
        config = PPOCRV6SmallDetConfig(backbone_config=backbone, layer_list_out_channels=channels)
        self.network = PPOCRV6SmallDetForObjectDetection(config)
        self.network.head.conv_up.convolution.bias = None  # the norm after it has one

    def forward(self, pictures: Tensor) -> Tensor:
        """(N, 3, H, W) float32, normalised, sides multiples of 32 -> (N, 1, H, W) probabilities."""
        probabilities: Tensor = self.network(pictures).last_hidden_state
        return probabilities


def from_onnx(path: Path) -> TextDetector:
    """The network of an ONNX file, the public one or one of `export`; raises ValueError for another architecture."""
    network = TextDetector().eval()
    names = {module: name for name, module in network.named_modules()}
    used = in_order_of_use(network, torch.zeros(1, 3, 64, 64))
    try:
        fill(used, path)
    except ValueError:
        fill(sorted(used, key=lambda module: _public_place(names[module])), path)
    return network


def _public_place(name: str) -> tuple[int, int]:
    """The public file's neck begins with the coarsest scale, ours with the finest; the rest has the same order."""
    parts = name.split(".")
    if "neck" not in parts:
        return (0 if "backbone" in parts else 3), 0
    part, scale = parts[parts.index("neck") + 1 :][:2]
    return (1 if part == "insert_conv" else 2), -int(scale)


def export(network: TextDetector, path: Path) -> None:
    """Write the network as ONNX, for any number of pictures of any size."""
    free = {
        0: torch.export.Dim("pictures", min=1),
        2: STRIDE * torch.export.Dim("rows", min=1),
        3: STRIDE * torch.export.Dim("columns", min=1),
    }
    program = torch.onnx.export(
        network,
        (torch.zeros(2, 3, 160, 224),),
        input_names=["x"],
        output_names=["probabilities"],
        dynamic_shapes=(free,),
        dynamo=True,
    )
    assert program is not None
    onnx.save(program.model_proto, str(path))

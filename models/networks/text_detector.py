"""The text detector as a torch module: PP-OCRv6 small (DB), taken out of its ONNX file to be taught further.

Architecture: transformers' PPOCRV6SmallDetForObjectDetection (PP-LCNetV4 backbone, RSE-FPN neck, DB head),
https://arxiv.org/abs/1911.08947. Batch norms of the file are folded: it is trained in eval mode.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import PPLCNetV4Config, PPOCRV6SmallDetConfig, PPOCRV6SmallDetForObjectDetection

from .stored import fill, in_order_of_use

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
    """The network of an ONNX file; raises ValueError for another architecture."""
    network = TextDetector().eval()
    names = {module: name for name, module in network.named_modules()}
    used = in_order_of_use(network, torch.zeros(1, 3, 64, 64))
    fill(sorted(used, key=lambda module: _place(names[module])), path)
    return network


def _place(name: str) -> tuple[int, int]:
    """The file's neck begins with the coarsest scale, torch's with the finest: what else there is keeps its order."""
    parts = name.split(".")
    if "neck" not in parts:
        return (0 if "backbone" in parts else 3), 0
    part, scale = parts[parts.index("neck") + 1 :][:2]
    return (1 if part == "insert_conv" else 2), -int(scale)

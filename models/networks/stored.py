"""Weights out of an ONNX file into a torch module of the same architecture, so that a shipped network can be taught on.

Exporters fold batch norms into convolutions, fold transposes and rename what they fold, so weights are matched by the
order in which they are used. Where batch norms are folded the network must stay in eval mode while it is trained:
train mode would put the statistics of a batch in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import NodeProto, numpy_helper
from torch import Tensor, nn

WEIGHTED = ("Conv", "ConvTranspose", "MatMul", "Gemm", "Add", "Mul", "BatchNormalization", "LayerNormalization")
KINDS = (nn.Conv2d, nn.ConvTranspose2d, nn.BatchNorm2d, nn.LayerNorm, nn.Linear)


def fill(modules: Sequence[nn.Module], path: Path) -> None:
    """Gives modules the weights of a file; raises ValueError where that is of another architecture.

    modules: in the order in which the file uses them.
    """
    weights = _weights(path)
    try:
        for module in modules:
            _fill(module, weights)
    except (StopIteration, RuntimeError) as error:
        raise ValueError(f"{path.name} is of another architecture") from error
    if next(weights, None) is not None:
        raise ValueError(f"{path.name} has weights that the network has not")


def in_order_of_use(network: nn.Module, example: Tensor) -> list[nn.Module]:
    """The modules with weights. example: an input."""
    used: list[nn.Module] = []
    hooks = [
        module.register_forward_hook(lambda module, _, __: used.append(module))
        for module in network.modules()
        if isinstance(module, KINDS)
    ]
    with torch.no_grad():
        network(example)
    for hook in hooks:
        hook.remove()
    return used


def _weights(path: Path) -> Iterator[tuple[str, Tensor]]:
    """(kind of node, weight) in the order of use."""
    graph = onnx.load(path).graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    stored |= {node.output[0]: node.attribute[0].t for node in graph.node if node.op_type == "Constant"}
    for node in graph.node:
        if node.op_type == "Cast" and node.input[0] in stored:
            stored[node.output[0]] = stored[node.input[0]]
        for name in node.input if node.op_type in WEIGHTED else ():
            if name in stored and not _is_constant(node, value := numpy_helper.to_array(stored[name])):
                weight = value.T if _is_transposed(node) and value.ndim == 2 else value
                yield node.op_type, torch.from_numpy(np.array(weight, np.float32))


def _is_constant(node: NodeProto, value: NDArray[Any]) -> bool:
    """Whether it is a number of an activation's formula, which is no weight."""
    return value.size == 1 and value.ndim < 3 and node.op_type in ("Add", "Mul")


def _is_transposed(node: NodeProto) -> bool:
    if node.op_type == "Gemm":
        return not any(attribute.name == "transB" and attribute.i for attribute in node.attribute)
    return node.op_type == "MatMul"


def _fill(module: nn.Module, weights: Iterator[tuple[str, Tensor]]) -> None:
    with torch.no_grad():
        if isinstance(module, nn.BatchNorm2d):
            kind, value = next(weights)
            if kind != "BatchNormalization":  # folded: what is left of it is a bias
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
        assert isinstance(module, KINDS)
        for parameter in (module.weight, module.bias):
            if parameter is not None:
                parameter.copy_(next(weights)[1].reshape(parameter.shape))

"""A recogniser cut to some of its classes: only their columns of its last linear layer stay.

The softmax over some classes is the softmax over all of them, renormalised: nothing else in the network changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from docfields.schemas.errors import ModelError

# Steps that hand on what they are given, the classes still on the last axis.
HANDED_ON = ("Identity", "Cast", "Dropout")


def keep_classes(model: bytes, classes: Sequence[int]) -> bytes:
    """The network with these classes alone, in this order, as an ONNX file's content.

    model: an ONNX file's content; its output is (..., C), after a linear layer (MatMul or Gemm, with a bias or
    without) and a softmax over the last axis. Raises ModelError where it is built otherwise or lacks a class.
    """
    network = _parsed(model)
    from onnx import numpy_helper

    graph = network.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    kept = np.asarray(classes, np.int64)
    for name, axis in _last_layer(graph):
        array = numpy_helper.to_array(tensors[name])
        if not len(kept) or kept.min() < 0 or kept.max() >= array.shape[axis]:
            raise ModelError(
                f"The network has {array.shape[axis]} classes; it cannot be cut to none or to others.",
                remedy="Give classes of its own dictionary.",
            )
        tensors[name].CopyFrom(numpy_helper.from_array(np.take(array, kept, axis), name))
    del graph.value_info[:]  # they tell shapes of the whole layer
    dimensions = graph.output[0].type.tensor_type.shape.dim
    if dimensions:
        dimensions[-1].dim_value = len(kept)
    return bytes(network.SerializeToString())


def can_cut(model: bytes) -> bool:
    """Whether `keep_classes` understands how a network ends. model: an ONNX file's content."""
    try:
        return bool(list(_last_layer(_parsed(model).graph)))
    except ModelError:
        return False


def _parsed(model: bytes) -> Any:
    try:
        import onnx
    except ImportError as error:
        raise ModelError(
            "The package onnx is not installed or does not load.", remedy="Install it: pip install 'onnx>=1.17'."
        ) from error
    try:
        return onnx.load_model_from_string(model)
    except Exception as error:  # protobuf's errors have no common base
        raise ModelError("What is to be cut is no ONNX network.", remedy="Copy the model's file again.") from error


def _last_layer(graph: Any) -> Iterator[tuple[str, int]]:
    """The constants of the linear layer before the final softmax, each with its axis of classes."""
    constants = {tensor.name for tensor in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}

    def origin(name: str) -> str:
        while name in makers and makers[name].op_type in HANDED_ON:
            name = makers[name].input[0]
        return name

    def constant_of(node: Any) -> str:
        names = [origin(name) for name in node.input]
        found = [name for name in names if name in constants]
        if len(found) != 1:
            raise _not_understood(f"the step {node.op_type} before its softmax has {len(found)} constants")
        return found[0]

    def maker(name: str) -> Any:
        return makers.get(origin(name))

    softmax = maker(graph.output[0].name) if graph.output else None
    if softmax is None or softmax.op_type != "Softmax":
        raise _not_understood("it does not end with a softmax")
    node = maker(softmax.input[0])
    if node is not None and node.op_type == "Add":
        yield constant_of(node), -1
        node = next((maker(name) for name in node.input if origin(name) in makers), None)
    if node is not None and node.op_type == "MatMul" and origin(node.input[1]) in constants:
        yield origin(node.input[1]), -1
    elif node is not None and node.op_type == "Gemm" and origin(node.input[1]) in constants:
        transposed = any(attribute.name == "transB" and attribute.i for attribute in node.attribute)
        yield origin(node.input[1]), 0 if transposed else 1
        if len(node.input) > 2:
            yield origin(node.input[2]), -1
    else:
        raise _not_understood("no linear layer stands before its softmax")


def _not_understood(reason: str) -> ModelError:
    return ModelError(
        f"The network cannot be cut to some of its classes: {reason}.",
        remedy='Read with every class: script="all".',
    )

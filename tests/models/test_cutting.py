"""Recognisers cut to some of their classes."""

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from docfields.models.cutting import can_cut, keep_classes
from docfields.models.sessions import open_session
from docfields.models.weights import RECOGNIZER, locate
from docfields.schemas.errors import ModelError

WEIGHT = np.arange(20, dtype=np.float32).reshape(4, 5)
BIAS = np.arange(5, dtype=np.float32)


def network(*nodes, **constants) -> bytes:
    """From "x" (n, 4) to "y" (n, 5)."""
    graph = helper.make_graph(
        list(nodes),
        "small",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 5])],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    return model.SerializeToString()


def answer(model: bytes) -> np.ndarray:
    import onnxruntime

    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": np.linspace(-0.1, 0.1, 8, dtype=np.float32).reshape(2, 4)})[0]


SOFTMAX = helper.make_node("Softmax", ["z"], ["y"], axis=-1)
ENDINGS = {
    "matmul": network(helper.make_node("MatMul", ["x", "w"], ["z"]), SOFTMAX, w=WEIGHT),
    "matmul and add": network(
        helper.make_node("MatMul", ["x", "w"], ["m"]), helper.make_node("Add", ["m", "b"], ["z"]), SOFTMAX,
        w=WEIGHT, b=BIAS,
    ),
    "add with the bias first, handed on": network(
        helper.make_node("MatMul", ["x", "w"], ["m"]), helper.make_node("Add", ["b", "m"], ["a"]),
        helper.make_node("Identity", ["a"], ["z"]), SOFTMAX,
        w=WEIGHT, b=BIAS,
    ),
    "gemm": network(helper.make_node("Gemm", ["x", "w", "b"], ["z"]), SOFTMAX, w=WEIGHT, b=BIAS),
    "gemm, transposed": network(
        helper.make_node("Gemm", ["x", "w", "b"], ["z"], transB=1), SOFTMAX,
        w=np.ascontiguousarray(WEIGHT.T), b=BIAS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("model", ENDINGS.values(), ids=ENDINGS)
def test_the_classes_kept_have_their_probabilities_renormalised(model):
    assert can_cut(model)
    whole, cut = answer(model), answer(keep_classes(model, (0, 3, 1)))
    assert cut == pytest.approx(whole[:, [0, 3, 1]] / whole[:, [0, 3, 1]].sum(axis=1, keepdims=True), abs=1e-6)


@pytest.mark.parametrize("classes", [(), (5,), (-1,)])
def test_classes_that_a_network_lacks_are_refused(classes):
    with pytest.raises(ModelError, match="has 5 classes"):
        keep_classes(ENDINGS["matmul"], classes)


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (b"no network", "no ONNX network"),
        (network(helper.make_node("MatMul", ["x", "w"], ["y"]), w=WEIGHT), "does not end with a softmax"),
        (network(helper.make_node("Relu", ["x"], ["z"]), SOFTMAX), "no linear layer"),
        (network(helper.make_node("Add", ["x", "x"], ["z"]), SOFTMAX), "has 0 constants"),
    ],
)
def test_what_is_built_otherwise_is_said(model, reason):
    assert not can_cut(model)
    with pytest.raises(ModelError, match=reason):
        keep_classes(model, (0, 1))


def test_the_shipped_recogniser_can_be_cut_and_keeps_its_dictionary():
    assert can_cut(locate(RECOGNIZER).read_bytes())
    classes = (0, 7, 5, 18709)
    whole, cut = open_session(RECOGNIZER, threads=1), open_session(RECOGNIZER, threads=1, classes=classes)
    assert cut.output_shape[-1] == 4 and cut.metadata == whole.metadata
    batch = np.linspace(-1, 1, 3 * 48 * 64, dtype=np.float32).reshape(1, 3, 48, 64)
    kept = whole.run(batch)[..., classes]
    assert cut.run(batch) == pytest.approx(kept / kept.sum(axis=-1, keepdims=True), abs=1e-4)

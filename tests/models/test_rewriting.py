"""The rewritten detector answers as the shipped one does."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from docfields.models.rewriting import rewrite_detector
from docfields.models.weights import DETECTOR, locate

ROUNDING = 1e-5  # the order in which float32 products are added; probabilities lie between 0 and 1


def answer(model: bytes, picture: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    [output] = session.run(None, {session.get_inputs()[0].name: picture})
    return output


@pytest.mark.parametrize(("height", "width"), [(32, 32), (96, 160), (224, 64)])
def test_the_map_of_probabilities_stays_the_same(height: int, width: int) -> None:
    shipped = locate(DETECTOR).read_bytes()
    picture = np.random.default_rng(height).normal(size=(1, 3, height, width)).astype(np.float32)

    changed = answer(rewrite_detector(shipped), picture)

    assert changed.shape == (1, 1, height, width)
    np.testing.assert_allclose(changed, answer(shipped, picture), atol=ROUNDING)


def test_no_transposed_convolution_and_no_stem_of_odd_channels_is_left() -> None:
    rewritten = onnx.load_model_from_string(rewrite_detector(locate(DETECTOR).read_bytes()))

    sizes = {tensor.name: tensor.dims for tensor in rewritten.graph.initializer}
    stem = [node for node in rewritten.graph.node if node.op_type == "Conv"][:5]
    assert all(sizes[node.input[1]][0] % 16 == 0 for node in stem)
    assert "ConvTranspose" not in {node.op_type for node in rewritten.graph.node}


def test_another_network_is_refused() -> None:
    weight = numpy_helper.from_array(np.zeros((4, 3, 1, 1), np.float32), "weight")
    graph = helper.make_graph(
        [helper.make_node("Conv", ["x", "weight"], ["y"])],
        "another",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, 8, 8])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 4, 8, 8])],
        [weight],
    )

    with pytest.raises(ValueError, match="stem of two branches"):
        rewrite_detector(helper.make_model(graph).SerializeToString())

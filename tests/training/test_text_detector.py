"""The detector as a torch module answers as its ONNX file does."""

from __future__ import annotations

import numpy as np
import onnxruntime
import torch

from docfields.models.networks.text_detector import from_onnx
from docfields.models.weights import DETECTOR, locate


def test_the_shipped_weights_give_the_same_probabilities() -> None:
    path = locate(DETECTOR)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    pictures = np.random.default_rng(0).normal(size=(1, 3, 160, 224)).astype(np.float32)
    answer = session.run(None, {session.get_inputs()[0].name: pictures})[0]
    with torch.no_grad():
        np.testing.assert_allclose(from_onnx(path)(torch.from_numpy(pictures)), answer, atol=1e-5)

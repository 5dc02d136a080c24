"""All engines that are installed give the same text."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pytest

from docfields.models.engines.choice import Engine, installed_engines
from docfields.models.engines.openvino import OpenVinoNetwork, computes_in_bfloat16
from docfields.models.sessions import open_session
from docfields.models.weights import LINE_TURN, RECOGNIZER, locate
from docfields.ocr import OcrOptions, Reader

SAMPLES = Path(__file__).parents[3] / "sample_docs"
PICTURES = ("bank_card.jpg", "receipt_long.jpg")
EQUAL_LINES = 0.97
"""In bfloat16, of lines; in float32 all are equal."""


@pytest.fixture(params=installed_engines())
def engine(request: pytest.FixtureRequest) -> Literal["onnxruntime", "openvino"]:
    return "openvino" if request.param == "openvino" else "onnxruntime"


def lines_of(engine: Literal["onnxruntime", "openvino"]) -> Counter[str]:
    reader = Reader(OcrOptions(threads=1, engine=engine))
    pictures = [cv2.imread(str(SAMPLES / name)) for name in PICTURES]
    return Counter(line.text for picture in pictures for line in reader.read(np.asarray(picture, np.uint8)))


def test_openvino_reads_what_onnxruntime_reads() -> None:
    usual, other = lines_of("onnxruntime"), lines_of("openvino")
    equal = (usual & other).total() / max(usual.total(), other.total())
    assert equal >= EQUAL_LINES if computes_in_bfloat16() else usual == other


def test_metadata_and_shapes_are_those_of_the_file(engine: Literal["onnxruntime", "openvino"]) -> None:
    session, usual = (open_session(RECOGNIZER, threads=1, engine=name) for name in (engine, "onnxruntime"))
    assert session.metadata["character"] == usual.metadata["character"]
    assert session.input_shape[1:3] == (3, 48) and session.output_shape[-1] == usual.output_shape[-1]


def test_a_file_and_its_content_are_one_network(engine: Literal["onnxruntime", "openvino"]) -> None:
    path, batch = locate(LINE_TURN), np.linspace(-1, 1, 3 * 48 * 192, dtype=np.float32).reshape(1, 3, 48, 192)
    from_file, from_content = (Engine(engine).load(model, threads=1) for model in (path, path.read_bytes()))
    assert np.array_equal(from_file.run(batch), from_content.run(batch))


def test_openvino_gives_a_line_the_same_answer_in_any_company() -> None:
    network = OpenVinoNetwork(locate(RECOGNIZER), threads=1)
    batch = np.random.default_rng(1).standard_normal((6, 3, 48, 96)).astype(np.float32)
    alone = np.concatenate([network.run(row[np.newaxis]) for row in batch])
    assert np.array_equal(network.run(batch), alone)


def test_openvinos_telemetry_is_not_loaded() -> None:
    OpenVinoNetwork(locate(LINE_TURN), threads=1)
    assert "openvino_telemetry" not in sys.modules

"""What the tests beside the real package paddleocr share. They run in an environment of their own: make test-paddle."""

from __future__ import annotations

import pytest

from docfields import Extractor, Options
from docfields.models.weights import RECOGNIZER, locate
from docfields.ocr import OcrOptions


@pytest.fixture(scope="session")
def ours() -> Extractor:
    """With the weights that PaddleOCR has, too."""
    return Extractor(Options(ocr=OcrOptions(engine="onnxruntime", threads=1), rec_model=locate(RECOGNIZER)))


@pytest.fixture(scope="session")
def by_paddle() -> Extractor:
    return Extractor(Options(ocr=OcrOptions(engine="paddle", threads=1)))

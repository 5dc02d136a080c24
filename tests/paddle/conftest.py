"""What the tests beside the real package paddleocr share. They run in an environment of their own: make test-paddle."""

from __future__ import annotations

import pytest

from docfields import Extractor, Options
from docfields.ocr import OcrOptions


@pytest.fixture(scope="session")
def ours() -> Extractor:
    return Extractor(Options(ocr=OcrOptions(engine="onnxruntime", threads=1)))


@pytest.fixture(scope="session")
def by_paddle() -> Extractor:
    return Extractor(Options(ocr=OcrOptions(engine="paddle", threads=1)))

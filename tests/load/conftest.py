"""Small files made on the spot: pictures of every format and PDFs with known text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import PIL.Image
import pytest


@pytest.fixture(scope="session")
def picture() -> PIL.Image.Image:
    """128 x 96 pixels of coloured squares: no format compresses them to nothing."""
    squares = np.random.default_rng(7).integers(0, 255, (12, 16, 3), dtype=np.uint8)
    return PIL.Image.fromarray(np.kron(squares, np.ones((8, 8, 1), dtype=np.uint8)))


@pytest.fixture(scope="session")
def encode(picture: PIL.Image.Image) -> Callable[..., bytes]:
    """The picture, or another one, as a file's bytes."""

    def encode_as(format_: str, image: PIL.Image.Image | None = None, **options: Any) -> bytes:
        stream = BytesIO()
        (image or picture).save(stream, format_, **options)
        return stream.getvalue()

    return encode_as


@pytest.fixture(scope="session")
def invoice_pdf() -> bytes:
    """Two pages of invented text, 22 lines each."""
    pymupdf = pytest.importorskip("pymupdf")
    document = pymupdf.open()
    for number in (1, 2):
        page = document.new_page(width=400, height=600)
        for row in range(22):
            page.insert_text((40, 60 + 20 * row), f"Page {number} article {row} of Nordlicht Beispiel", fontsize=10)
    return bytes(document.tobytes(deflate=True))

"""Pages of a PDF as pictures, without the limits that reading a stranger's file needs."""

from __future__ import annotations

import numpy as np

from docfields.document import Image


def render_pdf(content: bytes, dpi: int, *, most: int | None = None) -> tuple[Image, ...]:
    """(H, W, 3) uint8 BGR for each page, or for the first `most`."""
    import pymupdf

    images = []
    with pymupdf.open(stream=content, filetype="pdf") as document:
        for page in document.pages(stop=most):
            pixels = page.get_pixmap(dpi=dpi, alpha=False)
            rgb = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)
            images.append(np.ascontiguousarray(rgb[:, :, ::-1]))
    return tuple(images)

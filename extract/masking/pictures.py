"""Masked copies of pictures: pixels painted over, nothing but pixels written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from ..document import Image, Page, Quad
from .places import Place

PADDING_SHARE = 0.15
"""How far a mask reaches beyond its quad, as a share of the quad's height: strokes end outside boxes."""

PICTURE_FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".bmp": "BMP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
}
"""Formats that are kept; anything else is written as PNG (TIFF with several pages)."""

JPEG_QUALITY = 92


def paint(image: Image, quads: Iterable[Quad]) -> Image:
    """A copy of the picture with opaque black over the padded quads."""
    import cv2

    canvas: Image = image.copy()
    for quad in quads:
        cv2.fillPoly(canvas, [padded(quad)], (0, 0, 0))
    return canvas


def padded(quad: Quad) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """(4, 2) int32: the quad's corners moved outwards from its centre."""
    corners = quad.to_array()
    centre = corners.mean(axis=0)
    width, height = max(quad.width, 1.0), max(quad.height, 1.0)
    margin = PADDING_SHARE * min(width, height) + 1
    outwards = np.array([1 + 2 * margin / width, 1 + 2 * margin / height])
    corners = centre + (corners - centre) * outwards
    return np.asarray(np.round(corners), dtype=np.int32)


def write_picture(pages: Sequence[Page], places: Sequence[Place], target: Path) -> Path:
    """Paint and write the pages; only pixels travel, so no EXIF, thumbnail or comment remains.

    Returns the path written, whose suffix may differ from the target's.
    """
    from PIL import Image as PilImage

    painted = [
        paint(page.image, [place.quad for place in places if place.page == page.index])
        for page in pages
        if page.image is not None
    ]
    pictures = [PilImage.fromarray(np.ascontiguousarray(image[:, :, ::-1])) for image in painted]
    form = PICTURE_FORMATS.get(target.suffix.lower())
    if len(pictures) > 1:
        form, target = "TIFF", target.with_suffix(".tif")
    elif form is None:
        form, target = "PNG", target.with_suffix(".png")
    first, *others = pictures
    if form == "TIFF":
        first.save(target, form, save_all=True, append_images=others, compression="tiff_deflate")
    elif form == "JPEG":
        first.save(target, form, quality=JPEG_QUALITY)
    elif form == "WEBP":
        first.save(target, form, lossless=True)
    else:
        first.save(target, form)
    return target

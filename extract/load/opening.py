"""The door of the load stage: from any source to its pages."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from docfields.schemas.errors import OptionError

from ..document import Page
from .options import LoadOptions
from .pictures import check_pixels, decoding, page_of, picture_page, picture_pages
from .pixels import array_to_bgr, picture_to_bgr
from .sources import Source, identify, is_picture


def open_pages(source: Source, *, options: LoadOptions | None = None) -> Iterator[Page]:
    """The pages of a source, made one at a time and in order.

    A page is never left out: the first one that cannot be read raises a DocfieldsError with its
    number. A file stays open until the iterator ends or is closed. Which frames of a picture file
    are pages: see load.pictures. A PIL picture is one page, the frame at which it stands.
    """
    options = options or LoadOptions()
    if isinstance(source, np.ndarray) or is_picture(source):
        yield _memory_page(source, options)
        return
    content = identify(source, options)
    if content.format == "pdf":
        from .pdf import pdf_pages

        yield from pdf_pages(content, options)
    else:
        yield from picture_pages(content, options)


def render(
    source: Source, page_index: int = 0, *, options: LoadOptions | None = None, dpi: float | None = None
) -> Page:
    """The picture of one page, also of a PDF page with text: for reports, masking, notebooks.

    page_index: counts from 0. dpi: of a PDF page; by default that of open_pages. max_side bounds both.
    """
    options = options or LoadOptions()
    if dpi is not None and not dpi > 0:
        raise OptionError("dpi must be positive.", remedy="Leave it out for the default.")
    if isinstance(source, np.ndarray) or is_picture(source):
        if page_index != 0:
            raise OptionError(f"there is no page {page_index + 1} of 1.")
        return _memory_page(source, options)
    content = identify(source, options)
    if content.format == "pdf":
        from .pdf import pdf_picture

        return pdf_picture(content, page_index, options, dpi)
    return picture_page(content, page_index, options)


def _memory_page(source: Source, options: LoadOptions) -> Page:
    """The page of an array or a PIL picture."""
    import PIL.Image

    if isinstance(source, PIL.Image.Image):
        check_pixels(source.width, source.height, "<image>", 0, options)
        with decoding("<image>", 0):
            return page_of(picture_to_bgr(source, source="<image>", page=0), 0)
    if isinstance(source, np.ndarray):
        if source.ndim >= 2:
            check_pixels(source.shape[1], source.shape[0], "<array>", 0, options)
        return page_of(array_to_bgr(source), 0)
    raise TypeError("neither an array nor a PIL picture")

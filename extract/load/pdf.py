"""PDF files through PyMuPDF: the text layer where it can be trusted, a picture of the page elsewhere.

The only module of load that imports pymupdf (a second, and AGPL), and only once a PDF comes.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.errors import Damaged, DocfieldsError, Encrypted, NoPages, OptionError, TooLarge

from ..document import Image, Page, Transform
from .layer_quality import SCANNED, Box, Marks, image_share, usable_words
from .options import LoadOptions
from .pictures import check_pixels, is_cut_off
from .sources import Content
from .text_layer import LayerWord, lines_of, words_of

POINTS_PER_INCH = 72.0

TEXT_PIXELS = 30.0
"""Height of a font size aimed at in a rendered page."""

DPI = (200.0, 300.0)
"""Least and most resolution of a page whose text is drawn; 200 makes 28 pixels of a 10 point font."""

SCAN_DPI = (100.0, 400.0)
"""A scan between these is rendered pixel for pixel; outside, the PDF has not given it its sheet's size."""

SMALL_SIDE = 1_000.0
"""Pixels on the longest side that even a page of a bank card's size gets."""

MAIN_IMAGE = 0.3
"""An image that covers this share of a page tells the resolution of its text."""

SCAN_IMAGES = 8
"""A scanned page has one to three images, sometimes a few strips; more are a whole document's decoration."""

LARGE_SCAN_SIDE = 1_500
"""Pixels of a side from which an image is taken as it is, whatever paper size the PDF claims: phone photos
become pages of one point a pixel."""

TAIL_BYTES = 2_048
"""A whole PDF ends with %%EOF and little after it."""

LOST = (
    "cannot load content stream",
    "cannot load object",
    "ignoring broken object",
    "library error: zlib error",
    "library error: jpeg error",
    "library error: lcms error",
    "premature end of data",
    "read error; treating as end of file",
    "unknown filter name",
    "page tree load failed",
)
"""What MuPDF reports where it goes on without a part of the page."""

DOUBTFUL = "incorrect data check"
GARBLED = ("syntax error", "invalid character in hex string")
"""Some programs write wrong check sums, which does no harm; with senseless content it is damage."""

PDF_LOCK = threading.RLock()
"""MuPDF serves one thread at a time; masking, which uses it too, takes the same lock."""


@contextmanager
def pymupdf_alone() -> Iterator[Any]:
    """PyMuPDF for one thread at a time, its messages kept for us instead of printed."""
    with PDF_LOCK:
        import pymupdf

        tools: Any = pymupdf.TOOLS
        errors, warnings = tools.mupdf_display_errors(), tools.mupdf_display_warnings()
        tools.mupdf_display_errors(False)
        tools.mupdf_display_warnings(False)
        tools.reset_mupdf_warnings()
        try:
            yield pymupdf
        finally:
            tools.mupdf_display_errors(errors)
            tools.mupdf_display_warnings(warnings)


def pdf_pages(content: Content, options: LoadOptions) -> Iterator[Page]:
    """The pages of a PDF, one at a time: lines without a picture, or a picture without lines."""
    with _open(content, options) as document:
        for index in range(_page_count(document, content.name, options)):
            yield _read(document, index, content.name, options)


def pdf_picture(content: Content, index: int, options: LoadOptions, dpi: float | None) -> Page:
    """The picture of one page, whether it has text or not."""
    with _open(content, options) as document:
        count = _page_count(document, content.name, options)
        if not 0 <= index < count:
            raise OptionError(f"there is no page {index + 1} of {count}.", source=content.name)
        with _reading(content.name, index) as pymupdf:
            page = document.load_page(index)
            marks = _marks(page)
            scale = dpi / POINTS_PER_INCH if dpi else _scale(page, marks, _words(pymupdf, page))
            return _rendered(pymupdf, page, index, content.name, scale, options)


@contextmanager
def _open(content: Content, options: LoadOptions) -> Iterator[Any]:
    """The open document; a path is read piece by piece, never as a whole."""
    with _reading(content.name, None) as pymupdf:
        if isinstance(content.origin, bytes):
            document = pymupdf.open(stream=content.origin, filetype="pdf")
        else:
            document = pymupdf.open(content.origin, filetype="pdf")
    try:
        _unlock(document, content.name, options)
        if document.is_repaired and not _has_end(content):
            raise Damaged(
                "the PDF is cut off.",
                source=content.name,
                remedy="Copy or download it again; pages or parts of pages are missing.",
            )
        yield document
    finally:
        with PDF_LOCK:
            document.close()


def _unlock(document: Any, source: str, options: LoadOptions) -> None:
    with _reading(source, None):
        if not document.needs_pass:
            return
        if options.password is None:
            raise Encrypted(
                "the PDF needs a password.",
                source=source,
                remedy="Give it: LoadOptions(password=...), or --password on the command line.",
            )
        if not document.authenticate(options.password):
            raise Encrypted("the password is wrong.", source=source, remedy="Check it; case matters.")


def _has_end(content: Content) -> bool:
    if isinstance(content.origin, bytes):
        return b"%%EOF" in content.origin[-TAIL_BYTES:]
    return b"%%EOF" in _tail(content.origin)


def _tail(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(max(path.stat().st_size - TAIL_BYTES, 0))
        return stream.read()


def _page_count(document: Any, source: str, options: LoadOptions) -> int:
    try:
        with PDF_LOCK:
            count = int(document.page_count)
    except Exception:
        # MuPDF refuses page trees that run in circles or claim more pages than the file has objects.
        count = 0
    if count < 1:
        raise NoPages(
            "the PDF has no page that can be reached.",
            source=source,
            remedy="Export it again from the program that made it.",
        )
    if count > options.max_pages:
        raise TooLarge(
            f"{count:,} pages are over the limit of {options.max_pages:,}.",
            source=source,
            remedy="Raise max_pages, or split the file.",
        )
    return count


@contextmanager
def _reading(source: str, page: int | None) -> Iterator[Any]:
    """PyMuPDF, its many exceptions as ours, and what it lost in silence as an error."""
    with pymupdf_alone() as pymupdf:
        try:
            yield pymupdf
        except DocfieldsError:
            raise
        except Exception as error:
            # RuntimeError, ValueError, mupdf.FzError..., and whatever its Python layer trips over.
            raise _damaged(source, page) from error
        if page is not None and _lost_something(pymupdf.TOOLS.mupdf_warnings()):
            raise _damaged(source, page)


def _damaged(source: str, page: int | None) -> Damaged:
    return Damaged(
        "the PDF is damaged." if page is None else "a part of this page is damaged.",
        source=source,
        page=page,
        remedy="Copy or download it again, or save it anew in a program that still shows it.",
    )


def _lost_something(messages: str) -> bool:
    if any(message in messages for message in LOST):
        return True
    return DOUBTFUL in messages and any(message in messages for message in GARBLED)


def _read(document: Any, index: int, source: str, options: LoadOptions) -> Page:
    """One page, by its text layer where that can be trusted."""
    with _reading(source, index) as pymupdf:
        page = document.load_page(index)
        words = _words(pymupdf, page)
        marks = _marks(page)
        used = usable_words(words, marks) if options.text_layer else None
        if used is None:
            return _rendered(pymupdf, page, index, source, _scale(page, marks, words), options)
        width, height = _size(page)
        return Page(
            index=index,
            width=width,
            height=height,
            image=None,
            lines=lines_of(used),
            source_size=(width, height),
        )


def _size(page: Any) -> tuple[float, float]:
    """Points as displayed."""
    width, height = float(page.rect.width), float(page.rect.height)
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise ValueError("a page without an area")
    return width, height


def _words(pymupdf: Any, page: Any) -> tuple[LayerWord, ...]:
    # Neither ligatures nor codes of unknown characters: those become U+FFFD, by which a broken font is known.
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
    return words_of(page.get_text("rawdict", flags=flags), _matrix(page.rotation_matrix))


def _marks(page: Any) -> Marks:
    """What is painted: from MuPDF's log of boxes, which decodes no image."""
    width, height = _size(page)
    images: list[Box] = []
    shapes: list[Box] = []
    for kind, box in page.get_bboxlog():
        if kind in ("fill-image", "fill-imgmask"):
            images.append(_displayed(box, page))
        elif kind in ("fill-path", "stroke-path"):
            shapes.append(_displayed(box, page))
    return Marks(width, height, tuple(images), tuple(shapes))


def _displayed(box: Box, page: Any) -> Box:
    matrix = _matrix(page.rotation_matrix)
    corners = np.array([box[:2], box[2:]]) @ matrix[:2, :2].T + matrix[:2, 2]
    (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return left, top, right, bottom


def _matrix(matrix: Any) -> NDArray[np.float64]:
    """(3, 3) on (x, y, 1) of a pymupdf.Matrix."""
    a, b, c, d, e, f = matrix
    return np.array([[a, c, e], [b, d, f], [0.0, 0.0, 1.0]])


def _scale(page: Any, marks: Marks, words: tuple[LayerWord, ...]) -> float:
    """Pixels a point at which the page's text can be read."""
    if image_share(marks) >= SCANNED:
        own = _image_scale(page, marks)
        if own is not None:
            return own
    size = median(word.size for word in words) if words else POINTS_PER_INCH * TEXT_PIXELS / DPI[0]
    dpi = min(max(POINTS_PER_INCH * TEXT_PIXELS / max(size, 1.0), DPI[0]), DPI[1])
    smallest = SMALL_SIDE / max(marks.width, marks.height)
    return max(dpi / POINTS_PER_INCH, min(smallest, SCAN_DPI[1] / POINTS_PER_INCH))


def _image_scale(page: Any, marks: Marks) -> float | None:
    """Pixels a point of the page's finest main image, if that is a resolution to read at."""
    scales = []
    longest = 0
    for image in page.get_image_info():
        a, b, c, d, _, _ = image["transform"]
        across, down = math.hypot(a, b), math.hypot(c, d)
        if across * down >= MAIN_IMAGE * marks.width * marks.height:
            scales.append(max(image["width"] / across, image["height"] / down))
            longest = max(longest, image["width"], image["height"])
    if not scales:
        return None
    scale = max(scales)
    lowest, highest = (dpi / POINTS_PER_INCH for dpi in SCAN_DPI)
    if scale > highest:
        return highest
    return scale if scale >= lowest or longest >= LARGE_SCAN_SIDE else None


def _rendered(pymupdf: Any, page: Any, index: int, source: str, scale: float, options: LoadOptions) -> Page:
    """scale: pixels a point wanted; less where the page would be longer than max_side."""
    width, height = _size(page)
    _check_images(page, index, source, options)
    scale = min(scale, (options.max_side - 1) / max(width, height))  # boxes are rounded outwards by a pixel
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    image = _pixels(pixmap)
    # What MuPDF decoded stays in its store, which several documents would fill.
    pymupdf.TOOLS.store_shrink(100)
    rows, columns = image.shape[:2]
    return Page(
        index=index,
        width=float(columns),
        height=float(rows),
        image=image,
        to_source=Transform.scaling(width / columns, height / rows),
        source_size=(width, height),
    )


def _check_images(page: Any, index: int, source: str, options: LoadOptions) -> None:
    """Refuse images that would fill the memory, and scans of which a part is missing.

    MuPDF says nothing of a JPEG that ends too early and paints gray instead.
    """
    images = page.get_images()
    for _, _, width, height, *_ in images:
        check_pixels(width, height, source, index, options)
    if len(images) > SCAN_IMAGES:
        return
    for image in images:
        if image[8] == "DCTDecode" and is_cut_off(page.parent.xref_stream_raw(image[0])):
            raise _damaged(source, index)


def _pixels(pixmap: Any) -> Image:
    if pixmap.width < 1 or pixmap.height < 1:
        raise ValueError("a page of no pixels")
    rows = np.frombuffer(pixmap.samples_mv, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
    rgb = rows[:, : pixmap.width * 3].reshape(pixmap.height, pixmap.width, 3)
    image: Image = np.ascontiguousarray(rgb[:, :, ::-1])
    image.flags.writeable = False
    return image

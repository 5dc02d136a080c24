"""Picture files: header and limits first, then the pixels of one page at a time.

A file is one page, but for TIFF, where each frame is one (reduced copies and masks, which the
standard's NewSubfileType marks, are none). Of an animated GIF, PNG or WebP the first frame is read,
of a HEIC with several pictures the primary one, of a phone's multi-picture JPEG the main one.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docfields.schemas.errors import Damaged, DocfieldsError, MissingExtra, OptionError, TooLarge

from ..document import Image, Page
from .options import LoadOptions
from .pixels import picture_to_bgr
from .sources import Content
from .tiff_messages import tiff_messages

if TYPE_CHECKING:
    import PIL.Image

NEW_SUBFILE_TYPE = 254
"""TIFF 6.0, page 36."""

NO_PAGE = 0b101
"""Bits of NewSubfileType: a reduced copy of another frame, a transparency mask."""

START_OF_SCAN = 0xDA
END_OF_IMAGE = b"\xff\xd9"
"""JPEG markers (ITU-T T.81, table B.1). Before the scan lies the thumbnail, which has its own end."""

PADDING = 16
"""Zero bytes at the end of a JPEG that no scan has."""

# Python prints what a library logs and nobody listens to; with a silent listener it does not.
logging.getLogger("PIL").addHandler(logging.NullHandler())

_WARNINGS_LOCK = threading.Lock()
"""Python's warning filters belong to the whole process: two threads that swap them would lose the user's."""


def picture_pages(content: Content, options: LoadOptions) -> Iterator[Page]:
    """The pages of a picture file, decoded one at a time."""
    with _open(content, options) as picture:
        frames = _frames(picture, content.name, options)
        for index in range(len(frames)):
            yield _decode(picture, frames, index, content.name, options)


def picture_page(content: Content, index: int, options: LoadOptions) -> Page:
    """One page of a picture file."""
    with _open(content, options) as picture:
        frames = _frames(picture, content.name, options)
        if not 0 <= index < len(frames):
            raise OptionError(f"there is no page {index + 1} of {len(frames)}.", source=content.name)
        return _decode(picture, frames, index, content.name, options)


def check_pixels(width: int, height: int, source: str, page: int | None, options: LoadOptions) -> None:
    """Refuse a picture that would fill the memory."""
    if width * height > options.max_pixels:
        raise TooLarge(
            f"{width:,} x {height:,} pixels are over the limit of {options.max_pixels:,}.",
            source=source,
            page=page,
            remedy="Scale it down, or raise max_pixels if you trust the file.",
        )


def page_of(image: Image, index: int) -> Page:
    """A page whose coordinates are those of the original."""
    height, width = image.shape[:2]
    return Page(
        index=index,
        width=float(width),
        height=float(height),
        image=image,
        source_size=(float(width), float(height)),
    )


@contextmanager
def decoding(source: str, page: int | None = None) -> Iterator[None]:
    """Pillow's many exceptions as ours, and its warnings kept from stderr."""
    with _WARNINGS_LOCK, warnings.catch_warnings(), tiff_messages() as messages:
        warnings.simplefilter("ignore")
        try:
            yield
            if messages.lost:
                raise OSError(f"libtiff: {messages.lost[0]}")
        except DocfieldsError:
            raise
        except Exception as error:
            # Damaged headers raise OSError, SyntaxError, struct.error, KeyError, OverflowError ... by format.
            if isinstance(error, MemoryError) or type(error).__name__ == "DecompressionBombError":
                raise TooLarge(
                    "the picture is too large to be decoded.",
                    source=source,
                    page=page,
                    remedy="Scale it down.",
                ) from error
            raise Damaged(
                "the picture is cut off or damaged.",
                source=source,
                page=page,
                remedy="Copy or download it again, or save it anew in a program that still shows it.",
            ) from error


@contextmanager
def _open(content: Content, options: LoadOptions) -> Iterator[PIL.Image.Image]:
    """The picture, its header read and its size allowed; no pixel is decoded yet."""
    stored = content.read()
    with decoding(content.name):
        if content.format == "jpeg" and is_padded(stored):
            raise OSError("a cut-off JPEG filled up with zeros")
        picture = _header(BytesIO(stored), content)
    try:
        check_pixels(picture.width, picture.height, content.name, 0, options)
        yield picture
    finally:
        picture.close()


def _header(stream: BytesIO, content: Content) -> PIL.Image.Image:
    """Pillow's reader of exactly this format.

    Not PIL.Image.open: that would try other formats and test the size against a setting of the
    whole process, where ours is an option.
    """
    match content.format:
        case "png":
            from PIL.PngImagePlugin import PngImageFile

            return PngImageFile(stream)
        case "jpeg":
            from PIL.JpegImagePlugin import JpegImageFile

            return JpegImageFile(stream)
        case "webp":
            from PIL.WebPImagePlugin import WebPImageFile

            return WebPImageFile(stream)
        case "tiff":
            from PIL.TiffImagePlugin import TiffImageFile

            return TiffImageFile(stream)
        case "bmp":
            from PIL.BmpImagePlugin import BmpImageFile

            return BmpImageFile(stream)
        case "gif":
            from PIL.GifImagePlugin import GifImageFile

            return GifImageFile(stream)
        case "heif":
            return _heif_header(stream, content.name)
        case "pdf":
            raise ValueError("a PDF is no picture")


def is_padded(jpeg: bytes) -> bool:
    """Whether zeros stand where a JPEG should go on and end.

    Broken-off downloads and full disks leave such files. Pillow only notices data that end too early;
    libjpeg shows gray for what is missing.
    """
    return not jpeg[-PADDING:].strip(b"\0") and not _has_jpeg_end(jpeg)


def is_cut_off(jpeg: bytes) -> bool:
    """Whether a JPEG lacks a part of its picture; it is decoded only where its end mark is missing."""
    if _has_jpeg_end(jpeg):
        return False
    try:
        list(picture_pages(Content("", "jpeg", jpeg), LoadOptions()))
    except Damaged:
        return True
    return False


def _has_jpeg_end(jpeg: bytes) -> bool:
    """Whether an end mark follows the scan; a thumbnail before the scan has one of its own."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != START_OF_SCAN:
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return jpeg.find(END_OF_IMAGE, at) >= 0


def _heif_header(stream: BytesIO, source: str) -> PIL.Image.Image:
    try:
        from pillow_heif import as_plugin
    except ImportError as error:
        raise MissingExtra(
            "HEIC pictures need the package pillow-heif.",
            source=source,
            remedy='Install it: pip install "docfields[heic]"',
        ) from error
    reader: Any = as_plugin.HeifImageFile
    picture: PIL.Image.Image = reader(stream)
    return picture


def _frames(picture: PIL.Image.Image, source: str, options: LoadOptions) -> tuple[int, ...]:
    """The frames that are pages; frame 0 always is one."""
    if picture.format != "TIFF":
        return (0,)
    pages = []
    with decoding(source):
        count: int = getattr(picture, "n_frames", 1)
        if count > options.max_pages:
            raise TooLarge(
                f"{count:,} pages are over the limit of {options.max_pages:,}.",
                source=source,
                remedy="Raise max_pages, or split the file.",
            )
        for frame in range(count):
            picture.seek(frame)
            tags = getattr(picture, "tag_v2", {})
            if frame == 0 or not int(tags.get(NEW_SUBFILE_TYPE, 0)) & NO_PAGE:
                pages.append(frame)
    return tuple(pages)


def _decode(picture: PIL.Image.Image, frames: tuple[int, ...], index: int, source: str, options: LoadOptions) -> Page:
    with decoding(source, index):
        if len(frames) > 1 or picture.format == "TIFF":
            picture.seek(frames[index])
        check_pixels(picture.width, picture.height, source, index, options)
        return page_of(picture_to_bgr(picture, source=source, page=index), index)

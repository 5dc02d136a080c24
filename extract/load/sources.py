"""What may be given as a source, what it is called, and which format its bytes have."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.errors import EmptyFile, NotFound, TooLarge, UnknownFormat, Unreadable

from .options import LoadOptions

if TYPE_CHECKING:
    import PIL.Image

Source: TypeAlias = "str | os.PathLike[str] | bytes | NDArray[Any] | PIL.Image.Image"
"""A path, a file's bytes, a BGR array (H, W), (H, W, 1|3|4) of uint8, uint16 or bool, or a PIL picture."""

Format = Literal["pdf", "png", "jpeg", "webp", "tiff", "heif", "bmp", "gif"]

READABLE = "PDF, PNG, JPEG, WebP, TIFF, HEIC, BMP and GIF"

HEAD_BYTES = 1_024
"""Acrobat and MuPDF accept a PDF header anywhere in the first 1,024 bytes (PDF 1.7, appendix H, note 13)."""

HEIF_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
"""Brands of ISO 23008-12 for HEVC pictures and the general ones; not AVIF."""


@dataclass(frozen=True, slots=True)
class Content:
    """One file whose format is known. origin: where its bytes lie, or the bytes themselves."""

    name: str
    format: Format
    origin: Path | bytes

    def read(self) -> bytes:
        """The whole file in memory."""
        if isinstance(self.origin, bytes):
            return self.origin
        try:
            return self.origin.read_bytes()
        except OSError as error:
            raise _refusal(self.name, error) from error


def source_name(source: object) -> str:
    """How errors and extractions call it: the path as given, "<bytes>", "<array>" or "<image>"."""
    if isinstance(source, str | os.PathLike):
        # A file name that is no UTF-8 holds lone surrogates, which JSON and terminals refuse.
        return os.fsencode(source).decode("utf-8", "replace")
    if isinstance(source, bytes | bytearray | memoryview):
        return "<bytes>"
    if isinstance(source, np.ndarray):
        return "<array>"
    return "<image>" if is_picture(source) else f"<{type(source).__name__}>"


def is_picture(source: object) -> bool:
    """Whether it is a PIL picture."""
    import PIL.Image

    return isinstance(source, PIL.Image.Image)


def is_pdf(source: object) -> bool:
    """Whether the bytes are a PDF's. Raises as open_pages does for a source that cannot be read."""
    return file_format(source, LoadOptions()) == "pdf"


def file_format(source: object, options: LoadOptions) -> Format | None:
    """What the bytes are, None for arrays and PIL pictures. Raises as open_pages does."""
    if isinstance(source, np.ndarray) or is_picture(source):
        return None
    return identify(source, options).format


def identify(source: object, options: LoadOptions) -> Content:
    """The file behind a path or bytes, its format decided by the bytes and never by the name."""
    name = source_name(source)
    if isinstance(source, str | os.PathLike):
        origin: Path | bytes = Path(source)
        size, head = _head(Path(source), name)
    elif isinstance(source, bytes | bytearray | memoryview):
        origin = bytes(source)
        size, head = len(origin), origin[:HEAD_BYTES]
    else:
        raise UnknownFormat(
            f"{type(source).__name__} is no document.",
            source=name,
            remedy="Give a path, bytes, a numpy array or a PIL picture.",
        )
    if size == 0:
        raise EmptyFile("the file is empty.", source=name, remedy="Copy or download it again; nothing can be read.")
    if size > options.max_bytes:
        raise TooLarge(
            f"{size:,} bytes are over the limit of {options.max_bytes:,}.",
            source=name,
            remedy="Raise max_bytes if you trust the file.",
        )
    found = format_of(head)
    if found is None:
        raise UnknownFormat(
            "the bytes are neither a PDF nor a known picture.",
            source=name,
            remedy=f"{READABLE} can be read, whatever the file's name: convert it to one of them.",
        )
    return Content(name, found, origin)


def format_of(head: bytes) -> Format | None:
    """The format that the first bytes announce; None for an unknown one."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "tiff"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and _brands(head) & HEIF_BRANDS and b"avif" not in _brands(head):
        return "heif"
    if b"%PDF-" in head[:HEAD_BYTES]:
        return "pdf"
    # Two letters are weak evidence, so the reserved words of the header must be zero as well.
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "bmp"
    return None


def _brands(head: bytes) -> set[bytes]:
    """Major and compatible brands of an ISO base media file."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12]} | {head[at : at + 4] for at in range(16, end, 4)}


def _head(path: Path, name: str) -> tuple[int, bytes]:
    """The size of a regular file and its first bytes."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable("is a folder, not a document.", source=name, remedy="Walk it first: load.walk([folder]).")
        if not stat.S_ISREG(status.st_mode):
            # Opening a pipe or a device may wait for ever.
            raise Unreadable("is no regular file.", source=name, remedy="Read it and give the bytes.")
        with path.open("rb") as stream:
            return status.st_size, stream.read(HEAD_BYTES)
    except (OSError, ValueError) as error:
        raise _refusal(name, error, dangling=_is_link(path)) from error


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except (OSError, ValueError):
        return False


def _refusal(name: str, error: OSError | ValueError, *, dangling: bool = False) -> NotFound | Unreadable:
    """What the operating system's refusal means to the person who gave the path."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if dangling:
            return NotFound("the link points to a file that is not there.", source=name, remedy="Restore or remove it.")
        return NotFound("no such file.", source=name, remedy="Check the path.")
    if isinstance(error, ValueError):  # "embedded null byte"
        return NotFound("no file can have this name.", source=name, remedy="Check the path.")
    reason = error.strerror or type(error).__name__
    return Unreadable(f"cannot be read ({reason}).", source=name, remedy="Check its permissions.")

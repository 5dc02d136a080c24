"""libtiff's messages: kept from stderr, and counted where pixels are lost.

Pillow leaves libtiff's own handlers in place. They print to the process's stderr, and for fax
compressions the message is the only sign that lines of the page could not be decoded.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

DECODERS = b"Decode"
"""Decoders call themselves LZWDecode, ZIPDecode, Fax4Decode ...; other modules complain about tags."""

# TIFFErrorHandler: module, format, va_list. The list is not read; platforms pass it as one word or a pointer.
_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)


@dataclass(slots=True)
class TiffMessages:
    """lost: names of the decoders that gave up on a part of the picture."""

    lost: list[str] = field(default_factory=list)


@contextmanager
def tiff_messages() -> Iterator[TiffMessages]:
    """Collect the messages of Pillow's libtiff; for one thread at a time.

    Where Pillow was built with libtiff inside itself nothing is collected, and messages are printed.
    """
    messages = TiffMessages()
    library = _libtiff()
    if library is None:
        yield messages
        return

    def on_error(module: bytes | None, format_: bytes | None, arguments: int | None) -> None:
        if module and DECODERS in module:
            messages.lost.append(module.decode("ascii", "replace"))

    handler = _HANDLER(on_error)
    error_before = library.TIFFSetErrorHandler(ctypes.cast(handler, ctypes.c_void_p))
    warning_before = library.TIFFSetWarningHandler(None)
    try:
        yield messages
    finally:
        library.TIFFSetErrorHandler(error_before)
        library.TIFFSetWarningHandler(warning_before)


@cache
def _libtiff() -> Any:
    """The libtiff that Pillow is linked with; None if its symbols cannot be seen."""
    import PIL._imaging

    try:
        library = ctypes.CDLL(PIL._imaging.__file__)
        setters = (library.TIFFSetErrorHandler, library.TIFFSetWarningHandler)
    except (AttributeError, OSError, TypeError):
        return None
    for setter in setters:
        setter.argtypes = (ctypes.c_void_p,)
        setter.restype = ctypes.c_void_p
    return library

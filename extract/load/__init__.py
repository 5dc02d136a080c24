"""From files, bytes, arrays and PIL pictures to pages, one at a time, with limits kept before decoding."""

from .folders import Walk, sources_of, walk
from .opening import open_pages, render
from .options import LoadOptions
from .sources import Format, Source, file_format, is_pdf, source_name

__all__ = [
    "Format",
    "LoadOptions",
    "Source",
    "Walk",
    "file_format",
    "is_pdf",
    "open_pages",
    "render",
    "source_name",
    "sources_of",
    "walk",
]

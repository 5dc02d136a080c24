"""From files, bytes, arrays and PIL pictures to pages, one at a time, with limits kept before decoding."""

from .folders import Walk, walk
from .opening import open_pages, render
from .options import LoadOptions
from .sources import Source, is_pdf, source_name

__all__ = ["LoadOptions", "Source", "Walk", "is_pdf", "open_pages", "render", "source_name", "walk"]

"""Reads text from pictures: detection, crops, recognition with a lattice, words, reading order."""

from .choose import better
from .detect import DetectOptions
from .options import CallOptions, OcrOptions, for_call
from .order import sort_lines
from .reader import PictureText, Reader
from .readers import PageReader, open_reader
from .words import character_quads

__all__ = [
    "CallOptions",
    "DetectOptions",
    "OcrOptions",
    "PageReader",
    "PictureText",
    "Reader",
    "better",
    "character_quads",
    "for_call",
    "open_reader",
    "sort_lines",
]

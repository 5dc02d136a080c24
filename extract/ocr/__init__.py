"""Reads text from pictures: detection, crops, recognition with a lattice, words, reading order."""

from .options import CallOptions, OcrOptions, for_call
from .order import sort_lines
from .reader import PictureText, Reader

__all__ = ["CallOptions", "OcrOptions", "PictureText", "Reader", "for_call", "sort_lines"]

"""Reads text from pictures: detection, crops, recognition with a lattice, words, reading order."""

from .reader import OcrOptions, PictureText, Reader

__all__ = ["OcrOptions", "PictureText", "Reader"]

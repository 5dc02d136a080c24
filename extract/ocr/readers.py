"""The readers of pictures: ours, and PaddleOCR's behind the same door."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ..document import Image, Line
from .detect import Box
from .options import OcrOptions
from .reader import PictureText, Reader


class PageReader(Protocol):
    """Reads pictures: in one call, or in two halves, so that one picture's first may run beside another's second.

    The boxes of `detect` are for the same reader's `recognize` alone.
    """

    @property
    def weights(self) -> tuple[str, ...]:
        """SHA-256 of the networks' files."""
        ...

    def read(self, image: Image) -> tuple[Line, ...]: ...

    def read_detailed(self, image: Image, options: OcrOptions | None = None) -> PictureText: ...

    def sized(self, image: Image, options: OcrOptions | None = None) -> OcrOptions: ...

    def detect(self, image: Image, options: OcrOptions | None = None) -> list[Box]: ...

    def recognize(self, image: Image, boxes: Sequence[Box], options: OcrOptions | None = None) -> PictureText: ...


def open_reader(options: OcrOptions, *, rec_model: Path | None = None) -> PageReader:
    """The reader of the engine that the options name. Raises ModelError or OptionError."""
    if options.engine == "paddle":
        from .paddle_reader import PaddleReader

        return PaddleReader(options, rec_model=rec_model)
    return Reader(options, rec_model=rec_model)

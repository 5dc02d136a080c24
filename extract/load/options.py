"""Limits and choices of the load stage."""

from __future__ import annotations

from dataclasses import dataclass, field

from docfields.schemas.errors import OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """What is read, and what is refused before it is decoded.

    max_bytes: of one file. max_pixels: of one picture, or of one picture inside a PDF; 120 million
    takes the phones' 108-megapixel photos, and 360 MB once decoded. max_pages: of one file.
    max_side: longest side in pixels of a rendered PDF page; a larger page is rendered smaller.
    password: for encrypted PDFs. text_layer: False renders every page, whatever text it holds.
    """

    max_bytes: int = 1_000_000_000
    max_pixels: int = 120_000_000
    max_pages: int = 5_000
    max_side: int = 4_000
    password: str | None = field(default=None, repr=False)
    text_layer: bool = True

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_pixels", "max_pages", "max_side"):
            if getattr(self, name) < 1:
                raise OptionError(f"{name} must be 1 or more.", remedy="Leave it out for the default.")

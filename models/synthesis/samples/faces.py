"""The faces that sample documents are drawn with, and how wide their characters are."""

from __future__ import annotations

from functools import cache
from typing import Any

from docfields.models.synthesis import fonts

CHINESE = "chinese"
"""What the other faces lack is set in it."""

FACES = {
    "sans": "FiraSans-Regular",
    "sans-medium": "FiraSans-Medium",
    "sans-bold": "FiraSans-SemiBold",
    "square": "TitilliumWeb-Regular",
    "square-bold": "TitilliumWeb-SemiBold",
    "serif": "PTSerif-Regular",
    "serif-bold": "PTSerif-Bold",
    "narrow": "BarlowCondensed-Regular",
    "narrow-medium": "BarlowCondensed-Medium",
    "narrow-bold": "BarlowCondensed-SemiBold",
    "mono": "IBMPlexMono-Regular",
    "mono-medium": "IBMPlexMono-Medium",
    "mono-bold": "IBMPlexMono-Bold",
    "hand": "Zeyada",
    CHINESE: "DroidSansFallback",
}
"""Short names and the fonts' own."""


@cache
def load(name: str) -> Any:
    """A `pymupdf.Font`; raises ModelError where its package is missing or holds another file."""
    import pymupdf

    if name == CHINESE:
        return pymupdf.Font("cjk")
    return pymupdf.Font(fontbuffer=fonts.file_of(FACES[name]).read_bytes())


@cache
def has_glyph(name: str, character: str) -> bool:
    return bool(load(name).has_glyph(ord(character)))


@cache
def advance(name: str, character: str) -> float:
    """Width of a character in ems."""
    return float(load(name).glyph_advance(ord(character)))


def runs(text: str, name: str) -> tuple[tuple[str, str], ...]:
    """Splits a text into (characters, face): what the named face lacks is set in the Chinese one."""
    parts: list[tuple[str, str]] = []
    for character in text:
        face = name if has_glyph(name, character) else CHINESE
        if parts and parts[-1][1] == face:
            parts[-1] = (parts[-1][0] + character, face)
        else:
            parts.append((character, face))
    return tuple(parts)


def width(text: str, name: str, size: float) -> float:
    """Width of a text in points; no kerning, as it is drawn."""
    return size * sum(advance(face, character) for part, face in runs(text, name) for character in part)

"""The fonts of synthetic documents: from pinned packages only, so that a seed always gives the same page."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from docfields.schemas.errors import ModelError

CHINESE = "chinese"
"""PyMuPDF's own Droid Sans Fallback (Apache 2.0); every other name stands in fonts.toml."""

CHINESE_SHA256 = "ee38813ea00c3e32add4268fff7fff9e39417b4913cb13be2415164a47807cc2"

_REMEDY = "Install the pinned fonts: pip install 'docfields[synthesis]'."


@cache
def _listed() -> dict[str, dict[str, str]]:
    text = resources.files("docfields.models.synthesis").joinpath("fonts.toml").read_text(encoding="utf-8")
    fonts: dict[str, dict[str, str]] = tomllib.loads(text)
    return fonts


def names() -> tuple[str, ...]:
    """All fonts that can be drawn with."""
    return (*_listed(), CHINESE)


@cache
def load(name: str) -> Any:
    """A `pymupdf.Font`; raises ModelError where its package is missing or holds another file."""
    import pymupdf

    if name == CHINESE:
        font = pymupdf.Font("cjk")
        _check(name, font.buffer, CHINESE_SHA256)
        return font
    entry = _listed()[name]
    try:
        content = resources.files(entry["package"]).joinpath(entry["file"]).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise ModelError(f"font {name} ({entry['package']}) is missing", remedy=_REMEDY) from error
    _check(name, content, entry["sha256"])
    return pymupdf.Font(fontbuffer=content)


def _check(name: str, content: bytes, sha256: str) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(f"font {name} is not the file that fonts.toml lists", remedy=_REMEDY)


@cache
def has_glyph(name: str, character: str) -> bool:
    return bool(load(name).has_glyph(ord(character)))


@cache
def advance(name: str, character: str) -> float:
    """Width of a character in ems."""
    return float(load(name).glyph_advance(ord(character)))


def runs(text: str, name: str) -> tuple[tuple[str, str], ...]:
    """Splits a text into (characters, font): what the named font lacks is set in the Chinese one."""
    parts: list[tuple[str, str]] = []
    for character in text:
        font = name if has_glyph(name, character) else CHINESE
        if parts and parts[-1][1] == font:
            parts[-1] = (parts[-1][0] + character, font)
        else:
            parts.append((character, font))
    return tuple(parts)


def width(text: str, name: str, size: float) -> float:
    """Width of a text in points; no kerning, as it is drawn."""
    return size * sum(advance(font, character) for part, font in runs(text, name) for character in part)

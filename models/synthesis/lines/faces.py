"""Glyphs of the simulation's fonts at a few sizes, each drawn once; what a face cannot draw is known beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from docfields.models.synthesis import fonts

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Ink = NDArray[np.uint8]
"""(H, W): 0 where nothing is printed, 255 under full ink."""

SIZES = (28, 40, 56, 76)
"""Pixels of an em at which glyphs are drawn; lines are made smaller from there, so that no grid of a font's hints
shows."""

GRID_STYLES = ("mono", "typewriter", "dot_matrix", "ocr_a", "ocr_b")
"""Styles whose characters are all equally wide."""

SCRIPTS = (
    "Great Vibes", "Yellowtail", "Satisfy", "Dancing Script", "Lobster", "Pacifico", "Homemade Apple", "Marck Script",
    "Sacramento", "Allura", "Cedarville Cursive", "Alex Brush", "Parisienne",
    "Pinyon Script", "TeX Gyre Chorus", "Berkshire Swash",
)  # fmt: skip
"""Families whose capitals cannot be read side by side."""

_DRAWN_OTHERWISE = {
    "Cedarville Cursive": "&",
    "Covered By Your Grace": "&",
    "Glass TTY VT220": "×ÐÝÞðýþ÷",
    "GNUTypewriter": "()<>{}[]",
    "Lobster": "/",
    "OCR B": "ı",
    "OCRA": "¿·|",
    "OCRACondensed": "¿·|",
    "Permanent Marker": "&",
    "Pixelify Sans": "()",
    "Reenie Beanie": "&{}",
    "ShadowsIntoLight": "&",
    "Silkscreen": "&",
    "Titan One": "<>",
    "Zeyada": "&",
}
"""Characters in whose places families have another one, or one that looks like another; seen on sheets of them all."""

_TOO_WILD = ("Herr Von Muellerhoff", "Liu Jian Mao Cao", "Mr De Haviland", "Zhi Mang Xing")
"""Families for signatures and brush strokes, read by few people."""

_LATIN_1_ALONE = ("Steve",)
"""Families that have other signs in the places of letters beyond Latin-1."""

_FACES_KEPT = 256
_GLYPHS_KEPT = 400  # of a face: Chinese ones have thousands
_UNASSIGNED = ("\U0010fffe", "\ufffe")
"""No font has these: what is drawn for them is the box of a missing glyph."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """left, top: of the ink's upper left corner, from the pen to the right and from the baseline up, pixels."""

    ink: Ink
    left: int
    top: int
    advance: float

    @property
    def right(self) -> int:
        return self.left + int(self.ink.shape[1])


class Face(Protocol):
    """What lines are set in. em: pixels. ascent, descent: how far its ink reaches from the baseline, ems."""

    @property
    def em(self) -> int: ...
    @property
    def ascent(self) -> float: ...
    @property
    def descent(self) -> float: ...
    @property
    def grid(self) -> bool:
        """Whether all characters are equally wide."""
        ...

    def glyph(self, character: str) -> Glyph | None:
        """None where the face has none."""
        ...

    def kerning(self, left: str, right: str) -> float: ...


class Typeface:
    """A face of a family at one size. It remembers the glyphs that it has drawn."""

    def __init__(self, family: fonts.Family, weight: int, italic: bool, size: int) -> None:
        face = min(family.faces, key=lambda face: (face.italic != italic, abs(face.weight - weight)))
        self.em = size
        self.ascent = face.ascent
        self.descent = face.descent
        self.grid = family.style in GRID_STYLES
        self._font: FreeTypeFont = fonts.freetype(family.name, weight, size, italic=italic)
        self._lacks = frozenset(family.lacks + _DRAWN_OTHERWISE.get(family.name, ""))
        self._last = "\xff" if family.name in _LATIN_1_ALONE else "\U0010ffff"
        self._glyphs: dict[str, Glyph | None] = {}
        self._kernings: dict[str, float] = {}
        self._boxes = tuple(box.ink for box in map(self._drawn, _UNASSIGNED) if box)

    def glyph(self, character: str) -> Glyph | None:
        if character not in self._glyphs:
            if len(self._glyphs) >= _GLYPHS_KEPT:
                self._glyphs.clear()
            self._glyphs[character] = self._checked(character)
        return self._glyphs[character]

    def kerning(self, left: str, right: str) -> float:
        pair = left + right
        if pair not in self._kernings:
            font = self._font
            self._kernings[pair] = font.getlength(pair) - font.getlength(left) - font.getlength(right)
        return self._kernings[pair]

    def _checked(self, character: str) -> Glyph | None:
        if character in self._lacks or character > self._last or ("a" in self._lacks and character.islower()):
            return None
        if character == " ":
            return Glyph(np.zeros((0, 0), np.uint8), 0, 0, self._font.getlength(" "))
        glyph = self._drawn(character)
        if glyph is None or any(np.array_equal(glyph.ink, box) for box in self._boxes):
            return None
        return glyph

    def _drawn(self, character: str) -> Glyph | None:
        from PIL import Image, ImageDraw

        left, top, right, bottom = (int(edge) for edge in self._font.getbbox(character, anchor="ls"))
        if right <= left or bottom <= top:
            return None
        picture = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(picture).text((-left, -top), character, fill=255, font=self._font, anchor="ls")
        ink = np.asarray(picture)
        return Glyph(ink, left, -top, self._font.getlength(character)) if ink.any() else None


def typeface(family: fonts.Family, weight: int, size: int, *, italic: bool = False) -> Typeface:
    """The same object for the same face, while it is among the last ones used."""
    return _typeface(family, weight, italic, size, fonts.folder())


@lru_cache(_FACES_KEPT)
def _typeface(family: fonts.Family, weight: int, italic: bool, size: int, _: Path | None) -> Typeface:
    return Typeface(family, weight, italic, size)


def draws(face: Face, text: str) -> bool:
    """Whether a face has a glyph of its own for each character."""
    return all(face.glyph(character) is not None for character in text if not character.isspace())


def choose_family(rng: Random, styles: Sequence[str]) -> fonts.Family:
    """A family of one of the styles; styles without any family are passed over."""
    filled = [found for found in map(_legible, styles) if found]
    return rng.choice(rng.choice(filled))


def _legible(style: str) -> tuple[fonts.Family, ...]:
    return _legible_of(style, fonts.folder())


@lru_cache
def _legible_of(style: str, _: Path | None) -> tuple[fonts.Family, ...]:
    return tuple(family for family in fonts.families(style) if family.name not in _TOO_WILD)


def size_for(em: float) -> int:
    """The size to draw at for letters of `em` pixels: never smaller, where there is one."""
    return next((size for size in SIZES if size >= 1.2 * em), SIZES[-1])

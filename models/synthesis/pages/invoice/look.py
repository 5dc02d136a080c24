"""How one seller's invoices are printed: fonts, sizes, colours, paper. Where things stand is drawn by the blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis import fonts
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.logos import PALETTE, shade
from docfields.models.synthesis.pages.nodes import Stroke, Style
from docfields.models.synthesis.truth import Medium

Manner = Literal["plain", "designed", "erp", "letter", "typewriter", "dot_matrix", "sheet"]
"""What made the page: an office program, an invoicing service with a design, a firm's software for everything, a
letter writer, an old printer with letters of one width, the same on endless paper, or a viewer of structured data."""

PAPERS = {"a4": (595.28, 841.89), "us-letter": (612.0, 792.0)}
"""Width and height in points."""

_MANNERS: Mapping[Manner, float] = {
    "plain": 25, "designed": 20, "erp": 23, "letter": 12, "typewriter": 8, "dot_matrix": 4, "sheet": 8,
}  # fmt: skip

_STYLES: Mapping[Manner, Sequence[str]] = {
    "plain": ("sans", "sans", "sans", "sans", "serif", "condensed", "slab"),
    "designed": ("sans", "sans", "sans", "sans", "condensed", "serif", "slab"),
    "erp": ("sans", "sans", "sans", "condensed", "mono", "serif"),
    "letter": ("serif", "serif", "sans", "sans", "slab"),
    "typewriter": ("mono", "typewriter", "mono"),
    "dot_matrix": ("dot_matrix",),
    "sheet": ("sans", "sans", "mono", "serif"),
}

_SIZES: Mapping[Manner, tuple[float, float]] = {
    "plain": (8.5, 11.5), "designed": (7.5, 10), "erp": (7, 9), "letter": (9.5, 12), "typewriter": (8, 10.5),
    "dot_matrix": (9, 11), "sheet": (7, 9.5),
}  # fmt: skip

_INKS = ("#000000", "#000000", "#111111", "#222222", "#333333", "#1a1a2e", "#202a44", "#2b2b2b", "#404040")


@dataclass(frozen=True, slots=True)
class Print:
    """Fonts, sizes (points) and colours. display: the family of titles. gap: between blocks. air: between lines."""

    manner: Manner
    family: str
    display: str
    size: float
    small: float
    title_size: float
    ink: str
    muted: str
    accent: str
    second: str
    light: str
    line_color: str
    thickness: float
    gap: float
    air: float
    bold_labels: bool
    muted_labels: bool
    paper: tuple[float, float]
    margins: tuple[float, float, float, float]
    medium: Medium

    @property
    def mechanical(self) -> bool:
        """Whether all letters have one width and size, and there are no colours."""
        return self.manner in ("typewriter", "dot_matrix")

    @property
    def fallbacks(self) -> tuple[str, ...]:
        """Families for signs that the page's own lacks, such as that of the rupee."""
        return ("DejaVu Sans Mono" if self.mechanical else "Inter", fonts.CHINESE_FAMILY)

    @property
    def width(self) -> float:
        """Of what is printed on: without the margins."""
        return self.paper[0] - self.margins[1] - self.margins[3]

    @property
    def stroke(self) -> Stroke:
        return (self.thickness, self.line_color)

    @property
    def strong_stroke(self) -> Stroke:
        return (max(1.0, 2 * self.thickness), self.accent)

    @property
    def label_style(self) -> Style:
        """Of the words before a value."""
        style: dict[str, str] = {}
        if self.bold_labels:
            style["weight"] = "bold"
        if self.muted_labels:
            style["fill"] = self.muted
        return style

    @property
    def small_style(self) -> Style:
        return {"size": self.small}

    def heading(self, size: float | None = None) -> Style:
        """Of words above a block."""
        if self.mechanical:
            return {"weight": "bold"}
        return {"weight": "bold", "fill": self.accent, "size": size or self.size}


def draw_print(issuer: Random, where: Locale) -> Print:
    """The looks of a seller."""
    manner: Manner = issuer.choices(tuple(_MANNERS), tuple(_MANNERS.values()))[0]
    family = _family(issuer, issuer.choice(_STYLES[manner]))
    low, high = _SIZES[manner]
    size = round(issuer.uniform(low, high) * 2) / 2
    mechanical = manner in ("typewriter", "dot_matrix")
    colorful = {"plain": 0.45, "designed": 0.97, "erp": 0.35, "letter": 0.4, "sheet": 0.5}.get(manner, 0.0)
    ink = "#000000" if mechanical else issuer.choice(_INKS)
    accent = issuer.choice(PALETTE) if issuer.random() < colorful else ink
    muted = (
        "#444444"
        if mechanical
        else issuer.choice((shade(ink, 0.35), shade(ink, 0.45), "#666666", "#777777", "#555555"))
    )
    light = issuer.choice(
        (shade(accent, 0.88), shade(accent, 0.8), "#f0f0f0", "#e6e6e6", "#ececec", "#d9d9d9", "#f7f7f2")
    )
    display = (
        family
        if mechanical or issuer.random() < 0.65
        else _family(issuer, issuer.choice(("sans", "serif", "slab", "condensed", "display")))
    )
    return Print(
        manner=manner,
        family=family,
        display=display,
        size=size,
        small=size if mechanical else max(5.5, size - issuer.choice((1, 1.5, 2, 2.5))),
        title_size=size + 1 if mechanical else size * issuer.choice((1.2, 1.4, 1.6, 1.8, 2.2, 2.6, 3)),
        ink=ink,
        muted=muted,
        accent=accent,
        second=issuer.choice(PALETTE),
        light=light,
        line_color=ink if mechanical else issuer.choice((ink, "#000000", "#888888", "#aaaaaa", "#bbbbbb", accent)),
        thickness=issuer.choice((0.3, 0.5, 0.5, 0.7, 1, 1.2)),
        gap=size * issuer.uniform(*((0.8, 1.6) if manner in ("erp", "sheet", "dot_matrix") else (1.2, 3.2))),
        air=size * issuer.uniform(*((0.28, 0.5) if manner == "erp" else (0.35, 0.75))),
        bold_labels=not mechanical and issuer.random() < 0.4,
        muted_labels=not mechanical and issuer.random() < 0.3,
        paper=PAPERS[where.paper],
        margins=_margins(issuer, manner),
        medium="dot_matrix" if manner == "dot_matrix" else "paper",
    )


def _margins(issuer: Random, manner: Manner) -> tuple[float, float, float, float]:
    """Top, right, bottom and left, in points; the bottom is without the footer."""
    narrow = manner in ("erp", "dot_matrix", "sheet")
    left = issuer.uniform(*((22, 50) if narrow else (34, 74)))
    right = left if issuer.random() < 0.7 else issuer.uniform(*((22, 50) if narrow else (34, 66)))
    return issuer.uniform(24, 56), right, issuer.uniform(24, 44), left


def _family(issuer: Random, style: str) -> str:
    """Only families with every letter; a matrix printer's mostly look like a typewriter's."""
    if style == "dot_matrix":
        style = issuer.choice(("mono", "mono", "typewriter"))
    return issuer.choice([family.name for family in fonts.families(style) if not family.lacks])

"""How one issuer's forms look, and how somebody fills one in: fonts, sizes, lines, inks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis import fonts
from docfields.models.synthesis.fonts import CHINESE_FAMILY
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.invoice.look import PAPERS
from docfields.models.synthesis.pages.logos import PALETTE, shade
from docfields.models.synthesis.pages.nodes import Stroke, Style

Manner = Literal["office", "official", "typed", "sheet", "designed"]
"""Made with an office program, by an authority's printer, on a typewriter, as a spreadsheet, or by a designer."""

FieldStyle = Literal["lines", "boxes", "pairs", "plain", "above", "comb", "leaders"]
"""Labels before lines, in boxes with the label in a corner, in ruled cells, bare, over the place to write, before one
box a character, or before dots."""

Numbering = Literal["none", "1.", "A", "I.", "1", "(1)", "一、"]

_MANNERS: Mapping[Manner, float] = {"office": 36, "official": 22, "typed": 12, "sheet": 14, "designed": 16}

_STYLES: Mapping[Manner, Sequence[str]] = {
    "office": ("sans", "sans", "serif", "serif", "slab"),
    "official": ("sans", "sans", "condensed"),
    "typed": ("typewriter", "mono", "mono"),
    "sheet": ("sans", "sans", "condensed", "serif"),
    "designed": ("sans", "sans", "slab", "condensed"),
}

_FIELD_STYLES: Mapping[Manner, Mapping[FieldStyle, float]] = {
    "office": {"lines": 34, "boxes": 8, "pairs": 22, "plain": 16, "above": 10, "comb": 4, "leaders": 6},
    "official": {"lines": 8, "boxes": 44, "pairs": 16, "plain": 0, "above": 12, "comb": 20, "leaders": 0},
    "typed": {"lines": 40, "boxes": 10, "pairs": 10, "plain": 30, "above": 5, "comb": 0, "leaders": 5},
    "sheet": {"lines": 4, "boxes": 20, "pairs": 60, "plain": 8, "above": 4, "comb": 4, "leaders": 0},
    "designed": {"lines": 24, "boxes": 14, "pairs": 14, "plain": 8, "above": 30, "comb": 8, "leaders": 2},
}

_CHINESE_STYLES: Mapping[FieldStyle, float] = {
    "lines": 16, "boxes": 4, "pairs": 58, "plain": 12, "above": 3, "comb": 3, "leaders": 4,
}  # fmt: skip

_INKS = ("#000000", "#000000", "#111111", "#222222", "#1a1a2e")
_PEN_INKS = ("#1a2f8f", "#1a2f8f", "#22409a", "#16246b", "#111111", "#1c1c22", "#2a2a33", "#0f4c81")
_SIGNATURES_ONLY = ("Great Vibes", "Yellowtail")
"""Hands too curly for anything but a name."""


@dataclass(frozen=True, slots=True)
class FormLook:
    """pitch: height of a line to write on. gap: between blocks; air: between lines of text; both in points."""

    manner: Manner
    family: str
    fallbacks: tuple[str, ...]
    size: float
    small: float
    heading_size: float
    title_size: float
    ink: str
    accent: str
    light: str
    line: Stroke
    blank_line: Stroke | None
    blank_form: Literal["line", "box", "ground", "none"]
    light_fill: bool
    pitch: float
    gap: float
    air: float
    bold_labels: bool
    bold_heads: bool
    styles: tuple[FieldStyle, ...]
    numbering: Numbering
    heading: Literal["plain", "bar", "underlined", "boxed", "ruled"]
    paper: tuple[float, float]
    margins: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        return self.paper[0] - self.margins[1] - self.margins[3]

    @property
    def label_style(self) -> Style:
        return {"weight": "bold"} if self.bold_labels else {}

    @property
    def families(self) -> list[str]:
        return [self.family, *self.fallbacks]


@dataclass(frozen=True, slots=True)
class Writer:
    """How one document is filled in. way: typed into a file, with a typewriter, or by hand."""

    way: Literal["typed", "machine", "hand"]
    style: Style
    signature: Style
    capitals: bool
    unsteady: bool
    empty: float
    mark: Literal["tick", "cross", "fill", "scribble", "typed_x", "line"]


def draw_form_look(issuer: Random, where: Locale, *, styles: Sequence[FieldStyle] = ()) -> FormLook:
    """styles: of fields, where the kind of form asks for some."""
    manner: Manner = issuer.choices(tuple(_MANNERS), tuple(_MANNERS.values()))[0]
    chinese = where.language == "zh"
    family = _family(issuer, "chinese" if chinese else issuer.choice(_STYLES[manner]))
    size = issuer.uniform(8, 10.5) if manner != "official" else issuer.uniform(7, 9)
    ink = issuer.choice(_INKS)
    colorful = {"designed": 0.95, "official": 0.35, "office": 0.3, "sheet": 0.4, "typed": 0}[manner]
    accent = issuer.choice(PALETTE) if issuer.random() < colorful else ink
    shares = _CHINESE_STYLES if chinese else _FIELD_STYLES[manner]
    favoured = tuple(issuer.choices(tuple(shares), tuple(shares.values()), k=issuer.choice((1, 2, 2, 3))))
    line_color = issuer.choice((ink, ink, "#000000", "#555555", "#888888", accent))
    thickness = issuer.choice((0.4, 0.5, 0.6, 0.8, 1.0))
    blank_form: Literal["line", "box", "ground", "none"] = issuer.choices(
        ("line", "box", "ground", "none"), (66, 18, 10, 6)
    )[0]
    dashes = issuer.choice(("solid", "solid", "solid", "dotted", "densely-dotted", "dashed"))
    margin = issuer.uniform(28, 66)
    numberings: tuple[Numbering, ...] = ("none", "none", "1.", "A", "I.", "1", "(1)")
    if chinese:
        numberings = ("none", "none", "一、", "1.", "(1)")
    return FormLook(
        manner=manner,
        family=family,
        fallbacks=("Open Sans", CHINESE_FAMILY) if not chinese else ("Noto Sans SC", CHINESE_FAMILY),
        size=size,
        small=max(5.4, size * issuer.uniform(0.66, 0.84)),
        heading_size=size if manner == "typed" else size * issuer.choice((1, 1, 1.15, 1.3)),
        title_size=size * (issuer.choice((1, 1.2)) if manner == "typed" else issuer.choice((1.4, 1.6, 1.8, 2.1, 2.5))),
        ink=ink,
        accent=accent,
        light=issuer.choice((shade(accent, 0.86), "#e6e6e6", "#efefef", "#d9d9d9", "#f4f1e4", shade(accent, 0.92))),
        line=(thickness, line_color),
        blank_line=None if blank_form == "none" else (thickness, line_color, dashes),
        blank_form=blank_form,
        light_fill=issuer.random() < 0.35,
        pitch=size * issuer.uniform(1.55, 2.1),
        gap=size * issuer.uniform(0.7, 1.6),
        air=size * issuer.uniform(0.5, 0.8),
        bold_labels=issuer.random() < 0.3,
        bold_heads=issuer.random() < 0.75,
        styles=tuple(styles) or favoured,
        numbering=issuer.choice(numberings),
        heading=issuer.choice(("plain", "plain", "bar", "underlined", "boxed", "ruled")),
        paper=PAPERS[where.paper],
        margins=(issuer.uniform(26, 56), margin * issuer.uniform(0.8, 1.2), issuer.uniform(36, 60), margin),
    )


def draw_writer(rng: Random, look: FormLook, where: Locale) -> Writer:
    """How somebody fills in a form; on a form of a typewriter mostly with one."""
    chinese = where.language == "zh"
    weights = (20, 55, 25) if look.manner == "typed" else (52, 16, 32)
    way: Literal["typed", "machine", "hand"] = rng.choices(("typed", "machine", "hand"), weights)[0]
    hands = [one for one in fonts.families("handwriting") if not one.lacks or not set("abc") - set(one.lacks)]
    drawn = rng.choice([one for one in hands if one.name not in _SIGNATURES_ONLY])
    signs = (
        fonts.families("chinese_handwriting") or fonts.families("chinese") if chinese else fonts.families("handwriting")
    )
    signature = rng.choice([one.name for one in signs if chinese or not set("a") & set(one.lacks)])
    ink = rng.choice(_PEN_INKS)
    size, family, fill = look.size, look.family, look.ink
    if way == "hand":
        family = signature if chinese else drawn.name
        size, fill = look.size * rng.uniform(1.25, 1.55), ink
    elif way == "machine":
        family = _family(rng, "chinese" if chinese else rng.choice(("typewriter", "mono", "mono")))
        size, fill = look.size * rng.uniform(0.95, 1.1), rng.choice(("#000000", "#222222", "#333340"))
    elif rng.random() < 0.45:
        family = _family(rng, "chinese" if chinese else rng.choice(("sans", "serif")))
        fill = rng.choice(("#000000", "#000000", "#1a2f8f", "#333333"))
    spaced = round(size * rng.uniform(0.05, 0.09), 2) if way == "hand" and not chinese else 0
    capital_only = way == "hand" and not chinese and bool(drawn.lacks)
    marks: tuple[str, ...] = (
        ("tick", "cross", "scribble", "line") if way == "hand" else ("cross", "tick", "fill", "typed_x")
    )
    return Writer(
        way=way,
        style={
            "font": [family, *look.families],
            "size": size,
            "fill": fill,
            "weight": rng.choice((400, 400, 400, 700)) if way == "typed" else 400,
            "tracking": spaced,
        },
        signature={
            "font": [signature, *look.families],
            "size": look.size * rng.uniform(1.7, 2.6),
            "fill": ink if way == "hand" else rng.choice(_PEN_INKS),
            "tracking": 0.8,
        },
        capitals=capital_only or (not chinese and rng.random() < (0.2 if way == "hand" else 0.12)),
        unsteady=way == "hand" or (way == "machine" and rng.random() < 0.6),
        empty=rng.choice((0.0, 0.05, 0.12, 0.25, 0.4)),
        mark=rng.choice(marks),  # type: ignore[arg-type]
    )


def _family(rng: Random, style: str) -> str:
    """Only families with every Latin letter, where letters are Latin."""
    return rng.choice([one.name for one in fonts.families(style) if style == "chinese" or not one.lacks])

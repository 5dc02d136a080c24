"""How a till prints: its paper, its type and its habits; the same for all receipts of a shop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any, Literal

from docfields.models.synthesis import fonts
from docfields.models.synthesis.material.locale import (
    Habits,
    Locale,
    write_amount,
    write_date,
    write_quantity,
    write_time,
)
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.lines import Element
from docfields.models.synthesis.pages.receipt.record import Sale
from docfields.models.synthesis.pages.typeset import Texts, Token
from docfields.models.synthesis.truth import Medium

POINTS_OF_MM = 72 / 25.4

Letters = Literal["grid", "narrow", "sans"]
"""Each character as wide as the next, or print of a windows driver in narrow or usual letters."""

_LETTER_WIDTHS = {"narrow": 0.47, "sans": 0.56, "chinese": 0.5}
"""Average of running text with figures, ems."""

_CAPITALS_WIDER = 1.14

_SQUARE_FAMILIES = ("Press Start 2P",)
"""Letters as wide as high, which tills print narrower."""

_SQUARE_NARROWED = 0.6


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll or a sheet, and the type on it. Lengths in points, tracking and sizes of lines in ems.

    height: None for a roll, which is as long as it needs. unit: the width of a column. stretch: whether letters are
    drawn out, as tills do, or set larger. display: the families of a logo's letters.
    """

    sheet: bool
    medium: Medium
    width: float
    height: float | None
    left: float
    right: float
    top: float
    bottom: float
    fonts: tuple[str, ...]
    display: tuple[str, ...]
    letters: Letters
    columns: int
    size: float
    pitch: float
    narrow: float
    weight: int
    ink: str
    capitals: bool
    stretch: bool
    rule: str
    second_rule: str

    @property
    def unit(self) -> float:
        return (self.width - self.left - self.right) / self.columns

    def json(self) -> dict[str, Any]:
        return {
            "width": self.width, "height": self.height, "left": self.left, "right": self.right, "top": self.top,
            "bottom": self.bottom, "fonts": list(self.fonts), "size": self.size, "pitch": self.pitch,
            "unit": self.unit, "narrow": self.narrow, "columns": self.columns, "weight": self.weight, "ink": self.ink,
            "grid": self.letters == "grid",
        }  # fmt: skip


def draw_paper(issuer: Random, where: Locale, category: str) -> Paper:
    shares = {"hotel": (0.15, 0.85), "card_slip": (1.0, 0.0), "retail": (0.88, 0.12), "meal": (0.97, 0.03)}
    if where.country in ("MY", "SG", "IN") and category == "retail":
        shares["retail"] = (0.7, 0.3)
    roll, sheet = shares.get(category, (0.98, 0.02))
    return _draw_sheet(issuer, where) if issuer.random() < sheet / (roll + sheet) else _draw_roll(issuer, where)


def _draw_roll(issuer: Random, where: Locale) -> Paper:
    medium: Medium = "dot_matrix" if issuer.random() < 0.1 else "thermal"
    narrow = issuer.random() < (0.2 if medium == "thermal" else 0)
    width = (58.0 if narrow else 76.0 if medium == "dot_matrix" else 80.0) * POINTS_OF_MM
    margin = issuer.uniform(2.5, 5.5) * POINTS_OF_MM
    letters = _draw_letters(issuer, where, medium)
    if narrow:
        columns = issuer.choice((24, 26, 28, 30, 32, 32))
    elif letters == "grid":
        columns = issuer.choice((32, 33, 36, 38, 40, 40, 42, 42, 44, 48, 48))
    else:
        columns = issuer.choice((34, 36, 38, 40, 42, 44, 46))
    if where.language == "zh":
        columns = 32 if not narrow else issuer.choice((24, 26, 28))
    shade = issuer.randint(8, 60) if medium == "thermal" else issuer.randint(40, 90)
    tint = issuer.choice((0, 0, 0, 12, 30)) if medium == "thermal" else issuer.choice((0, 20, 50))
    paper = Paper(
        sheet=False, medium=medium, width=width, height=None, left=margin,
        right=margin * issuer.choice((1.0, 1.0, 0.7, 1.5)), top=issuer.uniform(8, 30), bottom=issuer.uniform(14, 40),
        fonts=(), display=(), letters=letters, columns=columns, size=0, pitch=0, narrow=1,
        weight=issuer.choice((400, 400, 400, 500, 600)) if medium == "thermal" else 400,
        ink=f"#{shade:02x}{shade:02x}{min(255, shade + tint):02x}",
        capitals=issuer.random() < 0.38, stretch=letters == "grid" and issuer.random() < 0.75,
        rule=_draw_rule(issuer), second_rule=_draw_rule(issuer),
    )  # fmt: skip
    return _with_type(issuer, where, paper)


def _draw_sheet(issuer: Random, where: Locale) -> Paper:
    a4 = (612.0, 792.0) if where.paper == "us-letter" else (595.3, 841.9)
    width, height = issuer.choice(((419.5, 595.3), (419.5, 595.3), (595.3, 419.5), a4, a4))
    margin = issuer.uniform(26, 52)
    letters: Letters = "grid" if issuer.random() < 0.2 and where.language != "zh" else "sans"
    size = issuer.uniform(7.6, 9.6) if width < 500 else issuer.uniform(8.4, 10.4)
    columns = round((width - 2 * margin) / (size * (0.6 if letters == "grid" else 0.5)))
    paper = Paper(
        sheet=True, medium="dot_matrix" if letters == "grid" and issuer.random() < 0.5 else "paper", width=width,
        height=height, left=margin, right=margin, top=issuer.uniform(24, 50), bottom=issuer.uniform(20, 36),
        fonts=(), display=(), letters=letters, columns=columns, size=0, pitch=0, narrow=1, weight=400,
        ink=issuer.choice(("#101010", "#202020", "#202840", "#303030")), capitals=issuer.random() < 0.12,
        stretch=False, rule=issuer.choice(("solid", "hair", "solid", "dash")), second_rule="solid",
    )  # fmt: skip
    return _with_type(issuer, where, paper)


def _draw_letters(issuer: Random, where: Locale, medium: str) -> Letters:
    if where.language == "zh":
        return "sans"
    if medium == "dot_matrix":
        return "grid"
    return issuer.choices(("grid", "narrow", "sans"), (62, 14, 24))[0]


def _draw_rule(issuer: Random) -> str:
    return issuer.choice(
        ("dash", "dash", "dash", "dash", "double", "solid", "dots", "stars", "none", "hair", "thick", "long", "minus")
    )


def _with_type(issuer: Random, where: Locale, paper: Paper) -> Paper:
    """The paper with families and sizes that suit its columns."""
    if paper.medium == "dot_matrix":
        style = "dot_matrix"
    elif paper.letters == "grid":
        style = issuer.choices(("mono", "dot_matrix", "typewriter"), (72, 23, 5))[0]
    else:
        style = "condensed" if paper.letters == "narrow" else "sans"
    chinese = _names("chinese")
    family = issuer.choice(chinese) if where.language == "zh" else issuer.choice(_names(style) or _names("mono"))
    rest = (*_names("mono")[:1], *_names("sans")[:1], *chinese[:1])
    unit = paper.unit
    narrow = _SQUARE_NARROWED if family in _SQUARE_FAMILIES else 1.0
    if paper.letters == "grid":
        size = unit * issuer.uniform(1.5, 1.78)
    else:
        average = _LETTER_WIDTHS["chinese" if where.language == "zh" else paper.letters]
        size = unit / (average * (_CAPITALS_WIDER if paper.capitals else 1))
    shown = issuer.choice(
        chinese if where.language == "zh" else (*_names("display"), *_names("slab"), *_names("serif"))
    )
    return replace(
        paper,
        fonts=(family, *(name for name in rest if name != family)),
        display=(shown, *rest),
        size=size,
        pitch=size * issuer.uniform(1.1, 1.42),
        narrow=narrow,
    )


def _names(style: str) -> tuple[str, ...]:
    return tuple(family.name for family in fonts.families(style))


@dataclass(frozen=True, slots=True)
class Till:
    """All that a block of a receipt needs: what to say and how to print it. rng: of this receipt."""

    texts: Texts
    sale: Sale
    where: Locale
    habits: Habits
    paper: Paper
    rng: Random

    @property
    def columns(self) -> int:
        return self.paper.columns

    def cased(self, text: str) -> str:
        return text.upper() if self.paper.capitals else text

    def text(self, text: str, **tags: Any) -> Token | None:
        """A token in the till's case; tags: see `Texts.add`."""
        return self.texts.add(self.cased(text), **tags)

    def word(self, concept: str, *, colon: bool = False) -> str:
        """The wording of a concept of receipts."""
        return self.habits.label(self.where, f"receipt.{concept}", colon=colon)

    def short_word(self, concept: str, room: int) -> str:
        """A wording for the head of a column: one that fits, "" if none does."""
        first = self.word(concept)
        fitting = [text for text in (first, *self.where.labels[f"receipt.{concept}"]) if lines.columns_of(text) <= room]
        return fitting[0] if fitting else ""

    def money(self, value: Decimal, *, symbol: bool | None = False) -> str:
        return write_amount(value, self.where, self.habits, symbol=symbol)

    def quantity(self, value: Decimal) -> str:
        return write_quantity(value, self.where, self.habits)

    def date(self) -> str:
        return write_date(self.sale.receipt.moment.date(), self.where, self.habits)

    def time(self) -> str:
        return write_time(self.sale.receipt.moment.time(), self.where, self.habits)

    def lines(self, text: str, room: int, **tags: Any) -> list[Token | None]:
        """A text as one token a line; none for an empty text."""
        return [self.text(part, **tags) for part in lines.wrap(self.cased(text), max(1, room))]

    def rule(self, style: str | None = None, height: float = 1) -> list[Element]:
        """A rule in the till's own style or another; stars and minuses are text."""
        style = self.paper.rule if style is None else style
        if style == "none":
            return [lines.gap(height * 0.6)]
        if style in ("stars", "minus"):
            wider = 1.0 if self.paper.letters == "grid" else 1.3
            text = ("*" if style == "stars" else "-") * int(self.columns * wider)
            return [lines.text_line(lines.joined([self.text(text)]), self.columns, "center")]
        return [lines.rule(style, height=height * 0.8)]

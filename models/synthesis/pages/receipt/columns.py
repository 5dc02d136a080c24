"""The columns in which a till sets its items: their order, their widths and their heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, Literal

from docfields.models.synthesis.material.locale import Locale, write_amount, write_number
from docfields.models.synthesis.material.records import Item, rates_of
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.lines import Align, Element, Parts, Segment
from docfields.models.synthesis.pages.receipt.look import Paper, Till
from docfields.models.synthesis.pages.receipt.shop import Shop

Arrangement = Literal["one", "columns", "below", "above"]
"""A line with its amount; columns for all figures; figures below the description, or above it."""

TABLE = 0
"""The number of the items' table in the truth."""

DESCRIPTION, QUANTITY, PRICE, AMOUNT, SKU = range(5)

_LETTERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "MY": (("SR", "ZR"), ("S", "Z"), ("SR", "ZRL"), ("S6", "Z"), ("T", "Z")),
    "US": (("T", "N"), ("T", "F"), ("X", "O"), ("A", "B")),
    "AU": (("", "*"), ("*", "")),
    "GB": (("A", "Z"), ("V", "Z"), ("A", "B"), ("*", "")),
}
_USUAL_LETTERS = (
    ("A", "B", "C", "D"),
    ("1", "2", "3", "4"),
    ("B", "A", "C", "D"),
    ("V", "R", "Z", "S"),
    ("*A", "*B", "*C", "*D"),
)
"""What stands behind amounts for each rate, the highest first."""


_LOCAL_SIGNS = {"de": "á", "zh": "×", "en": "@"}
"""What stands between quantity and price in a language only."""


@dataclass(frozen=True, slots=True)
class ItemLook:
    """sign: between quantity and price. counted: a quantity of one is printed too. letters: by rank of the rate.

    order: of the columns, of "quantity", "description", "price", "amount". code: where an article's number stands.
    """

    arrangement: Arrangement
    order: tuple[str, ...]
    sign: str
    counted: bool
    prefix: Literal["bare", "sign", "none"]
    code: Literal["none", "before", "own_line", "figures"]
    letters: tuple[str, ...]
    letter_gap: int
    symbol: bool
    heads: bool
    head_rule: bool
    indent: int
    clip: bool
    numbered: bool
    modifiers: float
    spacing: float
    amount_end: int


def draw_item_look(issuer: Random, where: Locale, shop: Shop, paper: Paper) -> ItemLook:
    meal = shop.category == "meal"
    arrangements: tuple[Arrangement, ...] = ("one", "columns", "below", "above")
    weights = (55, 18, 22, 5) if meal else (40, 20, 32, 8)
    if where.country in ("MY", "SG"):
        weights = (28, 26, 36, 10)
    if where.language == "zh":
        weights = (10, 55, 30, 5)
    arrangement = issuer.choices(arrangements, weights)[0]
    lettered = issuer.random() < (0.75 if where.country == "MY" else 0.5 if not meal else 0.25)
    letters = issuer.choice(_LETTERS.get(where.country, _USUAL_LETTERS)) if lettered and where.language != "zh" else ()
    orders = (
        ("description", "quantity", "price", "amount"),
        ("description", "price", "quantity", "amount"),
        ("quantity", "description", "price", "amount"),
        ("quantity", "description", "amount"),
        ("description", "quantity", "amount"),
    )
    heads = (arrangement == "columns" and issuer.random() < 0.85) or (
        arrangement in ("below", "above") and issuer.random() < 0.45
    )
    codes: tuple[Literal["none", "before", "own_line", "figures"], ...] = ("none", "before", "own_line", "figures")
    chosen = "none" if meal else issuer.choices(codes, (62, 16, 8, 14))[0]
    return ItemLook(
        arrangement=arrangement,
        order=issuer.choices(orders, (35, 8, 22, 22, 13) if not meal else (12, 4, 34, 40, 10))[0],
        sign=issuer.choice(("x", "x", "X", "x", "@", "*", _LOCAL_SIGNS.get(where.language, "x"))),
        counted=issuer.random() < (0.75 if meal else 0.35),
        prefix=issuer.choices(("bare", "sign", "none"), (45, 20, 35) if meal else (18, 12, 70))[0],
        code=chosen,
        letters=letters,
        letter_gap=issuer.choice((1, 1, 1, 0, 2) if letters and not letters[0].isdigit() else (1, 1, 2)),
        symbol=issuer.random() < 0.16,
        heads=heads or (arrangement == "one" and issuer.random() < 0.18),
        head_rule=issuer.random() < 0.7,
        indent=issuer.choice((0, 1, 2, 3, 4, 6)),
        clip=issuer.random() < 0.6,
        numbered=issuer.random() < 0.06,
        modifiers=issuer.choice((0, 0, 0.3, 0.6)) if meal else 0,
        spacing=issuer.choice((0, 0, 0, 0, 0.25, 0.5)),
        amount_end=issuer.choice((0, 0, 0, 0, 3, 6)) if arrangement == "one" and paper.columns > 38 else 0,
    )  # fmt: skip


def letter_of(look: ItemLook, receipt_items: Sequence[Item], rate: Decimal) -> str:
    """What stands for a rate; "" where amounts bear no letters."""
    rates = rates_of(receipt_items)
    rank = rates.index(rate) if rate in rates else 0
    if len(look.letters) == 2 and rate == 0:
        rank = 1
    return look.letters[rank] if rank < len(look.letters) else ""


@dataclass(frozen=True, slots=True)
class Widths:
    """Of the columns. amount: with its symbol; letter: with the gap before."""

    room: int
    quantity: int
    price: int
    amount: int
    letter: int

    @property
    def end(self) -> int:
        """Where amounts end."""
        return self.room - self.letter


def widths_of(till: Till, look: ItemLook) -> Widths:
    receipt = till.sale.receipt
    letter = max((len(text) for text in look.letters), default=0)
    return Widths(
        room=till.columns - look.amount_end,
        quantity=max(len(quantity_text(till, item)) for item in receipt.items),
        price=max(len(price_text(till, item)) for item in receipt.items),
        amount=max(len(amount_text(till, look, item)) for item in receipt.items),
        letter=letter + look.letter_gap if letter else 0,
    )


def gross(item: Item) -> Decimal:
    """A line's price before what is taken off it, which tills print on a line of its own."""
    return item.amount + item.discount


def amount_text(till: Till, look: ItemLook, item: Item) -> str:
    return till.money(gross(item), symbol=bool(look.symbol))


def price_text(till: Till, item: Item) -> str:
    return write_amount(item.unit_price, till.where, till.habits, symbol=False)


def quantity_text(till: Till, item: Item) -> str:
    if item.quantity == item.quantity.to_integral_value():
        return till.quantity(item.quantity)
    return write_number(item.quantity, till.where, till.habits)


def stops_of(till: Till, look: ItemLook, widths: Widths) -> tuple[dict[str, tuple[float, float]], int]:
    """Start and width of each column, and the room of descriptions."""
    needs = {"quantity": max(widths.quantity, 3), "price": max(widths.price, 5), "amount": widths.amount}
    used = sum(needs[name] + 1 for name in look.order if name != "description")
    room = widths.end - used
    stops: dict[str, tuple[float, float]] = {}
    at = 0.0
    for name in look.order:
        width = room if name == "description" else needs[name]
        stops[name] = (at, width)
        at += width + 1
    return stops, int(room)


def heads(till: Till, look: ItemLook, widths: Widths) -> list[Element]:
    stops, room = stops_of(till, look, widths)
    amount = (widths.end - max(widths.amount, 6), max(widths.amount, 6))

    def head(concept: str, column: int, width: float) -> Parts:
        text = till.cased(till.short_word(concept, int(width)))
        return lines.joined([till.texts.add(text, label="", cell=(TABLE, 0, column))])

    columns = {"quantity": QUANTITY, "price": PRICE, "amount": AMOUNT, "description": DESCRIPTION}
    style: dict[str, Any] = {"bold": True} if till.paper.weight < 600 and till.rng.random() < 0.3 else {}
    if look.arrangement == "columns" and room >= 9:
        segments = []
        for name in look.order:
            start, width = stops[name]
            concept = "item" if name == "description" else name
            align: Align = "left" if name == "description" or start == 0 else "right"
            segments.append(Segment(head(concept, columns[name], width), start, width, align))
        made = [lines.line(*segments, style=style)]
    elif look.arrangement == "one":
        first = lines.joined([till.texts.add(till.cased(till.word("item")), label="", cell=(TABLE, 0, DESCRIPTION))])
        made = [
            lines.line(
                Segment(first, 0, widths.end / 2),
                Segment(head("amount", AMOUNT, amount[1]), *amount, "right"),
                style=style,
            )
        ]
    else:
        middle = amount[0] - 1
        first = lines.joined([till.texts.add(till.cased(till.word("item")), label="", cell=(TABLE, 0, DESCRIPTION))])
        figures = lines.line(
            Segment(head("quantity", QUANTITY, 8), look.indent, 8),
            Segment(head("price", PRICE, 9), middle - 9, 9, "right"),
            Segment(head("amount", AMOUNT, amount[1]), *amount, "right"),
            style=style,
        )
        own = lines.text_line(first, till.columns, style=style)
        made = [own, figures] if look.arrangement == "below" else [figures, own]
    return [*made, *(till.rule(till.paper.second_rule, 0.7) if look.head_rule else [])]

"""Receipts on sheets: what shops, firms and hotels print on A5 and A4, with a table of what was sold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Literal

from docfields.models.synthesis.material import parties
from docfields.models.synthesis.material.locale import Locale, write_amount, write_date, write_number
from docfields.models.synthesis.material.records import Item
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.columns import TABLE, ItemLook, gross, letter_of
from docfields.models.synthesis.pages.receipt.foot import FootLook, foot, signature
from docfields.models.synthesis.pages.receipt.head import HeadLook, head, legal_foot, title
from docfields.models.synthesis.pages.receipt.lines import Element
from docfields.models.synthesis.pages.receipt.look import Till
from docfields.models.synthesis.pages.receipt.meta import MetaLook, meta
from docfields.models.synthesis.pages.receipt.payment import PaymentLook, payment, slip
from docfields.models.synthesis.pages.receipt.sums import SumLook, sums, tax_table

_CONCEPTS = {
    "position": "invoice.position", "sku": "invoice.sku", "date": "invoice.item_date", "description": "receipt.item",
    "quantity": "receipt.quantity", "unit": "invoice.unit", "unit_price": "receipt.price", "amount": "receipt.amount",
    "letter": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetLook:
    """head: how the head and what identifies the sale stand. columns: of the table. frame: its lines.

    sums_share: of the width that sums take, at the right. beside: what stands left of them.
    """

    head: Literal["stacked", "split", "mirrored", "title_right"]
    columns: tuple[str, ...]
    frame: Literal["none", "head", "rows", "full", "box", "columns", "open"]
    shade: str
    light: bool
    inset: float
    gutter: float
    sums_share: float
    beside: tuple[str, ...]
    buyer: bool
    large_title: float
    fill: int


@dataclass(frozen=True, slots=True)
class Looks:
    """Of all blocks of a receipt."""

    head: HeadLook
    meta: MetaLook
    items: ItemLook
    sums: SumLook
    payment: PaymentLook
    foot: FootLook


def draw_sheet_look(issuer: Random, where: Locale, category: str) -> SheetLook:
    shares = {
        "position": 0.3, "sku": 0.0 if category == "hotel" else 0.3, "date": 0.75 if category == "hotel" else 0.02,
        "description": 1.0, "quantity": 0.9, "unit": 0.0, "unit_price": 0.85, "amount": 1.0, "letter": 0.3,
    }  # fmt: skip
    columns = [name for name, share in shares.items() if issuer.random() < share]
    if "quantity" in columns and issuer.random() < 0.25:
        columns.remove("quantity")
        columns.insert(columns.index("description"), "quantity")
    shade = issuer.choice(("", "", "", "#d0d0d0", "#e0e0e0", "#303030", "#205080"))
    return SheetLook(
        head=issuer.choice(("stacked", "stacked", "split", "mirrored", "title_right")),
        columns=tuple(columns),
        frame=issuer.choice(("none", "head", "head", "rows", "full", "box", "columns", "open")),
        shade=shade,
        light=shade in ("#303030", "#205080"),
        inset=issuer.uniform(0.15, 0.45),
        gutter=issuer.uniform(0.5, 1.6),
        sums_share=issuer.uniform(0.4, 0.55),
        beside=tuple(name for name in ("taxes", "payment") if issuer.random() < 0.4),
        buyer=issuer.random() < 0.35 and category != "hotel",
        large_title=issuer.uniform(1.2, 1.9),
        fill=issuer.choice((0, 0, 0, 3, 6)),
    )


def sheet(till: Till, look: SheetLook, looks: Looks) -> list[Element]:
    found = _top(till, look, looks)
    if look.buyer:
        found += [lines.gap(0.8), *_buyer(till)]
    found += [lines.gap(1), _table(till, look, looks.items), lines.gap(0.6)]
    found += _bottom(till, look, looks)
    found += [lines.gap(1.5), *foot(till, looks.foot), *legal_foot(till, looks.head)]
    return [*found, *signature(till, looks.foot)]


def _top(till: Till, look: SheetLook, looks: Looks) -> list[Element]:
    """Head, title, and what identifies the sale."""
    room = till.columns
    if look.head == "stacked":
        facts = meta(till, looks.meta)
        return [*head(till, looks.head), *_title(till, look, looks, room), *till.rule("hair", 0.6), *facts]
    share = round(room * 0.56)
    other = room - share - 2
    at_left = replace(looks.head, align="left")
    name = head(_narrowed(till, share), at_left, share)
    if look.head == "title_right":
        right = [*_title(till, look, looks, other), *meta(_narrowed(till, other), looks.meta, room=other)]
        return [lines.columns([(share, name), (other, right)], 2)]
    facts = meta(_narrowed(till, other), looks.meta, room=other)
    sides = [(share, name), (other, facts)] if look.head == "split" else [(other, facts), (share, name)]
    return [lines.columns(sides, 2), lines.gap(0.8), *_title(till, look, looks, room)]


def _title(till: Till, look: SheetLook, looks: Looks, room: int) -> list[Element]:
    if looks.head.title_place == "top":
        return []
    if look.large_title < 1.35:
        return title(till, looks.head, room)
    token = till.text(till.word(looks.head.title))
    style = {"size": look.large_title, "bold": True}
    return [lines.text_line(lines.joined([token]), room, looks.head.align, style=style), lines.gap(0.4)]


def _narrowed(till: Till, columns: int) -> Till:
    """The same till on a part of the paper."""
    width = till.paper.left + till.paper.right + till.paper.unit * columns
    return replace(till, paper=replace(till.paper, columns=columns, width=width))


def _buyer(till: Till) -> list[Element]:
    """To whom it was sold, which receipts have no field for."""
    somebody = parties.draw_company(till.rng, till.where)
    label = till.cased(till.habits.label(till.where, "invoice.bill_to", colon=True))
    rows = [somebody.name, *somebody.address_lines()]
    pair = till.texts.new_pair()
    tokens = [till.texts.add(label, label="", pair=pair), *(till.text(row, pair=pair) for row in rows)]
    return [lines.text_line(lines.joined([token]), till.columns) for token in tokens if token]


def _table(till: Till, look: SheetLook, item_look: ItemLook) -> Element:
    receipt = till.sale.receipt
    names = [name for name in look.columns if name != "letter" or item_look.letters]
    names = [name for name in names if name != "date" or any(item.date for item in receipt.items)]
    head_cells = []
    for column, name in enumerate(names):
        text = till.habits.label(till.where, _CONCEPTS[name]) if _CONCEPTS[name] else ""
        token = till.text(text, label="", cell=(TABLE, 0, column))
        head_cells.append(_cell([token], name, {"bold": True}))
    rows = [head_cells]
    for index, item in enumerate(receipt.items):
        rows.append(
            [
                _item_cell(till, item_look, index, item, name, (TABLE, index + 1, column))
                for column, name in enumerate(names)
            ]
        )
    widths: list[Any] = [-1 if name == "description" else "auto" for name in names]
    return {
        "k": "table", "columns": widths, "rows": rows, "frame": look.frame, "shade": look.shade or None,
        "light": look.light, "inset": look.inset, "inset-x": look.gutter,
    }  # fmt: skip


def _cell(tokens: list[Any], name: str, style: dict[str, Any] | None = None) -> dict[str, Any]:
    align = "right" if name in ("quantity", "unit_price", "amount") else "left"
    return {"a": align, "lines": [{"p": lines.joined([token]), **(style or {})} for token in tokens if token]}


def _item_cell(
    till: Till, look: ItemLook, index: int, item: Item, name: str, cell: tuple[int, int, int]
) -> dict[str, Any]:
    if name == "letter":
        return _cell([till.texts.add(letter_of(look, till.sale.receipt.items, item.tax_rate), cell=cell)], name)
    if name == "position":
        return _cell([till.texts.add(str(index + 1), cell=cell)], name)
    text = {
        "sku": item.sku,
        "date": write_date(item.date, till.where, till.habits) if item.date else "",
        "description": till.cased(item.description),
        "quantity": write_number(item.quantity, till.where, till.habits),
        "unit_price": write_amount(item.unit_price, till.where, till.habits, symbol=False),
        "amount": till.money(gross(item), symbol=bool(look.symbol)),
    }[name]
    tokens = [till.text(text, field=f"line_items[{index}].{name}", cell=cell)]
    if item.discount and name == "description":
        tokens.append(till.text(till.word("discount"), label=f"line_items[{index}].discount"))
    if item.discount and name == "amount":
        tokens.append(till.text(till.money(-item.discount), field=f"line_items[{index}].discount"))
    return _cell(tokens, name)


def _bottom(till: Till, look: SheetLook, looks: Looks) -> list[Element]:
    """Sums at the right; taxes and payments beside them or below."""
    room = till.columns
    share = max(round(room * look.sums_share), 30)
    right = _narrowed(till, share)
    left = _narrowed(till, room - share - 3)
    beside: list[Element] = []
    below: list[Element] = []
    summed = sums(right, looks.sums)
    blocks: dict[str, Callable[[Till], list[Element]]] = {
        "taxes": lambda of: tax_table(of, looks.sums, looks.items),
        "payment": lambda of: [*payment(of, looks.payment), *slip(of, looks.payment)],
    }
    for name, block in blocks.items():
        if name in look.beside and left.columns > 26:
            beside += [*block(left), lines.gap(0.5)]
        elif name == "payment":
            summed += [lines.gap(0.4), *block(right)]
        else:
            below += [lines.gap(0.6), *block(_narrowed(till, min(room, 46)))]
    both = lines.columns([(left.columns, beside), (share, summed)], 3)
    late = meta(till, looks.meta, late=True)
    return [both, *below, *([lines.gap(0.6), *late] if late else [])]

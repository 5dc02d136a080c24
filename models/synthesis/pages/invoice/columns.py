"""The columns of item tables: which a seller prints, in what order, and what stands in their cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from docfields.models.synthesis.material.records import Item
from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.nodes import Node, Style, line, stack
from docfields.models.synthesis.pages.typeset import Cell

_CONCEPTS = {
    "position": "position", "sku": "sku", "description": "description", "quantity": "quantity", "unit": "unit",
    "unit_price": "unit_price", "discount": "item_discount", "tax_rate": "tax_rate", "tax": "item_tax",
    "amount": "amount", "gross": "gross_amount", "date": "item_date", "order_number": "order_number",
    "tax_code": "tax_rate",
}  # fmt: skip
"""Column: the concept of its head."""

LETTER_WIDTH = 0.6
"""Of fonts whose letters are all of one width, in ems."""

MOST_FOR_NUMBERS = 0.68
"""Share of the page's width that the columns beside the description may take."""

_LETTERS = {
    "position": 3, "sku": 9, "quantity": 6, "unit": 5, "unit_price": 9, "discount": 6, "tax_rate": 5, "tax": 8,
    "amount": 10, "gross": 10, "date": 11, "order_number": 9, "tax_code": 2,
}  # fmt: skip
"""How many letters the values of a column usually have."""

_DISPENSABLE = ("gross", "tax", "order_number", "position", "tax_code", "date", "tax_rate", "sku", "unit")

_NUMBERS = ("quantity", "unit_price", "discount", "tax_rate", "tax", "amount", "gross", "tax_code")
_NO_FIELDS = ("position", "gross", "tax_code")

_ORDERS = (
    ("position", "date", "sku", "description", "order_number", "quantity", "unit", "unit_price", "discount",
     "tax_rate", "tax_code", "tax", "amount", "gross"),
    ("position", "date", "sku", "description", "order_number", "quantity", "unit", "unit_price", "discount",
     "tax_rate", "tax_code", "tax", "amount", "gross"),
    ("position", "quantity", "unit", "sku", "date", "description", "order_number", "unit_price", "discount",
     "tax_rate", "tax_code", "tax", "amount", "gross"),
    ("sku", "position", "description", "date", "tax_rate", "tax_code", "quantity", "unit", "unit_price", "discount",
     "order_number", "tax", "amount", "gross"),
    ("quantity", "unit", "position", "date", "description", "sku", "order_number", "unit_price", "tax_rate",
     "tax_code", "discount", "tax", "amount", "gross"),
    ("position", "description", "sku", "date", "order_number", "unit_price", "quantity", "unit", "discount", "tax",
     "tax_rate", "tax_code", "amount", "gross"),
    ("description", "date", "order_number", "sku", "position", "unit_price", "unit", "quantity", "tax_rate",
     "tax_code", "discount", "tax", "amount", "gross"),
    ("date", "position", "sku", "order_number", "description", "unit", "quantity", "unit_price", "discount",
     "amount", "tax_rate", "tax_code", "tax", "gross"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """names: of the columns. joined_unit: the unit stands with the quantity. sku_below: in the description's cell.

    symbol: whether amounts in the table have a currency, None as the seller does elsewhere.
    """

    names: tuple[str, ...]
    aligns: tuple[str, ...]
    joined_unit: bool
    unit_with_price: bool
    sku_below: bool
    date_below: bool
    symbol: bool | None
    percent_sign: bool
    discount_percent: bool


def draw_columns(draft: Draft) -> Columns:
    """What a seller prints of its items; discounts, dates and order numbers only where the items have them."""
    items = draft.invoice.items
    unit_form = draft.pick("items/unit", ("column", "joined", "price", "none"), (30, 26, 5, 39))
    sku_form = draft.pick("items/sku", ("column", "below", "none"), (36, 10, 54))
    tax_form = draft.pick("items/tax", ("rate", "code", "none"), (34, 4, 62))
    sku_form = sku_form if items[0].sku else "none"
    dated = items[0].date is not None
    date_below = dated and draft.chance("items/date below", 0.3)
    quantity = draft.chance("items/quantity", 0.94) or draft.invoice.supply == "utility"
    wanted = {
        "position": draft.chance("items/position", 0.4),
        "sku": sku_form == "column",
        "description": True,
        "quantity": quantity,
        "unit": unit_form == "column" and quantity,
        "unit_price": quantity and draft.chance("items/unit_price", 0.93),
        "discount": any(item.discount for item in items),
        "tax_rate": tax_form == "rate",
        "tax_code": tax_form == "code",
        "tax": draft.chance("items/item tax", 0.06) and not draft.invoice.prices_include_tax,
        "amount": True,
        "gross": draft.chance("items/gross", 0.06) and not draft.invoice.prices_include_tax,
        "date": dated and not date_below,
        "order_number": bool(items[0].order_number),
    }
    names = _fitting(draft, tuple(name for name in draft.pick("items/order", _ORDERS) if wanted[name]))
    numbers = draft.pick("items/numbers", ("right", "center", "left"), (78, 14, 8))
    texts = draft.pick("items/texts", ("left", "center"), (90, 10))
    aligns = tuple(_align(name, numbers, texts) for name in names)
    return Columns(
        names=names,
        aligns=aligns,
        joined_unit=unit_form == "joined",
        unit_with_price=unit_form == "price",
        sku_below=sku_form == "below",
        date_below=date_below,
        symbol=draft.pick("items/symbol", (None, False)),
        percent_sign=draft.chance("items/percent", 0.7),
        discount_percent=draft.chance("items/discount percent", 0.7)
        and all(item.discount_rate for item in items if item.discount),
    )


def _fitting(draft: Draft, names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns, without those that would leave too little room for the description."""
    needs = {name: column_need(draft, name, draft.label(_CONCEPTS[name], colon=False)) for name in names}
    for name in _DISPENSABLE:
        if sum(need for one, need in needs.items() if one != "description") <= MOST_FOR_NUMBERS * draft.look.width:
            break
        needs.pop(name, None)
    return tuple(needs)


def column_need(draft: Draft, name: str, head: str) -> float:
    """About how wide a column is, in points: its usual values, or the longest word of its head."""
    per_letter = LETTER_WIDTH if draft.look.mechanical else 0.56
    words = max(sum(0.72 if letter.isupper() else 0.56 for letter in word) for word in head.split() or [""])
    return (max(_LETTERS.get(name, 0) * per_letter, words) + 0.8) * draft.look.size


def _align(name: str, numbers: str, texts: str) -> str:
    if name in ("quantity", "tax_rate", "tax_code") and numbers == "right" and texts == "center":
        return "center"
    if name in _NUMBERS:
        return numbers
    return "left" if name in ("description", "order_number") else texts


def head_texts(draft: Draft, columns: Columns) -> list[str]:
    """The heads, with the currency where the seller says it there."""
    money = draft.chance("items/currency in head", 0.14) and draft.habits.symbol == "none"
    unit = draft.pick(
        "items/head currency", (draft.where.currency, f"({draft.where.currency})", f"in {draft.where.currency}")
    )
    texts = []
    for name in columns.names:
        concept = "gross_amount" if name == "amount" and draft.invoice.prices_include_tax else _CONCEPTS[name]
        text = draft.label(concept, colon=False)
        if draft.chance("items/capital heads", 0.2):
            text = text.upper()
        if money and name in ("amount", "unit_price"):
            text = f"{text} {unit}"
            draft.imply("currency")
        texts.append(text)
    return texts


def head_label(name: str) -> str:
    """The field that a column's head announces."""
    return "" if name in _NO_FIELDS else f"line_items[].{name}"


def cell_node(draft: Draft, columns: Columns, index: int, name: str, place: Cell) -> Node | None:
    """What stands in a cell of an item's row."""
    item = draft.invoice.items[index]
    field = f"line_items[{index}]"
    if name == "position":
        return line(draft.say(_position(draft, index), cell=place))
    if name == "description":
        return _description(draft, columns, index, place)
    if name == "quantity":
        unit = draft.say(item.unit, f"{field}.unit", cell=place) if columns.joined_unit else None
        gap = 0.0 if unit and draft.chance("items/unit close", 0.08) else None
        return line(
            draft.say(draft.quantity(item.quantity * draft.sign), f"{field}.quantity", cell=place), unit, gap=gap
        )
    if name == "unit_price":
        price = draft.say(draft.money(item.unit_price, symbol=columns.symbol), f"{field}.unit_price", cell=place)
        if not columns.unit_with_price or not item.unit:
            return line(price)
        return line(price, draft.say("/", cell=place), draft.say(item.unit, f"{field}.unit", cell=place))
    if name == "discount":
        return _discount(draft, columns, item, f"{field}.discount", place)
    if name in ("tax_code", "gross"):
        text = tax_code(draft, item.tax_rate) if name == "tax_code" else _gross(draft, columns, item)
        return line(draft.say(text, cell=place))
    texts = {
        "sku": item.sku,
        "unit": item.unit,
        "tax_rate": draft.rate(item.tax_rate, sign=columns.percent_sign),
        "tax": draft.money(draft.invoice.item_tax(item) * draft.sign, symbol=columns.symbol),
        "amount": draft.money(draft.invoice.shown(f"{field}.amount") * draft.sign, symbol=columns.symbol),
        "date": draft.date(item.date),
        "order_number": item.order_number,
    }
    return line(draft.say(texts[name], f"{field}.{name}", cell=place))


def _gross(draft: Draft, columns: Columns, item: Item) -> str:
    return draft.money(draft.invoice.gross_amount(item) * draft.sign, symbol=columns.symbol)


def _position(draft: Draft, index: int) -> str:
    form = draft.pick("items/position form", ("{n}", "{n}", "{n}", "{n}.", "{n:02d}", "{n:03d}", "{ten}", "{ten:04d}"))
    return form.format(n=index + 1, ten=10 * (index + 1))


def tax_code(draft: Draft, rate: Decimal) -> str:
    """A letter or digit that stands for a rate; the tax table explains it."""
    rates = sorted({item.tax_rate for item in draft.invoice.items}, reverse=True)
    return draft.pick("items/codes", ("ABCDEFGH", "123456789", "SRZXTUVW"))[rates.index(rate) % 8]


def _description(draft: Draft, columns: Columns, index: int, place: Cell) -> Node | None:
    item = draft.invoice.items[index]
    field = f"line_items[{index}]"
    small: Style = {} if draft.look.mechanical else {"size": draft.look.small, "fill": draft.look.muted}
    style: Style = {"weight": "bold"} if draft.chance("items/bold names", 0.12) else {}
    lines = [line(draft.say(item.description, f"{field}.description", cell=place), style=style)]
    if columns.sku_below:
        label = draft.label("sku") if draft.chance("items/sku labelled", 0.6) else ""
        pair = draft.texts.new_pair()
        lines.append(
            line(
                draft.say(label, label=f"{field}.sku", pair=pair, cell=place),
                draft.say(item.sku, f"{field}.sku", pair=pair, cell=place),
                style=small,
            )
        )
    if columns.date_below:
        lines.append(line(draft.say(draft.date(item.date), f"{field}.date", cell=place), style=small))
    return stack(*lines, gap=draft.look.air * 0.7) if len(lines) > 1 else lines[0]


def _discount(draft: Draft, columns: Columns, item: Item, field: str, place: Cell) -> Node | None:
    if columns.discount_percent:
        draft.ignore.append("line_items.discount")
        if not item.discount_rate:
            return line(draft.say(draft.pick("items/no discount", ("", "", "-", "0%")), cell=place))
        text = draft.rate(item.discount_rate, sign=draft.chance("items/discount sign", 0.7))
        return line(draft.say(text, cell=place))
    if not item.discount:
        return None
    return line(draft.say(draft.money(abs(item.discount), symbol=columns.symbol), field, cell=place))

"""What a receipt adds up to: subtotal, discounts, taxes, charges and the total."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, Literal

from docfields.models.synthesis.material.locale import Locale, write_number, write_rate
from docfields.models.synthesis.material.records import ZERO
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.columns import ItemLook, letter_of
from docfields.models.synthesis.pages.receipt.lines import Element, Parts, Segment
from docfields.models.synthesis.pages.receipt.look import Paper, Till
from docfields.models.synthesis.pages.typeset import Token

TABLE = 1
"""The number of the taxes' table in the truth."""

TotalForm = Literal["plain", "bold", "tall", "double", "large", "huge", "framed", "inverse"]

TaxRows = Literal["none", "rows", "sum"]

_TOTAL_STYLES: dict[TotalForm, dict[str, Any]] = {
    "plain": {},
    "bold": {"bold": True},
    "tall": {"tall": 2},
    "double": {"wide": 2, "tall": 2},
    "large": {"size": 1.4, "bold": True},
    "huge": {"size": 1.8},
    "framed": {"bold": True},
    "inverse": {"inverse": True, "bold": True},
}
_SET_LARGER: dict[TotalForm, TotalForm] = {"tall": "large", "double": "huge"}

_GST_TITLES = ("GST Summary", "GST SUMMARY", "GST Analysis", "Tax Summary", "GST Code")

_RATE_PLACE = re.compile(r"(?P<before>.*?)\s?\{rate\}(?P<percent>\s?%)?(?P<after>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SumLook:
    """place: where labels begin. symbol: of totals; column: the currency stands in a column of its own.

    tax_rows: how taxes stand among the sums; table: whether they stand in a table below, heads: of its columns.
    always: rounding and discount are printed even where there is none.
    """

    place: Literal["left", "indent", "middle", "by_value"]
    colon: bool
    symbol: bool
    column: bool
    leader: bool
    subtotal: bool
    net: bool
    always: bool
    count: Literal["none", "before", "after"]
    total: TotalForm
    total_rules: Literal["none", "above", "both", "value"]
    blank: bool
    tax_rows: TaxRows
    table: bool
    table_columns: tuple[str, ...]
    table_heads: bool
    table_title: str


def draw_sum_look(issuer: Random, where: Locale, paper: Paper) -> SumLook:
    malaysian = where.country == "MY"
    columns = [
        name
        for name, share in (("letter", 0.6), ("rate", 0.8), ("net", 0.85), ("tax", 1), ("gross", 0.5))
        if issuer.random() < share
    ]
    if "letter" not in columns and "rate" not in columns:
        columns.insert(0, "rate")
    if issuer.random() < 0.2:
        issuer.shuffle(columns)
    table = issuer.random() < (0.75 if malaysian else 0.42 if where.prices_include_tax else 0.04)
    forms: tuple[TaxRows, ...] = ("none", "rows", "sum")
    rows = issuer.choices(forms, (50, 35, 15) if table else (14, 66, 20))[0]
    return SumLook(
        place=issuer.choices(("left", "indent", "middle", "by_value"), (62, 16, 10, 12))[0],
        colon=issuer.random() < 0.3,
        symbol=issuer.random() < 0.45,
        column=issuer.random() < (0.22 if malaysian else 0.1),
        leader=paper.letters == "grid" and issuer.random() < 0.07,
        subtotal=issuer.random() < 0.55,
        net=(malaysian and issuer.random() < 0.35) or issuer.random() < 0.06,
        always=malaysian and issuer.random() < 0.5,
        count=issuer.choices(("none", "before", "after"), (65, 20, 15))[0],
        total=issuer.choices(
            ("plain", "bold", "tall", "double", "large", "huge", "framed", "inverse"), (16, 20, 14, 14, 16, 10, 8, 2)
        )[0],
        total_rules=issuer.choices(("none", "above", "both", "value"), (45, 20, 25, 10))[0],
        blank=issuer.random() < 0.3,
        tax_rows=rows if where.prices_include_tax else "sum" if issuer.random() < 0.2 else "rows",
        table=table,
        table_columns=tuple(columns),
        table_heads=issuer.random() < 0.85,
        table_title=issuer.choice(_GST_TITLES) if malaysian and issuer.random() < 0.6 else "",
    )  # fmt: skip


def sums(till: Till, look: SumLook) -> list[Element]:
    """From the subtotal to the total, and the taxes that are in it."""
    receipt = till.sale.receipt
    found: list[Element] = []
    added = not receipt.prices_include_tax
    between = bool(receipt.discount or receipt.service_charge or receipt.tip or (added and receipt.tax_total))
    if look.count == "before":
        found += item_count(till)
    if look.net and not added and receipt.tax_total:
        found.append(_row(till, look, till.word("net"), receipt.net_total, None))
        found += _tax_rows(till, look, "rows")
    if look.subtotal or between:
        found.append(_row(till, look, till.word("subtotal"), receipt.subtotal, "subtotal"))
    if receipt.discount or (look.always and till.rng.random() < 0.3):
        found.append(_row(till, look, till.word("discount"), -receipt.discount, "discount"))
    if receipt.service_charge:
        percent = (
            f" {write_number(till.sale.shop.service, till.where, till.habits)}%" if till.rng.random() < 0.6 else ""
        )
        found.append(_row(till, look, till.word("service_charge") + percent, receipt.service_charge, "service_charge"))
    if added and receipt.tax_total:
        found += _tax_rows(till, look, "rows" if look.tax_rows == "none" else look.tax_rows)
    if receipt.tip:
        found.append(_row(till, look, till.word("tip"), receipt.tip, "tip"))
    if receipt.rounding or look.always:
        found.append(_row(till, look, till.word("rounding"), receipt.rounding, "rounding"))
    found += _total(till, look)
    if not added and not look.net and receipt.tax_total and not (look.table and look.tax_rows == "none"):
        found += _tax_rows(till, look, look.tax_rows)
    if look.count == "after":
        found += item_count(till)
    return found


def _row(till: Till, look: SumLook, label: str, value: Decimal, field: str | None) -> Element:
    pair = till.texts.new_pair()
    colon = till.habits.colon_text(till.where) if look.colon else ""
    token = till.texts.add(till.cased(label) + colon, label=field or "", pair=pair)
    return _labelled_row(till, look, lines.joined([token]), _value(till, look, value, field, pair))


def _value(
    till: Till, look: SumLook, value: Decimal, field: str | None, pair: int, *, symbol: bool = False
) -> Token | None:
    shown = till.sale.receipt.stated.get(field or "", value)
    return till.text(till.money(shown, symbol=bool(symbol and not look.column)), field=field, pair=pair)


def _labelled_row(
    till: Till, look: SumLook, label: Parts, value: Token | None, *, style: dict[str, Any] | None = None
) -> Element:
    """A label and an amount at the right, with what a till sets between."""
    style = style or {}
    factor = max(float(style.get("wide", 1)), float(style.get("size", 1)))
    room, needed = till.columns, lines.columns_of(str(value["t"]) if value else "") * factor
    width = lines.parts_width(label) * factor
    start: float = {"left": 0, "indent": 4, "middle": room * 0.35, "by_value": room - needed - width - 2}[look.place]
    start = max(0, min(start, room - needed - width - 1))
    segments = [Segment(label, start, max(room - needed - 1 - start, 4))]
    if look.column:
        unit = lines.joined([till.texts.add(till.where.symbols[0])])
        taken = lines.parts_width(unit) * factor
        at = room - max(needed, 8) - taken - 1
        if at > start + width + 1:
            segments.append(Segment(unit, at, taken + 0.5))
    elif look.leader and not style:
        dots = int(room - needed - start - width)
        if dots > 3:
            segments.append(Segment(lines.joined([till.texts.add("." * (dots - 1))]), start + width + 0.5, dots))
    if value is not None:
        segments.append(Segment(lines.joined([value]), room - needed - 1, needed + 1, "right"))
    return lines.line(*segments, style=style)


def _total(till: Till, look: SumLook) -> list[Element]:
    form = look.total if till.paper.stretch else _SET_LARGER.get(look.total, look.total)
    style = dict(_TOTAL_STYLES[form])
    pair = till.texts.new_pair()
    colon = till.habits.colon_text(till.where) if look.colon else ""
    text = till.cased(till.word("total")) + colon
    value = _value(till, look, till.sale.receipt.total, "total", pair, symbol=look.symbol)
    factor = max(float(style.get("wide", 1)), float(style.get("size", 1)))
    if value and (lines.columns_of(text) + lines.columns_of(str(value["t"])) + 1) * factor > till.columns:
        style.pop("wide", None)
        style.pop("size", None)
    label = lines.joined([till.texts.add(text, label="total", pair=pair)])
    row = _labelled_row(till, look, label, value, style=style)
    if form == "framed":
        return [lines.gap(0.3), lines.frame([row], till.columns), lines.gap(0.3)]
    rule = till.rule(till.paper.second_rule, 0.9)
    if look.total_rules == "value":
        rule = [lines.rule("double", height=0.8, start=till.columns - 12, room=12)]
    above = rule if look.total_rules != "none" else [lines.gap(0.5)] if look.blank else []
    below = rule if look.total_rules in ("both", "value") else [lines.gap(0.5)] if look.blank else []
    return [*above, row, *below]


def tax_field(till: Till, index: int) -> str:
    """The field of a tax's amount: all taxes together where there is but one."""
    return "tax" if len(till.sale.receipt.taxes) == 1 else f"taxes[{index}].amount"


def _tax_rows(till: Till, look: SumLook, form: str) -> list[Element]:
    receipt = till.sale.receipt
    if form == "none":
        return []
    if form == "sum":
        return [_row(till, look, till.word("tax_total"), receipt.tax_total, "tax")]
    found = []
    for index, tax in enumerate(receipt.taxes):
        if not tax.rate:
            continue
        pair = till.texts.new_pair()
        label = _tax_label(till, look, index, tax_field(till, index), pair)
        value = _value(till, look, tax.amount, tax_field(till, index), pair)
        found.append(_labelled_row(till, look, label, value))
    return found


def _tax_label(till: Till, look: SumLook, index: int, field: str, pair: int) -> Parts:
    """ "VAT 20%": the label around its rate, which is a value of its own."""
    tax = till.sale.receipt.taxes[index]
    pattern = till.word("tax")
    rate = write_rate(tax.rate, till.where, till.habits, sign=False)
    match = _RATE_PLACE.fullmatch(pattern)
    colon = till.habits.colon_text(till.where) if look.colon else ""
    if match is None:
        return lines.joined([till.text(f"{pattern}{colon}", label=field, pair=pair)])
    before, after = (tax.category, "") if tax.category else (match["before"], match["after"])
    percent = "%" if match["percent"] else ""
    gap = " " if (match["percent"] or "").startswith(" ") else ""
    tokens = [
        till.text(before, label=field, pair=pair),
        till.text(f"{rate}{gap}{percent}", field=f"taxes[{index}].rate"),
        till.text(after.strip() + colon, label=field, pair=pair),
    ]
    parts = lines.joined(tokens)
    if before.endswith(("(", "@")):
        parts[1][1] = 0
    if tokens[2] and before and not after.startswith(" "):
        parts[-1][1] = 0
    return parts


def item_count(till: Till) -> list[Element]:
    whole = sum((item.quantity for item in till.sale.receipt.items if item.quantity == int(item.quantity)), ZERO)
    count = str(int(whole) + sum(1 for item in till.sale.receipt.items if item.quantity != int(item.quantity)))
    if till.rng.random() < 0.3:
        count = str(len(till.sale.receipt.items))
    pair = till.texts.labelled(till.cased(till.word("items_count", colon=True)), count)
    return [lines.text_line(lines.joined(pair), till.columns)]


def tax_table(till: Till, look: SumLook, letters: ItemLook) -> list[Element]:
    """Rates with their bases and amounts, in columns."""
    receipt = till.sale.receipt
    taxes = receipt.taxes
    if not look.table or not receipt.prices_include_tax or not receipt.tax_total:
        return []
    names = [name for name in look.table_columns if name != "letter" or letters.letters]
    if "rate" not in names and "letter" not in names:
        names.insert(0, "rate")
    stops = [till.columns * (index + 1) / len(names) for index in range(len(names))]
    width = till.columns / len(names)
    sums_print_tax = look.net or look.tax_rows != "none"
    found = _table_heads(till, look, names, stops, width) if look.table_heads else []
    for index, tax in enumerate(taxes):
        segments = []
        for column, (name, stop) in enumerate(zip(names, stops, strict=True)):
            cell = (TABLE, index + 1, column)
            whole = "tax" if len(taxes) == 1 and not sums_print_tax else f"taxes[{index}].amount"
            rate = write_rate(tax.rate, till.where, till.habits, sign=True)
            text, field = {
                "letter": (
                    tax.category or letter_of(letters, receipt.items, tax.rate) or "-",
                    f"taxes[{index}].category",
                ),
                "rate": (
                    rate if not look.table_title else f"@{rate}" if till.rng.random() < 0.3 else rate,
                    f"taxes[{index}].rate",
                ),
                "net": (till.money(tax.base), f"taxes[{index}].base"),
                "tax": (till.money(tax.amount), whole),
                "gross": (till.money(tax.base + tax.amount), None),
            }[name]
            token = till.text(text, field=field if text != "-" else None, cell=cell)
            segments.append(_table_segment(lines.joined([token]), column, stop, width))
        found.append(lines.line(*segments))
    if len(taxes) > 1 and till.rng.random() < 0.3 and "net" in names:
        found.append(_table_sum(till, names, stops, width))
    return found


def _table_segment(parts: Parts, column: int, stop: float, width: float) -> Segment:
    return Segment(parts, stop - width, width - 0.5) if column == 0 else Segment(parts, stop - width, width, "right")


def _table_heads(till: Till, look: SumLook, names: list[str], stops: list[float], width: float) -> list[Element]:
    concepts = {"letter": "", "rate": "tax_total", "net": "net", "tax": "tax_total", "gross": "total"}
    segments = []
    for column, (name, stop) in enumerate(zip(names, stops, strict=True)):
        text = till.short_word(concepts[name], int(width) - 1) if concepts[name] else ""
        if look.table_title and name in ("net", "tax"):
            text = {"net": "Amount(RM)", "tax": "Tax(RM)"}[name]
        if column == 0 and look.table_title:
            text = look.table_title
        elif name == "rate":
            text = "%" if till.rng.random() < 0.5 else f"{text} %"
        token = till.texts.add(till.cased(text), label="", cell=(TABLE, 0, column))
        segments.append(_table_segment(lines.joined([token]), column, stop, width))
    return [lines.line(*segments)]


def _table_sum(till: Till, names: list[str], stops: list[float], width: float) -> Element:
    receipt = till.sale.receipt
    segments = []
    for column, (name, stop) in enumerate(zip(names, stops, strict=True)):
        cell = (TABLE, len(receipt.taxes) + 1, column)
        token: Token | None = None
        if column == 0:
            token = till.text(till.word("total"), label="", cell=cell)
        elif name in ("net", "tax"):
            value = receipt.net_total if name == "net" else receipt.tax_total
            token = till.text(till.money(value), field="tax" if name == "tax" else None, cell=cell)
        segments.append(_table_segment(lines.joined([token]), column, stop, width))
    return lines.line(*segments)

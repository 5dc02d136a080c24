"""What petrol stations, car parks and card terminals print in place of a list of items."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal

from docfields.models.synthesis.material.locale import write_amount, write_number
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.lines import Element, Parts, Segment
from docfields.models.synthesis.pages.receipt.look import Till
from docfields.models.synthesis.pages.receipt.meta import moment_parts
from docfields.models.synthesis.pages.typeset import Token


@dataclass(frozen=True, slots=True)
class ServiceLook:
    """fuel: as a list of labelled facts, or in lines like items. order: of the facts. values: where they stand."""

    fuel: Literal["facts", "pump_first", "volume_first", "table"]
    order: tuple[str, ...]
    values: Literal["right", "after", "stop"]
    stop: int
    plate: bool
    unit: str
    marked: bool


def draw_service_look(issuer: Random) -> ServiceLook:
    order = ["pump", "fuel", "litres", "price_per_litre", "amount"]
    if issuer.random() < 0.4:
        issuer.shuffle(order)
    return ServiceLook(
        fuel=issuer.choice(("facts", "facts", "pump_first", "volume_first", "table")),
        order=tuple(name for name in order if name not in ("pump", "amount") or issuer.random() < 0.7),
        values=issuer.choice(("right", "after", "stop")),
        stop=issuer.randint(12, 17),
        plate=issuer.random() < 0.6,
        unit=issuer.choice(("L", "l", "Ltr", "LTR", "Lit.")),
        marked=issuer.random() < 0.3,
    )


def fuel(till: Till, look: ServiceLook) -> list[Element]:
    """What was filled in: pump, kind, volume, price of a litre, amount."""
    item = till.sale.receipt.items[0]
    volume = write_number(item.quantity, till.where, till.habits)
    price = write_amount(item.unit_price, till.where, till.habits, symbol=False, decimals=3)
    name = till.cased(item.description)
    pump = till.sale.receipt.details.get("pump", "1")
    amount = till.money(item.amount)
    if look.fuel == "facts":
        texts = {
            "pump": (pump, None), "fuel": (name, "description"), "litres": (volume, "quantity"),
            "price_per_litre": (price, "unit_price"), "amount": (amount, "amount"),
        }  # fmt: skip
        found = []
        for concept in look.order:
            text, field = texts[concept]
            found += _labelled(till, look, concept, [(text, f"line_items[0].{field}" if field else None)])
        return found
    description = till.texts.add(name, field="line_items[0].description")
    sold = till.texts.add(amount, field="line_items[0].amount")
    litres = till.texts.add(volume, field="line_items[0].quantity")
    unit = till.texts.add(till.cased(look.unit), field="line_items[0].unit")
    each = till.texts.add(price, field="line_items[0].unit_price")
    per = till.texts.add(f"{till.where.currency}/{look.unit}" if look.marked else f"/{look.unit}")
    station = till.texts.labelled(till.cased(till.word("pump")), pump)
    room = till.columns
    if look.fuel == "table":
        return [
            lines.line(
                Segment(lines.joined([description]), 0, room / 2),
                Segment(lines.joined(station), room / 2, room / 2, "right"),
            ),
            lines.line(
                Segment(lines.joined([litres, unit]), 1, room * 0.3),
                Segment(lines.joined([each, per]), room * 0.35, room * 0.33),
                Segment(lines.joined([sold]), room * 0.7, room * 0.3, "right"),
            ),
        ]
    figures = lines.joined([litres, unit, till.texts.add("@" if look.marked else "x"), each])
    first = lines.extended(lines.joined(station), lines.joined([description]), 2)
    if look.fuel == "volume_first":
        first = lines.extended(lines.joined([litres, unit]), lines.joined(station), 2)
        figures = lines.joined([each, per])
        return [
            lines.text_line(first, room, start=3),
            lines.line(
                Segment(lines.joined([description]), 0, room * 0.6),
                Segment(lines.joined([sold]), room * 0.6, room * 0.4, "right"),
            ),
            lines.text_line(figures, room, start=3),
        ]
    return [
        lines.text_line(first, room),
        lines.line(Segment(figures, 1, room * 0.7), Segment(lines.joined([sold]), room * 0.7, room * 0.3, "right")),
    ]


def parking(till: Till, look: ServiceLook) -> list[Element]:
    """When the car came and went; the fee stands among the sums."""
    sale = till.sale
    if sale.entry is None or sale.exit is None:
        return []
    minutes = int((sale.exit - sale.entry).total_seconds() // 60)
    duration = till.rng.choice(
        (f"{minutes // 60}:{minutes % 60:02d}", f"{minutes // 60}h {minutes % 60:02d}min", f"{minutes} min")
    )
    found = []
    plate = sale.receipt.details.get("plate", "")
    if look.plate and plate:
        found += _labelled(till, look, "plate", [(plate, None)])
    found += _labelled(till, look, "entry", [(text, None) for text in moment_parts(till, sale.entry)])
    found += _labelled(till, look, "exit", [(text, None) for text in moment_parts(till, sale.exit)])
    if till.rng.random() < 0.8:
        found += _labelled(till, look, "duration", [(duration, None)])
    if look.marked:
        item = sale.receipt.items[0]
        description = till.texts.add(till.cased(item.description), field="line_items[0].description")
        amount = till.texts.add(till.money(item.amount), field="line_items[0].amount")
        found.append(
            lines.line(
                Segment(lines.joined([description]), 0, till.columns * 0.65),
                Segment(lines.joined([amount]), till.columns * 0.65, till.columns * 0.35, "right"),
            )
        )
    return found


def slip_sums(till: Till, look: ServiceLook) -> list[Element]:
    """Of a card slip: the amount, a tip if one was given, and what is to be paid; or empty lines for a tip."""
    receipt = till.sale.receipt
    rows: list[Element] = []
    if receipt.tip:
        rows.append(_sum(till, till.word("subtotal"), receipt.subtotal, "subtotal"))
        if receipt.tax_total and not receipt.prices_include_tax:
            rows.append(_sum(till, till.word("tax_total"), receipt.tax_total, "tax"))
        rows.append(_sum(till, till.word("tip"), receipt.tip, "tip"))
        return [*rows, _sum(till, till.word("total"), receipt.shown("total"), "total", large=True)]
    amount = till.word("amount")
    bare = amount.upper() in {symbol.upper() for symbol in (*till.where.symbols, till.where.currency, "EUROS")}
    label = till.word("total") if look.marked or bare else amount
    rows.append(_sum(till, label, receipt.shown("total"), "total", large=look.values != "after"))
    if till.where.country in ("US", "AU") and till.rng.random() < 0.6:
        rows += blanks(till)
    return rows


def blanks(till: Till) -> list[Element]:
    """Lines on which guests write a tip and the total."""
    found: list[Element] = []
    for concept in ("tip", "total"):
        label = till.cased(till.word(concept, colon=True))
        start = min(lines.columns_of(label) + 1, till.columns // 2)
        token = till.texts.add(label, label="")
        found += [lines.gap(0.9), lines.line(Segment(lines.joined([token]), 0, start - 0.5))]
        found.append(lines.rule("hair", height=0.1, start=start))
    return found


def _sum(till: Till, label: str, value: Decimal, field: str, *, large: bool = False) -> Element:
    pair = till.texts.labelled(till.cased(label), till.cased(till.money(value, symbol=large or None)), field)
    style = {} if not large else {"tall": 2} if till.paper.stretch else {"size": 1.3, "bold": True}
    factor = float(style.get("size", 1)) * 1.02
    needed = lines.columns_of(str(pair[1]["t"]) if pair[1] else "") * factor + 1
    first: Token | None = pair[0]
    return lines.line(
        Segment(lines.joined([first]), 0, max(4, till.columns - needed)),
        Segment(lines.joined([pair[1]]), till.columns - needed, needed, "right"),
        style=style,
    )


def _labelled(till: Till, look: ServiceLook, concept: str, values: list[tuple[str, str | None]]) -> list[Element]:
    """A label and its values, where the look wants them."""
    pair = till.texts.new_pair()
    field = values[0][1]
    colon = "" if look.values == "stop" else till.habits.colon_text(till.where)
    label: Parts = lines.joined([till.texts.add(till.cased(till.word(concept)) + colon, label=field or "", pair=pair)])
    value = lines.joined([till.texts.add(text, field=own, pair=pair) for text, own in values])
    width = lines.parts_width(value)
    start = min(max(look.stop, lines.parts_width(label) + 1), till.columns - width)
    if look.values == "right":
        return [
            lines.line(
                Segment(label, 0, till.columns - width - 1),
                Segment(value, till.columns - width - 1, width + 1, "right"),
            )
        ]
    if look.values == "stop" and start > lines.parts_width(label):
        return [lines.line(Segment(label, 0, start - 0.5), Segment(value, start, till.columns - start))]
    return [lines.text_line(lines.extended(label, value), till.columns)]

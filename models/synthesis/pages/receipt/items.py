"""What was sold, line by line, in the ways that tills set it."""

from __future__ import annotations

from collections.abc import Mapping

from docfields.models.synthesis.material.locale import write_number
from docfields.models.synthesis.material.records import Item
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.columns import (
    AMOUNT,
    DESCRIPTION,
    PRICE,
    QUANTITY,
    SKU,
    TABLE,
    ItemLook,
    Widths,
    amount_text,
    heads,
    letter_of,
    price_text,
    quantity_text,
    stops_of,
    widths_of,
)
from docfields.models.synthesis.pages.receipt.lines import Align, Element, Parts, Segment
from docfields.models.synthesis.pages.receipt.look import Till
from docfields.models.synthesis.pages.typeset import Token

_MODIFIERS: Mapping[str, tuple[str, ...]] = {
    "en": ("no onion", "extra cheese", "medium rare", "sauce on side", "to share", "large", "less ice", "takeaway"),
    "de": ("ohne Zwiebeln", "extra Käse", "medium", "Soße extra", "zum Teilen", "groß"),
    "fr": ("sans oignon", "à point", "saignant", "sauce à part", "supp. fromage"),
    "es": ("sin cebolla", "poco hecho", "extra queso", "para compartir"),
    "it": ("senza cipolla", "al sangue", "con ghiaccio", "da dividere"),
    "nl": ("zonder ui", "extra kaas", "medium", "om te delen"),
    "pt": ("sem cebola", "mal passado", "com gelo", "para dividir"),
    "pl": ("bez cebuli", "średnio wysmażony", "na wynos"),
    "sv": ("utan lök", "extra ost", "medium"),
    "zh": ("微辣", "少冰", "不要香菜", "打包", "大份"),
}
"""What kitchens are told, indented below a dish."""


def items(till: Till, look: ItemLook) -> list[Element]:
    """Heads, if any, and all items."""
    widths = widths_of(till, look)
    arranged = look
    found = heads(till, arranged, widths) if look.heads else []
    for index, item in enumerate(till.sale.receipt.items):
        rows = _ROWS[look.arrangement](till, look, widths, index, item)
        if index and look.spacing:
            found.append(lines.gap(look.spacing))
        found += rows
        found += _below(till, look, widths, index, item)
    return found


def _cell(index: int, column: int) -> tuple[int, int, int]:
    return TABLE, index + 1, column


def _quantity(till: Till, index: int, item: Item) -> Token | None:
    text = quantity_text(till, item)
    return till.text(text, field=f"line_items[{index}].quantity", cell=_cell(index, QUANTITY))


def _price(till: Till, index: int, item: Item) -> Token | None:
    text = price_text(till, item)
    return till.text(text, field=f"line_items[{index}].unit_price", cell=_cell(index, PRICE))


def _amount(till: Till, look: ItemLook, index: int, item: Item, widths: Widths) -> list[Segment]:
    """The amount at the right and the letter behind."""
    text = amount_text(till, look, item)
    token = till.text(text, field=f"line_items[{index}].amount", cell=_cell(index, AMOUNT))
    made = [Segment(lines.joined([token]), widths.end - widths.amount - 2, widths.amount + 2, "right")]
    letter = letter_of(look, till.sale.receipt.items, item.tax_rate)
    if letter:
        parts = lines.joined([till.texts.add(letter)])
        made.append(Segment(parts, widths.end + look.letter_gap, widths.letter - look.letter_gap + 0.3))
    return made


def _description(till: Till, look: ItemLook, index: int, item: Item, room: int) -> list[Parts]:
    """A description's lines; codes and positions stand before the first."""
    before: list[Token | None] = []
    if look.numbered and (look.prefix == "none" or look.arrangement != "one"):
        before.append(till.texts.add(f"{index + 1}."))
    if look.code == "before" and item.sku:
        token = till.texts.add(item.sku, field=f"line_items[{index}].sku", cell=_cell(index, SKU))
        before.append(token)
    lead = lines.joined(before)
    taken = lines.parts_width(lead) + 1 if lead else 0
    if room - taken < 8 and lead:
        return [lead, *_description_lines(till, look, index, item, room)]
    own = _description_lines(till, look, index, item, room - taken)
    return [lines.extended(lead, own[0]), *own[1:]]


def _description_lines(till: Till, look: ItemLook, index: int, item: Item, room: int) -> list[Parts]:
    text = till.cased(item.description)
    wrapped = [lines.clip(text, room)] if look.clip else lines.wrap(text, room)
    field, cell = f"line_items[{index}].description", _cell(index, DESCRIPTION)
    return [lines.joined([till.texts.add(part, field=field, cell=cell)]) for part in wrapped]


def _figures(till: Till, look: ItemLook, index: int, item: Item) -> Parts:
    """Quantity, sign and price together; weighed goods name their unit."""
    quantity = _quantity(till, index, item)
    parts = lines.joined([quantity])
    if item.unit:
        unit = till.texts.add(item.unit, field=f"line_items[{index}].unit")
        parts = lines.extended(parts, lines.joined([unit]))
    rest = [till.texts.add(look.sign), _price(till, index, item)]
    parts = lines.extended(parts, lines.joined(rest))
    if item.unit:
        parts = lines.extended(parts, lines.joined([till.texts.add(f"/{item.unit}")]), 0)
    return parts


def _is_counted(look: ItemLook, item: Item) -> bool:
    return look.counted or item.quantity != 1


def _one(till: Till, look: ItemLook, widths: Widths, index: int, item: Item) -> list[Element]:
    """Description and amount on a line; a quantity before it, or with its price on a second line."""
    weighed = item.quantity != item.quantity.to_integral_value()
    amount = _amount(till, look, index, item, widths)
    lead: Parts = []
    if look.prefix != "none" and not weighed and _is_counted(look, item):
        signs = [till.texts.add(look.sign)] if look.prefix == "sign" else []
        lead = lines.joined([_quantity(till, index, item), *signs])
    start = max(lines.parts_width(lead) + 1, widths.quantity + 1) if lead else 0
    if look.prefix == "bare" and look.counted:
        start = widths.quantity + 1
    room = int(widths.end - widths.amount - 1 - start)
    described = _description(till, look, index, item, room)
    found = [lines.line(Segment(lead, 0, start), Segment(described[0], start, room + 0.5), *amount)]
    found += [lines.text_line(parts, room + start, start=start) for parts in described[1:]]
    if not lead and _is_counted(look, item) and item.quantity != 1:
        found.append(lines.text_line(_figures(till, look, index, item), widths.end, start=look.indent))
    return found


def _columns(till: Till, look: ItemLook, widths: Widths, index: int, item: Item) -> list[Element]:
    stops, room = stops_of(till, look, widths)
    if room < 9:
        return _below_rows(till, look, widths, index, item)
    segments = []
    described = _description(till, look, index, item, room)
    for name in look.order:
        start, width = stops[name]
        if name == "quantity":
            align: Align = "left" if start == 0 else "right"
            segments.append(Segment(lines.joined([_quantity(till, index, item)]), start, width, align))
        elif name == "price":
            segments.append(Segment(lines.joined([_price(till, index, item)]), start, width, "right"))
        elif name == "amount":
            segments += _amount(till, look, index, item, widths)
        else:
            segments.append(Segment(described[0], start, room + 0.5))
    start = stops["description"][0]
    return [lines.line(*segments), *(lines.text_line(parts, start + room, start=start) for parts in described[1:])]


def _below_rows(till: Till, look: ItemLook, widths: Widths, index: int, item: Item) -> list[Element]:
    """The description on a line of its own, the figures on the next."""
    described = _description(till, look, index, item, till.columns)
    found = [lines.text_line(parts, till.columns) for parts in described]
    return [*_code_line(till, look, index, item), *found, _figure_line(till, look, widths, index, item)]


def _above_rows(till: Till, look: ItemLook, widths: Widths, index: int, item: Item) -> list[Element]:
    figures = _figure_line(till, look, widths, index, item)
    described = _description(till, look, index, item, till.columns - look.indent)
    found = [lines.text_line(parts, till.columns, start=look.indent) for parts in described]
    return [*_code_line(till, look, index, item), figures, *found]


def _code_line(till: Till, look: ItemLook, index: int, item: Item) -> list[Element]:
    if look.code != "own_line" or not item.sku:
        return []
    token = till.texts.add(item.sku, field=f"line_items[{index}].sku", cell=_cell(index, SKU))
    return [lines.text_line(lines.joined([token]), till.columns)]


def _figure_line(till: Till, look: ItemLook, widths: Widths, index: int, item: Item) -> Element:
    start: float = look.indent
    code: list[Segment] = []
    if look.code == "figures" and item.sku:
        token = till.texts.add(item.sku, field=f"line_items[{index}].sku", cell=_cell(index, SKU))
        parts = lines.joined([token])
        if lines.parts_width(parts) + 1 + widths.quantity + widths.price + 4 + widths.amount < widths.end:
            code, start = [Segment(parts, 0, lines.parts_width(parts) + 0.5)], lines.parts_width(parts) + 2
        else:
            code = []
    amount = _amount(till, look, index, item, widths)
    room = widths.end - widths.amount - 1 - start
    if item.unit or look.order[0] == "quantity" or look.sign != "x":
        return lines.line(*code, Segment(_figures(till, look, index, item), start, max(room, 4)), *amount)
    middle = widths.end - widths.amount - 2
    return lines.line(
        *code,
        Segment(lines.joined([_quantity(till, index, item), till.texts.add(look.sign)]), start, max(4, room / 2)),
        Segment(lines.joined([_price(till, index, item)]), middle - widths.price - 1, widths.price + 1, "right"),
        *amount,
    )


def _below(till: Till, look: ItemLook, widths: Widths, index: int, item: Item) -> list[Element]:
    """What kitchens are told, and what is taken off the line."""
    found = []
    if look.modifiers and till.rng.random() < look.modifiers:
        for text in till.rng.sample(_MODIFIERS.get(till.where.language, _MODIFIERS["en"]), till.rng.choice((1, 1, 2))):
            parts = lines.joined([till.text(till.rng.choice(("", "", "+ ", "- ", "* ")) + text)])
            found.append(lines.text_line(parts, till.columns, start=max(2, look.indent)))
    if item.discount:
        rate = item.discount_rate
        label = till.cased(till.word("discount"))
        percent = (
            f"{write_number(rate, till.where, till.habits)}%" if rate is not None and till.rng.random() < 0.6 else ""
        )
        parts = lines.joined([till.texts.add(label, label=f"line_items[{index}].discount"), till.texts.add(percent)])
        token = till.text(till.money(-item.discount), field=f"line_items[{index}].discount")
        start = look.indent
        found.append(
            lines.line(
                Segment(parts, start, widths.end - widths.amount - 2 - start),
                Segment(lines.joined([token]), widths.end - widths.amount - 3, widths.amount + 3, "right"),
            )
        )
    return found


_ROWS = {"one": _one, "columns": _columns, "below": _below_rows, "above": _above_rows}

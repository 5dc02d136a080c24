"""What all VAT invoices of China have in common: the table of items, its sums, the row of the total, the remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.material.locale import plain
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.chinese.look import VatLook
from docfields.models.synthesis.pages.chinese.record import ChineseInvoice, is_rebate, price_text
from docfields.models.synthesis.pages.chinese.sheet import Sheet, split

COLUMNS = ("description", "sku", "unit", "quantity", "unit_price", "amount", "tax_rate", "tax")


@dataclass(slots=True)
class Draft:
    """What the blocks of one invoice share. issuer: for the seller's own choices."""

    sheet: Sheet
    look: VatLook
    invoice: ChineseInvoice
    where: Locale
    issuer: Random
    date: str

    def label(self, text: str) -> str:
        return text + self.look.colon


def lines_of(draft: Draft, index: int) -> int:
    item = draft.invoice.items[index]
    return len(split(item.description, draft.look.value, _column_places(draft.look)[1] - draft.look.left - 6))


def _column_places(look: VatLook) -> list[float]:
    """x of the walls from left to right."""
    scale = (look.right - look.left) / sum(look.shares)
    places = [look.left]
    for share in look.shares:
        places.append(places[-1] + share * scale)
    return places


def item_table(draft: Draft, top: float, bottom: float, pitch: float, *, summed: bool) -> None:
    """Heads, one line an item, and the sums at the foot."""
    sheet, look, invoice, issuer = draft.sheet, draft.look, draft.invoice, draft.issuer
    places = _column_places(look)
    if look.walls:
        for x in places[1:-1]:
            sheet.rule(x, top, x, bottom, look.color, look.thickness)
    heads = (look.item_head, look.specification_head, "单位", "数量", "单价", "金额", look.rate_head, "税额")
    base = top + 1.5 * look.label.size
    for column, (name, head) in enumerate(zip(COLUMNS, heads, strict=True)):
        left, right = places[column], places[column + 1]
        label, cell = f"line_items[].{name}", (0, 0, column)
        if look.spread_labels and len(head) == 2:
            room = min(right - left - 12, look.label.size * 4)
            sheet.spread((left + right - room) / 2, base, head, look.label, room, label=label, cell=cell)
        else:
            sheet.put(
                (left + right) / 2,
                base,
                head,
                look.label,
                anchor="middle",
                width=right - left - 3,
                label=label,
                cell=cell,
            )
    y = base + pitch * issuer.uniform(1.0, 1.3)
    centered = issuer.random() < 0.3
    for index, item in enumerate(invoice.items):
        rebate = is_rebate(item)
        texts = {
            "sku": item.sku, "unit": item.unit, "quantity": "" if rebate else plain(item.quantity),
            "unit_price": "" if rebate else price_text(item.unit_price), "amount": f"{item.amount:.2f}",
            "tax_rate": f"{plain(item.tax_rate)}%", "tax": f"{invoice.item_tax(item):.2f}",
        }  # fmt: skip
        used = sheet.wrapped(
            look.left + 4, y, item.description, look.value, places[1] - look.left - 6, pitch,
            field=f"line_items[{index}].description", cell=(0, index + 1, 0), typed=True,
        )  # fmt: skip
        for column, name in enumerate(COLUMNS[1:], start=1):
            left, right = places[column], places[column + 1]
            middle = name in ("unit", "tax_rate") or (centered and name == "quantity")
            x = (left + right) / 2 if middle else left + 3 if name == "sku" else right - 3
            pen = look.figure if texts[name].isascii() else look.value
            sheet.put(
                x, y, texts[name], pen, field=f"line_items[{index}].{name}", cell=(0, index + 1, column),
                width=right - left - 5, anchor="middle" if middle else "start" if name == "sku" else "end", typed=True,
            )  # fmt: skip
        y += used * pitch
    if summed:
        _sums(draft, bottom - 0.7 * look.label.size, places)


def _sums(draft: Draft, base: float, places: Sequence[float]) -> None:
    sheet, look, invoice = draft.sheet, draft.look, draft.invoice
    pair = sheet.texts.new_pair()
    sheet.spread(
        look.left + (places[1] - look.left) * 0.25, base, "合计", look.label, (places[1] - look.left) * 0.5,
        label="net_total", pair=pair,
    )  # fmt: skip
    for name, place in (("net_total", 6), ("tax_total", 8)):
        text = f"{sign(draft)}{invoice.shown(name):.2f}"
        sheet.put(
            places[place] - 3,
            base,
            text,
            look.figure,
            field=name,
            anchor="end",
            width=places[place] - places[place - 1] - 4,
            pair=pair if name == "net_total" else None,
            typed=True,
        )


def sign(draft: Draft) -> str:
    draft.sheet.shown.append("currency")
    return "￥" if draft.look.yuan == "元" and draft.look.value.font == draft.look.family else "¥"


def total_row(draft: Draft, top: float, bottom: float) -> None:
    """价税合计, in capital numerals and in figures."""
    sheet, look, invoice, issuer = draft.sheet, draft.look, draft.invoice, draft.issuer
    wall = _column_places(look)[1]
    sheet.rule(wall, top, wall, bottom, look.color, look.thickness)
    base = (top + bottom) / 2 + 0.36 * look.value.size
    total = invoice.shown("total")
    pair = sheet.texts.new_pair()
    sheet.put(
        (look.left + wall) / 2,
        base,
        issuer.choice(("价税合计（大写）", "价税合计(大写)", "价税合计（大写）")),
        look.label,
        anchor="middle",
        width=wall - look.left - 4,
        label="total",
        pair=pair,
    )
    mark = issuer.choice(("", "ⓧ", "⊗", "⊗"))
    text = ("（负数）" if total < 0 else "") + in_capitals(total, yuan=look.yuan, whole=look.whole)
    x = wall + issuer.uniform(6, 24)
    if mark == "⊗":
        sheet.put(x, base, mark, look.value)
        x += look.value.size * 1.4
    sheet.put(x, base, text, look.value, pair=pair, width=look.right - x - 150, typed=True)
    pair = sheet.texts.new_pair()
    x = look.right - issuer.uniform(120, 150)
    sheet.put(x, base, issuer.choice(("（小写）", "(小写)", "小写")), look.label, label="total", pair=pair)
    sheet.put(
        x + 4.4 * look.label.size,
        base,
        f"{sign(draft)}{total:.2f}",
        look.figure,
        field="total",
        pair=pair,
        width=look.right - x - 4.4 * look.label.size - 4,
        typed=True,
    )


def remark_block(draft: Draft, top: float, bottom: float, left: float) -> None:
    sheet, look = draft.sheet, draft.look
    narrow = look.label.size * 2
    if left > look.left:
        sheet.rule(left, top, left, bottom, look.color, look.thickness)
    sheet.rule(left + narrow, top, left + narrow, bottom, look.color, look.thickness)
    pair = sheet.texts.new_pair()
    sheet.down(left + narrow / 2, top + 3, "备注", look.label, bottom - top - 6, label="", pair=pair)
    sheet.wrapped(
        left + narrow + 5,
        top + 1.8 * look.value.size,
        draft.invoice.remark,
        look.value,
        look.right - left - narrow - 10,
        look.value.size * 1.3,
        pair=pair,
        typed=True,
    )

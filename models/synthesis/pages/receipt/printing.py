"""Receipts: of shops, restaurants, pumps, car parks, hotels and card terminals, on rolls and sheets.

A shop's looks are drawn block by block (receipt_head, receipt_meta, receipt_items, receipt_sums, receipt_payment,
receipt_foot, ...), and the order of the blocks too: a layout is a combination, none is written down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from docfields.models.synthesis.material.locale import Locale, draw_habits, plain
from docfields.models.synthesis.pages.finish import finish
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.columns import draw_item_look, gross
from docfields.models.synthesis.pages.receipt.foot import draw_foot_look, foot, signature
from docfields.models.synthesis.pages.receipt.head import draw_head_look, head, legal_foot, title
from docfields.models.synthesis.pages.receipt.items import items
from docfields.models.synthesis.pages.receipt.lines import Element
from docfields.models.synthesis.pages.receipt.look import Till, draw_paper
from docfields.models.synthesis.pages.receipt.meta import draw_meta_look, meta, number_is_bare
from docfields.models.synthesis.pages.receipt.payment import draw_payment_look, payment, slip
from docfields.models.synthesis.pages.receipt.record import Sale, draw_sale
from docfields.models.synthesis.pages.receipt.services import (
    ServiceLook,
    blanks,
    draw_service_look,
    fuel,
    parking,
    slip_sums,
)
from docfields.models.synthesis.pages.receipt.sheet import Looks, draw_sheet_look, sheet
from docfields.models.synthesis.pages.receipt.shop import draw_shop
from docfields.models.synthesis.pages.receipt.sums import draw_sum_look, sums, tax_table
from docfields.models.synthesis.pages.typeset import Texts, Typeset, typeset
from docfields.models.synthesis.truth import PrintedDocument

TEMPLATE = "receipt.typ"

_TEXT_FIELDS = ("seller.name", "seller.address", "seller.phone", "payment.method")
"""Fields whose value is what is printed, in a shop's letters and as far as its lines go."""

_ROW_TEXT = re.compile(r"line_items\[\d+\]\.(description|sku|unit)|taxes\[\d+\]\.category")


@dataclass(frozen=True, slots=True)
class Order:
    """Which blocks follow which. early_late: what identifies the sale at the end stands before the thanks."""

    rules: tuple[bool, ...]
    tax_table_last: bool
    slip_before_payment: bool
    early_late: bool
    meta_before_head: bool


@dataclass(frozen=True, slots=True)
class Composed:
    """A receipt before it is typeset. number_is_bare: its number stands among others without a label."""

    till: Till
    elements: list[Element]
    number_is_bare: bool

    @property
    def layout(self) -> str:
        """The layout without its texts, to tell one from another."""
        paper = self.till.paper
        return repr((paper.sheet, paper.columns, paper.letters, lines.structure(self.elements)))


def print_receipt(issuer: Random, rng: Random, where: Locale, group: str) -> PrintedDocument:
    """A receipt with its truth. issuer: of the shop, the same for all its receipts; rng: of this one."""
    composed = compose_receipt(issuer, rng, where)
    till = composed.till
    made = typeset(TEMPLATE, {**till.paper.json(), "elements": composed.elements}, till.texts)
    return finish(
        "receipt",
        group,
        made,
        _values(till.sale, made, where),
        language=where.language,
        shown=_shown(till.sale, made, where),
        ignore=_ignored(till.sale, made, bare=composed.number_is_bare),
        broken=till.sale.receipt.broken,
        medium=till.paper.medium,
    )


def compose_receipt(issuer: Random, rng: Random, where: Locale) -> Composed:
    """A shop with its looks, a sale, and the elements that print it."""
    shop = draw_shop(issuer, where)
    habits = draw_habits(issuer, where, "receipt")
    paper = draw_paper(issuer, where, shop.category)
    looks = Looks(
        head=draw_head_look(issuer, where, shop, paper),
        meta=draw_meta_look(issuer, shop),
        items=draw_item_look(issuer, where, shop, paper),
        sums=draw_sum_look(issuer, where, paper),
        payment=draw_payment_look(issuer),
        foot=draw_foot_look(issuer, where, shop.category, paper),
    )
    service, order = draw_service_look(issuer), _draw_order(issuer)
    sheet_look = draw_sheet_look(issuer, where, shop.category)
    till = Till(Texts(), draw_sale(shop, rng, where), where, habits, paper, rng)
    elements = sheet(till, sheet_look, looks) if paper.sheet else _roll(till, looks, service, order)
    return Composed(till, elements, number_is_bare(looks.meta))


def _draw_order(issuer: Random) -> Order:
    share = issuer.choice((0.3, 0.6, 0.8, 1.0))
    return Order(
        rules=tuple(issuer.random() < share for _ in range(6)),
        tax_table_last=issuer.random() < 0.6,
        slip_before_payment=issuer.random() < 0.1,
        early_late=issuer.random() < 0.5,
        meta_before_head=issuer.random() < 0.04,
    )


def _roll(till: Till, looks: Looks, service: ServiceLook, order: Order) -> list[Element]:
    """All elements of a receipt on a roll, from its head to its foot."""
    category = till.sale.receipt.category
    top, facts = head(till, looks.head), meta(till, looks.meta)
    blocks = [facts, top] if order.meta_before_head else [top, facts]
    if looks.head.title_place == "end":
        blocks.insert(1, title(till, looks.head, till.columns))
    if category == "card_slip":
        blocks += [slip(till, looks.payment, alone=True), slip_sums(till, service)]
    else:
        sold = {"fuel": fuel, "parking": parking}.get(category)
        blocks.append(sold(till, service) if sold else items(till, looks.items))
        paid, card = payment(till, looks.payment), slip(till, looks.payment)
        taxes = tax_table(till, looks.sums, looks.items)
        blocks.append(sums(till, looks.sums))
        if category == "meal" and till.where.country == "US" and looks.payment.form == "none":
            blocks.append(blanks(till))
        blocks += [card, paid] if order.slip_before_payment else [paid, card]
        blocks.insert(len(blocks) if order.tax_table_last else len(blocks) - 2, taxes)
    late, last = meta(till, looks.meta, late=True), [*legal_foot(till, looks.head), *foot(till, looks.foot)]
    blocks += [late, last] if order.early_late else [last, late]
    blocks.append(signature(till, looks.foot))
    return _separated(till, blocks, order)


def _separated(till: Till, blocks: list[list[Element]], order: Order) -> list[Element]:
    """The blocks with rules or gaps between; blocks that print nothing leave none."""
    found: list[Element] = []
    for index, block in enumerate(block for block in blocks if block):
        if found:
            ruled = order.rules[index % len(order.rules)]
            bare = found[-1]["k"] != "rule" and block[0]["k"] != "rule"
            found += till.rule() if ruled and bare else [lines.gap(0.7)] if bare else []
        found += block
    return found


def _values(sale: Sale, made: Typeset, where: Locale) -> dict[str, str]:
    """Normalised values of all fields that may be printed."""
    receipt = sale.receipt
    sums_of: Mapping[str, Decimal | None] = {
        "subtotal": receipt.subtotal, "tax": receipt.tax_total, "tip": receipt.tip, "discount": receipt.discount,
        "service_charge": receipt.service_charge, "rounding": receipt.rounding, "total": receipt.shown("total"),
        "paid": receipt.paid, "change": receipt.change,
    }  # fmt: skip
    values = {name: f"{value:.2f}" for name, value in sums_of.items() if value is not None}
    values |= {
        "number": "".join(receipt.number.split()),
        "date": receipt.moment.date().isoformat(),
        "time": _time_value(sale, made),
        "currency": where.currency,
        "country": where.country,
        "category": receipt.category,
        "card_last4": receipt.card_last4,
        "seller.tax_id": re.sub(r"[\s./-]", "", made.printed.get("seller.tax_id", "")),
    }
    for name, day in (("arrival_date", receipt.arrival_date), ("departure_date", receipt.departure_date)):
        if day:
            values[name] = day.isoformat()
    between = "" if where.language == "zh" else " "
    for name, text in made.printed.items():
        if name in _TEXT_FIELDS or _ROW_TEXT.fullmatch(name):
            joint = between
            if name == "seller.address" and between:
                text, joint = re.sub(r",\n", "\n", text), ", "
            values[name] = joint.join(text.split("\n"))
    for index, item in enumerate(receipt.items):
        row = {"quantity": plain(item.quantity), "unit_price": _price(item.unit_price), "amount": f"{gross(item):.2f}"}
        row |= {"discount": f"{item.discount:.2f}", "tax_rate": plain(item.tax_rate)}
        if item.date:
            row["date"] = item.date.isoformat()
        values |= {f"line_items[{index}].{name}": value for name, value in row.items()}
    for index, tax in enumerate(receipt.taxes):
        row = {"rate": plain(tax.rate), "base": f"{tax.base:.2f}", "amount": f"{tax.amount:.2f}"}
        values |= {f"taxes[{index}].{name}": value for name, value in row.items()}
    return values


def _price(value: Decimal) -> str:
    return f"{value:.2f}" if value == round(value, 2) else plain(value)


def _time_value(sale: Sale, made: Typeset) -> str:
    """HH:MM, with seconds where they are printed."""
    printed = made.printed.get("time", "")
    return f"{sale.receipt.moment:%H:%M:%S}" if len(re.findall(r"\d+", printed)) > 2 else f"{sale.receipt.moment:%H:%M}"


def _shown(sale: Sale, made: Typeset, where: Locale) -> tuple[str, ...]:
    """Fields without a text of their own: the currency by its sign, the only tax's amount by the sum of taxes."""
    signs = "|".join(re.escape(sign) for sign in sorted({*where.symbols, where.currency}, key=len, reverse=True))
    pattern = re.compile(rf"(?<![A-Za-zÀ-ž])({signs})(?![A-Za-zÀ-ž])", re.IGNORECASE)
    found = ["category"]
    last_line = made.printed.get("seller.address", "").rpartition("\n")[2].casefold().strip(" .")
    if last_line.endswith(tuple(name.casefold() for name in where.country_names)):
        found.append("country")
    if any(pattern.search(word.text) for word in made.words):
        found.append("currency")
    if len(sale.receipt.taxes) == 1 and "tax" in made.printed and "taxes[0].rate" in made.printed:
        found.append("taxes[0].amount")
    return tuple(found)


def _ignored(sale: Sale, made: Typeset, *, bare: bool) -> tuple[str, ...]:
    """Fields of which it is open whether the page gives them."""
    found = []
    if bare:
        found.append("number")
    if len(sale.receipt.taxes) > 1 and "tax" not in made.printed:
        found.append("tax")
    if len(sale.receipt.payments) > 1:
        found += ["payment.method", "paid"]
    if "seller.name" not in made.printed:
        found.append("seller.name")
    return tuple(found)

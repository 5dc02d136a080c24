"""How a receipt was paid: cash and change, cards and what their terminals print."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis.material import identifiers
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.lines import Element, Parts, Segment
from docfields.models.synthesis.pages.receipt.look import Till
from docfields.models.synthesis.pages.typeset import Token


@dataclass(frozen=True, slots=True)
class PaymentLook:
    """form: methods with their amounts, or a way of payment named and sums after it. slip: what the terminal prints.

    facts: of the slip, in order. values: "right" at the edge, "after" their labels, "stop" below one another.
    """

    form: Literal["methods", "named", "none"]
    symbol: bool
    zero_change: bool
    slip: bool
    facts: tuple[str, ...]
    values: Literal["right", "after", "stop"]
    technical: bool
    approved: bool
    masked: int
    bold: bool


def draw_payment_look(issuer: Random) -> PaymentLook:
    facts = [
        name
        for name, share in (
            ("card_number", 0.85), ("authorisation", 0.7), ("terminal", 0.6), ("merchant", 0.45), ("amount", 0.5),
            ("date", 0.2),
        )
        if issuer.random() < share
    ]  # fmt: skip
    issuer.shuffle(facts)
    return PaymentLook(
        form=issuer.choices(("methods", "named", "none"), (76, 14, 10))[0],
        symbol=issuer.random() < 0.2,
        zero_change=issuer.random() < 0.35,
        slip=issuer.random() < 0.5,
        facts=tuple(facts),
        values=issuer.choice(("right", "after", "stop", "after")),
        technical=issuer.random() < 0.4,
        approved=issuer.random() < 0.5,
        masked=issuer.getrandbits(32),
        bold=issuer.random() < 0.15,
    )


def payment(till: Till, look: PaymentLook) -> list[Element]:
    """Lines of payments, and change where something was given back."""
    receipt = till.sale.receipt
    if look.form == "none" or not receipt.payments:
        return []
    several = len(receipt.payments) > 1
    found = []
    for part in receipt.payments:
        method = till.sale.network if part.method in ("card", "debit", "credit") and till.sale.network else ""
        text = till.cased(method or till.word(f"methods.{part.method}"))
        amount = till.money(part.amount, symbol=bool(look.symbol))
        if several:
            label, value = till.texts.labelled(text, amount)
            found.append(_row(till, lines.joined([label]), lines.joined([value]), look))
        elif look.form == "methods":
            pair = till.texts.new_pair()
            label = till.texts.add(text, field="payment.method", label="paid", pair=pair)
            value = till.texts.add(till.cased(amount), field="paid", pair=pair)
            found.append(_row(till, lines.joined([label]), lines.joined([value]), look))
        else:
            name = till.cased(till.word("payment_method", colon=True))
            pair_tokens = till.texts.labelled(name, text, "payment.method")
            found.append(lines.text_line(lines.joined(pair_tokens), till.columns))
            paid = till.texts.labelled(till.cased(till.word("paid")), till.cased(amount), "paid")
            found.append(_row(till, lines.joined(paid[:1]), lines.joined(paid[1:]), look))
    change = receipt.change
    if change is not None and (change or look.zero_change):
        label, value = till.texts.labelled(
            till.cased(till.word("change")),
            till.cased(till.money(change, symbol=bool(look.symbol))),
            "change",
        )
        found.append(_row(till, lines.joined([label]), lines.joined([value]), look))
    return found


def _row(till: Till, label: Parts, value: Parts, look: PaymentLook) -> Element:
    width = lines.parts_width(value)
    return lines.line(
        Segment(label, 0, till.columns - width - 1),
        Segment(value, till.columns - width - 1, width + 1, "right"),
        style={"bold": True} if look.bold else {},
    )


def slip(till: Till, look: PaymentLook, *, alone: bool = False) -> list[Element]:
    """What a card's terminal prints. alone: as a paper of its own, where all of it is told."""
    receipt = till.sale.receipt
    if not receipt.card_last4 or not (look.slip or alone):
        return []
    facts = list(look.facts)
    if alone:
        facts += [name for name in ("terminal", "card_number", "authorisation") if name not in facts]
    found: list[Element] = []
    if alone or till.rng.random() < 0.3:
        pair = till.texts.add(till.cased(till.sale.network or till.word("methods.card")), field="payment.method")
        found.append(lines.text_line(lines.joined([pair]), till.columns))
    for name in facts:
        if name == "amount" and (alone or len(receipt.payments) > 1):
            continue
        found += _fact(till, look, name)
    if look.technical:
        found += _technical(till, look)
    if look.approved or alone:
        token = till.texts.add(till.cased(till.word("approved")))
        align: Literal["center", "left"] = "center" if look.values != "after" else "left"
        style = {"bold": True} if look.bold else {}
        found.append(lines.text_line(lines.joined([token]), till.columns, align, style=style))
    return found


def _fact(till: Till, look: PaymentLook, name: str) -> list[Element]:
    receipt = till.sale.receipt
    if name == "amount":
        text, field = till.money(receipt.shown("total"), symbol=True), "total"
    elif name == "card_number":
        text, field = identifiers.masked_card(Random(look.masked), receipt.card_last4), "card_last4"
    elif name == "date":
        pair = till.texts.labelled(till.cased(till.word("date", colon=True)), till.cased(till.date()), "date")
        time = till.texts.add(till.time(), field="time")
        return [lines.text_line(lines.joined([*pair, time]), till.columns)]
    else:
        text, field = receipt.details[name], None
    label = till.cased(till.word(name, colon=look.values != "stop"))
    first, value = till.texts.labelled(label, till.cased(text), field)
    return [_fact_line(till, look, first, value)]


def _technical(till: Till, look: PaymentLook) -> list[Element]:
    """Data of the chip, which mean nothing to readers."""
    found = []
    for name, text in (
        ("AID", f"A00000000{till.rng.randint(31010, 99999)}"),
        ("TVR", f"{till.rng.randint(0, 99999):010d}"),
        ("TSI", till.rng.choice(("E800", "F800", "6800"))),
        ("TC", f"{till.rng.getrandbits(64):016X}"),
    ):
        if till.rng.random() < 0.6:
            found.append(_fact_line(till, look, *till.texts.labelled(f"{name}:", text)))
    return found


def _fact_line(till: Till, look: PaymentLook, label: Token | None, value: Token | None) -> Element:
    first, second = lines.joined([label]), lines.joined([value])
    if look.values == "after":
        return lines.text_line(lines.extended(first, second), till.columns)
    width = lines.parts_width(second)
    if look.values == "stop" and 16 + width + 2 < till.columns:
        mark = lines.joined([till.texts.add(":"), value])
        return lines.line(Segment(first, 0, 15.5), Segment(mark, 16, till.columns - 16))
    return lines.line(
        Segment(first, 0, max(till.columns - width - 1, 4)),
        Segment(second, till.columns - width - 1, width + 1, "right"),
    )

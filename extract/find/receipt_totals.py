"""The sums of a receipt: which of the claims are its total, subtotal, tax, tip, and so on.

Claims of the same amount vote together; so do claims that add up: cash less change, subtotal and
tax, a total and its rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..document import Candidate, TextPage
from ..notation import amounts
from .receipt_lines import candidate, logistic
from .receipt_sums import PLACES, Claim, Sums

CENT, FIVE_CENTS = Decimal("0.01"), Decimal("0.05")

MOST_ROUNDING = Decimal("0.10")
"""Rounding to a tenth moves a total by less."""

MOST_TAX = Decimal("0.35")
"""Tax is at most this share of the net amount: the highest rates are 27 %, with more than one tax 30 %."""

WITHOUT_CENTS = 0.1
"""Factor for a whole number where the page writes cents: GST 1 is a number of guests."""

UNDERPAID = 0.3
"""Factor for a payment of less than the total; BIRTHDAY CARD 1.99 is an item."""

MOST_CANDIDATES = 4

LEAST_SCORE = 0.1
"""Claims of other sums below it are not worth handing on."""

PROSE = 3.0
"""Line heights of other words before a label that make it part of a sentence."""

TOTAL_WEIGHTS = {
    "bias": -4.0,
    "payable": 3.0,  # GRAND TOTAL, AMOUNT DUE, TOTAL ROUNDED
    "rounded": 3.0,  # ROUNDING beside an amount that is itself near a total
    "total": 2.4,  # TOTAL
    "gross": 1.7,  # TOTAL INCL GST
    "subtotal": -0.6,
    "net": -1.2,
    "paid": 0.7,  # CASH, VISA, TENDERED
    "nobody": -1.6,  # TOTAL QTY, TOTAL SAVINGS
    "loose": -1.6,  # no label
    "place": 2.4,  # worth of the amount's place beside its label
    "votes": 0.6,  # other rows that claim the same amount, at most three
    "paid_less_change": 2.3,
    "is_paid_with_change": -1.7,  # the cash that was given, some of which came back
    "adds_up": 1.7,  # another amount and the tax ( + tip + service - discount) give it
    "ends_rounded": 0.8,  # another total and the rounding give it
    "to_be_rounded": -0.3,  # with the rounding it gives another total
    "summary": -2.0,  # within the table of tax rates
    "several": -2.8,  # more than one amount on the row
    "counted": -1.0,  # a count stands between label and amount
    "no_cents": -2.2,
    "over_paid": -0.2,  # more than what was given
    "zero": -1.8,
    "negative": -2.5,
    "in_prose": -0.7,  # other words stand before the label
    "is_tax": -2.5,  # another row calls the same amount tax: TOTAL OH 6.25% SALES TAX
}
"""Fitted on receipts of sroie (words and train) and wildreceipt (likewise), one weight a seller, then rounded."""

FIELDS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("subtotal", ("subtotal",), 0.9),
    ("subtotal", ("subtotal.net",), 0.6),
    ("tax", ("tax",), 0.9),
    ("tip", ("tip",), 0.85),
    ("service_charge", ("service_charge",), 0.85),
    ("discount", ("discount",), 0.8),
    ("rounding", ("rounding",), 0.9),
    ("paid", ("paid",), 0.85),
    ("paid", ("payment.cash",), 0.7),
    ("paid", ("payment.card", "payment.other"), 0.6),
    ("change", ("change",), 0.9),
)
"""Field, concepts that claim it, and how sure such a claim is before anything else is known."""

AGREES = 0.6
"""How far towards 1 a score moves when subtotal and tax add up to the best total."""

BALANCED = 0.55
"""Score of an amount without its own label that completes a balance."""

NO_TAX = ("tip", "service_charge", "discount", "rounding", "change", "paid")
"""What such labels claim is no tax, though it adds up like one."""

TAX_TABLE = 0.7
"""Score of the parts of a row of tax rates."""

TAX_ROW = re.compile(r"%|(?<!\w)(?:[t1l]a[xk×]|tx|ta|iva|tva|vat|gst|ust|mwst|btw|moms)\b", re.IGNORECASE)
"""A rate, or a short word for tax that labels are too careful to read with an error."""


def find_totals(page: TextPage, sums: Sums) -> tuple[Candidate, ...]:
    """Candidates for total, subtotal, tax, tip, discount, paid, change, service_charge, rounding."""
    ranked = rank_totals(sums)
    totals = [
        candidate("total", claim.money.text, claim.money.words, page, score, label=claim.printed_label)
        for claim, score in ranked[:MOST_CANDIDATES]
    ]
    return (*totals, *_others(page, sums, ranked[0][0].value if ranked else None))


def rank_totals(sums: Sums) -> list[tuple[Claim, float]]:
    """Each amount that may be the total with its best claim, best first."""
    pool: dict[Decimal, list[Claim]] = {}
    for claim in sums.claims:
        if claim.kind is not None and (claim.kind != "rounded" or _is_near_total(claim, sums)):
            pool.setdefault(claim.value, []).append(claim)
    ranked: list[tuple[Claim, float]] = []
    for claims in pool.values():
        scored = [(claim, logistic(total_features(claim, claims, sums), TOTAL_WEIGHTS)) for claim in claims]
        ranked.append(max(scored, key=lambda entry: entry[1]))
    return sorted(ranked, key=lambda entry: -entry[1])


def _is_near_total(claim: Claim, sums: Sums) -> bool:
    """Whether what stands beside ROUNDING is a rounded total rather than the difference."""
    others = sums.of("total", "total.gross", "total.payable", "subtotal")
    return any(abs(claim.value - other.value) <= MOST_ROUNDING < claim.value for other in others)


def total_features(claim: Claim, same: Sequence[Claim], sums: Sums) -> dict[str, float]:
    """What speaks for an amount as the total. same: all claims of the same amount."""
    value, line = claim.value, claim.line
    changes = {one for one in sums.values("change") if one}
    paid = {
        abs(one.value)
        for one in sums.of("paid", "payment.cash", "payment.card", "payment.other")
        if one.place == "right" and one.money.has_cents
    }
    roundings = {one for one in sums.values("rounding") if 0 < one <= MOST_ROUNDING}
    others = {one.value for one in sums.of("total", "total.payable", "total.gross", "subtotal")} - {value}
    kind = claim.kind or "nobody"
    return {
        kind: 1.0,
        "place": PLACES[claim.place],
        "votes": float(min(3, len({one.line.index for one in same} - {line.index}))),
        "paid_less_change": float(any(one - change == value for one in paid for change in changes)),
        "is_paid_with_change": float(kind == "paid" and any(0 < change < value for change in changes)),
        "adds_up": float(_adds_up(value, sums)),
        "ends_rounded": float(value % FIVE_CENTS == 0 and any(abs(other - value) in roundings for other in others)),
        "to_be_rounded": float(
            value % FIVE_CENTS != 0
            and any(abs(other - value) in roundings and other % FIVE_CENTS == 0 for other in others)
        ),
        "summary": float(claim.in_summary),
        "several": float(claim.several),
        "counted": float(claim.counted),
        "no_cents": float(not claim.money.has_cents),
        "over_paid": float(bool(paid) and value > max(paid)),
        "zero": float(value == 0),
        "negative": float(value < 0),
        "in_prose": float(
            claim.label is not None
            and claim.label is line.labels[0]
            and claim.label.left - line.left > PROSE * line.height
        ),
        "is_tax": float(_is_tax(claim, sums)),
    }


def _is_tax(claim: Claim, sums: Sums) -> bool:
    """Whether another row's tax is the same amount, which is small beside other totals."""
    largest = max((one.value for one in sums.of("total", "total.payable", "total.gross", "subtotal")), default=None)
    if largest is None or not 0 < claim.value <= MOST_TAX * largest:
        return False
    return any(
        one.place == "right" and one.value == claim.value and one.line is not claim.line for one in sums.of("tax")
    )


def _adds_up(value: Decimal, sums: Sums) -> bool:
    """Whether another labelled amount and the tax give it, with tip, service, rounding or discount."""
    nets = {one.value for one in sums.of("subtotal", "subtotal.net", "total", "total.gross")} - {value}
    taxes = sums.values("tax") - {Decimal(0)}
    roundings = {one for one in sums.values("rounding") if one <= MOST_ROUNDING}
    less = {-one for one in sums.values("discount") | roundings}
    extras = sums.values("tip", "service_charge") | roundings | less | {Decimal(0)}
    return any(
        abs(net + tax + extra - value) <= CENT
        for net in nets
        for tax in taxes
        if 0 < tax <= MOST_TAX * net
        for extra in extras
    )


def _others(page: TextPage, sums: Sums, total: Decimal | None) -> Iterator[Candidate]:
    balances = find_balances(sums, total)
    balanced = {(name, claim.value) for balance in balances for name, claim in balance.parts}
    for name, concepts, sure in FIELDS:
        for claim in sums.of(*concepts):
            score = sure * claim.weight * (0.5 + 0.5 * claim.money.score) * _plausibility(name, claim, total)
            if (name, claim.value) in balanced:
                score += AGREES * (1 - score)
            if score >= LEAST_SCORE:
                yield candidate(name, claim.money.text, claim.money.words, page, score, label=claim.printed_label)
    for balance in balances:
        for name, claim in balance.parts:
            yield candidate(name, claim.money.text, claim.money.words, page, BALANCED * balance.sure)


def _plausibility(name: str, claim: Claim, total: Decimal | None) -> float:
    """Factor for a claim from its amount alone."""
    factor = 1.0
    if claim.value < 0 and name not in ("discount", "rounding", "change"):
        factor *= 0.4
    if not claim.money.has_cents and claim.money.currency is None:
        factor *= WITHOUT_CENTS
    if name == "rounding" and abs(claim.value) >= 1:
        factor *= 0.1
    if total is None or total <= 0:
        return factor
    if name == "tax" and abs(claim.value) > MOST_TAX * total:
        factor *= 0.2
    if name == "paid":
        factor *= UNDERPAID if claim.value < total else 1.0
    if name in ("tip", "subtotal") and abs(claim.value) > total:
        factor *= 0.5
    if name == "subtotal" and claim.concept == "subtotal.net" and claim.in_summary:
        factor *= 0.2
    return factor


@dataclass(frozen=True, slots=True, eq=False)
class Balance:
    """Claims of fields that add up to the total. sure: 0 to 1, from labels and neighbourhood."""

    parts: tuple[tuple[str, Claim], ...]
    sure: float


def find_balances(sums: Sums, total: Decimal | None) -> list[Balance]:
    """Net amount and tax, with or without a tip, that give the total and stand near each other.

    One of them needs a label, or the tax's row a rate or the like; so that two items of one
    receipt are no net amount and tax.
    """
    if total is None or total <= 0:
        return []
    amounts = [claim for claim in sums.claims if claim.value > 0 and claim.money.has_cents]
    tips = [None, *(claim for claim in sums.of("tip", "service_charge") if claim.value > 0)]
    found: list[Balance] = []
    for net in amounts:
        for tax in amounts:
            if tax.value > MOST_TAX * net.value or net.value + tax.value > total + CENT:
                continue
            for tip in tips:
                rest = total - net.value - tax.value - (tip.value if tip else 0)
                if abs(rest) <= CENT and (sure := _sureness(net, tax)):
                    parts = [("tax", tax), *([(tip.concept, tip)] if tip else [])]
                    if net.line is not tax.line:
                        parts.append(("subtotal", net))
                    found.append(Balance(tuple(parts), sure))
    return found


def _sureness(net: Claim, tax: Claim) -> float:
    """How sure two amounts that give the total are net amount and tax; 0 for hardly."""
    rows = tax.line.index - net.line.index
    if tax.concept in NO_TAX:
        return 0.0
    if rows < 0 or (rows == 0 and tax.money.left < net.money.left):
        return 0.0
    points = 0.5 * (net.concept in ("subtotal", "subtotal.net")) + 0.5 * (tax.concept == "tax")
    points += 0.4 * bool(TAX_ROW.search(tax.line.text)) + 0.3 * (rows <= 2)
    points -= 0.5 * (net.concept.startswith(("total.payable", "payment", "change", "paid")))
    return min(1.0, points) if points >= 0.7 else 0.0


def find_taxes(page: TextPage, sums: Sums) -> Iterator[Candidate]:
    """Candidates for taxes[i].rate, .base and .amount from rows with a rate: SR 6% 57.50 3.45."""
    rows = {claim.line.index: claim.line for claim in sums.claims if claim.in_summary or claim.concept == "tax"}
    index = 0
    for line in (rows[key] for key in sorted(rows)):
        rates = amounts.find_percentages(line.text)
        prices = [money for money in line.money if money.has_cents]
        if len(rates) != 1 or not 1 <= len(prices) <= 2 or prices[-1].value < 0:
            continue
        rate = rates[0]
        name = f"taxes[{index}]"
        words = line.words_at(rate.start, rate.end)
        yield candidate(f"{name}.rate", line.text[rate.start : rate.end], words, page, TAX_TABLE)
        yield candidate(f"{name}.amount", prices[-1].text, prices[-1].words, page, TAX_TABLE)
        if len(prices) == 2 and prices[0].value > prices[1].value:
            yield candidate(f"{name}.base", prices[0].text, prices[0].words, page, TAX_TABLE)
        index += 1

"""The sums of a receipt: what its labels claim, and which claims agree with each other.

Each amount beside a label of sums is a `Claim`. Claims of the same amount vote together; so do
claims that add up: cash less change, subtotal and tax, a total and its rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..document import Candidate, TextPage
from ..notation import amounts
from .receipt_lines import Money, PlacedLabel, PrintLine, candidate, logistic

SUMS = (
    "total.payable", "total", "total.gross", "subtotal.net", "subtotal", "tax", "tip", "service_charge",
    "discount", "rounding", "paid", "change", "payment.cash", "payment.card", "payment.other", "stop.total", "stop.tax",
)  # fmt: skip
"""Concepts that claim amounts; stop.* claim those that are nobody's."""

BELOW_REACH = 2.0
"""A label without an amount on its row takes one from the next row within so many line heights."""

LOOSE = "loose"
"""Concept of a claim without a label: an amount that stands alone."""

CENT, FIVE_CENTS = Decimal("0.01"), Decimal("0.05")

SUMMARY_ROWS = 8
"""A table of tax rates has hardly more rows."""

MOST_CANDIDATES = 4

PROSE = 3.0
"""Line heights of other words before a label that make it part of a sentence."""

PLACES = {"right": 1.0, "below": 0.7, "above": 0.35}
"""What an amount's place beside its label is worth: on its row, or on a row of amounts alone."""

TOTAL_WEIGHTS = {
    "bias": -4.0,
    "payable": 3.0,  # GRAND TOTAL, AMOUNT DUE, TOTAL ROUNDED
    "total": 2.4,  # TOTAL
    "gross": 1.7,  # TOTAL INCL GST
    "subtotal": -0.6,
    "net": -1.2,
    "paid": 0.7,  # CASH, VISA, TENDERED
    "nobody": -1.6,  # TOTAL QTY, TOTAL SAVINGS
    "loose": -1.6,  # no label
    "place": 2.4,  # worth of the amount's place beside its label
    "votes": 0.6,  # other labels of sums that claim the same amount, at most three
    "paid_less_change": 2.3,
    "is_paid_with_change": -1.7,  # the cash that was given, some of which came back
    "adds_up": 1.7,  # subtotal + tax ( + tip + service - discount)
    "rounded": 0.8,  # another total and the rounding give it
    "to_be_rounded": -0.3,  # with the rounding it gives another total
    "summary": -2.0,  # within the table of tax rates
    "several": -2.8,  # more than one amount on the row
    "no_cents": -2.2,
    "over_paid": -0.2,  # more than what was given
    "zero": -1.8,
    "negative": -2.5,
    "in_prose": -0.7,  # other words stand before the label
}


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A label of sums and one amount that may be meant. in_summary: within a table of tax rates."""

    concept: str
    label: PlacedLabel | None
    line: PrintLine
    money: Money
    place: str
    in_summary: bool
    several: bool

    @property
    def value(self) -> Decimal:
        return self.money.value

    @property
    def kind(self) -> str | None:
        """How the label speaks of the total; a rounding of more than a unit is the rounded total."""
        if self.concept == "rounding":
            return "payable" if abs(self.value) >= 1 else None
        return _TOTAL_KINDS.get(self.concept)

    @property
    def weight(self) -> float:
        return PLACES[self.place] * (self.label.label.score if self.label else 1.0) * (0.5 if self.in_summary else 1.0)

    @property
    def printed_label(self) -> str | None:
        if self.label is None:
            return None
        label = self.label.label
        found = [
            word.text
            for segment in self.line.segments
            if segment.line == label.line
            for word in segment.words[max(0, label.first - segment.first) : max(0, label.last - segment.first)]
        ]
        return " ".join(found) or None


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """All claims of a receipt by concept."""

    claims: tuple[Claim, ...]

    def of(self, *concepts: str) -> list[Claim]:
        return [claim for claim in self.claims if claim.concept in concepts]

    def values(self, *concepts: str) -> set[Decimal]:
        return {abs(claim.value) for claim in self.of(*concepts)}


def find_totals(page: TextPage, lines: Sequence[PrintLine]) -> tuple[Candidate, ...]:
    """Candidates for total, subtotal, tax, tip, discount, paid, change, service_charge, rounding."""
    sums = read_sums(lines)
    totals = _totals(page, sums)
    return (*totals, *_others(page, sums, totals))


def read_sums(lines: Sequence[PrintLine]) -> Sums:
    """What each label of sums claims."""
    claims: list[Claim] = []
    summary_left = 0
    claimed: set[int] = set()
    for index, line in enumerate(lines):
        if _begins_summary(line):
            summary_left = SUMMARY_ROWS
        elif line.has("total.payable", "payment", "change", "paid"):
            summary_left = 0
        in_summary = summary_left > 0
        summary_left -= 1
        labels = _labels_of_sums(line)
        for position, group in enumerate(labels):
            until = labels[position + 1][0].left if position + 1 < len(labels) else float("inf")
            own = [money for money in line.money if _is_after(money, group[0]) and money.right <= until + line.height]
            own = [money for money in own if not _is_count(money, own)]
            if own:
                for rank, money in enumerate(reversed(own)):
                    claims += _claims(group, line, money, "right" if rank == 0 else "below", in_summary, len(own) > 1)
                    claimed.add(id(money))
            for offset, place in ((1, "below"), (-1, "above")):
                if not 0 <= index + offset < len(lines) or position + 1 < len(labels) or (own and place == "above"):
                    continue
                beside = lines[index + offset]
                if abs(beside.top - line.top) > BELOW_REACH * line.height or _labels_of_sums(beside):
                    continue
                free = [money for money in beside.money if money.right > group[0].left]
                if free and (_is_bare(beside) or not own and place == "below"):
                    worth = place if not own else "above"
                    claims += _claims(group, line, free[-1], worth, in_summary, len(free) > 1)
    for line in lines:
        loose = [money for money in line.money if money.has_cents and id(money) not in claimed]
        claims += [Claim(LOOSE, None, line, money, "right", False, len(line.money) > 1) for money in loose]
    return Sums(tuple(claims))


def _claims(
    group: Sequence[PlacedLabel], line: PrintLine, money: Money, place: str, in_summary: bool, several: bool
) -> Iterator[Claim]:
    for label in group:
        yield Claim(label.concept, label, line, money, place, in_summary, several)


def _labels_of_sums(line: PrintLine) -> list[list[PlacedLabel]]:
    """Labels that claim amounts, those at the same place together, from left to right.

    The tax within "TOTAL INCL GST" belongs to the total: of two labels without an amount between
    them the first claims.
    """
    groups: list[list[PlacedLabel]] = []
    for placed in line.labels:
        if placed.concept not in SUMS:
            continue
        if groups and placed.left <= groups[-1][0].left + 1e-6:
            groups[-1].append(placed)
            continue
        if groups:
            between = [
                m
                for m in line.money
                if m.left >= groups[-1][0].left and m.right <= placed.left + line.height and (m.has_cents or m.currency)
            ]
            if not between:
                if groups[-1][0].concept.startswith(("payment", "stop.")) and not placed.concept.startswith("stop."):
                    groups[-1] = [placed] if not groups[-1][0].concept.startswith("stop.") else groups[-1]
                continue
        groups.append([placed])
    return groups


def _is_after(money: Money, label: PlacedLabel) -> bool:
    return (money.left + money.right) / 2 > label.right - 0.25 * (label.right - label.left)


def _is_count(money: Money, row: Sequence[Money]) -> bool:
    """A whole number beside an amount with cents: TOTAL 5 60.95."""
    return not money.has_cents and money.currency is None and any(other.has_cents for other in row)


def _is_bare(line: PrintLine) -> bool:
    """Nothing but amounts and signs of currency."""
    letters = sum(character.isalpha() for character in line.text)
    return bool(line.money) and letters <= 3 * len(line.money)


def _begins_summary(line: PrintLine) -> bool:
    """The heading of a table of tax rates."""
    if any(
        placed.concept == "stop.total" and ("summary" in placed.label.phrase or "analysis" in placed.label.phrase)
        for placed in line.labels
    ):
        return True
    return (
        not line.money
        and line.has("item.tax", "tax")
        and line.has("item.amount", "subtotal.net", "stop.tax")
        and not line.has("item.description", "item.quantity")
    )


def _totals(page: TextPage, sums: Sums) -> list[Candidate]:
    """Each amount that is claimed as a total, or is the sole kind of claim there is, once."""
    pool: dict[Decimal, list[Claim]] = {}
    for claim in sums.claims:
        if claim.kind is not None:
            pool.setdefault(claim.value, []).append(claim)
    found: list[Candidate] = []
    for value, claims in pool.items():
        best = max(claims, key=lambda claim: logistic(_total_features(claim, claims, sums), TOTAL_WEIGHTS))
        score = logistic(_total_features(best, claims, sums), TOTAL_WEIGHTS)
        found.append(candidate("total", best.money.text, best.money.words, page, score, label=best.printed_label))
    return sorted(found, key=lambda one: -one.score)[:MOST_CANDIDATES]


_TOTAL_KINDS = {
    "total.payable": "payable",
    "total": "total",
    "total.gross": "gross",
    "subtotal": "subtotal",
    "subtotal.net": "net",
    "paid": "paid",
    "payment.cash": "paid",
    "payment.card": "paid",
    "payment.other": "paid",
    "stop.total": "nobody",
    LOOSE: "loose",
}


def _total_features(claim: Claim, same: Sequence[Claim], sums: Sums) -> dict[str, float]:
    """What speaks for an amount as the total. same: all claims of the same amount."""
    value = claim.value
    changes = {one for one in sums.values("change") if one}
    paid = {
        abs(one.value)
        for one in sums.of("paid", "payment.cash", "payment.card", "payment.other")
        if one.place == "right" and one.money.has_cents
    }
    taxes, extra = sums.values("tax"), sums.values("tip", "service_charge") | {Decimal(0)}
    nets, less = sums.values("subtotal", "subtotal.net"), sums.values("discount") | {Decimal(0)}
    roundings = {one for one in sums.values("rounding") if 0 < one < 1}
    others = {one.value for one in sums.of("total", "total.payable", "total.gross", "subtotal")} - {value}
    own = claim.kind or "nobody"
    line = claim.line
    return {
        own: 1.0,
        "place": PLACES[claim.place],
        "votes": float(min(3, len({id(one.line) for one in same} - {id(line)}))),
        "paid_less_change": float(any(one - change == value for one in paid for change in changes)),
        "is_paid_with_change": float(own == "paid" and value in paid and any(change < value for change in changes)),
        "adds_up": float(
            any(
                abs(net + tax + more - off - value) <= CENT
                for net in nets
                for tax in taxes
                for more in extra
                for off in less
                if net + tax > 0
            )
        ),
        "rounded": float(
            value % FIVE_CENTS == 0 and any(abs(other - value) == one for other in others for one in roundings)
        ),
        "to_be_rounded": float(
            value % FIVE_CENTS != 0
            and any(abs(other - value) == one and other % FIVE_CENTS == 0 for other in others for one in roundings)
        ),
        "summary": float(claim.in_summary),
        "several": float(claim.several),
        "no_cents": float(not claim.money.has_cents),
        "over_paid": float(bool(paid) and value > max(paid)),
        "zero": float(value == 0),
        "negative": float(value < 0),
        "in_prose": float(
            claim.label is not None
            and claim.label is line.labels[0]
            and claim.label.left - line.left > PROSE * line.height
        ),
    }


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

AGREES = 0.5
"""How far towards 1 a score moves when subtotal and tax add up to the best total."""


def _others(page: TextPage, sums: Sums, totals: Sequence[Candidate]) -> Iterator[Candidate]:
    total = _value(totals[0]) if totals else None
    agreeing = _agreeing(sums, total)
    for name, concepts, sure in FIELDS:
        for claim in sums.of(*concepts):
            score = sure * claim.weight * (0.5 + 0.5 * claim.money.score)
            if claim.value < 0 and name not in ("discount", "rounding", "change"):
                score *= 0.4
            if not claim.money.has_cents and claim.money.currency is None:
                score *= 0.4
            if total is not None and name in ("tax", "tip", "subtotal") and abs(claim.value) > total:
                score *= 0.5
            if (name, claim.value) in agreeing:
                score += AGREES * (1 - score)
            yield candidate(name, claim.money.text, claim.money.words, page, score, label=claim.printed_label)


def _agreeing(sums: Sums, total: Decimal | None) -> set[tuple[str, Decimal]]:
    """(field, value) of subtotals, taxes and tips that add up to the total."""
    found: set[tuple[str, Decimal]] = set()
    if total is None:
        return found
    for net in sums.of("subtotal", "subtotal.net"):
        for tax in sums.of("tax"):
            if tax.value > 0 and abs(net.value + tax.value - total) <= CENT:
                found |= {("subtotal", net.value), ("tax", tax.value)}
            for tip in sums.of("tip", "service_charge"):
                if tip.value > 0 and abs(net.value + tax.value + tip.value - total) <= CENT:
                    found |= {("subtotal", net.value), ("tax", tax.value), ("tip", tip.value)}
    return found


def _value(one: Candidate) -> Decimal | None:
    readings = amounts.read(one.text)
    return readings[0].value if readings else None

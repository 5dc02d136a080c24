"""What the labels of sums on a receipt claim: TOTAL, CASH, CHANGE, GST and the amounts beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .receipt_lines import Money, PlacedLabel, PrintLine

LOOSE = "loose"
"""Concept of a claim without a label: an amount that stands alone."""

SUMS = (
    "total.payable", "total", "total.gross", "subtotal.net", "subtotal", "tax", "tip", "service_charge",
    "discount", "rounding", "paid", "change", "payment.cash", "payment.card", "payment.other", "stop.total", "stop.tax",
)  # fmt: skip
"""Concepts that claim amounts; stop.* claim those that are nobody's."""

KINDS = {
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
    "rounding": "rounded",
    LOOSE: "loose",
}
"""How a label speaks of the total; those that are missing never do."""

ROW_REACH = 2.0
"""A label without an amount on its row takes one from the next row within so many line heights."""

SUMMARY_ROWS = 8
"""A table of tax rates has hardly more rows."""

HEADERS = 3
"""Names of so many columns of items make a row their header: its TAX and TOTAL claim nothing."""

PLACES = {"right": 1.0, "below": 0.7, "above": 0.35, "second": 0.35}
"""What an amount's place beside its label is worth: on its row, on the row below or above, or claimed
by another label too."""


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A label of sums and one amount that may be meant.

    in_summary: within a table of tax rates. several: other amounts stand on the row. counted: a
    whole number stands between label and amount (TOTAL QTY 5 60.95).
    """

    concept: str
    label: PlacedLabel | None
    line: PrintLine
    money: Money
    place: str
    in_summary: bool = False
    several: bool = False
    counted: bool = False

    @property
    def value(self) -> Decimal:
        return self.money.value

    @property
    def kind(self) -> str | None:
        return KINDS.get(self.concept)

    @property
    def weight(self) -> float:
        label = self.label.label.score if self.label else 1.0
        return PLACES[self.place] * label * (0.5 if self.in_summary else 1.0)

    @property
    def printed_label(self) -> str | None:
        return None if self.label is None else self.label.printed


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """All claims of a receipt."""

    claims: tuple[Claim, ...]

    def of(self, *concepts: str) -> list[Claim]:
        return [claim for claim in self.claims if claim.concept in concepts]

    def values(self, *concepts: str) -> set[Decimal]:
        """Absolute values of what such labels claim."""
        return {abs(claim.value) for claim in self.of(*concepts)}


def read_sums(lines: Sequence[PrintLine]) -> Sums:
    """What each label of sums claims, and the amounts that none claims."""
    claims: list[Claim] = []
    in_summary: set[int] = set()
    summary_left = 0
    for index, line in enumerate(lines):
        if _begins_summary(line):
            summary_left = SUMMARY_ROWS
        elif line.has("total.payable", "payment", "change", "paid"):
            summary_left = 0
        summary_left -= 1
        if summary_left >= 0:
            in_summary.add(line.index)
        groups = _groups(line)
        for position, group in enumerate(groups):
            until = groups[position + 1][0].left + line.height if position + 1 < len(groups) else float("inf")
            own = [money for money in line.money if _is_after(money, group[0]) and money.right <= until]
            claims += _claims(line, group, own, line.index in in_summary)
            if position + 1 == len(groups):
                claims += _claims_beside(lines, index, group, bool(own), line.index in in_summary)
    claimed = {id(claim.money) for claim in claims if claim.place == "right"}
    for line in lines:
        several = len({money.value for money in line.money}) > 1
        loose = [money for money in line.money if money.has_cents and id(money) not in claimed]
        claims += [Claim(LOOSE, None, line, money, "right", line.index in in_summary, several) for money in loose]
    return Sums(tuple(claims))


def _claims(line: PrintLine, group: Sequence[PlacedLabel], own: Sequence[Money], in_summary: bool) -> Iterator[Claim]:
    """Of several amounts right of a label the last is meant, the others perhaps."""
    amounts = [money for money in own if money.has_cents or money.currency] or list(own)
    several = len({money.value for money in amounts}) > 1
    for rank, money in enumerate(reversed(amounts)):
        for placed in group:
            second = placed.left > group[0].left + 1e-6
            place = "second" if second else "right" if rank == 0 else "below"
            yield Claim(placed.concept, placed, line, money, place, in_summary, several, len(amounts) < len(own))


def _claims_beside(
    lines: Sequence[PrintLine], index: int, group: Sequence[PlacedLabel], has_own: bool, in_summary: bool
) -> Iterator[Claim]:
    """Amounts on the next row, or the one before, where no label of sums stands."""
    line = lines[index]
    for offset in (1, -1):
        if not 0 <= index + offset < len(lines) or (has_own and offset < 0):
            continue
        beside = lines[index + offset]
        if abs(beside.top - line.top) > ROW_REACH * line.height or _groups(beside):
            continue
        free = [money for money in beside.money if money.right > group[0].left]
        if free and (_is_bare(beside) or (not has_own and offset > 0)):
            place = "below" if offset > 0 and not has_own else "above"
            for placed in group:
                yield Claim(placed.concept, placed, line, free[-1], place, in_summary, len(free) > 1)


def _groups(line: PrintLine) -> list[list[PlacedLabel]]:
    """Labels that claim amounts from left to right; those that claim the same amounts together.

    Of two labels without an amount between them the first claims: the tax in TOTAL INCL GST is the
    total's; but it stays as a second claim, for TOTAL INCLUDES TAX OF 0.68. A way to pay before
    another label (CASH TENDERED, CARD TOTAL) gives way to it.
    """
    groups: list[list[PlacedLabel]] = []
    if not line.money and len({concept for concept in line.concepts if concept.startswith("item.")}) >= HEADERS:
        return groups
    for placed in line.labels:
        if placed.concept not in SUMS:
            continue
        if not groups or _has_amount_between(line, groups[-1][0], placed):
            groups.append([placed])
        elif placed.left <= groups[-1][0].left + 1e-6 or placed.concept == "tax":
            groups[-1].append(placed)
        elif groups[-1][0].concept.startswith("payment") and not placed.concept.startswith("stop."):
            groups[-1] = [placed]
    return groups


def _has_amount_between(line: PrintLine, one: PlacedLabel, other: PlacedLabel) -> bool:
    return any(
        one.left <= money.left and money.right <= other.left + line.height and (money.has_cents or money.currency)
        for money in line.money
    )


def _is_after(money: Money, label: PlacedLabel) -> bool:
    return (money.left + money.right) / 2 > label.right - 0.25 * (label.right - label.left)


def _is_bare(line: PrintLine) -> bool:
    """Nothing but amounts and signs of currency."""
    letters = sum(character.isalpha() for character in line.text)
    return bool(line.money) and letters <= 3 * len(line.money)


def _begins_summary(line: PrintLine) -> bool:
    """The heading of a table of tax rates: GST SUMMARY, or its columns."""
    if any(
        placed.concept == "stop.total" and ("summary" in placed.label.phrase or "analysis" in placed.label.phrase)
        for placed in line.labels
    ):
        return True
    if line.money or not line.has("item.tax", "tax") or line.has("item.description", "item.quantity"):
        return False
    return line.has("item.amount", "subtotal.net", "stop.tax")

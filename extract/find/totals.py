"""Totals that several labels share, and totals that only arithmetic tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..document import Candidate
from ..notation import amounts
from .geometry import Segment, quad_around, quad_of
from .labelled import LabelledPage

DUE_AS_TOTAL = 0.6
"""What is due is the total where nothing else is called so: factor for the score."""

SHARED = 0.85
"""Factor for a total whose label ("total due") tells the amount due as well."""

OVER_TAX = 0.5
"""Factor for a total that stands over the tax while another of the same name stands under it."""

ONE_OF_SEVERAL = 0.5
"""Factor for a tax of one rate as the total of taxes of several rates."""

SUM_OF_TAXES = 0.6
"""Score of the sum of several listed taxes."""

BY_SUM = 0.45
"""Score of amounts that no label tells and a sum does."""


@dataclass(frozen=True, slots=True)
class _Amount:
    page: LabelledPage
    segment: Segment
    start: int
    end: int
    value: Decimal


def share_totals(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Totals announced as the amount due count less, and each amount due may be the total."""
    due = {(candidate.page, candidate.words) for candidate in candidates if candidate.field == "amount_due"}
    shared: list[Candidate] = []
    for candidate in candidates:
        if candidate.field == "total" and (candidate.page, candidate.words) in due:
            candidate = replace(candidate, score=round(candidate.score * SHARED, 4))
        shared.append(candidate)
        if candidate.field == "amount_due":
            shared.append(replace(candidate, field="total", score=round(candidate.score * DUE_AS_TOTAL, 4)))
    return shared


def net_over_tax(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of two totals with one name ("Total", "TOTAL") and the tax between them the upper is the net total."""
    totals = [candidate for candidate in candidates if candidate.field == "total" and candidate.label]
    taxes = [candidate for candidate in candidates if candidate.field == "tax_total" and candidate.label]

    def is_net(upper: Candidate) -> bool:
        return any(
            upper.page == tax.page == lower.page
            and _folded(upper.label) == _folded(lower.label)
            and upper.quad.center[1] < tax.quad.top
            and tax.quad.center[1] < lower.quad.top
            for lower in totals
            for tax in taxes
        )

    shared: list[Candidate] = []
    for candidate in candidates:
        if candidate.field == "total" and candidate.label and is_net(candidate):
            shared.append(replace(candidate, field="net_total"))
            candidate = replace(candidate, score=round(candidate.score * OVER_TAX, 4))
        shared.append(candidate)
    return shared


def _folded(label: str | None) -> str:
    return (label or "").strip(" .:：").casefold()


def share_taxes(candidates: Sequence[Candidate], taxes: Sequence[Candidate]) -> list[Candidate]:
    """Where several taxes are listed, one of them is not their total; their sum is, if nothing else says so."""
    parts = [tax for tax in taxes if tax.field.endswith(".amount")]
    readings = [amounts.read(tax.text) for tax in parts]
    if len(parts) < 2 or not all(readings):
        return list(candidates)
    words = dict.fromkeys(word for tax in taxes for word in tax.words)
    shared = [
        replace(candidate, score=round(candidate.score * ONE_OF_SEVERAL, 4))
        if candidate.field == "tax_total" and all(word in words for word in candidate.words)
        else candidate
        for candidate in candidates
    ]
    total = sum((reading[0].value for reading in readings), Decimal(0))
    quad = quad_around([tax.quad for tax in parts])
    return [
        *shared,
        Candidate("tax_total", str(total), parts[0].page, quad, SUM_OF_TAXES, "derived", tuple(words)),
    ]


def by_arithmetic(pages: Sequence[LabelledPage], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Net, tax and total that have no label: amounts a + b = c of which the labelled ones are part."""
    known = {field: _best(candidates, field) for field in ("net_total", "tax_total", "total")}
    missing = [field for field, value in known.items() if value is None]
    if not missing or len(missing) == 3:
        return list(_largest_sum(pages)) if missing else []
    net, tax, total = known["net_total"], known["tax_total"], known["total"]
    wanted: dict[str, Decimal] = {}
    if net is None and tax is not None and total is not None:
        wanted["net_total"] = total - tax
    if tax is None and net is not None and total is not None and total != net:
        wanted["tax_total"] = total - net
    if total is None and net is not None and tax is not None:
        wanted["total"] = net + tax
    found = list(_amounts(pages))
    return [
        _candidate(field, amount)
        for field, value in wanted.items()
        for amount in [next((a for a in reversed(found) if a.value == value and value > 0), None)]
        if amount is not None
    ]


def _best(candidates: Sequence[Candidate], field: str) -> Decimal | None:
    best = max((c for c in candidates if c.field == field), key=lambda c: c.score, default=None)
    readings = amounts.read(best.text) if best is not None else ()
    return readings[0].value if readings else None


def _amounts(pages: Sequence[LabelledPage]) -> Iterator[_Amount]:
    """Amounts with two decimals, in reading order."""
    for page in pages:
        for row in page.layout.rows:
            for k in row:
                segment = page.layout.segments[k]
                for reading in amounts.find(segment.text):
                    if reading.decimals == 2:
                        yield _Amount(page, segment, reading.start, reading.end, reading.value)


def _largest_sum(pages: Sequence[LabelledPage]) -> Iterator[Candidate]:
    """Where no total has a label: the largest amount, if it is the sum of two others near it."""
    found = list(_amounts(pages))
    total = max(found, key=lambda amount: amount.value, default=None)
    if total is None:
        return
    yield _candidate("total", total)
    tail = found[-8:]
    for net in tail:
        for tax in tail:
            if net is not tax and 0 < tax.value < net.value and net.value + tax.value == total.value:
                yield _candidate("net_total", net)
                yield _candidate("tax_total", tax)
                return


def _candidate(field: str, amount: _Amount) -> Candidate:
    words = amount.segment.words_at(amount.start, amount.end)
    return Candidate(
        field=field,
        text=amount.segment.text[amount.start : amount.end],
        page=amount.page.page.index,
        quad=quad_of(words),
        score=BY_SUM,
        origin="ocr" if amount.page.page.text_from == "ocr" else "text",
        words=words,
    )

"""The breakdown of taxes: rows of a table with rate, base and amount, or lines of the totals block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from docfields.schemas.extraction import Table

from ..document import Candidate, Label, TextPage, Word
from ..notation import amounts
from .geometry import quad_around, quad_of
from .labelled import LabelledPage
from .tables import Grid, as_table, find_headers, read_grid

MOST_RATES = 6
"""Rows of a breakdown; more are something else."""

IN_TABLE, IN_TOTALS = 0.85, 0.75
"""Scores of rows of a breakdown, and of lines of the totals block."""

ROUNDING = Decimal("0.03")
"""A tax may differ by this much from rate times base (or by a thousandth of it)."""

_RATE = re.compile(r"(?<!\d)(?<!\d[.,])(?P<rate>\d{1,2}(?:[.,]\d{1,3})?)\s?[%％]")
_BARE_RATE = re.compile(r"\d{1,2}(?:[.,]\d{1,3})?")

Tax = dict[str, tuple[str, tuple[Word, ...]]]
"""rate, base, amount: the text and the words that hold it."""


def with_rate_labels(page: TextPage) -> TextPage:
    """The page with "% MwSt" after a number ("19,00 % MwSt.") as the label of a tax, not the title of a column."""
    return replace(page, labels=tuple(_rate_label(page, label) for label in page.labels))


def _rate_label(page: TextPage, label: Label) -> Label:
    if label.concept not in ("item.tax_rate", "tax.rate") or not label.phrase.startswith("%"):
        return label
    words = page.lines[label.line].words
    if _follows_number(page, label):
        return label  # a cell of an item's row
    if words[label.first].text[0].isdigit():
        return replace(label, concept="tax_total", quad=quad_of(words[label.first : label.last]))
    if label.first and _BARE_RATE.fullmatch(words[label.first - 1].text):
        return replace(
            label,
            concept="tax_total",
            first=label.first - 1,
            quad=quad_of(words[label.first - 1 : label.last]),
        )
    return label


def _follows_number(page: TextPage, label: Label) -> bool:
    """Whether a number stands left of the label on its row, other than its own rate."""
    first = page.lines[label.line].words[max(0, label.first - 1)].quad
    return any(
        line.quad.top < first.center[1] < line.quad.bottom
        and any(word.quad.right < first.left and any(map(str.isdigit, word.text)) for word in line.words)
        for line in page.lines
    )


def find_taxes(pages: Sequence[LabelledPage], items: Sequence[Grid]) -> tuple[tuple[Candidate, ...], tuple[Table, ...]]:
    """Candidates taxes[i].PART, and the breakdown as a table where there is one. items: the item tables."""
    heads = {(grid.page, quad) for grid in items for quad in grid.header.quads}
    grids = [
        (page, grid)
        for page in pages
        for grid in _grids(page)
        if not any((grid.page, quad) in heads for quad in grid.header.quads)
    ]
    read = [(page, grid, list(_taxes_of(grid))) for page, grid in grids]
    read = [(page, grid, taxes) for page, grid, taxes in read if taxes]
    best = max(read, key=lambda entry: _agreement(entry[2]), default=None)
    found: list[tuple[LabelledPage, Tax]]
    used: list[Grid] = []
    if best is not None and _agreement(best[2]) >= 0:
        page, grid, taxes = best
        found, used, score = [(page, tax) for tax in taxes], [grid], IN_TABLE
    else:
        found = [(page, tax) for page in pages for tax in _taxes_in_totals(page)]
        score = IN_TOTALS
    candidates = []
    for index, (page, tax) in enumerate(found[:MOST_RATES]):
        for part, (text, words) in tax.items():
            candidates.append(
                Candidate(
                    field=f"taxes[{index}].{part}",
                    text=text,
                    page=page.page.index,
                    quad=quad_around([word.quad for word in words]),
                    score=score,
                    origin="ocr" if page.page.text_from == "ocr" else "text",
                    words=words,
                )
            )
    return tuple(candidates), tuple(as_table([grid]) for grid in used)


def _agreement(taxes: Sequence[Tax]) -> int:
    """Rows in which rate times base gives the amount, less those in which it does not."""
    agreement = 0
    for tax in taxes:
        values = [_value(tax[part][0]) for part in ("rate", "base", "amount") if part in tax]
        if len(values) == 3 and None not in values:
            rate, base, amount = (value or Decimal(0) for value in values)
            difference = abs(rate * base / 100 - amount)
            agreement += 1 if difference <= max(ROUNDING, abs(amount) / 1000) else -1
    return agreement


def _value(text: str) -> Decimal | None:
    readings = amounts.read(text.replace("%", "").replace("％", ""))
    return readings[0].value if readings else None


def _grids(page: LabelledPage) -> Iterator[Grid]:
    """Tables with a rate (or base) and an amount in their header, and no description."""
    for header in find_headers(page, "tax."):
        if "tax.amount" in header.concepts and len(header.concepts) >= 2:
            yield read_grid(page.layout, header, begin=None, ends=lambda cells: False)


def _taxes_of(grid: Grid) -> Iterator[Tax]:
    """Rows with a rate and an amount, up to the first row without any number."""
    columns = {column.concept: k for k, column in enumerate(grid.header.columns) if column.concept}
    misses = 0
    for row in grid.rows:
        tax: Tax = {}
        for part in ("base", "amount"):
            cell = row.cells[columns[f"tax.{part}"]] if f"tax.{part}" in columns else None
            readings = amounts.find(cell.text) if cell else ()
            if cell and readings:
                text = cell.text[readings[-1].start : readings[-1].end]
                tax[part] = (text, cell.words_at(readings[-1].start, readings[-1].end))
        rate = row.cells[columns["tax.rate"]] if "tax.rate" in columns else None
        if rate is not None:
            match = _RATE.search(rate.text) or _BARE_RATE.fullmatch(rate.text.strip())
            if match:
                tax["rate"] = (match.group(), rate.words)
        if "rate" not in tax:
            cell = next((c for c in row.cells if c is not None and _RATE.search(c.text)), None)
            if cell is not None:
                match = _RATE.search(cell.text)
                assert match is not None
                tax["rate"] = (match.group(), cell.words_at(match.start(), match.end()))
        if "rate" in tax and "amount" in tax:
            yield tax
            misses = 0
        else:
            misses += 1
            if misses > 1:
                return


def _taxes_in_totals(page: LabelledPage) -> Iterator[Tax]:
    """Rows that begin with a label of the tax, with a rate and an amount: "19% MwSt auf 65,00 12,35"."""
    layout = page.layout
    starts = {label.line for label in page.labels if label.concept == "tax_total"}
    seen: set[Decimal] = set()
    for row in layout.rows:
        segments = [layout.segments[k] for k in row]
        labelled = [segment for segment in segments if segment.line in starts]
        if not labelled:
            continue
        after = segments[segments.index(labelled[0]) :]
        text = " ".join(segment.text for segment in after)
        match = _RATE.search(text)
        if match is None:
            continue
        found = [
            (segment, reading) for segment in after for reading in amounts.find(segment.text) if reading.score >= 0.6
        ]
        rate = Decimal(match["rate"].replace(",", "."))
        if not found or rate in seen:
            continue
        seen.add(rate)
        segment, reading = found[-1]
        holder = next((s for s in after if _RATE.search(s.text)), after[0])
        tax: Tax = {
            "rate": (match.group(), holder.words),
            "amount": (
                segment.text[reading.start : reading.end],
                segment.words_at(reading.start, reading.end),
            ),
        }
        if len(found) > 1:
            segment, reading = found[-2]
            tax["base"] = (
                segment.text[reading.start : reading.end],
                segment.words_at(reading.start, reading.end),
            )
        yield tax

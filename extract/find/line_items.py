"""Line items: rows of the item table, anchored by their amounts, with wrapped descriptions joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docfields.schemas.extraction import Table

from ..document import Candidate, Label, Word
from ..notation import amounts
from .geometry import Segment, quad_around
from .labelled import DECIMALS, LabelledPage
from .tables import Grid, Header, Row, as_table, find_headers, read_grid

PREFIX = "item."
PRICED = frozenset({"item.amount", "item.unit_price"})
NAMED = frozenset({"item.description", "item.sku"})

TOTALS = frozenset({"net_total", "tax_total", "total", "amount_due"})
"""Labels that begin the rows after the items, where an amount stands beside them."""

CHARGES = frozenset({
    "paid", "shipping", "discount", "prior_balance", "rounding", "service_charge", "stop.carried_forward",
})  # fmt: skip
"""Labels that begin rows among or after the items which are no items."""

SECTIONS = ("tax.", "role.", "payment.")
"""Labels that begin other parts of the page, where they fill a segment."""

SAME_TABLE = 0.6
"""Share of concepts that a repeated header has in common with the first."""

TIGHT = 0.75
"""A wrapped line of a description follows at most this many line heights under the one before."""

NUMERIC = ("item.amount", "item.unit_price", "item.quantity", "item.tax_rate", "item.discount", "item.tax")

SURE_AMOUNT = 0.6
"""Score of amounts with decimals or a currency; whole numbers need a quantity or a description beside them."""

SURE, UNSURE = 0.9, 0.7
"""Scores of parts read under a header, and of those read without one."""

_CHINESE_SUM = re.compile(r"(?:价税)?[合小总共]计")

_RATE_TITLE = re.compile(r"%|satz|rate|taux|tarief|aliquota|tipo|stawka|税率", re.IGNORECASE)

_NOTE = re.compile(r"^\W*[\w .-]{2,40}\s?[:=]\s?\S|^\*")
"""A line "name: value" under a description is a note, not its continuation."""

_QUANTITY = re.compile(
    r"^(?P<number>[-+]?\d{1,3}(?:[.,' ]\d{3})*(?:[.,]\d+)?|[-+]?\d+(?:[.,]\d+)?)"
    r"\s*(?:x|×)?\s*(?P<unit>[^\W\d][^\d]{0,20})?$",
    re.IGNORECASE,
)

_RATE = re.compile(r"(?P<rate>\d{1,2}(?:[.,]\d{1,3})?)\s?%?")


@dataclass(slots=True)
class _Item:
    """An item while its rows are gathered: words by part."""

    page: int
    anchor: Row
    parts: dict[str, list[Segment]] = field(default_factory=dict)

    def add(self, part: str, segment: Segment) -> None:
        self.parts.setdefault(part, []).append(segment)


def find_line_items(
    pages: Sequence[LabelledPage], grids: Sequence[Grid]
) -> tuple[tuple[Candidate, ...], tuple[Table, ...]]:
    """Candidates line_items[i].PART of a document, and the item tables as printed. grids: see `item_grids`."""
    items = [item for grid in grids for item in _items_of(grid)]
    if not items:
        items = [item for page in pages for item in _items_without_header(page)]
    score = SURE if grids else UNSURE
    texts = {page.page.index: page.page.text_from for page in pages}
    candidates = [
        candidate
        for index, item in enumerate(items)
        for candidate in _candidates(index, item, score, ocr=texts[item.page] == "ocr")
    ]
    return tuple(candidates), tuple(as_table([grid]) for grid in grids if grid.rows)


def item_grids(pages: Sequence[LabelledPage]) -> tuple[Grid, ...]:
    """The item table, page by page: under each header like the best one, and on pages it runs on to."""
    headers = {page.page.index: find_headers(page, PREFIX) for page in pages}
    main = max((h for hs in headers.values() for h in hs), key=_worth, default=None)
    if main is None or _worth(main) == 0:
        return ()
    grids: list[Grid] = []
    for page in pages:
        own = [header for header in headers[page.page.index] if _worth(header) and _alike(header, main)]
        others = [h.top for h in headers[page.page.index] if _worth(h) or len(h.concepts) >= 3] + [
            header.top for header in find_headers(page, "tax.", fewest=3) if not any(_same(header, o) for o in own)
        ]
        if not own and grids and grids[-1].is_open and grids[-1].page == page.page.index - 1:
            carried = grids[-1].header
            grid = read_grid(page.layout, carried, begin=0.0, ends=_ends(page), until=min(others, default=float("inf")))
            rows = tuple(row for row in grid.rows if len(_numbers(grid, row)) >= 2 or not _numbers(grid, row))
            if any(_is_anchor(grid, row) for row in rows):
                grids.append(Grid(grid.page, carried, rows, grid.is_open))
            continue
        for header in own:
            following = [top for top in others if top > header.bottom]
            grids.append(
                read_grid(
                    page.layout,
                    header,
                    begin=None,
                    ends=_ends(page),
                    until=min(following, default=float("inf")),
                )
            )
    by_index = {page.page.index: page for page in pages}
    return tuple(_without_charges(by_index[grid.page], _with_tax_amounts(_with_amounts(grid))) for grid in grids)


def _with_amounts(grid: Grid) -> Grid:
    """Where no title tells the amounts: the last column without a meaning, if it holds amounts."""
    if "item.amount" in grid.header.concepts:
        return grid
    columns = list(grid.header.columns)
    last = len(columns) - 1
    cells = [row.text(last) for row in grid.rows if row.cells[last] is not None]
    filled = sum(any(r.score >= 0.6 for r in amounts.find(cell)) for cell in cells)
    if columns[last].concept is not None or not filled:
        return grid
    columns[last] = replace(columns[last], concept="item.amount")
    return replace(grid, header=replace(grid.header, columns=tuple(columns)))


def _worth(header: Header) -> int:
    """How many things an item header tells; 0 where it names no item or no price."""
    concepts = header.concepts
    if not concepts & PRICED or not (concepts & NAMED or "item.quantity" in concepts):
        return 0
    return len(concepts)


def _alike(one: Header, other: Header) -> bool:
    return len(one.concepts & other.concepts) >= SAME_TABLE * len(one.concepts | other.concepts)


def _same(one: Header, other: Header) -> bool:
    return one.top < other.bottom and other.top < one.bottom


def _with_tax_amounts(grid: Grid) -> Grid:
    """A column "VAT" without percentages and with decimals holds amounts of tax, not rates."""
    k = grid.column("item.tax_rate")
    if k is None or _RATE_TITLE.search(grid.header.columns[k].title):
        return grid
    cells = [row.text(k) for row in grid.rows if row.cells[k] is not None and _holds_number(row.text(k))]
    if not cells or any("%" in cell or not DECIMALS.search(cell) for cell in cells):
        return grid
    columns = list(grid.header.columns)
    columns[k] = replace(columns[k], concept="item.tax")
    return replace(grid, header=replace(grid.header, columns=tuple(columns)))


def _without_charges(page: LabelledPage, grid: Grid) -> Grid:
    """The grid without rows that begin with the label of a charge and hold nothing but amounts beside it."""
    starts = {(label.line, label.first): label for label in page.labels if label.concept in CHARGES}

    def is_charge(row: Row) -> bool:
        cells = [cell for cell in row.cells if cell is not None]
        label = starts.get((cells[0].line, cells[0].first)) if cells else None
        if label is None or {"item.quantity", "item.unit_price"} <= set(_numbers(grid, row)):
            return False
        # The label itself may be cut by the edge between two columns.
        words = [word.text for cell in cells for word in cell.words][label.last - label.first :]
        return sum(map(str.isalpha, "".join(words))) < 6

    return replace(grid, rows=tuple(row for row in grid.rows if not is_charge(row)))


class _ends:
    """Whether a row stands after the items: it begins with the label of a total or of another part."""

    def __init__(self, labelled: LabelledPage) -> None:
        self.starts: dict[tuple[int, int], Label] = {}
        for label in labelled.labels:
            place = (label.line, label.first)
            if label.concept in TOTALS or (label.concept.startswith(SECTIONS) and place not in self.starts):
                self.starts[place] = label

    def __call__(self, cells: Sequence[Segment]) -> bool:
        if _CHINESE_SUM.match("".join(cell.text for cell in cells).replace(" ", "")):
            return True
        for position, cell in enumerate(cells):
            label = self.starts.get((cell.line, cell.first))
            if label is None:
                continue
            following = " ".join(other.text for other in cells[position + 1 :])
            rest = " ".join(word.text for word in cell.words[label.last - cell.first :])
            whole = not any(character.isalpha() for character in rest) or rest.startswith((":", "("))
            if label.concept in TOTALS and whole:
                # "Discount" in an item's row has text before it, a total's label none but a note's.
                alone = not any(c.isalpha() for other in cells[:position] for c in other.text)
                surely = position == len(cells) - 2
                has_amount = any(r.score > 0.5 for r in amounts.find(following + " " + rest))
                if (alone or surely) and has_amount:
                    return True
            if label.concept.startswith(SECTIONS) and position == 0 and whole and len(cells) == 1:
                return True
        return False


def _numbers(grid: Grid, row: Row) -> list[str]:
    """Concepts of the row's cells that hold a number under a numeric header."""
    return [
        column.concept
        for column, cell in zip(grid.header.columns, row.cells, strict=True)
        if column.concept in NUMERIC and cell is not None and _holds_number(cell.text)
    ]


def _holds_number(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits > 0 and 2 * digits >= len(re.sub(r"[\s.,%€$£¥-]", "", text)) - 3


def _is_anchor(grid: Grid, row: Row) -> bool:
    """Whether a row begins an item: an amount, or a price with a quantity."""
    numbers = _numbers(grid, row)
    if "item.amount" in grid.header.concepts:
        cell = grid.column("item.amount")
        if "item.amount" in numbers and cell is not None:
            surely = any(reading.score >= SURE_AMOUNT for reading in amounts.find(row.text(cell)))
            described = any(
                any(character.isalnum() for character in row.text(k))
                for k, column in enumerate(grid.header.columns)
                if column.concept in ("item.description", "item.quantity")
            )
            return surely or (described and len(numbers) > 1)
        return "item.unit_price" in numbers and "item.quantity" in numbers
    return "item.unit_price" in numbers or len(numbers) >= 2


def _items_of(grid: Grid) -> Iterator[_Item]:
    """Items of one grid: an anchor row each, with the description's lines before and after it."""
    grid = replace(grid, rows=tuple(_rejoined(grid)))
    anchors = [k for k, row in enumerate(grid.rows) if _is_anchor(grid, row)]
    for position, k in enumerate(anchors):
        row = grid.rows[k]
        item = _Item(grid.page, row)
        after = anchors[position + 1] if position + 1 < len(anchors) else len(grid.rows)
        before = anchors[position - 1] if position else -1
        for column, cell in zip(grid.header.columns, row.cells, strict=True):
            if cell is not None and column.concept is not None:
                item.add(column.concept, cell)
        description = grid.column("item.description")
        if description is not None:
            _extend(grid, item, k, before, after, description)
        sku = grid.column("item.sku")
        if sku is not None and "item.sku" not in item.parts:
            _fill(grid, item, "item.sku", sku, range(k + 1, after))
        # A lone amount under the items is a sum.
        if len(item.parts) > 1:
            yield item


def _rejoined(grid: Grid) -> list[Row]:
    """Rows whose amount stands half a line lower or higher than their quantity and price, as one row."""
    rows: list[Row] = []
    for row in grid.rows:
        told = set(_numbers(grid, row))
        before = set(_numbers(grid, rows[-1])) if rows else set()
        if (
            rows
            and told | before >= {"item.amount"}
            and ("item.amount" in told) != ("item.amount" in before)
            and (told | before) & {"item.quantity", "item.unit_price"}
            and not told & before
            and row.top - rows[-1].bottom < 0.3 * row.height
            and not _both_described(grid, rows[-1], row)
        ):
            cells = tuple(a if a is not None else b for a, b in zip(rows[-1].cells, row.cells, strict=True))
            rows[-1] = Row(cells, rows[-1].top, row.bottom)
        else:
            rows.append(row)
    return rows


def _both_described(grid: Grid, one: Row, other: Row) -> bool:
    column = grid.column("item.description")
    return column is not None and one.cells[column] is not None and other.cells[column] is not None


def _extend(grid: Grid, item: _Item, k: int, before: int, after: int, column: int) -> None:
    """Add the description's lines that follow tightly under the anchor row, or stand tightly over it."""
    rows = grid.rows
    if rows[k].cells[column] is None:
        above = [j for j in range(k - 1, before, -1) if rows[j].cells[column] is not None]
        if above and rows[k].top - rows[above[0]].bottom < TIGHT * rows[k].height:
            for j in _tight_run(grid, above, column):
                item.parts.setdefault("item.description", []).insert(0, _cell(rows[j], column))
    last = rows[k]
    for j in range(k + 1, after):
        cell = rows[j].cells[column]
        if cell is None:
            continue
        height = min(rows[j].height, last.height)
        nearer_to_next = (
            after < len(rows)
            and rows[after].cells[column] is None
            and rows[after].top - rows[j].bottom < rows[j].top - last.bottom
        )
        if rows[j].top - last.bottom > TIGHT * height or _NOTE.match(cell.text) or nearer_to_next:
            break
        item.add("item.description", cell)
        last = rows[j]


def _tight_run(grid: Grid, indices: Sequence[int], column: int) -> list[int]:
    """The first of the rows and those that follow it without a wide gap."""
    run = [indices[0]]
    for j in indices[1:]:
        gap = grid.rows[run[-1]].top - grid.rows[j].bottom
        if gap > TIGHT * grid.rows[j].height or _NOTE.match(grid.rows[j].text(column)):
            break
        run.append(j)
    return run


def _cell(row: Row, column: int) -> Segment:
    cell = row.cells[column]
    assert cell is not None
    return cell


def _fill(grid: Grid, item: _Item, part: str, column: int, rows: range) -> None:
    """Take a part from the first of the following rows that has it."""
    for j in rows:
        cell = grid.rows[j].cells[column]
        if cell is not None:
            item.add(part, cell)
            return


def _items_without_header(labelled: LabelledPage) -> Iterator[_Item]:
    """Rows "description ... amount" over the totals, where the page has no item header."""
    layout = labelled.layout
    ends = _ends(labelled)
    for indices in layout.rows:
        cells = [layout.segments[k] for k in indices]
        if ends(cells):
            return
        last = cells[-1]
        readings = [r for r in amounts.find(last.text) if r.decimals == 2 and r.score >= 0.6]
        words = [c for c in cells[:-1] if sum(map(str.isalpha, c.text)) >= 3]
        if len(cells) < 2 or not readings or not words or labelled.starts_with_label(cells[0]):
            continue
        boxes = [layout.boxes[k] for k in indices]
        row = Row(tuple(cells), min(b.top for b in boxes), max(b.bottom for b in boxes))
        item = _Item(labelled.page.index, row)
        item.add("item.description", words[0])
        item.add("item.amount", last)
        yield item


def _candidates(index: int, item: _Item, score: float, *, ocr: bool) -> Iterator[Candidate]:
    """One candidate for each part that can be read."""
    for concept, segments in item.parts.items():
        words = tuple(word for segment in segments for word in segment.words)
        for part, text, used in _read_part(concept, words):
            yield Candidate(
                field=f"line_items[{index}].{part}",
                text=text,
                page=item.page,
                quad=quad_around([word.quad for word in used]),
                score=score,
                origin="ocr" if ocr else "text",
                words=used,
                label=concept,
            )


def _read_part(concept: str, words: tuple[Word, ...]) -> Iterator[tuple[str, str, tuple[Word, ...]]]:
    """The parts that a cell tells: name, text, words."""
    text = " ".join(word.text for word in words)
    if concept == "item.quantity":
        match = _QUANTITY.match(text.strip())
        if match:
            yield "quantity", match["number"], words
            if match["unit"] and match["unit"].strip().casefold() not in ("x", "×"):
                yield "unit", match["unit"].strip(), words
        elif readings := amounts.find(text):
            yield "quantity", text[readings[0].start : readings[0].end], words
    elif concept in ("item.amount", "item.unit_price"):
        readings = amounts.find(text)
        if readings:
            chosen = readings[-1] if concept == "item.amount" else readings[0]
            yield concept.removeprefix(PREFIX), text[chosen.start : chosen.end], words
    elif concept in ("item.tax_rate", "item.tax"):
        if "%" in text or "％" in text:
            match = _RATE.search(text)
            if match:
                yield "tax_rate", match.group(), words
        elif concept == "item.tax_rate" and (match := _RATE.fullmatch(text.strip())):
            yield "tax_rate", match.group(), words
    elif concept == "item.discount":
        if any(character.isdigit() for character in text):
            yield "discount", text, words
    elif concept == "item.sku":
        yield "sku", words[0].text if len(words) > 2 else text, words
    elif concept in ("item.description", "item.unit", "item.date"):
        yield concept.removeprefix(PREFIX), text, words

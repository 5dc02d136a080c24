"""Reading a table under a header row that is known by its labels.

The boundary between two columns lies where the fewest cells are cut, between the middles of their
headers: headers are narrower than their columns and may be aligned otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docfields.schemas.extraction import Cell, Table

from ..document import Label, Quad
from .geometry import Box, Layout, Segment, drop_between, group_rows, quad_around
from .labelled import DECIMALS, LabelledPage, glued_rest, has_colon

CELL_GAP = 0.65
"""Words further apart than this many line heights may belong to different cells."""

HEADER_REACH = 2.6
"""Rows of one header stand at most this many line heights apart (wrapped headers)."""

BESIDE = 20.0
"""Amounts further right of a header than this many line heights belong to a block beside the table."""

PRIORITY = (
    "item.description", "item.amount", "item.quantity", "item.unit_price", "item.tax_rate", "item.sku", "item.unit",
    "item.discount", "item.tax", "item.position", "item.date", "tax.amount", "tax.rate", "tax.base",
)  # fmt: skip
"""Concepts in the order in which titles with several meanings are shared out."""

RIGHTMOST = frozenset({"item.amount", "tax.amount", "tax.base", "tax.rate"})
"""Of several columns with such a title the last is meant."""

_NET = re.compile(r"(?i)\bnett?o?\b|\bht\b|h\.t\.|excl|exkl|ohne|imponibile")
"""A line's amount is the net one (EN 16931, BT-131)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its header says it holds (None: unknown), and the header's box."""

    concept: str | None
    title: str
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """The header of a table on one page. top, bottom: in the page's reading direction."""

    columns: tuple[Column, ...]
    quads: tuple[Quad, ...]
    top: float
    bottom: float

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(column.concept for column in self.columns if column.concept)

    @property
    def box(self) -> Box:
        """The box around all columns, with the slope of the first."""
        boxes = [column.box for column in self.columns]
        left, right = min(box.left for box in boxes), max(box.right for box in boxes)
        return Box(left, self.top, right, self.bottom, boxes[0].slope)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One printed line of a table: for each column the words in it, None where it is empty."""

    cells: tuple[Segment | None, ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def text(self, column: int) -> str:
        cell = self.cells[column]
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table as printed on one page. is_open: nothing ended it before the foot of the page."""

    page: int
    header: Header
    rows: tuple[Row, ...]
    is_open: bool

    def column(self, concept: str) -> int | None:
        """The column that holds a concept."""
        return next((k for k, c in enumerate(self.header.columns) if c.concept == concept), None)


@dataclass(frozen=True, slots=True)
class _Title:
    """A printed title with all that it may mean."""

    label: Label
    box: Box
    concepts: frozenset[str]


def find_headers(labelled: LabelledPage, prefix: str, fewest: int = 2) -> tuple[Header, ...]:
    """Rows in which titles of at least `fewest` different "prefix*" stand side by side, from the top.

    Titles of rows close above or below join in where they stand in columns that have none yet.
    """
    titles = _titles(labelled, prefix)
    boxes = [title.box for title in titles]
    headers: list[Header] = []
    used: set[int] = set()
    # Item tables fill the page's width; the sums may stand beside a breakdown of taxes.
    beside = BESIDE if prefix == "tax." else float("inf")
    rows = [row for row in group_rows(boxes) if not _has_amount(labelled, [boxes[k] for k in row], beside)]
    for row in sorted(rows, key=lambda row: -_meanings(titles, row)):
        if used & set(row) or _meanings(titles, row) < min(fewest, 2):
            continue
        members = list(row)
        for other in sorted(rows, key=lambda other: abs(boxes[other[0]].top - boxes[row[0]].top)):
            if other is not row and not used & set(other):
                members += [k for k in other if _joins(boxes, members, k)]
        if _meanings(titles, members) < fewest:
            continue
        used |= set(members)
        headers.append(_header(labelled, [titles[k] for k in members]))
    return tuple(sorted(headers, key=lambda header: header.top))


def _has_value(labelled: LabelledPage, label: Label) -> bool:
    """Whether a value follows the label in its own segment ("Date: 3 May", "#452575"): then it is no title."""
    home = labelled.layout.home(label)
    glued = glued_rest(label, labelled.page)
    if glued is not None and any(character.isdigit() for character in glued[0]):
        return True
    rest = home.words[label.last - home.first :] if home is not None else ()
    return has_colon(label, labelled.page) and any(c.isalnum() for word in rest for c in word.text)


def _has_amount(labelled: LabelledPage, titles: Sequence[Box], beside: float) -> bool:
    """Whether an amount with decimals stands on the row: then it is no header.

    beside: amounts further right than this many line heights do not count.
    """
    layout = labelled.layout
    reach = max(box.right for box in titles) + beside * titles[0].height
    return any(
        DECIMALS.search(layout.segments[k].text) and other.left < reach and layout.same_row(titles[0], other)
        for k, other in enumerate(layout.boxes)
    )


ALIASES = {"tax.": {"item.tax_rate": "tax.rate", "item.tax": "tax.amount"}}
"""Titles of item tables that mean the same in a breakdown of taxes."""


def _titles(labelled: LabelledPage, prefix: str) -> list[_Title]:
    """The labels "prefix*" by place."""
    meanings: dict[tuple[int, int], tuple[Label, set[str]]] = {}
    for label in labelled.labels:
        concept = ALIASES.get(prefix, {}).get(label.concept, label.concept)
        if concept.startswith(prefix) and not _has_value(labelled, label):
            place = (label.line, label.first)
            meanings.setdefault(place, (label, set()))[1].add(concept)
    boxes = labelled.layout.boxes_of([label.quad for label, _ in meanings.values()])
    return [
        _Title(label, box, frozenset(concepts)) for (label, concepts), box in zip(meanings.values(), boxes, strict=True)
    ]


def _meanings(titles: Sequence[_Title], indices: Sequence[int]) -> int:
    """How many different things some titles may mean, at most one each."""
    return min(len(indices), len({concept for k in indices for concept in titles[k].concepts}))


def _joins(boxes: Sequence[Box], members: Sequence[int], k: int) -> bool:
    """Whether a title close above or below the header's row heads a column of its own."""
    box = boxes[k]
    distance = min(abs(drop_between(boxes[member], box)) for member in members)
    apart = all(box.left > boxes[m].right or box.right < boxes[m].left for m in members)
    return apart and distance < HEADER_REACH * box.height


def _header(labelled: LabelledPage, titles: Sequence[_Title]) -> Header:
    """Columns of the titles, and of other segments on the header's row."""
    layout = labelled.layout
    texts = [_title(labelled, title.label) for title in titles]
    concepts = assign_concepts([(text, t.box, t.concepts) for text, t in zip(texts, titles, strict=True)])
    columns = [Column(c, text, t.box) for c, text, t in zip(concepts, texts, titles, strict=True)]
    quads = [title.label.quad for title in titles]
    taken = [column.box for column in columns]
    top, bottom = min(box.top for box in taken), max(box.bottom for box in taken)
    for segment in layout.segments:
        if any(c.isdigit() for c in segment.text):
            continue
        box = layout.box_of(segment.quad)
        level = any(layout.same_row(box, other) for other in taken)
        if level and all(_common(box, other) < 0 for other in taken):
            columns.append(Column(None, segment.text, box))
            quads.append(segment.quad)
    ordered = sorted(range(len(columns)), key=lambda k: columns[k].box.left)
    return Header(tuple(columns[k] for k in ordered), tuple(quads[k] for k in ordered), top, bottom)


def _title(labelled: LabelledPage, label: Label) -> str:
    words = labelled.page.lines[label.line].words[label.first : label.last]
    return " ".join(word.text for word in words)


def _common(one: Box, other: Box) -> float:
    """Width that both have in common; negative where they stand apart."""
    return min(one.right, other.right) - max(one.left, other.left)


def assign_concepts(columns: Sequence[tuple[str, Box, frozenset[str]]]) -> list[str | None]:
    """One concept a column, each concept once: titles that mean one thing only are served first.

    columns: title, box, concepts that the title may mean.
    """
    assigned: list[str | None] = [None] * len(columns)
    for concept in PRIORITY:
        free = [k for k, (_, _, options) in enumerate(columns) if concept in options and assigned[k] is None]
        if not free:
            continue

        sign = -1.0 if concept in RIGHTMOST else 1.0
        best = min((_preference(*columns[k], sign), k) for k in free)
        assigned[best[1]] = concept
    return assigned


def _preference(title: str, box: Box, options: frozenset[str], sign: float) -> tuple[int, bool, float]:
    """Sorts the better column for a concept first: of one meaning, a net amount, in the usual place."""
    return len(options), not _NET.search(title), sign * box.left


def read_grid(
    layout: Layout,
    header: Header,
    *,
    begin: float | None,
    ends: Callable[[Sequence[Segment]], bool],
    until: float = float("inf"),
) -> Grid:
    """The rows under a header.

    begin: where the rows start; None: under the header itself. ends: whether a row (its cells from
    left to right) stands after the table. until: where another table begins.
    """
    cells = Layout.of(layout.page, gap=CELL_GAP)
    start = header.bottom if begin is None else begin
    indices = [
        k
        for k, box in enumerate(cells.boxes)
        if _level(header, box) > start - 0.3 * box.height and _level(header, box) < until
    ]
    boxes = [cells.boxes[k] for k in indices]
    printed: list[list[tuple[Segment, Box]]] = []
    is_open = until == float("inf")
    for row in group_rows(boxes):
        members = [(cells.segments[indices[k]], boxes[k]) for k in row]
        if ends([segment for segment, _ in members]):
            is_open = False
            break
        printed.append(members)
    edges = column_edges(header, [box for members in printed for _, box in members])
    rows = tuple(_row(cells, members, header, edges) for members in printed)
    return Grid(layout.page.index, header, rows, is_open)


def _level(header: Header, box: Box) -> float:
    """The box's middle as if it stood at the header's left edge, along the slopes between."""
    head = header.box
    return box.middle[1] - (head.slope + box.slope) / 2 * (box.middle[0] - head.middle[0])


def column_edges(header: Header, cells: Sequence[Box]) -> tuple[float, ...]:
    """Right edges of all columns but the last: the middle of the widest gap that cuts fewest cells."""
    edges = []
    for left, right in pairwise(header.columns):
        low, high = left.box.middle[0], right.box.middle[0]
        near = [cell for cell in cells if cell.right > low and cell.left < high]
        # The headers themselves are cells that must not be cut.
        near += [left.box, right.box, right.box, left.box]
        stops = sorted({low, high, *(min(max(x, low), high) for cell in near for x in (cell.left, cell.right))})
        best = (float("inf"), 0.0, (low + high) / 2)
        for a, b in pairwise(stops):
            middle = (a + b) / 2
            cut = sum(cell.left < middle < cell.right for cell in near)
            if b > a and (cut, a - b) < best[:2]:
                best = (cut, a - b, middle)
        edges.append(best[2])
    return tuple(edges)


def _row(cells: Layout, members: Sequence[tuple[Segment, Box]], header: Header, edges: Sequence[float]) -> Row:
    """Words by column; a cell that crosses an edge is cut between its words."""
    found: list[list[Segment]] = [[] for _ in header.columns]
    for segment, box in members:
        if _column_at(edges, box.left) == _column_at(edges, box.right):
            found[_column_at(edges, box.middle[0])].append(segment)
            continue
        word_boxes = cells.boxes_of([word.quad for word in segment.words])
        start = 0
        columns = [_column_at(edges, word_box.middle[0]) for word_box in word_boxes]
        for k in range(1, len(columns) + 1):
            if k == len(columns) or columns[k] != columns[start]:
                found[columns[start]].append(segment.part(segment.first + start, segment.first + k))
                start = k
    return Row(
        cells=tuple(_joined(parts) for parts in found),
        top=min(box.top for _, box in members),
        bottom=max(box.bottom for _, box in members),
    )


def _joined(parts: Sequence[Segment]) -> Segment | None:
    """Segments of one cell as one."""
    if not parts:
        return None
    words = tuple(word for part in parts for word in part.words)
    return Segment(parts[0].page, parts[0].line, parts[0].first, words)


def _column_at(edges: Sequence[float], x: float) -> int:
    return sum(x > edge for edge in edges)


def as_table(grids: Sequence[Grid]) -> Table:
    """Grids of one page as a table with the header as row 0."""
    header = grids[0].header
    cells = [
        Cell(row=0, column=k, text=column.title, quad=header.quads[k].points) for k, column in enumerate(header.columns)
    ]
    rows = [row for grid in grids for row in grid.rows]
    for index, row in enumerate(rows, start=1):
        for k, cell in enumerate(row.cells):
            if cell is not None:
                quad = quad_around([word.quad for word in cell.words])
                cells.append(Cell(row=index, column=k, text=cell.text, quad=quad.points))
    return Table(page=grids[0].page, header=True, cells=tuple(cells))

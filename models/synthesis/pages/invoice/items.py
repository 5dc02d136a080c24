"""The item table of an invoice: heads, rows, rules and grounds, sums carried over breaks of pages."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from docfields.models.synthesis.pages.invoice.columns import (
    LETTER_WIDTH,
    Columns,
    cell_node,
    column_need,
    draw_columns,
    head_label,
    head_texts,
)
from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.nodes import (
    Node,
    Stroke,
    Width,
    box,
    carry,
    cell,
    fit,
    grid,
    grid_row,
    line,
    space,
)
from docfields.models.synthesis.pages.typeset import Token

WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class TableLook:
    """Rules and grounds of a table. head, outer, between: rules; wall: upright ones."""

    head_fill: str | None
    head_ink: str
    head_top: Stroke | None
    head_bottom: Stroke | None
    between: Stroke | None
    last: Stroke | None
    outer_walls: Stroke | None
    inner_walls: Stroke | None
    zebra: str | None
    dashes: str
    inset: tuple[float, float]
    gutter: float

    def walls(self, columns: int) -> list[Stroke | None]:
        return [self.outer_walls, *[self.inner_walls] * (columns - 1), self.outer_walls]


def draw_table_look(draft: Draft, key: str) -> TableLook:
    """How a seller rules its tables."""
    look = draft.look
    forms = ("open", "head", "lines", "grid", "columns", "zebra", "frame", "dotted", "none")
    weights = {
        "plain": (16, 18, 16, 26, 5, 8, 6, 3, 3), "designed": (12, 18, 30, 4, 1, 24, 3, 6, 2),
        "erp": (14, 20, 8, 16, 16, 8, 10, 2, 6), "letter": (26, 30, 14, 14, 2, 2, 4, 2, 6),
        "sheet": (2, 12, 26, 24, 0, 34, 2, 0, 0),
    }  # fmt: skip
    form = "none" if look.mechanical else draft.pick(f"{key}/rules", forms, weights[look.manner])
    ground = draft.pick(f"{key}/ground", ("none", "light", "dark"), (45, 32, 23)) if not look.mechanical else "none"
    if form in ("zebra",) and ground == "none":
        ground = draft.pick(f"{key}/zebra ground", ("dark", "light"))
    thin = look.stroke
    strong = look.strong_stroke
    dashes = draft.pick(f"{key}/dashes", ("-", "-", "=", "_", "")) if look.mechanical else ""
    head_rule = draft.pick(f"{key}/head rule", (thin, strong))
    tight = 0.3 if look.manner == "erp" else 0.9
    return TableLook(
        head_fill={"none": None, "light": look.light, "dark": look.accent}[ground],
        head_ink=WHITE if ground == "dark" else draft.pick(f"{key}/head ink", (look.ink, look.accent)),
        head_top=head_rule
        if form in ("head", "grid", "columns", "frame") and draft.chance(f"{key}/top", 0.7)
        else None,
        head_bottom=head_rule if form not in ("none", "zebra") else None,
        between=thin if form in ("lines", "grid") else (0.5, look.muted, "dotted") if form == "dotted" else None,
        last=head_rule if form in ("head", "grid", "columns", "frame", "lines") else None,
        outer_walls=thin if form in ("grid", "columns", "frame") else None,
        inner_walls=thin if form in ("grid", "columns") else None,
        zebra=look.light if form == "zebra" else None,
        dashes=dashes,
        inset=(draft.between(f"{key}/inset", 2, 6), look.size * draft.between(f"{key}/rows", 0.18, tight)),
        gutter=0 if form in ("grid", "columns", "zebra") or ground != "none" else draft.between(f"{key}/gutter", 0, 8),
    )


def dash_row(draft: Draft, columns: int, mark: str) -> Node:
    """A rule of printed signs, as old printers draw it."""
    letters = int(draft.look.width / (draft.look.size * LETTER_WIDTH)) - 2
    return grid_row([cell(fit(line(draft.say(mark * letters))), span=columns, align="left")], inset=(0, 1), walls=False)


def items_table(draft: Draft, closing: Sequence[Node] = ()) -> Node:
    """The table. closing: rows of totals that continue it, made for as many columns as `column_count` says."""
    columns = draw_columns(draft)
    table = draft.new_table()
    look = draw_table_look(draft, "items")
    count = len(columns.names)
    walls = look.walls(count)
    head = _head(draft, columns, look, table)
    rows: list[Node] = []
    groups = _group_starts(draft)
    for index in range(len(draft.invoice.items)):
        rows += _before(draft, columns, index, look, groups)
        rows += _item_rows(draft, columns, index, look, table)
    rows += _group_sum(draft, columns, groups, len(draft.invoice.items), look)
    rows = _filled(draft, rows, look, count)
    if look.dashes:
        rows.append(dash_row(draft, count, look.dashes))
    return grid(
        [*rows, *closing],
        _widths(draft, columns),
        aligns=columns.aligns,
        head=head,
        walls=walls,
        inset=look.inset,
        gutter=look.gutter,
        breakable=True,
        repeat=draft.chance("items/repeat", 0.88),
        carried=_carried(draft, columns),
    )


def column_count(draft: Draft) -> int:
    """How many columns the item table has."""
    return len(draw_columns(draft).names)


def _head(draft: Draft, columns: Columns, look: TableLook, table: int) -> list[Node]:
    if draft.chance("items/headless", 0.02):
        return []
    style: dict[str, str | float] = {"fill": look.head_ink} if not draft.look.mechanical else {}
    if draft.chance("items/bold head", 0.75):
        style["weight"] = "bold"
    if not draft.look.mechanical and draft.chance("items/small head", 0.35):
        style["size"] = draft.look.small
    centred = draft.chance("items/centred head", 0.15)
    cells = [
        cell(
            _head_text(
                draft,
                name,
                text,
                draft.say(text, label=head_label(name), cell=(table, 0, place)),
                "center" if centred else columns.aligns[place],
            ),
            align="center horizon" if centred else f"{columns.aligns[place]} horizon",
        )
        for place, (name, text) in enumerate(zip(columns.names, head_texts(draft, columns), strict=True))
    ]
    row = grid_row(cells, style=style, fill=look.head_fill, top=look.head_top, bottom=look.head_bottom)
    if not look.dashes:
        return [row]
    rule = dash_row(draft, len(cells), look.dashes)
    return [rule, row, rule] if draft.chance("items/two dashes", 0.6) else [row, rule]


def _head_text(draft: Draft, name: str, text: str, token: Token | None, align: str) -> Node | None:
    """A head that is much longer than what stands below it breaks into lines."""
    need = column_need(draft, name, text)
    if name == "description" or need > LETTER_WIDTH * draft.look.size * len(text):
        return line(token)
    return box(line(token), width=need, align=align)


def _item_rows(draft: Draft, columns: Columns, index: int, look: TableLook, table: int) -> list[Node]:
    """An item's row, or two: its description over the whole width, and its numbers below."""
    nodes = [
        cell_node(draft, columns, index, name, (table, index + 1, place)) for place, name in enumerate(columns.names)
    ]
    last = index == len(draft.invoice.items) - 1
    under = look.last if last else look.between
    fill = look.zebra if index % 2 == draft.pick("items/zebra from", (0, 1)) else None
    if look.inner_walls is not None or not draft.chance("items/two lines", 0.07):
        return [grid_row([cell(node) for node in nodes], bottom=under, fill=fill, mark=index)]
    place = columns.names.index("description")
    first = place if place <= 1 else 0
    before = [cell(node) for node in nodes[:first]]
    upper = grid_row([*before, cell(nodes[place], span=len(nodes) - first, align="left")], fill=fill)
    rest = [None if number == place or number < first else cell(node) for number, node in enumerate(nodes)]
    return [upper, grid_row(rest, bottom=under, fill=fill, mark=index)]


def _group_starts(draft: Draft) -> list[int]:
    """Where groups of items begin; none for most sellers."""
    count = len(draft.invoice.items)
    if count < 4 or not draft.chance("items/groups", 0.09):
        return []
    return [0, *(index for index in range(2, count) if draft.rng.random() < 0.2)]


def _group_sum(draft: Draft, columns: Columns, groups: list[int], end: int, look: TableLook) -> list[Node]:
    """The sum of the group that ends before an item: a total that is none of the invoice's."""
    starts = [start for start in groups if start < end]
    if not starts or "amount" not in columns.names or not draft.chance("items/group sums", 0.5):
        return []
    value = sum((draft.invoice.shown(f"line_items[{index}].amount") for index in range(starts[-1], end)), Decimal(0))
    place = columns.names.index("amount")
    label = cell(draft.say(draft.label("net_total")), span=place, align="right") if place else None
    amount = cell(draft.say(draft.money(value * draft.sign, symbol=columns.symbol)))
    cells = [label, amount] if place else [amount]
    cells += [None] * (len(columns.names) - place - 1)
    return [
        grid_row(
            cells,
            bottom=look.between,
            walls=False,
            style={"weight": draft.pick("items/group weight", ("bold", "regular"))},
        )
    ]


def _before(draft: Draft, columns: Columns, index: int, look: TableLook, groups: list[int]) -> list[Node]:
    """A heading over a group of rows, or a remark between them: neither is an item."""
    count = len(columns.names)
    rows: list[Node] = []
    if index in groups:
        rows += _group_sum(draft, columns, groups, index, look)
        number = str(draft.rng.randint(10000, 9999999))
        text = f"{draft.label('delivery_note', colon=False)} {number}"
        day = draft.invoice.issue_date - datetime.timedelta(days=draft.rng.randint(1, 20))
        if draft.chance("items/group dates", 0.6):
            text = f"{text} / {draft.date(day)}"
        weight = draft.pick("items/group weight", ("bold", "regular"))
        rows.append(
            grid_row(
                [cell(line(draft.say(text), style={"weight": weight}), span=count, align="left")],
                walls=False,
                bottom=look.between,
            )
        )
    elif draft.chance("items/remarks", 0.05) and draft.rng.random() < 0.1:
        place = columns.names.index("description")
        text = draft.rng.choice(draft.where.phrases["invoice_notes"])
        cells: list[Node | None] = [None] * place
        cells.append(
            cell(
                line(draft.say(text), style={"slant": "italic"} if draft.chance("items/italic remarks", 0.4) else None),
                span=count - place,
                align="left",
            )
        )
        rows.append(grid_row(cells, bottom=look.between))
    return rows


def _filled(draft: Draft, rows: list[Node], look: TableLook, columns: int) -> list[Node]:
    """Short tables of forms go on down the page: empty rows, or one high empty row."""
    count = len(rows)
    walled = look.inner_walls is not None or look.outer_walls is not None
    if walled and look.between is None and draft.chance("items/tall", 0.7) and count < 18:
        height = max(10.0, draft.between("items/height", 120, 330) - 14 * count)
        rows[-1] = {**rows[-1], "bottom": None}
        return [*rows, grid_row([cell(space(height)), *[None] * (columns - 1)], bottom=look.last)]
    if ((look.between is not None and walled) or look.zebra) and draft.chance("items/empty rows", 0.22) and count < 14:
        height = draft.look.size * 0.7
        empty = max(0, draft.pick("items/form rows", (8, 10, 12, 15)) - count)
        for index in range(empty):
            fill = look.zebra if (count + index) % 2 == draft.pick("items/zebra from", (0, 1)) else None
            rows.append(
                grid_row([cell(space(height)), *[None] * (columns - 1)], bottom=look.between or look.last, fill=fill)
            )
    return rows


def _widths(draft: Draft, columns: Columns) -> list[Width]:
    """The description takes what is left, or all columns have shares."""
    form = draft.pick("items/widths", ("rest", "shares"), (85, 15))
    if form == "rest" or len(columns.names) > 7:
        return ["1fr" if name == "description" else "auto" for name in columns.names]
    shares = {"description": "3fr", "position": "0.6fr", "quantity": "1.1fr", "unit": "0.9fr", "tax_rate": "1fr"}
    return [shares.get(name, "1.4fr") for name in columns.names]


def _carried(draft: Draft, columns: Columns) -> Node | None:
    """Running sums, for tables that may take more than a page."""
    if columns.names[-1] != "amount" or len(draft.invoice.items) < 12 or not draft.chance("items/carried", 0.4):
        return None
    running, amounts = Decimal(0), []
    for index in range(len(draft.invoice.items)):
        running += draft.invoice.shown(f"line_items[{index}].amount") * draft.sign
        amounts.append(draft.say(draft.money(running, symbol=columns.symbol)))
    before = draft.say(draft.label("brought_forward", colon=False))
    after = draft.say(draft.label("carried_forward", colon=False))
    return carry(
        amounts,
        before,
        after,
        columns=1,
        style={"slant": "italic"} if draft.chance("items/italic carry", 0.3) else None,
    )


def overdue_table(draft: Draft) -> Node:
    """The open invoices that a reminder lists: no items, but numbers, dates and amounts."""
    table = draft.new_table()
    look = draw_table_look(draft, "overdue")
    concepts = ["number", "issue_date", "due_date", "amount_due"]
    if draft.chance("overdue/short", 0.4):
        concepts.remove("due_date")
    if draft.chance("overdue/order", 0.2):
        concepts = [concepts[1], concepts[0], *concepts[2:]]
    aligns = ["left"] * (len(concepts) - 1) + ["right"]
    style = {"fill": look.head_ink, "weight": "bold"} if not draft.look.mechanical else {}
    head = [
        cell(draft.say(draft.label(concept, colon=False), label="", cell=(table, 0, place)))
        for place, concept in enumerate(concepts)
    ]
    rows = []
    for index, item in enumerate(draft.invoice.items):
        field = f"references[{index}]"
        draft.state({field: "".join(item.description.split())})
        day = item.date or draft.invoice.issue_date
        texts = {
            "number": (item.description, field),
            "issue_date": (draft.date(day), None),
            "due_date": (draft.date(day + datetime.timedelta(days=14)), None),
            "amount_due": (draft.money(item.amount), None),
        }
        cells = [
            cell(draft.say(*texts[concept], cell=(table, index + 1, place))) for place, concept in enumerate(concepts)
        ]
        rows.append(grid_row(cells, bottom=look.last if index == len(draft.invoice.items) - 1 else look.between))
    draft.ignore += ["line_items", "due_date", "total", "net_total", "tax_total"]
    row = grid_row(head, style=style, fill=look.head_fill, top=look.head_top, bottom=look.head_bottom)
    widths: list[Width] = ["1fr"] * len(concepts)
    return grid(rows, widths, aligns=aligns, head=[row], walls=look.walls(len(concepts)), inset=look.inset)

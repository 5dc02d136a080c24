"""Tables of forms: goods, costs, points to check, persons; rows that nobody filled in stay free."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal

from docfields.models.synthesis.material.locale import write_amount
from docfields.models.synthesis.material.names import draw_person
from docfields.models.synthesis.pages.form import parts
from docfields.models.synthesis.pages.form.draft import Draft
from docfields.models.synthesis.pages.form.parts import Part
from docfields.models.synthesis.pages.nodes import Stroke

Column = tuple[str, float, str]
"""Head, share of the width, side."""


def goods(draft: Draft) -> list[Part | None]:
    """Articles with quantities, and prices where the issuer asks for them."""
    design, case = draft.design, draft.case
    priced = design.random() < 0.6
    columns: list[Column] = [
        (draft.label("description", colon=False), 3, "left"),
        (draft.label("quantity", colon=False), 0.9, "right"),
    ]
    if priced:
        columns += [
            (draft.habits.label(draft.where, "invoice.unit_price"), 1.2, "right"),
            (draft.label("amount", colon=False), 1.3, "right"),
        ]
    elif design.random() < 0.5:
        columns.append((draft.label("remarks", colon=False), 1.6, "left"))
    offers = draft.where.items["goods"]
    total = Decimal(0)
    rows = []
    for name, low, high in draft.rng.sample(offers, draft.rng.randint(1, 5)):
        price = Decimal(draft.rng.randint(int(low * 100), int(high * 100))) / 100 * draft.where.price_level
        price = price.quantize(Decimal("0.01"))
        count = draft.rng.choice((1, 1, 2, 5, 10))
        total += price * count
        row = [name, str(count)]
        if priced:
            row += [_money(draft, price), _money(draft, price * count)]
        elif len(columns) > 2:
            row.append(case.phrase("form_remarks") if draft.rng.random() < 0.3 else "")
        rows.append(row)
    return _table(draft, columns, rows, spare=design.randint(0, 4), total=total if priced else None)


def costs(draft: Draft) -> list[Part | None]:
    """Expenses by day."""
    design, case = draft.design, draft.case
    columns: list[Column] = [
        (draft.label("date", colon=False), 1.1, "left"), (draft.label("description", colon=False), 2.6, "left"),
        (draft.label("amount", colon=False), 1.2, "right"),
    ]  # fmt: skip
    with_number = design.random() < 0.4
    if with_number:
        columns.insert(1, (draft.label("receipt_number", colon=False), 1, "left"))
    sections = ("hotel", "meal", "parking", "fuel")
    total, rows = Decimal(0), []
    for index in range(draft.rng.randint(1, 6)):
        name, low, high = draft.rng.choice(draft.where.items[draft.rng.choice(sections)])
        value = (
            Decimal(draft.rng.randint(int(low * 100), int(high * 100) + 100)) / 100 * draft.where.price_level
        ).quantize(Decimal("0.01"))
        total += value
        row = [case.date(case.day - datetime.timedelta(days=9 - index)), name, _money(draft, value)]
        if with_number:
            row.insert(1, str(index + 1))
        rows.append(row)
    return _table(draft, columns, rows, spare=design.randint(0, 4), total=total)


def persons(draft: Draft) -> list[Part | None]:
    """Relatives, guests, witnesses: a row each."""
    design, case = draft.design, draft.case
    columns: list[Column] = [
        (draft.label("full_name", colon=False), 1.8, "left"),
        (draft.label("birth_date", colon=False), 1.2, "left"),
    ]
    fillers: list[Callable[[], str]] = [
        case.other_person,
        lambda: case.date(draw_person(draft.rng, draft.where).birth_date),
    ]
    for concept, share in (("occupation", 1.3), ("phone", 1.4), ("address", 2.4)):
        if design.random() < 0.45:
            columns.append((draft.label(concept, colon=False), share, "left"))
            fillers.append(lambda concept=concept: case.value(concept))  # type: ignore[misc]
    rows = [[draw() for draw in fillers] for _ in range(draft.rng.randint(1, 3))]
    return _table(draft, columns, rows, spare=design.randint(0, 3), total=None)


def careers(draft: Draft) -> list[Part | None]:
    """Where somebody worked, and when."""
    case = draft.case
    columns: list[Column] = [
        (draft.label("start_date", colon=False), 1, "left"), (draft.label("end_date", colon=False), 1, "left"),
        (draft.label("employer", colon=False), 2, "left"), (draft.label("position", colon=False), 1.4, "left"),
    ]  # fmt: skip
    rows, year = [], draft.rng.randint(1990, 2010)
    for _ in range(draft.rng.randint(1, 3)):
        years = draft.rng.randint(1, 6)
        rows.append(
            [str(year), str(year + years), draft.rng.choice(draft.where.company["stems"]), case.value("position")]
        )
        year += years
    return _table(draft, columns, rows, spare=draft.design.randint(0, 2), total=None)


def checks(draft: Draft) -> list[Part | None]:
    """Points to inspect, with boxes for right and wrong."""
    look, design = draft.look, draft.design
    names = draft.words.lists["check_heads"]
    points = design.sample(draft.words.lists["checks"], design.randint(4, 9))
    table = draft.new_table()
    rows = [_head(draft, table, [(name, 1, "left") for name in names])]
    for number, point in enumerate(points, start=1):
        state = draft.rng.choices((0, 1, -1), (8, 1.5, 0.5 + 8 * draft.writer.empty))[0]
        remark = draft.case.phrase("form_remarks") if state == 1 else ""
        rows.append(
            [
                parts.cell(draft.texts.add(point, label="", cell=(table, number, 0))),
                *[parts.cell(draft.tick_box(state == column), align="center horizon") for column in (0, 1)],
                parts.cell(draft.fill_in(draft.texts.add(draft.written(remark), cell=(table, number, 3)))),
            ]
        )
    widths = [f"{design.choice((1.4, 2))}fr", "auto", "auto", "2fr"]
    return [parts.grid(rows, widths, lines=_lines(draft), inset=(4, look.air * 0.8))]


def _money(draft: Draft, value: Decimal) -> str:
    return write_amount(value, draft.where, draft.habits, symbol=False)


def _head(draft: Draft, table: int, columns: Sequence[Column]) -> list[Part]:
    look = draft.look
    fill = look.light if look.light_fill or look.manner == "designed" else None
    style = {"weight": "bold"} if look.bold_heads else None
    cells = []
    for place, (name, _, side) in enumerate(columns):
        token = draft.texts.add(name, label="", cell=(table, 0, place))
        align = "center horizon" if look.manner == "sheet" else f"{side} horizon"
        cells.append(parts.cell(parts.text(token, style=style), fill=fill, align=align))
    return cells


def _lines(draft: Draft) -> dict[str, Stroke | None]:
    """Of the issuer's tables: full, only across, only upright."""
    kind = draft.design.choice(("full", "full", "full", "across", "upright"))
    look = draft.look
    if kind == "full":
        return dict(draft.full_lines)
    return {"top": look.line, "bottom": look.line} if kind == "across" else {"left": look.line, "right": look.line}


def _table(
    draft: Draft, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, spare: int, total: Decimal | None
) -> list[Part | None]:
    """A head, rows filled in by the writer, free rows, and a sum."""
    look = draft.look
    table = draft.new_table()
    numbered = draft.design.random() < 0.25
    offset = 1 if numbered else 0
    head = _head(draft, table, [("", 0.3, "left"), *columns] if numbered else columns)
    made = [head]
    for number in range(1, len(rows) + spare + 1):
        cells = []
        if numbered:
            cells.append(parts.cell(draft.texts.add(str(number), cell=(table, number, 0)), align="center horizon"))
        for place, (_, _, side) in enumerate(columns):
            text = rows[number - 1][place] if number <= len(rows) else ""
            token = draft.texts.add(draft.written(text), cell=(table, number, place + offset))
            body = parts.fitted(draft.fill_in(token)) or (parts.space(look.size * 0.8) if place == 0 else None)
            cells.append(parts.cell(body, align=f"{side} horizon"))
        made.append(cells)
    if total is not None:
        question, answer = draft.ask(draft.label("total"), write_amount(total, draft.where, draft.habits))
        made.append(
            [
                parts.cell(question, span=len(columns) + offset - 1, align="right horizon"),
                parts.cell(answer, align="right horizon"),
            ]
        )
    widths = [f"{share}fr" for _, share, _ in columns]
    widths = ["0.3fr", *widths] if numbered else widths
    return [
        parts.grid(made, widths, lines=_lines(draft), inset=(4, look.air * draft.design.uniform(0.6, 1.1)), height=None)
    ]

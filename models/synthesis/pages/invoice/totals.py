"""The sums of an invoice: rows from net to due, tables of taxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docfields.models.synthesis.pages.invoice.columns import tax_code
from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.invoice.items import WHITE, draw_table_look
from docfields.models.synthesis.pages.nodes import (
    Node,
    Stroke,
    Style,
    Width,
    box,
    cell,
    fit,
    grid,
    grid_row,
    leader,
    line,
    row,
    stack,
)
from docfields.models.synthesis.pages.typeset import Token


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A label and a sum. strong: what is to be seen at first."""

    label: Node | None
    value: Token | None
    strong: bool = False


def total_rows(draft: Draft) -> list[TotalRow]:
    """From the net to what is due, as this seller says it."""
    invoice = draft.invoice
    if invoice.subtype == "reminder":
        return _reminder_rows(draft)
    rows = _net_rows(draft)
    taxes = _tax_rows(draft)
    total_form = draft.pick("totals/total label", ("total", "due"), (94, 6))
    settled = bool(invoice.paid or invoice.prior_balance)
    symbol = draft.pick("totals/total symbol", (None, True))
    if total_form == "due" and not settled:
        total = _row(draft, "amount_due", draft.sum("total", symbol=symbol), "total", strong=True)
        draft.ignore.append("amount_due")
    else:
        total = _row(draft, "total", draft.sum("total", symbol=symbol), "total", strong=True)
    rounding = [_row(draft, "rounding", draft.sum("rounding"), "rounding")] if invoice.rounding else []
    if invoice.prices_include_tax and draft.chance("totals/tax below", 0.6):
        rows += [*rounding, total, *taxes]
    else:
        rows += [*taxes, *rounding, total]
    if invoice.paid:
        rows.append(_row(draft, "paid", draft.sum("paid", positive=True), "paid"))
    if invoice.prior_balance:
        rows.append(_row(draft, "prior_balance", draft.sum("prior_balance"), "prior_balance"))
    if settled or (total_form == "total" and draft.chance("totals/due repeated", 0.14)):
        rows.append(_row(draft, "amount_due", draft.sum("amount_due", symbol=symbol), "amount_due", strong=True))
    else:
        draft.ignore.append("amount_due")
    return rows


def _reminder_rows(draft: Draft) -> list[TotalRow]:
    rows = []
    if draft.invoice.service_charge:
        if draft.chance("reminder/sum", 0.6):
            rows.append(_row(draft, "total", draft.money(draft.invoice.items_total), None))
        rows.append(_row(draft, "reminder_fee", draft.sum("service_charge"), "service_charge"))
    return [*rows, _row(draft, "amount_due", draft.sum("amount_due", symbol=True), "amount_due", strong=True)]


def _row(draft: Draft, concept: str, text: str, field: str | None, *, strong: bool = False) -> TotalRow:
    label = draft.label(concept)
    if draft.chance("totals/code in labels", 0.1) and draft.habits.symbol == "none":
        label = f"{label.rstrip(': ')} {draft.where.currency}"
        draft.imply("currency")
    if strong and draft.chance("totals/capitals", 0.25):
        label = label.upper()
    name, value = draft.texts.labelled(label, text, field)
    return TotalRow(line(name), value, strong)


def _net_rows(draft: Draft) -> list[TotalRow]:
    invoice = draft.invoice
    extras = [name for name in ("discount", "shipping", "service_charge") if getattr(invoice, name)]
    rows = []
    if extras and draft.chance("totals/subtotal", 0.75):
        concept = "gross_amount" if invoice.prices_include_tax else "net_total"
        rows.append(_row(draft, concept, draft.money(invoice.items_total * draft.sign), None))
    for name in extras:
        rows.append(_row(draft, name, draft.sum(name, positive=name == "discount"), name))
    untaxed = not invoice.tax_total and draft.chance("totals/untaxed", 0.5)
    if extras and rows and rows[0].value is not None and not draft.chance("totals/net after extras", 0.5):
        draft.ignore.append("net_total")
    elif not untaxed and draft.chance("totals/net", 0.9):
        rows.append(_row(draft, "net_total", draft.sum("net_total"), "net_total"))
    return rows


def _tax_rows(draft: Draft) -> list[TotalRow]:
    invoice = draft.invoice
    if not invoice.tax_total and draft.chance("totals/no zero tax", 0.6):
        draft.ignore += ["tax_total", "net_total"]
        return []
    forms = ("rates", "bases", "sum", "both")
    form = draft.pick("totals/taxes", forms, (46, 14, 28, 12))
    if invoice.tax_parts and form == "bases":
        form = "rates"
    rows = []
    if form != "sum":
        concept = "tax_on" if form == "bases" else "tax"
        for index, tax in enumerate(invoice.taxes):
            amount = draft.sum("tax_total") if len(invoice.taxes) == 1 else draft.money(tax.amount * draft.sign)
            label, value = draft.tax_label(concept, index, amount)
            rows.append(TotalRow(label, value))
    if form == "sum" or (form == "both" and len(invoice.taxes) > 1):
        rows.append(_row(draft, "tax_total", draft.sum("tax_total"), "tax_total"))
    elif len(invoice.taxes) > 1:
        draft.ignore.append("tax_total")
    return rows


def totals_form(draft: Draft) -> str:
    """Where the sums stand: below the table, in it, in a strip, across the page."""
    forms = ("right", "ruled", "wide", "left", "table", "strip", "leader")
    weights = {"typewriter": (60, 0, 20, 4, 16, 0, 0), "dot_matrix": (60, 0, 20, 4, 16, 0, 0)}
    return draft.pick("totals/form", forms, weights.get(draft.look.manner, (44, 13, 7, 4, 18, 9, 5)))


def totals_block(draft: Draft, *, narrow: bool) -> Node | None:
    """The sums as a block of their own. narrow: in a column of half the page, which they fill."""
    look = draft.look
    form = totals_form(draft)
    rows = total_rows(draft)
    if narrow and form in ("strip", "left"):
        form = "right"
    if form == "strip":
        return _strip(draft, rows)
    if form == "leader":
        dots = leader((0.5, look.muted, "dotted"))
        width = draft.between("totals/width", 0.4, 0.6) * look.width
        lines = [line(one.label, dots, line(one.value), style=_style(draft, one)) for one in rows]
        inner = stack(*lines, gap=look.air, wide=True)
        return inner if narrow else stack(box(inner, width=width), align="right", wide=True)
    labels = "right" if draft.chance("totals/labels right", 0.3) and form != "wide" else "left"
    stroke = look.stroke if form == "ruled" else None
    apart = form == "wide" or draft.chance("totals/apart", 0.55)
    labelled = [cell(fit(one.label) if apart and one.strong else one.label) for one in rows]
    sums = [
        _sum_row(draft, one, [label, cell(one.value)], boxed=form == "ruled")
        for one, label in zip(rows, labelled, strict=True)
    ]
    inset = (draft.between("totals/inset", 1, 6), look.air * draft.between("totals/air", 0.4, 0.9))
    closed = form == "ruled" or _filled(draft) != "none" or draft.chance("totals/closed", 0.8)
    body = grid(
        sums,
        ["1fr", "auto"] if apart else ["auto", "auto"],
        aligns=[labels, "right"],
        walls=[stroke, stroke if draft.chance("totals/inner wall", 0.6) else None, stroke],
        inset=inset,
        gutter=0 if closed else draft.between("totals/gutter", 2, 24),
    )
    if form == "wide" or narrow:
        return body
    width = draft.between("totals/width", 0.36, 0.58) * look.width
    framed = box(body, width=max(width, look.size * 22))
    return stack(framed, align="left" if form == "left" else "right", wide=True)


def _style(draft: Draft, one: TotalRow) -> Style:
    look = draft.look
    if not one.strong:
        return {}
    style: dict[str, str | float] = {}
    if draft.chance("totals/bold", 0.8):
        style["weight"] = "bold"
    if not look.mechanical:
        style["size"] = look.size * draft.pick("totals/strong size", (1, 1, 1.15, 1.3, 1.6))
        style["fill"] = WHITE if _filled(draft) == "dark" else draft.pick("totals/strong ink", (look.ink, look.accent))
    return style


def _filled(draft: Draft) -> str:
    if draft.look.mechanical:
        return "none"
    return draft.pick("totals/filled", ("none", "light", "dark"), (66, 20, 14))


def _sum_row(draft: Draft, one: TotalRow, cells: Sequence[Node | None], *, boxed: bool, walls: bool = True) -> Node:
    """A row of sums with its rules and ground. boxed: a rule above and below each."""
    look = draft.look
    fill = {"none": None, "light": look.light, "dark": look.accent}[_filled(draft)] if one.strong else None
    top: Stroke | None = None
    bottom: Stroke | None = None
    if boxed:
        top = bottom = look.stroke
    else:
        strong = draft.pick("totals/strong rule", (look.stroke, look.strong_stroke))
        if one.strong and draft.chance("totals/rule above", 0.55):
            top = strong
        if one.strong and draft.chance("totals/rule below", 0.3):
            bottom = strong
        elif draft.chance("totals/each ruled", 0.15):
            bottom = look.stroke
    return grid_row(cells, style=_style(draft, one), top=top, bottom=bottom, fill=fill, walls=walls)


def _strip(draft: Draft, rows: Sequence[TotalRow]) -> Node:
    """The sums side by side, each under its label."""
    look = draft.look
    stroke = look.stroke if draft.chance("totals/strip ruled", 0.7) else None
    small = {**look.label_style, "size": look.small}
    fill = draft.pick("totals/strip fill", (None, look.light))
    labels = [cell(fit(box(one.label, style=small))) for one in rows]
    values = [cell(fit(box(line(one.value), style=_strip_style(one)))) for one in rows]
    lines = [grid_row(labels, fill=fill, top=stroke, bottom=stroke), grid_row(values, bottom=stroke)]
    count = len(rows)
    align = draft.pick("totals/strip align", ("left", "center", "right"))
    inset = (4.0, max(2.0, look.air * 0.6))
    return grid(lines, ["1fr"] * count, aligns=[align] * count, walls=[stroke] * (count + 1), inset=inset)


def _strip_style(one: TotalRow) -> Style:
    return {"weight": "bold"} if one.strong else {}


def closing_rows(draft: Draft, columns: int) -> list[Node]:
    """The sums as rows that continue the item table."""
    before = draft.pick("totals/label span", ("all", "some"))
    walls = draft.chance("totals/table walls", 0.4)
    made = []
    for one in total_rows(draft):
        span = columns - 1
        skipped = min(2, span - 1) if before == "some" and span > 2 else 0
        cells: list[Node | None] = [None] * skipped
        cells += [
            cell(one.label, span=span - skipped, align=draft.pick("totals/table align", ("right", "left"))),
            cell(one.value, align="right"),
        ]
        made.append(_sum_row(draft, one, cells, boxed=walls, walls=walls))
    return made


def tax_table(draft: Draft) -> Node | None:
    """Rate, base and tax row by row."""
    invoice = draft.invoice
    if invoice.subtype == "reminder" or not draft.chance("tax table", 0.22) or invoice.tax_parts:
        return None
    table = draft.new_table()
    look = draw_table_look(draft, "taxes")
    coded = draft.pick("items/tax", ("rate", "code", "none"), (34, 4, 62)) == "code"
    names = ["rate", "base", "amount"]
    if draft.chance("tax table/base first", 0.3):
        names = ["base", "rate", "amount"]
    concepts = {"rate": "tax_rate", "base": "tax_base", "amount": "tax_total", "code": "tax_rate", "gross": "total"}
    names = (["code"] if coded else []) + names + (["gross"] if draft.chance("tax table/gross", 0.3) else [])
    style = {"fill": look.head_ink, "weight": "bold"} if not draft.look.mechanical else {}
    head = [
        cell(
            draft.say(
                draft.label(concepts[name], colon=False),
                label="" if name in ("code", "gross") else f"taxes[].{name}",
                cell=(table, 0, place),
            )
        )
        for place, name in enumerate(names)
    ]
    rows = []
    for index, tax in enumerate(invoice.taxes):
        texts = {
            "rate": draft.rate(tax.rate, sign=draft.chance("tax table/percent", 0.8)),
            "base": draft.money(tax.base * draft.sign),
            "amount": draft.money((invoice.shown("tax_total") if len(invoice.taxes) == 1 else tax.amount) * draft.sign),
            "code": tax_code(draft, tax.rate),
            "gross": draft.money((tax.base + tax.amount) * draft.sign),
        }
        cells = [
            cell(
                draft.say(
                    texts[name],
                    None if name in ("code", "gross") else f"taxes[{index}].{name}",
                    cell=(table, index + 1, place),
                )
            )
            for place, name in enumerate(names)
        ]
        rows.append(grid_row(cells, bottom=look.last if index == len(invoice.taxes) - 1 else look.between))
    columns: list[Width] = ["auto"] * len(names)
    body = grid(
        rows,
        columns,
        aligns=["right"] * len(names),
        head=[grid_row(head, style=style, fill=look.head_fill, top=look.head_top, bottom=look.head_bottom)],
        walls=look.walls(len(names)),
        inset=(max(4.0, look.inset[0]), look.inset[1]),
        wide=False,
    )
    small = {"size": draft.look.small} if draft.chance("tax table/small", 0.5) else None
    return stack(body, style=small)


def beside(draft: Draft, left: Node | None, right: Node | None) -> Node | None:
    """What is right of something, or alone."""
    if left is None or right is None:
        return left or right
    share = draft.pick("closing/share", ("2fr", "1fr", "3fr"))
    return row([left, right], [share, "2fr"], gutter=draft.look.size * 2)

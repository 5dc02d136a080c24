"""Shapes that many blocks of an invoice have: a titled frame, and labels with their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docfields.models.synthesis.pages.invoice.draft import Draft
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
    rule,
    stack,
)
from docfields.models.synthesis.pages.typeset import Token

WHITE = "#ffffff"
FEW = 3
"""Up to so many labels with values stand beside one another on one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and what it announces. field: its name, "" for none. label: "" where the value stands alone."""

    label: str
    value: Node | None
    field: str = ""
    pair: int | None = None


def entry(draft: Draft, concept: str, text: str, field: str | None = None) -> Entry | None:
    """None where there is nothing to say."""
    if not text:
        return None
    pair = draft.texts.new_pair()
    value = line(draft.say(text, field, pair=pair))
    return Entry(draft.label(concept, colon=False), value, field or "", pair)


def label_of(draft: Draft, one: Entry, style: Style | None = None, *, colon: bool = True) -> Node | None:
    """Prints an entry's label; colon: where the seller writes colons."""
    text = one.label
    if colon and text and not text.endswith((":", "?")):
        text += draft.habits.colon_text(draft.where)
    token = draft.say(text, label=one.field, pair=one.pair)
    return line(token, style=draft.look.label_style if style is None else style)


def framed(draft: Draft, key: str, title: Token | None, body: Node | None) -> Node | None:
    """A block as this seller frames its blocks of that kind."""
    if body is None:
        return None
    look = draft.look
    forms = ("plain", "rule", "box", "bar", "tint", "side", "top")
    weights = {
        "plain": (60, 8, 12, 6, 6, 4, 4), "designed": (45, 14, 4, 8, 14, 9, 6), "erp": (40, 6, 34, 16, 2, 0, 2),
        "letter": (90, 4, 4, 0, 0, 0, 2), "sheet": (20, 15, 10, 45, 10, 0, 0),
    }  # fmt: skip
    form = "plain" if look.mechanical else draft.pick(f"{key}/frame", forms, weights[look.manner])
    heading = line(title, style=heading_style(draft, key))
    inset = (max(4.0, look.air), max(3.0, 0.8 * look.air))
    if form == "plain" or (form == "bar" and title is None):
        return stack(heading, body, gap=look.air)
    if form == "rule":
        across = rule(draft.pick(f"{key}/rule", (look.stroke, look.strong_stroke)))
        return stack(heading, across if title else None, body, gap=look.air, wide=True)
    if form == "bar":
        dark = draft.chance(f"{key}/dark", 0.5)
        style = {"weight": "bold", "fill": WHITE if dark else look.ink}
        head = grid_row([cell(line(title, style=style))], fill=look.accent if dark else look.light, bottom=look.stroke)
        walls: Sequence[Stroke | None] = (look.stroke, look.stroke) if draft.chance(f"{key}/walls", 0.6) else ()
        under = look.stroke if walls else None
        return grid([head, grid_row([cell(body)], bottom=under)], ["1fr"], walls=walls, inset=inset)
    inner = stack(heading, body, gap=look.air)
    if form == "box":
        radius = draft.pick(f"{key}/radius", (0, 0, 0, 3, 6))
        return box(inner, stroke=look.stroke, inset=inset, radius=radius, width="full")
    if form == "tint":
        return box(inner, fill=look.light, inset=inset, radius=draft.pick(f"{key}/radius", (0, 0, 4)), width="full")
    sides = ("left",) if form == "side" else ("top",)
    return box(inner, stroke=look.strong_stroke, sides=sides, inset=inset, width="full")


def heading_style(draft: Draft, key: str) -> Style:
    """Of the words above a block."""
    look = draft.look
    if look.mechanical:
        return {"weight": draft.pick(f"{key}/weight", ("bold", "regular"))}
    form = draft.pick(f"{key}/heading", ("bold", "accent", "small", "muted", "plain"), (40, 25, 10, 10, 15))
    if form == "accent":
        return {"weight": "bold", "fill": look.accent, "size": look.size * 1.1}
    if form == "small":
        return {"weight": "bold", "size": look.small}
    return {"bold": {"weight": "bold"}, "muted": {"fill": look.muted}, "plain": {}}[form]


FORMS = (
    "list",
    "grid",
    "values_right",
    "labels_right",
    "above",
    "leader",
    "ruled",
    "zebra",
    "strip",
    "joined",
    "colons",
)
"""Of labels with their values: below or beside one another, in a grid with rules or without, in a row of boxes."""


def labels_and_values(
    draft: Draft, key: str, entries: Sequence[Entry | None], *, forms: Sequence[str] = FORMS, align: str = "left"
) -> Node | None:
    """Labels with their values as this seller sets them in blocks of that kind. align: of the block on the page."""
    held = [one for one in entries if one is not None]
    if not held:
        return None
    return _set(draft, key, held, _form(draft, key, forms, len(held)), align)


def _form(draft: Draft, key: str, forms: Sequence[str], count: int) -> str:
    weights = {
        "list": 22, "grid": 26, "values_right": 14, "labels_right": 8, "above": 8, "leader": 3, "ruled": 9, "zebra": 4,
        "strip": 10, "joined": 3, "colons": 3,
    }  # fmt: skip
    if draft.look.mechanical:
        weights = {"list": 30, "grid": 20, "values_right": 8, "colons": 42}
    if draft.look.manner == "erp":
        weights |= {"ruled": 16, "strip": 18, "above": 10}
    if draft.look.manner == "sheet":
        weights |= {"zebra": 40, "ruled": 20, "strip": 0}
    allowed = [form for form in forms if form in weights] or ["list"]
    form = draft.pick(f"{key}/form", allowed, [weights[one] for one in allowed])
    return "list" if form == "joined" and count > FEW else form


def _set(draft: Draft, key: str, entries: Sequence[Entry], form: str, align: str) -> Node | None:
    look = draft.look
    if form == "list":
        lines = [line(label_of(draft, one), one.value) for one in entries]
        return stack(*lines, gap=look.air, align=align)
    if form == "joined":
        mark = draft.pick(f"{key}/between", ("|", "·", "-", "•", ","))
        parts: list[Node | None] = []
        for index, one in enumerate(entries):
            parts.append(line(label_of(draft, one), one.value))
            if index < len(entries) - 1:
                parts.append(draft.note(mark))
        return line(*parts)
    if form == "above":
        small = {**look.label_style, "size": look.small}
        colons = draft.chance(f"{key}/colons", 0.25)
        count = draft.pick(f"{key}/columns", (1, 2, 2, 3, 4)) if len(entries) > 1 else 1
        pairs = [stack(label_of(draft, one, small, colon=colons), one.value, gap=look.air * 0.6) for one in entries]
        return _in_columns(draft, pairs, count)
    if form == "strip":
        return _strip(draft, key, entries)
    if form in ("ruled", "zebra"):
        return _ruled(draft, key, entries, zebra=form == "zebra")
    if form == "leader":
        dots = leader((0.5, look.muted, "dotted"))
        return stack(*(line(label_of(draft, one), dots, one.value) for one in entries), gap=look.air, wide=True)
    if form == "colons":
        colon = [draft.say(":") for _ in entries]
        rows = [
            grid_row([cell(label_of(draft, one, colon=False)), cell(mark), cell(one.value)])
            for one, mark in zip(entries, colon, strict=True)
        ]
        return grid(rows, ["auto", "auto", "auto"], inset=(look.size * 0.3, look.air / 2), wide=False)
    aligns = {"grid": ("left", "left"), "values_right": ("left", "right"), "labels_right": ("right", "left")}[form]
    gutter = draft.between(f"{key}/gutter", 0.6, 2.4) * look.size
    wide = form == "values_right" and draft.chance(f"{key}/wide", 0.6)
    columns: list[Width] = ["1fr", "auto"] if wide else ["auto", "auto"]
    rows = [grid_row([cell(label_of(draft, one)), cell(one.value)]) for one in entries]
    return grid(rows, columns, aligns=aligns, inset=(0, look.air / 2), gutter=gutter, wide=wide)


def _in_columns(draft: Draft, parts: Sequence[Node | None], columns: int) -> Node | None:
    rows = [
        grid_row([cell(part) for part in [*parts[start : start + columns], *[None] * columns][:columns]])
        for start in range(0, len(parts), columns)
    ]
    return grid(rows, ["1fr"] * columns, inset=(0, draft.look.air / 2), gutter=draft.look.size)


def _strip(draft: Draft, key: str, entries: Sequence[Entry]) -> Node:
    """Labels above their values, side by side over the whole width; more than fit stand in a second row."""
    look = draft.look
    ruled = draft.chance(f"{key}/ruled", 0.6)
    filled = draft.pick(f"{key}/filled", ("none", "light", "dark"), (5, 4, 2))
    align = draft.pick(f"{key}/align", ("left", "center", "left", "right"))
    small = {**look.label_style, "size": look.small}
    if filled == "dark":
        small["fill"] = WHITE
    count = min(len(entries), draft.pick(f"{key}/count", (4, 5, 6)))
    stroke = look.stroke if ruled else None
    rows = []
    for start in range(0, len(entries), count):
        held = list(entries[start : start + count]) + [None] * (count - len(entries[start : start + count]))
        labels = [cell(fit(label_of(draft, one, small, colon=False))) if one else None for one in held]
        values = [cell(fit(one.value)) if one else None for one in held]
        fill = {"none": None, "light": look.light, "dark": look.accent}[filled]
        rows.append(
            grid_row(labels, fill=fill, top=stroke, bottom=stroke if draft.chance(f"{key}/between", 0.6) else None)
        )
        rows.append(grid_row(values, bottom=stroke))
    inset = (max(3.0, look.air * 0.8), max(2.0, look.air * 0.6))
    return grid(rows, ["1fr"] * count, aligns=[align] * count, walls=[stroke] * (count + 1), inset=inset)


def _ruled(draft: Draft, key: str, entries: Sequence[Entry], *, zebra: bool) -> Node:
    look = draft.look
    aligns = ["left", draft.pick(f"{key}/value", ("left", "right", "center"), (5, 3, 1))]
    stroke = None if zebra else look.stroke
    full = draft.chance(f"{key}/full", 0.65)
    colons = draft.chance(f"{key}/colons", 0.4)
    tinted = not zebra and draft.chance(f"{key}/tinted", 0.35)
    rows = [
        grid_row(
            [cell(label_of(draft, one, colon=colons), fill=look.light if tinted else None), cell(one.value)],
            top=stroke,
            bottom=stroke,
            fill=look.light if zebra and index % 2 else None,
        )
        for index, one in enumerate(entries)
    ]
    columns: list[Width] = ["2fr", "3fr"] if full else ["auto", "auto"]
    inset = (max(3.0, look.air * 0.8), max(1.5, look.air * 0.5))
    return grid(rows, columns, aligns=aligns, walls=[stroke] * 3, inset=inset, wide=full)

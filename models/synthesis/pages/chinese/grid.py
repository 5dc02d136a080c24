"""Ruled rows of labelled boxes, as forms of China are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from docfields.models.synthesis.pages.card_faces import Pen
from docfields.models.synthesis.pages.chinese.sheet import Sheet, split, width_of


@dataclass(frozen=True, slots=True)
class Box:
    """A label and its value. share: of the row's width. walled: whether a rule parts the label from the value."""

    label: str
    text: str
    field: str | None = None
    share: float = 1.0
    walled: bool = True


@dataclass(frozen=True, slots=True)
class GridLook:
    label: Pen
    value: Pen
    figure: Pen
    color: str
    thickness: float
    spread: bool
    label_width: float
    center: bool


def draw_grid_look(issuer: Random, label: Pen, value: Pen, figure: Pen, color: str) -> GridLook:
    return GridLook(
        label=label,
        value=value,
        figure=figure,
        color=color,
        thickness=issuer.choice((0.5, 0.7, 0.9)),
        spread=issuer.random() < 0.5,
        label_width=label.size * issuer.uniform(5.6, 7.5),
        center=issuer.random() < 0.25,
    )


def draw_grid(
    sheet: Sheet, x: float, y: float, width: float, rows: Sequence[tuple[float, Sequence[Box]]], look: GridLook
) -> float:
    """Rows of a height each. Gives where they end."""
    top = y
    for height, boxes in rows:
        whole = sum(box.share for box in boxes)
        left = x
        for index, box in enumerate(boxes):
            right = left + width * box.share / whole
            if index:
                sheet.rule(left, y, left, y + height, look.color, look.thickness)
            _box(sheet, left, y, right, y + height, box, look)
            left = right
        y += height
        sheet.rule(x, y, x + width, y, look.color, look.thickness)
    sheet.frame(x, top, width, y - top, look.color, look.thickness * 1.6)
    return y


def _box(sheet: Sheet, left: float, top: float, right: float, bottom: float, box: Box, look: GridLook) -> None:
    pair = sheet.texts.new_pair()
    base = (top + bottom) / 2 + 0.36 * look.label.size
    label_width = min(look.label_width, (right - left) * 0.48) if box.walled else width_of(box.label, look.label) + 4
    field = box.field or ""
    if box.walled:
        sheet.rule(left + label_width, top, left + label_width, bottom, look.color, look.thickness)
        rows = split(box.label, look.label, label_width - 4, 3)
        lead = look.label.size * 1.15
        first = base - lead * (len(rows) - 1) / 2
        if look.spread and len(rows) == 1 and 2 <= len(box.label) <= 5:
            sheet.spread(left + 4, base, box.label, look.label, label_width - 8, label=field, pair=pair)
        else:
            for index, row in enumerate(rows):
                sheet.put(
                    left + label_width / 2, first + index * lead, row, look.label, label=field, pair=pair,
                    anchor="middle", width=label_width - 3,
                )  # fmt: skip
    else:
        sheet.put(left + 3, base, box.label, look.label, label=field, pair=pair, width=label_width)
    pen = look.figure if box.text.isascii() else look.value
    room = right - left - label_width - 6
    most = 2 if bottom - top > 2.4 * pen.size else 1
    rows = split(box.text, pen, room, most)
    lead = pen.size * 1.2
    first = (top + bottom) / 2 + 0.36 * pen.size - lead * (len(rows) - 1) / 2
    middle = look.center and box.walled
    for index, row in enumerate(rows):
        sheet.put(
            left + label_width + (room / 2 + 3 if middle else 4), first + index * lead, row, pen, field=box.field,
            pair=pair, width=room, anchor="middle" if middle else "start", typed=True,
        )  # fmt: skip

"""A Chinese invoice or ticket in the making: what stands where on its page, its rules, and the values of its truth.

Everything stands at a fixed place, as on the pre-printed forms of China; card_faces.typ draws it. Lengths are points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import Any

from docfields.models.synthesis import fonts
from docfields.models.synthesis.pages import card_faces
from docfields.models.synthesis.pages.card_faces import Anchor, Item, Pen
from docfields.models.synthesis.pages.finish import finish
from docfields.models.synthesis.pages.security_print import picture as svg_of
from docfields.models.synthesis.pages.typeset import Cell, Texts, Token, typeset
from docfields.models.synthesis.truth import Medium, PrintedDocument
from docfields.schemas.extraction import Kind

TEMPLATE = "chinese.typ"

SURE = 1.25
"""A text that is by so much shorter than its room, by the estimate of `width_of`, need not be measured."""

Pair = int | None


class Sheet:
    """One page. typed_shift: how far a printer misses the form's lines with what it fills in."""

    def __init__(self, width: float, height: float, rng: Random) -> None:
        self.width = width
        self.height = height
        self.rng = rng
        self.texts = Texts()
        self.values: dict[str, str] = {}
        self.shown: list[str] = []
        self.ignore: list[str] = []
        self.broken: list[str] = []
        self.typed_shift = (0.0, 0.0)
        self._ground: list[Item] = []
        self._stamped: list[Item] = []
        self._written: list[Item] = []
        self._items = self._written
        self._paths: dict[tuple[str, float, str], list[str]] = defaultdict(list)

    # Texts.

    def put(
        self,
        x: float,
        y: float,
        text: str,
        pen: Pen,
        *,
        field: str | None = None,
        label: str | None = None,
        pair: Pair = None,
        cell: Cell | None = None,
        width: float = 0,
        anchor: Anchor = "start",
        turn: float = 0,
        typed: bool = False,
    ) -> None:
        """A line of text on the baseline y. typed: filled in by the printer, not part of the form."""
        token = self.texts.add(text, field=field, label=label, pair=pair, cell=cell)
        self.place(x, y, token, pen, width=width, anchor=anchor, turn=turn, typed=typed)

    def place(
        self,
        x: float,
        y: float,
        token: Token | None,
        pen: Pen,
        *,
        width: float = 0,
        anchor: Anchor = "start",
        turn: float = 0,
        typed: bool = False,
    ) -> None:
        if typed:
            x, y = x + self.typed_shift[0], y + self.typed_shift[1]
        if token is not None and width and SURE * width_of(str(token["t"]), pen) < width:
            width = 0
        self._items += card_faces.text(x, y, token, pen, width=width, anchor=anchor, turn=turn)

    def pair(
        self,
        x: float,
        y: float,
        label: str,
        text: str,
        pens: tuple[Pen, Pen],
        field: str | None = None,
        *,
        gap: float = 2,
        width: float = 0,
        anchor: Anchor = "start",
    ) -> None:
        """A label and its value on one line, linked."""
        first, second = self.texts.labelled(label, text, field)
        if width and SURE * (width_of(label, pens[0]) + width_of(text, pens[1]) + gap) < width:
            width = 0
        self._items += card_faces.runs(
            x, y, [([first], pens[0]), ([second], pens[1])], gap=gap, width=width, anchor=anchor
        )

    def spread(
        self,
        x: float,
        y: float,
        text: str,
        pen: Pen,
        width: float,
        *,
        label: str | None = None,
        pair: Pair = None,
        cell: Cell | None = None,
    ) -> None:
        """Characters at even distances over a width, as labels of forms are set; a colon stays at its place behind."""
        token = self.texts.add(text, label=label, pair=pair, cell=cell)
        if token is None:
            return
        marks = [mark for mark in str(token["t"]) if not mark.isspace()]
        step = (width - pen.size) / max(1, len(marks) - 1)
        for index, mark in enumerate(marks):
            self.place(x + index * step, y, {"t": mark, "i": token["i"]}, pen)

    def down(
        self, x: float, y: float, text: str, pen: Pen, height: float = 0, *, label: str | None = None, pair: Pair = None
    ) -> None:
        """Characters below one another, their middles at x; over a height where it is given."""
        token = self.texts.add(text, label=label, pair=pair)
        if token is None:
            return
        marks = [mark for mark in str(token["t"]) if not mark.isspace()]
        step = min(pen.size * 1.9, height / len(marks)) if height else pen.size * 1.15
        top = y + (height - step * len(marks)) / 2 if height else y
        for index, mark in enumerate(marks):
            place = top + (index + 0.5) * step + 0.36 * pen.size
            self.place(x, place, {"t": mark, "i": token["i"]}, pen, anchor="middle")

    def wrapped(
        self,
        x: float,
        y: float,
        text: str,
        pen: Pen,
        width: float,
        leading: float,
        *,
        field: str | None = None,
        cell: Cell | None = None,
        pair: Pair = None,
        most: int = 3,
        typed: bool = False,
    ) -> int:
        """A text broken into lines that fit; the last one shrinks. Gives the number of lines."""
        rows = split(text, pen, width, most)
        for index, part in enumerate(rows):
            self.put(x, y + index * leading, part, pen, field=field, cell=cell, pair=pair, width=width, typed=typed)
        return len(rows)

    # Lines and pictures.

    @contextmanager
    def stamping(self) -> Iterator[None]:
        """What is placed within lies below the texts, which stay black under a stamp's ink."""
        self._items = self._stamped
        yield
        self._items = self._written

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, color: str, thickness: float = 0.6, dash: str = ""
    ) -> None:
        self._paths[color, thickness, dash].append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")

    def frame(
        self, x: float, y: float, width: float, height: float, color: str, thickness: float = 0.6, dash: str = ""
    ) -> None:
        self._paths[color, thickness, dash].append(f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}Z")

    def picture(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        source: str,
        *,
        place: str | None = None,
        under: bool = False,
        turn: float = 0,
    ) -> None:
        """An SVG. under: part of the paper, below all else."""
        item = card_faces.picture(x, y, width, height, source, place=place, turn=turn)
        (self._ground if under else self._items).append(item)

    # Values.

    def state(self, fields: Mapping[str, object]) -> None:
        """Adds values of the truth; empty ones are left out."""
        self.values |= {name: str(value) for name, value in fields.items() if value not in (None, "")}

    def finish(self, kind: Kind, group: str, *, medium: Medium = "paper") -> PrintedDocument:
        """Typesets the page."""
        made = typeset(TEMPLATE, {"relief": False, "faces": [self._face()]}, self.texts)
        return finish(
            kind,
            group,
            made,
            self.values,
            language="zh",
            shown=self.shown,
            ignore=sorted(set(self.ignore)),
            broken=self.broken,
            medium=medium,
        )

    def _face(self) -> Mapping[str, Any]:
        drawn = [
            f'<path d="{"".join(paths)}" fill="none" stroke="{color}" stroke-width="{thickness:.2f}"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + "/>"
            for (color, thickness, dash), paths in self._paths.items()
        ]
        lines = card_faces.picture(0, 0, self.width, self.height, svg_of(self.width, self.height, drawn))
        return card_faces.face(
            (self.width, self.height), [*self._ground, *([lines] if drawn else []), *self._stamped, *self._written]
        )


def width_of(text: str, pen: Pen) -> float:
    """About how wide a text is: Chinese characters are square, others of a little more than half a square."""
    narrow = 0.61 if pen.font in _wide_families() else 0.56
    return pen.size * sum(1.0 if ord(mark) > 0x2E7F else narrow for mark in text) + pen.tracking * len(text)


def split(text: str, pen: Pen, width: float, most: int = 3) -> list[str]:
    """A text in lines of a width, wherever the line is full; numbers and Latin words stay whole."""
    rows: list[str] = []
    row = ""
    for part in _unbreakable(text):
        if row and width_of(row + part, pen) > width and len(rows) < most - 1:
            rows.append(row)
            row = ""
        row += part
    return [*rows, row] if row else rows


def _unbreakable(text: str) -> list[str]:
    parts: list[str] = []
    for mark in text:
        if parts and ord(mark) < 0x2E80 and ord(parts[-1][-1]) < 0x2E80 and len(parts[-1]) < 20:
            parts[-1] += mark
        else:
            parts.append(mark)
    return parts


@cache
def _wide_families() -> Sequence[str]:
    return [family.name for style in ("mono", "typewriter", "ocr_b", "dot_matrix") for family in fonts.families(style)]

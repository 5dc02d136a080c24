"""Slips of China: papers of a roll, whose lines stand below one another, often on a pre-printed form.

Rolled invoices, receipts of taxis, toll gates, car parks and card terminals are lists of such lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from docfields.models.synthesis import fonts
from docfields.models.synthesis.pages.card_faces import MM, Anchor, Pen
from docfields.models.synthesis.pages.chinese.look import LINE_COLORS, chinese_family
from docfields.models.synthesis.pages.chinese.seals import tax_oval
from docfields.models.synthesis.pages.chinese.sheet import Sheet, width_of
from docfields.models.synthesis.pages.logos import qr_code
from docfields.models.synthesis.truth import Medium

Setting = Literal["close", "justified", "column", "ends"]
"""Values right behind their labels, behind labels of one width, in a column of their own, or at the right edge."""

_FAINT = "#55555f"


@dataclass(frozen=True, slots=True)
class SlipLook:
    """pre_printed: whether labels are part of the form, in its colour. pitch: from line to line."""

    width: float
    margin: float
    family: str
    form: Pen
    label: Pen
    value: Pen
    figure: Pen
    pitch: float
    colon: str
    setting: Setting
    rule: str
    oval: bool
    pre_printed: bool
    medium: Medium


def draw_slip_look(issuer: Random, *, widths: Sequence[float] = (57, 57, 76, 80), formed: float = 0.6) -> SlipLook:
    """The looks of a shop's or a town's slips. widths: in millimetres. formed: how many are pre-printed."""
    family = chinese_family(issuer)
    pre_printed = issuer.random() < formed
    width = issuer.choice(tuple(widths)) * MM
    size = width / issuer.uniform(21, 26)
    medium: Medium = "dot_matrix" if pre_printed and issuer.random() < 0.7 else "thermal"
    ink = issuer.choice(("#101014", "#22222a", _FAINT, "#3a3a55"))
    color = issuer.choice(LINE_COLORS) if pre_printed else ink
    mono = issuer.random() < 0.6
    families = fonts.families(issuer.choice(("mono", "typewriter")) if mono else "sans")
    figures = issuer.choice([one.name for one in families if not one.lacks])
    value = Pen(family, size, ink)
    settings: tuple[Setting, ...] = ("close", "close", "justified", "column", "ends")
    return SlipLook(
        width=width,
        margin=width * issuer.uniform(0.05, 0.1),
        family=family,
        form=Pen(family, size * issuer.uniform(1.1, 1.4), color, issuer.choice((400, 700))),
        label=Pen(family, size, color),
        value=value,
        figure=replace(value, font=figures) if issuer.random() < 0.7 else value,
        pitch=size * issuer.uniform(1.35, 1.8),
        colon=issuer.choice(("：", "：", ":", "", " ")),
        setting=issuer.choice(settings),
        rule=issuer.choice(("2.4 1.6", "1 1.2", "", "4 2", "6 1.5")),
        oval=issuer.random() < 0.7,
        pre_printed=pre_printed,
        medium=medium,
    )


class Slip:
    """A slip that grows downwards. y: the baseline of the last line."""

    def __init__(self, look: SlipLook, issuer: Random, rng: Random) -> None:
        self.look = look
        self.issuer = issuer
        self.sheet = Sheet(look.width, 0, rng)
        self.y = issuer.uniform(14, 30)
        self._held: list[tuple[str, str, str | None, str]] | None = None
        if look.pre_printed:
            self.sheet.typed_shift = (rng.uniform(-1.5, 4), rng.uniform(-2.5, 2.5))

    @property
    def left(self) -> float:
        return self.look.margin

    @property
    def right(self) -> float:
        return self.look.width - self.look.margin

    def title(self, *texts: str, region: str = "") -> None:
        """Lines in the middle, the oval of the tax administration on them."""
        middle, pen = self.look.width / 2, self.look.form
        top = self.y
        for text in texts:
            self.y += pen.size * 1.1
            self.sheet.put(middle, self.y, text, pen, anchor="middle", width=self.right - self.left, label="")
            self.y += pen.size * 0.45
        if region and self.look.oval:
            wide = self.look.width * self.issuer.uniform(0.34, 0.46)
            tax_oval(
                self.sheet, middle, (top + self.y) / 2 + wide * 0.1, wide, self.look.family, self.issuer, region[:3]
            )
            self.y = max(self.y, (top + self.y) / 2 + wide * self.issuer.uniform(0.25, 0.4))

    def pair(self, label: str, text: str, field: str | None = None, *, unit: str = "") -> None:
        """A line of a label and its value; none where there is no value."""
        if not text:
            return
        if self._held is not None:
            self._held.append((label, text, field, unit))
            return
        look, sheet = self.look, self.sheet
        self.y += look.pitch
        pen = look.figure if text.isascii() else look.value
        first, second = sheet.texts.labelled(label + look.colon, text, field)
        room = self.right - self.left
        label_width = width_of(label + look.colon, look.label)
        if look.setting == "justified" and 2 <= len(label) <= 4 and look.colon != " ":
            label_width = look.label.size * (4 + len(look.colon))
            marks = list(label)
            step = look.label.size * 3 / (len(marks) - 1)
            for index, mark in enumerate(marks):
                sheet.place(
                    self.left + index * step, self.y, {"t": mark, "i": first["i"]} if first else None, look.label
                )
            if look.colon:
                sheet.place(
                    self.left + 4 * look.label.size,
                    self.y,
                    {"t": look.colon, "i": first["i"]} if first else None,
                    look.label,
                )
        else:
            sheet.place(self.left, self.y, first, look.label, width=room * 0.55)
            label_width = min(label_width, room * 0.55)
        gap = look.label.size * 0.5
        x = self.left + label_width + gap
        if look.setting == "column":
            x = max(x, self.left + look.label.size * 5.6)
        if look.setting == "ends":
            sheet.place(self.right, self.y, second, pen, anchor="end", width=self.right - x, typed=True)
        elif width_of(text, pen) > 1.5 * (self.right - x):
            self._below(second, text, pen)
        else:
            sheet.place(x, self.y, second, pen, width=self.right - x, typed=True)
        if unit and look.setting != "ends":
            sheet.put(self.right, self.y, unit, look.label, anchor="end")

    def _below(self, token: dict[str, str | int] | None, text: str, pen: Pen) -> None:
        """A long value on a line of its own."""
        self.y += self.look.pitch
        self.sheet.place(self.left, self.y, token, pen, width=self.right - self.left, typed=True)

    @contextmanager
    def shuffled(self, most: int = 4) -> Iterator[None]:
        """Some neighbours among the pairs within change places, as the issuer likes it."""
        self._held = []
        yield
        held, self._held = self._held, None
        for _ in range(self.issuer.randint(0, most)):
            place = int(self.issuer.random() * max(1, len(held) - 1))
            held[place : place + 2] = held[place : place + 2][::-1]
        for label, text, field, unit in held:
            self.pair(label, text, field, unit=unit)

    def paid(self, label: str, method: str) -> None:
        """How was paid, in the words that stand there."""
        self.sheet.state({"payment.method": method})
        self.pair(label, method, "payment.method")

    def note(self, text: str, *, middle: bool = True, small: bool = True, form: bool = False) -> None:
        pen = self.look.label if form else self.look.value
        pen = pen.at(pen.size * 0.88) if small else pen
        self.y += self.look.pitch * (0.9 if small else 1)
        anchor: Anchor = "middle" if middle else "start"
        x = self.look.width / 2 if middle else self.left
        self.sheet.put(x, self.y, text, pen, anchor=anchor, width=self.right - self.left)

    def rule(self) -> None:
        self.y += self.look.pitch * 0.55
        self.sheet.rule(self.left, self.y, self.right, self.y, self.look.label.fill, 0.6, self.look.rule)
        self.y += self.look.pitch * 0.1

    def gap(self, lines: float) -> None:
        self.y += lines * self.look.pitch

    def code(self, content: str) -> None:
        """A QR code in the middle."""
        extent = self.look.width * self.issuer.uniform(0.3, 0.45)
        self.y += self.look.pitch * 0.6
        self.sheet.picture((self.look.width - extent) / 2, self.y, extent, extent, qr_code(content), place="qr")
        self.y += extent

    def end(self) -> Sheet:
        """The slip, torn off below its last line."""
        self.sheet.height = self.y + self.issuer.uniform(14, 36)
        return self.sheet

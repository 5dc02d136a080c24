"""Bank cards of invented issuers: a record becomes a drawn card with its truth."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from docfields.models.synthesis.samples.card_parts import ID1, MM, draw_chip, gradient_png, mix
from docfields.models.synthesis.samples.drawing import Color, Drawing, Pen, Sheet, Span
from docfields.models.synthesis.samples.records import filled
from docfields.models.synthesis.truth import Truth

WHITE: Color = (0.97, 0.97, 0.98)


@dataclass(frozen=True, slots=True)
class BankCard:
    """What a card says. network: a plain word, no network's mark is drawn; empty if the card does not say."""

    number: str
    expiry: datetime.date
    holder: str
    issuer: str
    network: str = ""
    valid_from: datetime.date | None = None

    @property
    def grouped(self) -> str:
        return " ".join(self.number[start : start + 4] for start in range(0, len(self.number), 4))


@dataclass(frozen=True, slots=True)
class CardLook:
    """first, second: ends of the colour gradient. product: a word under the issuer."""

    first: Color = (0.05, 0.16, 0.24)
    second: Color = (0.10, 0.45, 0.47)
    product: str = "Debit"
    number_font: Literal["mono-medium", "square-bold"] = "mono-medium"


def draw_card(card: BankCard, look: CardLook) -> Drawing:
    """The front of an ID-1 card."""
    sheet = Sheet(*ID1)
    sheet.picture(gradient_png(look.first, look.second), 0, 0, sheet.width, sheet.height)
    light = mix(look.second, WHITE, 0.28)
    center_x, center_y = sheet.width * 0.9, sheet.height * 0.12
    for ring in range(9):
        reach = 26 + 15 * ring
        sheet.oval(
            center_x - reach, center_y - reach, center_x + reach, center_y + reach,
            stroke=light, thickness=0.35,
        )  # fmt: skip
    left, right = 7 * MM, sheet.width - 7 * MM
    sheet.text(left, 26, card.issuer, Pen("square-bold", 14, WHITE), field="issuer")
    sheet.text(right, 25, look.product, Pen("square", 8.5, WHITE), align="right")
    draw_chip(sheet, left, 45)
    for index in range(4):
        x = left + 43 + 3.2 * index
        arc = [
            (x + 1.6 * index * (1 - (step / 6 - 1) ** 2), 58 + (4 + 1.7 * index) * (step / 6 - 1)) for step in range(13)
        ]
        sheet.path(arc, stroke=WHITE, thickness=1.0)
    sheet.text(left, 96, card.grouped, Pen(look.number_font, 16.5, WHITE), field="number")
    small, strong = Pen("square", 5, mix(WHITE, look.second, 0.25)), Pen("mono-medium", 9, WHITE)
    if card.valid_from:
        sheet.text(left, 112, "VALID FROM", small)
        sheet.text(left, 122, f"{card.valid_from:%m/%y}", strong, field="valid_from")
    x = left + (64 if card.valid_from else 0)
    sheet.text(x, 112, "VALID THRU", small)
    sheet.text(x, 122, f"{card.expiry:%m/%y}", strong, field="expiry")
    sheet.text(left, 141, card.holder, Pen("mono-medium", 9.4, WHITE), field="holder")
    if card.network:
        sheet.text(right, 141, [Span(card.network, "network")], Pen("square-bold", 13, WHITE), align="right")
    return sheet.finish()


def truth_of(card: BankCard, drawing: Drawing, *, group: str) -> Truth:
    """The truth of the drawn card, quads in points."""
    fields = filled(
        {
            "number": card.number,
            "expiry": f"{card.expiry:%Y-%m}",
            "valid_from": f"{card.valid_from:%Y-%m}" if card.valid_from else None,
            "holder": card.holder,
            "network": card.network,
            "issuer": card.issuer,
        }
    )
    return Truth(
        kind="bank_card",
        group=group,
        capture="drawing",
        size=(drawing.width, drawing.height),
        fields=fields,
        printed=drawing.printed(),
        words=drawing.words(),
        ignore=() if card.network else ("network",),
        language="en",
    )

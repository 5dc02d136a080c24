"""How the cards of one bank look: shape, colours, fonts, and where on the face what stands."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis import fonts
from docfields.models.synthesis.pages.card_art import CardColors, card_ground, draw_card_colors
from docfields.models.synthesis.pages.card_faces import ID1, Pen
from docfields.models.synthesis.pages.marks import chip, hologram
from docfields.models.synthesis.pages.palettes import mix

Corner = Literal["top_left", "top_right", "top_middle", "bottom_right", "bottom_left", "bottom_middle"]
LabelPlace = Literal["left", "above", "inline", "none"]
NumberForm = Literal["line", "two_lines", "four_lines"]


@dataclass(frozen=True, slots=True)
class CardStyle:
    """size: of the front, points. embossed: number, dates and holder are raised. number_side: the face with the number.

    order: what stands below the number, or around it, from above to below. number_y, number_width: baseline and width
    on an upright or a level card. raised_fill: the colour of raised print.
    """

    size: tuple[float, float]
    margin: float
    colors: CardColors
    front: str
    back: str
    back_colors: CardColors
    chip: str
    hologram: str
    embossed: bool
    number_side: Literal["front", "back"]
    number_form: NumberForm
    number_y: float
    number_width: float
    order: tuple[str, ...]
    label_place: LabelPlace
    dates_x: float
    raised_fill: str
    number: Pen
    value: Pen
    label: Pen
    issuer: Pen
    tier: Pen
    network: Pen
    small: Pen
    issuer_corner: Corner
    tier_corner: Corner
    network_corner: Corner
    chip_at: tuple[float, float]
    waves_at: tuple[float, float] | None
    mark: Literal["none", "before", "above"]
    shows: frozenset[str]
    mark_seed: int

    @property
    def upright(self) -> bool:
        return self.size[1] > self.size[0]


def draw_style(issuer: Random) -> CardStyle:
    """The design of one bank's cards."""
    upright = issuer.random() < 0.13
    embossed = issuer.random() < (0.05 if upright else 0.5)
    size = (ID1[1], ID1[0]) if upright else ID1
    colors = draw_card_colors(issuer)
    back_colors = colors if issuer.random() < 0.6 else draw_card_colors(issuer)
    raised = issuer.choices((colors.foil, mix(colors.second, colors.ink, issuer.uniform(0.16, 0.34))), (68, 32))[0]
    number_side: Literal["front", "back"] = "back" if not embossed and issuer.random() < 0.3 else "front"
    forms: tuple[NumberForm, ...] = (
        ("four_lines", "four_lines", "two_lines", "line")
        if upright
        else (("line",) if embossed else ("line", "line", "line", "line", "two_lines", "four_lines"))
    )
    margin = issuer.uniform(13, 19)
    corners: tuple[Corner, ...] = ("top_left", "top_left", "top_left", "top_right", "top_middle")
    issuer_corner = issuer.choice(corners)
    tier_corner: Corner = "top_left" if issuer_corner == "top_right" else "top_right"
    network_corner: Corner = issuer.choices(
        ("bottom_right", "top_right" if issuer_corner == "top_left" and not upright else "bottom_right", "bottom_left"),
        (80, 14, 6 if upright else 0),
    )[0]
    if network_corner == "top_right":
        tier_corner = "bottom_right"
    number_font = _number_font(issuer, embossed)
    plain = issuer.choice([one.name for one in (*fonts.families("sans"), *fonts.families("condensed"))])
    value_font = number_font if embossed or issuer.random() < 0.5 else plain
    brand = issuer.choice(
        [one.name for style in ("sans", "sans", "serif", "display", "slab") for one in fonts.families(style)]
    )
    network_font = issuer.choice(
        [one.name for style in ("sans", "display", "condensed") for one in fonts.families(style)]
    )
    left = upright and issuer.random() < 0.5
    chip_x = margin if left or not upright else size[0] / 2 - 17
    chip_y = issuer.uniform(34, 60) if upright else issuer.uniform(44, 56)
    if not upright and issuer.random() < 0.06:
        chip_x = size[0] - margin - 34
    shows = frozenset(
        name
        for name, share in (
            ("valid_from", 0.35), ("since", 0.14), ("first_four", 0.4 if embossed else 0.08), ("aside", 0.14),
            ("hologram", 0.16), ("tier", 0.7), ("chip", 0.9), ("month_year", 0.3), ("holder_label", 0.14),
            ("number_label", 0.08), ("network", 0.9), ("holder", 0.93), ("expiry", 0.97), ("issuer", 0.97),
        )
        if issuer.random() < share
    )  # fmt: skip
    flat_size = issuer.uniform(9, 15)
    return CardStyle(
        size=size,
        margin=margin,
        colors=colors,
        front=card_ground(issuer, *size, colors),
        back=card_ground(issuer, *ID1, back_colors),
        back_colors=back_colors,
        chip=chip(issuer),
        hologram=hologram(issuer, silver=issuer.random() < 0.5),
        embossed=embossed,
        number_side=number_side,
        number_form=issuer.choice(forms),
        number_y=_number_y(issuer, upright, embossed),
        number_width=issuer.uniform(184, 212) if embossed else issuer.uniform(110, 205),
        order=_draw_order(issuer, embossed),
        label_place=issuer.choices(("left", "above", "inline", "none"), (50, 28, 16, 6))[0],
        dates_x=margin + (issuer.uniform(30, 84) if embossed else issuer.choice((0, 0, 0, 40))),
        raised_fill=raised if embossed else colors.ink,
        number=Pen(number_font, 16 if embossed else flat_size, colors.ink, issuer.choice((400, 400, 700))),
        value=Pen(value_font, issuer.uniform(8.4, 10.4) if embossed else issuer.uniform(6.6, 9.4), colors.ink),
        label=Pen(plain, issuer.uniform(3.7, 4.8), colors.soft),
        issuer=Pen(
            brand, issuer.uniform(10, 17), colors.ink, issuer.choice((400, 700)),
            tracking=issuer.choice((0, 0, 0, 0.6)),
        ),
        tier=Pen(issuer.choice((brand, plain)), issuer.uniform(6, 10), colors.ink, issuer.choice((400, 400, 700))),
        network=Pen(
            network_font, issuer.uniform(10, 19), colors.ink, 700, slant=issuer.choice(("normal", "normal", "italic")),
        ),
        small=Pen(plain, issuer.uniform(3.3, 4.4), back_colors.soft),
        issuer_corner=issuer_corner,
        tier_corner=tier_corner,
        network_corner=network_corner,
        chip_at=(chip_x, chip_y),
        waves_at=_waves_at(issuer, size, chip_x, chip_y),
        mark=issuer.choices(("none", "before", "above"), (45, 45, 10 if upright else 0))[0],
        shows=shows,
        mark_seed=issuer.getrandbits(32),
    )  # fmt: skip


def _number_font(issuer: Random, embossed: bool) -> str:
    styles = ("ocr_b", "ocr_b", "mono") if embossed else ("ocr_b", "mono", "sans", "condensed", "typewriter")
    return issuer.choice(fonts.families(issuer.choice(styles))).name


def _number_y(issuer: Random, upright: bool, embossed: bool) -> float:
    if upright:
        return issuer.uniform(98, 120)
    return issuer.uniform(92, 104) if embossed else issuer.uniform(84, 112)


def _draw_order(issuer: Random, embossed: bool) -> tuple[str, ...]:
    """Number first, mostly; a company's name beside the holder's."""
    if embossed or issuer.random() < 0.6:
        return issuer.choice(
            (("number", "dates", "holder", "company"), ("number", "dates", "company", "holder"),
             ("number", "holder", "company", "dates"))
        )  # fmt: skip
    return issuer.choice(
        (("holder", "company", "number", "dates"), ("holder", "number", "dates", "company"),
         ("number", "dates", "holder", "company"))
    )  # fmt: skip


def _waves_at(issuer: Random, size: tuple[float, float], chip_x: float, chip_y: float) -> tuple[float, float] | None:
    """Where the contactless sign stands: beside the chip, at the far side, or nowhere."""
    kind = issuer.choices(("none", "chip", "side", "top"), (22, 44, 24, 10))[0]
    if kind == "none":
        return None
    if kind == "chip" or chip_x > size[0] / 2:
        return (chip_x + 40, chip_y + 5) if chip_x < size[0] / 2 else (chip_x - 24, chip_y + 5)
    return (size[0] - 34, chip_y + 4) if kind == "side" else (size[0] - 34, 34)

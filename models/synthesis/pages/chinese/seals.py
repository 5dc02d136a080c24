"""Seals of China: the oval of the tax administration on forms of invoices, and firms' own with invented names."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Concatenate, ParamSpec

from docfields.models.synthesis.material.digits import digits
from docfields.models.synthesis.pages.card_faces import Pen
from docfields.models.synthesis.pages.chinese.sheet import Sheet, width_of
from docfields.models.synthesis.pages.security_print import picture

REDS = ("#d43a2f", "#c92a2a", "#e0453a", "#d6333c", "#e25549", "#cf3f52")
Given = ParamSpec("Given")
_SQUEEZED = 0.92  # of a character's size that it takes on a curve


def _stamped(draw: Callable[Concatenate[Sheet, Given], None]) -> Callable[Concatenate[Sheet, Given], None]:
    """Below the texts of the page."""

    def drawn(sheet: Sheet, /, *given: Given.args, **named: Given.kwargs) -> None:
        with sheet.stamping():
            draw(sheet, *given, **named)

    return drawn


def arc(
    sheet: Sheet,
    text: str,
    center: tuple[float, float],
    radii: tuple[float, float],
    middle_deg: float,
    pen: Pen,
    *,
    inward: bool = False,
    spacing: float = 1.0,
) -> None:
    """A text along an ellipse. middle_deg: where its middle stands, 0 is right and 90 below.

    inward: with its feet outwards, as along the lower edge of a seal. spacing: 1 sets the characters close.
    """
    token = sheet.texts.add(text)
    if token is None:
        return
    marks = [mark for mark in str(token["t"]) if not mark.isspace()]
    radius = radii
    place = math.radians(middle_deg)
    steps = [width_of(mark, pen) * _SQUEEZED * spacing for mark in marks]
    way = -1 if inward else 1
    angle = place - way * _turned(radius, place, sum(steps) / 2)
    for mark, step in zip(marks, steps, strict=True):
        angle += way * _turned(radius, angle, step / 2)
        x, y = center[0] + radius[0] * math.cos(angle), center[1] + radius[1] * math.sin(angle)
        normal = math.degrees(math.atan2(math.sin(angle) / radius[1], math.cos(angle) / radius[0]))
        turn = normal - 90 if inward else normal + 90
        sheet.place(x, y, {"t": mark, "i": token["i"]}, pen, anchor="middle", turn=turn)
        angle += way * _turned(radius, angle, step / 2)


def _turned(radii: tuple[float, float], angle: float, length: float) -> float:
    """The angle by which a way of some length leads along an ellipse."""
    return length / max(1.0, math.hypot(radii[0] * math.sin(angle), radii[1] * math.cos(angle)))


@_stamped
def tax_oval(sheet: Sheet, x: float, y: float, width: float, family: str, issuer: Random, region: str) -> None:
    """监制章, an oval on the form beneath its title. x, y: its middle."""
    color = issuer.choice(REDS)
    height = width * issuer.uniform(0.62, 0.7)
    rx, ry = width / 2, height / 2
    rings = _ring(rx, ry, 1, color, 1.3)
    if issuer.random() < 0.6:
        rings += _ring(rx, ry, 3.2, color, 0.5)
    sheet.picture(x - rx, y - ry, width, height, picture(width, height, [rings]), place="stamp")
    size = width * issuer.uniform(0.082, 0.095)
    pen = Pen(family, size, color)
    inner = (rx - 4.6 - size, ry - 4.6 - size)
    arc(sheet, "全国统一发票监制章", (x, y), inner, 270, pen, spacing=1.05)
    below = issuer.choice(("国家税务总局监制", "国家税务局监制", "税务总局监制"))
    arc(sheet, below, (x, y), (rx - 4.2, ry - 4.2), 90, pen, inward=True, spacing=1.0)
    sheet.put(x, y + 0.36 * size, region, pen.at(size * 1.05), anchor="middle", width=width * 0.6)


@_stamped
def invoice_seal(sheet: Sheet, x: float, y: float, name: str, number: str, family: str, issuer: Random) -> None:
    """发票专用章: an oval with the firm's name along its edge and its tax number across."""
    width = issuer.uniform(100, 118)
    height = width * issuer.uniform(0.7, 0.76)
    color = issuer.choice(REDS)
    rx, ry = width / 2, height / 2
    thick = issuer.uniform(1.6, 2.6)
    ring = _ring(rx, ry, 2, color, thick)
    sheet.picture(x - rx, y - ry, width, height, picture(width, height, [ring]), place="stamp")
    size = min(11.5, 165 / max(8, len(name)))
    pen = Pen(family, size, color)
    arc(sheet, name, (x, y), (rx - 5.5 - size, ry - 5.5 - size), 270, pen, spacing=1.1)
    sheet.put(x, y + 4, number, Pen("Open Sans", 8.5, color), anchor="middle", width=width * 0.72)
    arc(sheet, "发票专用章", (x, y), (rx - 6, ry - 6), 90, Pen(family, 10, color), inward=True, spacing=1.2)


@_stamped
def firm_seal(
    sheet: Sheet, x: float, y: float, name: str, family: str, issuer: Random, words: str = "", turn: float = 0
) -> None:
    """A round seal: the name around a star. words: below the star ("财务专用章"). turn: how crooked it was set."""
    side = issuer.uniform(84, 112)
    color = issuer.choice(REDS)
    radius = side / 2
    parts = [
        f'<circle cx="{radius}" cy="{radius}" r="{radius - 2}" fill="none" stroke="{color}" '
        f'stroke-width="{issuer.uniform(1.6, 2.8):.1f}"/>',
        f'<path d="{_star(radius, radius, radius * 0.3)}" fill="{color}"/>',
    ]
    sheet.picture(x - radius, y - radius, side, side, picture(side, side, parts), place="stamp", turn=turn)
    size = min(12.5, 150 / max(8, len(name)))
    inner = radius - 6 - size
    arc(sheet, name, (x, y), (inner, inner), 270 + turn, Pen(family, size, color), spacing=1.15)
    if words:
        arc(
            sheet,
            words,
            (x, y),
            (radius - 8, radius - 8),
            90 + turn,
            Pen(family, 8.5, color),
            inward=True,
            spacing=1.15,
        )
    elif issuer.random() < 0.4:
        number = digits(issuer, 13)
        arc(
            sheet,
            number,
            (x, y),
            (radius - 4, radius - 4),
            90 + turn,
            Pen("Open Sans", 4.5, color),
            inward=True,
            spacing=1.6,
        )


@_stamped
def word_stamp(sheet: Sheet, x: float, y: float, words: str, family: str, rng: Random) -> None:
    """A word in a frame ("现金付讫")."""
    color, size, turn = rng.choice(REDS), rng.uniform(11, 17), rng.uniform(-12, 12)
    width, height = size * (len(words) + 0.9), size * 1.8
    frame = (
        f'<rect x="1.5" y="1.5" width="{width - 3:.1f}" height="{height - 3:.1f}" rx="{rng.choice((0, 2, 4))}" '
        'fill="none" '
        f'stroke="{color}" stroke-width="{rng.uniform(1, 2.2):.1f}"/>'
    )
    sheet.picture(
        x - width / 2, y - height / 2, width, height, picture(width, height, [frame]), place="stamp", turn=turn
    )
    shift = math.radians(turn)
    sheet.put(
        x - 0.36 * size * math.sin(shift), y + 0.36 * size * math.cos(shift), words, Pen(family, size, color),
        anchor="middle", turn=turn,
    )  # fmt: skip


def _ring(rx: float, ry: float, inset: float, color: str, thickness: float) -> str:
    """An ellipse in a box of twice its radii."""
    return (
        f'<ellipse cx="{rx:.1f}" cy="{ry:.1f}" rx="{rx - inset:.1f}" ry="{ry - inset:.1f}" fill="none" '
        f'stroke="{color}" stroke-width="{thickness:.1f}"/>'
    )


def _star(x: float, y: float, radius: float) -> str:
    corners = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.382
        angle = math.radians(-90 + 36 * step)
        corners.append(f"{x + reach * math.cos(angle):.1f} {y + reach * math.sin(angle):.1f}")
    return f"M{'L'.join(corners)}Z"

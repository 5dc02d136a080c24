"""Items that stand at fixed places on the faces of cards and booklets; card_faces.typ draws them. Lengths are points.

An item is JSON. Texts are placed by their baseline, so that a face is put together from numbers alone: a text that is
too wide for its place shrinks evenly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from docfields.models.synthesis.pages.typeset import Token

Item = dict[str, Any]
Anchor = Literal["start", "middle", "end"]

MM = 72 / 25.4
"""Points a millimetre."""

ID1 = (85.6 * MM, 53.98 * MM)
"""ISO/IEC 7810 ID-1: bank cards, TD1 identity cards, licences."""

TD2 = (105 * MM, 74 * MM)
TD3 = (125 * MM, 88 * MM)
MRV_A = (120 * MM, 80 * MM)
MRV_B = (105 * MM, 74 * MM)
"""ICAO Doc 9303 parts 6, 4 and 7."""

FALLBACKS = ("Open Sans", "Noto Sans SC")
"""Families that have the letters which others lack: rare Latin ones, Chinese ones."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How texts look. tracking: points between letters. stroke: thickness, colour and dash of an outline."""

    font: str
    size: float
    fill: str
    weight: int = 400
    slant: Literal["normal", "italic"] = "normal"
    tracking: float = 0.0
    stroke: tuple[float, str, str | None] | None = None

    def at(self, size: float) -> Pen:
        return replace(self, size=size)

    def inked(self, fill: str) -> Pen:
        return replace(self, fill=fill)


Run = tuple[Sequence[Token | None], Pen]
"""Texts that stand close to one another in one style."""


def text(
    x: float,
    y: float,
    tokens: Token | Sequence[Token | None] | None,
    pen: Pen,
    *,
    width: float = 0,
    exact: bool = False,
    anchor: Anchor = "start",
    turn: float = 0,
    place: str | None = None,
    raised: bool = False,
) -> list[Item]:
    """A line of text on the baseline y; x: its start, middle or end. No item where there is no text.

    width: what it may not exceed, 0 for no limit; exact: it is as wide. turn: degrees clockwise.
    place: what kind of place it is in the truth. raised: embossed.
    """
    held = [tokens] if tokens is None or isinstance(tokens, dict) else list(tokens)
    return runs(x, y, [(held, pen)], width=width, exact=exact, anchor=anchor, turn=turn, place=place, raised=raised)


def runs(
    x: float,
    y: float,
    parts: Sequence[Run],
    *,
    gap: float = 0,
    width: float = 0,
    exact: bool = False,
    anchor: Anchor = "start",
    turn: float = 0,
    place: str | None = None,
    raised: bool = False,
) -> list[Item]:
    """Texts of several styles on one baseline. gap: points between them."""
    written = []
    for tokens, pen in parts:
        held = [token for token in tokens if token is not None]
        if held:
            written.append({"tokens": held, **_style(pen)})
    if not written:
        return []
    return [
        {
            "item": "text", "x": x, "y": y, "runs": written, "gap": gap, "width": width, "exact": exact,
            "anchor": anchor, "turn": turn, "place": place, "raised": raised,
        }
    ]  # fmt: skip


def picture(
    x: float,
    y: float,
    width: float,
    height: float,
    source: str,
    *,
    place: str | None = None,
    turn: float = 0,
    fit: Literal["contain", "stretch"] = "stretch",
) -> Item:
    """An SVG in a box whose top left corner is (x, y)."""
    return {
        "item": "picture", "x": x, "y": y, "width": width, "height": height, "source": source, "place": place,
        "turn": turn, "fit": fit,
    }  # fmt: skip


def panel(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str | None = None,
    transparency: float = 0,
    stroke: str | None = None,
    thickness: float = 0.5,
    radius: float = 0,
) -> Item:
    """A filled or framed box. transparency: 0 to 1."""
    return {
        "item": "panel", "x": x, "y": y, "width": width, "height": height, "fill": fill, "transparency": transparency,
        "stroke": stroke, "thickness": thickness, "radius": radius,
    }  # fmt: skip


def zone(
    x: float, y: float, width: float, lines: Sequence[Token], *, font: str, weight: int, fill: str, leading: float
) -> Item:
    """A machine-readable zone; y: top of its first line's capitals. leading: points between its lines."""
    return {
        "item": "zone", "x": x, "y": y, "width": width, "lines": list(lines), "font": [font, *FALLBACKS],
        "weight": weight, "fill": fill, "leading": leading,
    }  # fmt: skip


def face(size: tuple[float, float], items: Sequence[Item]) -> Mapping[str, Any]:
    """A page; its first item is usually the ground."""
    return {"width": size[0], "height": size[1], "items": list(items)}


def _style(pen: Pen) -> dict[str, Any]:
    return {
        "font": list(dict.fromkeys((pen.font, *FALLBACKS))), "size": pen.size, "weight": pen.weight, "slant": pen.slant,
        "tracking": pen.tracking, "stroke": list(pen.stroke) if pen.stroke else None, "fill": pen.fill,
    }  # fmt: skip

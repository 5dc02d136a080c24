"""Parts of forms that form.typ draws: labels, places to write on, boxes to tick, grids. Lengths are in points.

A part is JSON; every function here makes one kind of part. A token is a part too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docfields.models.synthesis.pages.nodes import Stroke, Style, Width
from docfields.models.synthesis.pages.typeset import Token

Part = dict[str, Any]
"""A dictionary with its kind under "part", or a token."""

LONGEST_WORD = 9
"""Characters that stand unbroken in every cell; words that are longer may have to shrink."""


def text(
    *tokens: Token | Part | None, style: Style | None = None, gap: float | None = None, underline: bool = False
) -> Part | None:
    """Texts in a row, which break like one paragraph. gap: in ems, None for a space."""
    held = [token for token in tokens if token is not None]
    if not held:
        return None
    return {"part": "text", "tokens": held, "style": _json(style), "gap": gap, "underline": underline}


def stack(
    *children: Part | None,
    gap: float = 4,
    align: str = "left",
    wide: bool = True,
    style: Style | None = None,
    breakable: bool = False,
) -> Part | None:
    """Parts below one another. wide: as wide as there is room. breakable: over pages."""
    held = [child for child in children if child is not None]
    if not held:
        return None
    return {
        "part": "stack", "children": held, "gap": gap, "align": align, "wide": wide, "style": _json(style),
        "breakable": breakable,
    }  # fmt: skip


def row(
    children: Sequence[Part | None],
    widths: Sequence[Width],
    *,
    gutter: float = 6,
    aligns: Sequence[str] | str = "left bottom",
) -> Part:
    """Parts beside one another."""
    if len(children) != len(widths):
        raise ValueError("a width for each child")
    given = [aligns] * len(children) if isinstance(aligns, str) else list(aligns)
    return {"part": "row", "children": list(children), "widths": list(widths), "gutter": gutter, "aligns": given}


def inline(*children: Part | None, gap: float = 3) -> Part:
    """Parts in a line of text, each unbroken; the line may break between them."""
    return {"part": "inline", "children": [child for child in children if child is not None], "gap": gap}


def box(
    child: Part | None,
    *,
    stroke: Stroke | None = None,
    fill: str | None = None,
    sides: Sequence[str] | None = None,
    inset: tuple[float, float] = (4, 3),
    radius: float = 0,
    width: Width | None = None,
    height: float | None = None,
    align: str = "left",
    style: Style | None = None,
) -> Part:
    """A frame or a ground. sides: which sides have the stroke, None for all. width: None for all the room."""
    return {
        "part": "box", "child": child, "stroke": stroke, "fill": fill, "sides": sides, "inset": inset, "radius": radius,
        "width": width, "height": height, "align": align, "style": _json(style),
    }  # fmt: skip


def answer(
    token: Token | None,
    hand: Style,
    *,
    dx: float = 0,
    dy: float = 0,
    turn: float = 0,
    swings: Sequence[tuple[float, float]] = (),
) -> Part | None:
    """What was filled in. hand: how it is written. swings: of word after word, up or down in ems and in degrees."""
    if token is None:
        return None
    return {
        "part": "answer", "token": token, "hand": dict(hand), "dx": dx, "dy": dy, "turn": turn,
        "swings": [list(swing) for swing in swings],
    }  # fmt: skip


def within(held: Part | None, height: float | None, align: str = "left bottom") -> Part | None:
    """An answer on one line, shrunk to the room that there is."""
    return None if held is None else {"part": "within", "answer": held, "height": height, "align": align}


def fitted(held: Part | None) -> Part | None:
    """An answer that breaks between its words; one with a word too long for a narrow place shrinks."""
    if held is None or held["part"] != "answer":
        return held
    longest = max(len(word) for word in str(held["token"]["t"]).split())
    return within(held, None) if longest > LONGEST_WORD and str(held["token"]["t"]).isascii() else held


def blank(
    held: Part | None,
    height: float,
    *,
    line: Stroke | None,
    boxed: bool = False,
    fill: str | None = None,
    width: float | None = None,
    lift: float = 2,
) -> Part:
    """A place to write on, with an answer or empty. width: None for all the room. lift: of the answer over the line."""
    return {
        "part": "blank", "answer": held, "height": height, "line": line, "boxed": boxed, "fill": fill, "width": width,
        "lift": lift,
    }  # fmt: skip


def comb(held: Part | None, count: int, pitch: float, height: float, *, line: Stroke, form: str) -> Part:
    """A box for each character. form: "boxes", "teeth" that are open above, "gaps" between strokes."""
    return {
        "part": "comb",
        "answer": held,
        "count": count,
        "pitch": pitch,
        "height": height,
        "line": line,
        "form": form,
    }


def signed(held: Part | None, height: float, dx: float, dy: float) -> Part | None:
    """A name written on a line, shrunk to its room; a place of a signature."""
    if held is None:
        return None
    return {"part": "signed", "answer": held, "height": height, "dx": dx, "dy": dy, "room": dx + 2}


def check(svg: str, size: float) -> Part:
    """A box to tick, whose picture shows whether it is ticked."""
    return {"part": "check", "svg": svg, "size": size}


def writing(held: Part | None, lines: int, pitch: float, *, line: Stroke | None, lift: float = 3) -> Part:
    """Room for several lines of writing."""
    return {"part": "writing", "answer": held, "lines": lines, "pitch": pitch, "line": line, "lift": lift}


def cell(
    child: Part | None,
    *,
    span: int = 1,
    down: int = 1,
    fill: str | None = None,
    align: str = "left horizon",
    style: Style | None = None,
) -> Part:
    """A cell of a grid over some columns and rows."""
    return {"child": child, "span": span, "down": down, "fill": fill, "align": align, "style": _json(style)}


def grid(
    rows: Sequence[Sequence[Part]],
    columns: Sequence[Width],
    *,
    lines: Mapping[str, Stroke | None],
    inset: tuple[float, float] = (4, 3),
    height: float | None = None,
    breakable: bool = True,
) -> Part:
    """Rows of cells. lines: of each cell's sides. height: of all rows, None as high as what they hold."""
    return {
        "part": "grid", "rows": [list(one) for one in rows], "columns": list(columns), "lines": dict(lines),
        "inset": inset,
        "height": height, "breakable": breakable,
    }  # fmt: skip


def rule(stroke: Stroke, length: float | None = None) -> Part:
    """A line across; length: None for all the room."""
    return {"part": "rule", "stroke": stroke, "length": length}


def space(height: float | None) -> Part:
    """Room; None: all that is left of the page."""
    return {"part": "space", "height": height}


def picture(svg: str, width: float, height: float, place: str | None = None) -> Part:
    """An SVG; place: the kind under which the truth records it."""
    return {"part": "picture", "svg": svg, "width": width, "height": height, "place": place}


def place(kind: str, child: Part | None) -> Part | None:
    """Records where the child stands: "stamp", "signature"."""
    return None if child is None else {"part": "place", "place": kind, "child": child}


def turn(child: Part | None, angle_deg: float, *, reflow: bool = False) -> Part | None:
    """Turned clockwise. reflow: whether it takes the room of what it looks like."""
    return None if child is None else {"part": "turn", "child": child, "angle": angle_deg, "reflow": reflow}


def over(child: Part | None, align: str, dx: float = 0, dy: float = 0) -> Part | None:
    """Laid over the page (or its container) without taking room."""
    return None if child is None else {"part": "over", "child": child, "align": align, "dx": dx, "dy": dy}


def numbers(tokens: Sequence[Sequence[Token | None]], align: str, style: Style | None = None) -> Part:
    """Of pages. tokens[n - 1][p - 1]: what page p of n pages says."""
    return {"part": "numbers", "tokens": [list(one) for one in tokens], "align": align, "style": _json(style)}


def _json(style: Style | None) -> dict[str, Any] | None:
    return dict(style) if style else None

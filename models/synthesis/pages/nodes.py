"""Trees of nodes that nodes.typ draws: lines of texts, stacks, rows, boxes, grids. Lengths are in points.

A node is JSON. Every function here makes one kind of node, with the defaults that most blocks want; None in place of
a node is nothing at all, so that blocks which have nothing to say need no special case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docfields.models.synthesis.pages.typeset import Token

Node = dict[str, Any]
Style = Mapping[str, Any]
"""Of text: size, weight, fill ("#rrggbb"), font, slant ("italic"), tracking."""

Stroke = tuple[float, str] | tuple[float, str, str]
"""Thickness, colour, and a dash pattern of typst's ("dotted", "dashed") where it is no solid line."""

Width = float | str
"""Points, "auto" as wide as what is in it, or a share of the room that is left: "1fr"."""


def line(
    *parts: Token | Node | None, gap: float | None = None, style: Style | None = None, underline: bool = False
) -> Node | None:
    """Texts in a row; they break like one paragraph. gap: in ems, None for a space."""
    held = [part for part in parts if part is not None]
    if not held:
        return None
    return {"node": "line", "parts": held, "gap": gap, "style": _json(style), "underline": underline}


def stack(
    *children: Node | None, gap: float = 4, align: str = "left", wide: bool = False, style: Style | None = None
) -> Node | None:
    """Nodes below one another; a page never breaks within. wide: as wide as there is room."""
    held = [child for child in children if child is not None]
    if not held:
        return None
    return {"node": "stack", "children": held, "gap": gap, "align": align, "wide": wide, "style": _json(style)}


def row(
    children: Sequence[Node | None],
    widths: Sequence[Width],
    *,
    gutter: float = 12,
    aligns: Sequence[str] = (),
) -> Node:
    """Nodes beside one another."""
    if len(children) != len(widths):
        raise ValueError("a width for each child")
    given = list(aligns) or ["left"] * len(children)
    return {"node": "row", "children": list(children), "widths": list(widths), "gutter": gutter, "aligns": given}


def box(
    child: Node | None,
    *,
    fill: str | None = None,
    stroke: Stroke | None = None,
    sides: Sequence[str] | None = None,
    inset: tuple[float, float] = (0, 0),
    radius: float = 0,
    width: Width = "auto",
    height: float | None = None,
    align: str = "left",
    style: Style | None = None,
) -> Node | None:
    """A frame or a ground. sides: which sides have the stroke, None for all. inset: to the sides, up and down."""
    if child is None:
        return None
    return {
        "node": "box", "child": child, "fill": fill, "stroke": stroke, "sides": sides, "inset": inset,
        "radius": radius, "width": width, "height": height, "align": align, "style": _json(style),
    }  # fmt: skip


def rule(stroke: Stroke, length: float | None = None) -> Node:
    """A line across; length: None for all the room."""
    return {"node": "rule", "stroke": stroke, "length": length}


def leader(stroke: Stroke) -> Node:
    """A line that fills what is left of a line of text: between a label and its value."""
    return {"node": "leader", "stroke": stroke}


def space(height: float | None) -> Node:
    """Room; None: all that is left of the page."""
    return {"node": "space", "height": height}


def picture(svg: str, width: float, height: float, place: str | None = None) -> Node:
    """An SVG; place: the kind under which the truth records it."""
    return {"node": "picture", "svg": svg, "width": width, "height": height, "place": place}


def place(kind: str, child: Node | None) -> Node | None:
    """Records where the child stands: "stamp", "signature"."""
    return None if child is None else {"node": "place", "place": kind, "child": child}


def turn(child: Node | None, angle_deg: float, *, reflow: bool = True) -> Node | None:
    """Turned clockwise. reflow: whether it takes the room of what it looks like."""
    return None if child is None else {"node": "turn", "child": child, "angle": angle_deg, "reflow": reflow}


def over(child: Node | None, align: str, dx: float = 0, dy: float = 0) -> Node | None:
    """Laid over the page (or its container) without taking room."""
    return None if child is None else {"node": "over", "child": child, "align": align, "dx": dx, "dy": dy}


def fit(child: Node | None) -> Node | None:
    """Shrunk where it is wider than its room."""
    return None if child is None else {"node": "fit", "child": child}


def page_number(tokens: Sequence[Sequence[Token | None]], style: Style | None = None) -> Node:
    """tokens[n - 1][p - 1]: what page p of n pages says."""
    return {"node": "page-number", "tokens": [list(one) for one in tokens], "style": _json(style)}


def on_pages(child: Node | None, first: int, last: int = 0, *, end_only: bool = False) -> Node | None:
    """In heads, feet and grounds: from the first page named to the last (0: to the end), or only on the very last."""
    if child is None:
        return None
    return {"node": "on-pages", "child": child, "first": first, "last": last, "end-only": end_only}


def cell(body: Node | Token | None, *, span: int = 1, align: str | None = None, fill: str | None = None) -> Node:
    """A cell of a grid; a token alone is a line of its own."""
    if body is not None and "t" in body:
        body = line(body)
    return {"body": body, "span": span, "align": align, "fill": fill}


def grid_row(
    cells: Sequence[Node | None],
    *,
    style: Style | None = None,
    fill: str | None = None,
    top: Stroke | None = None,
    bottom: Stroke | None = None,
    inset: tuple[float, float] | None = None,
    walls: bool = True,
    mark: int | None = None,
) -> Node:
    """A row of a grid. walls: whether it has the grid's vertical rules. mark: number of the item, for `carry`."""
    return {
        "cells": list(cells), "style": _json(style), "fill": fill, "top": top, "bottom": bottom, "inset": inset,
        "walls": walls, "mark": mark,
    }  # fmt: skip


def carry(
    amounts: Sequence[Token | None], before: Token | None, after: Token | None, *, columns: int, style: Style | None
) -> Node:
    """Sums carried over a break of pages. amounts[i]: after item i; columns: how many the amount may cover."""
    return {"amounts": list(amounts), "before": before, "after": after, "columns": columns, "style": _json(style)}


def grid(
    rows: Sequence[Node],
    columns: Sequence[Width],
    *,
    aligns: Sequence[str] = (),
    head: Sequence[Node] = (),
    walls: Sequence[Stroke | None] = (),
    inset: tuple[float, float] = (0, 0),
    gutter: float = 0,
    wide: bool = True,
    breakable: bool = False,
    repeat: bool = True,
    carried: Node | None = None,
) -> Node:
    """A table. walls: the rules left of each column and right of the last. head: repeated on each page it covers."""
    return {
        "node": "grid", "rows": list(rows), "columns": list(columns), "aligns": list(aligns) or ["left"] * len(columns),
        "head": list(head), "walls": list(walls), "inset": inset, "gutter": gutter, "wide": wide,
        "breakable": breakable, "repeat": repeat, "carry": carried,
    }  # fmt: skip


def _json(style: Style | None) -> dict[str, Any] | None:
    return dict(style) if style else None

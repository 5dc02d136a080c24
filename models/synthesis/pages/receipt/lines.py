"""What a receipt is made of: lines whose segments stand at columns, gaps, rules and pictures.

The functions here make the elements that receipt.typ draws, as JSON. A column is as wide as a character of a till.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docfields.models.synthesis.pages.typeset import Token

Element = dict[str, Any]
"""One entry of `data.elements` of receipt.typ."""

Parts = list[list[Any]]
"""Tokens that follow one another, each with the columns between it and the one before."""

Align = Literal["left", "center", "right"]


def columns_of(text: str) -> int:
    """Columns that a text takes: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns, broken between words, and anywhere in Chinese and in longer words."""
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if columns_of(joined) <= columns:
            line = joined
            continue
        if line and columns_of(word) <= columns:
            lines.append(line)
            line = word
            continue
        line = joined
        while columns_of(line) > columns:
            head = clip(line, columns)
            lines.append(head)
            line = line[len(head) :].strip()
    return [*lines, line] if line else lines


def clip(text: str, columns: int) -> str:
    """As much of a text as fits, at least a character."""
    kept = ""
    for character in text:
        if kept and columns_of(kept + character) > columns:
            break
        kept += character
    return kept.rstrip()


def joined(tokens: Iterable[Token | None], gap: float = 1) -> Parts:
    """Tokens with a gap between; none is left out."""
    parts: Parts = []
    for token in tokens:
        if token is not None:
            parts.append([token, gap if parts else 0])
    return parts


def extended(parts: Parts, more: Parts, gap: float = 1) -> Parts:
    """Parts followed by others after a gap."""
    if not parts or not more:
        return parts or more
    return [*parts, [more[0][0], gap], *more[1:]]


def parts_width(parts: Parts) -> int:
    """In columns."""
    return sum(columns_of(str(token["t"])) + gap for token, gap in parts)


@dataclass(frozen=True, slots=True)
class Segment:
    """Some parts within a room of columns. style: see `styled` of receipt.typ."""

    parts: Parts
    start: float
    room: float
    align: Align = "left"
    style: Mapping[str, Any] | None = None

    def json(self) -> Element:
        return {"p": self.parts, "x": self.start, "w": self.room, "a": self.align, **(self.style or {})}


def line(*segments: Segment, height: float = 1, style: Mapping[str, Any] | None = None) -> Element:
    """One line of print. style: of all its segments; letters twice as tall need twice the height."""
    style = dict(style or {})
    height *= max(1.0, style.get("tall", 1) * style.get("size", 1) * 0.94)
    return {"k": "line", "h": height, "s": [segment.json() for segment in segments if segment.parts], "style": style}


def text_line(
    parts: Parts, columns: float, align: Align = "left", *, start: float = 0, style: Mapping[str, Any] | None = None
) -> Element:
    """A line of one segment between two columns."""
    return line(Segment(parts, start, columns - start, align), style=style)


def gap(height: float) -> Element:
    """An empty strip, in lines."""
    return {"k": "gap", "h": height}


def rule(style: str, *, height: float = 1, start: float = 0, room: float | None = None) -> Element:
    """A line drawn across. style: see `stroke-of` of receipt.typ."""
    element = {"k": "rule", "style": style, "h": height, "x": start}
    return element if room is None else {**element, "w": room}


def picture(kind: str, svg: str, width: float, height: float, align: Align = "center") -> Element:
    """An SVG that is recorded as a place. width, height: in points."""
    return {"k": "picture", "kind": kind, "svg": svg, "w": width, "h": height, "a": align}


def columns(parts: Sequence[tuple[float, Sequence[Element]]], between: float = 1) -> Element:
    """Elements side by side. parts: the room of each in columns, and what stands there."""
    return {"k": "columns", "gap": between, "parts": [{"w": room, "body": list(body)} for room, body in parts]}


def frame(body: Sequence[Element], room: float) -> Element:
    """Elements with a box around."""
    return {"k": "frame", "w": room, "body": list(body)}


def structure(elements: Iterable[Element]) -> list[Any]:
    """What a layout is, without its texts: places, alignments and styles of all lines; for counting layouts."""
    found: list[Any] = []
    for element in elements:
        if element["k"] == "line":
            segments = [(part["a"], round(part["x"]), len(part["p"])) for part in element["s"]]
            found.append((segments, sorted(element["style"])))
        elif element["k"] == "columns":
            found.append([structure(part["body"]) for part in element["parts"]])
        else:
            found.append([element["k"], element.get("style"), element.get("kind"), element.get("frame")])
    return found

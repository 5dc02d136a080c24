"""A document with its truth, and how both are written as a gold folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from docfields.document import Quad
from docfields.schemas.extraction import Kind

Suffix = Literal[".pdf", ".png", ".jpg"]

Medium = Literal["paper", "thermal", "dot_matrix", "card", "booklet"]
"""What a document is printed on: decides which damages and captures are likely."""

Edge = tuple[float, float, float, float]
"""The line between two characters: x and y of its upper end, x and y of its lower end."""

MapPoints = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""(N, 2) points of one picture to (N, 2) points of another."""


@dataclass(frozen=True, slots=True)
class TruthWord:
    """A word as it is read.

    field: whose value it belongs to, where it does. label: the field that it announces ("" for a label
    of something that is no field). edges: the n + 1 lines that bound its n characters, in reading order.
    """

    text: str
    quad: Quad
    page: int
    line: int
    field: str | None = None
    label: str | None = None
    edges: tuple[Edge, ...] = ()

    def characters(self) -> tuple[Quad, ...]:
        """A quad a character, clockwise from its top left; none where edges are not known."""
        return tuple(
            Quad(((a[0], a[1]), (b[0], b[1]), (b[2], b[3]), (a[2], a[3])))
            for a, b in zip(self.edges, self.edges[1:], strict=False)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands that is no text: portrait, ghost_portrait, signature, logo, stamp, barcode, qr,
    mrz, chip, photo, check_box; in pictures also sheet and card, the outlines of what was printed."""

    kind: str
    quad: Quad
    page: int


@dataclass(frozen=True, slots=True)
class TruthCell:
    """A cell of a table: the quad around its text, and the indices of its words. Row 0 is the head."""

    row: int
    column: int
    quad: Quad
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TruthTable:
    """A table, or what of it stands on one page."""

    page: int
    cells: tuple[TruthCell, ...]


Link = tuple[tuple[int, ...], tuple[int, ...]]
"""A label's words and its value's words, as indices."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What a document says.

    fields: normalised values by name. printed: the same as they stand on the page.
    ignore: fields that the page shows in a way that leaves open whether they count.
    size: of the picture in pixels, or of the first PDF page in points.
    broken: fields whose value fails its check digit or sum, on purpose.
    """

    kind: Kind
    group: str
    capture: str
    size: tuple[float, float]
    fields: Mapping[str, str]
    printed: Mapping[str, str]
    words: tuple[TruthWord, ...]
    line_items: tuple[Mapping[str, str], ...] = ()
    taxes: tuple[Mapping[str, str], ...] = ()
    ignore: tuple[str, ...] = ()
    pages: int = 1
    language: str | None = None
    links: tuple[Link, ...] = ()
    tables: tuple[TruthTable, ...] = ()
    places: tuple[Place, ...] = ()
    broken: tuple[str, ...] = ()

    def recaptured(
        self,
        capture: str,
        size: tuple[float, float],
        maps: Sequence[MapPoints],
        onto: Sequence[int] | None = None,
    ) -> Truth:
        """The same pages under another camera: `maps[page]` takes a page's points to picture `onto[page]`.

        size: of the first picture. onto: all pages onto one picture where it is not given.
        """
        onto = onto or [0] * self.pages
        corners = _moved(
            [point for quad in self._quads() for point in quad.points],
            [page for page in self._quad_pages() for _ in range(4)],
            maps,
        )
        ends = _moved(
            [point for word in self.words for edge in word.edges for point in (edge[:2], edge[2:])],
            [word.page for word in self.words for _ in range(2 * len(word.edges))],
            maps,
        )
        quads = (Quad.from_array(corners[index : index + 4]) for index in range(0, len(corners), 4))
        edges: Iterator[Edge] = ((a, b, c, d) for a, b, c, d in ends.reshape(-1, 4).tolist())
        words = tuple(
            replace(word, quad=next(quads), page=onto[word.page], edges=tuple(islice(edges, len(word.edges))))
            for word in self.words
        )
        places = tuple(replace(place, quad=next(quads), page=onto[place.page]) for place in self.places)
        tables = tuple(
            TruthTable(onto[table.page], tuple(replace(cell, quad=next(quads)) for cell in table.cells))
            for table in self.tables
        )
        pages = max(onto) + 1
        return replace(self, capture=capture, size=size, words=words, places=places, tables=tables, pages=pages)

    def _quads(self) -> list[Quad]:
        quads = [word.quad for word in self.words] + [place.quad for place in self.places]
        return quads + [cell.quad for table in self.tables for cell in table.cells]

    def _quad_pages(self) -> list[int]:
        pages = [word.page for word in self.words] + [place.page for place in self.places]
        return pages + [table.page for table in self.tables for _ in table.cells]


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document as it leaves the printer. truth: in points of the PDF's pages.

    relief: a PDF with the same pages whose ink says where the print is raised (embossed cards).
    """

    pdf: bytes
    truth: Truth
    medium: Medium = "paper"
    relief: bytes | None = None


@dataclass(frozen=True, slots=True)
class SyntheticDocument:
    """A file's bytes and its truth. name: without suffix."""

    name: str
    suffix: Suffix
    content: bytes
    truth: Truth


def to_json(truth: Truth) -> str:
    """The truth of a gold folder: one key a line, one word a line, so that differences can be read."""
    entries: dict[str, Any] = {
        "kind": truth.kind,
        "group": truth.group,
        "capture": truth.capture,
        "size": [_round(side) for side in truth.size],
        "pages": truth.pages,
        "language": truth.language,
        "fields": dict(truth.fields),
        "printed": dict(truth.printed),
        "line_items": [dict(item) for item in truth.line_items],
        "taxes": [dict(tax) for tax in truth.taxes],
        "ignore": list(truth.ignore),
        "broken": list(truth.broken),
        "places": [{"kind": place.kind, "quad": _points(place.quad), "page": place.page} for place in truth.places],
        "tables": [_table(table) for table in truth.tables],
        "links": [{"key": list(key), "value": list(value)} for key, value in truth.links],
    }
    always = ("kind", "group", "capture", "size", "pages", "fields", "printed", "ignore")
    parts = [f" {json.dumps(key)}: {_block(value)}" for key, value in entries.items() if value or key in always]
    rows = ",\n  ".join(json.dumps(_word(word), ensure_ascii=False) for word in truth.words)
    parts.append(f' "words": [\n  {rows}\n ]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write_document(document: SyntheticDocument, folder: Path) -> None:
    """Writes a document and its truth beside it."""
    (folder / f"{document.name}{document.suffix}").write_bytes(document.content)
    (folder / f"{document.name}.json").write_text(to_json(document.truth), encoding="utf-8", newline="\n")


def write_folder(documents: Iterable[SyntheticDocument], folder: Path) -> int:
    """Writes each document and its truth beside it; gives their number."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for document in documents:
        write_document(document, folder)
        count += 1
    return count


def _moved(points: Sequence[Sequence[float]], pages: Sequence[int], maps: Sequence[MapPoints]) -> NDArray[np.float64]:
    """All points in one call a page: a map of a bent sheet costs more to start than to run."""
    array = np.array(points, np.float64).reshape(-1, 2)
    of_page = np.array(pages)
    moved = np.empty_like(array)
    for page in dict.fromkeys(pages):
        chosen = of_page == page
        moved[chosen] = maps[page](array[chosen])
    return moved


def _block(value: Any) -> str:
    """Short values on one line, a mapping's entries or a list's mappings one a line."""
    if isinstance(value, dict) and value:
        rows = (f"  {json.dumps(key)}: {json.dumps(item, ensure_ascii=False)}" for key, item in value.items())
        return "{\n" + ",\n".join(rows) + "\n }"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n  " + ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n ]"
    return json.dumps(value, ensure_ascii=False)


def _table(table: TruthTable) -> dict[str, Any]:
    cells = [
        {"row": cell.row, "column": cell.column, "quad": _points(cell.quad), "words": list(cell.words)}
        for cell in table.cells
    ]
    return {"page": table.page, "cells": cells}


def _word(word: TruthWord) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "text": word.text,
        "quad": _points(word.quad),
        "page": word.page,
        "line": word.line,
    }
    if word.field:
        entry["field"] = word.field
    if word.label is not None:
        entry["label"] = word.label
    if word.edges:
        entry["edges"] = [[_round(number) for number in edge] for edge in word.edges]
    return entry


def _points(quad: Quad) -> list[list[float | int]]:
    return [[_round(x), _round(y)] for x, y in quad.points]


def _round(number: float) -> float | int:
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded

"""Gold folders: documents with their truth beside them (NAME.pdf and NAME.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docfields.schemas.errors import Damaged, NotFound
from docfields.schemas.extraction import Kind

from ..document import Line, Quad, TextPage, Word

DOCUMENT_SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".heic")


@dataclass(frozen=True, slots=True)
class GoldWord:
    """A word of the truth, or a whole line where the folder boxes lines; quad None: place unknown."""

    text: str
    quad: Quad | None
    page: int
    line: int | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document with its truth. fields: normalised values by path; ignore: paths not judged."""

    path: Path
    kind: Kind
    group: str
    capture: str
    size: tuple[float, float]
    fields: Mapping[str, str]
    line_items: tuple[Mapping[str, str], ...] | None
    ignore: frozenset[str]
    words: tuple[GoldWord, ...]
    boxes_are_lines: bool
    links: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = field(default=())


def paths(folder: Path) -> list[Path]:
    """The documents of a gold folder in the order of their names. Raises NotFound for none."""
    entries = folder.iterdir() if folder.is_dir() else ()
    found = sorted(
        path for path in entries if path.suffix.lower() in DOCUMENT_SUFFIXES and path.with_suffix(".json").exists()
    )
    if not found:
        raise NotFound(
            "no document with its truth (NAME.json) is here", source=str(folder), remedy="Give a gold folder."
        )
    return found


def documents(folder: Path) -> Iterator[GoldDocument]:
    """The documents of a gold folder with their truth. Raises NotFound for none."""
    for path in paths(folder):
        yield read_document(path)


def read_document(path: Path) -> GoldDocument:
    """One document's truth. Raises Damaged where the JSON is not what a gold folder holds."""
    truth_path = path.with_suffix(".json")
    try:
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        return GoldDocument(
            path=path,
            kind=truth["kind"],
            group=truth["group"],
            capture=truth.get("capture", ""),
            size=(float(truth["size"][0]), float(truth["size"][1])),
            fields={name: str(value) for name, value in truth["fields"].items()},
            line_items=_line_items(truth.get("line_items")),
            ignore=frozenset(truth.get("ignore", ())),
            words=tuple(_word(word) for word in truth.get("words", ())),
            boxes_are_lines=truth.get("boxes") == "lines",
            links=tuple((tuple(link["key"]), tuple(link["value"])) for link in truth.get("links", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(
            f"not the truth of a gold folder ({type(error).__name__})",
            source=str(truth_path),
            remedy="See the documentation of gold folders.",
        ) from error


def _line_items(items: Sequence[Mapping[str, Any]] | None) -> tuple[Mapping[str, str], ...] | None:
    if items is None:
        return None
    return tuple({part: str(value) for part, value in item.items()} for item in items)


def _word(word: Mapping[str, Any]) -> GoldWord:
    points = word.get("quad")
    quad = None if points is None else Quad(tuple((float(x), float(y)) for x, y in points))  # type: ignore[arg-type]
    return GoldWord(word["text"], quad, word.get("page", 0), word.get("line"))


COLUMN_GAP = 1.5
"""Words of one row stand in one line until a gap of so many times their height."""

ROW_OVERLAP = 0.5
"""Words stand in one row where they share this part of the lower one's height."""


def text_pages(document: GoldDocument) -> tuple[TextPage, ...]:
    """The truth's own words as pages, so that linking is measured apart from reading.

    Words without a place are left out. A box that holds a whole line is cut into words in
    proportion to their characters; single words are put into lines by their places.
    """
    by_page: dict[int, list[GoldWord]] = {}
    for word in document.words:
        if word.quad is not None and word.text.strip():
            by_page.setdefault(word.page, []).append(word)
    width, height = document.size
    return tuple(
        TextPage(
            index=index,
            width=width,
            height=height,
            lines=_lines(words, boxes_are_lines=document.boxes_are_lines),
            text_from="text",
            source_size=document.size,
        )
        for index, words in sorted(by_page.items())
    )


def _lines(gold_words: Sequence[GoldWord], *, boxes_are_lines: bool) -> tuple[Line, ...]:
    cut = [_cut(word.text, word.quad) for word in gold_words if word.quad is not None]
    if boxes_are_lines:
        return tuple(_line(words) for words in cut)
    rows: list[list[Word]] = []
    for word in sorted((word for words in cut for word in words), key=lambda word: word.quad.left):
        row = next((row for row in rows if _continues(row[-1].quad, word.quad)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = [_line(row) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.quad.center[1], line.quad.left)))


def _continues(before: Quad, after: Quad) -> bool:
    shared = min(before.bottom, after.bottom) - max(before.top, after.top)
    height = min(before.height, after.height)
    return shared >= ROW_OVERLAP * height and after.left - before.right <= COLUMN_GAP * height


def _line(words: Sequence[Word]) -> Line:
    return Line(tuple(words), Quad.around([word.quad for word in words]))


def _cut(text: str, quad: Quad) -> list[Word]:
    a, b, c, d = quad.to_array()
    words, start = [], 0
    for part in text.split(" "):
        if part:
            left, right = start / len(text), (start + len(part)) / len(text)
            corners = (a + (b - a) * left, a + (b - a) * right, d + (c - d) * right, d + (c - d) * left)
            words.append(Word(part, Quad(tuple((float(x), float(y)) for x, y in corners))))  # type: ignore[arg-type]
        start += len(part) + 1
    return words

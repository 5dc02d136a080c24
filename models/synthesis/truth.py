"""A document with its truth, and how both are written as a gold folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from docfields.document import Quad
from docfields.schemas.extraction import Kind

Suffix = Literal[".pdf", ".png", ".jpg"]


@dataclass(frozen=True, slots=True)
class TruthWord:
    """A word as it is read. field: which field's value it belongs to, where it does."""

    text: str
    quad: Quad
    page: int
    line: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What a document says.

    fields: normalised values by name. printed: the same as they stand on the page.
    ignore: fields that the page shows in a way that leaves open whether they count.
    size: of the picture in pixels, or of the first PDF page in points.
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

    def recaptured(self, capture: str, size: tuple[float, float], place: Callable[[Quad], Quad]) -> Truth:
        """The same page under another camera: `place` maps its quads to the new picture."""
        words = tuple(replace(word, quad=place(word.quad)) for word in self.words)
        return replace(self, capture=capture, size=size, words=words)


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
    }
    optional = ("language", "line_items", "taxes")
    parts = [f" {json.dumps(key)}: {_block(value)}" for key, value in entries.items() if value or key not in optional]
    rows = ",\n  ".join(json.dumps(_word(word), ensure_ascii=False) for word in truth.words)
    parts.append(f' "words": [\n  {rows}\n ]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write_folder(documents: Iterable[SyntheticDocument], folder: Path) -> int:
    """Writes each document and its truth beside it; gives their number."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for document in documents:
        (folder / f"{document.name}{document.suffix}").write_bytes(document.content)
        (folder / f"{document.name}.json").write_text(to_json(document.truth), encoding="utf-8", newline="\n")
        count += 1
    return count


def _block(value: Any) -> str:
    """Short values on one line, a mapping's entries or a list's mappings one a line."""
    if isinstance(value, dict) and value:
        rows = (f"  {json.dumps(key)}: {json.dumps(item, ensure_ascii=False)}" for key, item in value.items())
        return "{\n" + ",\n".join(rows) + "\n }"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n  " + ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n ]"
    return json.dumps(value, ensure_ascii=False)


def _word(word: TruthWord) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "text": word.text,
        "quad": [[_round(x), _round(y)] for x, y in word.quad.points],
        "page": word.page,
        "line": word.line,
    }
    if word.field:
        entry["field"] = word.field
    return entry


def _round(number: float) -> float | int:
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded

"""Extractions as dataframes with a fixed Arrow schema, and as csv and parquet files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from docfields.schemas import RECORDS, FieldType, field_types, flatten, value_text
from docfields.schemas.extraction import Extraction, QuadPoints

if TYPE_CHECKING:
    import pandas
    import pyarrow

FrameName = Literal["documents", "fields", "lines", "pairs"]
FRAME_NAMES: tuple[FrameName, ...] = ("documents", "fields", "lines", "pairs")

MONEY = (38, 6)
"""Precision and scale of amounts: decimal128, exact."""

CHUNK_DOCUMENTS = 1000
"""Files are written in pieces of this many documents, so that a run's size does not set its memory."""


QUAD_COLUMNS = ("x0", "y0", "x1", "y1", "x2", "y2", "x3", "y3")
"""Corners clockwise from the top left of the text, in pixels or points of the source."""


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """documents: one row a document, a column a field. fields: one row a value, with its evidence.
    lines: one row a line item. pairs: one row a generic key and value."""

    documents: pandas.DataFrame
    fields: pandas.DataFrame
    lines: pandas.DataFrame
    pairs: pandas.DataFrame


def to_frames(extractions: Iterable[Extraction]) -> Frames:
    """Dataframes with Arrow types; their columns never depend on the documents."""
    kept = list(extractions)
    return Frames(**{name: _table(name, kept).to_pandas(types_mapper=_pandas_type) for name in FRAME_NAMES})


def _pandas_type(arrow_type: pyarrow.DataType) -> Any:
    """Texts as pandas' own strings (their .str methods need it), all else as Arrow has it."""
    import pandas
    import pyarrow

    return pandas.StringDtype() if pyarrow.types.is_string(arrow_type) else pandas.ArrowDtype(arrow_type)


def write(extractions: Iterable[Extraction], path: Path, form: Literal["csv", "parquet"]) -> list[Path]:
    """Write all frames: PATH holds the documents, PATH with .fields, .lines and .pairs the others.

    Each file is written under a temporary name and renamed at the end, so that a reader never sees
    half a file. Returns the paths written.
    """
    targets = {name: frame_path(path, name) for name in FRAME_NAMES}
    partial = {name: target.with_name(f".{target.name}.partial") for name, target in targets.items()}
    writers: dict[FrameName, Any] = {}
    try:
        for name in FRAME_NAMES:
            writers[name] = _writer(partial[name], _schema(name), form)
        for chunk in _chunks(extractions):
            for name in FRAME_NAMES:
                writers[name].write_table(_table(name, chunk))
    except BaseException:
        for name, writer in writers.items():
            writer.close()
            partial[name].unlink(missing_ok=True)
        raise
    for name, writer in writers.items():
        writer.close()
        partial[name].replace(targets[name])
    return list(targets.values())


def frame_path(path: Path, name: FrameName) -> Path:
    """The file of one frame: report.csv -> report.csv, report.fields.csv, report.lines.csv ..."""
    return path if name == "documents" else path.with_suffix(f".{name}{path.suffix}")


def _writer(path: Path, schema: pyarrow.Schema, form: Literal["csv", "parquet"]) -> Any:
    if form == "csv":
        from pyarrow import csv

        return csv.CSVWriter(path, schema)
    from pyarrow import parquet

    return parquet.ParquetWriter(path, schema)


def _chunks(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    remaining = iter(extractions)
    while chunk := list(islice(remaining, CHUNK_DOCUMENTS)):
        yield chunk


def _table(name: FrameName, extractions: list[Extraction]) -> pyarrow.Table:
    import pyarrow

    rows = [row for extraction in extractions for row in _ROWS[name](extraction)]
    return pyarrow.Table.from_pylist(rows, schema=_schema(name))


def _key(extraction: Extraction) -> dict[str, Any]:
    return {"source": extraction.source, "part": extraction.part.index, "kind": extraction.kind}


def _document_rows(extraction: Extraction) -> Iterator[dict[str, Any]]:
    columns = _document_columns()
    values = flatten(extraction.record) if extraction.record is not None else {}
    yield {
        **_key(extraction),
        "needs_review": extraction.needs_review,
        "issues": " ".join(sorted({issue.code for issue in extraction.issues})),
        "error": extraction.error.code if extraction.error else None,
        **{path: _cell(value, columns[path]) for path, value in values.items() if path in columns},
    }


def _field_rows(extraction: Extraction) -> Iterator[dict[str, Any]]:
    for path, evidence in extraction.evidence.items():
        yield {
            **_key(extraction),
            "field": path,
            "value": as_text(evidence.value),
            "printed": evidence.printed,
            "label": evidence.label,
            "page": evidence.page,
            **dict(zip(QUAD_COLUMNS, _coordinates(evidence.quad), strict=True)),
            "score": evidence.score,
            "confidence": evidence.confidence,
            "accepted": evidence.accepted,
            "origin": evidence.origin,
            "failed_checks": " ".join(check.name for check in evidence.checks if not check.passed),
            "corrected_from": evidence.corrected_from,
        }


def _coordinates(quad: QuadPoints | None) -> list[float | None]:
    return [None] * len(QUAD_COLUMNS) if quad is None else [c for point in quad for c in point]


def _line_rows(extraction: Extraction) -> Iterator[dict[str, Any]]:
    columns = _line_columns()
    for index, item in enumerate(getattr(extraction.record, "line_items", ())):
        values = flatten(item)
        yield {
            **_key(extraction),
            "line": index,
            **{path: _cell(value, columns[path]) for path, value in values.items() if path in columns},
        }


def _pair_rows(extraction: Extraction) -> Iterator[dict[str, Any]]:
    for pair in extraction.pairs:
        yield {
            **_key(extraction),
            "page": pair.page,
            "key": pair.key,
            "value": pair.value,
            "score": pair.score,
        }


_ROWS = {"documents": _document_rows, "fields": _field_rows, "lines": _line_rows, "pairs": _pair_rows}


def as_text(value: object) -> str | None:
    """A value as frames, csv and jsonl write it: dates ISO, amounts as plain decimals."""
    if value is None:
        return None
    if isinstance(value, str | date | Decimal):
        return value_text(value)
    return json.dumps(value, ensure_ascii=False, default=str)


ColumnType = Literal["money", "date", "text"]


def _cell(value: object, column: ColumnType) -> object:
    if value is None or value == "":
        return None
    if column == "text":
        return as_text(value)
    if column == "money" and isinstance(value, Decimal):
        return value if abs(value) < Decimal(10) ** (MONEY[0] - MONEY[1]) else None
    return value


def _column_type(field_type: FieldType) -> ColumnType:
    if field_type in (FieldType.AMOUNT, FieldType.QUANTITY, FieldType.PERCENT, FieldType.NUMBER):
        return "money"
    return "date" if field_type is FieldType.DATE else "text"


@cache
def _document_columns() -> Mapping[str, ColumnType]:
    """Every field of every kind that is no list, in the order of the schemas."""
    return {
        path: _column_type(field_type)
        for kind in RECORDS
        for path, field_type in field_types(kind).items()
        if "[" not in path
    }


@cache
def _line_columns() -> Mapping[str, ColumnType]:
    prefix = "line_items[]."
    return {
        path.removeprefix(prefix): _column_type(field_type)
        for kind in RECORDS
        for path, field_type in field_types(kind).items()
        if path.startswith(prefix)
    }


@cache
def _schema(name: FrameName) -> pyarrow.Schema:
    import pyarrow as pa

    types = {"money": pa.decimal128(*MONEY), "date": pa.date32(), "text": pa.string()}
    key = [("source", pa.string()), ("part", pa.int32()), ("kind", pa.string())]
    if name == "documents":
        fixed = [("needs_review", pa.bool_()), ("issues", pa.string()), ("error", pa.string())]
        return pa.schema(key + fixed + [(path, types[column]) for path, column in _document_columns().items()])
    if name == "lines":
        return pa.schema(
            [*key, ("line", pa.int32())] + [(path, types[column]) for path, column in _line_columns().items()]
        )
    if name == "pairs":
        return pa.schema(
            [
                *key,
                ("page", pa.int32()),
                ("key", pa.string()),
                ("value", pa.string()),
                ("score", pa.float64()),
            ]
        )
    return pa.schema(
        [
            *key,
            ("field", pa.string()),
            ("value", pa.string()),
            ("printed", pa.string()),
            ("label", pa.string()),
            ("page", pa.int32()),
            *((column, pa.float64()) for column in QUAD_COLUMNS),
            ("score", pa.float64()),
            ("confidence", pa.float64()),
            ("accepted", pa.bool_()),
            ("origin", pa.string()),
            ("failed_checks", pa.string()),
            ("corrected_from", pa.string()),
        ]
    )

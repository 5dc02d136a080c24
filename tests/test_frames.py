"""Frames: exact amounts, fixed columns, files that are whole or not there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import docfields
from docfields.frames import FRAME_NAMES, frame_path, write
from docfields.schemas.extraction import Extraction


def test_one_row_a_document_and_one_a_line(invoice: Extraction, card: Extraction, failed: Extraction) -> None:
    frames = docfields.to_frames([invoice, card, failed])
    assert list(frames.documents["source"]) == ["invoice.pdf", "card.png", "broken.pdf"]
    assert frames.documents["total"][0] == Decimal("119.000000")
    assert frames.documents["error"][2] == "damaged"
    assert list(frames.lines["description"]) == ["Pen", "Ink"]
    assert frames.lines["amount"].sum() == Decimal("100")
    assert set(frames.fields["field"]) >= {"seller.name", "holder", "line_items[1].amount"}
    assert list(frames.pairs["key"]) == ["Customer"]


def test_columns_and_types_never_depend_on_the_documents(invoice: Extraction) -> None:
    empty, filled = docfields.to_frames([]), docfields.to_frames([invoice])
    for name in FRAME_NAMES:
        assert list(getattr(empty, name).dtypes.items()) == list(getattr(filled, name).dtypes.items())
    assert empty.documents["total"].dtype.pyarrow_dtype == pa.decimal128(38, 6)


def test_parquet_keeps_amounts_exact(invoice: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    assert write([invoice], path, "parquet") == [frame_path(path, name) for name in FRAME_NAMES]
    table = parquet.read_table(path)
    assert table.schema.field("total").type == pa.decimal128(38, 6)
    assert table["total"][0].as_py() == Decimal("119")


def test_csv_has_one_file_a_frame(invoice: Extraction, tmp_path: Path) -> None:
    write([invoice], tmp_path / "out.csv", "csv")
    assert csv.read_csv(tmp_path / "out.lines.csv")["description"].to_pylist() == ["Pen", "Ink"]


def test_nothing_is_left_of_a_run_that_breaks(invoice: Extraction, tmp_path: Path) -> None:
    def broken() -> object:
        yield invoice
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(broken(), tmp_path / "out.csv", "csv")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []

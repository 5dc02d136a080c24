"""The journal: what goes in comes out, and a killed run's half line does not count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docfields import journal
from docfields.schemas.errors import Damaged, OptionError
from docfields.schemas.extraction import Extraction


def write(path: Path, *extractions: Extraction) -> None:
    path.write_text("".join(journal.to_json(one) + "\n" for one in extractions), encoding="utf-8")


def test_round_trip(invoice: Extraction, failed: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    write(path, invoice, failed)
    back = list(journal.read(path))
    assert [journal.to_json(one) for one in back] == [journal.to_json(invoice), journal.to_json(failed)]
    assert back[0].record == invoice.record


def test_an_object_has_the_documented_keys(invoice: Extraction, failed: Extraction) -> None:
    written = json.loads(journal.to_json(invoice))
    assert list(written) == [
        "source", "part", "kind", "record", "evidence", "issues", "pairs", "tables", "pages", "needs_review",
    ]  # fmt: skip
    assert written["record"]["total"] == "119.00" and written["record"]["issue_date"] == "2024-03-01"
    assert json.loads(journal.to_json(failed)) == {
        "source": "broken.pdf",
        "error": {"code": "damaged", "message": "broken.pdf: cut off"},
    }


def test_a_half_written_line_is_cut_off(invoice: Extraction, failed: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    write(path, invoice, failed)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:100])
    assert journal.resume(path, ["invoice.pdf", "broken.pdf", "next.pdf"]) == 2
    assert path.read_bytes() == whole


def test_resuming_with_no_journal_starts_at_the_beginning(tmp_path: Path) -> None:
    assert journal.resume(tmp_path / "none.jsonl", ["a.pdf"]) == 0


def test_a_journal_of_other_sources_is_refused(invoice: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    write(path, invoice)
    with pytest.raises(OptionError, match="another run"):
        journal.resume(path, ["other.pdf"])


def test_a_file_that_is_no_journal(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text("no json\n")
    with pytest.raises(Damaged, match="line 1"):
        list(journal.read(path))

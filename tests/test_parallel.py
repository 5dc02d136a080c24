"""Several processes give what one gives, in the same order; a dead worker ends nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docfields import journal, parallel
from docfields.parallel import extract_in_order
from docfields.pipeline import Options
from docfields.schemas.extraction import Extraction

SAMPLES = Path(__file__).parents[1] / "sample_docs"


def texts(results: list[list[Extraction]]) -> list[str]:
    return [journal.to_json(one) for part in results for one in part]


def test_two_workers_give_what_one_gives(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 cut off")
    sources = [str(SAMPLES / "invoice_en.pdf"), str(broken), str(SAMPLES / "invoice_fr.pdf")]
    one = list(extract_in_order(sources, Options(), workers=1))
    two = list(extract_in_order(sources, Options(), workers=2))
    assert texts(two) == texts(one)
    assert [part[0].error is None for part in one] == [True, False, True]


def die_at_the_second(source: str) -> list[Extraction]:
    if source.endswith("2"):
        os._exit(1)
    return [Extraction(source=source)]


def test_a_worker_that_dies_costs_its_own_document_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_extract", die_at_the_second)
    results = list(extract_in_order(["1", "2", "3", "4", "5"], Options(), workers=2))
    assert [part[0].source for part in results] == ["1", "2", "3", "4", "5"]
    assert [part[0].error.code if part[0].error else None for part in results] == [
        None,
        "worker_died",
        None,
        None,
        None,
    ]

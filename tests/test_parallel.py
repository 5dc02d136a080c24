"""Several processes give what one gives, in the same order; a dead worker ends nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docfields import journal, parallel
from docfields.parallel import extract_in_order, ocr_in_order
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


def test_two_workers_read_text_as_one_does(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    sources = [str(SAMPLES / "invoice_de_two_pages.pdf"), str(tmp_path / "broken.pdf"), str(SAMPLES / "bank_card.jpg")]
    one, two = (list(ocr_in_order(sources, Options(), workers=workers)) for workers in (1, 2))
    assert [page for part in two for page in part.pages] == [page for part in one for page in part.pages]
    assert [part.number for part in one if part.is_end] == [part.number for part in two] == [0, 1, 2]
    errors = [[str(part.error) for part in parts if part.error] for parts in (one, two)]
    assert errors[0] == errors[1] != []


def die_at_the_second(options: Options, source: str) -> list[Extraction]:
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

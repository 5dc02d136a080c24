"""Whole documents, from the file to the record, against golden files and against the truth.

DOCFIELDS_UPDATE_GOLDEN=1 rewrites the golden files; the run then fails, so that a green run never is one
that compared a result with itself.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import docfields
from docfields.evaluation import gold
from docfields.evaluation.evaluate import given_line_items, given_values
from docfields.evaluation.scoring import Counts, judge_fields, judge_line_items, total
from docfields.ocr import OcrOptions

ROOT = Path(__file__).parents[1]
SAMPLES = gold.paths(ROOT / "sample_docs")
UPDATING = bool(os.environ.get("DOCFIELDS_UPDATE_GOLDEN"))

LEAST_FIELD_F1 = 0.9
"""Over all samples together; they are clean, and what fails on them fails on real documents first."""

LEAST_LINE_ITEM_F1 = 0.9


@pytest.fixture(scope="module")
def extractions() -> dict[Path, docfields.Extraction]:
    # One engine for all machines: in bfloat16 two or three lines of a hundred are read otherwise.
    extractor = docfields.Extractor(docfields.Options(ocr=OcrOptions(engine="onnxruntime")))
    return {path: extractor.extract(path)[0] for path in SAMPLES}


def shown(extraction: docfields.Extraction) -> dict[str, object]:
    return {
        "kind": extraction.kind,
        "fields": given_values(extraction),
        "line_items": given_line_items(extraction),
        "issues": sorted(f"{issue.code} {issue.field or ''}".strip() for issue in extraction.issues),
        "origins": sorted({evidence.origin for evidence in extraction.evidence.values()}),
    }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_gives_what_its_golden_file_says(path: Path, extractions: dict[Path, docfields.Extraction]) -> None:
    golden = ROOT / "tests" / "golden" / f"{path.stem}.json"
    found = json.dumps(shown(extractions[path]), indent=1, ensure_ascii=False) + "\n"
    if UPDATING:
        golden.write_text(found, encoding="utf-8")
        pytest.fail("golden files were rewritten: look at the difference, then run without DOCFIELDS_UPDATE_GOLDEN")
    assert json.loads(found) == json.loads(golden.read_text(encoding="utf-8"))


def test_most_of_the_truth_is_found(extractions: dict[Path, docfields.Extraction]) -> None:
    fields, items = Counts(), Counts()
    for path, extraction in extractions.items():
        truth = gold.read_document(path)
        assert extraction.kind == truth.kind, path
        verdicts = judge_fields(truth.fields, given_values(extraction), truth.ignore, {truth.kind})
        fields += total(verdict.counts() for verdict in verdicts)
        if truth.line_items is not None:
            items += judge_line_items(truth.line_items, given_line_items(extraction), truth.ignore)
    assert fields.f1 >= LEAST_FIELD_F1
    assert items.f1 >= LEAST_LINE_ITEM_F1


def test_every_value_has_evidence_on_its_page(extractions: dict[Path, docfields.Extraction]) -> None:
    for path, extraction in extractions.items():
        sizes = {page.index: (page.width, page.height) for page in extraction.pages}
        for field, evidence in extraction.evidence.items():
            assert evidence.page is not None and evidence.quad is not None, (path, field)
            width, height = sizes[evidence.page]
            for x, y in evidence.quad:
                assert -0.02 * width <= x <= 1.02 * width and -0.02 * height <= y <= 1.02 * height, (path, field)

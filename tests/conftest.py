"""Invented extractions that several tests use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import settings

from docfields.schemas import record_from_values
from docfields.schemas.extraction import Check, Evidence, Extraction, Issue, Pair, SourceFailure

# No test is timed: what else the machine does must not fail one.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

QUAD = ((10.0, 10.0), (60.0, 10.0), (60.0, 20.0), (10.0, 20.0))


@pytest.fixture
def invoice() -> Extraction:
    values = {
        "number": "R-17",
        "issue_date": date(2024, 3, 1),
        "total": Decimal("119.00"),
        "seller.name": "Beispiel GmbH",
        "buyer.name": "Erika Beispiel",
        "line_items[0].description": "Pen",
        "line_items[0].amount": Decimal("60.00"),
        "line_items[1].description": "Ink",
        "line_items[1].amount": Decimal("40.00"),
    }
    return Extraction(
        source="invoice.pdf",
        kind="invoice",
        record=record_from_values("invoice", values),
        evidence={
            path: Evidence(value=value, printed=str(value), page=0, quad=QUAD, score=0.9, origin="text")
            for path, value in values.items()
        },
        issues=(Issue(code="missing_field", field="due_date", message="no due_date was found"),),
        pairs=(Pair(key="Customer", value="ERIKA  BEISPIEL", page=0, score=0.8),),
        needs_review=True,
    )


@pytest.fixture
def card() -> Extraction:
    values = {"number": "4000123456789017", "holder": "ERIKA BEISPIEL", "expiry": "2027-05"}
    evidence = {
        path: Evidence(value=value, printed=value, page=0, quad=QUAD, score=0.9) for path, value in values.items()
    }
    checked = evidence["number"].model_copy(update={"checks": (Check(name="luhn", passed=True),)})
    return Extraction(
        source="card.png",
        kind="bank_card",
        record=record_from_values("bank_card", values),
        evidence={**evidence, "number": checked},
    )


@pytest.fixture
def failed() -> Extraction:
    return Extraction(
        source="broken.pdf",
        error=SourceFailure(code="damaged", message="broken.pdf: cut off"),
        needs_review=True,
    )

"""Amounts that add up win; what does not agree becomes an issue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from docfields.document import Candidate, Quad, Readings, Value
from docfields.reconcile import reconcile
from docfields.schemas.extraction import Check, Origin


def value(
    field: str, content: Any, score: float = 0.9, origin: Origin = "ocr", checks: tuple[Check, ...] = ()
) -> Value:
    candidate = Candidate(field, str(content), 0, Quad.from_box(0, 0, 1, 1), score, origin)
    return Value(field, content, candidate, score, checks)


def readings(*values: Value) -> Readings:
    ranked: dict[str, tuple[Value, ...]] = {}
    for one in values:
        ranked[one.field] = (*ranked.get(one.field, ()), one)
    return Readings(tuple(ranked.items()))


def best(result: Readings) -> dict[str, Any]:
    return {field: values[0].value for field, values in result.values}


def codes(result: Readings) -> list[str]:
    return [issue.code for issue in result.issues]


def test_the_total_that_is_net_plus_tax_wins_against_a_higher_score() -> None:
    result = reconcile(
        readings(
            value("net_total", Decimal("100.00")),
            value("tax_total", Decimal("19.00")),
            value("total", Decimal("100.00"), 0.8),
            value("total", Decimal("119.00"), 0.7),
        ),
        "invoice",
    )
    assert best(result)["total"] == Decimal("119.00")
    assert codes(result) == []
    checks = {field: values[0].checks for field, values in result.values}
    assert checks["total"] == (Check(name="net_plus_tax", passed=True),)


def test_sums_that_cannot_agree_are_reported_and_left_alone() -> None:
    result = reconcile(
        readings(
            value("net_total", Decimal("100")),
            value("tax_total", Decimal("19")),
            value("total", Decimal("120")),
        ),
        "invoice",
    )
    assert best(result)["total"] == Decimal("120")
    assert codes(result) == ["sum_mismatch"]


def test_a_discount_may_be_in_the_net_amount_or_beside_it() -> None:
    for net in ("90", "100"):
        result = reconcile(
            readings(
                value("net_total", Decimal(net)),
                value("tax_total", Decimal("10")),
                value("discount", Decimal("10")),
                value("total", Decimal("100")),
            ),
            "invoice",
        )
        assert codes(result) == []


def test_line_items_are_summed() -> None:
    lines = [value("line_items[0].amount", Decimal("60")), value("line_items[1].amount", Decimal("40"))]
    good = reconcile(readings(*lines, value("net_total", Decimal("100"))), "invoice")
    assert codes(good) == []
    bad = reconcile(readings(*lines, value("net_total", Decimal("101"))), "invoice")
    assert codes(bad) == ["lines_sum_mismatch"]


def test_dates_out_of_order() -> None:
    result = reconcile(readings(value("issue_date", date(2024, 5, 1)), value("due_date", date(2024, 4, 1))), "invoice")
    assert codes(result) == ["date_order"]


def test_a_checked_zone_beats_a_printed_date_that_differs() -> None:
    printed = value("birth_date", date(1980, 8, 12), 0.9)
    zone = value("birth_date", date(1980, 8, 13), 0.8, "mrz", (Check(name="icao_9303", passed=True),))
    result = reconcile(readings(printed, zone), "identity")
    assert best(result)["birth_date"] == date(1980, 8, 13)
    assert codes(result) == ["mrz_mismatch"]


def test_a_printed_name_keeps_its_accents() -> None:
    result = reconcile(readings(value("surname", "ŠIMEK"), value("surname", "SIMEK", 0.8, "mrz")), "identity")
    assert best(result)["surname"] == "ŠIMEK"
    assert codes(result) == []


def test_names_agree_in_each_spelling_of_the_zone() -> None:
    for zone in ("MUELLER GROSS", "MULLER GROSS"):
        result = reconcile(readings(value("surname", "Müller-Groß"), value("surname", zone, 0.8, "mrz")), "identity")
        assert codes(result) == []

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


def receipt(**amounts: str) -> Readings:
    return reconcile(readings(*(value(field, Decimal(amount)) for field, amount in amounts.items())), "receipt")


def test_receipts_add_up_in_several_ways() -> None:
    assert codes(receipt(subtotal="10.00", tax="0.60", total="10.60")) == []
    assert codes(receipt(subtotal="10.60", tax="0.60", total="10.60")) == []  # prices with tax
    assert codes(receipt(subtotal="92.07", tax="4.51", discount="4.00", total="88.07")) == []
    assert codes(receipt(subtotal="10.63", tax="0.64", rounding="-0.02", total="11.25")) == []
    assert codes(receipt(subtotal="50.00", service_charge="5.00", tax="3.30", total="58.30")) == []
    assert codes(receipt(subtotal="50.00", tax="3.30", total="58.30")) == ["sum_mismatch"]


def test_prices_with_tax_do_not_choose_the_total() -> None:
    """Subtotal and total of one amount always agree; that would prove every wrong total."""
    result = reconcile(
        readings(
            value("subtotal", Decimal("10.00")),
            value("tax", Decimal("0.60")),
            value("total", Decimal("10.00"), 0.8),
            value("total", Decimal("10.60"), 0.7),
        ),
        "receipt",
    )
    assert best(result)["total"] == Decimal("10.60")


def test_an_empty_tender_proves_nothing() -> None:
    result = reconcile(
        readings(
            value("total", Decimal("169.00"), 0.9),
            value("total", Decimal("0.00"), 0.2),
            value("paid", Decimal("0.00")),
            value("change", Decimal("0.00")),
        ),
        "receipt",
    )
    assert best(result)["total"] == Decimal("169.00")
    assert codes(result) == []


def test_lines_of_a_receipt_are_before_tax_and_discount_or_after() -> None:
    lines = [value("line_items[0].amount", Decimal("6.00")), value("line_items[1].amount", Decimal("4.00"))]
    for fields in ({"total": "10.60", "tax": "0.60"}, {"total": "9.00", "discount": "1.00"}, {"total": "10.00"}):
        others = [value(field, Decimal(amount)) for field, amount in fields.items()]
        assert codes(reconcile(readings(*lines, *others), "receipt")) == []
    bad = reconcile(readings(*lines, value("total", Decimal("11.00"))), "receipt")
    assert codes(bad) == ["lines_sum_mismatch"]


def test_a_sure_total_stays_and_a_doubtful_part_proves_no_mismatch() -> None:
    """Only a part of this receipt is taxed."""
    result = reconcile(
        readings(
            value("subtotal", Decimal("21.84"), 0.4),
            value("tax", Decimal("1.31")),
            value("total", Decimal("50.60"), 0.9),
            value("total", Decimal("23.15"), 0.1),
        ),
        "receipt",
    )
    assert best(result)["total"] == Decimal("50.60")
    assert codes(result) == []

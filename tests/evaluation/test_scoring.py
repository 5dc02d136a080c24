"""When two values are the same, and what F1 makes of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.evaluation.scoring import (
    Counts,
    bootstrap,
    by_key,
    judge_fields,
    judge_line_items,
    macro_f1,
    normalise,
    word_counts,
)
from docfields.schemas import value_text


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("total", "12.50", "12.5"),
        ("total", "-0.00", "0"),
        ("line_items.quantity", "2", "2.000"),
        ("number", "RE-2024.17", "re 202417"),
        ("payment.iban", "DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
        ("seller.name", "ACME  Sdn. Bhd.", "acme sdn bhd"),
        ("seller.address", "1 Main St,\nSpringfield", "1 main st springfield"),
        ("line_items.description", "Blue pen", "BLUEPEN"),
        ("time", "12:30:59", "12:30"),
        ("seller.phone", "+49 (30) 123-456", "4930123456"),
    ],
)
def test_equal_after_normalisation(field: str, one: str, other: str) -> None:
    assert normalise(field, one) == normalise(field, other)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [("total", "12.50", "1250"), ("seller.name", "ACME", "ACNE"), ("issue_date", "2024-01-02", "2024-02-01")],
)
def test_different_after_normalisation(field: str, one: str, other: str) -> None:
    assert normalise(field, one) != normalise(field, other)


def test_values_are_written_as_the_truth_writes_them() -> None:
    assert value_text(date(2024, 3, 1)) == "2024-03-01"
    assert value_text(Decimal("1E+3")) == "1000"


def test_fields_of_the_wrong_kind_and_unknown_fields_count() -> None:
    verdicts = judge_fields(
        true={"total": "12.50", "date": "2024-03-01"},
        given={"total": "12.5", "number": "7", "change": "1.00", "seller.website": "example.org"},
        ignore=["change"],
        kinds=["receipt"],
    )
    counts = sum((verdict.counts() for verdict in verdicts), Counts())
    assert counts == Counts(right=1, given=2, true=2)
    assert counts.f1 == 0.5


def test_rows_are_aligned_in_order_before_their_parts_are_compared() -> None:
    true = [{"description": "Pen", "amount": "1.00"}, {"description": "Ink", "amount": "2.00"}]
    given = [
        {"description": "Heading"},
        {"description": "Pen", "amount": "1"},
        {"description": "lnk", "amount": "2.0"},
    ]
    assert judge_line_items(true, given, ignore=[]) == Counts(right=3, given=5, true=4)
    assert judge_line_items(true, given, ignore=["line_items.description"]) == Counts(right=2, given=2, true=2)
    assert judge_line_items(true, given, ignore=["line_items"]) == Counts()


@given(st.lists(st.fixed_dictionaries({"description": st.text("ab", min_size=1, max_size=2)}), max_size=6))
def test_a_perfect_table_is_all_right(items: list[dict[str, str]]) -> None:
    counts = judge_line_items(items, items, ignore=[])
    assert counts == Counts(len(items), len(items), len(items))


def test_macro_f1_weighs_groups_alike() -> None:
    groups = by_key([("a", Counts(9, 10, 10)), ("b", Counts(0, 1, 1)), ("a", Counts(1, 0, 0))])
    assert macro_f1(groups) == 0.5
    interval = bootstrap(groups)
    assert interval.low == 0.0 and interval.high == 1.0


def test_words_are_bags() -> None:
    assert word_counts(["TOTAL 5.00", "total"], ["Total 5.00"]) == Counts(right=2, given=2, true=3)

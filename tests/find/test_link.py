"""Which value a label announces: after it, right of it, under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from docfields.document import Candidate, TextPage
from docfields.find.link import FieldRule, link, spot_identifier, spot_text
from docfields.notation import amounts, dates

Make = Callable[..., TextPage]

RULES = (
    FieldRule("number", ("number",), spot_identifier),
    FieldRule("issue_date", ("issue_date",), dates.find),
    FieldRule("due_date", ("due_date",), dates.find),
    FieldRule("net_total", ("net_total",), amounts.find, prefer="last"),
    FieldRule("tax_total", ("tax_total",), amounts.find, prefer="last"),
    FieldRule("total", ("total",), amounts.find, prefer="last"),
)


def best(candidates: Sequence[Candidate], field: str) -> str | None:
    found = [candidate for candidate in candidates if candidate.field == field]
    return max(found, key=lambda candidate: candidate.score).text if found else None


def test_rest_of_the_line(make_page: Make) -> None:
    candidates = link(make_page([(40, 40, "Invoice number: INV-17")]), RULES, "invoice")
    assert best(candidates, "number") == "INV-17"


def test_right_on_the_same_row(make_page: Make) -> None:
    page = make_page(
        [(40, 40, "Invoice date"), (200, 40, "3 May 2021"), (40, 55, "Due date"), (200, 55, "2 June 2021")]
    )
    candidates = link(page, RULES, "invoice")
    assert best(candidates, "issue_date") == "3 May 2021"
    assert best(candidates, "due_date") == "2 June 2021"


def test_header_row_with_values_beneath(make_page: Make) -> None:
    page = make_page(
        [
            (40, 40, "Invoice number"), (200, 40, "Invoice date"), (400, 40, "Due date"),
            (40, 55, "INV-17"), (200, 55, "2021-05-03"), (400, 55, "2021-06-02"),
        ]
    )  # fmt: skip
    candidates = link(page, RULES, "invoice")
    assert best(candidates, "number") == "INV-17"
    assert best(candidates, "issue_date") == "2021-05-03"
    assert best(candidates, "due_date") == "2021-06-02"


def test_a_date_is_linked_only_to_what_is_one(make_page: Make) -> None:
    page = make_page([(40, 40, "Invoice date"), (200, 40, "see below")])
    assert best(link(page, RULES, "invoice"), "issue_date") is None


def test_a_glued_label(make_page: Make) -> None:
    [candidate] = link(make_page([(40, 40, "Total:12.50")]), RULES, "invoice")
    assert (candidate.field, candidate.text) == ("total", "12.50")
    assert candidate.quad.left > 65


@pytest.mark.parametrize("text", ["zzgl. 19 % USt auf 198,00", "zzgl. 19 % USt"])
def test_the_amount_of_the_column_is_meant_not_the_base_beside_the_label(make_page: Make, text: str) -> None:
    page = make_page([(200, 40, text), (-540, 40, "37,62")])
    assert best(link(page, RULES, "invoice"), "tax_total") == "37,62"


def test_a_phrase_that_goes_on_means_something_else(make_page: Make) -> None:
    page = make_page(
        [(40, 40, "Total of all the surcharges"), (-540, 40, "5.00"), (40, 60, "Total"), (-540, 60, "80.00")]
    )
    assert best(link(page, RULES, "invoice"), "total") == "80.00"


def test_labels_of_other_kinds_do_not_count(make_page: Make) -> None:
    assert link(make_page([(40, 40, "Invoice number: INV-17")]), RULES, "bank_card") == ()


def test_scores_are_sorted_and_in_range(make_page: Make) -> None:
    page = make_page(
        [(40, 40, "Total"), (-400, 40, "10.00"), (-540, 40, "12.50"), (40, 60, "Total"), (-540, 60, "12.50")]
    )
    scores = [candidate.score for candidate in link(page, RULES, "invoice") if candidate.field == "total"]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)


def test_spots() -> None:
    assert [reading.value for reading in spot_identifier("no. FA-2026-01 of May")] == ["FA-2026-01"]
    assert [reading.value for reading in spot_text(": 30 days net ")] == ["30 days net"]
    assert spot_text(" : - ") == ()

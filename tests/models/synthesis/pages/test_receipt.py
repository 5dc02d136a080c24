"""Receipts add up, say what their truth says, and do not look alike."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby
from random import Random

import pytest

from docfields.models.synthesis.material.locale import locale, locale_codes
from docfields.models.synthesis.pages.receipt.lines import clip, columns_of, joined, parts_width, wrap
from docfields.models.synthesis.pages.receipt.printing import compose_receipt, print_receipt
from docfields.models.synthesis.truth import PrintedDocument, Truth

PER_LOCALE = 3

CATEGORIES = {"retail", "meal", "fuel", "parking", "hotel", "card_slip"}

SUMS = ("subtotal", "tax", "tip", "total", "paid", "change", "service_charge")


def _printed(code: str, seed: int) -> PrintedDocument:
    return print_receipt(Random(f"shop {seed}"), Random(f"sale {seed}"), locale(code), f"shop-{seed}")


@pytest.fixture(scope="module")
def receipts() -> list[tuple[str, PrintedDocument]]:
    codes = locale_codes()
    return [
        (code, _printed(code, 100 * index + turn)) for index, code in enumerate(codes) for turn in range(PER_LOCALE)
    ]


def _amount(truth: Truth, name: str) -> Decimal:
    return Decimal(truth.fields.get(name, "0"))


def test_every_receipt_has_its_core_fields(receipts: list[tuple[str, PrintedDocument]]) -> None:
    for code, document in receipts:
        fields = document.truth.fields
        assert {"seller.name", "date", "total"} <= fields.keys(), code
        assert document.truth.kind == "receipt"
        assert document.truth.language == locale(code).language


def test_printed_sums_are_the_values(receipts: list[tuple[str, PrintedDocument]]) -> None:
    for _, document in receipts:
        truth = document.truth
        for name in SUMS:
            if name in truth.printed:
                digits = re.sub(r"\D", "", truth.printed[name])
                assert digits.removesuffix("00") == re.sub(r"\D", "", truth.fields[name]).removesuffix("00"), name


def test_sums_add_up_unless_broken(receipts: list[tuple[str, PrintedDocument]]) -> None:
    for code, document in receipts:
        truth = document.truth
        if "subtotal" not in truth.fields or truth.broken:
            continue
        rows = truth.line_items
        if rows and all("amount" in row for row in rows):
            sold = sum(Decimal(row["amount"]) - Decimal(row.get("discount", "0")) for row in rows)
            assert sold == _amount(truth, "subtotal"), code
        added = sum(_amount(truth, name) for name in ("service_charge", "tip", "rounding")) - _amount(truth, "discount")
        net = _amount(truth, "subtotal") + added
        taxes = sum(Decimal(row.get("amount", "0")) for row in truth.taxes)
        tax = _amount(truth, "tax") if "tax" in truth.fields else taxes
        assert _amount(truth, "total") in (net, net + tax), code


def test_words_stay_on_the_paper_and_apart(receipts: list[tuple[str, PrintedDocument]]) -> None:
    for code, document in receipts:
        width = document.truth.size[0]
        corners = [word.quad.to_array() for word in document.truth.words if word.page == 0]
        boxes = [(*points.min(0), *points.max(0)) for points in corners]
        for index, (left, top, right, bottom) in enumerate(boxes):
            assert -0.5 < left < right < width + 0.5, code
            for other in boxes[index + 1 :]:
                across = min(right, other[2]) - max(left, other[0])
                down = min(bottom, other[3]) - max(top, other[1])
                assert across < 1 or down < 0.5 * (bottom - top), (code, document.truth.words[index].text)


def test_labels_are_linked_to_their_values(receipts: list[tuple[str, PrintedDocument]]) -> None:
    for _, document in receipts:
        truth = document.truth
        assert truth.links
        totals = [value for key, value in truth.links if truth.words[value[0]].field == "total"]
        assert totals, "a total has a label"


def test_currency_is_known_where_it_is_printed(receipts: list[tuple[str, PrintedDocument]]) -> None:
    for code, document in receipts:
        if "€" in "".join(word.text for word in document.truth.words):
            assert document.truth.fields["currency"] == locale(code).currency


def test_the_same_seeds_print_the_same_bytes() -> None:
    first, second = _printed("de_DE", 5), _printed("de_DE", 5)
    assert first.pdf == second.pdf
    assert first.truth == second.truth


def test_a_shop_keeps_its_looks() -> None:
    code = "en_US"
    made = [compose_receipt(Random(7), Random(seed), locale(code)) for seed in range(3)]
    assert len({composed.till.sale.shop for composed in made}) == 1
    assert len({composed.till.paper for composed in made}) == 1
    assert len({composed.till.sale.receipt.number for composed in made}) == 3


def _layout(code: str, seed: int) -> str:
    """The layout with repeated lines once, so that the number of items does not tell."""
    composed = compose_receipt(Random(seed), Random(seed), locale(code))
    return repr([entry for entry, _ in groupby(re.split(r"\), \(", composed.layout))])


def test_layouts_differ() -> None:
    codes = locale_codes()
    layouts = {_layout(codes[seed % len(codes)], seed) for seed in range(120)}
    assert len(layouts) >= 118


def test_all_categories_and_media_are_drawn() -> None:
    codes = locale_codes()
    made = [compose_receipt(Random(seed), Random(seed), locale(codes[seed % len(codes)])) for seed in range(150)]
    assert {composed.till.sale.receipt.category for composed in made} == CATEGORIES
    assert {composed.till.paper.medium for composed in made} == {"thermal", "dot_matrix", "paper"}


def test_a_total_that_is_not_the_sum_is_told() -> None:
    for seed in range(400):
        composed = compose_receipt(Random(3), Random(seed), locale("en_GB"))
        receipt = composed.till.sale.receipt
        if receipt.stated:
            assert receipt.broken == ("total",)
            assert receipt.shown("total") != receipt.total
            document = print_receipt(Random(3), Random(seed), locale("en_GB"), "g")
            assert document.truth.broken == ("total",)
            assert document.truth.fields["total"] == f"{receipt.shown('total'):.2f}"
            return
    pytest.fail("no receipt with a wrong total in 400")


def test_wrapping_counts_columns() -> None:
    assert wrap("Whole milk two litres", 10) == ["Whole milk", "two litres"]
    assert wrap("中文小票很长", 6) == ["中文小", "票很长"]
    assert wrap("incomprehensibilities", 8) == ["incompre", "hensibil", "ities"]
    assert clip("tomatoes", 4) == "toma"
    assert columns_of("牛奶 1L") == 7


def test_parts_take_their_gaps() -> None:
    assert parts_width(joined([{"t": "ab", "i": 1}, None, {"t": "c", "i": 2}], 2)) == 5

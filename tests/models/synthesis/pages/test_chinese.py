"""Invoices and tickets of China say what their record says, in figures and in capital numerals."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.material.tables import locale
from docfields.models.synthesis.pages.card_faces import Pen
from docfields.models.synthesis.pages.chinese import printing as chinese
from docfields.models.synthesis.pages.chinese.sheet import Sheet, split, width_of
from docfields.notation import chinese_numerals

CHINA = locale("zh_CN")
INVOICES = range(60)
TICKETS = range(60)


def invoice(seed, document=0):
    return chinese.print_chinese_invoice(Random(f"i{seed}"), Random(f"d{seed}/{document}"), CHINA, f"g{seed}")


def ticket(seed, document=0):
    return chinese.print_chinese_ticket(Random(f"i{seed}"), Random(f"d{seed}/{document}"), CHINA, f"g{seed}")


@pytest.fixture(scope="module")
def invoices():
    return [invoice(seed).truth for seed in INVOICES]


@pytest.fixture(scope="module")
def tickets():
    return [ticket(seed).truth for seed in TICKETS]


@given(st.integers(1, 10**12), st.sampled_from("圆元"), st.sampled_from("整正"))
@settings(max_examples=300)
def test_capital_numerals_are_read_back(cents, yuan, whole):
    amount = Decimal(cents) / 100
    assert chinese_numerals.find(in_capitals(amount, yuan=yuan, whole=whole))[0].value == amount


def test_capitals_say_the_total(invoices, tickets):
    compared = 0
    for truth in (*invoices, *tickets):
        for word in truth.words:
            for reading in chinese_numerals.find(word.text):
                compared += 1
                assert reading.value == abs(Decimal(truth.fields["total"]))
    assert compared > 50


def test_sums_add_up_unless_they_are_broken(invoices):
    compared = 0
    for truth in invoices:
        if {"net_total", "tax_total"} <= truth.fields.keys() and not set(truth.broken) - {"seller.tax_id"}:
            compared += 1
            parts = [Decimal(truth.fields[name]) for name in ("net_total", "tax_total", "total")]
            assert parts[0] + parts[1] == parts[2]
            if truth.line_items:
                assert sum(Decimal(row["amount"]) for row in truth.line_items) == parts[0]
                assert sum(Decimal(row["tax"]) for row in truth.line_items) == parts[1]
    assert compared > 30


def test_credit_codes_check_unless_they_are_broken(invoices, tickets):
    for truth in (*invoices, *tickets):
        if "seller.tax_id" in truth.fields:
            assert uscc.is_valid(truth.fields["seller.tax_id"]) == ("seller.tax_id" not in truth.broken)


def test_printed_values_stand_on_the_page(invoices, tickets):
    for truth in (*invoices, *tickets):
        for name in ("number", "total"):
            if name in truth.fields:
                tagged = "".join(word.text for word in truth.words if word.field == name)
                assert truth.printed[name].replace(" ", "") in tagged


def test_kinds_have_their_fields(invoices, tickets):
    assert all(truth.kind == "invoice" and {"number", "total"} <= truth.fields.keys() for truth in invoices)
    assert all(truth.kind == "receipt" and "total" in truth.fields for truth in tickets)
    assert all(truth.language == "zh" and truth.words for truth in (*invoices, *tickets))
    assert sum("date" in truth.fields for truth in tickets) > len(tickets) / 2
    assert any(truth.tables for truth in invoices)
    assert {"stamp", "qr"} <= {place.kind for truth in invoices for place in truth.places}


def test_every_character_stands_on_its_page(invoices, tickets):
    for truth in (*invoices, *tickets):
        width, height = truth.size
        for word in truth.words:
            assert word.quad.left >= -2 and word.quad.right <= width + 2
            assert word.quad.top >= -2 and word.quad.bottom <= height + 2


@pytest.mark.parametrize("make", [invoice, ticket])
def test_a_seed_gives_the_same_document(make):
    first, second = make(7), make(7)
    assert first.pdf == second.pdf
    assert first.truth == second.truth


def test_an_issuer_keeps_its_seller_and_its_layout():
    for seed in range(12):
        first, second = invoice(seed, 1).truth, invoice(seed, 2).truth
        if "seller.name" in first.fields:
            assert first.fields["seller.name"] == second.fields["seller.name"]
        assert first.fields["number"] != second.fields["number"]
        labels = [
            {word.text for word in truth.words if word.label in ("total", "issue_date")} for truth in (first, second)
        ]
        assert labels[0] == labels[1]


def test_layouts_differ():
    shapes = set()
    for seed in range(30):
        truth = invoice(seed).truth
        labels = tuple((word.text, round(word.quad.left), round(word.quad.top)) for word in truth.words if word.label)
        shapes.add(labels or truth.size)
    assert len(shapes) == 30


def test_long_texts_are_split_without_loss():
    pen = Pen("Noto Sans SC", 8, "#000000")
    text = "*黑色金属冶炼压延品*螺纹钢HRB400E 12mm"
    rows = split(text, pen, 60)
    assert "".join(rows) == text
    assert len(rows) == 3
    assert all(width_of(row, pen) <= 60 for row in rows[:-1])


def test_spread_and_upright_labels_are_one_text():
    sheet = Sheet(300, 200, Random(1))
    pen = Pen("Noto Sans SC", 9, "#8a4b2f")
    sheet.spread(20, 40, "名称", pen, 20, label="seller.name")
    sheet.down(100, 20, "购买方", pen, 100, label="")
    sheet.put(20, 60, "某某公司", pen, field="seller.name")
    sheet.state({"seller.name": "某某公司"})
    truth = sheet.finish("invoice", "g").truth
    assert [(word.text, word.label) for word in truth.words if word.label is not None] == [
        ("名称", "seller.name"),
        ("购", ""),
        ("买", ""),
        ("方", ""),
    ]
    assert truth.fields == {"seller.name": "某某公司"}

"""The generator: the same seed gives the same documents, and what it invents is consistent."""

from itertools import islice
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.eu import vat

from docfields.models.synthesis.generate import generate
from docfields.models.synthesis.truth import to_json, write_folder
from docfields.models.synthesis.values import (
    draw_card_number,
    draw_iban,
    draw_invoice_record,
    draw_receipt_record,
    draw_vat_id,
)
from docfields.models.synthesis.writing import locale_codes
from docfields.schemas.errors import OptionError

SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("kind", ["invoice", "receipt"])
def test_same_seed_same_bytes(kind):
    first, second = list(generate(kind, 3, 11)), list(generate(kind, 3, 11))
    assert [document.content for document in first] == [document.content for document in second]
    assert [to_json(document.truth) for document in first] == [to_json(document.truth) for document in second]


def test_a_document_does_not_depend_on_how_many_are_asked_for():
    assert next(iter(generate("invoice", 1, 5))).content == next(iter(generate("invoice", 50, 5))).content


def test_another_seed_gives_another_document():
    [one], [other] = generate("invoice", 1, 1), generate("invoice", 1, 2)
    assert one.truth.fields != other.truth.fields


def test_unknown_kind_is_refused():
    with pytest.raises(OptionError):
        next(generate("poem", 1, 1))


@pytest.mark.parametrize("kind", ["invoice", "receipt"])
def test_truth_stands_on_the_page(kind):
    for document in islice(generate(kind, 12, 3), 12):
        truth = document.truth
        words = " ".join(word.text for word in truth.words)
        assert set(truth.fields) - {"currency"} <= set(truth.printed)
        assert all(line in words for text in truth.printed.values() for line in text.split("\n"))
        width, height = truth.size
        for word in truth.words:
            assert 0 <= word.quad.left < word.quad.right <= width, (document.name, word.text)
            assert 0 <= word.quad.top < word.quad.bottom <= height, (document.name, word.text)


def test_no_two_words_overlap():
    """Upright pages: a layout that runs full must go on to a new page, not over itself."""
    for document in generate("invoice", 40, 9):
        boxes = np.array(
            [[w.page * 1e4 + w.quad.left, w.quad.top, w.page * 1e4 + w.quad.right, w.quad.bottom]
             for w in document.truth.words]
        )  # fmt: skip
        wide = np.minimum(boxes[:, None, 2], boxes[None, :, 2]) - np.maximum(boxes[:, None, 0], boxes[None, :, 0])
        high = np.minimum(boxes[:, None, 3], boxes[None, :, 3]) - np.maximum(boxes[:, None, 1], boxes[None, :, 1])
        overlap = np.clip(wide, 0, None) * np.clip(high, 0, None)
        np.fill_diagonal(overlap, 0)
        first, second = np.unravel_index(overlap.argmax(), overlap.shape)
        words = document.truth.words
        assert overlap.max() < 4.0, (document.name, words[first].text, words[second].text)


def test_folder_holds_document_and_truth(tmp_path):
    assert write_folder(generate("invoice", 2, 1), tmp_path) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "invoice_00000.json",
        "invoice_00000.pdf",
        "invoice_00001.json",
        "invoice_00001.pdf",
    ]


@given(SEEDS, st.sampled_from(["DE", "ES", "FR", "GB", "IT", "NL"]))
@settings(deadline=None)
def test_account_numbers_are_right(seed, country):
    number = draw_iban(Random(seed), country)
    assert number.startswith(country)
    assert iban.is_valid(number)


@given(SEEDS, st.sampled_from(["DE", "FR", "IT", "NL"]))
@settings(deadline=None, max_examples=30)
def test_vat_numbers_are_right(seed, country):
    assert vat.is_valid(draw_vat_id(Random(seed), country))


@given(SEEDS)
def test_card_numbers_pass_luhn(seed):
    assert luhn.is_valid(draw_card_number(Random(seed)))


@given(SEEDS, st.sampled_from(locale_codes()))
@settings(deadline=None, max_examples=40)
def test_invoices_add_up(seed, code):
    invoice = draw_invoice_record(Random(seed), code)
    assert invoice.net_total == sum(tax.base for tax in invoice.taxes)
    assert invoice.total == invoice.net_total + invoice.tax_total
    assert (invoice.subtype == "credit_note") == (invoice.total < 0)
    assert invoice.due_date is None or invoice.due_date > invoice.issue_date


@given(SEEDS, st.sampled_from(["en_GB", "de_DE", "fr_FR"]))
@settings(deadline=None, max_examples=40)
def test_receipts_add_up(seed, code):
    receipt = draw_receipt_record(Random(seed), code)
    assert receipt.total == receipt.subtotal - receipt.discount
    assert receipt.total == sum(tax.base + tax.amount for tax in receipt.taxes)
    assert receipt.change is None or receipt.change >= 0

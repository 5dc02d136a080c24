"""Sums add up whatever is taken off and added, and what is misstated is named."""

import datetime
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.models.synthesis.material.locale import locale
from docfields.models.synthesis.material.mistakes import misstated
from docfields.models.synthesis.material.records import (
    CENT,
    Address,
    Invoice,
    Item,
    MeterReading,
    PartPayment,
    Party,
    Receipt,
    filled,
    rates_of,
    rounding_to,
    taxes_of,
    to_cents,
)

RATES = st.sampled_from([Decimal(rate) for rate in ("0", "5.5", "7", "10", "19", "20")])
PRICES = st.decimals("0.01", 2000, places=2)
ITEMS = st.lists(
    st.builds(Item, st.just("Thing"), st.integers(1, 40).map(Decimal), PRICES, RATES), min_size=1, max_size=8
).map(tuple)
SMALL = st.decimals(0, 20, places=2)
SELLER = Party("Larkfield Joinery Ltd")


def invoice(**changed: object) -> Invoice:
    base: dict[str, object] = dict(
        locale="en_GB", number="17", issue_date=datetime.date(2024, 3, 14), seller=SELLER, buyer=Party("Ash & Co"),
        items=(item("2", "10.00"), item("1", "5.00", "5")), prices_include_tax=False,
    )  # fmt: skip
    return Invoice(**{**base, **changed})


def receipt(**changed: object) -> Receipt:
    base: dict[str, object] = dict(
        locale="en_GB", seller=SELLER, number="17", moment=datetime.datetime(2024, 3, 14, 12, 30),
        items=(item("1", "6.00"), item("2", "3.00", "0")), prices_include_tax=True,
    )  # fmt: skip
    return Receipt(**{**base, **changed})


def item(quantity: str, price: str, rate: str = "20") -> Item:
    return Item("Thing", Decimal(quantity), Decimal(price), Decimal(rate))


@given(ITEMS, SMALL, SMALL, SMALL, RATES, st.booleans())
def test_invoices_add_up(items, discount, shipping, service, rate, include):
    document = invoice(
        items=items, discount=discount, shipping=shipping, service_charge=service, charges_rate=rate,
        prices_include_tax=include, paid=Decimal(3), prior_balance=Decimal(8),
    )  # fmt: skip
    before = sum(one.amount for one in items) - discount + shipping + service
    assert sum(tax.base for tax in document.taxes) == document.net_total
    assert sum(tax.amount for tax in document.taxes) == document.tax_total
    assert document.total == (before if include else before + document.tax_total)
    assert document.total == document.net_total + document.tax_total
    assert document.amount_due == document.total + 5
    for tax in document.taxes:
        assert abs(tax.amount - tax.base * tax.rate / 100) <= CENT
        assert tax.amount == to_cents(tax.amount)
    assert list(document.taxes) == sorted(document.taxes, key=lambda tax: -tax.rate)


@given(ITEMS, SMALL, SMALL, SMALL, st.booleans())
def test_receipts_add_up(items, discount, service, tip, include):
    document = receipt(items=items, discount=discount, service_charge=service, tip=tip, prices_include_tax=include)
    added = Decimal(0) if include else document.tax
    assert document.total == document.subtotal - discount + service + added + tip
    assert document.net_total + document.tax + tip == document.total


def test_net_and_gross_prices():
    assert (invoice().net_total, invoice().tax_total, invoice().total) == (
        Decimal("25.00"), Decimal("4.25"), Decimal("29.25"),
    )  # fmt: skip
    gross = invoice(prices_include_tax=True)
    assert (gross.total, gross.tax_total) == (Decimal("25.00"), Decimal("3.57"))
    assert gross.net_total == Decimal("21.43")
    first = gross.items[0]
    assert gross.gross_amount(first) == Decimal("20.00") and gross.item_tax(first) == Decimal("3.33")
    assert invoice().gross_amount(first) == Decimal("24.00")


def test_discounts_of_lines():
    dear = item("3", "33.33").discounted(Decimal(10))
    assert (dear.discount, dear.amount) == (Decimal("10.00"), Decimal("89.99"))
    assert item("-1", "20").discounted(Decimal(10)).amount == Decimal("-18.00")


def test_parts_of_a_tax():
    halves = (("CGST", Decimal("0.5")), ("SGST", Decimal("0.5")))
    document = invoice(items=(item("1", "99.99", "9"),), tax_parts=halves)
    assert [(tax.category, tax.rate, tax.amount) for tax in document.taxes] == [
        ("CGST", Decimal("4.5"), Decimal("4.50")),
        ("SGST", Decimal("4.5"), Decimal("4.50")),
    ]
    assert document.total == Decimal("108.99")


def test_the_base_of_a_tax_in_parts_counts_once():
    halves = (("CGST", Decimal("0.5")), ("SGST", Decimal("0.5")))
    document = invoice(items=(item("1", "118.00", "18"),), tax_parts=halves, prices_include_tax=True)
    assert document.net_total == Decimal("100.00") and document.total == Decimal("118.00")


def test_cash():
    paid = receipt(payments=(PartPayment("cash", Decimal(20)),), rounding=Decimal("0.00"))
    assert (paid.paid, paid.change) == (Decimal(20), Decimal("8.00"))
    assert receipt(payments=(PartPayment("card", Decimal(12)),)).change is None
    assert rounding_to(Decimal("12.33"), Decimal("0.05")) == Decimal("0.02")
    assert rounding_to(Decimal("12.32"), Decimal("0.05")) == Decimal("-0.02")


def test_what_is_stated_is_shown():
    document = invoice(failing=("seller.vat_id",), stated={"total": Decimal("92.25")})
    assert document.shown("total") == Decimal("92.25") and document.total == Decimal("29.25")
    assert document.shown("taxes[0].amount") == Decimal("4.00")
    assert document.shown("line_items[1].amount") == Decimal("5.00")
    assert document.broken == ("seller.vat_id", "total")
    with pytest.raises(KeyError, match="no sum"):
        document.shown("number")


@pytest.mark.parametrize("name", ("total", "tax_total", "line_items[1].amount", "amount_due"))
def test_misstatements_differ(name):
    for seed in range(200):
        document = misstated(Random(seed), invoice(), (name,))
        assert document.shown(name) != invoice().shown(name) and document.broken == (name,)
        assert document.shown(name) == to_cents(document.shown(name))
        assert replace(document, stated={}) == invoice()


def test_a_credit_note_misstated_stays_negative():
    back = invoice(items=(item("-1", "88.00"),), subtype="credit_note")
    assert all(misstated(Random(seed), back, ("total",)).shown("total") < 0 for seed in range(50))


def test_addresses():
    address = Address(
        "Rue des Tanneurs", "12", "", "44000", "Nantes", "", "FR", ("12 rue des Tanneurs,", "44000 Nantes"), "FRANCE"
    )
    assert address.value() == "12 rue des Tanneurs, 44000 Nantes"
    assert address.lines(locale("de_DE")) == ("12 rue des Tanneurs,", "44000 Nantes", "FRANCE")
    assert Party("X", address).address_lines() == address.lines() and Party("X").address_lines() == ()


def test_meters():
    reading = MeterReading("M-1", Decimal(120), Decimal(180), "m³", *([datetime.date(2024, 1, 1)] * 2), Decimal("10.5"))
    assert reading.consumption == Decimal(630)


def test_rates_and_filled():
    items = (item("1", "10", "5"), item("1", "10", "20"))
    assert rates_of(items) == (20, 5)
    assert [tax.amount for tax in taxes_of(items)] == [Decimal("2.00"), Decimal("0.50")]
    assert filled({"a": "x", "b": "", "c": None, "d": Decimal("1.50")}) == {"a": "x", "d": "1.50"}

"""What a synthetic document is about: parties, items and sums that add up. No layout here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

CENT = Decimal("0.01")


def to_cents(value: Decimal) -> Decimal:
    """Half a cent rounds away from zero, as tills do."""
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Party:
    """A firm or a person. address: its lines as printed, without the name."""

    name: str
    address: tuple[str, ...]
    vat_id: str = ""
    tax_id: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""

    @property
    def address_value(self) -> str:
        """The address as truths hold it: on one line."""
        return ", ".join(self.address)


@dataclass(frozen=True, slots=True)
class Account:
    """Where money goes. iban: without spaces."""

    iban: str
    bic: str
    bank: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of an invoice or a receipt. tax_rate: percent."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal
    unit: str = ""
    sku: str = ""

    @property
    def amount(self) -> Decimal:
        return to_cents(self.quantity * self.unit_price)


@dataclass(frozen=True, slots=True)
class Tax:
    """One rate of tax over all its items."""

    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice or credit note; prices are net. Sums are derived, so that they add up."""

    subtype: Literal["invoice", "credit_note"]
    locale: str
    number: str
    issue_date: datetime.date
    seller: Party
    buyer: Party
    items: tuple[Item, ...]
    due_date: datetime.date | None = None
    delivery_date: datetime.date | None = None
    order_number: str = ""
    customer_number: str = ""
    against: str = ""
    ship_to: Party | None = None
    account: Account | None = None
    terms: str = ""
    reference: str = ""
    paid: Decimal = Decimal(0)
    notes: tuple[str, ...] = ()

    @property
    def taxes(self) -> tuple[Tax, ...]:
        """Rates in falling order."""
        return taxes_of(self.items)

    @property
    def net_total(self) -> Decimal:
        return sum((item.amount for item in self.items), Decimal(0))

    @property
    def tax_total(self) -> Decimal:
        return sum((tax.amount for tax in self.taxes), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.net_total + self.tax_total

    @property
    def amount_due(self) -> Decimal:
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a till prints; prices include tax."""

    locale: str
    seller: Party
    number: str
    moment: datetime.datetime
    items: tuple[Item, ...]
    method: Literal["cash", "card"]
    discount: Decimal = Decimal(0)
    tendered: Decimal | None = None
    card_last4: str = ""
    notes: tuple[str, ...] = ()

    @property
    def subtotal(self) -> Decimal:
        return sum((item.amount for item in self.items), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.subtotal - self.discount

    @property
    def taxes(self) -> tuple[Tax, ...]:
        """Tax contained in the total; the discount is taken off the first rate."""
        rows = []
        for index, rate in enumerate(rates_of(self.items)):
            gross = sum((item.amount for item in self.items if item.tax_rate == rate), Decimal(0))
            gross -= self.discount if index == 0 else 0
            contained = to_cents(gross * rate / (100 + rate))
            rows.append(Tax(rate, gross - contained, contained))
        return tuple(rows)

    @property
    def change(self) -> Decimal | None:
        return None if self.tendered is None else self.tendered - self.total


def rates_of(items: Sequence[Item]) -> tuple[Decimal, ...]:
    """The tax rates of some items, highest first."""
    return tuple(sorted({item.tax_rate for item in items}, reverse=True))


def taxes_of(items: Sequence[Item]) -> tuple[Tax, ...]:
    """Tax on net prices, one row a rate, highest first."""
    rows = []
    for rate in rates_of(items):
        base = sum((item.amount for item in items if item.tax_rate == rate), Decimal(0))
        rows.append(Tax(rate, base, to_cents(base * rate / 100)))
    return tuple(rows)


def filled(fields: Mapping[str, object]) -> dict[str, str]:
    """Truth values as strings, empty ones left out."""
    return {name: str(value) for name, value in fields.items() if value not in (None, "")}

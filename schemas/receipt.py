"""Receipts: what a till, a pump, a parking machine, a hotel or a card terminal prints."""

from __future__ import annotations

from typing import Annotated, Literal

from .fields import (
    AddressParts,
    AddressText,
    Amount,
    Country,
    Currency,
    Date,
    Deduction,
    Identifier,
    PartyName,
    Percent,
    Phone,
    Pii,
    Quantity,
    Record,
    TaxId,
    Text,
    Time,
)

Category = Literal["retail", "meal", "fuel", "parking", "hotel", "card_slip"]


class ReceiptSeller(Record):
    """The shop."""

    name: PartyName = None
    """The shop's or the firm's name."""
    address: AddressText = None
    """Its address, as one text."""
    address_parts: AddressParts = AddressParts()
    """The address in its parts."""
    phone: Phone = None
    """Its phone, as printed."""
    tax_id: TaxId = None
    """The number under which it pays sales tax, GST or VAT."""


class ReceiptPayment(Record):
    """How was paid."""

    method: Text = None
    """How: "cash", "card", or a card network's name, as printed."""


class PartPayment(Record):
    """One of several payments."""

    method: Text = None
    """As printed."""
    amount: Amount = None
    """What was paid so."""


class ReceiptTax(Record):
    """One line of the summary of taxes."""

    rate: Percent = None
    """In percent."""
    base: Amount = None
    """The amount that is taxed."""
    amount: Amount = None
    """The tax."""
    category: Text = None
    """The letter or name by which the lines refer to it."""


class ReceiptItem(Record):
    """One line."""

    description: Text = None
    """What was bought, as printed."""
    sku: Identifier = None
    """The article's number."""
    quantity: Quantity = None
    """How many or how much."""
    unit: Text = None
    """Of what: "kg", "pcs" ..."""
    unit_price: Amount = None
    """Price of one."""
    discount: Deduction = None
    """Taken off this line; positive."""
    tax_rate: Percent = None
    """In percent."""
    amount: Amount = None
    """Price of the line."""
    date: Date = None
    """The line's own date (hotels)."""


class Receipt(Record):
    """A receipt."""

    seller: ReceiptSeller = ReceiptSeller()
    number: Identifier = None
    """Receipt, bill or transaction number."""
    category: Category | None = None
    """What kind of shop."""
    country: Country = None
    """ISO 3166-1 alpha-2."""
    date: Date = None
    """Day of the sale."""
    time: Time = None
    """Time of the sale, HH:MM or HH:MM:SS of 24 hours."""
    currency: Currency = None
    """ISO 4217."""
    subtotal: Amount = None
    """Before tax, tip and rounding, as the receipt counts."""
    tax: Amount = None
    """All taxes together."""
    tip: Amount = None
    """Gratuity."""
    service_charge: Amount = None
    """Service, as far as it is no tip."""
    discount: Deduction = None
    """Taken off; positive."""
    rounding: Amount = None
    """Rounding of cash."""
    total: Amount = None
    """What is to be paid."""
    paid: Deduction = None
    """What was given; positive."""
    change: Amount = None
    """What was given back."""
    payment: ReceiptPayment = ReceiptPayment()
    payments: tuple[PartPayment, ...] = ()
    card_last4: Annotated[Identifier, Pii("card_number")] = None
    """The last four digits of the card."""
    arrival_date: Date = None
    """First day (hotels)."""
    departure_date: Date = None
    """Last day (hotels)."""
    taxes: tuple[ReceiptTax, ...] = ()
    line_items: tuple[ReceiptItem, ...] = ()

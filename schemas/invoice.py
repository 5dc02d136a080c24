"""Invoices, in the terms of EN 16931-1 (the semantic model of European electronic invoices)."""

from __future__ import annotations

from typing import Annotated, Literal

from .fields import (
    AccountNumber,
    AddressParts,
    AddressText,
    Amount,
    Bic,
    Currency,
    Date,
    Deduction,
    Email,
    FieldType,
    Iban,
    Identifier,
    Name,
    Number,
    PartyName,
    Percent,
    PersonName,
    Phone,
    Quantity,
    Record,
    TaxId,
    Text,
    VatId,
    Website,
)

Subtype = Literal["invoice", "credit_note", "proforma", "reminder"]

__all__ = [
    "Account",
    "Buyer",
    "Invoice",
    "LineItem",
    "Payment",
    "Period",
    "Place",
    "Registration",
    "Seller",
    "Tax",
]


class Registration(Record):
    """A number under which a firm is registered."""

    type: Text = None
    """Which register: "HRB", "SIRET", "Company No"."""
    value: Identifier = None
    """BT-30: Seller legal registration identifier."""


class Seller(Record):
    """BG-4: the seller."""

    name: PartyName = None
    """BT-27: Seller name."""
    address: AddressText = None
    """BG-5: Seller postal address, as one text."""
    address_parts: AddressParts = AddressParts()
    """BT-35 to BT-40, BT-162: the address in its parts."""
    vat_id: VatId = None
    """BT-31: Seller VAT identifier."""
    tax_id: TaxId = None
    """BT-32: Seller tax registration identifier."""
    phone: Phone = None
    """BT-42: Seller contact telephone number."""
    email: Email = None
    """BT-43: Seller contact email address."""
    website: Website = None
    """The seller's website."""
    registrations: tuple[Registration, ...] = ()
    """BT-30: numbers in registers of firms."""


class Buyer(Record):
    """BG-7: the buyer."""

    name: PersonName = None
    """BT-44: Buyer name; often a person's."""
    address: AddressText = None
    """BG-8: Buyer postal address, as one text."""
    address_parts: AddressParts = AddressParts()
    """BT-50 to BT-55, BT-163: the address in its parts."""
    vat_id: VatId = None
    """BT-48: Buyer VAT identifier."""
    tax_id: TaxId = None
    """Another tax number of the buyer."""
    phone: Phone = None
    """BT-57: Buyer contact telephone number."""
    email: Email = None
    """BT-58: Buyer contact email address."""


class Place(Record):
    """Whom a thing is sent to: goods (BG-13), the bill, or the money (BG-10)."""

    name: PersonName = None
    """BT-70: Deliver to party name; BT-59: Payee name."""
    address: AddressText = None
    """BG-15: Deliver to address, as one text."""
    address_parts: AddressParts = AddressParts()
    """BT-75 to BT-80, BT-165: the address in its parts."""


class Payment(Record):
    """BG-16: how to pay."""

    iban: Iban = None
    """BT-84: Payment account identifier."""
    bic: Bic = None
    """BT-86: Payment service provider identifier."""
    terms: Text = None
    """BT-20: Payment terms."""
    reference: Identifier = None
    """BT-83: Remittance information."""


class Account(Record):
    """BG-17: one of several accounts to which may be paid."""

    iban: Iban = None
    """BT-84: Payment account identifier."""
    bic: Bic = None
    """BT-86: Payment service provider identifier."""
    account_number: AccountNumber = None
    """A national account number."""
    routing_number: Identifier = None
    """Bank code, sort code or ABA routing number."""
    bank: Name = None
    """The bank's name."""


class Period(Record):
    """BG-14: the period that is invoiced."""

    start: Date = None
    """BT-73: Invoicing period start date."""
    end: Date = None
    """BT-74: Invoicing period end date."""


class Tax(Record):
    """BG-23: one line of the VAT breakdown."""

    rate: Percent = None
    """BT-119: VAT category rate, in percent."""
    base: Amount = None
    """BT-116: VAT category taxable amount."""
    amount: Amount = None
    """BT-117: VAT category tax amount."""
    category: Text = None
    """BT-118: VAT category code, or the tax's printed name."""


class LineItem(Record):
    """BG-25: one invoice line."""

    description: Text = None
    """BT-153: Item name."""
    sku: Identifier = None
    """BT-155: Item Seller's identifier."""
    quantity: Quantity = None
    """BT-129: Invoiced quantity."""
    unit: Text = None
    """BT-130: Invoiced quantity unit of measure, as printed."""
    unit_price: Amount = None
    """BT-146: Item net price."""
    discount: Deduction = None
    """BT-136: Invoice line allowance amount; positive."""
    tax_rate: Percent = None
    """BT-152: Invoiced item VAT rate, in percent."""
    tax: Amount = None
    """The line's tax."""
    amount: Amount = None
    """BT-131: Invoice line net amount."""
    date: Date = None
    """The line's own date."""
    order_number: Identifier = None
    """BT-132: Referenced purchase order line reference."""
    page: Number = None
    """The page on which the line stands, where the document says so."""


class Invoice(Record):
    """An invoice, credit note, pro-forma invoice or reminder. A credit note's amounts are negative."""

    subtype: Subtype | None = None
    """BT-3: Invoice type code, in words."""
    number: Identifier = None
    """BT-1: Invoice number."""
    issue_date: Date = None
    """BT-2: Invoice issue date."""
    due_date: Date = None
    """BT-9: Payment due date."""
    delivery_date: Date = None
    """BT-72: Actual delivery date."""
    order_date: Date = None
    """Date of the order."""
    service_period: Period = Period()
    """BG-14: the period that is invoiced."""
    order_number: Identifier = None
    """BT-13: Purchase order reference."""
    customer_number: Identifier = None
    """BT-46: Buyer identifier."""
    contract_number: Identifier = None
    """BT-12: Contract reference."""
    references: tuple[Annotated[str, FieldType.IDENTIFIER], ...] = ()
    """BT-25, BT-18 and others: numbers of other documents."""
    currency: Currency = None
    """BT-5: Invoice currency code, ISO 4217."""
    exchange_rate: Number = None
    """Units of another currency for one of this."""
    seller: Seller = Seller()
    buyer: Buyer = Buyer()
    ship_to: Place = Place()
    bill_to: Place = Place()
    remit_to: Place = Place()
    payment: Payment = Payment()
    accounts: tuple[Account, ...] = ()
    net_total: Amount = None
    """BT-109: Invoice total amount without VAT."""
    tax_total: Amount = None
    """BT-110: Invoice total VAT amount."""
    total: Amount = None
    """BT-112: Invoice total amount with VAT."""
    amount_due: Amount = None
    """BT-115: Amount due for payment."""
    paid: Deduction = None
    """BT-113: Paid amount; positive."""
    discount: Deduction = None
    """BT-107: Sum of allowances on document level; positive."""
    shipping: Amount = None
    """Freight and packing; part of BT-108."""
    service_charge: Amount = None
    """Other charges; part of BT-108: Sum of charges on document level."""
    rounding: Amount = None
    """BT-114: Rounding amount."""
    prior_balance: Amount = None
    """What was owed before this invoice."""
    taxes: tuple[Tax, ...] = ()
    line_items: tuple[LineItem, ...] = ()

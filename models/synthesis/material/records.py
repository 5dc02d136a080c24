"""What a simulated document says: parties, items, and sums that add up. No layout, no chance.

Every sum is a property of what was sold. A document that misstates one on purpose says so in `stated`: what stands
there is printed in place of the property, so that a page asks for `shown("total")`, never for the property.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from docfields.models.synthesis.material.tables import Locale

CENT = Decimal("0.01")
ZERO = Decimal(0)

Subtype = Literal["invoice", "credit_note", "proforma", "reminder"]
Supply = Literal["goods", "services", "utility"]
Category = Literal["retail", "meal", "fuel", "parking", "hotel", "card_slip"]
Method = Literal["cash", "card", "debit", "credit", "voucher", "mobile"]


def to_cents(value: Decimal) -> Decimal:
    """Half a cent rounds away from zero, as tills do."""
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. printed: its lines as its owner writes them; parts that these do not say are "".

    country: ISO 3166-1 alpha-2. abroad: the line that letters from other countries add, as "FRANCE".
    """

    street: str
    house_number: str
    unit: str
    postal_code: str
    city: str
    state: str
    country: str
    printed: tuple[str, ...]
    abroad: str = ""

    def lines(self, where: Locale | None = None) -> tuple[str, ...]:
        """The lines as printed on a document of a country; None: of the address' own."""
        far = where is not None and where.country != self.country and bool(self.abroad)
        named = bool(self.printed) and self.printed[-1].casefold() == self.abroad.casefold()
        return (*self.printed, self.abroad) if far and not named else self.printed

    def value(self, where: Locale | None = None) -> str:
        """The lines as truths hold them: on one line."""
        return ", ".join(line.rstrip(", ") for line in self.lines(where))


@dataclass(frozen=True, slots=True)
class Party:
    """A firm or a person. vat_id, tax_id: compact. registrations: (label, number), both as printed."""

    name: str
    address: Address | None = None
    vat_id: str = ""
    tax_id: str = ""
    phone: str = ""
    fax: str = ""
    mobile: str = ""
    email: str = ""
    website: str = ""
    contact: str = ""
    registrations: tuple[tuple[str, str], ...] = ()

    def address_lines(self, where: Locale | None = None) -> tuple[str, ...]:
        """No line where the document does not give the address."""
        return () if self.address is None else self.address.lines(where)


@dataclass(frozen=True, slots=True)
class Account:
    """Where money goes; numbers are compact. routing_number: sort code, ABA number, BSB, IFSC ..."""

    iban: str = ""
    bic: str = ""
    bank: str = ""
    account_number: str = ""
    routing_number: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of an invoice or a receipt. tax_rate: percent. discount: taken off the line, in money.

    discount_rate: percent, where the line says it so. Of a credit note quantity and discount are negative.
    """

    description: str
    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal
    unit: str = ""
    sku: str = ""
    discount: Decimal = ZERO
    discount_rate: Decimal | None = None
    date: datetime.date | None = None
    order_number: str = ""

    @property
    def amount(self) -> Decimal:
        """Net where the document's prices are, else with tax."""
        return to_cents(self.quantity * self.unit_price) - self.discount

    def discounted(self, rate: Decimal) -> Item:
        """The item with so many percent off."""
        return replace(self, discount=to_cents(self.quantity * self.unit_price * rate / 100), discount_rate=rate)


@dataclass(frozen=True, slots=True)
class Tax:
    """One rate of tax over all its items. category: its printed name where there are several ("CGST"), or a letter."""

    rate: Decimal
    base: Decimal
    amount: Decimal
    category: str = ""


@dataclass(frozen=True, slots=True)
class MeterReading:
    """What a meter showed. factor: units for one of the meter's."""

    meter_number: str
    previous: Decimal
    current: Decimal
    unit: str
    previous_date: datetime.date
    current_date: datetime.date
    factor: Decimal = Decimal(1)

    @property
    def consumption(self) -> Decimal:
        return (self.current - self.previous) * self.factor


@dataclass(frozen=True, slots=True)
class PartPayment:
    """One payment of a receipt. amount: what was given, in cash before change."""

    method: Method
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What invoices and receipts share: items and what is taken off and added.

    discount: positive, on the whole; shared among the rates in proportion. tax_parts: (name, share) of a tax that
    is printed in parts, shares adding to 1. failing: fields whose check digits are wrong on purpose.
    """

    items: tuple[Item, ...]
    prices_include_tax: bool
    discount: Decimal = ZERO
    rounding: Decimal = ZERO
    tax_parts: tuple[tuple[str, Decimal], ...] = ()
    stated: Mapping[str, Decimal] = field(default_factory=dict)
    failing: tuple[str, ...] = ()

    @property
    def items_total(self) -> Decimal:
        return sum((item.amount for item in self.items), ZERO)

    @property
    def _charges(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """(amount, tax rate) of what is added to the items before tax."""
        return ()

    @property
    def taxes(self) -> tuple[Tax, ...]:
        """Rates in falling order, each in its parts."""
        rows: list[Tax] = []
        for rate, amount in _by_rate(self.items, self._charges, self.discount):
            part = rate / (100 + rate) if self.prices_include_tax else rate / 100
            tax = to_cents(amount * part)
            rows += _in_parts(Tax(rate, amount - tax if self.prices_include_tax else amount, tax), self.tax_parts)
        return tuple(rows)

    @property
    def tax_total(self) -> Decimal:
        return sum((tax.amount for tax in self.taxes), ZERO)

    @property
    def net_total(self) -> Decimal:
        """Without tax, after discounts and charges."""
        charges = sum((amount for amount, _ in self._charges), ZERO)
        before = self.items_total - self.discount + charges
        return before - self.tax_total if self.prices_include_tax else before

    @property
    def broken(self) -> tuple[str, ...]:
        """Fields that on purpose do not check or add up."""
        return (*self.failing, *self.stated)

    def shown(self, name: str) -> Decimal:
        """What the document prints as a sum: "total", "taxes[0].amount", "line_items[3].amount"."""
        if name in self.stated:
            return self.stated[name]
        if match := re.fullmatch(r"(taxes|line_items)\[(\d+)\]\.(\w+)", name):
            rows: Sequence[Tax | Item] = self.taxes if match[1] == "taxes" else self.items
            value = getattr(rows[int(match[2])], match[3])
        else:
            value = getattr(self, name)
        if not isinstance(value, Decimal):
            raise KeyError(f"{name} is no sum of this document")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(Sums):
    """An invoice, credit note, pro-forma invoice or reminder.

    paid: before this invoice is due; prior_balance: owed before it. shipping and service_charge are in the terms of
    the prices (net or with tax) and bear charges_rate. against: the invoice that a credit note or reminder is about.
    """

    subtype: Subtype = "invoice"
    supply: Supply = "goods"
    locale: str
    number: str
    issue_date: datetime.date
    seller: Party
    buyer: Party
    shipping: Decimal = ZERO
    service_charge: Decimal = ZERO
    charges_rate: Decimal = ZERO
    paid: Decimal = ZERO
    prior_balance: Decimal = ZERO
    due_date: datetime.date | None = None
    delivery_date: datetime.date | None = None
    order_date: datetime.date | None = None
    service_period: tuple[datetime.date, datetime.date] | None = None
    order_number: str = ""
    customer_number: str = ""
    contract_number: str = ""
    project: str = ""
    against: str = ""
    references: tuple[str, ...] = ()
    ship_to: Party | None = None
    bill_to: Party | None = None
    remit_to: Party | None = None
    accounts: tuple[Account, ...] = ()
    terms: str = ""
    reference: str = ""
    readings: tuple[MeterReading, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def _charges(self) -> tuple[tuple[Decimal, Decimal], ...]:
        return tuple((amount, self.charges_rate) for amount in (self.shipping, self.service_charge) if amount)

    @property
    def total(self) -> Decimal:
        return self.net_total + self.tax_total + self.rounding

    @property
    def amount_due(self) -> Decimal:
        return self.total - self.paid + self.prior_balance

    def item_tax(self, item: Item) -> Decimal:
        """A line's own tax."""
        part = item.tax_rate / (100 + item.tax_rate) if self.prices_include_tax else item.tax_rate / 100
        return to_cents(item.amount * part)

    def gross_amount(self, item: Item) -> Decimal:
        """A line with its tax."""
        return item.amount if self.prices_include_tax else item.amount + self.item_tax(item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Sums):
    """What a till, a pump, a parking machine, a hotel or a card terminal prints.

    service_charge: taxed at service_rate. tip: part of the total, untaxed. details: what else is printed, by concept
    of the labels ("pump", "plate", "room").
    """

    category: Category = "retail"
    locale: str
    seller: Party
    number: str
    moment: datetime.datetime
    payments: tuple[PartPayment, ...] = ()
    service_charge: Decimal = ZERO
    service_rate: Decimal = ZERO
    tip: Decimal = ZERO
    card_last4: str = ""
    arrival_date: datetime.date | None = None
    departure_date: datetime.date | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def _charges(self) -> tuple[tuple[Decimal, Decimal], ...]:
        return ((self.service_charge, self.service_rate),) if self.service_charge else ()

    @property
    def subtotal(self) -> Decimal:
        """The items, before discount, tax where it is added, service, tip and rounding."""
        return self.items_total

    @property
    def tax(self) -> Decimal:
        return self.tax_total

    @property
    def total(self) -> Decimal:
        return self.net_total + self.tax_total + self.tip + self.rounding

    @property
    def paid(self) -> Decimal:
        return sum((payment.amount for payment in self.payments), ZERO)

    @property
    def change(self) -> Decimal | None:
        """What was given back; None where nothing was paid in cash."""
        cash = any(payment.method == "cash" for payment in self.payments)
        return self.paid - self.total if cash else None


def rates_of(items: Sequence[Item]) -> tuple[Decimal, ...]:
    """The tax rates of some items, highest first."""
    return tuple(sorted({item.tax_rate for item in items}, reverse=True))


def taxes_of(items: Sequence[Item]) -> tuple[Tax, ...]:
    """Tax on net prices, one row a rate, highest first."""
    return Sums(items=tuple(items), prices_include_tax=False).taxes


def _by_rate(
    items: Sequence[Item], charges: Sequence[tuple[Decimal, Decimal]], discount: Decimal
) -> tuple[tuple[Decimal, Decimal], ...]:
    """(rate, amount) in falling order of rates; what cents of the discount remain go to the highest rate."""
    amounts: dict[Decimal, Decimal] = {}
    for item in items:
        amounts[item.tax_rate] = amounts.get(item.tax_rate, ZERO) + item.amount
    whole = sum(amounts.values(), ZERO)
    shares = {rate: to_cents(discount * amount / whole) if whole else ZERO for rate, amount in amounts.items()}
    rows = {rate: amount - shares[rate] for rate, amount in amounts.items()}
    for amount, rate in charges:
        rows[rate] = rows.get(rate, ZERO) + amount
    if rows:
        rows[max(amounts or rows)] -= discount - sum(shares.values(), ZERO)
    return tuple(sorted(rows.items(), reverse=True))


def _in_parts(tax: Tax, parts: Sequence[tuple[str, Decimal]]) -> tuple[Tax, ...]:
    """A tax as the rows in which it is printed; the last part takes what cents remain."""
    rows: list[Tax] = []
    for name, share in parts[:-1]:
        rows.append(Tax(tax.rate * share, tax.base, to_cents(tax.amount * share), name))
    if not parts:
        return (tax,)
    rest = tax.amount - sum((row.amount for row in rows), ZERO)
    return (*rows, Tax(tax.rate * parts[-1][1], tax.base, rest, parts[-1][0]))


def rounding_to(total: Decimal, step: Decimal) -> Decimal:
    """What must be added so that cash can pay a total: the nearest multiple of a step (0.05, 0.10) less the total."""
    return (total / step).quantize(Decimal(1), ROUND_HALF_UP) * step - total


def filled(fields: Mapping[str, object]) -> dict[str, str]:
    """Truth values as strings, empty ones left out."""
    return {name: str(value) for name, value in fields.items() if value not in (None, "")}

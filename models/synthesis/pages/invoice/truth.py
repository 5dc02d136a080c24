"""What the truth says of an invoice's record: every value that a page of it may print, by field."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from docfields.models.synthesis.material.locale import plain
from docfields.models.synthesis.material.records import Account, Invoice, Item
from docfields.models.synthesis.pages.invoice.draft import Draft

SUMS = (
    "net_total", "tax_total", "total", "amount_due", "shipping", "service_charge", "rounding", "prior_balance",
    "discount", "paid",
)  # fmt: skip


def state_invoice(draft: Draft) -> None:
    """Gives the draft all values of its record."""
    invoice = draft.invoice
    draft.state(
        {
            "subtype": invoice.subtype,
            "number": invoice.number,
            "issue_date": invoice.issue_date,
            "due_date": invoice.due_date,
            "delivery_date": invoice.delivery_date,
            "order_date": invoice.order_date,
            "order_number": _compact(invoice.order_number),
            "customer_number": _compact(invoice.customer_number),
            "contract_number": _compact(invoice.contract_number),
            "currency": draft.where.currency,
            "payment.terms": invoice.terms,
            "payment.reference": _compact(invoice.reference),
        }
    )
    draft.values["number"] = _compact(invoice.number)
    if invoice.service_period:
        draft.state(dict(zip(("service_period.start", "service_period.end"), invoice.service_period, strict=True)))
    parties = {
        "seller": invoice.seller, "buyer": invoice.buyer, "ship_to": invoice.ship_to, "bill_to": invoice.bill_to,
        "remit_to": invoice.remit_to,
    }  # fmt: skip
    for role, party in parties.items():
        if party is not None:
            draft.state_party(role, party)
    draft.state({name: money(invoice.shown(name)) for name in SUMS})
    if _compact(invoice.reference) == _compact(invoice.number):
        draft.ignore.append("payment.reference")
    for index, account in enumerate(invoice.accounts):
        draft.state(_account(index, account))
    for index, tax in enumerate(invoice.taxes):
        values = {"rate": plain(tax.rate), "base": money(tax.base), "category": tax.category}
        values["amount"] = money(invoice.shown("tax_total") if len(invoice.taxes) == 1 else tax.amount)
        draft.state({f"taxes[{index}].{name}": value for name, value in values.items()})
    for index, item in enumerate(invoice.items):
        draft.state({f"line_items[{index}].{name}": value for name, value in _item(draft, index, item).items()})


def money(value: Decimal) -> str:
    """At least two decimals, as truths hold amounts."""
    return f"{value:.2f}" if -value.as_tuple().exponent <= 2 else plain(value)  # type: ignore[operator]


def _compact(number: str) -> str:
    return "".join(number.split())


def _account(index: int, account: Account) -> dict[str, object]:
    """The first account is also the one that the payment names."""
    values: dict[str, object] = {
        f"accounts[{index}].{name}": getattr(account, name)
        for name in ("iban", "bic", "account_number", "routing_number", "bank")
    }
    if index == 0:
        values |= {"payment.iban": account.iban, "payment.bic": account.bic}
    return values


def _item(draft: Draft, index: int, item: Item) -> Mapping[str, object]:
    """Quantities as they are printed: a credit note may take back -2 or 2 pieces; its amounts are negative."""
    invoice: Invoice = draft.invoice
    return {
        "description": item.description,
        "sku": _compact(item.sku),
        "quantity": plain(item.quantity * draft.sign),
        "unit": item.unit,
        "unit_price": money(item.unit_price),
        "discount": money(abs(item.discount)) if item.discount else "",
        "tax_rate": plain(item.tax_rate),
        "tax": money(invoice.item_tax(item)),
        "amount": money(invoice.shown(f"line_items[{index}].amount")),
        "date": item.date,
        "order_number": _compact(item.order_number),
    }

"""Invoices and credit notes as documents: drawn pages with their truth."""

from __future__ import annotations

from docfields.models.synthesis.samples.drawing import Drawing, to_pdf
from docfields.models.synthesis.samples.invoice_layout import Look, draw_invoice
from docfields.models.synthesis.samples.records import Invoice, Party, filled
from docfields.models.synthesis.samples.writing import locale, plain
from docfields.models.synthesis.truth import SyntheticDocument, Truth

NOT_PRINTED = frozenset({"currency"})
"""Fields that a symbol beside an amount says, not a text of its own."""


def make_invoice(name: str, invoice: Invoice, look: Look, *, group: str) -> SyntheticDocument:
    """A PDF with a text layer."""
    drawings = draw_invoice(invoice, look)
    return SyntheticDocument(name, ".pdf", to_pdf(drawings), truth_of(invoice, look, drawings, group=group))


def truth_of(invoice: Invoice, look: Look, drawings: tuple[Drawing, ...], *, group: str) -> Truth:
    """The truth of drawn pages, quads in points."""
    where = locale(invoice.locale)
    printed: dict[str, str] = {}
    for drawing in drawings:
        printed = {**drawing.printed(), **printed}
    values = field_values(invoice)
    fields = {name: value for name, value in values.items() if name in printed or name in NOT_PRINTED}
    items = tuple(_item_truth(invoice, look, index) for index in range(len(invoice.items)))
    taxes = tuple({"rate": plain(tax.rate), "base": str(tax.base), "amount": str(tax.amount)} for tax in invoice.taxes)
    return Truth(
        kind="invoice",
        group=group,
        capture="pdf",
        size=(drawings[0].width, drawings[0].height),
        fields=fields,
        printed={name: text for name, text in printed.items() if name in fields},
        words=tuple(word for page, drawing in enumerate(drawings) for word in drawing.words(page)),
        line_items=items,
        taxes=taxes,
        ignore=tuple(name for name in ("amount_due", "tax_total") if name not in fields),
        pages=len(drawings),
        language=where.language,
    )


def field_values(invoice: Invoice) -> dict[str, str]:
    """All that an invoice's record says; a layout may print less."""
    account = invoice.account
    fields: dict[str, object] = {
        "subtype": invoice.subtype,
        "number": invoice.number,
        "issue_date": invoice.issue_date,
        "due_date": invoice.due_date,
        "delivery_date": invoice.delivery_date,
        "order_number": invoice.order_number,
        "customer_number": invoice.customer_number,
        "currency": locale(invoice.locale).currency,
        **_party_values("seller", invoice.seller),
        **_party_values("buyer", invoice.buyer),
        **(_party_values("ship_to", invoice.ship_to) if invoice.ship_to else {}),
        "payment.iban": account and account.iban,
        "payment.bic": account and account.bic,
        "payment.terms": invoice.terms,
        "payment.reference": invoice.reference,
        "net_total": invoice.net_total,
        "tax_total": invoice.tax_total,
        "total": invoice.total,
        "paid": invoice.paid or None,
        "amount_due": invoice.amount_due,
    }
    return filled(fields)


def _party_values(role: str, party: Party) -> dict[str, str]:
    return {
        f"{role}.name": party.name,
        f"{role}.address": party.address_value,
        f"{role}.vat_id": party.vat_id,
        f"{role}.tax_id": party.tax_id,
        f"{role}.phone": party.phone,
        f"{role}.email": party.email,
        f"{role}.website": party.website,
    }


def _item_truth(invoice: Invoice, look: Look, index: int) -> dict[str, str]:
    item = invoice.items[index]
    values = {
        "description": item.description,
        "sku": item.sku,
        "quantity": plain(item.quantity),
        "unit": item.unit,
        "unit_price": str(item.unit_price),
        "tax_rate": plain(item.tax_rate),
        "amount": str(item.amount),
    }
    return {column: values[column] for column in look.columns if values[column]}

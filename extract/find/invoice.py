"""Fields of an invoice: numbers and dates beside their labels, parties, totals, taxes, line items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docfields.schemas.extraction import Kind, Table

from ..document import Candidate, Classification, Label, TextPage, Word
from ..notation import amounts, contacts, currencies, dates, identifiers
from ..notation.reading import Reading
from . import fapiao
from .blocks import Party, words_of
from .geometry import drop_between, quad_of
from .labelled import LabelledPage
from .line_items import find_line_items, item_grids
from .link import (
    FieldRule,
    best_per_place,
    link_page,
    spot_text,
)
from .parties import find_parties, party_candidates
from .tables import Grid
from .taxes import find_taxes, with_rate_labels
from .totals import by_arithmetic, net_over_tax, share_taxes, share_totals
from .unlabelled import GENERIC, by_notation, find_title, spot_agreement, spot_terms

KIND: Kind = "invoice"

GENERIC_WORTH = 0.75

PREPOSITIONS = frozenset({"vom", "du", "le", "of", "de", "del", "am", "den", "bis zum", "van"})
"""Labels of dates in titles, which `find_title` reads; elsewhere they say next to nothing."""

PREPOSITION_WORTH = 0.4

LEAST_SCORE = 0.25
"""Candidates below are guesses that are more often wrong than right."""

WITHIN_ITEMS = 0.4
"""Factor for a header field's value that is a part of a line item."""

MID_SENTENCE = 0.6
"""Factor for terms that begin amid a sentence, whose first words were taken for their label."""

WITHIN_PARTY = 0.2
"""Factor for a document's number that stands in the block of a party ("Nummer: 16259")."""

PAYMENT_ROWS = 4.0
"""A reference within so many line heights of an IBAN or BIC, in its column, is that of the payment."""

OUTSIDE_SELLER = 0.7
"""Factor for a seller's number or contact that stands apart from the seller's block."""

LEFT_OVER = 0.5
"""Factor for a VAT number outside the seller's block as the buyer's: right where two are printed."""

_CHINESE_TAX_ID = re.compile(r"(?<![0-9A-Z])(?=(?:\D*\d){8})[0-9A-Z]{15,20}(?![0-9A-Z])")


def spot_amounts(text: str) -> tuple[Reading, ...]:
    return amounts.find(text)


def spot_numbers(text: str) -> tuple[Reading, ...]:
    """Invoice, order and customer numbers; dates and amounts with two decimals are none."""
    taken = [(reading.start, reading.end) for reading in dates.find(text)]
    return tuple(
        reading
        for reading in identifiers.find_references(text)
        if not any(start <= reading.start and reading.end <= end for start, end in taken)
    )


def spot_tax_ids(text: str) -> tuple[Reading, ...]:
    """Tax numbers by their notation, else whatever number stands there."""
    found = identifiers.find_tax_ids(text)
    if found:
        return found
    return tuple(
        Reading(match.group(), match.start(), match.end(), 0.8) for match in _CHINESE_TAX_ID.finditer(text)
    ) or tuple(replace(reading, score=reading.score * 0.8) for reading in spot_numbers(text))


def spot_vat_ids(text: str) -> tuple[Reading, ...]:
    """VAT numbers by their notation, else whatever number stands there."""
    found = identifiers.find_vat_ids(text)
    return found or tuple(replace(r, score=r.score * 0.7) for r in spot_numbers(text))


def spot_payment_reference(text: str) -> tuple[Reading, ...]:
    """What a payment is to be marked with; a sentence without a number in it is none."""
    return tuple(r for r in spot_text(text) if any(c.isdigit() for c in r.value) or len(r.value.split()) <= 2)


RULES: tuple[FieldRule, ...] = (
    FieldRule("number", ("number",), spot_numbers),
    FieldRule("issue_date", ("issue_date",), dates.find),
    FieldRule("due_date", ("due_date",), dates.find),
    FieldRule("delivery_date", ("delivery_date",), dates.find),
    FieldRule("order_date", ("order_date",), dates.find),
    FieldRule("service_period.start", ("service_period",), dates.find, ("rest", "right")),
    FieldRule("service_period.end", ("service_period",), dates.find, ("rest", "right"), prefer="last"),
    FieldRule("order_number", ("order_number",), spot_numbers),
    FieldRule("customer_number", ("customer_number",), spot_numbers),
    FieldRule("contract_number", ("contract_number",), spot_numbers),
    FieldRule("currency", ("currency",), currencies.find),
    FieldRule("seller.vat_id", ("seller.vat_id",), spot_vat_ids),
    FieldRule("seller.tax_id", ("seller.tax_id",), spot_tax_ids),
    FieldRule("seller.phone", ("seller.phone",), contacts.find_phones),
    FieldRule("seller.email", ("seller.email",), contacts.find_emails),
    FieldRule("seller.website", ("seller.website",), contacts.find_websites),
    FieldRule("buyer.vat_id", ("buyer.vat_id",), spot_vat_ids),
    FieldRule("buyer.tax_id", ("buyer.tax_id",), spot_tax_ids),
    FieldRule("payment.iban", ("payment.iban", "payment.account"), identifiers.find_ibans),
    FieldRule("payment.bic", ("payment.bic",), identifiers.find_bics),
    FieldRule("payment.terms", ("payment.terms",), spot_terms, past_labels=True),
    FieldRule("payment.terms", ("payment.method",), spot_agreement, ("right",), past_labels=True, weight=0.9),
    FieldRule("payment.reference", ("payment.reference",), spot_payment_reference, ("rest", "right")),
    FieldRule("net_total", ("net_total",), spot_amounts, prefer="last"),
    FieldRule("tax_total", ("tax_total",), spot_amounts, prefer="last"),
    FieldRule("total", ("total",), spot_amounts, prefer="last"),
    FieldRule("amount_due", ("amount_due",), spot_amounts, prefer="last"),
    FieldRule("paid", ("paid",), spot_amounts, prefer="last"),
    FieldRule("discount", ("discount",), spot_amounts, prefer="last"),
    FieldRule("shipping", ("shipping",), spot_amounts, prefer="last"),
    FieldRule("service_charge", ("service_charge",), spot_amounts, prefer="last"),
    FieldRule("rounding", ("rounding",), spot_amounts, prefer="last"),
    FieldRule("prior_balance", ("prior_balance",), spot_amounts, prefer="last"),
)

TOTAL_FIELDS = frozenset(
    {
        "net_total",
        "tax_total",
        "total",
        "amount_due",
        "paid",
        "discount",
        "shipping",
        "service_charge",
        "rounding",
    }
)


def find(pages: Sequence[TextPage], classification: Classification) -> tuple[Candidate, ...]:
    """Candidates for the fields of an invoice."""
    return find_with_tables(pages)[0]


def find_with_tables(pages: Sequence[TextPage]) -> tuple[tuple[Candidate, ...], tuple[Table, ...]]:
    """Candidates for the fields of an invoice, and its tables of items and taxes."""
    labelled = [LabelledPage.of(with_rate_labels(page), KIND) for page in pages]
    grids = item_grids(labelled)
    items, tables = find_line_items(labelled, grids)
    taxes, tax_tables = find_taxes(labelled, grids)
    item_words = frozenset(
        word for grid in grids for row in grid.rows for cell in row.cells if cell is not None for word in cell.words
    )
    parties = find_parties(labelled, item_words)
    header = [
        _worth(candidate, item_words)
        for page in labelled
        for candidate in link_page(_without_titles(page, grids), RULES)
    ]
    header += [candidate for page in labelled for candidate in find_title(page)]
    header += [
        c
        for page in labelled
        for c in party_candidates([p for p in parties if p.page == page.page.index], ocr=page.page.text_from == "ocr")
    ]
    header = list(_with_roles(header, parties, labelled))
    header += by_notation(labelled, parties)
    header = share_taxes(net_over_tax(share_totals(header)), taxes)
    header += by_arithmetic(labelled, header)
    header = _with_fapiao(header, [candidate for page in labelled for candidate in fapiao.find(page)])
    header = [candidate for candidate in header if candidate.score >= LEAST_SCORE]
    return (*best_per_place(header), *taxes, *items), (*tables, *tax_tables)


def _with_fapiao(header: Sequence[Candidate], fixed: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with those of the fixed Chinese form, which knows whose a number is."""
    owner = {
        (candidate.page, candidate.text): candidate.field.split(".")[0]
        for candidate in fixed
        if candidate.field.startswith(("seller.", "buyer."))
    }

    def is_anothers(candidate: Candidate) -> bool:
        role = candidate.field.split(".")[0]
        return role in ("seller", "buyer") and owner.get((candidate.page, candidate.text), role) != role

    return [*(candidate for candidate in header if not is_anothers(candidate)), *fixed]


def _without_titles(page: LabelledPage, grids: Sequence[Grid]) -> LabelledPage:
    """The page without labels that head the columns of item tables: no totals stand under those."""
    quads = {quad for grid in grids if grid.page == page.page.index for quad in grid.header.quads}
    labels = tuple(label for label in page.labels if label.quad not in quads)
    return LabelledPage(page.layout, tuple(_of_payment(page, label, labels) for label in labels))


def _of_payment(page: LabelledPage, label: Label, labels: Sequence[Label]) -> Label:
    """A bare "Reference" in the rows of a bank account is that of the payment."""
    if label.concept != "references":
        return label
    box = page.layout.box_of(label.quad)
    near = [
        other
        for other in labels
        if other.concept in ("payment.iban", "payment.bic")
        for there in (page.layout.box_of(other.quad),)
        if abs(there.left - box.left) < box.height and abs(drop_between(there, box)) < PAYMENT_ROWS * box.height
    ]
    return replace(label, concept="payment.reference") if near else label


def _worth(candidate: Candidate, item_words: frozenset[Word]) -> Candidate:
    """Less for labels that say little, and for values that are parts of line items."""
    score = candidate.score
    label = (candidate.label or "").strip(" .:：").casefold()
    score *= GENERIC_WORTH if label in GENERIC else PREPOSITION_WORTH if label in PREPOSITIONS else 1.0
    if candidate.field in TOTAL_FIELDS and candidate.words and item_words.issuperset(candidate.words):
        score *= WITHIN_ITEMS
    if candidate.field == "payment.terms" and candidate.text[:1].islower():
        score *= MID_SENTENCE
    if candidate.field in ("seller.tax_id", "buyer.tax_id") and _is_vat_id(candidate.text):
        return replace(candidate, field=candidate.field.replace("tax_id", "vat_id"), score=round(score, 4))
    return replace(candidate, score=round(score, 4))


def _is_vat_id(text: str) -> bool:
    """Whether the whole text is a VAT number with its country: then it is one, whatever its label says."""
    return any(r.start == 0 and r.end == len(text) for r in identifiers.find_vat_ids(text)) and text[:2].isalpha()


OF_BUYER = {
    "seller.vat_id": "buyer.vat_id",
    "seller.tax_id": "buyer.tax_id",
    "seller.phone": "buyer.phone",
    "seller.email": "buyer.email",
}


def _with_roles(
    candidates: Sequence[Candidate], parties: Sequence[Party], pages: Sequence[LabelledPage]
) -> Iterator[Candidate]:
    """Numbers and contacts that stand in the buyer's block are the buyer's; in another's, nobody's here."""
    owner: dict[Word, str] = {}
    for party in sorted(parties, key=lambda party: party.score):
        owner.update(dict.fromkeys(words_of(party, pages), party.role or ""))
    own_ids = {
        candidate.text
        for candidate in candidates
        if candidate.field == "seller.vat_id" and candidate.words and owner.get(candidate.words[0]) == "seller"
    }
    for candidate in candidates:
        role = owner.get(candidate.words[0], "") if candidate.words else ""
        if candidate.field == "number" and role and candidate.label is not None:
            yield replace(candidate, score=round(candidate.score * WITHIN_PARTY, 4))
        elif candidate.field not in OF_BUYER or role == "seller":
            yield candidate
        elif role in ("", "remit_to"):
            yield replace(candidate, score=round(candidate.score * OUTSIDE_SELLER, 4))
        elif role in ("buyer", "bill_to"):
            yield replace(candidate, field=OF_BUYER[candidate.field])
        if candidate.field == "seller.vat_id" and role == "" and own_ids and candidate.text not in own_ids:
            yield replace(candidate, field="buyer.vat_id", score=round(candidate.score * LEFT_OVER, 4))
    for party in parties:
        if party.role in ("buyer", "bill_to"):
            yield from _party_numbers(party)


def _party_numbers(party: Party) -> Iterator[Candidate]:
    """ "Nummer: 16259" in the buyer's block is the customer's number."""
    for line in party.lines:
        if "stop.party_number" in line.concepts and (readings := spot_numbers(line.segment.text)):
            words = line.segment.words_at(readings[0].start, readings[0].end)
            yield Candidate(
                field="customer_number",
                text=line.segment.text[readings[0].start : readings[0].end],
                page=party.page,
                quad=quad_of(words),
                score=round(0.8 * party.score, 4),
                origin="text",
                words=words,
            )

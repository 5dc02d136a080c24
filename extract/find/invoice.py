"""Fields of an invoice: numbers and dates beside their labels, parties, totals, taxes, line items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docfields.schemas.extraction import Kind, Table

from ..document import Candidate, Classification, Label, TextPage, Word
from ..notation import amounts, contacts, currencies, dates, identifiers
from ..notation.reading import Reading
from .geometry import Segment, quad_around, quad_of
from .line_items import find_line_items, item_grids

from .link import (
    FieldRule,
    LabelledPage,
    best_per_place,
    link_page,
    spot_text,
)
from .parties import Party, find_parties, party_candidates
from .tables import Grid
from .taxes import find_taxes
from .totals import by_arithmetic, share_totals
from . import fapiao

KIND: Kind = "invoice"

GENERIC = frozenset({
    "nummer", "nr", "no", "n°", "nº", "number", "#", "rechnung", "facture", "invoice", "faktura", "num", "numéro",
    "factuur", "factura", "fattura", "beleg", "bill", "numero",
})  # fmt: skip
"""Labels that say too little alone: their values are worth GENERIC_WORTH of a full label's."""

GENERIC_WORTH = 0.75

PREPOSITIONS = frozenset({"vom", "du", "le", "of", "de", "del", "am", "den", "bis zum", "van"})
"""Labels of dates in titles, which `_title` reads; elsewhere they say next to nothing."""

PREPOSITION_WORTH = 0.4

LEAST_SCORE = 0.25
"""Candidates below are guesses that are more often wrong than right."""

WITHIN_ITEMS = 0.4
"""Factor for a header field's value that is a part of a line item."""

WITHIN_PARTY = 0.2
"""Factor for a document's number that stands in the block of a party ("Nummer: 16259")."""

OUTSIDE_SELLER = 0.75
"""Factor for a seller's number or contact that stands apart from the seller's block."""

TERMS_REACH = 10
"""Sentences up to this many line heights under the heading of the payment terms belong to it."""

HEADED_TERMS = 0.8

LEFT_OVER = 0.5
"""Factor for a VAT number outside the seller's block as the buyer's: right where two are printed."""

SURE_NOTATION = 0.8
"""Score of VAT numbers whose check digits hold; others need a label."""

UNLABELLED = 0.5
"""Score of values that are known by their notation alone."""

_TITLE_NUMBER = re.compile(
    r"(?:\bnr|\bno|\bn[°ºo]|\bnum(?:ber|mer|[ée]ro)?|#)\s?[.:]*\s*#?\s*(?P<number>(?=\S*\d)[\w][\w/.\-]*)",
    re.IGNORECASE,
)
_TITLE_DATE = re.compile(r"\b(?:vom|du|of|dated|date|le|van|del|de|from|am|den)\b[\s:]*", re.IGNORECASE)

_TERMS = re.compile(
    r"\b(?:zahlbar|zahlung innerhalb|innerhalb von \d+ tagen|skonto|f[äa]llig innerhalb|ohne abzug|tage netto|payable|due (?:on|upon|within)|net \d+"
    r"|within \d+ days|cash on delivery|payment (?:due|within|in advance)|\d+ days (?:net|end|from|after)|paiement (?:à|sous|comptant|dans)"
    r"|à réception|\d+ jours|règlement à|binnen \d+ dagen|a \d+ giorni|rimessa diretta|al contado|a \d+ días|cod\b|c\.o\.d\.|prepaid)",
    re.IGNORECASE,
)

_CHINESE_TAX_ID = re.compile(r"(?<![0-9A-Z])(?=(?:\D*\d){8})[0-9A-Z]{15,20}(?![0-9A-Z])")


def spot_amounts(text: str) -> tuple[Reading, ...]:
    return amounts.find(text)


def spot_numbers(text: str) -> tuple[Reading, ...]:
    """Invoice, order and customer numbers; dates and amounts with two decimals are none."""
    taken = [(reading.start, reading.end) for reading in dates.find(text)]
    return tuple(
        reading
        for reading in identifiers.find_references(text)
        if all(reading.end <= start or end <= reading.start for start, end in taken)
    )


def spot_terms(text: str) -> tuple[Reading, ...]:
    """Text with a letter in it; an amount or a date alone is no agreement."""
    readings = spot_text(text)
    return tuple(r for r in readings if sum(map(str.isalpha, str(r.value))) >= 4)


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
    FieldRule("payment.terms", ("payment.terms",), spot_terms),
    FieldRule("payment.reference", ("payment.reference",), spot_text, ("rest", "right")),
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
    labelled = [LabelledPage.of(page, KIND) for page in pages]
    grids = item_grids(labelled)
    items, tables = find_line_items(labelled, grids)
    parties = find_parties(labelled)
    taxes, tax_tables = find_taxes(labelled)
    item_words = frozenset(
        word for grid in grids for row in grid.rows for cell in row.cells if cell is not None for word in cell.words
    )
    header = [
        _worth(candidate, item_words)
        for page in labelled
        for candidate in link_page(_without_titles(page, grids), RULES)
    ]
    header += [candidate for page in labelled for candidate in _title(page)]
    header += [
        c
        for page in labelled
        for c in party_candidates([p for p in parties if p.page == page.page.index], ocr=page.page.text_from == "ocr")
    ]
    header = list(_with_roles(header, parties))
    header += _by_notation(labelled, parties)
    header = share_totals(header)
    header += by_arithmetic(labelled, header)
    header += [candidate for page in labelled for candidate in fapiao.find(page)]
    header = [candidate for candidate in header if candidate.score >= LEAST_SCORE]
    return (*best_per_place(header), *taxes, *items), (*tables, *tax_tables)


def _without_titles(page: LabelledPage, grids: Sequence[Grid]) -> LabelledPage:
    """The page without labels that head the columns of item tables: no totals stand under those."""
    quads = {quad for grid in grids if grid.page == page.page.index for quad in grid.header.quads}
    return LabelledPage(page.layout, tuple(label for label in page.labels if label.quad not in quads))


def _worth(candidate: Candidate, item_words: frozenset[Word]) -> Candidate:
    """Less for labels that say little, and for values that are parts of line items."""
    score = candidate.score
    label = (candidate.label or "").strip(" .:：").casefold()
    score *= GENERIC_WORTH if label in GENERIC else PREPOSITION_WORTH if label in PREPOSITIONS else 1.0
    if candidate.field in TOTAL_FIELDS and candidate.words and item_words.issuperset(candidate.words):
        score *= WITHIN_ITEMS
    return replace(candidate, score=round(score, 4))


def _title(page: LabelledPage) -> Iterator[Candidate]:
    """Number and date in the title: "Rechnung (380) Nr. 4711 vom 06.03.2018", "FACTURE N° F12 du 3 mai 2021"."""
    titles = {
        label.line
        for label in page.labels
        if label.first <= 1 and (label.concept.startswith("kind.invoice") or label.concept == "number")
    }
    for line in sorted(titles):
        words = page.page.lines[line].words
        # The title may be cut into several lines by wide gaps: the whole row is read.
        row = next((row for row in page.layout.rows if any(page.layout.segments[k].line == line for k in row)), ())
        segments = [page.layout.segments[k] for k in row if page.layout.segments[k].quad.left >= words[0].quad.left - 1]
        if not segments:
            continue
        title = Segment(page.page.index, line, 0, tuple(word for segment in segments for word in segment.words))
        text = title.text
        number = _TITLE_NUMBER.search(text)
        if number and not dates.find(number["number"]):
            yield _plain(page, title, "number", number.start("number"), number.end("number"), 0.85)
        for before in _TITLE_DATE.finditer(text):
            reading = next((r for r in dates.find(text) if 0 <= r.start - before.end() <= 1), None)
            if reading is not None:
                yield _plain(page, title, "issue_date", reading.start, reading.end, 0.85)
                break


def _plain(page: LabelledPage, segment: Segment, field: str, start: int, end: int, score: float) -> Candidate:
    """A candidate for a part of a segment's text."""
    words = segment.words_at(start, end)
    return Candidate(
        field=field,
        text=segment.text[start:end],
        page=page.page.index,
        quad=quad_of(words),
        score=round(score, 4),
        origin="ocr" if page.page.text_from == "ocr" else "text",
        words=words,
    )


OF_BUYER = {
    "seller.vat_id": "buyer.vat_id",
    "seller.tax_id": "buyer.tax_id",
    "seller.phone": "buyer.phone",
    "seller.email": "buyer.email",
}


def _with_roles(candidates: Sequence[Candidate], parties: Sequence[Party]) -> Iterator[Candidate]:
    """Numbers and contacts that stand in the buyer's block are the buyer's; in another's, nobody's here."""
    owner: dict[Word, str] = {}
    for party in sorted(parties, key=lambda party: party.score):
        for line in party.lines:
            owner.update(dict.fromkeys(line.segment.words, party.role or ""))
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
        if candidate.field == "seller.vat_id" and role == "" and "seller" in set(owner.values()):
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


def _by_notation(pages: Sequence[LabelledPage], parties: Sequence[Party]) -> list[Candidate]:
    """Values that need no label: IBANs, VAT numbers, contacts in the letterhead, currencies, terms, a lone date."""
    candidates: list[Candidate] = []
    buyers = {w for p in parties if p.role not in ("seller", None) for line in p.lines for w in line.segment.words}
    sellers = {w for p in parties if p.role == "seller" for line in p.lines for w in line.segment.words}
    for page in pages:
        for segment in page.layout.segments:
            text = segment.text
            ours = sellers.issuperset(segment.words)
            theirs = not buyers.isdisjoint(segment.words)
            for reading in identifiers.find_ibans(text):
                candidates.append(
                    _plain(page, segment, "payment.iban", reading.start, reading.end, 0.8 * reading.score)
                )
            for reading in identifiers.find_vat_ids(text):
                field = "buyer.vat_id" if theirs else "seller.vat_id"
                candidates.append(_plain(page, segment, field, reading.start, reading.end, UNLABELLED * reading.score))
            if not theirs and page.page.index == 0:
                worth = 0.7 if ours else 0.35
                for reading in contacts.find_emails(text):
                    candidates.append(_plain(page, segment, "seller.email", reading.start, reading.end, worth))
                if ours:
                    for reading in contacts.find_phones(text)[:1]:
                        candidates.append(
                            _plain(
                                page,
                                segment,
                                "seller.phone",
                                reading.start,
                                reading.end,
                                0.65 * reading.score,
                            )
                        )
        candidates += _terms(page)
    candidates += _currencies(pages)
    candidates += _first_date(pages)
    return candidates


def _terms(page: LabelledPage) -> Iterator[Candidate]:
    """Sentences that agree on payment ("Zahlbar innerhalb 14 Tagen"), with the lines they run on to."""
    layout = page.layout
    headings = [layout.box_of(label.quad) for label in page.labels if label.concept == "payment.terms"]
    for k, (segment, box) in enumerate(zip(layout.segments, layout.boxes, strict=True)):
        if not _TERMS.search(segment.text) or len(segment.words) < 3:
            continue
        lines = [(segment, box)]
        # The same printed line may go on after a gap ("2 % Skonto   EUR 12,00").
        lines += [
            (other, layout.boxes[j])
            for j, other in enumerate(layout.segments)
            if other.line == segment.line and other.first >= segment.last
        ]
        for j in layout.below(box, 0.6):
            other, under = layout.segments[j], layout.boxes[j]
            runs_on = other.text[:1].islower() or not segment.text.rstrip().endswith((".", "!", ":"))
            if j != k and runs_on and abs(under.left - box.left) < box.height and not page.starts_with_label(other):
                lines.append((other, under))
                break
        words = tuple(word for part, _ in lines for word in part.words)
        headed = any(0 < box.top - heading.top < TERMS_REACH * box.height for heading in headings)
        yield Candidate(
            field="payment.terms",
            text=" ".join(word.text for word in words),
            page=page.page.index,
            quad=quad_around([part.quad for part, _ in lines]),
            score=HEADED_TERMS if headed else UNLABELLED,
            origin="ocr" if page.page.text_from == "ocr" else "text",
            words=words,
        )


def _currencies(pages: Sequence[LabelledPage]) -> Iterator[Candidate]:
    """The currency that stands most often beside amounts."""
    places: dict[str, tuple[LabelledPage, Segment, Reading]] = {}
    counts: Counter[str] = Counter()
    for page in pages:
        for segment in page.layout.segments:
            text = segment.text
            if not any(character.isdigit() for character in text) and len(text) > 12:
                continue
            for reading in currencies.find(text):
                counts[str(reading.value)] += 1
                places.setdefault(str(reading.value), (page, segment, reading))
    for rank, (code, _) in enumerate(counts.most_common(2)):
        page, segment, reading = places[code]
        yield _plain(page, segment, "currency", reading.start, reading.end, 0.7 * 0.6**rank)


def _first_date(pages: Sequence[LabelledPage]) -> Iterator[Candidate]:
    """The first date in the upper half of the first page, where no label told one."""
    for page in pages[:1]:
        for row in page.layout.rows:
            for k in row:
                segment = page.layout.segments[k]
                labels: list[Label] = [l for l in page.labels if l.line == segment.line and l.first <= segment.first]
                for reading in dates.find(segment.text):
                    if reading.score >= 0.5 and not labels and segment.quad.top < page.page.height / 2:
                        yield _plain(page, segment, "issue_date", reading.start, reading.end, UNLABELLED)
                        return

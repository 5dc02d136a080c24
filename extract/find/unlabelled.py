"""What an invoice says without a label: its title, values known by their notation, terms in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..document import Candidate, Label
from ..notation import contacts, currencies, dates, identifiers
from ..notation.reading import Reading
from .blocks import Party, line_at, words_of
from .geometry import Segment, quad_around, quad_of
from .labelled import LabelledPage
from .link import spot_text

GENERIC = frozenset({
    "nummer", "nr", "no", "n°", "nº", "number", "#", "rechnung", "facture", "invoice", "faktura", "num", "numéro",
    "factuur", "factura", "fattura", "beleg", "bill", "numero",
})  # fmt: skip
"""Labels that say too little alone: their values are worth GENERIC_WORTH of a full label's."""


TERMS_REACH = 10
"""Sentences up to this many line heights under the heading of the payment terms belong to it."""


HEADED_TERMS = 0.8


SENTENCE = 6
"""Words of a line that is surely no value of a key, but a sentence."""


IN_LETTERHEAD, PHONE_IN_LETTERHEAD = 0.8, 0.75
"""Scores of an e-mail address and of a phone without a label in the seller's block."""


UNLABELLED = 0.5
"""Score of values that are known by their notation alone."""


_TITLE_NUMBER = re.compile(
    r"(?:\bnr|\bno|\bn[°ºo]|\bnum(?:ber|mer|[ée]ro)?|#)\s?[.:]*\s*#?\s*(?P<number>(?=\S*\d)[\w][\w/.\-]*)",
    re.IGNORECASE,
)


_TITLE_DATE = re.compile(r"\b(?:vom|du|of|dated|date|le|van|del|de|from|am|den)\b[\s:]*", re.IGNORECASE)


_TERMS = re.compile(
    r"\b(?:zahlbar|zahlung innerhalb|innerhalb von \d+ tagen|skonto|f[äa]llig innerhalb|ohne abzug|tage netto"
    r"|payable(?! to)|due (?:on|upon|within)|net \d+|within \d+ days|\d+ days (?:net|end|from|after)"
    r"|cash on delivery|payment (?:due|within|in advance)|cod\b|c\.o\.d\.|prepaid"
    r"|paiement (?:à|sous|comptant|dans)|à réception|\d+ jours|règlement à|jours fin de mois"
    r"|\d+ (?:giorni|días|dagen|dias|dni|dagar|gg)\b|rimessa diretta|al contado)",
    re.IGNORECASE,
)


def spot_terms(text: str) -> tuple[Reading, ...]:
    """Text with a word in it; an amount or a date alone is no agreement."""
    readings = spot_text(text)
    return tuple(r for r in readings if sum(map(str.isalpha, str(r.value))) >= 3)


def spot_agreement(text: str) -> tuple[Reading, ...]:
    """Text that agrees on a time of payment, whatever announces it ("Modalità di pagamento")."""
    return spot_terms(text) if _TERMS.search(text) else ()


def find_title(page: LabelledPage) -> Iterator[Candidate]:
    """Number and date in the title: "Rechnung (380) Nr. 4711 vom 06.03.2018", "FACTURE N° F12 du 3 mai 2021"."""
    titles = {
        label.line
        for label in page.labels
        if label.first <= 1
        and (
            label.concept.startswith("kind.invoice")
            or (label.concept == "number" and label.phrase.casefold() not in GENERIC)
        )
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


def by_notation(pages: Sequence[LabelledPage], parties: Sequence[Party]) -> list[Candidate]:
    """Values that need no label: IBANs, VAT numbers, contacts in the letterhead, currencies, terms, a lone date."""
    candidates: list[Candidate] = []
    buyers = {word for party in parties if party.role not in ("seller", None) for word in words_of(party, pages)}
    sellers = {word for party in parties if party.role == "seller" for word in words_of(party, pages)}
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
                worth = IN_LETTERHEAD if ours else UNLABELLED * 0.7
                for reading in contacts.find_emails(text):
                    candidates.append(_plain(page, segment, "seller.email", reading.start, reading.end, worth))
                if ours and not page.starts_with_label(segment):
                    for reading in contacts.find_phones(text)[:1]:
                        worth = PHONE_IN_LETTERHEAD * reading.score
                        candidates.append(_plain(page, segment, "seller.phone", reading.start, reading.end, worth))
        candidates += _terms(page)
    candidates += _currencies(pages)
    candidates += _first_date(pages)
    return candidates


def _terms(page: LabelledPage) -> Iterator[Candidate]:
    """Sentences that agree on payment ("Zahlbar innerhalb 14 Tagen"), with the lines they run on to."""
    layout = page.layout
    headings = [layout.box_of(label.quad) for label in page.labels if label.concept == "payment.terms"]
    dated = {(label.line, label.first) for label in page.labels if label.concept == "due_date"}
    for k, (segment, box) in enumerate(zip(layout.segments, layout.boxes, strict=True)):
        if not _TERMS.search(segment.text) or len(segment.words) < 3 or (segment.line, segment.first) in dated:
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
            # The next row of keys and values is none of it: its key stands to the left.
            own_row = bool(line_at(page, j).labels) or page.starts_with_label(other)
            is_word = page.is_label(other, share=1.0) and other.text[-1] not in ":："
            if own_row and is_word and len(segment.words) >= SENTENCE:
                # ... but a sentence may run on to a word that is a label elsewhere ("nach / Rechnungsdatum").
                own_row = any(i != j and layout.same_row(under, level) for i, level in enumerate(layout.boxes))
            if j != k and runs_on and abs(under.left - box.left) < box.height and not own_row:
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
                labels: list[Label] = [
                    label for label in page.labels if label.line == segment.line and label.first <= segment.first
                ]
                for reading in dates.find(segment.text):
                    if reading.score >= 0.5 and not labels and segment.quad.top < page.page.height / 2:
                        yield _plain(page, segment, "issue_date", reading.start, reading.end, UNLABELLED)
                        return

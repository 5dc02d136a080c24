"""What kind of document pages are: invoice, receipt, bank card, identity document or form.

Points are added up for each kind from a table of clues: key phrases, patterns and layout. Nothing is
trained, so each decision can be read off the table. What little speaks for is a form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import get_args

from docfields.schemas.extraction import Kind

from .classify_country import country_of_seller
from .document import Classification, Label, TextPage
from .notation import countries

LEAST_LABEL_SCORE = 0.85
"""Labels with more damage speak for no kind."""

HEADING_WORDS = 6
"""A phrase in a longer line is part of a sentence and titles nothing."""

FEW_WORDS = 45
"""Bank cards have up to some 30 words, noise of the picture included (dev set: 22)."""

SOME_WORDS = 110
"""Identity documents have up to some 80 words (dev set)."""

MANY_WORDS = 120

NARROW_RATIO = 1.6
"""Height by width: till rolls are longer than any sheet (A4: 1.41, Legal: 1.65)."""

ROLL_CHARACTERS = 56
SHEET_CHARACTERS = 64
"""Average characters side by side: till printers write 32 to 48, sheets 80 and more.

Measured: receipts 20 to 63 (19 in 20 up to 49), invoices 68 to 162.
"""

FULL_WIDTH = "\u1100"
"""From here on characters are as wide as two Latin ones."""

CARD_RATIOS = (0.55, 0.8)
"""ID-1 cards have 0.63, a passport's page 0.70."""

MRZ_ALPHABET = re.compile(r"[A-Z0-9<]")
MRZ_LENGTH = 25
"""Machine-readable lines have 30, 36 or 44 characters; OCR loses some of the fillers."""

MRZ_SHARE = 0.85
MRZ_LEAST_CONTENT = 8
"""Letters and digits in a machine-readable line; "<<<<<<" alone is an ornament."""

PATTERNS = {
    "amount": re.compile(r"(?<![\d.,])\d{1,3}(?:[., ]?\d{3})*[.,] ?\d{2}(?![\d.,%]|\s?%)"),
    "time": re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])"),
    "card number": re.compile(r"(?<!\d)(?:\d{4}[ -]?){2,3}\d{4}(?!\d)|(?<!\d)3\d{3}[ -]\d{6}[ -]\d{5}(?!\d)"),
    "month and year": re.compile(r"(?<![\d/])\d{1,2}/\d{2}(?![\d/])"),
    "citizen number": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "box": re.compile("[☐☑☒□■]"),
}


@dataclass(frozen=True, slots=True)
class Clue:
    """So many points for `kind` for each time that `name` is observed, counted `most` times at most.

    name: "kind:concept" of a label, "kind:family.*" (distinct concepts of the family), or one of
    the patterns and layouts of `observe`.
    """

    kind: Kind
    name: str
    points: float
    reason: str
    most: int = 1


CLUES = (
    Clue("identity", "mrz line", 5, "no other document has a machine-readable zone", most=2),
    Clue("identity", "identity title", 3.5, "passport, identity card ... in any language"),
    Clue("identity", "identity:kind.identity", 1.5, "a state's name, as on the head of a card"),
    Clue("identity", "identity:kind.identity.visa", 1.0, "a title, but also the name of a card network"),
    Clue("identity", "identity:birth_date", 1.5, "forms have it too"),
    Clue("identity", "identity:birth_place", 1.5, "rare elsewhere"),
    Clue("identity", "identity:nationality", 1.5, "forms have it too"),
    Clue("identity", "identity:sex", 1.0, "forms have it too"),
    Clue("identity", "identity:given_names", 1.0, "forms have it too"),
    Clue("identity", "identity:authority", 1.0, "who issued it"),
    Clue("identity", "identity:ethnicity", 1.5, "Chinese identity cards; forms have it too"),
    Clue("identity", "identity:personal_number", 1.0, "forms have it too"),
    Clue("identity", "identity:licence_classes", 1.5, "driving licences"),
    Clue("identity", "identity:eye_colour", 1.0, "rare elsewhere"),
    Clue("identity", "citizen number", 1.5, "Chinese citizens' number of 18 digits"),
    Clue("identity", "some words", 1.0, "cards and data pages have little text"),
    Clue("identity", "card shape", 0.5, "bank cards have the same shape"),
    Clue("identity", "amount", -0.7, "money stands on no identity document", most=4),
    Clue("bank_card", "card number", 3.0, "loyalty and card numbers stand on receipts too"),
    Clue("bank_card", "month and year", 1.5, "the expiry"),
    Clue("bank_card", "bank_card:kind.bank_card", 1.5, "network or sort of card; also on receipts"),
    Clue("bank_card", "bank_card:expiry", 1.5, "valid thru"),
    Clue("bank_card", "bank_card:valid_from", 0.5, "rare elsewhere"),
    Clue("bank_card", "few words", 2.0, "a card has a dozen words"),
    Clue("bank_card", "card shape", 0.5, "identity cards have the same shape"),
    Clue("bank_card", "many words", -4.0, "no card has so many words"),
    Clue("bank_card", "amount", -1.0, "no money stands on a card", most=4),
    Clue("bank_card", "mrz line", -4.0, "that is an identity document"),
    Clue("receipt", "receipt:kind.receipt", 1.5, "receipt, cashier, thank you, come again", most=2),
    Clue("receipt", "receipt category", 1.0, "table, server, pump, room ...", most=3),
    Clue("receipt", "receipt:kind.receipt.card_slip", 1.0, "merchant copy, approval code"),
    Clue("receipt", "receipt:change", 2.0, "only a till gives change"),
    Clue("receipt", "receipt:payment.cash", 1.0, "also cash on delivery"),
    Clue("receipt", "receipt:payment.card", 0.5, "also in terms of invoices"),
    Clue("receipt", "receipt:rounding", 0.5, "cash is rounded"),
    Clue("receipt", "receipt:tip", 1.0, "restaurants"),
    Clue("receipt", "receipt:time", 0.5, "tills print the time"),
    Clue("receipt", "time", 1.5, "tills print the time"),
    Clue("receipt", "narrow page", 1.0, "a till roll"),
    Clue("receipt", "roll width", 2.5, "a till roll, whatever is around it on the picture"),
    Clue("receipt", "amount", 0.75, "where nothing tells invoice and receipt apart, a receipt", most=4),
    Clue("receipt", "receipt:total", 0.75, "has a sum"),
    Clue("receipt", "receipt:total.payable", 0.5, "has a sum"),
    Clue("receipt", "receipt:subtotal", 0.5, "has a sum"),
    Clue("receipt", "receipt:tax", 0.5, "has a tax"),
    Clue("invoice", "invoice:kind.invoice", 1.0, "many receipts are called tax invoice, too"),
    Clue("invoice", "invoice subtype", 1.5, "credit note, proforma, reminder"),
    Clue("invoice", "invoice named", 1.0, "invoice number, invoice date: the label names it"),
    Clue("invoice", "invoice:number", 0.25, "receipts have numbers, too"),
    Clue("invoice", "invoice:due_date", 1.5, "a receipt is paid already"),
    Clue("invoice", "invoice:payment.terms", 1.0, "a receipt is paid already"),
    Clue("invoice", "invoice:payment.iban", 1.5, "where to pay"),
    Clue("invoice", "invoice:payment.bic", 0.5, "where to pay"),
    Clue("invoice", "invoice:payment.bank", 0.5, "where to pay"),
    Clue("invoice", "invoice:payment.account", 0.5, "where to pay"),
    Clue("invoice", "invoice:payment.reference", 0.5, "what to quote"),
    Clue("invoice", "invoice:customer_number", 1.0, "the buyer is known"),
    Clue("invoice", "invoice:role.bill_to", 1.5, "the buyer is named"),
    Clue("invoice", "invoice:role.ship_to", 1.0, "the buyer is named"),
    Clue("invoice", "invoice:role.remit_to", 1.0, "where to pay"),
    Clue("invoice", "invoice:role.buyer", 0.5, "the buyer is named; forms have such words, too"),
    Clue("invoice", "invoice:order_number", 0.25, "receipts have orders, too"),
    Clue("invoice", "invoice:contract_number", 0.5, "rare on receipts"),
    Clue("invoice", "invoice:delivery_date", 1.0, "rare on receipts"),
    Clue("invoice", "invoice:service_period", 1.0, "rare on receipts"),
    Clue("invoice", "item column", 0.5, "columns of a table of items; receipts have some, too", most=4),
    Clue("invoice", "invoice:tax.*", 0.25, "table of taxes", most=3),
    Clue("invoice", "invoice:net_total", 0.5, "has a sum"),
    Clue("invoice", "invoice:total", 0.75, "has a sum"),
    Clue("invoice", "invoice:amount_due", 0.25, "has a sum"),
    Clue("invoice", "invoice:tax_total", 0.5, "has a tax"),
    Clue("invoice", "invoice:stop.copy", 1.5, "which copy of a Chinese invoice it is"),
    Clue("invoice", "invoice:stop.invoice_code", 1.5, "Chinese invoices"),
    Clue("invoice", "invoice:stop.check_code", 0.5, "Chinese invoices"),
    Clue("invoice", "invoice:stop.document", 1.5, "renderings of electronic invoices"),
    Clue("invoice", "amount", 0.5, "money", most=4),
    Clue("invoice", "text layer", 1.5, "receipts are mostly pictures"),
    Clue("invoice", "sheet width", 2.0, "more text side by side than on a till roll"),
    Clue("form", "any page", 3.0, "what little speaks for is a form"),
    Clue("form", "many words", 1.0, "forms have much text"),
    Clue("form", "sheet width", 1.0, "forms are sheets"),
    Clue("form", "form:kind.form", 1.0, "application, memorandum, report ...", most=4),
    Clue("form", "box", 0.5, "boxes to tick", most=2),
    Clue("form", "amount", -0.5, "money belongs to invoices and receipts", most=4),
)
"""Points were chosen by hand on the train and dev sets, in steps of a quarter at least."""

ITEM_COLUMNS = ("item.description", "item.quantity", "item.unit", "item.unit_price", "item.sku")
"""Headings that stand over items only; "amount", "tax", "discount" stand beside sums, too."""

INVOICE_LABELS = ("number", "issue_date", "due_date")
INVOICE_WORD = re.compile("invoice|rechnung|factu|fatura|fattura|faktura|发票|發票", re.IGNORECASE)
"""Labels that name the document: "invoice number", "Rechnungsdatum"."""


def classify(pages: Sequence[TextPage]) -> Classification:
    """Kind, subtype and country of annotated pages of one document.

    scores: each kind's share of all points, the best first. country: ISO 3166-1 alpha-2.
    """
    observed = observe(pages)
    points: dict[Kind, float] = {kind: 0.0 for kind in get_args(Kind)}
    for clue in CLUES:
        points[clue.kind] += clue.points * min(observed[clue.name], clue.most)
    everything = sum(max(share, 0.0) for share in points.values())
    # Where nothing tells invoice and receipt apart, a receipt is likelier.
    ranked = sorted(points, key=lambda kind: (-points[kind], kind != "receipt", kind))
    kind = ranked[0]
    return Classification(
        kind=kind,
        subtype=subtype_of(pages, kind),
        country=country_of(pages, kind),
        scores=tuple((each, round(max(points[each], 0.0) / everything, 4)) for each in ranked),
    )


def observe(pages: Sequence[TextPage]) -> Counter[str]:
    """How often each thing that a clue may name is on the pages."""
    observed: Counter[str] = Counter({"any page": 1})
    phrases = {(label.kind, label.concept, label.phrase) for label in _good_labels(pages)}
    observed.update(f"{kind}:{concept}" for kind, concept, _ in phrases)
    for kind, concept in {(kind, concept) for kind, concept, _ in phrases}:
        observed[f"{kind}:{concept.split('.')[0]}.*"] += 1
        if concept.startswith("kind.identity.") and concept != "kind.identity.visa":
            observed["identity title"] += 1
        observed["item column"] += kind == "invoice" and concept in ITEM_COLUMNS
    observed["receipt category"] = len(
        {
            label.phrase
            for label in _good_labels(pages)
            # "Table: 12" begins its line, a "bedside table" does not.
            if label.concept.startswith("kind.receipt.") and label.first == 0
        }
    )
    observed["invoice named"] = sum(
        kind == "invoice" and concept in INVOICE_LABELS and INVOICE_WORD.search(phrase) is not None
        for kind, concept, phrase in phrases
    )
    observed["invoice subtype"] = int(_invoice_subtype(pages) != "invoice")
    for text in _line_texts(pages):
        observed["mrz line"] += is_machine_readable(text)
        for name, pattern in PATTERNS.items():
            observed[name] += len(pattern.findall(text))
    observed.update(_layout(pages))
    return observed


def is_machine_readable(text: str) -> bool:
    """Whether a line looks like one of a machine-readable zone, some characters misread."""
    compact = text.replace(" ", "").replace("«", "<<")
    fillers = compact.count("<")
    if len(compact) < MRZ_LENGTH or fillers < 2 or len(compact) - fillers < MRZ_LEAST_CONTENT:
        return False
    return len(MRZ_ALPHABET.findall(compact)) >= MRZ_SHARE * len(compact)


def characters_across(page: TextPage) -> float:
    """How many average characters stand side by side between the leftmost and the rightmost text."""
    widths = [line.quad.width / _width_in_characters(line.text) for line in page.lines if len(line.text) > 1]
    if not widths or not median(widths):
        return 0.0
    left, right = min(line.quad.left for line in page.lines), max(line.quad.right for line in page.lines)
    return (right - left) / median(widths)


def _width_in_characters(text: str) -> int:
    return sum(2 if character >= FULL_WIDTH else 1 for character in text)


def subtype_of(pages: Sequence[TextPage], kind: Kind) -> str | None:
    """Invoice: credit_note ...; receipt: its category; identity: the sort of document; else None."""
    if kind == "invoice":
        return _invoice_subtype(pages)
    if kind == "receipt":
        return _commonest_subtype(pages, "receipt")
    if kind == "identity":
        return _identity_subtype_of_mrz(pages) or _commonest_subtype(pages, "identity")
    return None


def country_of(pages: Sequence[TextPage], kind: Kind) -> str | None:
    """ISO 3166-1 alpha-2; None where nothing tells, and for bank cards and forms."""
    if kind == "identity":
        return _issuing_country(pages)
    if kind not in ("invoice", "receipt"):
        return None
    return country_of_seller(pages, kind)


def _good_labels(pages: Iterable[TextPage]) -> Iterator[Label]:
    return (label for page in pages for label in page.labels if label.score >= LEAST_LABEL_SCORE)


def _line_texts(pages: Iterable[TextPage]) -> Iterator[str]:
    return (line.text for page in pages for line in page.lines)


def _layout(pages: Sequence[TextPage]) -> Mapping[str, int]:
    if not pages:
        return {}
    words = sum(_count_words(word.text) for page in pages for line in page.lines for word in line.words)
    ratio = pages[0].height / pages[0].width if pages[0].width else 0.0
    across = characters_across(pages[0])
    return {
        "few words": int(words <= FEW_WORDS),
        "some words": int(words <= SOME_WORDS),
        "many words": int(words >= MANY_WORDS),
        "narrow page": int(ratio >= NARROW_RATIO),
        "roll width": int(0 < across <= ROLL_CHARACTERS),
        "sheet width": int(across >= SHEET_CHARACTERS),
        "card shape": int(CARD_RATIOS[0] <= ratio <= CARD_RATIOS[1]),
        "text layer": int(pages[0].text_from == "text"),
    }


def _count_words(text: str) -> int:
    """One, or as many as Chinese text without spaces has: two characters make about one word."""
    return max(1, sum(character >= FULL_WIDTH for character in text) // 2)


def _headings(pages: Iterable[TextPage], prefix: str) -> Iterator[str]:
    """Concepts that begin so, of labels in short lines, in the order of the page."""
    for page in pages:
        for label in page.labels:
            short = len(page.lines[label.line].words) <= HEADING_WORDS
            if label.concept.startswith(prefix) and label.score >= LEAST_LABEL_SCORE and short:
                yield label.concept.removeprefix(prefix)


def _invoice_subtype(pages: Sequence[TextPage]) -> str:
    """The first heading that names a subtype; a plain invoice otherwise."""
    return next(_headings(pages, "kind.invoice."), "invoice")


def _commonest_subtype(pages: Sequence[TextPage], kind: Kind) -> str | None:
    """The subtype with most labels; "visa" last, which is also a card network."""
    prefix = f"kind.{kind}."
    counts = Counter(
        label.concept.removeprefix(prefix)
        for label in _good_labels(pages)
        if label.kind == kind and label.concept.startswith(prefix)
    )
    return min(counts, key=lambda name: (name == "visa", -counts[name], name)) if counts else None


def _machine_readable_starts(pages: Sequence[TextPage]) -> Iterator[str]:
    return (text.replace(" ", "")[:5].upper() for text in _line_texts(pages) if is_machine_readable(text))


def _identity_subtype_of_mrz(pages: Sequence[TextPage]) -> str | None:
    """ICAO 9303: P is a passport, V a visa; cards (A, C, I) may be identity cards or permits."""
    for start in _machine_readable_starts(pages):
        if _state_code(start) is not None and start[0] in "PV":
            return {"P": "passport", "V": "visa"}[start[0]]
        if _state_code(start) is not None and start[0] in "ACI":
            titles = _commonest_subtype(pages, "identity")
            return titles if titles in ("residence_permit", "driving_licence") else "id_card"
    return None


def _state_code(start: str) -> str | None:
    """The issuing state in the first five characters of a machine-readable zone."""
    code = start[2:5].replace("<", "")
    return code if start[:1] in "PVACI" and countries.is_code(code) else None


def _issuing_country(pages: Sequence[TextPage]) -> str | None:
    for start in _machine_readable_starts(pages):
        code = _state_code(start)
        if code is not None:
            return countries.alpha_2_of(code)
    if any(PATTERNS["citizen number"].search(text) for text in _line_texts(pages)):
        return "CN"
    for text in _line_texts(pages):
        for reading in countries.find(text):
            return countries.alpha_2_of(str(reading.value))
    return None

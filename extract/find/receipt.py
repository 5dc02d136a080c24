"""Receipts: seller, moment, sums and items of a till's print.

`find` puts together what the other modules see: receipt_header (name, address), receipt_sums and
receipt_totals (amounts), receipt_items (line items); what is left (date, time, phone, numbers,
currency, payment) is here. All read a page as the print lines of receipt_lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..document import Candidate, Classification, TextPage, Word
from ..notation import contacts, currencies, dates, identifiers, times
from ..notation.reading import Reading
from .link import FieldRule, link
from .receipt_header import COLUMN_GAP, find_header
from .receipt_items import find_items
from .receipt_lines import PrintLine, candidate, logistic, print_lines
from .receipt_sums import Claim, Sums, read_sums
from .receipt_totals import find_taxes, find_totals, rank_totals

FIRST_YEAR, LAST_YEAR = 1990, 2060
"""Tills that print a date were rare before; nothing depends on today."""

LEAST_SCORE = 0.2
"""Dates, times and phones below it are hardly ever meant."""

LEAST_PHONE = 0.45
"""Phones below it were wrong more often than right: numbers of shops, tills and tax payers."""

NO_PHONE = ("seller.tax_id", "number", "stop.registration", "payment.card")
"""Labels of other numbers."""

P_O_BOX = re.compile(r"\bb[o0]x\W*$", re.IGNORECASE)

NUMBER = re.compile(r"(?<![\w/-])#?\s?(?P<number>(?=[\w/-]*\d)[A-Z0-9][\w/-]*)", re.IGNORECASE)
"""A number as shops write it: CS00031663, 095_01/03124, 1-916166."""

NUMBER_WORD = re.compile(r"n[or°º]\.?(?!\w)|#|num|号|號|\s\w+\s", re.IGNORECASE)
"""What makes RECEIPT, ORDER or TRANS the label of a number: NO, NR, #."""

FEWEST_DIGITS = 2
"""A receipt's number of one digit is a table or a till."""

LAST_FOUR = re.compile(r"(?:[x*X•#]\s?){2,}[\s-]*(?P<digits>\d{4})(?!\d)")
"""The end of a masked card number: XXXX XXXX XXXX 2781."""

METHOD = 0.8
"""Score of a way to pay beside its amount."""

NETWORK = re.compile(r"visa|master|amex|american express|diners|discover|maestro|jcb|union ?pay", re.IGNORECASE)
"""Card networks, which are handed on as printed; other words for a card are "card"."""

PAID_IN_CASH = re.compile(r"cash|\bbar\b", re.IGNORECASE)
"""In labels of what was paid: CASH TENDERED, BAR GEGEBEN."""

PART_PAYMENT = 0.3
"""Factor for a way to pay less than the total: BIRTHDAY CARD 1.99."""

VALID_VAT_ID = 0.6
"""Score of a VAT number whose check digits hold, wherever it stands."""

CURRENCY_OF_COUNTRY = 0.55
"""Score of a currency that is not printed, from the country of the shop."""

GENERIC_NUMBER = 0.6
"""Factor for a receipt's number after a bare word: RECEIPT, ORDER, TABLE."""

MINUTES = re.compile(r"\d\D+\d|\d{3}")
"""A time on a receipt has minutes; "Reg 1 AM" is no time."""

SHOP_NUMBER = re.compile(r"^\d{1,5} ?- ?(?=\()")
"""The shop's number before its phone: 661 - (434) 974-1466."""

HEAD_SHARE = 0.35
"""The upper part of a receipt, where a phone number is the seller's without a label."""

DATE_WEIGHTS = {
    "bias": -0.5,
    "label": 2.0,  # DATE on the row
    "stop": -2.5,  # DUE DATE, VALID UNTIL, ENTRY TIME on the row
    "time": 1.5,  # a time on the row
    "first": 0.8,  # the first date of the page
    "repeated": 0.8,  # stands on the page twice or more
    "notation": 1.5,  # how sure the notation is, 0 to 1
    "year": -4.0,  # a year that no receipt has
    "two_on_row": -1.5,  # a period: 24 NOVEMBER 2017 - 4 MARCH 2018
    "prose": -1.0,  # more than five words besides
}

TIME_WEIGHTS = {
    "bias": -0.8,
    "label": 1.5,
    "stop": -3.0,  # OPENING HOURS
    "date": 2.5,  # the chosen date on the same row
    "near_date": 1.0,  # or on a neighbouring row
    "seconds": 0.5,
    "first": 0.5,
    "notation": 1.5,
    "two_on_row": -1.5,  # hours of opening
}

PHONE_WEIGHTS = {
    "bias": -2.0,
    "label": 3.0,  # TEL on the row
    "stop": -2.0,  # CUSTOMER SERVICE
    "fax": -4.0,  # FAX before it
    "head": 1.5,  # in the upper part of the page
    "notation": 2.0,
    "other_label": -3.0,  # GST ID, INVOICE NO
    "first": 0.5,
    "bare": -1.5,  # digits without a mark and without a label: a stamp, a till's number
}


def spot_numbers(text: str) -> tuple[Reading, ...]:
    """Numbers of receipts in order; dates, times and telephone numbers of the text are none."""
    taken = [(one.start, one.end) for one in (*dates.find(text), *times.find(text))]
    return tuple(
        Reading(match["number"], match.start("number"), match.end("number"), 0.8)
        for match in NUMBER.finditer(text)
        if sum(map(str.isdigit, match["number"])) >= FEWEST_DIGITS
        and all(match.end() <= start or end <= match.start() for start, end in taken)
    )


def spot_tax_ids(text: str) -> tuple[Reading, ...]:
    """Tax numbers by their notation, else whatever number stands there."""
    found = (*identifiers.find_vat_ids(text), *identifiers.find_tax_ids(text))
    return found or tuple(replace(one, score=0.6) for one in spot_numbers(text) if len(one.value) >= 6)


RULES = (
    FieldRule("number", ("number",), spot_numbers),
    FieldRule("seller.tax_id", ("seller.tax_id",), spot_tax_ids, ("rest", "right")),
)


def find(pages: Sequence[TextPage], classification: Classification) -> tuple[Candidate, ...]:
    """All candidates of a receipt, several a field; most receipts have one page."""
    return tuple(one for page in pages for one in _find_on_page(page, classification.country))


def _find_on_page(page: TextPage, country: str | None) -> Iterator[Candidate]:
    lines = print_lines(page)
    sums = read_sums(lines)
    yield from find_header(page, print_lines(page, COLUMN_GAP))
    yield from find_totals(page, sums)
    yield from find_taxes(page, sums)
    yield from find_items(page, lines)
    days = _dates(page, lines)
    yield from (one for one, _ in days)
    yield from _times(page, lines, days)
    yield from _phones(page, lines)
    yield from _linked(page)
    yield from _valid_vat_ids(page, lines)
    ranked = rank_totals(sums)
    yield from _payments(page, lines, sums, ranked[0][0].value if ranked else None)
    yield from _currencies(page, sums.claims, ranked[0][0] if ranked else None, country)


def _dates(page: TextPage, lines: Sequence[PrintLine]) -> list[tuple[Candidate, PrintLine]]:
    """Dates with their rows, best first."""
    seen = [(line, reading) for line in lines for reading in dates.find(line.text)]
    found: list[tuple[Candidate, PrintLine]] = []
    for rank, (line, reading) in enumerate(seen):
        text = line.text[reading.start : reading.end]
        above = lines[line.index - 1] if line.index else None
        labelled = line.has("date") or (above is not None and above.has("date") and not dates.find(above.text))
        features = {
            "label": float(labelled),
            "stop": float(line.has("stop.date")),
            "time": float(bool(times.find(line.text))),
            "first": float(rank == 0),
            "repeated": float(any(other.value == reading.value for other_line, other in seen if other is not reading)),
            "notation": reading.score,
            "year": float(not FIRST_YEAR <= reading.value.year <= LAST_YEAR),
            "two_on_row": float(any(one is line and other.value != reading.value for one, other in seen)),
            "prose": float(len(line.text.split()) > 8 and not line.has("date")),
        }
        words = line.words_at(reading.start, reading.end)
        found.append((candidate("date", text, words, page, logistic(features, DATE_WEIGHTS)), line))
    return sorted((entry for entry in found if entry[0].score >= LEAST_SCORE), key=lambda entry: -entry[0].score)


def _times(
    page: TextPage, lines: Sequence[PrintLine], days: Sequence[tuple[Candidate, PrintLine]]
) -> Iterator[Candidate]:
    day = days[0][1].index if days else None
    rank = 0
    for line in lines:
        readings = [one for one in times.find(line.text) if MINUTES.search(line.text[one.start : one.end])]
        for reading in readings:
            features = {
                "label": float(line.has("time")),
                "stop": float(line.has("stop.time")),
                "date": float(day == line.index),
                "near_date": float(day is not None and abs(day - line.index) == 1),
                "seconds": float(reading.value.count(":") == 2),
                "first": float(rank == 0),
                "notation": reading.score,
                "two_on_row": float(len(readings) > 1),
            }
            rank += 1
            text = line.text[reading.start : reading.end]
            words = line.words_at(reading.start, reading.end)
            score = logistic(features, TIME_WEIGHTS)
            if score >= LEAST_SCORE:
                yield candidate("time", text, words, page, score)


def _phones(page: TextPage, lines: Sequence[PrintLine]) -> Iterator[Candidate]:
    rank = 0
    for line in lines:
        for reading in contacts.find_phones(line.text):
            text = SHOP_NUMBER.sub("", line.text[reading.start : reading.end])
            words = line.words_at(reading.end - len(text), reading.end)
            if any(word in money.words for word in words for money in line.money if money.has_cents):
                continue
            boxed = P_O_BOX.search(line.text[: reading.start]) is not None
            nearest = _label_before(line, words[0])
            features = {
                "label": float(nearest == "seller.phone"),
                "stop": float(line.has("stop.phone")),
                "fax": float(nearest == "stop.fax"),
                "head": float(line.index < HEAD_SHARE * len(lines)),
                "notation": reading.score,
                "other_label": float(boxed or nearest in NO_PHONE),
                "first": float(rank == 0),
                "bare": float(nearest != "seller.phone" and text.isdigit()),
            }
            rank += 1
            score = logistic(features, PHONE_WEIGHTS)
            if score >= LEAST_PHONE:
                yield candidate("seller.phone", text, words, page, score)


def _label_before(line: PrintLine, word: Word) -> str:
    """The concept of the last label that begins before a word; "" where none does."""
    places = {id(one): place for place, one in enumerate(line.words)}
    before = [label for label in line.labels if places.get(id(label.words[0]), 0) <= places.get(id(word), 0)]
    return max(before, key=lambda label: places.get(id(label.words[0]), 0)).concept if before else ""


def _linked(page: TextPage) -> Iterator[Candidate]:
    """Numbers beside their labels."""
    for one in link(page, RULES, "receipt"):
        is_generic = one.field == "number" and not NUMBER_WORD.search(one.label or "")
        yield replace(one, score=round(one.score * GENERIC_NUMBER, 4)) if is_generic else one


def _valid_vat_ids(page: TextPage, lines: Sequence[PrintLine]) -> Iterator[Candidate]:
    """VAT numbers that need no label: TVA FR..., where the label is also that of the tax."""
    for line in lines:
        for reading in identifiers.find_vat_ids(line.text):
            if reading.score == 1.0:
                words = line.words_at(reading.start, reading.end)
                text = line.text[reading.start : reading.end]
                yield candidate("seller.tax_id", text, words, page, VALID_VAT_ID)


def _payments(page: TextPage, lines: Sequence[PrintLine], sums: Sums, total: Decimal | None) -> Iterator[Candidate]:
    """How was paid, by the labels of the sums that were paid; the end of the card's number."""
    for claim in sums.of("payment.cash", "payment.card", "payment.other", "paid"):
        label, method = claim.label, _method(claim)
        if label is None or method is None or claim.place != "right" or claim.value == 0:
            continue
        enough = total is None or claim.value >= total
        score = METHOD * claim.weight * (1.0 if enough else PART_PAYMENT)
        yield candidate("payment.method", method, label.words, page, score, printed=label.printed)
    for line in lines:
        for match in LAST_FOUR.finditer(line.text):
            words = line.words_at(match.start("digits"), match.end("digits"))
            sure = 0.85 if line.has("payment.card") else 0.6
            yield candidate("card_last4", match["digits"], words, page, sure, printed=match.group())


def _method(claim: Claim) -> str | None:
    """ "cash", "card", or the printed name of a card network, voucher or wallet."""
    if claim.label is None:
        return None
    printed = claim.label.printed.strip(" :.-")
    match claim.concept:
        case "payment.cash":
            return "cash"
        case "payment.card":
            return printed if NETWORK.search(printed) else "card"
        case "payment.other":
            return printed
    return "cash" if PAID_IN_CASH.search(printed) else None


def _currencies(
    page: TextPage, claims: Sequence[Claim], total: Claim | None, country: str | None
) -> Iterator[Candidate]:
    """The currency printed with the sums, as often as it is: RM, $, EUR; else that of the country."""
    seen: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.money.currency is not None:
            seen.setdefault(claim.money.currency, []).append(claim)
    for same in seen.values():
        money = same[0].money
        signs = [one for one in currencies.find(money.text)] if money.text else []
        text = money.text[signs[0].start : signs[0].end] if signs else money.text
        yield candidate("currency", text, money.words, page, 1 - 0.5 ** min(len(same), 4))
    code = currencies.currency_of_country(country) if country is not None else None
    if not seen and code is not None and total is not None:
        score, words = CURRENCY_OF_COUNTRY, total.money.words
        yield candidate("currency", code, words, page, score, printed=total.money.text, derived=True)

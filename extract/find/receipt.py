"""Receipts: seller, moment, sums and items of a till's print.

`find` puts together what its rooms see: receipt_header (name, address), receipt_totals (sums),
receipt_items (line items); what is left (date, time, phone, numbers, currency, payment) is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Candidate, Classification, TextPage
from ..notation import contacts, dates, times
from .receipt_header import COLUMN_GAP, find_header
from .receipt_lines import PrintLine, candidate, logistic, print_lines
from .receipt_totals import find_totals

FIRST_YEAR, LAST_YEAR = 1990, 2060
"""Tills that print a date were rare before; nothing depends on today."""

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
}


def find(pages: Sequence[TextPage], classification: Classification) -> tuple[Candidate, ...]:
    """All candidates of a receipt, several a field; most receipts have one page."""
    return tuple(one for page in pages for one in _find_on_page(page))


def _find_on_page(page: TextPage) -> Iterator[Candidate]:
    lines = print_lines(page)
    yield from find_header(page, print_lines(page, COLUMN_GAP))
    yield from find_totals(page, lines)
    days = _dates(page, lines)
    yield from (one for one, _ in days)
    yield from _times(page, lines, days)
    yield from _phones(page, lines)


def _dates(page: TextPage, lines: Sequence[PrintLine]) -> list[tuple[Candidate, PrintLine]]:
    """Dates with their rows, best first."""
    seen = [(line, reading) for line in lines for reading in dates.find(line.text)]
    found: list[tuple[Candidate, PrintLine]] = []
    for rank, (line, reading) in enumerate(seen):
        text = line.text[reading.start : reading.end]
        above = lines[line.index - 1] if line.index else None
        features = {
            "label": float(line.has("date") or above is not None and above.has("date") and not dates.find(above.text)),
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
    return sorted(found, key=lambda entry: -entry[0].score)


def _times(
    page: TextPage, lines: Sequence[PrintLine], days: Sequence[tuple[Candidate, PrintLine]]
) -> Iterator[Candidate]:
    day = days[0][1].index if days else None
    rank = 0
    for line in lines:
        readings = times.find(line.text)
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
            yield candidate("time", text, words, page, logistic(features, TIME_WEIGHTS))


def _phones(page: TextPage, lines: Sequence[PrintLine]) -> Iterator[Candidate]:
    rank = 0
    for line in lines:
        for reading in contacts.find_phones(line.text):
            words = line.words_at(reading.start, reading.end)
            left = words[0].quad.left
            before = [placed for placed in line.labels if placed.left <= left + line.height]
            nearest = before[-1].concept if before else ""
            features = {
                "label": float(nearest == "seller.phone"),
                "stop": float(line.has("stop.phone")),
                "fax": float(nearest == "stop.fax"),
                "head": float(line.index < HEAD_SHARE * len(lines)),
                "notation": reading.score,
                "other_label": float(nearest in ("seller.tax_id", "number", "stop.registration", "payment.card")),
                "first": float(rank == 0),
            }
            rank += 1
            yield candidate(
                "seller.phone",
                line.text[reading.start : reading.end],
                words,
                page,
                logistic(features, PHONE_WEIGHTS),
            )

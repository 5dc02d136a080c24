"""Which country the seller of an invoice or receipt is in, by what the pages show of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docfields.schemas.extraction import Kind

from .document import TextPage
from .notation import amounts, identifiers

COUNTRY_POINTS = {"vat id": 3.0, "iban": 2.0, "sign": 2.0, "currency": 1.5, "phone": 1.0, "language": 0.5}
"""What each clue is worth; of VAT identifiers the first counts, which is the seller's."""

LEAST_IDENTIFIER_SCORE = 0.8
"""Identifiers whose check digits fail stay below; numbers of any sort look like those of some state."""

LANGUAGE_COUNTRIES = {"de": "DE", "fr": "FR", "it": "IT", "nl": "NL", "pl": "PL", "sv": "SE", "zh": "CN"}
"""Where a language alone makes a country likely; English, Spanish and Portuguese are spoken in many."""

SHARED_CURRENCIES = ("EUR", "USD")
"""Of many states; USD is also what a bare "$" is read as. So are those that begin with X.

Other codes begin with that of their state.
"""

PHONE_PREFIX = re.compile(r"\+ ?([1-9]\d{0,2})")

SIGNS = {
    "MY": re.compile(
        r"\bsdn\.? ?bhd\b|\bberhad\b|\b(?:gst|sst)\D{0,12}00\d{10}\b|\bselangor\b|\bkuala lumpur\b|\bjohor\b", re.I
    ),
    "SG": re.compile(r"\bpte\.? ?ltd\b|\bsingapore ?\(?\d{6}\b|\bs ?\(\d{6}\)", re.I),
    "AU": re.compile(r"\bpty\.? ?ltd\b|\ba\.?b\.?n\.?[\s:]*\d{2} ?\d{3} ?\d{3} ?\d{3}\b", re.I),
    "IN": re.compile(r"\bgstin\b|\bpvt\.? ?ltd\b", re.I),
    "GB": re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? \d[ABD-HJLNP-UW-Z]{2}$|£ ?\d"),
    "US": re.compile(
        r"\b(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]"
        r"|UT|V[TA]|W[AVIY])[., ]{1,2}\d{5}(?:-\d{4})?$"
    ),
}
"""Signs on receipts, each in a line: legal forms, tax numbers, and towns with postal codes as only
that country writes them."""


def country_of_seller(pages: Sequence[TextPage], kind: Kind) -> str | None:
    """ISO 3166-1 alpha-2; None where nothing tells."""
    votes: dict[str, float] = {}
    for clue, country in _clues(pages, kind):
        votes[country] = votes.get(country, 0.0) + COUNTRY_POINTS[clue]
    return min(votes, key=lambda country: (-votes[country], country)) if votes else None


def _clues(pages: Sequence[TextPage], kind: Kind) -> Iterator[tuple[str, str]]:
    """(what, country) for all that tells where the seller is."""
    lines = [line.text for page in pages for line in page.lines]
    text = "\n".join(lines)
    for what, readings in (
        ("vat id", identifiers.find_vat_ids(text)),
        ("iban", identifiers.find_ibans(text)),
    ):
        valid = [str(reading.value) for reading in readings if reading.score >= LEAST_IDENTIFIER_SCORE]
        if valid and valid[0][:2].isalpha():
            yield what, {"EL": "GR"}.get(valid[0][:2], valid[0][:2])
    if kind == "receipt":
        # Invoices name their buyers, too, whose country would count.
        yield from (("sign", country) for country, sign in SIGNS.items() if any(map(sign.search, lines)))
    # Whole numbers are left out: "SDN BHD 123456" is no Bahraini money.
    codes = {amount.currency for line in lines for amount in amounts.find(line) if amount.decimals}
    for code in codes - {None, *SHARED_CURRENCIES}:
        if code is not None and code[0] != "X":
            yield "currency", code[:2]
    yield from (("phone", country) for country in _phone_countries(text))
    for page in pages[:1]:
        if page.language in LANGUAGE_COUNTRIES:
            yield "language", LANGUAGE_COUNTRIES[page.language]


def _phone_countries(text: str) -> Iterator[str]:
    """Countries of the international prefixes that are printed."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    for number in {match.group(1) for match in PHONE_PREFIX.finditer(text)}:
        for length in (1, 2, 3):
            regions = COUNTRY_CODE_TO_REGION_CODE.get(int(number[:length]), ())
            if len(number) >= length and len(regions) == 1:
                yield regions[0]

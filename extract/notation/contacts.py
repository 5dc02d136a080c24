"""Phones, e-mail addresses and websites as printed, also as OCR breaks them."""

from __future__ import annotations

import re

import phonenumbers

from .dates import find as find_dates
from .reading import Reading, fold, outside

_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
"""ITU-T E.164 allows 15; shorter than 7 is a line within a house."""

# Every group of digits but the first follows a mark: without that, long runs of digits would take
# exponential time.
_PHONE = re.compile(
    r"""
    (?:(?<![\w.,])|(?<=tel)|(?<=fax)|(?<=no)|(?<=ph))
    (?:\+[ ]?\(?\d{1,4}\)?|\(\+?\d{1,5}\)|\d{1,15})
    (?:(?:[ ]?[-./()][ ]?[(]?|[ ]|(?<=\)))\d{1,12}\)?){0,7}
    (?![\d%]|[.,]\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EMAIL = re.compile(
    r"(?P<user>[A-Za-z0-9][\w.+-]{0,63}) ?(?:@|\(at\)|\[at\]) ?"
    r"(?P<domain>[A-Za-z0-9-]{1,63}(?: ?\. ?[A-Za-z0-9-]{1,63}){0,5}? ?\. ?(?:[A-Za-z]{2,24}))(?![\w-])"
)
_DOMAIN_ENDS = r"com|net|org|info|biz|shop|eu|de|fr|es|it|nl|pt|pl|se|ch|at|be|io|co\.uk|co\.nz|com\.my|com\.au"
_WEBSITE = re.compile(
    rf"""
    (?<![@\w.-])(?P<address>
      (?:https?://)?www(?:[ ]?\.[ ]?[a-z0-9-]{{1,63}}){{1,5}}\.[a-z]{{2,24}}(?:/\S*)?
    | https?://[^\s,;]+
    | [a-z0-9-]{{3,63}}\.(?:{_DOMAIN_ENDS})(?:/[^\s,;]*)?
    )(?![\w@])""",
    re.IGNORECASE | re.VERBOSE,
)


def find_phones(text: str, region: str | None = None) -> tuple[Reading, ...]:
    """All phone and fax numbers in order; the value is the printed text without what surrounds it.

    region: ISO 3166-1 alpha-2; numbers that are possible there score higher.
    """
    folded = fold(text)
    taken = [(one.start, one.end) for one in find_dates(folded) if one.score > 0.5]
    readings = []
    for match in _PHONE.finditer(folded):
        printed = match.group().rstrip(" -./(")
        digits = re.sub(r"\D", "", printed)
        end = match.start() + len(printed)
        if not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS or not outside(taken, match.start(), end):
            continue
        if re.fullmatch(r"\d{1,3}(?:[., ]\d{3})*[.,]\d{2}|\d{1,3}(?:[.,]\d{3})+", printed):
            continue  # an amount
        readings.append(Reading(text[match.start() : end], match.start(), end, _phone_score(printed, digits, region)))
    return tuple(readings)


def is_possible_phone(text: str, region: str | None = None) -> bool:
    """Whether the numbering plan of the region (or of the printed country code) has numbers so long."""
    try:
        number = phonenumbers.parse(fold(text), region)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number))


def find_emails(text: str) -> tuple[Reading, ...]:
    """All e-mail addresses in order, in small letters' domain and without the spaces that OCR sets."""
    readings = []
    for match in _EMAIL.finditer(fold(text)):
        domain = match["domain"].replace(" ", "")
        printed = match.group()
        score = 1.0 if printed == f"{match['user']}@{domain}" else 0.8
        readings.append(Reading(f"{match['user']}@{domain}", match.start(), match.end(), score))
    return tuple(readings)


def find_websites(text: str) -> tuple[Reading, ...]:
    """All addresses of websites in order, without the spaces that OCR sets."""
    folded = fold(text)
    taken = [(one.start, one.end) for one in find_emails(folded)]
    readings = []
    for match in _WEBSITE.finditer(folded):
        if outside(taken, *match.span()):
            address = match["address"].replace(" ", "").rstrip(".)")
            sure = address.lower().startswith(("www.", "http"))
            readings.append(Reading(address, *match.span(), 0.95 if sure else 0.7))
    return tuple(readings)


def _phone_score(printed: str, digits: str, region: str | None) -> float:
    if region is not None and is_possible_phone(printed, region):
        return 0.95
    if printed.startswith("+"):
        return 0.95 if is_possible_phone(printed) else 0.8
    if re.fullmatch(r"\(\d{2,5}\).*|\d{3}[-. ]\d{3}[-. ]\d{4}|0\d{1,4}[-/ ].*", printed):
        return 0.85
    if digits == printed:
        return 0.3 if len(digits) > 11 or not printed.startswith("0") else 0.5
    return 0.6

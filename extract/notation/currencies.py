"""Currencies as printed: signs, codes and words to ISO 4217, and each country's own currency."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel.numbers import get_territory_currencies, list_currencies

from .reading import Reading, fold

TABLES_AS_OF = date(2024, 1, 1)
"""Which country has which currency is asked for this day, so that no answer depends on today."""

SIGNS: dict[str, tuple[str, ...]] = {
    "US$": ("USD",),
    "U$S": ("USD",),
    "USD$": ("USD",),
    "A$": ("AUD",),
    "AU$": ("AUD",),
    "C$": ("CAD",),
    "CA$": ("CAD",),
    "S$": ("SGD",),
    "HK$": ("HKD",),
    "NT$": ("TWD",),
    "NZ$": ("NZD",),
    "R$": ("BRL",),
    "MX$": ("MXN",),
    "RM": ("MYR",),
    "Rp": ("IDR",),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "Rs.": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "RMB": ("CNY",),
    "CN¥": ("CNY",),
    "JP¥": ("JPY",),
    "元": ("CNY", "TWD", "HKD"),
    "圆": ("CNY",),
    "人民币": ("CNY",),
    "円": ("JPY",),
    "€": ("EUR",),
    "£": ("GBP", "EGP", "LBP"),
    "$": ("USD", "CAD", "AUD", "SGD", "HKD", "NZD", "MXN", "TWD", "CLP", "COP", "ARS"),
    "¥": ("CNY", "JPY"),
    "₹": ("INR",),
    "₩": ("KRW",),
    "₫": ("VND",),
    "₱": ("PHP",),
    "฿": ("THB",),
    "₺": ("TRY",),
    "₴": ("UAH",),
    "₪": ("ILS",),
    "₽": ("RUB",),
    "zł": ("PLN",),
    "zl": ("PLN",),
    "Kč": ("CZK",),
    "Kc": ("CZK",),
    "Ft": ("HUF",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "kr.": ("DKK", "SEK", "NOK", "ISK"),
    "Fr.": ("CHF",),
    "SFr.": ("CHF",),
    "SFr": ("CHF",),
    "Dhs": ("AED",),
    "lei": ("RON",),
    "TL": ("TRY",),
}
"""Sign as printed -> the currencies it may stand for, the most frequent first."""

WORDS: dict[str, tuple[str, ...]] = {
    "euro": ("EUR",),
    "euros": ("EUR",),
    "dollar": SIGNS["$"],
    "dollars": SIGNS["$"],
    "us dollar": ("USD",),
    "us dollars": ("USD",),
    "ringgit": ("MYR",),
    "pound sterling": ("GBP",),
    "pounds sterling": ("GBP",),
    "yuan": ("CNY",),
    "renminbi": ("CNY",),
    "rupees": SIGNS["Rs"],
    "rupee": SIGNS["Rs"],
    "rupiah": ("IDR",),
    "złoty": ("PLN",),
    "zloty": ("PLN",),
    "złotych": ("PLN",),
    "kronor": ("SEK",),
    "kroner": ("NOK", "DKK"),
    "schweizer franken": ("CHF",),
    "franken": ("CHF",),
    "swiss francs": ("CHF",),
    "yen": ("JPY",),
    "baht": ("THB",),
    "pesos": ("MXN", "ARS", "COP", "CLP", "PHP"),
}
"""Word, any case -> the currencies it may stand for, the most frequent first."""

# ISO codes that are also words in capitals ("TOP", "ALL", "TRY"): believed only beside a number.
_WORDLIKE = (
    "ALL AMD ARS AUD BAM BAN BEL BOB COP COU CUP DEM DIN DOP ERN ETB FIM GEL GIP ISK KID KIN LAK LEI LEK LIT "
    "MAD MAR MOP MUR NAD PAB PEN PES ROL RON SAR SEK SIT SOS TOP TOT TRY VAL VED WST XXX"
)
_WORDLIKE_CODES = frozenset(_WORDLIKE.split())


@cache
def codes() -> frozenset[str]:
    """All ISO 4217 codes that babel knows, past ones too."""
    return frozenset(code for code in list_currencies() if not code.startswith("X") or code in _X_CODES)


_X_CODES = frozenset({"XAF", "XOF", "XPF", "XCD"})  # the other codes with X are metals, funds and tests


def code_of(text: str, country: str | None = None) -> str | None:
    """The ISO 4217 code of a sign, code or word ("RM", "eur", "€"); None where it is none.

    country: ISO 3166-1 alpha-2; decides what "$" or "kr" stands for, where it can.
    """
    options = options_of(text)
    if not options:
        return None
    own = currency_of_country(country) if country else None
    return own if own in options else options[0]


def options_of(text: str) -> tuple[str, ...]:
    """All currencies for which a sign, code or word may stand, the most frequent first."""
    printed = fold(text).strip().strip("()[]:")
    upper = printed.upper()
    if printed in SIGNS:
        return SIGNS[printed]
    if upper in codes():
        return (upper,)
    return _signs_by_upper().get(upper) or WORDS.get(printed.casefold().rstrip("."), ())


@cache
def currency_of_country(country: str) -> str | None:
    """The currency in which a country (ISO 3166-1 alpha-2) is paid; None where it is not known."""
    current = get_territory_currencies(country.upper(), start_date=TABLES_AS_OF)
    return str(current[0]) if current else None


def find(text: str) -> tuple[Reading, ...]:
    """All currency signs, codes and words of a text, in order; the value is an ISO 4217 code."""
    folded = fold(text)
    readings = []
    for match in _token().finditer(folded):
        printed = match.group()
        options = options_of(printed)
        if not options:
            continue
        beside_digit = bool(
            re.match(r" ?[\d.-]", folded[match.end() :]) or re.search(r"\d ?$", folded[: match.start()])
        )
        letters = printed.rstrip(".").isalpha() and printed.isascii()
        if letters and printed.upper() in codes() and not printed.isupper():
            continue  # "all", "try", "eur" in running text
        if letters and printed.upper() in _WORDLIKE_CODES and not beside_digit:
            continue
        if letters and len(printed) <= 3 and printed.upper() not in codes() and not beside_digit and printed != "RM":
            continue  # "kr", "Ft", "TL" alone mean many things
        score = 1.0 if len(options) == 1 else 0.8
        readings.append(Reading(options[0], match.start(), match.end(), score))
    return tuple(readings)


def sign_pattern() -> str:
    """A regular expression for all signs and codes that may stand beside an amount, longest first."""
    names = sorted({*SIGNS, *codes()}, key=len, reverse=True)
    return "|".join(re.escape(name) for name in names)


@cache
def _signs_by_upper() -> dict[str, tuple[str, ...]]:
    return {sign.upper(): options for sign, options in SIGNS.items()}


@cache
def _token() -> re.Pattern[str]:
    signs = sorted(SIGNS, key=len, reverse=True)
    words = sorted(WORDS, key=len, reverse=True)
    bare = "|".join(re.escape(sign) for sign in signs if not sign[0].isascii() or not sign[0].isalpha())
    lettered = "|".join(re.escape(sign) for sign in signs if sign[0].isascii() and sign[0].isalpha())
    named = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![^\W\d_])(?:(?:{lettered}|[A-Za-z]{{3}})(?![^\W\d_])|(?i:{named})(?![^\W\d_]))|{bare}")

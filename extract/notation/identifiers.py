"""Numbers that name an account, a card, a taxpayer or a person: where they stand, with their verdicts.

Values are compact: capitals, no spaces. A number whose check digits fail is given too, with a lower
score: specimens fail on purpose, and OCR errs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from stdnum import numdb

from docfields.schemas.checks import (
    bic_holds,
    card_number_holds,
    chinese_id_holds,
    compact,
    credit_code_holds,
    gstin_holds,
    iban_holds,
    luhn_holds,
    tax_id_holds,
    vat_id_holds,
)

from .reading import Reading, fold, outside

is_valid_iban = iban_holds
is_valid_bic = bic_holds
is_valid_luhn = luhn_holds
is_valid_card_number = card_number_holds
is_valid_vat_id = vat_id_holds
is_valid_tax_id = tax_id_holds
is_valid_gstin = gstin_holds
is_valid_chinese_id = chinese_id_holds
is_valid_credit_code = credit_code_holds

_PASSED, _FAILED, _UNTESTED = 1.0, 0.55, 0.75
_VAT_FAILED = 0.7  # a country's own letters prove something too

_GAP = r"[ .\-]?"
_IBAN_START = re.compile(rf"(?<![A-Z0-9])[A-Z]{{2}}{_GAP}\d{_GAP}\d")
_BIC = re.compile(r"(?<![A-Z0-9])[A-Z]{4} ?[A-Z]{2} ?[A-Z0-9]{2}(?: ?[A-Z0-9]{3})?(?![A-Z0-9])")
_CARD = re.compile(r"(?<![^\W_])(?<!\d[ .,-])\d(?:[ \-.]{0,3}\d){12,18}(?![^\W_])")

# What follows the prefix of a VAT number, by country; the last groups allow spaces and points inside.
_VAT_BODIES = {
    "AT": r"U\d{8}",
    "BE": r"[01]?\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-Z0-9]{2}\d{9}",
    "GB": r"(?:\d{12}|\d{9}|GD\d{3}|HA\d{3})",
    "GR": r"\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"(?:\d{12}|\d{9})",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"\d{9}B\d{2}",
    "NO": r"\d{9}(?:MVA)?",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"\d{9}",
    "CHE": r"\d{9}(?:MWST|TVA|IVA|HR)?",
}
_VAT_STARTS = "|".join(sorted(_VAT_BODIES, key=len, reverse=True))
_VAT_PLACE = re.compile(rf"(?<![A-Z0-9])(?:{_VAT_STARTS})(?:{_GAP}[A-Z0-9]){{5,16}}(?![A-Z0-9])")

_TAX_PATTERNS: tuple[tuple[re.Pattern[str], float, Callable[[str], bool] | None], ...] = (
    (
        re.compile(r"(?<![A-Z0-9])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![A-Z0-9])"),
        0.9,
        credit_code_holds,
    ),
    (re.compile(r"(?<![A-Z0-9])\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9](?![A-Z0-9])"), 0.9, gstin_holds),
    (re.compile(r"(?<![\w/.-])\d{2,3} ?/ ?\d{3,4} ?/ ?\d{4,5}(?![\w/])"), 0.8, None),  # Germany
    (re.compile(r"(?<![\w/.-])\d{2}-\d{7}(?![\w-])"), 0.6, None),  # EIN of the United States
    (re.compile(r"(?<![\w/.-])[A-Z]\d{2}-\d{4}-\d{8}(?![\w-])"), 0.85, None),  # SST of Malaysia
    (re.compile(r"(?<![\w/.,-])00\d{10}(?![\w-])"), 0.75, None),  # GST of Malaysia
    (re.compile(r"(?<![\w/.-])\d{9} ?RT ?\d{4}(?![\w-])"), 0.9, None),  # GST of Canada
    (re.compile(r"(?<![\w/.-])\d{7}-\d(?![\w-])"), 0.6, None),  # Finland
    (re.compile(r"(?<![\w/.-])\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}(?![\w-])"), 0.9, None),  # CNPJ of Brazil
    (re.compile(r"(?<![\w/.-])[MT]?\d-?\d{7}-[A-Z0-9](?![\w-])"), 0.6, None),  # GST of Singapore
    (re.compile(r"(?<![\w/.,-])\d{2} ?\d{3} ?\d{3} ?\d{3}(?![\w-]| \d)"), 0.5, None),  # ABN of Australia
    (re.compile(r"(?<![\w/.,-])\d{3} ?\d{3} ?\d{3} ?\d{5}(?![\w-]| \d)"), 0.5, None),  # SIRET of France
    (re.compile(r"(?<![\w/.,-])(?:\d{15}|\d{9,12})(?![\w-])"), 0.35, None),
)
_CHINESE_ID = re.compile(r"(?<![0-9A-Z])\d(?: ?\d){16} ?[\dXx](?![0-9A-Z])")
_REFERENCE = re.compile(r"[A-Z0-9#](?:[A-Z0-9]|[-/_.#](?=[A-Z0-9]))*", re.IGNORECASE)


def find_ibans(text: str) -> tuple[Reading, ...]:
    """All IBANs in order, in blocks or not; the length is that of the country."""
    folded = fold(text).upper()
    readings: list[Reading] = []
    for match in _IBAN_START.finditer(folded):
        length = iban_length(match.group()[:2])
        if length is None or (readings and match.start() < readings[-1].end):
            continue
        place = _take(folded, match.start(), length, "-. ")
        if place is None:
            continue
        value, end = place
        readings.append(Reading(value, match.start(), end, _PASSED if iban_holds(value) else _FAILED))
    return tuple(readings)


def iban_length(country: str) -> int | None:
    """Characters of an IBAN of a country; None where it has none."""
    return len(iban_shape(country)) or None


@cache
def iban_shape(country: str) -> str:
    """What each character of an IBAN of a country is: n digit, a letter, c either; "" where it has none."""
    info = numdb.get("iban").info(country + "00")[0][1]
    parts = re.findall(r"(\d+)!([nac])", info.get("bban", "")) if info else []
    return "aann" + "".join(kind * int(count) for count, kind in parts) if parts else ""


def find_bics(text: str) -> tuple[Reading, ...]:
    """All BICs in order. Eight capitals may also be a word: those without a digit score low."""
    folded = fold(text)
    readings = []
    for match in _BIC.finditer(folded):
        value = compact(match.group())
        if not bic_holds(value):
            continue
        plain_word = value.isalpha() and len(value) == 8
        spaced = " " in match.group()
        readings.append(
            Reading(value, *match.span(), round((0.5 if plain_word else 0.85) * (0.6 if spaced else 1.0), 4))
        )
    return tuple(readings)


def find_card_numbers(text: str) -> tuple[Reading, ...]:
    """All numbers of 13 to 19 digits printed as cards print them; Luhn raises the score."""
    folded = fold(text)
    readings = []
    for match in _CARD.finditer(folded):
        value = compact(match.group())
        groups = [len(group) for group in re.findall(r"\d+", match.group())]
        shaped = groups in ([4, 4, 4, 4], [4, 6, 5], [4, 6, 4], [4, 4, 4, 4, 3], [6, 13]) or groups == [16]
        score = (0.7 if shaped else 0.4) + (0.3 if card_number_holds(value) else 0.0)
        if value[0] not in "23456":
            score *= 0.6
        readings.append(Reading(value, *match.span(), round(score, 4)))
    return tuple(readings)


def find_vat_ids(text: str) -> tuple[Reading, ...]:
    """All VAT numbers that begin with their country, in order; spaces and points inside are allowed."""
    folded = fold(text).upper()
    ibans = [(one.start, one.end) for one in find_ibans(folded) if one.score == _PASSED]
    readings: list[Reading] = []
    for match in _VAT_PLACE.finditer(folded):
        if not outside(ibans, match.start(), match.end()):
            continue
        reading = _vat_at(folded, match.start(), match.end())
        if reading is not None and (not readings or reading.start >= readings[-1].end):
            readings.append(reading)
    return tuple(readings)


def find_tax_ids(text: str) -> tuple[Reading, ...]:
    """All numbers in the shape of a taxpayer's number other than VAT numbers, in order.

    Most shapes prove little: a label must say what they are, and the score says how much is proved.
    """
    folded = fold(text).upper()
    readings: list[Reading] = []
    for pattern, score, holds in _TAX_PATTERNS:
        for match in pattern.finditer(folded):
            if not outside([(one.start, one.end) for one in readings], *match.span()):
                continue
            value = re.sub(r"\s", "", match.group())
            if holds is not None:
                score = _PASSED if holds(value) else _FAILED
            readings.append(Reading(value, *match.span(), score))
    return tuple(sorted(readings, key=lambda reading: reading.start))


def find_chinese_ids(text: str) -> tuple[Reading, ...]:
    """All 18-character numbers of Chinese residents in order."""
    readings = []
    for match in _CHINESE_ID.finditer(fold(text)):
        value = compact(match.group())
        readings.append(Reading(value, *match.span(), _PASSED if chinese_id_holds(value) else _FAILED))
    return tuple(readings)


def find_references(text: str) -> tuple[Reading, ...]:
    """All runs of letters, digits and - / . # with at least one digit: invoice, order, customer numbers.

    Shape alone proves nothing; a number with letters or of four digits and more scores higher.
    """
    readings = []
    for match in _REFERENCE.finditer(fold(text)):
        printed = match.group()
        digits = sum(character.isdigit() for character in printed)
        if digits == 0 or len(printed.strip("#")) == 0:
            continue
        start = match.start() + len(printed) - len(printed.lstrip("#"))
        value = text[start : match.end()]
        score = 0.8 if digits >= 4 or (len(value) >= 4 and not value.isdigit()) else 0.4
        if re.fullmatch(r"\d+[.,]\d{1,2}", value):
            score = 0.15
        readings.append(Reading(value, start, match.end(), score))
    return tuple(readings)


def _take(folded: str, start: int, length: int, between: str) -> tuple[str, int] | None:
    """`length` letters and digits from start on, single separators skipped; None where there are fewer."""
    taken: list[str] = []
    position, gap = start, 0
    while position < len(folded) and len(taken) < length:
        character = folded[position]
        if character.isascii() and character.isalnum():
            taken.append(character)
            gap = 0
        elif character in between and gap < 2:
            gap += 1
        else:
            return None
        position += 1
    if len(taken) < length or (position < len(folded) and folded[position].isalnum()):
        return None
    return "".join(taken), position


def _vat_at(folded: str, start: int, end: int) -> Reading | None:
    """The VAT number that begins at start: the longest whole run of blocks that its country allows."""
    country = next(code for code in ("CHE", folded[start : start + 2]) if folded.startswith(code, start))
    body = re.compile(_VAT_BODIES[country])
    fallback = None
    for stop in _block_ends(folded, start, end):
        value = compact(folded[start:stop])
        rest = value[len(country) :]
        if body.fullmatch(rest):
            verdict = vat_id_holds(value)
            score = _UNTESTED if verdict is None else (_PASSED if verdict else _VAT_FAILED)
            return Reading(value, start, stop, score)
        if fallback is None and 8 <= len(rest) <= 13 and sum(character.isdigit() for character in rest) >= 8:
            fallback = Reading(value, start, stop, 0.4)
    return fallback


def _block_ends(folded: str, start: int, end: int) -> Iterator[int]:
    """Ends of blocks between start and end, the last one first."""
    for stop in range(end, start, -1):
        if folded[stop - 1].isalnum() and (stop == len(folded) or not folded[stop].isalnum()):
            yield stop

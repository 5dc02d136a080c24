"""Verdicts on identifiers: named tests that a value passes or fails. A failed test never refuses a record.

Algorithms: Luhn (ISO/IEC 7812-1), mod 97-10 (ISO 7064, ISO 13616), VAT and tax numbers by
python-stdnum, ICAO Doc 9303-3 section 4.9 (weights 7, 3, 1), GB 11643-1999 and GB 32100-2015.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from stdnum import bic, iban, luhn
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.util import get_cc_module

from .extraction import Check

Verdict = Callable[[str], bool]


def compact(number: str) -> str:
    """Capitals and digits only: what identifiers are compared by."""
    return re.sub(r"[\W_]", "", number).upper()


def luhn_holds(number: str) -> bool:
    """The check digit of card numbers, IMEIs and some company numbers."""
    digits = compact(number)
    return digits.isdecimal() and bool(luhn.is_valid(digits))


def card_number_holds(number: str) -> bool:
    """Luhn, and a length that cards have (ISO/IEC 7812-1: up to 19 digits)."""
    return 12 <= len(compact(number)) <= 19 and luhn_holds(number)


def iban_holds(number: str) -> bool:
    """Remainder 1 modulo 97 and the structure of its country; national check digits are not asked."""
    return bool(iban.is_valid(compact(number), check_country=False))


def bic_holds(number: str) -> bool:
    """ISO 9362: four letters, a country, two and optionally three more characters."""
    code = compact(number)
    return bool(bic.is_valid(code)) and code[4:6] in COUNTRIES


_VAT_PREFIXES = "AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK"
_VAT_COUNTRIES = {code: code for code in _VAT_PREFIXES.split()} | {"EL": "GR", "XI": "GB", "CHE": "CH"}
"""Prefix of a VAT number -> its country, where python-stdnum has a test."""


def vat_id_holds(number: str, country: str | None = None) -> bool | None:
    """The check digits of a VAT number by its country; None where no test is known for it.

    The country is read from the number's own prefix, else taken from `country` (alpha-2).
    """
    code = compact(number)
    prefix = next((start for start in ("CHE", code[:2]) if start in _VAT_COUNTRIES and code.startswith(start)), "")
    owner = _VAT_COUNTRIES.get(prefix or (country or "").upper())
    module = None if owner is None else get_cc_module(owner.lower(), "vat")
    return None if module is None else bool(module.is_valid(code))


_TAX_MODULES = {
    "AU": ("stdnum.au.abn", "stdnum.au.acn"),
    "BR": ("stdnum.br.cnpj", "stdnum.br.cpf"),
    "CA": ("stdnum.ca.bn",),
    "CN": ("stdnum.cn.uscc",),
    "DE": ("stdnum.de.stnr",),
    "ES": ("stdnum.es.nif",),
    "FR": ("stdnum.fr.siret", "stdnum.fr.siren"),
    "GB": ("stdnum.gb.utr",),
    "IN": ("stdnum.in_.gstin", "stdnum.in_.pan"),
    "IT": ("stdnum.it.iva", "stdnum.it.codicefiscale"),
    "MX": ("stdnum.mx.rfc",),
    "NZ": ("stdnum.nz.ird",),
    "PL": ("stdnum.pl.nip",),
    "SG": ("stdnum.sg.uen",),
    "US": ("stdnum.us.ein",),
}


def tax_id_holds(number: str, country: str | None = None) -> bool | None:
    """Whether a tax number is one of its country's, VAT numbers among them.

    None where no test is known or where the number has the shape of none: a country has more kinds
    of tax numbers than tests. False only for a right shape with a wrong check digit.
    """
    if vat_id_holds(number, country):
        return True
    verdicts = [_check_digit_holds(name, number) for name in _TAX_MODULES.get((country or "").upper(), ())]
    return True if True in verdicts else False if False in verdicts else None


def _check_digit_holds(module: str, number: str) -> bool | None:
    """The verdict of one of python-stdnum's modules; None for a number of another shape."""
    try:
        _module(module).validate(number)  # type: ignore[attr-defined]
    except InvalidChecksum:
        return False
    except ValidationError:
        return None
    return True


def gstin_holds(number: str) -> bool:
    """India's goods and services tax number with its check character."""
    return bool(_module("stdnum.in_.gstin").is_valid(compact(number)))  # type: ignore[attr-defined]


_CHINESE_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))


def chinese_id_holds(number: str) -> bool:
    """The check character of the 18-character resident identity number (GB 11643-1999)."""
    code = compact(number)
    if not re.fullmatch(r"\d{17}[\dX]", code):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_CHINESE_WEIGHTS, code, strict=False))
    return "10X98765432"[total % 11] == code[17]


def chinese_id_is_complete(number: str) -> bool:
    """The check character, and a county and a birth date that exist."""
    return chinese_id_holds(number) and bool(ric.is_valid(compact(number)))


def credit_code_holds(number: str) -> bool:
    """The unified social credit code of Chinese organisations (GB 32100-2015)."""
    return bool(uscc.is_valid(compact(number)))


def icao_check_digit(text: str) -> int:
    """The check digit over a field of a machine-readable zone; "<" counts as 0, A to Z as 10 to 35.

    Raises ValueError for characters that no zone has.
    """
    total = 0
    for place, character in enumerate(text):
        if character == "<":
            value = 0
        elif character.isascii() and (character.isdigit() or "A" <= character <= "Z"):
            value = int(character, 36)
        else:
            raise ValueError("a machine-readable zone holds capitals, digits and < only")
        total += value * (7, 3, 1)[place % 3]
    return total % 10


def icao_9303_holds(text: str, digit: str) -> bool:
    """Whether `digit` is the check digit over `text`; "<" stands for 0 where the field is empty."""
    expected = digit if digit != "<" or text.strip("<") else "0"
    try:
        return expected.isdecimal() and icao_check_digit(text) == int(expected)
    except ValueError:
        return False


VERDICTS: dict[str, tuple[tuple[str, Verdict], ...]] = {
    "card_number": (("luhn", card_number_holds),),
    "iban": (("iban", iban_holds),),
    "bic": (("bic", bic_holds),),
}
"""Field type -> the tests that every value of the type undergoes, by name."""


def run_checks(field_type: str, value: str, country: str | None = None) -> tuple[Check, ...]:
    """The verdicts of all tests that apply to a value of a field type; none where none is known.

    country: ISO 3166-1 alpha-2 of the value's owner, for numbers that do not say it themselves.
    """
    checks = [Check(name=name, passed=verdict(value)) for name, verdict in VERDICTS.get(field_type, ())]
    code = compact(value)
    if field_type == "vat_id" and (passed := vat_id_holds(value, country)) is not None:
        checks.append(Check(name="vat_id", passed=passed))
    if field_type == "tax_id":
        if len(code) == 18 and country in (None, "CN") and not code.isalpha():
            checks.append(Check(name="credit_code", passed=credit_code_holds(code)))
        elif (passed := tax_id_holds(value, country)) is not None:
            checks.append(Check(name="tax_id", passed=passed))
    if field_type == "personal_number" and re.fullmatch(r"\d{17}[\dX]", code):
        checks.append(Check(name="chinese_id", passed=chinese_id_holds(code)))
    return tuple(checks)


_COUNTRY_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
    "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
    "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT "
    "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
    "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI "
    "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
    "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG "
    "UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW "
)
COUNTRIES = frozenset(_COUNTRY_CODES.split())
"""ISO 3166-1 alpha-2 codes, and XK which banks use for Kosovo."""


def _module(name: str) -> object:
    return import_module(name)

"""Numbers that documents print, of nobody: accounts, cards, residents here; taxpayers and firms in taxpayers.py.

Check digits are right (or on purpose wrong: valid=False), bank codes, card prefixes and districts are such as nobody
has, as far as that is known.
"""

from __future__ import annotations

import datetime
import string
from collections.abc import Callable, Mapping
from random import Random

from stdnum import iban, luhn
from stdnum.cn import ric
from stdnum.es import ccc
from stdnum.us import rtn

from docfields.models.synthesis.material.digits import digits, letters, spoiled
from docfields.models.synthesis.material.printed_numbers import grouped, masked_card
from docfields.models.synthesis.material.records import Account
from docfields.models.synthesis.material.taxpayers import (
    CHECKED_TAX_COUNTRIES,
    TAX_COUNTRIES,
    VAT_COUNTRIES,
    draw_credit_code,
    draw_registrations,
    draw_tax_id,
    draw_vat_id,
)

__all__ = [
    "CHECKED_TAX_COUNTRIES",
    "DOMESTIC_COUNTRIES",
    "IBAN_COUNTRIES",
    "NETWORKS",
    "TAX_COUNTRIES",
    "VAT_COUNTRIES",
    "draw_account",
    "draw_bic",
    "draw_card_number",
    "draw_credit_code",
    "draw_iban",
    "draw_registrations",
    "draw_resident_number",
    "draw_tax_id",
    "draw_vat_id",
    "grouped",
    "masked_card",
]

_FREE_BELGIAN_BANKS = "165 180 218 534 589 617 715 809 847 857 986".split()
"""Codes that the Belgian national bank's list of 2026 gives to nobody."""

_LOCATIONS = string.ascii_uppercase + "23456789"


def _bank_letters(rng: Random) -> str:
    """Four letters that no bank begins its BIC with: the last is rare among banks."""
    return letters(rng, 3) + rng.choice("JQXZ")


def _inner_be(rng: Random) -> str:
    body = f"{rng.choice(_FREE_BELGIAN_BANKS)}{digits(rng, 7)}"
    return f"{body}{int(body) % 97 or 97:02d}"


def _inner_es(rng: Random) -> str:
    unchecked = f"{rng.choice('456789')}{digits(rng, 7)}00{digits(rng, 10)}"
    return unchecked[:8] + ccc.calc_check_digits(unchecked) + unchecked[10:]


def _inner_fr(rng: Random) -> str:
    """Bank, branch, account, and the key of the RIB."""
    bank, branch, account = f"9{digits(rng, 4)}", digits(rng, 5), digits(rng, 11)
    return f"{bank}{branch}{account}{97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97:02d}"


def _inner_it(rng: Random) -> str:
    """The CIN first: odd places take values from a table, even ones their own."""
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
    body = f"9{digits(rng, 21)}"
    total = sum(odd[int(digit)] if index % 2 == 0 else int(digit) for index, digit in enumerate(body))
    return string.ascii_uppercase[total % 26] + body


def _inner_pl(rng: Random) -> str:
    """The eighth digit checks the seven of bank and branch."""
    body = f"{rng.choice('34567')}{digits(rng, 6)}"
    check = -sum(weight * int(digit) for weight, digit in zip((3, 9, 7, 1, 3, 9, 7), body, strict=True)) % 10
    return f"{body}{check}{digits(rng, 16)}"


def _inner_pt(rng: Random) -> str:
    """With the key of the NIB, which makes the check digits of every Portuguese IBAN 50."""
    body = f"9{digits(rng, 18)}"
    return f"{body}{98 - int(body + '00') % 97:02d}"


_INNER: Mapping[str, Callable[[Random], str]] = {
    "AT": lambda rng: f"9{digits(rng, 15)}",
    "BE": _inner_be,
    "BR": lambda rng: f"9{digits(rng, 22)}{rng.choice('CP')}1",
    "CH": lambda rng: f"9{rng.randint(5, 9)}{digits(rng, 15)}",
    "DE": lambda rng: f"{rng.choice('09')}{digits(rng, 17)}",
    "ES": _inner_es,
    "FR": _inner_fr,
    "GB": lambda rng: f"{_bank_letters(rng)}99{digits(rng, 12)}",
    "IT": _inner_it,
    "NL": lambda rng: f"{_bank_letters(rng)}0{digits(rng, 9)}",
    "PL": _inner_pl,
    "PT": _inner_pt,
    "SE": lambda rng: f"99{digits(rng, 18)}",
}
"""What follows the check digits of an IBAN; bank codes begin with digits that no bank's do."""

IBAN_COUNTRIES = tuple(_INNER)


def draw_iban(rng: Random, country: str, *, valid: bool = True) -> str:
    """Compact, with right national check digits too. Raises ValueError where a country has no IBANs."""
    if country not in _INNER:
        raise ValueError(f"no IBAN in {country}")
    inner = _INNER[country](rng)
    number = f"{country}{iban.calc_check_digits(f'{country}00{inner}')}{inner}"
    return number if valid else spoiled(rng, number, lambda text: bool(iban.is_valid(text, check_country=False)))


def draw_bic(rng: Random, country: str, *, of_iban: str = "") -> str:
    """Eight or eleven characters. of_iban: an account at the same bank, which may begin with the bank's letters."""
    bank = of_iban[4:8] if of_iban[4:8].isalpha() else _bank_letters(rng)
    return f"{bank}{country}{''.join(rng.choices(_LOCATIONS, k=2))}{rng.choice(('', 'XXX', '', digits(rng, 3)))}"


def _clabe(rng: Random) -> str:
    """The 18 digits of a Mexican account; the last checks the others."""
    body = f"9{digits(rng, 16)}"
    check = -sum((3, 7, 1)[place % 3] * int(digit) % 10 for place, digit in enumerate(body)) % 10
    return f"{body}{check}"


def _routing_us(rng: Random) -> str:
    """No district of the Federal Reserve has a number from 13 to 20."""
    body = f"{rng.randint(13, 20)}{digits(rng, 6)}"
    return f"{body}{rtn.calc_check_digit(body)}"


def _longish(rng: Random, shortest: int, longest: int) -> str:
    return digits(rng, rng.randint(shortest, longest))


_DOMESTIC: Mapping[str, Callable[[Random], tuple[str, str]]] = {
    "AU": lambda rng: (_longish(rng, 6, 9), f"98{digits(rng, 4)}"),
    "BR": lambda rng: (_longish(rng, 6, 9), digits(rng, 4)),
    "CN": lambda rng: (_longish(rng, 16, 19), f"9{digits(rng, 11)}"),
    "GB": lambda rng: (digits(rng, 8), f"99{digits(rng, 4)}"),
    "IN": lambda rng: (_longish(rng, 11, 16), f"{_bank_letters(rng)}0{digits(rng, 6)}"),
    "MX": lambda rng: ((clabe := _clabe(rng))[7:17], clabe),
    "MY": lambda rng: (_longish(rng, 10, 14), ""),
    "SE": lambda rng: ((body := "59" + _longish(rng, 4, 5)) + luhn.calc_check_digit(body), ""),
    "SG": lambda rng: (_longish(rng, 9, 12), f"9{digits(rng, 3)}"),
    "US": lambda rng: (_longish(rng, 8, 12), _routing_us(rng)),
}
"""Account and routing number (BSB, agency, CNAPS, sort code, IFSC, CLABE, bank code, ABA) where those are usual.

The Swedish account is a Bankgiro number.
"""

DOMESTIC_COUNTRIES = tuple(_DOMESTIC)
_IBAN_SHARES = {"GB": 0.3, "SE": 0.5}
"""How often firms of such countries print an IBAN and no account number."""

_BIC_SHARES = {"AU": 0.3, "CN": 0.3, "IN": 0.3, "MY": 0.5, "SG": 0.5, "US": 0.3}
"""How often a BIC is printed beside them, for payers abroad."""


def draw_account(rng: Random, country: str, *, bank: str = "", holder: str = "", valid: bool = True) -> Account:
    """An account as a country's firms print theirs: IBAN and BIC, or account and routing number, or both.

    valid=False spoils the IBAN, or the routing number of the United States; other numbers have no check digits.
    """
    if country in _DOMESTIC and rng.random() >= _IBAN_SHARES.get(country, 0):
        number, routing = _DOMESTIC[country](rng)
        if country == "US" and not valid:
            routing = spoiled(rng, routing, rtn.is_valid)
        account, bic_code = "", draw_bic(rng, country) if rng.random() < _BIC_SHARES.get(country, 0) else ""
        if country == "GB" and rng.random() < 0.4:
            inner = f"{_bank_letters(rng)}{routing}{number}"
            account = f"GB{iban.calc_check_digits(f'GB00{inner}')}{inner}"
            bic_code = draw_bic(rng, country, of_iban=account)
        return Account(account, bic_code, bank, number, routing, holder)
    account = draw_iban(rng, country, valid=valid)
    bic_code = draw_bic(rng, country, of_iban=account) if rng.random() < 0.8 else ""
    if country == "DE" and rng.random() < 0.12:  # the numbers from before the IBAN, still on old letterheads
        return Account(account, bic_code, bank, account[12:].lstrip("0"), account[4:12], holder)
    return Account(account, bic_code, bank, holder=holder)


_FREE_PREFIXES: Mapping[str, tuple[str, ...]] = {
    "visa": ("400000", "401288", "411111", "422222", "424242", "400555", "444433", "466160", "491761", "499999"),
    "mastercard": ("510510", "520000", "520082", "535011", "545454", "555555", "222300", "222100", "511111", "543111"),
    "amex": ("340000", "341111", "343434", "371449", "374200", "378282", "378734"),
    "discover": ("601100", "601111", "644564", "650000", "601198"),
    "jcb": ("353011", "356600", "352800", "356999", "354599"),
    "unionpay": ("620000", "620009", "625000", "625555", "628888"),
    "maestro": ("500000", "501800", "589999", "675900", "679999"),
    "diners": ("300000", "305693", "360000", "361111", "385200"),
}
"""First six digits of the networks' and payment firms' published test cards, which no issuer has."""

_NETWORK_STARTS: Mapping[str, tuple[str, ...]] = {
    "visa": ("4",),
    "mastercard": ("51", "52", "53", "54", "55", "23", "24", "25", "26"),
    "amex": ("34", "37"),
    "discover": ("6011", "644", "65"),
    "jcb": ("353", "354", "356", "357"),
    "unionpay": ("62",),
    "maestro": ("50", "56", "57", "58", "67"),
    "diners": ("36", "38", "300", "305"),
}

_LENGTHS = {"amex": (15,), "diners": (14,), "maestro": (16, 16, 16, 18, 19, 13), "unionpay": (16, 16, 19, 19, 17)}

NETWORKS = tuple(_FREE_PREFIXES)


def draw_card_number(rng: Random, network: str, *, valid: bool = True) -> str:
    """In the network's range and length. A number that passes Luhn begins as published test cards do.

    One that fails it can be nobody's, so that its digits are free.
    """
    length = rng.choice(_LENGTHS.get(network, (16,)))
    prefix = rng.choice((_FREE_PREFIXES if valid else _NETWORK_STARTS)[network])
    body = prefix + digits(rng, length - 1 - len(prefix))
    number: str = body + luhn.calc_check_digit(body)
    return number if valid else spoiled(rng, number, luhn.is_valid)


_PROVINCE_CODES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()


def draw_resident_number(rng: Random, birth: datetime.date, sex: str, *, valid: bool = True) -> str:
    """The 18 characters of a Chinese resident. sex: "M" or "F", the parity of the 17th.

    The district is the whole province (0000), which exists in lists of districts but in nobody's number.
    """
    order = rng.randrange(1, 500) * 2 - (1 if sex == "M" else 0)
    body = f"{rng.choice(_PROVINCE_CODES)}0000{birth:%Y%m%d}{order:03d}"
    number = body + ric.calc_check_digit(body + "0")  # it wants a whole number
    return number if valid else spoiled(rng, number, ric.is_valid)

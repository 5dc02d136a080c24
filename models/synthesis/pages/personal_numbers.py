"""Numbers that registers of persons give, with right check digits (python-stdnum's rules); serials are free to take.

Orders of birth are drawn at random: nobody is meant. Printed forms keep the marks that the state prints.
"""

from __future__ import annotations

import datetime
import string
from collections.abc import Callable, Mapping
from random import Random

from stdnum import luhn
from stdnum.bg import egn
from stdnum.br import cpf
from stdnum.cl import rut
from stdnum.cz import rc
from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.es import dni
from stdnum.it import codicefiscale
from stdnum.lv import pvn
from stdnum.mx import curp
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.ro import cnp
from stdnum.si import emso
from stdnum.tr import tckimlik

from docfields.models.synthesis.material.digits import digits, fill, first_valid, spoiled
from docfields.models.synthesis.mrz import transliterate

LETTERS = string.ascii_uppercase


def draw_personal_number(
    rng: Random, scheme: str, birth: datetime.date, sex: str, names: tuple[str, str], *, valid: bool = True
) -> str:
    """As printed; "" for no scheme. scheme: a name, or a pattern of # and @ for free numbers.

    names: surname and given names, which some schemes spell. valid=False changes one digit; see `is_checked`.
    """
    if not scheme:
        return ""
    if scheme not in _SCHEMES:
        return fill(rng, scheme)
    number = _SCHEMES[scheme](rng, birth, sex, names)
    return number if valid else spoiled(rng, number, lambda text: text == number)


def is_checked(scheme: str) -> bool:
    """Whether one changed digit shows."""
    return scheme in _SCHEMES and scheme != "malaysia"


def _ends_with_sex(rng: Random, sex: str, odd: str = "M") -> str:
    """A digit whose parity says the sex."""
    return rng.choice("13579" if sex == odd else "02468")


def _belgium(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    order = f"{rng.randrange(0, 498) * 2 + (1 if sex == 'M' else 2):03d}"
    body = f"{birth:%y%m%d}{order}"
    check = 97 - int(("2" if birth.year >= 2000 else "") + body) % 97
    return f"{birth:%y.%m.%d}-{order}.{check:02d}"


def _brazil(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    body = f"9{digits(rng, 8)}"
    return str(cpf.format(body + cpf._calc_check_digits(body)))


def _bulgaria(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    month = birth.month + (40 if birth.year >= 2000 else 0)
    body = f"{birth:%y}{month:02d}{birth:%d}{digits(rng, 2)}{_ends_with_sex(rng, sex, odd='F')}"
    return body + str(egn.calc_check_digit(body))


def _chile(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    body = f"{rng.randint(5, 27)}{digits(rng, 6)}"
    return str(rut.format(body + rut.calc_check_digit(body)))


def _croatia(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    from stdnum.iso7064 import mod_11_10

    body = digits(rng, 10)
    return body + str(mod_11_10.calc_check_digit(body))


def _czechia(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    month = birth.month + (50 if sex == "F" else 0)
    start = f"{birth:%y}{month:02d}{birth:%d}"
    if birth.year < 1954:
        return f"{start}/{digits(rng, 3)}"
    tail = first_valid(lambda: digits(rng, 4), lambda text: bool(rc.is_valid(start + text)))
    return f"{start}/{tail}"


def _denmark(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    century = "0123" if birth.year < 2000 else "4567"

    def draw() -> str:
        return f"{birth:%d%m%y}{rng.choice(century)}{digits(rng, 2)}{_ends_with_sex(rng, sex)}"

    number = first_valid(draw, lambda text: bool(cpr.checksum(text) == 0))
    return f"{number[:6]}-{number[6:]}"


def _estonia(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    first = (3 if birth.year < 2000 else 5) + (1 if sex == "F" else 0)
    body = f"{first}{birth:%y%m%d}{digits(rng, 3)}"
    return body + str(ik.calc_check_digit(f"{body}0"))


def _finland(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    """Orders from 900 are for numbers that are not given out for good."""
    mark = "-" if birth.year < 2000 else "A"
    order = f"9{digits(rng, 1)}{_ends_with_sex(rng, sex)}"
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(f"{birth:%d%m%y}{order}") % 31]
    return f"{birth:%d%m%y}{mark}{order}{check}"


def _italy(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    """Letters of surname and name, date, a place code that no town has (Z999)."""
    surname, given = (transliterate(name).replace("<", "") for name in names)
    day = birth.day + (40 if sex == "F" else 0)
    body = f"{_three(surname)}{_three(given)}{birth:%y}{'ABCDEHLMPRST'[birth.month - 1]}{day:02d}Z999"
    return body + str(codicefiscale.calc_check_digit(body))


def _three(name: str) -> str:
    consonants = [letter for letter in name if letter not in "AEIOU"]
    vowels = [letter for letter in name if letter in "AEIOU"]
    return "".join([*consonants, *vowels, "X", "X", "X"][:3])


def _latvia(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    century = {18: "0", 19: "1", 20: "2"}[birth.year // 100]
    start = f"{birth:%d%m%y}{century}"
    tail = first_valid(lambda: digits(rng, 4), lambda text: bool(pvn.is_valid(start + text)))
    return f"{start[:6]}-{start[6:]}{tail}"


def _malaysia(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    return f"{birth:%y%m%d}-{rng.randint(1, 16):02d}-{digits(rng, 3)}{_ends_with_sex(rng, sex)}"


def _mexico(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    """Surname, mother's surname and name by their letters; NE: born abroad."""
    fathers, _, mothers = transliterate(names[0]).partition("<")
    given = transliterate(names[1]).partition("<")[0]
    mothers = mothers or "X"
    vowel = next((letter for letter in fathers[1:] if letter in "AEIOU"), "X")
    inner = "".join(
        next((letter for letter in name[1:] if letter not in "AEIOU<"), "X") for name in (fathers, mothers, given)
    )
    start = f"{fathers[0]}{vowel}{mothers[0]}{given[0]}"
    tail = digits(rng, 1) if birth.year < 2000 else rng.choice("AB")
    body = f"{start}{birth:%y%m%d}{'M' if sex == 'F' else 'H'}NE{inner}{tail}"
    return body + str(curp.calc_check_digit(body))


def _netherlands(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    return first_valid(lambda: f"9{digits(rng, 8)}", lambda text: bool(bsn.is_valid(text)))


def _norway(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    ranges = (0, 499) if birth.year < 2000 else (500, 999)

    def draw() -> str:
        order = f"{rng.randint(*ranges) // 10:02d}{_ends_with_sex(rng, sex)}"
        body = f"{birth:%d%m%y}{order}"
        first = str(fodselsnummer.calc_check_digit1(body))
        return f"{body}{first}{fodselsnummer.calc_check_digit2(body + first)}"

    number = first_valid(draw, lambda text: len(text) == 11 and bool(fodselsnummer.is_valid(text)))
    return f"{number[:6]} {number[6:]}"


def _poland(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    month = birth.month + (20 if birth.year >= 2000 else 0)
    body = f"{birth:%y}{month:02d}{birth:%d}{digits(rng, 3)}{_ends_with_sex(rng, sex)}"
    return body + str(pesel.calc_check_digit(body))


def _romania(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    first = (1 if birth.year < 2000 else 5) + (1 if sex == "F" else 0)
    body = f"{first}{birth:%y%m%d}{rng.randint(1, 46):02d}{rng.randint(1, 999):03d}"
    return body + str(cnp.calc_check_digit(body))


def _singapore(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    """S for births before 2000, T after; weights 2 7 6 5 4 3 2."""
    early = birth.year < 2000
    body = f"{birth:%y}{digits(rng, 5)}"
    total = sum(weight * int(digit) for weight, digit in zip((2, 7, 6, 5, 4, 3, 2), body, strict=True))
    return f"{'S' if early else 'T'}{body}{'JZIHGFEDCBA'[(total + (0 if early else 4)) % 11]}"


def _slovenia(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    def draw() -> str:
        order = rng.randint(0, 499) + (500 if sex == "F" else 0)
        body = f"{birth:%d%m}{birth.year % 1000:03d}50{order:03d}"
        return body + str(emso.calc_check_digit(body))

    return first_valid(draw, lambda text: bool(emso.is_valid(text)))


def _south_africa(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    body = f"{birth:%y%m%d}{rng.choice('56789' if sex == 'M' else '01234')}{digits(rng, 3)}08"
    return body + str(luhn.calc_check_digit(body))


def _spain(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    body = f"{rng.choice('09')}{digits(rng, 7)}"
    return body + rng.choice(("", "", "-")) + str(dni.calc_check_digit(body))


def _sweden(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    """Orders from 980 are kept for tests."""
    order = f"98{_ends_with_sex(rng, sex)}"
    check = luhn.calc_check_digit(f"{birth:%y%m%d}{order}")
    return f"{birth:%Y%m%d}-{order}{check}" if rng.random() < 0.6 else f"{birth:%y%m%d}-{order}{check}"


def _turkey(rng: Random, birth: datetime.date, sex: str, names: tuple[str, str]) -> str:
    body = f"9{digits(rng, 8)}"
    return body + str(tckimlik.calc_check_digits(body))


_SCHEMES: Mapping[str, Callable[[Random, datetime.date, str, tuple[str, str]], str]] = {
    "belgium": _belgium,
    "brazil": _brazil,
    "bulgaria": _bulgaria,
    "chile": _chile,
    "croatia": _croatia,
    "czechia": _czechia,
    "denmark": _denmark,
    "estonia": _estonia,
    "finland": _finland,
    "italy": _italy,
    "latvia": _latvia,
    "malaysia": _malaysia,
    "mexico": _mexico,
    "netherlands": _netherlands,
    "norway": _norway,
    "poland": _poland,
    "romania": _romania,
    "singapore": _singapore,
    "slovenia": _slovenia,
    "south_africa": _south_africa,
    "spain": _spain,
    "sweden": _sweden,
    "turkey": _turkey,
}

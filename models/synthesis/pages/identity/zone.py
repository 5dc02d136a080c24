"""Machine-readable zones of all sizes, ICAO Doc 9303 parts 3 to 7, on top of mrz.py's check digits and letters."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis import mrz

ZoneFormat = Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B"]

LENGTHS = {"TD1": 30, "TD2": 36, "TD3": 44, "MRV-A": 44, "MRV-B": 36}

_LETTERS = str.maketrans(
    {"Ł": "L", "Đ": "D", "Œ": "OE", "Ħ": "H", "ı": "I", "'": "", "’": "", ",": "", ".": "", "/": " ", "ẞ": "SS"}
)
"""Letters that have no accent to lose and that mrz.py does not know; signs that vanish."""

_PLAIN = str.maketrans({"Ä": "A", "Ö": "O", "Ü": "U", "Ñ": "N", "Å": "A"})


@dataclass(frozen=True, slots=True)
class ZoneData:
    """What a zone says. code: its first characters ("P", "ID", "V"). optional: free for the state.

    plain_umlauts: Ä is A and not AE, as some states write. sex: "X" is written "<".
    """

    code: str
    state: str
    surname: str
    given_names: str
    number: str
    nationality: str
    birth: datetime.date
    sex: str
    expiry: datetime.date
    optional: str = ""
    plain_umlauts: bool = False


def transliterate(name: str, *, plain_umlauts: bool = False) -> str:
    """A name in the zone's letters."""
    upper = name.upper().replace("ß", "SS").translate(_LETTERS)
    written = mrz.transliterate(upper.translate(_PLAIN) if plain_umlauts else upper)
    while "<<" in written:
        written = written.replace("<<", "<")
    return written.strip("<")


def write_zone(data: ZoneData, form: ZoneFormat) -> tuple[str, ...]:
    """Its lines, with right check digits."""
    if form == "TD1":
        return _write_td1(data)
    length = LENGTHS[form]
    upper = f"{data.code:<<2}{data.state:<<3}{_names(data, length - 5)}"
    checked, plain = _checked(data), form.startswith("MRV")
    number, born, until = checked
    lower = f"{number}{data.nationality:<<3}{born}{_sex(data)}{until}"
    room = length - len(lower) - (0 if plain else 1)
    if form == "TD3":
        optional = _letters(data.optional)[: room - 1].ljust(room - 1, "<")
        digit = mrz.check_digit(optional) if optional.strip("<") else "<"
        return upper, lower + optional + digit + mrz.check_digit(f"{number}{born}{until}{optional}{digit}")
    optional = _letters(data.optional)[:room].ljust(room, "<")
    if plain:
        return upper, lower + optional
    return upper, lower + optional + mrz.check_digit(f"{number}{born}{until}{optional}")


def _write_td1(data: ZoneData) -> tuple[str, ...]:
    """A number of more than nine characters runs on into the optional data, and its digit after it (part 5, 4.2.4)."""
    digits = _letters(data.number)
    if len(digits) > 9:
        numbered = f"{digits[:9]}<{digits[9:]}{mrz.check_digit(digits)}<"
    else:
        padded = digits.ljust(9, "<")
        numbered = padded + mrz.check_digit(padded)
    upper = f"{data.code:<<2}{data.state:<<3}{numbered}{_letters(data.optional)}"[:30].ljust(30, "<")
    _, born, until = _checked(data)
    middle = f"{born}{_sex(data)}{until}{data.nationality:<<3}".ljust(29, "<")
    composite = mrz.check_digit(upper[5:] + middle[:7] + middle[8:15] + middle[18:])
    return upper, middle + composite, _names(data, 30)


def _checked(data: ZoneData) -> tuple[str, str, str]:
    """Number, birth and expiry, each with its digit."""
    number = _letters(data.number)[:9].ljust(9, "<")
    born, until = mrz.date(data.birth), mrz.date(data.expiry)
    return number + mrz.check_digit(number), born + mrz.check_digit(born), until + mrz.check_digit(until)


def _sex(data: ZoneData) -> str:
    return "<" if data.sex == "X" else data.sex


def _letters(text: str) -> str:
    """Letters and digits only."""
    return "".join(character for character in text.upper() if character.isascii() and character.isalnum())


def _names(data: ZoneData, room: int) -> str:
    """Surname and given names, cut where the line ends; a long surname leaves a name's first letters."""
    surname = transliterate(data.surname, plain_umlauts=data.plain_umlauts)
    given = transliterate(data.given_names, plain_umlauts=data.plain_umlauts)
    if len(surname) + 3 > room:
        surname = surname[: room - 4]
    joined = f"{surname}<<{given}" if given else surname
    return joined[:room].ljust(room, "<")


def spoil(rng: Random, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The same lines with one check digit of the second line wrong: of birth, of expiry or of all."""
    places = {30: (6, 14, 29), 36: (9, 19, 27), 44: (9, 19, 27)}[len(lines[0])]
    place = rng.choice(places)
    row = lines[1]
    wrong = str((int(row[place]) + rng.randint(1, 9)) % 10)
    return (lines[0], row[:place] + wrong + row[place + 1 :], *lines[2:])

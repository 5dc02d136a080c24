"""Machine-readable zones with right check digits: ICAO Doc 9303 parts 3, 4 (TD3) and 5 (TD1)."""

from __future__ import annotations

import datetime
import unicodedata

_WEIGHTS = (7, 3, 1)

_LETTERS = {
    "Ä": "AE",
    "Ö": "OE",
    "Ü": "UE",
    "Å": "AA",
    "Ø": "OE",
    "Æ": "AE",
    "ß": "SS",
    "Ñ": "N",
    "Þ": "TH",
    "Ð": "D",
}
"""Part 3, section 6 A: what national letters become. Others lose their accent."""


def check_digit(characters: str) -> str:
    """Part 3, section 4.9: weights 7, 3, 1; letters count from A = 10, the filler is 0."""
    total = 0
    for index, character in enumerate(characters):
        value = 0 if character == "<" else int(character, 36)
        total += value * _WEIGHTS[index % 3]
    return str(total % 10)


def transliterate(name: str) -> str:
    """A name in the zone's letters; spaces and hyphens become fillers, apostrophes vanish."""
    written = []
    for character in name.upper():
        if character in _LETTERS:
            written.append(_LETTERS[character])
        elif character in " -":
            written.append("<")
        else:
            bare = unicodedata.normalize("NFKD", character)[0]
            written.append(bare if bare.isascii() and bare.isalnum() else "")
    return "".join(written)


def date(value: datetime.date) -> str:
    """YYMMDD."""
    return f"{value:%y%m%d}"


def td3(
    *,
    state: str,
    surname: str,
    given_names: str,
    number: str,
    nationality: str,
    birth: datetime.date,
    sex: str,
    expiry: datetime.date,
    personal_number: str = "",
) -> tuple[str, str]:
    """Two lines of 44: a passport."""
    upper = f"P<{state}{transliterate(surname)}<<{transliterate(given_names)}".ljust(44, "<")[:44]
    numbered = number.ljust(9, "<")
    optional = personal_number.ljust(14, "<")
    born, until = date(birth), date(expiry)
    optional += check_digit(optional) if personal_number else "<"
    checked = numbered + check_digit(numbered), born + check_digit(born), until + check_digit(until)
    lower = f"{checked[0]}{nationality}{checked[1]}{sex}{checked[2]}{optional}"
    return upper, lower + check_digit("".join(checked) + optional)


def td1(
    *,
    state: str,
    surname: str,
    given_names: str,
    number: str,
    nationality: str,
    birth: datetime.date,
    sex: str,
    expiry: datetime.date,
    personal_number: str = "",
) -> tuple[str, str, str]:
    """Three lines of 30: an identity card."""
    numbered = number.ljust(9, "<")
    upper = f"I<{state}{numbered}{check_digit(numbered)}{personal_number}".ljust(30, "<")
    born, until = date(birth), date(expiry)
    middle = f"{born}{check_digit(born)}{sex}{until}{check_digit(until)}{nationality}".ljust(29, "<")
    digits = upper[5:] + middle[:7] + middle[8:15] + middle[18:]
    names = f"{transliterate(surname)}<<{transliterate(given_names)}".ljust(30, "<")[:30]
    return upper, middle + check_digit(digits), names

"""What the values of identity documents look like: one function a type, text -> readings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..notation import countries, dates
from ..notation.reading import Reading, fold, fold_letters

SEX_WORDS = {
    "m": "M", "f": "F", "x": "X", "male": "M", "female": "F", "man": "M", "woman": "F", "男": "M", "女": "F",
    "k": "F", "ž": "F", "z": "F", "h": "M", "w": "F", "männlich": "M", "weiblich": "F", "masculin": "M",
    "feminin": "F", "féminin": "F", "mujer": "F", "hombre": "M", "masculino": "M", "femenino": "F", "feminino": "F",
    "maschile": "M", "femminile": "F", "mies": "M", "nainen": "F", "kvinna": "F", "kvinne": "F", "kvinde": "F",
    "mand": "M", "mann": "M", "férfi": "M", "nő": "F", "naine": "F", "mees": "M", "vīrietis": "M", "sieviete": "F",
    "vyras": "M", "moteris": "F", "lelaki": "M", "perempuan": "F", "muž": "M", "žena": "F", "moški": "M", "ženski": "F",
    "n": "F",
}  # fmt: skip
"""Letters and words for the sex, case-folded. "n" is a woman in Estonian and Hungarian; a slash decides first."""

SEX_TOKEN = re.compile(r"[^\W\d_]+|男|女")
"""Two words with a slash are the state's language and English: the English one says it."""

NUMBER_TOKEN = re.compile(r"(?<![\w/])[A-Z0-9*]+(?:(?:[ ./-]| - )[A-Z0-9*]+)*(?![\w<])")

FEWEST_DIGITS = 3
"""Digits that a document's number has at least."""

SHORTEST_NUMBER, LONGEST_NUMBER = 5, 22

PERSONAL_NUMBER = re.compile(
    r"""(?<!\w)(?:
    (?:[A-Z]{1,4}[- ]?)?\d[\d ./+-]{4,20}[\dA-Z]{1,2}
    | [A-Z]{4}\d{6}[A-Z0-9]{8}
    | [A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]
    | \d{6,8}[A-Z]\d{2,6}[A-Z]?
    )(?!\w)""",
    re.VERBOSE,
)
"""Digits with single marks between them; a Mexican CURP, an Italian tax code and a day of birth with a letter after
it (Finland's "131052A308T") also have letters."""

NAME = re.compile(r"[^\W\d_][^\d_:<>=+*%$#@]*")
TEXT_EDGE = " :：-–.,;|=/[]*\"'“”„·•"
HEIGHT = re.compile(r"\d[\d.,]*\s?(?:cm|m)\b|\d\s?['’′-]\s?-?\d{1,2}\s?(?:[\"”″]|''|in)?", re.IGNORECASE)
CLASSES = re.compile(r"(?<![A-Za-z])(?:AM|A1|A2|A|B1|B|C1|C|D1|D|BE|C1E|CE|D1E|DE|L|T|M|CDL)(?![A-Za-z])")


def spot_dates(text: str) -> tuple[Reading, ...]:
    """Dates in order; the reading's value is a date."""
    return tuple(reading for reading in dates.find(text) if reading.score >= 0.5)


def spot_sex(text: str) -> tuple[Reading, ...]:
    """M, F or X. Of "N/F" the part after the slash counts."""
    tokens = [match for match in SEX_TOKEN.finditer(text) if match.group().casefold() in SEX_WORDS]
    if not tokens or len(SEX_TOKEN.findall(text)) > 4:
        return ()
    plain = [match for match in tokens if match.group().upper() in ("M", "F", "X")]
    chosen = plain[-1] if plain else tokens[0]
    value = SEX_WORDS[chosen.group().casefold()]
    alone = len(text.strip(TEXT_EDGE)) <= len(chosen.group()) + 3
    return (Reading(value, chosen.start(), chosen.end(), 0.95 if alone else 0.6),)


def spot_number(text: str) -> tuple[Reading, ...]:
    """Document numbers: capitals and digits, single marks between groups."""
    readings = []
    for match in NUMBER_TOKEN.finditer(fold(text)):
        printed = match.group().strip(" ./-")
        start = match.start() + match.group().index(printed)
        compact = re.sub(r"[ ./-]", "", printed)
        digits = sum(character.isdigit() for character in compact)
        if digits < FEWEST_DIGITS or not SHORTEST_NUMBER <= len(compact) <= LONGEST_NUMBER:
            continue
        if dates.find(printed) and not re.search("[A-Z]", printed):
            continue
        spaced = printed.count(" ")
        readings.append(Reading(printed, start, start + len(printed), max(0.5, 0.95 - 0.1 * max(0, spaced - 2))))
    return tuple(readings)


def spot_personal_number(text: str) -> tuple[Reading, ...]:
    """Registers' numbers of a person."""
    readings = []
    for match in PERSONAL_NUMBER.finditer(fold(text)):
        printed = match.group()
        if any(reading.end - reading.start >= len(printed) - 1 for reading in dates.find(printed)):
            continue
        readings.append(Reading(printed, match.start(), match.end(), 0.9))
    return tuple(readings)


def spot_country(text: str) -> tuple[Reading, ...]:
    """ICAO codes of the states that a text names."""
    return countries.find(text)


def spot_name(text: str) -> tuple[Reading, ...]:
    """A person's name or a part of it: letters, no digits, the first one a capital or Chinese."""
    return tuple(_letters_of(text, longest=60, words=7))


def spot_place(text: str) -> tuple[Reading, ...]:
    """A place or an office: words, digits among them ("PRAHA 1")."""
    start = len(text) - len(text.lstrip(TEXT_EDGE + "()"))
    end = len(text.rstrip(TEXT_EDGE + "("))
    value = text[start:end]
    letters = sum(character.isalpha() for character in value)
    digits = sum(character.isdigit() for character in value)
    if letters < 2 or digits > letters or len(value) > 60 or spot_dates(value):
        return ()
    return (Reading(value, start, end, 0.85 if value[0].isupper() or not value[0].isascii() else 0.5),)


def spot_address(text: str) -> tuple[Reading, ...]:
    """Any text with letters."""
    start = len(text) - len(text.lstrip(TEXT_EDGE))
    end = len(text.rstrip(TEXT_EDGE))
    if sum(character.isalpha() for character in text[start:end]) < 3:
        return ()
    return (Reading(text[start:end], start, end, 0.85),)


def spot_ethnicity(text: str) -> tuple[Reading, ...]:
    """One of the peoples on a Chinese card: one to six Chinese characters."""
    match = re.search(r"[\u3400-\u9fff]{1,6}", text)
    if match is None or match.start() > 2:
        return ()
    return (Reading(match.group(), match.start(), match.end(), 0.95),)


def spot_height(text: str) -> tuple[Reading, ...]:
    """A height with its unit, or in feet and inches."""
    return tuple(Reading(match.group(), *match.span(), 0.9) for match in HEIGHT.finditer(text))


def spot_word(text: str) -> tuple[Reading, ...]:
    """The first short word of letters: a colour."""
    match = re.search(r"[^\W\d_]{3,12}", text)
    return () if match is None else (Reading(match.group(), match.start(), match.end(), 0.8),)


def spot_short_text(text: str) -> tuple[Reading, ...]:
    """A whole short text."""
    stripped = text.strip(TEXT_EDGE)
    if not stripped or len(stripped) > 30:
        return ()
    start = text.index(stripped)
    return (Reading(stripped, start, start + len(stripped), 0.7),)


def _letters_of(text: str, *, longest: int, words: int) -> Iterator[Reading]:
    match = NAME.search(text)
    if match is None or match.start() > 3:
        return
    value = match.group().rstrip(TEXT_EDGE + "(")
    start = match.start()
    if not value or len(value) > longest or len(value.split()) > words:
        return
    is_han = not fold_letters(value).isascii()
    if len(value) < 2 and not is_han:
        return
    if any(character.isdigit() for character in text[match.start() + len(value) :]):
        # A name does not go on with digits; a number stands there.
        yield Reading(value, start, start + len(value), 0.4)
        return
    yield Reading(value, start, start + len(value), 0.9 if value[0].isupper() or is_han else 0.5)

"""What the zone says, found again as it is printed above: names with accents, numbers with dashes, full years.

A zone transliterates (Doc 9303 part 3, section 6) and cuts; the printed form is the better value
wherever it says the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from ..document import Candidate, Line, Quad, TextPage, Word
from ..notation import dates
from .mrz_format import MachineReadableZone

TRANSLITERATIONS = {
    "Ä": ("AE", "A"), "Å": ("AA", "A"), "Æ": ("AE",), "Ö": ("OE", "O"), "Ø": ("OE", "O"), "Œ": ("OE",),
    "Ü": ("UE", "UXX", "U"), "ß": ("SS",), "ẞ": ("SS",), "Ñ": ("N", "NXX"), "Þ": ("TH",), "Ð": ("D",), "Đ": ("D",),
    "Ł": ("L",), "Ħ": ("H",), "Ŋ": ("N",), "ı": ("I",), "Ĳ": ("IJ",), "Ə": ("E",),
}  # fmt: skip
"""Doc 9303 part 3, section 6, table A; other letters lose their marks."""

MOST_SPELLINGS = 64
"""Transliterations of one printed name that are tried."""

MOST_WORDS = 6
"""Words of one printed name."""

PRINTED_SCORE = 0.97
"""What zone and print say alike leaves little doubt."""

NEAR_SCORE = 0.88
"""Print that goes on where the zone had no more room."""

ALIKE_SCORE = 0.9
"""Print that differs from the zone in one letter: no check digit guards names, and the print is larger."""

SIGNED_SCORE = 0.93
"""A name in small letters may be the signature; on documents with a zone names are mostly printed in capitals."""

ISSUE_SCORE = 0.7
SIX_DIGITS = re.compile(r"(?<![\w.])(\d\d) ?(\d\d) ?(\d\d)(?![\w.])")
VALIDITY_YEARS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 15)
SLACK_DAYS = 2

SHORTEST_NEAR_NAME = 5
SHORTEST_PERSONAL_NUMBER = 6


def find_printed(
    page: TextPage, zone: MachineReadableZone, zone_quad: Quad, personal_number: str | None
) -> tuple[Candidate, ...]:
    """Candidates from the print outside the zone that agree with the zone."""
    lines = [line for line in page.lines if not _inside(line.quad, zone_quad)]
    found: list[Candidate] = []
    for field, name in (("surname", zone.surname), ("given_names", zone.given_names)):
        found += _names(page, lines, field, name, is_cut=_is_cut(zone))
    if personal_number is not None and len(personal_number) >= SHORTEST_PERSONAL_NUMBER:
        found += _numbers(page, lines, personal_number)
    else:
        for optional in zone.optional_data:
            text = re.sub(r"[^A-Z0-9]", "", optional)
            if len(text) >= SHORTEST_PERSONAL_NUMBER and sum(map(str.isdigit, text)) > len(text) / 2:
                found += _numbers(page, lines, text, also_alike=text != zone.number)
    found += _issue_date(page, lines, zone)
    for field, printed, day in (
        ("birth_date", zone.birth, zone.birth_date),
        ("expiry_date", zone.expiry, zone.expiry_date),
    ):
        found += _dates(page, lines, field, printed, day)
    return tuple(found)


def spellings(name: str) -> frozenset[str]:
    """The ways in which a zone may write a printed name, letters only."""
    parts = []
    for character in unicodedata.normalize("NFC", name):
        upper = character if character in TRANSLITERATIONS else character.upper()
        if upper in TRANSLITERATIONS:
            parts.append(TRANSLITERATIONS[upper])
        else:
            letters = "".join(part for part in unicodedata.normalize("NFKD", upper) if "A" <= part <= "Z")
            parts.append((letters,))
    variants = product(*parts)
    return frozenset("".join(variant) for variant, _ in zip(variants, range(MOST_SPELLINGS), strict=False))


def _names(page: TextPage, lines: Sequence[Line], field: str, name: str, *, is_cut: bool) -> Iterator[Candidate]:
    wanted = name.replace(" ", "")
    if len(wanted) < 2:
        return
    for words in _runs(lines):
        text = " ".join(word.text for word in words)
        if not text[0].isalpha() or len(text) > len(wanted) * 2 + 8:
            continue
        written = spellings(text)
        if wanted in written:
            score = PRINTED_SCORE if text == text.upper() else SIGNED_SCORE
            yield _candidate(page, field, _trim(text), words, score)
        elif len(wanted) >= SHORTEST_NEAR_NAME and any(_is_near(wanted, spelling) for spelling in written):
            yield _candidate(page, field, _trim(text), words, ALIKE_SCORE)
        elif is_cut and field == "given_names" and any(spelling.startswith(wanted) for spelling in written):
            yield _candidate(page, field, _trim(text), words, NEAR_SCORE)


def _numbers(page: TextPage, lines: Sequence[Line], number: str, *, also_alike: bool = False) -> Iterator[Candidate]:
    """The number as it is printed. also_alike: without other marks, too; of a state unknown to put it into its
    zone the print is the only proof."""
    for line in lines:
        for word in line.words:
            if re.sub(r"[^A-Z0-9]", "", word.text.upper()) == number and (also_alike or word.text.upper() != number):
                yield _candidate(
                    page, "personal_number", word.text, (word,), NEAR_SCORE if also_alike else PRINTED_SCORE
                )


def _issue_date(page: TextPage, lines: Sequence[Line], zone: MachineReadableZone) -> Iterator[Candidate]:
    """The one printed day that is neither birth nor expiry, whole years before the expiry."""
    if zone.birth_date is None or zone.expiry_date is None:
        return
    found = {}
    for line in lines:
        for day, start, end in _days_of(line.text):
            if zone.birth_date < day < zone.expiry_date and is_validity(day, zone.expiry_date):
                found[day] = (line, start, end)
    if len(found) == 1:
        [(day, (line, start, end))] = found.items()
        words = _words_at(line, start, end)
        yield _candidate(page, "issue_date", day.isoformat(), words, ISSUE_SCORE, printed=line.text[start:end])


def _days_of(text: str) -> Iterator[tuple[date, int, int]]:
    """Days in a line, both orders of day and month; six bare digits ("010103") are a day of this century."""
    for reading in dates.find(text):
        for option in dates.read(text[reading.start : reading.end])[:2]:
            yield option.value, reading.start, reading.end
    for match in SIX_DIGITS.finditer(text):
        day, month, year = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 28:
            yield date(2000 + year, month, day), match.start(), match.end()


def is_validity(issue: date, expiry: date) -> bool:
    """Whether documents are valid for such a time: whole years, the last day one earlier or later."""
    return any(abs((expiry - issue).days - round(years * 365.25)) <= SLACK_DAYS for years in VALIDITY_YEARS)


def _dates(page: TextPage, lines: Sequence[Line], field: str, printed: str, day: date | None) -> Iterator[Candidate]:
    """Printed dates with four digits of the year, of which the zone has the last two."""
    if not printed.isdigit():
        return
    for line in lines:
        for reading in dates.find(line.text):
            text = line.text[reading.start : reading.end]
            for option in dates.read(text):
                value: date = option.value
                if f"{value:%y%m%d}" == printed and str(value.year) in text and value != day:
                    words = _words_at(line, reading.start, reading.end)
                    yield _candidate(page, field, value.isoformat(), words, PRINTED_SCORE, printed=text)


def _is_near(one: str, other: str) -> bool:
    """Equal but for one letter."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _is_cut(zone: MachineReadableZone) -> bool:
    """Whether the name field was too short for the names: nothing is left of its fillers."""
    return any(line[-1] not in "<0123456789" for line in zone.lines)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[Word, ...]]:
    for line in lines:
        for first in range(len(line.words)):
            for last in range(first + 1, min(len(line.words), first + MOST_WORDS) + 1):
                yield line.words[first:last]


def _words_at(line: Line, start: int, end: int) -> tuple[Word, ...]:
    position, touched = 0, []
    for word in line.words:
        if position < end and start < position + len(word.text):
            touched.append(word)
        position += len(word.text) + 1
    return tuple(touched)


def _trim(text: str) -> str:
    return text.strip(" ,.;:*\"'")


def _candidate(
    page: TextPage, field: str, text: str, words: tuple[Word, ...], score: float, *, printed: str | None = None
) -> Candidate:
    quad = words[0].quad if len(words) == 1 else Quad.around([word.quad for word in words])
    return Candidate(
        field=field,
        text=text,
        page=page.index,
        quad=quad,
        score=score,
        origin=page.text_from,
        words=words,
        printed=printed,
    )


def _inside(quad: Quad, zone: Quad) -> bool:
    x, y = quad.center
    return bool(zone.left <= x <= zone.right and zone.top <= y <= zone.bottom)

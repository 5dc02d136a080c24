"""Driving licences: numbered fields of the European Union's model and of AAMVA's card design standard.

Directive 2006/126/EC, annex I (1 surname, 2 given names, 3 birth, 4a issue, 4b expiry, 4c authority,
4d personal number, 5 number, 8 address, 9 classes); AAMVA DL/ID card design standard, table of
the same numbers with other letters (4d number, 5 document discriminator, 15 sex, 16 height, 18 eyes).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import Candidate
from ..notation.reading import Reading
from .geometry import Segment, drop_between, gap_between, quad_around, quad_of
from .identity_headings import Sheet
from .identity_values import (
    spot_address,
    spot_dates,
    spot_height,
    spot_name,
    spot_number,
    spot_place,
    spot_sex,
    spot_word,
)

Spot = Callable[[str], tuple[Reading, ...]]

MARK = re.compile(r"(?<![\w.,/-])(1|2|3|4\s?[abcd]|5|8|9|15|16|18)(?:[.,:)]\s*(?=\S)|\s+(?=\S))", re.IGNORECASE)
"""The number of a field, with a dot or a space after it."""

LONE_MARK = re.compile(r"(1|2|3|4\s?[abcd]|5|7|8|9|15|16|18)[.,:)]?|([Il|])[.,]", re.IGNORECASE)
"""The number as a text of its own: recognisers part it from its value. A lone stroke with a dot is a 1."""

LONE_MARK_REACH = 8.0
"""The value stands at most this many heights right of its number."""

FEWEST_MARKS = 3
"""Different numbers that a page must show before they are believed."""

EUROPEAN: dict[str, tuple[str, Spot]] = {
    "1": ("surname", spot_name),
    "2": ("given_names", spot_name),
    "3": ("birth_date", spot_dates),
    "4a": ("issue_date", spot_dates),
    "4b": ("expiry_date", spot_dates),
    "4c": ("authority", spot_place),
    "4d": ("personal_number", spot_number),
    "5": ("number", spot_number),
    "8": ("address", spot_address),
}
AMERICAN: dict[str, tuple[str, Spot]] = {
    "1": ("surname", spot_name),
    "2": ("given_names", spot_name),
    "3": ("birth_date", spot_dates),
    "4a": ("issue_date", spot_dates),
    "4b": ("expiry_date", spot_dates),
    "4d": ("number", spot_number),
    "5": ("document_discriminator", spot_number),
    "8": ("address", spot_address),
    "15": ("sex", spot_sex),
    "16": ("height", spot_height),
    "18": ("eye_colour", spot_word),
}
EUROPEAN_SCORE, AMERICAN_SCORE = 0.85, 0.75

NAME_FIELDS = ("surname", "given_names")
UNREAD_MARK = 0.8
"""Factor for a name whose own number was not read, but that of the name above or below."""
NAME_STEP = 2.6
"""The lines of both names follow each other within this many heights."""
MOST_NAMES = 2
"""Words of a surname or of given names after a bare number; more are a street."""

AMERICAN_STATES = {
    "USA": (
        "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida",
        "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine",
        "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska",
        "Nevada", "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio",
        "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas",
        "Utah", "Vermont", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming",
        "District of Columbia", "Puerto Rico",
    ),
    "CAN": (
        "Alberta", "British Columbia", "Manitoba", "New Brunswick", "Newfoundland", "Nova Scotia", "Ontario",
        "Prince Edward Island", "Quebec", "Québec", "Saskatchewan", "Yukon", "Nunavut",
    ),
}  # fmt: skip
"""States and provinces that issue licences of AAMVA's design."""

STATE_SCORE = 0.8

POSTAL_CODE = re.compile(r"\b[A-Z]{2},?\s*\d{5}(?:-\d{4})?$|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d$")
ADDRESS_SCORE = 0.55
STREET_STEP = 1.8
"""A street stands at most this many heights over its city."""


@dataclass(frozen=True, slots=True)
class Part:
    """The text after one number: segment.text[offset : offset + len(text)]."""

    number: str
    text: str
    offset: int
    segment: Segment


@dataclass(frozen=True, slots=True)
class State:
    """A state or province named on the page."""

    name: str
    country: str
    segment: Segment
    start: int
    end: int


def find_state(sheet: Sheet) -> State | None:
    """The first state or province that stands on the page, the longer name where one holds the other."""
    names = sorted(
        ((name, country) for country, names in AMERICAN_STATES.items() for name in names),
        key=lambda pair: -len(pair[0]),
    )
    for k in sheet.values:
        segment = sheet.layout.segments[k]
        for name, country in names:
            match = re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", segment.text, re.IGNORECASE)
            glued = re.search(re.escape(name.replace(" ", "")), segment.text, re.IGNORECASE) if " " in name else None
            found = match or glued
            if found is not None and not sheet.is_heading(segment):
                return State(name, country, segment, found.start(), found.end())
    return None


def find_state_fields(sheet: Sheet, state: State) -> Iterator[Candidate]:
    """The region, and the country that it lies in."""
    words = state.segment.words_at(state.start, state.end)
    if not words:
        return
    for field, text in (("region", state.name), ("issuing_country", state.country)):
        yield Candidate(
            field=field,
            text=text,
            page=sheet.page.index,
            quad=quad_of(words),
            score=STATE_SCORE,
            origin=sheet.page.text_from,
            words=words,
            printed=state.segment.text[state.start : state.end],
        )


def find_address(sheet: Sheet) -> Iterator[Candidate]:
    """A line that ends in a postal code of the United States or Canada, with the street over it."""
    layout = sheet.layout
    for k in sheet.values:
        city, box = layout.segments[k], layout.boxes[k]
        if not POSTAL_CODE.search(city.text):
            continue
        over = [
            other
            for other in sheet.values
            if 0.5 * box.height < drop_between(layout.boxes[other], box) < STREET_STEP * box.height
            and abs(layout.boxes[other].left - box.left) < 2.5 * box.height
            and re.search(r"\d", layout.segments[other].text)
        ]
        street = layout.segments[over[0]] if over else None
        words = (*(street.words if street is not None else ()), *city.words)
        text = f"{street.text} {city.text}" if street is not None else city.text
        yield Candidate(
            field="address",
            text=re.sub(r"^8\s+", "", text),
            page=sheet.page.index,
            quad=quad_around([word.quad for word in words]),
            score=ADDRESS_SCORE,
            origin=sheet.page.text_from,
            words=words,
        )


def find_numbered(sheet: Sheet, *, is_american: bool) -> tuple[Candidate, ...]:
    """The numbered fields of a licence; nothing where too few numbers are there."""
    fields = AMERICAN if is_american else EUROPEAN
    marked = [part for part in _marked(sheet) if part.number in fields]
    if len({part.number for part in marked}) < FEWEST_MARKS:
        return ()
    found = [candidate for part in marked for candidate in _read(sheet, part, is_american)]
    if not is_american:
        found += _names_without_number(sheet, found)
    return tuple(found)


def _marked(sheet: Sheet) -> Iterator[Part]:
    """Numbers with their values, in one segment or in two."""
    layout = sheet.layout
    lone = {k: match for k in sheet.values if (match := LONE_MARK.fullmatch(layout.segments[k].text))}
    for k in sheet.values:
        if k not in lone:
            yield from _parts(layout.segments[k])
            continue
        number = re.sub(r"\s", "", lone[k].group(1) or "1").lower()
        box = layout.boxes[k]
        row = [other for other in layout.right_of(box) if other in sheet.values]
        if row and row[0] not in lone and gap_between(box, layout.boxes[row[0]]) < LONE_MARK_REACH:
            segment = layout.segments[row[0]]
            if not _starts_with_mark(segment):
                yield Part(number, segment.text, 0, segment)


def stands_at_number(sheet: Sheet, k: int) -> bool:
    """Whether the k-th segment begins with a field's number, or the number stands left of it."""
    layout = sheet.layout
    box = layout.boxes[k]
    return _starts_with_mark(layout.segments[k]) or any(
        other != k
        and LONE_MARK.fullmatch(layout.segments[other].text)
        and 0 <= gap_between(layout.boxes[other], box) < LONE_MARK_REACH
        and layout.boxes[other].middle[0] < box.left
        and layout.same_row(layout.boxes[other], box)
        for other in sheet.values
    )


def _starts_with_mark(segment: Segment) -> bool:
    match = MARK.match(segment.text)
    return match is not None and not segment.text[match.end() - 1].isspace()


def _parts(segment: Segment) -> Iterator[Part]:
    """The texts after each number in a segment, up to the next."""
    text = segment.text
    marks = [match for match in MARK.finditer(text)]
    if not marks or marks[0].start() > 2:
        return
    for index, match in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        number = re.sub(r"\s", "", match.group(1)).lower()
        yield Part(number, text[match.end() : end], match.end(), segment)


def _names_without_number(sheet: Sheet, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Single digits are lost most easily: the surname stands on the line above the given names, these below it."""
    by_field = {candidate.field: candidate for candidate in found}
    for known, unknown, side in (("given_names", "surname", -1), ("surname", "given_names", 1)):
        if known not in by_field or unknown in by_field:
            continue
        box = sheet.layout.box_of(by_field[known].quad)
        for k in sheet.values:
            segment, other = sheet.layout.segments[k], sheet.layout.boxes[k]
            down = side * drop_between(box, other)
            is_beside = abs(other.left - box.left) < 1.5 * box.height
            if 0.5 * box.height < down < NAME_STEP * box.height and is_beside and not sheet.is_heading(segment):
                for reading in spot_name(segment.text):
                    scaled = replace(reading, score=reading.score * UNREAD_MARK)
                    yield from _candidate(sheet, unknown, scaled, 0, segment, None, is_american=False)


def _read(sheet: Sheet, part: Part, is_american: bool) -> Iterator[Candidate]:
    field, spot = (AMERICAN if is_american else EUROPEAN)[part.number]
    for reading in spot(part.text)[:1]:
        if field in NAME_FIELDS and is_american and _is_no_name(sheet, part.segment, reading, part.offset):
            continue
        yield from _candidate(sheet, field, reading, part.offset, part.segment, part.number, is_american)
        if part.number == "3" and not is_american:
            yield from _birth_place(sheet, part, reading)


def _birth_place(sheet: Sheet, part: Part, birth: Reading) -> Iterator[Candidate]:
    """The place follows the date: "3. 01.02.1980 LONDON", in one segment or in two."""
    for place in spot_place(part.text[birth.end :])[:1]:
        shifted = replace(place, start=place.start + birth.end, end=place.end + birth.end)
        yield from _candidate(sheet, "birth_place", shifted, part.offset, part.segment, part.number, False)
        return
    layout = sheet.layout
    box = layout.box_of(part.segment.quad)
    for k in layout.right_of(box)[:1]:
        segment = layout.segments[k]
        if gap_between(box, layout.boxes[k]) < LONE_MARK_REACH and not LONE_MARK.fullmatch(segment.text):
            for place in () if _starts_with_mark(segment) else spot_place(segment.text)[:1]:
                yield from _candidate(sheet, "birth_place", place, 0, segment, part.number, False)


def _is_no_name(sheet: Sheet, segment: Segment, reading: Reading, offset: int) -> bool:
    """A heading after its number ("1,2 NAME/NOM"), or a street with its number ("2 LOMBARD STREET WEST")."""
    words = segment.words_at(offset + reading.start, offset + reading.end)
    places = [(segment.line, segment.first + segment.words.index(word)) for word in words]
    return len(words) > MOST_NAMES or any(place in sheet.label_words for place in places)


def _candidate(
    sheet: Sheet, field: str, reading: Reading, offset: int, segment: Segment, number: str | None, is_american: bool
) -> Iterator[Candidate]:
    start, end = offset + reading.start, offset + reading.end
    words = segment.words_at(start, end)
    if not words:
        return
    printed = segment.text[start:end]
    yield Candidate(
        field=field,
        text=str(reading.value) if field == "sex" else printed,
        page=sheet.page.index,
        quad=quad_of(words),
        score=round((AMERICAN_SCORE if is_american else EUROPEAN_SCORE) * reading.score, 4),
        origin=sheet.page.text_from,
        words=words,
        label=number,
        printed=printed,
    )

"""What the layout of an identity document tells where its headings could not be read.

Small print is often lost; the order of dates, the row of the sex, a number that is printed twice
and the state's name at the top remain. All of it scores below what a heading announces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ..document import Candidate, Quad, Word
from ..notation import countries, dates
from .geometry import quad_of
from .identity_headings import Sheet
from .identity_values import spot_number, spot_place, spot_sex

BY_ORDER = 0.5
"""Three dates in the order birth, issue, expiry."""
BY_VALIDITY = 0.48
"""Two dates as far apart as documents are valid."""
BESIDE = 0.4
"""A text on the row of the sex is the place of birth; one on the row of the issue the authority."""
SMALLEST_VALUE = 0.72
"""Values of a document are printed in one size, headings smaller; the ratio of two values' heights."""

PRINTED_TWICE = 0.5
AT_TOP = 0.35

VALIDITY_YEARS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 15)
"""Whole years for which documents are valid; the last day may be one earlier or later."""

SLACK_DAYS = 2

LEAST_AGE_DAYS = 20
"""A birth is at least so long before the issue."""

TOP_SHARE = 0.4
"""The head of a document: its state, its type, often its number."""

NUMBER_AT_TOP = re.compile(r"[A-Z]{0,3}\d{6,9}[A-Z]?\d?")

Dated = tuple[date, str, tuple[Word, ...]]


def find_unannounced(sheet: Sheet, *, is_visa: bool) -> tuple[Candidate, ...]:
    """Candidates of low score from order and place alone."""
    return (
        *_dates_by_order(sheet, is_visa=is_visa),
        *_sex_alone(sheet),
        *_beside(sheet),
        *_numbers(sheet),
        *_country(sheet),
    )


def dates_of(sheet: Sheet) -> list[Dated]:
    """All dates outside the zone with the words in which they stand."""
    found: list[Dated] = []
    for k in sheet.values:
        segment = sheet.layout.segments[k]
        for reading in dates.find(segment.text):
            words = segment.words_at(reading.start, reading.end)
            if words and reading.score >= 0.5:
                found.append((reading.value, segment.text[reading.start : reading.end], words))
    return found


def _dates_by_order(sheet: Sheet, *, is_visa: bool) -> Iterator[Candidate]:
    found = dates_of(sheet)
    by_day = {day: (text, words) for day, text, words in reversed(found)}
    days = sorted(by_day)
    roles: list[tuple[str, date, float]] = []
    if is_visa and len(days) >= 2:
        roles = [("issue_date", days[0], BY_ORDER), ("expiry_date", days[-1], BY_ORDER)]
    elif len(days) == 3 and (days[1] - days[0]).days >= LEAST_AGE_DAYS:
        roles = [
            ("birth_date", days[0], BY_ORDER),
            ("issue_date", days[1], BY_ORDER),
            ("expiry_date", days[2], BY_ORDER),
        ]
        if not _is_validity(days[1], days[2]):
            roles = [(field, day, 0.8 * score) for field, day, score in roles]
    elif len(days) == 2 and _is_validity(days[0], days[1]):
        roles = [("issue_date", days[0], BY_VALIDITY), ("expiry_date", days[1], BY_VALIDITY)]
    for field, day, score in roles:
        text, words = by_day[day]
        yield _candidate(sheet, field, text, words, score)


def _is_validity(issue: date, expiry: date) -> bool:
    return any(abs((expiry - issue).days - round(years * 365.25)) <= SLACK_DAYS for years in VALIDITY_YEARS)


def _sex_alone(sheet: Sheet) -> Iterator[Candidate]:
    """A segment that is nothing but the sex."""
    for k in sheet.values:
        segment = sheet.layout.segments[k]
        if re.fullmatch(r"[MF]|[A-ZŽ]/[MF]|[MF]/[A-ZŽ]|男|女", segment.text.strip()):
            reading = spot_sex(segment.text)
            if reading:
                yield _candidate(sheet, "sex", str(reading[0].value), segment.words, BESIDE, printed=segment.text)


def _beside(sheet: Sheet) -> Iterator[Candidate]:
    """Capitals of the same size on the row of the sex, and right of the date of issue."""
    layout = sheet.layout
    days = sorted({day for day, _, _ in dates_of(sheet)})
    issue = days[-2] if len(days) >= 2 and _is_validity(days[-2], days[-1]) else None
    for k in sheet.values:
        segment, box = layout.segments[k], layout.boxes[k]
        if re.fullmatch(r"[MFX]|[A-ZŽ]/[MFX]", segment.text.strip()):
            row = [other for other in sheet.values if other != k and layout.same_row(box, layout.boxes[other])]
            yield from _capitals(sheet, "birth_place", box.height, row)
        elif issue is not None and any(reading.value == issue for reading in dates.find(segment.text)):
            yield from _capitals(sheet, "authority", box.height, layout.right_of(box))


def _capitals(sheet: Sheet, field: str, height: float, row: Sequence[int]) -> Iterator[Candidate]:
    for k in row:
        segment, box = sheet.layout.segments[k], sheet.layout.boxes[k]
        alike = SMALLEST_VALUE < box.height / max(height, 1e-6) < 1 / SMALLEST_VALUE
        is_other = sheet.is_heading(segment) or sheet.names_kind(segment) or len(segment.text) <= 3
        if alike and not is_other and segment.text == segment.text.upper() and spot_place(segment.text):
            yield _candidate(sheet, field, segment.text, segment.words, BESIDE)


def _numbers(sheet: Sheet) -> Iterator[Candidate]:
    """Numbers that are printed more than once, and those at the top."""
    places = [
        (segment.text[reading.start : reading.end], segment.words_at(reading.start, reading.end), k)
        for k in sheet.values
        for segment in (sheet.layout.segments[k],)
        for reading in spot_number(segment.text)
    ]
    counts = Counter(re.sub(r"\W", "", text) for text, _, _ in places)
    for text, words, k in places:
        compact = re.sub(r"\W", "", text)
        if not words or len(compact) < 7:
            continue
        if counts[compact] > 1:
            yield _candidate(sheet, "number", text, words, PRINTED_TWICE)
        elif NUMBER_AT_TOP.fullmatch(compact) and sheet.layout.boxes[k].middle[1] < _top(sheet, TOP_SHARE):
            yield _candidate(sheet, "number", text, words, AT_TOP)


def _country(sheet: Sheet) -> Iterator[Candidate]:
    """The state's name in the head of the document, the larger print first."""
    limit = _top(sheet, TOP_SHARE)
    for k in sheet.values:
        segment, box = sheet.layout.segments[k], sheet.layout.boxes[k]
        if box.middle[1] > limit:
            continue
        for reading in countries.find(segment.text):
            words = segment.words_at(reading.start, reading.end)
            is_code = len(segment.text[reading.start : reading.end]) <= 3
            size = min(1.0, box.height / max(sheet.layout.text_height, 1e-6))
            score = (0.55 if is_code else 0.75) * (0.8 + 0.2 * size)
            if words:
                yield _candidate(sheet, "issuing_country", str(reading.value), words, score, printed=segment.text)


def _top(sheet: Sheet, share: float) -> float:
    """The ordinate, in reading direction, above which that share of the printed sheet lies."""
    boxes: Sequence[float] = [box.middle[1] for box in sheet.layout.boxes]
    if not boxes:
        return 0.0
    return min(boxes) + share * (max(boxes) - min(boxes)) + 1e-6


def _candidate(
    sheet: Sheet, field: str, text: str, words: tuple[Word, ...], score: float, *, printed: str | None = None
) -> Candidate:
    quad: Quad = quad_of(words)
    return Candidate(
        field=field,
        text=text,
        page=sheet.page.index,
        quad=quad,
        score=round(score, 4),
        origin=sheet.page.text_from,
        words=words,
        printed=printed,
    )

"""Dates as printed in many languages, and months of expiry; nothing here depends on today.

Places are found by three notations: numerals (25/12/2018, 2018-12-25, 2018年12月25日), a month's name
(1. März 2019, 01 MAR/MARS 2019, March 1st, 2019) and eight digits without a mark (20190301).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from .months import month_of
from .reading import Reading, fold, outside

Order = Literal["DMY", "MDY", "YMD"]


@dataclass(frozen=True, slots=True)
class DateReading(Reading):
    """A date. order: in which order its numerals were taken, None where a month's name or an
    equal number leaves no choice. ambiguous: another order gives another date."""

    order: Order | None = None
    ambiguous: bool = False


TWO_DIGIT_YEARS_UP_TO = 68
"""00 to 68 are years of 2000, 69 to 99 of 1900: the fixed window of POSIX."""

FIRST_YEAR, LAST_YEAR = 1850, 2099

# Scores of notations: how probable it is that such a text is that date.
_ISO = 1.0
_WITH_NAME = 0.97
_NUMERALS = 0.95
_TWO_DIGIT_YEAR = 0.85  # factor
_SPACED = 0.6  # factor for numerals with only spaces between: 12 08 1964
_NOISY_MARKS = 0.7  # factor for two different marks
_SECOND_ORDER = 0.7  # factor for the order that is less frequent
_COMPACT_FOUND, _COMPACT_READ = 0.3, 0.7

_CLOCK = r"\d{1,2}[:.h]\d{2}"
_NUMERAL_DATE = re.compile(
    r"""(?<!\d)(?<!\d[./-])(?<![A-Za-z]-)
    (?P<a>\d{4}|\d{1,2})
    (?P<mark1>[ ]?[./-][ ]?|[ ])
    (?P<b>\d{1,2})
    (?P<mark2>[ ]?[./-][ ]?|[ ])
    (?P<c>\d{1,8})""",
    re.VERBOSE,
)
_CHINESE_DATE = re.compile(r"(?P<y>\d{4}|\d{2}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?(?:日|号)?")
_COMPACT_YEAR_LAST = re.compile(r"(?<![\dA-Za-z./-])(?P<a>\d{2})(?P<b>\d{2})(?P<c>(?:19|20)\d{2})(?![\dA-Za-z./-])")
_COMPACT_DATE = re.compile(r"(?<![\dA-Za-z./-])(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?![\dA-Za-z./-])")

_GAP = r"[ .,/\-]{0,3}"
_MONTH_WORD = r"[^\W\d_]{3,12}"
_MONTH = rf"(?P<month>{_MONTH_WORD})\.?(?: ?[/-] ?(?P<second>{_MONTH_WORD})\.?)?"
_LETTER = r"[^\W\d_]"
_ORDINAL = rf"(?:st|nd|rd|th|er|re|ème|[º°ª.]|(?:de|e|o|a)(?!{_LETTER}))?"
_OF = rf"(?:(?:(?:de|del|of|di|den)(?!{_LETTER})|d') ?)?"
_YEAR = r"(?:'? ?(?P<year>\d{4}|\d{2}))"
_AFTER_YEAR = rf"(?:(?!\d)|(?={_CLOCK}))"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}) ?{_ORDINAL}{_GAP}{_OF}{_MONTH}{_GAP}{_OF}{_YEAR}{_AFTER_YEAR}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_]){_MONTH}{_GAP}(?P<day>\d{{1,2}}) ?(?:st|nd|rd|th)?"
    rf"(?:[ ,.'/\-]{{1,3}}|(?<=\d\d)(?=\d{{4}})){_YEAR}{_AFTER_YEAR}",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"(?<!\d)(?P<year>\d{{4}}){_GAP}{_MONTH}{_GAP}(?P<day>\d{{1,2}})(?!\d)", re.IGNORECASE)

_MONTH_YEAR = re.compile(
    r"(?<!\d)(?<!\d[./-])(?P<m>0?[1-9]|1[0-2]) ?[/\-.|] ?(?P<y>(?:19|20)\d{2}|\d{2})(?!\d)"
    r"(?! ?[./-] ?\d{1,4}(?!\d| ?[./-]))"  # a third numeral makes it a date
)
_YEAR_MONTH = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2}) ?[/\-.] ?(?P<m>0[1-9]|1[0-2])(?!\d)(?! ?[./-] ?\d)")
_NAMED_MONTH_YEAR = re.compile(rf"(?<![^\W\d_]){_MONTH}{_GAP}{_OF}{_YEAR}(?!\d)(?![./-]\d)", re.IGNORECASE)


def find(text: str) -> tuple[DateReading, ...]:
    """All dates of a text in order, none overlapping, each in its likeliest reading.

    Where day and month may be exchanged `ambiguous` is True: `read` of that place gives both.
    """
    return tuple(options[0] for options in _places(fold(text), TWO_DIGIT_YEARS_UP_TO))


def read(
    text: str, order: Order | None = None, *, two_digit_years_up_to: int = TWO_DIGIT_YEARS_UP_TO
) -> tuple[DateReading, ...]:
    """All readings of a text that holds one date, likeliest first.

    order: the order in which the document writes numerals; readings in that order come first.
    two_digit_years_up_to: where the century changes; 30 suits dates of birth.
    """
    folded = fold(text)
    length = max(len(folded.strip()), 1)
    readings = []
    for options in _places(folded, two_digit_years_up_to, compact_score=_COMPACT_READ):
        for option in options:
            share = min(1.0, (option.end - option.start) / length)
            score = option.score * (0.6 + 0.4 * share)
            if order is not None and option.ambiguous:
                score = score if option.order == order else score * _SECOND_ORDER * _SECOND_ORDER
            readings.append(replace(option, score=round(score, 4)))
    if order is not None:
        readings.sort(key=lambda reading: (reading.ambiguous and reading.order != order, -reading.score))
        return tuple(readings)
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def find_month_years(text: str) -> tuple[Reading, ...]:
    """All months with a year that are no part of a full date: 12/25, 12/2025, Dec 2025 -> "2025-12".

    Two-digit years are of this century: what is valid until a month is no older.
    """
    folded = fold(text)
    taken = [(options[0].start, options[0].end) for options in _places(folded, TWO_DIGIT_YEARS_UP_TO)]
    readings: list[Reading] = []
    for pattern, score in ((_YEAR_MONTH, 0.9), (_MONTH_YEAR, 0.95), (_NAMED_MONTH_YEAR, 0.9)):
        for match in pattern.finditer(folded):
            if not outside(taken, *match.span()):
                continue
            year = int(match["y"]) if pattern is not _NAMED_MONTH_YEAR else int(match["year"])
            digits = match["y"] if pattern is not _NAMED_MONTH_YEAR else match["year"]
            month: int | None
            if pattern is _NAMED_MONTH_YEAR:
                named = month_of(match["month"])
                month = named[0] if named and named[1] == 1.0 else None
            else:
                month = int(match["m"])
            if month is None:
                continue
            year = year + 2000 if len(digits) == 2 else year
            if FIRST_YEAR <= year <= LAST_YEAR:
                taken.append(match.span())
                readings.append(Reading(f"{year:04d}-{month:02d}", *match.span(), score))
    return tuple(sorted(readings, key=lambda reading: reading.start))


def _places(folded: str, split: int, *, compact_score: float = _COMPACT_FOUND) -> list[tuple[DateReading, ...]]:
    """The readings of each place that holds a date, likeliest first, in order of the text."""
    taken: list[tuple[int, int]] = []
    places = []
    for options in _all_places(folded, split, compact_score):
        if options and outside(taken, options[0].start, options[0].end):
            taken.append((options[0].start, options[0].end))
            places.append(options)
    return sorted(places, key=lambda options: options[0].start)


def _all_places(folded: str, split: int, compact_score: float) -> Iterator[tuple[DateReading, ...]]:
    for match in _CHINESE_DATE.finditer(folded):
        if value := _valid(_full_year(match["y"], split), int(match["m"]), int(match["d"])):
            yield (DateReading(value, *match.span(), _ISO),)
    for pattern in (_DAY_FIRST, _YEAR_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(folded):
            if reading := _named(match, split):
                yield (reading,)
    position = 0
    while numerals := _NUMERAL_DATE.search(folded, position):
        options = _numerals(folded, numerals, split)
        position = options[0].end if options else numerals.start() + 1
        yield options
    for match in _COMPACT_DATE.finditer(folded):
        if value := _valid(int(match["y"]), int(match["m"]), int(match["d"])):
            yield (DateReading(value, *match.span(), compact_score, "YMD"),)
    for match in _COMPACT_YEAR_LAST.finditer(folded):
        yield _orders(match["a"], match["b"], match["c"], *match.span(), compact_score * 0.8, split)


def _named(match: re.Match[str], split: int) -> DateReading | None:
    first = month_of(match["month"])
    second = month_of(match["second"]) if match["second"] else None
    best = max((one for one in (first, second) if one), key=lambda one: one[1], default=None)
    if best is None:
        return None
    month, likeness = best
    value = _valid(_full_year(match["year"], split), month, int(match["day"]))
    if value is None:
        return None
    score = _WITH_NAME * likeness * (1.0 if len(match["year"]) == 4 else _TWO_DIGIT_YEAR)
    return DateReading(value, *match.span(), round(score, 4))


def _numerals(folded: str, match: re.Match[str], split: int) -> tuple[DateReading, ...]:
    """Readings of three numerals; a time may be glued to the last one."""
    first, second = match["a"], match["b"]
    mark1, mark2 = match["mark1"].strip(), match["mark2"].strip()
    factor = 1.0
    if not mark1 and not mark2:
        if re.search(r"[\w,.]$", folded[: match.start()]):
            return ()
        factor = _SPACED
    elif mark1 != mark2:
        factor = _NOISY_MARKS
    elif " " in match["mark1"] + match["mark2"]:
        factor = 0.95
    for length in (4, 2, 1):
        last = match["c"][:length]
        if len(last) < length:
            continue
        end = match.start("c") + length
        if not _may_end(folded, end, spaced=not mark1 and not mark2):
            continue
        if options := _orders(first, second, last, match.start(), end, factor, split):
            return options
    return ()


def _may_end(folded: str, end: int, *, spaced: bool) -> bool:
    """Whether a date can end here: no digit follows, or a clock time does."""
    rest = folded[end:]
    if re.match(_CLOCK, rest):
        return True
    if rest[:1].isdigit() or (re.match(r"[./-]\d", rest) and not re.match(rf"[./-]{_CLOCK}", rest)):
        return False
    return not (spaced and re.match(r"[ ]?[\d:.,%]|[^\W_]", rest))


def _orders(
    first: str, second: str, last: str, start: int, end: int, factor: float, split: int
) -> tuple[DateReading, ...]:
    readings: dict[date, DateReading] = {}

    def add(year: str, month: str, day: str, order: Order | None, score: float) -> None:
        value = _valid(_full_year(year, split), int(month), int(day))
        if value is not None and value not in readings:
            short = 1.0 if len(year) == 4 else _TWO_DIGIT_YEAR
            readings[value] = DateReading(value, start, end, round(score * factor * short, 4), order)

    if len(first) == 4:
        if len(last) <= 2:
            add(first, second, last, "YMD", _ISO)
        return tuple(readings.values())
    if len(last) in (2, 4):
        add(last, second, first, None if int(first) == int(second) else "DMY", _NUMERALS)
        add(last, first, second, "MDY", _NUMERALS * (_SECOND_ORDER if readings else 1.0))
    if len(last) == 2 and len(first) == 2:
        add(first, second, last, "YMD", _NUMERALS * (0.4 if readings else 0.8))
    day_or_month = [one for one in readings.values() if one.order != "YMD"]
    ambiguous = len(day_or_month) > 1
    return tuple(replace(one, ambiguous=ambiguous) for one in readings.values())


def _full_year(year: str, split: int) -> int:
    if len(year) != 2:
        return int(year)
    return int(year) + (2000 if int(year) <= split else 1900)


def _valid(year: int, month: int, day: int) -> date | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 31 February
        return None

"""Readers of amounts, percentages, quantities, dates, times and months."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..notation import amounts, dates, times
from ..notation.amounts import AmountReading
from ..notation.reading import fold
from .habits import Habits
from .option import Job, Option
from .repair import REPAIRED, with_digits

BARE_WHOLE_AMOUNT = 0.6
"""Score of a whole number without a currency, where a field is known to be an amount."""

AGREEING_MARK = 0.75
"""Least score of a doubtful reading that takes its mark as the document's other amounts do."""

LOST_MARK = 0.3
"""Score of a whole number read as cents, where other amounts of the document have a decimal mark."""

FEWEST_DIGITS_WITH_LOST_MARK = 3

WRONG_MARK = 0.5
"""Factor for a reading that contradicts the decimal mark of the document's other amounts."""

ORDER_UNKNOWN = 0.85
"""Factor for a date whose day and month may be exchanged while nothing in the document decides."""

BIRTH_YEARS_UP_TO = 30
"""Two-digit years of birth: 00 to 30 are of this century (a fixed window; nothing depends on today)."""

GREATEST_PERCENT = Decimal(100)


def read_amount(job: Job) -> tuple[Option, ...]:
    """Decimals as the document writes them; positive where the schema says so.

    Letters are made digits where nothing else can be read, or where only then there are cents: of
    "1O.5O" the bare reading is 1.
    """
    readings = _by_habit(_amounts(job.text), job.habits)
    corrected, factor = None, 1.0
    repaired = with_digits(job.text)
    if repaired != job.text and (not readings or readings[0].decimals == 0):
        better = _by_habit(_amounts(repaired), job.habits)
        if better and (not readings or better[0].decimals == 2):
            readings, corrected, factor = better, job.text, REPAIRED
    options = [Option(one.value, round(one.score * factor, 4), corrected_from=corrected) for one in readings]
    options += _with_lost_mark(job, readings)
    if job.note.positive:
        options = [replace(option, value=abs(option.value)) for option in options]
    return tuple(options)


def _with_lost_mark(job: Job, readings: list[AmountReading]) -> list[Option]:
    """ "26518" for 265.18: a reading for the sums of the document to prove, never the likeliest."""
    if job.candidate.origin != "ocr" or job.habits.decimal_mark is None or not readings:
        return []
    first = readings[0]
    runs = re.findall(r"\d+", job.text[first.start : first.end])
    if first.decimals or len(runs) != 1 or len(runs[0]) < FEWEST_DIGITS_WITH_LOST_MARK:
        return []
    return [Option(first.value / 100, LOST_MARK, corrected_from=job.text)]


def read_percent(job: Job) -> tuple[Option, ...]:
    """Per cent as a Decimal without trailing zeros: "19,00 %" -> 19."""
    readings = amounts.find_percentages(job.text)
    if readings:
        return tuple(Option(plain(one.value), one.score) for one in readings)
    match = re.fullmatch(r"\D*(\d{1,3}(?:[.,]\d{1,4})?)\D*", with_digits(fold(job.text)))
    if match is None:
        return ()
    value = plain(Decimal(match[1].replace(",", ".")))
    return (Option(value, 0.8),) if value <= GREATEST_PERCENT else ()


def read_quantity(job: Job) -> tuple[Option, ...]:
    """The number at the start of "2 x", "1.000 Stk", "3"; three decimals are read as the document writes."""
    for text, corrected, factor in ((job.text, None, 1.0), (with_digits(job.text), job.text, REPAIRED)):
        match = re.search(r"(?<![\w.,])-?\d[\d.,']*", fold(text))
        if match is None:
            continue
        digits = match.group().rstrip(".,'")
        readings = _by_habit(_amounts(digits), job.habits, unknown_mark=".")
        if not readings and digits.isdigit():
            return (Option(Decimal(digits), 0.7 * factor, corrected_from=corrected),)
        if readings:
            return tuple(
                Option(plain(one.value), max(one.score, 0.8) * factor, corrected_from=corrected) for one in readings[:1]
            ) + tuple(Option(plain(one.value), one.score * factor) for one in readings[1:])
    return ()


def read_number(job: Job) -> tuple[Option, ...]:
    """Any decimal number: an exchange rate, a page."""
    return tuple(Option(option.value, option.score) for option in read_quantity(job)[:1])


def read_date(job: Job) -> tuple[Option, ...]:
    """Days in the document's order; zones write YYMMDD."""
    is_birth = job.note.path.endswith("birth_date")
    split = BIRTH_YEARS_UP_TO if is_birth else dates.TWO_DIGIT_YEARS_UP_TO
    if job.candidate.origin == "mrz" and (value := _zone_date(job.text, split)):
        return (Option(value, 1.0),)
    readings = dates.read(job.text, job.habits.date_order or "DMY", two_digit_years_up_to=split)
    undecided = job.habits.date_order is None or job.habits.date_order == "YMD"
    options = [
        Option(
            one.value,
            round(one.score * (ORDER_UNKNOWN if one.ambiguous and undecided else 1.0), 4),
            ambiguous=one.ambiguous and undecided,
        )
        for one in readings
    ]
    if not options:
        repaired = with_digits(job.text)
        if repaired != job.text:
            return tuple(
                replace(option, score=round(option.score * REPAIRED, 4), corrected_from=job.text)
                for option in read_date(replace(job, text=repaired))
            )
    return tuple(options)


def read_time(job: Job) -> tuple[Option, ...]:
    """HH:MM or HH:MM:SS of 24 hours."""
    options = [Option(one.value, one.score) for one in times.read(job.text)]
    if not options and (repaired := with_digits(job.text)) != job.text:
        return tuple(Option(one.value, one.score * REPAIRED, corrected_from=job.text) for one in times.read(repaired))
    return tuple(options)


def read_month(job: Job) -> tuple[Option, ...]:
    """YYYY-MM. Of two months in one text the first is where validity starts, the last where it ends."""
    for text, corrected, factor in ((job.text, None, 1.0), (with_digits(job.text), job.text, REPAIRED)):
        readings = dates.find_month_years(text)
        if readings:
            ordered = readings if job.note.path == "valid_from" else readings[::-1]
            return tuple(
                Option(
                    one.value,
                    round(one.score * factor * (1.0 if place == 0 else 0.6), 4),
                    corrected_from=corrected,
                )
                for place, one in enumerate(ordered)
            )
        days = dates.read(text, job.habits.date_order)
        if days:
            return tuple(Option(f"{one.value:%Y-%m}", one.score * factor * 0.8) for one in days[:1])
        if match := re.fullmatch(r"\D*(0[1-9]|1[0-2])(\d{2})\D*", fold(text)):
            return (Option(f"20{match[2]}-{match[1]}", 0.5 * factor, corrected_from=corrected),)
    return ()


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 19.00 -> 19, 1E+3 -> 1000."""
    stripped = value.normalize()
    return stripped.quantize(Decimal(1)) if stripped == stripped.to_integral_value() else stripped


def _amounts(text: str) -> list[AmountReading]:
    """Readings of a text that is known to be an amount: bare whole numbers are as good as others."""
    readings = []
    for one in amounts.read(text):
        if one.decimals == 0 and one.currency is None and one.score < BARE_WHOLE_AMOUNT:
            rest = fold(text)[: one.start] + fold(text)[one.end :]
            bare = not any(character.isalnum() for character in rest)
            readings.append(replace(one, score=BARE_WHOLE_AMOUNT) if bare else one)
        else:
            readings.append(one)
    return sorted(readings, key=lambda one: -one.score)


def _by_habit(readings: list[AmountReading], habits: Habits, *, unknown_mark: str | None = None) -> list[AmountReading]:
    """Readings that agree with the document's decimal mark first.

    Only three digits after one mark are in doubt: a group of thousands or three decimals.
    """
    mark = habits.decimal_mark or unknown_mark
    if mark is None:
        return readings
    return sorted((_weighed(one, mark) for one in readings), key=lambda one: -one.score)


def _weighed(one: AmountReading, mark: str) -> AmountReading:
    if not one.ambiguous:
        return one
    score = max(one.score, AGREEING_MARK) if one.mark == mark else min(one.score, AGREEING_MARK) * WRONG_MARK
    return replace(one, score=round(score, 4))


def _zone_date(text: str, split: int) -> date | None:
    """YYMMDD of a machine-readable zone."""
    match = re.fullmatch(r"(\d{2})(\d{2})(\d{2})", text.strip())
    if match is None:
        return None
    year = int(match[1])
    try:
        return date(year + (2000 if year <= split else 1900), int(match[2]), int(match[3]))
    except ValueError:
        return None

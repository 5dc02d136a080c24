"""Amounts of money as printed in any convention: 1,234.56; 1.234,56 €; RM 12.50; (3.20); 12,50-; 1'234.-"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from . import chinese_numerals, currencies
from .reading import Reading, fold


@dataclass(frozen=True, slots=True)
class AmountReading(Reading):
    """An amount. value: Decimal, negative where printed so. currency: ISO 4217, where a sign stands
    beside it. decimals: how many the page prints. mark: the decimal mark ("," or ".") that this
    reading implies, None where it implies none. ambiguous: another mark gives another value."""

    currency: str | None = None
    decimals: int = 0
    mark: Mark | None = None
    ambiguous: bool = False


Mark = Literal[".", ","]


# Scores of notations: how probable it is that such a text is an amount of that value.
_TWO_DECIMALS = 0.9
_OTHER_DECIMALS = 0.75
_GROUPED_WHOLE = 0.7
_PLAIN_WHOLE = 0.3
_CURRENCY_BONUS = 0.1
_WHOLE_WITH_CURRENCY = 0.8
_NOISE = 0.6  # factor for spaces inside and marks in wrong places
_GLUED = 0.75  # factor for letters directly before or after
_LONGEST_WHOLE = 7  # digits; longer whole numbers without a currency are identifiers

_BODY = re.compile(
    r"""
    (?:\d{1,3}(?:[ ]\d{3})+(?:,\d{1,2}|\.\d{1,2})?(?![\d])   # 1 234,56
    |\d{1,3}(?:[,.']\d{2,3})*[,.']\d{3}(?:[,.]\d{1,6})?(?!\d)  # 1,234.56 and Indian 1,23,456.78
    |\d{1,3}(?:[,.][ ]\d{3})+[,.]\d{2}(?!\d)                   # 1, 234.56
    |\d+(?:[,.]\d{3})*[,.](?:-{1,2}(?![\d-]))                  # 12.-
    |\d+[,.]\d{1,6}(?:[,.]\d{2})?(?!\d)                        # 12.50, and 1.234.56
    |\d+(?:[ ][,.]|[,.][ ]|[ ][,.][ ])\d{2}(?!\d)              # 12 .50
    |\d+(?!\d)
    |(?<![\d])[,.]\d{2}(?!\d))                                 # .50
    """,
    re.VERBOSE,
)

_NOT_AMOUNTS = re.compile(
    r"""
      (?<!\d)\d{1,2}[ ]?(?P<mark>[./-])[ ]?\d{1,2}[ ]?(?P=mark)[ ]?(?:\d{4}|\d{2})(?![\d,])   # 12.05.2019
    | (?<!\d)\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)                          # 2019-05-12
    | \d{4}[ ]?年|\d{1,2}[ ]?[月日号时分秒]                                # 2019年5月12日
    | (?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)                               # 12:30
    | \+[ ]?\d[\d ()./-]{6,}\d                                            # +49 30 123456
    | \(\d{2,4}\)[ ]?\d{3,4}[ .-]?\d{3,4}                                 # (305) 646-4200
    | (?<![\d.,])\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)                          # 415.677.4171
    | (?<!\d)\d{2,4}-\d{6,8}(?!\d)                                        # 03-7784 9988 without its space
    | (?<!\d)\d{2,3}-\d{3,4}[ -]\d{4}(?!\d)
    | (?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,}(?:[ ]?[A-Z0-9]{1,4})?   # IBAN
    | (?<!\d)\d{4}[ -]\d{4}[ -]\d{4}(?:[ -]\d{1,4})?(?!\d)                # card numbers
    | [\w.+-]{1,64}@[\w-]{1,63}\.[\w.]+ | (?:https?://|www\.)\S+
    | \d(?:[\d.,]{0,12}\d)?[ ]?[%‰]                                            # percentages
    """,
    re.VERBOSE,
)

_UNIT_AFTER = re.compile(
    r"(?:kgs?|g|gms?|mg|ml|cl|l|ltr|cm|mm|m|km|oz|lbs?|kwh|kw|w|v|x|pcs?|st|stk|th|nd|rd|gb|mb|tb|hrs?|in|ft)(?![a-z])",
    re.IGNORECASE,
)
_TAX_LETTERS_AFTER = re.compile(r" ?\*? ?(?P<letters>[A-Za-z]{1,2}\b|\*)")
_CREDIT_AFTER = re.compile(r" ?CR\b", re.IGNORECASE)
_MINUS_AFTER = re.compile(r" ?-(?![\w-])")
_TAKEN = "\x00"  # fills the places of what is no amount
_NEAR = 24  # characters beside a number that decide what it is


def find(text: str) -> tuple[AmountReading, ...]:
    """All amounts of a text in order, none overlapping, each in its likeliest reading.

    Whole numbers without a currency are given too, with a low score. Percentages, dates, times,
    phones, account numbers and measures are not amounts.
    """
    return tuple(options[0] for options in _places(fold(text)))


def read(text: str) -> tuple[AmountReading, ...]:
    """All readings of a text that holds one amount, likeliest first; "1.234" has two.

    Where words stand around the amount the scores are lower; of several amounts the surest is first.
    """
    folded = fold(text)
    length = max(len(folded.strip()), 1)
    readings = [
        _scaled(reading, 0.6 + 0.4 * min(1.0, (reading.end - reading.start) / length))
        for options in (*_places(folded), *_spaced_whole(folded))
        for reading in options
    ]
    if not readings and (capitals := chinese_numerals.find(text)):
        readings = [AmountReading(one.value, one.start, one.end, one.score, "CNY", 2) for one in capitals]
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def _spaced_whole(folded: str) -> Iterator[tuple[AmountReading, ...]]:
    """The text as one number with groups set apart by spaces, which `find` takes for two: "2 500.00"."""
    match = re.fullmatch(r"\s*(-?)(\d{1,3}(?: \d{3})+(?:\.\d{2})?)\s*", folded)
    if match is not None:
        value = Decimal((match[1] + match[2]).replace(" ", ""))
        decimals = 2 if "." in match[2] else 0
        yield (AmountReading(value, match.start(1), match.end(2), 0.55, None, decimals, "." if decimals else None),)


def find_percentages(text: str) -> tuple[Reading, ...]:
    """All percentages in order ("19 %", "7,0%", "6.00 pct"); the value is the Decimal before the sign."""
    readings = []
    for match in _PERCENTAGE.finditer(fold(text)):
        value = Decimal(match["number"].replace(" ", "").replace(",", "."))
        if value <= 100:
            readings.append(Reading(value, match.start(), match.end(), 1.0 if match["sign"] in "%％" else 0.8))
    return tuple(readings)


_PERCENTAGE = re.compile(
    r"(?<![\d.,])(?P<number>-?\d{1,3}(?: ?[.,] ?\d{1,4})?)\s?(?P<sign>%|pct\b|percent\b|Prozent\b|v\.?H\.)",
    re.IGNORECASE,
)


def _places(folded: str) -> Iterator[tuple[AmountReading, ...]]:
    """The readings of each place that holds an amount, likeliest first."""
    free = _NOT_AMOUNTS.sub(lambda match: _TAKEN * len(match.group()), folded)
    position = before = 0
    while match := _BODY.search(free, position):
        start, end = _without_leading_count(folded, *match.span())
        position = end
        # A sign between two numbers belongs to the first: the second begins after it.
        options = tuple(replace(option, start=max(option.start, before)) for option in _interpret(folded, start, end))
        if options:
            yield options
            position = before = max(position, options[0].end)


def _without_leading_count(folded: str, start: int, end: int) -> tuple[int, int]:
    """ "2 500.00" is a count and a price rather than 2500.00, unless the notation says otherwise."""
    body = folded[start:end]
    if " " not in body or re.search(r"[,.] | [,.]", body):
        return start, end
    groups = body.split(" ")
    has_currency = _currency_and_start(folded, start)[0] is not None
    if has_currency or "," in groups[-1] or len(groups) > 2:
        return start, end
    if "." in groups[-1]:
        return end - len(groups[-1]), end
    return start, start + len(groups[0])


def _interpret(folded: str, start: int, end: int) -> tuple[AmountReading, ...]:
    """What folded[start:end] and what stands beside it mean; nothing where it is no amount."""
    body = folded[start:end]
    values = _values(body)
    decimals = max((written.decimals for written in values), default=0)
    currency, left = _currency_and_start(folded, start)
    currency_after, right = _currency_and_end(folded, end)
    bare = currency is None and currency_after is None
    currency = currency or currency_after
    factor = _neighbours(folded, (start, end), (left, right), bare=bare)
    if not values or factor == 0 or (factor < 1 and decimals != 2):
        return ()
    if bare and body.isdigit() and (len(body) > _LONGEST_WHOLE or (len(body) > 1 and body[0] == "0")):
        return ()
    money = currency is not None or decimals == 2
    negative, left, right = _sign(folded, left, right, money=money)
    readings = []
    for written in values:
        score = written.score
        if currency is not None:
            raised = max(score, _WHOLE_WITH_CURRENCY) if written.decimals == 0 else score + _CURRENCY_BONUS
            score = raised * (1.0 if len(values) == 1 else 0.95 if written is values[0] else 0.5)
        readings.append(
            AmountReading(
                value=-written.value if negative and written.value else written.value,
                start=left,
                end=right,
                score=round(min(1.0, score * factor), 4),
                currency=currency,
                decimals=written.decimals,
                mark=written.mark,
                ambiguous=len(values) > 1,
            )
        )
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def _neighbours(folded: str, number: tuple[int, int], priced: tuple[int, int], *, bare: bool) -> float:
    """1 where the number stands free, less where letters touch it, 0 where it is part of another thing.

    number: the digits' place; priced: the place with the currency; bare: there is no currency.
    """
    before, after = _before(folded, number[0]), _after(folded, number[1])
    if re.search(r"\d[.,/:-]?$", before) or re.match(r"[/:]\d|[.,]\d|-\d", after):
        return 0.0
    rest = _after(folded, priced[1])
    if bare and (_UNIT_AFTER.match(rest) or re.match(r" (?:kg|ml|cm|mm|km|kwh)\b", rest, re.IGNORECASE)):
        return 0.0
    factor = 1.0
    if bare and (folded[priced[0] - 1 : priced[0]].isalpha() or before.endswith(("#", "_", "\\", "/"))):
        factor *= _GLUED
    if re.search(r"\w-$", before):
        factor *= _GLUED
    if re.match(r"[^\W_]", rest) and not _TAX_LETTERS_AFTER.match(rest):
        factor *= _GLUED
    return factor


@dataclass(frozen=True, slots=True)
class _Written:
    value: Decimal
    decimals: int
    score: float
    mark: Mark | None = None


def _values(body: str) -> list[_Written]:
    """What a run of digits and marks may mean, likeliest first."""
    noise = 1.0
    if re.search(r" [.,]|[.,] ", body):
        noise, body = _NOISE, re.sub(r" ?([.,]) ?", r"\1", body)
    body = body.replace(" ", "'")
    if match := re.fullmatch(r"(.*)[.,]-{1,2}", body):
        return [_Written(Decimal(re.sub(r"\D", "", match[1])), 2, _TWO_DECIMALS)]
    marks = [character for character in body if not character.isdigit()]
    if not marks:
        return [_Written(Decimal(body), 0, _PLAIN_WHOLE)]
    parts = re.split(r"[,.']", body)
    last = marks[-1]
    whole, fraction = "".join(parts[:-1]), parts[-1]
    grouped = _is_grouped(parts[:-1])
    as_whole = Decimal("".join(parts) or "0")
    if last == "'":
        return [_Written(as_whole, 0, _GROUPED_WHOLE)] if _is_grouped(parts) else []
    as_decimal = Decimal(f"{whole or '0'}.{fraction}")
    mark: Mark = "," if last == "," else "."
    other: Mark = "." if last == "," else ","
    if len(set(marks)) > 1:
        if marks.count(last) > 1 or not grouped:
            return [_Written(as_decimal, len(fraction), 0.4 * noise, mark)]
        score = _TWO_DECIMALS + 0.05 if len(fraction) == 2 else _OTHER_DECIMALS
        return [_Written(as_decimal, len(fraction), score * noise, mark)]
    if len(marks) > 1:
        if _is_grouped(parts):
            return [_Written(as_whole, 0, (_GROUPED_WHOLE + 0.1) * noise, other)]
        score = _TWO_DECIMALS * _NOISE if len(fraction) == 2 and grouped else 0.3
        return [_Written(as_decimal, len(fraction), score * noise)]
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        by_group, by_decimals = (_GROUPED_WHOLE, 0.3) if last == "," else (0.5, 0.45)
        return [
            _Written(as_whole, 0, by_group * noise, other),
            _Written(as_decimal, 3, by_decimals * noise, mark),
        ]
    score = {1: 0.5, 2: _TWO_DECIMALS}.get(len(fraction), _OTHER_DECIMALS)
    return [_Written(as_decimal, len(fraction), score * noise, mark)]


def _is_grouped(parts: list[str]) -> bool:
    """Whether the parts between marks are groups of thousands (or Indian lakhs)."""
    if len(parts) == 1:
        return True
    first, *middle, last = parts
    if not 1 <= len(first) <= 3 or len(last) != 3:
        return False
    return all(len(part) == 3 for part in middle) or (len(first) <= 2 and all(len(part) == 2 for part in middle))


def _sign(folded: str, left: int, right: int, *, money: bool) -> tuple[bool, int, int]:
    """Whether the amount at folded[left:right] is negative, and its place with the marks that say so."""
    after = _after(folded, right)
    near = _before(folded, left)
    bare = near.rstrip(" ")
    outer = left - (len(near) - len(bare)) - 1  # the place of the last character before the amount
    if money and bare.endswith("(") and (close := re.match(r" ?\)", after)):
        return True, outer, right + close.end()
    if bare.endswith("-") and not re.search(r"[\w-]-$", bare) and (outer == left - 1 or outer == 0):
        return True, outer, right
    if money and (minus := _MINUS_AFTER.match(after)) and not re.match(r" - *\S", after):
        return True, left, right + minus.end()
    if money and (credit := _CREDIT_AFTER.match(after)):
        return True, left, right + credit.end()
    inner = folded[left:right].lstrip("(")
    if re.match(r"[^\d]*-", inner) and not re.search(r"\w-", inner):
        return True, left, right  # the sign between currency and number: $-5.00
    return False, outer if bare.endswith("*") else left, right


def _before(folded: str, place: int) -> str:
    return folded[max(0, place - _NEAR) : place]


def _after(folded: str, place: int) -> str:
    return folded[place : place + _NEAR]


def _currency_and_start(folded: str, start: int) -> tuple[str | None, int]:
    """The currency printed before the number, and where it begins."""
    near = _before(folded, start)
    match = _before_pattern().search(near)
    code = None if match is None else currencies.code_of(match["sign"])
    return (None, start) if match is None or code is None else (code, start - len(near) + match.start("sign"))


def _currency_and_end(folded: str, end: int) -> tuple[str | None, int]:
    """The currency printed after the number, and where it ends."""
    match = _after_pattern().match(_after(folded, end))
    code = None if match is None else currencies.code_of(match["sign"])
    return (None, end) if match is None or code is None else (code, end + match.end("sign"))


@cache
def _before_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![A-Z])|(?<=[a-z]))(?P<sign>{currencies.sign_pattern()})(?: ?\. ?| ?: ?| ?)[-*(+]? ?$")


@cache
def _after_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:-(?= ?[€A-Z]))? ?(?P<sign>{currencies.sign_pattern()})(?![A-Za-z0-9])")


def _scaled(reading: AmountReading, factor: float) -> AmountReading:
    return replace(reading, score=round(reading.score * factor, 4))

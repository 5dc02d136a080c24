"""Amounts in Chinese capital numerals, as invoices of China repeat their total: 壹佰贰拾叁元肆角整."""

from __future__ import annotations

import re
from decimal import Decimal

from .reading import Reading

_DIGITS = {character: value for value, group in enumerate(
    ("零〇", "壹一", "贰貳二", "叁參三", "肆四", "伍五", "陆陸六", "柒七", "捌八", "玖九")
) for character in group}  # fmt: skip
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_NUMERAL = f"[{''.join((*_DIGITS, *_UNITS, *_MYRIADS))}]"
_AMOUNT = re.compile(
    rf"(?P<whole>{_NUMERAL}+)\s*[元圆圓]\s*(?:(?P<tenths>{_NUMERAL})\s*角\s*)?零?(?:(?P<hundredths>{_NUMERAL})\s*分)?\s*[整正]?"
)


def find(text: str) -> tuple[Reading, ...]:
    """All amounts in capital numerals, in order; the value is a Decimal of yuan with two decimals."""
    readings = []
    for match in _AMOUNT.finditer(text):
        cents = 10 * _DIGITS.get(match["tenths"] or "零", 0) + _DIGITS.get(match["hundredths"] or "零", 0)
        value = Decimal(whole_number(match["whole"])) + Decimal(cents) / 100
        readings.append(Reading(value.quantize(Decimal("0.01")), match.start(), match.end(), 0.85))
    return tuple(readings)


def whole_number(numerals: str) -> int:
    """ "壹万贰仟零叁拾" -> 12030. Characters that are no numerals are passed over."""
    total, section, digit = 0, 0, 0
    for character in numerals:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _MYRIADS:
            total += (section + digit) * _MYRIADS[character]
            section, digit = 0, 0
    return total + section + digit

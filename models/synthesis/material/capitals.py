"""Amounts in the capital numerals of Chinese papers."""

from __future__ import annotations

from decimal import Decimal

_NUMERALS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_MYRIADS = ("", "万", "亿")


def in_capitals(amount: Decimal, *, yuan: str = "圆", whole: str = "整") -> str:
    """An amount in the numerals that cannot be altered: 1234.50 is 壹仟贰佰叁拾肆圆伍角整."""
    total, cents = divmod(int(abs(amount) * 100), 100)
    written, pending_zero = "", False
    figures = str(total)
    for index, figure in enumerate(figures):
        place = len(figures) - 1 - index
        if figure == "0":
            pending_zero = True
        else:
            written += ("零" if pending_zero and written else "") + _NUMERALS[int(figure)] + _UNITS[place % 4]
            pending_zero = False
        if place % 4 == 0 and int(figures[max(0, index - 3) : index + 1]):
            written += _MYRIADS[place // 4]
    written = (written or "零") + yuan
    tenths, hundredths = divmod(cents, 10)
    if not cents:
        return written + whole
    if tenths:
        written += _NUMERALS[tenths] + "角"
    elif total:
        written += "零"
    return written + (_NUMERALS[hundredths] + "分" if hundredths else whole)

"""Numbers as papers of China print them: amounts in capital numerals, codes of invoices, masked numbers."""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random

from docfields.models.synthesis.material.digits import digits, letters

_NUMERALS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_MYRIADS = ("", "万", "亿")
_REGIONS = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()

CIPHER = "0123456789*<>/+-"
"""What the protected area of an invoice is made of."""


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


def draw_invoice_code(rng: Random, day: datetime.date, length: int = 12) -> str:
    """发票代码: ten digits on forms of paper, twelve on electronic, rolled and fixed-amount ones. Region and year."""
    region, year = rng.choice(_REGIONS), f"{day:%y}"
    if length == 10:
        return f"{region}00{year}{rng.randint(1, 3)}{rng.choice('13')}{rng.choice('2356')}0"
    return f"{rng.choice('01')}{region}00{year}{digits(rng, 5)}"


def draw_digital_number(rng: Random, day: datetime.date) -> str:
    """发票号码 of a fully digital invoice: year, region, and so on; twenty digits."""
    return f"{day:%y}{rng.choice(_REGIONS)}{rng.choice('23')}{digits(rng, 15)}"


def draw_check_code(rng: Random) -> str:
    """校验码: twenty digits, mostly in fives."""
    parts = [digits(rng, 5) for _ in range(4)]
    return rng.choice((" ", " ", "")).join(parts)


def draw_cipher(rng: Random, width: int, rows: int = 4) -> tuple[str, ...]:
    """The lines of the protected area. They begin with a digit, so that none is taken for a list's mark."""
    return tuple(rng.choice("0123456789") + "".join(rng.choices(CIPHER, k=width - 1)) for _ in range(rows))


def draw_plate(rng: Random) -> str:
    """A number plate with a letter that no town has, so that it is nobody's."""
    region = rng.choice("京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青")
    return f"{region}{rng.choice('IO')}{rng.choice(('', '·', '-'))}{letters(rng, 1)}{digits(rng, 4)}"


def draw_vehicle_number(rng: Random) -> str:
    """车辆识别代号: 17 characters. The ninth is a letter where real ones have a check digit, so that it is nobody's."""
    alphabet = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
    return f"L{''.join(rng.choices(alphabet, k=7))}{rng.choice('ABCDEFGH')}{rng.choice(alphabet)}A{digits(rng, 6)}"


def hidden(text: str, first: int, last: int, mark: str = "*") -> str:
    """A number whose middle is masked."""
    return text[:first] + mark * max(0, len(text) - first - last) + (text[-last:] if last else "")

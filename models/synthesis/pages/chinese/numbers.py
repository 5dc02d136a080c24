"""Numbers as papers of China print them: codes of invoices, masked numbers."""

from __future__ import annotations

import datetime
from random import Random

from docfields.models.synthesis.material.digits import digits, letters

_REGIONS = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()

CIPHER = "0123456789*<>/+-"
"""What the protected area of an invoice is made of."""


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

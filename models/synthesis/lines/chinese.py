"""What Chinese lines say: labels, values, addresses, goods, sentences, random common characters, Latin between."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from random import Random

from docfields.models.synthesis.lines import codes
from docfields.models.synthesis.lines.phrases import cut, filled, tidied
from docfields.models.synthesis.material.goods import SECTIONS, draw_items
from docfields.models.synthesis.material.identifiers import draw_credit_code, draw_resident_number
from docfields.models.synthesis.material.locale import Locale, draw_day, locale
from docfields.models.synthesis.material.names import OLDEST, YOUNGEST, faker_of
from docfields.models.synthesis.material.parties import draw_address, draw_company, draw_phone

LONGEST = 26
"""Characters; a line of them is as long as one of twice as many Latin ones."""

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_MARKS = "，。、：；！？（）《》“”"


def draw_text(rng: Random) -> str:
    where = locale("zh_CN")
    text = rng.choices([draw for draw, _ in _KINDS], [weight for _, weight in _KINDS])[0](rng, where)
    return tidied(cut(rng, tidied(text), LONGEST))


def _label(rng: Random, where: Locale) -> str:
    return filled(rng, rng.choice(where.labels[rng.choice(_concepts())]))


@cache
def _concepts() -> tuple[str, ...]:
    return tuple(sorted(locale("zh_CN").labels))


def _labelled(rng: Random, where: Locale) -> str:
    value = rng.choice((_amount, _date, _number, _company, _person, _code, _address))(rng, where)
    return _label(rng, where) + rng.choice(("：", "：", ":", "\t", " ", "：\t", "：")) + value


def _amount(rng: Random, where: Locale) -> str:
    if rng.random() < 0.3:
        return capital_amount(rng.randint(1, 10 ** rng.randint(3, 8)))
    amount = codes.draw_amount(rng, where)
    return rng.choice(("", "", "￥", "¥", "人民币", "RMB ")) + amount.lstrip("¥￥ ")


def capital_amount(cents: int) -> str:
    """An amount in the characters of cheques and invoices: 壹仟贰佰叁拾肆元伍角陆分."""
    whole, rest = divmod(cents, 100)
    text = _capitals(whole) + "元" if whole else ""
    tenths, hundredths = divmod(rest, 10)
    if not rest:
        return text + "整"
    if tenths:
        text += _CAPITALS[tenths] + "角"
    elif whole:
        text += "零"
    return text + (_CAPITALS[hundredths] + "分" if hundredths else "整")


def _capitals(number: int) -> str:
    high, low = divmod(number, 10_000)
    if high:
        zero = "零" if 0 < low < 1000 else ""
        return _capitals(high) + "万" + zero + (_capitals(low) if low else "")
    text, pending = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if pending and text else "") + _CAPITALS[digit] + _UNITS[place]
            pending = False
        else:
            pending = True
    return text


def _date(rng: Random, where: Locale) -> str:
    day = draw_day(rng)
    if rng.random() < 0.3:
        return codes.draw_moment(rng, where)
    gap = rng.choice(("", "", "", " "))
    return f"{day.year}{gap}年{gap}{day.month:02d}{gap}月{gap}{day.day:02d}{gap}日"


def _number(rng: Random, where: Locale) -> str:
    return rng.choice((
        draw_credit_code(rng),
        draw_resident_number(rng, draw_day(rng, OLDEST, YOUNGEST), rng.choice("FM")),
        draw_phone(rng, where),
        str(rng.randint(10**7, 10**12)),
    ))  # fmt: skip


def _code(rng: Random, where: Locale) -> str:
    return codes.draw_code(rng)


def _company(rng: Random, where: Locale) -> str:
    return draw_company(rng, where).name if rng.random() < 0.6 else str(faker_of(rng, "zh_CN").company())


def _person(rng: Random, where: Locale) -> str:
    return str(faker_of(rng, "zh_CN").name())


def _address(rng: Random, where: Locale) -> str:
    if rng.random() < 0.6:
        return "".join(draw_address(rng, where).printed)
    return str(faker_of(rng, "zh_CN").address())


def _item(rng: Random, where: Locale) -> str:
    item = draw_items(rng, where, rng.choice(SECTIONS), 1)[0]
    kind = rng.random()
    if kind < 0.4:
        return item.description
    if kind < 0.6:
        return f"{item.description}\t{item.quantity:f}\t{item.unit_price}"
    if kind < 0.8:
        return f"{item.description} {codes.draw_code(rng)}"
    return f"{item.description}{rng.choice(('*', '×', 'x', '/'))}{rng.randint(1, 50)}{rng.choice(where.units)}"


def _sentence(rng: Random, where: Locale) -> str:
    name = rng.choice(sorted(where.phrases))
    return filled(rng, rng.choice(where.phrases[name]))


def _characters(rng: Random, where: Locale) -> str:
    """Random common characters, now and then with marks and Latin between."""
    text = ""
    for _ in range(rng.randint(1, 14)):
        text += rng.choice(common())
        if rng.random() < 0.06:
            text += rng.choice(_MARKS)
        elif rng.random() < 0.05:
            text += rng.choice(("A", "B", "3", "10", "G", "kg", "No.", "5%", "T", "ml", str(rng.randint(1, 9999))))
    return text


@cache
def common() -> str:
    """The 3,755 characters of GB 2312's first level, by the places that the standard gives them, but for one.

    The shipped recogniser has no class for that one, an old form.
    """
    rows = range(0xB0, 0xD8)
    encoded = b"".join(bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF) if (row, cell) < (0xD7, 0xFA))
    return encoded.decode("gb2312").replace("硷", "")


def _mixed(rng: Random, where: Locale) -> str:
    price = Decimal(rng.randint(1, 99999)) / 100
    return rng.choice((
        f"{_label(rng, where)}/{codes.draw_code(rng)}",
        f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日 {rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}",
        f"{_label(rng, where)}({rng.randint(1, 99)}%)",
        f"{price}元/{rng.choice(where.units)}",
        f"{_label(rng, where)} {_label(rng, where)}",
        f"第{rng.randint(1, 9)}页 共{rng.randint(1, 9)}页",
        f"{_label(rng, where)}\t{_label(rng, where)}",
    ))  # fmt: skip


_KINDS: tuple[tuple[Callable[[Random, Locale], str], int], ...] = (
    (_label, 12), (_labelled, 22), (_amount, 7), (_date, 5), (_number, 4), (_company, 7), (_person, 3), (_address, 7),
    (_item, 10), (_sentence, 9), (_characters, 12), (_mixed, 7),
)  # fmt: skip

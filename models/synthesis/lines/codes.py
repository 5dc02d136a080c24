"""Numbers and codes: amounts, dates, mixed letters and digits that look alike, identifiers, rates, phones."""

from __future__ import annotations

import datetime
import string
from collections.abc import Callable
from decimal import Decimal
from random import Random

from docfields.models.synthesis.material import identifiers
from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.locale import (
    Locale,
    draw_day,
    draw_habits,
    write_amount,
    write_date,
    write_quantity,
    write_rate,
    write_time,
)
from docfields.models.synthesis.material.parties import draw_phone

ALIKE = "0O0O0D1I1I5S5S8B8B2Z2Z6G6G4AUVQ7T1LVYMNWCGEF38"
"""Characters that recognisers take for one another. No small l or o: many faces draw them as I and O."""

_PATTERNS = (
    "####", "#####", "######", "########", "##########", "@#####", "@@######", "@@-####", "@@@-###-##", "#####-##",
    "####-####", "####/##", "##/####", "####.##.###", "@####@", "@@@#####", "%%%%%%", "%%%%%%%%", "%%%%-%%%%",
    "%%%-%%%%-%%", "~~~~~", "~~~~~~~", "~~~~-~~~", "@~~~~~~", "INV-####-###", "RE ######", "#-#####", "@@ ### ###",
    "##-##-##-###", "$$$$$$$$", "$$$$$$$$-$$$$-$$$$", "@@@@-####", "#@##-#@#", "@.##.@", "(##) ######", "#,###",
    "Nr. #####", "No.######", "No. ####", "#####/####", "@/####/##", "##-@@-##", "@@## @@@", "@-@@ ####", "REF~~~~~~",
    "S/N ~~~~~~~~~~", "SN:%%%%%%%%", "%%:%%:%%", "#######-#", "###-######-#", "@##", "#@", "@#", "#-#", "##.#.##",
    "ISO ####", "DIN ###", "M##x##", "##x##x##", "## x ##", "##mm", "##,# kg", "#.# l", "#.#V", "##W", "###%", "#/#",
    "[####]", "<####>", "#####*", "*####*", "####_##", "##+##", "##=##", "A&B ##", "@@_####", "T:####", "K#-##@",
)  # fmt: skip
"""# digit, @ capital, % either, ~ one of ALIKE, $ hexadecimal."""

_SYMBOLS = (
    "$ £ € ¥ ₹ ₩ ₺ ₽ zł kr Kč Ft lei CHF SEK NOK DKK HUF CZK RON TRY US$ A$ C$ HK$ S$ R$ RM Rs. EUR USD GBP JPY".split()
)

_DATES = (
    "%d/%b/%Y", "%d-%b-%y", "%d-%b-%Y", "%Y.%m.%d", "%Y/%m/%d", "%d %m %Y", "%m/%y", "%m/%Y", "%Y%m%d", "%d.%m.",
    "%b %d, %Y", "%d. %m. %Y", "%d%b%Y", "%d %b %y", "%a %d/%m/%Y", "%m-%d-%y", "%d/%m/%y", "%d.%m.%y", "%d / %m / %Y",
)  # fmt: skip

_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%H.%M", "%Hh%M", "%H:%M Uhr", "%H : %M")


def draw_code(rng: Random) -> str:
    """Something like an order's, an article's or a series' number."""
    pattern = rng.choice(_PATTERNS)
    drawn = {"%": string.ascii_uppercase + string.digits, "~": ALIKE, "$": "0123456789ABCDEF"}
    if rng.random() < 0.5:
        drawn["$"] = drawn["$"].lower()
    text = "".join(rng.choice(drawn[mark]) if mark in drawn and pattern != "###%" else mark for mark in pattern)
    return fill(rng, text) if "#" in pattern or "@" in pattern else text


def draw_alike(rng: Random) -> str:
    """One to three words of characters that look alike."""
    return " ".join("".join(rng.choices(ALIKE, k=rng.randint(4, 9))) for _ in range(rng.choice((1, 1, 2, 3))))


def draw_value(rng: Random) -> Decimal:
    """An amount, each order of magnitude as likely as the next."""
    value = Decimal(int(10 ** rng.uniform(0, 7.3))) / 100
    return -value if rng.random() < 0.06 else value


def draw_amount(rng: Random, where: Locale) -> str:
    """As a country writes it, now and then with another currency's sign."""
    habits = draw_habits(rng, where, rng.choice(("invoice", "receipt")))
    if rng.random() < 0.75:
        return write_amount(draw_value(rng), where, habits, symbol=rng.random() < 0.55)
    number = write_amount(draw_value(rng), where, habits, symbol=False, decimals=rng.choice((0, 2, 2, 2, 3)))
    symbol = rng.choice(_SYMBOLS)
    gap = rng.choice(("", " ", " "))
    text = symbol + gap + number if rng.random() < 0.6 else number + gap + symbol
    return text + rng.choice(("", "", "", " A", "*", " T", "-"))


def draw_number(rng: Random, where: Locale) -> str:
    """A quantity or a rate."""
    habits = draw_habits(rng, where, "invoice")
    if rng.random() < 0.4:
        rate = Decimal(rng.choice((*where.rates, "5.5", "0", "100", "12.5", "33.3")))
        return write_rate(rate, where, habits, sign=rng.random() < 0.85)
    text = write_quantity(Decimal(rng.randint(1, 9999)) / rng.choice((1, 1, 1, 10, 1000)), where, habits)
    return text + (rng.choice(("", " ")) + rng.choice(where.units) if where.units and rng.random() < 0.4 else "")


def draw_moment(rng: Random, where: Locale) -> str:
    """A date, a time, or both."""
    day, time = draw_day(rng), datetime.time(rng.randrange(24), rng.randrange(60), rng.randrange(60))
    habits = draw_habits(rng, where, rng.choice(("invoice", "receipt")))
    date = write_date(day, where, habits) if rng.random() < 0.6 else _spelt(rng, day)
    hour = write_time(time, where, habits) if rng.random() < 0.5 else time.strftime(rng.choice(_TIMES))
    chance = rng.random()
    if chance < 0.65:
        return date
    if chance < 0.8:
        return hour
    if chance < 0.87:
        return f"{date}{rng.choice((' - ', '-', ' – '))}{_spelt(rng, draw_day(rng))}"
    return rng.choice((f"{date} {hour}", f"{date}\t{hour}", f"{date}, {hour}", f"{date} {hour}", f"{hour} {date}"))


def _spelt(rng: Random, day: datetime.date) -> str:
    text = day.strftime(rng.choice(_DATES))
    return text.upper() if rng.random() < 0.4 else text


def draw_identifier(rng: Random, where: Locale) -> str:
    """A number that a register, a bank or a network gave, as printed."""
    return rng.choice(_IDENTIFIERS)(rng, where)


def _iban(rng: Random, where: Locale) -> str:
    country = where.country if where.country in identifiers.IBAN_COUNTRIES else rng.choice(identifiers.IBAN_COUNTRIES)
    text = identifiers.grouped(rng, identifiers.draw_iban(rng, country), "iban")
    return rng.choice(("", "", "IBAN ", "IBAN: ", "IBAN:")) + text


def _bic(rng: Random, where: Locale) -> str:
    return rng.choice(("", "BIC ", "BIC: ", "SWIFT: ", "BIC:")) + identifiers.draw_bic(rng, where.country)


def _vat_id(rng: Random, where: Locale) -> str:
    country = where.country if where.country in identifiers.VAT_COUNTRIES else rng.choice(identifiers.VAT_COUNTRIES)
    return identifiers.grouped(rng, identifiers.draw_vat_id(rng, country), "vat_id", country)


def _tax_id(rng: Random, where: Locale) -> str:
    country = where.country if where.country in identifiers.TAX_COUNTRIES else rng.choice(identifiers.TAX_COUNTRIES)
    return identifiers.grouped(rng, identifiers.draw_tax_id(rng, country), "tax_id", country)


def _registration(rng: Random, where: Locale) -> str:
    registrations = identifiers.draw_registrations(rng, where)
    return " ".join(rng.choice(registrations)) if registrations else digits(rng, 9)


def _card(rng: Random, where: Locale) -> str:
    if rng.random() < 0.4:
        return identifiers.masked_card(rng, digits(rng, 4))
    number = identifiers.draw_card_number(rng, rng.choice(identifiers.NETWORKS), valid=False)
    return identifiers.grouped(rng, number, "card")


def _phone(rng: Random, where: Locale) -> str:
    label = rng.choice(("", "", "", "Tel. ", "Tel: ", "Tel.: ", "Phone ", "Fax: ", "T ", "Tel : ", "T: ", "Tél. : "))
    return label + identifiers.grouped(rng, draw_phone(rng, where, mobile=rng.random() < 0.3), "phone")


_IDENTIFIERS: tuple[Callable[[Random, Locale], str], ...] = (
    _iban, _iban, _iban, _bic, _vat_id, _vat_id, _tax_id, _registration, _card, _phone, _phone,
)  # fmt: skip

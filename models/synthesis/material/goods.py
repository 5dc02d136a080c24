"""What is sold: items of a kind of trade, with prices, quantities and rates as are usual in it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

from stdnum import ean

from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.locale import choose
from docfields.models.synthesis.material.records import CENT, Item
from docfields.models.synthesis.material.tables import Locale

Section = Literal["goods", "services", "utility", "retail", "meal", "fuel", "parking", "hotel"]

SECTIONS: tuple[Section, ...] = ("goods", "services", "utility", "retail", "meal", "fuel", "parking", "hotel")
INVOICE_SECTIONS: tuple[Section, ...] = SECTIONS[:3]

_CODES = ("@@-####", "######", "@####", "@@@-###", "##.###.##", "#####-##", "@#-####-@", "####", "@@@#####", "EAN")
_FINE = Decimal("0.0001")  # a quarter of a price below a cent: electricity
_MILL = Decimal("0.001")  # fuel is priced and measured in thousandths
_LITRES_IN_GALLON = 4  # about
_DEAREST_WATER = 6  # euros for a cubic metre
_USUAL_RATE_SHARE = 0.75  # of a document's items, and of documents
_EXEMPT_SHARE = 0.25  # American documents on which some things bear no tax
_DEAR = 150  # euros; more than a few of such are not bought
_BELOW_A_UNIT = Decimal(1)  # cheaper things of an invoice are sold by the hundred


def draw_items(
    rng: Random,
    where: Locale,
    section: Section,
    count: int,
    *,
    rates: tuple[str, ...] = (),
    negative: bool = False,
) -> tuple[Item, ...]:
    """Some items of a section; none twice while there are enough. rates: of tax, the usual one first; () where
    the country's are meant. negative: quantities of a credit note."""
    offers = where.items[section]
    chosen = rng.sample(offers, min(count, len(offers))) + rng.choices(offers, k=max(0, count - len(offers)))
    coded = section in ("goods", "retail") or (section == "services" and rng.random() < 0.3)
    code = rng.choice(_CODES) if coded else ""
    used = rates or draw_rates(rng, where, section)
    items = []
    for description, low, high in chosen:
        price = _draw_price(rng, low * where.price_level, high * where.price_level, section)
        quantity = _draw_quantity(rng, section, price / where.price_level)
        if section == "fuel" and where.country == "US":
            quantity = (quantity / _LITRES_IN_GALLON).quantize(_MILL)
        items.append(
            Item(
                description,
                -quantity if negative else quantity,
                price,
                Decimal(used[0] if rng.random() < _USUAL_RATE_SHARE else rng.choice(used)),
                _draw_unit(rng, where, section, price / where.price_level, quantity),
                _draw_code(rng, code),
            )
        )
    return tuple(items)


def till_text(rng: Random, description: str, width: int) -> str:
    """A description as tills print it: capitals, and cut where it is longer than the line's width."""
    text = description.upper()
    if len(text) <= width:
        return text
    words = text.split()
    if rng.random() < 0.5 and len(words) > 1:
        text = " ".join(word if len(word) < 5 or not word.isalpha() else word[:4] for word in words)
    return text[:width].rstrip(" ,.-(")


def _draw_price(rng: Random, low: Decimal, high: Decimal, section: Section) -> Decimal:
    if section == "fuel":
        return Decimal(rng.randint(int(low * 1000), int(high * 1000))) * _MILL
    if section == "utility" and high < 1:
        return Decimal(rng.randint(int(low * 10000), int(high * 10000))) * _FINE
    price = Decimal(rng.randint(int(low * 100), int(high * 100))) * CENT
    chance = rng.random()
    if chance < (0.08 if section in ("meal", "hotel", "parking") else 0.3):
        return price
    if price > 20 and chance < 0.55:
        return price.quantize(Decimal(1), ROUND_HALF_UP).quantize(CENT)
    if section in ("meal", "services", "hotel", "parking"):
        return max((price * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2, Decimal("0.50")).quantize(CENT)
    return max(price.quantize(Decimal("0.1"), ROUND_HALF_UP) - rng.choice((CENT, Decimal("0.05"), 0)), CENT).quantize(
        CENT
    )


def _draw_quantity(rng: Random, section: Section, price: Decimal) -> Decimal:
    """price: in euros, since cheap things are bought in numbers."""
    if section == "fuel":
        return (
            Decimal(rng.randint(5_000, 68_000)) * _MILL
            if rng.random() < 0.4
            else Decimal(rng.randint(500, 6800)) * CENT
        )
    if section == "utility":
        if price >= _DEAREST_WATER:
            return Decimal(rng.choice((1, 1, 1, 2, 3, 12)))
        return Decimal(rng.randint(40, 6500) if price < 1 else rng.randint(5, 90))
    if section == "services" and price > _DEAR:
        return Decimal(rng.choice((1, 1, 1, 1, 2, 3)))
    if section == "services":
        hours = Decimal(rng.randint(1, 80)) / 4 if rng.random() < 0.6 else Decimal(rng.randint(1, 40))
        return Decimal(1) if rng.random() < 0.3 else hours
    if section == "retail":
        weighed = rng.random() < 0.05
        return (
            Decimal(rng.randint(80, 2900)) * _MILL if weighed else Decimal(rng.choice((1, 1, 1, 1, 1, 2, 2, 3, 4, 6)))
        )
    if section == "meal":
        return Decimal(rng.choice((1, 1, 1, 2, 2, 3, 4)))
    if section == "hotel":
        return Decimal(rng.choice((1, 1, 1, 2, 3, 4, 7)))
    if section == "parking":
        return Decimal(1)
    if price < _BELOW_A_UNIT:
        return Decimal(rng.choice((10, 50, 100, 250, 500, 1000, 2500)))
    quantity = Decimal(rng.choice((1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 25, 40, 50, 100)))
    if price > _DEAR:
        quantity = Decimal(rng.choice((1, 1, 1, 2, 3, 4)))
    return quantity + (Decimal(rng.randint(1, 9)) / 10 if rng.random() < 0.08 else 0)


def draw_rates(rng: Random, where: Locale, section: Section) -> tuple[str, ...]:
    """The tax rates of one document, the main one first: most have one. A state of the US has one rate and no other."""
    usual = where.rates if section in INVOICE_SECTIONS else where.receipt_rates
    if section in ("fuel", "parking") and where.country != "US":
        return where.rates[:1]
    if where.country == "US":
        return (choose(rng, usual), "0") if rng.random() < _EXEMPT_SHARE else (choose(rng, usual),)
    mixed = section in ("goods", "retail", "meal", "hotel")
    count = rng.choices((1, 2, 3), (45, 45, 10) if mixed else (88, 12, 0))[0]
    main = usual[0] if rng.random() < _USUAL_RATE_SHARE else choose(rng, usual, 1)
    rates = [main]
    while len(rates) < min(count, len(usual)):
        other = choose(rng, usual, 1)
        if other not in rates:
            rates.append(other)
    return tuple(rates)


def _draw_unit(rng: Random, where: Locale, section: Section, price: Decimal, quantity: Decimal) -> str:
    """The first of a country's units are pieces and hours. price: in euros."""
    if section == "services":
        return rng.choices((where.units[1], where.units[0], ""), (75, 10, 15))[0]
    if section == "utility":
        return "kWh" if price < 1 else "m³" if price < _DEAREST_WATER else ""
    if section == "goods":
        return where.units[0] if rng.random() < 0.75 else rng.choice(where.units)
    if section == "fuel":
        return "gal" if where.country == "US" else "L"
    return "kg" if quantity % 1 else ""


def _draw_code(rng: Random, pattern: str) -> str:
    """An article's number; EANs begin with 2, which shops give out for themselves."""
    if pattern != "EAN":
        return fill(rng, pattern)
    body = "2" + digits(rng, 11)
    return f"{body}{ean.calc_check_digit(body)}"

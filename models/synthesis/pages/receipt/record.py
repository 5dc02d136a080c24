"""What a receipt says: a sale with sums that add up."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from random import Random

from docfields.models.synthesis.material import goods, identifiers, parties
from docfields.models.synthesis.material.locale import FIRST_DAY, LAST_DAY, Locale, draw_day
from docfields.models.synthesis.material.records import (
    ZERO,
    Item,
    Method,
    PartPayment,
    Receipt,
    rounding_to,
    to_cents,
)
from docfields.models.synthesis.pages.receipt.shop import BROKEN_SHARE, Shop

_ROUNDING_STEPS: Mapping[str, str] = {
    "CH": "0.05", "MY": "0.05", "AU": "0.05", "SE": "1", "BE": "0.05", "NL": "0.05", "SG": "0.05", "IN": "1",
}  # fmt: skip
"""The least coins where sums are rounded to what they can pay."""

_CARD_NETWORKS: Mapping[str, tuple[str, ...]] = {
    "CN": ("unionpay", "unionpay", "visa"),
    "US": ("visa", "mastercard", "amex", "discover", "visa"),
    "AU": ("visa", "mastercard", "amex", "visa"),
    "DE": ("maestro", "visa", "mastercard"),
}
_USUAL_NETWORKS = ("visa", "mastercard", "visa", "mastercard", "maestro", "amex")

_NETWORK_NAMES: Mapping[str, tuple[str, ...]] = {
    "visa": ("VISA", "Visa", "VISA CREDIT", "Visa Debit", "VISA CONTACTLESS"),
    "mastercard": ("MASTERCARD", "Mastercard", "MASTER CARD", "MC", "DEBIT MASTERCARD"),
    "amex": ("AMEX", "American Express", "AMERICAN EXPRESS"),
    "discover": ("DISCOVER", "Discover"),
    "maestro": ("MAESTRO", "Maestro"),
    "unionpay": ("UNIONPAY", "银联卡", "银联"),
}

GST_STARTED, GST_ENDED = datetime.date(2015, 4, 1), datetime.date(2018, 5, 31)
"""Malaysia's GST, inside prices; sales and service tax before and after."""


@dataclass(frozen=True, slots=True)
class Sale:
    """A receipt and what else it may print. method: the payment as printed where it is a card's network, or ""."""

    receipt: Receipt
    shop: Shop
    network: str = ""
    entry: datetime.datetime | None = None
    exit: datetime.datetime | None = None


def draw_sale(shop: Shop, rng: Random, where: Locale) -> Sale:
    moment = _draw_moment(shop, rng)
    include, items = _draw_items(shop, rng, where, moment)
    step = Decimal(_ROUNDING_STEPS.get(where.country, "0"))
    card = shop.category == "card_slip" or rng.random() < 0.5
    receipt = Receipt(
        items=items,
        prices_include_tax=include,
        category=shop.category,
        locale=where.code,
        seller=shop.party,
        number=_fill(rng, shop.numbering, moment),
        moment=moment,
        tax_parts=shop.tax_parts,
        failing=shop.failing,
        discount=_draw_discount(shop, rng, items),
        details=_draw_details(shop, rng, where, moment),
    )
    if shop.category == "hotel":
        receipt = _with_stay(rng, receipt)
    if shop.service:
        charge = to_cents(receipt.items_total * shop.service / 100)
        receipt = replace(receipt, service_charge=charge, service_rate=items[0].tax_rate)
    tipped = 0.45 if where.country == "US" else 0.12
    if shop.category in ("meal", "card_slip") and card and where.language != "zh" and rng.random() < tipped:
        tip = to_cents(receipt.total * Decimal(rng.choice((10, 15, 18, 20, 20))) / 100)
        receipt = replace(receipt, tip=rng.choice((tip, Decimal(max(1, round(tip))))))
    if (
        step
        and shop.category != "card_slip"
        and (not card or rng.random() < 0.1)
        and (where.country != "NL" or rng.random() < 0.3)
    ):
        receipt = replace(receipt, rounding=rounding_to(receipt.total, step))
    if rng.random() < BROKEN_SHARE:
        card, receipt = True, replace(receipt, stated=_misstated(rng, receipt))
    receipt, network = _with_payments(rng, receipt, where, card)
    if shop.category == "parking":
        entry = moment - datetime.timedelta(minutes=rng.choice((rng.randint(9, 240), rng.randint(200, 1900))))
        return Sale(receipt, shop, network, entry, moment)
    return Sale(receipt, shop, network)


def _with_stay(rng: Random, receipt: Receipt) -> Receipt:
    """Nights before the day of the bill, and the day of each item, in order."""
    nights = rng.choice((1, 1, 1, 2, 2, 3, 4, 5, 7))
    departure = receipt.moment.date()
    arrival = departure - datetime.timedelta(days=nights)
    days = sorted(arrival + datetime.timedelta(days=rng.randrange(nights)) for _ in receipt.items)
    dated = [replace(item, date=day) for item, day in zip(receipt.items, days, strict=True)]
    dated[0] = replace(dated[0], quantity=Decimal(nights), date=arrival)
    return replace(receipt, items=tuple(dated), arrival_date=arrival, departure_date=departure)


def _fill(rng: Random, pattern: str, moment: datetime.datetime) -> str:
    text = moment.strftime(pattern) if "%" in pattern else pattern
    return "".join(str(rng.randint(0, 9)) if mark == "#" else mark for mark in text)


def _draw_moment(shop: Shop, rng: Random) -> datetime.datetime:
    first, last = FIRST_DAY, LAST_DAY
    if shop.party.address and shop.party.address.country == "MY" and rng.random() < 0.6:
        first, last = GST_STARTED, GST_ENDED
    hour = rng.randint(shop.opens, shop.closes)
    return datetime.datetime.combine(
        draw_day(rng, first, last), datetime.time(hour, rng.randint(0, 59), rng.randint(0, 59))
    )


def _draw_items(shop: Shop, rng: Random, where: Locale, moment: datetime.datetime) -> tuple[bool, tuple[Item, ...]]:
    """Whether prices include tax, and what was sold."""
    count = {
        "retail": min(rng.randint(1, 9), rng.randint(1, 26)) if rng.random() < 0.8 else rng.randint(8, 30),
        "meal": min(rng.randint(1, 7), rng.randint(1, 14)),
        "hotel": rng.randint(2, 9) if rng.random() < 0.85 else 1,
    }.get(shop.category, 1)
    section = "retail" if shop.category == "card_slip" else shop.category
    items = tuple(_weighed(item, where) for item in goods.draw_items(rng, where, section, count))
    include = where.prices_include_tax
    if where.country == "MY":
        include = GST_STARTED <= moment.date() <= GST_ENDED
        taxed = include or shop.category in ("meal", "hotel", "parking")
        items = _at_rates(rng, items, (Decimal(6),) if taxed else (ZERO,), 0.15 if include else 0)
    elif not include:
        items = _at_rates(rng, items, (shop.rate,), 0.3 if shop.category == "retail" else 0)
    elif shop.category in ("meal", "fuel", "parking"):
        others = [Decimal(rate) for rate in where.receipt_rates[:2]]
        items = _at_rates(rng, items, (shop.rate,) if rng.random() < 0.7 else others, 0)
    if shop.category == "retail" and rng.random() < 0.15:
        chosen = rng.randrange(len(items))
        rate = Decimal(rng.choice((5, 10, 20, 25, 30, 50)))
        items = tuple(item.discounted(rate) if index == chosen else item for index, item in enumerate(items))
    return include, items


def _weighed(item: Item, where: Locale) -> Item:
    """Goods by weight have the unit of the country; what tills name "pcs" has none."""
    whole = item.quantity == item.quantity.to_integral_value()
    unit = "" if whole else "lb" if where.country == "US" else "kg"
    return replace(item, unit=unit)


def _at_rates(rng: Random, items: Sequence[Item], rates: Sequence[Decimal], free: float) -> tuple[Item, ...]:
    """The items taxed at some rates. free: the share that bears no tax."""
    return tuple(replace(item, tax_rate=ZERO if rng.random() < free else rng.choice(rates)) for item in items)


def _draw_discount(shop: Shop, rng: Random, items: Sequence[Item]) -> Decimal:
    whole = sum((item.amount for item in items), ZERO)
    if shop.category not in ("retail", "meal") or rng.random() > 0.13 or whole < 2:
        return ZERO
    share = to_cents(whole * Decimal(rng.choice((5, 10, 10, 15, 20))) / 100)
    return min(rng.choice((share, share, Decimal(1), Decimal(5))), to_cents(whole / 2))


def _draw_details(shop: Shop, rng: Random, where: Locale, moment: datetime.datetime) -> dict[str, str]:
    """What else is known, by the concepts of labels."""
    details = {
        "cashier": rng.choice(shop.cashiers),
        "till": rng.choice((str(rng.randint(1, 9)), f"{rng.randint(1, 20):02d}", f"{rng.randint(1, 20):03d}")),
        "terminal": "".join(str(rng.randint(0, 9)) for _ in range(8)),
        "merchant": "".join(str(rng.randint(0, 9)) for _ in range(rng.choice((9, 12, 15)))),
        "authorisation": rng.choice((f"{rng.randint(0, 999999):06d}", f"{rng.randint(0, 99999):05d}A")),
    }
    if shop.category == "meal":
        details["table"] = rng.choice((str(rng.randint(1, 60)), f"{rng.choice('ABT')}{rng.randint(1, 20)}"))
        details["guests"] = str(rng.choice((1, 2, 2, 2, 3, 4, 5, 6)))
    if shop.category == "fuel":
        details["pump"] = rng.choice(("{}", "{:02d}")).format(rng.randint(1, 12))
    if shop.category == "parking":
        letters = "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(3))
        details["plate"] = f"{letters}{rng.choice(('', ' ', '-'))}{rng.randint(10, 9999)}"
    if shop.category == "hotel":
        person = parties.draw_person(rng, where)
        details["guest"] = f"{person.given_names} {person.surname}" if where.language != "zh" else person.full_name
        details["room"] = str(rng.randint(1, 12) * 100 + rng.randint(1, 40))
        details["guests"] = str(rng.choice((1, 1, 2, 2, 3)))
    return details


def _misstated(rng: Random, receipt: Receipt) -> dict[str, Decimal]:
    """A total that is not the sum of its parts."""
    delta = Decimal(rng.choice(("0.10", "1.00", "-0.10", "10.00", "0.90", "-1.00", "0.01", "2.70")))
    return {"total": receipt.total + delta} if receipt.total + delta > 0 else {}


def _with_payments(rng: Random, receipt: Receipt, where: Locale, card: bool) -> tuple[Receipt, str]:
    """The receipt paid, and the network's name as printed where it was by a card of one."""
    total = receipt.shown("total")
    if total <= 0:
        return receipt, ""
    first: tuple[PartPayment, ...] = ()
    if receipt.category == "retail" and total > 8 and rng.random() < 0.05:
        voucher = Decimal(rng.choice((2, 5, 5))) if total > 5 else Decimal(1)
        first, total = (PartPayment("voucher", voucher),), total - voucher
    if not card:
        return replace(receipt, payments=(*first, PartPayment("cash", _tendered(rng, total, where)))), ""
    if receipt.category != "card_slip" and rng.random() < (0.7 if where.language == "zh" else 0.06):
        return replace(receipt, payments=(*first, PartPayment("mobile", total))), ""
    network = rng.choice(_CARD_NETWORKS.get(where.country, _USUAL_NETWORKS))
    number = identifiers.draw_card_number(rng, network)
    named = rng.random() < 0.45 or receipt.category == "card_slip"
    method: Method = rng.choice(("card", "card", "debit", "credit"))
    paid = replace(receipt, payments=(*first, PartPayment(method, total)), card_last4=number[-4:])
    names = _NETWORK_NAMES.get(network, ("VISA",))
    return paid, rng.choice(names) if named else ""


def _tendered(rng: Random, total: Decimal, where: Locale) -> Decimal:
    """What is handed over for a sum: it exactly, or rounded up to coins or to notes."""
    scale = Decimal(10) ** (len(str(int(max(where.price_level, Decimal(1))))) - 1)
    step = Decimal(rng.choice(("0", "1", "5", "5", "10", "10", "20", "50", "100"))) * scale
    if not step or step > total * 12:
        return total
    return (total / step).quantize(Decimal(1), ROUND_CEILING) * step

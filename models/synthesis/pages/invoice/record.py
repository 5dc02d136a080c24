"""What one invoice of a seller says."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from random import Random

from docfields.models.synthesis.material.goods import draw_items
from docfields.models.synthesis.material.locale import FIRST_DAY, LAST_DAY, draw_day, draw_phrase
from docfields.models.synthesis.material.mistakes import misstated
from docfields.models.synthesis.material.parties import draw_company, draw_private_party
from docfields.models.synthesis.material.records import (
    ZERO,
    Invoice,
    Item,
    MeterReading,
    Party,
    Subtype,
    Supply,
    rounding_to,
    to_cents,
)
from docfields.models.synthesis.material.tables import Locale, locale, locale_codes
from docfields.models.synthesis.pages.invoice.business import BROKEN_SHARE, ORDER_PATTERNS, Business, fill_number

_STEPS_TO_ROUND_TO = {"CH": Decimal("0.05"), "SE": Decimal(1), "MY": Decimal("0.05"), "IN": Decimal(1)}


def draw_invoice(business: Business, rng: Random, where: Locale, most_items: int = 60) -> Invoice:
    """One invoice, credit note, proforma or reminder of a seller. most_items: as many as its pages can hold."""
    subtype: Subtype = rng.choices(("invoice", "credit_note", "proforma", "reminder"), (82, 8, 4, 6))[0]
    day = draw_day(rng, FIRST_DAY, LAST_DAY)
    days = rng.choice(business.days)
    buyer = _draw_buyer(rng, where)
    number = fill_number(business, business.number_pattern, rng, day)
    earlier = day - datetime.timedelta(days=rng.randint(20, 90))
    readings, items = _draw_supply(business, rng, where, day)
    items = items[:most_items]
    if subtype == "reminder":
        items, readings = _overdue(business, rng, items, earlier), ()
    if subtype == "credit_note":
        items = tuple(
            replace(item, quantity=-item.quantity, discount=-item.discount) for item in items[: rng.randint(1, 4)]
        )
    plain_invoice = subtype in ("invoice", "proforma")
    period = _period(rng, day) if business.supply == "utility" or rng.random() < 0.15 else None
    if readings:
        period = (readings[0].previous_date, readings[0].current_date)
    invoice = Invoice(
        items=items,
        prices_include_tax=business.prices_include_tax,
        tax_parts=business.tax_parts,
        failing=business.failing,
        subtype=subtype,
        supply=business.supply,
        locale=where.code,
        number=number,
        issue_date=day,
        seller=business.seller,
        buyer=buyer,
        due_date=day + datetime.timedelta(days=days) if rng.random() < 0.75 and subtype != "credit_note" else None,
        delivery_date=day - datetime.timedelta(days=rng.choice((0, 0, 1, 1, 2, 3, 5, 9, 14))),
        order_date=day - datetime.timedelta(days=rng.randint(2, 45)),
        service_period=period,
        order_number=fill_number(business, business.order_pattern, rng, day),
        customer_number=fill_number(business, business.customer_pattern, rng, day),
        contract_number=fill_number(business, business.contract_pattern, rng, day),
        project=_draw_project(rng, where, day),
        against=fill_number(business, business.number_pattern, rng, earlier),
        references=(fill_number(business, rng.choice(ORDER_PATTERNS), rng, day),),
        ship_to=_draw_other_place(rng, where, buyer, 0.16 if business.supply == "goods" else 0.04),
        bill_to=_draw_other_place(rng, where, buyer, 0.04),
        remit_to=business.remit_to,
        accounts=business.accounts,
        terms=_draw_terms(rng, where, days) if plain_invoice else "",
        reference=_draw_reference(rng, number),
        readings=readings,
        notes=tuple(_draw_notes(rng, where)),
    )
    if plain_invoice:
        invoice = _with_extras(invoice, rng, where)
    elif subtype == "reminder" and rng.random() < 0.55:
        fee = to_cents(
            rng.choice((Decimal(5), Decimal("2.50"), Decimal(10), Decimal(15), Decimal(40))) * where.price_level
        )
        invoice = replace(invoice, service_charge=fee)
    return _misstated(invoice, rng) if rng.random() < BROKEN_SHARE else invoice


def _draw_buyer(rng: Random, where: Locale) -> Party:
    home = where
    if rng.random() < 0.06:
        home = locale(rng.choice([code for code in locale_codes() if not code.startswith("zh")]))
    if rng.random() < 0.25:
        return draw_private_party(rng, home)
    return draw_company(rng, home)


def _draw_other_place(rng: Random, where: Locale, buyer: Party, share: float) -> Party | None:
    """Where goods or bills go if not to the buyer: often to the same firm elsewhere."""
    if rng.random() >= share:
        return None
    other = draw_company(rng, where)
    if rng.random() < 0.6:
        other = replace(other, name=buyer.name)
    return other if rng.random() < 0.75 else replace(buyer)


def _draw_supply(
    business: Business, rng: Random, where: Locale, day: datetime.date
) -> tuple[tuple[MeterReading, ...], tuple[Item, ...]]:
    if business.supply == "utility":
        readings = (_draw_reading(rng, day),) if rng.random() < 0.8 else ()
        items = draw_items(rng, where, "utility", rng.randint(1, 5))
        used = readings[0].consumption if readings else Decimal(rng.randint(200, 3000))
        items = tuple(
            replace(
                item, quantity=used if item.unit_price < 5 * where.price_level else Decimal(rng.choice((1, 2, 3, 12)))
            )
            for item in items
        )
        return readings, _taxed(business, items)
    count = rng.choices(
        (rng.randint(1, 3), rng.randint(3, 8), rng.randint(8, 18), rng.randint(18, 45), rng.randint(45, 64)),
        (34, 36, 20, 8, 2),
    )[0]
    items = draw_items(rng, where, business.supply, count)
    if (business.supply != "goods" and rng.random() < 0.25) or rng.random() < 0.06:
        items = _detailed(rng, where, business.supply, items)
    if business.dated_items:
        items = tuple(replace(item, date=day - datetime.timedelta(days=rng.randint(0, 30))) for item in items)
        items = tuple(sorted(items, key=lambda item: item.date or day))
    if business.numbered_items:
        number = fill_number(business, business.order_pattern, rng, day)
        items = tuple(replace(item, order_number=number) for item in items)
    if business.item_discounts:
        rates = [Decimal(rate) for rate in (5, 10, 10, 15, 20, 25, 30)]
        items = tuple(
            item.discounted(rng.choice(rates)) if rng.random() < business.item_discounts else item for item in items
        )
    return (), _taxed(business, items)


def _detailed(rng: Random, where: Locale, supply: Supply, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """With descriptions that take several lines."""
    more = [text for text, _, _ in where.items[supply]]
    joint = rng.choice((", ", " - ", "; ", ": "))
    return tuple(
        replace(item, description=joint.join([item.description, *rng.sample(more, rng.choice((0, 1, 1, 2, 3)))]))
        for item in items
    )


def _taxed(business: Business, items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(replace(item, tax_rate=ZERO) for item in items) if business.tax_free else items


def _draw_reading(rng: Random, day: datetime.date) -> MeterReading:
    previous = Decimal(rng.randint(500, 90000))
    start = day - datetime.timedelta(days=rng.choice((31, 61, 92, 182, 365)) + rng.randint(0, 9))
    return MeterReading(
        meter_number=rng.choice(("{:08d}", "E{:07d}", "1EMH00{:08d}", "{:06d}-{:02d}")).format(
            rng.randint(100000, 9999999), rng.randint(1, 99)
        ),
        previous=previous,
        current=previous + rng.randint(20, 4000),
        unit=rng.choice(("kWh", "kWh", "m³", "m3")),
        previous_date=start,
        current_date=day - datetime.timedelta(days=rng.randint(1, 8)),
    )


def _overdue(business: Business, rng: Random, items: tuple[Item, ...], day: datetime.date) -> tuple[Item, ...]:
    """Open invoices, in place of what they were for: their numbers, dates and amounts."""
    return tuple(
        Item(
            description=fill_number(business, business.number_pattern, rng, day),
            quantity=Decimal(1),
            unit_price=abs(item.amount) * rng.randint(1, 4),
            tax_rate=ZERO,
            date=day - datetime.timedelta(days=14 * index),
        )
        for index, item in enumerate(items[: rng.choices((1, 2, 3, 5), (60, 20, 12, 8))[0]])
    )


def _period(rng: Random, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """A month or a quarter that ended before a day, or some weeks."""
    last = day.replace(day=1) - datetime.timedelta(days=1)
    kind = rng.choice(("month", "month", "quarter", "weeks"))
    if kind == "weeks":
        start = day - datetime.timedelta(days=rng.randint(5, 40))
        return start, start + datetime.timedelta(days=rng.choice((4, 6, 13, 29)))
    month, year = last.month - (2 if kind == "quarter" else 0), last.year
    return datetime.date(year - (month < 1), (month - 1) % 12 + 1, 1), last


def _draw_project(rng: Random, where: Locale, day: datetime.date) -> str:
    city = rng.choice(where.cities).partition("|")[0]
    return rng.choice(
        (
            city,
            f"{rng.choice(where.streets)}, {city}",
            f"{day.year}-{rng.randint(1, 300):03d}",
            f"{rng.randint(1000, 9999)} {city}",
        )
    )


def _draw_terms(rng: Random, where: Locale, days: int) -> str:
    values = {"days": str(days)}
    if rng.random() < 0.3:
        values |= {"discount": str(rng.choice((2, 3))), "discount_days": str(rng.choice((7, 8, 10, 14)))}
    return draw_phrase(rng, where, "invoice_terms", **values)


def _draw_reference(rng: Random, number: str) -> str:
    """What to quote when paying: often nothing, the number, or a long number for machines."""
    kind = rng.random()
    if kind < 0.7:
        return ""
    if kind < 0.84:
        return number
    return " ".join(f"{rng.randint(0, 99999):05d}" for _ in range(rng.randint(2, 5)))


def _draw_notes(rng: Random, where: Locale) -> list[str]:
    count = min(rng.choices((0, 1, 2, 3, 4), (35, 33, 18, 9, 5))[0], len(where.phrases["invoice_notes"]))
    return rng.sample(where.phrases["invoice_notes"], count)


def _with_extras(invoice: Invoice, rng: Random, where: Locale) -> Invoice:
    """Discounts, charges, what was paid or owed before, and rounding."""
    rate = max(item.tax_rate for item in invoice.items)
    goods = invoice.supply == "goods"
    if rng.random() < 0.14:
        share = rng.choice((Decimal(2), Decimal(3), Decimal(5), Decimal(10), Decimal(15)))
        invoice = replace(invoice, discount=to_cents(invoice.items_total * share / 100))
    if rng.random() < (0.25 if goods else 0.05):
        amount = to_cents(
            rng.choice((Decimal("4.90"), Decimal("5.95"), Decimal(9), Decimal("12.50"), Decimal(35), Decimal("78.40")))
            * where.price_level
        )
        invoice = replace(invoice, shipping=amount, charges_rate=rate)
    if rng.random() < 0.05:
        invoice = replace(
            invoice, service_charge=to_cents(Decimal(rng.randint(2, 40)) * where.price_level), charges_rate=rate
        )
    step = _STEPS_TO_ROUND_TO.get(where.country)
    if step and rng.random() < 0.35:
        invoice = replace(invoice, rounding=rounding_to(invoice.total, step))
    if rng.random() < 0.12:
        part = rng.choice((Decimal(1), Decimal("0.5"), Decimal("0.3"), Decimal("0.2")))
        invoice = replace(invoice, paid=to_cents(invoice.total * part))
    if rng.random() < (0.3 if invoice.supply == "utility" else 0.03):
        invoice = replace(invoice, prior_balance=to_cents(invoice.total * rng.randint(3, 130) / 100))
    return invoice


def _misstated(invoice: Invoice, rng: Random) -> Invoice:
    """One of the sums is printed wrong."""
    names = ["total", "net_total", "tax_total", f"line_items[{rng.randrange(len(invoice.items))}].amount"]
    return misstated(rng, invoice, [rng.choice([name for name in names if invoice.shown(name)])])

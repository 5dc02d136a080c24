"""Invented values from a seed: parties, items, identifiers with right check digits, dates in order."""

from __future__ import annotations

import datetime
import string
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from stdnum import iban, luhn
from stdnum.de import vat as german_vat
from stdnum.es import ccc as spanish_account
from stdnum.es import cif as spanish_cif
from stdnum.fr import siren
from stdnum.gb import vat as british_vat
from stdnum.it import iva as italian_iva
from stdnum.nl import btw as dutch_btw

from docfields.models.synthesis.records import CENT, Account, Invoice, Item, Party, Receipt
from docfields.models.synthesis.writing import Locale, locale, read_table

_ACCOUNTS = {"GB": "UTOP99############", "DE": "9999##############", "NL": "UTOP##########"}
"""National part of accounts in bank codes that no bank has; # is a digit."""

_ACCOUNT_COUNTRIES = (*_ACCOUNTS, "ES", "FR", "IT")

_BANKS = ("Utopia Bank", "Amaurot Trust", "Anyder & Sons", "Bank of the Fens")

FIRST_DAY = datetime.date(2019, 1, 2)
LAST_DAY = datetime.date(2025, 12, 20)
"""Dates of issue lie between; fixed, so that a seed means the same next year."""


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choices(string.digits, k=count))


def fill(rng: Random, pattern: str) -> str:
    """Replaces each # by a digit."""
    return "".join(rng.choice(string.digits) if character == "#" else character for character in pattern)


def first_valid(draw: Callable[[], str], is_valid: Callable[[str], bool]) -> str:
    """Draws until the check digits agree: at most one in 97 does, which takes about a millisecond."""
    while True:
        value = draw()
        if is_valid(value):
            return value


def draw_vat_id(rng: Random, country: str) -> str:
    """A number with the check digits of its country, from ranges not given out where those are known."""
    if country == "DE":
        return "DE" + first_valid(lambda: "99" + digits(rng, 7), german_vat.is_valid)
    if country == "GB":
        return "GB" + first_valid(lambda: "98" + digits(rng, 7), british_vat.is_valid)
    if country == "FR":
        number = first_valid(lambda: "000" + digits(rng, 6), siren.is_valid)
        return f"FR{(12 + 3 * (int(number) % 97)) % 97:02d}{number}"
    if country == "IT":
        return "IT" + first_valid(lambda: "09" + digits(rng, 9), italian_iva.is_valid)
    if country == "NL":
        return "NL" + first_valid(lambda: "00" + digits(rng, 7) + "B01", dutch_btw.is_valid)
    raise ValueError(f"no VAT number for {country}")


def draw_tax_id(rng: Random, country: str) -> str:
    """What countries print instead of a VAT number."""
    if country == "US":
        return f"00-{digits(rng, 7)}"
    if country == "ES":
        return first_valid(lambda: f"B00{digits(rng, 6)}", spanish_cif.is_valid)
    raise ValueError(f"no tax number for {country}")


def draw_iban(rng: Random, country: str) -> str:
    """An account number with right international and national check digits, of no bank."""
    if country == "FR":
        bank, branch, account = "99999", digits(rng, 5), digits(rng, 11)
        key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
        inner = f"{bank}{branch}{account}{key:02d}"
    elif country == "ES":
        unchecked = f"9999{digits(rng, 4)}00{digits(rng, 10)}"
        inner = unchecked[:8] + spanish_account.calc_check_digits(unchecked) + unchecked[10:]
    elif country == "IT":
        body = f"99999{digits(rng, 17)}"
        inner = _italian_letter(body) + body
    else:
        inner = fill(rng, _ACCOUNTS[country])
    return f"{country}{iban.calc_check_digits(f'{country}00{inner}')}{inner}"


def _italian_letter(body: str) -> str:
    """The CIN of an Italian account: odd places take values from a table, even ones their own."""
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
    total = sum(odd[int(digit)] if index % 2 == 0 else int(digit) for index, digit in enumerate(body))
    return string.ascii_uppercase[total % 26]


def draw_card_number(rng: Random) -> str:
    """Sixteen digits that pass Luhn, in a range that no network uses (9...)."""
    body = "9" + digits(rng, 14)
    return body + luhn.calc_check_digit(body)


def draw_party(rng: Random, where: Locale, *, contacts: bool = True) -> Party:
    """A firm with an address, and ways to reach it if contacts."""
    material = where.material
    stem, trade = rng.choice(material["stems"]), rng.choice(material["trades"])
    name = f"{stem} {trade} {rng.choice(material['forms'])}"
    if where.language in ("fr", "es", "it"):
        name = f"{trade} {stem} {rng.choice(material['forms'])}"
    postal_code, city = rng.choice(material["cities"]).split("|")
    place = f"{postal_code} {city}" if where.postal_code_first else f"{city} {postal_code}"
    street = material["street_order"].format(number=rng.randint(1, 140), street=rng.choice(material["streets"]))
    domain = _domain(f"{stem}-{trade}")
    in_europe = where.country not in ("US", "ES")
    return Party(
        name,
        (street, place),
        vat_id=draw_vat_id(rng, where.country) if in_europe else "",
        tax_id="" if in_europe else draw_tax_id(rng, where.country),
        phone=fill(rng, rng.choice(material["phones"])) if contacts else "",
        email=f"{rng.choice(('info', 'billing', 'office', 'accounts'))}@{domain}" if contacts else "",
        website=f"www.{domain}" if contacts and rng.random() < 0.4 else "",
    )


def _domain(name: str) -> str:
    plain = name.lower().translate(str.maketrans("äöüßéèêçñóíáà'", "aousseecnoiaa-"[:14]))
    return "".join(character for character in plain if character.isascii() and character not in " &.") + ".example"


def draw_items(rng: Random, where: Locale, count: int, *, kind: str) -> tuple[Item, ...]:
    """kind: a section of items.toml. Descriptions repeat only where there are too few for the items."""
    offers = read_table("items.toml")[kind][where.language]
    chosen = rng.sample(offers, min(count, len(offers))) + rng.choices(offers, k=max(0, count - len(offers)))
    items = []
    for description, low, high in chosen:
        cents = rng.randint(round(low * 100), round(high * 100))
        price = Decimal(cents) * CENT
        if kind == "receipt":
            quantity, unit, sku = Decimal(rng.choice((1, 1, 1, 2, 3))), "", ""
        else:
            quantity = Decimal(rng.choice((1, 1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 25)))
            if rng.random() < 0.15:
                quantity += Decimal("0.5")
            unit = rng.choice(where.units)
            sku = f"{''.join(rng.choices(string.ascii_uppercase, k=2))}-{digits(rng, rng.randint(3, 5))}"
        rate = where.rates[0] if rng.random() < 0.8 else rng.choice(where.rates)
        items.append(Item(description, quantity, price, Decimal(rate), unit, sku))
    return tuple(items)


def draw_invoice_record(rng: Random, code: str) -> Invoice:
    """An invoice, one in ten a credit note."""
    where = locale(code)
    issued = draw_day(rng)
    days = rng.choice((10, 14, 21, 30, 45, 60))
    credit = rng.random() < 0.1
    prefix = rng.choice(("", "INV-", "R", "F-", f"{issued.year}-", f"{issued.year}/", "A"))
    number = f"{prefix}{digits(rng, rng.randint(4, 7))}"
    items = draw_items(rng, where, rng.choice((1, 2, 3, 3, 4, 5, 6, 8, 11, 16, 26)), kind="invoice")
    if credit:
        items = tuple(
            Item(item.description, -item.quantity, item.unit_price, item.tax_rate, item.unit, item.sku)
            for item in items[:4]
        )
    invoice_total = sum((item.amount for item in items), Decimal(0))
    seller, buyer = draw_party(rng, where), draw_party(rng, where, contacts=False)
    while buyer.name == seller.name:
        buyer = draw_party(rng, where, contacts=False)
    consignee = draw_party(rng, where, contacts=False)
    account = None
    if where.country in _ACCOUNT_COUNTRIES and not credit:
        bic = f"UTOP{where.country}{rng.choice(('2L', 'HH', 'PP', '22'))}XXX"
        account = Account(draw_iban(rng, where.country), bic, rng.choice(_BANKS))
    return Invoice(
        subtype="credit_note" if credit else "invoice",
        locale=code,
        number=number,
        issue_date=issued,
        seller=seller,
        buyer=buyer,
        items=items,
        due_date=None if credit else issued + datetime.timedelta(days=days),
        delivery_date=issued - datetime.timedelta(days=rng.randint(1, 9)) if rng.random() < 0.4 else None,
        order_number=f"{rng.choice(('PO-', '45', ''))}{digits(rng, 6)}" if rng.random() < 0.5 else "",
        customer_number=digits(rng, 5) if rng.random() < 0.5 else "",
        against=digits(rng, 6) if credit else "",
        ship_to=replace(consignee, vat_id="", tax_id="") if rng.random() < 0.15 else None,
        account=account,
        terms="" if credit else rng.choice(where.labels["terms_text"]).format(days=days),
        reference=number if account and rng.random() < 0.5 else "",
        paid=Decimal(int(invoice_total) // 4) if not credit and rng.random() < 0.15 else Decimal(0),
    )


def draw_receipt_record(rng: Random, code: str) -> Receipt:
    """A supermarket's receipt, paid in cash or by card."""
    where = locale(code)
    party = draw_party(rng, where)
    items = draw_items(rng, where, rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 12)), kind="receipt")
    total = sum((item.amount for item in items), Decimal(0))
    discount = (total / 10).quantize(CENT) if rng.random() < 0.2 else Decimal(0)
    cash = rng.random() < 0.5
    due = total - discount
    notes = [Decimal(step) for step in (5, 10, 20, 50, 100, 200) if step >= due]
    day = draw_day(rng)
    return Receipt(
        locale=code,
        seller=party,
        number=digits(rng, rng.randint(4, 8)),
        moment=datetime.datetime(day.year, day.month, day.day, rng.randint(7, 21), rng.randint(0, 59)),
        items=items,
        method="cash" if cash else "card",
        discount=discount,
        tendered=(notes[0] if notes else Decimal(500)).quantize(CENT) if cash else None,
        card_last4="" if cash else digits(rng, 4),
    )


def draw_day(rng: Random) -> datetime.date:
    return FIRST_DAY + datetime.timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days))

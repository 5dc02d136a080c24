"""What is the same on all invoices of a seller: the firm, its accounts, and how it numbers, prices and taxes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from docfields.models.synthesis.material.identifiers import draw_account, draw_vat_id
from docfields.models.synthesis.material.parties import draw_bank, draw_company
from docfields.models.synthesis.material.records import Account, Party, Supply
from docfields.models.synthesis.material.tables import Locale

BROKEN_SHARE = 0.02
"""How often a check digit, and how often a sum, is wrong on purpose."""

_NUMBER_PREFIXES: Mapping[str, tuple[str, ...]] = {
    "de": ("RE", "RG", "R", "Re-", "RNG"),
    "en": ("INV", "INV-", "SI", "I", "IN", "S"),
    "es": ("F", "FV", "A", "FAC-", "FACT"),
    "fr": ("F", "FA", "FAC", "FC", "FACT-"),
    "it": ("FT", "F", "FE", "FATT-"),
    "nl": ("F", "VF", "FACT", "FA-"),
    "pl": ("FV", "F", "FVS", "FS"),
    "pt": ("FT", "F", "FAT", "FR"),
    "sv": ("F", "FAK", "A"),
}

_NUMBER_PATTERNS = (
    "{n}", "{n}", "{n}", "{p}{n}", "{p}{n}", "{y}-{s}", "{y}/{s}", "{y}{s}", "{yy}{s}", "{p}-{y}-{s}", "{p}{y}-{s}",
    "{p}{yy}{s}", "{p}/{y}/{s}", "{s}/{y}", "{s}/{yy}", "{s}-{yy}", "{p} {s}/{mm}/{y}", "{y}{mm}{dd}-{k}",
    "{p}{y}{mm}{s}", "{yy}{mm}{k}", "{p}{yy}/{s}", "{c}{n}", "{c}-{s}", "{y}-{mm}-{k}", "{p}.{y}.{s}", "{s}-{y}-{c}",
    "{c}{c}{n}", "{n}-{k}", "{p}-{n}", "{p} {n}",
)  # fmt: skip
"""n, s, k: a counter in many, some, few digits; p: a prefix; c: a letter; y, yy, mm, dd: of the date."""

ORDER_PATTERNS = (
    "{n}", "45{n}", "PO-{n}", "PO{n}", "B{y}-{s}", "{y}-{s}", "{s}/{y}", "{c}{c}-{n}", "{s}", "O-{n}", "{n}-{k}",
)  # fmt: skip
_CUSTOMER_PATTERNS = ("{s}", "{n}", "{s}", "K-{s}", "C{n}", "{c}{s}", "10{s}", "D{n}", "CUST-{s}", "{c}{c}{s}", "{k}")
_CONTRACT_PATTERNS = ("{n}", "V-{n}", "{y}/{s}", "CT{n}", "{n}-{k}", "{c}{n}{c}")


@dataclass(frozen=True, slots=True)
class Business:
    """What is the same on all invoices of a seller."""

    seller: Party
    supply: Supply
    accounts: tuple[Account, ...]
    number_pattern: str
    number_prefix: str
    number_digits: tuple[int, int, int]
    customer_pattern: str
    order_pattern: str
    contract_pattern: str
    days: tuple[int, ...]
    prices_include_tax: bool
    tax_free: bool
    item_discounts: float
    dated_items: bool
    numbered_items: bool
    remit_to: Party | None
    tax_parts: tuple[tuple[str, Decimal], ...]
    failing: tuple[str, ...]


def draw_business(issuer: Random, where: Locale) -> Business:
    """A seller of a country."""
    seller = draw_company(issuer, where)
    supply: Supply = issuer.choices(("goods", "services", "utility"), (55, 35, 10))[0]
    failing = []
    bad_account = issuer.random() < BROKEN_SHARE
    accounts = [
        draw_account(
            issuer,
            where.country,
            bank=draw_bank(issuer, where),
            holder=seller.name,
            valid=not (bad_account and index == 0),
        )
        for index in range(issuer.choices((0, 1, 2, 3), (10, 68, 15, 7))[0])
    ]
    if bad_account and accounts and accounts[0].iban:
        failing.append("payment.iban")
    if seller.vat_id and issuer.random() < BROKEN_SHARE:
        seller = replace(seller, vat_id=draw_vat_id(issuer, where.country, valid=False))
        failing.append("seller.vat_id")
    remit = issuer.random() < (0.2 if where.country == "US" else 0.03)
    person_like = issuer.random()
    return Business(
        seller=seller,
        supply=supply,
        accounts=tuple(accounts),
        number_pattern=issuer.choice(_NUMBER_PATTERNS),
        number_prefix=issuer.choice(_NUMBER_PREFIXES.get(where.language, _NUMBER_PREFIXES["en"])),
        number_digits=(issuer.randint(5, 9), issuer.randint(3, 5), issuer.randint(2, 3)),
        customer_pattern=issuer.choice(_CUSTOMER_PATTERNS),
        order_pattern=issuer.choice(ORDER_PATTERNS),
        contract_pattern=issuer.choice(_CONTRACT_PATTERNS),
        days=tuple(issuer.sample((7, 8, 10, 14, 15, 20, 30, 30, 45, 60, 90), issuer.randint(1, 3))),
        prices_include_tax=issuer.random() < (0.5 if supply == "utility" else 0.1),
        tax_free=issuer.random() < 0.06,
        item_discounts=issuer.choices((0, 0.15, 0.5, 1), (74, 12, 9, 5))[0],
        dated_items=issuer.random() < (0.25 if supply == "services" else 0.04),
        numbered_items=issuer.random() < 0.05,
        remit_to=replace(draw_company(issuer, where), name=seller.name) if remit and person_like < 0.95 else None,
        tax_parts=_tax_parts(issuer, where),
        failing=tuple(failing),
    )


def _tax_parts(issuer: Random, where: Locale) -> tuple[tuple[str, Decimal], ...]:
    """Taxes that are printed in two rows."""
    half = Decimal("0.5")
    if where.country == "IN" and issuer.random() < 0.7:
        return (("CGST", half), ("SGST", half))
    if where.country == "US" and issuer.random() < 0.08:
        return (("State tax", Decimal("0.75")), ("County tax", Decimal("0.25")))
    return ()


def fill_number(business: Business, pattern: str, rng: Random, day: datetime.date) -> str:
    """A number in one of the seller's patterns."""
    many, some, few = business.number_digits

    def counter(digits: int) -> str:
        value = rng.randint(1, 10 ** rng.randint(1, digits) - 1)
        return f"{value:0{digits}d}"

    return pattern.format(
        n=rng.randint(10 ** (many - 1), 10**many - 1), s=counter(some), k=counter(few),
        p=business.number_prefix, c=rng.choice("ABCDEFGHKLMNPRSTVWXZ"),
        y=day.year, yy=f"{day.year % 100:02d}", mm=f"{day.month:02d}", dd=f"{day.day:02d}",
    )  # fmt: skip

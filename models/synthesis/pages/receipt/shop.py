"""A shop: what it sells, how it is called and what it has to print; drawn once for all its receipts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from docfields.models.synthesis.material import identifiers, parties
from docfields.models.synthesis.material.locale import Locale
from docfields.models.synthesis.material.records import ZERO, Category, Party

BROKEN_SHARE = 0.02
"""Of receipts, and of shops: whose sums or numbers fail their checks on purpose."""

_CATEGORIES: Mapping[Category, int] = {
    "retail": 44, "meal": 27, "fuel": 8, "parking": 6, "hotel": 6, "card_slip": 9,
}  # fmt: skip

_TRADE_WORDS: Mapping[Category, str] = {
    "hotel": r"hot[eé]l|hôtel|\binn\b|lodge|auberge|chambres|gasthof|gasthaus|pension|albergo|hostal|herberg|酒店|宾馆",
    "parking": r"park|garage|aparc|estacion|停车|parch",
    "fuel": r"petrol|service station|\bstation\b|tankstelle|relais|gasoliner|stazione|benzin|stacja|加油|tank|posto",
    "meal": r"caf|bistr|brasserie|restaur|grill|pizz|kitchen|diner|bar\b|imbiss|brau|wok|trattor|kettle|table|chez|"
    r"crêp|thé|noodle|spice|arms|coffee|stube|eis|餐|饭|面|茶|火锅|小吃|tavern|osteria|taquer|cocina|kuchnia|eet|krog",
    "retail": r"market|markt|marché|store|shop|apothe|pharmac|boulang|bäck|libr|buch|book|hardware|mode|fashion|"
    r"epicerie|épicerie|super|超市|便利|药|书店|drog|bau|garden|blumen|fleurs|sport|negozio|tienda|winkel|sklep|butik",
}
"""By which the name of a shop says what it sells."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A seller. party: the firm, by its legal name; sign: the name over the door, the same if it has no other.

    rate: of a tax that is added, in percent; service: percent charged for it, 0 if none.
    """

    category: Category
    party: Party
    sign: str
    branch: str
    rate: Decimal
    service: Decimal
    tax_parts: tuple[tuple[str, Decimal], ...]
    failing: tuple[str, ...]
    opens: int
    closes: int
    cashiers: tuple[str, ...]
    numbering: str


def draw_shop(issuer: Random, where: Locale) -> Shop:
    category = issuer.choices(tuple(_CATEGORIES), tuple(_CATEGORIES.values()))[0]
    party = parties.draw_company(issuer, where)
    failing: tuple[str, ...] = ()
    if issuer.random() < BROKEN_SHARE:
        vat_id = party.vat_id and identifiers.draw_vat_id(issuer, where.country, valid=False)
        tax_id = party.tax_id and identifiers.draw_tax_id(issuer, where.country, valid=False)
        failing = ("seller.tax_id",) if vat_id or tax_id else ()
        party = replace(party, vat_id=vat_id, tax_id=tax_id)
    sign = _draw_sign(issuer, where, category, party) if issuer.random() < 0.72 else party.name
    service = Decimal(issuer.choice(("10", "12.5", "5", "15", "8")))
    served = category == "meal" and issuer.random() < (0.3 if where.country in ("GB", "MY", "IN", "US", "SG") else 0.05)
    return Shop(
        category=category,
        party=party,
        sign=sign,
        branch=_draw_branch(issuer, where),
        rate=Decimal(issuer.choice(where.receipt_rates[:8])),
        service=service if served else ZERO,
        tax_parts=_tax_parts(where),
        failing=failing,
        opens=issuer.randint(6, 11),
        closes=issuer.randint(18, 23),
        cashiers=tuple(_draw_cashier(issuer, where) for _ in range(4)),
        numbering=_draw_numbering(issuer),
    )


def _draw_sign(issuer: Random, where: Locale, category: Category, party: Party) -> str:
    """A name over the door that suits what is sold there."""
    wanted = "retail" if category == "card_slip" else category
    names = where.company["shop_names"]
    told = [(name, _trade_of(name)) for name in names]
    fitting = [name for name, trade in told if trade == wanted]
    if len(fitting) < 3 and wanted in ("retail", "meal"):
        fitting += [name for name, trade in told if trade == ""]
    pattern = issuer.choice(fitting or names)
    city = party.address.city if party.address else ""
    return pattern.format(
        stem=issuer.choice(where.company["stems"]),
        surname=parties.draw_person(issuer, where).surname,
        surname2=parties.draw_person(issuer, where).surname,
        city=city,
        trade=issuer.choice(where.company["trades"]),
        form="",
    ).strip()


def _trade_of(name: str) -> str:
    return next((trade for trade, words in _TRADE_WORDS.items() if re.search(words, name, re.IGNORECASE)), "")


def _draw_branch(issuer: Random, where: Locale) -> str:
    number = issuer.randint(1, 9999)
    words = {"en": ("Store", "Branch", "Shop"), "de": ("Filiale",), "fr": ("Magasin",), "es": ("Tienda", "Sucursal")}
    word = issuer.choice(words.get(where.language, ("#",)))
    return f"{word} {issuer.choice(('', '#', 'No. ')) if where.language == 'en' else ''}{number:04d}"


def _tax_parts(where: Locale) -> tuple[tuple[str, Decimal], ...]:
    half = Decimal("0.5")
    return (("CGST", half), ("SGST", half)) if where.country == "IN" else ()


def _draw_cashier(issuer: Random, where: Locale) -> str:
    person = parties.draw_person(issuer, where)
    given = person.given_names.split()[0]
    return issuer.choice(
        (
            given,
            given,
            given.upper(),
            f"{given} {person.surname[:1]}.",
            str(issuer.randint(1, 999)),
            f"{issuer.randint(1, 99):04d} {given}",
        )
    )


def _draw_numbering(issuer: Random) -> str:
    """A pattern of receipt numbers: # a digit, the rest as in dates."""
    return issuer.choice(
        ("####", "#####", "######", "########", "##-####", "%y%m%d-####", "T##-#####", "CS-######", "INV######",
         "###/####/##", "##########", "A####-##", "%Y%m%d####", "#/###", "R######",
         "##########-##", "OR-#####", "%m####", "1-######")
    )  # fmt: skip

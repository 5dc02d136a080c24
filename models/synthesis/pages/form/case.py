"""What somebody fills into a form: one consistent case of persons, firms, dates and numbers, by concept."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from random import Random

from docfields.models.synthesis.material.digits import digits, fill, letters
from docfields.models.synthesis.material.identifiers import draw_account, draw_resident_number, grouped
from docfields.models.synthesis.material.locale import Habits, draw_day, write_amount, write_date
from docfields.models.synthesis.material.names import Person, draw_person
from docfields.models.synthesis.material.parties import draw_bank, draw_company, draw_phone, draw_private_party
from docfields.models.synthesis.material.records import Account, Party
from docfields.models.synthesis.material.tables import Locale

_REFERENCES = ("####/##", "@@-####", "######", "##-#####", "@##.###", "####-@", "#######", "@@@ ####", "##/###/@")
_PLATES = ("@@@ ###", "##-@@-##", "@@ #### @", "@@-@@-###", "@@ ## @@@", "#@@@###")
_MODELS = ("Corsano 1.6", "Talo GX", "Merano Kombi", "Ventis 4", "Pikko", "Sirena 2.0", "Norda 500", "Galion")
_TITLES = {"en": ("Mr", "Mrs", "Ms", "Dr"), "de": ("Herr", "Frau", "Dr."), "fr": ("M.", "Mme"), "es": ("Sr.", "Sra."),
           "it": ("Sig.", "Sig.ra"), "nl": ("Dhr.", "Mevr."), "pl": ("Pan", "Pani"), "pt": ("Sr.", "Sra."),
           "sv": ("Herr", "Fru"), "zh": ("先生", "女士")}  # fmt: skip


class Case:
    """Facts of one filled form. habits: how its filler writes dates and amounts."""

    def __init__(self, rng: Random, where: Locale, habits: Habits) -> None:
        self.rng = rng
        self.where = where
        pattern = where.dates[int(rng.random() ** 2 * len(where.dates))]
        self.habits = replace(habits, date_pattern=pattern, bilingual=None)
        self.day = draw_day(rng)
        self.person: Person = draw_person(rng, where)
        self.home: Party = draw_private_party(rng, where, self.person)

    @cached_property
    def company(self) -> Party:
        return draw_company(self.rng, self.where)

    @cached_property
    def account(self) -> Account:
        return draw_account(self.rng, self.where.country, bank=draw_bank(self.rng, self.where))

    def date(self, day: datetime.date) -> str:
        return write_date(day, self.where, self.habits)

    def near(self, days: int) -> datetime.date:
        """A day so long before or after the form's, at most."""
        return self.day + datetime.timedelta(days=self.rng.randint(-days, days))

    def amount(self, low: int, high: int, *, symbol: bool | None = None) -> str:
        value = Decimal(self.rng.randint(low * 100, high * 100)) / 100
        value = value.quantize(Decimal(1)).quantize(Decimal("0.01")) if self.rng.random() < 0.4 else value
        return write_amount(value, self.where, self.habits, symbol=symbol)

    def other_person(self) -> str:
        return draw_person(self.rng, self.where).full_name

    def phrase(self, name: str) -> str:
        return self.rng.choice(self.where.phrases[name])

    def reference(self) -> str:
        return fill(self.rng, self.rng.choice(_REFERENCES))

    def value(self, concept: str) -> str:
        """What the filler writes; "" where there is nothing to say."""
        draw = _DRAWN.get(concept)
        return draw(self) if draw else ""


def _address(party: Party, where: Locale) -> str:
    return party.address.value(where) if party.address else ""


def _street(case: Case) -> str:
    address = case.home.address
    if address is None:
        return ""
    return case.rng.choice(case.where.street_lines).format(street=address.street, number=address.house_number)


def _part(name: str) -> Callable[[Case], str]:
    return lambda case: str(getattr(case.home.address, name)) if case.home.address else ""


def _identity(case: Case) -> str:
    if case.where.country == "CN":
        return draw_resident_number(case.rng, case.person.birth_date, case.person.sex)
    return fill(
        case.rng, case.rng.choice(("#########", "@########", "@@######", "##.##.##-###.##", "########@", "### ### ###"))
    )


def _account_number(case: Case) -> str:
    account = case.account
    if account.iban:
        return grouped(case.rng, account.iban, "iban", case.where.country)
    return grouped(case.rng, account.account_number, "account_number", case.where.country)


_DRAWN: Mapping[str, Callable[[Case], str]] = {
    "surname": lambda case: case.person.surname,
    "given_names": lambda case: case.person.given_names,
    "middle_name": lambda case: draw_person(case.rng, case.where).given_names.split()[0],
    "full_name": lambda case: case.person.full_name,
    "title": lambda case: case.rng.choice(_TITLES.get(case.where.language, ("Dr.",))),
    "maiden_name": lambda case: draw_person(case.rng, case.where).surname,
    "birth_date": lambda case: case.date(case.person.birth_date),
    "birth_place": lambda case: case.person.birth_place,
    "nationality": lambda case: case.where.country_name,
    "address": lambda case: _address(case.home, case.where),
    "street": _street,
    "house_number": _part("house_number"),
    "city": _part("city"),
    "postal_code": lambda case: _part("postal_code")(case) or digits(case.rng, 6),
    "state": _part("state"),
    "country": lambda case: case.where.country_name,
    "phone": lambda case: case.home.phone,
    "mobile": lambda case: draw_phone(case.rng, case.where, mobile=True),
    "fax": lambda case: draw_phone(case.rng, case.where),
    "email": lambda case: case.home.email,
    "occupation": lambda case: case.rng.choice(case.where.words["jobs"]),
    "employer": lambda case: case.company.name,
    "employer_address": lambda case: _address(case.company, case.where),
    "salary": lambda case: case.amount(int(1500 * case.where.price_level), int(70000 * case.where.price_level)),
    "start_date": lambda case: case.date(case.near(40)),
    "end_date": lambda case: case.date(case.day + datetime.timedelta(days=case.rng.randint(41, 90))),
    "department": lambda case: case.rng.choice(case.where.words["departments"]),
    "position": lambda case: case.rng.choice(case.where.words["jobs"]),
    "cost_centre": lambda case: digits(case.rng, case.rng.choice((3, 4, 5, 6))),
    "manager": lambda case: case.other_person(),
    "staff_number": lambda case: digits(case.rng, case.rng.choice((4, 5, 6))),
    "date": lambda case: case.date(case.day),
    "place": lambda case: case.person.birth_place,
    "place_and_date": lambda case: f"{case.person.birth_place}, {case.date(case.day)}",
    "reference": lambda case: case.reference(),
    "application_number": lambda case: case.reference(),
    "policy_number": lambda case: case.reference(),
    "claim_number": lambda case: case.reference(),
    "customer_number": lambda case: digits(case.rng, case.rng.choice((5, 6, 8))),
    "order_number": lambda case: case.reference(),
    "invoice_number": lambda case: case.reference(),
    "receipt_number": lambda case: digits(case.rng, 5),
    "id_number": _identity,
    "passport_number": lambda case: fill(case.rng, case.rng.choice(("@########", "#########", "@@#######"))),
    "insurance_number": lambda case: fill(
        case.rng, case.rng.choice(("@@ ## ## ## @", "###-##-####", "##########", "## ######"))
    ),
    "tax_number": lambda case: case.company.tax_id or digits(case.rng, 10),
    "account_holder": lambda case: case.person.full_name,
    "bank": lambda case: case.account.bank,
    "iban": _account_number,
    "bic": lambda case: case.account.bic or case.account.routing_number,
    "children": lambda case: str(case.rng.choice((0, 0, 1, 2, 2, 3))),
    "emergency_contact": lambda case: f"{case.other_person()}, {draw_phone(case.rng, case.where)}",
    "doctor": lambda case: (
        case.other_person() if case.where.language == "zh" else f"Dr. {draw_person(case.rng, case.where).surname}"
    ),
    "company": lambda case: case.company.name,
    "supplier": lambda case: draw_company(case.rng, case.where).name,
    "vat_number": lambda case: case.company.vat_id or case.company.tax_id,
    "contact_person": lambda case: case.other_person(),
    "delivery_address": lambda case: _address(case.company, case.where),
    "vehicle": lambda case: case.rng.choice(_MODELS),
    "plate": lambda case: fill(case.rng, case.rng.choice(_PLATES)),
    "incident_date": lambda case: case.date(case.near(30)),
    "witness": lambda case: case.other_person(),
    "destination": lambda case: case.rng.choice(case.where.cities).partition("|")[0],
    "purpose": lambda case: case.phrase("form_reasons"),
    "reason": lambda case: case.phrase("form_reasons"),
    "quantity": lambda case: str(case.rng.choice((1, 2, 3, 5, 10, 12, 50))),
    "hours": lambda case: str(case.rng.randint(1, 40)),
    "description": lambda case: case.rng.choice(case.where.items["goods"])[0],
    "amount": lambda case: case.amount(int(10 * case.where.price_level), int(4000 * case.where.price_level)),
    "total": lambda case: case.amount(int(10 * case.where.price_level), int(9000 * case.where.price_level)),
    "currency": lambda case: case.where.currency,
    "approved_by": lambda case: case.other_person(),
    "received_by": lambda case: case.other_person(),
    "prepared_by": lambda case: case.other_person(),
    "checked_by": lambda case: case.other_person(),
    "remarks": lambda case: case.phrase("form_remarks"),
    "fax_pages": lambda case: str(case.rng.choice((1, 2, 2, 3, 4, 6, 12))),
    "initials": lambda case: letters(case.rng, 2),
}
"""How the value of a concept is found; concepts are those of the labels of forms."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "sex": ("male", "female"),
    "marital_status": ("single", "married", "divorced", "widowed"),
    "employment": ("full_time", "part_time"),
    "yes_no": ("yes", "no"),
}
"""Concepts that are answered by ticking one of some labels."""

WIDTHS: Mapping[str, float] = {
    "address": 3, "employer_address": 3, "delivery_address": 3, "email": 2, "full_name": 2, "iban": 2,
    "account_holder": 2,
    "purpose": 3, "reason": 3, "remarks": 3, "employer": 2, "company": 2, "emergency_contact": 3, "marital_status": 3,
    "bank": 2, "street": 2, "place_and_date": 2, "id_number": 2, "contact_person": 1.5, "house_number": 0.8,
    "title": 0.8,
    "postal_code": 1, "children": 0.8, "currency": 0.8, "sex": 1.3, "supplier": 2, "surname": 1.5, "given_names": 1.5,
    "description": 2, "vat_number": 1.5, "birth_place": 1.3,
}  # fmt: skip
"""How much of a row a concept takes, beside 1.2 of the others."""

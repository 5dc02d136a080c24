"""Invented parties: complete, of their country, the same for the same seed, and nobody's."""

import datetime
import os
import subprocess
import sys
from random import Random

import pytest

from docfields.models.synthesis.material.goods import SECTIONS, draw_items, till_text
from docfields.models.synthesis.material.locale import locale, locale_codes
from docfields.models.synthesis.material.parties import (
    draw_address,
    draw_bank,
    draw_company,
    draw_person,
    draw_phone,
    draw_private_party,
)
from docfields.schemas.checks import vat_id_holds

CODES = locale_codes()
SEEDS = range(30)


@pytest.mark.parametrize("code", CODES)
def test_companies(code):
    where = locale(code)
    for seed in SEEDS:
        company = draw_company(Random(seed), where, shop=seed % 2 == 0)
        assert company == draw_company(Random(seed), where, shop=seed % 2 == 0)
        assert company.name == company.name.strip() and "{" not in company.name
        assert company.vat_id or company.tax_id
        assert company.email.isascii() and company.email.endswith(".example") and " " not in company.email
        assert company.website.isascii() and company.website.endswith(".example")
        assert sum(mark.isdigit() for mark in company.phone) >= 6 and "#" not in company.phone
        assert company.address is not None and company.address.country == where.country


@pytest.mark.parametrize("code", CODES)
def test_addresses_print_their_parts(code):
    where = locale(code)
    for seed in range(60):
        address = draw_address(Random(seed), where)
        text = address.value().casefold()
        lines = address.lines()
        assert lines and all(line and line == line.strip() for line in lines)
        assert text.count("#") <= (2 if where.country in ("IN", "MX", "SG") else 0)  # "#12 Main Road"
        assert "@" not in text and "{" not in text and "()" not in text
        assert address.street and address.house_number and (address.city or where.country == "SG")
        for part in (address.street, address.house_number, address.unit, address.postal_code, address.city):
            assert part.casefold() in text
        assert len(lines) == 1 if where.language == "zh" else address.postal_code and len(lines) >= 2


def test_addresses_abroad_name_their_country():
    here, there = locale("fr_FR"), locale("en_GB")
    address = draw_address(Random(3), here)
    assert address.lines(here) == address.lines()
    assert len(address.lines(there)) == len(address.lines()) + 1
    assert address.value(there).startswith(address.value())


@pytest.mark.parametrize("code", CODES)
def test_people(code):
    where = locale(code)
    people = [draw_person(Random(seed), where) for seed in range(60)]
    assert people == [draw_person(Random(seed), where) for seed in range(60)]
    assert {person.sex for person in people} == {"F", "M"}
    assert all(datetime.date(1930, 1, 1) <= person.birth_date <= datetime.date(2008, 6, 30) for person in people)
    assert all(person.given_names and person.surname and "  " not in person.full_name for person in people)
    assert len({person.full_name for person in people}) > 50
    buyer = draw_private_party(Random(1), where)
    assert buyer.name and buyer.address and buyer.email.endswith(".example") and buyer.email.isascii()
    assert draw_bank(Random(1), where)


@pytest.mark.parametrize("country", ("DE", "FR", "GB"))
def test_wrong_vat_ids_on_demand(country):
    where = locale({"DE": "de_DE", "FR": "fr_FR", "GB": "en_GB"}[country])
    for seed in SEEDS:
        assert vat_id_holds(draw_company(Random(seed), where).vat_id, country)
        assert not vat_id_holds(draw_company(Random(seed), where, failing=("vat_id",)).vat_id, country)


def test_american_area_codes():
    for seed in range(80):
        digits = "".join(mark for mark in draw_phone(Random(seed), locale("en_US")) if mark.isdigit())
        assert digits.removeprefix("1")[0] in "23456789"


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("code", CODES)
def test_items(code, section):
    where = locale(code)
    for seed in range(10):
        items = draw_items(Random(seed), where, section, 5)
        assert len(items) == 5 and items == draw_items(Random(seed), where, section, 5)
        for item in items:
            assert item.description and item.quantity > 0 and item.unit_price > 0 and item.tax_rate >= 0
            assert item.amount.as_tuple().exponent == -2
    assert all(item.quantity < 0 for item in draw_items(Random(1), where, section, 3, negative=True))
    assert len({str(item.tax_rate) for item in draw_items(Random(1), where, section, 40)}) <= 3


def test_more_items_than_offers():
    assert len(draw_items(Random(1), locale("en_GB"), "fuel", 12)) == 12


def test_tills_shorten():
    for seed in SEEDS:
        assert len(till_text(Random(seed), "Chopped tomatoes, four tins of 400 g", 18)) <= 18
    assert till_text(Random(1), "Oat milk", 18) == "OAT MILK"


def test_the_same_in_any_process():
    script = (
        "from random import Random\n"
        "from docfields.models.synthesis.material.locale import draw_habits, locale\n"
        "from docfields.models.synthesis.material.parties import draw_company\n"
        "from docfields.models.synthesis.material.goods import draw_items\n"
        "rng, where = Random('a'), locale('de_DE')\n"
        "print(ascii((draw_company(rng, where), draw_habits(rng, where, 'receipt'))))\n"
        "print(ascii(draw_items(rng, where, 'meal', 4)))\n"
    )
    outputs = set()
    for hash_seed, language in (("1", "C"), ("2", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "LC_ALL": language, "LANG": language}
        done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1

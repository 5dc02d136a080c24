"""Check digits hold or fail as asked, by python-stdnum and by the product's own tests."""

import datetime
import re
from random import Random

import pytest
from stdnum import bic, iban, luhn
from stdnum.us import rtn

from docfields.models.synthesis.material.identifiers import (
    CHECKED_TAX_COUNTRIES,
    DOMESTIC_COUNTRIES,
    IBAN_COUNTRIES,
    NETWORKS,
    TAX_COUNTRIES,
    VAT_COUNTRIES,
    draw_account,
    draw_bic,
    draw_card_number,
    draw_credit_code,
    draw_iban,
    draw_registrations,
    draw_resident_number,
    draw_tax_id,
    draw_vat_id,
    grouped,
    masked_card,
)
from docfields.models.synthesis.material.locale import locale, locale_codes
from docfields.schemas.checks import (
    chinese_id_holds,
    chinese_id_is_complete,
    compact,
    credit_code_holds,
    tax_id_holds,
    vat_id_holds,
)

COUNTRIES = "US GB IN MY AU SG DE AT CH NL BE SE FR ES MX IT PT BR PL CN".split()
SEEDS = range(25)


def test_every_country_is_covered():
    assert {*IBAN_COUNTRIES, *DOMESTIC_COUNTRIES} == set(COUNTRIES)
    assert {*VAT_COUNTRIES, *TAX_COUNTRIES} == set(COUNTRIES)


@pytest.mark.parametrize("country", VAT_COUNTRIES)
def test_vat_ids(country):
    for seed in SEEDS:
        assert vat_id_holds(draw_vat_id(Random(seed), country)) is True
        assert vat_id_holds(draw_vat_id(Random(seed), country, valid=False)) is False


@pytest.mark.parametrize("country", CHECKED_TAX_COUNTRIES)
def test_tax_ids(country):
    known = country not in ("AT", "CH", "MX", "SE")  # which the product does not test, or not by check digits
    for seed in SEEDS:
        good, bad = draw_tax_id(Random(seed), country), draw_tax_id(Random(seed), country, valid=False)
        assert good != bad and len(good) == len(bad)
        if known:
            assert tax_id_holds(good, country) is True
            assert tax_id_holds(bad, country) is not True


def test_countries_without_a_number():
    assert draw_vat_id(Random(1), "US") == "" and draw_tax_id(Random(1), "NL") == ""


@pytest.mark.parametrize("country", ("BE", "ES", "FR", "IT", "PL", "PT", "SE", "CH"))
def test_a_firm_has_one_number(country):
    vat_id = draw_vat_id(Random(4), country)
    tax_id = draw_tax_id(Random(5), country, vat_id=vat_id)
    shared = tax_id[:9] if country == "FR" else tax_id
    assert shared in vat_id and tax_id_holds(tax_id, country) is not False


@pytest.mark.parametrize("country", IBAN_COUNTRIES)
def test_ibans(country):
    for seed in SEEDS:
        number = draw_iban(Random(seed), country)
        assert iban.is_valid(number, check_country=country != "BE"), number  # Belgium: of banks that exist
        assert not iban.is_valid(draw_iban(Random(seed), country, valid=False), check_country=False)


def test_no_iban_in_america():
    with pytest.raises(ValueError, match="no IBAN in US"):
        draw_iban(Random(1), "US")


@pytest.mark.parametrize("country", COUNTRIES)
def test_accounts(country):
    for seed in SEEDS:
        account = draw_account(Random(seed), country, bank="Bank of Merrowdale")
        assert account.iban or account.account_number
        assert not account.iban or iban.is_valid(account.iban, check_country=False)
        assert not account.bic or (bic.is_valid(account.bic) and account.bic[4:6] == country)
        if account.iban and account.bic and account.iban[4:8].isalpha():
            assert account.bic.startswith(account.iban[4:8])
        if country == "US":
            assert rtn.is_valid(account.routing_number)
            assert not rtn.is_valid(draw_account(Random(seed), country, valid=False).routing_number)


@pytest.mark.parametrize("country", COUNTRIES)
def test_bics(country):
    assert all(bic.is_valid(draw_bic(Random(seed), country)) for seed in SEEDS)


@pytest.mark.parametrize("network", NETWORKS)
def test_card_numbers(network):
    for seed in range(80):
        good, bad = draw_card_number(Random(seed), network), draw_card_number(Random(seed), network, valid=False)
        assert luhn.is_valid(good) and not luhn.is_valid(bad)
        assert 13 <= len(good) <= 19 and 13 <= len(bad) <= 19
        assert re.sub(r"\W", "", grouped(Random(seed), good, "card")) == good
    assert {"visa": "4", "amex": "3", "unionpay": "6"}.get(network, good[0]) == good[0]


@pytest.mark.parametrize("sex", ("M", "F"))
def test_resident_numbers_are_nobodys(sex):
    birth = datetime.date(1962, 3, 9)
    for seed in SEEDS:
        number = draw_resident_number(Random(seed), birth, sex)
        assert chinese_id_is_complete(number) and number[6:14] == "19620309"
        assert number[2:6] == "0000" and int(number[16]) % 2 == (sex == "M")
        assert not chinese_id_holds(draw_resident_number(Random(seed), birth, sex, valid=False))


def test_credit_codes():
    for seed in SEEDS:
        assert credit_code_holds(draw_credit_code(Random(seed)))
        assert not credit_code_holds(draw_credit_code(Random(seed), valid=False))


@pytest.mark.parametrize("country", COUNTRIES)
def test_printed_forms_keep_the_number(country):
    for seed in SEEDS:
        rng = Random(seed)
        for kind, value in (
            ("vat_id", draw_vat_id(rng, country)),
            ("vat_id", draw_vat_id(rng, country).removeprefix(country)),
            ("tax_id", draw_tax_id(rng, country)),
            ("iban", draw_iban(rng, country) if country in IBAN_COUNTRIES else ""),
            ("bic", draw_bic(rng, country)),
            ("routing_number", draw_account(rng, country).routing_number),
            ("account_number", draw_account(rng, country).account_number),
        ):
            printed = grouped(rng, value, kind, country)
            assert compact(printed) == value and printed == printed.strip(), (kind, value, printed)


def test_printed_forms_vary():
    assert len({grouped(Random(seed), "GB999999973", "vat_id") for seed in range(60)}) >= 4
    assert len({grouped(Random(seed), "GB70UTOP99009931926819", "iban") for seed in range(60)}) >= 2
    assert all(masked_card(Random(seed), "1234").endswith("1234") for seed in SEEDS)
    assert grouped(Random(1), "020 7946 0123", "phone").replace(" ", "")[:3] == "020"


@pytest.mark.parametrize("code", locale_codes())
def test_registrations_fill_their_patterns(code):
    where = locale(code)
    for seed in SEEDS:
        rows = draw_registrations(Random(seed), where)
        assert len(rows) <= 3 and len({label for label, _ in rows}) == len(rows)
        assert not any("#" in number for _, number in rows)
        assert rows == draw_registrations(Random(seed), where)

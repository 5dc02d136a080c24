"""What a country's habits write can be read back, and is the same each time."""

import datetime
import string
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docfields.models.synthesis.material.locale import (
    FIRST_DAY,
    LAST_DAY,
    Habits,
    draw_day,
    draw_habits,
    draw_phrase,
    locale,
    locale_codes,
    plain,
    write_amount,
    write_date,
    write_number,
    write_quantity,
    write_rate,
    write_time,
)

CODES = locale_codes()
KINDS = ("invoice", "receipt", "form")
CENTS = st.decimals(-9_999_999, 9_999_999, places=2)


def habits_of(code: str, seed: int = 0, kind: str = "invoice") -> Habits:
    return draw_habits(Random(seed), locale(code), kind)


def read_back(text: str, habits: Habits) -> Decimal:
    """The amount by the issuer's own marks."""
    text = text.replace(habits.whole_mark, "") if habits.whole_mark else text
    negative = "-" in text or text.startswith("(") or text.endswith("CR")
    text = text.replace(habits.symbol_text, "")
    kept = "".join(mark for mark in text if mark.isdigit() or mark == habits.decimal_mark)
    value = Decimal(kept.strip(habits.decimal_mark).replace(habits.decimal_mark, "."))
    return -value if negative else value


@pytest.mark.parametrize("code", CODES)
def test_tables_are_complete(code):
    where = locale(code)
    assert where.code == code and len(where.country) == 2 and len(where.currency) == 3
    assert where.decimal_mark in (".", ",") and where.thousands_marks and where.dates and where.times
    assert where.paper in ("a4", "us-letter")
    assert all(Decimal(rate) >= 0 for rate in (*where.rates, *where.receipt_rates))
    assert where.company["stems"] and where.company["trades"] and where.company["patterns"] and where.phones
    assert where.cities and where.streets and where.country_names and where.words["banks"]
    for concept, wordings in where.labels.items():
        assert wordings and all(text and text == text.strip() for text in wordings), concept


@pytest.mark.parametrize("code", CODES)
def test_templates_have_known_placeholders(code):
    where = locale(code)
    for pattern in where.postal_lines:
        placeholders = {name for _, name, _, _ in string.Formatter().parse(pattern)}
        assert placeholders & {"city", "postal_code"}
    for pattern in where.street_lines:
        pattern.format(street="", number="")
    for pattern in (*where.company["patterns"], *where.company["shop_names"]):
        pattern.format(stem="", trade="", form="", surname="", surname2="", city="")


@pytest.mark.parametrize("code", CODES)
def test_all_dates_and_times_can_be_written(code):
    where, day = locale(code), datetime.date(2023, 11, 5)
    for seed in range(40):
        habits = draw_habits(Random(seed), where, "invoice")
        assert any(part in write_date(day, where, habits) for part in ("23", "05", "5"))
        assert write_time(datetime.time(14, 5, 9), where, habits)


@settings(max_examples=200)
@given(st.sampled_from(CODES), st.integers(0, 10_000), st.sampled_from(KINDS), CENTS)
def test_amounts_read_back(code, seed, kind, value):
    where, habits = locale(code), habits_of(code, seed, kind)
    text = write_amount(value, where, habits)
    assert read_back(text.replace(where.currency, ""), habits) == value
    assert "\xa0" not in text and "\u202f" not in text


def test_grouping_signs_and_symbols():
    where = locale("en_GB")
    base = dict(
        symbol="before", symbol_text="£", decimal_mark=".", thousands_mark=",", grouping="thousands", negative="minus",
        date_pattern="d MMMM y", time_pattern="HH:mm", wording=1,
    )  # fmt: skip

    def write(value: str, *, signed: bool | None = None, decimals: int = 2, **changed: str) -> str:
        return write_amount(Decimal(value), where, Habits(**{**base, **changed}), symbol=signed, decimals=decimals)

    assert write("1234567.5") == "£1,234,567.50"
    assert write("1234567.5", grouping="indian") == "£12,34,567.50"
    assert write("123456", grouping="indian", signed=False) == "1,23,456.00"
    assert write("1234567.5", thousands_mark="'", signed=False) == "1'234'567.50"
    assert write("-12.3", thousands_mark="") == "-£12.30"
    assert write("-12.3", negative="inner_minus") == "£-12.30"
    assert write("-12.3", negative="trailing") == "£12.30-"
    assert write("-12.3", negative="parentheses", symbol="before_space") == "(£ 12.30)"
    assert write("-12.3", negative="credit", symbol="after") == "12.30 £ CR"
    assert write("12", symbol="code_after") == "12.00 GBP"
    assert write("12", whole_mark=".-") == "£12.-"
    assert write("0.12345") == "£0.12345"
    assert write("12.5", decimals=3) == "£12.500"


def test_a_symbol_where_it_is_asked_for():
    where = locale("en_GB")
    for seed in range(60):
        habits = draw_habits(Random(seed), where, "receipt")
        assert any(sign in write_amount(Decimal(5), where, habits, symbol=True) for sign in ("£", "GBP"))
        assert not any(sign in write_amount(Decimal(5), where, habits, symbol=False) for sign in ("£", "GBP"))


@pytest.mark.parametrize("code", CODES)
def test_one_issuer_one_wording(code):
    where = locale(code)
    for seed in range(30):
        habits, again = habits_of(code, seed), habits_of(code, seed)
        assert habits == again
        for concept in ("invoice.number", "invoice.total", "receipt.total"):
            label = habits.label(where, concept)
            assert label == again.label(where, concept) == habits.label(where, concept)
            coloned = habits.label(where, concept, colon=True)
            assert coloned.startswith(label)
            assert (coloned != label) == habits.colon or label.endswith((":", "?"))


@pytest.mark.parametrize("code", CODES)
def test_issuers_differ(code):
    where = locale(code)
    assert len({habits_of(code, seed).label(where, "invoice.number") for seed in range(60)}) >= 4


def test_placeholders_survive_the_case():
    where = locale("en_GB")
    for seed in range(60):
        habits = draw_habits(Random(seed), where, "receipt")
        assert "{rate}" in habits.label(where, "receipt.tax")
        assert "20" in habits.label(where, "receipt.tax", rate="20")


def test_an_unknown_concept_is_named():
    with pytest.raises(KeyError, match="no label for invoice"):
        habits_of("en_GB").label(locale("en_GB"), "invoice.nothing")


@pytest.mark.parametrize("code", CODES)
def test_phrases_need_all_their_values(code):
    rng, where = Random(code), locale(code)
    for name in where.phrases:
        values = {"days": "30", "discount": "2", "discount_days": "10"}
        assert "{" not in draw_phrase(rng, where, name, **values)
    assert "{" not in draw_phrase(rng, where, "invoice_terms", days="14")


def test_numbers():
    where, habits = locale("en_GB"), habits_of("en_GB", 3)
    assert plain(Decimal("2.500")) == "2.5" and plain(Decimal("1E+3")) == "1000"
    assert write_number(Decimal("0.865"), where, habits).endswith("865")
    assert Decimal(write_quantity(Decimal(7), where, habits).replace(habits.decimal_mark, ".")) == 7
    assert write_rate(Decimal(20), where, habits).endswith("%")
    assert "%" not in write_rate(Decimal(20), where, habits, sign=False)


def test_days_lie_in_the_span():
    rng = Random(1)
    days = [draw_day(rng) for _ in range(500)]
    assert min(days) >= FIRST_DAY and max(days) <= LAST_DAY

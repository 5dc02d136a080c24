from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.notation import amounts


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1,234.56", "1234.56", None),
        ("1.234,56 €", "1234.56", "EUR"),
        ("1 234,56", "1234.56", None),
        ("1\u202f234,56 EUR", "1234.56", "EUR"),
        ("1\u00a0234\u00a0567,89", "1234567.89", None),
        ("CHF 1'234.50", "1234.50", "CHF"),
        ("₹1,23,456.78", "123456.78", "INR"),
        ("Rs. 1,200/-", "1200", "INR"),
        ("RM12.50", "12.50", "MYR"),
        ("TOTAL:RM 12.50", "12.50", "MYR"),
        ("US$ 5.00", "5.00", "USD"),
        ("S$5.00", "5.00", "SGD"),
        ("¥12.50", "12.50", "CNY"),
        ("￥1，200.00", "1200.00", "CNY"),
        ("12.50元", "12.50", "CNY"),
        ("zł 12,50", "12.50", "PLN"),
        ("12,50 kr", "12.50", "SEK"),
        ("12.-", "12", None),
        (".50", "0.50", None),
        ("6.00 SR", "6.00", None),
        ("12,50 A", "12.50", None),
        ("*12.50", "12.50", None),
        ("12 .50", "12.50", None),
        ("1, 234.56", "1234.56", None),
        ("1.234.56", "1234.56", None),
        ("12.345.678", "12345678", None),
        ("$12", "12", "USD"),
    ],
)
def test_conventions(text: str, value: str, currency: str | None) -> None:
    [reading] = amounts.find(text)
    assert (reading.value, reading.currency) == (Decimal(value), currency)


@pytest.mark.parametrize(
    "text",
    [
        "(12.50)",
        "(RM12.50)",
        "12.50-",
        "-12.50",
        "−12.50",
        "- 12.50",
        "-$12.50",
        "$-12.50",
        "12.50 CR",
        "-\n12,50",
    ],
)
def test_negative(text: str) -> None:
    [reading] = amounts.find(text)
    assert reading.value == Decimal("-12.50")


@pytest.mark.parametrize(
    "text",
    [
        "12.05.2019",
        "25/12/2018",
        "2019-03-01",
        "2019年5月12日",
        "12:30",
        "+49 30 1234567",
        "(305) 555-0123",
        "DE02 1203 0000 0000 2020 51",
        "4000 1234 5678 9010",
        "1234567890",
        "INV-2018",
        "19 %",
        "7,0%",
        "500ml",
        "1.5L",
        "A4",
        "mail@12.example.com",
    ],
)
def test_other_things_are_no_amounts(text: str) -> None:
    assert amounts.find(text) == ()


def test_several_in_order() -> None:
    readings = amounts.find("2 x 3.10  7,0%  RM6.20 SR")
    assert [(str(one.value), one.score > 0.5) for one in readings] == [
        ("2", False),
        ("3.10", True),
        ("6.20", True),
    ]


def test_places_are_those_of_the_printed_text() -> None:
    text = "Summe： 1\u00a0234,56 €!"
    [reading] = amounts.find(text)
    assert text[reading.start : reading.end] == "1\u00a0234,56 €"


def test_one_mark_before_three_digits_has_two_readings() -> None:
    group, decimals = amounts.read("1,234")
    assert (group.value, group.mark, group.ambiguous) == (Decimal(1234), ".", True)
    assert (decimals.value, decimals.mark, decimals.decimals) == (Decimal("1.234"), ",", 3)
    assert group.score > decimals.score


def test_a_count_before_a_price_is_not_a_group() -> None:
    assert [str(one.value) for one in amounts.find("2 500.00")] == ["500.00"]
    assert {str(one.value) for one in amounts.read("2 500.00")} == {"500.00", "2500.00"}


def test_noise_lowers_the_score() -> None:
    [clean], [noisy] = amounts.find("12.50"), amounts.find("12 .50")
    [glued] = amounts.find("Total12.50")
    assert noisy.score < clean.score
    assert glued.score < clean.score


def test_words_around_lower_the_score_of_a_reading() -> None:
    assert amounts.read("12.50")[0].score > amounts.read("total 12.50 please pay")[0].score


def test_capital_numerals() -> None:
    [reading] = amounts.read("壹仟贰佰叁拾肆元伍角陆分")
    assert (reading.value, reading.currency) == (Decimal("1234.56"), "CNY")
    assert amounts.read("壹元整")[0].value == Decimal("1.00")


def test_percentages() -> None:
    assert [str(one.value) for one in amounts.find_percentages("19 % 7,0% 6.00 pct 120%")] == [
        "19",
        "7.0",
        "6.00",
    ]


def grouped(whole: str, group: str) -> str:
    first = len(whole) % 3 or 3
    return group.join((whole[:first], *(whole[place : place + 3] for place in range(first, len(whole), 3))))


@given(
    cents=st.integers(0, 10**11),
    convention=st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("", "."), ("", ","), ("\u202f", ",")]),
    sign=st.sampled_from(["", "-"]),
)
def test_what_is_written_is_read(cents: int, convention: tuple[str, str], sign: str) -> None:
    group, mark = convention
    whole, fraction = divmod(cents, 100)
    text = f"{sign}{grouped(str(whole), group)}{mark}{fraction:02d}"
    expected = Decimal(f"{sign}{whole}.{fraction:02d}")
    assert [one.value for one in amounts.find(text)] == [expected]
    assert amounts.read(text)[0].value == expected


@given(st.text(alphabet="0123456789.,' -()RM$€%/:*x\n", max_size=40))
def test_places_are_in_order_and_apart(text: str) -> None:
    readings = amounts.find(text)
    assert all(0 <= one.start < one.end <= len(text) and 0 < one.score <= 1 for one in readings)
    assert all(first.end <= second.start for first, second in pairwise(readings))

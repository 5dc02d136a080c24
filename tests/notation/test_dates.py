from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from docfields.notation import dates

FIRST_OF_MARCH = date(2019, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-01",
        "01/03/2019",
        "1.3.19",
        "01 - 03 - 2019",
        "01-MAR-2019",
        "01 MAR/MARS 2019",
        "01 MAR /MARS 19",
        "March 1st, 2019",
        "Mar 1 '19",
        "Mar012019",
        "1. März 2019",
        "1er mars 2019",
        "1 de marzo de 2019",
        "1° marzo 2019",
        "1 maart 2019",
        "1 de março de 2019",
        "1 marca 2019",
        "1 mars 2019",
        "2019年3月1日",
        "20190301",
        "Datum:01.03.2019",
        "01/03/20198:13:39PM",
        "01-03-2019|11:32",
        "2019-03-01T10:22:33Z",
        "01MAR201914:22",
    ],
)
def test_notations(text: str) -> None:
    assert dates.read(text)[0].value == FIRST_OF_MARCH


def test_both_orders_are_read() -> None:
    day_first, month_first = dates.read("03/07/2018")
    assert (day_first.value, day_first.order) == (date(2018, 7, 3), "DMY")
    assert (month_first.value, month_first.order) == (date(2018, 3, 7), "MDY")
    assert day_first.ambiguous and month_first.ambiguous
    assert dates.read("03/07/2018", "MDY")[0].value == date(2018, 3, 7)


@pytest.mark.parametrize(("text", "order"), [("25/12/2018", "DMY"), ("12/25/2018", "MDY"), ("2018/12/25", "YMD")])
def test_impossible_orders_are_dropped(text: str, order: str) -> None:
    [reading] = dates.read(text)
    assert (reading.value, reading.order, reading.ambiguous) == (date(2018, 12, 25), order, False)


def test_equal_day_and_month_show_no_order() -> None:
    [reading] = dates.read("06/06/2017")
    assert (reading.order, reading.ambiguous) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2019",
        "1.2.1849",
        "03 7784 9988",
        "12 x 3.50",
        "10.20.30.40",
        "12:30",
        "19/400",
        "1月5日",
        "Mayer 12 2019 00",
    ],
)
def test_no_dates(text: str) -> None:
    assert dates.find(text) == ()


def test_two_digit_years_have_a_fixed_window() -> None:
    assert dates.read("12.08.68")[0].value.year == 2068
    assert dates.read("12.08.69")[0].value.year == 1969
    assert dates.read("12 08 64", two_digit_years_up_to=30)[0].value == date(1964, 8, 12)


def test_garbled_month_scores_less() -> None:
    [clean], [garbled] = dates.find("5 December 2018"), dates.find("5 Decernber 2018")
    assert garbled.value == clean.value
    assert garbled.score < clean.score


def test_several_in_order() -> None:
    text = "Rechnung vom 01.03.2019, zahlbar bis 15. April 2019"
    assert [text[one.start : one.end] for one in dates.find(text)] == ["01.03.2019", "15. April 2019"]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("12/25", ["2025-12"]),
        ("VALID THRU 12/2025", ["2025-12"]),
        ("01/14 - 09/18", ["2014-01", "2018-09"]),
        ("Dec 2025", ["2025-12"]),
        ("3/20", ["2020-03"]),
        ("13/20", []),
        ("25/12/2018", []),
    ],
)
def test_month_years(text: str, months: list[str]) -> None:
    assert [one.value for one in dates.find_month_years(text)] == months


days = st.dates(min_value=date(1970, 1, 1), max_value=date(2068, 12, 31))


@given(day=days, locale=st.sampled_from(["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv"]))
def test_written_out_dates_are_read_in_every_language(day: date, locale: str) -> None:
    [reading] = dates.read(format_date(day, "long", locale=locale))
    assert (reading.value, reading.order) == (day, None)


@given(day=days, pattern=st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%m-%d-%Y", "%Y/%m/%d", "%d %m %Y", "%Y%m%d"]))
def test_the_written_date_is_among_the_readings(day: date, pattern: str) -> None:
    assert day in [one.value for one in dates.read(day.strftime(pattern))]


@given(st.text(alphabet="0123456789./-:年月日JANMAYdecmärz,'", max_size=40))
def test_never_fails_and_stays_in_range(text: str) -> None:
    for reading in dates.find(text):
        assert 1900 <= reading.value.year <= 2099
        assert text[reading.start : reading.end].strip()

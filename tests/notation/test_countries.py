"""Names and codes of states as identity documents print them."""

from __future__ import annotations

import pytest

from docfields.notation import countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BUNDESREPUBLIK DEUTSCHLAND", "D"),
        ("ČESKÁ REPUBLIKA/CZECH REPUBLIC", "CZE"),
        ("EESTIVABARIIK", "EST"),
        ("MAGYAR/HUNGARIAN", "HUN"),
        ("中华人民共和国", "CHN"),
        ("UTO", "UTO"),
        ("British Citizen", "GBR"),
        ("Sverige", "SWE"),
    ],
)
def test_finds_states(text: str, code: str) -> None:
    assert countries.find(text)[0].value == code


def test_a_reading_says_where_it_stands() -> None:
    [reading] = countries.find("born in Senegal, 1979")
    assert (reading.value, reading.start, reading.end) == ("SEN", 8, 15)


def test_other_words_are_no_states() -> None:
    assert countries.find("The quick brown fox, may it be so") == ()
    assert countries.code_of("nowhere") is None


def test_codes() -> None:
    assert countries.is_code("D") and countries.is_code("XXA") and not countries.is_code("ZZQ")
    assert countries.icao_code_of("de") == "D" and countries.alpha_2_of("D") == "DE"
    assert countries.icao_code_of("ru") == "RUS" and countries.alpha_2_of("UTO") is None
    assert countries.code_of("Utopia") == "UTO" and countries.code_of("POL") == "POL"

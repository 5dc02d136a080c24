from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from docfields.decode.repair import DIGIT_OF_LETTER, until_check_holds, with_digits
from docfields.schemas.checks import luhn_holds

LETTER_OF_DIGIT = {"0": "O", "1": "l", "2": "Z", "5": "S", "6": "G", "8": "B"}


def test_letters_become_digits_only_among_digits() -> None:
    assert with_digits("1O.5O") == "10.50"
    assert with_digits("l2/O3/2018") == "12/03/2018"
    assert with_digits("TOTAL 12.50 SOLO") == "TOTAL 12.50 SOLO"
    assert with_digits("SO") == "SO"


@given(body=st.text("0123456789", min_size=15, max_size=15), places=st.sets(st.integers(0, 15), max_size=3))
def test_garbled_digits_come_back_where_luhn_proves_them(body: str, places: set[int]) -> None:
    number = body + luhn.calc_check_digit(body)
    garbled = "".join(
        LETTER_OF_DIGIT.get(character, character) if place in places else character
        for place, character in enumerate(number)
    )
    repaired = until_check_holds(garbled, luhn_holds)
    assert repaired in (None, number)
    if garbled != number and sum(character in DIGIT_OF_LETTER for character in garbled) == len(garbled) - sum(
        map(str.isdigit, garbled)
    ):
        assert repaired == number


def test_nothing_is_repaired_when_nothing_passes() -> None:
    assert until_check_holds("12O", lambda text: False) is None


def test_nothing_is_repaired_when_several_pass() -> None:
    assert until_check_holds("OO", lambda text: text in ("0O", "O0")) is None

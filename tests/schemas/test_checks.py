import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from docfields.schemas import checks


@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "378282246310005", "5555-5555-5555-4444"])
def test_card_numbers_that_hold(number: str) -> None:
    assert checks.card_number_holds(number)


@given(body=st.text("0123456789", min_size=12, max_size=18), place=st.integers(0, 17), step=st.integers(1, 9))
def test_luhn_notices_every_changed_digit(body: str, place: int, step: int) -> None:
    number = body + luhn.calc_check_digit(body)
    place %= len(number)
    changed = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert checks.luhn_holds(number)
    assert not checks.luhn_holds(changed)


def test_icao_check_digits_of_doc_9303() -> None:
    # The specimen of Utopia, Doc 9303-4 appendix A.
    assert checks.icao_check_digit("L898902C3") == 6
    assert checks.icao_check_digit("740812") == 2
    assert checks.icao_check_digit("120415") == 9
    assert checks.icao_9303_holds("ZE184226B<<<<<", "1")
    assert checks.icao_9303_holds("<<<<<<<<<<<<<<", "<")
    assert not checks.icao_9303_holds("740812", "<")


@given(text=st.text("0123456789", min_size=1, max_size=20), place=st.integers(0, 19), step=st.integers(1, 9))
def test_icao_digit_notices_changed_digits(text: str, place: int, step: int) -> None:
    place %= len(text)
    changed = text[:place] + str((int(text[place]) + step) % 10) + text[place + 1 :]
    digit = str(checks.icao_check_digit(text))
    assert checks.icao_9303_holds(text, digit)
    assert checks.icao_9303_holds(changed, digit) is (step * (7, 3, 1)[place % 3] % 10 == 0)


def test_a_character_that_no_zone_has_fails() -> None:
    assert not checks.icao_9303_holds("ÄBC", "1")


def test_chinese_numbers() -> None:
    assert checks.chinese_id_holds("11010519491231002X")
    assert not checks.chinese_id_holds("110105194912310021")
    assert not checks.chinese_id_holds("1101051949")
    assert checks.credit_code_holds("91110000600037341L")
    assert not checks.credit_code_holds("91110000600037341M")


@pytest.mark.parametrize(
    ("number", "country", "holds"),
    [
        ("DE136695976", None, True),
        ("DE136695977", None, False),
        ("136695976", "DE", True),
        ("ATU13585627", None, True),
        ("EL094259216", None, True),
        ("GB980780684", None, True),
        ("CHE107787577IVA", None, True),
        ("XX123456789", None, None),
    ],
)
def test_vat_ids(number: str, country: str | None, holds: bool | None) -> None:
    assert checks.vat_id_holds(number, country) is holds


def test_bic_needs_a_country() -> None:
    assert checks.bic_holds("BYLADEM1001")
    assert not checks.bic_holds("SOMEWORD")


def test_checks_by_field_type_have_names() -> None:
    def verdicts(field_type: str, value: str) -> list[tuple[str, bool]]:
        return [(check.name, check.passed) for check in checks.run_checks(field_type, value)]

    assert verdicts("card_number", "4000123456789010") == [("luhn", False)]
    assert verdicts("iban", "DE02120300000000202051") == [("iban", True)]
    assert verdicts("vat_id", "DE136695976") == [("vat_id", True)]
    assert verdicts("vat_id", "765432-1") == []
    assert verdicts("tax_id", "91110000600037341L") == [("credit_code", True)]
    assert verdicts("personal_number", "11010519491231002X") == [("chinese_id", True)]
    assert verdicts("name", "Erika Beispiel") == []

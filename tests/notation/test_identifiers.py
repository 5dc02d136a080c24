import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as iban_numbers

from docfields.notation import identifiers


def values(readings: tuple[identifiers.Reading, ...]) -> list[str]:
    return [one.value for one in readings]


def test_ibans_in_blocks_with_words_around() -> None:
    [reading] = identifiers.find_ibans("IBAN: DE02 1203 0000 0000 2020 51 BIC BYLADEM1001")
    assert (reading.value, reading.score) == ("DE02120300000000202051", 1.0)


def test_iban_with_wrong_check_digits_is_given_with_less_score() -> None:
    [reading] = identifiers.find_ibans("DE03 1203 0000 0000 2020 51")
    assert reading.score < 1.0


@given(account=st.integers(0, 10**10 - 1), place=st.integers(2, 21), step=st.integers(1, 9))
def test_every_changed_digit_of_an_iban_is_noticed(account: int, place: int, step: int) -> None:
    body = f"12030000{account:010d}"
    number = f"DE{iban_numbers.calc_check_digits('DE00' + body)}{body}"
    changed = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert identifiers.is_valid_iban(number)
    assert not identifiers.is_valid_iban(changed)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("USt-IdNr. DE 136 695 976", "DE136695976"),
        ("ATU 12345678", "ATU12345678"),
        ("TVA FR 40 303 265 045", "FR40303265045"),
        ("NL123456789B01", "NL123456789B01"),
        ("CHE-123.456.788 MWST", "CHE123456788MWST"),
        ("GB 980 7806 84", "GB980780684"),
    ],
)
def test_vat_ids(text: str, value: str) -> None:
    assert values(identifiers.find_vat_ids(text)) == [value]


def test_an_iban_is_no_vat_id() -> None:
    assert identifiers.find_vat_ids("DE02 1203 0000 0000 2020 51") == ()


def test_card_numbers() -> None:
    [visa, amex] = identifiers.find_card_numbers("4111 1111 1111 1111 3782 822463 10005"[:19]) + (
        identifiers.find_card_numbers("3782 822463 10005")
    )
    assert (visa.value, amex.value) == ("4111111111111111", "378282246310005")
    [specimen] = identifiers.find_card_numbers("4000 1234 5678 9010")
    assert specimen.score < visa.score  # Luhn fails, as on most specimens


def test_bics() -> None:
    assert values(identifiers.find_bics("BIC: BYLADEM1001")) == ["BYLADEM1001"]
    assert identifiers.find_bics("HELLO WORLD") == ()


@pytest.mark.parametrize(
    "text",
    [
        "201/113/40209",
        "W10-1808-32000012",
        "000123456789",
        "12345 6789RT0001"[6:],
        "27AAPFU0939F1ZV",
        "91350100M000100Y43",
    ],
)
def test_tax_ids(text: str) -> None:
    if len(text) > 10:
        assert text.replace(" ", "") in values(identifiers.find_tax_ids(text))


def test_references_leave_number_signs_out() -> None:
    assert values(identifiers.find_references("Invoice #FA-2026-0001 of")) == ["FA-2026-0001"]
    assert identifiers.find_references("Invoice number") == ()


def test_chinese_resident_numbers() -> None:
    [right] = identifiers.find_chinese_ids("11010519491231002X")
    [wrong] = identifiers.find_chinese_ids("110105194912310021")
    assert right.score > wrong.score

"""Payment cards of several layouts; issuers and holders are invented, numbers are stand-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.annotate import annotate
from docfields.document import Classification, Lattice, Line, Quad, TextPage, Word
from docfields.find import bank_card
from docfields.find.bank_card_number import as_digits, network_of, passes_luhn

CARD = Classification("bank_card")
CHARACTER = 0.55
"""Width of a character in heights of its line."""


def make_page(rows: Sequence[tuple[float, float, float, str]]) -> TextPage:
    """rows: left, top, height and text of each line."""
    lines = []
    for left, top, height, text in rows:
        words, x = [], left
        for token in text.split():
            width = len(token) * CHARACTER * height
            words.append(Word(token, Quad.from_box(x, top, x + width, top + height)))
            x += width + CHARACTER * height
        lines.append(Line(tuple(words), Quad.around([word.quad for word in words])))
    return annotate(TextPage(0, 1000, 630, tuple(lines), "ocr"))


def best_values(page: TextPage) -> dict[str, str]:
    values: dict[str, str] = {}
    for candidate in sorted(bank_card.find([page], CARD), key=lambda candidate: -candidate.score):
        values.setdefault(candidate.field, candidate.text)
    return values


USUAL = [
    (80, 40, 60, "Larkbank"),
    (90, 300, 60, "4000 1234 5678 9010"),
    (92, 380, 28, "4000"),
    (420, 430, 24, "VALID"),
    (420, 456, 24, "THRU"),
    (520, 436, 40, "12/29"),
    (90, 520, 40, "T R HOLLOWAY"),
    (780, 500, 70, "VISA"),
]


def test_a_usual_card() -> None:
    assert best_values(make_page(USUAL)) == {
        "number": "4000123456789010",
        "expiry": "2029-12",
        "holder": "T R HOLLOWAY",
        "network": "Visa",
        "issuer": "Larkbank",
    }


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        pytest.param([(90, 300, 50, "3759 876543 21001")], "375987654321001", id="fifteen digits"),
        pytest.param([(90, 300, 50, "5268791234567890")], "5268791234567890", id="without spaces"),
        pytest.param([(90, 300, 50, "5268 7912"), (620, 300, 50, "3456 7890")], "5268791234567890", id="two pieces"),
        pytest.param(
            [(90, 200 + 80 * row, 50, text) for row, text in enumerate(["5268", "7912", "3456", "7890"])],
            "5268791234567890",
            id="under each other",
        ),
        pytest.param([(90, 300, 50, "4OOO I234 5678 9O1O")], "4000123456789010", id="letters for digits"),
        pytest.param([(90, 300, 50, "4000 OOOO QO00 0002")], "4000000000000002", id="zeros as letters"),
        pytest.param([(90, 300, 50, "4000-1234-5678-9010")], "4000123456789010", id="dashes"),
        pytest.param(
            [(90, 300, 50, "4000 1234 5678 9010"), (90, 400, 30, "+44 20 7946 0123 456")],
            "4000123456789010",
            id="a phone",
        ),
    ],
)
def test_numbers(rows: Sequence[tuple[float, float, float, str]], number: str) -> None:
    assert best_values(make_page(rows))["number"] == number


def test_words_are_no_digits() -> None:
    assert "number" not in best_values(make_page([(90, 300, 50, "SOLO BILL GOES SOBB")]))


@pytest.mark.parametrize("text", ["4000 1234 5678 901", "5268 7912 3456 78901", "3759 876543 2100"])
def test_numbers_of_a_length_that_no_network_has(text: str) -> None:
    assert "number" not in best_values(make_page([(90, 300, 50, text)]))


def test_spaces_between_initials_come_from_the_lattice() -> None:
    letters = "MRTRHOLLOWAY"
    page = make_page([(80, 300, 50, "4000 1234 5678 9010"), (80, 500, 36, letters)])
    vocabulary = ("", *sorted(set(letters)), " ")
    classes = np.zeros((2 * len(letters), 1), np.int32)
    classes[::2, 0] = [vocabulary.index(letter) for letter in letters]
    space = np.zeros(len(classes), np.float32)
    space[[3, 5, 7]] = 0.02, 0.1, 0.2
    number, holder = page.lines
    lattice = Lattice(vocabulary, classes, np.ones((len(classes), 1), np.float32), space, holder.quad)
    page = replace(page, lines=(number, replace(holder, lattice=lattice)))
    assert best_values(page)["holder"] == "MR T R HOLLOWAY"


def test_strokes_of_the_picture_part_a_name() -> None:
    rows = [(80, 300, 50, "4000 1234 5678 9010"), (80, 500, 36, "ANNA-MARIA DE\\WITT")]
    assert best_values(make_page(rows))["holder"] == "ANNA-MARIA DE WITT"


@pytest.mark.parametrize(("printed", "month"), [("69/27", "2027-09"), ("91/27", "2027-01"), ("O8/27", "2027-08")])
def test_no_month_begins_with_a_six(printed: str, month: str) -> None:
    rows = [(80, 300, 50, "4000 1234 5678 9010"), (300, 400, 30, f"VALID THRU {printed}")]
    assert best_values(make_page(rows))["expiry"] == month


def test_pieces_of_a_logo_are_no_issuer() -> None:
    rows = [(80, 40, 90, "myU"), (80, 300, 50, "4000 1234 5678 9010")]
    assert "issuer" not in best_values(make_page(rows))
    assert best_values(make_page([(80, 40, 90, "ANY"), rows[1]]))["issuer"] == "ANY"


def test_two_months_are_beginning_and_end() -> None:
    rows = [
        (80, 300, 50, "4000 1234 5678 9010"),
        (80, 400, 20, "VALID FROM"),
        (220, 395, 30, "09/24"),
        (480, 400, 20, "EXPIRES END"),
        (640, 395, 30, "09/28"),
    ]
    values = best_values(make_page(rows))
    assert (values["valid_from"], values["expiry"]) == ("2024-09", "2028-09")


def test_placeholders_are_no_months() -> None:
    assert "expiry" not in best_values(make_page([(300, 400, 30, "VALID THRU 00/00")]))


@pytest.mark.parametrize("holder", ["CARDHOLDER NAME", "YOUR NAME HERE", "VALUED CUSTOMER", "M. O'HARA-LIND"])
def test_holders_and_their_stand_ins(holder: str) -> None:
    rows = [(80, 300, 50, "4000 1234 5678 9010"), (80, 500, 36, holder), (600, 500, 30, "DEBIT")]
    assert best_values(make_page(rows))["holder"] == holder


def test_the_number_tells_the_network_where_no_logo_is_read() -> None:
    assert best_values(make_page([(80, 300, 50, "5268 7912 3456 7890")]))["network"] == "Mastercard"


@pytest.mark.parametrize(
    ("digits", "network"),
    [
        ("4", "Visa"), ("5105", "Mastercard"), ("2221", "Mastercard"), ("2720", "Mastercard"), ("2721", None),
        ("378", "American Express"), ("6011", "Discover"), ("3056", "Diners Club"), ("3528", "JCB"),
        ("6212", "UnionPay"),
    ],
)  # fmt: skip
def test_first_digits(digits: str, network: str | None) -> None:
    assert network_of(digits) == network


@given(st.text("0123456789", min_size=12, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_luhn_notices_any_changed_digit(payload: str, place: int, step: int) -> None:
    [number] = [payload + digit for digit in "0123456789" if passes_luhn(payload + digit)]
    place %= len(number)
    changed = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not passes_luhn(changed)


@given(st.text("0123456789", max_size=19))
def test_digits_stay_digits(text: str) -> None:
    assert as_digits(text) == text

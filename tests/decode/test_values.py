from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from docfields.decode import decode
from docfields.decode.values import READERS
from docfields.document import Candidate, Classification, Line, Quad, Readings, TextPage, Value, Word
from docfields.schemas import FieldType, Kind
from docfields.schemas.extraction import Origin


def page_of(*texts: str, language: str | None = None) -> TextPage:
    """A page with one line of text below the other."""
    lines = []
    for row, text in enumerate(texts):
        quad = Quad.from_box(10, 20 * row, 200, 20 * row + 15)
        lines.append(Line(tuple(Word(word, quad) for word in text.split()), quad))
    return TextPage(0, 200, 300, tuple(lines), "ocr", language=language)


def candidate(
    field: str,
    text: str,
    score: float = 0.8,
    *,
    row: int = 0,
    origin: Origin = "ocr",
    label: str | None = None,
) -> Candidate:
    return Candidate(field, text, 0, Quad.from_box(10, 20 * row, 90, 20 * row + 15), score, origin, label=label)


def read(kind: Kind, *candidates: Candidate, pages: tuple[TextPage, ...] = (), subtype: str | None = None) -> Readings:
    return decode(candidates, Classification(kind, subtype), pages)


def best(readings: Readings) -> Value:
    [(_, values)] = readings.values
    return values[0]


def test_every_field_type_has_a_reader() -> None:
    assert set(FieldType) - set(READERS) <= {FieldType.VERDICT}


@pytest.mark.parametrize(
    ("kind", "field", "text", "value"),
    [
        ("invoice", "total", "1.234,50 €", Decimal("1234.50")),
        ("invoice", "discount", "-11,21", Decimal("11.21")),
        ("invoice", "taxes[0].rate", "19,00 %", Decimal(19)),
        ("invoice", "line_items[0].quantity", "2 x", Decimal(2)),
        ("invoice", "number", "Nr. FA-2026 / 0001", "FA-2026/0001"),
        ("invoice", "number", "#452575", "452575"),
        ("invoice", "currency", "€", "EUR"),
        ("invoice", "seller.name", " :Beispiel  GmbH |", "Beispiel GmbH"),
        ("invoice", "seller.address", "Musterweg 1\n12345 Musterstadt,", "Musterweg 1, 12345 Musterstadt"),
        ("invoice", "seller.address_parts.country", "Deutschland", "DE"),
        ("invoice", "payment.iban", "DE02 1203 0000 0000 2020 51", "DE02120300000000202051"),
        ("invoice", "seller.email", "info @ firma.example", "info@firma.example"),
        ("invoice", "subtype", "credit note", "credit_note"),
        ("receipt", "time", "8:13:39 PM", "20:13:39"),
        ("receipt", "seller.phone", "Tel: (212)555-0123", "(212)555-0123"),
        ("bank_card", "number", "4000 1234 5678 9010", "4000123456789010"),
        ("bank_card", "expiry", "01/14 12/25", "2025-12"),
        ("bank_card", "valid_from", "01/14 12/25", "2014-01"),
        ("bank_card", "network", "VlSA", "Visa"),
        ("identity", "birth_date", "12 08 64", date(1964, 8, 12)),
        ("identity", "sex", "F/F", "F"),
        ("identity", "sex", "男", "M"),
        ("identity", "document_type", "REISEPASS / PASSPORT", "passport"),
        ("identity", "nationality", "Française", "FRA"),
        ("identity", "mrz", "P<UTOERIKSSON<<ANNA <\nL898902C36UTO", "P<UTOERIKSSON<<ANNA<\nL898902C36UTO"),
    ],
)
def test_a_text_is_read_as_its_field_demands(kind: Kind, field: str, text: str, value: Any) -> None:
    assert best(read(kind, candidate(field, text))).value == value


def test_zones_write_dates_without_marks() -> None:
    assert best(read("identity", candidate("birth_date", "740812", origin="mrz"))).value == date(1974, 8, 12)
    assert best(read("identity", candidate("issuing_country", "UTO", origin="mrz"))).value == "UTO"


def test_the_label_that_was_cut_out_with_the_value_is_taken_off() -> None:
    readings = read("receipt", candidate("seller.name", "Shop: Zum Beispiel", label="Shop"))
    assert best(readings).value == "Zum Beispiel"


def test_what_cannot_be_read_gives_an_issue_and_no_value() -> None:
    readings = read("invoice", candidate("total", "see below"))
    assert readings.values == ()
    [issue] = readings.issues
    assert (issue.code, issue.field) == ("unreadable_value", "total")
    assert "see below" not in issue.message


def test_fields_of_other_kinds_are_left_out() -> None:
    assert read("receipt", candidate("due_date", "1.2.2019")) == Readings()


class TestOrderOfDates:
    def test_other_dates_of_the_page_decide(self) -> None:
        pages = (page_of("03/07/2018", "due 07/25/2018"),)
        readings = read("invoice", candidate("issue_date", "03/07/2018"), pages=pages)
        assert best(readings).value == date(2018, 3, 7)
        assert readings.issues == ()

    def test_the_country_decides(self) -> None:
        pages = (page_of("1 Example St, Springfield, IL 62701", "(212) 555-0123"),)
        assert best(read("receipt", candidate("date", "03/07/2018"), pages=pages)).value == date(2018, 3, 7)

    def test_the_language_decides(self) -> None:
        readings = read("invoice", candidate("issue_date", "03/07/2018"), pages=(page_of("x", language="fr"),))
        assert best(readings).value == date(2018, 7, 3)
        assert readings.issues == ()

    def test_else_the_day_stands_first_and_an_issue_says_so(self) -> None:
        readings = read("invoice", candidate("issue_date", "03/07/2018"), pages=(page_of("Invoice"),))
        assert best(readings).value == date(2018, 7, 3)
        assert best(readings).alternatives == ("2018-03-07",)
        assert [issue.code for issue in readings.issues] == ["ambiguous_date"]


class TestDecimalMark:
    def test_quantities_follow_it_too(self) -> None:
        pages = (page_of("Summe 99,95"),)
        readings = read("invoice", candidate("line_items[0].quantity", "2,000 Stk"), pages=pages)
        assert best(readings).value == Decimal(2)

    @pytest.mark.parametrize(("other", "value"), [("99,95", Decimal(1234)), ("99.95", Decimal("1.234"))])
    def test_other_amounts_of_the_page_decide(self, other: str, value: Decimal) -> None:
        readings = read("invoice", candidate("total", "1.234"), pages=(page_of("1.234", other),))
        assert best(readings).value == value
        assert len(best(readings).alternatives) == 1


def test_the_sign_and_the_point_of_a_number_are_no_remains_of_its_label() -> None:
    assert best(read("invoice", candidate("total", "-8,79", label="Summe"))).value == Decimal("-8.79")
    assert best(read("invoice", candidate("total", ": .50", label="Total"))).value == Decimal("0.50")
    assert best(read("invoice", candidate("number", "- A12", label="No"))).value == "A12"


class TestRepair:
    def test_a_lost_decimal_mark_is_an_alternative(self) -> None:
        readings = read("invoice", candidate("total", "$26518"), pages=(page_of("226.84"),))
        assert best(readings).value == Decimal(26518)
        assert best(readings).alternatives == ("265.18",)

    def test_letters_in_amounts(self) -> None:
        value = best(read("receipt", candidate("total", "1O.5O")))
        assert (value.value, value.corrected_from) == (Decimal("10.50"), "1O.5O")

    def test_iban_only_where_the_check_digits_then_hold(self) -> None:
        right = best(read("invoice", candidate("payment.iban", "DEO2 12O3 OOOO 0000 2O20 5l")))
        assert (right.value, right.corrected_from) == (
            "DE02120300000000202051",
            "DEO2 12O3 OOOO 0000 2O20 5l",
        )
        assert all(check.passed for check in right.checks)

    def test_card_numbers_only_where_luhn_then_holds(self) -> None:
        right = best(read("bank_card", candidate("number", "41l1 1111 1111 1111")))
        assert (right.value, right.corrected_from) == ("4111111111111111", "41l1 1111 1111 1111")
        assert read("bank_card", candidate("number", "41l1 1111 1111 1112")).values == ()

    def test_names_keep_their_letters(self) -> None:
        assert best(read("invoice", candidate("seller.name", "1O Downing"))).value == "1O Downing"


def test_a_failed_check_lowers_the_score_and_refuses_nothing() -> None:
    right = best(read("bank_card", candidate("number", "4111 1111 1111 1111")))
    wrong = best(read("bank_card", candidate("number", "4111 1111 1111 1112")))
    assert [check.passed for check in right.checks + wrong.checks] == [True, False]
    assert wrong.score < right.score


def test_values_are_ranked_and_equal_ones_merged() -> None:
    readings = read(
        "receipt",
        candidate("total", "12.50", 0.6, row=1),
        candidate("total", "9.00", 0.65, row=2),
        candidate("total", "RM 12.50", 0.6, row=3),
    )
    [(field, values)] = readings.values
    assert (field, [value.value for value in values]) == ("total", [Decimal("12.50"), Decimal("9.00")])
    assert values[0].score > 0.6
    assert values[0].alternatives == ("9.00",)


def test_one_place_found_twice_is_no_agreement() -> None:
    once = read("receipt", candidate("total", "12.50"))
    twice = read("receipt", candidate("total", "12.50"), candidate("total", "12.50"))
    assert best(once).score == best(twice).score


def test_badly_read_words_lower_the_score() -> None:
    quad = Quad.from_box(0, 0, 9, 9)
    scores = []
    for recogniser in (1.0, 0.4):
        one = Candidate("total", "12.50", 0, quad, 0.8, "ocr", words=(Word("12.50", quad, recogniser),))
        scores.append(best(read("receipt", one)).score)
    assert scores[1] < scores[0]


def test_a_credit_note_takes_back() -> None:
    plain = best(read("invoice", candidate("total", "12.50"), subtype="credit_note"))
    printed = best(read("invoice", candidate("total", "-12.50"), subtype="credit_note"))
    paid = best(read("invoice", candidate("paid", "12.50"), subtype="credit_note"))
    assert (plain.value, plain.corrected_from) == (Decimal("-12.50"), "12.50")
    assert (printed.value, printed.corrected_from) == (Decimal("-12.50"), None)
    assert paid.value == Decimal("12.50")

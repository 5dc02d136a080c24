"""Machine-readable zones: ICAO Doc 9303's own specimens, invented ones, and what OCR does to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.codes import mrz
from docfields.document import Line, Quad, TextPage, Word

TD3_LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
TD2_LINES = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
TD1_LINES = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
MRV_A_LINES = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
MRV_B_LINES = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<")

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALNUM = LETTERS + "0123456789"
BLIND_SPOTS = {"AKU", "BLV", "CMW", "DNX", "EOY", "FPZ", "GQ", "HR", "IS", "JT"}
"""Letters whose values differ by ten; digits have none."""


def make_page(rows: Sequence[str | Sequence[tuple[float, str]]], *, others: Sequence[str] = ()) -> TextPage:
    """Rows of a zone at the foot of a page: a whole line, or pieces with their left edges; other lines above."""
    lines = [_line(40, 40 + 40 * index, text) for index, text in enumerate(others)]
    for index, row in enumerate(rows):
        pieces = [(40.0, row)] if isinstance(row, str) else row
        lines += [_line(left, 500 + 36 * index, text) for left, text in pieces]
    return TextPage(0, 1000, 640, tuple(lines), "ocr")


def _line(left: float, top: float, text: str) -> Line:
    words, x = [], left
    for token in text.split():
        words.append(Word(token, Quad.from_box(x, top, x + 18 * len(token), top + 24)))
        x += 18 * (len(token) + 1)
    return Line(tuple(words), Quad.around([word.quad for word in words]))


def best_values(page: TextPage) -> dict[str, str]:
    values: dict[str, str] = {}
    for candidate in sorted(mrz.find(page), key=lambda candidate: -candidate.score):
        if candidate.field.startswith("machine_readable_zone."):
            continue
        values.setdefault(candidate.field, candidate.text)
    return values


def test_the_zone_is_an_object_of_its_own() -> None:
    candidates = mrz.find(make_page(TD3_LINES))
    own = {one.field: one.text for one in candidates if one.field.startswith("machine_readable_zone.")}
    assert own["machine_readable_zone.format"] == "TD3"
    assert [own[f"machine_readable_zone.lines[{place}]"] for place in (0, 1)] == list(TD3_LINES)
    [zone] = [one for one in candidates if one.field == "mrz"]
    assert [check.name for check in zone.checks][-1] == "composite" and all(check.passed for check in zone.checks)
    [number] = [one for one in candidates if one.field == "number" and one.origin == "mrz"]
    assert [check.name for check in number.checks] == ["icao_9303"]


@pytest.mark.parametrize(
    ("text", "digit"), [("520727", 3), ("AB2134<<<", 5), ("L898902C3", 6), ("<<<<<<", 0), ("D23145890", 7)]
)
def test_check_digit(text: str, digit: int) -> None:
    assert mrz.check_digit(text) == digit


def test_check_digit_refuses_what_a_zone_cannot_hold() -> None:
    with pytest.raises(ValueError, match="zone holds"):
        mrz.check_digit("É")


@pytest.mark.parametrize(
    ("lines", "name"),
    [(TD1_LINES, "TD1"), (TD2_LINES, "TD2"), (TD3_LINES, "TD3"), (MRV_A_LINES, "MRV-A"), (MRV_B_LINES, "MRV-B")],
)
def test_the_specimens_of_doc_9303(lines: tuple[str, ...], name: str) -> None:
    zone = mrz.parse(lines)
    assert zone.format == name
    assert (zone.surname, zone.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert zone.issuing_country == "UTO" and zone.sex == "F"
    assert all(check.passed for check in zone.checks)
    assert [check.name for check in zone.checks][:3] == ["number", "birth_date", "expiry_date"]


def test_the_passport_in_full() -> None:
    zone = mrz.parse(TD3_LINES)
    assert zone.number == "L898902C3" and zone.nationality == "UTO"
    assert (zone.birth_date, zone.expiry_date) == (date(1974, 8, 12), date(2012, 4, 15))
    assert zone.optional_data == ("ZE184226B",)
    assert zone.passed("composite") is True and zone.passed("optional_data") is True


def test_a_long_number_goes_on_in_the_optional_data() -> None:
    # Doc 9303 part 5, note j: D23145890734, check digit 9.
    lines = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")
    zone = mrz.parse(lines)
    assert zone.number == "D23145890734" and zone.passed("number") is True
    assert zone.optional_data == ("", "")


def test_unknown_parts_of_a_birth() -> None:
    lines = mrz.build(
        mrz.TD3, document_code="P", issuing_country="UTO", surname="ROE", given_names="JO", number="X1234567",
        nationality="UTO", birth="63<<<<", sex="", expiry="300101",
    )  # fmt: skip
    zone = mrz.parse(lines)
    assert zone.birth == "63<<<<" and zone.birth_date is None
    assert zone.passed("birth_date") is True


def test_a_birth_lies_before_the_expiry() -> None:
    def birth_of(birth: str, expiry: str) -> date | None:
        return mrz.parse(
            mrz.build(
                mrz.TD3, document_code="P", issuing_country="UTO", surname="ROE", given_names="JO", number="X1234567",
                nationality="UTO", birth=birth, sex="M", expiry=expiry,
            )
        ).birth_date  # fmt: skip

    assert birth_of("110101", "300101") == date(2011, 1, 1)
    assert birth_of("350101", "300101") == date(1935, 1, 1)
    assert birth_of("710101", "960101") == date(1971, 1, 1)


@pytest.mark.parametrize("lines", [(), ("P<UTO",), ("P<UTO", "L898"), (TD3_LINES[0],), ("é" * 44, "<" * 44)])
def test_what_is_no_zone_raises(lines: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not a machine-readable zone"):
        mrz.parse(lines)


names = st.text(LETTERS, min_size=2, max_size=8)
days = st.dates(date(1971, 1, 1), date(2060, 12, 28))
layouts = st.sampled_from([mrz.TD1, mrz.TD2, mrz.TD3, mrz.MRV_A, mrz.MRV_B])


@st.composite
def zones(draw: st.DrawFn) -> tuple[mrz.Format, dict[str, str], tuple[str, ...]]:
    layout = draw(layouts)
    values = {
        "document_code": "V" if layout.name.startswith("MRV") else "P" if layout is mrz.TD3 else "I",
        "issuing_country": draw(st.sampled_from(["UTO", "D", "FRA", "CZE"])),
        "surname": draw(names),
        "given_names": " ".join(draw(st.lists(names, min_size=1, max_size=2))),
        "number": draw(st.text(ALNUM, min_size=5, max_size=9)),
        "nationality": draw(st.sampled_from(["UTO", "D", "POL"])),
        "birth": draw(days).strftime("%y%m%d"),
        "sex": draw(st.sampled_from("MFX")),
        "expiry": draw(days).strftime("%y%m%d"),
    }
    return layout, values, mrz.build(layout, **values)  # type: ignore[arg-type]


@given(zones())
def test_built_zones_are_parsed_as_they_were_meant(zone: tuple[mrz.Format, dict[str, str], tuple[str, ...]]) -> None:
    layout, values, lines = zone
    parsed = mrz.parse(lines)
    assert parsed.format == layout.name and all(check.passed for check in parsed.checks)
    assert {name: getattr(parsed, name) for name in values} == values


@given(zones(), st.data())
def test_any_changed_character_of_a_guarded_field_is_noticed(
    zone: tuple[mrz.Format, dict[str, str], tuple[str, ...]], data: st.DataObject
) -> None:
    layout, _, lines = zone
    line, first, end = data.draw(st.sampled_from([layout.number, layout.birth, layout.expiry]))
    column = data.draw(st.integers(first, end - 1))
    now = lines[line][column]
    other = data.draw(st.sampled_from([c for c in ALNUM if c != now and mrz.check_digit(c) != mrz.check_digit(now)]))
    changed = list(lines)
    changed[line] = lines[line][:column] + other + lines[line][column + 1 :]
    assert not all(check.passed for check in mrz.parse(changed).checks)


@given(st.sampled_from("0123456789"), st.sampled_from("0123456789"), st.integers(0, 5))
def test_digits_have_no_blind_spot(one: str, other: str, place: int) -> None:
    text = "740812"
    left, right = (text[:place] + digit + text[place + 1 :] for digit in (one, other))
    assert (mrz.check_digit(left) == mrz.check_digit(right)) == (one == other)


@pytest.mark.parametrize("letters", sorted(BLIND_SPOTS))
def test_the_blind_spots_among_letters_are_known(letters: str) -> None:
    assert len({mrz.check_digit(letter) for letter in letters}) == 1


def test_finds_a_zone_at_the_foot_of_a_page() -> None:
    values = best_values(make_page(TD3_LINES, others=["UTOPIA PASSPORT", "Date of issue 16 APR 07"]))
    assert values == {
        "document_type": "passport",
        "issuing_country": "UTO",
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "number": "L898902C3",
        "nationality": "UTO",
        "birth_date": "1974-08-12",
        "expiry_date": "2012-04-15",
        "sex": "F",
        "issue_date": "2007-04-16",
        "mrz": "\n".join(TD3_LINES),
    }


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<", TD3_LINES[1]), id="fillers lost at the end"),
        pytest.param((TD3_LINES[0], "L898902C36UTO7408122F1204159ZE184226B<<<10"), id="fillers lost within"),
        pytest.param((TD3_LINES[0] + "<<<", TD3_LINES[1]), id="fillers added"),
        pytest.param(("P«UTOERIKSSON‹‹ANNA<MARIA<<<<<<<<<<<<<<<<<<<", TD3_LINES[1]), id="other signs"),
        pytest.param(("P<UTOERIKSSON<<ANNA<MARIA<<<<<K<<CC<<<<<<<<<", TD3_LINES[1]), id="fillers as letters"),
        pytest.param(("P<UT0ER1KS5ON<<ANNA<MAR1A<<<<<<<<<<<<<<<<<<<", TD3_LINES[1]), id="digits for letters"),
        pytest.param((TD3_LINES[0], "L8989O2C36UTO74O8I22F12O4I59ZE184226B<<<<<IO"), id="letters for digits"),
        pytest.param((TD3_LINES[0], "L8989O2C3 6UTO7408122 F1204159 ZE184226B<<<<<10"), id="spaces within"),
        pytest.param(
            ([(40.0, "P<UTOERIKSSON<<"), (330.0, "ANNA<MARIA<<<<<<<<<<<<<<<<<<<")], TD3_LINES[1]), id="pieces"
        ),
    ],
)
def test_repairs_what_recognisers_do(rows: Sequence[str | Sequence[tuple[float, str]]]) -> None:
    found = mrz.find_zone(make_page(rows))
    assert found is not None and found.zone.lines == TD3_LINES


def test_the_check_digit_decides_between_letter_and_digit() -> None:
    lines = mrz.build(
        mrz.TD1, document_code="IR", issuing_country="UTO", surname="ROE", given_names="JO", number="K782T8YLO",
        nationality="UTO", birth="800101", sex="M", expiry="300101",
    )  # fmt: skip
    found = mrz.find_zone(make_page([lines[0].replace("K782T8YLO", "K782T8YL0"), *lines[1:]]))
    assert found is not None and found.zone.lines == lines


def test_a_line_alone_must_prove_itself() -> None:
    values = best_values(make_page([TD3_LINES[1]]))
    assert values["number"] == "L898902C3" and "mrz" not in values
    assert mrz.find(make_page(["AB12345678901234567890123456789012345678"])) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Invoice number 2024-0001",
        "IBAN DE00 1234 5678 9012 3456 00",
        "A <b>bold</b> <i>word</i>",
        "<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
    ],
)
def test_other_lines_are_no_zone(text: str) -> None:
    assert mrz.find(make_page([text, text])) == ()


def test_printed_names_keep_their_accents() -> None:
    lines = mrz.build(
        mrz.TD3, document_code="P", issuing_country="UTO", surname="MUELLER GROSS", given_names="JOERG RENE",
        number="X1234567", nationality="UTO", birth="800229", sex="M", expiry="300101",
    )  # fmt: skip
    values = best_values(make_page(lines, others=["Müller-Groß", "Jörg René"]))
    assert (values["surname"], values["given_names"]) == ("Müller-Groß", "Jörg René")


def test_a_printed_year_of_four_digits_settles_the_century() -> None:
    lines = mrz.build(
        mrz.TD3, document_code="P", issuing_country="UTO", surname="ROE", given_names="JO", number="X1234567",
        nationality="UTO", birth="110305", sex="M", expiry="120704",
    )  # fmt: skip
    assert best_values(make_page(lines))["birth_date"] == "2011-03-05"
    assert best_values(make_page(lines, others=["05.03.1911"]))["birth_date"] == "1911-03-05"


def test_a_personal_number_is_taken_as_printed() -> None:
    lines = mrz.build(
        mrz.TD3, document_code="P", issuing_country="CZE", surname="VZOROVA", given_names="EVA", number="99000001",
        nationality="CZE", birth="805101", sex="F", expiry="300101", optional_data=("8051010001",),
    )  # fmt: skip
    assert best_values(make_page(lines))["personal_number"] == "8051010001"
    assert best_values(make_page(lines, others=["805101/0001"]))["personal_number"] == "805101/0001"


@pytest.mark.parametrize(
    ("code", "layout", "expected"),
    [
        ("P", mrz.TD3, "passport"),
        ("PD", mrz.TD3, "passport"),
        ("V", mrz.MRV_A, "visa"),
        ("ID", mrz.TD1, "id_card"),
        ("IR", mrz.TD1, "residence_permit"),
        ("D", mrz.TD1, "driving_licence"),
    ],
)
def test_the_code_tells_the_type(code: str, layout: mrz.Format, expected: str) -> None:
    lines = mrz.build(
        layout, document_code=code, issuing_country="UTO", surname="ROE", given_names="JO", number="X1234567",
        nationality="UTO", birth="800101", sex="M", expiry="300101",
    )  # fmt: skip
    assert mrz.document_type_of(mrz.parse(lines)) == expected

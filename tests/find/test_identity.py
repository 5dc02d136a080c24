"""Printed fields of identity documents of several states; all persons and numbers are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docfields.annotate import annotate
from docfields.document import Classification, Line, Quad, TextPage, Word
from docfields.find import identity

IDENTITY = Classification("identity")
CHARACTER = 0.55
"""Width of a character in heights of its line."""


def make_page(rows: Sequence[tuple[float, float, float, str]]) -> TextPage:
    """rows: left, top, height and text of each line."""
    lines = []
    for left, top, height, text in rows:
        words, x = [], left
        for token in text.split():
            width = sum(2.0 if ord(c) > 0x2E80 else 1.0 for c in token) * CHARACTER * height
            words.append(Word(token, Quad.from_box(x, top, x + width, top + height)))
            x += width + CHARACTER * height
        lines.append(Line(tuple(words), Quad.around([word.quad for word in words])))
    return annotate(TextPage(0, 1000, 640, tuple(lines), "ocr"))


def best_values(page: TextPage) -> dict[str, str]:
    """The best candidate's text of each field."""
    values: dict[str, str] = {}
    for candidate in sorted(identity.find([page], IDENTITY), key=lambda candidate: -candidate.score):
        values.setdefault(candidate.field, candidate.text)
    return values


GERMAN_CARD = make_page(
    [
        (40, 20, 30, "BUNDESREPUBLIK DEUTSCHLAND"),
        (40, 55, 22, "PERSONALAUSWEIS"),
        (400, 55, 14, "IDENTITY CARD / CARTE D'IDENTITÉ"),
        (760, 50, 30, "T22000129"),
        (330, 110, 12, "[a] Name/Surname/Nom [b] Geburtsname/Name at birth/Nom de naissance"),
        (340, 128, 24, "ÖZTÜRK"),
        (330, 180, 12, "Vornamen/Given names/Prénoms"),
        (340, 196, 24, "LEYLA"),
        (330, 240, 12, "Geburtsdatum/Date of birth/Date de naissance"),
        (340, 256, 24, "12.08.1983"),
        (640, 240, 12, "Staatsangehörigkeit/Nationality/Nationalité"),
        (650, 256, 24, "DEUTSCH"),
        (330, 300, 12, "Geburtsort/Place of birth/Lieu de naissance"),
        (340, 316, 24, "BERLIN"),
        (330, 360, 12, "Gültig bis/Date of expiry/Date d'expiration"),
        (340, 376, 24, "01.08.2031"),
    ]
)
BRITISH_LICENCE = make_page(
    [
        (120, 20, 30, "DRIVING LICENCE"),
        (700, 20, 30, "UK"),
        (300, 90, 24, "1. PENHALIGON"),
        (300, 125, 24, "2. MR TOBIAS"),
        (300, 160, 24, "3. 11.03.1976 ST AUSTELL"),
        (300, 195, 24, "4a. 19.01.2013 4c. DVLA"),
        (300, 230, 24, "4b. 18.01.2023"),
        (300, 265, 24, "5. PENHA753116T99XX"),
        (300, 330, 24, "8. 12 HARBOUR ROAD, TRURO, TR1 2AB"),
    ]
)
AMERICAN_LICENCE = make_page(
    [
        (40, 20, 40, "MONTANA"),
        (400, 30, 26, "DRIVER LICENSE"),
        (400, 90, 20, "4d DL 1234567891011"),
        (400, 125, 20, "3 DOB 08/04/1968"),
        (400, 160, 20, "4b EXP 08/04/2023"),
        (700, 160, 20, "4a ISS 02/15/2019"),
        (400, 195, 20, "1 OAKHEART"),
        (400, 225, 20, "2 BRENDA LYNN"),
        (400, 255, 20, "8 4150 SAGEBRUSH LANE"),
        (400, 280, 20, "HELENA, MT 59601"),
        (400, 320, 20, "15 SEX F"),
        (560, 320, 20, "16 HGT 5'-05\""),
        (720, 320, 20, "18 EYES BRO"),
        (400, 350, 20, "9 CLASS D"),
        (560, 350, 20, "12 RESTR NONE"),
    ]
)
CHINESE_CARD = make_page(
    [
        (90, 60, 30, "姓名林晓雨"),
        (90, 120, 30, "性别女"),
        (300, 120, 30, "民族苗"),
        (90, 180, 30, "出生1992年7月4日"),
        (90, 240, 30, "住址云南省昆明市五华区"),
        (155, 280, 30, "翠湖南路15号"),
        (90, 360, 30, "公民身份号码530102199207040028"),
    ]
)
POLISH_CARD = make_page(
    [
        (40, 20, 26, "RZECZPOSPOLITA POLSKA"),
        (40, 55, 22, "DOWÓD OSOBISTY"),
        (400, 55, 14, "IDENTITY CARD"),
        (300, 100, 12, "NAZWISKO / SURNAME"),
        (300, 116, 24, "WRÓBLEWSKA"),
        (300, 160, 12, "IMIONA / GIVEN NAMES"),
        (300, 176, 24, "HALINA"),
        (300, 220, 12, "OBYWATELSTWO / NATIONALITY"),
        (300, 236, 24, "POLSKIE"),
        (600, 220, 12, "DATA URODZENIA / DATE OF BIRTH"),
        (600, 236, 24, "05.11.1990"),
        (300, 280, 12, "NUMER DOWODU OSOBISTEGO"),
        (300, 293, 12, "IDENTITY CARD NUMBER"),
        (300, 310, 24, "ZZC 108201"),
        (600, 280, 12, "PŁEĆ / SEX"),
        (600, 296, 24, "K"),
        (300, 350, 12, "TERMIN WAŻNOŚCI / EXPIRY DATE"),
        (300, 366, 24, "30.08.2029"),
    ]
)
PASSPORT = make_page(
    [
        (40, 20, 26, "UTOPIA"),
        (300, 20, 26, "PASSPORT / PASSEPORT"),
        (300, 70, 12, "Type/Type"),
        (300, 86, 22, "P"),
        (420, 70, 12, "Code of issuing State/Code de l'Etat émetteur"),
        (420, 86, 22, "UTO"),
        (760, 70, 12, "Passport No./N° de passeport"),
        (760, 86, 22, "L898902C3"),
        (300, 120, 12, "Surname/Nom"),
        (300, 136, 22, "ERIKSSON"),
        (300, 170, 12, "Given names/Prénoms"),
        (300, 186, 22, "ANNA MARIA"),
        (300, 220, 12, "Nationality/Nationalité"),
        (300, 236, 22, "UTOPIAN"),
        (300, 270, 12, "Date of birth/Date de naissance"),
        (300, 286, 22, "12 AUG/AOUT 74"),
        (640, 270, 12, "Personal No./N° personnel"),
        (640, 286, 22, "Z E 184226 B"),
        (300, 320, 12, "Sex/Sexe"),
        (300, 336, 22, "F"),
        (440, 320, 12, "Place of birth/Lieu de naissance"),
        (440, 336, 22, "ZENITH"),
        (300, 370, 12, "Date of issue/Date de délivrance"),
        (300, 386, 22, "16 APR/AVR 07"),
        (640, 370, 12, "Authority/Autorité"),
        (640, 386, 22, "PASSPORT OFFICE"),
        (300, 420, 12, "Date of expiry/Date d'expiration"),
        (300, 436, 22, "15 APR/AVR 12"),
    ]
)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            GERMAN_CARD,
            {
                "document_type": "id_card",
                "issuing_country": "D",
                "number": "T22000129",
                "surname": "ÖZTÜRK",
                "given_names": "LEYLA",
                "birth_date": "12.08.1983",
                "birth_place": "BERLIN",
                "nationality": "D",
                "expiry_date": "01.08.2031",
            },
        ),
        (
            BRITISH_LICENCE,
            {
                "document_type": "driving_licence",
                "surname": "PENHALIGON",
                "birth_date": "11.03.1976",
                "birth_place": "ST AUSTELL",
                "issue_date": "19.01.2013",
                "authority": "DVLA",
                "expiry_date": "18.01.2023",
                "number": "PENHA753116T99XX",
                "address": "12 HARBOUR ROAD, TRURO, TR1 2AB",
            },
        ),
        (
            AMERICAN_LICENCE,
            {
                "document_type": "driving_licence",
                "issuing_country": "USA",
                "region": "Montana",
                "number": "1234567891011",
                "surname": "OAKHEART",
                "given_names": "BRENDA LYNN",
                "birth_date": "1968-08-04",
                "issue_date": "2019-02-15",
                "expiry_date": "2023-08-04",
                "sex": "F",
                "address": "4150 SAGEBRUSH LANE HELENA, MT 59601",
            },
        ),
        (
            CHINESE_CARD,
            {
                "document_type": "id_card",
                "full_name": "林晓雨",
                "sex": "F",
                "ethnicity": "苗",
                "birth_date": "1992年7月4日",
                "address": "云南省昆明市五华区翠湖南路15号",
                "personal_number": "530102199207040028",
            },
        ),
        (
            POLISH_CARD,
            {
                "document_type": "id_card",
                "issuing_country": "POL",
                "number": "ZZC 108201",
                "surname": "WRÓBLEWSKA",
                "given_names": "HALINA",
                "nationality": "POL",
                "birth_date": "05.11.1990",
                "sex": "F",
                "expiry_date": "30.08.2029",
            },
        ),
        (
            PASSPORT,
            {
                "document_type": "passport",
                "issuing_country": "UTO",
                "number": "L898902C3",
                "surname": "ERIKSSON",
                "given_names": "ANNA MARIA",
                "nationality": "UTO",
                "birth_date": "12 AUG/AOUT 74",
                "sex": "F",
                "birth_place": "ZENITH",
                "issue_date": "16 APR/AVR 07",
                "authority": "PASSPORT OFFICE",
                "expiry_date": "15 APR/AVR 12",
            },
        ),
    ],
    ids=["german card", "british licence", "american licence", "chinese card", "polish card", "passport"],
)
def test_reads_the_printed_fields(page: TextPage, expected: dict[str, str]) -> None:
    values = best_values(page)
    assert {field: values.get(field) for field in expected} == expected


def test_names_are_divided_or_not() -> None:
    divided = best_values(PASSPORT)
    assert "full_name" not in divided
    undivided = best_values(CHINESE_CARD)
    assert "surname" not in undivided and "given_names" not in undivided


def test_a_value_lies_where_it_is_printed() -> None:
    [surname] = [c for c in identity.find([GERMAN_CARD], IDENTITY) if c.field == "surname" and c.text == "ÖZTÜRK"]
    assert surname.quad.top == 128 and surname.quad.left == 340
    assert surname.origin == "ocr" and surname.label is not None


def test_dates_without_headings_go_by_their_order() -> None:
    page = make_page(
        [
            (300, 100, 24, "03.02.1970"),
            (300, 150, 24, "11.05.2015"),
            (300, 200, 24, "10.05.2025"),
            (40, 20, 24, "PASSPORT"),
        ]
    )
    values = best_values(page)
    assert (values["birth_date"], values["issue_date"], values["expiry_date"]) == (
        "03.02.1970",
        "11.05.2015",
        "10.05.2025",
    )


def test_an_empty_page_has_no_fields() -> None:
    assert identity.find([make_page([])], IDENTITY) == ()


def test_numbers_of_a_licence_stand_apart_from_their_values() -> None:
    page = make_page(
        [
            (320, 20, 40, "DRIVING LICENCE"),
            (480, 120, 30, "TREVELYAN"),
            (420, 160, 26, "2."),
            (480, 160, 30, "Morwenna"),
            (420, 200, 26, "3."),
            (480, 200, 30, "30.11.1995"),
            (740, 200, 30, "Anyder"),
            (420, 240, 26, "4a."),
            (480, 240, 30, "08.04.2019"),
            (740, 240, 26, "4C."),
            (800, 240, 30, "UTO-Amaurot"),
            (420, 280, 26, "4b."),
            (480, 280, 30, "07.04.2034"),
            (740, 280, 30, "4d. 951130R118"),
            (420, 320, 26, "5."),
            (480, 320, 30, "LQ-0318-77452"),
            (420, 360, 26, "8."),
            (480, 360, 30, "7 Weaver's Yard, 10119 Amaurot"),
            (420, 400, 26, "9."),
            (480, 400, 30, "AM / B / BE"),
        ]
    )
    values = best_values(page)
    expected = {
        "surname": "TREVELYAN",
        "given_names": "Morwenna",
        "birth_date": "30.11.1995",
        "birth_place": "Anyder",
        "issue_date": "08.04.2019",
        "expiry_date": "07.04.2034",
        "authority": "UTO-Amaurot",
        "personal_number": "951130R118",
        "number": "LQ-0318-77452",
        "address": "7 Weaver's Yard, 10119 Amaurot",
    }
    assert {field: values.get(field) for field in expected} == expected


def test_a_misread_translation_is_no_value() -> None:
    page = make_page(
        [(40, 20, 30, "IDENTITY CARD"), (40, 80, 12, "Authority / Beld de"), (40, 96, 22, "CITY OF AMAUROT")]
    )
    assert best_values(page)["authority"] == "CITY OF AMAUROT"
    page = make_page([(40, 20, 30, "IDENTITY CARD"), (40, 80, 12, "Address / Anschritt")])
    assert "address" not in best_values(page)


def test_a_misread_heading_ends_a_value_of_several_lines() -> None:
    page = make_page(
        [
            (40, 20, 30, "PASSPORT"),
            (40, 80, 14, "Authority / Autorité"),
            (40, 96, 18, "PASSPORT OFFICE"),
            (40, 118, 14, "Perzonal mo. / N persomel"),
        ]
    )
    assert best_values(page)["authority"] == "PASSPORT OFFICE"


def test_a_personal_number_may_hold_a_letter() -> None:
    page = make_page([(40, 20, 30, "PASSPORT"), (40, 80, 14, "Personal no."), (40, 96, 22, "880812K0427")])
    assert best_values(page)["personal_number"] == "880812K0427"


def test_a_visa_names_its_authority_by_the_town() -> None:
    page = make_page(
        [
            (40, 20, 40, "VISA"),
            (40, 80, 14, "ISSUED IN"),
            (40, 96, 22, "AMAUROT"),
            (400, 80, 14, "ON"),
            (400, 96, 22, "13-11-13"),
        ]
    )
    assert best_values(page)["authority"] == "AMAUROT"

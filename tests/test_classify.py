"""Kinds of invented documents, and what decides."""

from typing import get_args

import pytest

from docfields.annotate import annotate
from docfields.classify import CLUES, characters_across, classify, is_machine_readable, observe
from docfields.classify_country import country_of_seller
from docfields.document import Line, Quad, TextPage, Word
from docfields.schemas.extraction import Kind

INVOICE = [
    "Muster & Beispiel GmbH, Testweg 1, 12345 Musterstadt",
    "Rechnung", "Rechnungsnummer: R-4711", "Rechnungsdatum: 01.02.2023", "Kundennummer: 1234",
    "Pos Artikelnummer Bezeichnung Menge Einzelpreis Gesamtpreis",
    "1 A-1 Schrauben aus Holz, sehr lang und ohne Gewinde 10 1,00 10,00",
    "Nettobetrag 10,00 EUR", "zzgl. 19% USt 1,90 EUR", "Gesamtbetrag 11,90 EUR",
    "Zahlungsbedingungen: 30 Tage netto", "Fällig am 03.03.2023", "IBAN: DE02 1203 0000 0000 2020 51",
    "USt-IdNr.: DE136695976",
]  # fmt: skip
RECEIPT = [
    "CAFE NOWHERE", "1 Sample Road", "Table: 12", "Server: Bo", "05/06/2021 18:42",
    "2 Tea 5.00", "1 Cake 3.50", "Subtotal 8.50", "Tax 0.50", "TOTAL 9.00", "Cash 10.00", "Change 1.00",
    "Thank you",
]  # fmt: skip
CARD = ["BANK OF NOWHERE", "4000 1234 5678 9010", "VALID", "THRU 12/29", "A SAMPLE", "VISA"]
PASSPORT = [
    "UTOPIA PASSPORT", "Surname", "ERIKSSON", "Given names", "ANNA MARIA", "Date of birth", "12 AUG 1974",
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
]  # fmt: skip
FORM = [
    "APPLICATION FORM",
    "Name of applicant",
    "Reason for the request",
    "For office use only",
    "Subject: nothing",
]


def page_of(texts: list[str], *, width: float = 600, height: float = 800, character: float = 8) -> TextPage:
    """An annotated page with a line for each text; character: width of one in pixels."""
    lines = []
    for index, text in enumerate(texts):
        words, offset = [], 0
        for word in text.split(" "):
            box = (offset * character, index * 20, (offset + len(word)) * character, index * 20 + 15)
            words.append(Word(word, Quad.from_box(*box)))
            offset += len(word) + 1
        lines.append(Line(tuple(words), Quad.around([word.quad for word in words])))
    return annotate(TextPage(0, width, height, tuple(lines), "ocr"))


@pytest.mark.parametrize(
    ("texts", "kind"),
    [(INVOICE, "invoice"), (RECEIPT, "receipt"), (CARD, "bank_card"), (PASSPORT, "identity"), (FORM, "form")],
)
def test_kind(texts: list[str], kind: Kind) -> None:
    classification = classify([page_of(texts)])
    assert classification.kind == kind
    assert classification.scores[0][0] == kind
    assert sum(score for _, score in classification.scores) == pytest.approx(1, abs=0.001)


def test_a_card_whose_number_is_not_read_is_a_card_still() -> None:
    texts = [text for text in CARD if not text[0].isdigit()]
    assert classify([page_of(texts, width=320, height=200)]).kind == "bank_card"


def test_nothing_is_a_form() -> None:
    assert classify([]).kind == "form"
    assert classify([page_of([])]).kind == "form"


@pytest.mark.parametrize(
    ("heading", "subtype"),
    [
        ("Rechnung", "invoice"),
        ("Gutschrift", "credit_note"),
        ("Proforma-Rechnung", "proforma"),
        ("Zahlungserinnerung", "reminder"),
        ("Eine Gutschrift für die Rechnung erhalten Sie nicht, auch keine Mahnung", "invoice"),
    ],
)
def test_subtype_of_invoices_is_in_a_heading(heading: str, subtype: str) -> None:
    assert classify([page_of([heading, *INVOICE[2:]])]).subtype == subtype


def test_category_of_receipts() -> None:
    assert classify([page_of(RECEIPT)]).subtype == "meal"


def test_sort_of_identity_document_comes_from_its_zone() -> None:
    assert classify([page_of(PASSPORT)]).subtype == "passport"
    card = [
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    ]
    assert classify([page_of(card)]).subtype == "id_card"
    assert classify([page_of(["DRIVING LICENCE", *PASSPORT[1:7]])]).subtype == "driving_licence"


def test_country() -> None:
    assert classify([page_of(INVOICE)]).country == "DE"
    assert classify([page_of([*RECEIPT, "Total RM 9.00"])]).country == "MY"
    assert classify([page_of(RECEIPT)]).country is None
    assert classify([page_of(CARD)]).country is None
    assert classify([page_of([text.replace("UTO", "NLD") for text in PASSPORT])]).country == "NL"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PASSPORT[-1], True),
        (PASSPORT[-2], True),
        ("P<UTOERIKSSON<<ANNA<MARIA «««««««««", True),
        ("<<<<<<<<<<<<<< Receipt >>>>>>>>>>>", False),
        ("A sentence that is long enough, but has small letters < >", False),
        ("AB<<12", False),
    ],
)
def test_machine_readable_lines(text: str, expected: bool) -> None:
    assert is_machine_readable(text) is expected


def test_characters_across_tells_rolls_from_sheets() -> None:
    assert characters_across(page_of(["x" * 40, "y" * 20])) == pytest.approx(40)
    assert characters_across(page_of(["发票号码"])) == pytest.approx(8)
    assert characters_across(page_of([])) == 0


def test_every_clue_has_a_reason_and_a_kind() -> None:
    for clue in CLUES:
        assert clue.kind in get_args(Kind)
        assert clue.points
        assert clue.reason
        assert clue.most >= 1
    assert len({(clue.kind, clue.name) for clue in CLUES}) == len(CLUES)


def test_what_is_observed_is_counted() -> None:
    observed = observe([page_of(RECEIPT)])
    assert observed["amount"] == 7
    assert observed["time"] == 1
    assert observed["receipt:change"] == 1
    assert observed["mrz line"] == 0


@pytest.mark.parametrize(
    ("lines", "country"),
    [
        (["SUNRISE LOTUS SDN. BHD.", "TOTAL 9.00"], "MY"),
        (["CORNER SHOP", "SPRINGFIELD, IL 62701", "TOTAL 9.00"], "US"),
        (["MILL SHOP", "York YO1 7AA", "TOTAL 9.00"], "GB"),
        (["TEA HOUSE PTE LTD", "TOTAL 9.00"], "SG"),
        (["TEA HOUSE", "TOTAL 9.00"], None),
    ],
)
def test_the_country_of_a_shop(lines: list[str], country: str | None) -> None:
    assert country_of_seller([page_of(lines)], "receipt") == country

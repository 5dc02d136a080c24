"""Whole invoices, as invented firms of three countries would print them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docfields.document import Candidate, Classification, TextPage
from docfields.find import find

Make = Callable[..., TextPage]

GERMAN = [
    (60, 130, "Muster Werkzeuge GmbH · Hauptstr. 5 · 12345 Musterstadt"),
    (60, 150, "Beispiel AG"), (60, 163, "Frau Erika Beispiel"), (60, 176, "Nebenweg 7"),
    (60, 189, "54321 Beispielhausen"),
    (380, 150, "Rechnungsnummer:"), (-540, 150, "RE-2023-001"),
    (380, 163, "Rechnungsdatum:"), (-540, 163, "01.02.2023"),
    (380, 176, "Kundennummer:"), (-540, 176, "10023"), (380, 189, "Lieferdatum:"), (-540, 189, "31.01.2023"),
    (60, 260, "Rechnung"),
    (60, 330, "Pos."), (90, 330, "Bezeichnung"), (-380, 330, "Menge"), (-460, 330, "Einzelpreis"),
    (-540, 330, "Gesamtpreis"),
    (60, 346, "1"), (90, 346, "Hammer mit Holzstiel"), (-380, 346, "10 Stk"), (-460, 346, "12,00 €"),
    (-540, 346, "120,00 €"),
    (90, 358, "aus Esche"),
    (60, 374, "2"), (90, 374, "Schraubendreher"), (-380, 374, "5 Stk"), (-460, 374, "6,00 €"), (-540, 374, "30,00 €"),
    (380, 400, "Nettobetrag"), (-540, 400, "150,00 €"), (380, 413, "Umsatzsteuer 19 %"), (-540, 413, "28,50 €"),
    (380, 428, "Gesamtbetrag"), (-540, 428, "178,50 €"),
    (60, 460, "Zahlbar innerhalb von 14 Tagen ohne Abzug."),
    (60, 770, "USt-IdNr. DE136695976"), (240, 770, "IBAN DE89 3704 0044 0532 0130 00"), (440, 770, "BIC COBADEFFXXX"),
]  # fmt: skip

FRENCH = [
    (40, 40, "DUPONT EXEMPLE SARL"), (40, 55, "12 rue des Lilas"), (40, 67, "75011 PARIS"),
    (340, 110, "Client"), (340, 124, "Exemple Martin SAS"), (340, 136, "3, avenue Foch"), (340, 148, "69006 LYON"),
    (40, 180, "FACTURE N° F2023-0042 du 12/03/2023"),
    (40, 270, "Désignation"), (-300, 270, "Qté"), (-380, 270, "PU HT"), (-440, 270, "TVA"), (-540, 270, "Montant HT"),
    (40, 286, "Nettoyage des vitres"), (-300, 286, "2"), (-380, 286, "150,00"), (-440, 286, "20 %"),
    (-540, 286, "300,00"),
    (380, 330, "Total HT"), (-540, 330, "300,00 €"), (380, 343, "TVA (20 %)"), (-540, 343, "60,00 €"),
    (380, 356, "Total TTC"), (-540, 356, "360,00 €"), (380, 369, "Acompte versé"), (-540, 369, "100,00 €"),
    (380, 385, "Net à payer"), (-540, 385, "260,00 €"),
]  # fmt: skip

AMERICAN = [
    (40, 40, "Blue Harbor Supplies"), (40, 52, "4711 Innovation Drive"), (40, 64, "Springfield, IL 62701"),
    (420, 40, "INVOICE"), (420, 70, "INVOICE #"), (500, 70, "1042"), (420, 83, "DATE:"), (500, 83, "3/24/2021"),
    (40, 130, "BILL TO:"), (40, 143, "Jane Roe"), (40, 155, "Example Traders LLC"), (40, 167, "88 Main Street"),
    (40, 179, "Portland, OR 97201"),
    (300, 130, "SHIP TO:"), (300, 143, "Example Warehouse"), (300, 155, "9 Dock Rd"), (300, 167, "Portland, OR 97203"),
    (40, 270, "QTY"), (100, 270, "DESCRIPTION"), (-420, 270, "UNIT PRICE"), (-550, 270, "LINE TOTAL"),
    (40, 285, "3"), (100, 285, "Rope, 10 m"), (-420, 285, "$12.50"), (-550, 285, "$37.50"),
    (400, 340, "SUBTOTAL"), (-550, 340, "$37.50"), (400, 353, "SALES TAX"), (-550, 353, "$2.50"),
    (400, 366, "TOTAL"), (-550, 366, "$40.00"),
]  # fmt: skip


def best(candidates: Sequence[Candidate]) -> dict[str, str]:
    chosen: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.field not in chosen or candidate.score > chosen[candidate.field].score:
            chosen[candidate.field] = candidate
    return {field: candidate.text for field, candidate in chosen.items()}


def found(page: TextPage) -> dict[str, str]:
    return best(find((page,), Classification("invoice")).candidates)


def test_german_letter_with_an_address_window(make_page: Make) -> None:
    values = found(make_page(GERMAN))
    expected = {
        "number": "RE-2023-001",
        "issue_date": "01.02.2023",
        "delivery_date": "31.01.2023",
        "customer_number": "10023",
        "seller.name": "Muster Werkzeuge GmbH",
        "seller.address": "Hauptstr. 5, 12345 Musterstadt",
        "seller.vat_id": "DE136695976",
        "buyer.name": "Beispiel AG",
        "buyer.address": "Nebenweg 7, 54321 Beispielhausen",
        "payment.terms": "Zahlbar innerhalb von 14 Tagen ohne Abzug.",
        "payment.iban": "DE89 3704 0044 0532 0130 00",
        "net_total": "150,00 €",
        "tax_total": "28,50 €",
        "total": "178,50 €",
        "taxes[0].rate": "19 %",
        "line_items[0].description": "Hammer mit Holzstiel aus Esche",
        "line_items[0].quantity": "10",
        "line_items[0].unit": "Stk",
        "line_items[1].unit_price": "6,00 €",
        "line_items[1].amount": "30,00 €",
    }
    assert {field: values.get(field) for field in expected} == expected
    assert "line_items[2].amount" not in values


def test_french_invoice_with_a_payment_on_account(make_page: Make) -> None:
    values = found(make_page(FRENCH))
    expected = {
        "number": "F2023-0042",
        "issue_date": "12/03/2023",
        "seller.name": "DUPONT EXEMPLE SARL",
        "seller.address": "12 rue des Lilas, 75011 PARIS",
        "buyer.name": "Exemple Martin SAS",
        "buyer.address": "3, avenue Foch, 69006 LYON",
        "net_total": "300,00 €",
        "tax_total": "60,00 €",
        "total": "360,00 €",
        "paid": "100,00 €",
        "amount_due": "260,00 €",
        "line_items[0].tax_rate": "20 %",
        "line_items[0].amount": "300,00",
    }
    assert {field: values.get(field) for field in expected} == expected
    assert "line_items[1].amount" not in values


def test_american_invoice_with_two_addresses_side_by_side(make_page: Make) -> None:
    values = found(make_page(AMERICAN))
    expected = {
        "number": "1042",
        "issue_date": "3/24/2021",
        "seller.name": "Blue Harbor Supplies",
        "seller.address": "4711 Innovation Drive, Springfield, IL 62701",
        "buyer.name": "Example Traders LLC",
        "buyer.address": "88 Main Street, Portland, OR 97201",
        "ship_to.name": "Example Warehouse",
        "ship_to.address": "9 Dock Rd, Portland, OR 97203",
        "total": "$40.00",
        "line_items[0].quantity": "3",
        "line_items[0].description": "Rope, 10 m",
    }
    assert {field: values.get(field) for field in expected} == expected


def test_evidence_lies_on_the_page(make_page: Make) -> None:
    page = make_page(GERMAN)
    for candidate in find((page,), Classification("invoice")).candidates:
        assert candidate.page == 0 and 0 <= candidate.score <= 1
        assert 0 <= candidate.quad.left < candidate.quad.right <= page.width
        assert 0 <= candidate.quad.top < candidate.quad.bottom <= page.height


def test_a_table_that_runs_on_over_the_page(make_page: Make) -> None:
    first = make_page([line for line in GERMAN if line[1] < 395])
    rest = [
        (60, 60, "3"), (90, 60, "Zange"), (-380, 60, "1 Stk"), (-460, 60, "9,00 €"), (-540, 60, "9,00 €"),
        (380, 90, "Gesamtbetrag"), (-540, 90, "159,00 €"),
    ]  # fmt: skip
    values = best(find((first, make_page(rest, index=1)), Classification("invoice")).candidates)
    assert values["line_items[2].description"] == "Zange"
    assert values["total"] == "159,00 €"


def test_the_item_table_is_handed_on_whole(make_page: Make) -> None:
    [table, *_] = find((make_page(AMERICAN),), Classification("invoice")).tables
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert table.header and texts[0, 1] == "DESCRIPTION" and texts[1, 3] == "$37.50"


@pytest.mark.parametrize("text", ["", "no invoice at all"])
def test_other_texts_give_nothing_or_little(make_page: Make, text: str) -> None:
    page = make_page([(40, 40, text)] if text else [])
    assert "total" not in best(find((page,), Classification("invoice")).candidates)


WORDS = st.sampled_from(
    "Total Invoice No. : Date 12.50 1.234,56 € 19% VAT Bill to Ship Name: Street 12345 Town GmbH 3/4/2021 Description "
    "Amount Qty 合计 名称：某某公司 伍元整 · | - # Zahlbar in 14 Tagen a@b.example +49 30 123456 DE136695976".split()
)
LINES = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 780), st.lists(WORDS, min_size=1, max_size=6)), max_size=25
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_any_page_gives_candidates_in_range(make_page: Make, lines: list[tuple[int, int, list[str]]]) -> None:
    page = make_page([(left, top, " ".join(words)) for left, top, words in lines])
    findings = find((page,), Classification("invoice"))
    assert all(0 <= candidate.score <= 1 and candidate.text for candidate in findings.candidates)


def test_no_pages() -> None:
    assert find((), Classification("invoice")).candidates == ()

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


BRITISH = [
    (300, 20, "Tax invoice"), (92, 50, "Larkmoor Joinery Ltd"),
    (52, 80, "14 Granary Lane"), (52, 91, "Leeds LS1 4AP"), (52, 102, "Tel. 0113 496 0123"),
    (52, 113, "VAT no. GB999999973"),
    (52, 160, "Bill to"), (52, 173, "Brightmere Design Studio"), (52, 185, "Limited"),
    (52, 197, "Unit 3, Harbour Road"), (52, 209, "Bristol BS1 6QF"), (52, 221, "VAT no. GB989941731"),
    (360, 160, "Invoice number"), (480, 160, "2024/000117"), (360, 173, "Expiry date"), (480, 173, "13 April 2024"),
    (57, 250, "Description"), (-380, 250, "Qty"), (-460, 250, "Unit price"), (-540, 250, "Amount"),
    (57, 266, "Oak worktop, oiled, 2400 x 620 mm"), (-380, 266, "2"), (-460, 266, "389.00"), (-540, 266, "778.00"),
    (57, 282, "Shipping"), (-380, 282, "2"), (-460, 282, "11.00"), (-540, 282, "22.00"),
    (400, 298, "Carried forward"), (-540, 298, "800.00"),
    (315, 330, "Total"), (-540, 330, "800.00"), (315, 343, "VAT"), (-540, 343, "160.00"),
    (315, 356, "TOTAL"), (-540, 356, "960.00"),
    (52, 400, "Terms"), (160, 400, "Net 30 days"), (52, 413, "Bank"), (160, 413, "Utopia Bank, Leeds"),
    (52, 426, "IBAN"), (160, 426, "GB70 UTOP 9900 9931 9268 19"), (52, 439, "Reference"), (160, 439, "LJ-0117"),
    (52, 770, "Please quote the invoice number with your payment."),
]  # fmt: skip


def test_british_letterhead_under_a_name_set_apart(make_page: Make) -> None:
    values = found(make_page(BRITISH))
    expected = {
        "seller.name": "Larkmoor Joinery Ltd",
        "seller.address": "14 Granary Lane, Leeds LS1 4AP",
        "seller.vat_id": "GB999999973",
        "buyer.name": "Brightmere Design Studio Limited",
        "buyer.address": "Unit 3, Harbour Road, Bristol BS1 6QF",
        "buyer.vat_id": "GB989941731",
        "number": "2024/000117",
        "due_date": "13 April 2024",
        "payment.terms": "Net 30 days",
        "payment.reference": "LJ-0117",
    }
    assert {field: values.get(field) for field in expected} == expected


def test_of_two_totals_around_the_tax_the_upper_is_net(make_page: Make) -> None:
    values = found(make_page(BRITISH))
    assert (values["net_total"], values["tax_total"], values["total"]) == ("800.00", "160.00", "960.00")


def test_freight_with_a_quantity_is_an_item_and_a_sum_carried_forward_is_none(make_page: Make) -> None:
    values = found(make_page(BRITISH))
    assert values["line_items[1].description"] == "Shipping"
    assert "shipping" not in values
    assert "line_items[2].amount" not in values


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("Via dei Tintori, 7 · 06121 Perugia · Tel. 075 555 0121", "Via dei Tintori, 7, 06121 Perugia"),
        ("12 Tannery Street · Edinburgh EH3 9AA · Tel. 0117 496 0092", "12 Tannery Street, Edinburgh EH3 9AA"),
    ],
)
def test_an_address_in_one_line_under_the_name(make_page: Make, sender: str, address: str) -> None:
    values = found(make_page([(180, 40, "Fontemare Tessuti S.r.l."), (110, 60, sender), (60, 120, "Fattura")]))
    assert (values["seller.name"], values["seller.address"]) == ("Fontemare Tessuti S.r.l.", address)


def test_a_letterhead_set_right(make_page: Make) -> None:
    lines = ["Harbour Office Ltd", "3 Dock Road", "Bristol", "BS1 4XX"]
    values = found(make_page([(40, 45, "INVOICE"), *((-560, 40 + 12 * k, line) for k, line in enumerate(lines))]))
    assert (values["seller.name"], values["seller.address"]) == ("Harbour Office Ltd", "3 Dock Road, Bristol, BS1 4XX")


def test_parties_as_rows_of_keys_and_values(make_page: Make) -> None:
    keys = ["Name:", "Straße / Hausnummer:", "PLZ:", "Ort:", "Telefon:"]
    buyer = ["Beispielamt Musterstadt", "Amtsweg 3", "12345", "Musterstadt", "030 5550101"]
    seller = ["Nordwind Kopie GmbH", "Hafenstr. 8", "20457", "Hamburg", "040 5550102"]
    rows = [(40, 30, "Informationen zum Käufer"), (320, 30, "Informationen zum Verkäufer")]
    for k, (key, *values) in enumerate(zip(keys, buyer, seller, strict=True)):
        for left, value in zip((40, 320), values, strict=True):
            rows += [(left, 46 + 13 * k, key), (left + 120, 46 + 13 * k, value)]
    values = found(make_page(rows))
    assert values["buyer.address"] == "Amtsweg 3, 12345 Musterstadt"
    assert values["seller.name"] == "Nordwind Kopie GmbH"
    assert values["seller.address"] == "Hafenstr. 8, 20457 Hamburg"
    assert values["seller.phone"] == "040 5550102"


def test_a_breakdown_of_taxes_beside_the_sums(make_page: Make) -> None:
    rows = [("VAT rate", "Net", "VAT"), ("0%", "50.00", "0.00"), ("20%", "60.00", "12.00")]
    sums = [("Total net", "110.00"), ("Total VAT", "12.00"), ("Invoice total", "122.00")]
    lines = [(40, 40, "Invoice")]
    for k, (row, (label, amount)) in enumerate(zip(rows, sums, strict=True)):
        top = 330 + 13 * k
        lines += [(60, top, row[0]), (130, top, row[1]), (190, top, row[2]), (400, top, label), (-550, top, amount)]
    values = found(make_page(lines))
    assert (values["taxes[1].rate"], values["taxes[1].base"], values["taxes[1].amount"]) == ("20%", "60.00", "12.00")
    assert values["total"] == "122.00"


def test_a_rate_with_decimals_before_the_name_of_the_tax(make_page: Make) -> None:
    lines = [
        (60, 40, "Rechnung"), (380, 400, "Summe netto"), (-540, 400, "200,00 EUR"), (380, 413, "+ 19,00% MwSt."),
        (-540, 413, "38,00 EUR"), (380, 428, "Rechnungsbetrag"), (-540, 428, "238,00 EUR"),
    ]  # fmt: skip
    values = found(make_page(lines))
    assert (values["tax_total"], values["taxes[0].rate"]) == ("38,00 EUR", "19,00%")


def test_a_sentence_about_payment_ends_before_the_bank(make_page: Make) -> None:
    lines = [
        (40, 40, "Facture"), (40, 400, "Règlement par virement à 30 jours fin de mois"),
        (40, 411, "IBAN : FR76 3000 6000 0112 3456 7890 189"),
    ]  # fmt: skip
    assert found(make_page(lines))["payment.terms"] == "Règlement par virement à 30 jours fin de mois"


def test_a_spanish_tax_number_with_its_country_is_a_vat_number(make_page: Make) -> None:
    def seller(tax_number: str) -> dict[str, str]:
        lines = ["Suministros Alborada S.A.", "Plaza Nueva, 48", "41003 Sevilla", f"NIF: {tax_number}"]
        return found(make_page([(40, 40 + 12 * k, line) for k, line in enumerate(lines)]))

    assert seller("B00309955").get("seller.tax_id") == "B00309955"
    assert "seller.vat_id" not in seller("B00309955")
    assert seller("ESB00309955").get("seller.vat_id") == "ESB00309955"


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


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_any_page_gives_candidates_in_range(make_page: Make, lines: list[tuple[int, int, list[str]]]) -> None:
    page = make_page([(left, top, " ".join(words)) for left, top, words in lines])
    findings = find((page,), Classification("invoice"))
    assert all(0 <= candidate.score <= 1 and candidate.text for candidate in findings.candidates)


def test_no_pages() -> None:
    assert find((), Classification("invoice")).candidates == ()

"""Receipts as rows of text: what is found on them, and what is left alone. All shops are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docfields.annotate import annotate
from docfields.document import Candidate, Classification, Line, Quad, TextPage, Word
from docfields.find.receipt import find, spot_numbers

CHARACTER, ROW = 10.0, 30.0
"""Width of a character and distance of rows in the pages of these tests, in pixels."""

GROCER = (
    "TAN AH KOW",
    "SUNRISE LOTUS TRADING SDN BHD",
    "(123456-X)",
    "NO. 7, JALAN MAWAR 3,",
    "TAMAN BUNGA, 43000 KAJANG,",
    "SELANGOR",
    "TEL: 03-8888 1234",
    "GST ID: 000123456789",
    "TAX INVOICE",
    "Doc No: CS00012345    Date: 05/03/2018    Time: 14:05:09",
    "Item    Qty    Price    Amount",
    "MILK 1L    2    3.50    7.00",
    "BREAD    1    4.27    4.27",
    "Total Qty: 3",
    "Total (Excluding GST)    10.63",
    "Total GST    0.64",
    "Total (Inclusive GST)    11.27",
    "Rounding Adj    -0.02",
    "TOTAL ROUNDED    RM 11.25",
    "CASH    RM 20.00",
    "CHANGE    RM 8.75",
    "GST Summary    Amount    Tax",
    "SR 6%    10.63    0.64",
    "THANK YOU PLEASE COME AGAIN",
)


def page_of(rows: Sequence[str], *, slope: float = 0.0) -> TextPage:
    """A page of rows; four spaces separate columns, each a line of its own; slope: dy/dx in pixels."""
    lines = []
    for index, row in enumerate(rows):
        x = 20.0
        columns = [column for column in row.split("    ") if column]
        for position, column in enumerate(columns):
            if position and position == len(columns) - 1:
                x = 560.0 - CHARACTER * len(column)  # the last column is set flush right
            lines.append(line_of(column, x, 20.0 + ROW * index, slope))
            x += CHARACTER * (len(column) + 4)
    return annotate(TextPage(0, 600.0, ROW * (len(rows) + 2), tuple(lines), "ocr"))


def line_of(text: str, left: float, top: float, slope: float) -> Line:
    words = []
    for word in text.split():
        right = left + CHARACTER * len(word)
        a, b = top + slope * left, top + slope * right
        words.append(Word(word, Quad(((left, a), (right, b), (right, b + 20), (left, a + 20)))))
        left = right + CHARACTER
    first, last = words[0].quad.points, words[-1].quad.points
    return Line(tuple(words), Quad((first[0], last[1], last[2], first[3])))


def found(rows: Sequence[str], *, slope: float = 0.0) -> dict[str, list[Candidate]]:
    """Candidates by field, best first."""
    by_field: dict[str, list[Candidate]] = {}
    for one in find([page_of(rows, slope=slope)], Classification("receipt")):
        by_field.setdefault(one.field, []).append(one)
    return {name: sorted(all_, key=lambda one: -one.score) for name, all_ in by_field.items()}


def best(rows: Sequence[str], field: str, *, slope: float = 0.0) -> str | None:
    candidates = found(rows, slope=slope).get(field)
    return candidates[0].text if candidates else None


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("seller.name", "SUNRISE LOTUS TRADING SDN BHD"),
        ("seller.address", "NO. 7, JALAN MAWAR 3, TAMAN BUNGA, 43000 KAJANG, SELANGOR"),
        ("seller.phone", "03-8888 1234"),
        ("seller.tax_id", "000123456789"),
        ("number", "CS00012345"),
        ("date", "05/03/2018"),
        ("time", "14:05:09"),
        ("tax", "0.64"),
        ("paid", "RM 20.00"),
        ("change", "RM 8.75"),
        ("payment.method", "cash"),
        ("line_items[0].description", "MILK 1L"),
        ("line_items[0].quantity", "2"),
        ("line_items[0].unit_price", "3.50"),
        ("line_items[1].amount", "4.27"),
        ("taxes[0].rate", "6%"),
    ],
)
def test_a_whole_receipt(field: str, text: str) -> None:
    assert best(GROCER, field) == text


@pytest.mark.parametrize("slope", [-0.04, 0.0, 0.04])
def test_the_rounded_total_is_what_is_paid_also_on_a_tilted_page(slope: float) -> None:
    total = best(GROCER, "total", slope=slope)
    assert total is not None
    assert total.endswith("11.25")


def test_candidates_lie_on_the_page_and_scores_are_shares() -> None:
    page = page_of(GROCER)
    for one in find([page], Classification("receipt")):
        assert 0.0 <= one.score <= 1.0
        assert one.words
        assert one.page == 0
        assert 0 <= one.quad.left < one.quad.right <= page.width


def test_there_are_only_two_items() -> None:
    assert not [name for name in found(GROCER) if name.startswith("line_items[2]")]


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (("TOTAL QTY    5", "SUBTOTAL    9.00", "TAX    0.90", "TOTAL    9.90"), "9.90"),
        (("AMOUNT    10.00", "SER TAX 15%    1.50", "NET AMOUNT    11.50"), "11.50"),
        (("TOTAL SAVINGS    50.00", "BALANCE DUE    12.34", "VISA    12.34"), "12.34"),
        (("SUMME EUR    23,80", "BAR    50,00", "RÜCKGELD    26,20", "MWST 19%    3,80"), "23,80"),
        (("SOUS-TOTAL    10,00", "TVA 20%    2,00", "TOTAL TTC    12,00"), "12,00"),
        (("TOTALE COMPLESSIVO    8,50", "DI CUI IVA    0,77", "CONTANTI    10,00", "RESTO    1,50"), "8,50"),
        (("Total", "19.99", "CASH    20.00", "CHANGE    0.01"), "19.99"),
    ],
)
def test_totals_in_several_ways_of_print(rows: Sequence[str], total: str) -> None:
    assert best(("CORNER SHOP", "COFFEE    1.00", *rows), "total") == total


def test_an_amount_without_a_label_completes_the_balance() -> None:
    """The label of the tax was misread; the two amounts above the total give it."""
    rows = ("CORNER DINER", "SOUP    12.00", "SALAD    15.98", "Food    27.98", "1ax    2.03", "Total    30.01")
    fields = found(rows)
    assert fields["total"][0].text == "30.01"
    assert fields["tax"][0].text == "2.03"
    assert fields["subtotal"][0].text == "27.98"


def test_two_items_are_no_net_amount_and_tax() -> None:
    fields = found(("CORNER DINER", "STEAK    20.00", "TEA    3.00", "Total    23.00"))
    assert "tax" not in fields
    assert "subtotal" not in fields


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (("*** SILVER FERN BAKERY ***", "12 HIGH STREET", "SPRINGFIELD, IL 62701"), "SILVER FERN BAKERY"),
        (("BLUE HERON", "STATIONERY SDN. BHD. (99887-K)", "LOT 3, JALAN DUA"), "BLUE HERON STATIONERY SDN. BHD."),
        (("31802016", "TAX INVOICE", "KEDAI MELATI ENTERPRISE", "NO 5, JALAN SATU"), "KEDAI MELATI ENTERPRISE"),
        (("OWN BY: NORTH STAR FOODS SDN BHD", "NO 9, JALAN TIGA"), "NORTH STAR FOODS SDN BHD"),
        (("GASTHAUS ZUR LINDE GMBH", "Hauptstraße 5", "80331 München"), "GASTHAUS ZUR LINDE GMBH"),
    ],
)
def test_names(head: Sequence[str], name: str) -> None:
    assert best((*head, "TEL: 555 0100", "COFFEE    1.00", "TOTAL    1.00"), "seller.name") == name


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (("SILVER FERN BAKERY", "12 HIGH STREET", "SPRINGFIELD, IL 62701"), "12 HIGH STREET, SPRINGFIELD, IL 62701"),
        (("BÄCKEREI KORN GMBH", "Lindenallee 12", "10115 Berlin"), "Lindenallee 12, 10115 Berlin"),
        (("CORNER SHOP", "OPEN DAILY", "THANK YOU"), None),
    ],
)
def test_addresses(head: Sequence[str], address: str | None) -> None:
    assert best((*head, "TEL: 555 0100", "COFFEE    1.00", "TOTAL    1.00"), "seller.address") == address


def test_the_date_of_sale_and_not_the_last_day_of_an_offer() -> None:
    rows = ("CORNER SHOP", "VALID UNTIL 31/12/2019", "COFFEE    1.00", "TOTAL    1.00", "02/02/2019 10:15")
    assert best(rows, "date") == "02/02/2019"
    assert best(rows, "time") == "10:15"


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        (("2 COFFEE    7.00", "1 CAKE    4.00"), [("COFFEE", "2", "7.00"), ("CAKE", "1", "4.00")]),
        (
            ("COFFEE", "2 x    3.50    7.00", "CAKE", "1 x    4.00    4.00"),
            [("COFFEE", "2", "7.00"), ("CAKE", "1", "4.00")],
        ),
        (
            (
                "Item    Qty    Price    Amount",
                "90210    2    3.50    7.00 SR",
                "COFFEE",
                "90211    1    4.00    4.00 SR",
                "CAKE",
            ),
            [("COFFEE", "2", "7.00"), ("CAKE", "1", "4.00")],
        ),
    ],
)
def test_three_ways_to_print_items(rows: Sequence[str], items: list[tuple[str, str, str]]) -> None:
    fields = found(("CORNER CAFE", *rows, "TOTAL    11.00"))
    read = [
        tuple(fields[f"line_items[{k}].{part}"][0].text for part in ("description", "quantity", "amount"))
        for k in range(len(items))
    ]
    assert read == items


def test_an_empty_page_has_nothing() -> None:
    assert find([annotate(TextPage(0, 100.0, 100.0, (), "ocr"))], Classification("receipt")) == ()


def test_numbers_are_not_dates() -> None:
    assert [one.value for one in spot_numbers("CS00012345 05/03/2018 14:05")] == ["CS00012345"]


def seller(*head: str) -> dict[str, list[Candidate]]:
    return found((*head, "COFFEE    1.00", "TOTAL    1.00"))


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (("MILL SHOP LTD", "12 Weaver's Yard", "York YO1 7AA"), "12 Weaver's Yard, York YO1 7AA"),
        (("MILL SHOP LTD", "12 Orchard Row", "York Y01 7AA"), "12 Orchard Row, York YO1 7AA"),
        (("FEINKOST BEISPIEL GMBH", "Am Alten Tor 5", "04109 Leipzig"), "Am Alten Tor 5, 04109 Leipzig"),
        (
            ("CORNER CAFE", "80 LONG ROAD,", "SINGAPORE 123456 TEL. 6123 4567"),
            "80 LONG ROAD, SINGAPORE 123456",
        ),
    ],
)
def test_a_number_over_a_postal_code_is_an_address_whatever_the_street_is_called(
    head: Sequence[str], address: str
) -> None:
    assert seller(*head)["seller.address"][0].text == address


def test_an_address_is_no_name_where_the_name_was_a_logo() -> None:
    assert "seller.name" not in seller("19, JALAN MAWAR", "55100 KUALA LUMPUR", "MALAYSIA", "GST ID: 000123456789")


def test_a_cashier_is_not_the_seller() -> None:
    names = seller("SUNNY BURGER", "Cashier: ELLA CO", "TEL: 555 0100")["seller.name"]
    assert names[0].text == "SUNNY BURGER"


@pytest.mark.parametrize(
    ("row", "phone"),
    [
        ("Store #661 - (434) 555-0100", "(434) 555-0100"),
        ("P.O BOX 1014 - 10100 NYERI", None),
        ("ABN 12 345 678 901", None),
    ],
)
def test_phones_and_other_numbers(row: str, phone: str | None) -> None:
    phones = seller("CORNER SHOP", row, "5 HIGH STREET").get("seller.phone")
    assert (phones[0].text if phones else None) == phone


def test_a_time_has_minutes() -> None:
    assert "time" not in found(("CORNER SHOP", "COFFEE    1.00", "TOTAL    1.00", "02/02/2019", "Reg 1 AM"))


@pytest.mark.parametrize(
    ("payment", "method"),
    [
        ("EC-Karte    12,00", "card"),
        ("Espèces    12,00", "cash"),
        ("VISA    12,00", "VISA"),
        ("CASH TENDERED    12.00", "cash"),
    ],
)
def test_ways_to_pay_have_one_name(payment: str, method: str) -> None:
    assert best(("CORNER SHOP", "COFFEE    12.00", "TOTAL    12.00", payment), "payment.method") == method


def test_an_item_with_a_word_of_payments_was_not_paid_with() -> None:
    rows = ("CORNER SHOP", "BIRTHDAY CARD    1.99", "SOAP    3.00", "TOTAL    4.99", "CASH    5.00", "CHANGE    0.01")
    assert best(rows, "paid") == "5.00"
    assert best(rows, "payment.method") == "cash"


def test_a_vat_number_needs_no_label() -> None:
    assert best(("BOUTIQUE EXEMPLE SA", "TVA FR40303265045", "PAIN    1,00", "TOTAL    1,00"), "seller.tax_id") == (
        "FR40303265045"
    )


def test_the_currency_of_the_country_where_none_is_printed() -> None:
    page = page_of(("CORNER SHOP", "COFFEE    1.00", "TOTAL    1.00"))
    given = [one for one in find([page], Classification("receipt", country="MY")) if one.field == "currency"]
    assert [(one.text, one.origin) for one in given] == [("MYR", "derived")]


def test_a_lost_decimal_point() -> None:
    rows = ("CORNER SHOP", "ROPE    57.50", "Subtotal    57 50", "Tax    3.45", "Total    60.95")
    assert best(rows, "subtotal") == "57.50"


def test_a_service_charge_is_no_tax_though_it_adds_up() -> None:
    fields = found(("CLUB", "WINE    316.00", "SUBTOTAL    316.00", "SERVICE CHARGE    31.60", "TOTAL    347.60"))
    assert fields["service_charge"][0].text == "31.60"
    assert "tax" not in fields
    assert "tip" not in fields


def test_a_total_of_taxes_is_no_total() -> None:
    rows = ("SHOP", "PEN    90.00", "TOTAL 5% SALES TAX    4.50", "TOTAL TAX    4.50", "TOTAL    94.50")
    assert best(rows, "total") == "94.50"


def test_weighed_items_and_counts_that_are_glued_to_their_price() -> None:
    rows = ("SHOP", "Bananas loose", "0.865 kg x 1.12    0.97", "Apples", "3x1.18    3.54", "Bags 30L x20    2.29")
    fields = found((*rows, "TOTAL    6.80"))
    assert [fields[f"line_items[{k}].description"][0].text for k in range(3)] == [
        "Bananas loose",
        "Apples",
        "Bags 30L x20",
    ]
    assert [fields[f"line_items[{k}].quantity"][0].text for k in range(2)] == ["0.865", "3"]
    assert "line_items[2].quantity" not in fields


def test_a_sum_by_an_unknown_name_is_no_item() -> None:
    fields = found(("DINER", "SOUP    12.00", "SALAD    15.98", "Kitchen    27.98", "TOTAL    27.98"))
    assert "line_items[1].amount" in fields
    assert "line_items[2].amount" not in fields


def test_an_item_that_sounds_like_money_does_not_end_the_list() -> None:
    rows = ("BOUTIQUE EXEMPLE SA", "Pain    2,00", "Liquide vaisselle", "2 x 1,02    2,04", "Miel    5,00")
    fields = found((*rows, "TOTAL    9,04", "Espèces    10,00", "Rendu    0,96"))
    assert fields["line_items[1].description"][0].text == "Liquide vaisselle"
    assert fields["line_items[2].description"][0].text == "Miel"

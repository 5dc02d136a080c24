import time

import pytest

from docfields.notation import amounts, contacts, currencies, dates, identifiers, times


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Tel: (212)555-0123", ["(212)555-0123"]),
        ("(P)212-555-0123", ["212-555-0123"]),
        ("TEL 03-5550 1234 FAX: 03-5550 1235", ["03-5550 1234", "03-5550 1235"]),
        ("Tel.: +49 (0)30 55501-23", ["+49 (0)30 55501-23"]),
        ("TELNO0305550123", ["0305550123"]),
        ("12.05.2019", []),
        ("1,234.56 2.00", []),
    ],
)
def test_phones(text: str, phones: list[str]) -> None:
    assert [one.value for one in contacts.find_phones(text)] == phones


def test_a_known_region_raises_the_score() -> None:
    [plain], [regional] = contacts.find_phones("2125550123"), contacts.find_phones("2125550123", "US")
    assert regional.score > plain.score


def test_emails_without_the_spaces_of_ocr() -> None:
    assert [one.value for one in contacts.find_emails("Mail: jo.doe @ firma . example")] == ["jo.doe@firma.example"]


def test_websites_are_no_parts_of_emails() -> None:
    assert [one.value for one in contacts.find_websites("info@firma.de www.firma.example/shop")] == [
        "www.firma.example/shop"
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RM", "MYR"),
        ("eur", "EUR"),
        ("€", "EUR"),
        ("Rs.", "INR"),
        ("zł", "PLN"),
        ("人民币", "CNY"),
        ("Total", None),
    ],
)
def test_currency_codes(text: str, code: str | None) -> None:
    assert currencies.code_of(text) == code


def test_the_country_decides_whose_dollar() -> None:
    assert currencies.code_of("$") == "USD"
    assert currencies.code_of("$", "CA") == "CAD"
    assert currencies.code_of("kr", "DK") == "DKK"
    assert currencies.code_of("€", "US") == "EUR"


def test_words_in_capitals_are_currencies_only_beside_numbers() -> None:
    assert [one.value for one in currencies.find("ALL TOP 5 TRY")] == ["TOP", "TRY"]
    assert currencies.find("ALL THE BEST") == ()


HOSTILE = (
    "1" * 5000,
    "12 " * 1500,
    "a@" * 2500,
    "+1" * 2500,
    "A1" * 2500,
    "1." * 2500,
    "-" * 5000,
    "may " * 1000,
)
FINDERS = (
    amounts.find,
    dates.find,
    times.find,
    contacts.find_phones,
    contacts.find_emails,
    contacts.find_websites,
    currencies.find,
    identifiers.find_ibans,
    identifiers.find_vat_ids,
    identifiers.find_tax_ids,
    identifiers.find_card_numbers,
    identifiers.find_references,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_take_no_exponential_time(text: str) -> None:
    started = time.process_time()
    for find in FINDERS:
        find(text)
    assert time.process_time() - started < 10

import pytest

from docfields.decode.habits import habits_of
from docfields.document import Classification, Line, Quad, TextPage, Word

QUAD = Quad.from_box(0, 0, 100, 10)


def page_of(*texts: str, language: str | None = None) -> TextPage:
    lines = tuple(Line(tuple(Word(word, QUAD) for word in text.split()), QUAD) for text in texts)
    return TextPage(0, 100, 100, lines, "ocr", language=language)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("25/12/2018",), "DMY"),
        (("12/25/2018",), "MDY"),
        (("Springfield, IL 62701",), "MDY"),
        (("(212) 555-0123", "Tax 1.00"), "MDY"),
        (("ExampleSdnBhd", "03/07/2018"), "DMY"),
        (("Total 1.234,50 EUR",), "DMY"),
        (("USt-IdNr. DE136695976",), "DMY"),
        (("03.07.2018",), "DMY"),
        (("Invoice", "03/07/2018"), None),
        (("06/06/2018",), None),
        (("25/12/2018", "12/25/2018"), None),
    ],
)
def test_order_of_dates(texts: tuple[str, ...], order: str | None) -> None:
    assert habits_of((page_of(*texts),), Classification("receipt")).date_order == order


def test_country_comes_from_the_classification_or_from_checked_numbers() -> None:
    vat = (page_of("USt-IdNr. DE136695976"),)
    assert habits_of(vat, Classification("invoice")).country == "DE"
    assert habits_of(vat, Classification("invoice", country="FRA")).country == "FR"
    assert habits_of((page_of("DE136695977"),), Classification("invoice")).country is None


def test_currency_of_the_country() -> None:
    assert habits_of((), Classification("receipt", country="CA")).currency == "CAD"


@pytest.mark.parametrize(
    ("texts", "mark"),
    [(("1.234,50", "9,99"), ","), (("1,234.50",), "."), (("1.234",), None), (("1,50", "1.50"), None)],
)
def test_decimal_mark(texts: tuple[str, ...], mark: str | None) -> None:
    assert habits_of((page_of(*texts),), Classification("invoice")).decimal_mark == mark

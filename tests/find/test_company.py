"""Names of firms and lines of addresses of several countries."""

from __future__ import annotations

import pytest

from docfields.find import company


@pytest.mark.parametrize(
    "text",
    ["Muster GmbH & Co. KG", "Example Ltd.", "Exemple SARL", "Esempio S.r.l.", "Voorbeeld B.V.", "Przykład Sp. z o.o.",
     "Ejemplo S.L.", "Exempel AB", "Contoh Sdn Bhd", "示例有限公司"],
)  # fmt: skip
def test_firms(text: str) -> None:
    assert company.is_company(text)


@pytest.mark.parametrize("text", ["Erika Beispiel", "Hauptstraße 5", "12345 Musterstadt", "Marie Exemple"])
def test_no_firms(text: str) -> None:
    assert not company.is_company(text)


@pytest.mark.parametrize(
    "text",
    ["12345 Musterstadt", "DE 80333 München", "75011 PARIS, FR", "Springfield, IL 62701", "Leeds LS1 2AB",
     "1015 AA Amsterdam", "00-950 Warszawa", "20121 Milano (MI)", "Ottawa, ON K1A 0B1"],
)  # fmt: skip
def test_postal_lines(text: str) -> None:
    assert company.is_postal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hauptstraße 5",
        "12 rue des Lilas",
        "4711 Innovation Drive",
        "Via Garibaldi 12",
        "Keizersgracht 100",
        "P.O. Box 12",
    ],
)
def test_streets(text: str) -> None:
    assert company.is_street(text) and not company.is_postal(text)


@pytest.mark.parametrize(
    ("text", "firm"), [("Major Holdings", True), ("Smith, Jones and Lee", True), ("Mary Major", False)]
)
def test_names_without_a_legal_form(text: str, firm: bool) -> None:
    assert company.looks_like_firm(text) is firm


@pytest.mark.parametrize(("text", "alone"), [("Limited", True), ("GmbH & Co. KG", True), ("Muster GmbH", False)])
def test_a_legal_form_alone_is_the_second_line_of_a_name(text: str, alone: bool) -> None:
    assert company.is_legal_form(text) is alone

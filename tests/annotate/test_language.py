"""Script and language of a page."""

import pytest

from docfields.annotate import annotate
from docfields.annotate.language import LANGUAGES, script_of, stop_words
from docfields.document import Line, Quad, TextPage, Word

TEXTS = {
    "en": ["Invoice number 4711", "Please pay the amount due within 30 days", "Thank you for your order"],
    "de": ["Rechnungsnummer 4711", "Bitte zahlen Sie den Betrag bis zum", "Wir danken für Ihren Auftrag"],
    "fr": ["Facture n° 4711", "Nous vous remercions de votre commande", "Total TTC"],
    "es": ["Factura nº 4711", "Gracias por su pedido", "Fecha de vencimiento", "Base imponible"],
    "it": ["Fattura n. 4711", "Grazie per il vostro ordine", "Data scadenza", "Totale imponibile"],
    "nl": ["Factuurnummer 4711", "Wij danken u voor uw bestelling", "Te betalen voor"],
    "pt": ["Fatura n.º 4711", "Obrigado pela sua encomenda", "Data de vencimento", "Total a pagar"],
    "pl": ["Faktura nr 4711", "Termin płatności", "Do zapłaty", "Dziękujemy za zamówienie"],
    "sv": ["Fakturanummer 4711", "Att betala", "Tack för din beställning", "Förfallodatum"],
    "zh": ["发票号码 4711", "开票日期", "价税合计"],
}


def page_of(texts: list[str]) -> TextPage:
    lines = []
    for index, text in enumerate(texts):
        quad = Quad.from_box(0, index * 20, 400, index * 20 + 15)
        lines.append(Line(tuple(Word(word, quad) for word in text.split()), quad))
    return TextPage(0, 400, 600, tuple(lines), "ocr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_of_a_page(language: str) -> None:
    assert annotate(page_of(TEXTS[language])).language == language


@pytest.mark.parametrize("texts", [[], ["12.50", "4711"], ["Xqzv Wlkp"]])
def test_no_language_without_evidence(texts: list[str]) -> None:
    assert annotate(page_of(texts)).language is None


@pytest.mark.parametrize(
    ("text", "script"),
    [("Total 12", "Latin"), ("发票 No", "Han"), ("счёт", "Cyrillic"), ("さくら", "Kana"), ("12.50", None)],
)
def test_script_of_letters(text: str, script: str | None) -> None:
    assert script_of(page_of([text]).lines) == script


def test_stop_words_come_from_all_languages() -> None:
    assert {language for languages in stop_words().values() for language in languages} == set(LANGUAGES)

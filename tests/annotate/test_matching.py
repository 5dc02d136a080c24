"""Key phrases found in lines as OCR reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.annotate.matching import choose_labels, find_matches, fold_lines
from docfields.annotate.phrasebook import Phrasebook, make_phrase
from docfields.document import Label, Line, Quad, Word

BOOK = Phrasebook.of(
    tuple(
        make_phrase(concept, kind, language, text)
        for concept, kind, language, texts in (
            ("number", "invoice", "en", ["invoice no", "invoice number", "no"]),
            ("number", "invoice", "de", ["Rechnungsnummer", "Nr"]),
            ("number", "invoice", "zh", ["发票号码"]),
            ("kind.invoice", "invoice", "en", ["invoice"]),
            ("issue_date", "invoice", "en", ["date"]),
            ("issue_date", "invoice", "de", ["Datum", "vom"]),
            ("role.seller", "invoice", "es", ["de"]),
            ("total", "invoice", "en", ["total"]),
            ("total", "invoice", "es", ["total", "importe total"]),
            ("item.amount", "invoice", "en", ["total"]),
            ("total", "receipt", "en", ["total"]),
            ("seller.vat_id", "invoice", "fr", ["TVA"]),
        )
        for text in texts
    )
)


def line_of(text: str) -> Line:
    """A line whose characters are ten pixels wide and twenty high."""
    words = []
    offset = 0
    for word in text.split(" "):
        words.append(Word(word, Quad.from_box(offset * 10, 0, (offset + len(word)) * 10, 20)))
        offset += len(word) + 1
    return Line(tuple(words), Quad.around([word.quad for word in words]))


def labels_of(text: str, language: str | None = "en") -> tuple[Label, ...]:
    lines = (line_of(text),)
    texts = fold_lines(lines)
    return choose_labels(lines, texts, find_matches(texts, BOOK), language)


def found(text: str, language: str | None = "en") -> list[tuple[str, int, int]]:
    return [(label.concept, label.first, label.last) for label in labels_of(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "Invoice No 4711",
        "lnvoice N0 4711",
        "INVOICE NO.: 4711",
        "lNV0ICE N°: 4711",
        "Invoice # 4711",
    ],
)
def test_reading_errors_and_case_do_not_matter(text: str) -> None:
    assert found(text) == [("number", 0, 2)]


def test_glued_labels_cover_the_whole_word_and_point_at_their_part() -> None:
    (label,) = labels_of("Date:12.03.2019")
    assert (label.concept, label.first, label.last) == ("issue_date", 0, 1)
    assert label.quad == Quad.from_box(0, 0, 40, 20)
    assert found("发票号码：12345678", "zh") == [("number", 0, 1)]


def test_missing_and_superfluous_spaces() -> None:
    assert found("INVOICENO 4711") == [("number", 0, 1)]
    assert found("Re chnungsnummer 4711", "de") == [("number", 0, 2)]
    exact, spaced = labels_of("Rechnungsnummer", "de")[0], labels_of("Re chnungsnummer", "de")[0]
    assert exact.score == 1.0 > spaced.score


def test_a_wrong_character_in_six_is_forgiven_and_costs_score() -> None:
    (label,) = labels_of("Rechnungsnunmer 4711", "de")
    assert label.phrase == "Rechnungsnummer"
    assert 0.8 < label.score < 1.0
    assert found("Rechnumgsnunmer 4711", "de") == [("number", 0, 1)]
    assert found("Rechmumgsnunner", "de") == []


def test_a_phrase_damaged_at_both_ends_is_not_found() -> None:
    assert found("Rechtungsnumner 4711", "de") == []


def test_short_phrases_stand_alone_and_exactly() -> None:
    assert found("No. 4711") == [("number", 0, 1)]
    assert found("NO.4711") == [("number", 0, 1)]
    assert found("Norway know-no 4711") == []
    assert found("Na 4711") == []


def test_short_words_of_other_languages_are_no_labels() -> None:
    assert found("Vin de table") == []
    assert found("Casa de Invierno", "es") == [("role.seller", 1, 2)]
    assert found("TVA 20%", "de") == [("seller.vat_id", 0, 1)]


def test_numbers_are_no_labels() -> None:
    assert found("707A1") == []
    assert found("10741") == []


def test_the_longest_phrase_of_a_kind_wins() -> None:
    assert found("Invoice number") == [("number", 0, 2)]
    assert found("Invoice") == [("kind.invoice", 0, 1)]


def test_a_word_may_mean_several_things() -> None:
    labels = labels_of("TOTAL 12.50")
    assert {(label.kind, label.concept) for label in labels} == {
        ("invoice", "item.amount"),
        ("invoice", "total"),
        ("receipt", "total"),
    }


def test_of_equal_phrases_that_of_the_page_s_language_is_named() -> None:
    for language in ("en", "es"):
        labels = labels_of("Total", language)
        assert {x.language for x in labels if (x.kind, x.concept) == ("invoice", "total")} == {language}


def test_a_tilted_line_gives_a_tilted_label() -> None:
    quad = Quad(((0, 0), (100, 50), (90, 70), (-10, 20)))
    line = Line((Word("Total:1.00", quad),), quad)
    texts = fold_lines((line,))
    label = choose_labels((line,), texts, find_matches(texts, BOOK), "en")[0]
    assert label.quad == Quad(((0, 0), (50, 25), (40, 45), (-10, 20)))


@given(st.lists(st.text(alphabet="InvoiceNo0l1 .:#发票号码TOTALdate", min_size=1, max_size=10), max_size=5))
def test_labels_lie_within_their_line(words: list[str]) -> None:
    text = " ".join(" ".join(words).split())
    if not text:
        return
    line = line_of(text)
    for label in labels_of(text):
        assert 0 <= label.first < label.last <= len(line.words)
        assert line.quad.left <= label.quad.left < label.quad.right <= line.quad.right
        assert 0.8 <= label.score <= 1.0

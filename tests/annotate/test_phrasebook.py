"""The phrase files and their index."""

from pathlib import Path

import pytest

from docfields.annotate import phrasebook as module
from docfields.annotate.language import LANGUAGES
from docfields.annotate.phrasebook import (
    MULTILINGUAL,
    Phrasebook,
    load_phrasebook,
    make_phrase,
    piece_length,
    read_phrases,
)

FILES = sorted((Path(module.__file__).parent / "phrases").glob("*/*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_phrase_files_are_well_formed(path: Path) -> None:
    phrases = read_phrases("invoice", path.stem, path.read_text(encoding="utf-8"))
    assert phrases
    assert path.stem in (*LANGUAGES, MULTILINGUAL)
    for phrase in phrases:
        assert phrase.concept == phrase.concept.strip(".")
        assert phrase.text == phrase.text.strip()


def test_invoices_have_phrases_in_all_languages() -> None:
    phrases = [phrase for phrase in load_phrasebook().phrases if phrase.kind == "invoice"]
    for language in LANGUAGES:
        concepts = {phrase.concept for phrase in phrases if phrase.language == language}
        assert {"number", "issue_date", "due_date", "total", "item.quantity", "kind.invoice"} <= concepts


def test_quoted_and_dotted_keys_mean_the_same() -> None:
    quoted = read_phrases("invoice", "en", '"seller.vat_id" = ["VAT no"]')
    dotted = read_phrases("invoice", "en", 'seller.vat_id = ["VAT no"]')
    assert quoted == dotted
    assert quoted[0].concept == "seller.vat_id"


def test_a_phrase_of_punctuation_is_refused() -> None:
    with pytest.raises(ValueError, match="no letter"):
        make_phrase("number", "invoice", "en", "--")


def test_damaged_keys_are_indexed_by_their_ends() -> None:
    phrase = make_phrase("number", "invoice", "en", "invoice number")
    book = Phrasebook.of((phrase,))
    piece = piece_length(len(phrase.key))
    assert book.exact[phrase.key] == (phrase,)
    assert book.near[len(phrase.key), False, phrase.key[:piece]] == (phrase.key,)
    assert book.near[len(phrase.key), True, phrase.key[-piece:]] == (phrase.key,)

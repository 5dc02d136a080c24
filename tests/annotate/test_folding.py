"""How lines are folded so that reading errors look like the right spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.annotate.folding import Edge, fold


@pytest.mark.parametrize(
    ("printed", "misread"),
    [
        ("Invoice No.", "lnvoice N0."),
        ("TOTAL", "T0TA1"),
        ("Subtotal", "5ubtotal"),
        ("Line total", "L!ne tota1"),
        ("Amount", "Arnount"),
        ("Wert", "VVert"),
        ("Fälligkeit", "FALLIGKEIT"),
        ("Facture n°", "FACTURE #"),
        ("Total", "Ｔｏｔａｌ"),
        ("Straße", "STRASSE"),
    ],
)
def test_reading_errors_fold_to_the_same_key(printed: str, misread: str) -> None:
    assert fold(printed.split()).key == fold(misread.split()).key


def test_an_exclamation_mark_at_the_end_is_one() -> None:
    assert fold(["Total!"]).key == "total"


def test_numbers_stay_numbers() -> None:
    assert fold(["5108"]).key == "5108"
    assert fold(["S1O8"]).key == "slob"


def test_punctuation_and_spaces_go() -> None:
    assert fold(["USt.-Id.-Nr.:"]).key == fold(["UST", "ID", "NR"]).key


def test_edges_stand_at_words_punctuation_and_glued_values() -> None:
    text = fold(["TOTAL:12.50"])
    assert text.starts[0] is Edge.HARD
    assert text.ends[len("total")] is Edge.HARD
    assert fold(["TOTAL12"]).ends[len("total")] is Edge.SOFT
    assert fold(["TOTALRM12.50"]).ends[len("total")] is Edge.SOFT
    assert fold(["TOTALS"]).ends[len("total")] is Edge.NONE
    assert fold(["E-Mail"]).ends[1] is Edge.SOFT


def test_chinese_may_begin_and_end_anywhere() -> None:
    text = fold(["发票号码"])
    assert all(edge is Edge.HARD for edge in (*text.starts, *text.ends[1:]))


@given(st.lists(st.text(max_size=12), max_size=6))
def test_every_character_knows_its_place(words: list[str]) -> None:
    text = fold(words)
    assert len(text.key) == len(text.places) == len(text.starts)
    assert len(text.ends) == len(text.plain_at) == len(text.key) + 1
    for word, first, last in text.places:
        assert 0 <= first < last <= len(words[word])
    assert list(text.plain_at) == sorted(text.plain_at)
    assert text.plain_at[-1] == len(text.plain)

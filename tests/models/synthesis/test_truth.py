"""The truth moves with its page, and its JSON is what gold folders hold."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from docfields.document import Quad
from docfields.evaluation import gold
from docfields.models.synthesis.truth import (
    Place,
    SyntheticDocument,
    Truth,
    TruthCell,
    TruthTable,
    TruthWord,
    to_json,
    write_document,
)

BOX = Quad.from_box(10, 20, 40, 32)
EDGES = ((10, 20, 10, 32), (25, 20, 25, 32), (40, 20, 40, 32))


def truth_of(pages=1):
    words = tuple(TruthWord("ab", BOX, page, page, "number", None, EDGES) for page in range(pages))
    return Truth(
        kind="invoice",
        group="g",
        capture="pdf",
        size=(100, 200),
        fields={"number": "ab"},
        printed={"number": "ab"},
        words=words,
        pages=pages,
        places=tuple(Place("logo", BOX, page) for page in range(pages)),
        tables=(TruthTable(pages - 1, (TruthCell(0, 0, BOX, (pages - 1,)),)),),
        links=(((0,), (0,)),),
    )


def test_characters_lie_between_edges():
    [word] = truth_of().words
    assert [quad.left for quad in word.characters()] == [10, 25]
    assert Quad.around(word.characters()) == word.quad


@given(st.floats(0.1, 9), st.floats(-50, 50))
def test_everything_moves_along(scale, shift):
    truth = truth_of(2)
    moved = truth.recaptured("photo", (9, 9), [lambda points: points * scale, lambda points: points + shift], [1, 0])
    for word, place, expected in zip(
        moved.words, moved.places, (BOX.to_array() * scale, BOX.to_array() + shift), strict=True
    ):
        assert np.allclose(word.quad.to_array(), expected)
        assert np.allclose(place.quad.to_array(), expected)
        assert np.allclose(Quad.around(word.characters()).to_array(), expected)
    assert [word.page for word in moved.words] == [1, 0]
    assert moved.tables[0].page == 0
    assert np.allclose(moved.tables[0].cells[0].quad.to_array(), BOX.to_array() + shift)
    assert moved.pages == 2


def test_pages_come_onto_one_picture_where_nothing_else_is_said():
    moved = truth_of(2).recaptured("photo", (9, 9), [lambda points: points] * 2)
    assert moved.pages == 1
    assert {word.page for word in moved.words} == {0}


def test_json_is_read_as_a_gold_document(tmp_path):
    write_document(SyntheticDocument("one", ".png", b"", truth_of()), tmp_path)
    [document] = gold.documents(tmp_path)
    assert document.fields == {"number": "ab"}
    assert document.links == (((0,), (0,)),)
    assert document.words[0].quad == BOX
    entries = json.loads(to_json(truth_of()))
    assert entries["words"][0]["edges"] == [list(edge) for edge in EDGES]
    assert entries["places"] == [{"kind": "logo", "quad": [list(point) for point in BOX.points], "page": 0}]

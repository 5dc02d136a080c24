"""The recogniser: the ladder of widths, sparse lattices, independence of neighbours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from docfields.document import Quad
from docfields.models.sessions import open_session
from docfields.models.weights import RECOGNIZER
from docfields.ocr.recognize import CLASSES_KEPT, WIDTHS, ladder_width, read_vocabulary, recognize, sparse_lattice
from docfields.ocr.words import line_from_lattice

from .pictures import picture_of


@pytest.fixture(scope="module")
def session():
    return open_session(RECOGNIZER, threads=1)


def test_the_ladder_rises_and_holds_every_width():
    assert list(WIDTHS) == sorted(set(WIDTHS)) and all(width % RECOGNIZER.stride == 0 for width in WIDTHS)
    for width in range(1, WIDTHS[-1] + 1, 7):
        assert ladder_width(width) >= width
    assert ladder_width(10**6) == WIDTHS[-1]


def test_the_vocabulary_begins_with_the_blank_and_ends_with_the_space(session):
    vocabulary = read_vocabulary(session)
    assert len(vocabulary) == 18710
    assert vocabulary[0] == "" and vocabulary[-1] == " "
    assert {"A", "z", "0", "€", "é", "ß", "年"} <= set(vocabulary)


def test_a_crop_reads_the_same_alone_and_among_others(session):
    vocabulary = read_vocabulary(session)
    crops = [picture_of(text, height=48) for text in ("Total 12.50", "Rue de l'Été", "x", "Invoice No. 0042/B")]
    crops += [np.ascontiguousarray(crop[:, : crop.shape[1] - 5]) for crop in crops]
    quads = [np.array([[0, 0], [9, 0], [9, 3], [0, 3]], float)] * len(crops)
    together = recognize(crops, quads, vocabulary, session)
    for crop, quad, reading in zip(crops, quads, together, strict=True):
        lattice, alone = reading.lattice, recognize([crop], [quad], vocabulary, session)[0].lattice
        assert line_from_lattice(alone).words == line_from_lattice(lattice).words
        assert np.array_equal(alone.classes[:, 0], lattice.classes[:, 0])


def test_no_crops_give_no_lattices(session):
    assert recognize([], [], ("", "a", " "), session) == []


@settings(max_examples=50)
@given(arrays.arrays(np.float32, (6, 12), elements=st.floats(0, 1, width=32)))
def test_sparse_lattice_keeps_the_best_classes_in_order(probabilities):
    vocabulary = ("", *"abcdefghij", " ")
    lattice = sparse_lattice(probabilities, vocabulary, Quad.from_box(0, 0, 9, 3), 0.25)
    for step, row in enumerate(probabilities):
        slow = sorted(range(12), key=lambda index: (-row[index], index))[:CLASSES_KEPT]
        kept = [(index, row[index]) for index in slow if row[index] > 1e-3] or [(slow[0], row[slow[0]])]
        assert lattice.classes[step, : len(kept)].tolist() == [index for index, _ in kept]
        assert lattice.probabilities[step, : len(kept)] == pytest.approx([value for _, value in kept], abs=1e-4)
    assert lattice.space == pytest.approx(probabilities[:, -1], abs=1e-4)

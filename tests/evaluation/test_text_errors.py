"""What is wrong in a text, character by character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.evaluation.text_errors import Confusion, compare_texts


@pytest.mark.parametrize(
    ("true", "read", "confusions"),
    [
        ("Total", "Total", []),
        ("TOTAL", "T0TAL", [("O", "0", 1)]),
        ("modern", "modem", [("rn", "m", 4)]),
        ("No. 12", "No 12", [(".", "", 2)]),
        ("12.50", "12.500", [("", "0", 4)]),
        ("AB 12", "AB l2", [("1", "l", 3)]),
        ("50", "SO", [("5", "S", 0), ("0", "O", 1)]),
    ],
)
def test_confused_characters(true: str, read: str, confusions: list[tuple[str, str, int]]) -> None:
    found = compare_texts(true, read).confusions
    # An added character may stand on either side of its like.
    assert [(confusion.true, confusion.read) for confusion in found] == [pair[:2] for pair in confusions]
    assert all(confusion.at >= pair[2] for confusion, pair in zip(found, confusions, strict=True))


def test_the_place_of_a_confusion_counts_spaces() -> None:
    [confusion] = compare_texts("due to A", "dueto 4").confusions
    assert confusion == Confusion("A", "4", 7)


def test_case_is_no_confusion() -> None:
    errors = compare_texts("Total", "TOTAl")
    assert errors.case == 3 and errors.confusions == () and errors.plain_errors == 0 and errors.errors == 3


@pytest.mark.parametrize(
    ("true", "read", "lost", "added"),
    [
        ("Total due now", "Total due now", 0, 0),
        ("Total due now", "Totaldue now", 1, 0),
        ("12.50", "12. 50", 0, 1),
        ("a bc", "ab c", 1, 1),
        ("Tel: 12", "Tel 12", 0, 0),
        ("Tel: 12", "Tel12", 1, 0),
        ("x y", "zq", 1, 0),
        ("a  b", "a b", 0, 0),
    ],
)
def test_lost_and_added_spaces(true: str, read: str, lost: int, added: int) -> None:
    errors = compare_texts(true, read)
    assert (errors.spaces_lost, errors.spaces_added) == (lost, added)


def test_length_counts_characters_and_no_spaces() -> None:
    assert compare_texts("due to", "d u e").length == -2
    assert compare_texts("1", "11").length == 1


def test_a_line_that_failed_names_no_confusion() -> None:
    assert compare_texts("REPUBLIC OF", "x").confusions == ()


@given(st.text("aAb 1ıİß", max_size=12), st.text("aAb 1ıİß", max_size=12))
def test_any_two_texts_can_be_compared(true: str, read: str) -> None:
    errors = compare_texts(true, read)
    assert 0 <= errors.spaces_lost <= errors.spaces and errors.spaces_added >= 0
    assert (errors.errors == 0) == (" ".join(true.split()) == " ".join(read.split()))
    assert all(errors.true.startswith(confusion.true[:1], confusion.at) for confusion in errors.confusions)

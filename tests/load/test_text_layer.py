"""From MuPDF's characters to words and lines as displayed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.document import Quad
from docfields.load.text_layer import LayerWord, lines_of, words_of

UNTURNED = np.eye(3)


def word(text: str, left: float, baseline: float, size: float = 10.0, direction=(1.0, 0.0)) -> LayerWord:
    """A word of half a font size a letter."""
    start = (left, baseline)
    width = size * len(text) / 2
    end = (left + direction[0] * width, baseline + direction[1] * width)
    up = np.array([direction[1], -direction[0]])
    corners = [start + up * size, end + up * size, end - up * size / 4, start - up * size / 4]
    return LayerWord(text, Quad.from_array(np.array(corners)), direction, size, start, end, True)


def layout(text: str, *, size: float = 10.0, **span: Any) -> dict[str, Any]:
    """What rawdict gives for one line at (100, 200), half a font size a character."""
    chars = [
        {
            "c": c,
            "origin": (100 + i * size / 2, 200),
            "bbox": (100 + i * size / 2, 190, 100 + (i + 1) * size / 2, 203),
        }
        for i, c in enumerate(text)
    ]
    return {"blocks": [{"lines": [{"dir": (1.0, 0.0), "wmode": 0, "spans": [{"size": size, **span, "chars": chars}]}]}]}


def texts(words: list[LayerWord]) -> list[str]:
    return [line.text for line in lines_of(words)]


def test_words_are_parted_at_spaces_of_every_kind():
    assert [w.text for w in words_of(layout("Total 12,50\u00a0EUR\u2003x"), UNTURNED)] == [
        "Total",
        "12,50",
        "EUR",
        "x",
    ]


def test_a_quad_spans_the_letters_above_and_below_the_baseline():
    [found] = words_of(layout("Hg", ascender=0.8, descender=-0.2), UNTURNED)
    assert found.quad.points == ((100, 192), (110, 192), (110, 202), (100, 202))


@pytest.mark.parametrize("ascender", [0.0, 3.0, 0.9])
def test_fonts_that_lie_about_their_height_get_sensible_quads(ascender):
    [found] = words_of(layout("Hg", ascender=ascender, descender=0.0), UNTURNED)
    assert 8 <= found.quad.height <= 15


def test_invisible_text_is_marked():
    assert not words_of(layout("secret", char_flags=0), UNTURNED)[0].visible
    assert not words_of(layout("secret", alpha=0), UNTURNED)[0].visible
    assert words_of(layout("shown", char_flags=16, alpha=255), UNTURNED)[0].visible


def test_fake_bold_is_read_once():
    twice = layout("Total")
    twice["blocks"] += layout("Total")["blocks"]
    assert len(words_of(twice, UNTURNED)) == 1


def test_columns_far_apart_on_one_row_are_lines_of_their_own():
    assert texts([word("Total", 10, 100), word("due", 38, 100), word("12.50", 200, 100)]) == [
        "Total due",
        "12.50",
    ]


def test_rows_run_from_the_top_and_in_a_row_from_the_left():
    page = [word("d", 200, 141), word("b", 200, 101), word("c", 10, 140), word("a", 10, 100)]
    assert texts(page) == ["a", "b", "c", "d"]


def test_a_superscript_stays_in_its_line_and_small_print_beside_a_large_price_does_not():
    assert texts([word("19", 10, 100), word("%", 21, 97, size=6)]) == ["19 %"]
    assert texts([word("99", 10, 100, size=40), word("incl.", 51, 100, size=6)]) == ["99", "incl."]


def test_text_in_another_direction_comes_last_and_runs_along_itself():
    up = (0.0, -1.0)
    margin = [word("left", 5, 300, direction=up), word("margin", 5, 277, direction=up)]
    lines = lines_of([*margin, word("Invoice", 50, 50), word("Total", 50, 400), word("x", 200, 400)])
    assert [line.text for line in lines] == ["Invoice", "Total", "x", "left margin"]
    quad = lines[-1].quad.points
    assert quad[0][1] > quad[1][1]  # from the text's top left to its top right is upwards on the page


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 700), st.integers(4, 30)), max_size=60))
def test_every_word_is_in_exactly_one_line(places):
    page = [word(f"w{number}", x, y, size) for number, (x, y, size) in enumerate(places)]
    found = [text for line in lines_of(page) for text in line.text.split()]
    assert sorted(found) == sorted(w.text for w in page)


PLACES = [*zip("abcdefgh", [0, 10, 60, 200] * 2, [50] * 4 + [80] * 4, strict=True)]


@given(st.permutations([word(c, x, y) for c, x, y in PLACES]))
def test_lines_do_not_depend_on_the_order_in_the_file(page):
    assert texts(page) == ["a b", "c", "d", "e f", "g", "h"]

"""Rows and columns hold on pages that are straight, turned, or bent."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.document import Line, Quad, TextPage, Transform, Word
from docfields.find.geometry import Layout, quad_of, split_at_gaps


def _page(transform: Transform) -> TextPage:
    """Three rows of a label and an amount far to its right, mapped."""
    lines = []
    for row in range(3):
        for left, text in ((20, "Some label here"), (300, "123,45 EUR all")):
            words, x = [], float(left)
            for part in text.split():
                quad = Quad.from_box(x, 40 + 20 * row, x + 6 * len(part), 50 + 20 * row)
                words.append(Word(part, transform.quad(quad)))
                x += 6 * (len(part) + 1)
            lines.append(Line(tuple(words), quad_of(words)))
    return TextPage(0, 600, 400, tuple(lines), "ocr")


def _turn(angle_deg: float) -> Transform:
    angle = math.radians(angle_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    return Transform(np.array([[cos, -sin, 50.0], [sin, cos, 50.0], [0.0, 0.0, 1.0]]))


@given(st.floats(-20, 20))
def test_rows_do_not_depend_on_the_angle_of_the_photo(angle_deg: float) -> None:
    layout = Layout.of(_page(_turn(angle_deg)))
    rows = [[layout.segments[k].text for k in row] for row in layout.rows]
    assert rows == [["Some label here", "123,45 EUR all"]] * 3


@given(st.floats(-20, 20))
def test_the_amount_stands_right_of_its_label_and_over_the_next_one(angle_deg: float) -> None:
    layout = Layout.of(_page(_turn(angle_deg)))
    assert layout.right_of(layout.boxes[0]) == (1,)
    assert layout.below(layout.boxes[1], reach=4.0) == (3, 5)


def test_a_wide_gap_parts_a_line() -> None:
    words = [Word("Total", Quad.from_box(0, 0, 30, 10)), Word("due", Quad.from_box(33, 0, 50, 10))]
    far = Word("9.50", Quad.from_box(90, 0, 110, 10))
    line = Line((*words, far), Quad.from_box(0, 0, 110, 10))
    segments = split_at_gaps(TextPage(0, 200, 100, (line,), "text"))
    assert [segment.text for segment in segments] == ["Total due", "9.50"]
    assert [(segment.first, segment.last) for segment in segments] == [(0, 2), (2, 3)]


def test_words_of_a_part_of_the_text() -> None:
    words = tuple(Word(text, Quad.from_box(10 * k, 0, 10 * k + 9, 10)) for k, text in enumerate("ab cde f".split()))
    [segment] = split_at_gaps(TextPage(0, 200, 100, (Line(words, quad_of(words)),), "text"))
    assert [word.text for word in segment.words_at(3, 6)] == ["cde"]
    assert [word.text for word in segment.words_at(1, 4)] == ["ab", "cde"]


def test_no_words_have_no_quad() -> None:
    with pytest.raises(ValueError, match="no words"):
        quad_of([])


def test_an_empty_page_has_no_rows() -> None:
    layout = Layout.of(TextPage(0, 10, 10, (), "ocr"))
    assert layout.rows == () and layout.text_height == 1.0

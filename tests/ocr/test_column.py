"""Columns of upright characters."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docfields.ocr.column import crop_column, find_column
from docfields.ocr.quads import part_down

BOX = np.array([[10, 5], [40, 5], [40, 205], [10, 205]], float)


def blocks(count: int, *, side: int = 20, pitch: int = 30, shade: int = 0, paper: int = 255) -> np.ndarray:
    """Square characters, one below the other; from (15, 10) on."""
    picture = np.full((10 + pitch * count + 10, 60, 3), paper, np.uint8)
    for number in range(count):
        top = 10 + pitch * number
        picture[top : top + side, 15 : 15 + side] = shade
        picture[top + 5 : top + side - 5, 20 : 10 + side] = paper  # no character is full of ink
    return picture


def around(picture: np.ndarray) -> np.ndarray:
    height = picture.shape[0] - 5.0
    return np.array([[10, 5], [40, 5], [40, height], [10, height]])


@settings(max_examples=30)
@given(st.integers(2, 14), st.integers(22, 38), st.sampled_from([(0, 255), (255, 30), (90, 160)]))
def test_characters_are_cut_apart_between_them(count, pitch, shades):
    picture = blocks(count, pitch=pitch, shade=shades[0], paper=shades[1])
    quad = around(picture)
    column = find_column(picture, quad)
    assert column is not None and len(column.cuts) == count + 1
    inner = quad[0, 1] + column.cuts[1:-1] * (quad[3, 1] - quad[0, 1])
    for number, row in enumerate(inner):
        assert 10 + pitch * number + 20 - 2 <= row <= 10 + pitch * (number + 1) + 2


def test_one_character_and_paper_are_no_column():
    single = blocks(1)
    assert find_column(single, around(single)) is None
    assert find_column(np.full((300, 60, 3), 200, np.uint8), BOX) is None


def test_characters_are_laid_side_by_side_in_squares():
    picture = blocks(5)
    column = find_column(picture, around(picture))
    line = crop_column(picture, column, 48)
    assert line.shape == (48, 5 * 48, 3)
    inked = line.min(axis=(0, 2)) < 128
    assert all(inked[48 * number + 24] or inked[48 * number + 12] for number in range(5))
    assert not inked[[48 * number for number in range(5)]].any()


def test_places_along_the_line_are_places_down_the_column():
    picture = blocks(5)
    column = find_column(picture, around(picture))
    third = column.part(2 / 5, 3 / 5)
    assert third.points[0][0] == third.points[3][0] == 10 and third.points[1][0] == 40
    assert third.top <= 70 + 2 and third.bottom >= 90 - 2 and third.height < 35
    assert column.part(0, 1).top == pytest.approx(10, abs=2)


def test_a_part_of_an_upright_quad_keeps_its_corners_order():
    assert part_down(BOX, 0.5, 0.75).points == ((10, 105), (40, 105), (40, 155), (10, 155))

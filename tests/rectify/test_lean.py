"""Pages that lean by some degrees: how far, and set straight."""

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.document import Line, Page, Quad, Transform, Word
from docfields.rectify import deskew
from docfields.rectify.lean import LEAST_LEAN_DEG, lean_back, lean_deg

WIDTH, HEIGHT = 600, 800


def line_at(left: float, top: float, length: float, angle_deg: float, height: float = 20) -> Line:
    """A line of two words that falls to the right by this angle."""
    right = np.array([math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))])
    down = height * np.array([-right[1], right[0]])

    def part(start: float, end: float) -> Quad:
        upper, other = (left, top) + start * length * right, (left, top) + end * length * right
        return Quad.from_array(np.array([upper, other, other + down, upper + down]))

    return Line((Word("one", part(0, 0.4)), Word("two", part(0.5, 1))), part(0, 1))


def rows(angle_deg: float, count: int = 8) -> list[Line]:
    return [line_at(100, 150 + 60 * row, 300, angle_deg) for row in range(count)]


def page_of(lines: list[Line]) -> Page:
    return Page(0, WIDTH, HEIGHT, None, tuple(lines), Transform.scaling(2, 2), (2.0 * WIDTH, 2.0 * HEIGHT))


@given(st.floats(-44, 44))
def test_the_lean_is_that_of_the_lines(angle: float) -> None:
    assert lean_deg(rows(angle)) == pytest.approx(angle, abs=1e-6)


def test_long_lines_weigh_more_and_short_or_steep_ones_nothing() -> None:
    noise = [line_at(50, 20 + 30 * row, 50, -20) for row in range(9)]
    margin = [line_at(20, 100, 400, 90), line_at(500, 700, 400, -90)]
    label = [line_at(300, 700, 120, 2)]
    assert lean_deg([*rows(6), *noise, *margin, *label]) == pytest.approx(6)


def test_a_bent_line_counts_by_its_chord() -> None:
    up, down = line_at(100, 100, 140, -10), line_at(240, 75, 140, 10)
    bent = Line((*up.words, *down.words), Quad.around([up.quad, down.quad]))
    assert abs(lean_deg([bent])) < 1


def test_lines_that_fan_out_tell_nothing() -> None:
    assert lean_deg([line_at(100, 100 + 50 * row, 300, 2 * row - 7) for row in range(8)]) == 0
    assert lean_deg([]) == lean_deg([Line((), Quad.from_box(0, 0, 50, 9))]) == 0


@pytest.mark.parametrize("angle", [0.0, 0.9 * LEAST_LEAN_DEG, -0.9 * LEAST_LEAN_DEG])
def test_a_level_page_is_the_same_object(angle: float) -> None:
    page = page_of(rows(angle))
    assert deskew(page) is page


@given(st.floats(1.1 * LEAST_LEAN_DEG, 44), st.sampled_from([1, -1]))
def test_a_leaning_page_is_level_afterwards_and_leads_back(angle: float, side: int) -> None:
    page = page_of(rows(side * angle))
    straight = deskew(page)
    assert straight.lines is not None and page.lines is not None and straight.rectified == ("deskewed",)
    assert lean_deg(straight.lines) == pytest.approx(0, abs=1e-6)
    for before, after in zip(page.lines, straight.lines, strict=True):
        assert np.allclose(straight.to_source.quad(after.quad).to_array(), 2 * before.quad.to_array())
        assert after.quad.width == pytest.approx(300) and after.quad.height == pytest.approx(20)


@given(st.floats(-44, 44), st.integers(1, 5000), st.integers(1, 5000))
def test_all_of_the_page_is_shown(angle: float, width: int, height: int) -> None:
    way_back, size = lean_back(width, height, angle)
    corners = way_back.inverse().quad(Quad.from_box(0, 0, width, height))
    assert corners.left >= -1e-6 and corners.top >= -1e-6
    assert corners.right <= size[0] + 1e-6 and corners.bottom <= size[1] + 1e-6
    assert size[0] - corners.width < 1 and size[1] - corners.height < 1


def test_the_picture_is_turned_with_the_lines() -> None:
    picture = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    lines = rows(12)
    for line in lines:
        cv2.fillPoly(picture, [line.quad.to_array().round().astype(np.int32)], (0, 0, 0))
    straight = deskew(replace(page_of(lines), image=picture))
    assert straight.image is not None and straight.image.shape[1::-1] == (straight.width, straight.height)
    for line in straight.lines or ():
        left, top, right, bottom = (
            round(side) for side in (line.quad.left, line.quad.top, line.quad.right, line.quad.bottom)
        )
        assert straight.image[top + 2 : bottom - 2, left + 2 : right - 2].max() == 0
        assert straight.image[top - 4 : top - 2, left:right].min() == 255


def test_a_page_without_lines_is_no_error() -> None:
    blank = page_of([])
    assert deskew(blank) is blank

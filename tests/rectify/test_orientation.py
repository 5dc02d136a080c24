"""Quarter turns: doubted, decided, undone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.document import Line, Page, Quad, Transform, Word
from docfields.rectify import looks_turned, turn, upright


def page_of(image: np.ndarray, to_source: Transform | None = None) -> Page:
    height, width = image.shape[:2]
    return Page(0, width, height, image, to_source=to_source or Transform(), source_size=(width, height))


def numbered(height: int, width: int) -> np.ndarray:
    """A picture whose pixels tell where they stand."""
    rows, columns = np.mgrid[:height, :width]
    return np.stack([rows, columns, rows * 0], axis=2).astype(np.uint8)


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from([0, 90, 180, 270, 360, 450]))
def test_each_pixel_of_a_turned_page_leads_back_to_itself(height, width, angle):
    page = page_of(numbered(height, width))
    turned = turn(page, angle)
    assert turned.image is not None
    assert (turned.width, turned.height) == (turned.image.shape[1], turned.image.shape[0])
    rows, columns = np.mgrid[: turned.image.shape[0], : turned.image.shape[1]]
    centers = np.column_stack([columns.ravel() + 0.5, rows.ravel() + 0.5])
    back = turned.to_source.points(centers)
    pixels = turned.image.reshape(-1, 3)
    assert np.allclose(back[:, 1], pixels[:, 0] + 0.5) and np.allclose(back[:, 0], pixels[:, 1] + 0.5)
    assert turned.angle == angle % 360


def test_four_quarter_turns_are_none():
    page = page_of(numbered(5, 8))
    turned = page
    for _ in range(4):
        turned = turn(turned, 90)
    assert turned.image is not None and page.image is not None
    assert np.array_equal(turned.image, page.image)
    assert np.allclose(turned.to_source.matrix, np.eye(3)) and turned.angle == 0


def test_turning_keeps_the_way_to_the_original():
    page = page_of(numbered(10, 20), Transform.scaling(2, 2))
    turned = turn(page, 90)
    # top left of the turned page was the bottom left of the page
    assert turned.to_source.points(np.array([[0.0, 0.0]])).tolist() == [[0.0, 20.0]]


def read_along(text: str, quad: Quad, start: int) -> Line:
    turned = Quad.from_array(np.roll(quad.to_array(), -start, axis=0))
    return Line((Word(text, turned),), turned)


@pytest.mark.parametrize("start", [1, 2, 3])
def test_a_page_looks_turned_if_most_of_it_runs_another_way(start):
    box = Quad.from_box(0, 0, 100, 20) if start == 2 else Quad.from_box(0, 0, 20, 100)
    lines = [read_along("twelve chars", box, start)] * 3
    level = Line((Word("stamp", Quad.from_box(0, 0, 50, 20)),), Quad.from_box(0, 0, 50, 20))
    assert looks_turned([*lines, level])
    assert not looks_turned([level] * 9 + lines[:1])
    assert not looks_turned([])


@pytest.mark.parametrize(("start", "angle"), [(1, 270), (2, 180), (3, 90)])
def test_most_of_the_text_decides_the_turn(start, angle):
    box = Quad.from_box(0, 0, 100, 20) if start == 2 else Quad.from_box(0, 0, 20, 100)
    lines = [read_along("twelve chars", box, start)] * 3 + [read_along("stamp", Quad.from_box(0, 0, 50, 20), 0)]
    page = upright(replace(page_of(numbered(6, 9)), lines=tuple(lines), unread=(box,)))
    # What was read before stands elsewhere now: the page is to be read anew.
    assert (page.angle, page.rectified, page.lines, page.unread) == (angle, ("turned",), None, ())


def test_an_upright_page_is_the_same_object():
    page = replace(page_of(numbered(6, 9)), lines=(read_along("text", Quad.from_box(0, 0, 50, 20), 0),))
    assert upright(page) is page
    blank = replace(page, lines=())
    assert upright(blank) is blank

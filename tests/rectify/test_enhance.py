"""Remedies: which pages need them, what they keep, what they remove."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from docfields.document import Image, Line, Quad, Word
from docfields.rectify import enhanced, measure, remedies


def page(paper: int = 230, ink: int = 20) -> Image:
    """Rows of short bars on paper, a quarter of each row dark as in print."""
    image = np.full((480, 640, 3), paper, np.uint8)
    for top in range(40, 440, 40):
        for left in range(40, 600, 12):
            image[top : top + 20, left : left + 3] = ink
    return image


def shaded(image: Image, light: float) -> Image:
    """The left half with so much less light."""
    dark = image.astype(np.float32)
    dark[:, : image.shape[1] // 2] *= light
    return dark.astype(np.uint8)


def stamped(image: Image, bgr: tuple[int, int, int]) -> Image:
    """A broad coloured bar across the print, as ink lets it shine through."""
    marked = image.copy()
    marked[200:260] = np.minimum(marked[200:260], np.array(bgr, np.uint8))
    return marked


def read(score: float) -> Line:
    quad = Quad.from_box(40, 200, 600, 220)
    return Line((Word("1 1 1", quad),), quad, score)


def contrast(image: Image, part: tuple[slice, slice]) -> float:
    """Between the paper and the ink of a part of the page."""
    grey = image[part].astype(float).mean(axis=2)
    return float(np.quantile(grey, 0.9) - np.quantile(grey, 0.05))


LEFT, RIGHT = (slice(40, 200), slice(40, 280)), (slice(40, 200), slice(360, 600))


@pytest.mark.parametrize("image", [page(), page(paper=140), page(ink=90), shaded(page(), 0.5), page()[:, ::-1]])
def test_a_page_that_can_be_read_needs_no_remedy(image):
    assert remedies(measure(image, [read(0.99)])) == ()


@pytest.mark.parametrize("image", [page(ink=215), page(paper=30, ink=4), shaded(page(), 0.1)])
def test_pale_pages_and_deep_shadow_need_contrast(image):
    assert remedies(measure(image)) == ("contrast",)
    picture = enhanced(image, "contrast")
    for part in (LEFT, RIGHT):
        assert contrast(picture, part) > 100 and np.median(picture[part]) > 200


def test_blank_paper_needs_nothing():
    assert remedies(measure(np.full((300, 200, 3), 180, np.uint8))) == ()


@pytest.mark.parametrize("ink", [(60, 50, 210), (190, 60, 40)], ids=["red", "blue"])
def test_coloured_marks_matter_where_lines_on_them_are_in_doubt(ink):
    image = stamped(page(), ink)
    assert remedies(measure(image, [read(0.99), read(0.99)])) == ()
    assert remedies(measure(image, [read(0.8), read(0.9)])) == ("colour",)
    assert remedies(measure(page(), [read(0.8), read(0.9)])) == ()


@pytest.mark.parametrize("ink", [(60, 50, 210), (190, 60, 40)], ids=["red", "blue"])
def test_a_coloured_mark_goes_and_the_print_under_it_stays(ink):
    picture = enhanced(stamped(page(), ink), "colour").astype(int)
    assert np.abs(picture - enhanced(page(), "colour")).max() < 60
    assert contrast(picture.astype(np.uint8), (slice(200, 220), slice(40, 600))) > 150


pictures = st.tuples(st.integers(1, 70), st.integers(1, 70), st.just(3)).flatmap(lambda s: arrays(np.uint8, s))


@given(pictures, st.sampled_from(["contrast", "colour"]))
def test_any_picture_keeps_its_size_and_is_not_written_to(image, remedy):
    before = image.copy()
    picture = enhanced(image, remedy)
    assert picture.shape == image.shape and picture.dtype == np.uint8
    assert np.array_equal(image, before)
    assert np.array_equal(picture, enhanced(image, remedy)) and measure(image) == measure(image)

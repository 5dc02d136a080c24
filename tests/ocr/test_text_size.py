"""The size at which text is looked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.ocr import OcrOptions
from docfields.ocr.detect import detection_size
from docfields.ocr.text_size import HIGHEST_LETTERS, LEAST_IN_ALL, LOWEST_LETTERS, MOST_IN_ALL, scale_for, sized

from .pictures import picture_of

LINES = ("Invoice No. 4711 of 2021-03-05", "Grand total 1,234.50 EUR", "Thank you for your order")


def test_large_letters_are_reduced_and_small_ones_enlarged():
    assert 60 * scale_for(3000, 4000, 60.0) == pytest.approx(HIGHEST_LETTERS)
    assert 6 * scale_for(600, 900, 6.0) == pytest.approx(LOWEST_LETTERS)


def test_letters_between_are_looked_at_as_before():
    assert scale_for(1200, 1600, 11.0) == 1.0
    assert scale_for(368, 500, 5.5) == 2.0


def test_small_pictures_are_not_reduced():
    assert scale_for(200, 600, 22.0) == scale_for(200, 600, None)


def test_unknown_letters_are_looked_at_as_before():
    assert scale_for(3000, 4000, None) == 0.4
    assert scale_for(368, 500, None) == 2.0


def test_small_print_of_long_receipts_and_plans_is_kept_readable():
    assert 9 * scale_for(800, 12000, 9.0) == pytest.approx(LOWEST_LETTERS)
    shorter, longer = 7000, 9900
    assert shorter * longer * scale_for(shorter, longer, 9.0) ** 2 == pytest.approx(MOST_IN_ALL)


@given(st.integers(1, 12000), st.integers(1, 12000), st.none() | st.floats(5, 2000))
def test_sizes_are_bounded(one, other, letters):
    shorter, longer = min(one, other), max(one, other)
    scale = scale_for(shorter, longer, letters)
    height, width = one * scale, other * scale
    assert height * width <= MOST_IN_ALL * 1.01 and max(height, width) <= 16_001
    assert height * width >= 0.99 * min(LEAST_IN_ALL, one * other * scale_for(shorter, longer, None) ** 2)


@pytest.mark.parametrize("size", [14, 30, 90])
def test_a_chosen_size_stands_in_the_options_as_if_it_had_been_named(size):
    picture = picture_of(*LINES, size=size)
    chosen = sized(picture, OcrOptions(text_det_thresh=0.2))
    assert chosen.has_fixed_size and chosen.text_det_thresh == 0.2
    assert sized(picture, chosen) is chosen
    height, width = detection_size(*picture.shape[:2], 32, chosen.detection)
    assert height % 32 == width % 32 == 0


@pytest.mark.parametrize(
    "named",
    [{"text_det_limit_side_len": 960}, {"text_det_limit_type": "min"}, {"text_det_max_side_limit": 2000}],
)
def test_a_size_that_is_named_is_kept(named):
    options = OcrOptions(**named)
    assert sized(np.zeros((4000, 3000, 3), np.uint8), options) is options

"""Heights of letters, told without a network."""

import cv2
import numpy as np
import pytest

from docfields.ocr.text_height import letter_height

from .pictures import picture_of

LINES = ("Invoice No. 4711 of 2021-03-05", "Grand total 1,234.50 EUR", "Thank you for your order")


def digits_height(size: int) -> int:
    """Rows of ink of a digit."""
    return int((picture_of("8", size=size).min(axis=(1, 2)) < 128).sum())


@pytest.mark.parametrize("size", [16, 24, 40, 80])
def test_letters_are_measured(size):
    assert letter_height(picture_of(*LINES, size=size)) == pytest.approx(digits_height(size), rel=0.3, abs=2)


def test_bright_letters_on_dark_ground_are_measured():
    assert letter_height(255 - picture_of(*LINES, size=40)) == pytest.approx(digits_height(40), rel=0.3)


def test_large_pictures_of_small_print_are_measured_at_their_own_size():
    sheet = np.full((6000, 5000, 3), 255, np.uint8)
    print_ = picture_of(*LINES, size=16)
    sheet[3000 : 3000 + print_.shape[0], 2000 : 2000 + print_.shape[1]] = print_
    assert letter_height(sheet) == pytest.approx(digits_height(16), rel=0.3, abs=2)


def test_rules_dashes_and_dots_are_no_letters():
    ruled = picture_of("- - - - - - - - - - - - - - - - - - - -", "........................", size=40)
    ruled = ruled.copy()
    for top in (20, 140):
        cv2.line(ruled, (0, top), (ruled.shape[1], top), (0, 0, 0), 2)
    assert letter_height(ruled) is None


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (40, 40), (600, 400)])
def test_pictures_without_text_tell_nothing(shape):
    assert letter_height(np.full((*shape, 3), 128, np.uint8)) is None


def test_few_letters_tell_nothing():
    assert letter_height(picture_of("Total 8", size=40)) is None

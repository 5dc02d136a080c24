"""Bent strips of text: fitted to a blob, laid flat, and places along them."""

import cv2
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docfields.ocr.band import LEAST_ASPECT, Band, crop_band, fit_band
from docfields.ocr.detect import upper_left_first

HEIGHT = 48
RATIO = 1.5
LETTERS = 15
SIZE = np.array([640.0, 360.0])


def sine(x: np.ndarray, rise: float, periods: float, phase: float, slope: float) -> np.ndarray:
    """The middle of a line of text that begins at x = 100 and ends at x = 540, in edges of pixels."""
    return 180 + slope * (x - 320) + rise * np.sin(2 * np.pi * periods * (x - 100) / 440 + phase)


def blob(middle: np.ndarray, thickness: float) -> tuple[np.ndarray, np.ndarray]:
    """Contour and corners of a strip of even thickness, as the detector's map has it. middle: (N, 2)."""
    mask = np.zeros((int(SIZE[1]), int(SIZE[0])), np.uint8)
    points = np.round((middle - 0.5) * 16).astype(np.int32)
    cv2.polylines(mask, [points], False, 1, thickness=int(thickness), shift=4)
    [contour], _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return contour, upper_left_first(cv2.boxPoints(cv2.minAreaRect(contour)).astype(float))


def strip(rise: float = 16.0, periods: float = 0.5, phase: float = 0.0, slope: float = 0.0) -> Band | None:
    x = np.arange(100.0, 541.0)
    return fit_band(*blob(np.column_stack([x, sine(x, rise, periods, phase, slope)]), 12), RATIO)


def letters_on(middle: np.ndarray) -> np.ndarray:
    """A picture with a round dot at each of some places, dark on white."""
    x, y = np.meshgrid(np.arange(SIZE[0]) + 0.5, np.arange(SIZE[1]) + 0.5)
    distance = np.hypot(x[..., None] - middle[:, 0], y[..., None] - middle[:, 1]).min(axis=2)
    ink = np.clip(5 - distance, 0, 1)
    return np.repeat((255 * (1 - ink)).astype(np.uint8)[..., None], 3, axis=2)


def dots_of(crop: np.ndarray) -> np.ndarray:
    """(N, 2) centres of the dark dots, from left to right, in edges of pixels."""
    ink = (crop[..., 0] < 128).astype(np.uint8)
    count, _, _, centers = cv2.connectedComponentsWithStats(ink)
    assert count == LETTERS + 1
    return np.sort(centers[1:].view("f8,f8"), axis=0).view(np.float64).reshape(-1, 2) + 0.5


bends = st.builds(
    dict,
    rise=st.floats(10, 18),
    periods=st.floats(0.4, 1.0),
    phase=st.floats(0, 6.28),
    slope=st.floats(-0.15, 0.15),
)


@settings(max_examples=60)
@given(bends)
def test_bent_text_comes_out_level_and_its_places_are_known(bend):
    band = strip(**bend)
    assume(band is not None)  # a gentle piece of a wave is as good as straight
    x = np.linspace(110, 530, LETTERS)
    letters = np.column_stack([x, sine(x, **bend)])
    crop = crop_band(letters_on(letters), band, HEIGHT)
    dots = dots_of(crop)
    assert np.abs(dots[:, 1] - HEIGHT / 2).max() < 1.5
    upper, lower = band.edges(dots[:, 0] / crop.shape[1])
    assert np.linalg.norm((upper + lower) / 2 - letters, axis=1).max() < 2


@settings(max_examples=30)
@given(st.floats(0, 3.14), st.integers(30, 300), st.integers(4, 20))
def test_straight_lines_and_short_ones_have_no_band(angle, length, thickness):
    ends = np.array([[-1, -1], [1, 1]]) * np.array([np.cos(angle), np.sin(angle)]) * length / 2 + SIZE / 2
    assert fit_band(*blob(ends, thickness), RATIO) is None


def test_a_blob_shorter_than_a_few_thicknesses_tells_nothing_of_a_bend():
    x = np.linspace(300, 300 + 12 * (LEAST_ASPECT - 2), 50)
    assert fit_band(*blob(np.column_stack([x, 180 + (x - x.mean()) ** 2 / 40]), 12), RATIO) is None


def test_a_band_is_as_high_as_the_grown_line_and_longer_by_as_much():
    band = strip()
    distance = 440 * 12 * RATIO / (2 * (440 + 12))
    heights = np.linalg.norm(band.lower - band.upper, axis=1)
    assert heights == pytest.approx(12 + 2 * distance, rel=0.12)
    assert band.upper[[0, -1], 0] == pytest.approx((100 - distance, 540 + distance), abs=12)
    assert (band.lower[:, 1] > band.upper[:, 1]).all()


def test_a_band_follows_the_way_its_quad_is_read():
    band = strip()
    quad = np.array([[80, 150], [560, 150], [560, 210], [80, 210]], float)
    assert band.along(quad) is band
    turned = band.along(np.roll(quad, 2, axis=0))
    assert turned.upper.tolist() == band.lower[::-1].tolist()
    picture = letters_on(np.array([[150.0, 180.0]]))
    assert (
        np.abs(crop_band(picture, turned, HEIGHT)[::-1, ::-1] - crop_band(picture, band, HEIGHT).astype(int)).max() < 3
    )
    assert band.along(np.roll(quad, 1, axis=0)) is None


@settings(max_examples=40)
@given(bends, st.floats(0, 0.9), st.floats(0.05, 1))
def test_the_quad_of_a_part_holds_it(bend, start, share):
    band = strip(**bend)
    assume(band is not None)
    end = min(1.0, start + share)
    contour = band.part(start, end).to_array().astype(np.float32)[:, None]
    for edge in band.edges(np.linspace(start, end, 30)):
        for x, y in edge[1:-1]:
            assert cv2.pointPolygonTest(contour, (float(x), float(y)), True) > -2.5
    middle = np.mean(band.edges(np.array([(start + end) / 2])), axis=0)[0]
    assert cv2.pointPolygonTest(contour, tuple(middle.tolist()), False) > 0


def test_a_scaled_band_stays_within_the_picture():
    band = strip().scaled(np.array([2.0, 3.0]), np.array([1000.0, 590.0]))
    for edge in (band.upper, band.lower):
        assert (edge >= 0).all() and edge[:, 0].max() <= 1000 and edge[:, 1].max() <= 590
    crop = crop_band(np.zeros((590, 1000, 3), np.uint8), band, HEIGHT)
    assert crop.shape[0] == HEIGHT and crop.dtype == np.uint8


def test_a_band_with_its_arrays_cannot_be_changed():
    band = strip()
    with pytest.raises(ValueError, match="read-only"):
        band.upper[0] = 0

"""Boxes from probability maps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.ocr.detect import (
    LONGEST_SIDE,
    SHORTEST_SIDE,
    UNCLIP_RATIO,
    DetectOptions,
    boxes_from_map,
    detection_size,
    grow,
    upper_left_first,
)


def map_with(*blobs: tuple[int, int, int, int], value: float = 0.9) -> np.ndarray:
    probability = np.zeros((200, 400), np.float32)
    for left, top, right, bottom in blobs:
        probability[top:bottom, left:right] = value
    return probability


def test_a_blob_gives_one_box_that_is_larger_on_every_side():
    [box] = boxes_from_map(map_with((50, 40, 250, 60)))
    (left, top), _, (right, bottom), _ = box.corners
    distance = 200 * 20 * UNCLIP_RATIO / (2 * (200 + 20))
    assert (left, top) == pytest.approx((50 - distance, 40 - distance), abs=2)
    assert (right, bottom) == pytest.approx((250 + distance, 60 + distance), abs=2)
    assert box.score > 0.8


def test_a_bent_blob_gives_a_box_with_a_band_and_is_scored_by_itself_alone():
    probability = np.zeros((200, 400), np.float32)
    for x in range(20, 380):
        top = int(60 + 60 * ((x - 200) / 180) ** 2)
        probability[top : top + 14, x] = 0.9
    [box] = boxes_from_map(probability)
    assert box.band is not None
    assert box.score > 0.8  # its rectangle holds four times as much paper as text
    middle = (box.band.upper + box.band.lower) / 2
    expected = 67 + 60 * ((middle[:, 0] - 200) / 180) ** 2
    inner = (middle[:, 0] > 30) & (middle[:, 0] < 370)
    assert np.abs(middle[:, 1] - expected)[inner].max() < 2


def test_straight_blobs_have_no_band():
    assert [box.band for box in boxes_from_map(map_with((50, 40, 250, 60), (50, 100, 250, 112)))] == [None, None]


def test_weak_blobs_and_specks_give_none():
    assert boxes_from_map(map_with((50, 40, 250, 60), value=0.35)) == []
    assert boxes_from_map(map_with((50, 40, 52, 42))) == []
    assert boxes_from_map(np.zeros((64, 64), np.float32)) == []


def test_text_inside_a_frame_is_found_and_the_frames_hole_is_not():
    probability = map_with((20, 20, 380, 180))
    probability[30:170, 30:370] = 0.0
    probability[90:110, 100:300] = 0.9
    centers = [box.corners.mean(axis=0) for box in boxes_from_map(probability)]
    assert [tuple(np.round(center)) for center in centers] == [pytest.approx((200, 100), abs=2)]


def test_corners_begin_at_the_upper_left_whatever_order_they_come_in():
    leaning = np.array([[10.0, 5.0], [110.0, 15.0], [108.0, 35.0], [8.0, 25.0]])
    for turn in range(4):
        assert upper_left_first(np.roll(leaning, turn, axis=0)).tolist() == leaning.tolist()


@given(st.floats(1, 300), st.floats(1, 300), st.floats(0, 6.28), st.floats(0.1, 3))
def test_growing_moves_each_side_by_the_same_distance(width, height, angle, ratio):
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ turn
    grown = grow(corners, ratio) @ turn.T
    distance = width * height * ratio / (2 * (width + height))
    assert grown[0] == pytest.approx((-distance, -distance), abs=1e-6)
    assert grown[2] == pytest.approx((width + distance, height + distance), abs=1e-6)


@given(st.integers(1, 12000), st.integers(1, 12000))
def test_detection_size_is_bounded_and_a_multiple_of_the_stride(height, width):
    size = detection_size(height, width, 32)
    assert all(side % 32 == 0 and 32 <= side <= LONGEST_SIDE for side in size)


def test_small_pages_are_enlarged_and_large_ones_reduced():
    assert detection_size(933, 461, 32) == (1504, SHORTEST_SIDE)
    assert detection_size(4000, 3000, 32) == (1600, 1216)


def test_sides_are_limited_as_chosen():
    assert detection_size(4000, 3000, 32, DetectOptions(limit_type="max", limit_side_len=960)) == (960, 704)
    assert detection_size(400, 300, 32, DetectOptions(limit_type="max", limit_side_len=960)) == (384, 288)
    assert detection_size(4000, 3000, 32, DetectOptions(limit_side_len=64, max_side_limit=8000)) == (4000, 3008)


def test_thresholds_and_growth_are_chosen():
    weak = map_with((50, 40, 250, 60), value=0.35)
    [box] = boxes_from_map(weak, DetectOptions(box_thresh=0.3, unclip_ratio=0.0))
    assert tuple(box.corners[0]) == pytest.approx((50, 40), abs=1.5)
    assert boxes_from_map(weak, DetectOptions(box_thresh=0.3, thresh=0.4)) == []


def test_bands_grow_as_chosen():
    probability = np.zeros((200, 400), np.float32)
    for x in range(20, 380):
        top = int(60 + 60 * ((x - 200) / 180) ** 2)
        probability[top : top + 14, x] = 0.9
    heights = []
    for ratio in (0.0, 1.5, 3.0):
        [box] = boxes_from_map(probability, DetectOptions(unclip_ratio=ratio))
        assert box.band is not None
        heights.append(np.linalg.norm(box.band.lower - box.band.upper, axis=1).mean())
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], rel=0.1)
    assert heights[1] > 1.5 * heights[0]

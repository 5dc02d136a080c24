"""Maps of large pictures, put together from those of their tiles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docfields.ocr import tiles
from docfields.ocr.detect import boxes_from_map
from docfields.ocr.tiles import MARGIN, MOST_PIXELS, STRIDE, by_tiles


def ink(part: np.ndarray) -> np.ndarray:
    """Stands in for the network: what is dark is text."""
    return (255 - part[:, :, 0]).astype(np.float32) / 255


def test_a_picture_that_fits_is_seen_whole():
    seen = []
    paper = np.full((1600, 1600, 3), 255, np.uint8)
    by_tiles(paper, lambda part: seen.append(part.shape) or ink(part))
    assert seen == [(1600, 1600, 3)]


@settings(max_examples=20)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 9))
def test_tiles_give_what_the_whole_gives(rows, columns, seed):
    picture = np.random.default_rng(seed).integers(0, 255, (rows * STRIDE, columns * STRIDE, 3), np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiles, "MOST_PIXELS", 64)
        patch.setattr(tiles, "CORE_SIDE", 8 * STRIDE)
        assert np.array_equal(by_tiles(picture, ink), ink(picture))


def test_tiles_are_bounded_overlap_and_keep_the_stride():
    shapes = []
    picture = np.zeros((12000, 800, 3), np.uint8)
    picture[::7] = 255
    by_tiles(picture, lambda part: shapes.append(part.shape[:2]) or ink(part))
    assert all(height * width <= MOST_PIXELS and height % STRIDE == width % STRIDE == 0 for height, width in shapes)
    assert sum(height for height, _ in shapes) == 12000 + 2 * MARGIN * (len(shapes) - 1)


def test_empty_tiles_are_not_looked_at():
    plan = np.full((4800, 4800, 3), 250, np.uint8)
    plan[100:110, 100:200] = 0
    looked = []
    by_tiles(plan, lambda part: looked.append(part.shape) or ink(part))
    assert len(looked) == 1


@pytest.mark.parametrize("rise", [0, 300], ids=["straight", "bent"])
def test_a_line_across_seams_gets_one_box(rise):
    plan = np.full((1600, 4800, 3), 255, np.uint8)
    for x in range(100, 4700):
        top = int(700 + rise * ((x - 2400) / 2300) ** 2)
        plan[top : top + 20, x] = 0
    [box] = boxes_from_map(by_tiles(plan, ink))
    assert box.corners[:, 0].min() < 100 and box.corners[:, 0].max() > 4700
    assert (box.band is not None) == bool(rise)

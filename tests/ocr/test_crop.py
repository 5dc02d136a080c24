"""Ways to read a box."""

import numpy as np

from docfields.models.sessions import open_session
from docfields.models.weights import LINE_TURN
from docfields.ocr.crop import ways_to_read

from .pictures import picture_of

LINE = np.array([[0, 0], [300, 0], [300, 60], [0, 60]], float)
TALL = np.array([[0, 0], [60, 0], [60, 300], [0, 300]], float)


def quads(ways):
    return [[tuple(way.quad[0]) for way in box] for box in ways]


def test_a_line_is_read_as_it_stands():
    picture = picture_of("Invoice No. 4711")
    [[way]] = ways_to_read(picture, [LINE], [None], open_session(LINE_TURN, threads=1))
    assert np.array_equal(way.quad, LINE) and way.column is None
    assert way.crop(picture, 48).shape == (48, 240, 3)
    assert way.part(0.5, 1.0).points == ((150, 0), (300, 0), (300, 60), (150, 60))


def test_a_line_on_its_head_is_turned_unless_that_is_not_wanted():
    picture = np.ascontiguousarray(picture_of("Invoice No. 4711")[::-1, ::-1])
    height, width = picture.shape[:2]
    box = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    assert quads(ways_to_read(picture, [box], [None], open_session(LINE_TURN, threads=1))) == [[(width, height)]]
    assert quads(ways_to_read(picture, [box], [None], None)) == [[(0, 0)]]


def test_without_the_classifier_a_steep_line_is_read_down_and_up():
    picture = np.ascontiguousarray(np.rot90(picture_of("Customer copy, keep")))
    height, width = picture.shape[:2]
    box = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    [ways] = ways_to_read(picture, [box], [None], None)
    assert quads([[way for way in ways if way.column is None]]) == [[(width, 0), (0, height)]]


def test_a_tall_box_may_hold_a_column():
    picture = np.full((300, 60, 3), 255, np.uint8)
    for top in range(10, 300, 60):
        picture[top : top + 36, 12:48] = 0
        picture[top + 10 : top + 26, 22:38] = 255
    [ways] = ways_to_read(picture, [TALL], [None], open_session(LINE_TURN, threads=1))
    assert ways[-1].column is not None and np.array_equal(ways[-1].quad, TALL)
    assert len(ways[-1].column.cuts) == 6

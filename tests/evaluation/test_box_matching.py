"""Boxes of a line 100 wide and 10 high: what stands for what."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from docfields.document import Quad
from docfields.evaluation.box_matching import BoxKind, count_pairs, match_boxes


def span(left: float, right: float, top: float = 0, bottom: float = 10) -> Quad:
    return Quad.from_box(left, top, right, bottom)


def kinds(true: list[Quad], given_boxes: list[Quad]) -> list[tuple[BoxKind, tuple[int, ...], tuple[int, ...]]]:
    return [(match.kind, match.true, match.given) for match in match_boxes(true, given_boxes)]


def test_each_class_of_error() -> None:
    line = span(0, 100)
    assert kinds([line], [span(5, 100)]) == [("right", (0,), (0,))]
    assert kinds([line], [span(0, 40)]) == [("inaccurate", (0,), (0,))]
    assert kinds([line], [span(0, 50), span(55, 100)]) == [("split", (0,), (0, 1))]
    assert kinds([span(0, 45), span(50, 100)], [line]) == [("merged", (0, 1), (0,))]
    assert kinds([line], []) == [("missed", (0,), ())]
    assert kinds([], [line]) == [("false", (), (0,))]


def test_boxes_that_only_touch_are_missed_and_false() -> None:
    assert kinds([span(0, 100)], [span(90, 190)]) == [("missed", (0,), ()), ("false", (), (0,))]


def test_a_whole_line_is_better_than_its_longer_piece() -> None:
    """The first piece alone has an IoU of 0.7; the second would be false."""
    assert kinds([span(0, 100)], [span(0, 70), span(72, 100)]) == [("split", (0,), (0, 1))]


def test_dust_inside_a_box_does_not_split_it() -> None:
    assert kinds([span(0, 100)], [span(0, 98), span(50, 52, 4, 6)]) == [
        ("right", (0,), (0,)),
        ("false", (), (1,)),
    ]


def test_a_box_read_twice_is_right_once() -> None:
    assert kinds([span(0, 100)], [span(0, 100), span(1, 99)]) == [("right", (0,), (0,)), ("false", (), (1,))]


def test_lines_below_each_other_stay_apart() -> None:
    true = [span(0, 100), span(0, 100, 12, 22)]
    assert kinds(true, [true[1], true[0]]) == [("right", (0,), (1,)), ("right", (1,), (0,))]


def test_pairs_are_one_to_one_and_the_best_first() -> None:
    overlaps = np.array([[0.6, 0.9], [0.0, 0.7]])
    assert count_pairs(overlaps, 0.5) == 1
    assert count_pairs(np.array([[0.9, 0.6], [0.0, 0.7]]), 0.5) == 2
    assert count_pairs(overlaps, 0.95) == 0


BOXES = st.lists(
    st.builds(
        lambda left, top, width, height: Quad.from_box(left, top, left + width, top + height),
        *(st.integers(0, 60), st.integers(0, 60), st.integers(1, 40), st.integers(1, 20)),
    ),
    max_size=8,
)


@given(BOXES, BOXES)
def test_every_box_is_in_exactly_one_match(true: list[Quad], read: list[Quad]) -> None:
    matches = match_boxes(true, read)
    assert sorted(i for match in matches for i in match.true) == list(range(len(true)))
    assert sorted(j for match in matches for j in match.given) == list(range(len(read)))
    assert all(0 <= match.iou <= 1 for match in matches)

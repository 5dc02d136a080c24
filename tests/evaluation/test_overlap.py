"""Areas that boxes share, upright and tilted."""

from __future__ import annotations

import numpy as np
import pytest

from docfields.document import Quad, Transform
from docfields.evaluation.overlap import areas, iou, shared_areas

BOX = Quad.from_box(20, 20, 60, 40)
DIAMOND = Quad(((10, 0), (20, 10), (10, 20), (0, 10)))


def test_upright_boxes() -> None:
    assert iou(BOX, BOX) == 1.0
    assert iou(BOX, Quad.from_box(40, 20, 80, 40)) == 1 / 3
    assert iou(BOX, Quad.from_box(60, 20, 80, 40)) == 0.0


def test_a_tilted_box_shares_its_own_area_and_not_that_of_the_upright_box_around_it() -> None:
    assert areas([DIAMOND]).tolist() == [200.0]
    assert shared_areas([DIAMOND], [Quad.from_box(0, 0, 10, 20)]).tolist() == [[100.0]]
    assert shared_areas([DIAMOND], [Quad.from_box(0, 0, 4, 4)]).tolist() == [[0.0]]


@pytest.mark.parametrize("angle_deg", [0, 10, 45, 90, 180, 300])
def test_turning_both_boxes_changes_nothing(angle_deg: float) -> None:
    cosine, sine = np.cos(np.deg2rad(angle_deg)), np.sin(np.deg2rad(angle_deg))
    turn = Transform(np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1.0]]))
    assert iou(turn.quad(BOX), turn.quad(Quad.from_box(40, 20, 80, 40))) == pytest.approx(1 / 3)


def test_a_point_shares_nothing() -> None:
    assert iou(Quad.from_box(1, 1, 1, 1), Quad.from_box(1, 1, 1, 1)) == 0.0
    assert shared_areas([], [BOX]).shape == (0, 1)

"""Warps: forward and backward agree, compose, and stop at the page's edge."""

from random import Random

import numpy as np
import pytest

from docfields.document import Quad, Transform
from docfields.models.synthesis.captures.camera import Pose, look
from docfields.models.synthesis.captures.placing import SHAPES, is_visible, place
from docfields.models.synthesis.captures.surface import Bend, lay
from docfields.models.synthesis.captures.warp import Warp

PAGE = (700, 960)
PICTURE = (680, 900)


def bent(shape: str, seed: int, hardness: float = 0.8) -> Warp:
    """The way of a bent page into a picture."""
    page = np.full((PAGE[1], PAGE[0], 3), 255, np.uint8)
    for gain in (1.0, 0.7, 0.4, 0.0):
        (piece,) = place([page], shape, "paper", hardness, gain, 110, Random(seed))  # type: ignore[arg-type]
        view = look([piece.framed()], Pose(18, 70 * seed, 6), PICTURE, fill=0.93, offset=(0, 0))
        if is_visible(piece.sheet, view):
            break
    return Warp.from_mesh(view.project(piece.sheet.points), piece.size, PICTURE)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_forward_undoes_backward(shape: str, seed: int) -> None:
    warp = bent(shape, seed)
    field = warp.backward_field()
    rows, columns = np.nonzero(warp.inside())
    assert len(rows) > 0.2 * PICTURE[0] * PICTURE[1]
    there = warp.points(field[rows, columns])
    off = np.hypot(there[:, 0] - columns - 0.5, there[:, 1] - rows - 0.5)
    assert off.max() < 0.5
    assert np.quantile(off, 0.99) < 0.15


@pytest.mark.parametrize("shape", SHAPES)
def test_backward_undoes_forward(shape: str) -> None:
    warp = bent(shape, 4)
    page = np.random.default_rng(0).uniform(8, np.array(PAGE) - 8, (400, 2))
    there = warp.points(page)
    seen = (there > 1).all(axis=1) & (there < np.array(PICTURE) - 2).all(axis=1)
    field = warp.backward_field()
    pixel = np.floor(there[seen]).astype(int)
    back = field[pixel[:, 1], pixel[:, 0]]
    # The pixel's middle is up to 0.7 pixels away; a page pixel may shrink to a third of one where the sheet is steep.
    assert np.nanmax(np.abs(back - page[seen])) < 6
    assert not np.isnan(back).any()


def test_a_flat_field_is_exact_and_ends_at_the_page() -> None:
    matrix = np.array([[1.5, 0, 20], [0, 1.5, 30], [0, 0, 1]])
    warp = Warp.from_transform(Transform(matrix), (100, 200), (300, 400))
    field = warp.backward_field()
    assert field.shape == (400, 300, 2)
    assert np.allclose(field[100, 50], [(50.5 - 20) / 1.5, (100.5 - 30) / 1.5], atol=1e-3)
    assert np.isnan(field[29, 50]).all() and not np.isnan(field[30, 50]).any()
    assert np.isnan(field[100, 170]).all() and not np.isnan(field[100, 169]).any()
    assert warp.inside().sum() == 150 * 300


def test_a_smaller_field_spans_the_whole_picture() -> None:
    warp = bent("curl", 1)
    full, half = warp.extended_field(), warp.extended_field(PICTURE[1] // 2, PICTURE[0] // 2)
    middles = (full[0::2, 0::2] + full[1::2, 0::2] + full[0::2, 1::2] + full[1::2, 1::2]) / 4
    inside = warp.inside(PICTURE[1] // 2, PICTURE[0] // 2)
    assert np.abs(half - middles)[inside].max() < 0.5


def test_then_and_preceded_by_compose() -> None:
    warp = bent("fold", 2)
    points = np.random.default_rng(1).uniform(0, PAGE, (50, 2))
    turn = Transform(np.array([[0, -1, PICTURE[1]], [1, 0, 0], [0, 0, 1]], np.float64))
    turned = warp.then(turn, (PICTURE[1], PICTURE[0]))
    # The projective part of what a bend adds is not linear within a cell, but for a turn it is.
    assert np.allclose(turned.points(points), turn.points(warp.points(points)), atol=0.01)
    placing = Transform(np.array([[0.5, 0, 100], [0, 0.5, 300], [0, 0, 1]], np.float64))
    part = warp.preceded_by(placing, (400, 300))
    inner = np.random.default_rng(2).uniform(0, (400, 300), (50, 2))
    assert np.abs(part.points(inner) - warp.points(placing.points(inner))).max() < 0.3


def test_quads_keep_their_order() -> None:
    warp = Warp.from_transform(Transform.scaling(2, 3), (10, 10), (20, 30))
    assert warp.quad(Quad.from_box(1, 1, 2, 2)) == Quad.from_box(2, 3, 4, 6)


@pytest.mark.parametrize("form", ["arch", "cup", "end", "roll", "spine", "wave"])
def test_bending_keeps_lengths(form: str) -> None:
    sheet = lay(PAGE, Bend(form, 30, 35, 0.5, 0.5), (), None)
    for axis, side in ((0, PAGE[1]), (1, PAGE[0])):
        steps = np.linalg.norm(np.diff(sheet.points, axis=axis), axis=-1)
        assert np.abs(steps * (sheet.points.shape[axis] - 1) / side - 1).max() < 0.02


def test_crumpling_hardly_stretches_paper() -> None:
    page = np.full((PAGE[1], PAGE[0], 3), 255, np.uint8)
    (piece,) = place([page], "crumpled", "paper", 1.0, 1.0, 110, Random(1))
    for axis, side in ((0, PAGE[1]), (1, PAGE[0])):
        steps = np.linalg.norm(np.diff(piece.sheet.points, axis=axis), axis=-1)
        stretch = steps * (piece.sheet.points.shape[axis] - 1) / side - 1
        assert stretch.std() < 0.05
        assert abs(stretch.mean()) < 0.02

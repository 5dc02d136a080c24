"""Transforms: composed, undone, kept."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.document import Quad, Transform

SIZE = (800.0, 1000.0)
POINTS = np.stack(np.meshgrid(np.linspace(0, SIZE[0], 9), np.linspace(0, SIZE[1], 11)), axis=-1).reshape(-1, 2)


@st.composite
def projective(draw: st.DrawFn) -> Transform:
    """A page photographed: turned, scaled, seen from the side."""
    angle, scale = draw(st.floats(-math.pi, math.pi)), draw(st.floats(0.3, 3))
    cos, sin = scale * math.cos(angle), scale * math.sin(angle)
    shift_x, shift_y = draw(st.floats(-500, 500)), draw(st.floats(-500, 500))
    slant, nod = draw(st.floats(-1e-4, 1e-4)), draw(st.floats(-1e-4, 1e-4))
    return Transform(np.array([[cos, -sin, shift_x], [sin, cos, shift_y], [slant, nod, 1]]))


@st.composite
def bent(draw: st.DrawFn) -> Transform:
    """A sheet in two waves."""
    rows, columns = draw(st.integers(2, 20)), draw(st.integers(2, 20))
    x, y = np.meshgrid(np.linspace(0, SIZE[0], columns), np.linspace(0, SIZE[1], rows))
    high, wide = draw(st.floats(-30, 30)), draw(st.floats(-30, 30))
    nodes = np.stack([x + wide * np.sin(y / 200), y + high * np.sin(x / 200)], axis=-1)
    return Transform.bending(nodes, SIZE)


steps = st.one_of(projective(), bent())


@given(steps, steps)
def test_then_is_one_after_the_other(first: Transform, second: Transform) -> None:
    expected = second.points(first.points(POINTS))
    assert np.allclose(first.then(second).points(POINTS), expected, rtol=1e-9, atol=1e-6)


@given(steps, steps, steps)
def test_three_steps_may_be_joined_in_any_order(first: Transform, second: Transform, third: Transform) -> None:
    joined = first.then(second).then(third).points(POINTS)
    assert np.allclose(joined, first.then(second.then(third)).points(POINTS), rtol=1e-9, atol=1e-6)


@given(st.lists(steps, min_size=1, max_size=3))
def test_the_inverse_leads_back(chain: list[Transform]) -> None:
    whole = Transform()
    for step in chain:
        # Back onto the page, so that a bend is used near where its grid is.
        whole = whole.then(step).then(_onto_the_page(whole.then(step)))
    there = whole.points(POINTS)
    assert np.abs(whole.inverse().points(there) - POINTS).max() < 1e-3
    assert np.abs(whole.then(whole.inverse()).points(POINTS) - POINTS).max() < 1e-3
    twice = whole.inverse().inverse().points(POINTS)
    assert np.abs(twice - there).max() < 1e-6


def _onto_the_page(way: Transform) -> Transform:
    points = way.points(POINTS)
    low, high = points.min(axis=0), points.max(axis=0)
    x, y = np.array(SIZE) / (high - low)
    return Transform(np.array([[x, 0, -low[0] * x], [0, y, -low[1] * y], [0, 0, 1]]))


@given(projective(), projective())
def test_projective_maps_stay_one_matrix(first: Transform, second: Transform) -> None:
    joined = first.then(second)
    assert joined.bends == () and joined.matrix.tolist() == (second.matrix @ first.matrix).tolist()
    assert joined.inverse().matrix.tolist() == np.linalg.inv(joined.matrix).tolist()


@given(steps, st.integers(0, 3))
def test_many_quads_are_mapped_as_one_by_one(step: Transform, count: int) -> None:
    quads = [Quad.from_box(100 * k, 50 * k, 100 * k + 80, 50 * k + 20) for k in range(count)]
    assert step.quads(quads) == [step.quad(quad) for quad in quads]


@pytest.mark.parametrize("transform", [Transform.scaling(2, 3), Transform.bending(np.ones((3, 3, 2)), SIZE)])
def test_transforms_are_frozen_hashable_and_picklable(transform: Transform) -> None:
    same = pickle.loads(pickle.dumps(transform))
    assert same.points(POINTS).tolist() == transform.points(POINTS).tolist()
    assert {transform: 1}[transform] == 1
    for array in (transform.matrix, *(array for bend, matrix in transform.bends for array in (bend.nodes, matrix))):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1


def test_a_networks_grid_is_copied() -> None:
    nodes = np.zeros((3, 3, 2), np.float32)
    Transform.bending(nodes, SIZE)
    nodes[0, 0] = 1

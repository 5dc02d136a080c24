"""Dense maps: exact on the nodes, close to the sheet between them, inverted, continued beyond the edges."""

import numpy as np
import pytest

from docfields.grid_map import CLOSE_ENOUGH, GridMap

SIZE = (1500.0, 2000.0)


def sheet(points: np.ndarray) -> np.ndarray:
    """Where the points of a bent sheet lie in its photo."""
    x, y = points[..., 0] / SIZE[0], points[..., 1] / SIZE[1]
    right = 100 + 1300 * x + 60 * np.sin(3 * y + 0.4) + 40 * np.sin(4 * x) * y
    return np.stack([right, 80 + 1800 * y + 90 * np.sin(3.3 * x) + 30 * np.cos(5 * y * x)], axis=-1)


def nodes_of(rows: int, columns: int) -> np.ndarray:
    x, y = np.meshgrid(np.linspace(0, SIZE[0], columns), np.linspace(0, SIZE[1], rows))
    return np.stack([x, y], axis=-1)


def scattered(count: int, beyond: float = 0.0) -> np.ndarray:
    return np.random.default_rng(7).uniform(-beyond, np.array(SIZE) + beyond, (count, 2))


BENT = GridMap(sheet(nodes_of(45, 31)), SIZE)


def test_nodes_lie_where_they_are_said_to() -> None:
    assert np.allclose(BENT.points(nodes_of(45, 31).reshape(-1, 2)), BENT.nodes.reshape(-1, 2), atol=1e-9)


def test_a_sheet_is_followed_between_the_nodes() -> None:
    points = scattered(2000)
    assert np.abs(BENT.points(points) - sheet(points)).max() < 0.02


def test_a_parabola_is_met_everywhere_and_a_plane_beyond_the_edges_too() -> None:
    def parabola(points: np.ndarray) -> np.ndarray:
        return points + np.stack([points[..., 1] ** 2, points[..., 0] * points[..., 1]], axis=-1) * 1e-5

    bent = GridMap(parabola(nodes_of(5, 4)), SIZE)
    assert np.allclose(bent.points(scattered(200)), parabola(scattered(200)))
    plane = GridMap(nodes_of(2, 2) * 0.5 + 7, SIZE)
    assert np.allclose(plane.points(scattered(200, beyond=900)), scattered(200, beyond=900) * 0.5 + 7)


@pytest.mark.parametrize("beyond", [0.0, 400.0])
def test_the_inverse_leads_back(beyond: float) -> None:
    points = scattered(2000, beyond)
    assert np.abs(BENT.inverse().points(BENT.points(points)) - points).max() < 10 * CLOSE_ENOUGH
    assert BENT.inverse().inverse().points(points).tolist() == BENT.points(points).tolist()


def test_there_is_no_jump_at_the_edges() -> None:
    edge = np.array([[0.0, 700.0], [1500.0, 700.0], [700.0, 0.0], [700.0, 2000.0]])
    for step in ([1e-6, 0], [0, 1e-6]):
        before, after = BENT.points(edge - step), BENT.points(edge + step)
        assert np.abs(after - before).max() < 1e-5


def test_a_folded_grid_gives_one_of_the_places_or_the_nearest() -> None:
    nodes = nodes_of(6, 6)
    nodes[:, 3] = nodes[:, 1]
    points = scattered(300, beyond=500)
    assert np.isfinite(GridMap(nodes, SIZE).inverse().points(points)).all()


def test_no_points_give_none() -> None:
    none = np.zeros((0, 2))
    assert BENT.points(none).shape == BENT.inverse().points(none).shape == (0, 2)


@pytest.mark.parametrize(
    "nodes", [np.zeros((1, 5, 2)), np.zeros((5, 5)), np.zeros((5, 5, 3)), np.full((3, 3, 2), np.nan)]
)
def test_what_is_no_grid_is_refused(nodes: np.ndarray) -> None:
    with pytest.raises(ValueError, match="two rows and columns"):
        GridMap(nodes, SIZE)


def test_a_picture_without_extent_is_refused() -> None:
    with pytest.raises(ValueError, match="width and a height"):
        GridMap(nodes_of(3, 3), (0.0, 10.0))

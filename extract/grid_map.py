"""Dense maps: where the points of a bent picture lie, told at the nodes of a grid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CLOSE_ENOUGH = 1e-6
"""Pixels by which an inverted point may be off."""

ROUNDS = 30
"""Newton steps of an inversion: about five do on a sheet of paper, a fold seen almost edge-on takes more."""

LONGEST_STEP = 0.5
"""Of the picture's size, of one Newton step: a steep place may not throw a point off the page."""

TOGETHER = 4096
"""Points whose nearest nodes are sought at once: some tens of megabytes."""


@dataclass(frozen=True, slots=True, eq=False)
class GridMap:
    """A smooth map from one picture to another, such as an unwarping network tells.

    nodes: (rows, columns, 2) float64 of x, y, at least 2 by 2: where the nodes of an even grid lie in the other one.
    size: width and height of the picture that the grid spans from corner (0, 0) to corner (width, height).
    backwards: the map leads from the other picture to this one. Raises ValueError for what is no grid.

    Between nodes it is a Catmull-Rom spline (Keys, Cubic convolution interpolation, 1981), beyond the outer ones it
    runs on straight. A grid that folds over itself cannot be inverted where it does: one of the places is given.
    """

    nodes: Floats
    size: tuple[float, float]
    backwards: bool = False

    def __post_init__(self) -> None:
        nodes = self.nodes
        if nodes.ndim != 3 or min(nodes.shape[:2]) < 2 or nodes.shape[2] != 2 or not np.isfinite(nodes).all():
            raise ValueError("nodes must be finite, of shape (rows, columns, 2), with two rows and columns at least")
        if min(self.size) <= 0:
            raise ValueError("the picture under a grid must have a width and a height")
        nodes.flags.writeable = False

    def inverse(self) -> GridMap:
        return replace(self, backwards=not self.backwards)

    def points(self, array: NDArray[Any]) -> Floats:
        """array: (N, 2); gives the same shape."""
        points = np.asarray(array, dtype=np.float64).reshape(-1, 2)
        grid = _with_border(self.nodes)
        return self._find(grid, points) if self.backwards else self._look_up(grid, points)[0]

    def _look_up(self, grid: Floats, points: Floats) -> tuple[Floats, Floats, Floats]:
        """Where points of this picture lie, and how that changes to the right and downwards: (N, 2) each."""
        rows, columns = self.nodes.shape[:2]
        per_pixel = np.array([(columns - 1) / self.size[0], (rows - 1) / self.size[1]])
        at = points * per_pixel
        inside = np.clip(at, 0, (columns - 1, rows - 1))
        cell = np.minimum(inside.astype(np.intp), (columns - 2, rows - 2))
        weights, slopes = _cubic(inside - cell)
        reach = np.arange(4)
        around = grid[(cell[:, 1, None] + reach)[:, :, None], (cell[:, 0, None] + reach)[:, None, :]]  # (N, 4, 4, 2)
        across = (around * weights[:, 0, None, :, None]).sum(axis=2)  # (N, 4, 2): one point a row of nodes
        rising = (around * slopes[:, 0, None, :, None]).sum(axis=2)
        right = (rising * weights[:, 1, :, None]).sum(axis=1)
        down = (across * slopes[:, 1, :, None]).sum(axis=1)
        beyond = at - inside
        found = (across * weights[:, 1, :, None]).sum(axis=1) + right * beyond[:, :1] + down * beyond[:, 1:]
        return found, right * per_pixel[0], down * per_pixel[1]

    def _find(self, grid: Floats, goals: Floats) -> Floats:
        """The points of this picture that lie at the goals, by Newton's method from the nearest node."""
        points = self._nearest_nodes(goals)
        best, error = points.copy(), np.full(len(goals), np.inf)
        open_ = np.arange(len(goals))
        longest = LONGEST_STEP * np.array(self.size)
        for _ in range(ROUNDS):
            found, right, down = self._look_up(grid, points[open_])
            left = goals[open_] - found
            off = np.abs(left).max(axis=1)
            better = off < error[open_]
            best[open_[better]], error[open_[better]] = points[open_[better]], off[better]
            unsolved = off > CLOSE_ENOUGH
            if not unsolved.any():
                break
            open_, left, right, down = open_[unsolved], left[unsolved], right[unsolved], down[unsolved]
            points[open_] += np.clip(_solve(right, down, left), -longest, longest)
        return best

    def _nearest_nodes(self, goals: Floats) -> Floats:
        rows, columns = self.nodes.shape[:2]
        targets = self.nodes.reshape(-1, 2)
        nearest = np.zeros(len(goals), np.intp)
        for start in range(0, len(goals), TOGETHER):
            part = goals[start : start + TOGETHER]
            away = (part[:, :1] - targets[:, 0]) ** 2 + (part[:, 1:] - targets[:, 1]) ** 2
            nearest[start : start + TOGETHER] = away.argmin(axis=1)
        row, column = np.divmod(nearest, columns)
        step_x, step_y = self.size[0] / (columns - 1), self.size[1] / (rows - 1)
        return np.column_stack([column * step_x, row * step_y])


def _with_border(nodes: Floats) -> Floats:
    """The grid with one more node on every side, where the parabola through the outer three (or a line) leads."""
    for axis in (0, 1):
        turned = np.moveaxis(nodes, axis, 0)
        outer = []
        for first, second, *rest in (turned[:3], turned[::-1][:3]):
            outer.append(3 * first - 3 * second + rest[0] if rest else 2 * first - second)
        nodes = np.moveaxis(np.concatenate([outer[:1], turned, outer[1:]]), 0, axis)
    return nodes


def _cubic(parts: Floats) -> tuple[Floats, Floats]:
    """Weights of four neighbouring nodes and their derivatives. parts: (N, 2) in [0, 1], of a cell; gives (N, 2, 4)."""
    t = parts[..., None]
    weights = [((2 - t) * t - 1) * t, (3 * t - 5) * t * t + 2, ((4 - 3 * t) * t + 1) * t, (t - 1) * t * t]
    slopes = [(4 - 3 * t) * t - 1, (9 * t - 10) * t, (8 - 9 * t) * t + 1, (3 * t - 2) * t]
    return np.concatenate(weights, axis=-1) / 2, np.concatenate(slopes, axis=-1) / 2


def _solve(right: Floats, down: Floats, left: Floats) -> Floats:
    """How far to go to the right and downwards to come nearer by what is left: (N, 2)."""
    area = right[:, 0] * down[:, 1] - right[:, 1] * down[:, 0]
    area = np.where(area == 0, 1e-12, area)
    to_right = (left[:, 0] * down[:, 1] - left[:, 1] * down[:, 0]) / area
    downwards = (left[:, 1] * right[:, 0] - left[:, 0] * right[:, 1]) / area
    return np.column_stack([to_right, downwards])

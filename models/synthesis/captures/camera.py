"""A phone's camera over a table: where points in space fall in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docfields.document import Transform

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pose:
    """tilt_deg: of the view off the table's normal; lean_deg: to which side of the picture it tilts.
    roll_deg: turn in the picture plane. focal: in diagonals of the picture (a phone's main camera: 0.6; zoomed: 1.2).
    """

    tilt_deg: float
    lean_deg: float
    roll_deg: float
    focal: float = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A posed camera. rotation: (3, 3); target: the point looked at; distance to it; the scaling and shift that
    frame the sheets in a picture of `size` (width, height)."""

    rotation: NDArray[np.float64]
    target: NDArray[np.float64]
    distance: float
    scale: float
    offset: NDArray[np.float64]
    size: Size

    def project(self, points: NDArray[np.float32]) -> NDArray[np.float64]:
        """points: (..., 3) in space; gives (..., 2) picture pixels."""
        return _perspective(points, self.rotation, self.target, self.distance) * self.scale + self.offset

    def direction(self) -> NDArray[np.float64]:
        """Unit vector from the table towards the camera."""
        towards: NDArray[np.float64] = self.rotation[2]
        return towards

    def table(self) -> Transform:
        """Points of the table (x, y, page pixels) to the picture: (3, 3)."""
        rows = np.stack([self.rotation[:, 0], self.rotation[:, 1], -self.rotation @ self.target], axis=1)
        depth = np.array([0.0, 0.0, self.distance]) - rows[2]
        matrix = np.stack(
            [
                self.scale * self.distance * rows[0] + self.offset[0] * depth,
                self.scale * self.distance * rows[1] + self.offset[1] * depth,
                depth,
            ]
        )
        return Transform(matrix)


def look(
    grids: Sequence[NDArray[np.float32]], pose: Pose, size: Size, *, fill: float, offset: tuple[float, float]
) -> View:
    """Frames all grids of points (rows, columns, 3). fill: share of the picture that they span on the tighter side.

    offset: where the free room goes, -1 (all at the left or top) to 1.
    """
    roll, tilt, lean = np.deg2rad([pose.roll_deg, pose.tilt_deg, pose.lean_deg])
    rotation = _about_z(roll) @ _about_z(lean) @ _about_x(tilt) @ _about_z(-lean)
    every = np.concatenate([_outline(grid) for grid in grids])
    target = np.append((every[:, :2].max(axis=0) + every[:, :2].min(axis=0)) / 2, 0.0)
    turned = (every - target) @ rotation.T
    extent = max(np.ptp(turned[:, 0]) / size[0], np.ptp(turned[:, 1]) / size[1])
    distance = max(pose.focal * float(np.hypot(*size)) * extent / fill, 1.6 * float(np.abs(turned[:, 2]).max()) + 1e-6)
    flat = _perspective(every, rotation, target, distance)
    low, high = flat.min(axis=0), flat.max(axis=0)
    scale = fill * float(min(size[0] / (high[0] - low[0]), size[1] / (high[1] - low[1])))
    room = np.array(size) - scale * (high - low)
    shift = room / 2 * (1 + np.array(offset)) - scale * low
    return View(rotation, target, distance, scale, shift, size)


def _perspective(
    points: NDArray[np.floating], rotation: NDArray[np.float64], target: NDArray[np.float64], distance: float
) -> NDArray[np.float64]:
    turned = (points - target) @ rotation.T
    weight = distance / (distance - turned[..., 2:])
    result: NDArray[np.float64] = turned[..., :2] * weight
    return result


def _outline(grid: NDArray[np.float32]) -> NDArray[np.float32]:
    """Some points of a grid, all of its border among them: (N, 3)."""
    border = (grid[0], grid[-1], grid[:, 0], grid[:, -1], grid[::4, ::4].reshape(-1, 3))
    outline: NDArray[np.float32] = np.concatenate(border)
    return outline


def _about_x(angle: float) -> NDArray[np.float64]:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[1, 0, 0], [0, cos, -sin], [0, sin, cos]])


def _about_z(angle: float) -> NDArray[np.float64]:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])

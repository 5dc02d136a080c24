"""Where the points of a clean page go in a captured picture, and back.

Coordinates are continuous: pixel i covers [i, i + 1), its centre lies at i + 0.5, and the page's far corner at
(width, height), which is how PDF renderers and the truth of a page count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docfields.document import Quad, Transform

from .opencv import cv2

Floats = NDArray[np.float32]
Size = tuple[int, int]

FIELD_STEP = 4
"""Backward fields are solved at every fourth pixel of a picture: between those a sheet is all but straight."""

_FLAT = 0.002
"""Pixels by which a sheet may leave a plane and still count as flat."""

_BEYOND = 3
"""Nodes by which a bent sheet is continued beyond its edges, so that fields have no kink there."""

_FIXED_POINT_ROUNDS = 2
_NEWTON_ROUNDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Warp:
    """A page's way into a picture: a projective map, and what the bending of the sheet adds to it.

    matrix: (3, 3) float64, page pixels to picture pixels. shift: (rows, columns, 2) float32 in picture pixels, at
    the nodes of an even grid from the page's corner (0, 0) to (width, height), linear between them; None for a flat
    sheet. page_size, picture_size: (width, height) in pixels.
    """

    matrix: NDArray[np.float64]
    shift: Floats | None
    page_size: Size
    picture_size: Size

    def __post_init__(self) -> None:
        self.matrix.flags.writeable = False
        if self.shift is not None:
            self.shift.flags.writeable = False

    @classmethod
    def from_mesh(cls, mesh: NDArray[Any], page_size: Size, picture_size: Size) -> Warp:
        """mesh: (rows, columns, 2), where the nodes of an even grid over the page fall in the picture."""
        nodes = grid_nodes(mesh.shape[0], mesh.shape[1], page_size)
        thin = (slice(None, None, max(1, mesh.shape[0] // 12)), slice(None, None, max(1, mesh.shape[1] // 12)))
        matrix, _ = cv2.findHomography(nodes[thin].reshape(-1, 2), np.asarray(mesh, np.float64)[thin].reshape(-1, 2))
        flat = Transform(np.array(matrix, np.float64)).points(nodes.reshape(-1, 2)).reshape(nodes.shape)
        shift = (mesh - flat).astype(np.float32)
        bent = bool(np.abs(shift).max() > _FLAT)
        return cls(np.array(matrix, np.float64), shift if bent else None, page_size, picture_size)

    @classmethod
    def from_transform(cls, transform: Transform, page_size: Size, picture_size: Size) -> Warp:
        """A flat sheet."""
        return cls(transform.matrix.copy(), None, page_size, picture_size)

    def points(self, array: NDArray[Any]) -> NDArray[np.float64]:
        """array: (N, 2) page pixels; gives (N, 2) picture pixels."""
        page = np.asarray(array, np.float64).reshape(-1, 2)
        mapped = Transform(self.matrix.copy()).points(page)
        if self.shift is not None:
            mapped += _sample(self.shift, self._to_grid(page))
        return mapped

    def quad(self, quad: Quad) -> Quad:
        """The same corners in the same order, mapped."""
        return Quad.from_array(self.points(quad.to_array()))

    def then(self, following: Transform, picture_size: Size) -> Warp:
        """First this map, then a projective one to a picture of another size: a turn, a crop, a scaling."""
        matrix = following.matrix @ self.matrix
        if self.shift is None:
            return Warp(matrix, None, self.page_size, picture_size)
        rows, columns = self.shift.shape[:2]
        nodes = grid_nodes(rows, columns, self.page_size).reshape(-1, 2)
        mapped = following.points(self.points(nodes)) - Transform(matrix.copy()).points(nodes)
        return Warp(matrix, mapped.reshape(rows, columns, 2).astype(np.float32), self.page_size, picture_size)

    def preceded_by(self, placing: Transform, page_size: Size) -> Warp:
        """The way of a page that was placed on this warp's page (a card on a copied sheet, a leaf of a booklet)."""
        if page_size == self.page_size and np.array_equal(placing.matrix, np.eye(3)):
            return self
        matrix = self.matrix @ placing.matrix
        if self.shift is None:
            return Warp(matrix, None, page_size, self.picture_size)
        rows, columns = self.shift.shape[:2]
        nodes = placing.points(grid_nodes(rows, columns, page_size).reshape(-1, 2))
        shift = _sample(self.shift, self._to_grid(nodes)).reshape(rows, columns, 2)
        return Warp(matrix, shift.astype(np.float32), page_size, self.picture_size)

    def backward_field(self, height: int | None = None, width: int | None = None) -> Floats:
        """(H, W, 2) float32: where on the page each picture pixel's centre lies, NaN where it shows no page.

        height, width: of the field, which always spans the whole picture; the picture's own by default.
        """
        field = self.extended_field(height, width)
        field[~_within(field, self.page_size)] = np.nan
        return field

    def inside(self, height: int | None = None, width: int | None = None) -> NDArray[np.bool_]:
        """(H, W): which picture pixels show the page."""
        return _within(self.extended_field(height, width), self.page_size)

    def extended_field(self, height: int | None = None, width: int | None = None) -> Floats:
        """Like backward_field, but continued beyond the page's edges instead of NaN (far out: of no meaning)."""
        height, width = height or self.picture_size[1], width or self.picture_size[0]
        scale = np.array([self.picture_size[0] / width, self.picture_size[1] / height])
        step = max(1, round(FIELD_STEP / float(scale.max())))
        # One block more on every side, so that the enlargement below never extrapolates.
        rows, columns = -(-height // step) + 2, -(-width // step) + 2
        y, x = np.mgrid[0:rows, 0:columns]
        picture = (np.stack([x, y], axis=-1) - 0.5) * step * scale
        field = self._invert(picture.astype(np.float32))
        if step > 1:
            field = cv2.resize(field, (columns * step, rows * step), interpolation=cv2.INTER_LINEAR)
        result: Floats = np.ascontiguousarray(field[step : step + height, step : step + width])
        return result

    def _to_grid(self, page: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.shift is None:
            return page
        cells = np.array([self.shift.shape[1] - 1, self.shift.shape[0] - 1], np.float64)
        scaled: NDArray[np.float64] = page * (cells / np.array(self.page_size))
        return scaled

    def _invert(self, picture: Floats) -> Floats:
        """picture: (h, w, 2) picture points; gives (h, w, 2) page points, by fixed-point and then Newton steps."""
        inverse = np.linalg.inv(self.matrix)
        if self.shift is None:
            return _project(picture, inverse)
        rows, columns = self.shift.shape[:2]
        per_pixel = np.array([(columns - 1) / self.page_size[0], (rows - 1) / self.page_size[1]], np.float32)
        pad = ((_BEYOND, _BEYOND), (_BEYOND, _BEYOND), (0, 0))
        shift = np.pad(self.shift, pad, mode="reflect", reflect_type="odd")
        down, right = np.gradient(shift, axis=(0, 1))
        slopes = np.concatenate([right * per_pixel[0], down * per_pixel[1]], axis=-1)  # dx/du dy/du dx/dv dy/dv
        page = _project(picture, inverse)
        for _ in range(_FIXED_POINT_ROUNDS):
            page = _project(picture - _remap(shift, page * per_pixel + _BEYOND), inverse)
        m = self.matrix.astype(np.float32)
        for _ in range(_NEWTON_ROUNDS):
            at = page * per_pixel + _BEYOND
            u, v = page[..., 0], page[..., 1]
            weight = 1 / (m[2, 0] * u + m[2, 1] * v + m[2, 2])
            flat_x = (m[0, 0] * u + m[0, 1] * v + m[0, 2]) * weight
            flat_y = (m[1, 0] * u + m[1, 1] * v + m[1, 2]) * weight
            bent, slope = _remap(shift, at), _remap(slopes, at)
            x_u = (m[0, 0] - flat_x * m[2, 0]) * weight + slope[..., 0]
            y_u = (m[1, 0] - flat_y * m[2, 0]) * weight + slope[..., 1]
            x_v = (m[0, 1] - flat_x * m[2, 1]) * weight + slope[..., 2]
            y_v = (m[1, 1] - flat_y * m[2, 1]) * weight + slope[..., 3]
            left_x = picture[..., 0] - flat_x - bent[..., 0]
            left_y = picture[..., 1] - flat_y - bent[..., 1]
            area = x_u * y_v - x_v * y_u
            # A fold seen almost edge-on has hardly any area: bounded steps keep the search on the sheet.
            floor = np.float32(0.02) * np.abs(np.median(area))
            area = np.where(np.abs(area) < floor, floor, area)
            longest = 0.05 * max(self.page_size)
            page = np.stack(
                [
                    u + np.clip((left_x * y_v - left_y * x_v) / area, -longest, longest),
                    v + np.clip((left_y * x_u - left_x * y_u) / area, -longest, longest),
                ],
                axis=-1,
            )
        return page


def grid_nodes(rows: int, columns: int, page_size: Size) -> NDArray[np.float64]:
    """(rows, columns, 2): an even grid over a page, corner to corner, as x, y."""
    x, y = np.meshgrid(np.linspace(0, page_size[0], columns), np.linspace(0, page_size[1], rows))
    return np.stack([x, y], axis=-1)


def _within(field: Floats, page_size: Size) -> NDArray[np.bool_]:
    u, v = field[..., 0], field[..., 1]
    result: NDArray[np.bool_] = (u >= 0) & (u <= page_size[0]) & (v >= 0) & (v <= page_size[1])
    return result


def _project(points: Floats, matrix: NDArray[np.floating]) -> Floats:
    """points: (h, w, 2); the projective map, in float32."""
    m = matrix.astype(np.float32)
    x, y = points[..., 0], points[..., 1]
    weight = 1 / (m[2, 0] * x + m[2, 1] * y + m[2, 2])
    mapped: Floats = np.stack(
        [(m[0, 0] * x + m[0, 1] * y + m[0, 2]) * weight, (m[1, 0] * x + m[1, 1] * y + m[1, 2]) * weight], axis=-1
    )
    return mapped


def _remap(grid: Floats, at: Floats) -> Floats:
    """grid: (rows, columns, C), sampled linearly at (h, w, 2) columns and rows; the border continues outwards."""
    sampled: Floats = cv2.remap(grid, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return sampled


def _sample(grid: Floats, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """grid: (rows, columns, 2), sampled linearly at (N, 2) columns and rows, in full precision."""
    rows, columns = grid.shape[:2]
    x, y = np.clip(at[:, 0], 0, columns - 1), np.clip(at[:, 1], 0, rows - 1)
    left = np.minimum(x.astype(np.int64), columns - 2)
    top = np.minimum(y.astype(np.int64), rows - 2)
    a, b = (x - left)[:, None], (y - top)[:, None]
    upper = grid[top, left] * (1 - a) + grid[top, left + 1] * a
    lower = grid[top + 1, left] * (1 - a) + grid[top + 1, left + 1] * a
    result: NDArray[np.float64] = upper * (1 - b) + lower * b
    return result

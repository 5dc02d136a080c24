"""How a sheet of paper lies in space: bent about an axis, folded, crumpled, rolled, or bound into a booklet.

A sheet is bent exactly along one axis (its tangent angle is integrated, so lengths along it stay), and carries on top
a relief of creases and crumples whose sideways displacement is the one that stretches the paper least.
Units are page pixels; x to the right, y down the page, z up from the table towards the viewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .opencv import cv2

Floats = NDArray[np.float32]
Size = tuple[int, int]

CELL = 5
"""Page pixels between the nodes of a sheet: 0.6 mm at 200 dpi, the finest crease that shows."""

_MOST_NODES = 480
"""Nodes along the longer side at most: long receipts get a coarser grid."""


_SOFTENED = 0.9
"""Nodes over which a crease bends print."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """points, normals: (rows, columns, 3) float32 at the nodes of an even grid from corner to corner of the page."""

    points: Floats
    normals: Floats

    def moved(self, angle_deg: float, x: float, y: float) -> Sheet:
        """Turned on the table about the origin, then shifted."""
        cos, sin = np.cos(np.deg2rad(angle_deg)), np.sin(np.deg2rad(angle_deg))
        turn = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]], np.float32)
        shift = np.array([x, y, 0], np.float32)
        return Sheet(self.points @ turn + shift, self.normals @ turn)


@dataclass(frozen=True, slots=True)
class Bend:
    """Tangent angle along the axis. angle_deg: of the axis to the page's x. slope_deg: of the sheet, largest.

    form: arch (one hump), cup (ends up), end (one end rises), wave, spine (dives into a binding), roll (ends curl in).
    phase: where along the axis, 0 to 1; for a wave, its phase. length: of a wave or of a curled end, share of the axis.
    """

    form: str
    angle_deg: float
    slope_deg: float
    phase: float = 0.5
    length: float = 0.5


@dataclass(frozen=True, slots=True)
class Crease:
    """A fold line. angle_deg: of its normal to the page's x. at: where along that, share of the page, 0 to 1.

    slope_deg: by which the halves fall off (negative: rise). rounding: in page pixels. reach: page pixels from the line
    at which the sheet lies level again, None for whole halves. middle, length: of a short crease along its line, as
    shares of the page; None for the whole line.
    """

    angle_deg: float
    at: float
    slope_deg: float
    rounding: float
    reach: float | None = None
    middle: float = 0.5
    length: float | None = None


def grid_shape(size: Size, most: int = _MOST_NODES) -> tuple[int, int]:
    """Rows and columns of nodes for a page of (width, height)."""
    cell = max(CELL, max(size) / most)
    return max(12, round(size[1] / cell) + 1), max(12, round(size[0] / cell) + 1)


def lay(size: Size, bend: Bend | None, creases: Sequence[Crease], crumple: Floats | None) -> Sheet:
    """The sheet in space. crumple: (rows, columns) heights in page pixels, or None."""
    rows, columns = grid_shape(size)
    u, v = _axes(size, rows, columns)
    height = sum((_ridge(u, v, size, crease) for crease in creases), np.zeros((rows, columns), np.float32))
    if crumple is not None:
        height = height + crumple
    cell = (size[0] / (columns - 1), size[1] / (rows - 1))
    if creases or crumple is not None:
        shift = _least_stretch(height, cell)
        u, v = u + shift[..., 0], v + shift[..., 1]
    angle = np.deg2rad(bend.angle_deg if bend else 0.0)
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    along, across = u * cos + v * sin, v * cos - u * sin
    if bend:
        along, height = _bent(along, height, bend, size)
    points = np.stack([along * cos - across * sin, along * sin + across * cos, height], axis=-1)
    points[..., 2] -= np.percentile(points[..., 2], 2)
    normals = normals_of(points)
    if creases or crumple is not None:
        # Light shows a crease sharper than it moves the print: fields can then be solved on fewer pixels.
        # Continued straight on beyond its edges, the sheet is not bent there by the smoothing.
        wide = np.pad(points, ((3, 3), (3, 3), (0, 0)), mode="reflect", reflect_type="odd")
        points = cv2.GaussianBlur(wide, (7, 7), _SOFTENED)[3:-3, 3:-3]
    return Sheet(points.astype(np.float32), normals)


def flat(size: Size) -> Sheet:
    """A card or sheet on the table, its middle at the origin."""
    u, v = _axes(size, 2, 2)
    points = np.stack([u, v, np.zeros_like(u)], axis=-1).astype(np.float32)
    return Sheet(points, normals_of(points))


def facets(
    shape: tuple[int, int],
    spacing: float,
    generator: np.random.Generator,
    *,
    cell: float,
    slope: float,
    rounding: float,
) -> Floats:
    """Crumpled paper: plane facets between sharp creases of both signs, (rows, columns) heights.

    The squared distance to the nearest of some points is a paraboloid less a convex polyhedron, so that the
    difference of two such is made of planes. spacing: page pixels between nodes. cell: mean facet in page pixels.
    slope: root mean square rise. rounding: of creases in nodes.
    """
    rows, columns = shape
    nodes = max(2.0, cell / spacing)
    pad = int(nodes) + 1
    area = (rows + 2 * pad) * (columns + 2 * pad)
    height = np.zeros((rows + 2 * pad, columns + 2 * pad), np.float32)
    for sign in (1, -1):
        sites = np.full(height.shape, 255, np.uint8)
        count = max(3, int(area / nodes**2))
        sites[generator.integers(0, height.shape[0], count), generator.integers(0, height.shape[1], count)] = 0
        # Squared distances between nodes are whole numbers: rounded, they are the same on every machine.
        height += sign * np.rint(np.square(cv2.distanceTransform(sites, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)))
    height = cv2.GaussianBlur(height, (0, 0), rounding)[pad : pad + rows, pad : pad + columns]
    down, right = np.gradient(height)
    rise = float(np.sqrt(np.mean(down**2 + right**2)))
    result: Floats = (height * (slope / max(rise, 1e-6) * spacing)).astype(np.float32)
    return result


def swell(size: Size, rng: np.random.Generator, *, cell: float, slope: float) -> Floats:
    """Smooth unevenness, as of paper that lay in the damp: (rows, columns) heights in page pixels."""
    rows, columns = grid_shape(size)
    spacing = size[0] / (columns - 1)
    small = rng.standard_normal((int(rows * spacing / cell) + 4, int(columns * spacing / cell) + 4), np.float32)
    height = cv2.resize(small, (columns, rows), interpolation=cv2.INTER_CUBIC)
    down, right = np.gradient(height)
    rise = float(np.sqrt(np.mean(down**2 + right**2)))
    result: Floats = (height * (slope / max(rise, 1e-6) * spacing)).astype(np.float32)
    return result


def normals_of(points: Floats) -> Floats:
    """Unit normals of a grid of points, towards the viewer: (rows, columns, 3)."""
    down, right = slopes(points.astype(np.float32))
    normal = np.stack(
        [
            right[..., 1] * down[..., 2] - right[..., 2] * down[..., 1],
            right[..., 2] * down[..., 0] - right[..., 0] * down[..., 2],
            right[..., 0] * down[..., 1] - right[..., 1] * down[..., 0],
        ],
        axis=-1,
    )
    result: Floats = normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-9)
    return result


def slopes(grid: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Differences down and to the right along the first two axes."""
    down, right = np.gradient(grid, axis=(0, 1))
    return np.asarray(down), np.asarray(right)


def _axes(size: Size, rows: int, columns: int) -> tuple[Floats, Floats]:
    """Page coordinates about the page's middle at the nodes."""
    x = np.linspace(-size[0] / 2, size[0] / 2, columns, dtype=np.float32)
    y = np.linspace(-size[1] / 2, size[1] / 2, rows, dtype=np.float32)
    u, v = np.meshgrid(x, y)
    return u, v


def _ridge(u: Floats, v: Floats, size: Size, crease: Crease) -> Floats:
    """Height of a roof over a fold line: highest on it, falling to both sides."""
    angle = np.deg2rad(crease.angle_deg)
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    reach = abs(cos) * size[0] + abs(sin) * size[1]
    distance = u * cos + v * sin - np.float32((crease.at - 0.5) * reach)
    rounding = np.float32(crease.rounding)
    away = np.sqrt(distance * distance + rounding * rounding)
    if crease.reach:
        away = np.float32(crease.reach) * np.tanh(away / np.float32(crease.reach))
    if crease.length:
        span = abs(sin) * size[0] + abs(cos) * size[1]
        along = (v * cos - u * sin) / span - np.float32(crease.middle - 0.5)
        away = away * np.exp(-np.square(along / np.float32(crease.length / 2)))
    ridge: Floats = away * np.float32(-np.tan(np.deg2rad(crease.slope_deg)))
    return ridge


def _least_stretch(height: Floats, cell: tuple[float, float]) -> Floats:
    """Sideways displacement (rows, columns, 2) in page pixels with which a relief stretches paper least.

    Minimises |sym grad d + grad h grad h' / 2|^2: linear elasticity, solved by Fourier transform on half the nodes
    over the mirrored sheet.
    """
    rows, columns = height.shape
    half = cv2.resize(height, ((columns + 1) // 2, (rows + 1) // 2), interpolation=cv2.INTER_AREA)
    spacing = (cell[0] * columns / half.shape[1], cell[1] * rows / half.shape[0])
    down, right = np.gradient(half, spacing[1], spacing[0])
    strain = (-0.5 * right * right, -0.5 * right * down, -0.5 * down * down)
    mean = [float(np.mean(part)) for part in strain]
    xx, xy, yy = (part - middle for part, middle in zip(strain, mean, strict=True))

    def mirrored(part: Floats, sign: float) -> NDArray[np.complex64]:
        wide = np.concatenate([part, sign * part[:, ::-1]], axis=1)
        return np.fft.rfft2(np.concatenate([wide, sign * wide[::-1]], axis=0)).astype(np.complex64)

    t_xx, t_xy, t_yy = mirrored(xx, 1), mirrored(xy, -1), mirrored(yy, 1)
    shape = (2 * half.shape[0], 2 * half.shape[1])
    k_x = (2 * np.pi * np.fft.rfftfreq(shape[1], spacing[0])).astype(np.float32)[None, :]
    k_y = (2 * np.pi * np.fft.fftfreq(shape[0], spacing[1])).astype(np.float32)[:, None]
    square = np.maximum(k_x**2 + k_y**2, np.float32(1e-12))
    f_x, f_y = -1j * (t_xx * k_x + t_xy * k_y), -1j * (t_xy * k_x + t_yy * k_y)
    common = (k_x * f_x + k_y * f_y) / (2 * square)
    parts = []
    for force, k in ((f_x, k_x), (f_y, k_y)):
        solved = 2 * (force - k * common) / square
        solved[0, 0] = 0
        parts.append(np.fft.irfft2(solved, s=shape)[: half.shape[0], : half.shape[1]].astype(np.float32))
    shift = cv2.resize(np.stack(parts, axis=-1), (columns, rows), interpolation=cv2.INTER_CUBIC)
    u, v = _axes((round(cell[0] * (columns - 1)), round(cell[1] * (rows - 1))), rows, columns)
    shift[..., 0] += np.float32(mean[0]) * u + np.float32(mean[1]) * v
    shift[..., 1] += np.float32(mean[1]) * u + np.float32(mean[2]) * v
    result: Floats = shift
    return result


def _bent(along: Floats, height: Floats, bend: Bend, size: Size) -> tuple[Floats, Floats]:
    """Positions and heights after the sheet was bent about an axis, its length along the axis kept."""
    angle = np.deg2rad(bend.angle_deg)
    reach = abs(np.cos(angle)) * size[0] + abs(np.sin(angle)) * size[1]
    share = np.linspace(-0.05, 1.05, 600)
    slope = np.deg2rad(bend.slope_deg) * _tangent(share, bend)
    step = (share[1] - share[0]) * reach
    x, z = np.cumsum(np.cos(slope)) * step, np.cumsum(np.sin(slope)) * step
    # The sheet's ends lie level: it rests on the table.
    level = np.arctan2(z[-1] - z[0], x[-1] - x[0])
    x, z = x * np.cos(level) + z * np.sin(level), z * np.cos(level) - x * np.sin(level)
    slope = slope - level
    x -= np.interp(0.5, share, x)
    at = along / reach + 0.5
    lean = np.interp(at, share, slope)
    bent = np.interp(at, share, x) - height * np.sin(lean)
    raised = np.interp(at, share, z) + height * np.cos(lean)
    return bent.astype(np.float32), raised.astype(np.float32)


def _tangent(share: NDArray[np.float64], bend: Bend) -> NDArray[np.float64]:
    """Tangent angle in units of the largest slope, over the share of the axis."""
    phase, length = bend.phase, bend.length
    if bend.form == "arch":
        return np.clip((phase - share) / max(phase, 1 - phase), -1, 1)
    if bend.form == "cup":
        return np.clip((share - phase) / max(phase, 1 - phase), -1, 1)
    if bend.form == "end":
        return np.clip((share - (1 - length)) / length, 0, 1) ** 1.3
    if bend.form == "roll":
        return np.clip((share - (1 - length)) / length, 0, 1) ** 1.4 - np.clip((length - share) / length, 0, 1) ** 1.4
    if bend.form == "spine":
        away = share - phase
        return -np.sign(away) * np.exp(-np.abs(away) / (0.35 * length)) * np.tanh(np.abs(away) / 0.012)
    if bend.form == "wave":
        return np.sin(2 * np.pi * (share / length + phase))
    raise ValueError(f"no such form of a bend: {bend.form}")

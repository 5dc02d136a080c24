"""How far boxes cover each other: the areas of quads and of what they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..document import Quad

Areas = NDArray[np.float64]


def areas(quads: Sequence[Quad]) -> Areas:
    """(N,) float64, in square pixels."""
    return np.array([abs(_signed_area(quad.to_array())) for quad in quads], dtype=np.float64)


def shared_areas(one: Sequence[Quad], other: Sequence[Quad]) -> Areas:
    """(N, M) float64: what each quad of one side shares with each of the other.

    By the quads themselves, not by the upright boxes around them: those of a tilted page's lines overlap.
    """
    if not one or not other:
        return np.zeros((len(one), len(other)))
    left, top, right, bottom = _boxes(one).T[:, :, None]
    left_2, top_2, right_2, bottom_2 = _boxes(other).T[:, None, :]
    width = np.clip(np.minimum(right, right_2) - np.maximum(left, left_2), 0, None)
    height = np.clip(np.minimum(bottom, bottom_2) - np.maximum(top, top_2), 0, None)
    shared: Areas = width * height
    upright, upright_2 = [_is_upright(quad) for quad in one], [_is_upright(quad) for quad in other]
    for i, j in np.argwhere(shared > 0).tolist():
        if not (upright[i] and upright_2[j]):
            shared[i, j] = abs(_signed_area(_clip(one[i].to_array(), other[j].to_array())))
    return shared


def iou_matrix(one: Sequence[Quad], other: Sequence[Quad]) -> Areas:
    """(N, M) float64: intersection over union."""
    shared = shared_areas(one, other)
    union = areas(one)[:, None] + areas(other)[None, :] - shared
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)


def iou(one: Quad, other: Quad) -> float:
    """Intersection over union of two quads."""
    return float(iou_matrix([one], [other])[0, 0])


def _boxes(quads: Sequence[Quad]) -> Areas:
    return np.array([(quad.left, quad.top, quad.right, quad.bottom) for quad in quads], dtype=np.float64)


def _is_upright(quad: Quad) -> bool:
    return all(x in (quad.left, quad.right) and y in (quad.top, quad.bottom) for x, y in quad.points)


def _signed_area(corners: NDArray[Any]) -> float:
    """Shoelace formula; positive for clockwise corners with y down."""
    x, y = corners[:, 0], corners[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _clip(corners: NDArray[Any], window: NDArray[Any]) -> NDArray[Any]:
    """The part of one convex polygon inside another: Sutherland and Hodgman, Reentrant Polygon Clipping (1974)."""
    if _signed_area(window) < 0:
        window = window[::-1]
    points = [(float(x), float(y)) for x, y in corners]
    for (ax, ay), (bx, by) in zip(window.tolist(), np.roll(window, -1, axis=0).tolist(), strict=True):
        sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for x, y in points]
        kept: list[tuple[float, float]] = []
        for k, (x, y) in enumerate(points):
            (px, py), before, here = points[k - 1], sides[k - 1], sides[k]
            if (before < 0) != (here < 0):
                part = before / (before - here)
                kept.append((px + (x - px) * part, py + (y - py) * part))
            if here >= 0:
                kept.append((x, y))
        points = kept
    return np.array(points, dtype=np.float64).reshape(-1, 2)

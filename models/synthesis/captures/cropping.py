"""Pictures cut tight, as their owners and scanning apps do: often into the paper, never into the print."""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from docfields.document import Transform
from docfields.models.synthesis.truth import Medium

from .captured import Captured
from .warp import grid_nodes

Box = NDArray[np.float64]
"""Left, top, right, bottom in picture pixels."""

_SHEET_NODES = 12
"""A side's points by which a bent sheet's outer box is found."""

_LEAST_SIDE = 96
"""Pixels: smaller pictures are left whole."""


def cropped(captured: Captured, ink: NDArray[np.floating], medium: Medium, rng: Random) -> Captured:
    """The picture, cut at random somewhere between its frame and the box around all print.

    ink: (N, 2) picture points of all print, which stays in the picture; outlines of sheets may then lie outside it.
    """
    levels = _draw_levels(captured.kind, medium, rng)
    margin = rng.uniform(0.01, 0.03)
    if levels is None or not len(ink):
        return captured
    height, width = captured.image.shape[:2]
    frame = np.array([0, 0, width, height], np.float64)
    print_box = _around(ink)
    room = margin * max(print_box[2] - print_box[0], print_box[3] - print_box[1])
    print_box = _within(print_box + room * np.array([-1, -1, 1, 1]), frame)
    sheet = _within(_sheet_box(captured), frame)
    # A sheet whose border left the picture ends at the picture; one bent inwards ends at the print.
    sheet = np.concatenate([np.minimum(sheet[:2], print_box[:2]), np.maximum(sheet[2:], print_box[2:])])
    stops = np.stack([frame, sheet, print_box])
    box = np.array([np.interp(level, (0, 1, 2), stops[:, side]) for side, level in enumerate(levels)])
    left, top = (int(low) for low in np.floor(box[:2]))
    right, bottom = (int(high) for high in np.ceil(box[2:]))
    if min(right - left, bottom - top) < _LEAST_SIDE:
        return captured
    shift = Transform(np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64))
    size = (right - left, bottom - top)
    image = np.ascontiguousarray(captured.image[top:bottom, left:right])
    return Captured(image, tuple(warp.then(shift, size) for warp in captured.warps), captured.kind)


def _draw_levels(kind: str, medium: Medium, rng: Random) -> list[float] | None:
    """Where each side (left, top, right, bottom) is cut: 0 at the frame, 1 at the sheet's border, 2 at the print."""
    photo, small = kind.startswith("photo/") and kind != "photo/monitor", medium in ("card", "booklet")
    scan = kind.startswith("scan/") and not kind.startswith("scan/fax")
    if not photo and not (scan and (small or medium == "thermal")):
        return None
    if rng.random() < _whole_share(photo, medium):
        return None
    if small:
        spread = rng.choice((0.02, 0.02, 0.2))
        return [min(1.1, max(0.0, rng.choice((1.0, 1.0, 0.9)) + rng.gauss(0, spread))) for _ in range(4)]
    least, most = (0.7, 1.9) if medium == "thermal" else (0.2, 1.6)
    middle = rng.uniform(least, most)
    return [min(2.0, max(0.0, middle + rng.gauss(0, 0.35))) for _ in range(4)]


def _whole_share(photo: bool, medium: Medium) -> float:
    """How often a picture is left as it was taken."""
    if medium == "thermal":
        return 0.2 if photo else 0.4
    return 0.3 if medium in ("card", "booklet") else 0.5


def _sheet_box(captured: Captured) -> Box:
    """Around all sheets."""
    nodes = (grid_nodes(_SHEET_NODES, _SHEET_NODES, warp.page_size).reshape(-1, 2) for warp in captured.warps)
    return _around(np.concatenate([warp.points(at) for warp, at in zip(captured.warps, nodes, strict=True)]))


def _around(points: NDArray[np.floating]) -> Box:
    box: Box = np.concatenate([points.min(axis=0), points.max(axis=0)]).astype(np.float64)
    return box


def _within(box: Box, frame: Box) -> Box:
    lows, highs = np.maximum(box[:2], frame[:2]), np.minimum(box[2:], frame[2:])
    return np.concatenate([lows, highs])

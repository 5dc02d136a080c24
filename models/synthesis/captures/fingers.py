"""A hand that holds a page at its borders, without covering print."""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image

from .opencv import cv2
from .pictures import arrays, smooth_noise
from .warp import Warp

Floats = NDArray[np.float32]

_SKINS = ((120, 150, 205), (105, 140, 200), (140, 165, 215), (80, 110, 165), (50, 75, 120), (35, 52, 85))
"""BGR."""

_DEEPEST = 0.12
"""Share of the page's width that a finger reaches in at most."""


_CONTRAST = 30
"""Grey levels within 5 pixels that count as print: dark on light or, on cards, light on dark."""


def hold(scene: Floats, page: Image, warp: Warp, rng: Random) -> Floats:
    """One or two fingers over a page's sides. scene: (H, W, 3) float32, is changed."""
    skin = np.array(rng.choice(_SKINS), np.float32)
    for side in rng.choice((("left",), ("right",), ("left", "right"), ("bottom",))):
        scene = _finger(scene, page, warp, side, skin, rng)
    return scene


def _finger(scene: Floats, page: Image, warp: Warp, side: str, skin: Floats, rng: Random) -> Floats:
    width, height = warp.page_size
    broad = min(width, height, 1100) * rng.uniform(0.09, 0.13)
    share = rng.uniform(0.35, 0.9)
    reach = min(blank_margin(page, side, share, broad) - 6.0, _DEEPEST * width)
    if reach < 8:
        return scene
    at, inward = {
        "left": ((0.0, share * height), (1.0, 0.0)),
        "right": ((float(width), share * height), (-1.0, 0.0)),
        "bottom": ((share * width, float(height)), (0.0, -1.0)),
    }[side]
    start, tip = np.array(at), np.array(at) + np.array(inward) * reach
    edge, end, unit = warp.points(np.array([start, tip, start + np.array(inward)[::-1]]))
    direction = (end - edge) / max(float(np.hypot(*(end - edge))), 1e-6)
    thick = broad * float(np.hypot(*(unit - edge)))
    lean = rng.uniform(-0.5, 0.5)
    turn = np.array([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]])
    # The tip's round end touches the deepest point; the finger leaves the page behind it.
    centre = end - direction * thick * 0.5
    root = centre - turn @ direction * float(np.hypot(*warp.picture_size))
    return _draw(scene, root, centre, thick, skin, rng)


def _draw(
    scene: Floats, root: NDArray[np.float64], tip: NDArray[np.float64], thick: float, skin: Floats, rng: Random
) -> Floats:
    height, width = scene.shape[:2]
    ends = np.stack([root, tip])
    low = np.maximum(ends.min(axis=0) - 1.8 * thick, 0).astype(int)
    high = np.minimum(ends.max(axis=0) + 1.8 * thick, [width, height]).astype(int)
    if (high <= low).any():
        return scene
    # Skin is smooth: every other pixel is worked out.
    y, x = np.mgrid[low[1] : high[1] : 2, low[0] : high[0] : 2].astype(np.float32) + np.float32(0.5)
    along = (tip - root) / float(np.hypot(*(tip - root)))
    length = float(np.hypot(*(tip - root)))
    s = (x - root[0]) * along[0] + (y - root[1]) * along[1]
    t = (y - root[1]) * along[0] - (x - root[0]) * along[1]
    back = np.clip(length - s, 0, None)
    # Slightly narrower at the tip, thicker at the joint, and soon as broad as the hand.
    hand = np.clip((back - 1.9 * thick) / (2.6 * thick), 0, 1)
    radius = thick * (0.5 + 0.05 * np.tanh(back / thick) + 0.02 * np.cos(back / thick * 2.4) + 1.1 * hand * hand)
    distance = np.hypot(np.maximum(s - length, 0), t) / radius
    cover = np.clip((1 - distance) * radius / 1.5 + 0.5, 0, 1)
    round_off = np.sqrt(np.clip(1 - np.square(distance * 0.985), 0, 1))
    mottled = 1 + 0.035 * smooth_noise(distance.shape, max(2.0, thick / 12), arrays(rng))
    mottled -= 0.06 * np.exp(-np.square((back - 1.25 * thick) / (0.08 * thick)))  # the joint's crease
    shade = (0.5 + 0.5 * round_off**0.8 + 0.12 * t / radius * rng.choice((-1, 1))) * mottled
    rosy = np.exp(-back / (0.9 * thick))[:, :, None] * np.array([-0.06, -0.05, 0.03], np.float32)
    color = skin * (1 + rosy) * shade[:, :, None]
    if rng.random() < 0.8:
        nail = np.square((s - length + 0.05 * thick) / (0.40 * thick)) + np.square(t / (0.31 * thick))
        share = np.clip((1 - nail) * 7, 0, 1)[:, :, None]
        polish = skin * np.array([1.12, 1.08, 1.06], np.float32) * (0.8 + 0.25 * round_off)[:, :, None]
        color += (polish - color) * 0.65 * share
    area = scene[low[1] : high[1], low[0] : high[0]]
    size = (area.shape[1], area.shape[0])
    dark = cv2.resize(1 - 0.35 * cv2.GaussianBlur(cover, (0, 0), max(0.8, thick * 0.05)), size)
    whole, over = cv2.resize(np.clip(color, 0, 250).astype(np.float32), size), cv2.resize(cover, size)
    area *= dark[:, :, None]
    area += (whole - area) * over[:, :, None]
    return scene


def blank_margin(page: Image, side: str, share: float, broad: float) -> float:
    """Page pixels from a side to the first print, near a place along it. share: of the side; broad: half the reach."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    ink = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8)) > _CONTRAST
    height, width = ink.shape
    if side == "bottom":
        middle = share * width
        near = ink[:, max(0, int(middle - broad)) : int(middle + broad) + 1]
        rows = np.flatnonzero(near.any(axis=1))
        return float(height - 1 - rows[-1]) if len(rows) else float(height)
    middle = share * height
    near = ink[max(0, int(middle - 1.6 * broad)) : int(middle + 1.6 * broad) + 1]
    columns = np.flatnonzero(near.any(axis=0))
    if not len(columns):
        return float(width)
    return float(columns[0]) if side == "left" else float(width - 1 - columns[-1])

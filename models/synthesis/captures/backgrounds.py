"""Surfaces under a page: wood, stone, cloth, leather, white paper, marble, patterns, a desk with other papers.

A surface is a square texture of the table, (SIDE, SIDE, 3) float32 BGR in grey levels, that the camera then sees in
perspective.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .light import Lamp, bumps
from .opencv import cv2
from .pictures import arrays, smooth_noise
from .surface import facets

Floats = NDArray[Any]

SIDE = 720
"""Pixels of a texture's side: tables lie a little out of focus, so that more would not be seen."""


def surface(kind: str, rng: Random) -> Floats:
    """The texture of a kind in `SURFACES`."""
    drawn = SURFACES[kind](rng)
    return np.clip(drawn, 4, 250)


def clutter(table: Floats, rng: Random) -> Floats:
    """Other things on the table: sheets with grey bars for text, a dark phone, a pen, a cup's ring."""
    scene = table.copy()
    for _ in range(rng.randint(1, 4)):
        things = (_sheet, _sheet, _dark_box, _pen, _ring)
        scene = rng.choice(things)(scene, rng)
    return scene


def _wood(rng: Random) -> Floats:
    generator = arrays(rng)
    base = np.array(
        rng.choice(((60, 105, 160), (90, 135, 180), (45, 70, 105), (120, 160, 195), (40, 55, 80))), np.float32
    )
    along = smooth_noise((SIDE, SIDE // 8), rng.uniform(4, 10), generator)
    along = cv2.resize(along, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    fine = cv2.resize(generator.standard_normal((SIDE, SIDE // 14), np.float32), (SIDE, SIDE))
    fibre = cv2.resize(
        generator.standard_normal((SIDE, SIDE // 40), np.float32), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC
    )
    waves = np.sin((np.arange(SIDE, dtype=np.float32)[:, None] / rng.uniform(14, 40) + 1.4 * along) * 2)
    grain = rng.uniform(3, 9) * along + rng.uniform(3, 8) * waves + 4 * fine + 3 * fibre
    tone = np.zeros((SIDE, SIDE), np.float32)
    if rng.random() < 0.7:
        plank = rng.randint(60, 240)
        for top in range(-rng.randrange(plank), SIDE, plank):
            rows = slice(max(0, top), max(0, top + plank))
            tone[rows] += rng.uniform(-14, 14)
            grain[rows] = np.roll(grain[rows], rng.randrange(SIDE), axis=1)
            tone[max(0, top) : max(0, top + 2)] -= rng.uniform(25, 60)
            for left in range(rng.randrange(400), SIDE, rng.randint(260, 600)):
                tone[rows, left : left + 2] -= 35
                tone[rows, left:] += rng.uniform(-10, 10)
    texture = base * (1 + (grain + tone)[:, :, None] / 140)
    return np.ascontiguousarray(texture.transpose(1, 0, 2)) if rng.random() < 0.5 else texture


def _stone(rng: Random) -> Floats:
    generator = arrays(rng)
    grey = rng.uniform(70, 190)
    base = np.array([grey * rng.uniform(0.93, 1.05), grey, grey * rng.uniform(0.95, 1.06)], np.float32)
    spread = rng.uniform(4, 11)
    speckle = cv2.GaussianBlur(generator.standard_normal((SIDE, SIDE), np.float32), (0, 0), rng.uniform(0.6, 1.4))
    texture = spread * speckle / speckle.std() + 6 * smooth_noise((SIDE, SIDE), 90, generator)
    texture += rng.uniform(0, 6) * smooth_noise((SIDE, SIDE), 14, generator)
    if rng.random() < 0.35:
        for at in (rng.randrange(SIDE), rng.randrange(SIDE)):
            strip = (slice(None), slice(at, at + 4)) if rng.random() < 0.5 else (slice(at, at + 4), slice(None))
            texture[strip] -= rng.uniform(20, 45)
    return np.asarray(base + texture[:, :, None])


def _cloth(rng: Random) -> Floats:
    generator = arrays(rng)
    base = np.array(_color(rng, 0.25, 0.75), np.float32)
    period = rng.uniform(3.5, 8)
    x = np.sin(np.arange(SIDE, dtype=np.float32) * (2 * np.pi / period))
    weave = x[:, None] * x[None, :] if rng.random() < 0.5 else 0.5 * (x[:, None] + x[None, :])
    texture = rng.uniform(4, 12) * weave + 5 * generator.standard_normal((SIDE, SIDE), np.float32)
    texture += rng.uniform(4, 14) * smooth_noise((SIDE, SIDE), rng.uniform(80, 240), generator)
    return np.asarray(base * (1 + cv2.GaussianBlur(texture, (0, 0), 0.7)[:, :, None] / 110))


def _leather(rng: Random) -> Floats:
    generator = arrays(rng)
    base = np.array(rng.choice(((38, 36, 35), (55, 50, 48), (40, 50, 70), (70, 62, 58), (30, 28, 45))), np.float32)
    pebbles = np.abs(smooth_noise((SIDE, SIDE), rng.uniform(4, 9), generator))
    texture = rng.uniform(2, 7) * pebbles + 3 * smooth_noise((SIDE, SIDE), 120, generator)
    return base + texture[:, :, None]


def _white_paper(rng: Random) -> Floats:
    """A crumpled sheet or paper tablecloth below the page."""
    generator = arrays(rng)
    heights = np.zeros((SIDE, SIDE), np.float32)
    slope = rng.uniform(0.08, 0.3)
    for cell, share in ((150, 0.7), (60, 0.8), (25, 0.5)):
        size = cell * rng.uniform(0.7, 1.4)
        heights += facets((SIDE, SIDE), 1.0, generator, cell=size, slope=slope * share, rounding=1.0)
    lamp = Lamp(rng.uniform(0, 360), rng.uniform(25, 60), 0.5)
    shade = bumps(heights, lamp)
    return np.array([225, 230, 232], np.float32) * rng.uniform(0.8, 1.0) * shade[:, :, None]


def _marble(rng: Random) -> Floats:
    generator = arrays(rng)
    light = rng.random() < 0.6
    base = np.array((205, 212, 216) if light else (48, 50, 54), np.float32)
    veins = sum(smooth_noise((SIDE, SIDE), cell, generator) * cell for cell in (12, 30, 80, 200)) / 200
    vein = np.exp(-np.square(np.sin(veins * rng.uniform(2, 5)) / 0.12))
    texture = (-30 if light else 45) * vein * rng.uniform(0.4, 1) + 4 * smooth_noise((SIDE, SIDE), 40, generator)
    return base + texture[:, :, None]


def _pattern(rng: Random) -> Floats:
    """Stripes, checks or dots of a tablecloth or carpet."""
    generator = arrays(rng)
    first, second = (np.array(_color(rng, 0.2, 0.9), np.float32) for _ in range(2))
    period = rng.uniform(30, 140)
    phase = np.arange(SIDE, dtype=np.float32) / period * 2 * np.pi
    kind = rng.choice(("stripes", "checks", "dots"))
    if kind == "stripes":
        mix = np.broadcast_to(np.sin(phase)[:, None], (SIDE, SIDE))
    elif kind == "checks":
        mix = 0.5 * (np.sign(np.sin(phase))[:, None] + np.sign(np.sin(phase))[None, :])
    else:
        mix = (np.sin(phase)[:, None] * np.sin(phase)[None, :] - 0.4) * 3
    share = np.clip(0.5 + 0.5 * cv2.GaussianBlur(np.clip(mix, -1, 1).astype(np.float32), (0, 0), 1.2), 0, 1)[:, :, None]
    texture = first + (second - first) * share
    weave = cv2.GaussianBlur(generator.standard_normal((SIDE, SIDE), np.float32), (0, 0), 0.8)
    return np.asarray(texture * (1 + 0.05 * weave[:, :, None]))


def _plain(rng: Random) -> Floats:
    """Painted or plastic boards: hardly any texture."""
    generator = arrays(rng)
    base = np.array(_color(rng, 0.0, 0.3), np.float32)
    texture = 1.5 * generator.standard_normal((SIDE, SIDE), np.float32) + 2 * smooth_noise((SIDE, SIDE), 200, generator)
    return base + texture[:, :, None]


def _desk(rng: Random) -> Floats:
    return clutter(rng.choice((_wood, _plain, _stone))(rng), rng)


SURFACES: dict[str, Callable[[Random], Floats]] = {
    "wood": _wood,
    "stone": _stone,
    "cloth": _cloth,
    "leather": _leather,
    "white_paper": _white_paper,
    "marble": _marble,
    "pattern": _pattern,
    "plain": _plain,
    "desk": _desk,
}


def _color(rng: Random, low: float, high: float) -> tuple[float, float, float]:
    """BGR whose saturation lies in a range: mostly the browns, beiges and blues of furniture, seldom any hue."""
    saturation, value = rng.uniform(low, high), rng.randrange(50, 225)
    kind = rng.choices(("warm", "blue", "any"), (0.65, 0.2, 0.15))[0]
    hue = {"warm": rng.randrange(4, 24), "blue": rng.randrange(98, 122), "any": rng.randrange(180)}[kind]
    saturation = int(255 * saturation * (1.0 if kind == "any" else 0.7))
    blue, green, red = cv2.cvtColor(np.array([[[hue, saturation, value]]], np.uint8), cv2.COLOR_HSV2BGR)[0, 0]
    return float(blue), float(green), float(red)


def _turned_box(rng: Random, width: float, height: float) -> NDArray[np.float64]:
    """(4, 2): corners of a box somewhere on the table."""
    angle = rng.gauss(0, 0.5)
    box = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners: NDArray[np.float64] = box @ turn + np.array([rng.uniform(0, SIDE), rng.uniform(0, SIDE)])
    return corners


def _drop(scene: Floats, corners: NDArray[np.float64], shift: float) -> Floats:
    """A soft shadow under a thing."""
    dark = np.zeros(scene.shape[:2], np.float32)
    cv2.fillPoly(dark, [np.rint(corners + shift).astype(np.int32)], 1.0)
    return np.asarray(scene * (1 - 0.4 * cv2.GaussianBlur(dark, (0, 0), 5))[:, :, None])


def _sheet(scene: Floats, rng: Random) -> Floats:
    corners = _turned_box(rng, rng.uniform(180, 330), rng.uniform(240, 460))
    scene = _drop(scene, corners, 4)
    paper = rng.uniform(190, 240)
    cv2.fillPoly(scene, [np.rint(corners * 8).astype(np.int32)], (paper * 0.98, paper, paper), cv2.LINE_AA, 3)
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    row = 0.08
    while row < 0.9:
        start = corners[0] + across * 0.1 + down * row
        end = start + across * rng.uniform(0.15, 0.8)
        grey = paper - rng.uniform(30, 90)
        ends = [tuple(int(c) for c in point) for point in (start, end)]
        cv2.line(scene, ends[0], ends[1], (grey, grey, grey), rng.choice((2, 3)), cv2.LINE_AA)
        row += rng.choice((0.03, 0.03, 0.07))
    return scene


def _dark_box(scene: Floats, rng: Random) -> Floats:
    corners = _turned_box(rng, rng.uniform(70, 110), rng.uniform(150, 220))
    scene = _drop(scene, corners, 6)
    grey = rng.uniform(12, 60)
    cv2.fillPoly(scene, [np.rint(corners * 8).astype(np.int32)], (grey, grey, grey), cv2.LINE_AA, 3)
    return scene


def _pen(scene: Floats, rng: Random) -> Floats:
    corners = _turned_box(rng, rng.uniform(9, 14), rng.uniform(150, 220))
    scene = _drop(scene, corners, 4)
    cv2.fillPoly(scene, [np.rint(corners * 8).astype(np.int32)], _color(rng, 0.2, 0.9), cv2.LINE_AA, 3)
    return scene


def _ring(scene: Floats, rng: Random) -> Floats:
    at = (rng.randrange(SIDE), rng.randrange(SIDE))
    ring = np.zeros(scene.shape[:2], np.float32)
    cv2.circle(ring, at, rng.randint(40, 65), 1.0, rng.randint(2, 5), cv2.LINE_AA)
    return np.asarray(scene * (1 - 0.3 * cv2.GaussianBlur(ring, (0, 0), 1.2))[:, :, None])

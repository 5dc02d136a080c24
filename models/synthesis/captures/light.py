"""Light on sheets and tables: shading of bent paper, shadows, lamps, colours, glare, vignettes.

Light is a factor on pixel values (already as a camera encodes them), 1 for the plain exposure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image

from .opencv import cv2
from .pictures import arrays, lightened, smooth_noise, times
from .surface import Sheet, facets, slopes

Floats = NDArray[np.float32]

ENCODED = 0.7
"""Exponent from light to pixel values: cameras encode with about 0.45, but their tone curves steepen mid-tones."""


_WORN = np.float32(0.22)
"""By how much small creases are darker, against their slope: fibres break there."""

_WRINKLED_SHEETS = 4
_WRINKLED_SIDE = 1000
"""Crumpled sheets are made once and then cut from: sharp creases need more nodes than a page has time for."""


@dataclass(frozen=True, slots=True)
class Lamp:
    """azimuth_deg: where light comes from, 0 from the right, 90 from the page's bottom. height_deg: over the table.
    ambient: share of light from everywhere, 0 to 1."""

    azimuth_deg: float
    height_deg: float
    ambient: float

    def direction(self) -> NDArray[np.float32]:
        """Unit vector towards the lamp."""
        azimuth, height = np.deg2rad([self.azimuth_deg, self.height_deg])
        return np.array(
            [np.cos(height) * np.cos(azimuth), np.cos(height) * np.sin(azimuth), np.sin(height)], np.float32
        )


def shading(sheet: Sheet, lamp: Lamp, crease: float = 0.5) -> Floats:
    """(rows, columns): light on each node of a bent sheet against a flat one.

    crease: how much worn fold lines show, 0 to 1.
    """
    towards = lamp.direction()
    direct = np.maximum(sheet.normals @ towards, 0) / towards[2]
    direct = direct * _self_shadow(sheet, towards)
    open_sky = 0.5 + 0.5 * sheet.normals[..., 2]
    light = lamp.ambient * open_sky + (1 - lamp.ambient) * direct
    curvature = cv2.Laplacian(sheet.points[..., 2].copy(), cv2.CV_32F, borderType=cv2.BORDER_REPLICATE)
    worn = np.clip(curvature / (np.abs(curvature).std() * 4 + 0.6), -1, 1)
    light *= 1 - np.float32(0.10 * crease) * worn - np.float32(0.05 * crease) * np.abs(worn)
    shade: Floats = np.clip(light, 0.04, 1.7) ** np.float32(ENCODED)
    return shade


def bumps(heights: Floats, lamp: Lamp) -> Floats:
    """(H, W): shade of a relief that moves no print, from its heights in its own pixels."""
    down, right = slopes(heights)
    return _slope_shade(right, down, lamp)


def wrinkles(shape: tuple[int, int], lamp: Lamp, slope: float, generator: np.random.Generator) -> Floats:
    """(H, W): shade of the sharp small creases of crumpled paper. slope: their root mean square rise."""
    rise = _wrinkled(int(generator.integers(_WRINKLED_SHEETS)))
    if generator.random() < 0.5:
        rise = np.ascontiguousarray(rise.transpose(1, 0, 2)[..., [1, 0, 2]])
    turn = np.append(generator.choice((-1, 1), 2), 1).astype(np.float32)
    rise = np.ascontiguousarray(rise[:: int(turn[1]), :: int(turn[0])])
    side = rise.shape[0]
    part = (min(side, shape[0]), min(side, shape[1]))
    top, left = (int(generator.integers(side - length + 1)) for length in part)
    rise = rise[top : top + part[0], left : left + part[1]] * (turn * np.array([slope, slope, 1], np.float32))
    if part != shape:
        rise = cv2.resize(rise, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    patches = np.clip(0.7 + 0.6 * smooth_noise(shape, max(shape) / 4, generator), 0.05, 1.6)
    worn = 1 - np.float32(slope) * _WORN * np.abs(rise[..., 2]) * patches
    shade: Floats = worn * _slope_shade(rise[..., 0] * patches, rise[..., 1] * patches, lamp)
    return shade


def slope_light(shape: tuple[int, int], rng: Random, strength: float) -> Floats:
    """(H, W): a pool of light that falls off, as of one lamp."""
    y, x = _unit(shape)
    at = (rng.uniform(-0.3, 1.3), rng.uniform(-0.3, 1.3))
    fall = np.square(x - at[0]) + np.square(y - at[1])
    light: Floats = 1 / (1 + np.float32(strength * rng.uniform(0.3, 1.0)) * fall)
    return light / np.float32(np.quantile(light, 0.85))


def soft_shadow(shape: tuple[int, int], rng: Random, strength: float) -> Floats:
    """(H, W): the shadow of a phone, an arm or a head reaching in from one side."""
    height, width = shape
    canvas = np.zeros(shape, np.float32)
    side = rng.random() * 2 * np.pi
    middle = np.array([width / 2, height / 2])
    reach = np.array([np.cos(side), np.sin(side)])
    across = np.array([-reach[1], reach[0]])
    span = float(np.hypot(*shape))
    tip = middle + reach * rng.uniform(-0.1, 0.3) * span + across * rng.uniform(-0.3, 0.3) * span
    wide = rng.uniform(0.12, 0.5) * span
    far = tip + reach * span * 1.5 + across * rng.uniform(-0.4, 0.4) * span
    corners = np.array([tip - across * wide, tip + across * wide, far + across * wide * 1.4, far - across * wide * 1.4])
    cv2.fillPoly(canvas, [np.rint(corners).astype(np.int32)], 1.0)
    if rng.random() < 0.5:
        cv2.circle(canvas, tuple(int(c) for c in tip), int(wide), 1.0, -1)
    blur = rng.uniform(0.008, 0.06) * span
    return 1 - np.float32(strength) * cv2.GaussianBlur(canvas, (0, 0), blur)  # type: ignore[no-any-return]


def window_light(shape: tuple[int, int], rng: Random, strength: float) -> Floats:
    """(H, W): sun through a window: bright bars and patches, their edges soft, broken by leaves."""
    generator = arrays(rng)
    y, x = _unit(shape)
    angle = rng.uniform(0, np.pi)
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    bars = np.sin((across * rng.uniform(1.5, 4) + rng.random()) * np.float32(2 * np.pi)) + rng.uniform(-0.2, 0.7)
    cuts = np.sin((along * rng.uniform(0.8, 2.5) + rng.random()) * np.float32(2 * np.pi)) + rng.uniform(0.2, 1.0)
    leaves = smooth_noise(shape, max(shape) * rng.uniform(0.07, 0.2), generator)
    lit = np.minimum(bars, cuts) + np.float32(rng.uniform(0.1, 0.7)) * leaves
    patch = 1 / (1 + np.exp(np.clip(-lit * rng.uniform(6, 16), -30, 30)))
    patch = cv2.GaussianBlur(patch.astype(np.float32), (0, 0), max(shape) * rng.uniform(0.004, 0.015))
    dark = 1 - strength
    return np.float32(dark) + np.float32(1.12 - dark) * patch  # type: ignore[no-any-return]


def colored_lamps(shape: tuple[int, int], rng: Random, strength: float, *, any_hue: bool = True) -> Floats:
    """(H, W, 3): one or two lamps. any_hue: coloured ones; else the whites of daylight and bulbs."""
    y, x = _unit(shape)
    angle = rng.uniform(0, 2 * np.pi)
    mix = np.clip(0.5 + (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle), 0, 1)[:, :, None]
    first, second = (_tint(rng, strength, any_hue) for _ in range(2))
    if rng.random() < (0.45 if any_hue else 0.8):
        second = first
    light: Floats = (first + (second - first) * mix).astype(np.float32)
    if any_hue:
        light *= slope_light(shape, rng, 1.5 * strength)[:, :, None]
    return light


def vignette_field(shape: tuple[int, int], strength: float) -> Floats:
    """(H, W): darker towards the corners."""
    y, x = _unit(shape)
    return 1 - np.float32(strength) * 2 * (np.square(x - 0.5) + np.square(y - 0.5))  # type: ignore[no-any-return]


def glare_field(shape: tuple[int, int], rng: Random, strength: float) -> Floats:
    """(H, W) 0 to 1: how far a lamp's reflection washes the picture out."""
    y, x = _unit(shape)
    washed = np.zeros(shape, np.float32)
    for _ in range(rng.choice((1, 1, 2))):
        angle = rng.uniform(0, np.pi)
        dx, dy = x - rng.uniform(0.1, 0.9), y - rng.uniform(0.1, 0.9)
        along, across = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        long, wide = rng.uniform(0.1, 0.5), rng.uniform(0.03, 0.12)
        spot = np.exp(-np.square(along / long) - np.square(across / wide))
        washed = np.maximum(washed, np.float32(rng.uniform(0.5, 1.0)) * spot)
    return np.float32(0.75 * strength) * washed


def shadow(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """A soft shadow over part of the picture."""
    return times(image, soft_shadow(_small(image), rng, 0.1 + 0.55 * strength))


def dappled(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Sun through a window."""
    return times(image, window_light(_small(image), rng, 0.1 + 0.5 * strength))


def coloured_light(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """A coloured lamp, or two."""
    return times(image, colored_lamps(_small(image), rng, strength))


def vignette(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Darker towards the corners."""
    return times(image, vignette_field(_small(image), strength * rng.uniform(0.3, 0.8)))


def glare(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """A lamp reflected by a glossy surface."""
    return lightened(image, np.array([255.0, 255.0, 255.0]), glare_field(_small(image), rng, strength))


def _small(image: Image) -> tuple[int, int]:
    return max(24, image.shape[0] // 8), max(24, image.shape[1] // 8)


def _unit(shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """y and x, 0 to 1 over the picture."""
    y = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(0, 1, shape[1], dtype=np.float32)[None, :]
    return np.broadcast_to(y, shape), np.broadcast_to(x, shape)


def _tint(rng: Random, strength: float, any_hue: bool) -> Floats:
    """(3,) BGR factors."""
    if not any_hue or rng.random() < 0.3:
        warmth = min(1.3, max(-0.9, rng.gauss(0.3, 0.5))) * strength
        green = rng.gauss(0, 0.015) * strength
        tint = np.array([1 - 0.28 * warmth, 1 - 0.07 * abs(warmth) + green, 1 + 0.12 * warmth])
    else:
        hue = rng.uniform(0, 2 * np.pi)
        full = 0.5 + 0.5 * np.cos(hue + np.array([0, 2.1, 4.2]))
        tint = 1 - 0.75 * strength * (1 - full)
    light: Floats = (tint / tint.max()).astype(np.float32)
    return light


def _slope_shade(right: Floats, down: Floats, lamp: Lamp) -> Floats:
    """Light on a relief of given slopes against a flat one."""
    towards = lamp.direction()
    facing = (1 - (right * towards[0] + down * towards[1]) / towards[2]) / np.sqrt(1 + right * right + down * down)
    shade: Floats = np.clip(lamp.ambient + (1 - lamp.ambient) * facing, 0.25, 1.7) ** np.float32(ENCODED)
    return shade


@cache
def _wrinkled(number: int) -> Floats:
    """(side, side, 3): rise to the right and down of a crumpled sheet, root mean square 1, and how sharply it is bent;
    the same for each number."""
    generator = np.random.default_rng(number)
    heights = np.zeros((_WRINKLED_SIDE, _WRINKLED_SIDE), np.float32)
    for cell, slope in ((110, 1.0), (60, 1.2), (28, 0.9), (14, 0.4)):
        patches = np.clip(0.6 + 0.7 * smooth_noise(heights.shape, 2.5 * cell, generator), 0.0, 2.0)
        facet = facets(heights.shape, 1.0, generator, cell=cell, slope=slope, rounding=0.6)
        heights += facet * cv2.GaussianBlur(patches, (0, 0), cell / 4)
    down, right = slopes(heights)
    bent = cv2.Laplacian(heights, cv2.CV_32F)
    spread = float(np.hypot(right.std(), down.std())) / 2**0.5
    rise: Floats = np.clip(np.stack([right / spread, down / spread, bent / bent.std()], axis=-1), -3, 3).astype(
        np.float32
    )
    rise.flags.writeable = False
    return rise


def _self_shadow(sheet: Sheet, towards: NDArray[np.float32]) -> Floats:
    """(rows, columns) 0.6 to 1: shadow that creases throw on the sheet, from a few steps towards the lamp."""
    height = sheet.points[..., 2]
    rows, columns = height.shape
    cell = float(np.linalg.norm(sheet.points[0, -1] - sheet.points[0, 0])) / (columns - 1)
    rise = float(towards[2] / max(np.hypot(towards[0], towards[1]), 1e-3)) * cell
    step = towards[:2] / max(float(np.hypot(towards[0], towards[1])), 1e-3)
    hidden = np.zeros_like(height)
    for distance in (2, 4, 7, 12, 20):
        matrix = np.array([[1, 0, -step[0] * distance], [0, 1, -step[1] * distance]], np.float32)
        ahead = cv2.warpAffine(height, matrix, (columns, rows), borderMode=cv2.BORDER_REPLICATE)
        hidden = np.maximum(hidden, (ahead - height - rise * distance) / (0.35 * rise * distance + 1e-6))
    shadow: Floats = 1 - 0.4 * cv2.GaussianBlur(np.clip(hidden, 0, 1), (0, 0), 0.8)
    return shadow

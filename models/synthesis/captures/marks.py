"""What people and machines leave on a page: pen strokes, stamps, dust, copied folds, holes, staples.

Every function is pure in its generator. strength: 0 (hardly seen) to 1 (hard, but a person still reads it).
Nothing here is text: strokes and stamps are shapes, so that no truth is missing for them.
"""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image

from .opencv import cv2
from .pictures import arrays, smooth_noise, times, to_bytes

_PENS = ((150, 60, 30), (190, 70, 20), (40, 40, 40), (30, 30, 190), (60, 120, 40))
"""Blue, light blue, black, red and green ball pens, BGR."""

_MARKERS = ((80, 240, 250), (120, 245, 130), (190, 150, 250))
"""Yellow, green and pink, BGR."""

_STAMPS = ((160, 60, 50), (60, 50, 190), (140, 60, 120), (70, 70, 70))
"""Inks of stamps: blue, red, violet, grey, BGR."""


def pen_marks(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Ticks, circles, underlines and loops of a pen, now and then a marker, over or under the print."""
    height, width = image.shape[:2]
    inked = image
    for _ in range(1 + rng.randrange(1 + int(3 * strength))):
        layer = np.zeros((height, width), np.uint8)
        unit = min(height, width, 900) / 10
        at = (rng.uniform(0.05, 0.95) * width, rng.uniform(0.05, 0.95) * height)
        kind = rng.choice(("tick", "circle", "line", "loops", "marker"))
        if kind == "marker":
            path = np.array([at, (at[0] + rng.uniform(1.5, 5) * unit, at[1] + rng.uniform(-0.1, 0.1) * unit)])
            cv2.polylines(layer, [_fixed(path)], False, 255, max(3, int(unit * rng.uniform(0.25, 0.5))), cv2.LINE_AA, 3)
            inked = _stained(inked, layer.astype(np.float32) / 255, rng.choice(_MARKERS), 0.9)
            continue
        path = _stroke(kind, rng, unit) + np.array(at)
        thick = max(1, round(min(height, width, 1500) / 600 * rng.uniform(0.8, 2.2)))
        cv2.polylines(layer, [_fixed(path)], False, 255, thick, cv2.LINE_AA, 3)
        pressed = layer.astype(np.float32) / 255 * rng.uniform(0.5 + 0.2 * strength, 0.95)
        inked = _stained(inked, pressed, rng.choice(_PENS), 0.3 + 0.5 * strength)
    return inked


def stamp_marks(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """A round or square rubber stamp whose ink lets the print through; its lettering is bare strokes."""
    generator = arrays(rng)
    height, width = image.shape[:2]
    side = int(min(max(60, min(height, width) * rng.uniform(0.14, 0.28)), min(height, width)))
    mark = np.zeros((side, side), np.uint8)
    middle, line = side / 2, max(2, side // 45)
    if rng.random() < 0.6:
        for share in rng.choice(((0.47,), (0.47, 0.43), (0.47, 0.3))):
            cv2.circle(mark, (side // 2, side // 2), int(side * share), 255, line, cv2.LINE_AA)
        for angle in np.arange(0, 2 * np.pi * rng.uniform(0.6, 0.95), 0.24):
            radius = side * 0.37
            _letter(mark, (middle + radius * np.cos(angle), middle + radius * np.sin(angle)), side * 0.045, rng)
        rows: tuple[float, ...] = (0.5,)
    else:
        cv2.rectangle(mark, (line, int(side * 0.28)), (side - line - 1, int(side * 0.72)), 255, line, cv2.LINE_AA)
        rows = (0.4, 0.58) if rng.random() < 0.6 else (0.5,)
    for row in rows:
        for column in np.arange(0.24, 0.78, 0.09):
            _letter(mark, (side * column, side * row), side * 0.05, rng)
    turn = cv2.getRotationMatrix2D((middle, middle), rng.uniform(-30, 30), 0.95)
    ink = cv2.warpAffine(mark, turn, (side, side)).astype(np.float32) / 255
    ink *= np.clip(0.75 + 0.3 * smooth_noise((side, side), side / 8, generator), 0.2, 1)
    ink *= np.clip(0.9 + 0.3 * smooth_noise((side, side), 1.5, generator), 0.3, 1)
    left, top = int(rng.random() * (width - side)), int(rng.random() * (height - side))
    layer = np.zeros((height, width), np.float32)
    layer[top : top + side, left : left + side] = ink
    return _stained(image, layer, rng.choice(_STAMPS), 0.35 + 0.3 * strength)


def specks(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Dust, hairs and blots."""
    height, width = image.shape[:2]
    speckled = image.copy()
    for _ in range(int(2 + height * width / 1e6 * rng.uniform(5, 40) * strength)):
        at = (rng.randrange(width), rng.randrange(height))
        grey = rng.randrange(60, 200)
        cv2.circle(speckled, at, rng.choice((0, 1, 1, 1, 2)), (grey, grey, grey), -1, cv2.LINE_AA)
    for _ in range(rng.randrange(1 + int(3 * strength))):
        start = np.array([rng.randrange(width), rng.randrange(height)], np.float64)
        bends = np.cumsum([[rng.uniform(-6, 6), rng.uniform(-6, 6)] for _ in range(8)], axis=0)
        grey = rng.randrange(70, 170)
        cv2.polylines(speckled, [_fixed(start + bends)], False, (grey, grey, grey), 1, cv2.LINE_AA, 3)
    return speckled


def creases(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Fold lines of a flattened sheet as a copier or scanner sees them: a grey line, a light one, worn print."""
    generator = arrays(rng)
    height, width = image.shape[:2]
    # Worked out on every other pixel of a page, on every one of a line.
    step = 2 if height * width > 300_000 else 1
    y, x = np.mgrid[0:height:step, 0:width:step].astype(np.float32)
    light = np.ones(x.shape, np.float32)
    grain = smooth_noise(x.shape, 12 / step, generator)
    for _ in range(rng.randint(1, 2 + int(2 * strength))):
        upright = rng.random() < 0.4
        lean = np.float32(rng.gauss(0, 0.02 if rng.random() < 0.7 else 0.4))
        length = width if upright else height
        at = np.float32(rng.choice((rng.uniform(0.1, 0.9), 0.5, 1 / 3, 2 / 3)) * length)
        distance = (x - at + lean * (y - height / 2)) if upright else (y - at + lean * (x - width / 2))
        wide = np.float32(rng.uniform(0.8, 2.2))
        strong = np.float32(rng.uniform(0.05, 0.12 + 0.25 * strength) * rng.choice((1, 1, -0.6)))
        near = np.clip(1 - np.abs(distance) / (3 * wide), 0, 1)
        light -= strong * near * near * (0.7 + 0.3 * grain)
        light -= np.float32(0.04 * strength) * np.exp(-np.abs(distance) / 25) * np.sign(distance)
    return times(image, light)


def holes(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Punched holes in the left margin, as black or grey discs, where they touch no print."""
    height, width = image.shape[:2]
    radius = max(3, int(width * 0.0145))
    spacing = width * 0.381  # 80 mm on a page 210 mm wide
    x = int(width * rng.uniform(0.045, 0.065))
    punched = image.copy()
    grey = rng.choice((20, 60, 190, 225))
    count = rng.choice((2, 2, 4))
    for number in range(count):
        y = int(height / 2 + (number - (count - 1) / 2) * spacing)
        if y < 2 * radius or y > height - 2 * radius:
            continue
        around = image[y - radius - 2 : y + radius + 3, max(0, x - radius - 2) : x + radius + 3]
        if int(around.min()) > int(np.median(image[::16, ::16])) - 60:
            cv2.circle(punched, (x, y), radius, (grey, grey, grey), -1, cv2.LINE_AA)
            cv2.circle(punched, (x, y), radius, (150, 150, 150), 1, cv2.LINE_AA)
    return punched


def staple(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """A staple in the upper corner with its shadow, if no print is there."""
    height, width = image.shape[:2]
    left = int(width * rng.uniform(0.015, 0.04)) if rng.random() < 0.8 else int(width * 0.93)
    top, length = int(height * rng.uniform(0.012, 0.03)), max(6, int(width * 0.05))
    lean = int(length * rng.uniform(-0.7, 0.7))
    area = image[max(0, top - length) : top + length, max(0, left - 4) : left + length + 4]
    if int(area.min()) < int(np.median(image[::16, ::16])) - 60:
        return image
    stapled = image.copy()
    ends = ((left, top), (left + length, top + lean))
    thick = max(1, width // 500)
    below = tuple((x + thick, y + thick + 1) for x, y in ends)
    cv2.line(stapled, below[0], below[1], (150, 150, 150), thick + 1, cv2.LINE_AA)
    cv2.line(stapled, ends[0], ends[1], (70, 70, 70) if rng.random() < 0.6 else (190, 190, 190), thick, cv2.LINE_AA)
    return stapled


def _stroke(kind: str, rng: Random, unit: float) -> NDArray[np.float64]:
    """(N, 2): the path of a pen about the origin. unit: about the height of a hand-written word in pixels."""
    t = np.linspace(0, 1, 60)
    shake = np.cumsum([[rng.gauss(0, 0.008), rng.gauss(0, 0.008)] for _ in t], axis=0)
    if kind == "tick":
        x, y = np.interp(t, [0, 0.35, 1], [0, 0.3, 1.0]), np.interp(t, [0, 0.35, 1], [0, 0.5, -0.7])
        size = rng.uniform(0.5, 1.2)
    elif kind == "circle":
        turn = 2 * np.pi * t * rng.uniform(0.9, 1.15) + rng.uniform(0, 6)
        x, y = np.cos(turn) * (1.3 + 0.15 * t), np.sin(turn) * (0.5 + 0.1 * t)
        size = rng.uniform(0.6, 1.5)
    elif kind == "line":
        x, y = t * rng.uniform(1, 5), 0.05 * np.sin(7 * t + rng.random())
        size = 1.0
    else:
        loops = rng.uniform(2, 6)
        x = t * loops * 0.35 + 0.2 * np.sin(2 * np.pi * loops * t)
        y = 0.35 * np.sin(2 * np.pi * loops * t + 1.2) * (1 - 0.5 * t)
        size = rng.uniform(0.6, 1.2)
    path: NDArray[np.float64] = (np.stack([x, y], axis=1) + shake) * unit * size
    return path


def _letter(mark: NDArray[np.uint8], at: tuple[float, float], size: float, rng: Random) -> None:
    """Two or three strokes that look like a letter from afar."""
    for _ in range(rng.choice((2, 3))):
        ends = [(at[0] + rng.uniform(-0.5, 0.5) * size, at[1] + rng.choice((-1, 0, 1)) * size * 0.6) for _ in range(2)]
        cv2.line(mark, *(tuple(int(c) for c in end) for end in ends), 255, max(1, int(size / 4)), cv2.LINE_AA)


def _stained(image: Image, ink: NDArray[np.floating], color: tuple[int, int, int], opacity: float) -> Image:
    """Ink over a page: it darkens like a filter (marker, stamp) or covers (pen), `opacity` between."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0), np.flatnonzero(ink.max(axis=0) > 0)
    if not len(rows):
        return image
    area = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    under, weight, pigment = image[area].astype(np.float32), ink[area][:, :, None], np.array(color, np.float32)
    filtered = under * (1 + (pigment / 255 - 1) * weight)
    covered = under + (pigment - under) * weight
    stained = image.copy()
    stained[area] = to_bytes(filtered + (covered - filtered) * (opacity if opacity < 0.9 else 0.0))
    return stained


def _fixed(path: NDArray[np.float64]) -> NDArray[np.int32]:
    """Points with three binary places, as cv2's `shift` reads them."""
    return np.rint(path * 8).astype(np.int32)

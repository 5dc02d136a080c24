"""What lies under and over a line's ink: paper, tints, guilloches, rules, pen strokes, stamps, light, grain.

paper: (H, W, 3) float32 BGR.
"""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.document import Image
from docfields.models.synthesis.captures.pictures import arrays, smooth_noise, to_bytes

Floats = NDArray[np.float32]
Color = tuple[float, float, float]

_PENS: tuple[Color, ...] = (
    (150, 60, 30),
    (190, 70, 20),
    (50, 45, 45),
    (40, 40, 190),
    (160, 60, 50),
    (60, 50, 190),
    (140, 60, 120),
)
"""Ball pens and stamps, BGR."""

_MARKERS: tuple[Color, ...] = ((70, 240, 250), (110, 245, 120), (200, 150, 250), (250, 220, 130))


def tinted(grey: float, hue: float, saturation: float) -> Color:
    """A colour of a luminance of about `grey` (0 to 255). hue: 0 to 1; saturation: 0 to 1."""
    turn = 2 * np.pi * hue
    shift = np.array([np.cos(turn), np.cos(turn + 2.1), np.cos(turn + 4.2)])
    shift -= shift @ np.array([0.114, 0.587, 0.299])
    color = np.clip(grey + shift * saturation * 110, 0, 255)
    return float(color[0]), float(color[1]), float(color[2])


def luminance(color: Color) -> float:
    return 0.114 * color[0] + 0.587 * color[1] + 0.299 * color[2]


def plain(shape: tuple[int, int], color: Color) -> Floats:
    paper = np.empty((*shape, 3), np.float32)
    paper[:] = color
    return paper


def shaded(paper: Floats, rng: Random, strength: float) -> Floats:
    """Light that falls off along the line, with a soft step where a shadow ends. strength: 0 to 1."""
    height, width = paper.shape[:2]
    along = np.linspace(-0.5, 0.5, width, dtype=np.float32)
    light = 1 + np.float32(rng.uniform(-0.45, 0.45) * strength) * along
    if rng.random() < 0.35:
        edge, soft = rng.uniform(-0.5, 0.5), rng.uniform(0.01, 0.15)
        light *= 1 - np.float32(rng.uniform(0.1, 0.5) * strength) / (
            1 + np.exp(np.clip((along - edge) / soft, -30, 30))
        )
    down = 1 + np.float32(rng.uniform(-0.15, 0.15) * strength) * np.linspace(-0.5, 0.5, height, dtype=np.float32)
    return paper * (down[:, None] * light)[:, :, None]


def mottled(paper: Floats, rng: Random, strength: float) -> Floats:
    """Fibres and clouds of recycled paper, card or cloth."""
    shape = (paper.shape[0], paper.shape[1])
    generator = arrays(rng)
    clouds = smooth_noise(shape, rng.uniform(6, 40), generator) + 0.6 * smooth_noise(shape, 1.7, generator)
    return paper + (np.float32(9 * strength) * clouds)[:, :, None]


def guilloche(paper: Floats, rng: Random, contrast: float) -> Floats:
    """Fine wavy lines of security paper in one or two colours. contrast: grey levels."""
    height, width = paper.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    drawn = paper.copy()
    for _ in range(rng.choice((1, 1, 2))):
        period, length = rng.uniform(3.5, 9), rng.uniform(15, 90)
        wave = y + rng.uniform(1, 7) * np.sin(x * np.float32(2 * np.pi / length) + rng.uniform(0, 6))
        wave += rng.uniform(-0.6, 0.6) * x
        line = np.exp(-np.square(np.sin(wave * np.float32(np.pi / period)) / np.float32(rng.uniform(0.25, 0.6))))
        color = np.array(tinted(0, rng.random(), rng.uniform(0.2, 0.9)), np.float32)
        weight = np.float32(contrast / 255) * line
        drawn += (color - drawn) * weight[:, :, None]
    return drawn


def art(paper: Floats, rng: Random, contrast: float) -> Floats:
    """Soft shapes of a card's picture or a screen under the print. contrast: grey levels."""
    shape = (paper.shape[0], paper.shape[1])
    generator = arrays(rng)
    tint = np.array(tinted(0, rng.random(), 1.0), np.float32)
    tint -= tint.mean()
    clouds = np.clip(smooth_noise(shape, rng.uniform(25, 160), generator) * 0.5, -1, 1)[:, :, None]
    drawn = paper + clouds * (np.float32(contrast * 0.6) + tint * np.float32(contrast / 160))
    if rng.random() < 0.4:
        angle, period = rng.uniform(0, np.pi), rng.uniform(6, 40)
        y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
        stripes = np.sin((x * np.cos(angle) + y * np.sin(angle)) * np.float32(2 * np.pi / period))
        drawn += (np.float32(0.3 * contrast) * np.sign(stripes))[:, :, None]
    return drawn  # type: ignore[no-any-return]


def printed(paper: Floats, ink: NDArray[np.uint8], color: Color, strength: float = 1.0, weight: float = 1.0) -> Floats:
    """Ink over paper. strength: how well it covers, 0 to 1. weight: below 1 swells strokes, above 1 thins them."""
    levels = np.linspace(0, 1, 256, dtype=np.float32) ** np.float32(weight) * np.float32(strength)
    covered = cv2.LUT(ink, levels)[:, :, None]
    return paper + (np.array(color, np.float32) - paper) * covered


def struck(image: Image, rng: Random, strength: float) -> Image:
    """Strokes of a pen, parts of a stamp or a marker across the line; the print shows through."""
    height, width = image.shape[:2]
    if rng.random() < 0.15:
        return _marked(image, rng)
    layer = np.zeros((height, width), np.uint8)
    thick = max(1, round(height * rng.uniform(0.03, 0.07)))
    for _ in range(rng.choice((1, 1, 2, 3) if width > 5 * height else (1,))):
        cv2.polylines(
            layer, [np.rint(_stroke(rng, height, width) * 8).astype(np.int32)], False, 255, thick, cv2.LINE_AA, 3
        )
    ink = (layer.astype(np.float32) / 255 * np.float32(rng.uniform(0.45, 0.55 + 0.35 * strength)))[:, :, None]
    color = np.array(rng.choice(_PENS), np.float32)
    return to_bytes(image * (1 + (color / 255 - 1) * ink))


def _marked(image: Image, rng: Random) -> Image:
    """A highlighter over a part of the line."""
    height, width = image.shape[:2]
    start = int(rng.uniform(0, 0.6) * width)
    end = start + int(rng.uniform(0.3, 1) * width)
    top, bottom = int(rng.uniform(0, 0.3) * height), int(rng.uniform(0.7, 1) * height)
    marked = image.copy()
    color = np.array(rng.choice(_MARKERS), np.float32) / 255
    marked[top:bottom, start:end] = to_bytes(marked[top:bottom, start:end] * color)
    return marked


def _stroke(rng: Random, height: int, width: int) -> NDArray[np.float64]:
    """(N, 2): an arc of a stamp, a line through, a tick or a signature's loops."""
    t = np.linspace(0, 1, 50)
    kind = rng.choice(("arc", "arc", "line", "loops", "tick", "under"))
    at = np.array([rng.uniform(0, width), rng.uniform(0.2, 0.8) * height])
    if kind == "arc":
        radius, first = rng.uniform(0.8, 3.5) * height, rng.uniform(0, 2 * np.pi)
        turn = first + 2 * np.pi * t
        return at + radius * np.stack([np.cos(turn) + np.cos(first), np.sin(turn) + np.sin(first)], axis=1)
    if kind in ("line", "under"):
        length, lean = rng.uniform(0.8, 7) * height, rng.gauss(0, 0.5 if kind == "line" else 0.05)
        start: NDArray[np.float64] = at if kind == "line" else np.array([at[0], rng.uniform(0.82, 0.98) * height])
        return start + np.stack([t * length, lean * t * length + np.sin(9 * t) * 0.02 * height], axis=1)
    if kind == "tick":
        return at + height * np.stack(
            [np.interp(t, [0, 0.35, 1], [0, 0.2, 0.9]), np.interp(t, [0, 0.35, 1], [0, 0.4, -0.8])], axis=1
        )
    loops = rng.uniform(2, 5)
    return at + height * np.stack(
        [t * loops * 0.5 + 0.3 * np.sin(2 * np.pi * loops * t), 0.5 * np.sin(2 * np.pi * loops * t + 1.2)], axis=1
    )


def grained(image: Image, rng: Random, sigma: float) -> Image:
    """Noise of a sensor, in grey levels, with or without colour and grain; made for small pictures."""
    generator = arrays(rng)
    height, width = image.shape[:2]
    noise = generator.standard_normal((height, width, 1), np.float32)
    if rng.random() < 0.5:
        noise = noise + np.float32(0.6) * generator.standard_normal((height, width, 3), np.float32)
    else:
        noise = np.repeat(noise, 3, axis=2)
    if rng.random() < 0.5:
        noise = np.float32(1.8) * np.asarray(cv2.GaussianBlur(noise, (0, 0), 0.7), np.float32)
    return to_bytes(image + np.float32(sigma) * noise)


def copied(image: Image, rng: Random, strength: float) -> Image:
    """A copy or fax of dark print: greys driven apart, down to two levels."""
    grey = _evened(image, 0.35 + 0.35 * strength)
    low = float(np.percentile(grey, 3))
    middle = low + (255 - low) * rng.uniform(0.42, 0.66)
    gain = 1 + 6 * strength**2
    copy = to_bytes(128 + (grey - middle) * np.float32(gain))
    return np.repeat(copy[:, :, None], 3, axis=2)


def _evened(image: Image, blur: float) -> Floats:
    """(H, W): grey levels against the paper around, which is 255: copiers and scanners even out shadows and tints."""
    grey = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (0, 0), blur)
    side = 2 * (image.shape[0] // 6) + 3
    paper = cv2.GaussianBlur(cv2.dilate(grey, np.ones((side, side), np.uint8)), (0, 0), image.shape[0] / 4)
    return np.asarray(grey / np.maximum(paper, 30) * 255, np.float32)


def binarised(image: Image, rng: Random) -> Image:
    """Black and white, the threshold a little off and the edges rough."""
    grey = _evened(image, 0.6)
    low = float(np.percentile(grey, 3))
    threshold = low + (255 - low) * rng.uniform(0.35, 0.6)
    shape = (grey.shape[0], grey.shape[1])
    rough = grey + np.float32(rng.uniform(0, 0.13) * (255 - low)) * smooth_noise(shape, 1.6, arrays(rng))
    levels = np.where(rough < threshold, np.uint8(rng.choice((0, 0, 10))), np.uint8(255))
    return np.repeat(levels[:, :, None], 3, axis=2)

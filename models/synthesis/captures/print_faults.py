"""What goes wrong in print: thermal paper that fades, dot matrices, copiers, screens, ink from the other side.

Every function is pure in its generator. strength: 0 (hardly seen) to 1 (hard, but a person still reads it).
Lengths suit text at 150 to 250 dpi, so that line crops and whole pages are treated alike.
"""

from __future__ import annotations

from random import Random

import numpy as np

from docfields.document import Image

from .opencv import cv2
from .pictures import add_noise, arrays, ink_of, lightened, paper_color, smooth_noise

_LIGHT_PAPER = 175
"""Grey level below which a page has no white paper."""


def thermal_fade(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Thermal print that pales in stripes and patches, with lines that dead dots of the head leave out."""
    generator = arrays(rng)
    height, width = image.shape[:2]
    small = (height // 4 + 1, width // 4 + 1)
    across = smooth_noise((1, small[1]), rng.uniform(5, 30), generator)
    along = smooth_noise((small[0], 1), rng.uniform(4, 40), generator)
    patches = smooth_noise(small, rng.uniform(15, 60), generator)
    pale = 0.45 * strength + 0.35 * strength * (0.5 * across + 0.5 * along + 0.5 * patches)
    faded = lightened(image, paper_color(image), np.clip(pale, 0, 0.35 + 0.45 * strength))
    for _ in range(rng.randrange(1 + int(5 * strength))):
        column, thick = rng.randrange(width), rng.choice((1, 1, 2))
        strip = np.ascontiguousarray(faded[:, column : column + thick])
        share = np.full(strip.shape[:2], rng.uniform(0.5, 1.0), np.float32)
        faded[:, column : column + thick] = lightened(strip, paper_color(image), share)
    return faded


def thermal_head(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Print of a till's heated dots, each black or not: glyphs have steps for edges. One pixel is one dot.

    strength: how far strokes grow or thin, and how unevenly.
    """
    generator = arrays(rng)
    height, width = image.shape[:2]
    heat = (
        50 * strength * (rng.uniform(-1, 0.7) + 0.6 * smooth_noise((1, width // 8 + 1), rng.uniform(3, 12), generator))
    )
    paper = paper_color(image)
    # A dot that is to be half covered prints: hair lines stay whole.
    level = np.clip(0.55 * paper.mean() + heat, 0.4 * paper.mean(), 0.82 * paper.mean()).astype(np.float32)
    least = cv2.resize(level, (width, 1), interpolation=cv2.INTER_LINEAR)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    struck = cv2.compare(grey, np.rint(least).astype(np.uint8).repeat(height, 0), cv2.CMP_LT)
    black = rng.uniform(10, 40 + 50 * strength)
    dye = black + np.array(rng.choice(((0, 0, 0), (8, 0, 0), (12, 2, 6), (-6, 0, 8))), np.float32)
    table = np.empty((256, 3), np.float32)
    table[:] = paper
    table[255] = np.minimum(dye, paper)
    dots = cv2.LUT(cv2.merge([struck, struck, struck]), np.clip(np.rint(table), 0, 255).astype(np.uint8)[None])
    # The paper moves on while a dot is hot: edges are softer along its way.
    across = rng.uniform(0.3, 0.4)
    along = across + rng.uniform(0, 0.35)
    return cv2.GaussianBlur(dots, (0, 0), sigmaX=across, sigmaY=along)  # type: ignore[no-any-return]


def dot_matrix(image: Image, rng: Random, strength: float = 0.5, pitch: float | None = None) -> Image:
    """Print of needles through a ribbon: dots in rows, paler where the ribbon is worn. pitch: of dots in pixels."""
    generator = arrays(rng)
    height, width = image.shape[:2]
    pitch = pitch or rng.uniform(1.7, 2.2 + 0.9 * strength)
    size = (max(1, round(width / pitch)), max(1, round(height / pitch)))
    struck = cv2.resize(ink_of(image), size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    # Needles know no grey: pale and thin strokes are struck as well.
    struck = np.clip((struck - 0.13) * 3.5, 0, 1)
    wear = 1 - strength * (0.25 + 0.2 * smooth_noise((size[1], size[0]), 40, generator)).clip(0, 0.5)
    rows = 1 - 0.25 * strength * generator.random((size[1], 1), np.float32)
    large = cv2.resize(struck * wear * rows, (width, height), interpolation=cv2.INTER_NEAREST)
    x = np.cos(2 * np.pi * (np.arange(width, dtype=np.float32) + 0.5) / (width / size[0]))
    y = np.cos(2 * np.pi * (np.arange(height, dtype=np.float32) + 0.5) / (height / size[1]))
    # 1 at a needle's middle, less in the gaps.
    gap = np.float32(0.12 + 0.3 * strength)
    large *= (1 - gap / 2 - gap / 4 * x)[None, :] - (gap / 4 * y)[:, None]
    ink = cv2.GaussianBlur(cv2.convertScaleAbs(large, alpha=255), (0, 0), 0.45 * pitch**0.5)
    paper = paper_color(image)
    ribbon = np.array(rng.choice(((60, 50, 50), (90, 50, 60), (70, 70, 70), (110, 70, 60))), np.float32)
    share = np.clip(np.arange(256)[:, None] * 1.15 / 255, 0, 1)
    table = np.clip(np.rint(paper + (ribbon - paper) * share), 0, 255).astype(np.uint8)
    return cv2.LUT(cv2.merge([ink, ink, ink]), table[None])  # type: ignore[no-any-return]


def photocopy(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """A copy of a copy: greys driven apart, toner in the paper, streaks along the way of the sheet."""
    generator = arrays(rng)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    grey = cv2.GaussianBlur(grey, (0, 0), 0.4 + 0.5 * strength)
    middle, gain = rng.uniform(0.55, 0.7), 1.3 + 2.2 * strength
    paper = float(paper_color(image).mean())
    if paper < _LIGHT_PAPER:
        # Coloured cards: copiers even out what they cannot tell from paper.
        middle, gain, paper = 0.5, 1 + 0.6 * strength, 2 * float(grey.mean())
    middle *= paper
    curve = np.clip(128 + (np.arange(256) - middle) * gain, 12, 250).astype(np.uint8)
    copied = cv2.LUT(grey, curve)
    for _ in range(rng.randrange(1 + int(4 * strength))):
        column, thick = rng.randrange(width), rng.choice((1, 1, 2, 3))
        strip = copied[:, column : column + thick]
        strip[:] = np.minimum(strip, (170 + 60 * generator.random((height, 1), np.float32)).astype(np.uint8))
    toner = generator.integers(0, (height, width), (int(height * width * 0.0003 * strength * rng.random()), 2))
    copied[toner[:, 0], toner[:, 1]] = generator.integers(40, 180, len(toner), np.uint8)
    return add_noise(cv2.cvtColor(copied, cv2.COLOR_GRAY2BGR), 1 + 4 * strength, generator, color=0)


def halftone(image: Image, rng: Random, strength: float = 0.5, pitch: float | None = None) -> Image:
    """Greys and colours as a screen of dots. pitch: of the screen in pixels."""
    height, width = image.shape[:2]
    pitch = pitch or rng.uniform(2.6, 3.2 + 1.5 * strength)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    screened = np.empty_like(image)
    blurred = cv2.GaussianBlur(image, (0, 0), 0.6)
    for channel, angle_deg in enumerate((0.0, 75.0, 15.0)):
        angle = np.float32(np.deg2rad(angle_deg + 45))
        k = np.float32(2 * np.pi / pitch)
        wave = np.cos((x * np.cos(angle) + y * np.sin(angle)) * k) + np.cos((y * np.cos(angle) - x * np.sin(angle)) * k)
        level = blurred[:, :, channel].astype(np.float32)
        # The screen works on the half tones: paper and full ink stay as they are.
        half = 1 - np.square(level / 127.5 - 1)
        dotted = level + wave * half * np.float32(25 + 55 * strength)
        screened[:, :, channel] = np.clip(dotted, 0, 255)
    return cv2.GaussianBlur(screened, (0, 0), 0.5)  # type: ignore[no-any-return]


def bleed_through(image: Image, rng: Random, strength: float = 0.5, other: Image | None = None) -> Image:
    """Print of the sheet's other side, mirrored and soft. other: that side; this one shifted where none is given."""
    height, width = image.shape[:2]
    back = image if other is None else cv2.resize(other, (width, height), interpolation=cv2.INTER_AREA)
    shift = (rng.randrange(height), rng.randrange(-20, 21)) if other is None else (0, 0)
    ghost = np.roll(cv2.GaussianBlur(ink_of(back), (0, 0), 1.2), shift, (0, 1))[:, ::-1]
    tint = np.array([0.92, 0.96, 1.0])
    table = np.rint(255 - np.arange(256)[:, None] * (0.06 + 0.22 * strength) * tint).astype(np.uint8)
    through = cv2.LUT(cv2.merge([np.ascontiguousarray(ghost)] * 3), table[None])
    return cv2.multiply(image, through, scale=1 / 255)  # type: ignore[no-any-return]


def ink_spread(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Strokes that swell (wet ink, a heavy copy) or thin out (worn toner)."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    moved = cv2.erode(image, kernel) if rng.random() < 0.5 else cv2.dilate(image, kernel)
    weight = 0.15 + (0.6 if moved.mean() < image.mean() else 0.35) * strength
    return cv2.addWeighted(moved, weight, image, 1 - weight, 0)  # type: ignore[no-any-return]


def worn_print(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Toner that flaked: small gaps in the strokes, more in some patches."""
    generator = arrays(rng)
    height, width = image.shape[:2]
    small = (height // 2 + 1, width // 2 + 1)
    grains = smooth_noise(small, 1.0, generator)
    patches = cv2.resize(smooth_noise((64, 64), rng.uniform(4, 12), generator), small[::-1])
    pale = np.clip((grains + 0.9 * patches - (2.6 - 1.4 * strength)) * 1.4, 0, 0.9)
    return lightened(image, paper_color(image), pale)

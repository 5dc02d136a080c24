"""Raised print of bank cards: edges that catch the light, tips of foil, worn to the plastic."""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image

from .opencv import cv2
from .pictures import arrays, smooth_noise, to_bytes

Floats = NDArray[np.float32]

_FOILS = {"silver": (205, 208, 210), "gold": (120, 180, 215), "white": (240, 242, 243), "black": (40, 38, 36)}
"""Foil on the tips of the glyphs, BGR."""


def relief(
    image: Image, mask: NDArray[np.floating], rng: Random, *, foil: str | None = None, wear: float | None = None
) -> Image:
    """Embosses the glyphs of `mask` (H, W, 0 to 1, one where the card is raised).

    foil: silver, gold, white, black or none (bare plastic, read by its light and shade alone); drawn if not given.
    wear: share of the foil that is rubbed off, 0 to 1.
    """
    generator = arrays(rng)
    foil = foil or rng.choice(("silver", "silver", "silver", "gold", "gold", "white", "none"))
    wear = rng.choice((0.0, 0.1, rng.uniform(0.1, 0.7))) if wear is None else wear
    height, width = mask.shape
    raised = np.asarray(mask, np.float32)
    size = width / 1000  # strokes grow with the card's resolution
    dome = cv2.GaussianBlur(raised, (0, 0), 1.6 * size + 0.4)
    angle = rng.uniform(np.pi, 1.5 * np.pi) if rng.random() < 0.75 else rng.uniform(0, 2 * np.pi)
    right, down = cv2.Sobel(dome, cv2.CV_32F, 1, 0, ksize=3) / 8, cv2.Sobel(dome, cv2.CV_32F, 0, 1, ksize=3) / 8
    facing = (right * np.cos(angle) + down * np.sin(angle)) * np.float32(-7 * (1.6 * size + 0.4))
    # Where the plastic bends up around a glyph, the card's own surface lights up and darkens.
    scene = image.astype(np.float32)
    strong = rng.uniform(0.55, 1.0)
    lit = np.clip(facing, 0, 1)[:, :, None] * strong
    dark = np.clip(-facing, 0, 1)[:, :, None] * strong
    offset = np.array([[1, 0, -np.cos(angle) * 2.2 * size], [0, 1, -np.sin(angle) * 2.2 * size]], np.float32)
    cast = cv2.GaussianBlur(cv2.warpAffine(raised, offset, (width, height)), (0, 0), 1.8 * size + 0.3)
    scene *= 1 - 0.35 * strong * np.clip(cast - raised, 0, 1)[:, :, None]
    if foil != "none":
        color = np.array(_FOILS[foil], np.float32)
        tip = cv2.GaussianBlur(np.clip(raised * 1.2 - 0.1, 0, 1), (0, 0), 0.5 * size + 0.2)
        rubbed = smooth_noise((height, width), 7 * size + 1, generator) + 0.6 * smooth_noise(
            (height, width), 60 * size + 2, generator
        )
        left = 1 - wear * np.clip(0.9 + 0.8 * rubbed, 0, 1)
        shine = 1 + 0.10 * smooth_noise((height, width), 25 * size + 2, generator)[:, :, None]
        scene += (color * shine - scene) * (0.92 * tip * left)[:, :, None]
    scene += (255 - scene) * 0.75 * lit
    scene *= 1 - 0.6 * dark
    return to_bytes(scene)

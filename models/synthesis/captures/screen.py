"""A page on a screen: in a viewer, in a browser's window, cut out of the web, or photographed from the monitor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np

from docfields.document import Image, Transform
from docfields.models.synthesis.truth import Medium

from .captured import Captured
from .opencv import cv2
from .optics import moire
from .pictures import add_noise, arrays, compressed, ink_of, to_bytes
from .placing import outline
from .warp import Warp

Frame = Literal["viewer", "window", "crop", "monitor"]

_DESKS = ((89, 86, 82), (230, 230, 230), (245, 245, 245), (60, 60, 60), (205, 200, 195), (255, 255, 255))
"""What viewers show around a page, BGR."""

_BARS = ((240, 240, 240), (55, 54, 50), (250, 250, 250), (222, 225, 230), (90, 60, 40))
"""Title and tool bars, BGR."""


@dataclass(frozen=True, slots=True)
class ScreenRecipe:
    """frame: around the page. dpi: at which the screen shows it. hardness: 0 to 1. lossy: stored as JPEG."""

    frame: Frame
    medium: Medium
    dpi: float
    hardness: float
    lossy: bool
    seed: int

    @property
    def kind(self) -> str:
        return {"crop": "screenshot/crop", "monitor": "photo/monitor"}.get(self.frame, "screenshot")


def show(recipe: ScreenRecipe, images: Sequence[Image], dpi: float) -> Captured:
    """The screenshot of one page, or of several cards below one another."""
    rng = Random(recipe.seed)
    scale = recipe.dpi / dpi
    border = rng.randint(8, 60) if recipe.frame != "crop" else rng.choice((0, 0, 0, 2, 6, 12))
    bar = 0 if recipe.frame == "crop" else rng.choice((0, 34, 48, 80, 112))
    side = 0 if recipe.frame == "crop" else rng.choice((0, 0, 16, 60, 220))
    sizes = [(max(16, round(image.shape[1] * scale)), max(16, round(image.shape[0] * scale))) for image in images]
    gap = rng.randint(4, 40)
    width = max(w for w, _ in sizes) + 2 * border + side
    height = sum(h for _, h in sizes) + gap * (len(sizes) - 1) + 2 * border + bar
    desk = rng.choice(_DESKS) if recipe.frame != "crop" else rng.choice(((255, 255, 255), (255, 255, 255), (0, 0, 0)))
    screen = np.full((height, width, 3), desk, np.uint8)
    warps, top = [], bar + border
    for image, size in zip(images, sizes, strict=True):
        left = side + (width - side - size[0]) // 2
        _paste(screen, image, size, (left, top), recipe, dpi, rng)
        x, y = size[0] / image.shape[1], size[1] / image.shape[0]
        matrix = np.array([[x, 0, left], [0, y, top], [0, 0, 1]], np.float64)
        warps.append(Warp(matrix, None, (image.shape[1], image.shape[0]), (width, height)))
        top += size[1] + gap
    _bars(screen, bar, side, rng)
    if recipe.frame != "crop" and rng.random() < 0.4:
        _cursor(screen, rng)
    captured = Captured(screen, tuple(warps), recipe.kind)
    if recipe.frame == "monitor":
        return _photographed(captured, recipe, rng)
    if recipe.lossy:
        return Captured(
            compressed(screen, rng.randint(round(85 - 45 * recipe.hardness), 95)), tuple(warps), recipe.kind
        )
    return captured


def _paste(
    screen: Image,
    image: Image,
    size: tuple[int, int],
    at: tuple[int, int],
    recipe: ScreenRecipe,
    dpi: float,
    rng: Random,
) -> None:
    """Draws a page onto the screen."""
    way = cv2.INTER_AREA if size[0] < image.shape[1] else cv2.INTER_CUBIC
    if rng.random() < 0.3 and 0.5 < size[0] / image.shape[1] < 1:
        way = cv2.INTER_LINEAR
    page = cv2.resize(image, size, interpolation=way)
    area = screen[at[1] : at[1] + size[1], at[0] : at[0] + size[0]]
    if recipe.medium in ("card", "booklet") and rng.random() < 0.7:
        mask = cv2.resize(
            outline((image.shape[1], image.shape[0]), recipe.medium, dpi, rng), size, interpolation=cv2.INTER_AREA
        )
        share = mask[:, :, None].astype(np.float32) / 255
        area[:] = to_bytes(area + (page.astype(np.float32) - area) * share)
        return
    area[:] = page
    if recipe.frame != "crop" and rng.random() < 0.6:
        grey = rng.choice((120, 160, 190))
        corner = (at[0] + size[0], at[1] + size[1])
        cv2.rectangle(screen, (at[0] - 1, at[1] - 1), corner, (grey, grey, grey), 1)


def _bars(screen: Image, bar: int, side: int, rng: Random) -> None:
    """Title bar with buttons, a side bar with thumbnails, all without lettering."""
    height, width = screen.shape[:2]
    color = rng.choice(_BARS)
    dim = tuple(int(c * 0.8) if sum(color) > 300 else min(255, c + 60) for c in color)
    if bar:
        screen[:bar] = color
        if rng.random() < 0.5:
            for number, dot in enumerate(((86, 95, 255), (46, 188, 255), (64, 202, 40))):
                cv2.circle(screen, (18 + 20 * number, 17), 6, dot, -1, cv2.LINE_AA)
        for number in range(rng.randrange(2, 9)):
            x = width - 26 * (number + 1)
            if x > 90:
                cv2.rectangle(screen, (x, bar - 24), (x + 13, bar - 11), dim, rng.choice((1, -1)))
        cv2.line(screen, (0, bar - 1), (width, bar - 1), dim, 1)
    if side:
        screen[bar:, :side] = color
        for top in range(bar + 14, height - 60, 90) if side > 100 else ():
            cv2.rectangle(screen, (side // 2 - 28, top), (side // 2 + 28, top + 72), (250, 250, 250), -1)
            cv2.rectangle(screen, (side // 2 - 28, top), (side // 2 + 28, top + 72), dim, 1)
        cv2.line(screen, (side - 1, bar), (side - 1, height), dim, 1)


def _cursor(screen: Image, rng: Random) -> None:
    """An arrow, where no print is."""
    shape = np.array([[0, 0], [0, 17], [4, 13], [7, 19], [10, 18], [7, 12], [12, 12]], np.int32)
    ink = ink_of(screen)
    for _ in range(8):
        x, y = rng.randrange(screen.shape[1] - 14), rng.randrange(screen.shape[0] - 20)
        if int(np.ptp(ink[y : y + 20, x : x + 14])) < 12:
            arrow = shape + np.array([x, y], np.int32)
            cv2.fillPoly(screen, [arrow], (255, 255, 255), cv2.LINE_AA)
            cv2.polylines(screen, [arrow], True, (0, 0, 0), 1, cv2.LINE_AA)
            return


def _photographed(captured: Captured, recipe: ScreenRecipe, rng: Random) -> Captured:
    """The monitor seen by a phone: slight perspective, rings of moiré, glow, noise."""
    height, width = captured.image.shape[:2]
    stray = 0.05 * min(width, height) * recipe.hardness + 2
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    goal = source + np.array([[rng.uniform(-1, 1) * stray for _ in range(2)] for _ in range(4)], np.float32)
    enlarge = max(1.0, 1400 / max(width, height))
    size = (round((width + 2 * stray) * enlarge), round((height + 2 * stray) * enlarge))
    matrix = cv2.getPerspectiveTransform(source, ((goal + stray) * enlarge).astype(np.float32))
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    dark = (rng.randrange(10, 40),) * 3
    seen = cv2.warpPerspective(
        captured.image, np.linalg.inv(half) @ matrix @ half, size, flags=cv2.INTER_CUBIC, borderValue=dark
    )
    seen = moire(seen, rng, rng.uniform(0.1, 0.9) * recipe.hardness)
    tint = np.array([rng.uniform(0.95, 1.0), rng.uniform(0.93, 1.0), rng.uniform(0.85, 1.0)], np.float32)
    seen = to_bytes(cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 0.9)) * tint)
    seen = add_noise(seen, rng.uniform(1, 2 + 4 * recipe.hardness), arrays(rng), grain=0.7)
    way = Transform(np.array(matrix, np.float64))
    warps = tuple(warp.then(way, size) for warp in captured.warps)
    return Captured(compressed(seen, rng.randint(60, 92)), warps, captured.kind)

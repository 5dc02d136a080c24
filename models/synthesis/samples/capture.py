"""How a clean page reaches us: photographed, scanned or faxed, and where its points go.

All functions are pure in their seed. image: (H, W, 3) uint8 BGR throughout.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Transform

Floats = NDArray[np.float32]


_SURFACES: dict[str, tuple[tuple[int, int, int], tuple[tuple[float, float, float], ...]]] = {
    "wood": ((104, 140, 172), ((9.0, 160.0, 14.0), (6.0, 90.0, 2.5), (3.0, 30.0, 0.8))),
    "stone": ((172, 176, 180), ((5.0, 40.0, 40.0), (5.0, 2.5, 2.5))),
    "dark": ((58, 52, 48), ((3.0, 60.0, 60.0), (4.0, 1.6, 1.6))),
}
"""Base colour (BGR), and layers of texture: spread in grey levels, grain along and across in pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Capture:
    """A captured picture. to_picture: clean page (pixels) -> picture (pixels)."""

    image: Image
    to_picture: Transform


@dataclass(frozen=True, slots=True)
class PhotoOptions:
    """size: width and height of the photo. fill: share of the frame that the sheet takes on its tighter side.
    tilt: how far corners stray, as a share of the sheet's side. angle_deg: turn in the picture plane.
    shade: darkening of the deepest shadow, 0 to 1. radius: of the sheet's corners, as a share of its
    shorter side. noise: sigma in grey levels. blur: sigma in pixels.
    """

    size: tuple[int, int] = (1200, 1600)
    fill: float = 0.9
    tilt: float = 0.035
    angle_deg: float = 2.0
    shade: float = 0.35
    radius: float = 0.0
    noise: float = 3.0
    blur: float = 0.6
    surface: Literal["wood", "stone", "dark"] = "wood"


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """angle_deg: skew. paper: grey level of the sheet, 0 to 255. specks: number of dust grains."""

    angle_deg: float = 0.6
    paper: int = 249
    noise: float = 2.0
    blur: float = 0.45
    specks: int = 25


def photo(image: Image, seed: int, options: PhotoOptions = PhotoOptions()) -> Capture:
    """A phone's view of a sheet on a table: perspective, soft shadows, warm light, noise."""
    rng = np.random.default_rng(seed)
    width, height = options.size
    corners = _corners(image.shape[1], image.shape[0], rng, options)
    source = np.array([[0, 0], [image.shape[1], 0], [image.shape[1], image.shape[0]], [0, image.shape[0]]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    # Area-averaging first where the sheet shrinks: the warp alone would alias thin strokes.
    shrink = min(1.0, float(np.linalg.norm(corners[1] - corners[0])) / image.shape[1] * 1.5)
    small = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.uint8)
    scaling = np.diag([image.shape[1] / small.shape[1], image.shape[0] / small.shape[0], 1.0])
    sheet = cv2.warpPerspective(small, matrix @ scaling, (width, height), flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(_silhouette(small, options.radius), matrix @ scaling, (width, height))

    table = _surface(options, rng)
    shift = max(3, width // 130)
    quarter = cv2.resize(np.roll(mask, (shift, shift), (0, 1)), (width // 4, height // 4))
    dropped = cv2.resize(cv2.GaussianBlur(quarter, (0, 0), width / 280), (width, height))
    table *= (1 - 0.45 * dropped)[:, :, None]
    scene = table * (1 - mask[:, :, None]) + sheet.astype(np.float32) * mask[:, :, None]
    scene *= _light(width, height, rng, options.shade)[:, :, None]
    scene *= np.array([0.955, 0.985, 1.0], np.float32)  # indoor light is warm
    scene = cv2.GaussianBlur(scene, (0, 0), options.blur)
    grain = rng.standard_normal((height, width, 1), np.float32) + 0.4 * rng.standard_normal(scene.shape, np.float32)
    return Capture(_to_bytes(scene + options.noise * grain), Transform(np.asarray(matrix, np.float64)))


def scan(image: Image, seed: int, options: ScanOptions = ScanOptions()) -> Capture:
    """A flatbed's view: slight skew, paper tone, a shadow along one edge, dust."""
    rng = np.random.default_rng(seed)
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), options.angle_deg, 1.0)
    matrix = np.vstack([turn, [0, 0, 1]])
    turned = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    scene = turned.astype(np.float32) * (options.paper / 255)
    edge = 1 - 0.16 * np.exp(-np.arange(width, dtype=np.float32) / (width * 0.012))
    scene *= edge[None, :, None]
    for _ in range(options.specks):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        cv2.circle(scene, (x, y), int(rng.integers(1, 3)), (120.0, 120.0, 120.0), -1)
    blurred = cv2.GaussianBlur(scene, (0, 0), options.blur)
    grain = options.noise * rng.standard_normal((height, width, 1), np.float32)
    return Capture(_to_bytes(blurred + grain), Transform(matrix.astype(np.float64)))


def fax(image: Image, seed: int, *, angle_deg: float = -0.5) -> Capture:
    """Black and white only, as a fax machine leaves it: ragged strokes, pepper, a dead row."""
    rng = np.random.default_rng(seed)
    skewed = scan(image, seed, ScanOptions(angle_deg=angle_deg, specks=60, noise=0))
    grey = cv2.cvtColor(skewed.image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    grey = cv2.GaussianBlur(grey, (0, 0), 0.7) + 22 * rng.standard_normal(grey.shape, np.float32)
    white = grey > 168  # light grey text mostly survives, as on real machines
    white[int(rng.integers(grey.shape[0] // 2, grey.shape[0])), :] = True
    pepper = rng.random(grey.shape) < 0.0004
    bilevel = np.where(white & ~pepper, 255, 0).astype(np.uint8)
    return Capture(np.repeat(bilevel[:, :, None], 3, axis=2), skewed.to_picture)


def fade(image: Image, seed: int, strength: float = 0.35) -> Image:
    """Thermal print that pales in broad stripes."""
    rng = np.random.default_rng(seed)
    height, width = image.shape[:2]
    rows = rng.standard_normal((height // 24 + 2, 3)).astype(np.float32)
    pale = cv2.GaussianBlur(cv2.resize(rows, (width, height), interpolation=cv2.INTER_CUBIC), (0, 0), 9)
    pale = strength * np.clip(0.5 + 0.5 * pale, 0, 1)
    return _to_bytes(255 - (255 - image.astype(np.float32)) * (1 - pale[:, :, None]))


def to_jpeg(image: Image, quality: int = 82) -> bytes:
    """Baseline JPEG without metadata."""
    done, content = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture cannot be encoded")
    return bytes(content)


def to_png(image: Image, *, bilevel: bool = False) -> bytes:
    """PNG, optionally with one bit a pixel."""
    from PIL import Image as Pictures

    picture = Pictures.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    buffer = io.BytesIO()
    (picture.convert("1", dither=Pictures.Dither.NONE) if bilevel else picture).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def lay_out(cards: Sequence[Image], size: tuple[int, int], radius: float) -> tuple[Image, tuple[Transform, ...]]:
    """Cards below one another on a white sheet of `size` (width, height), and where each one's points go."""
    width, height = size
    sheet = np.full((height, width, 3), 255, np.float32)
    gap = (height - sum(card.shape[0] for card in cards)) // (len(cards) + 1)
    top, places = gap, []
    for card in cards:
        left = (width - card.shape[1]) // 2
        area = sheet[top : top + card.shape[0], left : left + card.shape[1]]
        mask = _silhouette(card, radius)[:, :, None]
        area[:] = area * (1 - mask) + card * mask
        places.append(Transform(np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], np.float64)))
        top += card.shape[0] + gap
    return _to_bytes(sheet), tuple(places)


def _silhouette(image: Image, radius: float) -> Floats:
    """One where the sheet is, with round corners: (H, W)."""
    height, width = image.shape[:2]
    round_by = int(radius * min(width, height))
    mask = np.zeros((height, width), np.uint8)
    cv2.rectangle(mask, (round_by, 0), (width - 1 - round_by, height - 1), 255, -1)
    cv2.rectangle(mask, (0, round_by), (width - 1, height - 1 - round_by), 255, -1)
    for x in (round_by, width - 1 - round_by):
        for y in (round_by, height - 1 - round_by):
            cv2.circle(mask, (x, y), round_by, 255, -1, cv2.LINE_AA)
    return (mask / 255).astype(np.float32)


def _corners(width: int, height: int, rng: np.random.Generator, options: PhotoOptions) -> NDArray[np.float64]:
    """Where the sheet's corners fall in the photo, clockwise from its top left: (4, 2)."""
    frame = np.array(options.size, np.float64)
    angle = np.deg2rad(options.angle_deg)
    box = np.array([[-width, -height], [width, -height], [width, height], [-width, height]], np.float64) / 2
    turned = box @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned += rng.uniform(-options.tilt, options.tilt, (4, 2)) * min(width, height)
    scale = options.fill * (frame / np.ptp(turned, axis=0)).min()
    turned *= scale
    middle = (turned.max(axis=0) + turned.min(axis=0)) / 2
    corners: NDArray[np.float64] = turned - middle + frame / 2
    return corners


def _surface(options: PhotoOptions, rng: np.random.Generator) -> Floats:
    """A table top: (H, W, 3) float32 in grey levels."""
    width, height = options.size
    base, grains = _SURFACES[options.surface]
    texture = np.zeros((height, width), np.float32)
    for spread, along, across in grains:
        # Coarse grain is made small and enlarged: a kernel of 160 pixels would cost more than all else.
        wide, high = max(1.0, along / 4), max(1.0, across / 4)
        noise = rng.standard_normal((int(height / high) + 1, int(width / wide) + 1), np.float32)
        smooth = cv2.GaussianBlur(noise, (0, 0), along / wide, sigmaY=across / high)
        layer = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_CUBIC)
        texture += layer / layer.std() * spread
    table: Floats = np.clip(np.array(base, np.float32) + texture[:, :, None], 0, 255).astype(np.float32)
    return table


def _light(width: int, height: int, rng: np.random.Generator, shade: float) -> Floats:
    """Brightness over the frame: a slope, and the soft shadow of whoever holds the phone: (H, W) about 1."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    direction = rng.uniform(0, 2 * np.pi)
    slope = 1 + 0.1 * ((x - 0.5) * np.cos(direction) + (y - 0.5) * np.sin(direction))
    side = rng.uniform(0.55, 0.85)
    lean = rng.uniform(-0.35, 0.35)
    depth = 1 / (1 + np.exp(-(x + lean * (y - 0.5) - side) / 0.085))
    light: Floats = (slope * (1 - shade * depth)).astype(np.float32)
    return light


def _to_bytes(scene: NDArray[Any]) -> Image:
    pixels: Image = np.clip(np.rint(scene), 0, 255).astype(np.uint8)
    return pixels

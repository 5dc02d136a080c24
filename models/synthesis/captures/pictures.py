"""Pictures as arrays: encoding, rounding, and noise that is cheap on large pages.

image: (H, W, 3) uint8 BGR throughout.
"""

from __future__ import annotations

import io
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image

from .opencv import cv2

Floats = NDArray[np.float32]

_TILE = 384
"""Side of the noise that is repeated over a picture, turned and shifted so that no repetition can be seen."""


def arrays(rng: Random) -> np.random.Generator:
    """A generator of arrays that continues a plain one."""
    return np.random.default_rng(rng.getrandbits(64))


def to_bytes(scene: NDArray[Any]) -> Image:
    """Rounded and clipped to 0 to 255."""
    pixels: Image = cv2.convertScaleAbs(cv2.max(np.ascontiguousarray(scene, np.float32), 0.0))
    return pixels


def to_jpeg(image: Image, quality: int = 85) -> bytes:
    """Baseline JPEG without metadata."""
    done, content = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture cannot be encoded")
    return bytes(content)


def to_png(image: Image, *, bilevel: bool = False) -> bytes:
    """PNG; bilevel: with one bit a pixel."""
    if not bilevel:
        done, content = cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 6])
        if not done:
            raise ValueError("the picture cannot be encoded")
        return bytes(content)
    from PIL import Image as Pictures

    picture = Pictures.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    buffer = io.BytesIO()
    picture.convert("1", dither=Pictures.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def compressed(image: Image, quality: int) -> Image:
    """The picture as JPEG of that quality shows it."""
    decoded: Image = cv2.imdecode(np.frombuffer(to_jpeg(image, quality), np.uint8), cv2.IMREAD_COLOR)
    return decoded


def smooth_noise(shape: tuple[int, int], cell: float, generator: np.random.Generator) -> Floats:
    """(H, W) float32 noise of mean about 0 and deviation about 1, with features of `cell` pixels."""
    rows, columns = int(shape[0] / cell) + 3, int(shape[1] / cell) + 3
    small = generator.standard_normal((rows, columns), np.float32)
    large = cv2.resize(small, None, fx=cell, fy=cell, interpolation=cv2.INTER_CUBIC)
    top, left = int(cell), int(cell)
    noise: Floats = large[top : top + shape[0], left : left + shape[1]] * np.float32(1.35)
    return noise


def tiled(tile: NDArray[Any], shape: tuple[int, int], generator: np.random.Generator) -> NDArray[Any]:
    """A picture of `shape` (H, W) covered by a square tile, from a random place of it."""
    side = tile.shape[0]
    top, left = int(generator.integers(side)), int(generator.integers(side))
    repeats = (-(-(shape[0] + top) // side), -(-(shape[1] + left) // side)) + (1,) * (tile.ndim - 2)
    return np.ascontiguousarray(np.tile(tile, repeats)[top : top + shape[0], left : left + shape[1]])


def add_noise(
    image: Image, sigma: float, generator: np.random.Generator, *, color: float = 0.4, grain: float = 0.0
) -> Image:
    """Gaussian noise in grey levels. color: share that differs between channels. grain: blur of the noise in pixels."""
    if sigma <= 0:
        return image
    noise = generator.standard_normal((_TILE, _TILE), np.float32)
    if image.ndim == 3:
        noise = noise[:, :, None] + color * generator.standard_normal((_TILE, _TILE, 3), np.float32)
    if grain > 0:
        noise = cv2.GaussianBlur(noise, (0, 0), grain, borderType=cv2.BORDER_REFLECT)
    noise *= sigma / float(noise.std())
    # Two unsigned pictures, added and taken away with saturation: much faster than floats on a large page.
    up = tiled(np.rint(np.maximum(noise, 0)).astype(np.uint8), image.shape[:2], generator)
    down = tiled(np.rint(np.maximum(-noise, 0)).astype(np.uint8), image.shape[:2], generator)
    noisy: Image = cv2.subtract(cv2.add(image, up), down)
    return noisy


def paper_color(image: Image) -> NDArray[np.float32]:
    """(3,) BGR: the commonest brightness of a page, which is its paper's where there is any."""
    small = cv2.resize(image, (min(200, image.shape[1]), min(200, image.shape[0])), interpolation=cv2.INTER_NEAREST)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    level = int(np.argmax(cv2.GaussianBlur(np.bincount(grey.ravel(), minlength=256).astype(np.float32), (1, 9), 0)))
    near = np.abs(grey.astype(np.int16) - level) <= 6
    color: NDArray[np.float32] = np.median(small[near].reshape(-1, 3), axis=0).astype(np.float32)
    return color


def ink_of(image: Image) -> NDArray[np.uint8]:
    """(H, W) 0 to 255: how much darker than its paper a page is."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    paper = max(float(paper_color(image).mean()), 1.0)
    ink: NDArray[np.uint8] = cv2.LUT(grey, np.clip(255 * (paper - np.arange(256)) / paper, 0, 255).astype(np.uint8))
    return ink


def times(image: Image, factor: NDArray[np.floating]) -> Image:
    """The picture times a factor, (h, w) or (h, w, 3), of the same or a lower resolution."""
    large = np.ascontiguousarray(factor, np.float32)
    if large.shape[:2] != image.shape[:2]:
        large = cv2.resize(large, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    if large.ndim == 2:
        large = cv2.merge([large, large, large])
    return cv2.multiply(image, large, dtype=cv2.CV_8U)  # type: ignore[no-any-return]


def lightened(image: Image, color: NDArray[np.floating], share: NDArray[np.floating]) -> Image:
    """The picture moved towards a lighter colour (BGR), by a share (h, w) of the same or a lower resolution."""
    height, width = image.shape[:2]
    part = np.clip(np.rint(np.asarray(share, np.float32) * 255), 0, 255).astype(np.uint8)
    if part.shape != (height, width):
        part = cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR)
    missing = cv2.subtract(np.array(np.rint([[color]]), np.uint8).repeat(height, 0).repeat(width, 1), image)
    return cv2.add(image, cv2.multiply(missing, cv2.merge([part, part, part]), scale=1 / 255))  # type: ignore[no-any-return]

"""What a lens, a sensor and a file do to a picture: blur, noise, loss of detail, moiré.

Every function is pure in its generator. strength: 0 (hardly seen) to 1 (hard, but a person still reads it).
"""

from __future__ import annotations

from random import Random

import numpy as np

from docfields.document import Image

from .opencv import cv2
from .pictures import add_noise, arrays, compressed, smooth_noise, tiled, times


def defocus(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """A disc instead of a point, as of a lens that is out of focus."""
    radius = 0.5 + rng.uniform(0.6, 1.4) * strength
    reach = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return cv2.filter2D(image, -1, disc / disc.sum(), borderType=cv2.BORDER_REPLICATE)  # type: ignore[no-any-return]


def motion_blur(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """A hand that moved during the exposure."""
    length = 1.5 + rng.uniform(1.5, 3.5) * strength
    angle = rng.uniform(0, np.pi)
    reach = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    kernel[:] = np.clip(length / 2 + 0.5 - np.abs(along), 0, 1) * np.clip(1 - np.abs(across), 0, 1)
    return cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)  # type: ignore[no-any-return]


def uneven_blur(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Sharp in one place and softer away from it, as where a sheet leaves the depth of focus."""
    height, width = image.shape[:2]
    small = (max(8, height // 16), max(8, width // 16))
    y, x = np.mgrid[0 : 1 : small[0] * 1j, 0 : 1 : small[1] * 1j].astype(np.float32)
    distance = np.hypot(x - rng.random(), y - rng.random())
    soft = cv2.resize(np.clip(1.6 * distance - 0.3, 0, 1), (width, height), interpolation=cv2.INTER_LINEAR)
    blurred = cv2.GaussianBlur(image, (0, 0), 0.6 + rng.uniform(0.5, 1.1) * strength)
    return cv2.blendLinear(image, blurred, 1 - soft, soft)  # type: ignore[no-any-return]


def gaussian_noise(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Noise of the amplifier, with a grain that the camera's own smoothing left."""
    return add_noise(
        image, 1 + 14 * strength, arrays(rng), color=rng.uniform(0, 0.8), grain=rng.choice((0, 0, 0.6, 0.9))
    )


def poisson_noise(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Noise of too few photons: strongest, as seen, in the dark."""
    generator = arrays(rng)
    linear = np.maximum(np.arange(256) / 255, 0.5 / 255) ** 2.2
    photons = 4000 / (1 + 25 * strength)
    # Spread of the light, seen through the slope of the camera's encoding.
    spread = np.sqrt(linear / photons + 1e-5) * 255 / 2.2 * linear ** (1 / 2.2 - 1)
    sigma = cv2.LUT(image, np.minimum(spread, 40).astype(np.float32))
    tile = generator.standard_normal((256, 256, 3), np.float32)
    noise = cv2.multiply(sigma, tiled(tile, image.shape[:2], generator))
    return cv2.add(image, noise, dtype=cv2.CV_8U)  # type: ignore[no-any-return]


def salt_noise(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Single white and black pixels."""
    generator = arrays(rng)
    height, width = image.shape[:2]
    places = generator.integers(0, (height, width), (int(height * width * 0.012 * strength), 2))
    salted = image.copy()
    salted[places[:, 0], places[:, 1]] = np.where(generator.random((len(places), 1)) < 0.5, 255, 0)
    return salted


def jpeg(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Blocks and ringing of JPEG, quality 90 down to 25."""
    return compressed(image, round(90 - 65 * strength * rng.uniform(0.7, 1.0)))


def low_resolution(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Made smaller and large again."""
    height, width = image.shape[:2]
    scale = 1 / (1 + rng.uniform(0.5, 1.0) * 1.2 * strength)
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    small = cv2.resize(image, size, interpolation=rng.choice((cv2.INTER_AREA, cv2.INTER_LINEAR)))
    way = rng.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_CUBIC))
    return cv2.resize(small, (width, height), interpolation=way)  # type: ignore[no-any-return]


def sharpen(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """The halo that phones draw around strokes."""
    soft = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.8, 1.8))
    amount = 0.2 + 1.1 * strength
    return cv2.addWeighted(image, 1 + amount, soft, -amount, 0)  # type: ignore[no-any-return]


def exposure(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Too dark, too bright, flat or harsh."""
    levels = np.arange(256, dtype=np.float32) / 255
    gamma = 2 ** (rng.uniform(-1, 1) * 0.9 * strength)
    gain = rng.uniform(1 - 0.35 * strength, 1 + 0.12 * strength)
    lift = rng.uniform(0, 0.25) * strength
    curve = lift + (1 - lift) * np.clip(gain * levels**gamma, 0, 1)
    return cv2.LUT(image, np.rint(255 * curve).astype(np.uint8))  # type: ignore[no-any-return]


def moire(image: Image, rng: Random, strength: float = 0.5) -> Image:
    """Coloured rings of a monitor's grid against the sensor's."""
    generator = arrays(rng)
    height, width = image.shape[:2]
    y, x = np.mgrid[0:height:2, 0:width:2].astype(np.float32)
    wobble = 18 * smooth_noise(x.shape, 220, generator)
    waves = np.zeros((*x.shape, 3), np.float32)
    for _ in range(2):
        angle, period = rng.uniform(0, np.pi), rng.uniform(7, 40)
        phase = (x * np.cos(angle) + y * np.sin(angle) + wobble) * np.float32(2 * np.pi / period)
        for channel in range(3):
            waves[:, :, channel] += np.cos(phase + np.float32(rng.uniform(0.3, 1.4) * channel))
    return times(image, 1 + np.float32(0.02 + 0.07 * strength) * waves)

"""Pages on the glass of a scanner or copier, and through a fax machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Transform
from docfields.models.synthesis.truth import Medium

from . import optics
from .captured import Captured, turned
from .damage import damaged
from .opencv import cv2
from .pictures import add_noise, arrays, compressed, smooth_noise, to_bytes
from .placing import outline
from .warp import Warp

Way = Literal["flatbed", "photocopy", "thermal", "fax"]
Bed = Literal["page", "sheet"]
Tone = Literal["plain", "clipped", "threshold"]

FAX_DPI = 200
"""Of Group 3 fax machines, fine mode: 204 by 196 dots an inch."""

_DARK_BED = 90
"""Median grey level below which it is the lid that was scanned, not the paper."""

_MARGIN = 0.012
"""Share of a page's side that a skewed scan may lose at its corners."""


@dataclass(frozen=True, slots=True)
class ScanRecipe:
    """way: what machine, or thermal for a scanned receipt. bed: page (as large as what is scanned) or sheet (a small
    page on a letter-sized glass). tone: plain greys, clipped (paper white, print black, little between) or threshold
    (bilevel, then softened). hardness: 0 to 1. skew_deg: of the page. scale: picture pixels a page pixel (faxes have
    their own). grey: no colour. turn: 0, 90, 180 or 270 degrees. faults: (name, strength) of damages to the print
    and the sheet.
    """

    way: Way
    medium: Medium
    bed: Bed
    tone: Tone
    hardness: float
    skew_deg: float
    scale: float
    grey: bool
    turn: int
    faults: tuple[tuple[str, float], ...]
    seed: int

    @property
    def kind(self) -> str:
        return f"scan/{self.way}" + ("/rotated" if self.turn else "")


def scan(recipe: ScanRecipe, images: Sequence[Image], dpi: float) -> Captured:
    """The scan of one page, or of several cards below one another."""
    rng = Random(recipe.seed)
    pages = [damaged(image, recipe.faults, rng) for image in images]
    size, places = _lay_out(pages, recipe, dpi, rng)
    scale = FAX_DPI / dpi if recipe.way == "fax" else recipe.scale
    picture = (round(size[0] * scale), round(size[1] * scale))
    lid = _draw_lid(recipe, rng)
    whole = _glass(pages, places, picture, size, lid, recipe, dpi, rng)
    warps = tuple(
        Warp.from_transform(_scaled(place, picture, size), (page.shape[1], page.shape[0]), picture)
        for place, page in zip(places, pages, strict=True)
    )
    finish = {"fax": _fax, "photocopy": _copy}.get(recipe.way, _scanner)
    return turned(Captured(finish(whole, recipe, rng), warps, recipe.kind), recipe.turn)


def _draw_lid(recipe: ScanRecipe, rng: Random) -> tuple[int, int, int]:
    """What surrounds a page: mostly white, black where the lid stood open, seldom over a whole letter-sized glass."""
    if rng.random() < (0.04 if recipe.bed == "sheet" or recipe.medium in ("card", "booklet") else 0.14):
        return (rng.randrange(4, 30),) * 3
    if recipe.hardness > 0.3 and rng.random() < 0.2:
        return rng.choice(((246, 246, 246), (232, 234, 235)))
    return (254, 254, 254)


def _lay_out(
    pages: Sequence[Image], recipe: ScanRecipe, dpi: float, rng: Random
) -> tuple[tuple[int, int], list[Transform]]:
    """Size of the glass that is scanned, in page pixels, and where each page lies on it."""
    skews = [recipe.skew_deg + (rng.gauss(0, 1.5) if len(pages) > 1 else 0.0) for _ in pages]
    widest = max(page.shape[1] for page in pages)
    gap = rng.uniform(0.03, 0.2) * widest
    total = sum(page.shape[0] for page in pages) + gap * (len(pages) - 1)
    # How far corners of a skewed page stand out, less the blank margin that may be lost.
    lean = np.tan(np.deg2rad(np.abs(skews)))
    beside = max(0.0, *(float(t) * page.shape[0] - 2 * _MARGIN * widest for t, page in zip(lean, pages, strict=True)))
    above = max(0.0, *(float(t) * page.shape[1] - 2 * _MARGIN * total for t, page in zip(lean, pages, strict=True)))
    if recipe.bed == "sheet":
        width = max(8.27 * dpi, 1.08 * widest + beside)
        height = max(11.69 * dpi, 1.05 * total + above)
        left = beside / 2 + rng.uniform(0.03, 0.97) * (width - widest - beside)
        top = above / 2 + rng.uniform(0.02, 0.5) * (height - total - above)
    else:
        # A tight crop; documents with print up to the edge get a little more room.
        plain = recipe.medium in ("paper", "dot_matrix") and len(pages) == 1
        room = 0.0 if plain else widest * rng.uniform(0.01, 0.06)
        width, height = widest + room + beside, total + room + above
        left, top = (room + beside) / 2, (room + above) / 2
    places = []
    for page, skew in zip(pages, skews, strict=True):
        turn = np.vstack([cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), skew, 1.0), [0, 0, 1]])
        shift = np.array([[1, 0, left + (widest - page.shape[1]) / 2], [0, 1, top], [0, 0, 1]], np.float64)
        places.append(Transform(shift @ turn))
        top += page.shape[0] + gap
    return (round(width), round(height)), places


def _scaled(place: Transform, picture: tuple[int, int], size: tuple[int, int]) -> Transform:
    return place.then(Transform.scaling(picture[0] / size[0], picture[1] / size[1]))


def _glass(
    pages: Sequence[Image],
    places: Sequence[Transform],
    picture: tuple[int, int],
    size: tuple[int, int],
    lid: tuple[int, int, int],
    recipe: ScanRecipe,
    dpi: float,
    rng: Random,
) -> Image:
    """The pages on the glass under a lid, with the thin shadow at their edges."""
    plain = recipe.bed == "page" and recipe.medium in ("paper", "dot_matrix") and len(pages) == 1
    whole = np.full((1, 1, 3) if plain else (picture[1], picture[0], 3), lid, np.uint8)
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    for page, place in zip(pages, places, strict=True):
        way = _scaled(place, picture, size)
        small, scale = page, picture[0] / size[0]
        if scale < 0.9:
            small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        enlarge = np.diag([page.shape[1] / small.shape[1], page.shape[0] / small.shape[0], 1.0])
        # cv2 counts pixel centres as whole numbers.
        matrix = (np.linalg.inv(half) @ way.matrix @ enlarge @ half)[:2]
        if plain:
            seen = cv2.warpAffine(
                small, matrix, picture, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=lid
            )
            whole = seen
            continue
        corners = way.points(np.array([[0, 0], [page.shape[1], 0], [page.shape[1], page.shape[0]], [0, page.shape[0]]]))
        low = np.maximum(np.floor(corners.min(axis=0)) - 8, 0).astype(int)
        high = np.minimum(np.ceil(corners.max(axis=0)) + 8, picture).astype(int)
        matrix = matrix - np.array([[0, 0, low[0]], [0, 0, low[1]]])
        area = (int(high[0] - low[0]), int(high[1] - low[1]))
        seen = cv2.warpAffine(small, matrix, area, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        mask = outline((page.shape[1], page.shape[0]), recipe.medium, dpi, rng)
        mask = cv2.resize(mask, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
        alpha = cv2.warpAffine(mask, matrix, area, flags=cv2.INTER_LINEAR).astype(np.float32)[:, :, None] / 255
        below = whole[low[1] : high[1], low[0] : high[0]].astype(np.float32)
        shift = np.array([[1, 0, rng.uniform(-2, 2)], [0, 1, rng.uniform(0, 3)]], np.float32)
        edge = cv2.GaussianBlur(cv2.warpAffine(alpha, shift, area), (0, 0), rng.uniform(0.8, 2.5))[:, :, None]
        below *= 1 - rng.uniform(0.1, 0.5) * edge
        whole[low[1] : high[1], low[0] : high[0]] = to_bytes(below + (seen - below) * alpha)
    return whole


def _scanner(whole: Image, recipe: ScanRecipe, rng: Random) -> Image:
    """Tone of the paper, shadow at an edge, dust streaks, noise."""
    generator = arrays(rng)
    hard = recipe.hardness
    if recipe.tone != "plain":
        return _hard_scanner(whole, recipe, rng)
    if recipe.grey:
        whole = cv2.cvtColor(cv2.cvtColor(whole, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    paper, black = rng.uniform(255 - 25 * hard, 256), rng.uniform(0, 50 * hard)
    contrast = rng.uniform(0.0, 0.8) if rng.random() < 0.5 else 0.0
    level = np.arange(256, dtype=np.float32) / 255
    curve = (1 - contrast) * level + contrast * level * level * (3 - 2 * level)
    tables = []
    for channel in range(3):
        tone = 1.0 if recipe.grey else 1 - rng.uniform(0, 0.05 * hard) * (2 - channel) / 2
        tables.append(np.clip(np.rint(black + (paper * tone - black) * curve), 0, 255))
    whole = cv2.LUT(whole, np.stack(tables, axis=-1).astype(np.uint8)[None])
    _shade_edge(whole, rng, hard)
    _streaks(whole, rng, hard, generator)
    if rng.random() < 0.6:
        whole = cv2.GaussianBlur(whole, (0, 0), rng.uniform(0.3, 0.4 + 0.45 * hard))
    noisy = 9 if recipe.way == "thermal" else 5
    whole = add_noise(whole, rng.uniform(0, 1 + noisy * hard), generator, color=0 if recipe.grey else 0.3)
    return compressed(whole, rng.randint(round(85 - 45 * hard), 95)) if rng.random() < 0.7 else whole


def _hard_scanner(whole: Image, recipe: ScanRecipe, rng: Random) -> Image:
    """White paper and broken, unevenly black strokes, as from document scanners set to text; always without colour."""
    generator = arrays(rng)
    hard = recipe.hardness
    height, width = whole.shape[:2]
    grey = cv2.cvtColor(whole, cv2.COLOR_BGR2GRAY)
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.4, 0.6 + 0.3 * hard))
    grain = add_noise(grey, rng.uniform(3, 6 + 20 * hard), generator, color=0, grain=rng.choice((0.5, 0.8, 1.2)))
    thin = grey[::4, ::3]
    paper = float(np.median(thin))
    paper = paper if paper > _DARK_BED else float(np.quantile(thin, 0.95))
    printed = thin[thin < paper - 30]
    ink = float(printed.mean()) if len(printed) else 0.5 * paper
    if recipe.tone == "threshold":
        # Pale print loses its thin strokes, but not more than that.
        limit, gain = max(paper * rng.uniform(0.55, 0.85), ink + 0.4 * (paper - ink)), rng.uniform(4, 25)
        curve = 128 + (np.arange(256) - limit) * gain
    else:
        limit, gain = paper * rng.uniform(0.75, 0.97), rng.uniform(1.1, 2.5)
        curve = 255 + (np.arange(256) - limit) * gain
    driven = cv2.LUT(grain, np.rint(np.clip(curve, 0, 255)).astype(np.uint8))
    if rng.random() < 0.4 + 0.3 * hard:
        driven = _paled(driven, rng, rng.uniform(0.1, 0.4 + 0.5 * hard), generator)
    if rng.random() < 0.25:
        # Dust of the drum on the white.
        dots = generator.integers(0, (height, width), (int(height * width * 0.0002 * rng.random()), 2))
        driven[dots[:, 0], dots[:, 1]] = generator.integers(0, 200, len(dots), np.uint8)
    if rng.random() < 0.75:
        driven = cv2.GaussianBlur(driven, (0, 0), rng.uniform(0.3, 0.55))
    elif rng.random() < 0.5:
        driven = optics.sharpen(cv2.GaussianBlur(driven, (0, 0), 0.6), rng, rng.uniform(0.3, 0.9))
    colored = cv2.cvtColor(driven, cv2.COLOR_GRAY2BGR)
    _streaks(colored, rng, hard, generator)
    return compressed(colored, rng.randint(round(88 - 35 * hard), 96))


def _paled(grey: NDArray[np.uint8], rng: Random, strength: float, generator: np.random.Generator) -> NDArray[np.uint8]:
    """Print that is paler as a whole and in columns and patches."""
    height, width = grey.shape
    small = (height // 8 + 1, width // 8 + 1)
    columns = smooth_noise((1, small[1]), rng.uniform(4, 20), generator)
    patches = smooth_noise(small, rng.uniform(10, 40), generator)
    share = np.clip(strength * (0.7 + 0.35 * columns + 0.25 * patches), 0, 0.78)
    part = cv2.resize(np.rint(share * 255).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    paled: NDArray[np.uint8] = cv2.add(grey, cv2.multiply(cv2.bitwise_not(grey), part, scale=1 / 255))
    return paled


def _copy(whole: Image, recipe: ScanRecipe, rng: Random) -> Image:
    """A copier's harsh greys, then a plain scan of the copy."""
    copied = damaged(whole, (("photocopy", rng.uniform(0.2, 1.0) * recipe.hardness),), rng)
    return compressed(copied, rng.randint(60, 95))


def _fax(whole: Image, recipe: ScanRecipe, rng: Random) -> Image:
    """Black and white at the fax's own resolution: ragged strokes, pepper, rows that were lost."""
    generator = arrays(rng)
    grey = cv2.cvtColor(whole, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    coarse = rng.random() < 0.35 * recipe.hardness  # 98 lines an inch instead of 196
    rows = height // 2 if coarse else height
    if coarse:
        grey = cv2.resize(grey, (width, rows), interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.4, 0.5 + 0.35 * recipe.hardness))
    # Fax machines sharpen first, so that thin and pale strokes survive their threshold.
    sharpening = rng.uniform(0.5, 1.5)
    grey = cv2.addWeighted(grey, 1 + sharpening, cv2.GaussianBlur(grey, (0, 0), 2.5), -sharpening, 0)
    grey = add_noise(grey, rng.uniform(4, 8 + 20 * recipe.hardness), generator, color=0, grain=rng.choice((0.5, 0.9)))
    threshold = rng.uniform(155, 205)
    bilevel = cv2.threshold(grey, threshold, 255, cv2.THRESH_BINARY)[1]
    pepper = generator.integers(0, (rows, width), (int(rows * width * 0.0004 * recipe.hardness), 2))
    bilevel[pepper[:, 0], pepper[:, 1]] = 0
    for _ in range(rng.randrange(1 + int(3 * recipe.hardness))):
        row = rng.randrange(rows)
        bilevel[row] = 255 if rng.random() < 0.7 else bilevel[max(0, row - 3)]
    if coarse:
        bilevel = cv2.resize(bilevel, (width, height), interpolation=cv2.INTER_NEAREST)
    return cv2.cvtColor(bilevel, cv2.COLOR_GRAY2BGR)  # type: ignore[no-any-return]


def _shade_edge(whole: Image, rng: Random, hard: float) -> None:
    """The dark strip where a page or a book does not lie flat on the glass. Changes the picture."""
    if rng.random() > 0.3 + 0.4 * hard:
        return
    height, width = whole.shape[:2]
    upright = rng.random() < 0.5
    length = height if upright else width
    reach = max(8, int(length * rng.uniform(0.01, 0.06)))
    fall = np.exp(-np.arange(reach * 3, dtype=np.float32) / reach)[: length // 2] * rng.uniform(
        0.05, 0.12 + 0.35 * hard
    )
    strip = (slice(0, len(fall)), slice(None)) if upright else (slice(None), slice(0, len(fall)))
    area = whole[::-1] if upright and rng.random() < 0.5 else whole
    area = area[:, ::-1] if not upright and rng.random() < 0.5 else area
    factor = (1 - fall)[:, None, None] if upright else (1 - fall)[None, :, None]
    area[strip] = to_bytes(area[strip] * factor)


def _streaks(whole: Image, rng: Random, hard: float, generator: np.random.Generator) -> None:
    """Lines that dust on a feeder's glass draws down the page. Changes the picture."""
    height, width = whole.shape[:2]
    for _ in range(rng.randrange(1 + int(3 * hard)) if rng.random() < 0.4 else 0):
        column, thick = rng.randrange(width), rng.choice((1, 1, 2))
        depth = rng.uniform(8, 20 + 50 * hard) * (0.6 + 0.4 * smooth_noise((height, 1), 90, generator).clip(-1, 1))
        strip: NDArray[np.uint8] = whole[:, column : column + thick]
        strip[:] = np.clip(strip - rng.choice((1, 1, -1)) * depth[:, :, None], 0, 255).astype(np.uint8)

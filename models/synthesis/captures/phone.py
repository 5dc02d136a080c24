"""A phone's photo of pages on a table or in a hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Transform
from docfields.models.synthesis.truth import Medium

from . import light, optics, placing
from .backgrounds import SIDE, clutter, surface
from .camera import Pose, View, look
from .captured import Captured, turned
from .fingers import hold
from .opencv import cv2
from .pictures import add_noise, arrays, compressed, to_bytes
from .warp import Warp

Floats = NDArray[np.float32]
Light = Literal["even", "lamp", "shadow", "window", "coloured", "dim"]


_LEAST_DPI: Mapping[Medium, float] = {"card": 135, "booklet": 135, "thermal": 112}
"""Resolution of an easy photo, on the sheet; receipts have large print."""

_WHITEST = 268
"""Grey level that the brightest parts of a page may be exposed to: a little over white."""


@dataclass(frozen=True, slots=True)
class PhoneRecipe:
    """shape: of the sheet. hardness: 0 to 1, of everything that is drawn from the seed. surface: of `SURFACES`.

    tilt_deg, roll_deg: of the view. fill: share of the picture that the page spans. long_side: of the picture in
    pixels. turn: of the finished picture, clockwise, 0, 90, 180 or 270. fingers: holding a single page at its borders.
    cut_out: nothing but the page is left, as scanning apps and web shops do.
    faults: (name, strength) of damages to the print and the sheet.
    """

    shape: placing.Shape
    medium: Medium
    hardness: float
    surface: str
    light: Light
    tilt_deg: float
    roll_deg: float
    fill: float
    long_side: int
    turn: int
    fingers: bool
    glare: bool
    cut_out: bool
    faults: tuple[tuple[str, float], ...]
    seed: int

    @property
    def kind(self) -> str:
        return f"photo/{self.shape}" + ("/rotated" if self.turn else "")


def photograph(recipe: PhoneRecipe, images: Sequence[Image], dpi: float) -> Captured:
    """The photo of one page, or of several cards beside one another."""
    rng = Random(recipe.seed)
    lamp = light.Lamp(rng.uniform(0, 360), rng.uniform(70, 52 - 26 * recipe.hardness), rng.uniform(0.2, 0.5))
    pose = Pose(recipe.tilt_deg, rng.uniform(0, 360), recipe.roll_deg, rng.uniform(0.6, 1.1))
    pieces, view = _compose(recipe, images, pose, dpi, rng)
    width, height = view.size
    scene = _table(recipe, view, rng)
    warps, shown = [], np.zeros((height, width), np.float32)
    for piece in pieces:
        warp, cover = _put(scene, piece, view, lamp, recipe, rng)
        warps.append(warp)
        np.maximum(shown, cover, out=shown)
    if recipe.fingers and len(pieces) == 1:
        scene = hold(scene, pieces[0].image, warps[0], rng)
    lit = _illumination((height // 4, width // 4), recipe, rng)
    lit *= np.float32(_exposure(scene, shown, lit, recipe, rng))
    cv2.multiply(scene, cv2.resize(lit, (width, height)), dst=scene)
    if recipe.glare:
        washed = light.glare_field((height // 8, width // 8), rng, 0.25 + 0.6 * recipe.hardness)
        scene += (255 - scene) * (cv2.resize(washed, (width, height)) * shown)[:, :, None]
    if recipe.cut_out:
        bare = np.float32(rng.choice((255, 255, 255, 245, 8)))
        scene = bare + (scene - bare) * shown[:, :, None]
    photo = _through_the_camera(to_bytes(scene), recipe, rng)
    named = tuple(warp.preceded_by(piece.placing, piece.page_size) for warp, piece in zip(warps, pieces, strict=True))
    return turned(Captured(photo, named, recipe.kind), recipe.turn)


def _compose(
    recipe: PhoneRecipe, images: Sequence[Image], pose: Pose, dpi: float, rng: Random
) -> tuple[list[placing.Piece], View]:
    """Sheets and the view of them; a sheet that would hide part of itself is laid flatter."""
    seed, frame = rng.getrandbits(64), rng.getrandbits(64)
    for gain in (1.0, 0.7, 0.45, 0.25, 0.0):
        pieces = placing.place(images, recipe.shape, recipe.medium, recipe.hardness * gain, gain, dpi, Random(seed))
        view = _framed(recipe, pieces, pose, dpi, Random(frame))
        if all(placing.is_visible(piece.sheet, view) for piece in pieces):
            break
    return pieces, view


def _framed(recipe: PhoneRecipe, pieces: Sequence[placing.Piece], pose: Pose, dpi: float, rng: Random) -> View:
    """The picture's format, and a view that keeps the print large enough to be read."""
    grids = [piece.framed() for piece in pieces]
    every = np.concatenate([grid.reshape(-1, 3) for grid in grids])
    roll = np.deg2rad(pose.roll_deg)
    wide = np.ptp(every[:, 0] * np.cos(roll) - every[:, 1] * np.sin(roll))
    high = np.ptp(every[:, 0] * np.sin(roll) + every[:, 1] * np.cos(roll)) * np.cos(np.deg2rad(pose.tilt_deg))
    ratio = 9 / 16 if rng.random() < 0.3 and min(wide / high, high / wide) < 0.62 else 3 / 4
    ratio = ratio if wide < high else 1 / ratio
    if rng.random() < 0.4 or wide / high < 0.4:
        ratio = float(wide / high) * rng.uniform(0.95, 1.25)  # cropped by its owner
    offset = (rng.uniform(-0.8, 0.8), rng.uniform(-0.8, 0.8))
    least_dpi = _LEAST_DPI.get(recipe.medium, 125) - 40 * recipe.hardness
    long_side = float(recipe.long_side)
    for _ in range(2):
        size = (round(long_side * min(1.0, ratio)), round(long_side * min(1.0, 1 / ratio)))
        view = look(grids, pose, size, fill=recipe.fill, offset=offset)
        sharp = placing.scale_of(pieces[0].sheet, view, pieces[0].size) * dpi
        if sharp >= least_dpi:
            break
        long_side = min(3600.0, long_side * least_dpi / sharp * 1.02)
    return view


def _table(recipe: PhoneRecipe, view: View, rng: Random) -> Floats:
    """The table as the camera sees it: (H, W, 3) float32."""
    texture = surface(recipe.surface, rng)
    if rng.random() < 0.12:
        texture = clutter(texture, rng)
    width, height = view.size
    corners = view.table().inverse().points(np.array([[0, 0], [width, 0], [width, height], [0, height]]))
    low, high = corners.min(axis=0), corners.max(axis=0)
    # The texture spans what is seen, or less and is then mirrored on: grain keeps a likely size.
    scale = float((high - low).max()) / SIDE * rng.uniform(0.55, 1.0)
    to_table = Transform(np.array([[scale, 0, low[0]], [0, scale, low[1]], [0, 0, 1]], np.float64))
    matrix = to_table.then(view.table()).then(Transform.scaling(0.5, 0.5)).matrix
    half = (width // 2 + 1, height // 2 + 1)
    seen = cv2.warpPerspective(to_bytes(texture), matrix, half, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 1.2 if not recipe.fingers else 5.0))
    return cv2.resize(seen, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)  # type: ignore[no-any-return]


def _put(
    scene: Floats, piece: placing.Piece, view: View, lamp: light.Lamp, recipe: PhoneRecipe, rng: Random
) -> tuple[Warp, Floats]:
    """Draws a sheet into the scene, lit and with its shadow on the table; gives its way and where it covers."""
    warp = Warp.from_mesh(view.project(piece.sheet.points), piece.size, view.size)
    field = warp.extended_field()
    shrink = min(1.0, 1.4 * placing.scale_of(piece.sheet, view, piece.size))
    page = piece.image
    if shrink < 0.9:
        page = cv2.resize(page, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    size = (page.shape[1], page.shape[0])
    at = _to_pixels(field, piece.size, size)
    seen = cv2.remap(page, at, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.resize(piece.mask, size, interpolation=cv2.INTER_AREA)
    alpha = cv2.remap(mask, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    cover = alpha.astype(np.float32) * np.float32(1 / 255)
    _darken(scene, _cast_shadow(cover, piece, view, lamp, rng))
    shade = placing.shade(piece, recipe.shape, lamp, recipe.hardness, rng)
    # Shades are softer than print: half the pixels do.
    half = _to_pixels(np.ascontiguousarray(field[::2, ::2]), piece.size, (shade.shape[1], shade.shape[0]))
    lit = cv2.remap(shade, half, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    lit = cv2.resize(lit, view.size, interpolation=cv2.INTER_LINEAR)
    sheet = cv2.multiply(seen, cv2.merge([lit, lit, lit]), dtype=cv2.CV_32F)
    cv2.subtract(sheet, scene, dst=sheet)
    cv2.multiply(sheet, cv2.merge([cover, cover, cover]), dst=sheet)
    cv2.add(scene, sheet, dst=scene)
    return warp, cover


def _to_pixels(field: Floats, page: tuple[int, int], size: tuple[int, int]) -> Floats:
    """Page points as pixel indices of a picture of the page, as cv2 counts them: centres are whole numbers."""
    scaled = cv2.multiply(field, (size[0] / page[0], size[1] / page[1], 0, 0))
    return cv2.subtract(scaled, (0.5, 0.5, 0, 0), dst=scaled)  # type: ignore[no-any-return]


def _darken(scene: Floats, factor: Floats) -> None:
    """Multiplies a scene by a factor for each pixel."""
    cv2.multiply(scene, cv2.merge([factor, factor, factor]), dst=scene)


def _cast_shadow(cover: Floats, piece: placing.Piece, view: View, lamp: light.Lamp, rng: Random) -> Floats:
    """(H, W) factor: the sheet's shadow on the table, wider where it stands off."""
    height, width = cover.shape
    small = cv2.resize(cover, (width // 8 + 1, height // 8 + 1), interpolation=cv2.INTER_AREA)
    scale = placing.scale_of(piece.sheet, view, piece.size) / 8
    border = np.concatenate([piece.sheet.points[[0, -1], :, 2].ravel(), piece.sheet.points[:, [0, -1], 2].ravel()])
    lift = float(np.mean(border)) + 0.004 * max(piece.size)
    towards = lamp.direction()
    reach = min(2.0, float(np.hypot(towards[0], towards[1]) / towards[2])) * lift * scale
    azimuth = np.arctan2(towards[1], towards[0])
    # In the picture the lamp's direction is turned as the table is.
    table = view.table().points(np.array([[0, 0], [np.cos(azimuth), np.sin(azimuth)]]) * 10)
    away = -(table[1] - table[0]) / max(float(np.hypot(*(table[1] - table[0]))), 1e-9)
    shift = np.array([[1, 0, away[0] * reach], [0, 1, away[1] * reach]], np.float32)
    moved = cv2.warpAffine(small, shift, (small.shape[1], small.shape[0]))
    wide = cv2.GaussianBlur(moved, (0, 0), max(0.8, 0.6 * reach + 0.6))
    near = cv2.GaussianBlur(small, (0, 0), 0.9)
    dark = np.maximum((1 - lamp.ambient) * 0.75 * wide, rng.uniform(0.15, 0.4) * near)
    return 1 - cv2.resize(dark, (width, height), interpolation=cv2.INTER_LINEAR)  # type: ignore[no-any-return]


def _illumination(shape: tuple[int, int], recipe: PhoneRecipe, rng: Random) -> Floats:
    """(h, w, 3): all light but the sheet's own shading."""
    hard = recipe.hardness
    field = light.slope_light(shape, rng, 0.1 + 0.5 * hard) * light.vignette_field(shape, 0.25 * hard * rng.random())
    if recipe.light == "shadow":
        field = field * light.soft_shadow(shape, rng, 0.15 + 0.45 * hard)
    if recipe.light == "window":
        field = field * light.window_light(shape, rng, 0.2 + 0.4 * hard)
    if recipe.light == "lamp":
        field = field * light.slope_light(shape, rng, 0.8 + 1.2 * hard)
    colored = recipe.light == "coloured"
    colors = light.colored_lamps(shape, rng, 0.3 + 0.7 * hard if colored else 0.3 + 0.4 * hard, any_hue=colored)
    both: Floats = np.clip(field, 0.12, 1.25)[:, :, None] * colors
    return both


def _exposure(scene: Floats, shown: Floats, lit: Floats, recipe: PhoneRecipe, rng: Random) -> float:
    """The gain that a camera chooses: pages come out light, dark cards and tables not quite so."""
    size = (96, 96)
    seen = cv2.resize(scene, size, interpolation=cv2.INTER_NEAREST) * cv2.resize(lit, size)
    grey = seen @ np.array([0.114, 0.587, 0.299], np.float32)
    page = grey[cv2.resize(shown, size, interpolation=cv2.INTER_NEAREST) > 0.5]
    if not len(page):
        return 1.0
    measured, goal = float(np.quantile(page, 0.75)), rng.uniform(165, 246)
    if recipe.medium in ("card", "booklet"):
        # Print on coloured plastic: half the frame's light decides.
        measured, goal = 0.5 * measured + 0.5 * float(grey.mean()), rng.uniform(125, 185)
    if recipe.light == "dim":
        goal *= rng.uniform(0.5, 0.8)
    # Sunlit patches may reach white, print in them must stay.
    brightest = float(np.quantile(page, 0.96))
    return float(np.clip(min(goal / max(measured, 1.0), _WHITEST / max(brightest, 1.0)), 0.4, 3.5))


def _through_the_camera(photo: Image, recipe: PhoneRecipe, rng: Random) -> Image:
    """Exposure, blur, noise, the phone's own sharpening, JPEG."""
    hard = recipe.hardness
    level = np.arange(256, dtype=np.float32) / 255
    contrast = rng.uniform(0.0, 0.4)
    curve = (1 - contrast) * level + contrast * level * level * (3 - 2 * level)
    lift = rng.uniform(0, 0.14)  # stray light in small lenses
    curve = lift + curve * (rng.uniform(0.95, 1.0) - lift)
    photo = cv2.LUT(photo, np.clip(np.rint(curve * 255), 0, 255).astype(np.uint8))
    # Pictures with more pixels hold no more detail: lens and demosaicing spread over more of them.
    fine = min(1.7, max(1.0, max(photo.shape) / 1150)) if recipe.medium != "thermal" else 1.0
    photo = cv2.GaussianBlur(photo, (0, 0), fine * rng.uniform(0.35, 0.5 + 0.35 * hard))
    if rng.random() < 0.25 * hard:
        photo = optics.motion_blur(photo, rng, rng.uniform(0, 0.6) * hard)
    elif rng.random() < 0.25 * hard:
        photo = optics.defocus(photo, rng, rng.uniform(0, 0.5) * hard)
    if rng.random() < 0.35:
        photo = optics.uneven_blur(photo, rng, rng.uniform(0, 1) * hard)
    sigma = rng.uniform(1.0, 2.4 + 3.5 * hard) * (1.8 if recipe.light == "dim" else 1.0)
    photo = add_noise(photo, sigma, arrays(rng), color=rng.uniform(0.1, 0.6), grain=rng.choice((0.5, 0.8, 1.1)))
    if rng.random() < 0.6:
        photo = optics.sharpen(photo, rng, rng.uniform(0.1, 0.7 if recipe.medium != "thermal" else 1.0))
    return compressed(photo, rng.randint(round(88 - 45 * hard), 95))

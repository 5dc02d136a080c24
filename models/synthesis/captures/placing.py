"""Sheets on a table: the shape that each takes, where they lie, what their outline is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Transform
from docfields.models.synthesis.truth import Medium

from .camera import View
from .light import Lamp, shading, wrinkles
from .opencv import cv2
from .pictures import arrays, paper_color, smooth_noise, to_bytes
from .surface import Bend, Crease, Sheet, facets, flat, grid_shape, lay, swell

Floats = NDArray[np.float32]
Size = tuple[int, int]
Shape = Literal["flat", "curl", "fold", "crumpled", "rolled", "booklet"]

SHAPES: tuple[Shape, ...] = ("flat", "curl", "fold", "crumpled", "rolled", "booklet")

EDGE_ON = 0.3
"""Least cosine between sheet and view: beyond it print cannot be read and a sheet may hide part of itself."""

_WRINKLE_NODES = 2
"""Points of a sheet's shading between its nodes."""

CARD_RADIUS_MM = 3.18
"""Of the corners of cards after ISO/IEC 7810 ID-1; passports' are alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A sheet to be photographed. image: what is on it, which may be more than the page given (a booklet's two
    leaves). placing: the page given -> image; page_size: of the page given. mask: (H, W) uint8 outline of the sheet."""

    image: Image
    mask: NDArray[np.uint8]
    sheet: Sheet
    placing: Transform
    page_size: Size

    @property
    def size(self) -> Size:
        return self.image.shape[1], self.image.shape[0]

    def framed(self) -> Floats:
        """The nodes that show the page given: (rows, columns, 3)."""
        share = self.placing.matrix[1, 2] / self.size[1], self.page_size[1] / self.size[1]
        rows = self.sheet.points.shape[0]
        top = int(share[0] * (rows - 1))
        return self.sheet.points[top : top + int(np.ceil(share[1] * (rows - 1))) + 1]


def place(
    images: Sequence[Image], shape: Shape, medium: Medium, hardness: float, gain: float, dpi: float, rng: Random
) -> list[Piece]:
    """One piece for each page; several lie below or beside one another, each turned a little.

    gain: 0 to 1, flattens the sheet without drawing another one.
    """
    pieces = [_piece(image, shape, medium, hardness, gain, dpi, rng) for image in images]
    if len(pieces) == 1:
        return pieces
    beside = pieces[0].size[0] < pieces[0].size[1]
    laid, edge = [], 0.0
    for piece in pieces:
        angle = rng.gauss(0, 4 + 8 * hardness)
        sheet = piece.sheet.moved(angle, 0, 0)
        low, high = (getattr(sheet.points.reshape(-1, 3), end)(axis=0) for end in ("min", "max"))
        slack = rng.uniform(0.03, 0.15) * max(piece.size)
        stray = rng.uniform(-0.1, 0.1) * max(piece.size)
        along, start = (edge - low[0], 0) if beside else (edge - low[1], 1)
        sheet = sheet.moved(0, *((along, stray) if beside else (stray, along)))
        edge += float(high[start] - low[start]) + slack
        laid.append(Piece(piece.image, piece.mask, sheet, piece.placing, piece.page_size))
    return laid


def is_visible(sheet: Sheet, view: View) -> bool:
    """Whether the whole sheet is seen, nowhere edge-on."""
    camera = view.target + view.direction() * view.distance
    ray = camera.astype(np.float32) - sheet.points
    ray /= np.linalg.norm(ray, axis=-1, keepdims=True)
    facing = np.sum(ray * sheet.normals, axis=-1)
    return bool(facing.min() > 0.4 * EDGE_ON and np.quantile(facing, 0.004) > EDGE_ON)


def scale_of(sheet: Sheet, view: View, size: Size) -> float:
    """Picture pixels a page pixel, over the whole sheet."""
    corners = view.project(sheet.points[[0, 0, -1, -1], [0, -1, -1, 0]])
    x, y = corners[:, 0], corners[:, 1]
    area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    return float(np.sqrt(max(area, 1.0) / (size[0] * size[1])))


def shade(piece: Piece, shape: Shape, lamp: Lamp, hardness: float, rng: Random) -> Floats:
    """(h, w): light on the sheet, finer than its nodes where it is crumpled: small dents show too."""
    generator = arrays(rng)
    rows, columns = piece.sheet.points.shape[:2]
    if rows <= 2:
        return 1 + 0.012 * smooth_noise((64, 64), 8, generator)
    worn = shading(piece.sheet, lamp, rng.uniform(0.2, 0.6 + 0.4 * hardness))
    if shape not in ("crumpled", "rolled"):
        return worn * (1 + 0.004 * smooth_noise((rows, columns), 12, generator))
    fine = (rows * _WRINKLE_NODES, columns * _WRINKLE_NODES)
    slope = (0.03 + 0.19 * hardness) if shape == "crumpled" else 0.01 + 0.06 * hardness
    wrinkled = wrinkles(fine, lamp, slope * rng.uniform(0.7, 1.2), generator)
    both: Floats = cv2.resize(worn, (fine[1], fine[0]), interpolation=cv2.INTER_LINEAR) * wrinkled
    return both


def _piece(image: Image, shape: Shape, medium: Medium, hardness: float, gain: float, dpi: float, rng: Random) -> Piece:
    page_size = (image.shape[1], image.shape[0])
    whole, placing = _open_booklet(image, rng) if shape == "booklet" else (image, Transform())
    size = (whole.shape[1], whole.shape[0])
    mask = outline(size, medium, dpi, rng)
    return Piece(whole, mask, _bent(size, shape, medium, hardness, gain, rng), placing, page_size)


def _bent(size: Size, shape: Shape, medium: Medium, hardness: float, gain: float, rng: Random) -> Sheet:
    generator = arrays(rng)
    if shape == "flat" and medium in ("card", "booklet"):
        return flat(size)
    if shape == "flat":
        return lay(size, None, (), swell(size, generator, cell=max(size) / 4, slope=(0.006 + 0.02 * hardness) * gain))
    upright = 90.0 if size[1] > size[0] else 0.0
    if shape == "curl":
        form = rng.choice(("arch", "arch", "cup", "end", "wave"))
        axis = rng.choice((0.0, 90.0, rng.uniform(0, 180)))
        slope = (12 + 36 * hardness) * (0.45 if form == "wave" else 1.0) * gain
        bend = Bend(form, axis, slope, rng.uniform(0.3, 0.7), rng.uniform(0.4, 0.9))
        return lay(size, bend, (), swell(size, generator, cell=max(size) / 4, slope=0.03 * gain))
    if shape == "rolled":
        form = rng.choice(("roll", "roll", "end", "arch", "cup", "wave"))
        slope = (18 + 34 * hardness) * (0.5 if form == "wave" else 1.0) * gain
        bend = Bend(form, upright + rng.gauss(0, 4), slope, rng.uniform(0.35, 0.65), rng.uniform(0.3, 0.5))
        uneven = swell(size, generator, cell=min(size) / 1.5, slope=(0.03 + 0.07 * hardness) * gain)
        folds = _folds(size, rng, rng.choice((0, 0, 1, 2)), 0.5 * hardness * gain)
        return lay(size, bend, folds, uneven)
    if shape == "booklet":
        bend = Bend("spine", upright, (16 + 22 * hardness) * gain, 0.5, rng.uniform(0.25, 0.6))
        return lay(size, bend, (), swell(size, generator, cell=min(size) / 2, slope=0.02 * gain))
    if shape == "fold":
        count = rng.choice((1, 2, 2, 3, 4))
        bend = Bend("wave", rng.uniform(0, 180), rng.uniform(2, 8) * gain, rng.random(), rng.uniform(0.8, 2))
        return lay(size, bend, _folds(size, rng, count, hardness * gain), None)
    nodes = grid_shape(size)
    spacing = size[0] / (nodes[1] - 1)
    # The whole sheet is crumpled, some parts more; large facets carry small ones.
    crumple = np.zeros(nodes, np.float32)
    for least, most, slope in (
        (3.5, 7, 0.05 + 0.16 * hardness),
        (9, 16, 0.04 + 0.17 * hardness),
        (20, 34, 0.10 * hardness),
    ):
        patches = np.clip(0.85 + 0.35 * smooth_noise(nodes, max(nodes) / 3, generator), 0.3, 1.3)
        facet = facets(
            nodes,
            spacing,
            generator,
            cell=max(size) / rng.uniform(least, most),
            slope=slope * rng.uniform(0.7, 1.1) * gain,
            rounding=rng.uniform(0.45, 0.75),
        )
        crumple += facet * patches
    bend = Bend("wave", rng.uniform(0, 180), rng.uniform(2, 12) * gain, rng.random(), rng.uniform(0.8, 2))
    creases = [
        Crease(
            rng.uniform(0, 180),
            rng.uniform(0.1, 0.9),
            rng.choice((-1, 1)) * rng.uniform(2, 4 + 12 * hardness) * gain,
            rng.uniform(3, 9),
            reach=max(size) * rng.uniform(0.02, 0.07),
            middle=rng.uniform(0.1, 0.9),
            length=rng.uniform(0.25, 1.0),
        )
        for _ in range(rng.randint(4, 5 + int(9 * hardness)))
    ]
    return lay(size, bend, creases, crumple)


def _folds(size: Size, rng: Random, count: int, strength: float) -> list[Crease]:
    """Fold lines as people fold: across the longer side in halves or thirds, then lengthwise, seldom askew."""
    upright = size[1] > size[0]
    creases, sign = [], rng.choice((-1, 1))
    for number in range(count):
        lengthwise = number >= 2 and rng.random() < 0.7
        angle = (90.0 if upright != lengthwise else 0.0) + rng.gauss(0, 1.5)
        if rng.random() < 0.18:
            angle = rng.uniform(0, 180)
        at = rng.choice((0.5, 1 / 3, 2 / 3, rng.uniform(0.2, 0.8))) + rng.gauss(0, 0.015)
        # Slopes of parallel folds add up: those of many are smaller and mostly change sides.
        slope = sign * rng.uniform(3.0, 5 + 13 * strength) * min(1.0, 8 * strength) / count**0.4
        sign = -sign if rng.random() < 0.75 else sign
        creases.append(Crease(angle, at, slope, rng.uniform(4, 16)))
    return creases


def outline(size: Size, medium: Medium, dpi: float, rng: Random) -> NDArray[np.uint8]:
    """(H, W) 255 on the sheet: round corners of cards, a receipt's saw-toothed ends."""
    width, height = size
    mask = np.full((height, width), 255, np.uint8)
    if medium in ("card", "booklet"):
        radius = int(min(CARD_RADIUS_MM / 25.4 * dpi, 0.08 * min(size)))
        mask[:] = 0
        cv2.rectangle(mask, (radius, 0), (width - 1 - radius, height - 1), 255, -1)
        cv2.rectangle(mask, (0, radius), (width - 1, height - 1 - radius), 255, -1)
        for x in (radius, width - 1 - radius):
            for y in (radius, height - 1 - radius):
                cv2.circle(mask, (x, y), radius, 255, -1, cv2.LINE_AA)
    elif medium == "thermal":
        tooth, depth = dpi / 25.4 * rng.uniform(0.8, 1.6), dpi / 25.4 * rng.uniform(0.1, 0.5)
        saw = np.abs((np.arange(width) / tooth) % 1 - 0.5) * 2 * depth
        rows = np.arange(int(depth) + 2)[:, None]
        for top in (True, False):
            if rng.random() < 0.8:
                strip = mask[: len(rows)] if top else mask[::-1][: len(rows)]
                strip[rows < saw[None, :]] = 0
    return mask


def _open_booklet(image: Image, rng: Random) -> tuple[Image, Transform]:
    """The page with the leaf above or below it, tinted and lined as passports are, and where it lies on both."""
    height, width = image.shape[:2]
    if height > width:
        return image, Transform()
    tint = 0.5 * paper_color(image) + 0.5 * np.array([225, 230, 235], np.float32)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    period = np.float32(rng.uniform(6, 14))
    waves = np.sin((y + 14 * np.sin(x / 60 + rng.random())) / period) + np.sin((x + 11 * np.sin(y / 45)) / period)
    leaf = to_bytes(tint + 5 * waves[:, :, None] * np.array([1, 0.6, 0.8], np.float32))
    above = rng.random() < 0.85
    whole = np.concatenate([leaf, image] if above else [image, leaf])
    offset = height if above else 0
    return whole, Transform(np.array([[1, 0, 0], [0, 1, offset], [0, 0, 1]], np.float64))

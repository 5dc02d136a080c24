"""Bent lines: a strip along a blob of the detector's map, laid flat for the recogniser.

On a rolled or crumpled sheet the rectangle around a line is much higher than the line and holds parts of its
neighbours. The blob itself is the line's shrunk shape, so its own middle is followed instead: a Chebyshev
polynomial through the middles of its columns, by least squares that discount outliers (reweighted, as in
https://doi.org/10.1080/03610927708827533), a straight line through its thicknesses, both ends continued along
their tangents. Cutting text along its centre line follows TextSnake, https://arxiv.org/abs/1807.01544.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray

from ..document import Image, Quad

Points = NDArray[np.float64]
"""(N, 2) of x, y."""

# A line is bent if its middle strays from a straight line by this many line heights. On pages bent by simulation
# word F1 is 0.955 at 0.2, 0.960 at 0.12 and 0.962 at 0.08, where flat photos begin to lose characters. Ends of
# different heights are no reason: on flat pages it is letters that make them.
LEAST_BEND = 0.12
# Shorter blobs, in thicknesses, tell nothing of a bend.
LEAST_ASPECT = 4.0
# A blob that fills more of its rectangle is straight: a shortcut that spares the fit for most lines.
MOST_FILLED = 0.94
# A bend takes about this many thicknesses, so that a polynomial may have one degree for each such length ...
BEND_LENGTH = 6.0
# ... up to this one: more would follow letters.
HIGHEST_DEGREE = 5
# The ends of blobs are round: this part of a thickness stays out of the fit.
ROUND_END = 0.5
# Fewer columns than this are no line.
FEWEST_COLUMNS = 8
# Columns further from the middle, in thicknesses and at least in pixels, weigh less.
OUTLIER = 0.08
OUTLIER_PIXELS = 0.5
FITS = 3
# The thickness at the ends stays between these parts of the usual one.
THINNEST, THICKEST = 0.5, 1.6
# Pixels of the map from one sample of a band to the next.
STEP = 2.0
# A band and a quad run the same way if the cosine between them is larger.
SAME_WAY = 0.5
_FRACTION_BITS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """A bent strip of text, as its two edges.

    upper, lower: (N, 2) float64 of x, y, sampled at the same places from the text's beginning to its end.
    Places along a band are shares of its length counted in local heights: where it is half as high, letters
    are half as wide.
    """

    upper: Points
    lower: Points

    def __post_init__(self) -> None:
        self.upper.flags.writeable = False
        self.lower.flags.writeable = False

    def scaled(self, scale: NDArray[np.float64], limit: NDArray[np.float64]) -> Band:
        """In a picture `scale` times as large, kept within (0, 0) and `limit`; both (2,) of x, y."""
        return Band(np.clip(self.upper * scale, 0.0, limit), np.clip(self.lower * scale, 0.0, limit))

    def along(self, quad: NDArray[np.float64]) -> Band | None:
        """This band in the reading direction of a quad; None if the quad is read across it. quad: (4, 2)."""
        middle = (self.upper + self.lower) / 2
        own, other = middle[-1] - middle[0], quad[1] - quad[0]
        shared = float(own @ other)
        if abs(shared) <= SAME_WAY * float(np.linalg.norm(own) * np.linalg.norm(other)):
            return None
        return self if shared > 0 else Band(self.lower[::-1].copy(), self.upper[::-1].copy())

    def edges(self, places: NDArray[np.float64]) -> tuple[Points, Points]:
        """Upper and lower edge at some places, each (M, 2). places: (M,) in [0, 1]."""
        run = self.run()
        return _at(places * run[-1], run, self.upper), _at(places * run[-1], run, self.lower)

    def part(self, start: float, end: float) -> Quad:
        """The quad that holds the strip between two places: along their chord, as high as the bend there needs."""
        run = self.run()
        samples = run / run[-1]
        between = samples[(samples > start) & (samples < end)]
        upper, lower = self.edges(np.concatenate([[start], between, [end]]))
        top, bottom = _outer(upper, lower), _outer(lower, upper)
        return Quad.from_array(np.array([top[0], top[1], bottom[1], bottom[0]]))

    def run(self) -> NDArray[np.float64]:
        """(N,) length up to each sample, in local heights."""
        middle = (self.upper + self.lower) / 2
        heights = np.linalg.norm(self.lower - self.upper, axis=1)
        heights = np.maximum(heights, max(1.0, THINNEST * float(np.median(heights))))  # cut off by the picture's edge
        steps = np.linalg.norm(np.diff(middle, axis=0), axis=1)
        return np.concatenate([[0.0], np.cumsum(2 * steps / (heights[1:] + heights[:-1]))])


def crop_band(image: Image, band: Band, height: int) -> Image:
    """(height, w, 3) uint8 BGR: the band laid flat, w in proportion."""
    width = max(1, round(height * float(band.run()[-1])))
    high = float(np.median(np.linalg.norm(band.lower - band.upper, axis=1)))
    shrinking = max(1, int(high / height))  # laid flat at a multiple of the height first: thin strokes survive
    columns, rows = width * shrinking, height * shrinking
    upper, lower = band.edges((np.arange(columns) + 0.5) / columns)
    down = ((np.arange(rows) + 0.5) / rows)[:, None, None]
    # OpenCV counts from the centre of the first pixel, bands from its edge.
    places = (upper + (lower - upper) * down - 0.5).astype(np.float32)  # (rows, columns, 2)
    cut = cv2.remap(image, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if shrinking > 1:
        return np.asarray(cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.asarray(cut, dtype=np.uint8)


def fit_band(contour: NDArray[Any], corners: Points, ratio: float) -> Band | None:
    """The band along a blob, in edges of the map's pixels; None where its rectangle does as well.

    contour: (N, 1, 2) int32 outline of the blob, in centres of pixels. corners: (4, 2) of the smallest rectangle around
    it. ratio: the blob grows by area * ratio / perimeter on every side (differentiable binarization,
    https://arxiv.org/abs/1911.08947: the offset D of its inference).
    """
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    sides = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    if max(sides) < FEWEST_COLUMNS or cv2.contourArea(contour) > MOST_FILLED * sides[0] * sides[1]:
        return None
    axes = _axes(across / sides[0] if sides[0] >= sides[1] else down / sides[1])
    turned = contour.reshape(-1, 2) @ axes.T
    origin = turned.min(axis=0)
    columns, middles, thicknesses = _profile(turned - origin)

    usual = float(np.median(thicknesses))
    length = float(columns[-1] - columns[0]) + 1.0
    inner = (columns >= columns[0] + ROUND_END * usual) & (columns <= columns[-1] - ROUND_END * usual)
    if length < LEAST_ASPECT * usual or np.count_nonzero(inner) < FEWEST_COLUMNS:
        return None
    columns_fitted = columns[inner]
    line, weights = _fit_line(columns_fitted, middles[inner], usual)

    distance = length * usual * ratio / (2 * (length + usual))
    if _bend(line, columns_fitted) < LEAST_BEND * (usual + 2 * distance):
        return None
    thickness = Chebyshev.fit(columns_fitted, thicknesses[inner], 1, w=weights)
    first, last = columns[0] - 0.5 - distance, columns[-1] + 0.5 + distance
    samples = np.linspace(first, last, max(FEWEST_COLUMNS, round(length / STEP)))
    inside = np.clip(samples, columns_fitted[0], columns_fitted[-1])
    slope = line.deriv()(inside)
    middle = np.column_stack([samples, line(inside) + slope * (samples - inside)])
    normal = np.column_stack([-slope, np.ones_like(slope)]) / np.hypot(slope, 1.0)[:, None]
    # Thickness was measured down the columns; across a sloping line it is less.
    thick = np.clip(thickness(inside), THINNEST * usual, THICKEST * usual) / np.hypot(slope, 1.0)
    reach = normal * (thick * (0.5 + distance / usual))[:, None]
    return Band((middle - reach + origin) @ axes + 0.5, (middle + reach + origin) @ axes + 0.5)


def _axes(along: NDArray[np.float64]) -> NDArray[np.float64]:
    """(2, 2): the unit vectors along a line, to the right or else down, and from its upper side to its lower."""
    x, y = along.tolist()
    if x < 0 or (x == 0 and y < 0):
        x, y = -x, -y
    return np.array([[x, y], [-y, x]])


def _profile(outline: Points) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Each column of a level blob: its x, the middle of its pixels, how many they are. outline: from (0, 0) on."""
    width, height = np.ceil(outline.max(axis=0)).astype(int) + 2
    mask = np.zeros((height, width), np.uint8)
    fixed = np.round(outline * (1 << _FRACTION_BITS)).astype(np.int32)
    cv2.fillPoly(mask, [fixed], (1,), shift=_FRACTION_BITS)
    thicknesses = mask.sum(axis=0, dtype=np.int64)
    columns = np.flatnonzero(thicknesses)
    middles = (np.arange(height) @ mask.astype(np.int64))[columns] / thicknesses[columns]
    return columns.astype(np.float64), middles, thicknesses[columns].astype(np.float64)


def _fit_line(
    columns: NDArray[np.float64], middles: NDArray[np.float64], thickness: float
) -> tuple[Chebyshev, NDArray[np.float64]]:
    """The middle of a blob as a polynomial, and what each column weighs in it."""
    degree = int(np.clip(round((columns[-1] - columns[0]) / (BEND_LENGTH * thickness)), 1, HIGHEST_DEGREE))
    near = max(OUTLIER_PIXELS, OUTLIER * thickness)
    weights = np.ones_like(middles)
    for _ in range(FITS):
        used = weights
        line = Chebyshev.fit(columns, middles, degree, w=used)
        weights = 1 / np.maximum(1.0, np.abs(middles - line(columns)) / near)
    return line, weights


def _bend(line: Chebyshev, columns: NDArray[np.float64]) -> float:
    """How far a middle strays from the straight line nearest to it."""
    middle = line(columns)
    return float(np.abs(middle - Chebyshev.fit(columns, middle, 1)(columns)).max())


def _at(places: NDArray[np.float64], run: NDArray[np.float64], points: Points) -> Points:
    return np.column_stack([np.interp(places, run, points[:, axis]) for axis in (0, 1)])


def _outer(edge: Points, opposite: Points) -> Points:
    """(2, 2): the chord of an edge, moved away from the opposite edge until no point of the edge lies beyond it."""
    chord = edge[[0, -1]]
    x, y = (chord[1] - chord[0]).tolist()
    length = float(np.hypot(x, y))
    if length == 0.0:
        return chord
    outwards = np.array([-y, x]) / length
    if float((chord - opposite[[0, -1]]).sum(axis=0) @ outwards) < 0:
        outwards = -outwards
    return chord + outwards * max(0.0, float(((edge - chord[0]) @ outwards).max()))

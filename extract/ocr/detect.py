"""Where text stands: the detector's probability map and the boxes drawn from it.

Differentiable binarization, https://arxiv.org/abs/1911.08947; post-processing after PaddleOCR's DBPostProcess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.models.sessions import Session

from ..document import Image
from .band import Band, fit_band
from .tiles import MOST_PIXELS, by_tiles

# A longest side of 1,600 loses nothing against 2,000 or 3,000 pixels, 1,280 a point on photos, 960 six.
LONGEST_SIDE = 1600
# Small pictures are enlarged until their shorter side has this many pixels, as the detector's authors do.
SHORTEST_SIDE = 736
# Enlarging further only blurs; a strip of three pixels does not become a page.
LARGEST_ENLARGEMENT = 4.0
# Authors' threshold of the binarized map.
MAP_THRESHOLD = 0.3
# Mean probability within a box. Authors: 0.6, rapidocr 0.5; 0.4 finds more single digits in columns of photos.
BOX_SCORE = 0.4
# The network is trained on shrunk text; a box or a band grows by area * ratio / perimeter on every side. At 1.6 word F1
# on crumpled sheets is 0.002 lower, on 70 other receipts 0.001.
UNCLIP_RATIO = 1.5
# Blobs thinner than this on the map are specks.
SMALLEST_BLOB = 3.0
# More boxes than any page of text has: a picture of noise must not take for ever. Of one pass; tiles have theirs.
MOST_BOXES = 3000
# Joins blobs that touch by a corner only, as the authors do.
DILATION = np.ones((2, 2), np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectOptions:
    """How text is searched for; the names are those of PaddleOCR's text_det_params.

    limit_type: "min" enlarges until the shorter side has limit_side_len pixels, "max" reduces until the longer
    one has; in both cases no side is longer than max_side_limit. thresh, box_thresh: probabilities of a pixel
    and of a whole box. unclip_ratio: how far boxes grow.
    """

    limit_side_len: int = SHORTEST_SIDE
    limit_type: Literal["min", "max"] = "min"
    thresh: float = MAP_THRESHOLD
    max_side_limit: int = LONGEST_SIDE
    box_thresh: float = BOX_SCORE
    unclip_ratio: float = UNCLIP_RATIO


DEFAULTS = DetectOptions()


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A rectangle of text. corners: (4, 2) float64, clockwise from the corner that is top left on the picture.

    band: the text within it, if that is bent.
    """

    corners: NDArray[np.float64]
    score: float
    band: Band | None = None

    @property
    def width(self) -> float:
        """Length of the upper side."""
        return float(np.linalg.norm(self.corners[1] - self.corners[0]))

    @property
    def height(self) -> float:
        """Length of the left side."""
        return float(np.linalg.norm(self.corners[3] - self.corners[0]))


def detect(image: Image, session: Session, options: DetectOptions = DEFAULTS) -> list[Box]:
    """Boxes in pixels of the image, in no order that means anything."""
    height, width = image.shape[:2]
    probability = text_probability(image, session, options)
    scale = np.array([width / probability.shape[1], height / probability.shape[0]])
    limit = np.array([width, height], dtype=np.float64)
    boxes = []
    for box in boxes_from_map(probability, options):
        corners = np.clip(box.corners * scale, 0.0, limit)
        boxes.append(Box(corners, box.score, box.band and box.band.scaled(scale, limit)))
    return [box for box in boxes if min(box.width, box.height) > 1.0]


def text_probability(image: Image, session: Session, options: DetectOptions = DEFAULTS) -> NDArray[np.float32]:
    """(h, w) float32 in [0, 1] at the detector's size of the image."""
    height, width = detection_size(image.shape[0], image.shape[1], session.weights.stride, options)
    interpolation = cv2.INTER_AREA if height < image.shape[0] else cv2.INTER_LINEAR
    resized = np.asarray(cv2.resize(image, (width, height), interpolation=interpolation), np.uint8)
    return by_tiles(resized, lambda part: _run(part, session))


def _run(resized: Image, session: Session) -> NDArray[np.float32]:
    weights = session.weights
    batch = cv2.dnn.blobFromImage(
        resized, scalefactor=1 / (255 * weights.std), mean=(255 * weights.mean,) * 3, swapRB=False
    )
    probability: NDArray[np.float32] = session.run(np.asarray(batch, np.float32))[0, 0]
    return probability


def detection_size(height: int, width: int, stride: int, options: DetectOptions = DEFAULTS) -> tuple[int, int]:
    """Height and width for the detector, multiples of its stride."""
    if options.limit_type == "min":
        scale = max(1.0, min(options.limit_side_len / min(height, width), LARGEST_ENLARGEMENT))
    else:
        scale = min(1.0, options.limit_side_len / max(height, width))
    scale = min(scale, options.max_side_limit / max(height, width))
    return (
        max(stride, round(height * scale / stride) * stride),
        max(stride, round(width * scale / stride) * stride),
    )


def boxes_from_map(probability: NDArray[np.float32], options: DetectOptions = DEFAULTS) -> list[Box]:
    """Boxes in pixels of the map (edges, not centres: a map of w columns reaches from 0 to w)."""
    mask = cv2.dilate((probability > options.thresh).astype(np.uint8), DILATION)
    contours, hierarchy = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    boxes: list[Box] = []
    if hierarchy is None:
        return boxes
    most = MOST_BOXES * max(1, probability.size // MOST_PIXELS)
    for contour, (_, _, _, parent) in zip(contours, hierarchy.reshape(-1, 4), strict=True):
        if parent >= 0:  # a hole in a blob
            continue
        rectangle = cv2.minAreaRect(contour)
        if min(rectangle[1]) < SMALLEST_BLOB:
            continue
        corners = upper_left_first(cv2.boxPoints(rectangle).astype(np.float64))
        band = fit_band(contour, corners, options.unclip_ratio)
        # Much of the rectangle around a bent blob is paper, which says nothing of how sure the text is.
        score = mean_within(probability, corners if band is None else contour.reshape(-1, 2))
        if score < options.box_thresh:
            continue
        boxes.append(Box(grow(corners + 0.5, options.unclip_ratio), round(score, 4), band))
        if len(boxes) == most:
            break
    return boxes


def upper_left_first(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same rectangle, clockwise, beginning with the left end of its upper side.

    Never by the angle that minAreaRect gives: its meaning differs between versions of OpenCV.
    """
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.array([left[0], right[0], right[1], left[1]])


def mean_within(probability: NDArray[np.float32], corners: NDArray[Any]) -> float:
    """Mean of the map within a polygon. corners: (N, 2)."""
    height, width = probability.shape
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    mask = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(probability[top : bottom + 1, left : right + 1], mask)[0])


def grow(corners: NDArray[np.float64], ratio: float) -> NDArray[np.float64]:
    """The rectangle moved outwards by area * ratio / perimeter on all sides.

    What an offset with round corners and a second minAreaRect give (PaddleOCR's unclip), without rounding.
    """
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    width, height = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    if width == 0 or height == 0:
        return corners
    distance = width * height * ratio / (2 * (width + height))
    right, below = across / width * distance, down / height * distance
    return np.array(
        [
            corners[0] - right - below,
            corners[1] + right - below,
            corners[2] + right + below,
            corners[3] - right + below,
        ]
    )

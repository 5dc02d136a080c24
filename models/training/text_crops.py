"""What the text detector is taught with: pieces of invented pages, and where the shrunk middles of their lines are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.document import Image
from docfields.models.synthesis.picture import capture_document
from docfields.models.synthesis.truth import TruthWord
from docfields.models.training.scenes import KINDS, print_for_training

SIDE = 640
"""Pixels of a piece, as the detector's authors took it."""

SHRINKING = 0.4
"""r of a line's offset area * (1 - r * r) / perimeter (https://arxiv.org/abs/1911.08947, section 3.3)."""

LETTERS = (8.0, 30.0)
"""Height that a piece's letters are brought to, in pixels: what the program chooses, and some more on both sides."""

GAP = 1.2
"""Heights of a line between two words from which on they are two pieces of text, as columns of a table are."""

UNREADABLE = 4.0
"""Lines lower than this, in pixels, count for nothing."""

PIECES = 4
"""Pieces of one page."""

TALLEST_PAGE = 4000

Polygon = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TextCrop:
    """image: (640, 640, 3) uint8 BGR. text: (640, 640), where shrunk lines are. counts: which pixels are judged."""

    image: Image
    text: NDArray[np.bool_]
    counts: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A piece of text as the detector should find it. words: their quads, (N, 4, 2), in reading order."""

    words: NDArray[np.float64]

    @property
    def height(self) -> float:
        return float(np.median(np.linalg.norm(self.words[:, 3] - self.words[:, 0], axis=1)))

    @property
    def outline(self) -> Polygon:
        """(4 N, 2): along the upper sides of the words and back along the lower ones."""
        upper = self.words[:, :2].reshape(-1, 2)
        lower = self.words[::-1, 2:].reshape(-1, 2)
        return np.concatenate([upper, lower])


def lines_of(words: Sequence[TruthWord]) -> list[TextLine]:
    """The words of one page, joined where nothing but a space is between them."""
    lines: list[list[NDArray[np.float64]]] = []
    before: TruthWord | None = None
    for word in words:
        quad = word.quad.to_array()
        if before is None or before.line != word.line or _gap(lines[-1][-1], quad) > GAP:
            lines.append([])
        lines[-1].append(quad)
        before = word
    return [TextLine(np.stack(line)) for line in lines]


def crops(seed: int, *, start: int = 0) -> Iterator[TextCrop]:
    """Pieces of pages without end, a few of each page; the pages of a seed are always the same."""
    for index in count(start):
        rng = Random(f"{seed}/page/{index}")
        [kind] = rng.choices(tuple(KINDS), tuple(KINDS.values()))
        printed = print_for_training(kind, seed, index)
        captured = capture_document(printed, "mixed", rng)
        number = rng.randrange(len(captured.pictures))
        lines = lines_of([word for word in captured.truth.words if word.page == number])
        if lines:
            for _ in range(PIECES):
                yield crop_of(captured.pictures[number].image, lines, rng)


def crop_of(image: Image, lines: Sequence[TextLine], rng: Random) -> TextCrop:
    """A piece around a line drawn at random, at a size drawn at random."""
    chosen = rng.choice(lines)
    scale = rng.uniform(*LETTERS) / max(1.0, chosen.height)
    scale = min(scale, 2.0, TALLEST_PAGE / max(image.shape[:2]))
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    resized = cv2.resize(image, None, fx=scale, fy=scale, interpolation=flags)
    room = np.array(resized.shape[1::-1], np.float64) - SIDE
    middle = chosen.outline.mean(axis=0) * scale
    corner = middle - np.array([rng.uniform(0.1, 0.9), rng.uniform(0.1, 0.9)]) * SIDE
    # Within a picture that is larger than the piece; one that is smaller lies anywhere in it.
    corner = np.round(np.clip(corner, np.minimum(room, 0), np.maximum(room, 0)))
    shift = np.array([[1, 0, -corner[0]], [0, 1, -corner[1]]])
    grey = rng.randrange(256)
    piece = cv2.warpAffine(resized, shift, (SIDE, SIDE), borderValue=(grey, grey, grey))
    moved = [TextLine(line.words * scale - corner) for line in lines]
    return TextCrop(np.asarray(piece, np.uint8), *targets(moved))


def targets(lines: Sequence[TextLine]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where shrunk lines are in a piece, and which of its pixels are judged."""
    text = np.zeros((SIDE, SIDE), np.uint8)
    ignored = np.zeros((SIDE, SIDE), np.uint8)
    for line in lines:
        outline = line.outline
        low, high = np.floor(outline.min(axis=0)).astype(int) - 2, np.ceil(outline.max(axis=0)).astype(int) + 2
        if (high <= 0).any() or (low >= SIDE).any():
            continue
        mask = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
        cv2.fillPoly(mask, [np.round(outline - low - 0.5).astype(np.int32)], 1)
        area, perimeter = float(mask.sum()), cv2.arcLength(outline.astype(np.float32), True)
        shrunk = cv2.distanceTransform(mask, cv2.DIST_L2, 3) > area * (1 - SHRINKING**2) / max(1.0, perimeter)
        _paste(ignored if line.height < UNREADABLE else text, mask if line.height < UNREADABLE else shrunk, low)
    return text > 0, (ignored == 0) | (text > 0)


def _paste(onto: NDArray[np.uint8], part: NDArray[np.uint8] | NDArray[np.bool_], corner: NDArray[np.int_]) -> None:
    first = np.maximum(corner, 0)
    last = np.minimum(corner + part.shape[::-1], SIDE)
    (left, top), (right, bottom) = first - corner, last - corner
    onto[first[1] : last[1], first[0] : last[0]] |= part[top:bottom, left:right].astype(np.uint8)


def _gap(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Heights of the line between two words; large where the second stands before the first."""
    height = float(np.linalg.norm(before[3] - before[0]))
    along = before[1] - before[0]
    along = along / max(1e-6, float(np.linalg.norm(along)))
    distance = float(((after[0] + after[3]) - (before[1] + before[2])) @ along) / 2
    return abs(distance) / max(1.0, height)

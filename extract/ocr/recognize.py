"""What a line says: crops through the CTC recogniser, each giving a sparse lattice.

SVTR-LCNet head with CTC, PP-OCRv6 small, https://github.com/PaddlePaddle/PaddleOCR.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.models.sessions import Session, Tensor
from docfields.models.weights import Weights

from ..document import Image, Lattice, Quad
from ..side_by_side import in_threads

# Crops are padded to the next of these widths and to nothing else: 320 pixels more padding change the text of
# 11 of 90 lines, so padding must never depend on which other lines a page has.
WIDTHS: tuple[int, ...] = (*range(64, 640, 32), *range(640, 1280, 64), *range(1280, 3201, 128))
# Columns a batch may have in all: larger batches are no faster on a CPU and take memory.
BATCH_COLUMNS = 2560
# Classes kept of each step; what decode needs to repair a reading is among the first.
CLASSES_KEPT = 5
# Less probable classes are not worth keeping; the best one always is.
LEAST_PROBABILITY = 1e-3


def read_vocabulary(session: Session) -> tuple[str, ...]:
    """All classes as text: the CTC blank as "", the characters of the network's metadata, the space."""
    return ("", *session.metadata["character"].splitlines(), " ")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A line's lattice. left_out: at the step where it is highest, the probability of the session's other classes."""

    lattice: Lattice
    left_out: float = 0.0


def recognize(
    crops: Sequence[Image],
    quads: Sequence[NDArray[np.float64]],
    vocabulary: Sequence[str],
    session: Session,
    *,
    beside: int = 1,
) -> list[Reading]:
    """A reading for each crop, in their order.

    crops: (48, w, 3) uint8 BGR. quads: where each was cut out, (4, 2). vocabulary: the session's first classes as
    text, the blank first and the space last; others are left out, the probabilities of these renormalised. beside:
    batches that are read at once.
    """

    def read(batch: tuple[int, list[int]]) -> list[tuple[int, Reading]]:
        width, indices = batch
        output = session.run(stacked([crops[index] for index in indices], width, session.weights))
        readings = []
        for index, probabilities in zip(indices, output, strict=True):
            padding = 1 - min(crops[index].shape[1], width) / width
            wanted, left_out = _renormalised(probabilities, len(vocabulary))
            lattice = sparse_lattice(wanted, vocabulary, Quad.from_array(quads[index]), padding)
            readings.append((index, Reading(lattice, left_out)))
        return readings

    batches = _batches([image.shape[1] for image in crops])
    readings = dict(chain.from_iterable(in_threads(read, batches, beside=beside)))
    return [readings[index] for index in range(len(crops))]


def _renormalised(probabilities: Tensor, count: int) -> tuple[Tensor, float]:
    """The first classes' probabilities among themselves, and the most that the others have at a step."""
    if probabilities.shape[1] == count:
        return probabilities, 0.0
    wanted = probabilities[:, :count]
    whole = wanted.sum(axis=1, keepdims=True)
    return wanted / np.maximum(whole, np.finfo(np.float32).tiny), 1 - float(whole.min(initial=1.0))


def ladder_width(width: int) -> int:
    """The rung for a crop; crops wider than the last are squeezed into it."""
    return WIDTHS[min(bisect_left(WIDTHS, width), len(WIDTHS) - 1)]


def _batches(widths: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    rungs: dict[int, list[int]] = {}
    for index, width in enumerate(widths):
        rungs.setdefault(ladder_width(width), []).append(index)
    for rung, indices in sorted(rungs.items()):
        size = max(1, BATCH_COLUMNS // rung)
        for start in range(0, len(indices), size):
            yield rung, indices[start : start + size]


def stacked(crops: Sequence[Image], width: int, weights: Weights) -> Tensor:
    """(N, 3, H, width) float32 as a network takes it, grey at the right; wider crops are squeezed."""
    batch = np.zeros((len(crops), 3, crops[0].shape[0], width), np.float32)
    for row, image in zip(batch, crops, strict=True):
        if image.shape[1] > width:
            image = np.asarray(cv2.resize(image, (width, image.shape[0]), interpolation=cv2.INTER_AREA), np.uint8)
        row[:, :, : image.shape[1]] = ((image.astype(np.float32) / 255 - weights.mean) / weights.std).transpose(2, 0, 1)
    return batch


def sparse_lattice(probabilities: Tensor, vocabulary: Sequence[str], quad: Quad, padding: float) -> Lattice:
    """The few best classes of each step. probabilities: (T, C) float32 after softmax, the space last."""
    steps = len(probabilities)
    best = probabilities.argmax(axis=1)
    classes = np.zeros((steps, CLASSES_KEPT), np.int32)
    kept = np.zeros((steps, CLASSES_KEPT), np.float32)
    classes[:, 0] = best
    kept[:, 0] = probabilities[np.arange(steps), best]
    rows, columns = np.nonzero(probabilities > LEAST_PROBABILITY)
    values = probabilities[rows, columns]
    # Best first within a row; equal ones by class, so that the order is always the same.
    order = np.lexsort((columns, -values, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    few = rank < CLASSES_KEPT
    classes[rows[few], rank[few]] = columns[few]
    kept[rows[few], rank[few]] = values[few]
    space = probabilities[:, -1].astype(np.float32)
    return Lattice(vocabulary, classes, np.round(kept, 4), np.round(space, 4), quad, padding)

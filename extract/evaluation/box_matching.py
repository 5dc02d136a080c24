"""Which read boxes stand for which true ones: pairs, split boxes, merged boxes, and what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..document import Quad
from .overlap import Areas, areas, shared_areas

BoxKind = Literal["right", "inaccurate", "split", "merged", "missed", "false"]

FOUND_IOU = 0.5
"""Two boxes are one from here on, as in ICDAR's robust reading competitions."""

INACCURATE_IOU = 0.2
"""Boxes of so much overlap mean the same text; below, they only touch."""

INSIDE = 0.5
"""A piece has this part of its own area in the whole."""

PIECE = 0.05
"""A piece covers this part of the whole; dust in a box does not split it. A colon among ten letters passes."""


@dataclass(frozen=True, slots=True)
class Match:
    """Boxes that stand for each other, as indices. iou: of both sides, each taken together."""

    true: tuple[int, ...]
    given: tuple[int, ...]
    iou: float

    @property
    def kind(self) -> BoxKind:
        if not self.given:
            return "missed"
        if not self.true:
            return "false"
        if len(self.given) > 1:
            return "split"
        if len(self.true) > 1:
            return "merged"
        return "right" if self.iou >= FOUND_IOU else "inaccurate"


def match_boxes(true: Sequence[Quad], given: Sequence[Quad]) -> tuple[Match, ...]:
    """Each box of both sides in exactly one match, in the order of the true ones.

    As in ICDAR 2013 (Wolf and Jolion, Object Count/Area Graphs, 2006) one box may stand for several of the
    other side. Here a group counts by the IoU of its sides, so that one threshold holds for pairs and
    groups; the best group or pair is taken first.
    """
    shared, true_areas, given_areas = shared_areas(true, given), areas(true), areas(given)
    merged = [Match(match.given, match.true, match.iou) for match in _splits(shared.T, given_areas, true_areas)]
    possible = [*_pairs(shared, true_areas, given_areas), *_splits(shared, true_areas, given_areas), *merged]
    free_true, free_given = set(range(len(true))), set(range(len(given)))
    taken = []
    for match in sorted(possible, key=lambda match: (-match.iou, match.true, match.given)):
        if free_true.issuperset(match.true) and free_given.issuperset(match.given):
            taken.append(match)
            free_true.difference_update(match.true)
            free_given.difference_update(match.given)
    taken += [Match((i,), (), 0.0) for i in free_true]
    taken += [Match((), (j,), 0.0) for j in free_given]
    return tuple(sorted(taken, key=lambda match: (not match.true, match.true, match.given)))


def count_pairs(overlaps: Areas, threshold: float) -> int:
    """How many boxes have a partner of this IoU, one to one, the best pairs first (the standard protocol).

    overlaps: (N, M) IoU. Above 0.5 and without overlaps within a side no other assignment has more pairs.
    """
    rows, columns = np.nonzero(overlaps >= threshold)
    order = np.argsort(-overlaps[rows, columns], kind="stable")
    used_rows: set[int] = set()
    used_columns: set[int] = set()
    for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if i not in used_rows and j not in used_columns:
            used_rows.add(i)
            used_columns.add(j)
    return len(used_rows)


def _pairs(shared: Areas, true_areas: Areas, given_areas: Areas) -> list[Match]:
    pairs = (
        Match((i,), (j,), _iou(shared[i, j], true_areas[i], given_areas[j]))
        for i, j in np.argwhere(shared > 0).tolist()
    )
    return [pair for pair in pairs if pair.iou >= INACCURATE_IOU]


def _splits(shared: Areas, whole_areas: Areas, piece_areas: Areas) -> list[Match]:
    """Wholes (rows) that several pieces (columns) make up."""
    inside = (shared >= INSIDE * piece_areas[None, :]) & (shared >= PIECE * whole_areas[:, None]) & (shared > 0)
    splits = []
    for whole in np.flatnonzero(inside.sum(axis=1) > 1).tolist():
        pieces = np.flatnonzero(inside[whole])
        # Pieces that lie on each other must not count twice.
        together = min(float(shared[whole, pieces].sum()), float(whole_areas[whole]))
        overlap = _iou(together, whole_areas[whole], piece_areas[pieces].sum())
        if overlap >= FOUND_IOU:
            splits.append(Match((whole,), tuple(pieces.tolist()), overlap))
    return splits


def _iou(shared: float, one: float, other: float) -> float:
    return float(shared / (one + other - shared))

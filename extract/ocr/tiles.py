"""Pictures too large for the detector's memory: overlapping tiles, whose maps are joined before boxes are drawn.

Each pixel of the map comes from the tile in which it is furthest from a seam. So a line that crosses seams is one
blob of one map, and gets one box and one band however long it is: no boxes need to be matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

import numpy as np
from numpy.typing import NDArray

from ..document import Image

# Pixels that the network sees at once (a million takes 330 MiB of memory); larger pictures are cut.
MOST_PIXELS = 1600 * 1600
# What a tile gives to the map at most, and what it sees beyond that on each side: three lines of usual text. All
# are multiples of the detector's stride, so that tiles are, too.
CORE_SIDE = 1152
MARGIN = 96
STRIDE = 32
# Grey levels: tiles without so much difference hold no text (plans are empty for the most part).
LEAST_CONTRAST = 24


def by_tiles(image: Image, find: Callable[[Image], NDArray[np.float32]]) -> NDArray[np.float32]:
    """The map of an image: at once, or of its tiles one after another.

    image: (H, W, 3) uint8, sides multiples of the detector's stride. find: gives the (h, w) map of a part.
    """
    height, width = image.shape[:2]
    if height * width <= MOST_PIXELS:
        return find(image)
    joined = np.zeros((height, width), np.float32)
    for rows, seen_rows in _cores(height):
        for columns, seen_columns in _cores(width):
            part = image[seen_rows, seen_columns]
            if int(part.max()) - int(part.min()) < LEAST_CONTRAST:
                continue
            found = find(np.ascontiguousarray(part))
            joined[rows, columns] = found[_within(rows, seen_rows), _within(columns, seen_columns)]
    return joined


def _cores(side: int) -> Iterator[tuple[slice, slice]]:
    """What each tile gives and what it sees, along one side."""
    step = STRIDE * ceil(side / (STRIDE * ceil(side / CORE_SIDE)))
    for start in range(0, side, step):
        end = min(start + step, side)
        yield slice(start, end), slice(max(0, start - MARGIN), min(side, end + MARGIN))


def _within(part: slice, whole: slice) -> slice:
    return slice(part.start - whole.start, part.stop - whole.start)

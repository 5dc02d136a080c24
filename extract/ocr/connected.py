"""Things that touch, straight or by way of others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def connected(touching: NDArray[np.bool_]) -> NDArray[np.int_]:
    """For each thing the number of its group, which is the lowest index in it. touching: (N, N), symmetric."""
    numbers = np.arange(len(touching))
    while True:
        # Every thing takes the lowest number among those it touches, until all of a group have the same.
        lowest = np.where(touching, numbers, len(numbers)).min(axis=1, initial=len(numbers))
        joined = np.minimum(numbers, lowest)
        if np.array_equal(joined, numbers):
            return numbers
        numbers = joined

"""Reading a line of a machine-readable zone with a recogniser that knows many other characters.

Only the 37 characters of a zone (and the blank) may win, and their number is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..document import Image, Lattice
from .mrz_format import ALPHABET, FILLER
from .mrz_repair import READ_AS_FILLER

BLANK = 0
"""The CTC blank's class."""


@lru_cache(maxsize=4)
def _zone_characters(vocabulary: tuple[str, ...]) -> tuple[str | None, ...]:
    """For each class the character of a zone that it stands for; "" for the blank, None for others."""
    return tuple(_zone_character(text) if index != BLANK else "" for index, text in enumerate(vocabulary))


def _zone_character(text: str) -> str | None:
    if text in READ_AS_FILLER:
        return FILLER
    return text if len(text) == 1 and text in ALPHABET else None


def read_lattice(lattice: Lattice) -> str:
    """The most probable characters of a zone: classes that a zone cannot hold do not take part."""
    meaning = _zone_characters(tuple(lattice.vocabulary))
    text, last = [], ""
    for classes, probabilities in zip(lattice.classes, lattice.probabilities, strict=True):
        best = _best(classes, probabilities, meaning)
        if best and best != last:
            text.append(best)
        last = best
    return "".join(text)


def _best(
    classes: NDArray[np.int32], probabilities: NDArray[np.float32], meaning: Sequence[str | None]
) -> str:
    sums: dict[str, float] = {}
    for index, probability in zip(classes.tolist(), probabilities.tolist(), strict=True):
        character = meaning[index]
        if character is not None and probability > 0:
            sums[character] = sums.get(character, 0.0) + probability
    return max(sums, key=lambda character: sums[character]) if sums else ""


def read_line(image: Image) -> str:
    """One cut-out line. image: (H, W, 3) uint8 BGR."""
    raise NotImplementedError

"""How hard a page is to read: pale text, and coloured marks over text.

Only what decides on a remedy is measured. Blur, noise, uneven light and colours of light are not: no picture made from
such a page was read better than the page itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ..document import Image, Line
from .paper import shares_of_paper, tiles_of

# Grey levels between ink and paper below which the detector begins to lose text.
PALE_SPAN = 32.0
# Lines read with a lower score are in doubt: nearly every second one has an error, of the others one in 35.
DOUBT = 0.98
# Colour is looked for on a picture of this longest side: stamps are thick.
COLOUR_SIDE = 600
# Difference of the largest and the smallest channel, each as a share of the paper's, that makes a pixel coloured.
COLOURED = 0.3
# Share of a line's box that must be coloured.
STAMPED_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Quality:
    """What makes a page hard to read.

    pale: share of the text, 0 to 1, whose ink is hardly darker than its paper: faded, of low contrast, in deep shadow.
    stamped: how many lines that were read with doubt stand on coloured marks, as stamps leave them.
    """

    pale: float
    stamped: int


def measure(image: Image, lines: Sequence[Line] = ()) -> Quality:
    """image: (H, W, 3) uint8 BGR. lines: what was read from it.

    Three milliseconds for two megapixels, ten more if a line is in doubt.
    """
    doubtful = [line for line in lines if line.score < DOUBT]
    return Quality(pale=_pale(image), stamped=_stamped(image, doubtful) if doubtful else 0)


def _pale(image: Image) -> float:
    tiles = tiles_of(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8))
    spans = tiles.span[tiles.text]
    return round(float(np.mean(spans < PALE_SPAN)), 4) if spans.size else 0.0


def _stamped(image: Image, lines: Sequence[Line]) -> int:
    scale = min(1.0, COLOUR_SIDE / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    smallest, largest = shares_of_paper(small)
    coloured = largest - smallest > COLOURED
    return sum(_share_within(coloured, line, scale) > STAMPED_SHARE for line in lines)


def _share_within(mask: NDArray[np.bool_], line: Line, scale: float) -> float:
    quad = line.quad
    left, top, right, bottom = (max(0, round(edge * scale)) for edge in (quad.left, quad.top, quad.right, quad.bottom))
    inside = mask[top : bottom + 1, left : right + 1]
    return float(inside.mean()) if inside.size else 0.0

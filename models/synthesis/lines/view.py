"""From a line's ink to the crop that shows it: size, slant, bend, and where each point went."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.models.synthesis.lines.faces import Ink

Points = NDArray[np.float64]
"""(N, 2) of x and y, counted from the edges of pixels."""

HALVED_FROM = 2.0
"""Ink that is made so many times smaller is halved first: thin strokes survive."""

_ROUNDS = 4
"""Fixed-point rounds from ink to crop; slants are small, so that each round gains two digits."""


@dataclass(frozen=True, slots=True)
class View:
    """What of a canvas of ink a picture of (height, width) pixels shows.

    left, top: of the canvas at the picture's upper left corner. scale: pixels of the canvas in one of the picture,
    down; across it is scale / stretch. slant: how far a pixel further up leans to the right (italics).
    sag: pixels that the middle of the line hangs lower than its ends. tilt: pixels that its right end lies lower.
    taper: by how much more the right end is seen enlarged than the left, as a share; bow: the same along the line.
    """

    height: int
    width: int
    left: float
    top: float
    scale: float
    stretch: float = 1.0
    slant: float = 0.0
    sag: float = 0.0
    tilt: float = 0.0
    taper: float = 0.0
    bow: float = 0.0

    def look(self, ink: Ink) -> Ink:
        """(height, width): the canvas as this view shows it; nothing is printed outside of it."""
        if self.scale >= HALVED_FROM:
            halved = cv2.resize(ink, (ink.shape[1] // 2, ink.shape[0] // 2), interpolation=cv2.INTER_AREA)
            return replace(self, left=self.left / 2, top=self.top / 2, scale=self.scale / 2).look(
                np.asarray(halved, np.uint8)
            )
        x = np.arange(self.width, dtype=np.float32) + np.float32(0.5)
        y = np.arange(self.height, dtype=np.float32)[:, None] + np.float32(0.5)
        down = (y - self._middle - self._bend(x)) * self._enlarged(x)
        rows = down * np.float32(self.scale) + np.float32(self.top + self._middle * self.scale - 0.5)
        leaning = (y - self._middle) * np.float32(self.slant * self.scale / self.stretch)
        columns = self._across(x)[None, :].astype(np.float32) + leaning - np.float32(0.5)
        seen = cv2.remap(ink, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
        return np.asarray(seen, np.uint8)

    def place(self, points: Points) -> Points:
        """Where points of the canvas lie in the picture."""
        x = np.arange(-self.height, self.width + self.height + 1, dtype=np.float64)
        across = self._across(x)
        column, row = points[:, 0], points[:, 1]
        place = np.interp(column, across, x)
        for _ in range(_ROUNDS):
            rise = (row - self.top - self._middle * self.scale) / (self.scale * self._enlarged(place))
            high = rise + self._bend(place)
            place = np.interp(column - high * self.slant * self.scale / self.stretch, across, x)
        return np.stack([place, high + self._middle], axis=1)

    @property
    def _middle(self) -> float:
        return self.height / 2

    def _bend(self, x: NDArray[np.floating]) -> NDArray[np.floating]:
        """How much lower the line lies at x."""
        along = x / self.width - 0.5
        bend: NDArray[np.floating] = self.sag * (0.5 - 4 * along * along) + self.tilt * along
        return bend

    def _enlarged(self, x: NDArray[np.floating]) -> NDArray[np.floating]:
        """Rows of ink in a row of the picture at x, relative to the whole."""
        return 1 - self.taper * (x / self.width - 0.5)

    def _across(self, x: NDArray[np.floating]) -> NDArray[np.floating]:
        """The canvas's column at x, at the middle of the picture's height."""
        bowed = x + self.bow * x * (1 - x / self.width)
        across: NDArray[np.floating] = self.left + bowed * (self.scale / self.stretch)
        return across

"""Digits of seven segments, as scales, meters, pumps and clocks show them."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np

from docfields.models.synthesis.lines.faces import Glyph

_LIT = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc",
    "8": "abcdefg", "9": "abcdfg", "-": "g",
}  # fmt: skip
"""a: top, then clockwise; g: the middle."""

ALL_LIT = "8"
_SHIFT = 4  # binary places of cv2's fixed-point corners


class SegmentFace:
    """A display's digits, of one shape. em: pixels of a digit's height."""

    def __init__(self, rng: Random, size: int) -> None:
        self.em = size
        self.ascent, self.descent = 1.0, 0.0
        self.grid = True
        self.width = rng.uniform(0.48, 0.62) * size
        self.thick = rng.uniform(0.09, 0.17) * size
        self.crack = rng.uniform(0.008, 0.025) * size
        self.slant = rng.choice((0.0, rng.uniform(0.04, 0.16)))
        self.pointed = rng.uniform(0.2, 1.0)
        self.gap = rng.uniform(0.16, 0.3) * size
        self.split = rng.random() < 0.2  # the stroke of a 7 on the left side is lit
        self._glyphs: dict[str, Glyph | None] = {}

    def glyph(self, character: str) -> Glyph | None:
        if character not in self._glyphs:
            self._glyphs[character] = self._drawn(character)
        return self._glyphs[character]

    def kerning(self, left: str, right: str) -> float:
        return 0.0

    def _drawn(self, character: str) -> Glyph | None:
        if character == " ":
            return Glyph(np.zeros((0, 0), np.uint8), 0, 0, self.width + self.gap)
        if character in ".:,":
            return self._dots(character)
        if character not in _LIT:
            return None
        lit = _LIT[character] + ("f" if character == "7" and self.split else "")
        height = self.em
        ink = np.zeros((height, int(self.width + self.slant * height) + 2), np.uint8)
        for name in lit:
            self._segment(ink, name)
        return Glyph(ink, int(self.gap / 2), height, self.width + self.gap)

    def _dots(self, character: str) -> Glyph:
        side = max(2, round(self.thick * 1.15))
        rows = (0.25, 0.68) if character == ":" else (1 - side / self.em,)
        ink = np.zeros((self.em, side + 2 + int(self.slant * self.em)), np.uint8)
        for row in rows:
            top = int(row * self.em)
            left = int(self.slant * (self.em - top))
            ink[top : top + side, left : left + side] = 255
        return Glyph(ink, int(self.gap / 3), self.em, side + 0.7 * self.gap)

    def _segment(self, ink: np.ndarray[tuple[int, int], np.dtype[np.uint8]], name: str) -> None:
        half, right, bottom = self.thick / 2, self.width - self.thick / 2, self.em - self.thick / 2
        middle = self.em / 2
        ends = {
            "a": (half, half, right, half), "g": (half, middle, right, middle), "d": (half, bottom, right, bottom),
            "f": (half, half, half, middle), "b": (right, half, right, middle),
            "e": (half, middle, half, bottom), "c": (right, middle, right, bottom),
        }[name]  # fmt: skip
        start, end = np.array(ends[:2]), np.array(ends[2:])
        along = (end - start) / np.linalg.norm(end - start)
        across = np.array([-along[1], along[0]]) * half
        start, end = start + along * self.crack, end - along * self.crack
        tip = along * half * self.pointed
        corners = np.array(
            [start, start + tip + across, end - tip + across, end, end - tip - across, start + tip - across]
        )
        corners[:, 0] += self.slant * (self.em - corners[:, 1])
        cv2.fillPoly(ink, [np.rint(corners * 2**_SHIFT).astype(np.int32)], 255, cv2.LINE_AA, _SHIFT)

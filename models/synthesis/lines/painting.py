"""From ink and a look to the picture: ground, rules, ink or relief, light, damage, noise, compression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

import cv2
import numpy as np

from docfields.document import Image
from docfields.models.synthesis.captures import damaged, relief
from docfields.models.synthesis.captures.pictures import compressed, to_bytes
from docfields.models.synthesis.captures.print_faults import dot_matrix
from docfields.models.synthesis.lines import scene
from docfields.models.synthesis.lines.faces import Face, Ink
from docfields.models.synthesis.lines.framing import ASIDE
from docfields.models.synthesis.lines.look import Look
from docfields.models.synthesis.lines.segments import ALL_LIT, SegmentFace
from docfields.models.synthesis.lines.setting import Setting
from docfields.models.synthesis.lines.view import View

_CARD_WIDTH = 20.0
"""Of a bank card, as a multiple of its raised digits' height: ISO/IEC 7811-1."""

_DIGIT_HEIGHT = 0.7  # ems
_LEAST_PITCH = 1.6  # pixels between the needles' dots; finer ones are not seen as dots

_FINE = (
    "defocus",
    "motion_blur",
    "low_resolution",
    "ink_spread",
    "worn_print",
    "halftone",
    "sharpen",
    "bleed_through",
    "copied",
)
"""Damages whose strength is made for letters of usual size."""

_GROUNDS: Mapping[str, Callable[[scene.Floats, Random, float], scene.Floats]] = {
    "plain": lambda paper, rng, contrast: paper,
    "mottled": lambda paper, rng, contrast: scene.mottled(paper, rng, contrast / 8),
    "guilloche": scene.guilloche,
    "art": scene.art,
}

_OWN_DAMAGES: Mapping[str, Callable[[Image, Random, float], Image]] = {
    "copied": scene.copied,
    "struck": scene.struck,
    "binarised": lambda image, rng, strength: scene.binarised(image, rng),
}


def paint(rng: Random, look: Look, setting: Setting, view: View, face: Face, rules: Ink | None) -> Image:
    shape = (view.height, view.width)
    paper = _GROUNDS[look.ground](scene.plain(shape, look.paper), rng, look.contrast)
    if isinstance(face, SegmentFace) and rng.random() < 0.6:
        ghost = view.look(_all_lit(setting, face))
        paper = scene.printed(paper, ghost, look.ink, rng.uniform(0.02, 0.1))
    if rules is not None:
        paper = scene.printed(paper, view.look(rules), look.ink, rng.uniform(0.4, 1))
    ink = view.look(setting.ink)
    if look.raised:
        picture = _embossed(rng, to_bytes(paper), ink, setting.em / view.scale)
    else:
        picture = to_bytes(scene.printed(paper, ink, look.ink, look.cover, look.weight))
    if look.pitch:
        picture = dot_matrix(
            picture, rng, rng.uniform(0.1, 0.9), max(_LEAST_PITCH, _DIGIT_HEIGHT * setting.em / view.scale / look.pitch)
        )
    if look.light:
        picture = to_bytes(scene.shaded(picture.astype(np.float32), rng, look.light))
    fine = min(1.0, max(0.1, (view.height - 2 * ASIDE - 8) / 24))
    for name, strength in look.damages:
        picture = _damaged(picture, rng, name, strength * fine if name in _FINE else strength)
    if look.noise:
        picture = scene.grained(picture, rng, look.noise)
    return compressed(picture, look.jpeg) if look.jpeg else picture


def _damaged(picture: Image, rng: Random, name: str, strength: float) -> Image:
    if name in _OWN_DAMAGES:
        return _OWN_DAMAGES[name](picture, rng, strength)
    return damaged(picture, ((name, strength),), rng)


def _embossed(rng: Random, card: Image, ink: Ink, em: float) -> Image:
    """Relief is made for a whole card, so the crop is laid onto one as wide."""
    width = ink.shape[1]
    whole = max(width, round(_DIGIT_HEIGHT * em * _CARD_WIDTH))
    room = whole - width
    start = room // 2
    wide = cv2.copyMakeBorder(card, 0, 0, start, room - start, cv2.BORDER_REPLICATE)
    mask = cv2.copyMakeBorder(ink, 0, 0, start, room - start, cv2.BORDER_CONSTANT, value=0)
    raised = relief(np.asarray(wide, np.uint8), mask.astype(np.float32) / 255, rng)
    return np.ascontiguousarray(raised[:, start : start + width])


def _all_lit(setting: Setting, face: SegmentFace) -> Ink:
    """The display with each segment of each digit lit."""
    lit = np.zeros_like(setting.ink)
    glyph = face.glyph(ALL_LIT)
    digits = (mark for mark in setting.text if mark != " ")
    for mark, pen in zip(digits, setting.pens, strict=True):
        if glyph is not None and mark not in ".:,":
            row, column = setting.baseline - glyph.top, round(pen) + glyph.left
            lit[row : row + glyph.ink.shape[0], column : column + glyph.ink.shape[1]] = glyph.ink
    return lit

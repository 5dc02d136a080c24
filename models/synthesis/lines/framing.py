"""How a crop frames its line: margins, slant and bend, rules in the margins, and whether people can read it."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

import numpy as np

from docfields.models.synthesis.lines.faces import Face, Ink
from docfields.models.synthesis.lines.look import Look
from docfields.models.synthesis.lines.setting import Setting
from docfields.models.synthesis.lines.view import View

READ_HEIGHT = 48
"""Pixels to which the recogniser scales a crop,"""

STEP = 8
"""and columns that it sees as one step: each character needs one, and one between two equal ones."""

ASIDE = 7
"""Pixels around a crop that are damaged with it: blur and JPEG blocks know nothing of its border."""

_WIDEST = 42
"""Times its height; wider lines are split by the detector or not worth a batch."""

_LEAST_EM = 7.5  # pixels; smaller letters are not read by people either
_LEAST_LETTER = 3.3  # pixels of a crop that a character has, on average
_LEAST_RULED = 4  # characters; beside fewer, an upright rule is taken for one of them
_STEPS_USED = 0.95
_RUN = re.compile(r"(.)\1{2,}")
"""Three or more equal characters: each but the last takes two steps, and the last may share one with what follows."""


def draw_frame(rng: Random, look: Look, setting: Setting, face: Face) -> tuple[View, Ink | None]:
    """Where the crop's sides lie, and the rules in its margins."""
    em, baseline = setting.em, setting.baseline
    full = rng.random()
    if setting.bottom - setting.top < 0.45 * em:
        full = max(full, 0.6)
    top = min(setting.top, setting.top + full * (baseline - face.ascent * em - setting.top))
    bottom = max(setting.bottom, setting.bottom + full * (baseline + face.descent * em - setting.bottom))
    line = bottom - top
    above, below = (
        line * look.margin * (rng.random() if look.margin <= 0.3 else rng.uniform(0.4, 1)) for _ in range(2)
    )
    height = max(10, round(look.height))
    sag, tilt = (rng.uniform(-1, 1) * look.bend * height for _ in range(2))
    sag = sag if rng.random() < 0.6 else 0.0
    loss = min(abs(sag) + 0.8 * abs(tilt), 0.3 * height)
    scale = (line + above + below) / (height - loss)
    left, right = (rng.uniform(0.04, 0.32) * height + abs(look.slant) * 0.4 * height for _ in range(2))
    start, end = setting.edges[0], setting.edges[-1]
    width = max(6, round((end - start) * look.stretch / scale + left + right))
    view = View(
        height=height + 2 * ASIDE,
        width=width + 2 * ASIDE,
        left=start - (left + ASIDE) * scale / look.stretch,
        top=top - above - (loss / 2 + ASIDE) * scale,
        scale=scale,
        stretch=look.stretch,
        slant=look.slant,
        sag=sag,
        tilt=tilt,
        taper=rng.uniform(-1.2, 1.2) * look.bend,
        bow=rng.uniform(-0.8, 0.8) * look.bend,
    )
    sides = (start - 0.5 * left * scale / look.stretch, end + 0.5 * right * scale / look.stretch)
    rows = (top - above * rng.uniform(0.3, 0.9), bottom + below * rng.uniform(0.3, 0.9))
    return view, _draw_rules(rng, look, setting, scale, sides, rows) if look.rules else None


def _draw_rules(
    rng: Random, look: Look, setting: Setting, scale: float, sides: tuple[float, float], rows: tuple[float, float]
) -> Ink:
    """Lines of a form or table in the margins. sides, rows: where they run on the canvas."""
    rules = np.zeros_like(setting.ink)
    thick = max(1, round(scale * rng.choice((0.8, 1, 1, 1.6, 2.5))))
    start, end = (int(side) for side in sides)
    for name in look.rules:
        if name == "under":
            row = setting.baseline + int(setting.em * rng.uniform(0.1, 0.2))
            rules[row : row + thick, int(setting.edges[0]) : int(setting.edges[-1])] = 255
        elif name in ("above", "below"):
            row = int(rows[name == "below"])
            columns = slice(None) if rng.random() < 0.7 else slice(max(0, start), end)
            rules[max(0, row) : max(0, row + thick), columns] = 255
        elif len(setting.text) >= _LEAST_RULED:
            column = max(0, start if name == "left" else end)
            rules[:, column : column + max(1, round(thick / look.stretch))] = 255
    return rules


def is_readable(setting: Setting, view: View) -> bool:
    """Whether people can tell its letters, and a recogniser has the steps to spell them."""
    height, width = view.height - 2 * ASIDE, view.width - 2 * ASIDE
    if width > _WIDEST * height or setting.em / view.scale < _LEAST_EM or width / len(setting.text) < _LEAST_LETTER:
        return False
    columns = READ_HEIGHT / height
    steps = width * columns / STEP
    text = setting.text
    if len(text) + sum(one == other for one, other in pairwise(text)) > _STEPS_USED * steps:
        return False
    edges = setting.edges * view.stretch / view.scale * columns
    runs = [(run.start(), run.end()) for run in _RUN.finditer(text)]
    return all((2 * (end - start) - 2) * STEP <= edges[end] - edges[start] for start, end in runs)

"""How a line looks, and the plain page that most other looks start from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis.lines import texts
from docfields.models.synthesis.lines.scene import Color, tinted
from docfields.models.synthesis.lines.setting import UNSPACED, Spacing

Ground = Literal["plain", "mottled", "guilloche", "art"]
Rule = Literal["under", "above", "below", "left", "right"]
Damages = tuple[tuple[str, float], ...]

PAGE_STYLES = ("sans",) * 9 + ("serif",) * 5 + ("mono",) * 2 + ("slab", "condensed", "condensed")


@dataclass(frozen=True, slots=True)
class Look:
    """texts: draws what the line says. height: of the crop, pixels. style: names of fonts.families.

    stretch: width of letters against their usual one. slant: of upright letters made italic, tan of the angle.
    cover: share of the paper's colour that ink takes away. weight: see scene.printed. contrast: of the ground, grey
    levels. bend: of the line, and its perspective, as a share of the crop's height. light: unevenness, 0 to 1.
    margin: above and below at most, as a share of the line's height. noise: grey levels.
    """

    texts: Callable[[Random], str]
    styles: Sequence[str]
    height: float
    paper: Color
    ink: Color
    bold: bool = False
    italic: bool = False
    spacing: Spacing = UNSPACED
    stretch: float = 1.0
    slant: float = 0.0
    ground: Ground = "plain"
    contrast: float = 0.0
    cover: float = 1.0
    weight: float = 1.0
    bend: float = 0.0
    light: float = 0.0
    margin: float = 0.25
    neighbours: bool = False
    rules: tuple[Rule, ...] = ()
    damages: Damages = ()
    noise: float = 0.0
    jpeg: int | None = None
    raised: bool = False
    pitch: float | None = None


def plain(rng: Random) -> Look:
    """Dark print on light paper, hardly damaged."""
    return Look(
        texts=texts.draw_text,
        styles=PAGE_STYLES,
        height=between(rng, 19, 32, 60),
        paper=tinted(rng.uniform(226, 255), rng.random(), rng.choice((0, 0, rng.uniform(0, 0.12)))),
        ink=dark(rng),
        bold=rng.random() < 0.2,
        italic=rng.random() < 0.08,
        spacing=Spacing(
            tracking=rng.choice((0, 0, 0, 0, rng.uniform(-0.015, 0.06))),
            word_gap=rng.choice((1, 1, 1, rng.uniform(0.6, 1), rng.uniform(1, 2))),
        ),
        stretch=rng.choice((1, 1, 1, rng.uniform(0.85, 1.15))),
        weight=rng.uniform(0.75, 1.25),
        bend=rng.choice((0, rng.uniform(0, 0.04))),
        neighbours=rng.random() < 0.2,
        rules=some_rules(rng) if rng.random() < 0.06 else (),
        noise=rng.choice((0, 0, rng.uniform(0, 4))),
        jpeg=rng.randint(60, 95) if rng.random() < 0.5 else None,
    )


def between(rng: Random, low: float, usual: float, high: float) -> float:
    return rng.triangular(low, high, usual)


def dark(rng: Random, most: float = 55) -> Color:
    return tinted(rng.uniform(0, most), rng.random(), rng.choice((0, 0, 0, rng.uniform(0, 0.6))))


def some(rng: Random, options: Sequence[tuple[str, float]], share: float, least: float = 0.0) -> Damages:
    """None, or one to three damages, in their order, each at most as strong as given, and at least that share of it."""
    if rng.random() >= share:
        return ()
    count = rng.choice((1, 1, 2, 2, 3))
    chosen = sorted(rng.sample(range(len(options)), min(count, len(options))))
    return tuple((options[index][0], options[index][1] * rng.uniform(least, 1)) for index in chosen)


def some_rules(rng: Random) -> tuple[Rule, ...]:
    """Lines of a table or form around the text."""
    return rng.choice(
        (
            ("under",),
            ("below",),
            ("above",),
            ("above", "below"),
            ("left",),
            ("right",),
            ("left", "right"),
            ("above", "below", "left", "right"),
            ("below", "left"),
            ("above", "right"),
        )
    )

"""Colours of documents, and how colours mix ("#rrggbb")."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from random import Random

GREYS = ("#444a50", "#33383d", "#5a5f66")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one document ("#rrggbb").

    paper, tint: ends of the ground's gradient. lines: of the fine print. accent: of titles and bands.
    label, ink: of the small labels and of the values.
    """

    paper: str
    tint: str
    lines: tuple[str, str]
    accent: str
    label: str
    ink: str


def mix(first: str, second: str, share: float) -> str:
    """share: of the second colour."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def channels(color: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def from_hue(hue: float, saturation: float, lightness: float) -> str:
    """hue: in turns; saturation, lightness: 0 to 1."""
    return "#" + "".join(f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue % 1, lightness, saturation))


def draw_palette(rng: Random) -> Palette:
    """Pale paper with two or three hues, as documents of states have."""
    hue = rng.random()
    other = hue + rng.choice((0.08, -0.08, 0.16, -0.16, 0.33, 0.5, 0.45))
    grey = rng.random() < 0.12
    strength = 0.08 if grey else rng.uniform(0.3, 0.75)
    accent = from_hue(hue, rng.uniform(0.35, 0.8), rng.uniform(0.2, 0.36))
    tinted = rng.random() < 0.6
    return Palette(
        paper=from_hue(hue, strength, rng.uniform(0.88, 0.955)),
        tint=from_hue(other, strength, rng.uniform(0.83, 0.94)),
        lines=(
            from_hue(hue, strength, rng.uniform(0.66, 0.8)),
            from_hue(other, strength, rng.uniform(0.66, 0.82)),
        ),
        accent=accent,
        label=mix(accent, "#ffffff", rng.uniform(0, 0.18)) if tinted else rng.choice(GREYS),
        ink=rng.choice(("#101010", "#141820", "#1a1a1a", "#0d1524", "#232323")),
    )

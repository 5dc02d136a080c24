"""Grounds of bank cards as SVG: gradients, brushed metal, facets, rings, landscapes, skies, weaves."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from docfields.models.synthesis.pages.palettes import from_hue, mix
from docfields.models.synthesis.pages.security_print import TAU, Point, linear_gradient, picture, stroke, trace


@dataclass(frozen=True, slots=True)
class CardColors:
    """first, second: ends of the ground's gradient. ink: of print that can be read on it. soft: of small print.

    foil: of the tips of raised characters. dark: whether the ground is.
    """

    first: str
    second: str
    third: str
    ink: str
    soft: str
    foil: str
    dark: bool


def draw_card_colors(rng: Random) -> CardColors:
    hue = rng.random()
    kind = rng.choices(("deep", "vivid", "black", "pale", "metal", "white"), (34, 30, 10, 12, 8, 6))[0]
    other = hue + rng.choice((0.04, -0.05, 0.1, -0.1, 0.18, 0.4))
    if kind == "deep":
        first, second = (
            from_hue(hue, rng.uniform(0.4, 0.9), rng.uniform(0.12, 0.26)),
            from_hue(other, rng.uniform(0.4, 0.9), rng.uniform(0.2, 0.42)),
        )
    elif kind == "vivid":
        first, second = from_hue(hue, 0.8, rng.uniform(0.3, 0.42)), from_hue(other, 0.75, rng.uniform(0.34, 0.48))
    elif kind == "black":
        first, second = "#101214", from_hue(hue, rng.uniform(0, 0.3), rng.uniform(0.13, 0.24))
    elif kind == "pale":
        first, second = from_hue(hue, 0.5, rng.uniform(0.78, 0.9)), from_hue(other, 0.5, rng.uniform(0.7, 0.88))
    elif kind == "metal":
        first, second = rng.choice((("#b9bdc2", "#8a9096"), ("#d8c48c", "#ad8f4d"), ("#c9a397", "#a8776a")))
    else:
        first, second = "#fbfbfa", from_hue(hue, 0.25, 0.92)
    dark = kind in ("deep", "vivid", "black")
    ink = (
        rng.choice(("#ffffff", "#f4f4f2", "#e9e6dc"))
        if dark
        else rng.choice(("#16181b", "#232a38", mix(first, "#000000", 0.8)))
    )
    foils = ("#d9dcdf", "#e6e8ea", "#d8bd74", "#f0f0ee") if dark else ("#3a3d42", "#6d7074", "#8a6a24", "#202225")
    return CardColors(
        first=first,
        second=second,
        third=from_hue(other + rng.choice((0.1, 0.3, 0.5)), 0.6, 0.5 if dark else 0.7),
        ink=ink,
        soft=mix(ink, second, rng.uniform(0.05, 0.3)),
        foil=rng.choice(foils),
        dark=dark,
    )


def card_ground(rng: Random, width: float, height: float, colors: CardColors) -> str:
    """A whole card face without print."""
    angle = rng.choice((0, 15, 25, 45, 90, 135, 155))
    stops: tuple[str, ...] = (colors.first, colors.second)
    if rng.random() < 0.2:
        stops = (colors.first, colors.second, mix(colors.first, colors.third, 0.3))
    art: tuple[Callable[[Random, float, float, CardColors], str], ...] = (
        _plain, _plain, _rings, _brushed, _facets, _waves, _landscape, _bubbles, _stripes, _weave, _dots_map, _arcs,
        _beams, _split,
    )  # fmt: skip
    layers = [rng.choice(art)(rng, width, height, colors)]
    if rng.random() < 0.2:
        layers.append(rng.choice(art)(rng, width, height, colors))
    if rng.random() < 0.35:
        layers.append(_sheen(rng, width, height))
    return picture(
        width,
        height,
        [
            f"<defs>{linear_gradient('g', stops, angle)}{_sheen_gradient(rng)}</defs>",
            f'<rect width="{width:.1f}" height="{height:.1f}" fill="url(#g)"/>',
            *layers,
        ],
    )


def _sheen_gradient(rng: Random) -> str:
    start = rng.uniform(0.1, 0.6)
    return (
        '<linearGradient id="w" x1="0" y1="0" x2="1" y2="0.6">'
        f'<stop offset="{start:.2f}" stop-color="#ffffff" stop-opacity="0"/>'
        f'<stop offset="{start + 0.14:.2f}" stop-color="#ffffff" stop-opacity="0.28"/>'
        f'<stop offset="{start + 0.3:.2f}" stop-color="#ffffff" stop-opacity="0"/></linearGradient>'
    )


def _sheen(rng: Random, width: float, height: float) -> str:
    return f'<rect width="{width:.1f}" height="{height:.1f}" fill="url(#w)"/>'


def _plain(rng: Random, width: float, height: float, colors: CardColors) -> str:
    return ""


def _light(rng: Random, colors: CardColors) -> str:
    return rng.choice(("#ffffff", mix(colors.second, "#ffffff", 0.4), colors.third, mix(colors.first, "#000000", 0.4)))


def _rings(rng: Random, width: float, height: float, colors: CardColors) -> str:
    x, y = rng.uniform(0.1, 1.1) * width, rng.uniform(-0.2, 1.1) * height
    gap, wide = rng.uniform(6, 22), rng.choice((0.4, 0.8, 3, 8))
    rings = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{gap * ring:.1f}"/>' for ring in range(1, rng.randint(6, 16))
    )
    return f'<g fill="none" stroke="{_light(rng, colors)}" stroke-opacity="0.22" stroke-width="{wide}">{rings}</g>'


def _brushed(rng: Random, width: float, height: float, colors: CardColors) -> str:
    lines: dict[bool, list[str]] = {True: [], False: []}
    for _ in range(150):
        y, x = rng.uniform(0, height), rng.uniform(-0.3, 0.9) * width
        lines[rng.random() < 0.5].append(f"M{x:.0f} {y:.1f}h{rng.uniform(0.1, 0.7) * width:.0f}")
    return stroke(lines[True], "#ffffff", 0.4, 0.2) + stroke(lines[False], "#000000", 0.4, 0.2)


def _facets(rng: Random, width: float, height: float, colors: CardColors) -> str:
    """A net of triangles in shades of one colour."""
    columns, rows = rng.randint(4, 9), rng.randint(3, 6)
    grid: list[list[Point]] = []
    for row in range(rows + 1):
        grid.append(
            [
                (
                    width * (column + rng.uniform(-0.35, 0.35)) / columns,
                    height * (row + rng.uniform(-0.35, 0.35)) / rows,
                )
                for column in range(columns + 1)
            ]
        )
    paths = []
    strength = rng.uniform(0.08, 0.22)
    for row in range(rows):
        for column in range(columns):
            a, b, c, d = grid[row][column], grid[row][column + 1], grid[row + 1][column + 1], grid[row + 1][column]
            for corners in ((a, b, c), (a, c, d)):
                shade = rng.choice(("#ffffff", "#000000"))
                paths.append(
                    f'<path d="{trace(corners, closed=True)}" fill="{shade}" '
                    f'fill-opacity="{rng.uniform(0, strength):.2f}"/>'
                )
    return "".join(paths)


def _waves(rng: Random, width: float, height: float, colors: CardColors) -> str:
    """Overlapping swells."""
    layers = []
    for _ in range(rng.randint(2, 5)):
        base, swing, periods, phase = (
            rng.uniform(0.2, 0.9) * height, rng.uniform(0.05, 0.3) * height, rng.uniform(0.4, 1.6), rng.uniform(0, TAU),
        )  # fmt: skip
        points = [(width * step / 40, base + swing * math.sin(phase + TAU * periods * step / 40)) for step in range(41)]
        shape = trace([(0, height), *points, (width, height)], closed=True)
        layers.append(f'<path d="{shape}" fill="{_light(rng, colors)}" fill-opacity="{rng.uniform(0.08, 0.3):.2f}"/>')
    return "".join(layers)


def _landscape(rng: Random, width: float, height: float, colors: CardColors) -> str:
    """Sky, sun and ranges of hills one behind the other."""
    layers = []
    if rng.random() < 0.7:
        x, y = rng.uniform(0.55, 0.95) * width, rng.uniform(0.15, 0.45) * height
        layers.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{rng.uniform(0.08, 0.2) * height:.0f}" fill="#ffffff" '
            'fill-opacity="0.3"/>'
        )
    for level in range(rng.randint(2, 4)):
        y = height * (0.4 + 0.16 * level)
        points: list[Point] = [(0, height)]
        jag = rng.uniform(0.05, 0.2) * height
        for step in range(19):
            points.append((width * step / 18, y + rng.uniform(-jag, jag)))
        points.append((width, height))
        shade = mix(colors.first, "#000000" if colors.dark else colors.third, 0.2 + 0.18 * level)
        layers.append(f'<path d="{trace(points, closed=True)}" fill="{shade}" fill-opacity="0.7"/>')
    return "".join(layers)


def _bubbles(rng: Random, width: float, height: float, colors: CardColors) -> str:
    return "".join(
        f'<circle cx="{rng.uniform(0, 1) * width:.0f}" cy="{rng.uniform(0, 1) * height:.0f}" '
        f'r="{rng.uniform(3, 0.3 * height):.0f}" fill="{_light(rng, colors)}" '
        f'fill-opacity="{rng.uniform(0.04, 0.2):.2f}"/>'
        for _ in range(rng.randint(6, 22))
    )


def _stripes(rng: Random, width: float, height: float, colors: CardColors) -> str:
    slope, layers = rng.uniform(-0.8, 0.8) * height, []
    for _ in range(rng.randint(2, 7)):
        x, wide = rng.uniform(-0.2, 1.1) * width, rng.uniform(4, 60)
        layers.append(
            f'<path d="M{x:.0f} 0h{wide:.0f}L{x + wide + slope:.0f} {height:.0f}h{-wide:.0f}Z" '
            f'fill="{_light(rng, colors)}" fill-opacity="{rng.uniform(0.06, 0.28):.2f}"/>'
        )
    return "".join(layers)


def _weave(rng: Random, width: float, height: float, colors: CardColors) -> str:
    """Diagonal threads, as carbon."""
    gap = rng.uniform(3, 6)
    paths = [f"M{x * gap:.1f} 0l{height:.1f} {height:.1f}" for x in range(-int(height / gap), int(width / gap) + 1)]
    cross = [f"M{x * gap:.1f} 0l{-height:.1f} {height:.1f}" for x in range(int((width + height) / gap) + 1)]
    return stroke(paths, "#ffffff", gap * 0.35, 0.07) + stroke(cross, "#000000", gap * 0.35, 0.1)


def _dots_map(rng: Random, width: float, height: float, colors: CardColors) -> str:
    """Dots within blobs, as continents of no known world."""
    blobs = [
        (rng.uniform(0, 1) * width, rng.uniform(0.1, 0.9) * height, rng.uniform(0.12, 0.32) * height) for _ in range(7)
    ]
    gap, dots = rng.uniform(4.5, 6.5), []
    for row in range(int(height / gap)):
        for column in range(int(width / gap)):
            x, y = (column + 0.5 * (row % 2)) * gap, row * gap
            if any((x - bx) ** 2 / 2.2 + (y - by) ** 2 < radius**2 for bx, by, radius in blobs):
                dots.append(f"M{x:.1f} {y:.1f}h.1")
    color = _light(rng, colors)
    return (
        f'<path d="{"".join(dots)}" fill="none" stroke="{color}" stroke-width="{0.5 * gap:.1f}" stroke-linecap="round" '
        'stroke-opacity="0.28"/>'
    )


def _arcs(rng: Random, width: float, height: float, colors: CardColors) -> str:
    x, y = rng.choice((0.0, 1.0)) * width, rng.choice((0.0, 1.0)) * height
    return "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{rng.uniform(0.3, 1.3) * height:.0f}" fill="{_light(rng, colors)}" '
        f'fill-opacity="{rng.uniform(0.06, 0.22):.2f}"/>'
        for _ in range(rng.randint(2, 5))
    )


def _beams(rng: Random, width: float, height: float, colors: CardColors) -> str:
    x, y, layers = rng.uniform(0, 1) * width, rng.uniform(-0.3, 1.3) * height, []
    for _ in range(rng.randint(6, 16)):
        angle, spread = rng.uniform(0, TAU), rng.uniform(0.02, 0.14)
        corners = [(x, y)] + [
            (x + 2 * width * math.cos(angle + side), y + 2 * width * math.sin(angle + side))
            for side in (-spread, spread)
        ]
        layers.append(
            f'<path d="{trace(corners, closed=True)}" fill="{_light(rng, colors)}" '
            f'fill-opacity="{rng.uniform(0.05, 0.16):.2f}"/>'
        )
    return "".join(layers)


def _split(rng: Random, width: float, height: float, colors: CardColors) -> str:
    """A second field of another colour."""
    shade = colors.third if rng.random() < 0.4 else mix(colors.first, rng.choice(("#ffffff", "#000000")), 0.3)
    opacity = rng.uniform(0.25, 0.6)
    share = rng.uniform(0.3, 0.7)
    if rng.random() < 0.5:
        return (
            f'<rect y="{share * height:.0f}" width="{width:.0f}" height="{height:.0f}" fill="{shade}" '
            f'fill-opacity="{opacity:.2f}"/>'
        )
    bend = rng.uniform(-0.4, 0.4) * width
    return (
        f'<path d="M{share * width:.0f} 0Q{share * width + bend:.0f} {height / 2:.0f} {share * width:.0f} {height:.0f}'
        f'H{width:.0f}V0Z" fill="{shade}" fill-opacity="{opacity:.2f}"/>'
    )

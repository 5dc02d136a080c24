"""Grounds of documents that should be hard to copy: guilloches, rosettes, fine patterns; all as SVG.

Lengths are points of the page. Every function draws only from the generator that it is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from docfields.models.synthesis.pages.palettes import Palette, draw_palette, from_hue, mix

__all__ = [
    "TAU", "Palette", "Point", "braids", "contours", "draw_palette", "fans", "from_hue", "lattice", "linear_gradient",
    "mix", "page_gradient", "picture", "relief_lines", "ripples", "rosette", "scenery", "security_ground", "stroke",
    "trace", "wave_field",
]  # fmt: skip

Point = tuple[float, float]

TAU = 2 * math.pi


def picture(width: float, height: float, parts: Sequence[str]) -> str:
    """An SVG of that size in points."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}" '
        f'viewBox="0 0 {width:.2f} {height:.2f}">{"".join(parts)}</svg>'
    )


def linear_gradient(name: str, colors: Sequence[str], angle_deg: float) -> str:
    """Definition of a gradient over the box of what it fills."""
    x, y = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    stops = "".join(
        f'<stop offset="{index / max(1, len(colors) - 1):.3f}" stop-color="{color}"/>'
        for index, color in enumerate(colors)
    )
    return (
        f'<linearGradient id="{name}" x1="{0.5 - x / 2:.3f}" y1="{0.5 - y / 2:.3f}" x2="{0.5 + x / 2:.3f}" '
        f'y2="{0.5 + y / 2:.3f}">{stops}</linearGradient>'
    )


def page_gradient(name: str, colors: Sequence[str], width: float) -> str:
    """Definition of a gradient from the page's left to its right, for lines of any shape."""
    stops = "".join(
        f'<stop offset="{index / max(1, len(colors) - 1):.3f}" stop-color="{color}"/>'
        for index, color in enumerate(colors)
    )
    return (
        f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="{width:.0f}" y2="0">{stops}'
        "</linearGradient>"
    )


def trace(points: Sequence[Point], *, closed: bool = False) -> str:
    """The `d` of a path through points."""
    steps = " ".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{steps}{'Z' if closed else ''}"


def stroke(paths: Sequence[str], paint: str, thickness: float, opacity: float = 1.0) -> str:
    """Lines of one colour in one element: fewer elements are read faster."""
    faint = f' stroke-opacity="{opacity:.2f}"' if opacity < 1 else ""
    return f'<path d="{" ".join(paths)}" fill="none" stroke="{paint}" stroke-width="{thickness:.2f}"{faint}/>'


def security_ground(rng: Random, width: float, height: float, palette: Palette) -> str:
    """A whole ground: a gradient, one or two patterns in iris print, a rosette or two."""
    definitions = [
        linear_gradient("paper", _paper(rng, palette), rng.choice((0, 20, 45, 90, 120, 160))),
        page_gradient("iris", _iris(rng, palette), width),
    ]
    layers = [f'<rect width="{width:.1f}" height="{height:.1f}" fill="url(#paper)"/>']
    patterns: tuple[Callable[[Random, float, float], list[str]], ...] = (
        wave_field, braids, ripples, relief_lines, lattice, fans, contours,
    )  # fmt: skip
    for number in range(rng.choice((1, 1, 2, 2))):
        paint = "url(#iris)" if number == 0 or rng.random() < 0.5 else palette.lines[1]
        layers.append(stroke(rng.choice(patterns)(rng, width, height), paint, rng.uniform(0.22, 0.5)))
    for _ in range(rng.choice((0, 1, 1, 2))):
        radius = rng.uniform(0.16, 0.46) * height
        center = (rng.uniform(0.2, 1.0) * width, rng.uniform(0.2, 0.85) * height)
        layers.append(stroke(rosette(rng, center, radius), palette.lines[rng.randrange(2)], rng.uniform(0.25, 0.45)))
    if rng.random() < 0.35:
        layers.append(scenery(rng, width, height, mix(palette.lines[1], palette.paper, rng.uniform(0.35, 0.6))))
    if rng.random() < 0.25:
        layers.append(_thread_print(rng, width, height, palette))
    return picture(width, height, [f"<defs>{''.join(definitions)}</defs>", *layers])


def _paper(rng: Random, palette: Palette) -> tuple[str, ...]:
    middle = mix(palette.paper, "#ffffff", rng.uniform(0.2, 0.6))
    return rng.choice(
        (
            (palette.paper, palette.tint),
            (palette.paper, middle, palette.tint),
            (palette.tint, palette.paper, palette.tint),
        )
    )


def _iris(rng: Random, palette: Palette) -> tuple[str, ...]:
    first, second = palette.lines
    return rng.choice(((first, second), (first, second, first), (second, first, second), (first, first)))


def wave_field(rng: Random, width: float, height: float) -> list[str]:
    """Interlaced lines over the whole page."""
    count, swing, periods = rng.randint(18, 40), rng.uniform(2, 14), rng.uniform(1.5, 6)
    twist, second = rng.uniform(0.5, 3), rng.uniform(0, 0.8)
    steps = 64
    paths = []
    for wave in range(count):
        phase = TAU * twist * wave / count
        middle = height * (wave + 0.5) / count
        paths.append(
            trace(
                [
                    (
                        width * step / steps,
                        middle
                        + swing * math.sin(TAU * periods * step / steps + phase)
                        + second * swing * math.sin(TAU * 0.7 * periods * step / steps - phase),
                    )
                    for step in range(steps + 1)
                ]
            )
        )
    return paths


def braids(rng: Random, width: float, height: float) -> list[str]:
    """Bands of strands that swell and cross."""
    paths = []
    steps = 72
    for _ in range(rng.randint(2, 5)):
        middle, slope = rng.uniform(0, 1) * height, rng.uniform(-0.4, 0.4) * height
        strands, swing = rng.randint(7, 14), rng.uniform(0.06, 0.2) * height
        periods, swell = rng.uniform(1, 4), rng.uniform(1, 3)
        for strand in range(strands):
            phase = TAU * strand / strands
            points = []
            for step in range(steps + 1):
                share = step / steps
                reach = swing * (0.55 + 0.45 * math.sin(TAU * swell * share))
                points.append(
                    (width * share, middle + slope * (share - 0.5) + reach * math.sin(TAU * periods * share + phase))
                )
            paths.append(trace(points))
    return paths


def ripples(rng: Random, width: float, height: float) -> list[str]:
    """Rings around one or two points, as moiré."""
    paths = []
    for _ in range(rng.choice((1, 2))):
        x, y = rng.uniform(-0.1, 1.1) * width, rng.uniform(-0.1, 1.1) * height
        gap, petals, depth = rng.uniform(3.5, 7), rng.randint(5, 24), rng.uniform(0.02, 0.1)
        for ring in range(1, int(width / gap * 0.62)):
            radius = gap * ring
            points = []
            for step in range(61):
                angle = TAU * step / 60
                reach = radius * (1 + depth * math.cos(petals * angle + 0.12 * ring))
                points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
            paths.append(trace(points))
    return paths


def relief_lines(rng: Random, width: float, height: float) -> list[str]:
    """Level lines that bulge over hidden discs, so that a shape stands out of them."""
    bumps = [
        (rng.uniform(0.1, 0.9) * width, rng.uniform(0.1, 0.9) * height, rng.uniform(0.12, 0.35) * height)
        for _ in range(rng.randint(1, 4))
    ]
    gap, lift = rng.uniform(1.9, 3.2), rng.uniform(1.2, 3)
    slope = rng.uniform(-0.15, 0.15)
    paths = []
    for line in range(int(height * 1.3 / gap)):
        base = line * gap - 0.15 * height
        points = []
        for step in range(49):
            x = width * step / 48
            y = base + slope * (x - width / 2)
            push = sum(lift * math.exp(-(((x - bx) ** 2 + (y - by) ** 2) / radius**2)) for bx, by, radius in bumps)
            points.append((x, y - 2 * push))
        paths.append(trace(points))
    return paths


def lattice(rng: Random, width: float, height: float) -> list[str]:
    """A net of small closed figures."""
    side, sides = rng.uniform(6, 11), rng.choice((3, 4, 6, 8))
    turn, shrink = rng.uniform(0, TAU), rng.uniform(0.45, 0.62)
    paths = []
    for row in range(int(height / side) + 2):
        for column in range(int(width / side) + 2):
            x = (column + 0.5 * (row % 2)) * side
            y = row * side
            points = [
                (
                    x + shrink * side * math.cos(turn + TAU * corner / sides),
                    y + shrink * side * math.sin(turn + TAU * corner / sides),
                )
                for corner in range(sides)
            ]
            paths.append(trace(points, closed=True))
    return paths


def fans(rng: Random, width: float, height: float) -> list[str]:
    """Rays from an edge, slightly bent."""
    x, y = rng.uniform(0.2, 0.8) * width, height * rng.choice((-0.2, 1.2))
    rays, bend, reach = rng.randint(60, 110), rng.uniform(-60, 60), 1.7 * width
    paths = []
    for ray in range(rays):
        angle = TAU * ray / rays
        end = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        middle = ((x + end[0]) / 2 - bend * math.sin(angle), (y + end[1]) / 2 + bend * math.cos(angle))
        paths.append(f"M{x:.1f} {y:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}")
    return paths


def contours(rng: Random, width: float, height: float) -> list[str]:
    """Nested uneven closed lines, as heights on a map."""
    paths = []
    for _ in range(rng.randint(2, 4)):
        x, y = rng.uniform(0, 1) * width, rng.uniform(0, 1) * height
        waves = [(rng.randint(2, 6), rng.uniform(0, TAU), rng.uniform(0.04, 0.13)) for _ in range(3)]
        for ring in range(1, rng.randint(10, 20)):
            points = []
            for step in range(41):
                angle = TAU * step / 40
                wobble = 1 + sum(depth * math.sin(count * angle + phase) for count, phase, depth in waves)
                points.append((x + 5.5 * ring * wobble * math.cos(angle), y + 4.5 * ring * wobble * math.sin(angle)))
            paths.append(trace(points))
    return paths


def rosette(rng: Random, center: Point, radius: float) -> list[str]:
    """Closed spirograph lines within one another."""
    petals, depth = rng.randint(6, 26), rng.uniform(0.08, 0.34)
    rings, turn = rng.randint(3, 9), rng.uniform(0, 0.2)
    inner = rng.uniform(0.2, 0.5)
    steps = min(240, petals * 12)
    paths = []
    for ring in range(rings):
        share = inner + (1 - inner) * (ring + 1) / rings
        points = []
        for step in range(steps + 1):
            angle = TAU * step / steps
            reach = radius * share * (1 - depth + depth * math.cos(petals * angle + turn * ring * petals))
            points.append((center[0] + reach * math.cos(angle), center[1] + reach * math.sin(angle)))
        paths.append(trace(points, closed=True))
    return paths


def scenery(rng: Random, width: float, height: float, color: str) -> str:
    """A faint picture: hills, a skyline, a tree or birds."""
    kind = rng.choice(("hills", "skyline", "birds", "branch"))
    ground = height * rng.uniform(0.62, 0.8)
    if kind == "hills":
        points: list[Point] = [(0, height)]
        y = ground
        for step in range(15):
            y = min(max(y + rng.uniform(-0.1, 0.1) * height, 0.3 * height), 0.85 * height)
            points.append((width * step / 14, y))
        points.append((width, height))
        return f'<path d="{trace(points, closed=True)}" fill="{color}" fill-opacity="0.55"/>'
    if kind == "skyline":
        blocks = []
        x = 0.2 * width
        while x < 0.95 * width:
            w, h = rng.uniform(4, 15), rng.uniform(10, 50)
            blocks.append(
                f"M{x:.1f} {ground:.1f}h{w:.1f}v{-h:.1f}l{-w / 2:.1f} {-rng.choice((0, 0, 5, 9))}l{-w / 2:.1f} 0Z"
            )
            x += w * rng.uniform(0.9, 1.3)
        return f'<path d="{" ".join(blocks)}" fill="{color}" fill-opacity="0.5"/>'
    if kind == "birds":
        paths = []
        for _ in range(rng.randint(3, 8)):
            x, y, span = rng.uniform(0.2, 0.95) * width, rng.uniform(0.15, 0.7) * height, rng.uniform(6, 18)
            paths.append(
                f"M{x - span:.1f} {y - 0.3 * span:.1f}Q{x - 0.4 * span:.1f} {y - 0.6 * span:.1f} {x:.1f} {y:.1f}"
                f"Q{x + 0.4 * span:.1f} {y - 0.6 * span:.1f} {x + span:.1f} {y - 0.3 * span:.1f}"
            )
        return stroke(paths, color, 1.4, 0.7)
    x, y, leaves = rng.uniform(0.5, 0.8) * width, 0.85 * height, []
    for _ in range(14):
        x, y = x + rng.uniform(-1, 5), y - 0.045 * height
        for side in (-1, 1):
            leaves.append(f"M{x:.1f} {y:.1f}q{side * 9:.1f} -9 {side * 17:.1f} -5q{-side * 7:.1f} 9 {-side * 17:.1f} 5")
    return f'<path d="{" ".join(leaves)}" fill="{color}" fill-opacity="0.6"/>'


def _thread_print(rng: Random, width: float, height: float, palette: Palette) -> str:
    """Level or upright rows of tiny dashes, as letters too small to read are seen."""
    dash = f'stroke-dasharray="{rng.uniform(0.5, 1.1):.1f} {rng.uniform(0.3, 0.6):.1f}"'
    paths = []
    for _ in range(rng.randint(1, 4)):
        y = rng.uniform(0.1, 0.9) * height
        paths.append(f"M0 {y:.1f}H{width:.1f}")
    look = f'fill="none" stroke="{palette.accent}" stroke-opacity="0.35" stroke-width="0.6" {dash}'
    return f'<path d="{" ".join(paths)}" {look}/>'

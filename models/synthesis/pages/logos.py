"""Marks of firms that do not exist, round stamps, signatures and codes: drawn by rules, as SVG without text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from random import Random

Point = tuple[float, float]

PALETTE = (
    "#1b4f8a", "#0b3c5d", "#234e9c", "#005f73", "#0a7e6c", "#2e7d32", "#5a7d2a", "#8a6d1d", "#c77700", "#d35400",
    "#b03a2e", "#9b1c31", "#7b2d5b", "#5b3a8c", "#3d3d5c", "#37474f", "#222222", "#5d4037", "#00838f", "#c2185b",
)  # fmt: skip
"""Colours of firms: dark enough to print text in."""


def shade(color: str, share: float) -> str:
    """A colour mixed with white (share > 0) or black (share < 0); 1 is all white."""
    target = 255 if share > 0 else 0
    parts = (int(color[index : index + 2], 16) for index in (1, 3, 5))
    return "#" + "".join(f"{round(part + (target - part) * abs(share)):02x}" for part in parts)


def draw_mark(rng: Random, colors: Sequence[str]) -> str:
    """A firm's mark in a square. colors: the firm's own, the first one leading."""
    first = colors[0]
    second = colors[1] if len(colors) > 1 else shade(first, 0.5)
    if rng.random() < 0.4:
        return _svg(_figure(rng, first, second))
    if rng.random() < 0.5:
        return _svg(_rosette(rng, first, second))
    ground = rng.choice(_GROUNDS)(rng)
    if rng.random() < 0.6:
        inner = f'<g transform="translate(22 22) scale(.56)">{_figure(rng, "#ffffff", shade(first, 0.65))}</g>'
        return _svg(f'<g fill="{first}">{ground}</g>{inner}')
    inner = f'<g transform="translate(24 24) scale(.52)">{_figure(rng, first, second)}</g>'
    return _svg(f'<g fill="none" stroke="{second}" stroke-width="{rng.randint(3, 7)}">{ground}</g>{inner}')


def draw_signature(rng: Random, color: str) -> str:
    """A scribble three times as wide as high: a pen's way through a few loops, and a stroke beneath."""
    x, points = 15.0, []
    for _ in range(rng.randint(5, 10)):
        points.append((x, rng.uniform(25, 85)))
        points.append((x + rng.uniform(-8, 22), rng.uniform(5, 60)))
        x += rng.uniform(14, 34)
    scale = 270 / max(1.0, max(point[0] for point in points))
    points = [(15 + (px - 15) * scale, py) for px, py in points]
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, after in pairwise(points):
        bend = rng.uniform(-25, 25)
        path += f"Q{before[0] + bend:.1f} {after[1] + bend:.1f} {after[0]:.1f} {after[1]:.1f}"
    if rng.random() < 0.5:
        path += f"M{rng.randint(10, 60)} {rng.randint(78, 92)}Q150 {rng.randint(66, 98)} "
        path += f"{rng.randint(220, 290)} {rng.randint(70, 92)}"
    width = rng.uniform(1.4, 3.2)
    line = f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{width:.1f}" stroke-linecap="round"/>'
    return _svg(line, 300, 100)


def draw_round_stamp(rng: Random, color: str) -> str:
    """A round stamp without words: rings and a figure."""
    inner = rng.uniform(30, 38)
    figure = f'<g transform="translate(36 36) scale(.28)">{_figure(rng, color, color)}</g>'
    ticks = "".join(
        f'<path d="M{_on_circle(50, 50, inner + 3, turn)}L{_on_circle(50, 50, 43, turn)}"/>'
        for turn in range(0, 360, rng.choice((6, 9, 12, 15)))
    )
    rings = f'<circle cx="50" cy="50" r="47"/><circle cx="50" cy="50" r="{inner:.0f}"/>'
    return _svg(f'<g fill="none" stroke="{color}" stroke-width="1.6">{rings}{ticks}</g>{figure}')


@lru_cache(maxsize=256)
def qr_code(content: str) -> str:
    """A QR code that readers read, without its quiet zone."""
    import zxingcpp

    return str(
        zxingcpp.write_barcode_to_svg(
            zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode), add_quiet_zones=False
        )
    )


@lru_cache(maxsize=256)
def bar_code(content: str) -> str:
    """Code 128; content: ASCII."""
    import zxingcpp

    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.Code128)
    return str(zxingcpp.write_barcode_to_svg(code, scale=2, add_quiet_zones=False))


def _svg(body: str, width: float = 100, height: float = 100) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{body}</svg>'


def _on_circle(x: float, y: float, radius: float, turn_deg: float) -> str:
    turn = math.radians(turn_deg)
    return f"{x + radius * math.cos(turn):.1f} {y + radius * math.sin(turn):.1f}"


def _polygon(corners: int, radius: float, start_deg: float, inner: float | None = None) -> str:
    """A regular polygon around the middle; inner: the radius of a star's inner corners."""
    steps = corners * (1 if inner is None else 2)
    points = (
        _on_circle(50, 50, radius if inner is None or index % 2 == 0 else inner, start_deg + 360 * index / steps)
        for index in range(steps)
    )
    return f'<polygon points="{" ".join(points)}"/>'


_GROUNDS: tuple[Callable[[Random], str], ...] = (
    lambda rng: '<circle cx="50" cy="50" r="47"/>',
    lambda rng: f'<rect x="3" y="3" width="94" height="94" rx="{rng.choice((0, 8, 18, 30))}"/>',
    lambda rng: _polygon(6, 48, rng.choice((0, 30))),
    lambda rng: '<path d="M50 2L94 14V52Q94 82 50 98Q6 82 6 52V14Z"/>',
    lambda rng: _polygon(4, 49, 0),
    lambda rng: _polygon(8, 49, 22.5),
    lambda rng: '<ellipse cx="50" cy="50" rx="48" ry="36"/>',
    lambda rng: '<path d="M4 30Q50 -6 96 30V70Q50 106 4 70Z"/>',
)


def _figure(rng: Random, first: str, second: str) -> str:
    return rng.choice(_FIGURES)(rng, first, second)


def _rosette(rng: Random, first: str, second: str) -> str:
    """One leaf turned several times around the middle."""
    petals = rng.choice((3, 4, 5, 6, 8, 12))
    reach, width = rng.randint(34, 48), rng.randint(6, 18)
    leaf = rng.choice(
        (
            f"M50 50Q{50 - width} {50 - reach / 2} 50 {50 - reach}Q{50 + width} {50 - reach / 2} 50 50Z",
            f"M50 46L{50 - width / 2} {50 - reach}H{50 + width / 2}Z",
            f"M{50 - width / 3:.1f} {46 - reach * 0.3:.1f}h{width / 1.5:.1f}v{-reach * 0.6:.1f}h{-width / 1.5:.1f}Z",
        )
    )
    return "".join(
        f'<path d="{leaf}" fill="{(first, second)[index % 2]}" transform="rotate({360 * index / petals:.1f} 50 50)"/>'
        for index in range(petals)
    )


def _discs(rng: Random, first: str, second: str) -> str:
    x, radius = rng.randint(30, 40), rng.randint(24, 34)
    return (
        f'<circle cx="{x}" cy="50" r="{radius}" fill="{first}"/>'
        f'<circle cx="{100 - x}" cy="{rng.choice((50, 40, 60))}" r="{radius - 4}" fill="{second}" fill-opacity=".8"/>'
    )


def _bars(rng: Random, first: str, second: str) -> str:
    count = rng.randint(3, 5)
    pitch = 92 / count
    heights = [rng.randint(30, 92) for _ in range(count)]
    if rng.random() < 0.5:
        heights.sort()
    return "".join(
        f'<rect x="{4 + index * pitch:.1f}" y="{96 - height}" width="{pitch * 0.72:.1f}" height="{height}" '
        f'fill="{second if index == count - 1 else first}"/>'
        for index, height in enumerate(heights)
    )


def _roof(rng: Random, first: str, second: str) -> str:
    house = f'<path d="M14 48V94H86V48L50 {rng.randint(18, 28)}Z" fill="{second}"/>' if rng.random() < 0.6 else ""
    return f'{house}<path d="M2 54L50 {rng.randint(4, 14)}L98 54L92 62L50 24L8 62Z" fill="{first}"/>'


def _peaks(rng: Random, first: str, second: str) -> str:
    return (
        f'<path d="M2 88L{rng.randint(30, 42)} {rng.randint(10, 24)}L72 88Z" fill="{first}"/>'
        f'<path d="M40 88L{rng.randint(64, 74)} {rng.randint(34, 48)}L98 88Z" fill="{second}"/>'
    )


def _waves(rng: Random, first: str, second: str) -> str:
    high = rng.randint(8, 18)
    return "".join(
        f'<path d="M4 {y}q23 {-high} 46 0t46 0" fill="none" stroke="{(first, second)[index % 2]}" stroke-width="9"/>'
        for index, y in enumerate(range(24, 90, 22))
    )


def _leaf(rng: Random, first: str, second: str) -> str:
    return (
        f'<path d="M12 88Q{rng.randint(0, 14)} 20 90 8Q96 80 12 88Z" fill="{first}"/>'
        f'<path d="M8 96Q40 50 72 30" fill="none" stroke="{second}" stroke-width="5"/>'
    )


def _drop(rng: Random, first: str, second: str) -> str:
    return (
        f'<path d="M50 4Q90 52 84 68A34 32 0 0 1 16 68Q10 52 50 4Z" fill="{first}"/>'
        f'<path d="M34 66A18 18 0 0 0 50 82" fill="none" stroke="{second}" stroke-width="6" stroke-linecap="round"/>'
    )


def _gear(rng: Random, first: str, second: str) -> str:
    teeth = rng.choice((8, 10, 12))
    return (
        f'<g fill="{first}">{_polygon(teeth, 48, 0, 36)}<circle cx="50" cy="50" r="38"/></g>'
        f'<circle cx="50" cy="50" r="{rng.randint(12, 22)}" fill="{second}"/>'
    )


def _sun(rng: Random, first: str, second: str) -> str:
    rays = f'<g fill="{second}">{_polygon(rng.choice((8, 12, 16)), 48, 0, 30)}</g>'
    return f'{rays}<circle cx="50" cy="50" r="26" fill="{first}"/>'


def _star(rng: Random, first: str, second: str) -> str:
    corners = rng.choice((4, 5, 6, 8))
    return f'<g fill="{first}">{_polygon(corners, 48, -90, rng.randint(14, 26))}</g>'


def _squares(rng: Random, first: str, second: str) -> str:
    side = rng.choice((3, 2))
    pitch = 96 / side
    return "".join(
        f'<rect x="{2 + x * pitch:.1f}" y="{2 + y * pitch:.1f}" width="{pitch * 0.84:.1f}" height="{pitch * 0.84:.1f}" '
        f'fill="{rng.choice((first, first, second))}"/>'
        for x in range(side)
        for y in range(side)
        if rng.random() < 0.8
    )


def _arrow(rng: Random, first: str, second: str) -> str:
    return (
        f'<path d="M4 {rng.randint(54, 64)}H52V80L96 46L52 12V32H4Z" fill="{first}"/>'
        f'<rect x="4" y="72" width="36" height="9" fill="{second}"/>'
    )


def _rings(rng: Random, first: str, second: str) -> str:
    return (
        f'<circle cx="50" cy="50" r="42" fill="none" stroke="{first}" stroke-width="{rng.randint(6, 14)}"/>'
        f'<path d="M50 22A28 28 0 0 1 78 50" fill="none" stroke="{second}" stroke-width="{rng.randint(6, 12)}"/>'
    )


def _cube(rng: Random, first: str, second: str) -> str:
    top = f'<path d="M50 4L92 27L50 50L8 27Z" fill="{second}"/>'
    left = f'<path d="M8 32L47 54V98L8 76Z" fill="{first}"/>'
    return f'{top}{left}<path d="M92 32L53 54V98L92 76Z" fill="{first}" fill-opacity=".75"/>'


def _cross(rng: Random, first: str, second: str) -> str:
    half = rng.randint(10, 18)
    low, high = 50 - half, 50 + half
    return (
        f'<path d="M{low} 4H{high}V{low}H96V{high}H{high}V96H{low}V{high}H4V{low}H{low}Z" fill="{first}"/>'
        f'<circle cx="50" cy="50" r="{half - 3}" fill="{second}"/>'
    )


def _tree(rng: Random, first: str, second: str) -> str:
    return (
        f'<rect x="44" y="60" width="12" height="36" fill="{second}"/>'
        f'<path d="M50 2L84 46H66L90 72H10L34 46H16Z" fill="{first}"/>'
    )


def _letters(rng: Random, first: str, second: str) -> str:
    """Strokes like a letter's, of no alphabet."""
    strokes = "".join(
        f'<path d="M{rng.choice((10, 30, 50))} {rng.choice((10, 90))}'
        f'L{rng.choice((50, 70, 90))} {rng.choice((10, 50, 90))}"/>'
        for _ in range(rng.randint(2, 4))
    )
    drawn = f'<g fill="none" stroke="{first}" stroke-width="{rng.randint(10, 18)}">{strokes}</g>'
    return f'{drawn}<circle cx="80" cy="20" r="10" fill="{second}"/>'


_FIGURES: tuple[Callable[[Random, str, str], str], ...] = (
    _discs, _bars, _roof, _peaks, _waves, _leaf, _drop, _gear, _sun, _star, _squares, _arrow, _rings, _cube, _cross,
    _tree, _letters,
)  # fmt: skip

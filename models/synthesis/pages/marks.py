"""Small marks of cards and documents as SVG: emblems, flags, chips, waves, holograms, seals, barcodes.

Emblems and flags are put together at random; none is meant to be one that exists.
"""

from __future__ import annotations

import math
from random import Random

import numpy as np

from docfields.models.synthesis.pages.palettes import from_hue, mix
from docfields.models.synthesis.pages.security_print import TAU, linear_gradient, picture, rosette, stroke, trace


def _star(x: float, y: float, radius: float, points: int = 5, depth: float = 0.42, turn: float = -0.25) -> str:
    corners = []
    for step in range(2 * points):
        reach = radius if step % 2 == 0 else radius * depth
        angle = TAU * (turn + step / (2 * points))
        corners.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return trace(corners, closed=True)


def _charge(rng: Random, color: str) -> str:
    """What a shield or disc bears, around (50, 50), about 40 across."""
    kind = rng.choice(("star", "sun", "tree", "tower", "waves", "crescent", "key", "leaf", "hill", "bird", "wheel"))
    if kind == "star":
        return f'<path d="{_star(50, 50, 22, rng.choice((5, 6, 7, 8)))}" fill="{color}"/>'
    if kind == "sun":
        rays = _star(50, 50, 26, rng.choice((12, 16)), 0.7)
        return f'<path d="{rays}" fill="{color}"/><circle cx="50" cy="50" r="12" fill="#ffffff" fill-opacity="0.5"/>'
    if kind == "tree":
        crown = "".join(
            f'<circle cx="{x}" cy="{y}" r="10" fill="{color}"/>' for x, y in ((50, 34), (40, 43), (60, 43), (50, 46))
        )
        return f'{crown}<path d="M47 48h6v24h-6z" fill="{color}"/>'
    if kind == "tower":
        return f'<path d="M36 72V34h6v6h5v-6h6v6h5v-6h6v38h-9V60a5 5 0 0 0-10 0v12z" fill="{color}"/>'
    if kind == "waves":
        lines = [f"M28 {y}q5.5 -8 11 0t11 0t11 0t11 0" for y in (38, 50, 62)]
        return stroke(lines, color, 4)
    if kind == "crescent":
        return f'<path d="M58 30a21 21 0 1 0 0 40a17 17 0 1 1 0 -40z" fill="{color}"/>'
    if kind == "key":
        return (
            f'<circle cx="50" cy="36" r="9" fill="none" stroke="{color}" stroke-width="5"/>'
            f'<path d="M48 45h4v28h-4zM52 60h9v4h-9zM52 67h7v4h-7z" fill="{color}"/>'
        )
    if kind == "leaf":
        return f'<path d="M50 24C68 38 68 60 50 76C32 60 32 38 50 24z" fill="{color}"/>' + stroke(
            ["M50 30V74"], "#ffffff", 1.5, 0.6
        )
    if kind == "hill":
        return f'<path d="M26 66L42 38L50 50L58 34L74 66z" fill="{color}"/>'
    if kind == "bird":
        return f'<path d="M24 42Q42 34 50 52Q58 34 76 42Q62 44 56 60L50 74L44 60Q38 44 24 42z" fill="{color}"/>'
    spokes = [f"M50 50L{50 + 20 * math.cos(TAU * n / 8):.0f} {50 + 20 * math.sin(TAU * n / 8):.0f}" for n in range(8)]
    return f'<circle cx="50" cy="50" r="20" fill="none" stroke="{color}" stroke-width="4"/>' + stroke(
        spokes, color, 2.5
    )


def emblem(rng: Random, color: str) -> str:
    """A coat of arms or a seal in one hue, 100 by 100."""
    light = mix(color, "#ffffff", rng.uniform(0.6, 0.88))
    frame = rng.choice(("shield", "round_shield", "disc", "lozenge", "bare", "ring"))
    parts = []
    if frame in ("shield", "round_shield"):
        low = "L50 94" if frame == "shield" else "Q72 88 50 94"
        high = "L22 62" if frame == "shield" else "Q28 88 22 62"
        parts.append(
            f'<path d="M22 12H78V62{low}{high}Z" fill="{light}" stroke="{color}" stroke-width="3" '
            'stroke-linejoin="round"/>'
        )
        if rng.random() < 0.4:
            parts.append(f'<path d="M22 12H50V{rng.choice((40, 90))}L22 62Z" fill="{color}" fill-opacity="0.3"/>')
    elif frame == "disc":
        parts.append(f'<circle cx="50" cy="50" r="40" fill="{light}" stroke="{color}" stroke-width="3"/>')
    elif frame == "ring":
        parts.append(
            f'<circle cx="50" cy="50" r="44" fill="none" stroke="{color}" stroke-width="2"/>'
            f'<circle cx="50" cy="50" r="34" fill="none" stroke="{color}" stroke-width="1"/>'
            f'<circle cx="50" cy="50" r="39" fill="none" stroke="{color}" stroke-width="4" stroke-dasharray="2 3"/>'
        )
    elif frame == "lozenge":
        parts.append(f'<path d="M50 6L88 50L50 94L12 50Z" fill="{light}" stroke="{color}" stroke-width="3"/>')
    parts.append(_charge(rng, color))
    extra = rng.choice(("none", "laurel", "crown", "stars", "none"))
    if extra == "laurel":
        leaves = []
        for side in (-1, 1):
            for step in range(9):
                angle = math.pi / 2 + side * (0.35 + 0.24 * step)
                x, y = 50 + 46 * math.cos(angle), 52 + 44 * math.sin(angle)
                leaves.append(f"M{x:.0f} {y:.0f}q{side * -4} -6 {side * -1} -11q{side * 6} 4 {side * 1} 11")
        parts.append(f'<path d="{" ".join(leaves)}" fill="{color}"/>')
    elif extra == "crown":
        parts.append(f'<path d="M34 12L30 -4L40 3L50 -7L60 3L70 -4L66 12Z" fill="{color}"/>')
    elif extra == "stars":
        stars = [_star(50 + 46 * math.cos(TAU * n / 12), 50 + 46 * math.sin(TAU * n / 12), 4.5) for n in range(12)]
        parts.append(f'<path d="{" ".join(stars)}" fill="{color}"/>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="112" height="112" viewBox="-6 -10 112 112">'
        f"{''.join(parts)}</svg>"
    )


def flag(rng: Random) -> str:
    """Stripes, a cross or a disc in random colours, 90 by 60."""
    hue = rng.random()
    colors = [from_hue(hue, 0.8, 0.4), "#fafafa", from_hue(hue + rng.uniform(0.25, 0.6), 0.75, 0.45)]
    rng.shuffle(colors)
    kind = rng.choice(("rows", "columns", "cross", "disc", "wedge", "saltire"))
    parts = [f'<rect width="90" height="60" fill="{colors[0]}"/>']
    if kind == "rows":
        parts += [f'<rect y="{20 * n}" width="90" height="20" fill="{colors[n]}"/>' for n in range(3)]
    elif kind == "columns":
        parts += [f'<rect x="{30 * n}" width="30" height="60" fill="{colors[n]}"/>' for n in range(3)]
    elif kind == "cross":
        parts.append(f'<path d="M0 24H26V0H38V24H90V36H38V60H26V36H0Z" fill="{colors[1]}"/>')
    elif kind == "disc":
        parts.append(f'<circle cx="45" cy="30" r="16" fill="{colors[1]}"/>')
    elif kind == "wedge":
        parts.append(
            f'<rect y="30" width="90" height="30" fill="{colors[1]}"/><path d="M0 0L40 30L0 60Z" fill="{colors[2]}"/>'
        )
    else:
        parts.append(stroke(["M0 0L90 60M90 0L0 60"], colors[1], 10))
    parts.append('<rect width="90" height="60" fill="none" stroke="#000000" stroke-opacity="0.25"/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60" viewBox="0 0 90 60">{"".join(parts)}</svg>'


def star_badge(color: str, fill: str) -> str:
    """A ring of stars on a field that leaves its middle free for letters, 90 by 60."""
    stars = [_star(45 + 22 * math.cos(TAU * n / 12), 30 + 22 * math.sin(TAU * n / 12), 3.4) for n in range(12)]
    return picture(
        90, 60, [f'<rect width="90" height="60" rx="3" fill="{fill}"/><path d="{" ".join(stars)}" fill="{color}"/>']
    )


def chip(rng: Random) -> str:
    """The contacts of a chip, 110 by 90, in gold or silver, split in one of several ways."""
    gold = rng.random() < 0.6
    lit, metal, edge = ("#f4e2a4", "#c9a24a", "#6f5216") if gold else ("#f2f3f4", "#b3b8bd", "#4e5358")
    parts = [
        f"<defs>{linear_gradient('m', (lit, metal, lit, metal), rng.choice((25, 60, 120)))}</defs>",
        f'<rect x="2" y="2" width="106" height="86" rx="{rng.choice((9, 14, 20))}" fill="url(#m)" stroke="{edge}" '
        'stroke-width="2"/>',
    ]
    left, right = rng.choice(((36, 74), (32, 78), (40, 70)))
    lines = [f"M{x} 2V88" for x in (left, right)] if rng.random() < 0.5 else []
    rows = rng.choice(((32, 60), (24, 45, 66), (30, 45, 60)))
    lines += [f"M2 {y}H{left}M{right} {y}H108" for y in rows]
    kind = rng.randrange(4)
    if kind == 0:
        parts.append(
            f'<rect x="{left}" y="24" width="{right - left}" height="42" rx="9" fill="none" stroke="{edge}" '
            'stroke-width="2"/>'
        )
    elif kind == 1:
        parts.append(
            f'<ellipse cx="55" cy="45" rx="{(right - left) / 2 + 6}" ry="20" fill="url(#m)" stroke="{edge}" '
            'stroke-width="2"/>'
        )
    elif kind == 2:
        lines += [f"M55 2V{rows[0]}M55 {rows[-1]}V88", f"M{left} {rows[0]}H{right}M{left} {rows[-1]}H{right}"]
    else:
        lines += [f"M{left} 2Q{left + 14} 45 {left} 88M{right} 2Q{right - 14} 45 {right} 88"]
    parts.append(stroke(lines, edge, 2))
    return picture(110, 90, parts)


def contactless(color: str, *, count: int = 4) -> str:
    """Waves that grow to the right, 60 by 70."""
    paths = []
    for wave in range(count):
        reach = 9 + 8 * wave
        x = 8 + 12 * wave
        paths.append(f"M{x} {35 - reach}Q{x + 0.75 * reach:.0f} 35 {x} {35 + reach}")
    return picture(
        66,
        70,
        [f'<path d="{" ".join(paths)}" fill="none" stroke="{color}" stroke-width="4.6" stroke-linecap="round"/>'],
    )


def hologram(rng: Random, *, silver: bool = False) -> str:
    """A shining patch with a figure in it, 100 by 70."""
    hue = rng.random()
    share = 0.12 if silver else rng.uniform(0.35, 0.7)
    colors = [from_hue(hue + step * rng.uniform(0.12, 0.3), share, rng.uniform(0.62, 0.88)) for step in range(5)]
    parts = [f"<defs>{linear_gradient('x', colors, rng.uniform(0, 180))}</defs>"]
    shape = rng.choice(("box", "disc", "shield"))
    if shape == "box":
        parts.append('<rect x="2" y="2" width="96" height="66" rx="7" fill="url(#x)"/>')
    elif shape == "disc":
        parts.append('<circle cx="50" cy="35" r="33" fill="url(#x)"/>')
    else:
        parts.append('<path d="M20 3H80V44Q72 62 50 67Q28 62 20 44Z" fill="url(#x)"/>')
    lines = rosette(rng, (50, 35), rng.uniform(16, 30))
    parts.append(stroke(lines, "#ffffff", 0.7, 0.75))
    parts.append(
        stroke([_star(50, 35, rng.uniform(8, 15), rng.choice((4, 5, 8)))], mix(colors[0], "#000000", 0.4), 0.9, 0.6)
    )
    return picture(100, 70, parts)


def biometric_symbol(color: str) -> str:
    """A box with a disc: this document has a chip. 60 by 36."""
    return picture(
        60, 36, ['<path fill-rule="evenodd" d="M2 2H58V16H39A9.2 9.2 0 0 0 21 16H2Z '
                 f'M2 20H21A9.2 9.2 0 0 0 39 20H58V34H2Z" fill="{color}"/>',
                 f'<circle cx="30" cy="18" r="5.6" fill="{color}"/>'],
    )  # fmt: skip


def seal(rng: Random, color: str) -> str:
    """A round stamp without letters, 100 by 100: rings, a charge, ticks."""
    ticks = rng.choice((24, 36, 60))
    parts = [
        f'<circle cx="50" cy="50" r="46" fill="none" stroke="{color}" stroke-width="{rng.uniform(1.5, 3.5):.1f}"/>',
        f'<circle cx="50" cy="50" r="33" fill="none" stroke="{color}" stroke-width="1.2"/>',
        f'<circle cx="50" cy="50" r="39.5" fill="none" stroke="{color}" stroke-width="7" '
        f'stroke-dasharray="{248 / ticks * 0.55:.2f} {248 / ticks * 0.45:.2f}" stroke-opacity="0.6"/>',
        _charge(rng, color),
    ]
    return picture(100, 100, [f'<g opacity="{rng.uniform(0.45, 0.85):.2f}">{"".join(parts)}</g>'])


def barcode(text: str, symbology: str) -> tuple[str, float]:
    """A barcode's SVG as zxing-cpp writes it ("Code128", "PDF417", "QRCode"), and its width by its height."""
    import zxingcpp

    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology))
    pixels = np.asarray(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)).tolist()
    height, width = len(pixels), len(pixels[0])
    if symbology == "Code128":
        height = 1
    paths = []
    for y in range(height):
        row, x = pixels[y], 0
        while x < width:
            end = x
            while end < width and row[end] == row[x]:
                end += 1
            if row[x] == 0:
                paths.append(f"M{x} {y}h{end - x}v1h{x - end}z")
            x = end
    tall = 1 if symbology == "Code128" else height
    source = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{tall}" viewBox="0 0 {width} {tall}" '
        f'preserveAspectRatio="none"><path d="{"".join(paths)}" fill="#000000"/></svg>'
    )
    return source, width / tall

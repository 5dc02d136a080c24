"""The parts of a drawn head and shoulders, each as SVG: hair, body, head, features, beard, glasses, collar."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis.pages.palettes import mix

WIDTH, HEIGHT = 350.0, 450.0
"""Of the drawing; the shape of ICAO 9303's 35 by 45 mm photograph."""

Clothes = Literal["crew", "v_neck", "shirt", "suit", "blouse", "turtleneck"]
Hair = Literal["bald", "buzz", "short", "side", "curly", "receding", "fringe", "bob", "long", "wavy", "bun", "scarf"]


@dataclass(frozen=True, slots=True)
class Face:
    """What is drawn of one person; lengths in units of the drawing."""

    skin: str
    hair: str
    style: Hair
    iris: str
    clothes: Clothes
    cloth: str
    second: str
    ground: str
    middle: float
    half_width: float
    top: float
    chin: float
    jaw: float
    age: int
    beard: Literal["none", "stubble", "full", "moustache"]
    glasses: Literal["none", "round", "square", "rimless"]
    smile: float
    tilt_deg: float
    light: float
    lips: str


def draw_ground(face: Face) -> str:
    return f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="url(#b)"/>'


def _outline(face: Face, grow: float = 0.0) -> str:
    """The head without the hair, grown by some units."""
    m, w, top, chin = face.middle, face.half_width + grow, face.top - grow, face.chin + grow
    cheek, height = top + 0.62 * (chin - top), chin - top
    jaw = w * face.jaw
    right = (
        f"C {m + 0.62 * w:.0f} {top:.0f} {m + w:.0f} {top + 0.16 * height:.0f} {m + w:.0f} {top + 0.42 * height:.0f} "
        f"C {m + w:.0f} {cheek:.0f} {m + 0.93 * w:.0f} {cheek + 0.12 * height:.0f} "
        f"{m + jaw:.0f} {chin - 0.13 * height:.0f} "
        f"C {m + 0.72 * jaw:.0f} {chin - 0.03 * height:.0f} {m + 0.34 * jaw:.0f} {chin:.0f} {m:.0f} {chin:.0f} "
    )
    left = (
        f"C {m - 0.34 * jaw:.0f} {chin:.0f} {m - 0.72 * jaw:.0f} {chin - 0.03 * height:.0f} "
        f"{m - jaw:.0f} {chin - 0.13 * height:.0f} "
        f"C {m - 0.93 * w:.0f} {cheek + 0.12 * height:.0f} {m - w:.0f} {cheek:.0f} {m - w:.0f} "
        f"{top + 0.42 * height:.0f} "
        f"C {m - w:.0f} {top + 0.16 * height:.0f} {m - 0.62 * w:.0f} {top:.0f} {m:.0f} {top:.0f} Z"
    )
    return f"M {m:.0f} {top:.0f} {right}{left}"


def draw_head(face: Face) -> str:
    return f'<path d="{_outline(face)}" fill="url(#s)"/>'


def draw_behind(face: Face) -> str:
    """Hair that hangs behind the neck."""
    m, w, top, chin = face.middle, face.half_width, face.top, face.chin
    reach = {"long": chin + 120, "wavy": chin + 70, "bob": chin + 8}.get(face.style)
    if face.style == "scarf":
        shade = mix(face.second, "#000000", 0.25)
        return (
            f'<path d="M {m - w - 26:.0f} {top + 90:.0f} C {m - w - 20:.0f} {top - 44:.0f} {m + w + 20:.0f} '
            f"{top - 44:.0f} {m + w + 26:.0f} {top + 90:.0f} L {m + w + 44:.0f} {chin + 90:.0f} "
            f'L {m - w - 44:.0f} {chin + 90:.0f} Z" fill="{shade}"/>'
        )
    if face.style == "bun":
        return f'<circle cx="{m:.0f}" cy="{top - 26:.0f}" r="34" fill="url(#h)"/>'
    if reach is None:
        return ""
    spread = 30 if face.style == "wavy" else 20
    return (
        f'<path d="M {m - w - 12:.0f} {top + 70:.0f} C {m - w - 10:.0f} {top - 36:.0f} {m + w + 10:.0f} {top - 36:.0f} '
        f"{m + w + 12:.0f} {top + 70:.0f} C {m + w + spread + 6:.0f} {top + 150:.0f} {m + w + spread:.0f} "
        f"{reach - 40:.0f} {m + w + spread - 14:.0f} {reach:.0f} L {m - w - spread + 14:.0f} {reach:.0f} "
        f"C {m - w - spread:.0f} {reach - 40:.0f} {m - w - spread - 6:.0f} {top + 150:.0f} {m - w - 12:.0f} "
        f'{top + 70:.0f} Z" fill="url(#h)"/>'
    )


def draw_body(face: Face) -> str:
    m, y = face.middle, face.chin
    slope = 60 if face.clothes == "suit" else 70
    return (
        f'<path d="M -10 {HEIGHT + 5:.0f} C 0 {y + slope + 30:.0f} 40 {y + slope:.0f} {m - 62:.0f} {y + 42:.0f} '
        f"L {m + 62:.0f} {y + 42:.0f} C {WIDTH - 40:.0f} {y + slope:.0f} {WIDTH:.0f} {y + slope + 30:.0f} "
        f'{WIDTH + 10:.0f} {HEIGHT + 5:.0f} Z" fill="url(#c)"/>'
    )


def draw_neck(face: Face) -> str:
    m, y, w = face.middle, face.chin, face.half_width * 0.6
    low = {"v_neck": 108, "blouse": 92, "crew": 66}.get(face.clothes, 78)
    return (
        f'<path d="M {m - w:.0f} {y - 50:.0f} L {m - w - 4:.0f} {y + 28:.0f} L {m - w - 20:.0f} {y + 44:.0f} '
        f"Q {m:.0f} {y + low * 1.6 - 22:.0f} {m + w + 20:.0f} {y + 44:.0f} L {m + w + 4:.0f} {y + 28:.0f} "
        f'L {m + w:.0f} {y - 50:.0f} Z" fill="url(#n)"/>'
    )


def draw_ears(face: Face) -> str:
    if face.style in ("long", "bob", "scarf", "wavy"):
        return ""
    y = face.top + 0.5 * (face.chin - face.top)
    color = mix(face.skin, "#5a1f10", 0.14)
    return "".join(
        f'<ellipse cx="{face.middle + side * (face.half_width + 3):.0f}" cy="{y:.0f}" rx="11" ry="25" fill="{color}"/>'
        for side in (-1, 1)
    )


def draw_features(face: Face) -> str:
    m, height = face.middle, face.chin - face.top
    eye_y, reach = face.top + 0.475 * height, 0.44 * face.half_width
    nose_y, mouth_y = face.top + 0.68 * height, face.top + 0.81 * height
    shade, line = mix(face.skin, "#4a1a0c", 0.28), mix(face.skin, "#2a0d05", 0.62)
    brow = mix(face.hair, "#201510", 0.3)
    parts = []
    for side in (-1, 1):
        x = m + side * reach
        parts.append(
            f'<ellipse cx="{x:.0f}" cy="{eye_y - 3:.0f}" rx="23" ry="13" fill="{shade}" opacity="0.45"/>'
            f'<path d="M {x - 17:.0f} {eye_y:.0f} Q {x:.0f} {eye_y - 13:.0f} {x + 17:.0f} {eye_y:.0f} '
            f'Q {x:.0f} {eye_y + 9:.0f} {x - 17:.0f} {eye_y:.0f} Z" fill="#f3eeea"/>'
            f'<circle cx="{x:.0f}" cy="{eye_y - 1:.0f}" r="7" fill="{face.iris}"/>'
            f'<circle cx="{x:.0f}" cy="{eye_y - 1:.0f}" r="3.2" fill="#0c0908"/>'
            f'<circle cx="{x - 2.4 * face.light:.1f}" cy="{eye_y - 3.4:.1f}" r="1.7" fill="#ffffff"/>'
            f'<path d="M {x - 18:.0f} {eye_y:.0f} Q {x:.0f} {eye_y - 14:.0f} {x + 18:.0f} {eye_y:.0f}" fill="none" '
            f'stroke="{line}" stroke-width="3"/>'
            f'<path d="M {x - side * 20:.0f} {eye_y - 19:.0f} Q {x:.0f} {eye_y - 31:.0f} {x + side * 23:.0f} '
            f'{eye_y - 20:.0f}" fill="none" stroke="{brow}" stroke-width="{6.5 if face.beard == "none" else 8}" '
            'stroke-linecap="round" opacity="0.85"/>'
        )
        if face.age > 42:
            parts.append(
                f'<path d="M {m + side * 27:.0f} {nose_y + 4:.0f} Q {m + side * 42:.0f} {nose_y + 20:.0f} '
                f'{m + side * 40:.0f} {mouth_y + 6:.0f}" fill="none" stroke="{shade}" stroke-width="3" opacity="0.8"/>'
                f'<path d="M {x - 15:.0f} {eye_y + 15:.0f} q 15 8 30 0" fill="none" stroke="{shade}" '
                'stroke-width="2.4" opacity="0.8"/>'
            )
    dark = face.light * 9
    parts.append(
        f'<path d="M {m + 0.6 * dark:.0f} {eye_y + 2:.0f} Q {m + 2 * dark:.0f} {nose_y - 12:.0f} {m + 1.5 * dark:.0f} '
        f'{nose_y + 2:.0f} L {m:.0f} {nose_y + 4:.0f} Z" fill="{shade}" opacity="0.5"/>'
        f'<path d="M {m - 17:.0f} {nose_y:.0f} Q {m - 12:.0f} {nose_y + 9:.0f} {m:.0f} {nose_y + 6:.0f} '
        f'Q {m + 12:.0f} {nose_y + 9:.0f} {m + 17:.0f} {nose_y:.0f}" fill="none" stroke="{line}" stroke-width="2.6" '
        'opacity="0.75"/>'
        f'<path d="M {m - 29:.0f} {mouth_y - face.smile:.0f} Q {m - 10:.0f} {mouth_y - 9:.0f} {m:.0f} '
        f"{mouth_y - 5:.0f} "
        f"Q {m + 10:.0f} {mouth_y - 9:.0f} {m + 29:.0f} {mouth_y - face.smile:.0f} "
        f'Q {m:.0f} {mouth_y + 15:.0f} {m - 29:.0f} {mouth_y - face.smile:.0f} Z" fill="{face.lips}"/>'
        f'<path d="M {m - 30:.0f} {mouth_y - face.smile:.0f} Q {m:.0f} {mouth_y + face.smile:.0f} {m + 30:.0f} '
        f'{mouth_y - face.smile:.0f}" fill="none" stroke="{mix(face.lips, "#200604", 0.55)}" stroke-width="2.4"/>'
        f'<path d="M {m - 16:.0f} {mouth_y + 17:.0f} q 16 7 32 0" fill="none" stroke="{shade}" stroke-width="4" '
        'opacity="0.5"/>'
    )
    return "".join(parts)


def draw_beard(face: Face) -> str:
    if face.beard == "none":
        return ""
    m, height, w = face.middle, face.chin - face.top, face.half_width
    nose_y, mouth_y = face.top + 0.72 * height, face.top + 0.81 * height
    if face.beard == "moustache":
        return (
            f'<path d="M {m - 36:.0f} {mouth_y:.0f} Q {m - 20:.0f} {nose_y - 1:.0f} {m:.0f} {nose_y + 4:.0f} '
            f"Q {m + 20:.0f} {nose_y - 1:.0f} {m + 36:.0f} {mouth_y:.0f} Q {m:.0f} {mouth_y - 12:.0f} "
            f'{m - 36:.0f} {mouth_y:.0f} Z" fill="url(#h)"/>'
        )
    jaw, low = w * face.jaw, face.chin + (3 if face.beard == "stubble" else 16)
    share = 0.3 if face.beard == "stubble" else 0.93
    return (
        f'<path fill-rule="evenodd" d="M {m - w:.0f} {face.top + 0.5 * height:.0f} L {m - 0.9 * w:.0f} '
        f"{face.top + 0.72 * height:.0f} C {m - jaw - 6:.0f} {low - 6:.0f} {m - 0.4 * jaw:.0f} {low:.0f} {m:.0f} "
        f"{low:.0f} C {m + 0.4 * jaw:.0f} {low:.0f} {m + jaw + 6:.0f} {low - 6:.0f} {m + 0.9 * w:.0f} "
        f"{face.top + 0.72 * height:.0f} L {m + w:.0f} {face.top + 0.5 * height:.0f} Q {m + 0.72 * w:.0f} "
        f"{nose_y + 6:.0f} {m + 30:.0f} {nose_y + 2:.0f} Q {m:.0f} {nose_y - 6:.0f} {m - 30:.0f} {nose_y + 2:.0f} "
        f"Q {m - 0.72 * w:.0f} {nose_y + 6:.0f} {m - w:.0f} {face.top + 0.5 * height:.0f} Z "
        f"M {m - 27:.0f} {mouth_y:.0f} Q {m:.0f} {mouth_y - 14:.0f} {m + 27:.0f} {mouth_y:.0f} Q {m:.0f} "
        f'{mouth_y + 16:.0f} {m - 27:.0f} {mouth_y:.0f} Z" fill="{face.hair}" opacity="{share}"/>'
    )


def draw_hair_front(face: Face, rng: Random) -> str:
    m, w, top, height = face.middle, face.half_width, face.top, face.chin - face.top
    side_y = top + 0.42 * height
    if face.style == "bald":
        return ""
    if face.style == "scarf":
        inner, outer = _outline(face, -7), _outline(face, 24)
        shade = mix(face.second, "#000000", 0.1)
        drape = (
            f'<path d="M {m - w - 20:.0f} {face.chin - 90:.0f} Q {m - w:.0f} {face.chin + 2:.0f} {m:.0f} '
            f"{face.chin + 2:.0f} Q {m + w:.0f} {face.chin + 2:.0f} {m + w + 20:.0f} {face.chin - 90:.0f} "
            f"L {m + w + 42:.0f} {face.chin + 78:.0f} Q {m:.0f} {face.chin + 128:.0f} {m - w - 42:.0f} "
            f'{face.chin + 78:.0f} Z" fill="{shade}"/>'
        )
        folds = "".join(
            f'<path d="M {m - w - 22:.0f} {face.chin - 30 + 26 * n:.0f} Q {m:.0f} {face.chin + 60 + 20 * n:.0f} '
            f'{m + w + 22:.0f} {face.chin - 30 + 26 * n:.0f}" fill="none" stroke="#000000" stroke-opacity="0.16" '
            'stroke-width="4"/>'
            for n in range(3)
        )
        return f'<path fill-rule="evenodd" d="{outer} {inner}" fill="{face.second}"/>{drape}{folds}'
    if face.style == "curly":
        curls = []
        for step in range(34):
            x = m + (step / 33 - 0.5) * 2.3 * w
            arch = 1 - ((x - m) / (1.15 * w)) ** 2
            y = side_y - 14 - arch * (0.46 * height) + rng.uniform(-7, 7)
            curls.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{rng.uniform(19, 30):.0f}" fill="url(#h)"/>')
        return "".join(curls)
    rise = {"buzz": 8, "receding": 10, "short": 22, "side": 30, "fringe": 24}.get(face.style, 22)
    hairline = {"buzz": 0.14, "receding": 0.03, "fringe": 0.33, "short": 0.17, "side": 0.15}.get(face.style, 0.16)
    low = side_y + {"buzz": -6, "receding": 8, "short": 6, "side": 4, "fringe": 14}.get(face.style, 40)
    line_y = top + hairline * height
    part = m + face.light * {"side": 34.0, "bun": 0.0}.get(face.style, rng.uniform(-30, 30))
    inner = (
        f"L {m + 0.93 * w:.0f} {top + 0.3 * height:.0f} Q {m + 0.75 * w:.0f} {line_y:.0f} {part:.0f} {line_y - 8:.0f} "
        f"Q {m - 0.75 * w:.0f} {line_y:.0f} {m - 0.93 * w:.0f} {top + 0.3 * height:.0f}"
    )
    if face.style == "receding":
        peak = top + 0.2 * height
        inner = (
            f"L {m + 0.95 * w:.0f} {top + 0.26 * height:.0f} Q {m + 0.6 * w:.0f} {top - 4:.0f} {m + 12:.0f} "
            f"{top + 8:.0f} "
            f"Q {m:.0f} {peak - 20:.0f} {m - 12:.0f} {top + 8:.0f} Q {m - 0.6 * w:.0f} {top - 4:.0f} "
            f"{m - 0.95 * w:.0f} {top + 0.26 * height:.0f}"
        )
    shape = (
        f'<path d="M {m - w - 5:.0f} {low:.0f} C {m - w - 14:.0f} {top + 30:.0f} {m - 0.75 * w:.0f} {top - rise:.0f} '
        f"{m:.0f} {top - rise:.0f} C {m + 0.75 * w:.0f} {top - rise:.0f} {m + w + 14:.0f} {top + 30:.0f} "
        f'{m + w + 5:.0f} {low:.0f} {inner} Z" fill="url(#h)"/>'
    )
    strands = "".join(
        f'<path d="M {part:.0f} {top - rise + 6:.0f} Q {part + reach * 0.7:.0f} {top - rise + 12:.0f} '
        f'{m + reach:.0f} {line_y + 6:.0f}" fill="none" stroke="#ffffff" stroke-opacity="0.1" stroke-width="3"/>'
        for reach in (-0.7 * w, -0.4 * w, 0.4 * w, 0.7 * w)
    )
    return shape + (strands if face.style not in ("buzz", "receding") else "")


def draw_glasses(face: Face) -> str:
    if face.glasses == "none":
        return ""
    m, eye_y = face.middle, face.top + 0.475 * (face.chin - face.top)
    reach = 0.44 * face.half_width
    corner = {"round": 26, "square": 8, "rimless": 12}[face.glasses]
    stroke, thickness = ("#8a8a8a", 2) if face.glasses == "rimless" else ("#1b1613", 4.5)
    lenses = "".join(
        f'<rect x="{m + side * reach - 29:.0f}" y="{eye_y - 22:.0f}" width="58" height="46" rx="{corner}" '
        f'fill="#dfe8ee" fill-opacity="0.22" stroke="{stroke}" stroke-width="{thickness}"/>'
        for side in (-1, 1)
    )
    bridge = (
        f'<path d="M {m - reach + 29:.0f} {eye_y - 6:.0f} q {reach - 29:.0f} -9 {2 * reach - 58:.0f} 0" fill="none" '
        f'stroke="{stroke}" stroke-width="{thickness}"/>'
    )
    return lenses + bridge


def draw_clothes_front(face: Face) -> str:
    m, y = face.middle, face.chin
    dark = mix(face.cloth, "#000000", 0.35)
    if face.clothes == "turtleneck":
        return f'<rect x="{m - 62:.0f}" y="{y + 14:.0f}" width="124" height="52" rx="16" fill="url(#c)"/>'
    if face.clothes == "shirt":
        return _collar(m, y, face.cloth, dark)
    if face.clothes == "suit":
        shirt = (
            f'<path d="M {m - 58:.0f} {y + 44:.0f} L {m:.0f} {y + 150:.0f} L {m + 58:.0f} {y + 44:.0f} Z" '
            'fill="#eceae6"/>'
        )
        tie = (
            f'<path d="M {m - 11:.0f} {y + 60:.0f} L {m + 11:.0f} {y + 60:.0f} L {m + 17:.0f} {y + 150:.0f} '
            f'L {m - 17:.0f} {y + 150:.0f} Z" fill="{face.second}"/>'
        )
        return shirt + tie + _collar(m, y, "#f4f3f0", "#c9c6c0")
    if face.clothes == "blouse":
        return (
            f'<path d="M {m - 70:.0f} {y + 42:.0f} L {m - 12:.0f} {y + 122:.0f} L {m - 52:.0f} {y + 128:.0f} Z '
            f'M {m + 70:.0f} {y + 42:.0f} L {m + 12:.0f} {y + 122:.0f} L {m + 52:.0f} {y + 128:.0f} Z" fill="{dark}"/>'
        )
    return ""


def _collar(m: float, y: float, fill: str, edge: str) -> str:
    return (
        f'<path d="M {m - 58:.0f} {y + 30:.0f} L {m:.0f} {y + 74:.0f} L {m - 42:.0f} {y + 104:.0f} L {m - 74:.0f} '
        f"{y + 52:.0f} Z M {m + 58:.0f} {y + 30:.0f} L {m:.0f} {y + 74:.0f} L {m + 42:.0f} {y + 104:.0f} "
        f'L {m + 74:.0f} {y + 52:.0f} Z" fill="{fill}" stroke="{edge}" stroke-width="2"/>'
    )

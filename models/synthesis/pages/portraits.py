"""Portraits of nobody: head and shoulders drawn from a seed, as SVG, plausible at an inch's height."""

from __future__ import annotations

import colorsys
from functools import lru_cache
from random import Random
from typing import Literal

from docfields.models.synthesis.pages.palettes import channels, mix
from docfields.models.synthesis.pages.portrait_parts import (
    HEIGHT,
    WIDTH,
    Clothes,
    Face,
    Hair,
    draw_beard,
    draw_behind,
    draw_body,
    draw_clothes_front,
    draw_ears,
    draw_features,
    draw_glasses,
    draw_ground,
    draw_hair_front,
    draw_head,
    draw_neck,
)

MALE_HAIR: tuple[Hair, ...] = ("short", "side", "buzz", "short", "curly", "receding", "bald", "fringe", "side", "wavy")
FEMALE_HAIR: tuple[Hair, ...] = ("long", "bob", "wavy", "bun", "long", "fringe", "curly", "short", "scarf", "side")

SKINS = ("#f6d7c3", "#f0c8ad", "#e8b995", "#dba67f", "#c98f66", "#ad7350", "#8c5839", "#6b402a", "#4f2e20")
HAIRS = ("#16120f", "#241a14", "#3a2618", "#553620", "#7a5230", "#a57a45", "#c9a468", "#8d3f20", "#5b5753", "#b9b5ae")
IRISES = ("#3b2415", "#4a3020", "#5d6b3a", "#4b6f8f", "#6f8aa0", "#2a1a10")
CLOTHS = ("#1d2430", "#2b3a55", "#4a1f27", "#e6e4df", "#7c8794", "#303030", "#6b7f5a", "#b7c6d8", "#93485a", "#3f5f6f")
GROUNDS = ("#e9ecee", "#dfe6ec", "#f2f2ef", "#cfdbe6", "#b9cfe2", "#e7e0d6", "#d9d9d9", "#c4d3d0")


@lru_cache(maxsize=256)
def portrait(
    seed: int, sex: str, age: int, *, tone: str = "color", cut_out: bool = False, dark_haired: bool = False
) -> str:
    """An SVG of 350 by 450. sex: "M", "F" or "X". age: in years, for grey hair and lines. dark_haired: with light skin.

    tone: "color", "grey", or "#rrggbb" for a print in shades of that one colour. cut_out: no ground behind.
    """
    rng = Random(seed)
    face = _draw_face(rng, sex, age, dark_haired)
    before = [draw_behind(face), draw_body(face), draw_neck(face)]
    turning = [
        draw_ears(face), draw_head(face), draw_features(face), draw_beard(face), draw_hair_front(face, rng),
        draw_glasses(face),
    ]  # fmt: skip
    ground = "" if cut_out else draw_ground(face)
    source = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_frame(face, rng)}">{_gradients(face)}{ground}'
        f'{"".join(before)}<g transform="rotate({face.tilt_deg:.1f} 175 300)">{"".join(turning)}</g>'
        f"{draw_clothes_front(face)}</svg>"
    )
    return source if tone == "color" else _toned(source, tone)


def _draw_face(rng: Random, sex: str, age: int, dark_haired: bool) -> Face:
    male = sex == "M" or (sex == "X" and rng.random() < 0.5)
    style = rng.choice(MALE_HAIR if male else FEMALE_HAIR)
    skin = rng.choice(SKINS[1:4] if dark_haired else SKINS)
    dark_skin = SKINS.index(skin) > 4
    hair = rng.choice(HAIRS[:2] if dark_haired else HAIRS[:4] if dark_skin or rng.random() < 0.35 else HAIRS[:8])
    if age > 48 and rng.random() < min(0.9, (age - 45) / 30):
        hair = rng.choice(HAIRS[8:])
    if male and age > 40 and rng.random() < 0.35:
        style = rng.choice(("receding", "bald"))
    beard: Literal["none", "stubble", "full", "moustache"] = "none"
    if male and age > 19 and rng.random() < 0.42:
        beard = rng.choice(("stubble", "full", "moustache", "stubble"))
    glasses: Literal["none", "round", "square", "rimless"] = "none"
    if rng.random() < (0.2 if age < 45 else 0.4):
        glasses = rng.choice(("round", "square", "rimless", "square"))
    male_clothes: tuple[Clothes, ...] = ("shirt", "suit", "crew", "v_neck", "shirt", "turtleneck")
    female_clothes: tuple[Clothes, ...] = ("blouse", "crew", "v_neck", "blouse", "suit", "turtleneck")
    top = rng.uniform(88, 112)
    return Face(
        skin=skin,
        hair=hair,
        style=style,
        iris=rng.choice(IRISES[:2] + IRISES[5:] if dark_skin or dark_haired else IRISES),
        clothes=rng.choice(male_clothes if male else female_clothes),
        cloth=rng.choice(CLOTHS),
        second=rng.choice(CLOTHS),
        ground=rng.choice(GROUNDS),
        middle=175 + rng.uniform(-7, 7),
        half_width=rng.uniform(74, 88) + (2 if male else -2),
        top=top,
        chin=top + rng.uniform(206, 232),
        jaw=rng.uniform(0.62, 0.8) if male else rng.uniform(0.5, 0.66),
        age=age,
        beard=beard,
        glasses=glasses,
        smile=rng.uniform(-2, 6),
        tilt_deg=rng.uniform(-2, 2),
        light=rng.choice((-1.0, 1.0)),
        lips=mix(skin, rng.choice(("#a8433f", "#9c4a45", "#b5524d")), 0.3 if male else 0.55),
    )


def _frame(face: Face, rng: Random) -> str:
    """The part of the drawing that is shown, as an SVG's view box."""
    share = rng.uniform(0.74, 0.94)
    width, height = WIDTH * share, HEIGHT * share
    left = min(max(face.middle - width / 2 + rng.uniform(-6, 6), 0), WIDTH - width)
    top = min(max(face.top - rng.uniform(0.11, 0.17) * height, 0), HEIGHT - height)
    return f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}"


def _gradients(face: Face) -> str:
    lit, dark = mix(face.skin, "#ffffff", 0.16), mix(face.skin, "#3a1208", 0.3)
    shine, deep = mix(face.hair, "#ffffff", 0.16), mix(face.hair, "#000000", 0.35)
    light_x = 0.5 - 0.16 * face.light
    return (
        "<defs>"
        f'<radialGradient id="s" cx="{light_x:.2f}" cy="0.42" r="0.68"><stop offset="0" stop-color="{lit}"/>'
        f'<stop offset="0.55" stop-color="{face.skin}"/><stop offset="1" stop-color="{dark}"/></radialGradient>'
        f'<linearGradient id="n" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{dark}"/>'
        f'<stop offset="0.6" stop-color="{mix(face.skin, dark, 0.35)}"/></linearGradient>'
        f'<linearGradient id="h" x1="0" y1="0" x2="0.3" y2="1"><stop offset="0" stop-color="{shine}"/>'
        f'<stop offset="0.5" stop-color="{face.hair}"/><stop offset="1" stop-color="{deep}"/></linearGradient>'
        f'<linearGradient id="c" x1="0" y1="0" x2="1" y2="1"><stop offset="0" '
        f'stop-color="{mix(face.cloth, "#ffffff", 0.14)}"/><stop offset="1" '
        f'stop-color="{mix(face.cloth, "#000000", 0.3)}"/></linearGradient>'
        f'<linearGradient id="b" x1="0" y1="0" x2="0.2" y2="1"><stop offset="0" '
        f'stop-color="{mix(face.ground, "#ffffff", 0.5)}"/><stop offset="1" '
        f'stop-color="{mix(face.ground, "#52606b", 0.18)}"/></linearGradient>'
        "</defs>"
    )


def _toned(source: str, tone: str) -> str:
    """All colours of a drawing as shades of grey, or of one colour from its dark to white."""
    hue, _, saturation = (0.0, 0.0, 0.0) if tone == "grey" else colorsys.rgb_to_hls(*(c / 255 for c in channels(tone)))
    pieces = source.split("#")
    toned = [pieces[0]]
    for piece in pieces[1:]:
        code = piece[:6]
        if len(code) == 6 and all(character in "0123456789abcdef" for character in code):
            red, green, blue = channels("#" + code)
            grey = (0.3 * red + 0.59 * green + 0.11 * blue) / 255
            shade = colorsys.hls_to_rgb(hue, 0.16 + 0.82 * grey, saturation)
            toned.append("#" + "".join(f"{round(255 * part):02x}" for part in shade) + piece[6:])
        else:
            toned.append("#" + piece)
    return "".join(toned)

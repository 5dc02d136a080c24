"""How a document reaches a reader: recipes drawn in the shares in which they occur, and applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Literal, TypeVar

from docfields.document import Image
from docfields.models.synthesis.truth import Medium

from .captured import Captured
from .damage import damaged
from .opencv import one_thread
from .phone import Light, PhoneRecipe, photograph
from .placing import Shape
from .scanning import Bed, ScanRecipe, Tone, Way, scan
from .screen import Frame, ScreenRecipe, show

Style = Literal["phone", "scan", "fax", "screen", "mixed"]
Choice = TypeVar("Choice")
Recipe = PhoneRecipe | ScanRecipe | ScreenRecipe

STYLES: Mapping[Medium, Mapping[Style, float]] = {
    "paper": {"phone": 0.45, "scan": 0.33, "fax": 0.08, "screen": 0.14},
    "thermal": {"phone": 0.62, "scan": 0.38},
    "dot_matrix": {"phone": 0.45, "scan": 0.45, "fax": 0.10},
    "card": {"phone": 0.5, "scan": 0.15, "screen": 0.35},
    "booklet": {"phone": 0.5, "scan": 0.25, "screen": 0.25},
}
"""Shares within "mixed"."""

SHAPES: Mapping[Medium, Mapping[Shape, float]] = {
    "paper": {"flat": 0.2, "curl": 0.24, "fold": 0.26, "crumpled": 0.3},
    "thermal": {"flat": 0.14, "curl": 0.06, "rolled": 0.35, "fold": 0.2, "crumpled": 0.25},
    "dot_matrix": {"flat": 0.25, "curl": 0.3, "fold": 0.3, "crumpled": 0.15},
    "card": {"flat": 1.0},
    "booklet": {"booklet": 0.6, "flat": 0.4},
}
"""How sheets lie before a phone."""

TABLES: Mapping[str, float] = {
    "wood": 0.26,
    "stone": 0.15,
    "cloth": 0.1,
    "leather": 0.1,
    "white_paper": 0.07,
    "marble": 0.08,
    "pattern": 0.06,
    "plain": 0.12,
    "desk": 0.06,
}
"""What lies under a page: names of `SURFACES`."""

_LARGE = (900, 1280, 1440, 1600, 1600, 1600, 1800, 2000)
LONG_SIDES: Mapping[Medium, Sequence[int]] = {
    "paper": _LARGE,
    "dot_matrix": _LARGE,
    "thermal": (640, 800, 960, 1024, 1280, 1600, 1600),
    "card": (720, 900, 1100, 1300),
    "booklet": (720, 900, 1100, 1300),
}
"""Of photos in pixels, before they are cut; more where print would be too small to read."""

TONES: Mapping[Medium, Mapping[Tone, float]] = {
    "paper": {"plain": 0.65, "clipped": 0.25, "threshold": 0.1},
    "thermal": {"plain": 0.35, "clipped": 0.4, "threshold": 0.25},
    "dot_matrix": {"plain": 0.6, "clipped": 0.3, "threshold": 0.1},
    "card": {"plain": 1.0},
    "booklet": {"plain": 1.0},
}
"""How scanners render greys."""

LIGHTS: Mapping[Light, float] = {
    "even": 0.42,
    "lamp": 0.16,
    "shadow": 0.2,
    "window": 0.12,
    "coloured": 0.05,
    "dim": 0.05,
}


def capture(
    images: Sequence[Image], style: Style, medium: Medium, rng: Random, *, dpi: float, long_side: int | None = None
) -> Captured:
    """Draws a recipe and applies it.

    images: clean pages at `dpi`; several are shown together (cards, both sides of one). long_side: of a photo in
    pixels, at least what keeps its print readable; drawn where not given.
    """
    recipe = draw_recipe(style, medium, rng)
    if long_side and isinstance(recipe, PhoneRecipe):
        recipe = replace(recipe, long_side=long_side)
    return apply(recipe, images, dpi=dpi)


def draw_recipe(style: Style, medium: Medium, rng: Random) -> Recipe:
    """A recipe for a style of capture ("mixed": any) and a medium."""
    if style == "mixed":
        style = _drawn(STYLES[medium], rng)
    hardness = rng.betavariate(1.3, 1.5)
    if style == "phone":
        return _draw_phone(medium, hardness, rng)
    if style == "screen":
        return _draw_screen(medium, hardness, rng)
    return _draw_scan(style, medium, hardness, rng)


def apply(recipe: Recipe, images: Sequence[Image], *, dpi: float = 200.0) -> Captured:
    """images: clean pages at `dpi`, (H, W, 3) uint8 BGR; gives the picture and the way of each page into it."""
    with one_thread():
        if isinstance(recipe, ScanRecipe):
            return scan(recipe, images, dpi)
        if isinstance(recipe, ScreenRecipe):
            return show(recipe, images, dpi)
        rng = Random(recipe.seed + 1)
        return photograph(recipe, [damaged(image, recipe.faults, rng) for image in images], dpi)


def print_faults(medium: Medium, hardness: float, rng: Random) -> tuple[tuple[str, float], ...]:
    """Damages that the print and the sheet bring along before any capture."""
    faults: list[tuple[str, float]] = []
    if medium == "dot_matrix":
        faults.append(("dot_matrix", (0.2 + 0.8 * hardness) * rng.uniform(0.4, 1)))
    if medium == "thermal" and rng.random() < 0.85:
        faults.append(("thermal_head", rng.uniform(0.1, 0.4 + 0.6 * hardness)))
    if medium == "thermal" and rng.random() < 0.45:
        faults.append(("thermal_fade", hardness * rng.uniform(0.2, 1)))
    if medium in ("paper", "thermal"):
        odds = (("worn_print", 0.08), ("ink_spread", 0.15), ("bleed_through", 0.08))
        faults += [(name, hardness * rng.uniform(0.2, 1)) for name, odd in odds if rng.random() < odd]
    return tuple(faults)


def _sheet_marks(medium: Medium, hardness: float, rng: Random) -> tuple[tuple[str, float], ...]:
    """What was written, stamped and punched."""
    if medium in ("card", "booklet"):
        return ()
    odds: tuple[tuple[str, float], ...] = (("pen_marks", 0.10), ("stamp_marks", 0.05), ("specks", 0.15))
    if medium == "paper":
        odds += (("holes", 0.10), ("staple", 0.06))
    return tuple((name, hardness * rng.uniform(0.2, 1)) for name, odd in odds if rng.random() < odd)


def _draw_phone(medium: Medium, hardness: float, rng: Random) -> PhoneRecipe:
    shape = _drawn(SHAPES[medium], rng)
    steep = rng.random() < 0.25
    fingers = rng.random() < (0.12 if medium != "thermal" else 0.2)
    glossy = medium in ("card", "booklet")
    return PhoneRecipe(
        shape=shape,
        medium=medium,
        hardness=hardness,
        surface=_drawn(TABLES, rng),
        light=_drawn(LIGHTS, rng),
        tilt_deg=rng.uniform(1, 8 + (30 if steep else 14) * hardness),
        roll_deg=_draw_roll(medium, hardness, rng),
        fill=_draw_fill(fingers, rng),
        long_side=rng.choice(LONG_SIDES[medium]),
        turn=rng.choice((90, 180, 270)) if rng.random() < (0.03 if medium == "thermal" else 0.06) else 0,
        fingers=fingers,
        glare=rng.random() < (0.3 if glossy else 0.04),
        cut_out=not fingers and rng.random() < (0.3 if glossy else 0.02),
        faults=print_faults(medium, hardness, rng) + _sheet_marks(medium, hardness, rng),
        seed=rng.getrandbits(62),
    )


def _draw_roll(medium: Medium, hardness: float, rng: Random) -> float:
    """Receipts are held upright by those who photograph them; large sheets lie as they fell."""
    if medium == "thermal":
        return rng.gauss(0, 1 + 2.5 * hardness) if rng.random() < 0.93 else rng.uniform(-20, 20)
    return rng.gauss(0, 2 + 4 * hardness) if rng.random() < 0.8 else rng.uniform(-30, 30)


def _draw_fill(fingers: bool, rng: Random) -> float:
    """How much of the picture the page spans; now and then a corner leaves it by up to a hundredth."""
    if rng.random() < 0.08:
        return rng.uniform(0.99, 1.01)
    return rng.uniform(0.86, 0.985) if fingers or rng.random() < 0.85 else rng.uniform(0.65, 0.86)


def _draw_scan(style: Style, medium: Medium, hardness: float, rng: Random) -> ScanRecipe:
    way: Way = "fax" if style == "fax" else "thermal" if medium == "thermal" else "flatbed"
    if way == "flatbed" and rng.random() < 0.25:
        way = "photocopy"
    small = medium in ("thermal", "card", "booklet")
    bed: Bed = "sheet" if small and rng.random() < (0.22 if medium == "thermal" else 0.12) else "page"
    marks = _sheet_marks(medium, hardness, rng)
    if medium == "thermal" and rng.random() < 0.25:  # bookkeepers tick and circle what they file
        marks += (("pen_marks", rng.uniform(0.3, 1)),)
    if not small and rng.random() < 0.15:
        marks += (("creases", hardness * rng.uniform(0.2, 1)),)
    return ScanRecipe(
        way=way,
        medium=medium,
        bed=bed,
        tone=_drawn(TONES[medium], rng),
        hardness=hardness,
        skew_deg=rng.gauss(0, 0.3 + 0.9 * hardness) if rng.random() < 0.7 else 0.0,
        scale=_draw_scale(medium, bed, hardness, rng),
        grey=rng.random() < (0.85 if way == "thermal" else 0.45),
        turn=rng.choice((90, 180, 270)) if rng.random() < 0.05 else 0,
        faults=print_faults(medium, hardness, rng) + marks,
        seed=rng.getrandbits(62),
    )


def _draw_scale(medium: Medium, bed: Bed, hardness: float, rng: Random) -> float:
    """Receipts are scanned coarsely: their pages come at the 203 dpi of the till."""
    if medium == "thermal":
        return rng.uniform(0.6, 0.75) if bed == "sheet" else rng.uniform(0.62, 1.0)
    return rng.choice((0.6, 0.75, 1.0, 1.0)) if rng.random() < 0.4 + 0.4 * hardness else 1.0


def _draw_screen(medium: Medium, hardness: float, rng: Random) -> ScreenRecipe:
    frames: Mapping[Frame, float] = {"viewer": 0.45, "window": 0.25, "crop": 0.18, "monitor": 0.12}
    if medium in ("card", "booklet"):
        frames = {"viewer": 0.05, "window": 0.07, "crop": 0.8, "monitor": 0.08}
    least, most = (95, 300) if medium in ("card", "booklet") else (84, 150)
    return ScreenRecipe(
        frame=_drawn(frames, rng),
        medium=medium,
        dpi=most - (most - least) * rng.betavariate(1 + 2 * hardness, 1.6),
        hardness=hardness,
        lossy=rng.random() < 0.5,
        seed=rng.getrandbits(62),
    )


def _drawn(shares: Mapping[Choice, float], rng: Random) -> Choice:
    return rng.choices(tuple(shares), tuple(shares.values()))[0]

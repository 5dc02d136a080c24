"""Looks of printed pages: scanned, photographed, small, coloured, ruled, spaced, overprinted."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from docfields.models.synthesis.lines import texts
from docfields.models.synthesis.lines.look import PAGE_STYLES, Ground, Look, between, dark, plain, some, some_rules
from docfields.models.synthesis.lines.scene import luminance, tinted
from docfields.models.synthesis.lines.setting import Spacing


def office_print(rng: Random) -> Look:
    return replace(plain(rng), damages=some(rng, (("defocus", 0.3), ("low_resolution", 0.5), ("sharpen", 0.5)), 0.4))


def scan(rng: Random) -> Look:
    """Office scanners, copiers and faxes."""
    damages = some(
        rng,
        (
            ("ink_spread", 0.9),
            ("worn_print", 0.7),
            ("bleed_through", 1.0),
            ("specks", 1.0),
            ("halftone", 0.5),
            ("low_resolution", 0.7),
            ("defocus", 0.4),
            ("exposure", 0.7),
            ("creases", 0.6),
        ),
        0.75,
    )
    if rng.random() < 0.45:
        damages += (("copied", rng.random()),)
    if rng.random() < 0.1:
        damages += (("binarised", 0.5),)
    return replace(
        plain(rng),
        height=between(rng, 16, 26, 48),
        damages=damages,
        noise=rng.uniform(0, 7),
        ground=rng.choice(("plain", "mottled")),
        contrast=rng.uniform(0, 8),
        jpeg=rng.randint(25, 90),
    )


def photo(rng: Random) -> Look:
    """Phone pictures of sheets that are bent, shaded and not quite sharp."""
    damages = some(
        rng,
        (
            ("defocus", 1.1),
            ("motion_blur", 1.0),
            ("sharpen", 0.9),
            ("exposure", 0.9),
            ("glare", 0.4),
            ("moire", 0.5),
            ("low_resolution", 1.0),
            ("ink_spread", 0.4),
        ),
        0.9,
        least=0.2,
    )
    return replace(
        plain(rng),
        height=between(rng, 14, 22, 46),
        paper=tinted(rng.uniform(140, 240), rng.random(), rng.uniform(0, 0.25)),
        ink=dark(rng, most=70),
        bend=rng.uniform(0, 0.2),
        slant=rng.choice((0, rng.gauss(0, 0.12))),
        light=rng.random(),
        ground=rng.choice(("plain", "mottled")),
        contrast=rng.uniform(0, 6),
        damages=damages,
        noise=rng.uniform(1, 11),
        jpeg=rng.randint(30, 92),
    )


def low_resolution(rng: Random) -> Look:
    look = plain(rng)
    return replace(
        look,
        height=rng.uniform(12.5, 18),
        italic=False,
        noise=rng.uniform(0, 3),
        jpeg=rng.randint(55, 92),
        margin=0.15,
        styles=tuple(style for style in PAGE_STYLES if style != "condensed"),
        damages=some(rng, (("low_resolution", 0.4), ("sharpen", 0.6)), 0.5),
        stretch=max(look.stretch, 0.95),
    )


def small_grey(rng: Random) -> Look:
    grey = rng.uniform(90, 165)
    return replace(
        plain(rng),
        height=rng.uniform(12, 18),
        ink=tinted(grey, rng.random(), rng.uniform(0, 0.2)),
        bold=False,
        paper=tinted(rng.uniform(240, 255), rng.random(), 0),
        noise=rng.uniform(0, 3),
        jpeg=rng.randint(60, 95),
        margin=0.15,
        damages=(),
        weight=rng.uniform(0.6, 0.95),
        styles=("sans", "sans", "serif"),
    )


def inverse(rng: Random) -> Look:
    """Light on dark: heads of tables, banners, screens."""
    paper = tinted(rng.uniform(10, 115), rng.random(), rng.uniform(0, 1))
    light = tinted(rng.uniform(max(170, luminance(paper) + 105), 255), rng.random(), rng.uniform(0, 0.3))
    return replace(office_print(rng), paper=paper, ink=light, bold=rng.random() < 0.5)


def colored(rng: Random) -> Look:
    """Coloured ink on coloured paper."""
    paper = tinted(rng.uniform(165, 250), rng.random(), rng.uniform(0.1, 0.9))
    ink = tinted(rng.uniform(20, luminance(paper) - 80), rng.random(), rng.uniform(0.3, 1))
    return replace(office_print(rng), paper=paper, ink=ink)


def boxed(rng: Random) -> Look:
    return replace(office_print(rng), rules=some_rules(rng), margin=0.3, height=between(rng, 18, 28, 50))


def neighbours(rng: Random) -> Look:
    return replace(scan(rng) if rng.random() < 0.3 else office_print(rng), neighbours=True, margin=0.42)


def spaced(rng: Random) -> Look:
    return replace(
        office_print(rng),
        spacing=Spacing(tracking=rng.uniform(0.06, 0.5), word_gap=rng.uniform(0.9, 1.6)),
        texts=lambda rng: texts.draw_text(rng)[:24].strip(),
        styles=("sans", "sans", "serif", "condensed"),
    )


def condensed(rng: Random) -> Look:
    return replace(
        office_print(rng),
        stretch=rng.uniform(0.6, 0.85),
        styles=("sans", "condensed", "mono", "serif"),
        height=between(rng, 20, 32, 58),
    )


def columns(rng: Random) -> Look:
    return replace(office_print(rng), texts=texts.draw_columns, spacing=Spacing(columns=(1.0, rng.uniform(2, 6))))


def italic(rng: Random) -> Look:
    look = replace(office_print(rng), height=between(rng, 19, 30, 56))
    if rng.random() < 0.5:
        return replace(look, italic=True)
    return replace(look, slant=rng.uniform(0.1, 0.32))


def display(rng: Random) -> Look:
    """Headlines and names of shops."""
    return replace(
        office_print(rng),
        styles=("display", "slab", "condensed"),
        height=between(rng, 24, 40, 60),
        bold=rng.random() < 0.5,
    )


def overprinted(rng: Random) -> Look:
    look = office_print(rng)
    return replace(look, height=between(rng, 20, 30, 50), damages=(("struck", rng.random()), *look.damages))


def pattern(rng: Random) -> Look:
    """Security paper, certificates, cards: fine lines and pictures under the print."""
    ground: Ground = rng.choice(("guilloche", "guilloche", "art"))
    grey = rng.uniform(175, 245)
    return replace(
        photo(rng) if rng.random() < 0.3 else office_print(rng),
        ground=ground,
        contrast=rng.uniform(15, 75),
        paper=tinted(grey, rng.random(), rng.uniform(0, 0.6)),
        ink=dark(rng, most=60),
        height=between(rng, 18, 28, 50),
    )

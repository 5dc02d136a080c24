"""Looks of tills, needles, typewriters, pens, displays, machine-readable zones, cards, and of Chinese lines."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from docfields.models.synthesis.lines import chinese as chinese_texts
from docfields.models.synthesis.lines import foreign, texts, zones
from docfields.models.synthesis.lines.look import Damages, Ground, Look, between, dark, plain, some
from docfields.models.synthesis.lines.page_looks import inverse, office_print, pattern, photo, scan
from docfields.models.synthesis.lines.scene import tinted
from docfields.models.synthesis.lines.setting import Spacing

_TILL_STYLES = ("mono", "mono", "mono", "condensed", "sans", "typewriter")


def thermal(rng: Random) -> Look:
    damages: Damages = (("thermal_fade", rng.random() * 0.75),) if rng.random() < 0.6 else ()
    damages += some(
        rng, (("defocus", 0.6), ("low_resolution", 0.6), ("creases", 0.7), ("exposure", 0.5), ("copied", 0.3)), 0.5
    )
    shade = rng.uniform(15, 95)
    return replace(
        plain(rng),
        texts=texts.draw_till_text,
        styles=_TILL_STYLES,
        height=between(rng, 15, 26, 46),
        damages=damages,
        paper=tinted(rng.uniform(195, 252), rng.random(), rng.uniform(0, 0.1)),
        bend=rng.uniform(0, 0.1),
        ink=(shade + rng.choice((0, 0, 25)), shade, shade),
        weight=rng.uniform(0.5, 1.2),
        light=rng.choice((0, rng.random())),
        stretch=rng.choice((1, 1, rng.uniform(0.68, 1), rng.uniform(1, 1.6))),
        noise=rng.uniform(0, 6),
        jpeg=rng.randint(35, 92),
        spacing=Spacing(columns=(1.0, rng.uniform(2, 7))),
        italic=False,
    )


def dot_matrix(rng: Random) -> Look:
    dots = rng.random() < 0.7
    return replace(
        plain(rng),
        texts=texts.draw_till_text,
        height=between(rng, 24, 36, 60),
        italic=False,
        damages=(),
        styles=("mono", "mono", "typewriter") if dots else ("dot_matrix", "dot_matrix", "mono"),
        bold=rng.random() < 0.35,
        stretch=rng.uniform(0.85, 1.3) if dots else rng.uniform(0.6, 1),
        pitch=rng.uniform(7.5, 11) if dots else None,
        noise=rng.uniform(0, 5),
        jpeg=rng.randint(45, 92),
        paper=tinted(rng.uniform(205, 250), rng.random(), 0.06),
        ink=dark(rng, most=90),
    )


def typewriter(rng: Random) -> Look:
    return replace(
        scan(rng),
        styles=("typewriter", "typewriter", "mono"),
        height=between(rng, 18, 28, 46),
        italic=False,
        spacing=Spacing(unrest=rng.uniform(0, 0.025)),
        weight=rng.uniform(0.55, 1.1),
        bold=rng.random() < 0.3,
    )


def handwriting(rng: Random) -> Look:
    pen = rng.choice(((60, 50, 45), (140, 60, 30), (170, 70, 20), (40, 40, 40), (50, 45, 150)))
    return replace(
        plain(rng),
        texts=texts.draw_hand_text,
        styles=("handwriting",),
        height=between(rng, 24, 38, 60),
        bold=False,
        ink=pen,
        spacing=Spacing(unrest=rng.uniform(0, 0.03), word_gap=rng.uniform(1.2, 2)),
        italic=False,
        damages=(),
        rules=rng.choice(((), (), ("below",), ("under",))),
        ground=rng.choice(("plain", "mottled")),
        contrast=5,
        bend=rng.uniform(0, 0.08),
        noise=rng.uniform(0, 5),
        slant=rng.choice((0, rng.uniform(-0.1, 0.15))),
        neighbours=False,
    )


def segment(rng: Random) -> Look:
    lit = rng.choice(((60, 60, 250), (90, 250, 90), (250, 200, 80), (60, 190, 250), (245, 245, 245)))
    look = replace(
        plain(rng),
        texts=texts.draw_display,
        styles=("segment",),
        height=between(rng, 20, 36, 60),
        italic=False,
        bold=False,
        damages=some(rng, (("defocus", 0.9), ("glare", 0.5), ("motion_blur", 0.5)), 0.6),
        noise=rng.uniform(0, 8),
        light=rng.random(),
        bend=rng.uniform(0, 0.08),
        jpeg=rng.randint(40, 92),
        neighbours=False,
        rules=(),
        stretch=rng.uniform(0.85, 1.2),
        margin=0.35,
        spacing=Spacing(),
    )
    if rng.random() < 0.5:
        return replace(look, paper=tinted(rng.uniform(8, 50), rng.random(), 0.3), ink=lit)
    return replace(look, paper=tinted(rng.uniform(130, 200), 0.6, 0.25), ink=tinted(rng.uniform(25, 60), 0, 0))


def ocr_b(rng: Random) -> Look:
    """Machine-readable zones, payment slips; some zones are printed in other type."""
    zone = rng.random() < 0.82
    look = photo(rng) if rng.random() < 0.5 else office_print(rng)
    ground: Ground = rng.choice(("plain", "plain", "mottled", "guilloche"))
    damages = look.damages
    if rng.random() < 0.22:
        damages, ground = (("binarised", 0.5),), "plain"
    elif rng.random() < 0.25:
        damages = (*damages, ("copied", rng.random()))
    return replace(
        look,
        texts=zones.draw_zone_line if zone else zones.draw_slip_line,
        italic=False,
        damages=damages,
        rules=(),
        styles=("ocr_b",) * 8 + ("mono", "typewriter") if zone else ("ocr_b",),
        height=between(rng, 15, 26, 52),
        stretch=rng.uniform(0.82, 1.12),
        ground=ground,
        contrast=rng.uniform(3, 12) if ground == "mottled" else rng.uniform(5, 45),
        bold=rng.random() < 0.1,
        weight=rng.uniform(0.55, 1.35),
        spacing=Spacing(tracking=rng.choice((0, 0, rng.uniform(-0.03, 0.12)))),
        neighbours=zone and rng.random() < 0.4,
        bend=min(look.bend, 0.1),
    )


def card_flat(rng: Random) -> Look:
    look = photo(rng) if rng.random() < 0.6 else office_print(rng)
    dark = rng.random() < 0.55
    paper = tinted(rng.uniform(15, 110) if dark else rng.uniform(160, 245), rng.random(), rng.uniform(0, 1))
    ink = tinted(rng.uniform(200, 255) if dark else rng.uniform(5, 60), rng.random(), rng.uniform(0, 0.2))
    return replace(
        look,
        texts=zones.draw_card_text,
        styles=("ocr_b", "mono", "sans", "condensed", "typewriter"),
        paper=paper,
        ink=ink,
        ground=rng.choice(("plain", "art", "art", "guilloche")),
        contrast=rng.uniform(5, 40),
        rules=(),
        neighbours=False,
        height=between(rng, 17, 30, 54),
        spacing=Spacing(tracking=rng.choice((0, rng.uniform(0, 0.2))), columns=(1, 2)),
        bend=min(look.bend, 0.08),
        italic=False,
    )


def card_embossed(rng: Random) -> Look:
    look = card_flat(rng)
    return replace(
        look,
        styles=("ocr_b", "ocr_b", "ocr_a", "mono"),
        raised=True,
        height=between(rng, 18, 32, 60),
        stretch=rng.uniform(0.9, 1.25),
        weight=rng.uniform(0.6, 0.95),
        paper=tinted(rng.uniform(20, 215), rng.random(), rng.random()),
        spacing=Spacing(tracking=rng.uniform(0.02, 0.2), columns=(1, 2)),
        bold=False,
        damages=some(
            rng,
            (("defocus", 1.0), ("exposure", 1.0), ("motion_blur", 0.9), ("glare", 0.7), ("low_resolution", 0.9)),
            0.75,
        ),
        light=rng.random(),
        contrast=rng.uniform(10, 60),
        noise=rng.uniform(0, 8),
    )


def chinese(rng: Random) -> Look:
    look = rng.choice((office_print, office_print, scan, photo, inverse, pattern))(rng)
    styles = ("chinese",) * 30 + ("chinese_handwriting",)
    return replace(
        look,
        texts=chinese_texts.draw_text,
        styles=styles,
        height=between(rng, 17, 28, 52),
        italic=False,
        stretch=rng.choice((1, 1, rng.uniform(0.8, 1.1))),
    )


def other_scripts(rng: Random) -> Look:
    """Greek and Cyrillic, as identity documents and letterheads print them."""
    look = rng.choice((office_print, office_print, scan, photo, pattern))(rng)
    return replace(look, texts=foreign.draw_other_script)

"""What faces of identity documents share: grounds, portraits, titles, zones, signatures, marks, words across."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from docfields.models.synthesis.pages import logos
from docfields.models.synthesis.pages.card_faces import Anchor, Item, Pen, Run, panel, picture, runs, text, zone
from docfields.models.synthesis.pages.identity.record import Identity
from docfields.models.synthesis.pages.identity.rows import Area
from docfields.models.synthesis.pages.identity.style import IdentityStyle
from docfields.models.synthesis.pages.identity.zone import LENGTHS, transliterate
from docfields.models.synthesis.pages.marks import barcode, biometric_symbol, emblem, flag, hologram, seal
from docfields.models.synthesis.pages.palettes import Palette, mix
from docfields.models.synthesis.pages.portraits import portrait
from docfields.models.synthesis.pages.security_print import security_ground
from docfields.models.synthesis.pages.typeset import Texts

ZONE_PITCH = 2.54 * 72 / 25.4
"""Points a character: ten an inch, ICAO Doc 9303-3 section 4."""

PAGE_WIDE = 360.0
"""More than the width of any face: what goes beyond is cut."""

SPECIMEN_WORDS = (
    "SPECIMEN",
    "SPECIMEN",
    "SPECIMEN",
    "MUSTER",
    "VZOR",
    "SPÉCIMEN",
    "ESPÉCIME",
    "MUESTRA",
    "SAMPLE",
    "VOID",
    "CANCELLED",
)


def ground(style: IdentityStyle, size: tuple[float, float], side: str = "front") -> Item:
    """The ground of a face: the same for all documents of a state."""
    return picture(0, 0, *size, _ground_source(f"{style.design}/{side}", *size, style.palette))


@lru_cache(maxsize=16)
def _ground_source(seed: str, width: float, height: float, palette: Palette) -> str:
    """Kept for the other documents of the state."""
    return security_ground(Random(seed), width, height, palette)


def portrait_of(identity: Identity, area: Area, *, framed: bool = False) -> list[Item]:
    """The holder's picture in an area of its own shape."""
    style = identity.style
    source = _portrait(identity, style.portrait_tone)
    items = [picture(*area, source, place="portrait")]
    if framed or "frame" in style.shows:
        items.append(panel(*area, stroke=style.palette.accent, thickness=0.6))
    return items


def _portrait(identity: Identity, tone: str, *, cut_out: bool = False) -> str:
    dark_haired = identity.nationality.code in ("CHN", "JPN", "KOR", "TWN", "THA")
    return portrait(
        identity.portrait_seed, identity.holder.sex, identity.age, tone=tone, cut_out=cut_out, dark_haired=dark_haired
    )


def ghost_of(identity: Identity, area: Area) -> list[Item]:
    """A pale second picture, where the state prints one."""
    if "ghost" not in identity.style.shows:
        return []
    source = _portrait(identity, identity.style.ghost_tone, cut_out=True)
    faint = source.replace("<defs>", '<g opacity="0.45"><defs>', 1).replace("</svg>", "</g></svg>")
    return [picture(*area, faint, place="ghost_portrait")]


def titles(texts: Texts, style: IdentityStyle, concept: str, area: Area) -> list[Item]:
    """The state's name and the document's title in its languages, arranged in one of several ways, with the emblem."""
    x, y, width, height = area
    rng = Random(f"{style.design}/titles")
    kind = rng.randrange(4)
    count = max(1, min(len(style.languages), len(style.state.titles)))
    names = style.state.titles[:count] if rng.random() < 0.75 else style.state.titles[:1]
    words = style.title_of(concept)
    items: list[Item] = []
    accent = style.palette.accent
    if "band" in style.shows:
        items.append(panel(0, 0, PAGE_WIDE, y + height, fill=accent, transparency=rng.choice((0, 0, 0.15))))
        accent = "#ffffff"
    if "emblem" in style.shows or "flag" in style.shows:
        side = min(height, 24.0)
        source = emblem(rng, accent) if "emblem" in style.shows else flag(rng)
        at_end = kind == 2 and rng.random() < 0.5
        items.append(picture(x + width - side if at_end else x, y, side, side, source, place="logo", fit="contain"))
        x, width = (x, width - side - 4) if at_end else (x + side + 5, width - side - 5)
    pen = style.title.at(min(0.46 * height, 13)).inked(accent)
    small = pen.at(0.62 * pen.size)
    state = [texts.add(name, field="issuing_country" if index == 0 else None) for index, name in enumerate(names)]
    step = 0.9 * pen.size
    under = max(0, int((height - step) / (1.15 * small.size)))
    if kind < 2:  # one at the left, one at the right
        title = [texts.add(word) for word in words]
        heads = (state, title) if kind == 0 else (title, state)
        shares = (0.58, 0.38) if kind == 0 else (0.38, 0.58)
        anchors: tuple[Anchor, Anchor] = ("start", "end")
        for tokens, share, anchor, at in zip(heads, shares, anchors, (x, x + width), strict=True):
            items += text(at, y + step, tokens[0], pen, anchor=anchor, width=share * width)
            for line, token in enumerate(tokens[1 : 1 + under], start=1):
                items += text(at, y + step + 1.15 * small.size * line, token, small, anchor=anchor, width=share * width)
        return items
    title_line = texts.add(style.joiner.join(words))
    if kind == 2:  # both in the middle
        middle = x + width / 2
        items += text(middle, y + step, state[0], pen, anchor="middle", width=width)
        items += text(
            middle, y + step + 1.05 * pen.size, title_line, pen.at(0.7 * pen.size), anchor="middle", width=width
        )
    else:  # one line of all names, one of all titles
        parts: list[Run] = [([token], pen if index == 0 else small) for index, token in enumerate(state)]
        items += runs(x, y + step, parts, gap=6, width=width)
        items += text(x, y + step + 1.05 * pen.size, title_line, pen.at(0.7 * pen.size), width=width)
    return items


def zone_of(texts: Texts, identity: Identity, size: tuple[float, float], top: float) -> list[Item]:
    """The machine-readable zone across the face from `top` down."""
    style = identity.style
    length = len(identity.zone[0])
    rows = len(identity.zone)
    wide = length * ZONE_PITCH
    tokens = [texts.add(line, field="mrz") for line in identity.zone]
    room = size[1] - top
    leading = 9.4 if rows == 2 else 5.6
    high = rows * 8 + (rows - 1) * leading
    items: list[Item] = []
    if "zone_panel" in style.shows:
        items.append(panel(0, top, size[0], room, fill=mix(style.palette.paper, "#ffffff", 0.8), transparency=0.15))
    y = top + max(4.0, 0.42 * (room - high))
    items.append(
        zone((size[0] - wide) / 2, y, wide, [token for token in tokens if token], font=style.zone_font,
             weight=style.zone_weight, fill="#16161a", leading=leading)
    )  # fmt: skip
    return items


def signature_of(
    texts: Texts, identity: Identity, area: Area, *, labelled: bool = True, prefix: str = ""
) -> list[Item]:
    """The holder's signature, written or a scribble, with its label below it."""
    style = identity.style
    if "signature" not in style.shows:
        return []
    x, y, width, height = area
    rng = Random(identity.portrait_seed)
    ink = rng.choice(("#15151a", "#1b2a6b", "#222222"))
    items: list[Item] = []
    if "scribble" in style.shows:
        items.append(
            picture(
                x, y, min(width, 3 * height), height, logos.draw_signature(rng, ink), place="signature", fit="contain"
            )
        )
    else:
        given = identity.holder.given_names[0]
        surname = identity.holder.surname.split()[0]
        plain = transliterate(
            rng.choice((f"{given} {surname}", f"{given[0]}. {surname}", surname)).replace(".", " ")
        ).replace("<", " ")
        pen = Pen(style.hand, min(0.8 * height, 15), ink)
        items += text(
            x + 2,
            y + 0.72 * height,
            texts.add(plain.title()),
            pen,
            width=width - 4,
            turn=rng.uniform(-4, 2),
            place="signature",
        )
    if prefix:
        items += text(x - 8, y + 0.7 * height, texts.add(prefix), style.label.at(5.5))
    elif labelled and style.design % 4:
        label = style.joiner.join(style.labels("signature"))
        items += text(x, y + height + 2.5, texts.add(label, label="signature"), style.label.at(3.8), width=width)
    return items


def has_strip(style: IdentityStyle) -> bool:
    """Whether a strip beside the rows is kept for a second picture and marks."""
    return bool(style.shows & {"ghost", "hologram", "seal", "biometric"})


def strip_of(identity: Identity, area: Area) -> list[Item]:
    """A second picture, hologram, seal and the sign of a chip below one another."""
    style = identity.style
    x, y, width, height = area
    rng = Random(f"{style.design}/strip")
    accent = style.palette.accent
    drawn: list[tuple[str, str | None, float]] = []
    for name, source, place, share in (
        ("hologram", hologram(rng), None, 0.75),
        ("seal", seal(rng, mix(accent, "#ffffff", 0.25)), "stamp", 0.95),
        ("biometric", biometric_symbol(accent), None, 0.45),
    ):
        if name in style.shows:
            drawn.append((source, place, share))
    rng.shuffle(drawn)
    items: list[Item] = []
    if "ghost" in style.shows:
        high = min(width * 9 / 7, 0.6 * height)
        at = y if rng.random() < 0.3 else y + height - high
        items += ghost_of(identity, (x + width - high * 7 / 9, at, high * 7 / 9, high))
        height -= high + 4
        y += high + 4 if at == y else 0
    for source, place, share in drawn:
        if height < share * width:
            break
        items.append(picture(x, y, width, share * width, source, place=place, fit="contain"))
        y, height = y + share * width + 4, height - share * width - 4
    return items


def specimen_of(texts: Texts, identity: Identity, size: tuple[float, float]) -> list[Item]:
    """SPECIMEN across the face, where the state's samples have it."""
    style = identity.style
    if not style.specimen:
        return []
    rng = Random(f"{style.design}/specimen")
    word = rng.choice(SPECIMEN_WORDS)
    width, height = size
    font = style.title.font
    if style.specimen == "across":
        pen = Pen(
            font, 0.2 * height, mix(style.palette.paper, rng.choice(("#777777", "#b04040")), 0.3), 700, tracking=2
        )
        turn = rng.choice((-28, -18, -35))
        return text(width * 0.52, height * 0.62, texts.add(word), pen, anchor="middle", turn=turn, width=0.8 * width)
    ink = rng.choice(("#c0392b", "#b3202a", "#333333"))
    pen = Pen(font, 0.07 * height if style.specimen == "red" else 0.045 * height, ink, 700)
    return text(
        rng.uniform(0.35, 0.6) * width,
        rng.uniform(0.5, 0.7) * height,
        texts.add(word),
        pen,
        turn=rng.choice((0, -12, -90, 20)),
    )


def side_number(texts: Texts, identity: Identity, x: float, y: float, size: float) -> list[Item]:
    """The document's number again, upright or as if pierced."""
    style = identity.style
    items: list[Item] = []
    if "side_number" in style.shows:
        pen = style.number.at(size)
        items += text(x, y, texts.add(identity.number, field="number"), pen, turn=-90)
    elif "perforated" in style.shows:
        pen = Pen(style.zone_font, 1.5 * size, style.palette.paper, stroke=(0.4, "#4a4a4a", None), tracking=1)
        items += text(x, y, texts.add(identity.number, field="number"), pen, turn=-90)
    return items


def barcode_of(content: str, symbology: str, area: Area) -> list[Item]:
    source, _ = barcode(content, symbology)
    return [picture(*area, source, place="barcode")]


def zone_height(form: str) -> float:
    """Of the part of a face that is kept for the zone, points."""
    return 62.0 if LENGTHS[form] != 30 else 58.0

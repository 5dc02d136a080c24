"""Driving licences with the numbered fields of the Vienna convention: 1, 2, 3, 4a ... 9, and a table on the back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from random import Random
from typing import Any

from docfields.models.synthesis.pages.card_faces import ID1, Item, Pen, face, panel, picture, runs, text
from docfields.models.synthesis.pages.identity.parts import (
    ground,
    has_strip,
    portrait_of,
    signature_of,
    specimen_of,
    strip_of,
)
from docfields.models.synthesis.pages.identity.record import Identity
from docfields.models.synthesis.pages.identity.rows import Entry, draw_rows, entry
from docfields.models.synthesis.pages.identity.states import words
from docfields.models.synthesis.pages.marks import star_badge
from docfields.models.synthesis.pages.palettes import mix
from docfields.models.synthesis.pages.typeset import Texts

SIGNS: Mapping[str, str] = {
    "AUT": "A", "BEL": "B", "BGR": "BG", "CHE": "CH", "CZE": "CZ", "DNK": "DK", "ESP": "E", "FRA": "F", "GBR": "UK",
    "GRC": "GR", "HRV": "HR", "HUN": "H", "ITA": "I", "LUX": "L", "LVA": "LV", "LTU": "LT", "MLT": "M", "NLD": "NL",
    "NOR": "N", "POL": "PL", "PRT": "P", "ROU": "RO", "SVK": "SK", "SVN": "SLO", "SWE": "S", "TUR": "TR",
}  # fmt: skip
"""Distinguishing signs of vehicles, which licences print for the state; others print their code."""

CATEGORIES = ("AM", "A1", "A2", "A", "B1", "B", "C1", "C", "D1", "D", "BE", "C1E", "CE", "D1E", "DE", "T", "L")


def draw_licence(texts: Texts, identity: Identity, sides: Sequence[str]) -> list[dict[str, Any]]:
    """The sides of a licence that this document shows."""
    return [_draw_front(texts, identity) if side == "front" else _draw_back(texts, identity) for side in sides]


def _draw_front(texts: Texts, identity: Identity) -> dict[str, Any]:
    style = identity.style
    rng = Random(f"{style.design}/licence")
    width, height = ID1
    items: list[Item] = [ground(style, ID1)]
    items += specimen_of(texts, identity, ID1) if style.specimen == "across" else []
    items += _heading(texts, identity, rng)
    high = rng.uniform(72, 88)
    wide = high * 35 / 45
    top = rng.uniform(34, 40)
    left = style.portrait_side == "left"
    portrait_x = 10 if left else width - 10 - wide
    x = 10 + wide + 9 if left else 10
    room = width - wide - 29 - (34 if has_strip(style) else 0)
    if has_strip(style):
        items += strip_of(identity, (x + room + 2, 40, 30, 90))
    items += portrait_of(identity, (portrait_x, top, wide, high))

    def get(concept: str, prefix: str, share: float = 1.0) -> Entry | None:
        return entry(identity, concept, share, prefix=prefix)

    dot = rng.choice((".", ".", ""))
    birth = get("birth_date_place", f"3{dot}") if "birth_place" in style.shows else get("birth_date", f"3{dot}")
    dates = (
        [[get("issue_date", f"4a{dot}"), get("authority", f"4c{dot}", 1.3)],
         [get("expiry_date", f"4b{dot}"), get("personal_number", f"4d{dot}", 1.3)]]
        if rng.random() < 0.65
        else [[get("issue_date", f"4a{dot}"), get("expiry_date", f"4b{dot}")], [get("authority", f"4c{dot}")],
              [get("personal_number", f"4d{dot}")]]
    )  # fmt: skip
    rows = [[get("surname", f"1{dot}")], [get("given_names", f"2{dot}")], [birth], *dates,
            [get("card_number", f"5{dot}")], [get("address", f"8{dot}")]]  # fmt: skip
    area = (x, 33, room, height - 52)
    items += draw_rows(texts, style, rows, area, numbers=count(1), largest=7.6)
    items += _classes(texts, identity, (x if rng.random() < 0.6 else portrait_x, height - 8), f"9{dot}", room)
    signed = (portrait_x + 8, top + high + 1, wide - 8, min(18.0, height - 10 - top - high))
    items += signature_of(texts, identity, signed, prefix=f"7{dot}")
    items += specimen_of(texts, identity, ID1) if style.specimen in ("red", "small") else []
    return dict(face(ID1, items))


def _heading(texts: Texts, identity: Identity, rng: Random) -> list[Item]:
    """The state's sign in a badge, the title and the state's name."""
    style = identity.style
    width = ID1[0]
    blue = rng.choice(("#1f3f9a", "#233a8c", style.palette.accent))
    union = style.state.code in SIGNS and style.state.code not in ("CHE", "GBR", "NOR", "TUR")
    items: list[Item] = [
        picture(9, 7, 33, 22, star_badge("#f5d442", blue)) if union else panel(9, 7, 33, 22, fill=blue, radius=2)
    ]
    sign = texts.add(SIGNS.get(style.state.code, style.state.code), field="issuing_country")
    items += text(25.5, 21, sign, Pen(style.title.font, 8, "#ffffff", 700), anchor="middle", width=20)
    title = style.title_of("driving_licence")
    pen = style.title.at(rng.uniform(10, 13))
    names = [
        texts.add(name, field="issuing_country" if index == 0 else None)
        for index, name in enumerate(style.state.titles[:2])
    ]
    if rng.random() < 0.6:
        items += text(48, 17, texts.add(title[0]), pen, width=100)
        items += text(width - 10, 15, names[0], pen.at(0.62 * pen.size), anchor="end", width=78)
        line = style.joiner.join(title[1:])
        items += text(48, 26, texts.add(line), pen.at(0.5 * pen.size), width=width - 60) if line else []
    else:
        items += text(48, 15, names[0], pen.at(0.78 * pen.size), width=width - 58)
        items += text(48, 26, texts.add(style.joiner.join(title)), pen.at(0.66 * pen.size), width=width - 58)
    return items


def _classes(texts: Texts, identity: Identity, at: tuple[float, float], prefix: str, room: float) -> list[Item]:
    """The classes in a row, each a text of its own."""
    style = identity.style
    pair = texts.new_pair()
    separator = ("/", " ", "/", "-", ",")[style.design % 5]
    parts = [([texts.add(prefix, label="licence_classes[0]", pair=pair)], style.label.at(6))]
    pen = style.value.at(7)
    tokens = []
    for index, name in enumerate(identity.classes):
        if index and separator.strip():
            tokens.append(texts.add(separator))
        tokens.append(texts.add(name, field=f"licence_classes[{index}]", pair=pair))
    spaced = not separator.strip()
    shown = [([token], pen) for token in tokens] if spaced else [(tokens, pen)]
    return runs(at[0], at[1], [*parts, *shown], gap=4, width=room)


def _draw_back(texts: Texts, identity: Identity) -> dict[str, Any]:
    """The table of categories with dates, and what the numbers mean."""
    style = identity.style
    rng = Random(f"{style.design}/table")
    width, height = ID1
    items: list[Item] = [ground(style, ID1, "back")]
    classes = CATEGORIES[: rng.randint(13, 17)]
    x, y = rng.uniform(64, 96), 10.0
    step = (height - 22) / (len(classes) + 1)
    widths = (30.0, *([(width - x - 42) / 3] * 3))
    size = min(5.4, 0.78 * step)
    small = Pen(style.label.font, size, style.palette.label)
    pen = Pen(style.value.font, size, style.palette.ink)
    rule = mix(style.palette.accent, "#ffffff", 0.3)
    for row in range(len(classes) + 2):
        items.append(panel(x, y + row * step, sum(widths), 0.01, stroke=rule, thickness=0.35))
    for column in range(5):
        items.append(panel(x + sum(widths[:column]), y, 0.01, step * (len(classes) + 1), stroke=rule, thickness=0.35))
    for column, head in enumerate(("9.", "10.", "11.", "12.")):
        token = texts.add(head, cell=(0, 0, column))
        items += text(x + sum(widths[:column]) + widths[column] / 2, y + 0.75 * step, token, small, anchor="middle")
    codes = ("01.06", "70", "78", "96", "01")
    for row, name in enumerate(classes, start=1):
        base = y + row * step + 0.75 * step
        held = name in identity.classes
        cells = (
            name,
            style.date(identity.issue, "short_dots") if held else "",
            style.date(identity.expiry, "short_dots") if held else "",
            codes[identity.portrait_seed % 5] if held and identity.portrait_seed % 3 == 0 else "",
        )
        for column, content in enumerate(cells):
            token = texts.add(content, cell=(0, row, column))
            items += text(
                x + sum(widths[:column]) + 2, base, token, small if column == 0 else pen, width=widths[column] - 3
            )
    items += _legend(texts, identity, x - 16)
    return dict(face(ID1, items))


def _legend(texts: Texts, identity: Identity, room: float) -> list[Item]:
    """What the numbers of the front mean, in the state's first language."""
    style = identity.style
    own = words(style.languages[0])
    items: list[Item] = []
    pen = Pen(style.label.font, 4.2, style.palette.label)
    y = 16.0
    for number, concept in (
        ("1.", "surname"), ("2.", "given_names"), ("3.", "birth_date"), ("4a.", "issue_date"), ("4b.", "expiry_date"),
        ("4c.", "authority"), ("5.", "card_number"), ("7.", "signature"), ("8.", "address"),
    ):  # fmt: skip
        if concept in own:
            items += text(8, y, texts.add(f"{number} {own[concept][0]}"), pen, width=room)
            y += 7
    return items

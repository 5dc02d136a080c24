"""Identity cards (TD1, TD2) and residence permits: front, and a back with the zone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from random import Random
from typing import Any

from docfields.models.synthesis.pages.card_faces import ID1, TD2, Item, Pen, face, picture, text
from docfields.models.synthesis.pages.identity.parts import (
    barcode_of,
    ground,
    has_strip,
    portrait_of,
    side_number,
    signature_of,
    specimen_of,
    strip_of,
    titles,
    zone_height,
    zone_of,
)
from docfields.models.synthesis.pages.identity.record import Identity
from docfields.models.synthesis.pages.identity.rows import Entry, draw_rows, entry
from docfields.models.synthesis.pages.identity.style import IdentityStyle
from docfields.models.synthesis.pages.marks import chip, seal
from docfields.models.synthesis.pages.palettes import mix
from docfields.models.synthesis.pages.typeset import Texts

Rows = list[list[Entry | None]]


def draw_card(texts: Texts, identity: Identity, sides: Sequence[str]) -> list[dict[str, Any]]:
    """The sides of a card that this document shows."""
    if identity.style.kind == "td2":
        return [_draw_td2(texts, identity)]
    faces = []
    front, back = _split(identity)
    for side in sides:
        faces.append(_draw_front(texts, identity, front) if side == "front" else _draw_back(texts, identity, back))
    return faces


def _title(style: IdentityStyle) -> str:
    return "residence_permit" if style.kind == "permit" else "id_card"


def _split(identity: Identity) -> tuple[Rows, Rows]:
    """The rows of the front and of the back."""
    rng = Random(f"{identity.style.design}/card")

    def get(concept: str, share: float = 1.0) -> Entry | None:
        return entry(identity, concept, share)

    names: Rows = [[get("surname")], [get("given_names")]]
    born = rng.choice(
        (
            [[get("birth_date"), get("birth_place", 1.2)], [get("sex", 0.6), get("nationality", 1.3)]],
            [[get("sex", 0.5), get("nationality", 0.9), get("birth_date")], [get("birth_place")]],
            [[get("birth_date"), get("sex", 0.5)], [get("nationality")]],
            [[get("nationality"), get("sex", 0.5)], [get("birth_date")], [get("birth_place")]],
        )
    )
    numbers: Rows = [[get("card_number"), get("personal_number")]]
    validity: Rows = [[get("issue_date"), get("expiry_date")]] if rng.random() < 0.4 else [[get("expiry_date")]]
    if identity.style.kind == "permit":
        validity.append([get("permit_category")])
        numbers = (
            [[get("card_number"), get("remarks")]] if rng.random() < 0.5 else [[get("card_number")], [get("remarks")]]
        )
    front = [*names, *born, *rng.choice(([*validity, *numbers], [*numbers, *validity]))]
    if rng.random() < 0.2:
        front = [*numbers, *names, *born, *validity]
    back: Rows = [[get("address")], [get("height", 0.7), get("eye_colour")], [get("authority")]]
    if rng.random() < 0.6:
        back.append([get("issue_date"), get("issue_place")])
    if not any(one.concept == "birth_place" for row in born for one in row if one):
        back.insert(0, [get("birth_place")])
    if rng.random() < 0.2:
        back.append([get("personal_number"), get("access_number", 0.6)])
    return front, back


def _draw_front(texts: Texts, identity: Identity, rows: Rows) -> dict[str, Any]:
    style = identity.style
    rng = Random(f"{style.design}/front")
    width, height = ID1
    head = rng.uniform(18, 26)
    items: list[Item] = [ground(style, ID1)]
    items += specimen_of(texts, identity, ID1) if style.specimen == "across" else []
    items += titles(texts, style, _title(style), (9, 5, width - 18, head - 2))
    high = rng.uniform(78, min(100, height - head - 22))
    wide = high * 35 / 45
    top = head + 5 + rng.uniform(3, max(4, height - head - high - 24))
    left = style.portrait_side == "left"
    portrait_x = 9 if left else width - 9 - wide
    column_x = 9 + wide + 8 if left else 9
    column = width - wide - 26
    room = column - (40 if has_strip(style) else 0)
    foot = height - 6
    if has_strip(style):
        items += strip_of(identity, (column_x + column - 36, head + 12, 36, foot - head - 36))
    if "chip" in style.shows and high < 86 and left:
        items.append(picture(portrait_x + wide / 2 - 15, height - 31, 30, 24, chip(rng), place="chip"))
        signed = (column_x + 0.5 * room, foot - 22, 0.5 * room, 18.0)
    else:
        signed = (portrait_x, top + high + 1, wide, max(12.0, height - top - high - 9))
    items += portrait_of(identity, (portrait_x, top, wide, high))
    below = foot - (20 if signed[0] != portrait_x and "signature" in style.shows else 4)
    items += draw_rows(texts, style, rows, (column_x, head + 9, room, below - head - 9), numbers=count(1), largest=8)
    items += signature_of(texts, identity, signed, labelled=signed[0] != portrait_x)
    items += side_number(texts, identity, width - 3, height - 12, 5.5)
    items += specimen_of(texts, identity, ID1) if style.specimen in ("red", "small") else []
    return dict(face(ID1, items))


def _draw_back(texts: Texts, identity: Identity, rows: Rows) -> dict[str, Any]:
    style = identity.style
    rng = Random(f"{style.design}/backside")
    width, height = ID1
    foot = height - zone_height("TD1")
    items: list[Item] = [ground(style, ID1, "back")]
    beside = rng.choice(("nothing", "barcode", "chip", "seal"))
    column = width - 20 - (0 if beside == "nothing" else 62)
    items += draw_rows(texts, style, rows, (10, 8, column, foot - 12), numbers=count(9), largest=7.4)
    spot = (width - 64, 12, 54, 20)
    if beside == "barcode":
        code = "".join(mark for mark in identity.number if mark.isalnum())
        items += barcode_of(code, rng.choice(("Code128", "PDF417")), spot)
    elif beside == "chip":
        items.append(picture(width - 50, 18, 34, 28, chip(rng), place="chip"))
    elif beside == "seal":
        items.append(
            picture(width - 60, 10, 48, 48, seal(rng, mix(style.palette.accent, "#ffffff", 0.2)), place="stamp")
        )
    if rng.random() < 0.3:
        items += text(
            width - 10,
            foot - 6,
            texts.add(identity.serial),
            Pen(style.label.font, 5, style.palette.label),
            anchor="end",
        )
    items += zone_of(texts, identity, ID1, foot)
    return dict(face(ID1, items))


def _draw_td2(texts: Texts, identity: Identity) -> dict[str, Any]:
    """A larger card whose zone is on its front."""
    style = identity.style
    rng = Random(f"{style.design}/td2")
    width, height = TD2
    foot = height - zone_height("TD2")
    head = rng.uniform(20, 28)
    items: list[Item] = [ground(style, TD2)]
    items += specimen_of(texts, identity, TD2) if style.specimen == "across" else []
    items += titles(texts, style, "id_card", (11, 5, width - 22, head))
    high = rng.uniform(84, min(100, foot - head - 12))
    wide = high * 35 / 45
    left = style.portrait_side == "left"
    portrait_x = 11 if left else width - 11 - wide
    column_x = 11 + wide + 9 if left else 11
    column = width - wide - 31
    room = column - (44 if has_strip(style) else 0)
    if has_strip(style):
        items += strip_of(identity, (column_x + column - 40, head + 12, 40, foot - head - 20))
    items += portrait_of(identity, (portrait_x, head + 8, wide, high))
    front, back = _split(identity)
    rows: Sequence[Sequence[Entry | None]] = [*front, *[row for row in back if rng.random() < 0.5]]
    seen: set[str] = set()
    unique: Rows = []
    for row in rows:
        kept = [one for one in row if one is not None and one.concept not in seen]
        seen.update(one.concept for one in kept)
        unique.append(list(kept))
    items += draw_rows(
        texts, style, unique, (column_x, head + 9, room, foot - head - 12), numbers=count(1), largest=8.4
    )
    if foot - head - high > 24:
        items += signature_of(
            texts, identity, (portrait_x, head + high + 8, wide, foot - head - high - 14), labelled=False
        )
    items += side_number(texts, identity, width - 4, foot - 8, 6)
    items += specimen_of(texts, identity, TD2) if style.specimen in ("red", "small") else []
    items += zone_of(texts, identity, TD2, foot)
    return dict(face(TD2, items))

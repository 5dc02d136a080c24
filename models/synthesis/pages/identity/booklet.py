"""Data pages of passports (TD3) and visas (MRV-A, MRV-B)."""

from __future__ import annotations

from itertools import count
from random import Random
from typing import Any

from docfields.models.synthesis.pages.card_faces import MRV_A, MRV_B, TD3, Item, face, text
from docfields.models.synthesis.pages.identity.parts import (
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
from docfields.models.synthesis.pages.typeset import Texts

Rows = list[list[Entry | None]]


def draw_passport(texts: Texts, identity: Identity) -> list[dict[str, Any]]:
    """The data page of a passport."""
    style = identity.style
    rng = Random(f"{style.design}/passport")
    width, height = TD3
    foot = height - zone_height("TD3")
    head = rng.uniform(24, 34)
    items: list[Item] = [ground(style, TD3)]
    items += specimen_of(texts, identity, TD3) if style.specimen == "across" else []
    items += titles(texts, style, "passport", (14, 7, width - 28, head))
    high = rng.uniform(108, min(130, foot - head - 12))
    wide = high * 35 / 45
    top = head + rng.uniform(9, max(10, foot - head - high - 4))
    left = style.portrait_side == "left"
    portrait_x = 14 if left else width - 14 - wide
    column_x = 14 + wide + 10 if left else 14
    column = width - wide - 38
    room = column - (48 if has_strip(style) else 0)
    if has_strip(style):
        items += strip_of(identity, (column_x + column - 44, head + 34, 44, foot - head - 44))
    items += portrait_of(identity, (portrait_x, top, wide, high))
    items += draw_rows(
        texts, style, _passport_rows(identity, rng), (column_x, head + 12, room, foot - head - 16), numbers=count(1)
    )
    signed = (
        (portrait_x, top + high + 1, wide, foot - top - high - 7)
        if foot - top - high > 18
        else (column_x + 0.55 * room, foot - 27, 0.44 * room, 20)
    )
    items += signature_of(texts, identity, signed)
    items += side_number(texts, identity, width - 4, foot - 8, 6.5)
    items += specimen_of(texts, identity, TD3) if style.specimen in ("red", "small") else []
    items += zone_of(texts, identity, TD3, foot)
    return [dict(face(TD3, items))]


def _passport_rows(identity: Identity, rng: Random) -> Rows:
    def get(concept: str, share: float = 1.0) -> Entry | None:
        return entry(identity, concept, share)

    top = [get("type", 0.6), get("country_code", 0.9), get("passport_number", 1.4)]
    names: Rows = [[get("surname")], [get("given_names")]]
    if rng.random() < 0.25:
        names.insert(1, [get("birth_name")])
    personal = get("personal_number", 1.2)
    birth = rng.choice(
        (
            [[get("nationality")], [get("birth_date"), personal], [get("sex", 0.6), get("birth_place", 1.6)]],
            [[get("nationality", 1.4), get("sex", 0.6)], [get("birth_date"), get("birth_place", 1.4)], [personal]],
            [[get("nationality")], [get("birth_date")], [get("sex", 0.5), get("birth_place", 1.5)], [personal]],
            [[get("birth_date"), get("sex", 0.5)], [get("birth_place")], [get("nationality"), personal]],
        )
    )
    more = [get("height", 0.6), get("eye_colour", 0.8)]
    address = [get("address")] if rng.random() < 0.3 else []
    end = rng.choice(
        (
            [[get("issue_date"), get("authority", 1.3)], [get("expiry_date"), get("issue_place")]],
            [[get("issue_date"), get("expiry_date")], [get("authority"), get("issue_place")]],
            [[get("issue_date")], [get("expiry_date")], [get("authority")]],
            [[get("authority")], [get("issue_date"), get("expiry_date")]],
        )
    )
    return [top, *names, *birth, more, address, *end]


def draw_visa(texts: Texts, identity: Identity) -> list[dict[str, Any]]:
    """A sticker for a page of a passport."""
    style = identity.style
    rng = Random(f"{style.design}/visa")
    size = MRV_A if style.kind == "visa_a" else MRV_B
    width, height = size
    foot = height - zone_height("MRV-A")
    head = rng.uniform(22, 30)
    items: list[Item] = [ground(style, size)]
    items += specimen_of(texts, identity, size) if style.specimen == "across" else []
    headed = rng.random() < 0.7
    items += titles(texts, style, "visa", (14, 6, width - (118 if headed else 28), head - 4))
    high = foot - head - rng.uniform(14, 24)
    wide = high * 35 / 45
    left = style.portrait_side == "left"
    portrait_x = 10 if left else width - 10 - wide
    column_x = wide + 20 if left else 12
    column = width - wide - 32
    if headed:
        pen = style.number.at(rng.uniform(9.5, 12))
        pen = pen.inked("#ffffff") if "band" in style.shows else pen
        items += text(width - 12, 20, texts.add(identity.number, field="number"), pen, anchor="end", width=86)
    if "code_large" in style.shows:
        code = texts.add(style.state.code, field="issuing_country")
        items += text(column_x + column - 4, head + 32, code, style.title.at(15), anchor="end")
    items += portrait_of(identity, (portrait_x, head + 8, wide, high))
    room = column - (46 if has_strip(style) else 6)
    if has_strip(style):
        items += strip_of(identity, (column_x + column - 42, head + 40, 38, foot - head - 46))
    items += draw_rows(
        texts, style, _visa_rows(identity, rng, numbered=not headed), (column_x, head + 6, room, foot - head - 12)
    )
    items += side_number(texts, identity, width - 3, foot - 10, 7)
    items += specimen_of(texts, identity, size) if style.specimen in ("red", "small") else []
    items += zone_of(texts, identity, size, foot)
    return [dict(face(size, items))]


def _visa_rows(identity: Identity, rng: Random, *, numbered: bool) -> Rows:
    """numbered: the sticker's own number stands among the rows."""

    def get(concept: str, share: float = 1.0) -> Entry | None:
        return entry(identity, concept, share)

    stay: Rows = [
        [get("valid_for", 1.4), get("card_number") if numbered else None],
        [get("valid_from"), get("valid_until")],
        [get("visa_type", 0.8), get("entries", 1.1), get("duration", 1.1)],
        [get("issued_in"), get("issued_on")],
    ]
    holder = rng.choice(
        (
            [[get("passport_of_holder"), get("sex", 0.5)], [get("name_of_holder")]],
            [[get("name_of_holder")], [get("passport_of_holder"), get("nationality", 0.9)]],
            [[get("surname")], [get("given_names")], [get("birth_date"), get("sex", 0.5), get("nationality")],
             [get("passport_of_holder")]],
            [[get("surname"), get("given_names")], [get("birth_date"), get("nationality")],
             [get("passport_of_holder")]],
        )
    )  # fmt: skip
    rows = [*stay, *holder] if rng.random() < 0.7 else [*holder, *stay]
    return [*rows, [get("remarks")]]

"""Driving licences with the short labels of American states (DL, EXP, DOB, HGT ...), front and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from docfields.models.synthesis.material.digits import fill
from docfields.models.synthesis.material.parties import draw_address
from docfields.models.synthesis.pages.card_faces import ID1, Item, Pen, face, panel, picture, runs, text
from docfields.models.synthesis.pages.identity.parts import (
    barcode_of,
    ghost_of,
    ground,
    portrait_of,
    side_number,
    signature_of,
    specimen_of,
)
from docfields.models.synthesis.pages.identity.record import Identity
from docfields.models.synthesis.pages.identity.style import IdentityStyle
from docfields.models.synthesis.pages.marks import emblem
from docfields.models.synthesis.pages.typeset import Texts

REGIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "USA": (
        ("ALABAMA", "AL"), ("ARIZONA", "AZ"), ("CALIFORNIA", "CA"), ("COLORADO", "CO"), ("FLORIDA", "FL"),
        ("GEORGIA", "GA"), ("ILLINOIS", "IL"), ("INDIANA", "IN"), ("IOWA", "IA"), ("KANSAS", "KS"), ("MAINE", "ME"),
        ("MICHIGAN", "MI"), ("MINNESOTA", "MN"), ("NEBRASKA", "NE"), ("NEVADA", "NV"), ("NEW YORK", "NY"),
        ("NORTH CAROLINA", "NC"), ("OHIO", "OH"), ("OREGON", "OR"), ("PENNSYLVANIA", "PA"), ("TENNESSEE", "TN"),
        ("TEXAS", "TX"), ("UTAH", "UT"), ("VERMONT", "VT"), ("VIRGINIA", "VA"), ("WASHINGTON", "WA"),
        ("WISCONSIN", "WI"),
    ),
    "CAN": (
        ("ALBERTA", ""), ("BRITISH COLUMBIA", ""), ("MANITOBA", ""), ("NEW BRUNSWICK", ""), ("NOVA SCOTIA", ""),
        ("ONTARIO", ""), ("SASKATCHEWAN", ""),
    ),
    "AUS": (
        ("NEW SOUTH WALES", "NSW"), ("QUEENSLAND", "QLD"), ("SOUTH AUSTRALIA", "SA"), ("TASMANIA", "TAS"),
        ("VICTORIA", "VIC"), ("WESTERN AUSTRALIA", "WA"),
    ),
    "UTO": (
        ("NORTHMOOR", ""), ("LAKE PROVINCE", ""), ("WEST AMAUROT", ""), ("HYTHLODAY COUNTY", ""), ("SOUTH ANYDER", ""),
    ),
}  # fmt: skip
"""Names of regions that issue licences, and their short forms in addresses; no region's layout is drawn."""

_WORDINGS: Mapping[str, tuple[str, ...]] = {
    "number": (
        "DL", "DLN", "DL NO.", "LIC#", "DL No", "LICENSE NO.", "4d DL", "4d DLN", "4d LIC. NO.", "Customer Identifier",
    ),
    "expiry_date": ("EXP", "EXPIRES", "4b EXP", "EXP DATE", "Expires", "4b EXPIRES"),
    "birth_date": ("DOB", "3 DOB", "BIRTH DATE", "Date of Birth", "D.O.B."),
    "issue_date": ("ISS", "4a ISS", "ISSUED", "Issued", "4a ISSUED"),
    "surname": ("LN", "1", "1 LN", "LAST NAME", "1 FAMILY NAME"),
    "given_names": ("FN", "2", "2 FN", "FIRST NAME", "2 GIVEN NAMES"),
    "address": ("8", "ADDRESS", "8 ADDRESS", "", ""),
    "class": ("CLASS", "9 CLASS", "CLASS:", "Class", "9"),
    "endorsements": ("END", "9a END", "ENDORSE", "ENDORSEMENTS", "End"),
    "restrictions": ("REST", "12 RESTR", "RSTR", "12 REST", "RESTRICTIONS", "Restr"),
    "sex": ("SEX", "15 SEX", "Sex", "GENDER"),
    "height": ("HGT", "16 HGT", "HT", "Height", "16 HT"),
    "weight": ("WGT", "17 WGT", "WT", "Weight"),
    "eye_colour": ("EYES", "18 EYES", "EYE", "Eyes"),
    "hair": ("HAIR", "19 HAIR", "Hair"),
    "document_discriminator": ("DD", "5 DD", "DD:", "5 DD#"),
}  # fmt: skip

_EYES = ("BRO", "BLU", "GRN", "HAZ", "GRY", "BLK", "BRN", "BROWN", "BLUE")
_HAIR = ("BRO", "BLK", "BLN", "GRY", "RED", "BRN", "BALD")
_TITLES = (
    "DRIVER LICENSE",
    "DRIVER'S LICENSE",
    "Driver License",
    "OPERATOR LICENSE",
    "DRIVER LICENCE",
    "COMMERCIAL DRIVER LICENSE",
)
_CLASS_NOTES = ("Any single vehicle under 26,001 lbs", "Passenger vehicles", "Non-commercial vehicles")
_CLASSES = ("C", "D", "A", "B", "M", "E", "DM", "F")
_ENDORSEMENTS = ("NONE", "NONE", "M", "T", "H", "P", "N", "S")
_RESTRICTIONS = ("NONE", "NONE", "B", "A", "CORR LENS", "B,E", "1", "J")


@dataclass(frozen=True, slots=True)
class American:
    """What these licences say besides. region: its name."""

    region: str
    address: tuple[str, ...]
    discriminator: str
    vehicle_class: str
    endorsements: str
    restrictions: str
    weight: str
    hair: str
    eyes: str
    middle_apart: bool

    def values(self, identity: Identity) -> dict[str, str]:
        """Fields that differ from other documents' or come on top of them."""
        given = identity.holder.given_names
        values = {
            "region": self.region,
            "address": ", ".join(self.address),
            "document_discriminator": "".join(self.discriminator.split()),
            "licence_classes[0]": self.vehicle_class,
            "endorsements": self.endorsements,
            "restrictions": self.restrictions,
            "eye_colour": self.eyes,
            "surname": identity.holder.surname.upper(),
            "given_names": " ".join(given[:1] if self.middle_apart else given).upper(),
        }
        return {**values, "middle_name": " ".join(given[1:]).upper()} if self.middle_apart else values


def draw_american(rng: Random, identity: Identity) -> American:
    style = identity.style
    design = Random(f"{style.design}/american")
    region, short = design.choice(REGIONS[style.state.code])
    given = identity.holder.given_names
    pounds = round(rng.gauss(150 if identity.holder.sex == "F" else 185, 24))
    return American(
        region=region,
        address=_draw_address(rng, identity, short),
        discriminator=fill(
            rng,
            design.choice(
                ("##########", "########@@#####", "##/##/#######/####", "@@########", "######################")
            ),
        ),
        vehicle_class=rng.choice(_CLASSES),
        endorsements=rng.choice(_ENDORSEMENTS),
        restrictions=rng.choice(_RESTRICTIONS),
        weight=f"{pounds}{design.choice(('', ' lb', ' lbs', ' LB'))}",
        hair=rng.choice(_HAIR),
        eyes=rng.choice(_EYES),
        middle_apart=len(given) > 1 and design.random() < 0.15,
    )


def _draw_address(rng: Random, identity: Identity, short: str) -> tuple[str, ...]:
    """In the region, if the lists of towns have one there."""
    where = identity.style.state.place
    if where is None:
        return tuple(line.upper() for line in identity.holder.address)
    for _ in range(120):
        address = draw_address(rng, where)
        if not short or address.state == short:
            break
    lines = [line.rstrip(",").upper() for line in address.lines()]
    if short and address.state and address.state != short:
        lines = [line.replace(f", {address.state} ", f", {short} ") for line in lines]
    return tuple(line for line in lines if "UNITED STATES" not in line and line != "USA")


def draw_american_licence(
    texts: Texts, identity: Identity, licence: American, sides: Sequence[str]
) -> list[dict[str, Any]]:
    """The sides of a licence that this document shows."""
    faces = []
    for side in sides:
        faces.append(_draw_front(texts, identity, licence) if side == "front" else _draw_back(texts, identity, licence))
    return faces


def _wording(style: IdentityStyle, name: str) -> str:
    """All of a state's labels are numbered, or none."""
    numbered = style.design % 2 == 0
    options = [text for text in _WORDINGS[name] if text[:1].isdigit() == numbered] or list(_WORDINGS[name])
    return Random(f"{style.wording}/{name}").choice(options)


def _draw_front(texts: Texts, identity: Identity, licence: American) -> dict[str, Any]:
    style = identity.style
    rng = Random(f"{style.design}/front")
    width, height = ID1
    items: list[Item] = [ground(style, ID1)]
    items += specimen_of(texts, identity, ID1) if style.specimen == "across" else []
    head = rng.uniform(22, 28)
    ink = style.palette.accent
    if "band" in style.shows:
        items.append(panel(0, 0, width, head, fill=ink))
        ink = "#ffffff"
    title = style.title.inked(ink)
    region = texts.add(licence.region if rng.random() < 0.7 else licence.region.title(), field="region")
    words = texts.add(rng.choice(_TITLES))
    country = texts.add({"USA": "USA"}.get(style.state.code, style.state.titles[0]), field="issuing_country")
    if rng.random() < 0.5:
        items += text(10, head - 7, region, title.at(15), width=118)
        items += text(width - 10, head - 12, words, title.at(8.5), anchor="end", width=96)
        items += text(width - 10, head - 4, country if rng.random() < 0.6 else None, title.at(6), anchor="end")
    else:
        items += runs(
            10,
            head - 7,
            [([country] if rng.random() < 0.6 else [], title.at(7)), ([region], title.at(14)), ([words], title.at(8))],
            gap=6,
            width=width - 20,
        )
    high = rng.uniform(76, 96)
    wide = high * 0.79
    top = head + rng.uniform(8, 16)
    left = style.portrait_side == "left"
    portrait_x = 9 if left else width - 9 - wide
    x = 9 + wide + 8 if left else 10
    room = width - wide - 26
    ghost = (x + room - 30, height - 50, 28, 36)
    items += ghost_of(identity, ghost)
    items += portrait_of(identity, (portrait_x, top, wide, high))
    items += _front_rows(texts, identity, licence, (x, head + 5, room, height - head - 10), rng)
    items += signature_of(texts, identity, (portrait_x, top + high + 1, wide, height - top - high - 6), labelled=False)
    items += side_number(texts, identity, width - 3, height - 12, 5.5)
    if "organ_donor" in style.shows:
        items += text(
            x + room - 4, height - 6, texts.add("DONOR"), Pen(style.value.font, 5.4, "#b3202a", 700), anchor="end"
        )
    items += specimen_of(texts, identity, ID1) if style.specimen in ("red", "small") else []
    return dict(face(ID1, items))


Cell = tuple[str, tuple[tuple[str, str | None], ...]]
"""Name of a label, and its value's parts, one a line."""


def _front_rows(
    texts: Texts, identity: Identity, licence: American, area: tuple[float, float, float, float], rng: Random
) -> list[Item]:
    style, holder = identity.style, identity.holder
    given = [part.upper() for part in holder.given_names]
    names: tuple[tuple[str, str | None], ...] = ((" ".join(given), "given_names"),)
    if licence.middle_apart:
        names = ((given[0], "given_names"), (" ".join(given[1:]), "middle_name"))
    top: list[list[Cell]] = [
        [("number", ((identity.number, "number"),)), ("class", ((licence.vehicle_class, "licence_classes[0]"),))]
    ]
    dates: list[list[Cell]] = [
        [
            ("birth_date", ((style.date(holder.birth), "birth_date"),)),
            ("expiry_date", ((style.date(identity.expiry), "expiry_date"),)),
        ]
    ]
    who: list[list[Cell]] = [
        [("surname", ((holder.surname.upper(), "surname"),))],
        [("given_names", names)],
        [("address", tuple((line, "address") for line in licence.address))],
    ]
    body: list[Cell] = [("sex", ((holder.sex, "sex"),)), ("height", ((identity.height, "height"),))]
    if "weight" in style.shows:
        body.append(("weight", ((licence.weight, None),)))
    looks: list[Cell] = [("eye_colour", ((licence.eyes, "eye_colour"),))]
    if "hair" in style.shows:
        looks.append(("hair", ((licence.hair, None),)))
    legal: list[Cell] = [
        ("restrictions", ((licence.restrictions, "restrictions"),)),
        ("endorsements", ((licence.endorsements, "endorsements"),)),
    ]
    issued: list[Cell] = [("issue_date", ((style.date(identity.issue), "issue_date"),))]
    if rng.random() < 0.7:
        issued.append(("document_discriminator", ((licence.discriminator, "document_discriminator"),)))
    end: list[list[Cell]] = [[*body, *looks] if rng.random() < 0.4 else body, legal, issued]
    if end[0] == body:
        end.insert(1, looks)
    rows = rng.choice(([*top, *dates, *who, *end], [*top, *who, *dates, *end], [*who, *top, *dates, *end]))
    return _place(texts, style, rows, area)


def _place(
    texts: Texts, style: IdentityStyle, rows: Sequence[Sequence[Cell]], area: tuple[float, float, float, float]
) -> list[Item]:
    """Labels before or above their values, rows as close as the height asks."""
    x, y, width, height = area
    above = style.label_place == "above"
    units = [max(len(parts) for _, parts in row) + (0.62 if above else 0.22) for row in rows]
    size = min(7.6, height / sum(units) / 1.05)
    gap = min(2.5, (height - 1.05 * size * sum(units)) / len(rows))
    label_pen = style.label.at(min(0.64 * size if not above else 0.5 * size, 5)).inked(style.palette.accent)
    items: list[Item] = []
    for row, unit in zip(rows, units, strict=True):
        wide = width / len(row)
        for column, (name, parts) in enumerate(row):
            field = {"class": "licence_classes[0]", "weight": "", "hair": ""}.get(name, name)
            wording = _wording(style, name)
            pair = texts.new_pair()
            label = texts.add(wording, label=field, pair=pair)
            pen = style.value.at(size * (1.08 if name in ("number", "expiry_date") else 0.96))
            left = x + column * wide
            if name in ("number", "expiry_date") and style.design % 3 == 0:
                pen = pen.inked("#a31d24")
            base = y + (0.5 * size + 0.95 * size if above else size)
            if above:
                items += text(left, y + 0.42 * size, label, label_pen, width=wide - 2)
            for line, (content, part_field) in enumerate(parts):
                token = texts.add(content, field=part_field, pair=pair)
                if not above and line == 0:
                    items += runs(left, base, [([label], label_pen), ([token], pen)], gap=2, width=wide - 3)
                else:
                    inset = 0 if above else 0.55 * label_pen.size * len(wording) * (1 if len(wording) < 4 else 0)
                    items += text(left + inset, base + line * 1.04 * size, token, pen, width=wide - inset - 3)
        y += 1.05 * unit * size + gap
    return items


def _draw_back(texts: Texts, identity: Identity, licence: American) -> dict[str, Any]:
    style = identity.style
    rng = Random(f"{style.design}/back")
    width, height = ID1
    items: list[Item] = [ground(style, ID1, "back")]
    content = f"@ANSI 636000{identity.number}{licence.discriminator}{identity.holder.surname}".encode(
        "ascii", "ignore"
    ).decode()
    items += barcode_of(content * 4, "PDF417", (14, rng.uniform(44, 70), width - 28, 40))
    if rng.random() < 0.5:
        items += barcode_of(
            "".join(mark for mark in identity.number if mark.isalnum()),
            "Code128",
            (width / 2 - 50, height - 24, 100, 14),
        )
    small = Pen(style.label.font, rng.uniform(3.8, 4.8), style.palette.ink)
    lines = [
        f"CLASS {licence.vehicle_class}: {rng.choice(_CLASS_NOTES)}",
        rng.choice(("Endorsements: see front", "ENDORSEMENTS: NONE", "Organ donor registry on file")),
        rng.choice(
            (
                "Report change of address within 10 days.",
                "The holder must carry this licence while driving.",
                "If found drop in any mailbox.",
            )
        ),
    ]
    y = 10.0
    for line in lines[: rng.randint(1, 3)]:
        items += text(14, y + 4, texts.add(line), small, width=width - 80)
        y += 1.5 * small.size
    pair = texts.new_pair()
    label = texts.add(_wording(style, "document_discriminator"), label="document_discriminator", pair=pair)
    value = texts.add(licence.discriminator, field="document_discriminator", pair=pair)
    items += runs(14, height - 8, [([label], small), ([value], small.at(5))], gap=2)
    if "emblem" in style.shows:
        items.append(picture(width - 46, 8, 32, 32, emblem(rng, style.palette.accent), place="logo", fit="contain"))
    return dict(face(ID1, items))

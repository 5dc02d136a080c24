"""The head of a receipt: whose it is. Names, address, numbers, and what kind of paper this is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis.material import identifiers
from docfields.models.synthesis.material.locale import Locale
from docfields.models.synthesis.material.records import Party
from docfields.models.synthesis.pages import logos
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.lines import Align, Element, Parts
from docfields.models.synthesis.pages.receipt.look import Paper, Till
from docfields.models.synthesis.pages.receipt.shop import Shop
from docfields.models.synthesis.pages.typeset import Token

NameStyle = Literal["plain", "bold", "large", "tall", "wide", "double", "huge", "display", "inverse"]

LegalPlace = Literal["none", "above", "below", "foot"]

_STYLES: dict[NameStyle, dict[str, float | bool]] = {
    "plain": {},
    "bold": {"bold": True},
    "large": {"size": 1.35, "bold": True},
    "tall": {"tall": 2},
    "wide": {"wide": 2},
    "double": {"wide": 2, "tall": 2},
    "huge": {"size": 1.8},
    "display": {"size": 2},
    "inverse": {"bold": True, "inverse": True},
}
_SET_LARGER: dict[NameStyle, NameStyle] = {"tall": "large", "wide": "large", "double": "huge"}
"""What stands for letters that are drawn out where a till sets larger ones."""

_LEGAL_NAME_COUNTRIES = ("MY", "SG", "IN", "CN")
"""Where receipts name the firm that pays the tax, and are known by its name."""

_TAX_OFFICE_NUMBER = re.compile(r"siret|siren|steuer-?nummer|st\.? ?-?nr|\babn\b|pan\b", re.IGNORECASE)
"""Labels of numbers that are no VAT numbers."""


@dataclass(frozen=True, slots=True)
class HeadLook:
    """order: of what follows the names. legal: where the firm stands whose name is not on the door.

    mark: where a picture stands by the name. comma: address lines are joined with commas as far as the room goes.
    """

    align: Align
    name: NameStyle
    mark: Literal["none", "above", "left"]
    mark_svg: str
    mark_size: float
    legal: LegalPlace
    order: tuple[str, ...]
    join_address: bool
    label_phone: bool
    brackets: bool
    number_form: str
    fax: bool
    number_behind_name: bool
    greeting: str
    title: str
    title_form: Literal["plain", "bold", "stars", "arrows", "large", "spaced", "rules"]
    title_place: Literal["top", "end", "none"]


def draw_head_look(issuer: Random, where: Locale, shop: Shop, paper: Paper) -> HeadLook:
    asian = where.country in _LEGAL_NAME_COUNTRIES
    order = [
        name
        for name, share in (
            ("address", 0.94), ("phone", 0.7), ("tax_id", 0.72), ("branch", 0.18), ("registration", 0.25),
            ("web", 0.16), ("email", 0.06),
        )
        if issuer.random() < share
    ]  # fmt: skip
    if issuer.random() < 0.3:
        issuer.shuffle(order)
    elif "branch" in order:
        order.remove("branch")
        order.insert(0, "branch")
    registered = shop.party.vat_id or shop.party.tax_id
    number = identifiers.grouped(issuer, registered, "vat_id" if shop.party.vat_id else "tax_id", where.country)
    firm_colors = (issuer.choice(logos.PALETTE),) if paper.sheet else (paper.ink, "#707070")
    titles = ("receipt", "invoice", "invoice") if asian or paper.sheet else ("receipt", "receipt", "invoice")
    places: tuple[LegalPlace, ...] = ("none", "above", "below", "foot")
    legal = issuer.choices(places, (5, 15, 70, 10) if asian else (58, 7, 22, 13))[0]
    other = shop.sign != shop.party.name
    titled = issuer.random() < (0.85 if where.country == "MY" else 0.4)
    return HeadLook(
        align="center" if issuer.random() < 0.82 else "left",
        name=issuer.choices(
            ("plain", "bold", "large", "tall", "wide", "double", "huge", "display", "inverse"),
            (20, 18, 12, 10, 7, 10, 7, 22, 2),
        )[0],
        mark=issuer.choices(("none", "above", "left"), (72, 22, 6))[0],
        mark_svg=logos.draw_mark(issuer, firm_colors),
        mark_size=issuer.uniform(20, 44),
        legal=legal if other else "none",
        order=tuple(order),
        join_address=issuer.random() < 0.3,
        label_phone=issuer.random() < 0.75,
        brackets=issuer.random() < (0.2 if asian else 0.02),
        number_form=number,
        fax=issuer.random() < 0.12,
        number_behind_name=where.country == "MY" and issuer.random() < 0.6,
        greeting=issuer.choice(where.phrases["receipt_thanks"]) if issuer.random() < 0.07 else "",
        title=issuer.choice(titles),
        title_form=issuer.choices(
            ("plain", "bold", "stars", "arrows", "large", "spaced", "rules"), (30, 22, 10, 6, 18, 6, 8)
        )[0],
        title_place=issuer.choices(("end", "top"), (85, 15))[0] if titled or paper.sheet else "none",
    )  # fmt: skip


def legal_is_seller(till: Till, look: HeadLook) -> bool:
    """Whether the firm's name, not the one over the door, is the seller's."""
    return look.legal in ("above", "below") and till.where.country in _LEGAL_NAME_COUNTRIES


def head(till: Till, look: HeadLook, room: int | None = None) -> list[Element]:
    """room: columns that the head may take; None for the whole width."""
    room = till.columns if room is None else room
    shop, found = till.sale.shop, []
    if look.greeting:
        found += _texts(till, look, look.greeting, room)
    if look.title_place == "top":
        found += title(till, look, room)
    legal = [] if look.legal in ("none", "foot") else _legal_name(till, look, room)
    sign = _sign(till, look, room)
    found += [*legal, *sign] if look.legal == "above" else [*sign, *legal]
    if look.number_behind_name and not legal and shop.party.registrations:
        found += _texts(till, look, _bracketed(shop.party), room)
    for name in look.order:
        found += _entry(till, look, name, room)
    return found


def title(till: Till, look: HeadLook, room: int) -> list[Element]:
    """What kind of paper this is: "Receipt", "Tax invoice"."""
    text = till.cased(till.word(look.title))
    style: dict[str, float | bool] = {}
    if look.title_form == "stars":
        text = f"*** {text} ***"
    elif look.title_form == "arrows":
        text = f">>>>> {text} <<<<<"
    elif look.title_form == "spaced":
        text = " ".join(text.upper()).replace("   ", "  ") if len(text) < 12 else text.upper()
    elif look.title_form == "large":
        style = {"wide": 2} if till.paper.stretch and len(text) * 2 <= room else {"size": 1.3, "bold": True}
    elif look.title_form == "bold":
        style = {"bold": True}
    printed = lines.text_line(lines.joined([till.texts.add(text)]), room, look.align, style=style)
    if look.title_form == "rules":
        return [*till.rule(height=0.8), printed, *till.rule(height=0.8)]
    return [lines.gap(0.5), printed, lines.gap(0.3)]


def _sign(till: Till, look: HeadLook, room: int) -> list[Element]:
    """The name over the door, set as the shop likes it, with its mark."""
    shop = till.sale.shop
    field = None if legal_is_seller(till, look) else "seller.name"
    form = look.name if till.paper.stretch else _SET_LARGER.get(look.name, look.name)
    style = dict(_STYLES[form])
    factor = float(style.get("wide", style.get("size", 1)))
    if form == "display":
        return [_logo(till, look, till.lines(shop.sign, int(room / 1.6), field=field))]
    if look.mark != "none" and not till.paper.capitals:
        style.pop("inverse", None)
    tokens = till.lines(shop.sign, int(room / factor), field=field)
    printed = [lines.text_line(lines.joined([token]), room, look.align, style=style) for token in tokens]
    if look.mark == "none":
        return printed
    size = look.mark_size
    return [lines.picture("logo", look.mark_svg, size, size, look.align), *printed]


def _logo(till: Till, look: HeadLook, tokens: list[Token | None]) -> Element:
    """A name in letters of its own, which only the logo shows; a mark beside or above."""
    return {
        "k": "logo",
        "svg": None if look.mark == "none" else look.mark_svg,
        "side": look.mark,
        "a": look.align,
        "fonts": list(till.paper.display),
        "size": 1.7,
        "mark": look.mark_size,
        "t": [token for token in tokens if token],
    }


def _legal_name(till: Till, look: HeadLook, room: int) -> list[Element]:
    party = till.sale.shop.party
    field = "seller.name" if legal_is_seller(till, look) else None
    tokens = till.lines(party.name, room, field=field)
    rows = [lines.joined([token]) for token in tokens]
    if look.number_behind_name and party.registrations:
        number = lines.joined([till.text(_bracketed(party))])
        if lines.parts_width(rows[-1]) + lines.parts_width(number) < room:
            rows[-1] = lines.extended(rows[-1], number)
        else:
            rows.append(number)
    return [lines.text_line(row, room, look.align) for row in rows]


def _bracketed(party: Party) -> str:
    """A firm's number as it stands behind its name."""
    return f"({party.registrations[0][1].strip('()')})"


def legal_foot(till: Till, look: HeadLook) -> list[Element]:
    """The firm's name where it stands at the end."""
    if look.legal != "foot":
        return []
    return [
        lines.text_line(lines.joined([token]), till.columns, "center")
        for token in till.lines(till.sale.shop.party.name, till.columns)
    ]


def _entry(till: Till, look: HeadLook, name: str, room: int) -> list[Element]:
    shop, party = till.sale.shop, till.sale.shop.party
    if name == "address":
        return _address(till, look, room)
    if name == "phone" and party.phone:
        found = [_labelled(till, look, "phone" if look.label_phone else "", party.phone, "seller.phone", room)]
        if look.fax and party.fax:
            label = till.habits.label(till.where, "invoice.fax", colon=True)
            pair = till.texts.labelled(till.cased(label), till.cased(party.fax))
            found.append(lines.text_line(lines.joined(pair), room, look.align))
        return found
    if name == "tax_id":
        return _tax_number(till, look, room)
    if name == "branch":
        return _texts(till, look, shop.branch, room)
    if name == "registration" and party.registrations and not look.number_behind_name:
        label, number = party.registrations[0]
        return _texts(till, look, f"{label} {number}", room)
    site = {"web": party.website, "email": party.email}.get(name, "")
    return _texts(till, look, site, room, cased=False) if lines.columns_of(site) <= room else []


def _address(till: Till, look: HeadLook, room: int) -> list[Element]:
    printed = till.sale.shop.party.address_lines()
    if look.join_address:
        joint = "" if till.where.language == "zh" else ", "
        printed = (joint.join(part.rstrip(" ,") for part in printed),)
    found = []
    for part in printed:
        for token in till.lines(part, room, field="seller.address"):
            found.append(lines.text_line(lines.joined([token]), room, look.align))
    return found


def _tax_number(till: Till, look: HeadLook, room: int) -> list[Element]:
    party = till.sale.shop.party
    if not (party.vat_id or party.tax_id):
        return []
    concept = "tax_id"
    label = till.word(concept)
    number = look.number_form
    if party.tax_id and party.vat_id and _TAX_OFFICE_NUMBER.search(label):
        number = party.tax_id
    return [_labelled(till, look, concept, number, "seller.tax_id", room)]


def _labelled(till: Till, look: HeadLook, concept: str, value: str, field: str, room: int) -> Element:
    if not concept:
        return lines.text_line(lines.joined([till.text(value, field=field)]), room, look.align)
    label = till.cased(till.word(concept, colon=True))
    if look.brackets and field == "seller.tax_id":
        pair = till.texts.labelled(f"({label}", till.cased(value), field)
        parts = lines.extended(lines.joined(pair), lines.joined([till.text(")")]), 0)
    else:
        parts = lines.joined(till.texts.labelled(label, till.cased(value), field))
    return lines.text_line(parts, room, look.align)


def _texts(till: Till, look: HeadLook, text: str, room: int, *, cased: bool = True) -> list[Element]:
    wrapped = lines.wrap(till.cased(text) if cased else text, room)
    rows: list[Parts] = [lines.joined([till.texts.add(part)]) for part in wrapped]
    return [lines.text_line(row, room, look.align) for row in rows]

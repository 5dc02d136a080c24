"""Identity documents in layouts of our own: passports, cards, permits, visas, licences, Chinese resident cards.

States are real codes of ICAO Doc 9303 and Utopia; no layout is one that a state uses, and nobody's portrait is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from docfields.models.synthesis.material.locale import Locale
from docfields.models.synthesis.pages.finish import finish
from docfields.models.synthesis.pages.identity.american import REGIONS, draw_american, draw_american_licence
from docfields.models.synthesis.pages.identity.booklet import draw_passport, draw_visa
from docfields.models.synthesis.pages.identity.card import draw_card
from docfields.models.synthesis.pages.identity.licence import draw_licence
from docfields.models.synthesis.pages.identity.record import Identity, draw_identity
from docfields.models.synthesis.pages.identity.resident import (
    IGNORED,
    draw_resident,
    draw_resident_faces,
    draw_resident_style,
)
from docfields.models.synthesis.pages.identity.states import State, draw_state
from docfields.models.synthesis.pages.identity.style import Kind, draw_identity_style
from docfields.models.synthesis.pages.typeset import Texts, typeset
from docfields.models.synthesis.truth import PrintedDocument

KIND_WEIGHTS: Mapping[Kind, int] = {
    "passport": 30, "td1": 20, "td2": 8, "permit": 12, "visa_a": 5, "visa_b": 5, "licence": 12, "licence_us": 0,
}  # fmt: skip
"""How often each kind is issued; states with American licences issue those in place of the others."""

AMERICAN_WEIGHT = 70
RESIDENT_SHARE = 0.75
"""Of the documents of China that are asked for with its locale."""

SIDES: tuple[tuple[str, ...], ...] = (("front", "back"), ("front",), ("back",))
SIDE_WEIGHTS = (48, 40, 12)


def print_identity(issuer: Random, rng: Random, where: Locale, group: str) -> PrintedDocument:
    """A document of one state. issuer: draws the state, the kind of document and its design; rng: the holder."""
    if where.language == "zh" and issuer.random() < RESIDENT_SHARE:
        return _print_resident(issuer, rng, where, group)
    state = draw_state(issuer, where)
    kind = _draw_kind(issuer, state)
    style = draw_identity_style(issuer, state, kind)
    identity = draw_identity(rng, style)
    sides = rng.choices(SIDES, SIDE_WEIGHTS)[0]
    texts = Texts()
    values = identity.values()
    if kind == "licence_us":
        american = draw_american(rng, identity)
        values |= american.values(identity)
        faces = draw_american_licence(texts, identity, american, sides)
    else:
        faces = _draw_faces(texts, identity, sides)
    made = typeset("identity.typ", {"faces": faces, "relief": False}, texts)
    zone = identity.zone_values() if "mrz" in made.printed else {}
    values |= {name: value for name, value in zone.items() if name not in made.printed}
    known = {*made.printed, *zone}
    unsure = ("issuing_country",) if "front" in sides or zone else ("number", "issuing_country")
    return finish(
        "identity",
        group,
        made,
        values,
        language=style.languages[0],
        shown=("document_type", *zone),
        ignore=[name for name in unsure if name not in known],
        broken=identity.broken,
        medium="booklet" if kind in ("passport", "visa_a", "visa_b") else "card",
    )


def _draw_kind(issuer: Random, state: State) -> Kind:
    weights = dict(KIND_WEIGHTS)
    if state.code in REGIONS:
        weights["licence"], weights["licence_us"] = 0, AMERICAN_WEIGHT
    return issuer.choices(tuple(weights), tuple(weights.values()))[0]


def _draw_faces(texts: Texts, identity: Identity, sides: Sequence[str]) -> list[dict[str, Any]]:
    kind = identity.style.kind
    if kind == "passport":
        return draw_passport(texts, identity)
    if kind in ("visa_a", "visa_b"):
        return draw_visa(texts, identity)
    return draw_licence(texts, identity, sides) if kind == "licence" else draw_card(texts, identity, sides)


def _print_resident(issuer: Random, rng: Random, where: Locale, group: str) -> PrintedDocument:
    """A Chinese resident card."""
    style = draw_resident_style(issuer)
    resident = draw_resident(rng, where)
    texts = Texts()
    faces = draw_resident_faces(texts, resident, style, rng.choices(SIDES, SIDE_WEIGHTS)[0])
    made = typeset("identity.typ", {"faces": faces, "relief": False}, texts)
    return finish(
        "identity",
        group,
        made,
        resident.values(),
        language="zh",
        shown=("document_type",),
        ignore=IGNORED,
        broken=() if resident.valid else ("personal_number",),
        medium="card",
    )

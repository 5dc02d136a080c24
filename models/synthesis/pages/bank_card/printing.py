"""Bank cards of invented issuers, front, back or both; networks are named in plain words, their marks are not drawn.

Embossed cards: what is raised (number, dates, holder) is printed in the PDF in the card's own colours, a little lighter
or darker than the ground, or as foil on the tips; `relief` has the same pages with just those characters in black. The
camera's light on the relief gives the look, the PDF's text gives the truth.
"""

from __future__ import annotations

from random import Random

from docfields.models.synthesis.material.locale import Locale
from docfields.models.synthesis.pages.bank_card.back import draw_back
from docfields.models.synthesis.pages.bank_card.front import draw_front
from docfields.models.synthesis.pages.bank_card.record import draw_bank_card, draw_bank_of
from docfields.models.synthesis.pages.bank_card.style import draw_style
from docfields.models.synthesis.pages.finish import finish
from docfields.models.synthesis.pages.typeset import Texts, typeset
from docfields.models.synthesis.truth import PrintedDocument

SIDES = (("front",), ("front", "back"), ("back",))
SIDE_WEIGHTS = (58, 32, 10)


def print_bank_card(issuer: Random, rng: Random, where: Locale, group: str) -> PrintedDocument:
    """A card of one bank. issuer: draws the bank and its design, rng: the card."""
    bank = draw_bank_of(issuer, where)
    style = draw_style(issuer)
    back = Random(issuer.getrandbits(64))
    card = draw_bank_card(rng, bank, where)
    texts = Texts()
    faces = []
    for side in rng.choices(SIDES, SIDE_WEIGHTS)[0]:
        if side == "front":
            faces.append(draw_front(texts, card, bank, style, rng))
        else:
            faces.append(draw_back(texts, card, bank, style, where, back, rng))
    made = typeset("bank_card.typ", {"faces": faces, "relief": False}, texts)
    relief = typeset("bank_card.typ", {"faces": faces, "relief": True}, texts).pdf if style.embossed else None
    ignore = [] if "network" in made.printed else ["network"]
    if card.expiry is None:
        ignore.append("expiry")
    return finish(
        "bank_card",
        group,
        made,
        card.values(),
        language=where.language,
        ignore=ignore,
        broken=() if card.valid else ("number",),
        medium="card",
        relief=relief,
    )

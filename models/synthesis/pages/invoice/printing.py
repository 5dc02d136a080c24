"""Invoices, credit notes, proformas, reminders and bills of utilities: printed documents with their truth."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from docfields.models.synthesis.material.locale import draw_habits
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.finish import finish
from docfields.models.synthesis.pages.invoice.arrangement import lower_part, middle_part, upper_part
from docfields.models.synthesis.pages.invoice.business import draw_business
from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.invoice.furniture import (
    fold_marks,
    footer,
    head_of_later_pages,
    words_behind,
)
from docfields.models.synthesis.pages.invoice.letterhead import band, sidebar
from docfields.models.synthesis.pages.invoice.look import draw_print
from docfields.models.synthesis.pages.invoice.payment import payment_slip
from docfields.models.synthesis.pages.invoice.record import draw_invoice
from docfields.models.synthesis.pages.invoice.truth import SUMS, state_invoice
from docfields.models.synthesis.pages.nodes import Node, on_pages, over, space
from docfields.models.synthesis.pages.typeset import Typeset, typeset
from docfields.models.synthesis.truth import PrintedDocument

MOST_PAGES = 4
ROW_HEIGHT = 3.4
"""Of a high row of items, in sizes of the text."""

TABLE_SHARE = 0.6
"""Of a page's height, over all pages of an invoice."""

SMALLER = (1.0, 0.85, 0.8)
"""Sizes that are tried, each in the last one's."""


def print_invoice(issuer: Random, rng: Random, where: Locale, group: str) -> PrintedDocument:
    """An invoice of a seller. issuer: gives the same seller, habits and looks each time; rng: this document."""
    habits = draw_habits(issuer, where, "invoice")
    business = draw_business(issuer, where)
    look = draw_print(issuer, where)
    seed = issuer.getrandbits(48)
    row_height = ROW_HEIGHT * look.size
    invoice = draw_invoice(business, rng, where, int(MOST_PAGES * look.paper[1] * TABLE_SHARE / row_height))
    draft, made = _set(Draft(invoice, where, habits, look, seed, rng), rng.getstate())
    draft.ignore += [name for name in SUMS if name in made.printed and not invoice.shown(name)]
    if any(name.startswith("accounts[1].") for name in made.printed):
        draft.ignore += ["payment.iban", "payment.bic"]
    return finish(
        "invoice",
        group,
        made,
        draft.values,
        language=where.language,
        shown=[name for name, by in draft.implied.items() if not by or by in made.printed],
        ignore=sorted(set(draft.ignore)),
        broken=draft.invoice.broken,
        medium=look.medium,
    )


def _set(draft: Draft, state: object) -> tuple[Draft, Typeset]:
    """The typeset pages. Where a long word runs off the page everything is set smaller, with the same chances."""
    for share in SMALLER:
        draft.rng.setstate(state)  # type: ignore[arg-type]
        look = replace(draft.look, size=draft.look.size * share, small=draft.look.small * share)
        draft = Draft(draft.invoice, draft.where, draft.habits, look, draft.seed, draft.rng)
        state_invoice(draft)
        try:
            return draft, typeset("invoice.typ", _page(draft), draft.texts)
        except ValueError:
            if share == SMALLER[-1]:
                raise
    raise AssertionError("the last try returns or raises")


def _page(draft: Draft) -> dict[str, object]:
    """What the template needs: the page's measures, its ground, head and foot, and the nodes of the body."""
    look = draft.look
    top, right, bottom, left = look.margins
    ground: list[Node | None] = [over(node, "top left") for node in fold_marks(draft)]
    behind = words_behind(draft)
    ground.append(over(behind, "center horizon"))
    form = draft.pick("page/form", ("plain", "band", "sidebar"), _form_weights(draft))
    foot, height = footer(draft)
    if foot is not None and draft.chance("footer/first page only", 0.15):
        foot = on_pages(foot, 1, 1)
    body: list[Node | None] = []
    if form == "band":
        band_height = draft.between("band/height", 48, 110)
        ground.append(on_pages(over(band(draft, band_height), "top left"), 1, 1))
        body.append(space(max(0.0, band_height - top) + look.gap))
    elif form == "sidebar":
        width = draft.between("sidebar/width", 110, 165)
        side = draft.pick("sidebar/side", ("left", "left", "right"))
        all_pages = draft.chance("sidebar/all pages", 0.5)
        ground.append(on_pages(over(sidebar(draft, width), f"top {side}"), 1, 0 if all_pages else 1))
        left, right = (width + 18, right) if side == "left" else (left, width + 18)
    body += upper_part(draft, headed=form != "plain")
    body.append(space(look.gap))
    body += middle_part(draft)
    body.append(space(look.gap * draft.between("gap/items", 0.3, 1.2)))
    body += lower_part(draft)
    slip = payment_slip(draft)
    body += [space(None), slip] if slip else []
    return {
        "page": {
            "paper": look.paper,
            "margins": (top, right, bottom + height, left),
            "fonts": [look.family, *look.fallbacks],
            "size": look.size,
            "ink": look.ink,
            "leading": look.air,
        },
        "ground": [node for node in ground if node is not None],
        "head": head_of_later_pages(draft),
        "foot": foot,
        "body": [node for node in body if node is not None],
    }


def _form_weights(draft: Draft) -> tuple[int, int, int]:
    return {"designed": (70, 20, 10), "plain": (90, 7, 3), "letter": (92, 2, 6)}.get(draft.look.manner, (100, 0, 0))

"""Where the blocks of an invoice stand: above the item table, and below it."""

from __future__ import annotations

from collections.abc import Sequence

from docfields.models.synthesis.material.locale import draw_phrase
from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.invoice.frames import Entry, entry, labels_and_values
from docfields.models.synthesis.pages.invoice.furniture import footer_names_seller
from docfields.models.synthesis.pages.invoice.items import (
    column_count,
    dash_row,
    draw_table_look,
    items_table,
    overdue_table,
)
from docfields.models.synthesis.pages.invoice.letterhead import letterhead
from docfields.models.synthesis.pages.invoice.meta import (
    against_entry,
    meta_block,
    meta_entries,
    meta_names,
    place_and_date,
    title_and_meta,
    title_node,
)
from docfields.models.synthesis.pages.invoice.parties import (
    contact_entries,
    contact_nodes,
    party_block,
    separator,
    window,
)
from docfields.models.synthesis.pages.invoice.payment import (
    bank_block,
    closing_block,
    notes_block,
    qr_block,
    remit_block,
    stamp,
    terms_block,
)
from docfields.models.synthesis.pages.invoice.totals import beside, closing_rows, tax_table, totals_block, totals_form
from docfields.models.synthesis.pages.logos import bar_code
from docfields.models.synthesis.pages.nodes import Node, Width, grid, line, over, picture, row, space, stack

SCHEMES = (
    "window", "window right", "title beside head", "three columns", "numbers left", "strip", "stacked", "title row",
    "numbers first", "from and to", "sheet", "crossed", "boxes",
)  # fmt: skip
"""Ways to share the upper part of the page among the parties, the title and the numbers."""

_WEIGHTS = {
    "plain": (8, 6, 16, 8, 6, 9, 7, 8, 7, 12, 1, 7, 5), "designed": (7, 3, 16, 10, 4, 10, 4, 9, 6, 18, 1, 8, 4),
    "erp": (12, 8, 10, 6, 8, 18, 4, 6, 9, 4, 2, 8, 12), "letter": (36, 16, 5, 2, 12, 7, 8, 7, 2, 2, 0, 3, 0),
    "typewriter": (18, 10, 12, 2, 12, 8, 14, 8, 10, 4, 0, 6, 0),
    "dot_matrix": (18, 10, 12, 2, 12, 8, 14, 8, 10, 4, 0, 6, 0),
    "sheet": (0, 0, 2, 2, 0, 4, 4, 2, 8, 6, 70, 2, 4),
}  # fmt: skip


def upper_part(draft: Draft, *, headed: bool) -> list[Node | None]:
    """All above the items. headed: whether a band or a column of the page names the seller already."""
    scheme = draft.pick("scheme", SCHEMES, _WEIGHTS[draft.look.manner])
    seller_block = scheme in ("from and to", "sheet", "crossed") or (
        scheme == "three columns" and draft.chance("seller in three", 0.5)
    )
    names = meta_names(draft)
    extra = [against_entry(draft)]
    parts: list[Node | None] = []
    if not headed and scheme == "title beside head" and draft.chance("head/split", 0.6):
        head = letterhead(draft, full=True)
        meta = title_and_meta(draft, "meta", [*meta_entries(draft, names), *extra])
        parts.append(
            row(
                [head, meta],
                [f"{draft.between('head/share', 1, 1.6):.2f}fr", "1fr"],
                aligns=["left", "right"],
                gutter=16,
            )
        )
        return [*parts, *_gaps(draft, [_parties(draft)])]
    if not headed:
        brief = (seller_block or footer_names_seller(draft)) and draft.chance("head/brief", 0.6)
        if not (seller_block and draft.chance("head/none", 0.3)):
            parts.append(letterhead(draft, full=not brief))
    parts.append(_bar_code(draft))
    late = scheme in ("window", "window right", "numbers left") and draft.chance("place and date", 0.12)
    dated = place_and_date(draft) if late else None
    return _gaps(draft, [*parts, dated, *_scheme(draft, scheme, names, extra)])


def _bar_code(draft: Draft) -> Node | None:
    """The number for scanners, with the number below."""
    if draft.look.mechanical or draft.invoice.subtype != "invoice" or not draft.chance("bar code", 0.04):
        return None
    code = picture(bar_code(draft.invoice.number), 130, 26, "barcode")
    below = line(draft.say(draft.invoice.number, "number"), style=draft.look.small_style)
    return stack(code, below, gap=3, align=draft.pick("bar code/align", ("right", "left")), wide=True)


def _scheme(draft: Draft, scheme: str, names: list[str], extra: list[Entry | None]) -> list[Node | None]:
    look = draft.look
    wide: Width = f"{draft.between('scheme/share', 0.9, 1.5):.2f}fr"

    def numbers(key: str = "meta", part: list[str] | None = None, *, narrow: bool = True) -> Node | None:
        entries = meta_entries(draft, names if part is None else part)
        return meta_block(draft, key, [*entries, *(extra if part is None else [])], narrow=narrow)

    if scheme in ("window", "window right"):
        address = stack(space(draft.between("window/down", 0, 40)), window(draft))
        title = title_node(draft)
        meta = numbers()
        pair = [address, meta] if scheme == "window" else [meta, address]
        shared = row(pair, [wide, "1fr"], aligns=["left", draft.pick("window/meta", ("left", "right"))])
        return [shared, _others(draft), title]
    if scheme == "numbers left":
        title = title_node(draft)
        return [
            row([stack(title, numbers(), gap=look.gap * 0.6), party_block(draft, "buyer")], ["1fr", wide]),
            _others(draft),
        ]
    if scheme == "strip":
        return [
            title_node(draft),
            _parties(draft),
            labels_and_values(
                draft, "meta strip", [*meta_entries(draft, names), *extra], forms=("strip", "above", "strip")
            ),
        ]
    if scheme == "stacked":
        head, parties = [title_node(draft), numbers()], [party_block(draft, "buyer"), _others(draft)]
        return [*parties, *head] if draft.chance("stacked/party first", 0.5) else [*head, *parties]
    if scheme == "title row":
        split = len(names) // 2 + 1
        title = title_node(draft)
        first = numbers("meta", names[:split])
        second = labels_and_values(draft, "meta strip", [*meta_entries(draft, names[split:]), *extra])
        return [title, row([party_block(draft, "buyer"), first], [wide, "1fr"]), _others(draft), second]
    if scheme == "numbers first":
        return [title_node(draft), numbers(narrow=False), _parties(draft)]
    if scheme == "from and to":
        title = title_node(draft)
        blocks = [party_block(draft, "seller"), party_block(draft, "buyer")]
        if draft.chance("from and to/reversed", 0.25):
            blocks.reverse()
        return [title, row(blocks, ["1fr", "1fr"], gutter=20), _others(draft), numbers(narrow=False)]
    if scheme == "three columns":
        if draft.chance("seller in three", 0.5):
            blocks = [party_block(draft, "seller"), party_block(draft, "buyer")]
        else:
            blocks = [party_block(draft, "buyer"), *_list(_others(draft))]
        title = title_node(draft)
        return [title, row([*blocks, numbers()], ["1fr"] * (len(blocks) + 1), gutter=14)]
    if scheme == "sheet":
        return _sheet(draft, names, extra)
    if scheme == "crossed":
        left = stack(party_block(draft, "seller"), party_block(draft, "buyer"), gap=look.gap)
        right = title_and_meta(draft, "meta", [*meta_entries(draft, names), *extra])
        return [
            row([left, right], [wide, "1fr"], aligns=["left", draft.pick("crossed/align", ("left", "right"))]),
            _others(draft),
        ]
    if scheme == "boxes":
        title = title_node(draft)
        cells = [party_block(draft, "buyer"), *_list(_others(draft)), numbers()]
        return [title, row(cells, ["1fr"] * len(cells), gutter=draft.between("boxes/gutter", 0, 12))]
    return [row([title_node(draft), numbers()], [wide, "1fr"], aligns=["left", "right"]), _parties(draft)]


def _list(node: Node | None) -> list[Node | None]:
    return [] if node is None else [node]


def _others(draft: Draft) -> Node | None:
    """Where goods and bills go, if elsewhere."""
    blocks = [block for block in (party_block(draft, "bill_to"), party_block(draft, "ship_to")) if block is not None]
    if not blocks:
        return None
    return blocks[0] if len(blocks) == 1 else row(blocks, ["1fr"] * 2, gutter=16)


def _parties(draft: Draft) -> Node | None:
    """The buyer with the other addresses beside or below."""
    buyer = party_block(draft, "buyer", titled=draft.chance("buyer titled", 0.9))
    others = [block for block in (party_block(draft, "ship_to"), party_block(draft, "bill_to")) if block is not None]
    if not others:
        if draft.chance("buyer/half", 0.5):
            pair = [buyer, None] if draft.chance("buyer/left", 0.75) else [None, buyer]
            return row(pair, ["1fr", "1fr"])
        return buyer
    if draft.chance("parties/stacked", 0.2):
        return stack(buyer, *others, gap=draft.look.gap * 0.7, wide=True)
    return row([buyer, *others], ["1fr"] * (1 + len(others)), gutter=16)


def _sheet(draft: Draft, names: list[str], extra: list[Entry | None]) -> list[Node | None]:
    """Sections over the whole width, every number with its label: as programs show data."""
    forms = ("zebra", "ruled", "values_right", "grid", "colons")
    made: list[Node | None] = [title_node(draft)]
    made.append(labels_and_values(draft, "sheet", [*meta_entries(draft, names), *extra], forms=forms))
    for role in ("seller", "buyer", "ship_to"):
        entries = (
            contact_entries(draft, role, ("contact", "phone", "email", "vat_id", "tax_id")) if role != "ship_to" else []
        )
        block = party_block(draft, role)
        made.append(
            stack(block, labels_and_values(draft, "sheet", entries, forms=forms), gap=draft.look.air, wide=True)
        )
    return made


def _gaps(draft: Draft, blocks: Sequence[Node | None]) -> list[Node | None]:
    """Blocks with room between them, not always the same."""
    made: list[Node | None] = []
    for index, block in enumerate(one for one in blocks if one is not None):
        if index:
            made.append(space(draft.look.gap * draft.between(f"gap/{index}", 0.6, 1.8)))
        made.append(block)
    return made


def middle_part(draft: Draft) -> list[Node | None]:
    """Salutation and items."""
    look = draft.look
    invoice = draft.invoice
    made: list[Node | None] = []
    phrases = "reminder_text" if invoice.subtype == "reminder" else "invoice_intro"
    if invoice.subtype == "reminder" or draft.chance("intro", 0.5 if look.manner == "letter" else 0.18):
        days = str(draft.rng.choice((7, 8, 10, 14)))
        texts = [draw_phrase(draft.rng, draft.where, phrases, days=days)]
        if invoice.subtype == "reminder" and draft.rng.random() < 0.6:
            texts.append(draw_phrase(draft.rng, draft.where, phrases, days=days))
        made.append(draft.note(" ".join(dict.fromkeys(texts))))
    if invoice.readings:
        made.append(_readings(draft))
    if not look.mechanical and draft.chance("rule above items", 0.06):
        made.append(separator(draft))
    if invoice.subtype == "reminder":
        made.append(overdue_table(draft))
    else:
        closing = closing_rows(draft, column_count(draft)) if totals_form(draft) == "table" else []
        made.append(items_table(draft, closing))
    return _gaps(draft, made)


def _readings(draft: Draft) -> Node | None:
    """What the meter showed: numbers of no field, but many of them."""
    reading = draft.invoice.readings[0]
    values = (
        ("meter_number", reading.meter_number),
        ("previous_reading", draft.quantity(reading.previous)),
        ("current_reading", draft.quantity(reading.current)),
        ("consumption", f"{draft.quantity(reading.consumption)} {reading.unit}"),
    )
    if draft.chance("readings/dated", 0.5):
        values = (
            values[0],
            ("previous_reading", f"{draft.quantity(reading.previous)} ({draft.date(reading.previous_date)})"),
            ("current_reading", f"{draft.quantity(reading.current)} ({draft.date(reading.current_date)})"),
            values[3],
        )
    return labels_and_values(draft, "readings", [entry(draft, concept, text) for concept, text in values])


def lower_part(draft: Draft) -> list[Node | None]:
    """All below the items, in this seller's order."""
    look = draft.look
    in_table = totals_form(draft) == "table" and draft.invoice.subtype != "reminder"
    form = draft.pick(
        "closing/arrangement", ("below", "payment left", "taxes left", "notes left", "last"), (40, 18, 16, 12, 14)
    )
    taxes = tax_table(draft)
    payment = stack(terms_block(draft), bank_block(draft), gap=look.gap * 0.6, wide=True)
    code = qr_block(draft)
    if code is not None and payment is not None and draft.chance("qr/beside", 0.5):
        payment, code = row([payment, code], ["1fr", "auto"], gutter=14), None
    notes = notes_block(draft)
    left = {"payment left": payment, "taxes left": taxes, "notes left": stack(notes, code, gap=8)}.get(form)
    totals = None if in_table else totals_block(draft, narrow=left is not None)
    mark = stamp(draft)
    stamped = over(
        mark,
        draft.rng.choice(("left", "center", "right")),
        dx=draft.rng.uniform(-30, 30),
        dy=draft.rng.uniform(-60, 50),
    )
    down = space(None) if draft.chance("closing/at foot", 0.14) else None
    dashes = None
    if look.mechanical and draft.chance("closing/dashes", 0.4) and not in_table:
        dashes = grid([dash_row(draft, 1, draw_table_look(draft, "items").dashes or "-")], ["1fr"])
    if in_table or form == "below":
        blocks = [totals, taxes, payment, code, notes]
    elif form == "payment left":
        blocks = [beside(draft, left, totals), taxes, code, notes]
    elif form == "taxes left":
        blocks = [beside(draft, left, totals), payment, code, notes]
    elif form == "notes left":
        blocks = [beside(draft, left, totals), taxes, payment]
    else:
        blocks = [taxes, notes, totals, payment, code]
    if in_table:
        blocks = [one for one in (taxes, payment, code, notes) if one is not None]
    return [
        down,
        *_gaps(draft, [dashes, stamped, *blocks, _tax_numbers(draft), remit_block(draft), closing_block(draft)]),
    ]


def _tax_numbers(draft: Draft) -> Node | None:
    """The seller's tax numbers, which most invoices must name somewhere."""
    if draft.said("seller.vat_id", "seller.tax_id") or not draft.chance(
        "tax numbers", 0.3 if draft.where.country == "US" else 0.8
    ):
        return None
    names = draft.pick(
        "tax numbers/names", (("vat_id",), ("vat_id", "tax_id"), ("tax_id",), ("tax_id", "vat_id")), (6, 3, 2, 1)
    )
    nodes = contact_nodes(draft, "tax numbers", contact_entries(draft, "seller", names))
    return stack(*nodes, gap=draft.look.air)

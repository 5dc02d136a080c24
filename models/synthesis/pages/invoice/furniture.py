"""What stands around the text of a page: feet, heads of later pages, page numbers, grounds, words behind the text."""

from __future__ import annotations

from collections.abc import Sequence

from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.invoice.frames import Entry, label_of
from docfields.models.synthesis.pages.invoice.parties import (
    address_lines,
    contact_entries,
    contact_nodes,
    one_line,
    registration_entries,
)
from docfields.models.synthesis.pages.invoice.payment import account_entries
from docfields.models.synthesis.pages.nodes import (
    Node,
    Style,
    line,
    on_pages,
    page_number,
    row,
    rule,
    space,
    stack,
    turn,
)

MOST_PAGES = 6
"""Page numbers are printed up to this count: each is a text of its own."""

LINE_HEIGHT = 1.42
"""Of small print with the gaps between its lines, in its size."""


def page_numbers(draft: Draft, style: Style | None = None) -> Node:
    """ "Page 1 of 3" as this seller says it."""
    tokens = [
        [draft.say(draft.label("page", colon=False, page=str(page), pages=str(pages))) for page in range(1, pages + 1)]
        for pages in range(1, MOST_PAGES + 1)
    ]
    return page_number(tokens, style)


def footer(draft: Draft) -> tuple[Node | None, float]:
    """The foot of pages and its height in points: columns with what the law asks for, one line, a number, nothing."""
    look = draft.look
    small: Style = {
        "size": look.small if look.mechanical else draft.pick("footer/size", (5.5, 6, 6.5, 7, 7.5)),
        "fill": look.muted,
    }
    size = float(str(small["size"]))
    columns = _columns(draft)
    form = draft.pick("footer/form", ("columns", "lines", "none"), (50, 25, 25))
    if form == "none" and draft.pick("accounts at", ("payment", "footer", "both"), (52, 33, 15)) != "payment":
        form = "columns"
    numbers = draft.chance("footer/numbers", 0.45)
    parts: list[Node | None] = []
    height = 0.0
    if form == "columns" and columns:
        gap = size * (LINE_HEIGHT - 1)
        stacks = [stack(*column, gap=gap) for column in columns]
        aligns = ["left"] * len(stacks)
        if draft.chance("footer/spread", 0.4) and len(stacks) > 1:
            aligns = ["left", *["center"] * (len(stacks) - 2), "right"]
        parts.append(row(stacks, ["1fr"] * len(stacks), gutter=8, aligns=aligns))
        height += size * LINE_HEIGHT * (max(len(column) for column in columns) + 1)
    elif form == "lines":
        lines = _lines(draft)
        align = draft.pick("footer/align", ("center", "left"))
        parts += [stack(*lines, gap=size * 0.4, align=align, wide=True)]
        height += size * LINE_HEIGHT * (2 * len(lines) + 0.5)
    if numbers:
        align = draft.pick("footer/number place", ("right", "center", "left"))
        number = stack(page_numbers(draft), align=align, wide=True)
        parts = [number, *parts] if draft.chance("footer/number first", 0.4) else [*parts, number]
        height += size * 2
    if not parts:
        return None, 0.0
    if draft.chance("footer/rule", 0.5):
        parts = [rule(look.stroke), *parts]
    return stack(*parts, gap=4, wide=True, style=small), height + 8


def footer_names_seller(draft: Draft) -> bool:
    """Whether the foot has the seller's name and address, so that the head may do without."""
    return draft.pick("footer/form", ("columns", "lines", "none"), (50, 25, 25)) == "columns" and draft.chance(
        "footer/company", 0.75
    )


def _columns(draft: Draft) -> list[list[Node | None]]:
    """Firm, contacts, registers, bank: each in a column."""
    seller = draft.invoice.seller
    made: list[list[Node | None]] = []
    if draft.chance("footer/company", 0.75):
        made.append([line(draft.say(seller.name, "seller.name")), *address_lines(draft, "seller", seller)])
    if draft.chance("footer/contacts", 0.6):
        names = tuple(name for name in ("phone", "fax", "email", "website") if draft.chance(f"footer/{name}", 0.7))
        made.append(contact_nodes(draft, "footer", contact_entries(draft, "seller", names)))
    if draft.chance("footer/registers", 0.75):
        names = tuple(
            name for name, share in (("vat_id", 0.8), ("tax_id", 0.5)) if draft.chance(f"footer/{name}", share)
        )
        entries = [*registration_entries(draft), *contact_entries(draft, "seller", names)]
        lines = [line(label_of(draft, one, {}), one.value) for one in entries]
        if draft.chance("footer/manager", 0.35):
            lines.append(draft.note(seller.contact))
        made.append(lines)
    where = draft.pick("accounts at", ("payment", "footer", "both"), (52, 33, 15))
    if where in ("footer", "both") and draft.invoice.accounts:
        made += _banks(draft)
    return [column for column in made if column][: draft.pick("footer/most", (3, 4, 5))] or made[:4]


def _banks(draft: Draft) -> list[list[Node | None]]:
    accounts = draft.invoice.accounts
    shown = accounts if draft.chance("footer/all banks", 0.7) else accounts[:1]
    columns: list[list[Node | None]] = []
    for index, account in enumerate(shown):
        entries: Sequence[Entry] = account_entries(draft, index, account)
        bare = draft.chance("footer/bare bank", 0.5)
        columns.append(
            [
                one.value if bare and one.field.endswith(".bank") else line(label_of(draft, one, {}), one.value)
                for one in entries
            ]
        )
    if len(columns) > 1 and draft.chance("footer/banks stacked", 0.5):
        return [[node for column in columns for node in column]]
    return columns


def _lines(draft: Draft) -> list[Node | None]:
    """One or two lines across with everything."""
    seller = draft.invoice.seller
    mark = draft.pick("footer/mark", ("·", "|", "-", "•", "–"))
    names = tuple(name for name in ("phone", "email", "website", "vat_id") if draft.chance(f"footer/{name}", 0.5))
    first: list[Node | None] = (
        [one_line(draft, "footer/line", "seller", seller)] if draft.chance("footer/line named", 0.7) else []
    )
    for node in contact_nodes(draft, "footer", contact_entries(draft, "seller", names), inline=True):
        first += [draft.note(mark), node] if first else [node]
    second: list[Node | None] = []
    for one in registration_entries(draft):
        second += [draft.note(mark)] if second else []
        second.append(line(label_of(draft, one, {}), one.value))
    legal = draft.where.phrases["invoice_notes"]
    third = draft.note(draft.pick("footer/legal", legal)) if draft.chance("footer/legal line", 0.25) else None
    return [one for one in (line(*first), line(*second), third) if one is not None]


def head_of_later_pages(draft: Draft) -> Node | None:
    """What the second and later pages begin with: number, name, page."""
    form = draft.pick("later/form", ("none", "number", "name", "both"), (35, 25, 15, 25))
    if form == "none":
        return None
    invoice = draft.invoice
    parts: list[Node | None] = []
    if form in ("name", "both"):
        parts.append(line(draft.say(invoice.seller.name, "seller.name")))
    if form in ("number", "both") and invoice.subtype != "reminder":
        label, value = draft.labelled("number", invoice.number, "number")
        parts.append(line(label, value))
    if draft.chance("later/page", 0.5):
        parts.append(page_numbers(draft))
    aligns = ["left", *["center"] * (len(parts) - 2), "right"][: len(parts)]
    widths = ["1fr"] * len(parts)
    head = row(parts, widths, aligns=aligns) if parts else None
    return on_pages(
        stack(head, rule(draft.look.stroke) if draft.chance("later/rule", 0.4) else None, gap=3, wide=True), 2
    )


def words_behind(draft: Draft) -> Node | None:
    """Large pale words across the page, under the text."""
    if draft.look.mechanical or draft.rng.random() > 0.02:
        return None
    text = draft.rng.choice(draft.where.phrases["stamps"])
    style: Style = {
        # The widest capitals take nearly an em: what left the page could not be read back.
        "size": min(draft.rng.uniform(50, 110), draft.look.paper[0] / len(text)),
        "fill": draft.rng.choice(("#e6e6e6", "#e8e8f2", "#f2e4e4")),
        "weight": "bold",
    }
    return turn(draft.note(text, style), draft.rng.choice((-55, -45, -35, 0)), reflow=False)


def fold_marks(draft: Draft) -> list[Node | None]:
    """Short lines at the edge where a letter is folded."""
    if draft.look.manner not in ("letter", "plain") or not draft.chance("fold marks", 0.15):
        return []
    heights = (297.6, 595.3) if draft.chance("fold marks/low", 0.5) else (246.6, 544.3)
    return [stack(space(height), row([rule((0.4, "#777777"), 12)], ["1fr"])) for height in heights]

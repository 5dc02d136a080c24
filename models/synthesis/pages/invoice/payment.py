"""How to pay, and what else is said below the sums: terms, accounts, codes, slips, notes, signatures."""

from __future__ import annotations

from docfields.models.synthesis.material.locale import draw_phrase
from docfields.models.synthesis.material.records import Account
from docfields.models.synthesis.pages import logos
from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.invoice.frames import Entry, entry, framed, labels_and_values
from docfields.models.synthesis.pages.invoice.items import draw_table_look
from docfields.models.synthesis.pages.invoice.meta import meta_entries
from docfields.models.synthesis.pages.invoice.parties import address_lines, party_block
from docfields.models.synthesis.pages.nodes import (
    Node,
    Style,
    Width,
    box,
    cell,
    grid,
    grid_row,
    line,
    picture,
    place,
    row,
    rule,
    space,
    stack,
    turn,
)

_NUMBERS = ("iban", "bic", "account_number", "routing_number")
STAMP_INKS = ("#b02020", "#2038a0", "#1c7a3a", "#6a2c8c", "#333333")


def account_entries(draft: Draft, index: int, account: Account) -> list[Entry]:
    """An account's numbers; the first account is the one of the payment."""
    holder = account.holder if draft.chance("account/holder", 0.35) else ""
    made = [entry(draft, "account_holder", holder), _bank(draft, index, account)]
    for name in _NUMBERS:
        value = str(getattr(account, name))
        field = f"payment.{name}" if index == 0 and name in ("iban", "bic") else f"accounts[{index}].{name}"
        if field.startswith("payment."):
            draft.imply(f"accounts[{index}].{name}", field)
        made.append(entry(draft, name, draft.identifier(name, value), field if value else None))
    held = [one for one in made if one is not None]
    return held[::-1] if draft.chance("account/reversed", 0.12) else held


def _bank(draft: Draft, index: int, account: Account) -> Entry | None:
    if not account.bank or not draft.chance("account/bank", 0.8):
        return None
    return entry(draft, "bank", account.bank, f"accounts[{index}].bank")


def bank_block(draft: Draft) -> Node | None:
    """The accounts, below the sums."""
    accounts = draft.invoice.accounts
    if not accounts or draft.pick("accounts at", ("payment", "footer", "both"), (52, 33, 15)) == "footer":
        return None
    title = None
    if draft.chance("bank/titled", 0.45):
        title = draft.say(draft.label(draft.pick("bank/title", ("payment_method", "bank", "account_number"))))
    if len(accounts) > 1 and draft.chance("bank/table", 0.5):
        return framed(draft, "bank", title, _bank_table(draft))
    shown = accounts if draft.chance("bank/all", 0.6) else accounts[:1]
    blocks = [_one_account(draft, index, account, only=len(shown) == 1) for index, account in enumerate(shown)]
    if len(blocks) > 1 and draft.chance("bank/beside", 0.4):
        return framed(draft, "bank", title, row(blocks, ["1fr"] * len(blocks)))
    return framed(draft, "bank", title, stack(*blocks, gap=draft.look.air * 1.6, wide=True))


def _one_account(draft: Draft, index: int, account: Account, *, only: bool) -> Node | None:
    entries = account_entries(draft, index, account)
    if only and draft.invoice.reference and draft.chance("bank/reference", 0.6):
        draft.claim("payment_reference")
        if one := entry(draft, "payment_reference", draft.invoice.reference, "payment.reference"):
            entries.append(one)
    forms = ("list", "grid", "values_right", "labels_right", "above", "joined", "ruled", "colons")
    return labels_and_values(draft, "bank", entries, forms=forms)


def _bank_table(draft: Draft) -> Node:
    """Banks below one another, their numbers in columns."""
    table = draft.new_table()
    look = draw_table_look(draft, "bank table")
    accounts = draft.invoice.accounts
    names = ["bank", *[name for name in _NUMBERS if any(getattr(account, name) for account in accounts)]]
    head = [
        cell(
            draft.say(
                draft.label(name, colon=False),
                label="" if name == "bank" else f"accounts[].{name}",
                cell=(table, 0, column),
            )
        )
        for column, name in enumerate(names)
    ]
    rows = []
    for index, account in enumerate(accounts):
        cells = []
        for column, name in enumerate(names):
            field = f"payment.{name}" if index == 0 and name in ("iban", "bic") else f"accounts[{index}].{name}"
            value = str(getattr(account, name))
            draft.imply(f"accounts[{index}].{name}", field)
            cells.append(
                cell(
                    draft.say(draft.identifier(name, value), field if value else None, cell=(table, index + 1, column))
                )
            )
        rows.append(grid_row(cells, bottom=look.last if index == len(accounts) - 1 else look.between))
    widths: list[Width] = ["auto"] * len(names)
    row_of_heads = grid_row(head, style={"weight": "bold"}, top=look.head_top, bottom=look.head_bottom)
    return grid(rows, widths, head=[row_of_heads], walls=look.walls(len(names)), inset=(5, look.inset[1]), wide=False)


def terms_block(draft: Draft) -> Node | None:
    """The terms of payment, labelled or as a sentence, with the due date or without."""
    invoice = draft.invoice
    parts: list[Node | None] = []
    if invoice.terms and draft.chance("terms", 0.72) and draft.claim("terms"):
        if draft.chance("terms/labelled", 0.5) and ":" not in invoice.terms:
            one = entry(draft, "terms", invoice.terms, "payment.terms")
            parts.append(labels_and_values(draft, "terms", [one], forms=("list", "list", "above")))
        else:
            parts.append(line(draft.say(invoice.terms, "payment.terms")))
    if draft.chance("due date below", 0.15):
        parts.append(labels_and_values(draft, "due", meta_entries(draft, ("due_date",)), forms=("list",)))
    if invoice.reference and draft.claim("payment_reference") and draft.chance("reference below", 0.7):
        one = entry(draft, "payment_reference", invoice.reference, "payment.reference")
        parts.append(labels_and_values(draft, "reference", [one], forms=("list", "above")))
    if draft.chance("method below", 0.12) and "receipt.methods.card" in draft.where.labels:
        methods = [name for name in draft.where.labels if name.startswith("receipt.methods.")]
        words = draft.where.labels[draft.pick("method", methods)]
        parts.append(labels_and_values(draft, "method", [entry(draft, "payment_method", words[0])], forms=("list",)))
    return stack(*parts, gap=draft.look.air)


def qr_block(draft: Draft) -> Node | None:
    """A code for paying by telephone, or one of an authority."""
    if draft.look.mechanical or not draft.chance("qr", 0.16):
        return None
    side = draft.between("qr/size", 46, 96)
    picture_node = picture(logos.qr_code(_qr_content(draft)), side, side, "qr")
    caption = draft.pick("qr/caption", ("none", "label", "number"))
    if caption == "none":
        return picture_node
    text = draft.label("payment_method", colon=False) if caption == "label" else str(draft.rng.randint(10**9, 10**11))
    return stack(picture_node, draft.note(text, draft.look.small_style), gap=3, align="center")


def _qr_content(draft: Draft) -> str:
    invoice, total = draft.invoice, draft.invoice.shown("total")
    account = invoice.accounts[0] if invoice.accounts else Account()
    if account.iban and draft.where.currency == "EUR":
        payee = f"{account.bic}\n{invoice.seller.name[:70]}\n{account.iban}"
        return f"BCD\n002\n1\nSCT\n{payee}\nEUR{total:.2f}\n\n\n{invoice.number}"
    if draft.where.country == "IN":
        return f"upi://pay?pa=firm@bank.example&pn={invoice.seller.name[:30]}&am={total:.2f}&tr={invoice.number}"
    return f"https://pay.example/{invoice.number}?a={total:.2f}&d={invoice.issue_date}"


def notes_block(draft: Draft) -> Node | None:
    """Legal and other notes: numbers in them are of no field."""
    notes = draft.invoice.notes
    if not notes:
        return None
    small: Style = {"size": draft.pick("notes/size", (draft.look.size, draft.look.small))}
    marks = draft.pick("notes/marks", ("", "", "", "* ", "- ", "• "))
    lines = [draft.note(f"{marks}{text}") for text in notes]
    if draft.chance("notes/run on", 0.3):
        lines = [draft.note(" ".join(notes))]
    return stack(*lines, gap=draft.look.air, style=small)


def closing_block(draft: Draft) -> Node | None:
    """The sentence that thanks or asks; a signature below it in letters."""
    parts: list[Node | None] = []
    if draft.chance("closing", 0.6):
        parts.append(
            draft.note(
                draw_phrase(draft.seller_random("closing/phrase"), draft.where, "invoice_closing"),
                _closing_style(draft),
            )
        )
    parts.append(_signature(draft))
    align = draft.pick("closing/align", ("left", "left", "center", "right"))
    return stack(*parts, gap=draft.look.air * 2, align=align, wide=True)


def _closing_style(draft: Draft) -> Style:
    if draft.look.mechanical:
        return {}
    return draft.pick("closing/style", ({}, {"weight": "bold"}, {"slant": "italic"}, {"fill": draft.look.accent}))


def _signature(draft: Draft) -> Node | None:
    if not draft.chance("signature", 0.2 if draft.look.manner == "letter" else 0.1):
        return None
    ink = draft.pick("signature/ink", ("#1a2a6c", "#111111", "#23409a"))
    height = draft.between("signature/height", 22, 42)
    scribble = picture(
        logos.draw_signature(draft.seller_random("signature/shape"), ink), 3 * height, height, "signature"
    )
    under = rule((0.5, draft.look.ink), 3.4 * height) if draft.chance("signature/rule", 0.5) else None
    name = draft.note(draft.invoice.seller.contact) if draft.chance("signature/name", 0.7) else None
    return stack(scribble, under, name, gap=3)


def stamp(draft: Draft) -> Node | None:
    """What was stamped onto this copy: words in a frame, slightly turned, or a round mark."""
    rng = draft.rng
    if rng.random() > 0.09:
        return None
    ink = rng.choice(STAMP_INKS)
    if rng.random() < 0.25:
        side = rng.uniform(60, 92)
        return turn(picture(logos.draw_round_stamp(rng, ink), side, side, "stamp"), rng.uniform(-20, 20), reflow=False)
    texts = [rng.choice(draft.where.phrases["stamps"])]
    if rng.random() < 0.45:
        texts.append(draft.date(draft.invoice.due_date or draft.invoice.issue_date))
    size = rng.uniform(11, 24)
    style: Style = {"size": size, "weight": "bold", "fill": ink}
    lines = [draft.note(texts[0], style), *[draft.note(text, {**style, "size": size * 0.7}) for text in texts[1:]]]
    inset = (size * 0.6, size * 0.4)
    body = box(
        stack(*lines, gap=size * 0.3, align="center"),
        stroke=(rng.choice((1.2, 2, 3)), ink),
        inset=inset,
        radius=rng.choice((0, 0, 3, 7)),
    )
    return turn(place("stamp", body), rng.uniform(-24, 14), reflow=False)


def remit_block(draft: Draft) -> Node | None:
    """Where to send the money."""
    return party_block(draft, "remit_to")


def payment_slip(draft: Draft) -> Node | None:
    """A slip to cut off at the foot of the page."""
    invoice, look = draft.invoice, draft.look
    if not invoice.accounts or invoice.subtype not in ("invoice", "reminder") or not draft.chance("slip", 0.06):
        return None
    account = invoice.accounts[0]
    perforation = rule((0.6, look.ink, draft.pick("slip/dash", ("dashed", "dotted"))))
    name = stack(draft.note(invoice.seller.name), gap=2)
    small: Style = {"size": max(6, look.small - 0.5)}
    payee = stack(
        line(draft.say(invoice.seller.name, "seller.name")), *address_lines(draft, "seller", invoice.seller), gap=2
    )
    payer = stack(
        line(draft.say(invoice.buyer.name, "buyer.name")), *address_lines(draft, "buyer", invoice.buyer), gap=2
    )
    due = "amount_due" if invoice.paid or invoice.prior_balance or invoice.subtype == "reminder" else "total"
    field = "payment.reference" if invoice.reference else "number"
    reference = entry(draft, "payment_reference", invoice.reference or invoice.number, field)
    amounts = [
        entry(draft, "amount_due", draft.sum(due, symbol=draft.chance("slip/symbol", 0.5)), due) for _ in range(2)
    ]
    forms = ("above", "ruled", "list")
    first = [*account_entries(draft, 0, account)[:2], amounts[0]]
    left = stack(labels_and_values(draft, "slip/left", first, forms=forms), name, gap=8)
    second = [*account_entries(draft, 0, account), reference, amounts[1]]
    middle = labels_and_values(draft, "slip/middle", second, forms=forms)
    labels = [draft.note(draft.label(concept), {"weight": "bold"}) for concept in ("remit_to", "buyer")]
    right = stack(labels[0], payee, space(6), labels[1], payer, gap=3)
    code = qr_block(draft) if draft.chance("slip/code", 0.4) else None
    parts = [left, middle, right] if draft.chance("slip/three", 0.6) else [middle, right]
    parts += [code] if code else []
    body = row(parts, ["1fr"] * len(parts), gutter=10)
    return stack(perforation, space(4), body, gap=4, wide=True, style=small)

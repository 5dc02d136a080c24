"""Who sells, buys, receives and is paid: names, addresses and the numbers beneath them."""

from __future__ import annotations

from docfields.models.synthesis.material.records import Party
from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.invoice.frames import Entry, entry, framed, label_of, labels_and_values
from docfields.models.synthesis.pages.nodes import Node, box, fit, line, rule, stack
from docfields.models.synthesis.pages.typeset import Token

SEPARATORS = ("·", "|", "-", "•", ",", "–", "*")
"""What stands between parts of an address or of contacts on one line."""

_ATTENTION = {
    "de": ("z. Hd.", "Herrn/Frau", "zu Hd. v."), "en": ("Attn:", "Attn.", "FAO", "c/o"), "es": ("A/A", "Att."),
    "fr": ("À l'attention de", "A l'att. de"), "it": ("c.a.", "Alla c.a."), "nl": ("t.a.v.", "T.a.v."),
    "pl": ("do rąk",), "pt": ("A/C", "Att."), "sv": ("Att:", "Att."),
}  # fmt: skip


def role_party(draft: Draft, role: str) -> Party | None:
    """The party of a role: "seller", "buyer", "ship_to", "bill_to", "remit_to"."""
    party: Party | None = getattr(draft.invoice, role)
    return party


def party_block(draft: Draft, role: str, *, titled: bool = True) -> Node | None:
    """A party with its frame; None where the invoice has no such party."""
    party = role_party(draft, role)
    if party is None:
        return None
    key = f"party {'seller' if role == 'seller' else 'other'}"
    pair = draft.texts.new_pair()
    style = {"weight": "bold"} if draft.chance(f"{key}/bold name", 0.5) else None
    if titled and draft.chance(f"{key}/form", 0.06) and (filled := _as_form(draft, role, party)):
        return framed(draft, key, draft.say(draft.label(role, colon=False)), filled)
    name = line(draft.say(party.name, f"{role}.name", pair=pair if titled else None), style=style)
    lines = [name, _attention(draft, role, party), *address_lines(draft, role, party, pair=pair if titled else None)]
    lines += _numbers(draft, role, party)
    beside = titled and draft.chance(f"{key}/beside", 0.08)
    title = draft.say(
        draft.label(role, colon=beside or draft.chance(f"{key}/colon", 0.6)), label=f"{role}.name", pair=pair
    )
    body = stack(*lines, gap=draft.look.air * draft.between(f"{key}/air", 0.6, 1))
    if not titled:
        return body
    if beside:
        return stack(line(title, name, style=None), *lines[1:], gap=draft.look.air)
    return framed(draft, key, title, body)


def address_lines(draft: Draft, role: str, party: Party, *, pair: int | None = None) -> list[Node | None]:
    """The address line by line."""
    texts = list(party.address_lines(draft.where))
    if texts:
        draft.show_address(role)
    return [line(draft.say(text, f"{role}.address", pair=pair)) for text in texts]


def one_line(draft: Draft, key: str, role: str, party: Party, *, name: bool = True) -> Node | None:
    """Name and address on one line, as above the window of an envelope."""
    mark = draft.pick(f"{key}/separator", SEPARATORS)
    parts: list[Token | Node | None] = [draft.say(party.name, f"{role}.name")] if name else []
    texts = party.address_lines(draft.where)
    tokens = [draft.say(text, f"{role}.address") for text in texts]
    for token in tokens:
        if parts:
            parts.append(draft.say(mark))
        parts.append(token)
    if texts:
        draft.show_address(role)
    return line(*parts)


def window(draft: Draft) -> Node | None:
    """The buyer behind the window of an envelope, below the sender in small letters."""
    look = draft.look
    sender = None
    if not look.mechanical and draft.chance("sender line", 0.7):
        style = {"size": draft.between("sender line/size", 5, 7), "fill": look.muted}
        small = one_line(draft, "sender line", "seller", draft.invoice.seller)
        sender = stack(small, style=style)
        if sender is not None and draft.chance("sender line/ruled", 0.4):
            sender = box(sender, stroke=(0.4, look.muted), sides=("bottom",), inset=(0, 2))
    body = party_block(draft, "buyer", titled=False)
    inner = stack(sender, body, gap=draft.between("window/gap", 0.5, 1.6) * look.size)
    if draft.chance("window/framed", 0.12):
        return box(inner, stroke=look.stroke, inset=(6, 6), width=230)
    return inner


def contact_entries(draft: Draft, role: str, names: tuple[str, ...]) -> list[Entry]:
    """Telephones, addresses in the net, and tax numbers of a party, labelled."""
    party = role_party(draft, role)
    made: list[Entry] = []
    if party is None:
        return made
    fields = ("vat_id", "tax_id", "phone", "email", "website")
    for name in names:
        value = str(getattr(party, name))
        field = f"{role}.{name}" if name in fields and not (role == "buyer" and name == "website") else None
        if name == "tax_id" and draft.where.country != "DE" and value and value == party.vat_id[2:]:
            continue
        concept = "contact_person" if name == "contact" else name
        if one := entry(draft, concept, draft.identifier(name, value), field):
            made.append(one)
    return made


def registration_entries(draft: Draft) -> list[Entry]:
    """The registers that the seller stands in."""
    made = []
    for index, (kind, value) in enumerate(draft.invoice.seller.registrations):
        pair = draft.texts.new_pair()
        field = f"seller.registrations[{index}].value"
        draft.imply(f"seller.registrations[{index}].type", field)
        made.append(Entry(kind, line(draft.say(value, field, pair=pair)), field, pair))
    return made


def contact_nodes(draft: Draft, key: str, entries: list[Entry], *, inline: bool = False) -> list[Node | None]:
    """Contacts line by line; what is known by its look often stands without a label. inline: to be joined to a line."""
    made: list[Node | None] = []
    for one in entries:
        bare = one.field.rpartition(".")[2] in ("email", "website", "phone") and draft.chance(
            f"{key}/bare {one.field}", 0.35
        )
        node = one.value if bare else line(label_of(draft, one), one.value)
        made.append(node if inline else fit(node))
    return made


def _attention(draft: Draft, role: str, party: Party) -> Node | None:
    """A person at the buyer's firm: beside the name, not of it."""
    if role != "buyer" or not party.contact or not draft.chance("attention", 0.2):
        return None
    words = _ATTENTION.get(draft.where.language, _ATTENTION["en"])
    return line(draft.say(draft.pick("attention/words", words)), draft.say(party.contact))


def _numbers(draft: Draft, role: str, party: Party) -> list[Node | None]:
    """Tax numbers and contacts below a party's address."""
    if role == "seller":
        names = [
            name
            for name, share in (("phone", 0.6), ("email", 0.5), ("vat_id", 0.5), ("tax_id", 0.3))
            if draft.chance(f"seller block/{name}", share)
        ]
    elif role == "buyer":
        shares = (("vat_id", 0.35), ("tax_id", 0.12), ("phone", 0.12), ("email", 0.08))
        names = [name for name, share in shares if draft.chance(f"buyer block/{name}", share)]
    else:
        return []
    entries = contact_entries(draft, role, tuple(names))
    return [fit(line(label_of(draft, one, {}), one.value)) for one in entries]


def _as_form(draft: Draft, role: str, party: Party) -> Node | None:
    """Name, street and town as a form's fields; only for addresses of two lines."""
    texts = party.address_lines(draft.where)
    concepts = ("form.full_name", "form.street", "form.city")
    if len(texts) != 2 or not all(concept in draft.where.labels for concept in concepts):
        return None
    labels = [draft.habits.label(draft.where, concept) for concept in concepts]
    fields = (f"{role}.name", f"{role}.address", f"{role}.address")
    entries = []
    for label, text, field in zip(labels, (party.name, *texts), fields, strict=True):
        pair = draft.texts.new_pair()
        entries.append(Entry(label, line(draft.say(text, field, pair=pair)), field, pair))
    draft.show_address(role)
    return labels_and_values(draft, "party form", entries, forms=("list", "grid", "ruled", "colons"))


def separator(draft: Draft) -> Node:
    """A rule across the page, as this seller draws them."""
    look = draft.look
    return rule(draft.pick("separator", (look.stroke, look.strong_stroke, (0.5, look.muted, "dashed"))))

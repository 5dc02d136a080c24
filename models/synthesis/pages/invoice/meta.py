"""The title of an invoice, and its numbers and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.invoice.frames import FORMS, Entry, entry, framed, labels_and_values
from docfields.models.synthesis.pages.invoice.parties import contact_entries
from docfields.models.synthesis.pages.nodes import Node, Style, fit, line, row, stack
from docfields.models.synthesis.pages.typeset import Token

_SHARES = {
    "number": 1.0, "issue_date": 1.0, "due_date": 0.62, "delivery_date": 0.3, "service_period": 0.8,
    "order_number": 0.34, "order_date": 0.14, "customer_number": 0.45, "contract_number": 0.09, "project": 0.12,
    "delivery_note": 0.12, "your_reference": 0.14, "our_reference": 0.12, "contact_person": 0.16, "buyer.vat_id": 0.12,
    "seller.vat_id": 0.1, "terms": 0.14, "payment_method": 0.1, "currency": 0.07, "page": 0.1, "total": 0.04,
    "payment_reference": 0.1, "phone": 0.05, "meter_number": 0.0,
}  # fmt: skip
"""How many sellers print each among the numbers and dates, in the usual order."""

_KNOWN_BY_LOOK = ("number", "issue_date", "customer_number")
"""What a few sellers print without any label."""

_OF = {
    "de": "vom", "en": "of", "es": "de", "fr": "du", "it": "del", "nl": "van", "pl": "z dnia", "pt": "de", "sv": "av",
}  # fmt: skip

_TITLES = {"invoice": "invoice", "credit_note": "credit_note", "proforma": "proforma", "reminder": "reminder"}


def title_concept(draft: Draft) -> str:
    """The concept of the title's label."""
    invoice = draft.invoice
    return "utility_bill" if invoice.supply == "utility" and invoice.subtype == "invoice" else _TITLES[invoice.subtype]


def title_style(draft: Draft) -> Style:
    """Of the title."""
    look = draft.look
    style: dict[str, str | float] = {"size": look.title_size, "font": look.display}
    style["weight"] = draft.pick("title/weight", ("bold", "bold", "regular"))
    if not look.mechanical:
        style["fill"] = draft.pick("title/fill", (look.ink, look.accent, look.accent, look.muted), (5, 3, 3, 1))
        style["tracking"] = draft.pick("title/tracking", (0, 0, 0, 0, 0.5, 2))
    return style


def title_node(draft: Draft) -> Node | None:
    """ "INVOICE", "Invoice No. 123", "Invoice 123 of 3 May": what it is, with the number and the date or without."""
    if not draft.claim("title"):
        return None
    text = draft.label(title_concept(draft), colon=False)
    if draft.chance("title/capitals", 0.4):
        text = text.upper()
    if draft.chance("title/spaced", 0.03):
        text = " ".join(text)
    form = draft.pick("title/form", ("alone", "number", "labelled", "sentence"), (64, 12, 12, 12))
    style = title_style(draft)
    known = draft.invoice.subtype != "reminder" or draft.chance("reminder/numbered", 0.5)
    if form == "alone" or not known:
        return fit(line(draft.say(text, "subtype"), style=style))
    parts: list[Token | Node | None]
    if form == "labelled":
        draft.imply("subtype", "number")
        pair = draft.texts.new_pair()
        number = draft.label("number", colon=draft.chance("title/colon", 0.5))
        parts = [draft.say(number, label="number", pair=pair), draft.say(draft.invoice.number, "number", pair=pair)]
    else:
        between = draft.pick("title/sign", ("", "", "Nr.", "no.", "#", "№")) if form == "number" else ""
        pair = draft.texts.new_pair()
        parts = [draft.say(text, "subtype")]
        if between and draft.where.language in ("de", "en"):
            parts.append(
                draft.say(
                    "Nr." if draft.where.language == "de" else between.replace("Nr.", "No."), label="number", pair=pair
                )
            )
        parts.append(draft.say(draft.invoice.number, "number", pair=pair))
    draft.claim("number")
    if form == "sentence":
        draft.claim("issue_date")
        of = (
            _OF.get(draft.where.language, "/")
            if draft.chance("title/of", 0.6)
            else draft.pick("title/mark", ("-", "/", "|", "·"))
        )
        parts += [draft.say(of), draft.say(draft.date(draft.invoice.issue_date), "issue_date")]
    return fit(line(*parts, style={**style, "size": min(look_size(draft) * 1.7, float(str(style["size"])))}))


def look_size(draft: Draft) -> float:
    """The size of plain text."""
    return draft.look.size


def meta_names(draft: Draft) -> list[str]:
    """What this seller prints among its numbers and dates, in its order."""
    names = [name for name, share in _SHARES.items() if draft.chance(f"meta/{name}", share)]
    if draft.chance("meta/shuffled", 0.4):
        draft.seller_random("meta/order").shuffle(names)
    elif draft.chance("meta/date first", 0.3):
        names = ["issue_date", *[name for name in names if name != "issue_date"]]
    return names


def meta_entries(draft: Draft, names: Sequence[str]) -> list[Entry]:
    """Those that this invoice has and that were not printed elsewhere."""
    made = []
    for name in names:
        if name in ("number", "issue_date") and not draft.claim(name):
            continue
        if one := _entry(draft, name):
            bare = name in _KNOWN_BY_LOOK and draft.chance("meta/bare", 0.04)
            made.append(replace(one, label="") if bare else one)
    return made


def _entry(draft: Draft, name: str) -> Entry | None:
    invoice = draft.invoice
    absent = draft.rng.random() < 0.12  # of what not every invoice has, although the seller prints it
    if name == "number":
        return _number(draft)
    if name in ("issue_date", "due_date"):
        return entry(draft, name, draft.date(getattr(invoice, name)), name)
    if name in ("delivery_date", "order_date"):
        return None if absent else entry(draft, name, draft.date(getattr(invoice, name)), name)
    if name in ("order_number", "customer_number", "contract_number"):
        value = "" if absent and name != "customer_number" else getattr(invoice, name)
        return entry(draft, name, value, name)
    if name == "service_period":
        return _period(draft)
    if name == "delivery_note":
        return _reference(draft, "delivery_note", invoice.references[0]) if invoice.references and not absent else None
    if name == "project":
        return None if absent else entry(draft, "project", invoice.project)
    if name in ("your_reference", "our_reference", "contact_person"):
        texts = (invoice.buyer.contact or invoice.buyer.name, invoice.seller.contact)
        text = texts[0] if name == "your_reference" else texts[1]
        if name != "contact_person" and draft.chance(f"meta/{name} initials", 0.5):
            text = "".join(word[:1] for word in text.split()) + draft.pick(
                f"meta/{name} tail", ("", "/24", "-1", " 07")
            )
        return None if absent else entry(draft, name, text)
    if name == "buyer.vat_id":
        return next(iter(contact_entries(draft, "buyer", ("vat_id",))), None)
    if name == "seller.vat_id":
        return next(iter(contact_entries(draft, "seller", ("vat_id",))), None)
    if name == "phone":
        return next(iter(contact_entries(draft, "seller", ("phone",))), None)
    if name == "terms":
        return (
            entry(draft, "terms", invoice.terms, "payment.terms")
            if len(invoice.terms) < 32 and draft.claim("terms")
            else None
        )
    if name == "payment_method":
        words = draft.where.labels.get("form.payment_method_values", draft.where.labels.get("receipt.methods.card", ()))
        return entry(draft, "payment_method", words[0]) if words else None
    if name == "currency":
        draft.claim("currency")
        pair = draft.texts.new_pair()
        value = line(draft.say(draft.where.currency, "currency", pair=pair))
        return Entry(draft.label("currency", colon=False), value, "currency", pair)
    if name == "total":
        return entry(draft, "total", draft.sum("total"), "total") if invoice.subtype == "invoice" else None
    if name == "payment_reference" and invoice.reference:
        draft.claim("payment_reference")
        return entry(draft, "payment_reference", invoice.reference, "payment.reference")
    return None


def _number(draft: Draft) -> Entry | None:
    """The document's number; of credit notes and reminders also whose number they are about."""
    invoice = draft.invoice
    if invoice.subtype == "reminder" and not draft.chance("reminder/numbered", 0.5):
        draft.ignore.append("number")
        return None
    return entry(draft, "number", invoice.number, "number")


def against_entry(draft: Draft) -> Entry | None:
    """The invoice that a credit note takes back."""
    if draft.invoice.subtype != "credit_note" or draft.rng.random() < 0.25:
        return None
    return _reference(draft, "against", draft.invoice.against)


def _reference(draft: Draft, concept: str, text: str) -> Entry | None:
    field = f"references[{sum(name.startswith('references') for name in draft.values)}]"
    draft.state({field: "".join(text.split())})
    return entry(draft, concept, text, field)


def _period(draft: Draft) -> Entry | None:
    period = draft.invoice.service_period
    if period is None:
        return None
    pair = draft.texts.new_pair()
    mark = draft.pick("period/mark", ("-", "–", "-", "bis" if draft.where.language == "de" else "–", "/"))
    value = line(
        draft.say(draft.date(period[0]), "service_period.start", pair=pair),
        draft.say(mark, pair=None),
        draft.say(draft.date(period[1]), "service_period.end", pair=pair),
    )
    return Entry(draft.label("service_period", colon=False), value, "service_period.start", pair)


def meta_block(
    draft: Draft, key: str, entries: Sequence[Entry | None], *, align: str = "left", narrow: bool = True
) -> Node | None:
    """Numbers and dates in this seller's form. narrow: in a column of the page."""
    forms = tuple(form for form in FORMS if not (narrow and form in ("strip", "joined")))
    body = labels_and_values(draft, key, entries, forms=forms, align=align)
    if draft.chance(f"{key}/framed", 0.25):
        title = (
            draft.say(draft.label(title_concept(draft), colon=False)) if draft.chance(f"{key}/titled", 0.3) else None
        )
        return framed(draft, key, title, body)
    return body


def place_and_date(draft: Draft) -> Node | None:
    """ "Hamburg, 3 May 2024", as letters begin."""
    if not draft.claim("issue_date"):
        return None
    address = draft.invoice.seller.address
    city = f"{address.city}," if address and address.city else ""
    return line(draft.say(city), draft.say(draft.date(draft.invoice.issue_date), "issue_date"))


def title_and_meta(draft: Draft, key: str, entries: Sequence[Entry | None]) -> Node | None:
    """The title over the numbers, or beside them."""
    title = title_node(draft)
    body = meta_block(draft, key, entries, align=draft.pick(f"{key}/block align", ("left", "right")))
    if title is None or body is None:
        return title or body
    if draft.chance(f"{key}/beside", 0.15):
        return row([title, body], ["1fr", "1fr"], aligns=["left", "right"])
    return stack(title, body, gap=draft.look.gap * 0.5, align=draft.pick(f"{key}/align", ("left", "right")), wide=True)

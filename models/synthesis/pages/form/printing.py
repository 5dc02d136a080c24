"""Forms of offices and firms in all languages: a kind of form is a list of blocks, every block has several shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from docfields.models.synthesis.material.locale import draw_habits
from docfields.models.synthesis.material.parties import draw_company
from docfields.models.synthesis.material.records import Party
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.finish import finish
from docfields.models.synthesis.pages.form import frame, parts, questions, tables
from docfields.models.synthesis.pages.form.draft import Draft
from docfields.models.synthesis.pages.form.fields import fields
from docfields.models.synthesis.pages.form.look import draw_form_look, draw_writer
from docfields.models.synthesis.pages.form.parts import Part
from docfields.models.synthesis.pages.form.words import words_of
from docfields.models.synthesis.pages.typeset import typeset
from docfields.models.synthesis.truth import PrintedDocument

TOPICS: Mapping[str, Sequence[str]] = {
    "personal": ("surname", "given_names", "birth_date", "birth_place", "sex", "nationality", "marital_status",
    "id_number",
                 "maiden_name", "title", "children", "occupation", "full_name"),
    "contact": ("street", "postal_code", "city", "phone", "mobile", "email", "country", "state", "fax", "address"),
    "employment": ("employer", "occupation", "department", "position", "staff_number", "manager", "start_date",
    "salary",
                   "employer_address", "cost_centre"),
    "payment": ("account_holder", "bank", "iban", "bic", "amount", "currency"),
    "company": ("company", "contact_person", "phone", "email", "vat_number", "customer_number", "address", "fax"),
    "policy": ("policy_number", "claim_number", "customer_number", "account_holder", "start_date"),
    "incident": ("incident_date", "place", "vehicle", "plate", "witness", "description", "amount"),
    "travel": ("destination", "purpose", "start_date", "end_date", "department", "cost_centre", "amount"),
    "delivery": ("delivery_address", "order_number", "date", "contact_person", "received_by", "phone"),
    "health": ("doctor", "insurance_number", "birth_date", "emergency_contact", "phone"),
    "staff": ("full_name", "staff_number", "department", "position", "manager", "date", "reason", "hours"),
    "subject": ("reference", "date", "prepared_by", "department", "purpose", "supplier", "invoice_number"),
}  # fmt: skip
"""What is asked in a section, the most usual first; an issuer leaves some out."""

GENRES: Mapping[str, tuple[float, Sequence[str]]] = {
    "application": (14, ("personal", "contact", "employment?", "yes_no?", "choices?", "open?", "payment?", "persons?")),
    "registration": (11, ("personal", "contact", "company?", "choices", "yes_no?", "payment?")),
    "order": (9, ("company", "delivery?", "goods", "choices?", "payment?")),
    "expense": (9, ("staff", "travel?", "costs", "payment?", "approvals")),
    "claim": (8, ("policy", "personal", "contact?", "incident", "open", "yes_no?", "payment?")),
    "delivery": (7, ("company", "delivery", "goods", "checks?")),
    "staff": (11, ("staff", "personal", "contact?", "careers?", "persons?", "choices?", "approvals?")),
    "medical": (6, ("personal", "contact?", "health", "details", "yes_no", "open?")),
    "fax": (6, ("memo", "flags?", "open?", "notice?")),
    "questionnaire": (6, ("company?", "choices", "yes_no?", "open", "scale?")),
    "survey": (5, ("subject?", "scale", "choices?", "open")),
    "report": (7, ("memo?", "subject", "open", "open", "costs?", "approvals?")),
    "inspection": (5, ("subject", "checks", "open?", "approvals?")),
    "travel": (5, ("staff", "travel", "costs?", "choices?", "approvals")),
}
"""How often a kind of form is drawn, and its blocks; those with a question mark only half the time."""

_SPARE = ("yes_no", "choices", "open", "scale", "persons", "details", "contact", "careers", "payment")
"""What any kind of form may have besides."""

_WIDE = {"goods", "costs", "careers", "checks", "scale", "persons"}
"""Blocks that need the whole width of a page."""

_ALONE = {"surname": "full_name", "street": "address", "date": "place_and_date"}
"""Who gives the first need not give the second."""

_NOT_CHINESE = {"surname", "given_names", "maiden_name", "title", "middle_name"}

_HEADS = {
    "personal": "form.personal_details", "contact": "form.contact_details", "employment": "form.employment_details",
    "payment": "form.payment_details", "company": "form.company", "staff": "form.employment_details",
    "careers": "form.employment_details",
}  # fmt: skip
_WORDED_HEADS = {
    "policy": "policy", "incident": "incident", "travel": "travel", "delivery": "delivery", "health": "health",
    "goods": "items",
    "costs": "costs", "yes_no": "questions", "choices": "questions", "checks": "checks", "details": "health",
    "subject": "subject",
    "approvals": "approval", "scale": "questions",
}  # fmt: skip

_MADE: Mapping[str, Callable[[Draft], list[Part | None]]] = {
    "yes_no": questions.yes_no, "choices": questions.choices, "scale": questions.scale,
    "open": questions.open_questions,
    "memo": questions.memo, "flags": questions.flags, "details": questions.details, "goods": tables.goods,
    "costs": tables.costs,
    "persons": tables.persons, "careers": tables.careers, "checks": tables.checks, "approvals": frame.approvals,
}  # fmt: skip


def print_form(issuer: Random, rng: Random, where: Locale, group: str) -> PrintedDocument:
    """A form of an issuer, filled in by somebody. issuer: gives the same form each time; rng: what is filled in."""
    genre = issuer.choices(tuple(GENRES), tuple(weight for weight, _ in GENRES.values()))[0]
    look = draw_form_look(issuer, where)
    habits = draw_habits(issuer, where, "form")
    company = draw_company(issuer, where)
    words = words_of(where.language)
    name = issuer.choice((*words.titles[genre], *words.titles[genre], *where.phrases["form_titles"][:1]))
    blocks = [block.rstrip("?") for block in GENRES[genre][1] if not block.endswith("?") or issuer.random() < 0.6]
    if issuer.random() < 0.45:
        blocks += [block for block in issuer.sample(_SPARE, issuer.choice((1, 2, 3))) if block not in blocks]
    if issuer.random() < 0.25 and len(blocks) > 2:
        place = issuer.randrange(len(blocks) - 1)
        blocks[place : place + 2] = blocks[place : place + 2][::-1]
    draft = Draft(issuer.getrandbits(48), rng, where, look, draw_writer(rng, look, where), habits, words)
    made = typeset("form.typ", _page(draft, company, name, blocks), draft.texts)
    return finish("form", group, made, {}, language=where.language)


def _page(draft: Draft, company: Party, name: str, blocks: Sequence[str]) -> dict[str, object]:
    """What the template needs."""
    look = draft.look
    body = _framed(draft, "letterhead", lambda: frame.letterhead(draft, company))
    body += [*_framed(draft, "title", lambda: frame.title(draft, name)), parts.space(look.gap)]
    draft.begin("page")
    if draft.design.random() < 0.4:
        body += [*_framed(draft, "instructions", lambda: frame.instructions(draft)), parts.space(look.gap)]
    body += _sections(draft, blocks)
    body += _ending(draft, blocks)
    ground = frame.marks_on_page(draft)
    draft.begin("border")
    ground += frame.border(draft)
    draft.begin("foot")
    return {
        "page": {
            "paper": look.paper, "margins": look.margins, "fonts": look.families, "size": look.size, "ink": look.ink,
            "leading": look.air,
        },
        "ground": [part for part in ground if part],
        "foot": [part for part in frame.foot(draft, company) if part],
        "body": [part for part in body if part],
    }  # fmt: skip


def _framed(draft: Draft, name: str, make: Callable[[], list[Part | None]]) -> list[Part | None]:
    draft.begin(name)
    return make()


def _sections(draft: Draft, blocks: Sequence[str]) -> list[Part | None]:
    """All sections, below one another or in two columns, plain, in frames, or beside heads that run down."""
    draft.begin("sections")
    design, look = draft.design, draft.look
    manner = design.choices(("headed", "bare", "framed", "sided"), (66, 16, 9, 9))[0]
    halved = len(blocks) > 2 and design.random() < 0.12 and not set(blocks) & _WIDE
    draft.share = 0.46 if halved else 1.0
    gap = parts.space(look.gap)
    made: list[Part | None] = []
    for index, block in enumerate(blocks):
        draft.begin(f"{index}/{block}")
        section = _section(draft, block, manner)
        made += [section, gap] if section else []
    draft.share = 1.0
    if not halved:
        return made
    middle = (len(made) // 2 + 1) // 2 * 2
    columns = [parts.stack(*half, gap=0, breakable=True) for half in (made[:middle], made[middle:])]
    return [parts.row(columns, ["1fr", "1fr"], gutter=look.width * 0.06, aligns="left top"), gap]


def _section(draft: Draft, block: str, manner: str) -> Part | None:
    look = draft.look
    head = None if manner == "bare" else _head(draft, block)
    body = _block(draft, block)
    if manner == "sided" and head is not None:
        upright = head if draft.where.language == "zh" else parts.turn(head, -90, reflow=True)
        cells = [parts.cell(upright, align="center horizon"), parts.cell(parts.stack(*body, gap=look.air))]
        return parts.grid([cells], [look.heading_size * 2.2, "1fr"], lines=draft.full_lines, inset=(4, 5))
    section = parts.stack(head, *body, gap=look.air * 1.4)
    return parts.box(section, stroke=look.line, inset=(6, 6)) if section and manner == "framed" else section


def _head(draft: Draft, block: str) -> Part | None:
    if block in _WORDED_HEADS:
        return draft.heading(draft.design.choice(draft.words.heads[_WORDED_HEADS[block]]))
    return draft.heading(draft.habits.label(draft.where, _HEADS[block])) if block in _HEADS else None


def _block(draft: Draft, block: str) -> list[Part | None]:
    if block == "notice":
        small = {"size": draft.look.small}
        return [draft.say(" ".join(draft.words.lists["notice"][: draft.design.choice((1, 2))]), small)]
    if block in _MADE:
        return _MADE[block](draft)
    concepts = TOPICS[block]
    if draft.where.language == "zh":
        concepts = [concept for concept in concepts if concept not in _NOT_CHINESE]
        concepts = sorted(concepts, key=lambda concept: concept != "full_name")
    least = min(3, len(concepts))
    kept = [concept for index, concept in enumerate(concepts) if index < least or draft.design.random() < 0.55]
    kept = [concept for concept in kept if not any(other == concept and one in kept for one, other in _ALONE.items())]
    if draft.design.random() < 0.3:
        draft.design.shuffle(kept)
    return fields(draft, kept)


def _ending(draft: Draft, blocks: Sequence[str]) -> list[Part | None]:
    """Declaration, signatures, the part for the office."""
    draft.begin("ending")
    design, look = draft.design, draft.look
    signed = "memo" not in blocks and design.random() < 0.75
    declared = signed and design.random() < 0.6
    officed = design.random() < 0.3
    pushed = design.random() < 0.15
    made: list[Part | None] = [parts.space(None)] if pushed else []
    if declared:
        made += [*_framed(draft, "declaration", lambda: frame.declaration(draft)), parts.space(look.gap * 0.6)]
    if signed:
        made += [*_framed(draft, "signature", lambda: frame.signature(draft)), parts.space(look.gap)]
    if officed:
        made += _framed(draft, "office", lambda: frame.office_use(draft))
    return made

"""What identifies a sale: its number, day and time, who sold it, at which till or table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis.material.locale import write_date, write_time
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.lines import Align, Element, Parts, Segment
from docfields.models.synthesis.pages.receipt.look import Till
from docfields.models.synthesis.pages.receipt.shop import Shop

Form = Literal["close", "aligned", "spread", "paired", "heads", "bare", "centered"]
"""Label and value together at the left, values below one another, at the right; facts side by side; labels above."""

FIELDS = {"number": "number", "date": "date", "time": "time", "arrival": "arrival_date", "departure": "departure_date"}

_BARE = ("date", "time", "number", "till", "cashier")
"""Facts that tills print without labels."""


@dataclass(frozen=True, slots=True)
class MetaLook:
    """concepts: what is told, in order; late: what stands below the sums instead. size: of side-by-side groups.

    date_time: the time stands behind the date. label_date: whether these have a label at all.
    """

    form: Form
    concepts: tuple[str, ...]
    late: tuple[str, ...]
    late_form: Form
    group: int
    date_time: bool
    label_date: bool
    stop: int
    big: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label ("" for none) and its value's texts, each with a field or None."""

    concept: str
    label: str
    values: tuple[tuple[str, str | None], ...]


def draw_meta_look(issuer: Random, shop: Shop) -> MetaLook:
    shares = {"number": 0.92, "date": 1.0, "time": 0.86, "till": 0.42, "cashier": 0.55, "member": 0.08, "order": 0.06}
    if shop.category == "meal":
        shares |= {"table": 0.7, "guests": 0.45, "order": 0.2}
    elif shop.category == "hotel":
        shares |= {
            "till": 0.1,
            "time": 0.3,
            "cashier": 0.3,
            "guest": 0.95,
            "room": 0.95,
            "arrival": 0.95,
            "departure": 0.95,
        }
        shares |= {"nights": 0.4, "guests": 0.3}
    elif shop.category in ("parking", "card_slip"):
        shares |= {"till": 0.2, "cashier": 0.1}
    concepts = [name for name, share in shares.items() if issuer.random() < share]
    if issuer.random() < 0.6:
        issuer.shuffle(concepts)
    date_time = "time" in concepts and issuer.random() < 0.5
    late: list[str] = []
    if issuer.random() < 0.3:
        late = [name for name in concepts if name in _BARE and issuer.random() < 0.6]
        if date_time and "date" in late and "time" not in late:
            late.append("time")
        concepts = [name for name in concepts if name not in late]
    forms: tuple[Form, ...] = ("close", "aligned", "spread", "paired", "heads", "bare", "centered")
    return MetaLook(
        form=issuer.choices(forms, (26, 17, 9, 26, 4, 10, 8))[0],
        concepts=tuple(concepts),
        late=tuple(late),
        late_form=issuer.choices(forms, (20, 5, 5, 25, 10, 30, 5))[0],
        group=issuer.choice((2, 2, 2, 3)),
        date_time=date_time,
        label_date=issuer.random() < 0.6,
        stop=issuer.randint(8, 14),
        big=issuer.choice(("table", "order")) if issuer.random() < 0.25 else "",
    )


def number_is_bare(look: MetaLook) -> bool:
    """Whether the receipt's number stands without a label among others."""
    return ("number" in look.concepts and look.form == "bare") or ("number" in look.late and look.late_form == "bare")


def meta(till: Till, look: MetaLook, *, late: bool = False, room: int | None = None) -> list[Element]:
    """Lines of facts. late: those that stand at the end."""
    room = till.columns if room is None else room
    concepts = look.late if late else look.concepts
    form = look.late_form if late else look.form
    found = []
    facts = []
    for concept in concepts:
        if concept == look.big and concept != "order" and not late:
            found += _big(till, concept, room)
        elif not (concept == "time" and look.date_time and "date" in concepts):
            fact = _fact(till, look, concept, bare=form == "bare", joined=look.date_time and "time" in concepts)
            facts += [fact] if fact else []
    return found + _LAYOUTS[form](till, look, facts, room)


def _fact(till: Till, look: MetaLook, concept: str, *, bare: bool, joined: bool) -> Fact | None:
    values = _values(till, concept)
    if not values:
        return None
    if concept == "date" and joined:
        values = (*values, *_values(till, "time"))
    labelled = not bare and (concept not in ("date", "time") or look.label_date)
    return Fact(concept, _label(till, concept) if labelled else "", values)


def _label(till: Till, concept: str) -> str:
    if concept == "member":
        return till.cased(till.habits.label(till.where, "invoice.customer_number"))
    if concept == "order":
        return till.cased(till.habits.label(till.where, "invoice.order_number"))
    return till.cased(till.word(concept))


def _values(till: Till, concept: str) -> tuple[tuple[str, str | None], ...]:
    receipt = till.sale.receipt
    field = FIELDS.get(concept)
    if concept == "number":
        return ((receipt.number, field),)
    if concept == "date":
        return ((till.cased(till.date()), field),)
    if concept == "time":
        return ((till.time(), field),)
    if concept in ("arrival", "departure"):
        day = receipt.arrival_date if concept == "arrival" else receipt.departure_date
        return ((till.cased(write_date(day, till.where, till.habits)), field),) if day else ()
    if concept == "nights" and receipt.arrival_date and receipt.departure_date:
        return ((str((receipt.departure_date - receipt.arrival_date).days), None),)
    if concept in ("member", "order"):
        digits = 4 if concept == "order" else 10
        return (("".join(str(till.rng.randint(0, 9)) for _ in range(digits)), None),)
    text = receipt.details.get(concept, "")
    return ((till.cased(text), None),) if text else ()


def moment_parts(till: Till, moment: datetime.datetime) -> list[str]:
    """Another moment than the sale's, as printed."""
    return [
        till.cased(write_date(moment.date(), till.where, till.habits)),
        write_time(moment.time(), till.where, till.habits),
    ]


def fact_parts(till: Till, fact: Fact, *, colon: bool = True) -> tuple[Parts, Parts]:
    """The label's parts and the value's, linked."""
    pair = till.texts.new_pair() if fact.label else None
    first = next((field for _, field in fact.values if field), None)
    text = fact.label + (till.habits.colon_text(till.where) if colon else "")
    label = till.texts.add(text, label=first or "", pair=pair) if fact.label else None
    values = [
        till.texts.add(value, field=field, pair=pair if index == 0 or field == first else None)
        for index, (value, field) in enumerate(fact.values)
    ]
    return lines.joined([label]), lines.joined(values)


def _together(till: Till, fact: Fact) -> Parts:
    label, value = fact_parts(till, fact)
    return lines.extended(label, value)


def _told(till: Till, fact: Fact, room: int, align: Align = "left") -> list[Element]:
    """A fact on a line, or its value on a second one where they need it."""
    label, value = fact_parts(till, fact)
    both = lines.extended(label, value)
    rows = [both] if lines.parts_width(both) <= room or not label else [label, value]
    return [lines.text_line(row, room, align) for row in rows]


def _close(till: Till, look: MetaLook, facts: Sequence[Fact], room: int) -> list[Element]:
    return [element for fact in facts for element in _told(till, fact, room)]


def _centered(till: Till, look: MetaLook, facts: Sequence[Fact], room: int) -> list[Element]:
    return [element for fact in facts for element in _told(till, fact, room, "center")]


def _aligned(till: Till, look: MetaLook, facts: Sequence[Fact], room: int) -> list[Element]:
    """Colons below one another."""
    longest = max((lines.columns_of(fact.label) for fact in facts), default=0)
    stop = min(max(look.stop, longest + 1), room // 2)
    found = []
    for fact in facts:
        widest = sum(lines.columns_of(text) + 1 for text, _ in fact.values)
        if not fact.label or widest + 2 > room - stop:
            found += _told(till, fact, room)
            continue
        label, value = fact_parts(till, fact, colon=False)
        mark = lines.joined([till.texts.add(":" if till.where.language != "zh" else "：")])
        found.append(
            lines.line(
                Segment(label, 0, stop - 0.5),
                Segment(lines.extended(mark, value), stop, room - stop),
            )
        )
    return found


def _spread(till: Till, look: MetaLook, facts: Sequence[Fact], room: int) -> list[Element]:
    found = []
    for fact in facts:
        if lines.columns_of(fact.label) + sum(lines.columns_of(text) + 1 for text, _ in fact.values) + 1 > room:
            found += _told(till, fact, room)
            continue
        label, value = fact_parts(till, fact)
        share = min(lines.parts_width(label) + 0.5, room / 2)
        found.append(lines.line(Segment(label, 0, share), Segment(value, share, room - share, "right")))
    return found


def _paired(till: Till, look: MetaLook, facts: Sequence[Fact], room: int) -> list[Element]:
    """Two or three facts on a line, as far as they fit."""
    rows: list[list[Parts]] = [[]]
    for fact in facts:
        parts = _together(till, fact)
        taken = sum(lines.parts_width(other) + 2 for other in rows[-1])
        if rows[-1] and (len(rows[-1]) == look.group or taken + lines.parts_width(parts) > room):
            rows.append([])
        rows[-1].append(parts)
    return [_side_by_side(row, room) for row in rows if row]


def _side_by_side(row: Sequence[Parts], room: int) -> Element:
    """First at the left, last at the right, what is between in the middle of the rest."""
    if len(row) == 1:
        return lines.text_line(row[0], room)
    widths = [lines.parts_width(parts) for parts in row]
    spare = (room - sum(widths)) / (len(row) - 1)
    segments, start = [], 0.0
    for index, (parts, width) in enumerate(zip(row, widths, strict=True)):
        align: Align = "right" if index == len(row) - 1 else "left"
        segments.append(Segment(parts, start if index < len(row) - 1 else room - width - 0.4, width + 0.4, align))
        start += width + spare
    return lines.line(*segments)


def _bare(till: Till, look: MetaLook, facts: Sequence[Fact], room: int) -> list[Element]:
    """Values alone, one after the other."""
    rows: list[Parts] = [[]]
    for fact in facts:
        parts = _together(till, fact)
        if rows[-1] and lines.parts_width(rows[-1]) + lines.parts_width(parts) + 1 > room:
            rows.append([])
        rows[-1] = lines.extended(rows[-1], parts, 1 + look.stop % 2)
    align: Align = "center" if look.stop % 3 == 0 else "left"
    return [lines.text_line(row, room, align) for row in rows if row]


def _heads(till: Till, look: MetaLook, facts: Sequence[Fact], room: int) -> list[Element]:
    """Labels in a line, values below each."""
    found = []
    for start in range(0, len(facts), 3):
        chunk = facts[start : start + 3]
        made = [fact_parts(till, fact, colon=False) for fact in chunk]
        widths = [max(lines.parts_width(label), lines.parts_width(value)) for label, value in made]
        if sum(widths) + len(widths) - 1 > room:
            found += [lines.text_line(lines.extended(label, value), room) for label, value in made]
            continue
        spare = max(1, min(3, (room - sum(widths)) / max(1, len(widths) - 1)))
        for row in (0, 1):
            at, segments = 0.0, []
            for parts, width in zip(made, widths, strict=True):
                segments.append(Segment(parts[row], at, width + 0.4))
                at += width + spare
            found.append(lines.line(*segments))
    return found


def _big(till: Till, concept: str, room: int) -> list[Element]:
    """A table's number in large type."""
    values = _values(till, concept)
    if not values:
        return []
    parts = _together(till, Fact(concept, _label(till, concept), values))
    style = {"wide": 2, "tall": 2} if till.paper.stretch and lines.parts_width(parts) * 2 <= room else {"size": 1.4}
    return [lines.text_line(parts, room, "center" if till.rng.random() < 0.4 else "left", style=style)]


_LAYOUTS = {
    "close": _close, "centered": _centered, "aligned": _aligned, "spread": _spread, "paired": _paired,
    "bare": _bare, "heads": _heads,
}  # fmt: skip

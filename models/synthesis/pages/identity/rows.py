"""Labels and values in rows: what one entry prints, and where the rows of a column stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from docfields.models.synthesis.pages.card_faces import Item, Pen, Run, runs
from docfields.models.synthesis.pages.identity.record import Identity
from docfields.models.synthesis.pages.identity.style import IdentityStyle
from docfields.models.synthesis.pages.typeset import Texts, Token

Area = tuple[float, float, float, float]
"""x, y, width and height in points."""

Part = tuple[str, str | None]
"""A text and the field whose value it is."""

LONGEST_LINE = 30
"""Characters of an address's line on a card; a longer one goes on below."""


MOST_ROWS = 9
"""Rows of a column beyond which entries rather shrink than go below."""


@dataclass(frozen=True, slots=True)
class Entry:
    """concept: of the label. lines: of parts. announces: the field that the label speaks of, "" if none.

    share: of the row's width. prefix: printed in place of the label's words, as the numbers of licences are.
    """

    concept: str
    lines: tuple[tuple[Part, ...], ...]
    announces: str
    share: float = 1.0
    prefix: str | None = None


def entry(identity: Identity, concept: str, share: float = 1.0, *, prefix: str | None = None) -> Entry | None:
    """What a document prints for a concept; None where its state shows no such thing."""
    style, holder = identity.style, identity.holder
    if concept in OPTIONAL and concept not in style.shows:
        return None
    lines: tuple[tuple[Part, ...], ...]
    if concept in _LINES:
        lines = tuple((part,) for part in _LINES[concept](identity) if part[0])
    else:
        parts: Mapping[str, Callable[[], tuple[Part, ...]]] = {
            "name_of_holder": lambda: (
                (style.cased(holder.surname, surname=True) + ",", "surname"),
                (style.cased(identity.given), "given_names"),
            ),
            "birth_date_place": lambda: (
                (style.date(holder.birth), "birth_date"), (style.cased(holder.birth_place), "birth_place")
            ),
        }  # fmt: skip
        lines = (parts[concept](),)
    if not lines:
        return None
    field = lines[0][0][1]
    return Entry(concept, lines, _ANNOUNCES.get(concept, field or ""), share, prefix)


OPTIONAL = frozenset(
    ("personal_number", "height", "eye_colour", "address", "birth_name", "birth_place", "issue_date", "type",
     "country_code", "nationality", "sex", "issue_place", "access_number", "remarks")
)  # fmt: skip
"""Concepts that a state may leave out."""

_ANNOUNCES: Mapping[str, str] = {"passport_of_holder": ""}


def _nationality(identity: Identity) -> str:
    style, state = identity.style, identity.nationality
    name = state.nationality[style.design % len(state.nationality)]
    if identity.nationality is not style.state:
        name = state.titles[-1] if style.nationality_form == "name" else state.code
    first, _, second = name.partition("|")
    name = second if second and identity.holder.sex == "F" else first
    if style.nationality_form == "code":
        return state.code
    return name if style.nationality_form == "name" or name == state.code else f"{name} / {state.code}"


def _address(identity: Identity) -> list[Part]:
    lines: list[str] = []
    for line in identity.holder.address:
        words = identity.style.cased(line).split()
        kept = ""
        for word in words:
            if kept and len(kept) + len(word) > LONGEST_LINE:
                lines.append(kept)
                kept = word
            else:
                kept = f"{kept} {word}".strip()
        lines.append(kept)
    return [(line, "address") for line in lines[:4]]


_LINES: Mapping[str, Callable[[Identity], Sequence[Part]]] = {
    "surname": lambda one: [(one.style.cased(one.holder.surname, surname=True), "surname")],
    "given_names": lambda one: [(one.style.cased(one.given), "given_names")],
    "nationality": lambda one: [(_nationality(one), "nationality")],
    "birth_date": lambda one: [(one.style.date(one.holder.birth), "birth_date")],
    "sex": lambda one: [(one.style.sex(one.holder.sex), "sex")],
    "birth_place": lambda one: [(one.style.cased(one.holder.birth_place), "birth_place")],
    "personal_number": lambda one: [(one.holder.personal_number, "personal_number")],
    "issue_date": lambda one: [(one.style.date(one.issue), "issue_date")],
    "issued_on": lambda one: [(one.style.date(one.issue), "issue_date")],
    "expiry_date": lambda one: [(one.style.date(one.expiry), "expiry_date")],
    "valid_until": lambda one: [(one.style.date(one.expiry), "expiry_date")],
    "authority": lambda one: [(one.authority, "authority")],
    "issued_in": lambda one: [(one.authority, "authority")],
    "passport_number": lambda one: [(one.number, "number")],
    "card_number": lambda one: [(one.number, "number")],
    "type": lambda one: [(one.zone[0][:2].replace("<", "") if one.zone else "ID", None)],
    "country_code": lambda one: [(one.style.state.code, "issuing_country")],
    "height": lambda one: [(one.height, "height")],
    "eye_colour": lambda one: [(one.eyes, "eye_colour")],
    "address": _address,
    "birth_name": lambda one: [(one.style.cased(one.holder.birth_name, surname=True), "aliases[0]")],
    "permit_category": lambda one: [(one.category, "permit_category")],
    "visa_type": lambda one: [(one.category, "permit_category")],
    "remarks": lambda one: [(one.remark, None)],
    "issue_place": lambda one: [(one.issue_place, "place_of_issue")],
    "access_number": lambda one: [(f"{one.portrait_seed % 1000000:06}", None)],
    "valid_for": lambda one: [(one.style.state.titles[0].partition(" · ")[0], None)],
    "valid_from": lambda one: [(one.style.date(one.visa_start), None)],
    "entries": lambda one: [(one.visa_entries, None)],
    "duration": lambda one: [(f"{one.visa_days} {'DAYS' if one.style.design % 3 == 0 else ''}", None)],
    "passport_of_holder": lambda one: [(one.passport_number, None)],
    "classes": lambda one: [(name, f"licence_classes[{index}]") for index, name in enumerate(one.classes)],
}
"""Lines of a value by concept, each of one part."""

_LABELS: Mapping[str, str] = {"passport_of_holder": "passport_number", "birth_date_place": "birth_date"}
"""Concepts that borrow another's wordings."""


def draw_rows(
    texts: Texts,
    style: IdentityStyle,
    rows: Sequence[Sequence[Entry | None]],
    area: Area,
    *,
    numbers: Iterator[int] | None = None,
    largest: float = 9.0,
) -> list[Item]:
    """Rows of entries that fill an area from above, closer or looser; rows without entries vanish.

    numbers: of the labels, going on from other columns. largest: size of the values, points.
    """
    kept = [[one for one in row if one is not None] for row in rows]
    x, y, width, height = area
    kept = _reflowed([row for row in kept if row], width, left=style.label_place == "left")
    if not kept:
        return []
    counter = numbers or count(1)
    label_height = 0.0 if style.label_place == "left" else 0.62
    units = [label_height + 0.12 + 1.06 * max(len(one.lines) for one in row) for row in kept]
    size = min(largest, height / sum(units))
    gap = min(0.75 * size, (height - size * sum(units)) / len(kept))
    label = style.label.at(min(max(0.52 * size, 3.3), 5.2))
    items: list[Item] = []
    for row, unit in zip(kept, units, strict=True):
        whole = sum(one.share for one in row)
        left = x
        for one in row:
            wide = width * one.share / whole
            items += _draw_entry(texts, style, one, (left, y, wide, unit * size), size, label, counter)
            left += wide
        y += unit * size + gap
    return items


def _reflowed(rows: Sequence[Sequence[Entry]], width: float, *, left: bool) -> list[list[Entry]]:
    """Rows of which none is much too wide for its values; the last entries of such a row go below."""
    made: list[list[Entry]] = []
    for row in rows:
        line: list[Entry] = []
        for one in row:
            if line and sum(_wide(other, left) for other in (*line, one)) > 1.1 * width and len(made) < MOST_ROWS:
                made.append(line)
                line = []
            line.append(one)
        made.append(line)
    return made


def _wide(one: Entry, left: bool) -> float:
    """About how wide an entry wants to be, in points."""
    longest = max(sum(len(content) + 1 for content, _ in line) for line in one.lines)
    return 4.6 * longest + (44 if left else 12 if one.prefix else 0) + 6


def _draw_entry(
    texts: Texts, style: IdentityStyle, one: Entry, area: Area, size: float, label_pen: Pen, numbers: Iterator[int]
) -> list[Item]:
    x, y, width, _ = area
    pair = texts.new_pair()
    pen = style.number if "number" in (one.announces, one.lines[0][0][1]) else style.value
    pen = pen.at(size * (0.88 if pen is style.number else 0.96))
    parts = label_runs(texts, style, one, label_pen, pair, numbers)
    room = width - 3
    items: list[Item] = []
    if style.label_place == "left" and one.prefix is None:
        reach = min(0.42 * width, 6.2 * label_pen.size * 1.3)
        items += runs(x, y + size, [(tokens, pen.at(1.3 * pen.size)) for tokens, pen in parts], width=reach - 3)
        x, room, y = x + reach, width - reach - 2, y + 0.96 * size
    elif one.prefix is not None:
        items += runs(x, y + size, [(tokens, pen.at(0.82 * size)) for tokens, pen in parts])
        reach = 1.7 * size
        x, room, y = x + reach, width - reach - 2, y + size
    elif style.label_place == "below":
        items += runs(x, y + (1.06 * len(one.lines) + 0.55) * size, parts, width=room)
        y += 0.92 * size
    else:
        items += runs(x, y + 0.8 * label_pen.size, parts, width=room)
        y += 0.8 * label_pen.size + 1.0 * size
    for line in one.lines:
        tokens = [texts.add(content, field=field, pair=pair) for content, field in line]
        separated = len(line) > 1
        gap = 0.35 * size if separated else 0
        items += runs(x, y, [([token], pen) for token in tokens], gap=gap, width=room)
        y += 1.08 * size
    return items


def label_runs(
    texts: Texts, style: IdentityStyle, one: Entry, pen: Pen, pair: int, numbers: Iterator[int]
) -> list[Run]:
    """A label's wordings, the second language perhaps in italics."""
    if one.prefix is not None:
        return [([texts.add(one.prefix, label=one.announces, pair=pair)], pen)]
    wordings = style.labels(_LABELS.get(one.concept, one.concept))
    if style.label_place == "left":
        wordings = wordings[:1]
    number = style.numbering.format(n=next(numbers)) if style.numbering else ""
    colon = ":" if style.label_colon else ""

    def add(content: str) -> Token | None:
        return texts.add(content, label=one.announces, pair=pair)

    if not style.second_italic or len(wordings) == 1:
        return [([add(number + style.joiner.join(wordings) + colon)], pen)]
    second = add(style.joiner.strip() + " " + style.joiner.join(wordings[1:]) + colon)
    return [([add(number + wordings[0])], pen), ([second], replace(pen, slant="italic"))]

"""Fields to fill in, side by side or one below another, in the ways that forms have for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from docfields.models.synthesis.pages.form import parts
from docfields.models.synthesis.pages.form.case import CHOICES, WIDTHS
from docfields.models.synthesis.pages.form.draft import Draft
from docfields.models.synthesis.pages.form.look import FieldStyle
from docfields.models.synthesis.pages.form.parts import Part
from docfields.models.synthesis.pages.nodes import Stroke

USUAL_WIDTH = 1.2
SHORTEST_PLACE = 48.0
"""Points that a field of width 1 needs to write on."""

_COMB_CONCEPTS = frozenset(
    "surname given_names postal_code phone mobile birth_date date iban bic id_number passport_number customer_number "
    "plate staff_number policy_number insurance_number tax_number house_number start_date end_date".split()
)
_LONGEST_COMB = 34


def fields(draft: Draft, concepts: Sequence[str], style: FieldStyle | None = None) -> list[Part | None]:
    """Labels and places to write on for some concepts. style: None for one of the issuer's."""
    chosen: FieldStyle = draft.design.choice(draft.look.styles) if style is None else style
    return _STYLES[chosen](draft, concepts)


def packed(concepts: Sequence[str], room: float) -> list[list[str]]:
    """Concepts in rows, as many in each as there is room for."""
    rows: list[list[str]] = []
    left = 0.0
    for concept in concepts:
        width = WIDTHS.get(concept, USUAL_WIDTH)
        if not rows or width > left:
            rows.append([])
            left = room
        rows[-1].append(concept)
        left -= width
    return rows


def _rows(draft: Draft, concepts: Sequence[str], room: float) -> list[list[str]]:
    """The same, where labels stand before their places: long labels leave less room."""
    rows: list[list[str]] = []
    for row in packed(concepts, room):
        left = 0.0
        for concept in row:
            needed = draft.width_of(draft.label(concept)) if concept not in CHOICES else draft.look.size * 18
            needed += SHORTEST_PLACE * WIDTHS.get(concept, USUAL_WIDTH)
            if needed > left:
                rows.append([])
                left = draft.width
            rows[-1].append(concept)
            left -= needed
    return rows


def _shares(row: Sequence[str]) -> list[str]:
    return [f"{WIDTHS.get(concept, USUAL_WIDTH)}fr" for concept in row]


def _choice(draft: Draft, concept: str) -> tuple[Part | None, Part]:
    options = [draft.label(option, colon=False) for option in CHOICES[concept]]
    if concept == "marital_status" and draft.design.random() < 0.5:
        options = options[:2]
    label = draft.label(concept) if concept in ("sex", "marital_status") else ""
    question, made = draft.choose(label, options)
    return question, parts.inline(*made, gap=draft.look.size * 0.9)


def _place_to_write(draft: Draft, answer: Part | None, *, width: float | None = None) -> Part:
    look = draft.look
    boxed = look.blank_form == "box"
    fill = look.light if look.blank_form == "ground" else None
    line = None if look.blank_form == "ground" else look.blank_line
    return parts.blank(answer, look.pitch * (1.05 if boxed else 0.9), line=line, boxed=boxed, fill=fill, width=width)


def _lines(draft: Draft, concepts: Sequence[str]) -> list[Part | None]:
    """Labels before lines."""
    room = draft.room(2.6, 3.2, 3.2, 4.2)
    rows = _rows(draft, concepts, room)
    widest = max(draft.width_of(draft.label(concept)) for concept in concepts if concept not in CHOICES)
    if draft.design.random() < 0.3 and widest < 0.4 * draft.width:
        return [_aligned(draft, concepts, 2 if widest < 0.2 * draft.width else 1)]
    made: list[Part | None] = []
    for row in rows:
        children: list[Part | None] = []
        widths: list[float | str] = []
        for concept, share in zip(row, _shares(row), strict=True):
            if concept in CHOICES:
                question, options = _choice(draft, concept)
                children += [question, options]
                widths += ["auto", share]
                continue
            question, answer = draft.ask(draft.label(concept), draft.case.value(concept))
            children += [question, _place_to_write(draft, answer)]
            widths += ["auto", share]
        made.append(parts.row(children, widths, gutter=draft.look.size * 0.5))
    return [parts.stack(*made, gap=draft.look.air * 1.2, breakable=True)]


def _aligned(draft: Draft, concepts: Sequence[str], count: int) -> Part:
    """The same, with all lines beginning at one place."""
    grid: list[list[Part]] = []
    for start in range(0, len(concepts), count):
        cells: list[Part] = []
        for concept in concepts[start : start + count]:
            question, body = _question(draft, concept, lambda answer: _place_to_write(draft, answer))
            cells += [parts.cell(question, align="left bottom"), parts.cell(body, align="left bottom")]
        grid.append(cells)
    return parts.grid(grid, ["auto", "1fr"] * count, lines={}, inset=(3, draft.look.air * 0.6))


def _question(
    draft: Draft, concept: str, place: Callable[[Part | None], Part | None]
) -> tuple[Part | None, Part | None]:
    """A label, and its options or a place to write on."""
    if concept in CHOICES:
        return _choice(draft, concept)
    question, answer = draft.ask(draft.label(concept), draft.case.value(concept))
    return question, place(answer)


def _boxes(draft: Draft, concepts: Sequence[str]) -> list[Part | None]:
    """Boxes with the label small in a corner and the answer beneath."""
    look = draft.look
    height = look.pitch * 0.95 + look.small * 1.5
    small = {"size": look.small, **look.label_style}
    room = draft.room(3.2, 4.2, 4.8)
    made: list[Part | None] = []
    for row in packed(concepts, room):
        cells = []
        for concept in row:
            question, body = _question(draft, concept, lambda answer: parts.within(answer, look.pitch * 0.95))
            inner = parts.stack(question, body, gap=look.small * 0.25)
            cells.append(parts.cell(inner, align="left top", style=small))
        made.append(
            parts.grid([cells], _shares(row), lines=draft.full_lines, inset=(3, 2), height=height, breakable=False)
        )
    return [parts.stack(*made, gap=0, breakable=True)]


def _pairs(draft: Draft, concepts: Sequence[str]) -> list[Part | None]:
    """Ruled cells: label, value, label, value."""
    look = draft.look
    per_row = min(draft.design.choice((1, 2, 2, 2, 3)), 3 if draft.share == 1 else 1)
    share = draft.design.choice((0.5, 0.6, 0.75, 1.0))
    label_fill = look.light if look.light_fill else None
    middle = draft.design.random() < 0.5
    grid: list[list[Part]] = []
    row: list[Part] = []
    free = per_row
    for concept in concepts:
        wide = per_row if WIDTHS.get(concept, USUAL_WIDTH) >= 2 else 1
        if wide > free:
            _close(row, free)
            grid.append(row)
            row, free = [], per_row
        question, body = _question(draft, concept, parts.fitted)
        align = "center horizon" if middle else "left horizon"
        row.append(parts.cell(question, fill=label_fill, align=align))
        row.append(parts.cell(body, span=2 * wide - 1, align=align if middle and wide == 1 else "left horizon"))
        free -= wide
        if not free:
            grid.append(row)
            row, free = [], per_row
    if row:
        _close(row, free)
        grid.append(row)
    return [parts.grid(grid, [f"{share}fr", "1fr"] * per_row, lines=draft.full_lines, inset=(4, look.air * 0.9))]


def _close(row: list[Part], free: int) -> None:
    """The last value takes what is left of the row."""
    if row and free:
        row[-1]["span"] += 2 * free


def _plain(draft: Draft, concepts: Sequence[str]) -> list[Part | None]:
    """Labels and values without lines."""
    count = min(draft.design.choice((1, 1, 2)), 2 if draft.share == 1 else 1)
    grid: list[list[Part]] = []
    for start in range(0, len(concepts), count):
        cells: list[Part] = []
        for concept in concepts[start : start + count]:
            question, body = _question(draft, concept, parts.fitted)
            cells += [parts.cell(question, align="left top"), parts.cell(body, align="left top")]
        grid.append(cells)
    widest = max(draft.width_of(draft.label(concept)) for concept in concepts if concept not in CHOICES)
    shapes = (["auto", "1fr"], ["0.55fr", "1fr"]) if widest * count < 0.6 * draft.width else (["0.8fr", "1fr"],) * 2
    columns = draft.design.choice(shapes) * count
    return [parts.grid(grid, columns, lines={}, inset=(3, draft.look.air * 0.7))]


def _above(draft: Draft, concepts: Sequence[str]) -> list[Part | None]:
    """Labels over (or beneath) the place to write on."""
    look = draft.look
    beneath = draft.design.random() < 0.2
    small = {"size": look.small} if draft.design.random() < 0.6 else None
    made: list[Part | None] = []
    for row in packed(concepts, draft.room(2.6, 3.2, 4.2)):
        stacks = []
        for concept in row:
            question, body = _question(draft, concept, lambda answer: _place_to_write(draft, answer))
            question = parts.stack(question, style=small) if question else None
            pair = (body, question) if beneath else (question, body)
            stacks.append(parts.stack(*pair, gap=look.air * 0.6))
        made.append(parts.row(stacks, _shares(row), gutter=look.size, aligns="left bottom"))
    return [parts.stack(*made, gap=look.air * 1.6, breakable=True)]


def _leaders(draft: Draft, concepts: Sequence[str]) -> list[Part | None]:
    """Labels, then dots over which is written."""
    look = draft.look
    dots: Stroke = (0.8, look.ink, "dotted")
    made: list[Part | None] = []
    for row in _rows(draft, concepts, draft.room(2.6, 3.2)):
        children: list[Part | None] = []
        widths: list[float | str] = []
        for concept, share in zip(row, _shares(row), strict=True):
            question, body = _question(
                draft, concept, lambda answer: parts.blank(answer, look.pitch * 0.9, line=dots, lift=1)
            )
            children += [question, body]
            widths += ["auto", share]
        made.append(parts.row(children, widths, gutter=1.5))
    return [parts.stack(*made, gap=look.air * 1.1, breakable=True)]


def _comb(draft: Draft, concepts: Sequence[str]) -> list[Part | None]:
    """A box for each character where the value suits; a line for the others."""
    look = draft.look
    form = draft.design.choice(("boxes", "boxes", "teeth", "gaps"))
    pitch = look.size * draft.design.uniform(1.3, 1.7)
    label_above = draft.design.random() < 0.5
    reach = draft.width * (1.0 if label_above else 0.66)
    most = min(_LONGEST_COMB, int(reach / (pitch + (2 if form == "gaps" else 0))))
    made: list[Part | None] = []
    for concept in concepts:
        extra = draft.design.choice((0, 0, 2, 5))
        value = draft.case.value(concept).replace(", ", " ")
        if concept in CHOICES or concept not in _COMB_CONCEPTS or not 0 < len(value) <= most:
            question, body = _question(draft, concept, lambda answer: _place_to_write(draft, answer))
        else:
            question, body = _comb_field(draft, concept, value, (form, pitch, min(most, len(value) + extra)))
        if label_above:
            made.append(parts.stack(question, body, gap=look.air * 0.5))
        else:
            made.append(parts.row([question, body], ["0.5fr", "1fr"], aligns="left horizon"))
    return [parts.stack(*made, gap=look.air * 1.2, breakable=True)]


def _comb_field(
    draft: Draft, concept: str, value: str, shape: tuple[str, float, int]
) -> tuple[Part | None, Part | None]:
    look = draft.look
    form, pitch, count = shape
    held = draft.rng.random() >= draft.writer.empty
    pair = draft.texts.new_pair() if held else None
    label = draft.texts.add(draft.label(concept), label="", pair=pair)
    token = draft.texts.add(value if draft.where.language == "zh" else value.upper(), pair=pair) if held else None
    written = draft.fill_in(token, still=True, scale=min(1.0, 0.86 * pitch / float(draft.writer.style["size"])))
    line: Stroke = (look.line[0], look.line[1])
    body = parts.comb(written, count, pitch, look.pitch * 0.95, line=line, form=form)
    return parts.text(label, style=look.label_style), body


_STYLES: Mapping[FieldStyle, Callable[[Draft, Sequence[str]], list[Part | None]]] = {
    "lines": _lines, "boxes": _boxes, "pairs": _pairs, "plain": _plain, "above": _above, "comb": _comb,
    "leaders": _leaders,
}  # fmt: skip

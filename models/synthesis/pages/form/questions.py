"""Questions of forms: yes or no, choices, scales to tick, room for several sentences, lines of a memo."""

from __future__ import annotations

from collections.abc import Sequence

from docfields.models.synthesis.pages.form import parts
from docfields.models.synthesis.pages.form.case import CHOICES
from docfields.models.synthesis.pages.form.draft import Draft
from docfields.models.synthesis.pages.form.parts import Part
from docfields.models.synthesis.pages.nodes import Stroke


def yes_no(draft: Draft) -> list[Part | None]:
    """Questions with two boxes each, in a list or in a ruled table."""
    look, design = draft.look, draft.design
    asked = design.sample(draft.words.lists["yes_no"], design.randint(2, 6))
    answers = [draft.label(option, colon=False) for option in CHOICES["yes_no"]]
    form = design.choice(("list", "list", "table", "columns"))
    numbered = design.random() < 0.4
    rows: list[list[Part]] = []
    for index, question in enumerate(asked):
        label, options = draft.choose(f"{index + 1}. {question}" if numbered else question, answers)
        if form == "columns":
            rows.append([parts.cell(label), *[parts.cell(option, align="center horizon") for option in options]])
        else:
            rows.append([parts.cell(label), parts.cell(parts.inline(*options, gap=look.size))])
    widths = ["1fr", "auto", "auto"] if form == "columns" else [f"{design.choice((1.6, 2.2, 3))}fr", "1fr"]
    lines = {} if form == "list" else draft.full_lines
    return [parts.grid(rows, widths, lines=lines, inset=(3, look.air * 0.8))]


def choices(draft: Draft) -> list[Part | None]:
    """Some questions with several options, beside or below one another."""
    look, design = draft.look, draft.design
    made: list[Part | None] = []
    for entry in design.sample(draft.words.options, design.randint(1, 3)):
        label, options = draft.choose(draft.colon(entry[0]), entry[1:], several=design.random() < 0.3)
        form = design.choice(("beside", "beside", "below", "grid"))
        if form == "beside":
            made.append(
                parts.row(
                    [label, parts.inline(*options, gap=look.size)],
                    ["auto", "1fr"],
                    gutter=look.size,
                    aligns="left horizon",
                )
            )
        elif form == "below":
            made.append(parts.stack(label, parts.inline(*options, gap=look.size * 1.2), gap=look.air))
        else:
            count = design.choice((2, 3))
            rows = [
                [parts.cell(option) for option in options[start : start + count]]
                for start in range(0, len(options), count)
            ]
            made.append(
                parts.stack(
                    label, parts.grid(rows, ["1fr"] * count, lines={}, inset=(2, look.air * 0.5)), gap=look.air * 0.6
                )
            )
    return [parts.stack(*made, gap=look.air * 1.8, breakable=True)]


def scale(draft: Draft) -> list[Part | None]:
    """Statements in rows and a scale in columns, one box of each row ticked."""
    look, design = draft.look, draft.design
    statements = design.sample(draft.words.lists["statements"], design.randint(3, 7))
    steps = design.choice(draft.words.scales)
    table = draft.new_table()
    head_fill = look.light if look.light_fill else None
    bold = {"weight": "bold"} if look.bold_heads else None
    head = [parts.cell(None, fill=head_fill)]
    heads = [draft.texts.add(step, label="", cell=(table, 0, column + 1)) for column, step in enumerate(steps)]
    head += [parts.cell(parts.text(token, style=bold), fill=head_fill, align="center horizon") for token in heads]
    rows = [head]
    words_in_cells = design.random() < 0.12
    for number, statement in enumerate(statements):
        ticked = draft.rng.randrange(len(steps)) if draft.rng.random() >= draft.writer.empty else -1
        label = draft.texts.add(statement, label="", cell=(table, number + 1, 0))
        cells = [parts.cell(label)]
        for column, step in enumerate(steps):
            body: Part = (
                draft.option(step, column == ticked, None) if words_in_cells else draft.tick_box(column == ticked)
            )
            cells.append(parts.cell(body, align="center horizon"))
        rows.append(cells)
    lines = draft.full_lines if design.random() < 0.65 else {"bottom": look.line}
    first = design.choice((2, 2.6, 3.4))
    return [parts.grid(rows, [f"{first}fr", *["1fr"] * len(steps)], lines=lines, inset=(4, look.air * 0.9))]


def open_questions(draft: Draft) -> list[Part | None]:
    """Questions answered in a few sentences, on lines, in a box or in the open."""
    look, design = draft.look, draft.design
    made: list[Part | None] = []
    form = design.choice(("lines", "lines", "box", "open", "boxed lines"))
    for question in design.sample(draft.words.lists["open"], design.choice((1, 1, 2, 3))):
        lines = design.randint(2, 5)
        held = draft.rng.random() >= draft.writer.empty
        pair = draft.texts.new_pair() if held else None
        label = draft.texts.add(draft.colon(question), label="", pair=pair)
        text = _sentences(draft, lines) if held else ""
        token = draft.texts.add(draft.written(text), pair=pair)
        made.append(
            parts.stack(
                parts.text(label, style=look.label_style),
                _room(draft, form, lines, draft.fill_in(token)),
                gap=look.air * 0.5,
            )
        )
    return [parts.stack(*made, gap=look.gap, breakable=True)]


def _sentences(draft: Draft, lines: int) -> str:
    """As many sentences as fit on some lines at the writer's size."""
    size = float(draft.writer.style["size"])
    wide = 1.02 if draft.where.language == "zh" else 0.52 if draft.writer.way != "machine" else 0.62
    room = lines * draft.width * 0.86 / (size * wide)
    texts: list[str] = []
    for sentence in draft.rng.sample(draft.words.lists["sentences"], 6):
        if len(sentence) + sum(len(text) + 1 for text in texts) > room:
            break
        texts.append(sentence)
    between = "" if draft.where.language == "zh" else " "
    return between.join(texts[: draft.rng.randint(1, 5)]) or draft.case.phrase("form_remarks")


def _room(draft: Draft, form: str, lines: int, answer: Part | None) -> Part:
    look = draft.look
    pitch = max(look.pitch, float(draft.writer.style["size"]) * 1.25)
    line: Stroke = (look.line[0], look.line[1])
    if form == "open":
        return parts.stack(answer, parts.space(look.pitch * 0.6)) or parts.space(look.pitch)
    if form == "box":
        return parts.box(answer, stroke=look.line, inset=(5, 4), height=lines * pitch + 8 if answer is None else None)
    body = parts.writing(answer, lines, pitch, line=line if look.blank_line is None else look.blank_line)
    return parts.box(body, stroke=look.line, inset=(5, 3)) if form == "boxed lines" else body


def memo(draft: Draft) -> list[Part | None]:
    """To, from, date, subject: of faxes, memos and reports."""
    look, design, case = draft.look, draft.design, draft.case
    entries = [
        (draft.word("to"), case.other_person()), (draft.word("from"), case.person.full_name),
        (draft.label("date", colon=False), case.value("date")), (draft.label("fax", colon=False), case.value("fax")),
        (draft.label("phone", colon=False), case.value("phone")), (draft.word("pages"), case.value("fax_pages")),
        (draft.label("company", colon=False), case.value("company")), (draft.word("subject"), case.value("purpose")),
    ]  # fmt: skip
    chosen = entries[:3] + [entry for entry in entries[3:-1] if design.random() < 0.6] + entries[-1:]
    upper = design.random() < 0.4 and draft.where.language != "zh"
    columns = design.choice((1, 1, 2))
    lined = design.random() < 0.35
    cells: list[Part] = []
    for label, value in chosen:
        question, answer = draft.ask(draft.colon(label.upper() if upper else label), value)
        body = parts.blank(answer, look.pitch * 0.9, line=look.line) if lined else parts.fitted(answer)
        cells += [parts.cell(question, align="left bottom"), parts.cell(body, align="left bottom")]
    rows = [cells[start : start + 2 * columns] for start in range(0, len(cells), 2 * columns)]
    grid = parts.grid(rows, ["auto", "1fr"] * columns, lines={}, inset=(4, look.air * design.uniform(0.8, 1.8)))
    return [parts.box(grid, stroke=look.line, inset=(4, 4)) if design.random() < 0.3 else grid]


def flags(draft: Draft) -> list[Part | None]:
    """What the receiver shall do, in boxes to tick."""
    names: Sequence[str] = draft.words.lists["flags"]
    ticked = draft.rng.randrange(len(names)) if draft.rng.random() < 0.7 else -1
    made = [draft.option(name, index == ticked, None) for index, name in enumerate(names)]
    return [parts.inline(*made, gap=draft.look.size * 1.4)]


def details(draft: Draft) -> list[Part | None]:
    """Facts of a person that have usual answers, such as of health."""
    look, design = draft.look, draft.design
    rows: list[list[Part]] = []
    count = design.choice((1, 2, 2))
    cells: list[Part] = []
    for entry in design.sample(draft.words.details, design.randint(3, 6)):
        question, answer = draft.ask(draft.colon(entry[0]), draft.rng.choice(entry[1:]))
        cells += [parts.cell(question), parts.cell(parts.fitted(answer))]
    rows = [cells[start : start + 2 * count] for start in range(0, len(cells), 2 * count)]
    lines = draft.full_lines if design.random() < 0.5 else {"bottom": look.line}
    return [parts.grid(rows, ["auto", "1fr"] * count, lines=lines, inset=(4, look.air))]

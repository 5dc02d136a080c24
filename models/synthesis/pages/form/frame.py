"""What stands around the fields of a form: letterhead, title, instructions, signatures, office use, feet, stamps."""

from __future__ import annotations

from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.records import Party
from docfields.models.synthesis.pages import logos
from docfields.models.synthesis.pages.form import parts
from docfields.models.synthesis.pages.form.draft import Draft
from docfields.models.synthesis.pages.form.fields import fields
from docfields.models.synthesis.pages.form.parts import Part
from docfields.models.synthesis.pages.nodes import Stroke, Style

STAMP_INKS = ("#b3261e", "#b3261e", "#1a3a8f", "#5b2a86", "#2b2b2b", "#1f6b3a")
_MOST_PAGES = 4
_FORM_NUMBERS = ("##/####", "@@-##", "####-@", "@ ###", "#.##.##", "##-####-##", "@@@-###")


def letterhead(draft: Draft, issuer: Party) -> list[Part | None]:
    """The issuer's name, with or without a mark and an address."""
    design, look = draft.design, draft.look
    form = design.choice(("none", "name", "name", "split", "center", "right"))
    if form == "none":
        return []
    size = look.size * design.choice((1, 1.2, 1.4, 1.7))
    style: Style = {"size": size, "weight": design.choice(("regular", "bold", "bold")), "fill": look.accent}
    name = draft.say(issuer.name, style)
    lines = [*issuer.address_lines(draft.where)]
    if design.random() < 0.6:
        lines.append(draft.label("phone") + " " + issuer.phone)
    if design.random() < 0.4:
        lines.append(issuer.email)
    small: Style = {"size": look.small}
    detail = parts.stack(
        *[draft.say(text) for text in lines],
        gap=look.air,
        style=small,
        wide=form != "center",
        align="right" if form == "split" else "center" if form == "center" else "left",
    )
    mark = None
    if look.manner != "typed" and design.random() < 0.5:
        side = design.uniform(22, 44)
        svg = logos.draw_mark(design, (look.accent, design.choice(logos.PALETTE)))
        mark = parts.picture(svg, side, side, "logo")
    if form == "split":
        left = parts.row([mark, name], ["auto", "1fr"], aligns="left horizon") if mark else name
        made: Part | None = parts.row([left, detail], ["1fr", "1fr"], aligns=["left horizon", "right horizon"])
    elif form == "center":
        made = parts.stack(mark, name, detail if design.random() < 0.5 else None, align="center", gap=look.air)
    else:
        body = parts.stack(
            name,
            detail if form == "name" and design.random() < 0.5 else None,
            gap=look.air,
            align="right" if form == "right" else "left",
        )
        made = parts.row([mark, body], ["auto", "1fr"], aligns="left horizon") if mark else body
    rule = parts.rule(look.line) if design.random() < 0.3 else None
    return [parts.stack(made, rule, gap=look.air), parts.space(look.gap)]


def title(draft: Draft, text: str) -> list[Part | None]:
    """The title, beside it the form's number and what identifies the case."""
    design, look = draft.design, draft.look
    upper = design.random() < 0.4 and draft.where.language != "zh"
    tracking = design.choice((0, 0, 0, 3)) if draft.where.language == "zh" else 0
    style: Style = {
        "size": look.title_size,
        "weight": design.choice(("bold", "bold", "regular")),
        "fill": look.accent,
        "tracking": tracking,
    }
    token = draft.texts.add(text.upper() if upper else text)
    head = parts.text(token, style=style, underline=design.random() < 0.12)
    under = None
    if design.random() < 0.25:
        under = draft.say(
            f"({draft.rng.choice(draft.where.phrases['form_intro'])})"
            if design.random() < 0.3
            else design.choice(draft.where.phrases["form_intro"]),
            {"size": look.small},
        )
    place = design.choice(("center", "center", "left", "beside", "framed"))
    number = _meta(draft) if design.random() < 0.5 else None
    if place == "beside" and number:
        return [
            parts.row(
                [parts.stack(head, under, gap=look.title_size * 0.4), number],
                ["1fr", "0.55fr"],
                aligns=["left top", "right top"],
                gutter=12,
            )
        ]
    align = "left" if place in ("left", "beside") else "center"
    body = parts.stack(head, under, gap=look.title_size * 0.4, align=align)
    if place == "framed":
        body = parts.box(
            body, stroke=look.line, fill=look.light if look.light_fill else None, inset=(6, 6), align="center"
        )
    if number is None:
        return [body]
    corner = parts.row([None, number], ["1fr", "auto"], aligns="right top")
    return [corner, body] if design.random() < 0.5 else [body, corner]


def _meta(draft: Draft) -> Part | None:
    """Reference and date of the case, in a corner."""
    design, look = draft.design, draft.look
    concepts = design.sample(
        ("reference", "date", "application_number", "customer_number", "department"), design.choice((1, 1, 2))
    )
    cells = []
    for concept in concepts:
        question, answer = draft.ask(draft.label(concept), draft.case.value(concept))
        boxed = parts.blank(answer, look.pitch * 0.85, line=look.line, width=look.size * 11)
        cells.append([parts.cell(question), parts.cell(boxed)])
    return parts.grid(cells, ["auto", "auto"], lines={}, inset=(2, 1.5))


def instructions(draft: Draft) -> list[Part | None]:
    """What the filler should know, as a paragraph or points."""
    design, look = draft.design, draft.look
    texts = [*design.sample(draft.where.phrases["form_intro"], design.randint(1, 3))]
    if design.random() < 0.4:
        texts.append(design.choice(draft.words.lists["instructions"]))
    if design.random() < 0.3:
        texts.append(draft.label("block_letters", colon=False))
    style: Style = {"size": design.choice((look.small, look.size))}
    form = design.choice(("paragraph", "points", "boxed"))
    between = "" if draft.where.language == "zh" else " "
    if form == "points":
        mark = design.choice(("•", "-", "*"))
        return [parts.stack(*[draft.say(f"{mark} {text}") for text in texts], gap=look.air * 0.8, style=style)]
    body = draft.say(between.join(_ended(text, draft.where.language) for text in texts), style)
    return [parts.box(body, stroke=look.line, inset=(5, 4)) if form == "boxed" else body]


def _ended(text: str, language: str) -> str:
    return text if text[-1:] in ".!?。！？" else text + ("。" if language == "zh" else ".")


def declaration(draft: Draft) -> list[Part | None]:
    """What is signed."""
    design, look = draft.design, draft.look
    texts = design.sample(draft.words.lists["declarations"], design.choice((1, 1, 2)))
    if design.random() < 0.25:
        return [parts.stack(*[draft.option(text, draft.rng.random() < 0.8, None) for text in texts], gap=look.air)]
    between = "" if draft.where.language == "zh" else " "
    return [draft.say(between.join(texts))]


def signature(draft: Draft) -> list[Part | None]:
    """Lines for place, date and one or two names."""
    design, look = draft.design, draft.look
    concepts = design.choice((("date", "signature"), ("place_and_date", "signature"), ("signature", "date"),
    ("place", "date", "signature"),
                              ("signature", "approved_by", "date"),
                              ("prepared_by", "checked_by", "approved_by")))  # fmt: skip
    beneath = design.random() < 0.55
    stacks = []
    for concept in concepts:
        label = draft.label(concept, colon=not beneath)
        if concept in ("signature", "approved_by", "prepared_by", "checked_by"):
            question, body = _signed(
                draft, label, draft.case.person.full_name if concept == "signature" else draft.case.other_person()
            )
        else:
            question, answer = draft.ask(label, draft.case.value(concept))
            body = parts.blank(answer, look.pitch * 1.2, line=look.line)
        small = parts.stack(question, style={"size": look.small}) if beneath and question else question
        if beneath:
            stacks.append(parts.stack(body, small, gap=look.air * 0.5))
        else:
            stacks.append(parts.row([question, body], ["auto", "1fr"]))
    return [parts.space(look.gap * 0.7), parts.row(stacks, ["1fr"] * len(stacks), gutter=look.size * 1.6)]


def _signed(draft: Draft, label: str, name: str) -> tuple[Part | None, Part]:
    """A name in the signer's hand, a scribble that says no name, or an empty line."""
    look, rng = draft.look, draft.rng
    way = rng.choices(("name", "scribble", "empty"), (55, 30, 15))[0]
    pair = draft.texts.new_pair() if way == "name" else None
    token = draft.texts.add(label, label="", pair=pair)
    question = parts.text(token, style=look.label_style)
    height = look.pitch * 1.2
    if way == "name":
        written = parts.answer(draft.texts.add(name, pair=pair), draft.writer.signature, turn=rng.uniform(-3, 1))
        held = parts.signed(written, height, rng.uniform(3, 14), -rng.uniform(0, 4))
    elif way == "scribble":
        side = rng.uniform(18, 30)
        svg = logos.draw_signature(rng, str(draft.writer.signature["fill"]))
        held = parts.over(
            parts.picture(svg, 3 * side, side, "signature"), "bottom left", rng.uniform(2, 24), rng.uniform(-2, 6)
        )
    else:
        held = None
    return question, parts.box(held, stroke=look.line, sides=("bottom",), inset=(0, 0), height=height)


def office_use(draft: Draft) -> list[Part | None]:
    """A part for those who handle the form, mostly on a ground of its own."""
    design, look = draft.design, draft.look
    head = draft.say(draft.label("for_office_use", colon=False), {"weight": "bold" if look.bold_heads else "regular"})
    entries = [
        (draft.word("received_on"), "date"),
        (draft.word("processed_by"), "initials"),
        (draft.label("reference", colon=False), "reference"),
    ]
    rows, empty = [], draft.rng.random() < 0.5
    for label, concept in design.sample(entries, design.choice((2, 3))):
        question, answer = draft.ask(draft.colon(label), "" if empty else draft.case.value(concept))
        rows.append(parts.row([question, parts.blank(answer, look.pitch * 0.85, line=look.line)], ["auto", "1fr"]))
    body: Part | None = (
        parts.row(rows, ["1fr"] * len(rows), gutter=look.size)
        if design.random() < 0.6
        else parts.stack(*rows, gap=look.air)
    )
    if design.random() < 0.4:
        question, options = draft.choose(draft.words.lists["decision"][0], draft.words.lists["decision"][1:])
        body = parts.stack(
            body,
            parts.row([question, parts.inline(*options, gap=look.size)], ["auto", "1fr"], aligns="left horizon"),
            gap=look.air,
        )
    fill_color = look.light if design.random() < 0.6 else None
    return [parts.box(parts.stack(head, body, gap=look.air), stroke=look.line, fill=fill_color, inset=(6, 5))]


def approvals(draft: Draft) -> list[Part | None]:
    """Who agreed, in one ruled row."""
    concepts = draft.design.sample(
        ("prepared_by", "checked_by", "approved_by", "received_by", "manager"), draft.design.choice((2, 3))
    )
    style = draft.design.choice(("pairs", "boxes", "lines", "above"))
    return fields(draft, concepts, style)  # type: ignore[arg-type]


def foot(draft: Draft, issuer: Party) -> list[Part | None]:
    """The form's number, pages, where to send it."""
    design, look = draft.design, draft.look
    small: Style = {"size": look.small, "fill": look.ink}
    made: list[Part | None] = []
    if design.random() < 0.45:
        text = f"{draft.word('form_word')} {fill(design, design.choice(_FORM_NUMBERS))}"
        if design.random() < 0.5:
            text += f" ({design.randint(1, 12):02d}/{design.randint(2009, 2024)})"
        made.append(parts.stack(draft.say(text), style=small, align=design.choice(("left", "right", "center"))))
    if design.random() < 0.4:
        tokens = [
            [
                draft.texts.add(draft.label("page", colon=False).format(page=page, pages=pages))
                for page in range(1, pages + 1)
            ]
            for pages in range(1, _MOST_PAGES + 1)
        ]
        made.append(parts.numbers(tokens, design.choice(("right", "center", "left")), small))
    if design.random() < 0.15 and issuer.address:
        text = f"{draft.word('to_return')}: {issuer.name}, {issuer.address.value(draft.where)}"
        made.append(parts.stack(draft.say(text), style=small))
    return made


def marks_on_page(draft: Draft) -> list[Part | None]:
    """What came onto the sheet later: a fax machine's line, a number down the side, a stamp."""
    rng, look = draft.rng, draft.look
    made: list[Part | None] = []
    if rng.random() < 0.05:
        moment = f"{draft.case.date(draft.case.day)} {rng.randint(7, 18):02d}:{rng.randrange(60):02d}"
        line = f"{moment} {draft.case.home.phone} P.{rng.randint(1, 9):02d}/{rng.randint(9, 14):02d}"
        style: Style = {"font": ["DejaVu Sans Mono", *look.families], "size": 7}
        made.append(parts.over(draft.say(line, style), "top left", rng.uniform(30, 80), rng.uniform(8, 16)))
    if rng.random() < 0.05:
        style = {"font": ["OCR-B", *look.families], "size": rng.uniform(8, 11)}
        made.append(
            parts.over(
                parts.turn(draft.say(digits(rng, 8), style), 90, reflow=True),
                "bottom right",
                -rng.uniform(8, 18),
                -rng.uniform(50, 200),
            )
        )
    if rng.random() < 0.14:
        made.append(_stamp(draft))
    return made


def border(draft: Draft) -> list[Part | None]:
    """A frame around the page, now and then."""
    look = draft.look
    if draft.design.random() > 0.1:
        return []
    gap = draft.design.uniform(10, 22)
    width, height = look.paper[0] - 2 * gap, look.paper[1] - 2 * gap
    stroke: Stroke = (draft.design.choice((0.6, 1, 1.8)), look.accent)
    return [parts.over(parts.box(None, stroke=stroke, width=width, height=height), "top left", gap, gap)]


def _stamp(draft: Draft) -> Part | None:
    rng, look = draft.rng, draft.look
    ink = rng.choice(STAMP_INKS)
    across, down = rng.uniform(0.45, 0.75) * look.paper[0], rng.uniform(0.05, 0.75) * look.paper[1]
    if rng.random() < 0.25:
        side = rng.uniform(64, 96)
        body: Part | None = parts.picture(logos.draw_round_stamp(rng, ink), side, side, "stamp")
    else:
        texts = [rng.choice(draft.where.phrases["stamps"])]
        # The widest capitals take nearly an em: what left the page could not be read back.
        size = min(rng.uniform(10, 20), (look.paper[0] - across) / (len(texts[0]) + 2))
        style: Style = {"size": size, "weight": "bold", "fill": ink, "font": look.families}
        if rng.random() < 0.6:
            texts.append(draft.case.date(draft.case.near(20)))
        stroke: Stroke = (rng.choice((1.2, 2, 2.6)), ink)
        lines = parts.stack(*[draft.say(text, style) for text in texts], gap=size * 0.5, align="center", wide=False)
        body = parts.place(
            "stamp",
            parts.box(lines, stroke=stroke, inset=(size * 0.6, size * 0.4), width="auto", radius=rng.choice((0, 3, 6))),
        )
    return parts.over(parts.turn(body, rng.uniform(-22, 14)), "top left", across, down)

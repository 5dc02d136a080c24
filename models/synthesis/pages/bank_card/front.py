"""The front of a bank card."""

from __future__ import annotations

import datetime
from random import Random

from docfields.models.synthesis.pages import logos
from docfields.models.synthesis.pages.bank_card.record import Bank, BankCard, words_of
from docfields.models.synthesis.pages.bank_card.style import CardStyle, Corner
from docfields.models.synthesis.pages.card_faces import ID1, Anchor, Item, face, picture, text
from docfields.models.synthesis.pages.marks import contactless
from docfields.models.synthesis.pages.typeset import Texts


def draw_front(texts: Texts, card: BankCard, bank: Bank, style: CardStyle, rng: Random) -> dict[str, object]:
    """A face of items."""
    width, height = style.size
    items: list[Item] = [picture(0, 0, width, height, style.front)]
    items += _brand(texts, card, style)
    if "chip" in style.shows:
        items.append(picture(*style.chip_at, 34, 28, style.chip, place="chip"))
    if style.waves_at:
        items.append(picture(*style.waves_at, 15, 17, contactless(style.colors.ink, count=rng.choice((3, 4, 4)))))
    if (
        "hologram" in style.shows
        and style.chip_at[0] < width / 2
        and not (style.waves_at and style.waves_at[0] > width / 2)
    ):
        items.append(picture(width - style.margin - 34, _lines_top(style) - 28, 34, 24, style.hologram))
    items += _lines(texts, card, bank, style, rng)
    if "aside" in style.shows:
        aside = texts.add(rng.choice(words_of("en")["asides"]))
        turn = -90 if rng.random() < 0.6 else 90
        x = width - 4 if turn == -90 else 4
        items += text(x, height / 2, aside, style.label.at(4.4), anchor="middle", turn=turn, width=0.8 * height)
    return dict(face(style.size, items))


def corner_of(corner: Corner, style: CardStyle, size: float) -> tuple[float, float, Anchor]:
    """Baseline, and which end of a text lies there."""
    width, height = style.size
    y = style.margin + size if corner.startswith("top") else height - style.margin * 0.8
    if corner.endswith("left"):
        return style.margin, y, "start"
    if corner.endswith("right"):
        return width - style.margin, y, "end"
    return width / 2, y, "middle"


def _brand(texts: Texts, card: BankCard, style: CardStyle) -> list[Item]:
    """The issuer with its mark, the kind of card, the network."""
    items: list[Item] = []
    width = style.size[0]
    if "issuer" in style.shows:
        x, y, anchor = corner_of(style.issuer_corner, style, style.issuer.size * 0.8)
        side = style.issuer.size * 1.5
        if style.mark != "none" and anchor == "start":
            mark = logos.draw_mark(Random(style.mark_seed), (style.colors.ink, style.colors.soft))
            if style.mark == "before":
                items.append(picture(x, y - 0.36 * style.issuer.size - side / 2, side, side, mark, place="logo"))
                x += side + 4
            else:
                items.append(picture(x, y - side * 0.7, side, side, mark, place="logo"))
                y += side * 0.7
        room = width - 2 * style.margin if style.upright else 0.55 * width
        items += text(x, y, texts.add(card.issuer, field="issuer"), style.issuer, anchor=anchor, width=room - 20)
    if "tier" in style.shows and style.issuer_corner != "top_middle" and style.mark != "above":
        x, y, anchor = corner_of(style.tier_corner, style, style.tier.size * 0.8)
        if style.upright or style.tier_corner == "bottom_right":
            y += 0 if style.tier_corner == "bottom_right" else style.issuer.size + 6
        items += text(x, y, texts.add(card.tier), style.tier, anchor=anchor, width=0.33 * width)
    if "network" in style.shows:
        x, y, anchor = corner_of(style.network_corner, style, style.network.size * 0.8)
        token = texts.add(card.network_word, field="network")
        items += text(
            x, y, token, style.network, anchor=anchor, width=0.34 * width if not style.upright else 0.5 * width
        )
    return items


def _lines(texts: Texts, card: BankCard, bank: Bank, style: CardStyle, rng: Random) -> list[Item]:
    """Number, dates, holder and company in the style's order, from above to below."""
    items: list[Item] = []
    height = style.size[1]
    y = max(style.number_y, _lines_top(style) + 0.8 * style.number.size)
    if style.order[0] != "number" or style.number_side == "back":
        y = _lines_top(style) + style.value.size
    for name in style.order:
        if name == "number":
            if style.number_side == "front":
                made, y = _number(texts, card, bank, style, y)
                items += made
        elif name == "dates":
            y += 0.5 * style.value.size + (style.label.size if style.label_place == "above" else 0)
            items += dates(texts, card, bank, style, style.dates_x, min(y, height - 8), raised=style.embossed)
            y += 1.55 * style.value.size
        elif name == "holder" and "holder" in style.shows:
            if "holder_label" in style.shows:
                label = texts.add(bank.words["holder"].replace("|", " "), label="holder")
                items += text(style.margin, y - style.value.size, label, style.label)
                y += 0.4 * style.label.size
            items += _value(texts, card.holder, "holder", style, style.margin, min(y, height - 7))
            y += 1.3 * style.value.size
        elif name == "company" and card.company:
            items += _value(texts, card.company, "holder_company", style, style.margin, min(y, height - 7))
            y += 1.3 * style.value.size
    return items


def _month(day: datetime.date, bank: Bank) -> str:
    """ "09/28" and the like; M is a month without a leading zero."""
    return day.strftime(bank.date_form.replace("M", str(day.month)))


def _lines_top(style: CardStyle) -> float:
    """Where the first of the lines begins: below the chip."""
    size = style.number.size if style.order[0] == "number" else style.value.size
    return max(style.number_y - size, style.chip_at[1] + 31 if "chip" in style.shows else 0)


def _value(texts: Texts, value: str, field: str, style: CardStyle, x: float, y: float) -> list[Item]:
    pen = style.value.inked(style.raised_fill)
    room = style.size[0] - 2 * style.margin
    if "network" in style.shows and not style.upright:
        room = min(0.6 * style.size[0], room - 0.64 * style.network.size * len("mastercard"))
    return text(x, y, texts.add(value, field=field), pen, width=room, raised=style.embossed)


def number_rows(card: BankCard, form: str) -> tuple[str, ...]:
    """The number as printed, in one line, two or four."""
    groups = card.number_form.split(" ")
    if form == "line" or len(groups) < 3:
        return (card.number_form,)
    if form == "two_lines":
        half = (len(groups) + 1) // 2
        return " ".join(groups[:half]), " ".join(groups[half:])
    return tuple(groups)


def _number(texts: Texts, card: BankCard, bank: Bank, style: CardStyle, y: float) -> tuple[list[Item], float]:
    """The number's rows from the baseline y, and the baseline of what follows."""
    pen = style.number.inked(style.raised_fill)
    rows = number_rows(card, style.number_form)
    items: list[Item] = []
    if "number_label" in style.shows:
        label = texts.add(bank.words["number"], label="number")
        items += text(style.margin, y - pen.size - 3, label, style.label)
    if len(rows) == 1:
        room = style.size[0] - 2 * style.margin
        wide = min(style.number_width if not style.upright else room, room) * min(1.0, len(rows[0]) / 19)
        token = texts.add(rows[0], field="number")
        if style.order[0] != "number":
            y += max(0.0, wide / len(rows[0]) / 0.6 - style.value.size)
        items += text(style.margin, y, token, pen, width=wide, exact=True, raised=style.embossed)
        size = pen.size if style.embossed else wide / len(rows[0]) / 0.6
    else:
        size = min(pen.size * (1.05 if style.upright else 0.86), 16 if style.upright else 11)
        x, below = style.margin, y
        if len(rows) > 2 and not style.upright:  # a column of its own beside the chip
            x, y = 0.46 * style.size[0], style.chip_at[1] + 8
        for row in rows:
            items += text(x, y, texts.add(row, field="number"), pen.at(size), raised=style.embossed)
            y += 1.28 * size
        if x != style.margin:
            return items, below
        y -= 1.28 * size
    if "first_four" in style.shows and len(rows) == 1:
        items += text(style.margin + 1, y + 8.5, texts.add(card.number[:4]), style.label.at(5))
        y += 4
    return items, y + 0.75 * size + 4


def _reach(label: str, value: str, style: CardStyle) -> float:
    """About how wide a date with its label is, in points."""
    size, wide = style.label.size, 0.74 * style.value.size * len(value)
    longest = max(len(part) for part in label.split("|"))
    if style.label_place == "left":
        return 0.64 * size * longest + 12 + wide
    if style.label_place == "inline":
        return 0.7 * size * len(label) + wide + 14
    return max(wide, 0.58 * size * len(label) if style.label_place == "above" else 0) + 11


def dates(
    texts: Texts, card: BankCard, bank: Bank, style: CardStyle, x: float, y: float, *, raised: bool, ink: str = ""
) -> list[Item]:
    """Expiry, first month and year of joining beside one another, as far as the style shows them."""
    items: list[Item] = []
    shown: list[tuple[str, str, str | None]] = []
    if "since" in style.shows and not style.upright:
        shown.append(("member_since", str(card.since)[2 if card.since % 3 else 0 :], None))
    if "valid_from" in style.shows:
        shown.append(("valid_from", _month(card.valid_from, bank), "valid_from"))
    if "expiry" in style.shows:
        printed = _month(card.expiry, bank) if card.expiry else "00/00"
        shown.append(("expiry", printed, "expiry" if card.expiry else None))
    pen = style.value.inked(ink or style.raised_fill)
    label_pen = style.label.inked(ink) if ink else style.label
    limit = (ID1[0] if ink else style.size[0]) - style.margin * 0.5
    if not ink and "network" in style.shows and y > style.size[1] - style.margin - style.network.size:
        limit -= min(0.62 * style.network.size * len(card.network_word), 0.34 * style.size[0])
    while len(shown) > 1 and x + sum(_reach(bank.words[name], value, style) for name, value, _ in shown) > limit:
        shown.pop(0)
    x = max(2.0, min(x, limit - sum(_reach(bank.words[name], value, style) for name, value, _ in shown)))
    for name, value, field in shown:
        pair = texts.new_pair()
        label = bank.words[name].split("|")
        token = texts.add(value, field=field, pair=pair)
        wide = 0.74 * pen.size * len(value)
        if style.label_place == "left":
            tokens = [texts.add(part, label=field or "", pair=pair) for part in label]
            step = label_pen.size * 1.05
            start = y - (len(tokens) - 1) * step + 0.1
            reach = 0.62 * label_pen.size * max(len(part) for part in label)
            for row, part in enumerate(tokens):
                items += text(x + reach, start + row * step, part, label_pen, anchor="end")
            items += text(x + reach + 3, y, token, pen, raised=raised)
            if "month_year" in style.shows:
                above = texts.add(bank.words["month_year"])
                items += text(x + reach + 3, y - 1.05 * pen.size, above, label_pen.at(label_pen.size * 0.85))
            x += reach + wide + 9
        elif style.label_place == "inline":
            tokens = [texts.add(" ".join(label), label=field or "", pair=pair)]
            reach = 0.58 * label_pen.size * 1.2 * len(" ".join(label))
            items += text(x, y, tokens, label_pen.at(label_pen.size * 1.2), width=reach)
            items += text(x + reach + 3, y, token, pen, raised=raised)
            x += reach + wide + 11
        else:
            if style.label_place == "above":
                line = texts.add(" ".join(label), label=field or "", pair=pair)
                items += text(x, y - 1.02 * pen.size, line, label_pen)
            items += text(x, y, token, pen, raised=raised)
            reach = 0.56 * label_pen.size * len(" ".join(label)) if style.label_place == "above" else 0
            x += max(wide, reach) + 11
    return items

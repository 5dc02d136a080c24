"""The back of a bank card: stripe, panel for the signature, code, telephones, small print, sometimes the number."""

from __future__ import annotations

from random import Random

from docfields.models.synthesis import fonts
from docfields.models.synthesis.material.locale import Locale
from docfields.models.synthesis.mrz import transliterate
from docfields.models.synthesis.pages.bank_card.front import dates, number_rows
from docfields.models.synthesis.pages.bank_card.record import Bank, BankCard, words_of
from docfields.models.synthesis.pages.bank_card.style import CardStyle
from docfields.models.synthesis.pages.card_faces import ID1, Item, Pen, face, panel, picture, runs, text
from docfields.models.synthesis.pages.palettes import from_hue, mix
from docfields.models.synthesis.pages.security_print import picture as drawing
from docfields.models.synthesis.pages.security_print import stroke, wave_field
from docfields.models.synthesis.pages.typeset import Texts

CASH_NETWORKS = ("INTERNODE", "Quickash", "EUROTILL", "GlobeLink", "CASHNET 24", "Pulsar")
"""Invented networks of cash machines."""

PANEL_HEIGHT = 21.0


def draw_back(
    texts: Texts, card: BankCard, bank: Bank, style: CardStyle, where: Locale, issuer: Random, rng: Random
) -> dict[str, object]:
    """A face of items. issuer: draws the design of the back, rng: the signature."""
    width, height = ID1
    ink = style.back_colors.ink
    items: list[Item] = [picture(0, 0, width, height, style.back)]
    top = issuer.uniform(9, 16)
    stripe = issuer.choices(("#141414", "#2a1d15", "#1b2430", ""), (70, 14, 8, 8))[0]
    if stripe:
        items.append(panel(0, top, width, 35, fill=stripe))
    y = top + 35 + issuer.uniform(9, 14) if stripe else top + 12
    items += _panel(texts, card, bank, style, y, issuer, rng)
    y += PANEL_HEIGHT + 9
    if style.number_side == "back":
        made, y = _details(texts, card, bank, style, y, issuer)
        items += made
    items += _small_print(texts, card, style, where, y, issuer, ink)
    if issuer.random() < 0.4:
        items.append(picture(width - 52, height - 40, 36, 26, style.hologram))
    elif issuer.random() < 0.6:
        name = issuer.choice(CASH_NETWORKS)
        items += text(width - 16, height - 12, texts.add(name), style.tier.inked(ink), anchor="end", width=60)
    return dict(face(ID1, items))


def _panel(
    texts: Texts, card: BankCard, bank: Bank, style: CardStyle, y: float, issuer: Random, rng: Random
) -> list[Item]:
    """The strip that is signed on, with the code behind it."""
    x, wide = issuer.uniform(8, 20), issuer.uniform(120, 160)
    ink = style.back_colors.ink
    tint = from_hue(issuer.random(), 0.4, 0.86)
    lines = drawing(wide, PANEL_HEIGHT, [stroke(wave_field(issuer, wide, PANEL_HEIGHT)[::3], tint, 0.5)])
    items: list[Item] = [
        panel(x, y, wide, PANEL_HEIGHT, fill=issuer.choice(("#ffffff", "#f6f4ee", "#eef1f4"))),
        picture(x, y, wide, PANEL_HEIGHT, lines),
    ]
    signed = issuer.random() < 0.75
    small = style.small.inked(ink)
    if issuer.random() < 0.7:
        items += text(x, y - 2.5, texts.add(bank.words["authorised"]), small, width=wide)
    code = card.code if issuer.random() < 0.6 else f"{card.number[-4:]} {card.code}"
    inside = issuer.random() < 0.45
    if signed:
        hand = rng.choice(fonts.families("handwriting")).name
        name = transliterate(card.holder.replace("/", " ")).replace("<", " ").title()
        pen = Pen(hand, rng.uniform(11, 15), rng.choice(("#1b2a6b", "#15151a", "#2a2f55")))
        items += text(
            x + 10,
            y + 15,
            texts.add(name),
            pen,
            width=wide - (18 + 6.4 * len(code) if inside else 20),
            turn=rng.uniform(-3, 2),
            place="signature",
        )
    pen = Pen(style.number.font, 8.6, "#16181c" if inside else ink, slant="italic" if inside else "normal")
    pair = texts.new_pair()
    if inside:
        items += text(x + wide - 3, y + 14, texts.add(code, pair=pair), pen, anchor="end")
    else:
        items.append(panel(x + wide + 4, y + 3, 34, PANEL_HEIGHT - 6, fill="#ffffff"))
        items += text(
            x + wide + 21, y + 13.6, texts.add(code, pair=pair), pen.inked("#16181c"), anchor="middle", width=32
        )
    if issuer.random() < 0.4:
        items += text(
            x + wide + (8 if inside else 21),
            y - 2.5 if not inside else y + 13,
            texts.add(bank.words["code"], label="", pair=pair),
            small,
            anchor="start" if inside else "middle",
        )
    return items


def _details(
    texts: Texts, card: BankCard, bank: Bank, style: CardStyle, y: float, issuer: Random
) -> tuple[list[Item], float]:
    """Number, dates and holder where the front has none of them."""
    x, ink = style.margin, style.back_colors.ink
    pen = Pen(style.number.font, issuer.uniform(8, 11.5), ink, style.number.weight)
    items: list[Item] = []
    for row in number_rows(card, issuer.choice(("line", "line", "two_lines"))):
        y += 0.6 * pen.size
        items += text(x, y, texts.add(row, field="number"), pen, width=0.75 * ID1[0])
        y += 0.75 * pen.size
    y += 0.8 * pen.size + (style.label.size if style.label_place == "above" else 0)
    items += dates(texts, card, bank, style, x, y, raised=False, ink=ink)
    if issuer.random() < 0.5:
        y += 1.4 * style.value.size
        items += text(x, y, texts.add(card.holder, field="holder"), style.value.inked(ink), width=0.6 * ID1[0])
    return items, y + 8


def _small_print(
    texts: Texts, card: BankCard, style: CardStyle, where: Locale, y: float, issuer: Random, ink: str
) -> list[Item]:
    """Telephones with their labels, and what the bank wants to be known."""
    words = words_of(where.language)
    pen = style.small.inked(mix(ink, style.back_colors.second, 0.08))
    strong = Pen(pen.font, pen.size * issuer.uniform(1, 1.5), ink, issuer.choice((400, 700)))
    step = issuer.uniform(1.25, 1.5)
    x = style.margin * 0.8
    items: list[Item] = []
    blocks = ["phones", "notice"] if issuer.random() < 0.5 else ["notice", "phones"]
    labels = (*issuer.sample(words["help"], min(2, len(words["help"]))), issuer.choice(words["abroad"]))
    notices = issuer.sample(words["notice"], min(issuer.randint(0, 3), len(words["notice"])))
    for block in blocks:
        if block == "phones":
            for index, phone in enumerate(card.phones):
                field = f"service_phones[{index}]"
                label = labels[index % len(labels)] + issuer.choice((":", "", " -"))
                first, second = texts.labelled(label, phone, field)
                if y < ID1[1] - 4:
                    items += runs(x, y, [([first], pen), ([second], strong)], gap=3, width=0.74 * ID1[0])
                y += step * strong.size
        else:
            for notice in notices:
                if y < ID1[1] - 4:
                    items += text(x, y, texts.add(notice.format(issuer=card.issuer)), pen, width=0.74 * ID1[0])
                y += step * pen.size
        y += 1.5
    return items

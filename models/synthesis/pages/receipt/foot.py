"""The foot of a receipt: thanks, policies, codes, and numbers that are nobody's field."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from docfields.models.synthesis.material.locale import Locale
from docfields.models.synthesis.material.records import to_cents
from docfields.models.synthesis.pages import logos
from docfields.models.synthesis.pages.receipt import lines
from docfields.models.synthesis.pages.receipt.lines import Align, Element, Segment
from docfields.models.synthesis.pages.receipt.look import Paper, Till


@dataclass(frozen=True, slots=True)
class FootLook:
    """thanks, notes: what is said at the end; decorated: with stars around. code: a barcode or a QR code.

    tips: what some percent for the service would be. survey: a site with a code to type in. serials: a line of the
    till's own numbers.
    """

    align: Align
    thanks: tuple[str, ...]
    notes: tuple[str, ...]
    decorated: str
    thanks_first: bool
    code: Literal["none", "barcode", "qr"]
    code_text: bool
    survey: bool
    serials: bool
    copy: Literal["none", "customer_copy", "merchant_copy"]
    signature: bool
    tips: bool
    bold: bool


def draw_foot_look(issuer: Random, where: Locale, category: str, paper: Paper) -> FootLook:
    thanks, notes = where.phrases["receipt_thanks"], where.phrases["receipt_footer"]
    slip = category == "card_slip"
    return FootLook(
        align="center" if issuer.random() < 0.8 else "left",
        thanks=tuple(issuer.sample(thanks, issuer.choices((0, 1, 2), (14, 70, 16))[0])),
        notes=tuple(issuer.sample(notes, issuer.choices((0, 1, 2, 3), (34, 36, 20, 10))[0])),
        decorated=issuer.choice(("", "", "", "*", "**", "~", "-", "<", "===")),
        thanks_first=issuer.random() < 0.5,
        code=issuer.choices(("none", "barcode", "qr"), (62, 25, 13) if not slip else (96, 2, 2))[0],
        code_text=issuer.random() < 0.6,
        survey=issuer.random() < 0.1,
        serials=issuer.random() < 0.22,
        copy=issuer.choices(("none", "customer_copy", "merchant_copy"), (10, 60, 30) if slip else (88, 10, 2))[0],
        signature=issuer.random() < (0.6 if slip else 0.06),
        tips=category == "meal" and issuer.random() < (0.3 if where.country == "US" else 0.02),
        bold=issuer.random() < 0.15,
    )


def foot(till: Till, look: FootLook) -> list[Element]:
    thanks = [element for text in look.thanks for element in _texts(till, look, _decorated(till, look, text))]
    notes = [element for text in look.notes for element in _texts(till, look, text)]
    blocks = [thanks, notes] if look.thanks_first else [notes, thanks]
    if look.tips and not till.sale.receipt.tip:
        blocks.insert(0, _tips(till))
    if look.survey:
        blocks.append(_survey(till, look))
    if look.copy != "none":
        blocks.append(_texts(till, look, till.word(look.copy)))
    if look.serials:
        blocks.append(_serials(till))
    found: list[Element] = []
    for block in blocks:
        if block:
            found += [*([lines.gap(0.6)] if found else []), *block]
    return [*found, *_code(till, look)]


def _texts(till: Till, look: FootLook, text: str) -> list[Element]:
    style = {"bold": True} if look.bold else {}
    return [
        lines.text_line(lines.joined([token]), till.columns, look.align, style=style)
        for token in till.lines(text, till.columns)
    ]


def _decorated(till: Till, look: FootLook, text: str) -> str:
    """With marks on both sides, where the line has room for them."""
    mark = look.decorated
    dressed = f"{mark} {text} {'>' if mark == '<' else mark}"
    return dressed if mark and lines.columns_of(dressed) <= till.columns else text


def _tips(till: Till) -> list[Element]:
    """What tips of some percent would come to."""
    label = till.cased(till.word("tip"))
    sign = till.rng.choice(("=", ":", "is"))
    found = []
    for percent in till.rng.choice(((15, 18, 20), (18, 20, 22), (10, 15, 20))):
        amount = till.money(to_cents(till.sale.receipt.total * percent / 100), symbol=True)
        token = till.texts.add(f"{label} {percent}% {sign} {till.cased(amount)}")
        found.append(lines.text_line(lines.joined([token]), till.columns, "center"))
    return found


def _survey(till: Till, look: FootLook) -> list[Element]:
    """An address and a code, such as ask for an opinion or give out invoices."""
    site = till.sale.shop.party.website or "www.feedback.example"
    groups = "-".join(f"{till.rng.randint(0, 9999):04d}" for _ in range(till.rng.randint(2, 5)))
    tokens = [till.texts.add(site), till.texts.add(f"{till.rng.choice(('Code', 'PIN', 'ID', '#'))}: {groups}")]
    return [lines.text_line(lines.joined([token]), till.columns, look.align) for token in tokens]


def _serials(till: Till) -> list[Element]:
    """Numbers of the till, the shift and the memory, as they stand at the end."""
    rng = till.rng
    groups = [
        f"{rng.randint(0, 9999):04d}", f"{rng.randint(0, 999):03d}", f"{rng.randint(0, 99):02d}",
        f"{rng.randint(0, 10**8):08d}", f"{rng.choice('ABCDEFRSTV')}{rng.randint(0, 9999):04d}",
        f"{rng.randint(0, 9)}/{rng.randint(100, 999)}", f"{rng.getrandbits(32):08X}",
    ]  # fmt: skip
    chosen = rng.sample(groups, rng.randint(2, 4))
    return [
        lines.text_line(lines.joined([till.texts.add(" ".join(chosen))]), till.columns, rng.choice(("left", "center")))
    ]


def _code(till: Till, look: FootLook) -> list[Element]:
    """A barcode or a QR code with what it says."""
    if look.code == "none":
        return []
    receipt, rng = till.sale.receipt, till.rng
    moment = receipt.moment
    digits = f"{rng.randint(0, 9999):04d}{moment:%d%m%y}{rng.randint(0, 99999):05d}{rng.randint(0, 99):02d}"
    across = till.paper.unit * till.columns
    if look.code == "qr":
        size = min(across, rng.uniform(58, 95))
        content = f"https://{till.sale.shop.party.website or 'receipt.example'}/r/{digits}"
        picture = lines.picture("qr", logos.qr_code(content), size, size)
    else:
        width = min(across * rng.uniform(0.6, 0.98), 230)
        picture = lines.picture("barcode", logos.bar_code(digits), width, rng.uniform(20, 36))
    found = [lines.gap(0.6), picture]
    if look.code_text:
        found.append(lines.text_line(lines.joined([till.texts.add(digits)]), till.columns, "center"))
    return found


def signature(till: Till, look: FootLook) -> list[Element]:
    """A line to sign on."""
    if not look.signature:
        return []
    label = till.cased(till.habits.label(till.where, "form.signature"))
    style: dict[str, Any] = {}
    start = min(lines.columns_of(label) + 1, till.columns // 2)
    token = till.texts.add(label, label="")
    if till.rng.random() < 0.5:
        return [
            lines.gap(1.2),
            lines.line(Segment(lines.joined([token]), 0, start), style=style),
            lines.rule("hair", height=0.1, start=start),
        ]
    return [lines.gap(2.2), lines.rule("hair", height=0.4), lines.text_line(lines.joined([token]), till.columns)]

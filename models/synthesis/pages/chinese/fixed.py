"""Forms of China over a fixed amount: 定额发票, torn off a pad, their amount printed in capital numerals."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.material.digits import digits
from docfields.models.synthesis.pages.card_faces import MM, Pen
from docfields.models.synthesis.pages.chinese.look import LINE_COLORS, NUMBER_INKS, chinese_family
from docfields.models.synthesis.pages.chinese.seals import firm_seal, invoice_seal, tax_oval
from docfields.models.synthesis.pages.chinese.sheet import Sheet
from docfields.models.synthesis.pages.marks import emblem
from docfields.models.synthesis.pages.security_print import Palette, mix, rosette, security_ground, stroke, wave_field
from docfields.models.synthesis.pages.security_print import picture as svg_of

AMOUNTS = (1, 2, 3, 5, 5, 10, 10, 20, 20, 50, 50, 100, 100, 200, 500)


def draw_fixed(
    issuer: Random, rng: Random, *, region: str, seller: tuple[str, str], code: str, title: str, amount: int
) -> Sheet:
    """The whole slip. seller: name and tax number, on the seal alone."""
    with_stub = issuer.random() < 0.3
    body = issuer.uniform(130, 190) * MM * (0.85 if with_stub else 1)
    height = issuer.uniform(66, 92) * MM
    stub = body * issuer.uniform(0.36, 0.55) if with_stub else 0
    sheet = Sheet(stub + body, height, rng)
    color, family = issuer.choice(LINE_COLORS), chinese_family(issuer)
    number, small = digits(rng, 8), issuer.uniform(7.5, 9.5)
    sheet.state({"number": number, "total": f"{amount:.2f}", "currency": "CNY"})
    sheet.ignore += ["seller.name", "seller.tax_id", "seller.vat_id", "issue_date", "amount_due", "date"]
    _ground(sheet, issuer, color, stub)
    label = Pen(family, small, color)
    figures = Pen(
        issuer.choice(("Open Sans", "OCR-B", "DejaVu Sans Mono", "Arimo")),
        issuer.uniform(10, 14),
        issuer.choice(NUMBER_INKS),
    )
    if stub:
        sheet.rule(stub, 0, stub, height, color, 0.8, "3 2")
        _part(sheet, issuer, (8, stub - 8), (label, figures), region, code, number, title, "存根联", amount, family)
    _part(
        sheet,
        issuer,
        (stub + 10, stub + body - 10),
        (label, figures),
        region,
        code,
        number,
        title,
        "发票联",
        amount,
        family,
    )
    middle = stub + body / 2
    tax_oval(
        sheet,
        middle + body * issuer.uniform(-0.05, 0.12),
        height * issuer.uniform(0.16, 0.24),
        body * issuer.uniform(0.17, 0.24),
        family,
        issuer,
        region[:3],
    )
    if rng.random() < 0.75:
        draw = issuer.choice((invoice_seal, firm_seal))
        x, y = stub + body * issuer.uniform(0.66, 0.84), height * issuer.uniform(0.6, 0.72)
        if draw is invoice_seal:
            invoice_seal(sheet, x, y, seller[0], seller[1], family, issuer)
        else:
            firm_seal(sheet, x, y, seller[0], family, issuer, turn=rng.uniform(-20, 20))
    return sheet


def _part(
    sheet: Sheet,
    issuer: Random,
    sides: tuple[float, float],
    pens: tuple[Pen, Pen],
    region: str,
    code: str,
    number: str,
    title: str,
    part: str,
    amount: int,
    family: str,
) -> None:
    """The stub or the part that is handed out: title, which part, code and number, amount."""
    label, figures = pens
    left, right = sides
    middle, room = (left + right) / 2, right - left
    height = sheet.height
    heading = Pen(family, min(16, room / len(title) * 0.95), label.fill, issuer.choice((400, 700)))
    sheet.put(middle, height * 0.17, title, heading, anchor="middle", width=room, label="")
    sheet.put(middle, height * 0.29, part, label.at(label.size * 1.3), anchor="middle")
    start = middle - room * issuer.uniform(0.2, 0.45)
    step = height * issuer.uniform(0.09, 0.115)
    base = height * issuer.uniform(0.39, 0.45)
    colon = issuer.choice(("", "：", ":"))
    sheet.pair(start, base, "发票代码" + colon, code, (label, figures), width=right - start)
    sheet.pair(start, base + step, "发票号码" + colon, number, (label, figures), "number", width=right - start)
    whole = part != "存根联"
    if whole and issuer.random() < 0.5:
        sheet.put(start, base + 2 * step, "密码" + colon, label)
        sheet.picture(
            start + 4 * label.size,
            base + 2 * step - 9,
            54,
            12,
            svg_of(54, 12, ['<rect width="54" height="12" fill="#b8b8b8"/>']),
        )
    capitals = in_capitals(Decimal(amount), yuan="元" if issuer.random() < 0.75 else "圆")
    pen = Pen(family, min(issuer.uniform(17, 26), room / 7), label.fill, 700, tracking=issuer.choice((0, 2, 5)))
    y = base + step * 3.1
    sheet.put(middle, y, capitals, pen, field="total", anchor="middle", width=room)
    if whole and issuer.random() < 0.25:
        sheet.put(middle, y + 1.3 * figures.size + 5, f"￥{amount}.00", figures, field="total", anchor="middle")
        sheet.shown.append("currency")
    else:
        sheet.ignore.append("currency")
    notes = ("加盖发票专用章有效", "（加盖公章有效）", "手写无效", "兑奖联撕下无效", "此联报销用")
    note = "（存根联不作报销）" if part == "存根联" else issuer.choice(notes)
    sheet.put(middle, height * 0.9, note, label.at(label.size * 0.85), anchor="middle", width=room)
    if whole and issuer.random() < 0.6:
        printer = (
            f"{region[:2]}印刷厂{issuer.randint(2015, 2023)}年{issuer.randint(1, 12)}月印{issuer.randint(1, 90)}万份"
        )
        sheet.put(right - 2, height * 0.93, printer, label.at(5), turn=-90)


def _ground(sheet: Sheet, issuer: Random, color: str, stub: float) -> None:
    """Pale paper with fine lines, an emblem, a word too pale to disturb."""
    width, height = sheet.width, sheet.height
    kind = issuer.choice(("plain", "waves", "full", "rosette"))
    if kind == "full":
        pale = mix(color, "#ffffff", 0.9)
        palette = Palette(
            pale,
            mix(color, "#ffffff", 0.82),
            (mix(color, "#ffffff", 0.6), mix(color, "#ffffff", 0.7)),
            color,
            color,
            "#111111",
        )
        sheet.picture(0, 0, width, height, security_ground(issuer, width, height, palette), under=True)
    elif kind != "plain":
        lines = (
            wave_field(issuer, width, height)
            if kind == "waves"
            else rosette(issuer, (stub + (width - stub) / 2, height / 2), height * 0.42)
        )
        paint = stroke(lines, mix(color, "#ffffff", 0.7), 0.4)
        sheet.picture(0, 0, width, height, svg_of(width, height, [paint]), under=True)
    if issuer.random() < 0.4:
        extent = issuer.uniform(18, 34)
        mark = emblem(issuer, mix(color, "#ffffff", 0.35))
        sheet.picture(
            stub + issuer.uniform(14, 60), height * issuer.uniform(0.24, 0.5), extent, extent, mark, place="logo"
        )
    margin = issuer.uniform(2, 6)
    if issuer.random() < 0.5:
        sheet.frame(margin, margin, width - 2 * margin, height - 2 * margin, color, 0.7, issuer.choice(("", "2 2")))

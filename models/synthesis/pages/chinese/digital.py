"""Fully digital invoices of China: code, title and number on top, buyer and seller side by side, no form of paper."""

from __future__ import annotations

from docfields.models.synthesis.material.locale import draw_day
from docfields.models.synthesis.material.names import draw_person
from docfields.models.synthesis.pages.chinese.items import Draft, item_table, lines_of, remark_block, total_row
from docfields.models.synthesis.pages.chinese.numbers import draw_plate, hidden
from docfields.models.synthesis.pages.chinese.sheet import width_of
from docfields.models.synthesis.pages.chinese.vat import seal, title
from docfields.models.synthesis.pages.logos import qr_code


def draw_digital_page(draft: Draft) -> None:
    """The whole page."""
    sheet, look, issuer = draft.sheet, draft.look, draft.issuer
    _head(draft)
    party = issuer.uniform(44, 58)
    pitch = look.value.size * issuer.uniform(1.4, 1.7)
    rows = sum(lines_of(draft, index) for index in range(len(draft.invoice.items)))
    extra = issuer.choice((0.0, 0.0, 0.0, 1.0)) * 3.2 * pitch
    table = max(issuer.uniform(100, 160), pitch * (rows + 1) + 40) + extra
    levels = [look.top, look.top + party, look.top + party + table]
    levels.append(levels[-1] + issuer.uniform(19, 26))
    levels.append(levels[-1] + issuer.uniform(48, 84))
    sheet.frame(look.left, levels[0], look.right - look.left, levels[-1] - levels[0], look.color, look.thickness * 1.4)
    for level in levels[1:-1]:
        sheet.rule(look.left, level, look.right, level, look.color, look.thickness)
    _parties(draft, levels[0], levels[1])
    if extra:
        _journey(draft, levels[2] - extra - 1.2 * pitch, pitch)
    item_table(draft, levels[1], levels[2], pitch, summed=True)
    total_row(draft, levels[2], levels[3])
    remark_block(draft, levels[3], levels[4], look.left)
    foot = levels[-1] + look.label.size * 1.9
    sheet.pair(
        look.left + issuer.uniform(4, 60),
        foot,
        draft.label("开票人"),
        draft.invoice.clerk,
        (look.label, look.value),
        gap=4,
    )
    if issuer.random() < 0.2:
        seal(draft, levels[-1] - 6)
    sheet.height = max(sheet.height, foot + 20)


def _head(draft: Draft) -> None:
    sheet, look, invoice, issuer = draft.sheet, draft.look, draft.invoice, draft.issuer
    middle = (look.left + look.right) / 2 + issuer.uniform(-6, 6)
    title(draft, middle, look.top - issuer.uniform(34, 46))
    if issuer.random() < 0.92:
        extent = issuer.uniform(46, 60)
        day = f"{invoice.issue_date:%Y%m%d}"
        content = f"01,32,,{invoice.number},{invoice.shown('total')},{day},,{invoice.machine[:4]}"
        sheet.picture(
            look.left + issuer.uniform(0, 14), look.top - 8 - extent, extent, extent, qr_code(content), place="qr"
        )
    right = look.right - issuer.uniform(0, 6)
    step = look.value.size * issuer.uniform(1.7, 2.1)
    label_width = width_of("发票号码：", look.label)
    wide = label_width + max(width_of(invoice.number, look.figure), width_of(draft.date, look.value)) + 6
    base = look.top - issuer.uniform(22, 30)
    for index, (label, text, field) in enumerate(
        (("发票号码", invoice.number, "number"), ("开票日期", draft.date, "issue_date"))
    ):
        pens = (look.label, look.value if field == "issue_date" else look.figure)
        sheet.pair(right - wide, base + (index - 1) * step, draft.label(label), text, pens, field, width=wide + 4)
    if issuer.random() < 0.15:
        sheet.put(right, base + 1.3 * step, "共1页 第1页", look.label.at(look.label.size * 0.85), anchor="end")


def _parties(draft: Draft, top: float, bottom: float) -> None:
    sheet, look, invoice, issuer = draft.sheet, draft.look, draft.invoice, draft.issuer
    middle = (look.left + look.right) / 2
    narrow = look.label.size * 2.1
    words = issuer.choice((("购买方信息", "销售方信息"), ("购买方", "销售方"), ("购方信息", "销方信息")))
    sides = (("buyer", look.left, middle), ("seller", middle, look.right))
    for (role, left, right), word in zip(sides, words, strict=True):
        party = invoice.buyer if role == "buyer" else invoice.seller
        sheet.rule(left + narrow, top, left + narrow, bottom, look.color, look.thickness)
        if role == "seller":
            sheet.rule(left, top, left, bottom, look.color, look.thickness)
        sheet.down(left + narrow / 2, top + 1, word, look.label, bottom - top - 2)
        x = left + narrow + 5
        high = (bottom - top) * issuer.uniform(0.3, 0.36)
        sheet.pair(
            x,
            top + high,
            draft.label(look.rows[0]),
            party.name,
            (look.label, look.value),
            f"{role}.name",
            width=right - x - 3,
        )
        sheet.pair(
            x, bottom - 0.45 * high, draft.label(look.rows[1]), party.tax_id, (look.label, look.figure),
            f"{role}.tax_id", width=right - x - 3,
        )  # fmt: skip


def _journey(draft: Draft, y: float, pitch: float) -> None:
    """What some trades add beneath the items: who travelled, where a building or a car is."""
    sheet, look, rng, where = draft.sheet, draft.look, draft.sheet.rng, draft.where
    towns = [city.partition("|")[0] for city in rng.sample(where.cities, 2)]
    person = draw_person(rng, where).full_name
    day = draw_day(rng, draft.invoice.issue_date, draft.invoice.issue_date)
    kinds = (
        (("出行人", "有效身份证件号", "出行日期", "出发地", "到达地", "等级", "交通工具类型"),
         (person, hidden("110000199001010019", 6, 4), f"{day:%Y-%m-%d}", towns[0], towns[1], "二等座", "火车")),
        (("车牌号", "类型", "通行日期起", "通行日期止"), (draw_plate(rng), "客车", f"{day:%Y%m%d}", f"{day:%Y%m%d}")),
        (("建筑服务发生地", "建筑项目名称", "跨地（市）标志"), (towns[0], "道路改造工程", rng.choice("是否"))),
        (("运输工具种类", "运输工具牌号", "起运地", "到达地", "运输货物名称"),
         ("公路运输", draw_plate(rng), *towns, "钢材")),
    )  # fmt: skip
    heads, texts = draft.issuer.choice(kinds)
    step = (look.right - look.left) / len(heads)
    for column, (head, text) in enumerate(zip(heads, texts, strict=True)):
        x = look.left + (column + 0.5) * step
        pens = (look.label, look.value)
        sheet.put(x, y + pitch, head, pens[0], label="", cell=(1, 0, column), anchor="middle", width=step - 4)
        sheet.put(x, y + 2 * pitch, text, pens[1], cell=(1, 1, column), anchor="middle", width=step - 4)
    sheet.rule(look.left, y, look.right, y, look.color, look.thickness, "2 2" if draft.issuer.random() < 0.5 else "")

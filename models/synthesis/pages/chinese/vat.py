"""VAT invoices of China in the layout of the paper forms: head, buyer, items, seller, foot, each placed by numbers."""

from __future__ import annotations

from collections.abc import Sequence

from docfields.models.synthesis.material.records import Account, Party
from docfields.models.synthesis.pages.chinese.items import Draft, item_table, lines_of, remark_block, total_row
from docfields.models.synthesis.pages.chinese.numbers import draw_cipher
from docfields.models.synthesis.pages.chinese.seals import firm_seal, invoice_seal, tax_oval
from docfields.models.synthesis.pages.chinese.sheet import width_of
from docfields.models.synthesis.pages.logos import qr_code

_COPIES = (
    "第一联：记账联 销售方记账凭证", "第二联：抵扣联 购买方扣税凭证", "第三联：发票联 购买方记账凭证",
    "第一联 存根联", "第二联：发票联 购货方记账凭证",
)  # fmt: skip


def draw_vat_page(draft: Draft) -> None:
    """The whole page."""
    sheet, look, issuer = draft.sheet, draft.look, draft.issuer
    paper = look.form in ("special", "ordinary")
    if paper and issuer.random() < 0.75:
        sheet.typed_shift = (sheet.rng.uniform(-3, 3), sheet.rng.uniform(-3, 3))
    _head(draft)
    low_party = issuer.uniform(54, 66)
    rows = sum(lines_of(draft, index) for index in range(len(draft.invoice.items)))
    pitch = look.value.size * issuer.uniform(1.3, 1.5)
    table = max(issuer.uniform(96, 124), pitch * (rows + 0.6) + 40)
    capital = issuer.uniform(18, 23)
    levels = [look.top, look.top + low_party]
    levels.append(levels[-1] + table)
    levels.append(levels[-1] + capital)
    levels.append(levels[-1] + low_party + issuer.uniform(-4, 6))
    sheet.frame(look.left, levels[0], look.right - look.left, levels[-1] - levels[0], look.color, look.thickness * 1.6)
    for level in levels[1:-1]:
        sheet.rule(look.left, level, look.right, level, look.color, look.thickness)
    third = look.left + (look.right - look.left) * issuer.uniform(0.57, 0.64)
    _party(draft, "buyer", levels[0], levels[1], third)
    _cipher(draft, levels[0], levels[1], third)
    item_table(draft, levels[1], levels[2], pitch, summed=True)
    total_row(draft, levels[2], levels[3])
    _party(draft, "seller", levels[3], levels[4], third)
    remark_block(draft, levels[3], levels[4], third)
    _foot(draft, levels[-1])
    if paper and issuer.random() < 0.8:
        size = issuer.uniform(5.8, 7.2)
        text = sheet.rng.choice(_COPIES)
        sheet.down(look.right + 9, levels[0] + 20, text, look.label.at(size), levels[-1] - levels[0] - 60)
    seal(draft, levels[-1] - 10)
    sheet.height = max(sheet.height, levels[-1] + 30)


def _head(draft: Draft) -> None:
    sheet, look, invoice, issuer = draft.sheet, draft.look, draft.invoice, draft.issuer
    paper = look.form in ("special", "ordinary")
    middle = (look.left + look.right) / 2
    base = look.top - issuer.uniform(38, 46)
    title(draft, middle, base)
    if paper and issuer.random() < 0.5:
        note = issuer.choice(("此联不作报销、扣税凭证使用", "开票日期后十日内有效", "抵扣联", "发票联"))
        sheet.put(middle, base + 24, note, look.label.at(look.label.size + 1), anchor="middle")
    if paper:
        _paper_numbers(draft, base)
        return
    side = look.left + issuer.uniform(0, 12)
    shown_code = issuer.random() < 0.9
    if shown_code:
        extent = issuer.uniform(44, 56)
        day = f"{invoice.issue_date:%Y%m%d}"
        content = f"01,10,{invoice.code},{invoice.number},{invoice.net_total},{day},{invoice.check_code}"
        sheet.picture(side, look.top - 8 - extent, extent, extent, qr_code(content), place="qr")
        side += extent + 8
    if issuer.random() < 0.6:
        sheet.pair(side, look.top - 12, draft.label("机器编号"), invoice.machine, (look.label, look.figure))
    entries = [("发票代码", invoice.code, "invoice_code"), ("发票号码", invoice.number, "number"),
               ("开票日期", draft.date, "issue_date"), ("校验码", invoice.check_code, "check_code")]  # fmt: skip
    left = look.right - issuer.uniform(146, 164)
    step = look.value.size * issuer.uniform(1.5, 1.75)
    top = look.top - 8 - 3 * step
    for index, (label, text, field) in enumerate(entries):
        known = field if field in sheet.values else None
        pens = (look.label, look.value if field == "issue_date" else look.figure)
        sheet.pair(left, top + index * step, draft.label(label), text, pens, known, width=look.right - left + 10)


def _paper_numbers(draft: Draft, base: float) -> None:
    """The large code at the left and the large number at the right, both printed once more by the machine."""
    sheet, look, invoice, issuer = draft.sheet, draft.look, draft.invoice, draft.issuer
    sheet.put(look.left + issuer.uniform(8, 50), base + 4, invoice.code, look.number)
    right = look.right - issuer.uniform(6, 30)
    small = look.figure.at(look.figure.size * 0.92)
    mark = issuer.choice(("№", "No", "No.", "NO"))
    first, second = sheet.texts.labelled(mark, invoice.number, "number")
    sheet.place(right - 6.4 * look.number.size, base + 4, first, look.label.at(look.number.size))
    sheet.place(right, base + 4, second, look.number, anchor="end", width=5.2 * look.number.size)
    if issuer.random() < 0.7:
        sheet.put(right, base + 12, invoice.code, small, anchor="end", typed=True)
        sheet.put(right, base + 12 + 1.3 * small.size, invoice.number, small, anchor="end", field="number", typed=True)
    first, second = sheet.texts.labelled(draft.label("开票日期"), draft.date, "issue_date")
    sheet.place(right - 118, look.top - 7, first, look.label)
    sheet.place(right - 118 + width_of("开票日期：", look.label) + 3, look.top - 7, second, look.value, typed=True)
    if invoice.check_code and issuer.random() < 0.8:
        sheet.pair(look.left + 4, look.top - 7, draft.label("校验码"), invoice.check_code, (look.label, look.figure))


def title(draft: Draft, middle: float, base: float) -> None:
    """The title over its double rule, and the oval on both."""
    sheet, look, issuer = draft.sheet, draft.look, draft.issuer
    numbers = 7.6 * look.number.size + 30 if look.form in ("special", "ordinary") else 172
    room = min(300.0, 2 * (look.right - numbers - middle))
    wide = width_of(look.title_text, look.title)
    field = None if draft.invoice.red else "subtype"
    sealed = issuer.random() < 0.9
    if sealed and issuer.random() < 0.5:
        tax_oval(sheet, middle, base + 1, issuer.uniform(78, 96), look.family, issuer, look.region[:3])
        sealed = False
    sheet.put(middle, base, look.title_text, look.title, anchor="middle", width=room, field=field)
    reach = min(wide, room) / 2 + issuer.uniform(4, 16)
    thin = issuer.uniform(0.6, 1.2)
    for offset in (6.0, 6.0 + issuer.uniform(2.4, 3.6)):
        sheet.rule(middle - reach, base + offset, middle + reach, base + offset, look.color, thin)
    if sealed:
        tax_oval(sheet, middle, base + 1, issuer.uniform(78, 96), look.family, issuer, look.region[:3])


def _party(draft: Draft, role: str, top: float, bottom: float, right: float) -> None:
    """Name, number, address and bank of a party beneath one another, its word downwards at the left."""
    sheet, look, invoice = draft.sheet, draft.look, draft.invoice
    party: Party = invoice.buyer if role == "buyer" else invoice.seller
    account: Account = invoice.buyer_account if role == "buyer" else invoice.accounts[0]
    narrow = look.label.size * 2
    sheet.rule(look.left + narrow, top, look.left + narrow, bottom, look.color, look.thickness)
    word = look.parties[0 if role == "buyer" else 1]
    sheet.down(look.left + narrow / 2, top + 3, word, look.label, bottom - top - 6)
    address = party.address.value() if party.address else ""
    bank = bool(party.tax_id) and bool(address)
    texts: Sequence[Sequence[tuple[str, str | None]]] = (
        ((party.name, f"{role}.name"),),
        ((party.tax_id, f"{role}.tax_id"),),
        ((address, f"{role}.address"), (party.phone, f"{role}.phone")),
        (
            (account.bank if bank else "", "accounts[0].bank" if role == "seller" else None),
            (account.account_number if bank else "", "accounts[0].account_number" if role == "seller" else None),
        ),
    )
    pitch = (bottom - top) / 4
    x, gap = look.left + narrow + 5, draft.issuer.uniform(3, 9)
    widest = max(width_of(text, look.label) for text in look.rows if len(text) < 8)
    for index, parts in enumerate(texts):
        base = top + (index + 0.5) * pitch + 0.36 * look.value.size
        pair = sheet.texts.new_pair()
        label = look.rows[index]
        if look.spread_labels and len(label) < 8:
            sheet.spread(
                x,
                base,
                label,
                look.label,
                widest,
                label=f"{role}.{('name', 'tax_id', 'address')[index]}" if index < 3 else "",
                pair=pair,
            )
            start = x + widest
            sheet.put(start, base, look.colon, look.label)
        else:
            field = parts[0][1]
            sheet.put(x, base, draft.label(label), look.label, label=field or "", pair=pair)
            start = x + width_of(label, look.label)
        start += look.label.size * 1.1
        room = right - start - 3
        whole = sum(width_of(text, look.value) + gap for text, _ in parts)
        share = min(1.0, room / whole) if whole else 1.0
        for text, field in parts:
            pen = look.figure if text.isascii() else look.value
            sheet.put(start, base, text, pen.at(pen.size * share), field=field, pair=pair, width=room, typed=True)
            start += (width_of(text, pen) + gap) * share


def _cipher(draft: Draft, top: float, bottom: float, left: float) -> None:
    """The protected area: four lines of figures and signs."""
    sheet, look, issuer = draft.sheet, draft.look, draft.issuer
    narrow = look.label.size * 2
    for x in (left, left + narrow):
        sheet.rule(x, top, x, bottom, look.color, look.thickness)
    sheet.down(left + narrow / 2, top + 3, issuer.choice(("密码区", "密码区", "密码")), look.label, bottom - top - 6)
    room = look.right - left - narrow - 10
    pitch = (bottom - top) / 4.4
    if issuer.random() < 0.05:
        sheet.put(left + narrow + room / 2, (top + bottom) / 2, "略", look.value, anchor="middle", typed=True)
        return
    rows = draw_cipher(sheet.rng, issuer.choice((26, 27, 27, 28)))
    family = look.figure.font if issuer.random() < 0.5 else "DejaVu Sans Mono"
    pen = look.figure.at(min(pitch, room / 17))
    for index, text in enumerate(rows):
        base = top + (index + 0.85) * pitch + 0.2 * pen.size
        x = left + narrow + 6
        sheet.put(x, base, text, type(pen)(family, pen.size, pen.fill), width=room, typed=True)


def _foot(draft: Draft, bottom: float) -> None:
    """Who took the money, checked and wrote; where the seal goes."""
    sheet, look, invoice = draft.sheet, draft.look, draft.invoice
    y = bottom + look.label.size * 1.6
    people = [("收款人", invoice.payee), ("复核", invoice.reviewer), ("开票人", invoice.clerk)]
    step = (look.right - look.left) / 4
    for index, (label, name) in enumerate(people):
        pens = (look.label, look.value)
        sheet.pair(look.left + 10 + index * step, y, draft.label(label), name, pens, width=step - 8, gap=4)
    side = "销售方" if look.parties[1] == "销售方信息" else look.parties[1]
    sheet.put(look.left + 10 + 3 * step, y, f"{side}：（章）", look.label, width=step - 8)


def seal(draft: Draft, y: float) -> None:
    """The seller's seal over the lower right."""
    look, invoice, rng = draft.look, draft.invoice, draft.sheet.rng
    x = look.right - rng.uniform(60, 150)
    y -= rng.uniform(0, 24)
    if look.sealed == "oval" and rng.random() < 0.9:
        invoice_seal(draft.sheet, x, y, invoice.seller.name, invoice.seller.tax_id, look.family, draft.issuer)
    elif look.sealed == "round" and rng.random() < 0.9:
        firm_seal(
            draft.sheet,
            x,
            y,
            invoice.seller.name,
            look.family,
            draft.issuer,
            draft.issuer.choice(("", "财务专用章", "发票专用章")),
        )

"""Invoices of China on a roll: the VAT invoice 卷票, and the older machine-printed ones of towns."""

from __future__ import annotations

from random import Random

from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.material.locale import plain
from docfields.models.synthesis.pages.card_faces import Anchor
from docfields.models.synthesis.pages.chinese.record import ChineseInvoice
from docfields.models.synthesis.pages.chinese.sheet import Sheet, split
from docfields.models.synthesis.pages.chinese.slip import Slip, SlipLook


def draw_roll(invoice: ChineseInvoice, look: SlipLook, issuer: Random, rng: Random, region: str, date: str) -> Slip:
    """The whole slip. Prices contain the tax, which is not told."""
    slip = Slip(look, issuer, rng)
    general = issuer.random() < 0.35
    name = "通用机打发票" if general else "增值税普通发票（卷票）"
    slip.title(*((region + name,) if issuer.random() < 0.4 else (region, name)), "发票联", region=region)
    slip.gap(0.3)
    slip.pair("发票代码", invoice.code)
    slip.pair("发票号码", invoice.number, "number")
    if issuer.random() < 0.6:
        slip.pair("机打号码", invoice.number, "number")
    if issuer.random() < 0.7:
        slip.pair("机器编号", invoice.machine)
    seller = issuer.choice((("销售方名称", "纳税人识别号"), ("收款单位", "税号"), ("销货单位", "纳税人识别号")))
    slip.pair(seller[0], invoice.seller.name, "seller.name")
    slip.pair(seller[1], invoice.seller.tax_id, "seller.tax_id")
    slip.pair("开票日期", date, "issue_date")
    slip.pair(issuer.choice(("收款员", "收款人", "开票人")), invoice.clerk)
    slip.pair(issuer.choice(("购买方名称", "付款单位", "购货单位")), invoice.buyer.name, "buyer.name")
    if issuer.random() < 0.8:
        slip.pair("纳税人识别号", invoice.buyer.tax_id, "buyer.tax_id")
    slip.rule()
    _items(slip, invoice)
    slip.rule()
    total = invoice.shown("total")
    slip.sheet.shown.append("currency")
    slip.pair(issuer.choice(("合计金额（小写）", "合计(小写)", "金额合计", "总计金额")), f"￥{total:.2f}", "total")
    capitals = in_capitals(total, yuan=issuer.choice("圆元"), whole=issuer.choice("整正"))
    slip.pair(issuer.choice(("合计金额（大写）", "合计(大写)", "大写")), capitals)
    if invoice.check_code and not general:
        slip.pair("校验码", invoice.check_code)
    if issuer.random() < 0.5:
        slip.code(f"01,10,{invoice.code},{invoice.number},{total},{invoice.issue_date:%Y%m%d}")
    if issuer.random() < 0.4:
        slip.note(issuer.choice(("手写无效", "开具发票加盖发票专用章有效", "此发票自开具之日起当月有效")), form=True)
    return slip


def _items(slip: Slip, invoice: ChineseInvoice) -> None:
    """Names on a line of their own, figures beneath; or all in one line."""
    sheet: Sheet = slip.sheet
    look = slip.look
    one_line = slip.issuer.random() < 0.45
    room = slip.right - slip.left
    ends = (slip.left, slip.left + room * 0.56, slip.left + room * 0.74, slip.right)
    heads = slip.issuer.choice(
        (("项目", "单价", "数量", "金额"), ("品名", "单价", "数量", "金额"), ("项目名称", "单价", "数量", "小计"))
    )
    slip.y += look.pitch
    columns = ("description", "unit_price", "quantity", "amount")
    for column, (name, head) in enumerate(zip(columns, heads, strict=True)):
        anchor: Anchor = "start" if column == 0 else "end"
        sheet.put(
            ends[column], slip.y, head, look.label, label=f"line_items[].{name}", cell=(0, 0, column), anchor=anchor
        )
    for index, item in enumerate(invoice.items):
        field, row = f"line_items[{index}]", index + 1
        slip.y += look.pitch
        wide = room * 0.36 if one_line else room
        parts = split(item.description, look.value, wide, 3)
        for number, part in enumerate(parts):
            slip.y += look.pitch if number else 0
            sheet.put(
                slip.left,
                slip.y,
                part,
                look.value,
                field=f"{field}.description",
                cell=(0, row, 0),
                width=wide,
                typed=True,
            )
        if not one_line:
            slip.y += look.pitch
        texts = (f"{item.unit_price:.2f}", plain(item.quantity), f"{item.amount:.2f}")
        for column, (name, text) in enumerate(zip(columns[1:], texts, strict=True), start=1):
            before = ends[column - 1] if column > 1 else slip.left + wide * 0.3
            sheet.put(
                ends[column], slip.y, text, look.figure, field=f"{field}.{name}", cell=(0, row, column), anchor="end",
                width=ends[column] - before - 3, typed=True,
            )  # fmt: skip

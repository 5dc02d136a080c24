"""A Chinese VAT invoice in a design of our own: the fields of a 增值税发票, no tax office's form, no seal."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.samples.card_parts import barcode_png
from docfields.models.synthesis.samples.drawing import INK, Align, Color, Drawing, Pen, Sheet, Span, to_pdf
from docfields.models.synthesis.samples.records import Item, Party, filled, taxes_of
from docfields.models.synthesis.samples.writing import plain
from docfields.models.synthesis.truth import SyntheticDocument, Truth

SIZE = (680.0, 430.0)
FRAME: Color = (0.45, 0.26, 0.18)

COLUMNS: tuple[tuple[str, str, float, Align], ...] = (
    ("项目名称", "description", 42, "left"),
    ("规格型号", "sku", 196, "left"),
    ("单位", "unit", 268, "left"),
    ("数量", "quantity", 352, "right"),
    ("单价", "unit_price", 436, "right"),
    ("金额", "amount", 522, "right"),
    ("税率", "tax_rate", 572, "right"),
    ("税额", "tax", 646, "right"),
)
"""Heading, field, x of the column's text, and its side."""


@dataclass(frozen=True, slots=True)
class ChineseInvoice:
    """Prices are net. clerk: who wrote it (开票人)."""

    number: str
    issue_date: datetime.date
    seller: Party
    buyer: Party
    items: tuple[Item, ...]
    clerk: str
    remark: str = ""

    @property
    def net_total(self) -> Decimal:
        return sum((item.amount for item in self.items), Decimal(0))

    @property
    def tax_total(self) -> Decimal:
        return sum((_item_tax(item) for item in self.items), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.net_total + self.tax_total


def make_chinese_invoice(name: str, invoice: ChineseInvoice, *, group: str) -> SyntheticDocument:
    """A PDF with a text layer."""
    drawing = draw_chinese_invoice(invoice)
    return SyntheticDocument(name, ".pdf", to_pdf([drawing]), truth_of(invoice, drawing, group=group))


def truth_of(invoice: ChineseInvoice, drawing: Drawing, *, group: str) -> Truth:
    """The truth of the drawn page, quads in points."""
    seller, buyer = invoice.seller, invoice.buyer
    return Truth(
        kind="invoice",
        group=group,
        capture="pdf",
        size=(drawing.width, drawing.height),
        fields=filled(
            {
                "number": invoice.number,
                "issue_date": invoice.issue_date,
                "currency": "CNY",
                "seller.name": seller.name,
                "seller.tax_id": seller.tax_id,
                "buyer.name": buyer.name,
                "buyer.tax_id": buyer.tax_id,
                "net_total": invoice.net_total,
                "tax_total": invoice.tax_total,
                "total": invoice.total,
            }
        ),
        printed=drawing.printed(),
        words=drawing.words(),
        line_items=tuple(
            filled(
                {
                    "description": item.description,
                    "sku": item.sku,
                    "unit": item.unit,
                    "quantity": plain(item.quantity),
                    "unit_price": item.unit_price,
                    "tax_rate": plain(item.tax_rate),
                    "amount": item.amount,
                }
            )
            for item in invoice.items
        ),
        ignore=("amount_due", "taxes", "seller.vat_id", "buyer.vat_id"),
        language="zh",
    )


def _item_tax(item: Item) -> Decimal:
    return taxes_of((item,))[0].amount


def draw_chinese_invoice(invoice: ChineseInvoice) -> Drawing:
    """One page in landscape."""
    sheet = Sheet(*SIZE)
    label, value = Pen("chinese", 8.6, FRAME), Pen("chinese", 8.8, INK)
    numbers = Pen("sans", 8.8, INK)
    left, right, middle = 34.0, SIZE[0] - 28, SIZE[0] / 2
    code = barcode_png(f"01,32,,{invoice.number},{invoice.total},{invoice.issue_date:%Y%m%d},,UTOPIA", "QRCode")
    sheet.picture(code, left, 22, left + 52, 74)
    sheet.text(middle, 48, "电子发票（增值税普通发票）", Pen("chinese", 17, FRAME), align="center")
    for offset in (57, 60):
        sheet.rule(middle - 124, offset, middle + 124, offset, FRAME, 0.7)
    sheet.text(right - 150, 42, [Span("发票号码："), Span(invoice.number, "number")], value)
    date = invoice.issue_date
    written = f"{date.year}年{date.month:02d}月{date.day:02d}日"
    sheet.text(right - 150, 58, [Span("开票日期："), Span(written, "issue_date")], value)

    sheet.box(left, 84, right, 396, stroke=FRAME, thickness=1.0)
    for level in (136, 300, 322):
        sheet.rule(left, level, right, level, FRAME, 0.6)
    for x, name in ((left, "buyer"), (middle, "seller")):
        party = invoice.buyer if name == "buyer" else invoice.seller
        sheet.rule(x + 18, 84, x + 18, 136, FRAME, 0.6)
        if x > left:
            sheet.rule(x, 84, x, 136, FRAME, 0.6)
        side = "购买方" if name == "buyer" else "销售方"
        for index, character in enumerate(side):
            sheet.text(x + 9, 102 + 13 * index, character, label, align="center")
        sheet.text(x + 26, 104, "名称：", label)
        sheet.text(x + 54, 104, party.name, value, field=f"{name}.name")
        sheet.text(x + 26, 124, "统一社会信用代码/纳税人识别号：", label)
        sheet.text(x + 164, 124, party.tax_id, numbers, field=f"{name}.tax_id")

    for heading, _, place, align in COLUMNS:
        sheet.text(place, 150, heading, label, align=align)
    y = 170.0
    for index, item in enumerate(invoice.items):
        texts = {
            "description": item.description,
            "sku": item.sku,
            "unit": item.unit,
            "quantity": plain(item.quantity),
            "unit_price": f"{item.unit_price:.2f}",
            "amount": f"{item.amount:.2f}",
            "tax_rate": f"{plain(item.tax_rate)}%",
            "tax": f"{_item_tax(item):.2f}",
        }
        for _, column, place, align in COLUMNS:
            chinese = column in ("description", "sku", "unit")
            tag = f"line_items[{index}].{column}"
            sheet.text(place, y, texts[column], value if chinese else numbers, field=tag, align=align)
        y += 17
    sheet.text(96, 294, "合    计", label, align="center")
    sheet.text(522, 294, [Span("¥"), Span(f"{invoice.net_total:.2f}", "net_total")], numbers, align="right")
    sheet.text(646, 294, [Span("¥"), Span(f"{invoice.tax_total:.2f}", "tax_total")], numbers, align="right")
    sheet.text(96, 315, "价税合计（大写）", label, align="center")
    sheet.text(180, 315, in_capitals(invoice.total), value)
    sheet.text(470, 315, "（小写）", label)
    strong = Pen("sans-bold", 9.6, INK)
    sheet.text(508, 315, [Span("¥"), Span(f"{invoice.total:.2f}", "total")], strong)
    sheet.rule(left + 18, 322, left + 18, 396, FRAME, 0.6)
    for index, character in enumerate("备注"):
        sheet.text(left + 9, 354 + 15 * index, character, label, align="center")
    sheet.text(left + 28, 342, invoice.remark, value)
    sheet.text(left + 20, 414, [Span("开票人："), Span(invoice.clerk)], value)
    return sheet.finish()

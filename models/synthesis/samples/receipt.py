"""Till receipts: a record becomes a narrow page of monospaced text with its truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docfields.document import Transform
from docfields.models.synthesis.samples import faces
from docfields.models.synthesis.samples.capture import PhotoOptions, fade, photo, to_jpeg
from docfields.models.synthesis.samples.card_parts import barcode_png
from docfields.models.synthesis.samples.drawing import INK, Color, Drawing, Pen, Sheet, Span, to_image
from docfields.models.synthesis.samples.records import Receipt, filled
from docfields.models.synthesis.samples.writing import (
    Locale,
    locale,
    plain,
    read_table,
    write_amount,
    write_date,
    write_number,
)
from docfields.models.synthesis.truth import SyntheticDocument, Truth

PAPER_WIDTH = 226.0
"""80 mm roll, in points."""

MARGIN = 15.0
DPI = 203
"""Resolution of a thermal print head."""

FAMILIES = {"mono": ("mono", "mono-bold"), "narrow": ("narrow-medium", "narrow-bold")}


@dataclass(frozen=True, slots=True)
class ReceiptLook:
    """Everything about a receipt that is not its content."""

    family: str = "mono"
    size: float = 8.6
    quantity_below: bool = False
    symbol: bool = True
    color: Color = INK

    def pen(self, factor: float = 1.0, *, bold: bool = False) -> Pen:
        return Pen(FAMILIES[self.family][bold], self.size * factor, self.color)


def draw_receipt(receipt: Receipt, look: ReceiptLook) -> Drawing:
    """One page as long as the receipt."""
    where, labels = locale(receipt.locale), _labels(receipt.locale)
    sheet = Sheet(PAPER_WIDTH, 0.0)
    y = _draw_head(sheet, receipt, look, labels, where)
    y = _draw_items(sheet, receipt, look, labels, where, y)
    y = _draw_sums(sheet, receipt, look, labels, where, y)
    y = _draw_foot(sheet, receipt, look, labels, y)
    sheet.height = y + 18
    return sheet.finish()


def make_receipt(
    name: str,
    receipt: Receipt,
    look: ReceiptLook,
    *,
    group: str,
    seed: int,
    options: PhotoOptions | None = None,
) -> SyntheticDocument:
    """A JPEG: a photo with `options`, else the flat print."""
    drawing = draw_receipt(receipt, look)
    image = fade(to_image(drawing, DPI), seed, 0.25)
    to_pixels = Transform.scaling(image.shape[1] / drawing.width, image.shape[0] / drawing.height)
    capture = "scan"
    if options:
        shot = photo(image, seed, options)
        image, to_pixels, capture = shot.image, to_pixels.then(shot.to_picture), "photo"
    truth = truth_of(receipt, drawing, group=group)
    truth = truth.recaptured(capture, (image.shape[1], image.shape[0]), [to_pixels.points])
    return SyntheticDocument(name, ".jpg", to_jpeg(image), truth)


def truth_of(receipt: Receipt, drawing: Drawing, *, group: str) -> Truth:
    """The truth of the drawn page, quads in points."""
    where = locale(receipt.locale)
    cash = receipt.tendered is not None
    fields: dict[str, object] = {
        "seller.name": receipt.seller.name,
        "seller.address": receipt.seller.address_value,
        "seller.phone": receipt.seller.phone,
        "seller.tax_id": receipt.seller.vat_id,
        "number": receipt.number,
        "date": receipt.moment.date(),
        "time": receipt.moment.strftime("%H:%M"),
        "currency": where.currency,
        "subtotal": receipt.subtotal if receipt.discount else None,
        "tax": sum(tax.amount for tax in receipt.taxes),
        "discount": receipt.discount or None,
        "total": receipt.total,
        "paid": receipt.tendered if cash else receipt.total,
        "change": receipt.change,
        "payment.method": receipt.method,
    }
    printed = drawing.printed()
    values = {name: value for name, value in filled(fields).items() if name in printed or name == "currency"}
    return Truth(
        kind="receipt",
        group=group,
        capture="scan",
        size=(drawing.width, drawing.height),
        fields=values,
        printed={name: text for name, text in printed.items() if name in values},
        words=drawing.words(),
        line_items=tuple(
            {
                "description": item.description,
                "quantity": plain(item.quantity),
                "unit_price": str(item.unit_price),
                "amount": str(item.amount),
            }
            if item.quantity != 1
            else {"description": item.description, "amount": str(item.amount)}
            for item in receipt.items
        ),
        taxes=tuple(
            {"rate": plain(tax.rate), "base": str(tax.base), "amount": str(tax.amount)} for tax in receipt.taxes
        ),
        ignore=tuple(name for name in ("tax", "subtotal") if name not in values),
        language=where.language,
    )


def _labels(code: str) -> dict[str, str]:
    labels: dict[str, str] = read_table("receipt_labels.toml")[code]
    return labels


def _row(
    sheet: Sheet, y: float, left: str | list[Span], right: str | list[Span], pen: Pen, name: str | None = None
) -> None:
    sheet.text(MARGIN, y, left, pen)
    sheet.text(PAPER_WIDTH - MARGIN, y, right, pen, field=name, align="right")


def _dashes(sheet: Sheet, y: float) -> None:
    x = MARGIN
    while x < PAPER_WIDTH - MARGIN:
        sheet.rule(x, y, min(x + 3, PAPER_WIDTH - MARGIN), y, thickness=0.7)
        x += 5.4


def _draw_head(sheet: Sheet, receipt: Receipt, look: ReceiptLook, labels: dict[str, Any], where: Locale) -> float:
    seller, middle, small = receipt.seller, PAPER_WIDTH / 2, look.pen(0.92)
    y = 34.0
    # As large as the roll allows, at most half as large again as the text.
    unit = faces.width(seller.name, look.pen(bold=True).font, look.size)
    factor = min(1.5, (PAPER_WIDTH - 2 * MARGIN) / unit)
    sheet.text(middle, y, seller.name, look.pen(factor, bold=True), field="seller.name", align="center")
    y += 15
    for index, line in enumerate(seller.address, start=1):
        tag = f"seller.address#{index}" if index > 1 else "seller.address"
        sheet.text(middle, y, line, small, field=tag, align="center")
        y += 11
    for label, value, name in (
        (labels["phone"], seller.phone, "seller.phone"),
        (labels["tax_id"], seller.vat_id, "seller.tax_id"),
    ):
        if value:
            sheet.text(middle, y, [Span(f"{label} "), Span(value, name)], small, align="center")
            y += 11
    y += 3
    _dashes(sheet, y)
    y += 14
    date = write_date(receipt.moment.date(), labels["date_pattern"], where)
    sheet.text(MARGIN, y, date, small, field="date")
    sheet.text(PAPER_WIDTH - MARGIN, y, receipt.moment.strftime("%H:%M"), small, field="time", align="right")
    y += 11
    _row(sheet, y, [Span(f"{labels['number']} "), Span(receipt.number, "number")], labels["till"], small)
    y += 6
    _dashes(sheet, y)
    return y + 15


def _draw_items(
    sheet: Sheet, receipt: Receipt, look: ReceiptLook, labels: dict[str, Any], where: Locale, y: float
) -> float:
    pen, small = look.pen(), look.pen(0.9)
    several_rates = len(receipt.taxes) > 1
    letters = {tax.rate: letter for tax, letter in zip(receipt.taxes, "ABC", strict=False)}
    for index, item in enumerate(receipt.items):
        tag = f"line_items[{index}]"
        amount = [Span(write_amount(item.amount, where), f"{tag}.amount")]
        if several_rates:
            amount.append(Span(f" {letters[item.tax_rate]}"))
        left = [Span(item.description, f"{tag}.description")]
        price = [
            Span(write_number(item.quantity, where), f"{tag}.quantity"),
            Span(f" {item.unit} x " if item.unit else " x "),
            Span(write_amount(item.unit_price, where), f"{tag}.unit_price"),
        ]
        if item.quantity != 1 and not look.quantity_below:
            sheet.text(MARGIN, y, left, pen)
            y += 11.2
            _row(sheet, y, [Span("  "), *price], amount, small)
        else:
            _row(sheet, y, left, amount, pen)
            if item.quantity != 1:
                y += 11.2
                sheet.text(MARGIN + 10, y, price, small)
        y += 12.4
    return y


def _draw_sums(
    sheet: Sheet, receipt: Receipt, look: ReceiptLook, labels: dict[str, Any], where: Locale, y: float
) -> float:
    pen = look.pen()
    _dashes(sheet, y - 6)
    y += 8
    if receipt.discount:
        _row(sheet, y, labels["subtotal"], write_amount(receipt.subtotal, where), pen, "subtotal")
        y += 12.4
        _row(sheet, y, labels["discount"], write_amount(-receipt.discount, where), pen, "discount")
        y += 15
    total = write_amount(receipt.total, where, symbol=look.symbol)
    y += 4
    _row(sheet, y, labels["total"], total, look.pen(1.45, bold=True), "total")
    y += 18
    method = labels[receipt.method]
    if receipt.tendered is not None and receipt.change is not None:
        sheet.text(MARGIN, y, method, pen, field="payment.method")
        sheet.text(PAPER_WIDTH - MARGIN, y, write_amount(receipt.tendered, where), pen, field="paid", align="right")
        y += 12.4
        _row(sheet, y, labels["change"], write_amount(receipt.change, where), pen, "change")
    else:
        text = [
            Span(method, "payment.method"),
            Span(f" **** {receipt.card_last4}" if receipt.card_last4 else ""),
        ]
        sheet.text(MARGIN, y, text, pen)
        sheet.text(PAPER_WIDTH - MARGIN, y, write_amount(receipt.total, where), pen, field="paid", align="right")
    y += 10
    _dashes(sheet, y)
    y += 13
    return _draw_taxes(sheet, receipt, look, labels, where, y)


def _draw_taxes(
    sheet: Sheet, receipt: Receipt, look: ReceiptLook, labels: dict[str, Any], where: Locale, y: float
) -> float:
    small, stops = look.pen(0.88), (78.0, 146.0, PAPER_WIDTH - MARGIN)
    for stop, label in zip(stops, (labels["rate"], labels["base"], labels["tax"]), strict=True):
        sheet.text(stop, y, label, small, align="right")
    taxes = receipt.taxes
    for index, (tax, letter) in enumerate(zip(taxes, "ABC", strict=False)):
        y += 11
        if len(taxes) > 1:
            sheet.text(MARGIN, y, letter, small)
        sheet.text(
            stops[0],
            y,
            [Span(write_number(tax.rate, where), f"taxes[{index}].rate"), Span("%")],
            small,
            align="right",
        )
        sheet.text(stops[1], y, write_amount(tax.base, where), small, field=f"taxes[{index}].base", align="right")
        name = "tax" if len(taxes) == 1 else f"taxes[{index}].amount"
        sheet.text(stops[2], y, write_amount(tax.amount, where), small, field=name, align="right")
    return y + 20


def _draw_foot(sheet: Sheet, receipt: Receipt, look: ReceiptLook, labels: dict[str, Any], y: float) -> float:
    for line in (*receipt.notes, labels["closing"]):
        sheet.text(PAPER_WIDTH / 2, y, line, look.pen(0.92), align="center")
        y += 12
    bars = barcode_png(f"{receipt.number}-{receipt.moment:%Y%m%d%H%M}", "Code128")
    sheet.picture(bars, MARGIN + 24, y, PAPER_WIDTH - MARGIN - 24, y + 28)
    return y + 28

"""How invoices and credit notes are laid out: a record and a look become drawn pages."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from docfields.models.synthesis.samples import faces
from docfields.models.synthesis.samples.drawing import Align, Color, Drawing, Pen, Sheet, Span, wrap
from docfields.models.synthesis.samples.records import Invoice, Party
from docfields.models.synthesis.samples.writing import Locale, locale, write_amount, write_date, write_number

Column = Literal["sku", "description", "quantity", "unit", "unit_price", "tax_rate", "amount"]

PAPERS = {"A4": (595.0, 842.0), "Letter": (612.0, 792.0)}
MARGIN = 52.0
FOOTER_HEIGHT = 66.0
PARTY_PITCH = 157.0
META_WIDTH = 178.0
ROOM_FOR_CARRY = 64.0
GREY: Color = (0.42, 0.44, 0.48)
WHITE: Color = (1.0, 1.0, 1.0)

FAMILIES = {
    "sans": ("sans", "sans-bold"),
    "square": ("square", "square-bold"),
    "serif": ("serif", "serif-bold"),
    "narrow": ("narrow", "narrow-bold"),
}
"""Regular and bold font of each family."""

COLUMN_WIDTHS: dict[Column, float] = {
    "sku": 54, "quantity": 42, "unit": 38, "unit_price": 68, "tax_rate": 48, "amount": 74,
}  # fmt: skip
"""In points; the description takes what is left."""

LEFT_COLUMNS = ("sku", "description", "unit")


@dataclass(frozen=True, slots=True)
class Look:
    """Everything about an invoice that is not its content."""

    family: str = "sans"
    accent: Color = (0.11, 0.33, 0.36)
    header: Literal["plain", "band", "centred"] = "plain"
    meta: Literal["list", "strip"] = "list"
    rows: Literal["rules", "zebra", "boxed"] = "rules"
    columns: tuple[Column, ...] = ("description", "quantity", "unit_price", "amount")
    wording: int = 0
    date_pattern: int = 0
    symbols: bool = True
    carry: bool = False

    def pen(self, size: float, color: Color = (0.13, 0.14, 0.16), *, bold: bool = False) -> Pen:
        return Pen(FAMILIES[self.family][bold], size, color)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every part of the layout needs to know."""

    invoice: Invoice
    look: Look
    where: Locale
    labels: dict[str, str]
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.width - MARGIN

    def amount(self, value: Decimal, *, symbol: bool = False) -> str:
        return write_amount(value, self.where, symbol=symbol)

    def date(self, value: datetime.date | None) -> str:
        patterns = self.where.dates
        pattern = patterns[self.look.date_pattern % len(patterns)]
        return write_date(value, pattern, self.where) if value else ""


def draw_invoice(invoice: Invoice, look: Look) -> tuple[Drawing, ...]:
    """One page or more, as the items need."""
    where = locale(invoice.locale)
    ground = _Ground(invoice, look, where, where.wording(look.wording), *PAPERS[where.paper])
    sheet = Sheet(ground.width, ground.height)
    y = _draw_header(sheet, ground)
    y = _draw_parties(sheet, ground, y + 30)
    sheets, y = _draw_items(sheet, ground, y + 22)
    if y + _closing_height(ground) > ground.height - FOOTER_HEIGHT:
        sheets.append(Sheet(ground.width, ground.height))
        y = MARGIN + 24
    y = _draw_totals(sheets[-1], ground, y + 8)
    _draw_payment(sheets[-1], ground, y + 18)
    for number, each in enumerate(sheets, start=1):
        _draw_footer(each, ground, number, len(sheets))
    return tuple(each.finish() for each in sheets)


def _contact_lines(ground: _Ground) -> list[list[Span]]:
    """The seller's address and numbers, a few spans a line."""
    seller, labels = ground.invoice.seller, ground.labels
    lines = [
        [Span(line, f"seller.address#{index}" if index > 1 else "seller.address")]
        for index, line in enumerate(seller.address, start=1)
    ]
    for label, value, name in (
        (labels["phone"], seller.phone, "seller.phone"),
        (labels["email"], seller.email, "seller.email"),
        ("", seller.website, "seller.website"),
        (labels["vat_id"], seller.vat_id, "seller.vat_id"),
        (labels["vat_id"], seller.tax_id, "seller.tax_id"),
    ):
        if value:
            lines.append([Span(f"{label} " if label else ""), Span(value, name)])
    return lines


def _joined(lines: list[list[Span]], pen: Pen, width: float) -> list[list[Span]]:
    """Joins short lines by middle dots, as many on a line as `width` points hold."""
    rows: list[list[Span]] = []
    for line in lines:
        joined = [*rows[-1], Span("  ·  "), *line] if rows else line
        if rows and sum(faces.width(span.text, pen.font, pen.size) for span in joined) <= width * 0.8:
            rows[-1] = joined
        else:
            rows.append(line)
    return rows


def _draw_mark(sheet: Sheet, look: Look, left: float, top: float, side: float, color: Color) -> None:
    """A firm's mark: two overlapping leaves in a square, of no real firm."""
    middle = top + side / 2
    sheet.oval(left, top, left + side * 0.66, top + side, fill=color)
    lighter: Color = (0.55 + 0.45 * color[0], 0.55 + 0.45 * color[1], 0.55 + 0.45 * color[2])
    sheet.oval(left + side * 0.4, middle - side * 0.3, left + side, middle + side * 0.3, fill=lighter)


def _draw_header(sheet: Sheet, ground: _Ground) -> float:
    """Seller and title; gives the lowest baseline used."""
    look, seller = ground.look, ground.invoice.seller
    title = ground.labels[ground.invoice.subtype]
    lines = _contact_lines(ground)
    small = look.pen(8.2, GREY)
    if look.header == "band":
        sheet.box(0, 0, ground.width, 82, fill=look.accent)
        sheet.text(MARGIN, 50, seller.name, look.pen(19, WHITE, bold=True), field="seller.name")
        sheet.text(ground.right, 51, title, look.pen(21, WHITE), field="subtype", align="right")
        top = 104.0
        for index, line in enumerate(lines):
            column, row = divmod(index, 3)
            sheet.text(MARGIN + 172 * column, top + 11.5 * row, line, small)
        return top + 11.5 * 2
    if look.header == "centred":
        middle = ground.width / 2
        sheet.text(middle, 62, seller.name, look.pen(20, look.accent, bold=True), field="seller.name", align="center")
        y = 79.0
        for spans in _joined(lines, small, ground.right - MARGIN):
            sheet.text(middle, y, spans, small, align="center")
            y += 12
        sheet.rule(MARGIN, y - 2, ground.right, y - 2, look.accent, 1.2)
        sheet.text(MARGIN, y + 32, title, look.pen(20, bold=True), field="subtype")
        return y + 32
    _draw_mark(sheet, look, MARGIN, 42, 30, look.accent)
    sheet.text(MARGIN + 40, 63, seller.name, look.pen(16, bold=True), field="seller.name")
    sheet.text(ground.right, 65, title, look.pen(23, look.accent), field="subtype", align="right")
    y = 88.0
    for line in lines:
        sheet.text(MARGIN, y, line, small)
        y += 11.3
    return y - 11.3


def _meta_rows(ground: _Ground) -> list[tuple[str, str, str]]:
    """Label, text and field of what stands beside the buyer."""
    invoice, labels = ground.invoice, ground.labels
    rows = [
        (labels["number"], invoice.number, "number"),
        (labels["issue_date"], ground.date(invoice.issue_date), "issue_date"),
        (labels["delivery_date"], ground.date(invoice.delivery_date), "delivery_date"),
        (labels["due_date"], ground.date(invoice.due_date), "due_date"),
        (labels["order_number"], invoice.order_number, "order_number"),
        (labels["customer_number"], invoice.customer_number, "customer_number"),
        (labels["against"], invoice.against, ""),
    ]
    return [row for row in rows if row[1]]


def _fitted(pen: Pen, text: str, room: float) -> Pen:
    """The pen, smaller where the text would not fit into `room` points."""
    return replace(pen, size=pen.size * min(1.0, room / faces.width(text, pen.font, pen.size)))


def _draw_party(sheet: Sheet, ground: _Ground, role: str, party: Party, x: float, y: float, room: float) -> float:
    label = ground.labels["ship_to" if role == "ship_to" else "buyer"]
    look = ground.look
    sheet.text(x, y, label, look.pen(8.2, look.accent, bold=True))
    name_pen = look.pen(10, bold=True)
    y = sheet.lines(x, y + 15, wrap(party.name, name_pen, room), name_pen, 12.6, field=f"{role}.name") - 27.6
    y = sheet.lines(x, y + 28.5, party.address, look.pen(9.3), 12.6, field=f"{role}.address")
    for name, value in (("vat_id", party.vat_id), ("tax_id", party.tax_id)):
        if value:
            spans = [Span(f"{ground.labels['vat_id']} "), Span(value, f"{role}.{name}")]
            sheet.text(x, y + 2, spans, look.pen(8.6, GREY))
            y += 14
    return y - 12.6


def _draw_parties(sheet: Sheet, ground: _Ground, y: float) -> float:
    look, invoice = ground.look, ground.invoice
    rows = _meta_rows(ground)
    pitch = PARTY_PITCH if invoice.ship_to else 2 * PARTY_PITCH
    low = _draw_party(sheet, ground, "buyer", invoice.buyer, MARGIN, y, pitch - 12)
    if invoice.ship_to:
        beside = _draw_party(sheet, ground, "ship_to", invoice.ship_to, MARGIN + pitch, y, pitch - 12)
        low = max(low, beside)
    if look.meta == "strip":
        return _draw_strip(sheet, ground, rows, low + 26)
    left = ground.right - META_WIDTH
    for label, text, name in rows:
        drawn = sheet.text(left, y, label, look.pen(8.8, GREY))
        pen = _fitted(look.pen(9.3, bold=name == "number"), text, META_WIDTH - drawn - 8)
        sheet.text(ground.right, y, text, pen, field=name or None, align="right")
        y += 14.2
    return max(low, y - 14.2)


def _draw_strip(sheet: Sheet, ground: _Ground, rows: list[tuple[str, str, str]], y: float) -> float:
    """Boxes in a row, a label above each value."""
    look = ground.look
    pitch = (ground.right - MARGIN) / len(rows)
    sheet.box(MARGIN, y - 14, ground.right, y + 22, stroke=look.accent, thickness=0.7)
    for index, (label, text, name) in enumerate(rows):
        x = MARGIN + pitch * index
        if index:
            sheet.rule(x, y - 14, x, y + 22, look.accent, 0.5)
        sheet.text(x + 6, y - 2, label, _fitted(look.pen(7.2, GREY), label, pitch - 10))
        sheet.text(x + 6, y + 14, text, _fitted(look.pen(9), text, pitch - 10), field=name or None)
    return y + 22


def _description_width(ground: _Ground) -> float:
    return ground.right - MARGIN - sum(COLUMN_WIDTHS.get(column, 0.0) for column in ground.look.columns)


def _column_places(ground: _Ground) -> dict[Column, tuple[float, Align]]:
    """Where each column's text is set: its left end, or its right end for numbers."""
    widths = {**COLUMN_WIDTHS, "description": _description_width(ground)}
    places: dict[Column, tuple[float, Align]] = {}
    x = MARGIN
    for column in ground.look.columns:
        places[column] = (x + 5, "left") if column in LEFT_COLUMNS else (x + widths[column] - 5, "right")
        x += widths[column]
    return places


def _draw_table_head(sheet: Sheet, ground: _Ground, y: float) -> float:
    look = ground.look
    filled_head = look.rows != "rules"
    if filled_head:
        sheet.box(MARGIN, y - 12, ground.right, y + 6, fill=look.accent)
    else:
        sheet.rule(MARGIN, y + 6, ground.right, y + 6, look.accent, 1.1)
    pen = look.pen(8.4, WHITE if filled_head else look.accent, bold=True)
    for column, (x, align) in _column_places(ground).items():
        sheet.text(x, y, ground.labels[column], pen, align=align)
    return y + 21


def _draw_items(sheet: Sheet, ground: _Ground, y: float) -> tuple[list[Sheet], float]:
    """The table, over as many sheets as it takes; gives them and the baseline below the last row."""
    look, invoice = ground.look, ground.invoice
    places = _column_places(ground)
    pen = look.pen(9.2)
    room = _description_width(ground) - 10
    sheets = [sheet]
    y = _draw_table_head(sheet, ground, y)
    so_far = Decimal(0)
    for index, item in enumerate(invoice.items):
        lines = wrap(item.description, pen, room)
        height = 17.5 + 11.5 * (len(lines) - 1)
        if y + height > ground.height - FOOTER_HEIGHT - ROOM_FOR_CARRY:
            if look.carry:
                _draw_carry(sheets[-1], ground, y, so_far)
            sheets.append(Sheet(ground.width, ground.height))
            y = _draw_table_head(sheets[-1], ground, MARGIN + 24)
            if look.carry:
                _draw_carry(sheets[-1], ground, y, so_far)
                y += 17.5
        sheet = sheets[-1]
        if look.rows == "zebra" and index % 2:
            sheet.box(MARGIN, y - 12, ground.right, y - 12 + height, fill=(0.955, 0.96, 0.965))
        texts = {
            "sku": item.sku,
            "quantity": write_number(item.quantity, ground.where),
            "unit": item.unit,
            "unit_price": ground.amount(item.unit_price),
            "tax_rate": write_number(item.tax_rate, ground.where),
            "amount": ground.amount(item.amount),
        }
        for column, (x, align) in places.items():
            name = f"line_items[{index}].{column}"
            if column == "description":
                sheet.lines(x, y, lines, pen, 11.5, field=name)
            else:
                sheet.text(x, y, texts[column], pen, field=name, align=align)
        y += height
        if look.rows != "zebra":
            sheet.rule(MARGIN, y - 12, ground.right, y - 12, (0.82, 0.83, 0.85), 0.5)
        if look.rows == "boxed":
            for x in (MARGIN, ground.right):
                sheet.rule(x, y - 12 - height, x, y - 12, (0.82, 0.83, 0.85), 0.5)
        so_far += item.amount
    return sheets, y


def _draw_carry(sheet: Sheet, ground: _Ground, y: float, so_far: Decimal) -> None:
    pen = ground.look.pen(9.2, GREY)
    sheet.text(ground.right - 100, y, ground.labels["carry"], pen, align="right")
    sheet.text(ground.right - 5, y, ground.amount(so_far), pen, align="right")


def _closing_height(ground: _Ground) -> float:
    """What totals and payment take below the table, at most."""
    invoice = ground.invoice
    totals = 15.5 * (1 + len(invoice.taxes)) + 24 + (34 if invoice.paid else 0)
    payment = 34 + 13.8 * (5 if invoice.account else 2) + 13 * len(invoice.notes)
    return totals + payment


def _draw_totals(sheet: Sheet, ground: _Ground, y: float) -> float:
    look, invoice, labels = ground.look, ground.invoice, ground.labels
    taxes = invoice.taxes
    left, right = ground.right - 228, ground.right - 5
    rows: list[tuple[list[Span], Decimal, str]] = [([Span(labels["net_total"])], invoice.net_total, "net_total")]
    for index, tax in enumerate(taxes):
        before, rest = labels["tax"].split("{rate}")
        between, after = rest.split("{base}")
        label = [
            Span(before),
            Span(write_number(tax.rate, ground.where), f"taxes[{index}].rate"),
            Span(between),
            Span(ground.amount(tax.base), f"taxes[{index}].base"),
            Span(after),
        ]
        rows.append((label, tax.amount, "tax_total" if len(taxes) == 1 else f"taxes[{index}].amount"))
    for label, value, name in rows:
        sheet.text(left, y, label, look.pen(9.2, GREY))
        sheet.text(right, y, ground.amount(value, symbol=look.symbols), look.pen(9.2), field=name, align="right")
        y += 15.5
    sheet.rule(left, y - 10, ground.right, y - 10, look.accent, 1.1)
    strong = look.pen(12, look.accent, bold=True)
    y += 7
    sheet.text(left, y, labels["total"], strong)
    sheet.text(right, y, ground.amount(invoice.total, symbol=True), strong, field="total", align="right")
    if invoice.paid:
        for concept, value in (("paid", invoice.paid), ("amount_due", invoice.amount_due)):
            y += 17
            pen = look.pen(9.6, bold=concept == "amount_due")
            sheet.text(left, y, labels[concept], pen)
            sheet.text(right, y, ground.amount(value, symbol=look.symbols), pen, field=concept, align="right")
    return y


def _draw_payment(sheet: Sheet, ground: _Ground, y: float) -> None:
    """Terms, bank account and a closing line, at the left below the totals."""
    look, invoice, labels = ground.look, ground.invoice, ground.labels
    rows: list[tuple[str, str, str | None]] = []
    if invoice.terms:
        rows.append((labels["terms"], invoice.terms, "payment.terms"))
    if invoice.account:
        iban = invoice.account.iban
        grouped = " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
        rows += [
            (labels["bank"], invoice.account.bank, None),
            ("IBAN", grouped, "payment.iban"),
            ("BIC", invoice.account.bic, "payment.bic"),
        ]
    if invoice.reference:
        rows.append((labels["reference"], invoice.reference, "payment.reference"))
    if invoice.account:
        sheet.text(MARGIN, y, labels["payment"], look.pen(9.4, look.accent, bold=True))
        y += 16
    for label, text, name in rows:
        sheet.text(MARGIN, y, label, look.pen(8.8, GREY))
        sheet.text(MARGIN + 112, y, text, look.pen(9.2), field=name)
        y += 13.8
    for note in invoice.notes:
        sheet.text(MARGIN, y + 8, note, look.pen(9))
        y += 13


def _draw_footer(sheet: Sheet, ground: _Ground, number: int, pages: int) -> None:
    y = ground.height - 40
    sheet.rule(MARGIN, y - 13, ground.right, y - 13, (0.8, 0.81, 0.83), 0.5)
    pen = ground.look.pen(7.6, GREY)
    sheet.text(MARGIN, y, ground.labels["closing"], pen)
    text = ground.labels["page"].format(page=number, pages=pages)
    sheet.text(ground.right, y, text, pen, align="right")

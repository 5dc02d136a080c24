"""Invoices and tickets of China: printed documents with their truth."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from docfields.models.synthesis.material.locale import Habits, draw_day, draw_habits, write_date
from docfields.models.synthesis.material.records import Party
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.chinese.digital import draw_digital_page
from docfields.models.synthesis.pages.chinese.fixed import AMOUNTS, draw_fixed
from docfields.models.synthesis.pages.chinese.items import Draft
from docfields.models.synthesis.pages.chinese.look import draw_vat_look
from docfields.models.synthesis.pages.chinese.numbers import draw_invoice_code
from docfields.models.synthesis.pages.chinese.railway import draw_electronic_ticket, draw_paper_ticket
from docfields.models.synthesis.pages.chinese.record import (
    BROKEN_SHARE,
    Form,
    draw_chinese_record,
    draw_seller,
    state_invoice,
)
from docfields.models.synthesis.pages.chinese.roll import draw_roll
from docfields.models.synthesis.pages.chinese.sheet import Sheet
from docfields.models.synthesis.pages.chinese.slip import Slip, draw_slip_look
from docfields.models.synthesis.pages.chinese.tickets import draw_seller as draw_ticket_seller
from docfields.models.synthesis.pages.chinese.tickets import gate_slip, hotel_slip, taxi_slip, terminal_slip
from docfields.models.synthesis.pages.chinese.travel import draw_coach_ticket, draw_hand_receipt, draw_itinerary
from docfields.models.synthesis.pages.chinese.vat import draw_vat_page
from docfields.models.synthesis.pages.chinese.vehicle import draw_vehicle_page
from docfields.models.synthesis.truth import Medium, PrintedDocument

_KINDS = {
    "special": 18, "ordinary": 14, "electronic": 16, "electronic_special": 4, "digital": 18, "digital_special": 9,
    "roll": 8, "vehicle": 5, "fixed": 8,
}  # fmt: skip
_FORMS: dict[str, Form] = {
    "special": "special", "ordinary": "ordinary", "electronic": "electronic",
    "electronic_special": "electronic_special",
    "digital": "digital", "digital_special": "digital_special", "roll": "roll", "vehicle": "electronic",
}  # fmt: skip

_TICKETS = {
    "railway": 20, "electronic_railway": 9, "taxi": 18, "gate": 14, "coach": 9, "terminal": 10, "itinerary": 6,
    "hotel": 5,
    "fixed": 5, "receipt": 8,
}  # fmt: skip

_TRADES = {
    "taxi": ("出租汽车", "客运", "汽车服务"), "gate": ("高速公路", "停车管理", "路桥", "物业管理"),
    "coach": ("长途客运", "汽车运输"),
    "hotel": ("酒店管理", "宾馆", "大酒店"), "terminal": ("商贸", "百货", "餐饮管理", "超市"),
    "receipt": ("商贸", "物业管理", "培训"),
}  # fmt: skip


def print_chinese_invoice(issuer: Random, rng: Random, where: Locale, group: str) -> PrintedDocument:
    """An invoice of China. issuer: gives the same seller, kind of form and looks each time; rng: this document."""
    kind = issuer.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
    seller, account, failing = draw_seller(issuer, where)
    address = seller.address
    region = (address.state or address.city) if address else "北京市"
    habits = _habits(issuer, where)
    if kind == "fixed":
        return _fixed(issuer, rng, group, region, (seller.name, seller.tax_id))
    form = _FORMS[kind]
    look = draw_vat_look(issuer, form, region)
    gross = issuer.random() < 0.5
    invoice = draw_chinese_record(rng, where, form, seller, account, failing, gross)
    date = write_date(invoice.issue_date, where, habits)
    if form == "roll":
        slip = draw_roll(invoice, draw_slip_look(issuer, widths=(57, 76, 76), formed=0.85), issuer, rng, region, date)
        state_invoice(slip.sheet, invoice)
        return slip.end().finish("invoice", group, medium=slip.look.medium)
    sheet = Sheet(look.width, look.height, rng)
    state_invoice(sheet, invoice)
    if kind == "vehicle":
        draw_vehicle_page(sheet, look, invoice, where, issuer, date)
        return sheet.finish("invoice", group)
    draft = Draft(sheet, look, invoice, where, issuer, date)
    if form.startswith("digital"):
        draw_digital_page(draft)
    else:
        draw_vat_page(draft)
    return sheet.finish("invoice", group)


def _habits(issuer: Random, where: Locale) -> Habits:
    """Machines of the tax administration write one kind of date nearly everywhere."""
    habits = draw_habits(issuer, where, "invoice")
    return replace(habits, date_pattern=where.dates[0]) if issuer.random() < 0.6 else habits


def _fixed(issuer: Random, rng: Random, group: str, region: str, seller: tuple[str, str]) -> PrintedDocument:
    office = issuer.choice(("国家税务局", "地方税务局", "税务局", ""))
    word = issuer.choice(("通用定额发票", "通用定额发票", "服务业定额发票", "餐饮业定额发票", "停车费定额发票"))
    title = f"{region}{office}{word}"
    if not office:
        title = f"国家税务总局{region}税务局通用定额发票"
    code = draw_invoice_code(issuer, draw_day(issuer))
    amount = rng.choice(AMOUNTS)
    sheet = draw_fixed(issuer, rng, region=region, seller=seller, code=code, title=title, amount=amount)
    return sheet.finish("invoice", group)


def print_chinese_ticket(issuer: Random, rng: Random, where: Locale, group: str) -> PrintedDocument:
    """A ticket or another small receipt of China."""
    kind = issuer.choices(tuple(_TICKETS), tuple(_TICKETS.values()))[0]
    broken = issuer.random() < BROKEN_SHARE
    seller = draw_ticket_seller(issuer, where, issuer.choice(_TRADES.get(kind, ("服务",))), failing=broken)
    region = (seller.address.state or seller.address.city) if seller.address else "北京市"
    medium: Medium = "paper"
    if kind == "railway":
        sheet = draw_paper_ticket(issuer, rng, where)
    elif kind == "electronic_railway":
        sheet = draw_electronic_ticket(issuer, rng, where, region)
    elif kind == "coach":
        sheet = draw_coach_ticket(issuer, rng, where, region, seller)
    elif kind == "itinerary":
        sheet = draw_itinerary(issuer, rng, where)
    elif kind == "receipt":
        sheet = draw_hand_receipt(issuer, rng, where, seller)
    elif kind == "fixed":
        title = region + issuer.choice(
            ("停车费定额收据", "餐饮业定额收据", "公共汽车定额客票", "公园门票", "定额收费票据")
        )
        code = draw_invoice_code(issuer, draw_day(issuer))
        owner = (seller.name, seller.tax_id)
        sheet = draw_fixed(issuer, rng, region=region, seller=owner, code=code, title=title, amount=rng.choice(AMOUNTS))
    else:
        slip = _slip(kind, issuer, rng, where, region, seller)
        sheet, medium = slip.end(), slip.look.medium
    sheet.broken += ["seller.tax_id"] if broken else []
    return sheet.finish("receipt", group, medium=medium)


def _slip(kind: str, issuer: Random, rng: Random, where: Locale, region: str, seller: Party) -> Slip:
    if kind == "taxi":
        return taxi_slip(issuer, rng, where, region, seller)
    if kind == "gate":
        return gate_slip(issuer, rng, where, region, seller)
    if kind == "hotel":
        return hotel_slip(issuer, rng, where, seller)
    return terminal_slip(issuer, rng, where, seller)

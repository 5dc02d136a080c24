"""What a Chinese VAT invoice says: parties, items taxed line by line, codes; drawn without any layout."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Literal

from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.identifiers import draw_account
from docfields.models.synthesis.material.locale import draw_day, plain
from docfields.models.synthesis.material.mistakes import misstated
from docfields.models.synthesis.material.names import draw_person
from docfields.models.synthesis.material.parties import draw_bank, draw_company, draw_private_party
from docfields.models.synthesis.material.records import CENT, ZERO, Account, Invoice, Item, Party, to_cents
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.chinese.numbers import (
    draw_check_code,
    draw_digital_number,
    draw_invoice_code,
)
from docfields.models.synthesis.pages.chinese.sheet import Sheet

Form = Literal["special", "ordinary", "electronic", "electronic_special", "digital", "digital_special", "roll"]
"""Which kind of VAT invoice: two on paper, two as PDF in the paper's layout, two fully digital ones, one on a roll."""

BROKEN_SHARE = 0.03
"""Of sellers whose credit code fails its check, and of invoices whose sums do not add up."""

_YEARS: dict[Form, tuple[datetime.date, datetime.date]] = {
    "special": (datetime.date(2015, 1, 5), datetime.date(2024, 6, 30)),
    "ordinary": (datetime.date(2015, 1, 5), datetime.date(2024, 6, 30)),
    "electronic": (datetime.date(2016, 1, 4), datetime.date(2024, 11, 30)),
    "electronic_special": (datetime.date(2020, 9, 1), datetime.date(2024, 11, 30)),
    "digital": (datetime.date(2021, 12, 1), datetime.date(2026, 6, 30)),
    "digital_special": (datetime.date(2021, 12, 1), datetime.date(2026, 6, 30)),
    "roll": (datetime.date(2017, 1, 3), datetime.date(2024, 6, 30)),
}

_RATES = (
    (datetime.date(2018, 4, 30), ("17", "11", "6")),
    (datetime.date(2019, 3, 31), ("16", "10", "6")),
    (datetime.date(2030, 1, 1), ("13", "9", "6")),
)
"""Rates until a day: of goods, of transport, building and farming, of services."""

_MIDDLE_RATE = ("运输", "建筑", "租赁", "谷物", "植物油", "水果", "乳制品", "电信", "印刷")
_SERVICES = ("服务", "劳务", "租赁", "咨询", "培训", "广告")
_SPECIFICATIONS = (
    "A4 80g", "500ml", "M#*##", "@@-###", "##kg", "DN##", "###*###mm", "@#-##", "#.#L", "##W", "标准", "大号", "24*1",
    "@@@##/##", "5kg/袋", "####型", "220V", "10支/盒", "双面", "##cm",
)  # fmt: skip
_SERVICE_UNITS = ("项", "次", "月", "年", "批", "")
_MOST_ITEMS = 8  # more do not fit the form and go on a list


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseInvoice(Invoice):
    """Prices are net and every line has its own tax. code, check_code: "" where the form has none.

    payee, reviewer, clerk: 收款人, 复核, 开票人. remark: 备注. red: a credit note, whose amounts are negative.
    """

    form: Form
    code: str
    check_code: str
    machine: str
    payee: str
    reviewer: str
    clerk: str
    remark: str
    buyer_account: Account
    red: bool = False

    @property
    def tax_total(self) -> Decimal:
        return sum((self.item_tax(item) for item in self.items), ZERO)


def draw_seller(issuer: Random, where: Locale) -> tuple[Party, Account, tuple[str, ...]]:
    """A firm, its account, and which of its fields fail their checks."""
    broken = issuer.random() < BROKEN_SHARE
    seller = draw_company(issuer, where, shop=issuer.random() < 0.12, failing=("tax_id",) if broken else ())
    account = draw_account(issuer, where.country, bank=draw_bank(issuer, where))
    return seller, account, ("seller.tax_id",) if broken else ()


def draw_chinese_record(
    rng: Random, where: Locale, form: Form, seller: Party, account: Account, failing: tuple[str, ...], gross: bool
) -> ChineseInvoice:
    """One invoice. gross: whether net prices come from round ones with tax, and so have many decimals."""
    day = draw_day(rng, *_YEARS[form])
    buyer = draw_company(rng, where)
    if form in ("ordinary", "electronic", "digital", "roll") and rng.random() < 0.25:
        private = draw_private_party(rng, where)
        buyer = Party(name=rng.choice(("个人", private.name, private.name)))
    digital = form.startswith("digital")
    people = [draw_person(rng, where).full_name for _ in range(3)]
    invoice = ChineseInvoice(
        prices_include_tax=False,
        items=_draw_items(rng, where, day, gross, limit=4 if form == "roll" else _MOST_ITEMS),
        failing=failing,
        locale=where.code,
        number=draw_digital_number(rng, day) if digital else digits(rng, 8),
        issue_date=day,
        seller=seller,
        buyer=buyer,
        accounts=(account,),
        form=form,
        code="" if digital else draw_invoice_code(rng, day, 10 if form in ("special", "ordinary") else 12),
        check_code="" if digital or form == "special" else draw_check_code(rng),
        machine=digits(rng, 12),
        payee=people[0] if rng.random() < 0.8 else rng.choice(("管理员", "收款员", "张三")),
        reviewer=people[1] if rng.random() < 0.8 else "",
        clerk=people[2] if rng.random() < 0.9 else rng.choice(("管理员", "开票员")),
        remark=_draw_remark(rng, day),
        buyer_account=draw_account(rng, where.country, bank=draw_bank(rng, where)),
    )
    if form == "roll":
        items = tuple(
            replace(item, tax_rate=ZERO, unit_price=to_cents(item.unit_price))
            for item in invoice.items
            if not is_rebate(item)
        )
        return replace(invoice, items=items)
    if rng.random() < 0.03:
        items = tuple(replace(item, quantity=-item.quantity) for item in invoice.items[:3])
        remark = (
            f"对应正数发票代码:{invoice.code}号码:{digits(rng, 8)}"
            if invoice.code
            else "被红冲蓝字数电票号码：" + digits(rng, 20)
        )
        invoice = replace(invoice, items=items, red=True, remark=remark, subtype="credit_note")
    elif rng.random() < BROKEN_SHARE:
        name = rng.choice(("total", "total", "tax_total", "net_total"))
        return replace(invoice, stated=misstated(rng, invoice, (name,)).stated)
    return invoice


def _draw_items(rng: Random, where: Locale, day: datetime.date, gross: bool, limit: int) -> tuple[Item, ...]:
    offers = where.items["fapiao"]
    count = min(limit, rng.choices((1, 2, 3, 4, 5, 6, 8), (40, 20, 13, 10, 7, 6, 4))[0])
    rates = next(rates for until, rates in _RATES if day <= until)
    small = rng.choice(("3", "1", "3")) if rng.random() < 0.15 else ""
    items = []
    for name, low, high in rng.sample(offers, count):
        service = any(word in name for word in _SERVICES)
        usual = rates[1] if any(word in name for word in _MIDDLE_RATE) else rates[2] if service else rates[0]
        rate = Decimal(small or usual)
        level = where.price_level
        price = Decimal(rng.randint(int(low * level * 100), int(high * level * 100))) * CENT
        if rng.random() < 0.6:
            price = price.quantize(Decimal("0.1")) if price < 10 else price.quantize(Decimal(1))
        quantity = Decimal(
            1 if service and rng.random() < 0.7 else rng.choice((1, 1, 2, 3, 5, 10, 12, 20, 50, 100, 200))
        )
        if rng.random() < 0.08:
            quantity += Decimal(rng.randint(1, 99)) / 100
        if gross:
            net = to_cents(price * quantity * 100 / (100 + rate))
            price = (net / quantity).quantize(Decimal(1).scaleb(-rng.choice((6, 8, 10)))).normalize()
        item = Item(
            name if rng.random() < 0.85 else name.split("*")[2],
            quantity,
            max(price, CENT),
            rate,
            rng.choice(_SERVICE_UNITS) if service else rng.choice(where.units[:16]),
            fill(rng, rng.choice(_SPECIFICATIONS)) if rng.random() < (0.15 if service else 0.6) else "",
        )
        items.append(item)
        if rng.random() < 0.05 and item.amount > 20:
            items.append(_rebate(rng, item))
    return tuple(items[:limit])


def _rebate(rng: Random, item: Item) -> Item:
    """折扣: a line of its own beneath the item's, with the same name and a negative amount."""
    share = Decimal(rng.choice((2, 5, 8, 10, 15, 20))) / 100
    return Item(item.description, Decimal(-1), to_cents(item.amount * share), item.tax_rate)


def _draw_remark(rng: Random, day: datetime.date) -> str:
    if rng.random() < 0.5:
        return ""
    return rng.choice(
        (
            f"合同号：HT{day:%Y}{digits(rng, 4)}", f"订单号：{digits(rng, 14)}", f"{day.month}月份费用", "已核对",
            f"车号：{digits(rng, 4)}", f"项目编号：{fill(rng, '@@-####')}",
            f"工程名称：{rng.choice('东西南北')}区道路改造",
            "货款已付", f"结算单号{digits(rng, 10)}", f"收货单 {digits(rng, 8)}",
        )
    )  # fmt: skip


def state_invoice(sheet: Sheet, invoice: ChineseInvoice) -> None:
    """Gives the sheet all values that its page may print."""
    seller, buyer = invoice.seller, invoice.buyer
    sheet.state({"number": invoice.number, "issue_date": invoice.issue_date, "currency": "CNY"})
    sheet.state({name: f"{invoice.shown(name):.2f}" for name in ("net_total", "tax_total", "total")})
    sheet.state({"subtype": invoice.subtype})
    for role, party in (("seller", seller), ("buyer", buyer)):
        address = party.address.value() if party.address else ""
        values = {"name": party.name, "tax_id": party.tax_id, "address": address, "phone": party.phone}
        sheet.state({f"{role}.{name}": value for name, value in values.items()})
    account = invoice.accounts[0]
    sheet.state({"accounts[0].bank": account.bank, "accounts[0].account_number": account.account_number})
    for index, item in enumerate(invoice.items):
        rebate = is_rebate(item)
        row = {
            "description": item.description, "sku": item.sku, "unit": item.unit,
            "quantity": "" if rebate else plain(item.quantity),
            "unit_price": "" if rebate else price_text(item.unit_price),
            "amount": f"{item.amount:.2f}", "tax_rate": plain(item.tax_rate), "tax": f"{invoice.item_tax(item):.2f}",
        }  # fmt: skip
        sheet.state({f"line_items[{index}].{name}": value for name, value in row.items()})
    sheet.broken += list(invoice.broken)
    sheet.ignore += ["amount_due", "taxes", "seller.vat_id", "buyer.vat_id", "payment.iban"]


def is_rebate(item: Item) -> bool:
    return item.quantity == -1 and not item.unit and not item.sku


def price_text(price: Decimal) -> str:
    """A price with all its decimals, at least two."""
    text = plain(price)
    return text if "." in text and len(text.partition(".")[2]) >= 2 else f"{price:.2f}"

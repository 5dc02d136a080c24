"""机动车销售统一发票: the invoice over a motor vehicle, a form of ruled rows."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.identifiers import draw_resident_number
from docfields.models.synthesis.material.names import draw_person
from docfields.models.synthesis.material.records import to_cents
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.chinese.grid import Box, draw_grid, draw_grid_look
from docfields.models.synthesis.pages.chinese.look import VatLook
from docfields.models.synthesis.pages.chinese.numbers import draw_cipher, draw_vehicle_number, hidden
from docfields.models.synthesis.pages.chinese.record import ChineseInvoice
from docfields.models.synthesis.pages.chinese.seals import invoice_seal, tax_oval
from docfields.models.synthesis.pages.chinese.sheet import Sheet

_KINDS = (
    "轿车",
    "小型普通客车",
    "多用途乘用车",
    "轻型货车",
    "越野车",
    "纯电动轿车",
    "普通二轮摩托车",
    "重型半挂牵引车",
)
_BRANDS = ("云岫牌", "麓遥牌", "星沅牌", "曜辰牌", "瀚霖牌", "青禾牌", "泓屹牌", "北辰星牌")


def draw_vehicle_page(
    sheet: Sheet, look: VatLook, invoice: ChineseInvoice, where: Locale, issuer: Random, date: str
) -> None:
    """The whole page; the vehicle's price is that of the invoice's only item."""
    rng = sheet.rng
    net, rate = _price(rng)
    tax = to_cents(net * rate / 100)
    total = net + tax
    seller, buyer, account = invoice.seller, invoice.buyer, invoice.accounts[0]
    sheet.state({"net_total": f"{net:.2f}", "tax_total": f"{tax:.2f}", "total": f"{total:.2f}"})
    sheet.ignore.append("line_items")
    person = draw_person(rng, where)
    if not buyer.tax_id:
        sheet.state({"buyer.name": person.full_name})
    buyer_name = buyer.name if buyer.tax_id else person.full_name
    resident = draw_resident_number(rng, person.birth_date, person.sex)
    number = buyer.tax_id or rng.choice((resident, hidden(resident, 6, 4)))
    vehicle = draw_vehicle_number(rng)
    sheet.shown.append("currency")
    sheet.typed_shift = (rng.uniform(-2, 3), rng.uniform(-2, 2))
    rows: list[list[tuple[str, str, str | None, float]]] = [
        [("机打代码", invoice.code, None, 1), ("税控码", " ".join(draw_cipher(rng, 24, 2)), None, 1.4)],
        [("机打号码", invoice.number, "number", 1), ("机器编号", invoice.machine, None, 1.4)],
        [("购买方名称", buyer_name, "buyer.name", 1.5), (
            "纳税人识别号/身份证号码", number, "buyer.tax_id" if buyer.tax_id else None, 1.2)],
        [("车辆类型", rng.choice(_KINDS), None, 1),
         ("厂牌型号", rng.choice(_BRANDS) + fill(rng, "@@@####@#"), None, 1.3),
         ("产地", rng.choice(where.cities).partition("|")[0], None, 0.8)],
        [("合格证号", fill(rng, "@@#############"), None, 1), ("进口证明书号", "", None, 1),
         ("商检单号", "", None, 0.8)],
        [("发动机号码", fill(rng, "@#######"), None, 1), ("车辆识别代号/车架号码", vehicle, None, 1.6)],
        [("价税合计", "⊗" * rng.choice((0, 0, 1)) + in_capitals(total, yuan=look.yuan, whole=look.whole), None, 1.7),
         ("小写", f"￥{total:.2f}", "total", 1)],
        [("销货单位名称", seller.name, "seller.name", 1.7), ("电话", seller.phone, "seller.phone", 1)],
        [("纳税人识别号", seller.tax_id, "seller.tax_id", 1.3),
         ("账号", account.account_number, "accounts[0].account_number", 1)],
        [("地址", seller.address.value() if seller.address else "", "seller.address", 1.5),
         ("开户银行", account.bank, "accounts[0].bank", 1)],
        [("增值税税率或征收率", f"{rate}%", None, 0.8), ("增值税税额", f"￥{tax:.2f}", "tax_total", 1),
         ("主管税务机关及代码", f"{look.region}税务局 {digits(rng, 11)}", None, 1.3)],
        [("不含税价", f"￥{net:.2f}", "net_total", 1), ("完税凭证号码", "", None, 0.8), ("吨位", "", None, 0.5),
         ("限乘人数", str(rng.choice((2, 5, 5, 7))), None, 0.6)],
    ]  # fmt: skip
    middle = (look.left + look.right) / 2
    base = look.top - issuer.uniform(40, 48)
    tax_oval(sheet, middle, base + 2, issuer.uniform(80, 96), look.family, issuer, look.region[:3])
    sheet.put(
        middle,
        base,
        issuer.choice(("机动车销售统一发票", look.region + "机动车销售统一发票")),
        look.title,
        anchor="middle",
        width=320,
        label="",
    )
    sheet.put(
        middle,
        base + 22,
        issuer.choice(("发票联", "抵扣联", "记账联", "注册登记联")),
        look.label.at(10),
        anchor="middle",
    )
    pens = (look.label, look.figure)
    sheet.pair(
        look.left + 4, look.top - 7, "开票日期" + look.colon, date, (look.label, look.value), "issue_date", width=200
    )
    sheet.pair(look.right - 130, look.top - 20, "发票代码" + look.colon, invoice.code, pens, width=140)
    sheet.pair(look.right - 130, look.top - 7, "发票号码" + look.colon, invoice.number, pens, "number", width=140)
    grid = draw_grid_look(issuer, look.label, look.value, look.figure, look.color)
    high = issuer.uniform(24, 28)
    boxes = [(high, [Box(*entry) for entry in row]) for row in rows]
    bottom = draw_grid(sheet, look.left, look.top, look.right - look.left, boxes, grid)
    foot = bottom + 1.6 * look.label.size
    sheet.put(look.left + 10, foot, "销货单位盖章", look.label)
    sheet.pair(middle - 40, foot, "开票人" + look.colon, invoice.clerk, (look.label, look.value))
    sheet.put(look.right - 4, foot, "备注：一车一票", look.label, anchor="end")
    if rng.random() < 0.6:
        invoice_seal(
            sheet,
            look.right - rng.uniform(70, 160),
            bottom - rng.uniform(20, 60),
            seller.name,
            seller.tax_id,
            look.family,
            issuer,
        )
    sheet.height = max(sheet.height, foot + 24)


def _price(rng: Random) -> tuple[Decimal, int]:
    """Net price and rate. The price with tax is a round one."""
    rate = rng.choice((13, 13, 13, 16, 17, 3))
    gross = Decimal(rng.randint(35, 680)) * 1000 - rng.choice((0, 100, 200, 1200))
    return to_cents(gross * 100 / (100 + rate)), rate

"""Receipts of China on slips: of taxis, toll gates, car parks, hotels and card terminals."""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random

from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.identifiers import draw_card_number
from docfields.models.synthesis.material.locale import draw_day
from docfields.models.synthesis.material.names import draw_person
from docfields.models.synthesis.material.parties import draw_bank, draw_company
from docfields.models.synthesis.material.records import Party
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.chinese.numbers import draw_invoice_code, draw_plate, hidden
from docfields.models.synthesis.pages.chinese.slip import Slip, draw_slip_look

_DAYS = ("%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y%m%d", "%Y.%m.%d")
_PAID_BY = ("现金", "电子支付", "移动支付", "扫码支付")


def draw_seller(issuer: Random, where: Locale, word: str, *, failing: bool = False) -> Party:
    """A firm of a trade. word: takes the place of its trade ("出租汽车")."""
    seller = draw_company(issuer, where, failing=("tax_id",) if failing else ())
    city = seller.address.city if seller.address else ""
    stem = issuer.choice(where.company["stems"])
    place, form = (
        issuer.choice((city, city.removesuffix("市"), "")),
        issuer.choice(("有限公司", "有限责任公司", "公司")),
    )
    name = f"{place}{stem}{word}{form}"
    return Party(name, seller.address, tax_id=seller.tax_id, phone=seller.phone)


def taxi_slip(issuer: Random, rng: Random, where: Locale, region: str, seller: Party) -> Slip:
    """The meter's receipt: when, how far, how much."""
    slip = Slip(draw_slip_look(issuer, widths=(45, 50, 57, 57), formed=0.85), issuer, rng)
    day = draw_day(rng)
    start = datetime.datetime.combine(day, datetime.time(rng.randint(5, 23), rng.randrange(60)))
    end = start + datetime.timedelta(minutes=rng.randint(4, 70))
    rate = Decimal(issuer.choice(("1.60", "1.90", "2.00", "2.30", "2.50", "3.60")))
    distance = Decimal(rng.randint(8, 480)) / 10
    fare = max(Decimal(issuer.choice((8, 10, 11, 13, 14))), (distance * rate).quantize(Decimal(1)))
    extra = Decimal(issuer.choice((0, 0, 0, 1, 2, 3)))
    number = digits(rng, 8)
    city = seller.address.city if seller.address else ""
    _state(slip, number, day, fare + extra, seller)
    slip.sheet.ignore.append("time")
    slip.title(
        issuer.choice(
            (f"{region}出租汽车统一发票", f"{city}出租汽车专用发票", "出租汽车发票", f"{city}客运出租车发票")
        ),
        "发票联",
        region=region,
    )
    slip.pair("发票代码", draw_invoice_code(rng, day))
    slip.pair("发票号码", number, "number")
    with slip.shuffled(4):
        if issuer.random() < 0.6:
            slip.pair(issuer.choice(("单位", "公司", "企业名称")), seller.name, "seller.name")
        if issuer.random() < 0.35:
            slip.pair("税号", seller.tax_id, "seller.tax_id")
        if issuer.random() < 0.5:
            slip.pair("电话", seller.phone, "seller.phone")
        else:
            slip.pair(issuer.choice(("监督电话", "投诉电话")), issuer.choice(("12328", "12345")))
        slip.pair(issuer.choice(("车号", "车牌号", "车牌")), draw_plate(rng))
        slip.pair(issuer.choice(("证号", "准驾证", "服务证号")), digits(rng, 6))
        slip.pair("日期", day.strftime(issuer.choice(_DAYS)), "date")
        spaced = issuer.random() < 0.5
        if issuer.random() < 0.3:
            slip.pair("时间", f"{start:%H:%M}-{end:%H:%M}")
        else:
            slip.pair("上车", f"{start:%H:%M}")
            slip.pair("下车", f"{end:%H:%M}")
        slip.pair("单价", f"{rate}元/公里" if spaced else f"{rate}", unit="" if spaced else "元/km")
        slip.pair("里程", f"{distance}km" if spaced else f"{distance}", unit="" if spaced else "km")
        slip.pair(issuer.choice(("等候", "候时", "低速")), f"00:{rng.randrange(20):02d}:{rng.randrange(60):02d}")
        if issuer.random() < 0.4:
            slip.pair("状态", str(rng.randint(1, 3)))
    mark = issuer.choice(("￥", "", ""))
    unit = "" if mark else "元"
    slip.sheet.shown.append("currency")
    if extra:
        slip.pair("金额", f"{mark}{fare:.2f}{unit}")
        slip.pair(issuer.choice(("燃油附加费", "附加费", "燃油费")), f"{extra:.2f}")
        slip.pair(issuer.choice(("合计", "总计", "实收金额")), f"{mark}{fare + extra:.2f}{unit}", "total")
    else:
        slip.pair(issuer.choice(("金额", "金额", "总金额", "车费")), f"{mark}{fare:.2f}{unit}", "total")
    if issuer.random() < 0.3:
        slip.pair("卡号", "")
        slip.paid("付款方式", rng.choice(_PAID_BY))
    slip.gap(0.6)
    slip.note(issuer.choice(("手写无效", "请索取车票", "欢迎乘坐", "手撕作废", "密码刮开无效")), form=True)
    return slip


def gate_slip(issuer: Random, rng: Random, where: Locale, region: str, seller: Party) -> Slip:
    """Of a toll gate or a car park."""
    toll = issuer.random() < 0.5
    slip = Slip(draw_slip_look(issuer, widths=(50, 57, 57, 76)), issuer, rng)
    moment = datetime.datetime.combine(
        draw_day(rng), datetime.time(rng.randrange(24), rng.randrange(60), rng.randrange(60))
    )
    start = moment - datetime.timedelta(minutes=rng.randint(12, 700))
    total = Decimal(rng.choice((5, 10, 15, 20, 25, 35, 60, 95, 130))) + Decimal(rng.choice((0, 0, 0, 2, 3)))
    number = digits(rng, 8)
    _state(slip, number, moment.date(), total, seller)
    stations = [
        town.partition("|")[0].removesuffix("市") + rng.choice(("站", "东站", "南", "北站"))
        for town in rng.sample(where.cities, 2)
    ]
    day = issuer.choice(_DAYS)
    word = (
        issuer.choice(("通行费发票", "车辆通行费专用发票", "高速公路通行费发票"))
        if toll
        else issuer.choice(("停车费发票", "停车收费专用发票", "停车场收费凭证", "机动车停放服务费"))
    )
    slip.title(*((region + word,) if issuer.random() < 0.6 else (region, word)), region=region)
    if "凭证" not in word and "服务费" not in word:
        slip.pair("发票代码", draw_invoice_code(rng, moment.date()))
    slip.pair(issuer.choice(("发票号码", "票号", "No")), number, "number")
    with slip.shuffled(3):
        if issuer.random() < 0.75:
            slip.pair(issuer.choice(("收费单位", "单位", "收款单位")), seller.name, "seller.name")
        if issuer.random() < 0.5:
            slip.pair(issuer.choice(("纳税人识别号", "税号")), seller.tax_id, "seller.tax_id")
        if toll:
            slip.pair("入口", stations[0])
            slip.pair("出口", stations[1])
            slip.pair("车型", rng.choice(("一型客车", "客1", "货2", "一类", "二型货车")))
            if issuer.random() < 0.4:
                slip.pair("轴重", f"{rng.randint(0, 49)}.{rng.randrange(10)}吨")
            slip.pair(issuer.choice(("收费员", "工号")), digits(rng, 6))
        else:
            slip.pair("车牌号", draw_plate(rng))
            slip.pair("进场时间", f"{start:{day}} {start:%H:%M:%S}")
            slip.pair("停车时长", f"{(moment - start).seconds // 3600}小时{(moment - start).seconds // 60 % 60}分")
            slip.sheet.ignore += ["date", "time"]
        if toll:
            slip.pair("日期", f"{moment:{day}}", "date")
            slip.pair("时间", f"{moment:%H:%M:%S}", "time")
            slip.sheet.state({"time": f"{moment:%H:%M:%S}"})
        else:
            slip.pair("出场时间", f"{moment:{day}} {moment:%H:%M:%S}")
    mark = issuer.choice(("￥", ""))
    slip.sheet.shown.append("currency")
    slip.pair(issuer.choice(("金额", "收费金额", "合计")), f"{mark}{total:.2f}{'' if mark else '元'}", "total")
    if issuer.random() < 0.5:
        slip.pair("大写", in_capitals(total, yuan="元"))
    if issuer.random() < 0.4:
        slip.paid("支付方式", rng.choice(_PAID_BY))
    slip.rule()
    slip.note(
        issuer.choice(("一路平安", "谢谢惠顾", "谢谢合作 祝您平安", "请妥善保管 遗失不补", "请保管好随身物品")),
        form=True,
    )
    return slip


def terminal_slip(issuer: Random, rng: Random, where: Locale, seller: Party) -> Slip:
    """签购单, printed by a card terminal for the holder or the shop."""
    slip = Slip(draw_slip_look(issuer, formed=0.08), issuer, rng)
    moment = datetime.datetime.combine(
        draw_day(rng), datetime.time(rng.randint(7, 22), rng.randrange(60), rng.randrange(60))
    )
    total = Decimal(rng.randint(500, 380_000)) / 100
    total = total.quantize(Decimal(1)) if rng.random() < 0.6 else total
    card = draw_card_number(rng, rng.choice(("unionpay", "unionpay", "visa", "mastercard")))
    _state(slip, "", moment.date(), total, seller)
    slip.sheet.state({"time": f"{moment:%H:%M:%S}", "card_last4": card[-4:], "category": "card_slip"})
    slip.sheet.shown.append("category")
    slip.sheet.ignore += ["number", "payment.method", "paid"]
    english = issuer.random() < 0.5

    def words(chinese: str, other: str) -> str:
        return f"{chinese}({other})" if english else chinese

    slip.title(issuer.choice(("POS签购单", "银行卡签购单", "签购单", "消费签购单")))
    slip.note(issuer.choice(("持卡人存根", "商户存根", "持卡人存根 请妥善保管")))
    slip.rule()
    slip.pair(words("商户名称", "MERCHANT NAME"), seller.name, "seller.name")
    slip.pair(words("商户编号", "MERCHANT NO"), digits(rng, 15))
    slip.pair(words("终端编号", "TERMINAL NO"), digits(rng, 8))
    slip.pair(words("操作员号", "OPERATOR"), f"{rng.randint(1, 9):02d}")
    slip.rule()
    with slip.shuffled(5):
        if issuer.random() < 0.7:
            slip.pair(words("发卡行", "ISSUER"), draw_bank(rng, where))
        if issuer.random() < 0.5:
            slip.pair(words("收单行", "ACQUIRER"), draw_bank(issuer, where))
        slip.pair(words("卡号", "CARD NO"), hidden(card, 6, 4) + rng.choice(("", " /I", " /S", " /C")), "card_last4")
        slip.pair(words("有效期", "EXP DATE"), f"20{rng.randint(26, 33)}/{rng.randint(1, 12):02d}")
        slip.pair(words("交易类型", "TRANS TYPE"), rng.choice(("消费", "消费", "消费(SALE)", "SALE", "预授权完成")))
        for label, text in (
            ("批次号", digits(rng, 6)),
            ("凭证号", digits(rng, 6)),
            ("授权码", fill(rng, "######")),
            ("参考号", digits(rng, 12)),
        ):
            if issuer.random() < 0.85:
                slip.pair(
                    words(
                        label,
                        {"批次号": "BATCH NO", "凭证号": "VOUCHER NO", "授权码": "AUTH NO", "参考号": "REFER NO"}[
                            label
                        ],
                    ),
                    text,
                )
    day = issuer.choice(_DAYS)
    _moment(slip, words("日期时间", "DATE/TIME"), f"{moment:{day}}", f"{moment:%H:%M:%S}")
    slip.sheet.shown.append("currency")
    code = issuer.choice(("RMB:", "RMB ", "￥", "CNY "))
    slip.pair(words("金额", "AMOUNT"), f"{code}{total:.2f}", "total")
    slip.rule()
    if issuer.random() < 0.7:
        slip.pair(words("备注", "REFERENCE"), rng.choice(("交易成功", "感谢您的使用", "免密免签")))
    slip.note(issuer.choice(("持卡人签名", "持卡人签字(CARDHOLDER SIGNATURE):", "签名：")), middle=False)
    slip.gap(issuer.uniform(1, 2.5))
    slip.note("本人确认以上交易，同意将其记入本卡账户")
    return slip


def _moment(slip: Slip, label: str, day: str, time: str) -> None:
    """Day and time behind one label."""
    look, sheet = slip.look, slip.sheet
    slip.y += look.pitch
    pair = sheet.texts.new_pair()
    sheet.put(
        slip.left, slip.y, label + look.colon, look.label, label="date", pair=pair, width=(slip.right - slip.left) * 0.4
    )
    second = sheet.texts.add(time, field="time", pair=pair)
    first = sheet.texts.add(day, field="date", pair=pair)
    sheet.place(slip.right, slip.y, second, look.figure, anchor="end", typed=True)
    sheet.place(slip.right - look.figure.size * 5.4, slip.y, first, look.figure, anchor="end", typed=True)


def hotel_slip(issuer: Random, rng: Random, where: Locale, seller: Party) -> Slip:
    """What a guest gets when leaving."""
    slip = Slip(draw_slip_look(issuer, widths=(76, 80), formed=0.25), issuer, rng)
    arrival = draw_day(rng)
    nights = rng.choice((1, 1, 1, 2, 2, 3, 5))
    leaving = arrival + datetime.timedelta(days=nights)
    price = Decimal(rng.randint(12, 98)) * 10 - rng.choice((0, 1, 2))
    number = digits(rng, rng.choice((6, 8, 10)))
    _state(slip, number, leaving, price * nights, seller)
    slip.sheet.state({"category": "hotel", "arrival_date": arrival, "departure_date": leaving})
    slip.sheet.shown += ["category", "currency"]
    slip.sheet.ignore += ["date", "time", "line_items", "paid"]
    day = issuer.choice(_DAYS)
    slip.title(issuer.choice(("住宿费收据", "宾客结账单", "客房账单", "住宿结算单")))
    slip.pair(issuer.choice(("酒店名称", "收款单位", "宾馆")), seller.name, "seller.name")
    slip.pair(issuer.choice(("单号", "账单号", "收据号")), number, "number")
    with slip.shuffled(4):
        slip.pair(issuer.choice(("宾客姓名", "姓名", "住客")), draw_person(rng, where).full_name)
        slip.pair("房号", f"{rng.randint(2, 22)}{rng.randint(1, 20):02d}")
        slip.pair("入住日期", arrival.strftime(day), "arrival_date")
        slip.pair("离店日期", leaving.strftime(day), "departure_date")
        slip.pair(issuer.choice(("天数", "间夜")), str(nights))
        slip.pair("房价", f"{price:.2f}", unit="元/晚")
    slip.rule()
    slip.pair(issuer.choice(("合计", "消费合计", "应收金额")), f"￥{price * nights:.2f}", "total")
    if issuer.random() < 0.6:
        slip.pair("大写", in_capitals(price * nights))
    slip.paid("付款方式", rng.choice((*_PAID_BY, "信用卡")))
    if issuer.random() < 0.5:
        slip.pair("电话", seller.phone, "seller.phone")
    slip.gap(0.5)
    slip.note(issuer.choice(("欢迎再次光临", "祝您旅途愉快", "谢谢惠顾")))
    return slip


def _state(slip: Slip, number: str, day: datetime.date, total: Decimal, seller: Party) -> None:
    slip.sheet.state({"number": number, "date": day, "total": f"{total:.2f}", "currency": "CNY"})
    slip.sheet.state({"seller.name": seller.name, "seller.tax_id": seller.tax_id, "seller.phone": seller.phone})
    slip.sheet.ignore.append("seller.vat_id")

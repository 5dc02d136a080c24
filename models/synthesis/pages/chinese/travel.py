"""Forms of travel and of cash in China: coach tickets, itineraries of flights, receipts filled in by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random

from docfields.models.synthesis import fonts
from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.material.digits import digits, letters
from docfields.models.synthesis.material.identifiers import draw_resident_number
from docfields.models.synthesis.material.locale import draw_day
from docfields.models.synthesis.material.names import draw_person
from docfields.models.synthesis.material.parties import draw_company
from docfields.models.synthesis.material.records import Party
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.card_faces import MM, Pen
from docfields.models.synthesis.pages.chinese.grid import Box, GridLook, draw_grid, draw_grid_look
from docfields.models.synthesis.pages.chinese.look import INKS, LINE_COLORS, NUMBER_INKS, chinese_family
from docfields.models.synthesis.pages.chinese.numbers import draw_invoice_code, hidden
from docfields.models.synthesis.pages.chinese.seals import firm_seal, tax_oval, word_stamp
from docfields.models.synthesis.pages.chinese.sheet import Sheet
from docfields.models.synthesis.pages.logos import bar_code

_AIRLINES = ("云岫航空", "瀚霖航空", "星沅航空", "北辰航空", "曜辰航空")
_CABINS = ("Y", "Y", "Y", "H", "M", "V", "F", "C", "L", "T")


def _pens(issuer: Random) -> tuple[Pen, Pen, Pen, str]:
    """Of labels, of values, of figures; and the form's colour."""
    family, color = chinese_family(issuer), issuer.choice(LINE_COLORS)
    size = issuer.uniform(7.2, 8.6)
    ink = issuer.choice(INKS)
    latin = issuer.choice([one.name for style in ("sans", "mono") for one in fonts.families(style) if not one.lacks])
    return Pen(family, size, color), Pen(family, size * 1.05, ink), Pen(latin, size * 1.05, ink), color


def draw_coach_ticket(issuer: Random, rng: Random, where: Locale, region: str, seller: Party) -> Sheet:
    """公路客票, a slip in landscape whose figures a machine filled in."""
    label, value, figure, color = _pens(issuer)
    width, height = issuer.uniform(96, 150) * MM, issuer.uniform(52, 70) * MM
    sheet = Sheet(width, height, rng)
    day = draw_day(rng)
    number = digits(rng, 8)
    total = Decimal(rng.randint(8, 320)) + Decimal(rng.choice((0, 0, 5))) / 10
    towns = [town.partition("|")[0].removesuffix("市") for town in rng.sample(where.cities, 2)]
    sheet.state({"number": number, "date": day, "total": f"{total:.2f}", "currency": "CNY", "seller.name": seller.name})
    sheet.ignore += ["time", "seller.tax_id", "seller.name", "line_items"]
    sheet.typed_shift = (rng.uniform(-2, 3), rng.uniform(-2, 2))
    left, right, middle = 12.0, width - 12, width / 2
    top = issuer.uniform(20, 26)
    tax_oval(sheet, middle, top + 4, issuer.uniform(64, 80), label.font, issuer, region[:3])
    title = issuer.choice(
        (f"{region}公路汽车客票", "公路旅客运输客票", f"{region}道路客运发票", f"{towns[0]}汽车客运站客票")
    )
    sheet.put(
        middle,
        top,
        title,
        Pen(label.font, issuer.uniform(11, 14), color, 700),
        anchor="middle",
        width=right - left,
        label="",
    )
    y = top + 22
    sheet.pair(left, y, "发票代码：", draw_invoice_code(rng, day), (label, figure), width=middle - left)
    sheet.pair(right, y, "发票号码：", number, (label, figure.at(figure.size * 1.15)), "number", anchor="end")
    moment = f"{rng.randint(5, 20):02d}:{rng.choice((0, 10, 15, 20, 30, 40, 45, 50)):02d}"
    written = day.strftime(issuer.choice(("%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d")))
    price = f"{issuer.choice(('￥', ''))}{total:.2f}{issuer.choice(('元', ''))}"
    sheet.shown += ["currency"] if not price[-1:].isdigit() or price.startswith("￥") else []
    fields = [
        ("始发站", towns[0] + rng.choice(("南站", "东站", "总站")), None), ("到达站", towns[1], None),
        ("乘车日期", written, "date"),
        ("发车时间", moment, None), ("车次", letters(rng, 1) + digits(rng, 3), None),
        ("座号", str(rng.randint(1, 45)), None),
        ("票价", price, "total"), ("票种", rng.choice(("全票", "全票", "半票")), None),
        ("检票口", str(rng.randint(1, 12)), None),
        ("车型", rng.choice(("大型高一", "中型普通", "大高二")), None),
    ]  # fmt: skip
    if issuer.random() < 0.5:
        per_row = issuer.choice((2, 2, 4))
        look: GridLook = draw_grid_look(issuer, label, value, figure, color)
        rows = [fields[start : start + per_row] for start in range(0, len(fields), per_row)]
        high = (height - y - 26) / len(rows)
        boxes = [(min(22.0, high), [Box(*entry) for entry in row]) for row in rows]
        y = draw_grid(sheet, left, y + 8, right - left, boxes, look)
    else:
        step = (height - y - 20) / 5
        for index, (name, text, field) in enumerate(fields):
            x = left + 4 if index % 2 == 0 else middle + 4
            pens = (label, figure if text.isascii() else value)
            sheet.pair(x, y + 8 + (index // 2 + 0.6) * step, name + "：", text, pens, field, width=middle - left - 8)
        y = height - 16
    sheet.put(
        middle,
        min(height - 4, y + 10),
        issuer.choice(("当日当次有效", "涂改无效 遗失不补", "请提前检票上车")),
        label.at(label.size * 0.85),
        anchor="middle",
    )
    return sheet


def draw_itinerary(issuer: Random, rng: Random, where: Locale) -> Sheet:
    """航空运输电子客票行程单. The number is the ticket's, the day that of the flight."""
    label, value, figure, color = _pens(issuer)
    width = issuer.uniform(600, 660)
    sheet = Sheet(width, 0, rng)
    left, right = 26.0, width - 26
    person, legs = draw_person(rng, where), rng.choice((1, 1, 1, 2))
    first = draw_day(rng, last=datetime.date(2025, 6, 30))
    towns = [town.partition("|")[0].removesuffix("市") for town in rng.sample(where.cities, 2)]
    number = f"{rng.randint(100, 999)}{digits(rng, 10)}"
    fare, fund, fuel = Decimal(rng.randint(20, 240) * 10), Decimal(50), Decimal(rng.choice((0, 0, 10, 30, 60, 80)))
    fund, fuel = fund * legs, fuel * legs
    total = fare + fund + fuel
    sheet.state({"number": number, "total": f"{total:.2f}", "currency": "CNY", "date": first})
    sheet.ignore += ["time", "seller.name", "seller.tax_id", "tax", "subtotal", "line_items"] + (
        ["date"] if legs > 1 else []
    )
    sheet.shown.append("currency")
    sheet.typed_shift = (rng.uniform(-3, 3), rng.uniform(-2, 2))
    middle = width / 2
    sheet.put(middle, 34, "航空运输电子客票行程单", Pen(label.font, 15, color, 700), anchor="middle", label="")
    if issuer.random() < 0.6:
        sheet.put(
            middle, 46, "ITINERARY/RECEIPT OF E-TICKET FOR AIR TRANSPORT", Pen("Open Sans", 6, color), anchor="middle"
        )
    tax_oval(sheet, middle - 150, 34, 70, label.font, issuer, "航空")
    sheet.pair(
        right, 40, issuer.choice(("印刷序号：", "SERIAL NUMBER:")), digits(rng, 11), (label, figure), anchor="end"
    )
    resident = draw_resident_number(rng, person.birth_date, person.sex)
    grid = draw_grid_look(issuer, label, value, figure, color)
    who = [
        Box("旅客姓名", person.full_name),
        Box("有效身份证件号码", hidden(resident, 6, 4), share=1.4),
        Box("签注", rng.choice(("不得签转", "变更退票收费", ""))),
    ]
    y = draw_grid(sheet, left, 56, right - left, [(issuer.uniform(22, 27), who)], grid)
    y = _legs(sheet, issuer, (left, right), y, first, towns, legs, (label, value, figure))
    sums = [
        Box("票价", f"CNY {fare:.2f}"), Box("民航发展基金", f"CN {fund:.2f}"),
        Box("燃油附加费", f"YQ {fuel:.2f}" if fuel else "YQ EXEMPT"),
        Box("合计", f"CNY {total:.2f}", "total", 1.2),
    ]  # fmt: skip
    last = [
        Box("电子客票号码", number, "number", 1.4),
        Box("验证码", digits(rng, 4), share=0.7),
        Box("保险费", "XXX", share=0.7),
    ]
    office = [
        Box("销售单位代号", f"{letters(rng, 3)}{digits(rng, 3)} {digits(rng, 8)}"),
        Box("填开单位", draw_company(issuer, where).name, share=1.5), Box("填开日期", f"{first:%Y-%m-%d}", share=0.9),
    ]  # fmt: skip
    high = issuer.uniform(22, 27)
    y = draw_grid(sheet, left, y, right - left, [(high, sums), (high, last), (high, office)], grid)
    if issuer.random() < 0.7:
        sheet.picture(left, y + 8, 120, 18, bar_code(number), place="barcode")
    sheet.put(
        right,
        y + 18,
        issuer.choice(("验真网址见航空公司网站", "请旅客乘机前认真阅读旅客须知")),
        label.at(6.5),
        anchor="end",
    )
    sheet.height = y + 38
    return sheet


def _legs(
    sheet: Sheet, issuer: Random, sides: tuple[float, float], top: float, day: datetime.date, towns: list[str],
    legs: int,
    pens: tuple[Pen, Pen, Pen],
) -> float:  # fmt: skip
    """The flights in a table, what is not flown marked VOID."""
    label, value, figure = pens
    rng = sheet.rng
    left, right = sides
    heads = ("起讫地", "承运人", "航班号", "座位等级", "日期", "时间", "客票级别", "免费行李")
    shares = (1.6, 1.2, 0.9, 0.8, 1.1, 0.8, 1.0, 0.8)
    scale = (right - left) / sum(shares)
    places = [left]
    for share in shares:
        places.append(places[-1] + share * scale)
    pitch = issuer.uniform(15, 18)
    for column, head in enumerate(heads):
        sheet.put(
            (places[column] + places[column + 1]) / 2,
            top + pitch * 0.7,
            head,
            label,
            anchor="middle",
            label="",
            cell=(0, 0, column),
            width=places[column + 1] - places[column] - 2,
        )
    route = [towns[0], towns[1], towns[0]]
    airline, code = issuer.choice(_AIRLINES), issuer.choice(("QX", "JX", "XQ"))
    for index in range(3):
        base = top + pitch * (index + 1.7)
        if index == 0:
            sheet.put(places[0] + 3, base, f"自FROM {route[0]}", value)
        if index >= legs:
            if index:
                sheet.put(places[0] + 3, base, "至TO VOID" if index > legs else f"至TO {route[index]}", value)
            sheet.put(places[2] + 4, base, "VOID", figure, typed=True)
            continue
        if index:
            sheet.put(places[0] + 3, base, f"至TO {route[index]}", value)
        flight = day + datetime.timedelta(days=index * 4)
        texts = (
            airline, f"{code}{rng.randint(1000, 9899)}", rng.choice(_CABINS),
            f"{flight:%Y-%m-%d}", f"{rng.randint(6, 22):02d}:{rng.randrange(0, 60, 5):02d}",
            rng.choice(("Y100", "YB50", "T/RT")), "20K",
        )  # fmt: skip
        for column, text in enumerate(texts, start=1):
            field = "date" if column == 4 and index == 0 else None
            pen = figure if text.isascii() else value
            sheet.put(
                places[column] + 3,
                base,
                text,
                pen,
                field=field,
                cell=(0, index + 1, column),
                width=places[column + 1] - places[column] - 4,
                typed=True,
            )
    bottom = top + pitch * 4.2
    color = label.fill
    for x in (places[0], places[-1]):
        sheet.rule(x, top, x, bottom, color, 0.8)
    sheet.rule(left, bottom, right, bottom, color, 0.6)
    return bottom


def draw_hand_receipt(issuer: Random, rng: Random, where: Locale, seller: Party) -> Sheet:
    """收据 from a pad: a printed form filled in with a pen, sealed by who took the money."""
    label, _, _, color = _pens(issuer)
    label = label.at(issuer.uniform(10, 12))
    width, height = issuer.uniform(170, 200) * MM, issuer.uniform(80, 100) * MM
    sheet = Sheet(width, height, rng)
    hands = fonts.families("chinese_handwriting") or fonts.families("chinese")
    ink = rng.choice(("#16246b", "#1f3a93", "#111118", "#23232b"))
    hand = Pen(rng.choice([one.name for one in hands]), rng.uniform(13, 16), ink)
    day, number = draw_day(rng), digits(rng, issuer.choice((6, 7, 8)))
    total = Decimal(rng.randint(20, 20000)) if rng.random() < 0.7 else Decimal(rng.randint(2000, 900_000)) / 100
    sheet.state({"number": number, "date": day, "total": f"{total:.2f}", "currency": "CNY", "seller.name": seller.name})
    sheet.ignore += ["payment.method", "paid", "seller.name", "seller.tax_id"]
    sheet.typed_shift = (rng.uniform(-3, 3), rng.uniform(-3, 1))
    left, right, middle = 26.0, width - 40, width / 2
    title = issuer.choice(("收据", "收款收据", "收 款 凭 证", "统一收据", "现金收据"))
    sheet.put(
        middle,
        36,
        title,
        Pen(label.font, 20, color, 700, tracking=issuer.choice((0, 6, 12))),
        anchor="middle",
        label="",
    )
    if issuer.random() < 0.6:
        for offset in (43, 46):
            sheet.rule(middle - 80, offset, middle + 80, offset, color, 0.8)
    mark, digits_token = sheet.texts.labelled(issuer.choice(("No", "№", "NO.")), number, "number")
    sheet.place(right - 84, 34, mark, label)
    sheet.place(right, 34, digits_token, Pen("Arimo", 15, issuer.choice((*NUMBER_INKS, "#c0262d"))), anchor="end")
    token = sheet.texts.add(f"{day.year}年{day.month}月{day.day}日", field="date")
    sheet.place(middle - 40, 62, token, hand.at(hand.size * 0.85), typed=True)
    payer = rng.choice((draw_person(rng, where).full_name, draw_company(rng, where).name))
    reason = rng.choice(("货款", "房租", "押金", "培训费", "材料款", "物业费", "定金", "会费", "维修费"))
    bottom = height - 46
    step = (bottom - 72) / 3
    rows = (
        (issuer.choice(("今收到", "兹收到", "交款单位")), payer, None),
        (issuer.choice(("交来", "事由", "收款事由")), reason, None),
        (issuer.choice(("人民币（大写）", "金额（大写）", "合计人民币")), in_capitals(total, yuan=rng.choice("元圆")),
         None),
    )  # fmt: skip
    for index, (word, text, _) in enumerate(rows):
        base = 72 + (index + 0.75) * step
        first, second = sheet.texts.labelled(word, text)
        sheet.place(left + 10, base, first, label)
        start = left + 14 + label.size * len(word)
        wide = (right - 130 if index == 2 else right) - start - 10
        sheet.place(start + 14, base, second, hand, width=wide, typed=True)
        sheet.rule(start, base + 4, start + wide, base + 4, color, 0.6, issuer.choice(("", "1 1.4")))
    base = 72 + 2.75 * step
    first, second = sheet.texts.labelled("￥", f"{total:.2f}", "total")
    sheet.shown.append("currency")
    sheet.place(right - 120, base, first, label.at(13))
    sheet.place(right - 104, base, second, hand, width=100, typed=True)
    sheet.frame(left, 70, right - left, bottom - 68, color, 1)
    people = [draw_person(rng, where).full_name for _ in range(3)]
    for index, (word, name) in enumerate(
        zip(("收款单位（公章）", "会计", "收款人", "经手人"), ["", *people], strict=True)
    ):
        x = left + (right - left) * (0, 0.36, 0.58, 0.8)[index]
        first, second = sheet.texts.labelled(word, name if rng.random() < 0.7 else "")
        sheet.place(x, bottom + 20, first, label.at(9.5))
        sheet.place(x + 9.5 * len(word) + 3, bottom + 20, second, hand.at(12), typed=True)
    sheet.down(right + 14, 80, issuer.choice(("第二联交款单位", "第一联存根", "第三联记账")), label.at(8), 100)
    if rng.random() < 0.75:
        firm_seal(
            sheet,
            left + rng.uniform(70, 130),
            bottom - rng.uniform(0, 24),
            seller.name,
            label.font,
            issuer,
            issuer.choice(("", "财务专用章")),
            turn=rng.uniform(-25, 25),
        )
    if rng.random() < 0.3:
        word_stamp(
            sheet,
            right - rng.uniform(60, 140),
            90 + rng.uniform(0, 40),
            rng.choice(("现金付讫", "转账收讫", "现金收讫", "已收款")),
            label.font,
            rng,
        )
    return sheet

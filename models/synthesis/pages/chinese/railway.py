"""Railway tickets of China: of red and blue paper, and the electronic ones that are invoices."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random

from docfields.models.synthesis import fonts
from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.identifiers import draw_resident_number
from docfields.models.synthesis.material.locale import draw_day
from docfields.models.synthesis.material.names import draw_person
from docfields.models.synthesis.material.parties import draw_company
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.card_faces import MM, Pen
from docfields.models.synthesis.pages.chinese.look import INKS, LINE_COLORS, chinese_family
from docfields.models.synthesis.pages.chinese.numbers import draw_digital_number, hidden
from docfields.models.synthesis.pages.chinese.seals import tax_oval
from docfields.models.synthesis.pages.chinese.sheet import Sheet, width_of
from docfields.models.synthesis.pages.logos import qr_code
from docfields.models.synthesis.pages.security_print import Palette, from_hue, mix, security_ground

_SPELLINGS = dict(
    zip(
        "北京 上海 天津 重庆 杭州 宁波 温州 南京 苏州 无锡 常州 合肥 福州 厦门 泉州 南昌 济南 青岛 烟台 郑州 洛阳 "
        "武汉 宜昌 长沙 株洲 广州 深圳 东莞 佛山 南宁 海口 成都 绵阳 贵阳 昆明 西安 兰州 太原 沈阳 哈尔滨".split(),
        "Beijing Shanghai Tianjin Chongqing Hangzhou Ningbo Wenzhou Nanjing Suzhou Wuxi Changzhou Hefei Fuzhou Xiamen "
        "Quanzhou Nanchang Jinan Qingdao Yantai Zhengzhou Luoyang Wuhan Yichang Changsha Zhuzhou Guangzhou Shenzhen "
        "Dongguan Foshan Nanning Haikou Chengdu Mianyang Guiyang Kunming Xi'an Lanzhou Taiyuan Shenyang "
        "Haerbin".split(),
        strict=True,
    )
)
_SIDES = {"": "", "南": "nan", "北": "bei", "东": "dong", "西": "xi"}
_CLASSES = ("二等座", "二等座", "二等座", "一等座", "商务座", "新空调硬座", "硬座", "新空调硬卧", "软卧", "无座")
_NOTES = (
    "限乘当日当次车", "仅供报销使用", "遗失不补 退票改签时须交回车站", "报销凭证 遗失不补", "买票请到车站窗口",
    "始发改签", "在3日内到有效",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ride:
    """A journey. price: in tenths of a yuan, as tickets write it."""

    number: str
    day: datetime.date
    time: str
    train: str
    stations: tuple[str, str]
    spellings: tuple[str, str]
    coach: str
    seat: str
    grade: str
    price: str
    value: str
    name: str
    identity: str


def draw_ride(rng: Random, where: Locale, first: datetime.date) -> Ride:
    stations, spellings = [], []
    for town in rng.sample(where.cities, 2):
        name, side = town.partition("|")[0].removesuffix("市"), rng.choice(tuple(_SIDES))
        stations.append(name + side)
        spellings.append(_SPELLINGS.get(name, "") + _SIDES[side] if name in _SPELLINGS else "")
    person = draw_person(rng, where)
    tenths = rng.randint(20, 9000) if rng.random() < 0.8 else rng.randint(9, 60) * 100
    whole = rng.random() < 0.7
    tenths = tenths // 5 * 5 if whole else tenths
    resident = draw_resident_number(rng, person.birth_date, person.sex)
    return Ride(
        number=rng.choice(
            (
                fill(rng, "@######"),
                fill(rng, "@######"),
                f"{rng.choice('ZXKG')}{fill(rng, '##@######')}",
                fill(rng, "@@######"),
            )
        ),
        day=draw_day(rng, first),
        time=f"{rng.randint(5, 23):02d}:{rng.randrange(60):02d}",
        train=rng.choice("GGGDDCKTZ") + str(rng.randint(1, 9899)),
        stations=(stations[0], stations[1]),
        spellings=(spellings[0], spellings[1]),
        coach=f"{rng.randint(1, 17):02d}",
        seat=rng.choice(
            (
                f"{rng.randint(1, 19):02d}{rng.choice('ABCDF')}号",
                f"{rng.randint(1, 118):03d}号",
                f"{rng.randint(1, 22):02d}号下铺",
            )
        ),
        grade=rng.choice(_CLASSES),
        price=f"{tenths / 10:.1f}" if rng.random() < 0.7 else f"{tenths / 10:.2f}",
        value=f"{tenths / 10:.2f}",
        name=person.full_name,
        identity=hidden(resident, 10, 4),
    )


def draw_paper_ticket(issuer: Random, rng: Random, where: Locale) -> Sheet:
    """A ticket as large as a card, with a red number in its corner."""
    ride = draw_ride(rng, where, datetime.date(2015, 1, 2))
    width, height = issuer.uniform(84, 90) * MM, issuer.uniform(52, 57) * MM
    sheet = Sheet(width, height, rng)
    _state(sheet, ride)
    blue = issuer.random() < 0.55
    _ground(sheet, issuer, from_hue(issuer.uniform(0.52, 0.6) if blue else issuer.uniform(0.93, 1.02), 0.6, 0.5))
    family = chinese_family(issuer)
    ink = issuer.choice(("#101010", "#1c1c22", "#2b2b30"))
    size = issuer.uniform(7.2, 8.4)
    text, bold = Pen(family, size, ink), Pen(family, size * issuer.uniform(1.45, 1.75), ink, issuer.choice((400, 700)))
    latin = issuer.choice([one.name for style in ("sans", "serif") for one in fonts.families(style) if not one.lacks])
    figure = Pen(latin, size * 1.1, ink)
    left, right = width * issuer.uniform(0.07, 0.1), width * issuer.uniform(0.9, 0.94)
    sheet.put(
        left,
        height * issuer.uniform(0.12, 0.15),
        ride.number,
        Pen(latin, size * 1.35, issuer.choice(("#c8281e", "#d03a30", "#b8202a"))),
        field="number",
    )
    if issuer.random() < 0.7:
        gate = issuer.choice(("检票:", "检票口", "检票口:"))
        sheet.put(right, height * 0.14, f"{gate}{rng.choice(('', 'A', 'B'))}{rng.randint(1, 28)}", text, anchor="end")
    level = height * issuer.uniform(0.26, 0.3)
    _stations(sheet, issuer, ride, (left, right), level, (bold, text, figure))
    level += height * issuer.uniform(0.17, 0.2)
    _departure(sheet, issuer, ride, left, level, (text, figure))
    sheet.put(right, level, f"{ride.coach}车{ride.seat}", text.at(size * 1.15), anchor="end")
    level += height * issuer.uniform(0.09, 0.11)
    _price(sheet, issuer, ride, left, level, text)
    sheet.put(right - issuer.uniform(0, 20), level, ride.grade, text, anchor="end")
    level += height * issuer.uniform(0.085, 0.1)
    sheet.put(left, level, issuer.choice(_NOTES), text.at(size * 0.9))
    level += height * issuer.uniform(0.095, 0.12)
    who = issuer.choice(("", " ")).join((ride.identity, ride.name))
    sheet.put(left, level, who if rng.random() < 0.85 else hidden(ride.identity, 4, 0), text.at(size * 1.05))
    extent = height * issuer.uniform(0.24, 0.31)
    if issuer.random() < 0.9:
        sheet.picture(
            right - extent,
            height * 0.93 - extent - issuer.uniform(0, 10),
            extent,
            extent,
            qr_code(digits(rng, 64)),
            place="qr",
        )
    if issuer.random() < 0.5:
        box = (left + 4, level + 5, width * 0.48, height * 0.12)
        sheet.frame(*box, ink, 0.5, "1.5 1.2")
        sheet.put(
            box[0] + box[2] / 2,
            box[1] + box[3] / 2 + 2,
            "报销凭证 遗失不补",
            text.at(size * 0.85),
            anchor="middle",
            width=box[2] - 4,
        )
    sheet.put(
        left,
        height * issuer.uniform(0.94, 0.97),
        f"{digits(rng, 20)}{rng.choice('ABCDE')}{digits(rng, 6)} {ride.stations[0]}售",
        text.at(size * 0.85),
        width=width * 0.8,
    )
    return sheet


def _stations(
    sheet: Sheet, issuer: Random, ride: Ride, sides: tuple[float, float], y: float, pens: tuple[Pen, Pen, Pen]
) -> None:
    bold, text, figure = pens
    left, right = sides
    middle = (left + right) / 2
    suffix = issuer.choice(("站", "站", ""))
    for index, (name, spelling) in enumerate(zip(ride.stations, ride.spellings, strict=True)):
        x = left + 4 if index == 0 else right - (len(name) + len(suffix)) * bold.size - 4
        sheet.put(x, y, name, bold)
        if suffix:
            sheet.put(x + len(name) * bold.size + 1, y, suffix, text)
        if spelling:
            sheet.put(
                x + len(name) * bold.size / 2, y + text.size * 1.25, spelling, figure.at(text.size), anchor="middle"
            )
    sheet.put(middle, y - 2, ride.train, figure.at(bold.size * 0.85), anchor="middle")
    reach = 22
    sheet.rule(middle - reach, y + 2, middle + reach, y + 2, bold.fill, 0.8)
    sheet.rule(middle + reach, y + 2, middle + reach - 5, y - 1, bold.fill, 0.8)
    sheet.rule(middle + reach, y + 2, middle + reach - 5, y + 5, bold.fill, 0.8)


def _departure(sheet: Sheet, issuer: Random, ride: Ride, x: float, y: float, pens: tuple[Pen, Pen]) -> None:
    """The day, and when the train leaves."""
    text, figure = pens
    day = f"{ride.day:%Y年%m月%d日}"
    token = sheet.texts.add(day, field="date")
    sheet.place(x, y, token, text)
    x += width_of(day, text) + issuer.uniform(3, 8)
    sheet.put(x, y, ride.time, figure)
    sheet.put(x + width_of(ride.time, figure) + 1, y, "开", text)


def _price(sheet: Sheet, issuer: Random, ride: Ride, x: float, y: float, text: Pen) -> None:
    sheet.shown.append("currency")
    style = issuer.choice(("sign", "sign", "plain"))
    word = f"￥{ride.price}元" if style == "sign" else f"{ride.price}元"
    sheet.put(x, y, word, text.at(text.size * 1.1), field="total")


def _ground(sheet: Sheet, issuer: Random, color: str) -> None:
    pale, lines = mix(color, "#ffffff", issuer.uniform(0.78, 0.88)), mix(color, "#ffffff", 0.6)
    palette = Palette(pale, mix(color, "#ffffff", 0.9), (lines, mix(color, "#ffffff", 0.68)), color, color, "#111111")
    sheet.picture(
        0, 0, sheet.width, sheet.height, security_ground(issuer, sheet.width, sheet.height, palette), under=True
    )


def draw_electronic_ticket(issuer: Random, rng: Random, where: Locale, region: str) -> Sheet:
    """电子发票（铁路电子客票): a PDF with a title and the number of an invoice."""
    ride = draw_ride(rng, where, datetime.date(2024, 11, 1))
    buyer = draw_company(rng, where)
    number = draw_digital_number(rng, ride.day)
    width, height = issuer.uniform(560, 640), issuer.uniform(290, 350)
    sheet = Sheet(width, height, rng)
    _state(sheet, ride)
    sheet.state({"number": number})
    family, color = chinese_family(issuer), issuer.choice(LINE_COLORS)
    ink = issuer.choice(INKS)
    size = issuer.uniform(8.5, 10)
    label, value = Pen(family, size, color if issuer.random() < 0.5 else ink), Pen(family, size, ink)
    bold, figure = value.at(size * 1.6), value.at(size * 1.05)
    middle, left, right = width / 2, width * 0.06, width * 0.94
    colon = issuer.choice(("：", ":"))
    top = issuer.uniform(34, 44)
    tax_oval(sheet, middle, top + 3, 88, family, issuer, region[:3])
    sheet.put(middle, top, "电子发票（铁路电子客票）", Pen(family, 16, color), anchor="middle", label="")
    for offset in (6, 9):
        sheet.rule(middle - 120, top + offset, middle + 120, top + offset, color, 0.8)
    issued = f"{draw_day(rng, ride.day):%Y年%m月%d日}"
    y = top + issuer.uniform(26, 34)
    sheet.pair(left, y, "发票号码" + colon, number, (label, value), "number")
    sheet.pair(right, y, "开票日期" + colon, issued, (label, value), anchor="end")
    y += issuer.uniform(30, 40)
    _stations(sheet, issuer, ride, (left + width * 0.1, right - width * 0.1), y, (bold, value, figure))
    y += issuer.uniform(32, 40)
    _departure(sheet, issuer, ride, left, y, (value, figure))
    sheet.put(middle, y, f"{ride.coach}车{ride.seat}", value)
    sheet.put(right - 100, y, ride.grade, value, anchor="end")
    y += issuer.uniform(22, 28)
    sheet.shown.append("currency")
    sheet.pair(left, y, "票价" + colon, f"￥{ride.value}", (label, bold.at(size * 1.25)), "total")
    y += issuer.uniform(22, 28)
    sheet.put(left, y, ride.identity, value)
    sheet.put(left + width_of(ride.identity, value) + 24, y, ride.name, value)
    y += issuer.uniform(22, 28)
    sheet.pair(
        left,
        y,
        "电子客票号" + colon,
        digits(rng, 21) + rng.choice("ABC") + digits(rng, 8),
        (label, value),
        width=middle,
    )
    y += issuer.uniform(20, 26)
    sheet.pair(left, y, "购买方名称" + colon, buyer.name, (label, value), width=middle - left)
    sheet.pair(middle + 6, y, "统一社会信用代码" + colon, buyer.tax_id, (label, value), width=right - middle - 6)
    y += issuer.uniform(18, 24)
    sheet.put(
        middle,
        y,
        issuer.choice(("买票请到12306 发货请到95306", "开具红字发票请退回原票", "如需退票请在开车前办理"))
        .replace("12306 ", "")
        .replace("95306", ""),
        value.at(size * 0.9),
        anchor="middle",
    )
    extent = issuer.uniform(58, 74)
    sheet.picture(
        right - extent,
        top + 108,
        extent,
        extent,
        qr_code(f"01,51,,{number},{ride.value},{ride.day:%Y%m%d}"),
        place="qr",
    )
    sheet.frame(left - 12, top + 38, right - left + 24, y - top - 24, color, 0.7)
    sheet.height = max(sheet.height, y + 24)
    return sheet


def _state(sheet: Sheet, ride: Ride) -> None:
    sheet.state({"number": ride.number, "date": ride.day, "total": ride.value, "currency": "CNY"})
    sheet.ignore += ["time", "seller.name", "seller.tax_id", "payment.method", "line_items"]

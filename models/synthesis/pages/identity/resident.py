"""Chinese resident cards: the fields of the real card's front and back in a layout of our own."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from docfields.models.synthesis import fonts
from docfields.models.synthesis.material.identifiers import draw_resident_number, grouped
from docfields.models.synthesis.material.locale import FIRST_DAY, LAST_DAY, Locale, draw_day
from docfields.models.synthesis.material.parties import draw_address, draw_person
from docfields.models.synthesis.pages.card_faces import ID1, Item, Pen, face, picture, runs, text
from docfields.models.synthesis.pages.marks import emblem
from docfields.models.synthesis.pages.palettes import draw_palette
from docfields.models.synthesis.pages.portraits import portrait
from docfields.models.synthesis.pages.security_print import security_ground
from docfields.models.synthesis.pages.typeset import Texts

BROKEN_SHARE = 0.1
"""Specimens of this card often have numbers that do not check."""

ETHNICITIES = (
    "汉",
    "汉",
    "汉",
    "汉",
    "汉",
    "汉",
    "回",
    "壮",
    "满",
    "苗",
    "维吾尔",
    "土家",
    "彝",
    "蒙古",
    "藏",
    "布依",
    "侗",
    "瑶",
    "朝鲜",
    "白",
)
IGNORED = ("issuing_country", "number", "nationality")
"""A resident card names no state as a value; the citizen's number is its only number."""

NUMBER_LABELS = ("公民身份号码", "公民身份号码", "公民身份证号码", "身份证号码", "证件号码")
BIRTH_FORMS = (
    "{y} 年 {m} 月 {d} 日", "{y}年{m}月{d}日", "{y}.{m:02}.{d:02}", "{y} 年 {m:02} 月 {d:02} 日", "{y}-{m:02}-{d:02}",
)  # fmt: skip
PERIOD_FORMS = ("{y}.{m:02}.{d:02}", "{y}.{m:02}.{d:02}", "{y}年{m:02}月{d:02}日", "{y}-{m:02}-{d:02}")

LONGEST_ROW = 11
"""Characters of an address on one row."""


@dataclass(frozen=True, slots=True)
class Resident:
    """lasting: valid for good, so that no day of expiry is printed."""

    name: str
    sex: str
    ethnicity: str
    birth: datetime.date
    address: str
    number: str
    number_form: str
    valid: bool
    authority: str
    issue: datetime.date
    expiry: datetime.date
    lasting: bool
    portrait_seed: int

    def values(self) -> dict[str, str]:
        return {
            "document_type": "id_card",
            "full_name": self.name,
            "sex": self.sex,
            "ethnicity": self.ethnicity,
            "birth_date": self.birth.isoformat(),
            "address": self.address,
            "personal_number": self.number,
            "authority": self.authority,
            "issue_date": self.issue.isoformat(),
            "expiry_date": self.expiry.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class ResidentStyle:
    """The design of one series of cards."""

    design: int
    label: Pen
    value: Pen
    number: Pen
    labels: dict[str, str]
    colon: str
    date_form: str
    period_form: str
    portrait_side: str


def draw_resident_style(issuer: Random) -> ResidentStyle:
    chinese = [one.name for one in fonts.families("chinese")]
    value_font = issuer.choice(chinese)
    accent = issuer.choice(("#1f6fb0", "#2b7fb8", "#1d7a8c", "#3a6ea5", "#444444", "#8a3b3b", "#2f6f4f"))
    numeric = issuer.choice(
        (value_font, issuer.choice(fonts.families("mono")).name, issuer.choice(fonts.families("ocr_b")).name)
    )
    spread = issuer.choice(("", " ", "  "))
    size = issuer.uniform(7.6, 9.4)
    return ResidentStyle(
        design=issuer.getrandbits(32),
        label=Pen(issuer.choice(chinese), 0.84 * size, accent),
        value=Pen(value_font, size, "#141414"),
        number=Pen(numeric, size * 1.15, "#101010"),
        labels={
            "full_name": f"姓{spread}名",
            "sex": f"性{spread}别",
            "ethnicity": f"民{spread}族",
            "birth_date": issuer.choice((f"出{spread}生", f"出{spread}生", "出生日期", f"生{spread}日")),
            "address": f"住{spread}址",
            "personal_number": issuer.choice(NUMBER_LABELS),
            "authority": issuer.choice(("签发机关", "发证机关")),
            "period": issuer.choice(("有效期限", "有效期")),
        },
        colon=issuer.choice(("", "", "：", ":")),
        date_form=issuer.choice(BIRTH_FORMS),
        period_form=issuer.choice(PERIOD_FORMS),
        portrait_side="right" if issuer.random() < 0.85 else "left",
    )  # fmt: skip


def draw_resident(rng: Random, where: Locale) -> Resident:
    person = draw_person(rng, where)
    issue = draw_day(rng, FIRST_DAY, LAST_DAY)
    age = issue.year - person.birth_date.year
    years = 10 if age < 26 else 20
    valid = rng.random() >= BROKEN_SHARE
    number = draw_resident_number(rng, person.birth_date, person.sex, valid=valid)
    address = draw_address(rng, where)
    town = address.city if address.city.endswith("市") else f"{address.city}市"
    return Resident(
        name=person.full_name,
        sex=person.sex,
        ethnicity=rng.choice(ETHNICITIES),
        birth=person.birth_date,
        address="".join(address.printed),
        number=number,
        number_form=grouped(rng, number, "resident_number"),
        valid=valid,
        authority=f"{town}公安局{rng.choice(('', '', '新城分局', '东山分局', '河西分局'))}",
        issue=issue,
        expiry=issue.replace(year=issue.year + years, day=min(issue.day, 28)),
        lasting=age > 46,
        portrait_seed=rng.getrandbits(40),
    )


def draw_resident_faces(
    texts: Texts, one: Resident, style: ResidentStyle, sides: Sequence[str]
) -> list[dict[str, Any]]:
    return [_draw_front(texts, one, style) if side == "front" else _draw_back(texts, one, style) for side in sides]


def _written(day: datetime.date, form: str) -> str:
    return form.format(y=day.year, m=day.month, d=day.day)


def _row(
    texts: Texts,
    style: ResidentStyle,
    x: float,
    y: float,
    name: str,
    lines: Sequence[str],
    *,
    reach: float,
    pen: Pen,
    step: float,
) -> list[Item]:
    """A label and the lines of its value at a distance from it."""
    pair = texts.new_pair()
    field = name if name != "period" else "issue_date"
    items = text(x, y, texts.add(style.labels[name] + style.colon, label=field, pair=pair), style.label)
    for line in lines:
        items += text(x + reach, y, texts.add(line, field=field, pair=pair), pen)
        y += step
    return items


def _draw_front(texts: Texts, one: Resident, style: ResidentStyle) -> dict[str, Any]:
    rng = Random(f"{style.design}/front")
    width, height = ID1
    palette = draw_palette(rng)
    high = rng.uniform(78, 92)
    wide = 0.8 * high
    right = style.portrait_side == "right"
    portrait_x = width - wide - 14 if right else 14
    x = 16 if right else wide + 26
    pen, step = style.value, rng.uniform(16.5, 19)
    longest = max(len(style.labels[name]) for name in ("full_name", "sex", "birth_date", "address"))
    reach = style.label.size * longest + rng.uniform(6, 11)
    items: list[Item] = [picture(0, 0, width, height, security_ground(rng, width, height, palette))]
    items.append(
        picture(
            portrait_x,
            18,
            wide,
            high,
            portrait(one.portrait_seed, one.sex, one.issue.year - one.birth.year, dark_haired=True),
            place="portrait",
        )
    )
    y = rng.uniform(25, 30)
    items += _row(texts, style, x, y, "full_name", [one.name], reach=reach, pen=pen.at(1.15 * pen.size), step=step)
    y += step
    items += _row(texts, style, x, y, "sex", ["女" if one.sex == "F" else "男"], reach=reach, pen=pen, step=step)
    second = x + reach + 2.6 * pen.size
    items += _row(texts, style, second, y, "ethnicity", [one.ethnicity], reach=reach, pen=pen, step=step)
    y += step
    items += _row(
        texts, style, x, y, "birth_date", [_written(one.birth, style.date_form)], reach=reach, pen=pen, step=step
    )
    y += step
    rows = [one.address[start : start + LONGEST_ROW] for start in range(0, len(one.address), LONGEST_ROW)]
    items += _row(texts, style, x, y, "address", rows[:4], reach=reach, pen=pen, step=1.3 * pen.size)
    pair = texts.new_pair()
    label = texts.add(style.labels["personal_number"] + style.colon, label="personal_number", pair=pair)
    token = texts.add(one.number_form, field="personal_number", pair=pair)
    items += runs(
        16, height - 14, [([label], style.label), ([token], style.number)], gap=rng.uniform(8, 16), width=width - 26
    )
    return dict(face(ID1, items))


def _draw_back(texts: Texts, one: Resident, style: ResidentStyle) -> dict[str, Any]:
    rng = Random(f"{style.design}/back")
    width, height = ID1
    palette = draw_palette(rng)
    items: list[Item] = [picture(0, 0, width, height, security_ground(rng, width, height, palette))]
    dark = Pen(style.value.font, 13, "#161616")
    items.append(picture(16, 14, 44, 44, emblem(rng, rng.choice(("#b3202a", "#9a2b2f", palette.accent))), place="logo"))
    items += text(72, 34, texts.add("中华人民共和国"), dark, width=150)
    items += text(72, 60, texts.add("居民身份证"), dark.at(18), width=150)
    end = "长期" if one.lasting else _written(one.expiry, style.period_form)
    base = rng.uniform(104, 112)
    x, reach = rng.uniform(30, 50), style.label.size * 4 + 9
    items += _row(texts, style, x, base, "authority", [one.authority], reach=reach, pen=style.value, step=14)
    pair = texts.new_pair()
    label = texts.add(style.labels["period"] + style.colon, label="issue_date", pair=pair)
    start = texts.add(_written(one.issue, style.period_form), field="issue_date", pair=pair)
    until = texts.add(end, field=None if one.lasting else "expiry_date", pair=pair)
    y = base + rng.uniform(18, 22)
    items += text(x, y, label, style.label)
    items += text(
        x + reach, y, [start, texts.add(rng.choice(("-", "-", "至"))), until], style.value, width=width - x - reach - 8
    )
    return dict(face(ID1, items))

"""How one seller's Chinese invoices look: sizes, colours, fonts, wordings around the structure that the law gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from docfields.models.synthesis import fonts
from docfields.models.synthesis.pages.card_faces import Pen
from docfields.models.synthesis.pages.chinese.record import Form

LINE_COLORS = (
    "#8a4b2f", "#9c5a3c", "#7a3b1e", "#a0522d", "#2f5fa8", "#1f4e8c", "#3c6fb0", "#2e7d4f", "#3f8f5f", "#b03030",
    "#c0392b", "#7d4fa0", "#6b6b6b", "#222222", "#8c5a2b",
)  # fmt: skip
"""Brown, blue, green, red, purple: each part of a set of forms has its own."""

INKS = ("#000000", "#000000", "#1a1a1a", "#26262e", "#2a2f45", "#333333", "#3a3f5c")
NUMBER_INKS = ("#1f2f6b", "#0b57b0", "#b0202a", "#111111", "#2a2a2a")

_NAME_LABELS = ("名称", "名称", "名称", "单位名称", "企业名称")
_TAX_LABELS = ("纳税人识别号", "纳税人识别号", "统一社会信用代码/纳税人识别号", "纳税人登记号", "税号")
_ADDRESS_LABELS = ("地址、电话", "地址、电话", "地址及电话", "地址电话")
_BANK_LABELS = ("开户行及账号", "开户行及账号", "开户银行及账号", "开户行、账号")
_BUYERS = (
    ("购买方", "销售方"),
    ("购货单位", "销货单位"),
    ("购方", "销方"),
    ("购买方信息", "销售方信息"),
    ("买方", "卖方"),
)

_ITEM_HEADS = (
    "货物或应税劳务、服务名称", "货物或应税劳务名称", "项目名称", "商品名称", "货物及服务名称", "货物（劳务）名称",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VatLook:
    """pens: of labels, values, figures, the title and large numbers. shares: of the item table's columns.

    parties: wordings for the buyer's and the seller's block. rows: labels of name, number, address, bank.
    """

    form: Form
    width: float
    height: float
    left: float
    right: float
    top: float
    color: str
    thickness: float
    label: Pen
    value: Pen
    figure: Pen
    title: Pen
    number: Pen
    family: str
    title_text: str
    parties: tuple[str, str]
    rows: tuple[str, str, str, str]
    item_head: str
    specification_head: str
    rate_head: str
    yuan: str
    whole: str
    colon: str
    spread_labels: bool
    walls: bool
    shares: tuple[float, ...]
    sealed: str
    region: str


def chinese_family(issuer: Random) -> str:
    return issuer.choice([family.name for family in fonts.families("chinese")])


def draw_vat_look(issuer: Random, form: Form, region: str) -> VatLook:
    """The looks of a seller's invoices of a kind."""
    digital = form.startswith("digital")
    paper = form in ("special", "ordinary")
    family = chinese_family(issuer)
    filled = chinese_family(issuer) if issuer.random() < 0.5 else family
    color = issuer.choice(LINE_COLORS)
    inks = issuer.choice(INKS)
    size = issuer.uniform(7.2, 8.8)
    labels = Pen(family, size, color if issuer.random() < 0.7 else "#222222")
    value = Pen(filled, size * issuer.uniform(0.95, 1.12), inks)
    mono = issuer.random() < (0.6 if paper else 0.3)
    styles = ("mono", "typewriter") if mono else ("sans", "sans", "serif")
    figures = issuer.choice([one.name for one in fonts.families(issuer.choice(styles)) if not one.lacks])
    width, height = issuer.uniform(600, 690), issuer.uniform(376, 420)
    if not paper and issuer.random() < 0.25:
        width, height = 595.28, 841.89  # printed on the upper half of a sheet
    title = Pen(family, issuer.uniform(16, 22), color, issuer.choice((400, 700)), tracking=issuer.choice((0, 1, 2, 4)))
    numbers = Pen(
        figures, issuer.uniform(13, 19) if paper else value.size, issuer.choice(NUMBER_INKS) if paper else inks
    )
    margin = issuer.uniform(24, 46)
    shares = tuple(share * issuer.uniform(0.88, 1.12) for share in (2.5, 1.25, 0.7, 1.0, 1.25, 1.4, 0.75, 1.25))
    return VatLook(
        form=form,
        width=width,
        height=height,
        left=margin,
        right=width - margin - issuer.choice((0, 0, 10)),
        top=issuer.uniform(80, 96),
        color=color,
        thickness=issuer.choice((0.5, 0.6, 0.8, 1.0)),
        label=labels,
        value=value,
        figure=replace(value, font=figures),
        title=title,
        number=numbers,
        family=family,
        title_text=_title(issuer, form, region),
        parties=issuer.choice(_BUYERS),
        rows=(
            issuer.choice(_NAME_LABELS),
            _TAX_LABELS[2] if digital else issuer.choice(_TAX_LABELS),
            issuer.choice(_ADDRESS_LABELS),
            issuer.choice(_BANK_LABELS),
        ),
        item_head="项目名称" if digital else issuer.choice(_ITEM_HEADS),
        specification_head=issuer.choice(("规格型号", "规格型号", "型号规格", "规格")),
        rate_head=issuer.choice(("税率", "税率", "税率/征收率", "征收率", "税率(%)")),
        yuan=issuer.choice(("圆", "圆", "元")),
        whole=issuer.choice(("整", "整", "正")),
        colon=issuer.choice(("：", "：", "：", ":", "")),
        spread_labels=issuer.random() < 0.6,
        walls=not digital and issuer.random() < 0.9,
        shares=shares,
        sealed=issuer.choices(("none", "oval", "round"), (45, 40, 15))[0],
        region=region,
    )


def _title(issuer: Random, form: Form, region: str) -> str:
    if form.startswith("digital"):
        return "电子发票（增值税专用发票）" if form == "digital_special" else "电子发票（普通发票）"
    word = {
        "special": "增值税专用发票", "ordinary": "增值税普通发票", "electronic": "增值税电子普通发票",
        "electronic_special": "增值税电子专用发票", "roll": "增值税普通发票（卷票）",
    }[form]  # fmt: skip
    return (region if issuer.random() < 0.85 else "") + word

"""Chinese VAT invoices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docfields.document import Classification, TextPage
from docfields.find import find
from docfields.find.fapiao import read_words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("壹元整", "1.00"),
        ("伍万捌仟伍佰元", "58500.00"),
        ("壹佰贰拾元伍角", "120.50"),
        ("叁仟零肆圆柒角贰分", "3004.72"),
        ("壹亿贰仟万元整", "120000000.00"),
    ],
)
def test_amounts_in_words(text: str, value: str) -> None:
    assert read_words(text) == value


def test_each_party_has_its_own_tax_number(make_page: Callable[..., TextPage]) -> None:
    page = make_page(
        [
            (230, 40, "电子发票（增值税普通发票）"),
            (60, 100, "名称： 虚构青禾食品有限公司"), (366, 100, "名称： 虚构晨星仪器有限公司"),
            (60, 125, "纳税人识别号： 91990101MA2Q8D51H4"), (366, 125, "纳税人识别号： 91990115MA7K3P04RG"),
        ]
    )  # fmt: skip
    texts: dict[str, set[str]] = {}
    for candidate in find((page,), Classification("invoice")).candidates:
        texts.setdefault(candidate.field, set()).add(candidate.text)
    assert texts["buyer.tax_id"] == {"91990101MA2Q8D51H4"}
    assert texts["seller.tax_id"] == {"91990115MA7K3P04RG"}

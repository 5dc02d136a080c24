"""Chinese VAT invoices."""

from __future__ import annotations

import pytest

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

"""How a country writes amounts, dates and labels: the rows of locales.toml as values and functions."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Locale:
    """What documents of a country look like; `labels` as in locales.toml."""

    code: str
    country: str
    currency: str
    symbol: str
    symbol_after: bool
    decimal_mark: str
    thousands_mark: str
    dates: tuple[str, ...]
    paper: str
    labels: Mapping[str, tuple[str, ...]]

    @property
    def language(self) -> str:
        return self.code[:2]

    def wording(self, index: int = 0) -> dict[str, str]:
        """One label a concept: the index-th wording, counted round where a concept has fewer."""
        return {concept: texts[index % len(texts)] for concept, texts in self.labels.items()}


@cache
def read_table(name: str) -> dict[str, Any]:
    """A TOML file of this package."""
    text = resources.files("docfields.models.synthesis.samples").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def locale(code: str) -> Locale:
    """The locale of a code such as "de_DE"."""
    row = read_table("locales.toml")[code]
    labels = {concept: tuple(texts) for concept, texts in row["labels"].items()}
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Locale(**{**fields, "code": code, "labels": labels})


def write_amount(value: Decimal, where: Locale, *, symbol: bool = False, decimals: int = 2) -> str:
    """ "1.234,50 €", "-£1,234.50": grouped, with the locale's marks."""
    digits = f"{abs(value):,.{decimals}f}"
    marks = {",": where.thousands_mark, ".": where.decimal_mark}
    text = "".join(marks.get(character, character) for character in digits)
    sign = "-" if value < 0 else ""
    if not symbol:
        return sign + text
    if where.symbol_after:
        return f"{sign}{text} {where.symbol}"
    gap = " " if where.country in ("IT", "NL") else ""
    return f"{sign}{where.symbol}{gap}{text}"


def write_number(value: Decimal, where: Locale) -> str:
    """A quantity or rate without trailing zeros."""
    return plain(value).replace(".", where.decimal_mark)


def write_date(value: datetime.date, pattern: str, where: Locale) -> str:
    """pattern: CLDR, for example "d MMMM y"."""
    from babel.dates import format_date

    written: str = format_date(value, pattern, where.code)
    return written


def plain(value: Decimal) -> str:
    """The shortest decimal string, as truths hold quantities and rates: "2", "5.5"."""
    return f"{value.normalize():f}"

"""The tables of countries and languages beside this file, as values.

A locale is a country's table (locales/CODE.toml) laid over its language's (languages/LANG.toml).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

Texts = Mapping[str, tuple[str, ...]]

_FOLDER = resources.files("docfields.models.synthesis.material")


@dataclass(frozen=True, slots=True, eq=False)
class Locale:
    """What documents of a country look like; the schema of its tables gives the meaning of each field.

    labels: wordings by concept ("invoice.number", "receipt.total"), the commonest first. items: (description, lowest,
    highest price in euros) by section; price_level makes prices of them. dates, times: CLDR patterns. rates: percent,
    the most usual first. cities: "City" or "City|state|pattern of its postal code". phones: # is a digit.
    """

    code: str
    language: str
    country: str
    currency: str
    symbols: tuple[str, ...]
    price_level: Decimal
    decimal_mark: str
    thousands_marks: tuple[str, ...]
    dates: tuple[str, ...]
    times: tuple[str, ...]
    rates: tuple[str, ...]
    receipt_rates: tuple[str, ...]
    paper: str
    prices_include_tax: bool
    postal_lines: tuple[str, ...]
    street_lines: tuple[str, ...]
    unit_line: str
    units_of_address: tuple[str, ...]
    country_names: tuple[str, ...]
    faker: str
    postal_codes: tuple[str, ...]
    cities: tuple[str, ...]
    streets: tuple[str, ...]
    labels: Texts
    phrases: Texts
    company: Texts
    words: Texts
    units: tuple[str, ...]
    items: Mapping[str, tuple[tuple[str, Decimal, Decimal], ...]]
    tax: Mapping[str, Any]
    registrations: tuple[tuple[str, str], ...]

    @property
    def country_name(self) -> str:
        return self.country_names[0]

    @property
    def postal_line(self) -> str:
        return self.postal_lines[0]

    @property
    def street_line(self) -> str:
        return self.street_lines[0]

    @property
    def phones(self) -> tuple[str, ...]:
        return self.company["phones"]


@cache
def locale_codes() -> tuple[str, ...]:
    """All countries' tables, by name."""
    return _names("locales")


@cache
def language_codes() -> tuple[str, ...]:
    return _names("languages")


def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(one.name[:-5] for one in _FOLDER.joinpath(folder).iterdir() if one.name.endswith(".toml")))


@cache
def locale(code: str) -> Locale:
    """The locale of a code such as "de_DE"."""
    own = _table("locales", code)
    row = _overlaid(_table("languages", own["language"]), own)
    items = dict(row.get("items", {}))
    units = items.pop("units", ())
    return Locale(
        code=code,
        language=row["language"],
        country=row["country"],
        currency=row["currency"],
        symbols=tuple(row["symbols"]),
        price_level=Decimal(str(row.get("price_level", 1))),
        decimal_mark=row["decimal_mark"],
        thousands_marks=tuple(row["thousands_marks"]),
        dates=tuple(row["dates"]),
        times=tuple(row.get("times", ("HH:mm",))),
        rates=tuple(str(rate) for rate in row["rates"]),
        receipt_rates=tuple(str(rate) for rate in row.get("receipt_rates", row["rates"])),
        paper=row.get("paper", "a4"),
        prices_include_tax=row.get("prices_include_tax", True),
        postal_lines=_texts(row.get("postal_lines", row["postal_line"])),
        street_lines=_texts(row.get("street_lines", row["street_line"])),
        unit_line=row.get("unit_line", "{unit}"),
        units_of_address=tuple(row.get("units_of_address", ())),
        country_names=tuple(row["country_names"]),
        faker=row.get("faker", code),
        postal_codes=_texts(row.get("postal_codes", ())),
        cities=tuple(row.get("cities", ())),
        streets=tuple(row.get("streets", ())),
        labels=_flat(row["labels"]),
        phrases=_flat(row.get("phrases", {})),
        company=_flat(row.get("company", {})),
        words=_flat(row.get("words", {})),
        units=tuple(units),
        items=MappingProxyType({section: _offers(offers["list"]) for section, offers in items.items()}),
        tax=MappingProxyType({key: value for key, value in row.get("tax", {}).items() if key != "registrations"}),
        registrations=tuple((label, pattern) for label, pattern in row.get("tax", {}).get("registrations", ())),
    )


@cache
def _table(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads(_FOLDER.joinpath(folder, f"{name}.toml").read_text(encoding="utf-8"))


@cache
def language_labels(language: str) -> Texts:
    """Wordings by concept, without any country's own."""
    return _flat(_table("languages", language)["labels"])


def _overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are joined, everything else in `above` replaces what it covers."""
    joined = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(joined.get(key), dict)
        joined[key] = _overlaid(joined[key], value) if both else value
    return joined


def _flat(table: Mapping[str, Any], above: str = "") -> Texts:
    """{"invoice": {"number": [...]}} as {"invoice.number": (...)}."""
    rows: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            rows.update(_flat(value, f"{above}{key}."))
        else:
            rows[above + key] = _texts(value)
    return MappingProxyType(rows)


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _offers(rows: Sequence[Sequence[Any]]) -> tuple[tuple[str, Decimal, Decimal], ...]:
    return tuple((text, Decimal(str(low)), Decimal(str(high))) for text, low, high in rows)

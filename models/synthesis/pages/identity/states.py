"""States that issue identity documents, and the words that those print (states.toml, labels.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from types import MappingProxyType
from typing import Any

from docfields.models.synthesis.material.locale import Locale, locale, locale_codes

HOME_SHARE = 0.5
"""How often a document is issued by the state of the locale that was asked for."""

_ALPHA_3: Mapping[str, str] = {
    "AT": "AUT", "AU": "AUS", "BE": "BEL", "BR": "BRA", "CH": "CHE", "CN": "CHN", "DE": "D", "ES": "ESP", "FR": "FRA",
    "GB": "GBR", "IN": "IND", "IT": "ITA", "MX": "MEX", "MY": "MYS", "NL": "NLD", "PL": "POL", "PT": "PRT",
    "SE": "SWE", "SG": "SGP", "US": "USA",
}  # fmt: skip
"""Codes of the countries that have a locale."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """code: as ICAO writes it. titles: names of the state in its languages. nationality: forms besides the code.

    faker: whose names its citizens have, "" where surnames, women and men list them. personal: name of the scheme of
    personal numbers, "" for none. numbers: patterns of document numbers, # a digit, @ a letter.
    """

    code: str
    titles: tuple[str, ...]
    languages: tuple[str, ...]
    nationality: tuple[str, ...]
    cities: tuple[str, ...]
    personal: str
    numbers: tuple[str, ...]
    faker: str = ""
    surnames: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    men: tuple[str, ...] = ()
    weight: int = 1

    @property
    def place(self) -> Locale | None:
        """The locale by which its addresses are written, where there is one."""
        for code in locale_codes():
            if _ALPHA_3.get(code[3:]) == self.code:
                return locale(code)
        return None


@cache
def states() -> Mapping[str, State]:
    """All states by code, in the table's order."""
    made = {}
    for code, entry in _read("states.toml").items():
        given: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
        }
        made[code] = State(code, **given)
    return MappingProxyType(made)


@cache
def words(language: str) -> Mapping[str, tuple[str, ...]]:
    """Wordings by concept, without those that only English has."""
    entry = _read("labels.toml")[language]
    return MappingProxyType({concept: tuple(options) for concept, options in entry.items()})


def draw_state(issuer: Random, where: Locale) -> State:
    """The state of the locale, or any."""
    home = _ALPHA_3.get(where.country)
    if home and issuer.random() < HOME_SHARE:
        return states()[home]
    every = tuple(states().values())
    return issuer.choices(every, [state.weight for state in every])[0]


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("docfields.models.synthesis.pages.identity").joinpath(name).read_text("utf-8"))

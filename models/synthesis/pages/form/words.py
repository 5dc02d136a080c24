"""The words of forms beyond the labels of a language: words.toml as values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from docfields.models.synthesis.material.tables import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """titles: by kind of form. heads: of sections. lists: wordings or sentences by name. options, details: a question,
    then its choices or usual answers. scales: of answers to statements."""

    titles: Texts
    heads: Texts
    lists: Texts
    options: tuple[tuple[str, ...], ...]
    details: tuple[tuple[str, ...], ...]
    scales: tuple[tuple[str, ...], ...]


@cache
def words_of(language: str) -> Words:
    table = _tables()[language]
    rows = ("options", "details", "scales")
    return Words(
        titles={name: tuple(texts) for name, texts in table["titles"].items()},
        heads={name: tuple(texts) for name, texts in table["heads"].items()},
        lists={name: tuple(texts) for name, texts in table.items() if name not in ("titles", "heads", *rows)},
        options=tuple(tuple(row) for row in table["options"]),
        details=tuple(tuple(row) for row in table["details"]),
        scales=tuple(tuple(row) for row in table["scales"]),
    )


def languages() -> tuple[str, ...]:
    """Which have words of forms."""
    return tuple(_tables())


@cache
def _tables() -> dict[str, Any]:
    text = resources.files("docfields.models.synthesis.pages.form").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

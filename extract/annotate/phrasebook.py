"""The printed key phrases of all kinds and languages, and the index that finds them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, get_args

from docfields.schemas.extraction import Kind

from .folding import fold, is_han

CHARACTERS_PER_EDIT = 6
"""One wrong, missing or extra character is forgiven for each six of the folded phrase."""

MULTILINGUAL = "multi"
"""Name of a file whose phrases belong to no one language ("Name / Surname / Nom")."""

SHORT = 4
"""Phrases of fewer characters must stand as whole words, exactly."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a data file.

    text: as the file has it; words: how many that are; plain, key: see `folding`. is_short: found
    as a whole word only.
    """

    concept: str
    kind: Kind
    language: str
    text: str
    words: int
    plain: str
    key: str
    is_short: bool


@dataclass(frozen=True, slots=True, eq=False)
class Phrasebook:
    """Phrases by folded key, and keys by what stays whole when up to `edits` characters are wrong.

    k edits leave one of k + 1 pieces of the key untouched; the first and the last piece are
    indexed (`near`: (length, is it the last piece, piece) -> keys), pieces between are not: a
    phrase damaged at both ends is not found. longest: length of the longest key.
    """

    phrases: tuple[Phrase, ...]
    exact: Mapping[str, tuple[Phrase, ...]]
    near: Mapping[tuple[int, bool, str], tuple[str, ...]]
    longest: int

    @classmethod
    def of(cls, phrases: tuple[Phrase, ...]) -> Phrasebook:
        """Index phrases."""
        exact: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            exact.setdefault(phrase.key, []).append(phrase)
        near: dict[tuple[int, bool, str], list[str]] = {}
        for key in exact:
            # Chinese phrases differ by one character: no edit is forgiven.
            if len(key) >= CHARACTERS_PER_EDIT and not has_han(key):
                piece = piece_length(len(key))
                near.setdefault((len(key), False, key[:piece]), []).append(key)
                near.setdefault((len(key), True, key[-piece:]), []).append(key)
        return cls(
            phrases=phrases,
            exact={key: tuple(same) for key, same in exact.items()},
            near={piece: tuple(keys) for piece, keys in near.items()},
            longest=max((len(key) for key in exact), default=0),
        )


def piece_length(length: int) -> int:
    """How much of a key of that length stays whole at one of its ends (or else in its middle)."""
    return length // (length // CHARACTERS_PER_EDIT + 1)


def make_phrase(concept: str, kind: Kind, language: str, text: str) -> Phrase:
    """Fold a phrase as it is printed; raises ValueError where nothing but punctuation is left."""
    words = text.split()
    folded = fold(words)
    if not folded.key:
        raise ValueError(f"phrase {text!r} of {kind}/{language} {concept!r} has no letter or digit")
    is_short = len(folded.key) < (2 if has_han(folded.key) else SHORT)
    return Phrase(concept, kind, language, text, len(words), folded.plain, folded.key, is_short)


def has_han(text: str) -> bool:
    return any(map(is_han, text))


def read_phrases(kind: Kind, language: str, content: str) -> tuple[Phrase, ...]:
    """The phrases of one data file, TOML: concept = [phrase, ...]."""
    return tuple(
        make_phrase(concept, kind, language, text)
        for concept, texts in _flatten(tomllib.loads(content))
        for text in dict.fromkeys(texts)
    )


@lru_cache(maxsize=1)
def load_phrasebook() -> Phrasebook:
    """All data files phrases/<kind>/<language>.toml of the package, read once."""
    phrases: list[Phrase] = []
    folder = resources.files(__package__).joinpath("phrases")
    for kind in get_args(Kind):
        directory = folder.joinpath(kind)
        if not directory.is_dir():
            continue
        for file in sorted(directory.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".toml"):
                language = file.name.removesuffix(".toml")
                phrases += read_phrases(kind, language, file.read_text(encoding="utf-8"))
    return Phrasebook.of(tuple(phrases))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """TOML reads an unquoted key with dots as nested tables; concepts are the joined names."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value

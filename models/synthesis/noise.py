"""OCR noise without pictures: words as the recogniser would read them, for training the linker on text alone.

The rates in noise.json were counted by `measure_noise` on simulated pages that our own OCR stage had read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from random import Random
from typing import Any, Literal

from docfields.document import Quad
from docfields.models.synthesis.truth import TruthWord

Quality = Literal["clean", "scan", "photo"]

CharacterClass = Literal["letter", "digit", "mark"]

LENGTHS = (1, 2, 5)
"""Words of up to so many characters are missed at a rate of their own; longer ones share the last rate."""

NARROW_GAP = 0.8
"""Only spaces narrower than this share of the words' height are ever lost."""


@dataclass(frozen=True, slots=True)
class NoiseTable:
    """Rates of one quality, each a probability.

    severities: by how much a page's rates differ from the mean, in falling order of readability; one is drawn
    a page. confusions: what a character is read as ("" for nothing), for all but the right reading. inserted:
    what is read after a character where nothing stands. space_lost, space_gained: by the classes of the
    characters on both sides. missed: words by length (`LENGTHS`). line_missed: whole lines. offset: how far the
    left, top, right and bottom of a read quad lie from the true one's, and jitter, their standard deviation: as
    shares of its height.
    """

    severities: tuple[float, ...]
    confusions: Mapping[str, Mapping[str, float]]
    inserted: Mapping[str, float]
    space_lost: Mapping[str, float]
    space_gained: Mapping[str, float]
    missed: tuple[float, ...]
    line_missed: float
    offset: tuple[float, ...]
    jitter: float


@dataclass(frozen=True, slots=True)
class NoisyWord:
    """A word as read. sources: indices of the true words in it, none left out, most often one."""

    text: str
    quad: Quad
    page: int
    line: int
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A character as read, with the place it takes along its true word (from 0 to 1)."""

    text: str
    source: int
    start: float
    end: float


def read_noisily(words: Sequence[TruthWord], quality: Quality, rng: Random) -> tuple[NoisyWord, ...]:
    """The words of a document as they would be read, lines in their order."""
    table = noise_table(quality)
    numbered = list(enumerate(words))
    read: list[NoisyWord] = []
    severity: dict[int, float] = {}
    for (page, line), group in groupby(numbered, key=lambda item: (item[1].page, item[1].line)):
        strength = severity.setdefault(page, rng.choice(table.severities))
        if rng.random() < table.line_missed * strength:
            continue
        kept = [(index, word) for index, word in group if rng.random() >= _miss_rate(word.text, table) * strength]
        for pieces in _noisy_line(kept, words, table, strength, rng):
            quad = _detected(_extent(pieces, words), table, rng)
            sources = tuple(dict.fromkeys(piece.source for piece in pieces))
            read.append(NoisyWord("".join(piece.text for piece in pieces), quad, page, line, sources))
    return tuple(read)


@cache
def noise_table(quality: Quality) -> NoiseTable:
    text = resources.files("docfields.models.synthesis").joinpath("noise.json").read_text(encoding="utf-8")
    row: dict[str, Any] = json.loads(text)[quality]
    rates: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return NoiseTable(**rates)


def class_of(character: str) -> CharacterClass:
    return "letter" if character.isalpha() else "digit" if character.isdigit() else "mark"


def between(left: str, right: str) -> str:
    """The key of a gap between two characters: "letter digit"."""
    return f"{class_of(left)} {class_of(right)}"


def length_class(text: str) -> int:
    """The place of a word's length in `LENGTHS`, or behind it."""
    return sum(len(text) > limit for limit in LENGTHS)


def _miss_rate(text: str, table: NoiseTable) -> float:
    return table.missed[length_class(text)]


def _noisy_line(
    kept: Sequence[tuple[int, TruthWord]], words: Sequence[TruthWord], table: NoiseTable, strength: float, rng: Random
) -> list[list[_Piece]]:
    """The words of one line as read, each as its pieces."""
    found: list[list[_Piece]] = []
    for index, word in kept:
        parts = _noisy_word(index, word.text, table, strength, rng)
        if found and parts and _space_is_lost(words, found[-1][-1].source, index, table, strength, rng):
            found[-1] += parts.pop(0)
        found += parts
    return found


def _noisy_word(index: int, text: str, table: NoiseTable, strength: float, rng: Random) -> list[list[_Piece]]:
    """One word as read: none where nothing is left of it, several where it falls apart."""
    parts: list[list[_Piece]] = [[]]
    for place, character in enumerate(text):
        start, end = place / len(text), (place + 1) / len(text)
        read = _drawn(table.confusions.get(character, {}), strength, rng, otherwise=character)
        if read:
            parts[-1].append(_Piece(read, index, start, end))
        if extra := _drawn(table.inserted, strength, rng, otherwise=""):
            parts[-1].append(_Piece(extra, index, end, end))
        if place + 1 < len(text) and parts[-1]:
            rate = table.space_gained.get(between(character, text[place + 1]), 0.0)
            if rng.random() < rate * strength:
                parts.append([])
    return [part for part in parts if part]


def _drawn(rates: Mapping[str, float], strength: float, rng: Random, *, otherwise: str) -> str:
    """One of the readings at its rate, else the given one."""
    if not rates:
        return otherwise
    roll = rng.random()
    for reading, rate in rates.items():
        roll -= rate * strength
        if roll < 0:
            return reading
    return otherwise


def _space_is_lost(
    words: Sequence[TruthWord], left: int, right: int, table: NoiseTable, strength: float, rng: Random
) -> bool:
    one, other = words[left], words[right]
    (ax, ay), (bx, by) = one.quad.points[1], other.quad.points[0]
    gap = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    if right != left + 1 or gap > NARROW_GAP * _height(one.quad):
        return False
    return rng.random() < table.space_lost.get(between(one.text[-1], other.text[0]), 0.0) * strength


def _extent(pieces: Sequence[_Piece], words: Sequence[TruthWord]) -> Quad:
    """The quad from the first piece's start to the last one's end."""
    first, last = pieces[0], pieces[-1]
    one, other = words[first.source].quad.points, words[last.source].quad.points
    return Quad((
        _between(one[0], one[1], first.start),
        _between(other[0], other[1], last.end),
        _between(other[3], other[2], last.end),
        _between(one[3], one[2], first.start),
    ))  # fmt: skip


def _between(one: tuple[float, float], other: tuple[float, float], share: float) -> tuple[float, float]:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _height(quad: Quad) -> float:
    (x, y), _, _, (a, b) = quad.points
    return float(((x - a) ** 2 + (y - b) ** 2) ** 0.5)


def _detected(quad: Quad, table: NoiseTable, rng: Random) -> Quad:
    """The sides moved as the detector does, which cuts closer than the truth and never twice alike."""
    height = _height(quad)
    left, top, right, bottom = (height * rng.gauss(side, table.jitter) for side in table.offset)
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.points
    return Quad(((ax + left, ay + top), (bx + right, by + top), (cx + right, cy + bottom), (dx + left, dy + bottom)))

"""What a report may not show: the boxes of a document in which personal values stand, by its truth or its reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from docfields.schemas import pii_fields
from docfields.schemas.extraction import Kind
from docfields.schemas.fields import general_path

from ..document import Quad
from .evaluate import DocumentScore
from .overlap import areas, shared_areas
from .reading_errors import BoxGroup, PageReading

WHOLLY_PERSONAL: frozenset[Kind] = frozenset({"identity", "bank_card", "form"})
"""Of these no text is shown: most of it is about a person, and a form's truth does not say which part."""

SHORTEST_WORD = 3
"""Shorter words of a personal value (a house number, "of") stand in too many other places."""

SHORTEST_PART = 4
"""From here on a value's words are also looked for inside a longer text, and a text inside the value."""

TOUCHING = 0.2
"""A box that shares this part of itself with a hidden one, or covers this part of it, shows some of its text."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The groups of a page that may not be shown, and all quads to paint over, in coordinates of the source."""

    groups: frozenset[int]
    quads: tuple[Quad, ...]


def hidden_on(score: DocumentScore, reading: PageReading) -> Hidden:
    """The groups by their index in the reading."""
    kinds = {score.gold.kind, score.extraction.kind or score.gold.kind}
    if kinds & WHOLLY_PERSONAL:
        quads = tuple(quad for group in reading.groups for quad in _boxes(group))
        return Hidden(frozenset(range(len(reading.groups))), quads)
    personal = {path for kind in kinds for path in pii_fields(kind)}
    values: list[str | None] = [value for path, value in score.gold.fields.items() if general_path(path) in personal]
    places = []
    for path, evidence in score.extraction.evidence.items():
        if general_path(path) not in personal:
            continue
        values += [str(evidence.value), evidence.printed]
        if evidence.quad is not None and evidence.page == reading.index:
            places.append(Quad(evidence.quad))
    secrets = [value for value in values if value]
    named = {index for index, group in enumerate(reading.groups) if _holds(group, secrets)}
    places += [quad for index in sorted(named) for quad in _boxes(reading.groups[index])]
    touched = {index for index, group in enumerate(reading.groups) if _touches(group, places)}
    covered = (quad for index in sorted(touched - named) for quad in _boxes(reading.groups[index]))
    return Hidden(frozenset(named | touched), (*places, *covered))


def _boxes(group: BoxGroup) -> tuple[Quad, ...]:
    return tuple(box.quad for box in (*group.true, *group.given))


def _holds(group: BoxGroup, secrets: Iterable[str]) -> bool:
    texts = [box.text for box in (*group.true, *group.given)]
    return any(_shares_text(text, secret) for text in texts for secret in secrets)


def _shares_text(text: str, secret: str) -> bool:
    whole, words = _fold(text), {_fold(word) for word in text.split()}
    for word in (*map(_fold, secret.split()), _fold(secret)):
        if len(word) >= (SHORTEST_WORD if word in words else SHORTEST_PART) and word in whole:
            return True
    return len(whole) >= SHORTEST_PART and whole in _fold(secret)


def _fold(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _touches(group: BoxGroup, places: list[Quad]) -> bool:
    quads = _boxes(group)
    smaller = np.minimum(areas(quads)[:, None], areas(places)[None, :])
    return bool((shared_areas(quads, places) > TOUCHING * smaller).any())

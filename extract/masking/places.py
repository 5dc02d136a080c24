"""Where personal values stand: the fields' own places and every other place with the same text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from docfields.schemas import pii_fields
from docfields.schemas.extraction import Extraction
from docfields.schemas.fields import general_path

from ..document import Quad, TextPage

SHORTEST_SEARCHED = 4
"""Shorter values (a sex, a house number) would hit words that mean something else."""

SHORTEST_NAME = 3
"""A word of a person's name is searched alone from this length on."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quad to be masked, in coordinates of the source as displayed."""

    page: int
    quad: Quad


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not remain. texts: folded; places: where it was seen."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]


def fold(text: str) -> str:
    """Letters and digits only, case-folded: spacing and punctuation hide nothing."""
    return "".join(character for character in text.casefold() if character.isalnum())


def find_secrets(extraction: Extraction, pages: Sequence[TextPage]) -> Secrets:
    """Every Pii-marked value of the record, in each form that the page prints."""
    personal = pii_fields(extraction.kind) if extraction.kind else {}
    texts: set[str] = set()
    places: list[Place] = []
    for path, evidence in extraction.evidence.items():
        pii = personal.get(general_path(path))
        if pii is None:
            continue
        if evidence.page is not None and evidence.quad is not None:
            places.append(Place(evidence.page, Quad(evidence.quad)))
        forms = {_form(evidence.value), evidence.printed or "", evidence.corrected_from or ""}
        forms |= set("\n".join(forms).split("\n"))
        if pii.category == "person_name":
            words = {word for form in forms for word in form.split()}
            texts |= {fold(word) for word in words if len(fold(word)) >= SHORTEST_NAME}
        texts |= {fold(form) for form in forms if len(fold(form)) >= SHORTEST_SEARCHED}
    ordered = tuple(sorted(texts, key=lambda text: (-len(text), text)))
    places += [place for page in pages for place in _occurrences(page, ordered)]
    return Secrets(ordered, tuple(places))


def _form(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _occurrences(page: TextPage, texts: Iterable[str]) -> list[Place]:
    """The words of the page that hold one of the texts or a part of it, lines running on."""
    words = [word for line in page.lines for word in line.words]
    joined, owner = "", []
    for index, word in enumerate(words):
        folded = fold(word.text)
        joined += folded
        owner += [index] * len(folded)
    hit: set[int] = set()
    for text in texts:
        start = joined.find(text)
        while start >= 0:
            if _at_word(owner, start, len(text), alone=len(text) < SHORTEST_SEARCHED):
                hit.update(owner[start : start + len(text)])
            start = joined.find(text, start + 1)
    return [Place(page.index, page.to_source.quad(words[index].quad)) for index in sorted(hit)]


def _at_word(owner: Sequence[int], start: int, length: int, *, alone: bool) -> bool:
    """Short texts count only as whole words; longer ones wherever they begin."""
    if not alone:
        return True
    begins = start == 0 or owner[start - 1] != owner[start]
    end = start + length
    return begins and (end == len(owner) or owner[end] != owner[end - 1])


def remaining(secrets: Secrets, text: str) -> int:
    """How many of the secrets a text still holds. The text is folded here."""
    folded = fold(text)
    return sum(len(secret) >= SHORTEST_SEARCHED and secret in folded for secret in secrets.texts)

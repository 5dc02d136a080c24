"""What a field type's reader gives: one way to read a candidate's text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docfields.schemas.extraction import Check
from docfields.schemas.fields import FieldNote

from ..document import Candidate
from .habits import Habits


@dataclass(frozen=True, slots=True)
class Option:
    """A typed value. score: of the notation, in [0, 1]. corrected_from: the text before repair."""

    value: Any
    score: float
    checks: tuple[Check, ...] = ()
    corrected_from: str | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One candidate to be read: its text without the label, its field, the document's habits."""

    text: str
    candidate: Candidate
    note: FieldNote
    habits: Habits


Read = Callable[[Job], tuple[Option, ...]]
"""Options of one candidate, likeliest first; none where the text is no value of the type."""

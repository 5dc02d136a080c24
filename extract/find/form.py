"""Forms have no fields of their own: what they say stands in their pairs."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Candidate, Classification, TextPage


def find(pages: Sequence[TextPage], classification: Classification) -> tuple[Candidate, ...]:
    """No candidates: a form's record is made of `Findings.pairs`."""
    return ()

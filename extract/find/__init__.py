"""Find: where a document may hold the values of its fields, with pairs and tables."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Candidate, Classification, Findings, TextPage

__all__ = ["find"]


def find(pages: Sequence[TextPage], classification: Classification) -> Findings:
    """Any number of candidates a field, the pairs of any document, and the tables of invoices."""
    from .pairs import find_pairs

    pairs = find_pairs(pages)
    if classification.kind == "invoice":
        from .invoice import find_with_tables

        candidates, tables = find_with_tables(pages)
        return Findings(candidates, pairs, tables)
    return Findings(_candidates(pages, classification), pairs)


def _candidates(pages: Sequence[TextPage], classification: Classification) -> tuple[Candidate, ...]:
    match classification.kind:
        case "receipt":
            from . import receipt

            return receipt.find(pages, classification)
        case "identity":
            from . import identity

            return identity.find(pages, classification)
        case "bank_card":
            from . import bank_card

            return bank_card.find(pages, classification)
        case "form" | "invoice":
            from . import form

            return form.find(pages, classification)

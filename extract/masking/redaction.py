"""An extraction whose personal values are masked, for terminals, reports and exports."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docfields.schemas import Pii, flatten, pii_fields, record_from_values
from docfields.schemas.extraction import Evidence, Extraction, Kind
from docfields.schemas.fields import general_path

MASK = "••••"

PUBLIC_FIELDS = frozenset({"seller.name"})
"""A seller trades under this name; without it no table of invoices can be read."""


def redact(extraction: Extraction) -> Extraction:
    """The same extraction with every Pii-marked value masked, wherever it stands.

    A card number keeps its first six and last four digits, as PCI DSS 3.4.1 allows for display; a
    name keeps its initials; a date, which cannot be partly shown, becomes None in the record.
    """
    if extraction.record is None or extraction.kind is None:
        return extraction
    personal = {path: pii for path, pii in pii_fields(extraction.kind).items() if path not in PUBLIC_FIELDS}
    values = flatten(extraction.record)
    secrets = sorted(
        (str(value) for path, value in values.items() if general_path(path) in personal and value),
        key=len,
        reverse=True,
    )
    return extraction.model_copy(
        update={
            "record": _record(extraction.kind, values, personal),
            "evidence": {
                path: _evidence(evidence, personal[general_path(path)]) if general_path(path) in personal else evidence
                for path, evidence in extraction.evidence.items()
            },
            "pairs": tuple(
                pair.model_copy(update={"value": _without(pair.value, secrets)}) for pair in extraction.pairs
            ),
            "tables": tuple(
                table.model_copy(
                    update={
                        "cells": tuple(
                            cell.model_copy(update={"text": _without(cell.text, secrets)}) for cell in table.cells
                        )
                    }
                )
                for table in extraction.tables
            ),
        }
    )


def masked_value(value: object, pii: Pii) -> str | None:
    """What may be shown of a personal value; None where nothing may."""
    if not isinstance(value, str):
        return None
    if pii.category == "card_number":
        digits = re.sub(r"\D", "", value)
        return f"{digits[:6]}{'•' * max(0, len(digits) - 10)}{digits[-4:]}" if len(digits) >= 12 else MASK
    if pii.category == "person_name" and value.upper() != value.lower():  # an initial of Chinese is a surname
        return " ".join(f"{word[0]}." for word in value.split())
    return MASK


def _record(kind: Kind, values: dict[str, object], personal: dict[str, Pii]) -> object:
    shown = {}
    for path, value in values.items():
        pii = personal.get(general_path(path))
        kept = value if pii is None else masked_value(value, pii)
        if kept is not None:
            shown[path] = kept
    return record_from_values(kind, shown)


def _evidence(evidence: Evidence, pii: Pii) -> Evidence:
    return evidence.model_copy(
        update={
            "value": masked_value(evidence.value, pii) or MASK,
            "printed": None if evidence.printed is None else MASK,
            "alternatives": (),
            "corrected_from": None if evidence.corrected_from is None else MASK,
        }
    )


def _without(text: str, secrets: Iterable[str]) -> str:
    """The text with each secret masked, however its characters are spaced and cased."""
    for secret in secrets:
        characters = [re.escape(character) for character in secret if character.isalnum()]
        if len(characters) >= 3:
            text = re.sub(r"[\W_]*".join(characters), MASK, text, flags=re.IGNORECASE)
    return text

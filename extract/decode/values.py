"""Candidates -> values: each text read as its field's type, ranked, with what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from docfields.schemas.extraction import Issue, Kind
from docfields.schemas.fields import FieldType
from docfields.schemas.records import field_note, value_text

from ..document import Candidate, Classification, Readings, TextPage, Value
from .habits import Habits, habits_of
from .identifiers import (
    read_account_number,
    read_bic,
    read_card_number,
    read_email,
    read_iban,
    read_identifier,
    read_mrz,
    read_personal_number,
    read_phone,
    read_tax_id,
    read_vat_id,
    read_website,
)
from .numbers import read_amount, read_date, read_month, read_number, read_percent, read_quantity, read_time
from .option import Job, Option, Read
from .words import (
    read_address,
    read_choice,
    read_country,
    read_country_3,
    read_currency,
    read_document_type,
    read_name,
    read_network,
    read_place,
    read_sex,
    read_text,
    without_label,
)

READERS: Mapping[FieldType, Read] = {
    FieldType.AMOUNT: read_amount,
    FieldType.DATE: read_date,
    FieldType.TIME: read_time,
    FieldType.MONTH: read_month,
    FieldType.TEXT: read_text,
    FieldType.NAME: read_name,
    FieldType.ADDRESS: read_address,
    FieldType.IDENTIFIER: read_identifier,
    FieldType.VAT_ID: read_vat_id,
    FieldType.TAX_ID: read_tax_id,
    FieldType.IBAN: read_iban,
    FieldType.BIC: read_bic,
    FieldType.ACCOUNT_NUMBER: read_account_number,
    FieldType.PHONE: read_phone,
    FieldType.EMAIL: read_email,
    FieldType.WEBSITE: read_website,
    FieldType.PERCENT: read_percent,
    FieldType.QUANTITY: read_quantity,
    FieldType.NUMBER: read_number,
    FieldType.CURRENCY: read_currency,
    FieldType.COUNTRY: read_country,
    FieldType.COUNTRY_3: read_country_3,
    FieldType.SEX: read_sex,
    FieldType.PERSONAL_NUMBER: read_personal_number,
    FieldType.CARD_NUMBER: read_card_number,
    FieldType.CARD_NETWORK: read_network,
    FieldType.MRZ: read_mrz,
    FieldType.DOCUMENT_TYPE: read_document_type,
    FieldType.CHOICE: read_choice,
    FieldType.PLACE: read_place,
}
"""One reader a field type."""

NOTATION_WEIGHT = 0.25
"""Part of a score that the notation decides; the linker has weighed the notation before."""

RECOGNISER_WEIGHT = 0.3
"""Part of a score that the recogniser's own scores of the words decide."""

SECOND_READING = 0.8
"""Factor for other readings of the same text, beside their notation's score."""

AGREEMENT = 0.25
"""How much of the doubt that is left another candidate with the same value takes away."""

MOST_AGREEING = 3
MOST_VALUES = 8
MOST_ALTERNATIVES = 4

NEGATIVE_IN_CREDIT_NOTES = frozenset({"net_total", "tax_total", "total", "amount_due", "shipping", "service_charge"})
"""What a credit note takes back; its lines and taxes likewise."""


def decode(candidates: Sequence[Candidate], classification: Classification, pages: Sequence[TextPage]) -> Readings:
    """Read each candidate as its field's type and rank the values of each field, best first.

    The document decides what is ambiguous: the order of day and month, the decimal mark, whose
    dollars. Candidates of fields that the kind does not have are left out.
    """
    kind = classification.kind
    habits = habits_of(pages, classification)
    by_field: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.field not in by_field and not _is_field(kind, candidate.field):
            continue
        by_field.setdefault(candidate.field, []).append(candidate)
    values, issues = [], []
    for field, own in by_field.items():
        ranked, doubts = _read_field(field, own, kind, habits)
        if classification.subtype == "credit_note":
            ranked = tuple(_taken_back(value) for value in ranked)
        if ranked:
            values.append((field, ranked))
        issues += doubts
    return Readings(tuple(values), tuple(issues))


def _is_field(kind: Kind, path: str) -> bool:
    try:
        field_note(kind, path)
    except KeyError:
        return False
    return True


def _read_field(
    field: str, candidates: Iterable[Candidate], kind: Kind, habits: Habits
) -> tuple[tuple[Value, ...], list[Issue]]:
    note = field_note(kind, field)
    reader = READERS[note.type]
    values: list[tuple[Value, bool]] = []
    for candidate in candidates:
        text = without_label(candidate.text, candidate.label)
        options = reader(Job(text, candidate, note, habits))
        values += [(_value(candidate, option, place), option.ambiguous) for place, option in enumerate(options)]
    if not values:
        message = f"what stands where {field} should be cannot be read as its type ({note.type})"
        return (), [Issue(code="unreadable_value", field=field, message=message, severity="info")]
    ambiguous = {_key(value.value) for value, doubtful in values if doubtful}
    ranked = _merged([value for value, _ in values])
    issues = []
    if note.type is FieldType.DATE and _key(ranked[0].value) in ambiguous:
        message = f"day and month of {field} may be exchanged, and nothing on the page decides their order"
        issues.append(Issue(code="ambiguous_date", field=field, message=message))
    return ranked, issues


def _value(candidate: Candidate, option: Option, place: int) -> Value:
    """place: 0 for the likeliest reading of this candidate."""
    words = [word.score for word in candidate.words]
    recogniser = sum(words) / len(words) if words else 1.0
    score = candidate.score * (1 - RECOGNISER_WEIGHT + RECOGNISER_WEIGHT * recogniser)
    score *= 1 - NOTATION_WEIGHT + NOTATION_WEIGHT * option.score
    if place > 0:
        score *= SECOND_READING * option.score
    return Value(
        field=candidate.field,
        value=option.value,
        candidate=candidate,
        score=round(max(0.0, min(1.0, score)), 4),
        checks=(*option.checks, *candidate.checks),
        corrected_from=option.corrected_from,
    )


def _merged(values: Sequence[Value]) -> tuple[Value, ...]:
    """Equal values made one, with a higher score; best first, each with the others as alternatives."""
    groups: dict[Any, list[Value]] = {}
    for value in sorted(values, key=lambda value: -value.score):
        groups.setdefault(_key(value.value), []).append(value)
    agreed = sorted((_agreed(group) for group in groups.values()), key=lambda value: -value.score)[:MOST_VALUES]
    texts = [value_text(value.value) for value in agreed]
    return tuple(
        replace(
            value,
            alternatives=tuple(dict.fromkeys(text for text in texts if text != own))[:MOST_ALTERNATIVES],
        )
        for value, own in zip(agreed, texts, strict=True)
    )


def _agreed(group: Sequence[Value]) -> Value:
    """The best of equal values; further places of the page that say the same raise its score."""
    best = group[0]
    score = best.score
    checks = dict.fromkeys(check for value in group for check in value.checks)
    places = {(best.candidate.page, best.candidate.quad)}
    for other in group[1:]:
        place = (other.candidate.page, other.candidate.quad)
        if place not in places and len(places) <= MOST_AGREEING:
            places.add(place)
            score += (1 - score) * AGREEMENT * other.score
    return replace(best, score=round(min(1.0, score), 4), checks=tuple(checks))


def _key(value: Any) -> Any:
    """Equal for values that say the same: names and numbers without regard to case, spaces and marks."""
    if isinstance(value, str):
        return "".join(character for character in value.casefold() if character.isalnum()) or value
    return value


def _taken_back(value: Value) -> Value:
    """The same amount below zero, where a credit note prints it without a sign."""
    own = value.field in NEGATIVE_IN_CREDIT_NOTES or value.field.endswith((".amount", ".base"))
    if not own or not isinstance(value.value, Decimal) or value.value <= 0:
        return value
    return replace(value, value=-value.value, corrected_from=value.corrected_from or value.candidate.text)

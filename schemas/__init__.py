"""What documents say: a record a kind, its evidence, its checks and its marks of personal data."""

from .bank_card import BankCard
from .extraction import Check, Evidence, Extraction, Issue, Kind, Pair, Table
from .fields import FieldType, Pii
from .form import Form
from .identity import Identity, MachineReadableZone
from .invoice import Invoice
from .receipt import Receipt
from .records import (
    RECORDS,
    field_note,
    field_type,
    field_types,
    flatten,
    json_schema,
    pii_fields,
    record_from_values,
    value_text,
)

__all__ = [
    "RECORDS",
    "BankCard",
    "Check",
    "Evidence",
    "Extraction",
    "FieldType",
    "Form",
    "Identity",
    "Invoice",
    "Issue",
    "Kind",
    "MachineReadableZone",
    "Pair",
    "Pii",
    "Receipt",
    "Table",
    "field_note",
    "field_type",
    "field_types",
    "flatten",
    "json_schema",
    "pii_fields",
    "record_from_values",
    "value_text",
]

"""Records by kind, and the way between a record and its flat values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from .bank_card import BankCard
from .extraction import Kind
from .fields import FieldNote, FieldType, Pii, Record, field_notes, general_path, split_path, unwrap
from .form import Form
from .identity import Identity
from .invoice import Invoice
from .receipt import Receipt

RECORDS: dict[Kind, type[Record]] = {
    "invoice": Invoice,
    "receipt": Receipt,
    "bank_card": BankCard,
    "identity": Identity,
    "form": Form,
}
"""Every kind of document with its record; a new schema is a file and a line here."""

LONGEST_LIST = 10_000
"""An index beyond this is an error of the caller, and must not fill the memory with empty parts."""


def field_note(kind: Kind, path: str) -> FieldNote:
    """What the schema says of a field; raises KeyError where the kind has no such field."""
    return field_notes(RECORDS[kind])[general_path(path)]


def field_type(kind: Kind, path: str) -> FieldType:
    """What a field's text must be read as; raises KeyError where the kind has no such field."""
    return field_note(kind, path).type


def field_types(kind: Kind) -> dict[str, FieldType]:
    """The types of all fields of a kind, by path with empty brackets, in the schema's order."""
    return {path: note.type for path, note in field_notes(RECORDS[kind]).items()}


def pii_fields(kind: Kind) -> dict[str, Pii]:
    """The fields of a kind that hold personal data, by path with empty brackets."""
    return {path: note.pii for path, note in field_notes(RECORDS[kind]).items() if note.pii is not None}


def json_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of a kind's record as it is written (amounts are strings)."""
    return RECORDS[kind].model_json_schema(mode="serialization")


def record_from_values(kind: Kind, values: Mapping[str, Any]) -> Record:
    """A record from flat values by path.

    Parts of a list that no value names stay empty, so that every value keeps its path; lists of bare
    values close up. Raises ValueError for paths and values that the schema does not have.
    """
    tree: dict[str, Any] = {}
    for path, value in values.items():
        _plant(tree, split_path(path), value)
    return RECORDS[kind].model_validate(_grown(RECORDS[kind], tree))


def flatten(record: BaseModel) -> dict[str, Any]:
    """The values of a record by path, in the schema's order; what is None is left out."""
    return dict(_leaves(record, ""))


def value_text(value: Any) -> str:
    """A value as text, as gold folders, exports and alternatives write it: dates ISO, amounts plain decimals."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _plant(tree: dict[Any, Any], parts: tuple[str | int, ...], value: Any) -> None:
    """tree: dicts by name and, for lists, by index."""
    *way, last = parts
    for part in way:
        if isinstance(part, int) and part >= LONGEST_LIST:
            raise ValueError("index of a list is too large")
        tree = tree.setdefault(part, {})
        if not isinstance(tree, dict):
            raise ValueError("a path leads through a value")
    if isinstance(tree.get(last), dict):
        raise ValueError("a path ends before its values")
    tree[last] = value


def _grown(model: type[BaseModel], tree: Mapping[str, Any]) -> dict[str, Any]:
    """The tree with dicts of indices made into tuples, as the model's annotations say."""
    grown: dict[str, Any] = {}
    for name, branch in tree.items():
        if name not in model.model_fields:
            raise ValueError(f"{model.__name__} has no field {name}")
        inner, is_list, _ = unwrap(model.model_fields[name])
        nested = isinstance(inner, type) and issubclass(inner, BaseModel)
        if is_list:
            grown[name] = _grown_list(name, inner if nested else None, branch)
        elif nested and isinstance(branch, dict):
            grown[name] = _grown(inner, branch)
        else:
            grown[name] = branch
    return grown


def _grown_list(name: str, part: type[BaseModel] | None, branch: Any) -> tuple[Any, ...]:
    """branch: what stands at each index. part: the model of the list's members, None for bare values."""
    if not isinstance(branch, dict) or not all(isinstance(index, int) for index in branch):
        raise ValueError(f"{name} is a list: its paths need an index")
    if part is None:
        return tuple(branch[index] for index in sorted(branch))
    members = [branch.get(index, {}) for index in range(max(branch) + 1)]
    if not all(isinstance(member, dict) for member in members):
        raise ValueError(f"{name} is a list of parts: its paths go on after the index")
    return tuple(_grown(part, member) for member in members)


def _leaves(part: BaseModel, prefix: str) -> Iterator[tuple[str, Any]]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from _leaves(value, f"{prefix}{name}.")
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                path = f"{prefix}{name}[{index}]"
                if isinstance(one, BaseModel):
                    yield from _leaves(one, path + ".")
                else:
                    yield path, one
        elif value is not None:
            yield f"{prefix}{name}", value

"""Types of fields, marks of personal data, and the paths by which a record's values are named.

A path is written as evidence writes it: "total", "seller.name", "line_items[3].amount". The path of
a field whatever the place in its list has empty brackets: "line_items[].amount".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.fields import FieldInfo

from .extraction import Frozen


class FieldType(StrEnum):
    """What a field's text must be read as."""

    AMOUNT = "amount"
    DATE = "date"
    TIME = "time"
    MONTH = "month"
    TEXT = "text"
    NAME = "name"
    ADDRESS = "address"
    IDENTIFIER = "identifier"
    VAT_ID = "vat_id"
    TAX_ID = "tax_id"
    IBAN = "iban"
    BIC = "bic"
    ACCOUNT_NUMBER = "account_number"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    PERCENT = "percent"
    QUANTITY = "quantity"
    NUMBER = "number"
    CURRENCY = "currency"
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    COUNTRY_3 = "country_3"  # alpha-3, with the codes that ICAO 9303 adds
    SEX = "sex"
    PERSONAL_NUMBER = "personal_number"
    CARD_NUMBER = "card_number"
    CARD_NETWORK = "card_network"
    MRZ = "mrz"
    DOCUMENT_TYPE = "document_type"
    CHOICE = "choice"  # one of the words that the schema lists
    PLACE = "place"  # where something stands on the page
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Pii:
    """A mark of personal data. category: "person_name", "company_name", "address", "phone", "email",
    "account", "card_number", "id_number", "tax_number", "birth", "nationality", "ethnicity", "body",
    "signature", "portrait"."""

    category: str


@dataclass(frozen=True, slots=True)
class Positive:
    """A mark of amounts that are positive however they are printed: discounts, what was paid."""


Amount = Annotated[Decimal | None, FieldType.AMOUNT]
Deduction = Annotated[Decimal | None, FieldType.AMOUNT, Positive()]
Percent = Annotated[Decimal | None, FieldType.PERCENT]
Quantity = Annotated[Decimal | None, FieldType.QUANTITY]
Number = Annotated[Decimal | None, FieldType.NUMBER]
Date = Annotated[date | None, FieldType.DATE]
Time = Annotated[Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}(:\d{2})?$")] | None, FieldType.TIME]
Month = Annotated[Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")] | None, FieldType.MONTH]
Text = Annotated[str | None, FieldType.TEXT]
Name = Annotated[str | None, FieldType.NAME]
PersonName = Annotated[str | None, FieldType.NAME, Pii("person_name")]
PartyName = Annotated[str | None, FieldType.NAME, Pii("company_name")]
AddressText = Annotated[str | None, FieldType.ADDRESS, Pii("address")]
AddressPart = Annotated[str | None, FieldType.TEXT, Pii("address")]
Identifier = Annotated[str | None, FieldType.IDENTIFIER]
VatId = Annotated[str | None, FieldType.VAT_ID, Pii("tax_number")]
TaxId = Annotated[str | None, FieldType.TAX_ID, Pii("tax_number")]
Iban = Annotated[str | None, FieldType.IBAN, Pii("account")]
Bic = Annotated[str | None, FieldType.BIC]
AccountNumber = Annotated[str | None, FieldType.ACCOUNT_NUMBER, Pii("account")]
Phone = Annotated[str | None, FieldType.PHONE, Pii("phone")]
Email = Annotated[str | None, FieldType.EMAIL, Pii("email")]
Website = Annotated[str | None, FieldType.WEBSITE]
Currency = Annotated[Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None, FieldType.CURRENCY]
Country = Annotated[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None, FieldType.COUNTRY]


class Record(Frozen):
    """Base of all records and their parts: frozen, closed, with a description for every field."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class AddressParts(Record):
    """The parts of an address, where the page tells them apart."""

    street: AddressPart = None
    house_number: AddressPart = None
    unit: AddressPart = None
    city: AddressPart = None
    state: AddressPart = None
    postal_code: AddressPart = None
    country: Country = None


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What the schema says of one field. choices: the words it may have, none where it is free."""

    path: str
    type: FieldType
    pii: Pii | None
    positive: bool
    choices: tuple[str, ...]


@cache
def field_notes(model: type[BaseModel]) -> dict[str, FieldNote]:
    """All fields of a model that hold a value, by path with empty brackets, in the schema's order."""
    return {note.path: note for note in _notes(model, "")}


def general_path(path: str) -> str:
    """ "line_items[3].amount" -> "line_items[].amount"."""
    return re.sub(r"\[\d+\]", "[]", path)


def split_path(path: str) -> tuple[str | int, ...]:
    """ "line_items[3].amount" -> ("line_items", 3, "amount"); raises ValueError for what is no path."""
    if not re.fullmatch(r"[a-z_0-9]+(\[\d+\])?(\.[a-z_0-9]+(\[\d+\])?)*", path):
        raise ValueError("not the path of a field")
    parts = re.findall(r"[a-z_0-9]+|\[\d+\]", path)
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)


def _notes(model: type[BaseModel], prefix: str) -> Iterator[FieldNote]:
    for name, field in model.model_fields.items():
        inner, is_list, metadata = unwrap(field)
        path = f"{prefix}{name}" + ("[]" if is_list else "")
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _notes(inner, path + ".")
            continue
        types = [mark for mark in metadata if isinstance(mark, FieldType)]
        marks = [mark for mark in metadata if isinstance(mark, Pii)]
        choices = tuple(map(str, get_args(inner))) if get_origin(inner) is Literal else ()
        kind = types[0] if types else FieldType.CHOICE if choices else FieldType.TEXT
        positive = any(isinstance(mark, Positive) for mark in metadata)
        yield FieldNote(path, kind, marks[0] if marks else None, positive, choices)


def unwrap(field: FieldInfo) -> tuple[Any, bool, tuple[Any, ...]]:
    """(the type within, whether it is in a list, all metadata) of a field's annotation."""
    annotation, metadata, is_list = field.annotation, list(field.metadata), False
    while True:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation, metadata = arguments[0], metadata + list(arguments[1:])
        elif origin in (Union, UnionType):
            annotation = next(one for one in arguments if one is not NoneType)
        elif origin is tuple:
            annotation, is_list = arguments[0], True
        else:
            return annotation, is_list, tuple(metadata)

import json
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from docfields.schemas import (
    RECORDS,
    FieldType,
    Invoice,
    Kind,
    field_note,
    field_type,
    field_types,
    flatten,
    json_schema,
    pii_fields,
    record_from_values,
)
from docfields.schemas.fields import FieldNote, field_notes

KINDS: tuple[Kind, ...] = get_args(Kind)

# The names of the truth of gold folders, by kind.
CORE = {
    "invoice": (
        "number issue_date due_date delivery_date order_number customer_number contract_number currency "
        "seller.name seller.address seller.vat_id seller.tax_id seller.phone seller.email buyer.name "
        "buyer.address buyer.vat_id ship_to.name ship_to.address payment.iban payment.bic payment.terms "
        "payment.reference net_total tax_total total amount_due paid discount shipping taxes[].rate "
        "taxes[].base taxes[].amount line_items[].description line_items[].sku line_items[].quantity "
        "line_items[].unit line_items[].unit_price line_items[].discount line_items[].tax_rate "
        "line_items[].amount"
    ),
    "receipt": (
        "seller.name seller.address seller.phone seller.tax_id number date time currency subtotal tax tip "
        "discount total paid change payment.method line_items[].description line_items[].amount"
    ),
    "bank_card": "number expiry valid_from holder network issuer",
    "identity": (
        "document_type issuing_country authority number surname given_names full_name sex birth_date "
        "birth_place nationality ethnicity personal_number issue_date expiry_date address mrz"
    ),
    "form": "",
}
EXTENDED = {
    "invoice": (
        "subtype order_date service_period.start service_period.end bill_to.name remit_to.address "
        "buyer.tax_id buyer.phone buyer.email seller.website seller.registrations[].type "
        "accounts[].routing_number prior_balance service_charge rounding exchange_rate references[] "
        "taxes[].category line_items[].date line_items[].page seller.address_parts.street "
        "ship_to.address_parts.postal_code"
    ),
    "receipt": "country category taxes[].amount payments[].method card_last4 arrival_date line_items[].sku",
    "bank_card": "holder_company service_phones[]",
    "identity": (
        "middle_name region aliases[] place_of_issue permit_category licence_classes[] restrictions "
        "endorsements height eye_colour document_discriminator signature portrait "
        "machine_readable_zone.number"
    ),
    "form": "title",
}


def test_every_kind_has_a_record() -> None:
    assert tuple(RECORDS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_fields_have_the_agreed_names(kind: Kind) -> None:
    assert set(f"{CORE[kind]} {EXTENDED[kind]}".split()) <= set(field_types(kind))


def test_absent_parts_never_raise() -> None:
    empty = Invoice()
    assert (empty.seller.name, empty.seller.address_parts.city, empty.line_items) == (None, None, ())
    assert flatten(empty) == {}


def test_a_record_is_built_from_paths() -> None:
    record = record_from_values(
        "invoice",
        {
            "number": "R-17",
            "issue_date": date(2024, 3, 1),
            "total": Decimal("119.00"),
            "seller.name": "Beispiel GmbH",
            "seller.address_parts.city": "Musterstadt",
            "line_items[1].amount": Decimal("40.00"),
            "references[0]": "B-3",
        },
    )
    assert isinstance(record, Invoice)
    assert record.seller.address_parts.city == "Musterstadt"
    assert record.line_items[0].amount is None
    assert record.line_items[1].amount == Decimal("40.00")
    assert json.loads(record.model_dump_json())["total"] == "119.00"


@pytest.mark.parametrize(
    "path",
    [
        "nonsense",
        "seller.nonsense",
        "line_items.amount",
        "total[0]",
        "seller",
        "line_items[0]",
        "a..b",
        "line_items[99999999].amount",
    ],
)
def test_paths_that_the_schema_lacks_are_refused(path: str) -> None:
    with pytest.raises(ValueError):
        record_from_values("invoice", {path: "1", "total": Decimal(1)})


def test_values_out_of_form_are_refused_without_showing_them() -> None:
    with pytest.raises(ValidationError) as caught:
        record_from_values("receipt", {"time": "secret o'clock"})
    assert "secret" not in str(caught.value)


def test_reprs_show_no_values() -> None:
    record = record_from_values("identity", {"surname": "Beispiel"})
    assert "Beispiel" not in repr(record) + str(record)


def test_records_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Invoice().total = Decimal(1)  # type: ignore[misc]


def test_field_types_and_notes() -> None:
    assert field_type("invoice", "line_items[3].amount") is FieldType.AMOUNT
    assert field_type("bank_card", "expiry") is FieldType.MONTH
    assert field_note("invoice", "discount").positive
    assert not field_note("invoice", "total").positive
    assert field_note("identity", "document_type").choices[0] == "passport"
    with pytest.raises(KeyError):
        field_type("receipt", "due_date")


def test_personal_data_are_marked() -> None:
    marks = {path: pii.category for path, pii in pii_fields("identity").items()}
    assert marks["surname"] == "person_name"
    assert marks["birth_date"] == "birth"
    assert marks["mrz"] == "id_number"
    assert marks["machine_readable_zone.lines[]"] == "id_number"
    assert pii_fields("bank_card")["number"].category == "card_number"
    assert pii_fields("invoice")["accounts[].iban"].category == "account"
    assert "total" not in pii_fields("invoice")


@pytest.mark.parametrize("kind", KINDS)
def test_json_schema_describes_fields_and_writes_amounts_as_strings(kind: Kind) -> None:
    schema = json_schema(kind)
    assert schema["additionalProperties"] is False
    if kind == "invoice":
        assert schema["properties"]["number"]["description"].startswith("BT-1:")
        assert {"type": "string"}.items() <= schema["properties"]["total"]["anyOf"][0].items()


def values_of(note: FieldNote) -> st.SearchStrategy[Any]:
    """Values that a field accepts."""
    if note.choices:
        return st.sampled_from(note.choices)
    by_type: dict[FieldType, st.SearchStrategy[Any]] = {
        FieldType.DATE: st.dates(),
        FieldType.TIME: st.times().map(lambda moment: moment.strftime("%H:%M")),
        FieldType.MONTH: st.dates().map(lambda day: f"{day.year:04d}-{day.month:02d}"),
        FieldType.CURRENCY: st.sampled_from(["EUR", "USD"]),
        FieldType.COUNTRY: st.sampled_from(["DE", "MY"]),
    }
    decimals = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
    for numeric in (FieldType.AMOUNT, FieldType.PERCENT, FieldType.QUANTITY, FieldType.NUMBER):
        by_type[numeric] = decimals
    return by_type.get(note.type, st.text("Az9 .-é漢", min_size=1, max_size=8))


@st.composite
def flat_values(draw: st.DrawFn) -> tuple[Kind, dict[str, Any]]:
    kind = draw(st.sampled_from(KINDS))
    notes = [note for path, note in field_notes(RECORDS[kind]).items() if "checks[]" not in path]
    chosen = draw(st.lists(st.sampled_from(notes), unique_by=lambda note: note.path, max_size=8))
    return kind, {note.path.replace("[]", "[0]"): draw(values_of(note)) for note in chosen}


@given(flat_values())
def test_values_survive_the_way_through_a_record(flat: tuple[Kind, dict[str, Any]]) -> None:
    kind, values = flat
    record = record_from_values(kind, values)
    assert flatten(record) == values
    assert record_from_values(kind, flatten(record)) == record
    assert RECORDS[kind].model_validate_json(record.model_dump_json()) == record

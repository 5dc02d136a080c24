"""What a person sees of an extraction unless they ask for more."""

from __future__ import annotations

import docfields
from docfields import journal
from docfields.masking.redaction import masked_value
from docfields.schemas import Pii
from docfields.schemas.extraction import Extraction


def test_a_card_number_keeps_what_pci_dss_allows(card: Extraction) -> None:
    shown = docfields.redact(card)
    assert shown.record.number == "400012••••••9017"  # type: ignore[union-attr]
    assert shown.evidence["number"].value == "400012••••••9017"
    assert shown.evidence["number"].checks == card.evidence["number"].checks


def test_no_personal_value_is_left_anywhere(invoice: Extraction, card: Extraction) -> None:
    for extraction in (invoice, card):
        text = journal.to_json(docfields.redact(extraction)).casefold()
        assert "beispiel gmbh" in text or extraction is card
        assert "erika" not in text


def test_a_name_keeps_its_initials_where_its_script_has_some() -> None:
    assert masked_value("Erika Beispiel", Pii("person_name")) == "E. B."
    assert masked_value("沈一", Pii("person_name")) == "••••"


def test_amounts_and_the_seller_stay_readable(invoice: Extraction) -> None:
    shown = docfields.redact(invoice)
    assert shown.record.total == invoice.record.total  # type: ignore[union-attr]
    assert shown.record.seller.name == "Beispiel GmbH"  # type: ignore[union-attr]


def test_a_repr_tells_nothing(card: Extraction) -> None:
    assert "4000" not in repr(card) and "ERIKA" not in repr(card.record) + str(card.evidence)

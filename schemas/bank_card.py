"""Bank cards: what the face of a payment card shows. A CVV is masked wherever it is seen and never kept."""

from __future__ import annotations

from typing import Annotated

from .fields import FieldType, Month, Name, PersonName, Pii, Record


class BankCard(Record):
    """A credit, debit or prepaid card (ISO/IEC 7812 number, ISO/IEC 7813 month of expiry)."""

    number: Annotated[str | None, FieldType.CARD_NUMBER, Pii("card_number")] = None
    """The primary account number, digits only."""
    expiry: Month = None
    """The last month of validity, YYYY-MM."""
    valid_from: Month = None
    """The first month of validity, YYYY-MM."""
    holder: PersonName = None
    """The name embossed or printed."""
    holder_company: Name = None
    """The firm on a corporate card."""
    network: Annotated[str | None, FieldType.CARD_NETWORK] = None
    """Visa, Mastercard, American Express ..."""
    issuer: Name = None
    """The bank or the programme whose card it is."""
    service_phones: tuple[Annotated[str, FieldType.PHONE], ...] = ()
    """Numbers to call, as printed."""

"""Identity documents, in the terms of ICAO Doc 9303 (machine readable travel documents)."""

from __future__ import annotations

from typing import Annotated, Literal

from .extraction import Check
from .fields import AddressParts, AddressText, Date, FieldType, PersonName, Pii, Record, Text

DocumentType = Literal["passport", "id_card", "residence_permit", "driving_licence", "visa"]
Sex = Literal["M", "F", "X"]
ZoneFormat = Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B", "FRA-ID"]

Country3 = Annotated[str | None, FieldType.COUNTRY_3]
IdNumber = Annotated[str | None, FieldType.IDENTIFIER, Pii("id_number")]


class MachineReadableZone(Record):
    """The lines of OCR-B at the foot or on the back, with a verdict for each check digit.

    Names are as the zone writes them: capitals, no accents, cut where the line ends.
    """

    format: ZoneFormat | None = None
    """Doc 9303-4 TD3 (2 x 44), -5 TD1 (3 x 30), -6 TD2 (2 x 36), -7 visas MRV-A and MRV-B."""
    lines: tuple[Annotated[str, FieldType.MRZ, Pii("id_number")], ...] = ()
    """The lines as they stand, after correction."""
    document_code: Text = None
    """The first two characters: "P", "ID", "V" ..."""
    issuing_country: Country3 = None
    """Issuing State or organisation."""
    surname: PersonName = None
    """Primary identifier."""
    given_names: PersonName = None
    """Secondary identifier."""
    number: IdNumber = None
    """Document number."""
    nationality: Annotated[Country3, Pii("nationality")] = None
    """Nationality of the holder."""
    birth_date: Annotated[Date, Pii("birth")] = None
    """Date of birth."""
    sex: Annotated[Sex | None, FieldType.SEX] = None
    """M, F, or X where the zone has "<"."""
    expiry_date: Date = None
    """Date of expiry."""
    personal_number: IdNumber = None
    """Optional data: a personal number in many States."""
    optional_data: Annotated[Text, Pii("id_number")] = None
    """Other optional data."""
    checks: tuple[Check, ...] = ()
    """A verdict for each check digit: "number", "birth_date", "expiry_date", "personal_number",
    "composite"."""


class Identity(Record):
    """A passport, identity card, residence permit, driving licence or visa."""

    document_type: Annotated[DocumentType | None, FieldType.DOCUMENT_TYPE] = None
    """What document it is."""
    issuing_country: Country3 = None
    """Issuing State or organisation, ISO 3166-1 alpha-3 as Doc 9303-3 section 5 has it."""
    region: Text = None
    """State, province or canton that issued it."""
    authority: Text = None
    """Issuing authority or office."""
    place_of_issue: Text = None
    """Where it was issued."""
    number: IdNumber = None
    """Document number."""
    document_discriminator: IdNumber = None
    """A number of this one card (driving licences of the United States)."""
    surname: PersonName = None
    """Primary identifier."""
    given_names: PersonName = None
    """Secondary identifier."""
    middle_name: PersonName = None
    """Where the document prints it apart."""
    full_name: PersonName = None
    """Where the document prints one undivided name."""
    aliases: tuple[Annotated[str, FieldType.NAME, Pii("person_name")], ...] = ()
    """Other names: birth name, artist's name."""
    sex: Annotated[Sex | None, FieldType.SEX] = None
    """M, F or X (unspecified)."""
    birth_date: Annotated[Date, Pii("birth")] = None
    """Date of birth."""
    birth_place: Annotated[Text, Pii("birth")] = None
    """Place of birth."""
    nationality: Annotated[Country3, Pii("nationality")] = None
    """Nationality, alpha-3."""
    ethnicity: Annotated[Text, Pii("ethnicity")] = None
    """Where the document prints it."""
    personal_number: Annotated[str | None, FieldType.PERSONAL_NUMBER, Pii("id_number")] = None
    """The holder's own number in a register."""
    issue_date: Date = None
    """Date of issue."""
    expiry_date: Date = None
    """Date of expiry."""
    address: AddressText = None
    """The holder's address, as one text."""
    address_parts: AddressParts = AddressParts()
    """The address in its parts."""
    permit_category: Text = None
    """Kind of residence permit or visa."""
    licence_classes: tuple[Annotated[str, FieldType.TEXT], ...] = ()
    """Classes of vehicles."""
    restrictions: Text = None
    """Restrictions of a driving licence."""
    endorsements: Text = None
    """Endorsements of a driving licence."""
    height: Annotated[Text, Pii("body")] = None
    """Height with its unit, as printed."""
    eye_colour: Annotated[Text, Pii("body")] = None
    """As printed."""
    signature: Annotated[str | None, FieldType.PLACE, Pii("signature")] = None
    """Where the holder signed; its evidence has the place."""
    portrait: Annotated[str | None, FieldType.PLACE, Pii("portrait")] = None
    """Where the photograph is; its evidence has the place."""
    mrz: Annotated[str | None, FieldType.MRZ, Pii("id_number")] = None
    """The lines of the machine-readable zone joined by a line feed."""
    machine_readable_zone: MachineReadableZone = MachineReadableZone()
    """What the zone says, with a verdict for each check digit."""

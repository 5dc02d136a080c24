"""Forms: any document of printed keys and filled-in values that is of no other kind."""

from __future__ import annotations

from .fields import Date, Identifier, Record, Text


class Form(Record):
    """A form. Its keys and values are the pairs of the extraction: no schema knows them beforehand."""

    title: Text = None
    """The heading."""
    number: Identifier = None
    """The form's own number."""
    date: Date = None
    """The form's date."""

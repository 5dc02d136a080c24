"""Errors that a person or a program can act on.

    DocfieldsError
    ├── SourceError          the file itself cannot be read
    │   ├── NotFound, Unreadable, EmptyFile, UnknownFormat, Damaged
    │   ├── Encrypted, NoPages, TooLarge, MissingExtra
    ├── ModelError           a weights file is missing or not the one expected
    ├── OptionError          an option has a value that cannot be
    └── MaskingError         a masked copy could not be proved clean

A doubtful reading is never an error: it is an `Issue` of the extraction.
"""

from __future__ import annotations

from typing import ClassVar


class DocfieldsError(Exception):
    """Base of all errors of docfields.

    code: stable, for programs. source, page: where, if known (page counts from 0).
    remedy: what to do next. No error text holds a value read from a document.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, source: str | None = None, page: int | None = None, remedy: str = "") -> None:
        self.message = message
        self.source = source
        self.page = page
        self.remedy = remedy
        super().__init__(message)

    def __str__(self) -> str:
        place = self.source or ""
        if self.page is not None:
            place += f" page {self.page + 1}" if place else f"page {self.page + 1}"
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} {self.remedy}".rstrip()

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments are lost by Exception's own pickling; workers send errors home.
        return _rebuild, (type(self), self.message, self.source, self.page, self.remedy)


def _rebuild(
    kind: type[DocfieldsError], message: str, source: str | None, page: int | None, remedy: str
) -> DocfieldsError:
    return kind(message, source=source, page=page, remedy=remedy)


class SourceError(DocfieldsError):
    """The source cannot be read; other sources of a run are not affected."""

    code = "source_error"


class NotFound(SourceError):
    """No such file, a dangling link, or a folder without documents."""

    code = "not_found"


class Unreadable(SourceError):
    """The operating system refuses to read it."""

    code = "unreadable"


class EmptyFile(SourceError):
    """A file of zero bytes."""

    code = "empty_file"


class UnknownFormat(SourceError):
    """The bytes are neither a PDF nor a picture that can be read."""

    code = "unknown_format"


class Damaged(SourceError):
    """The bytes begin like a known format but cannot be decoded."""

    code = "damaged"


class Encrypted(SourceError):
    """The PDF needs a password, or the one given is wrong."""

    code = "encrypted"


class NoPages(SourceError):
    """The PDF has no page that can be reached."""

    code = "no_pages"


class TooLarge(SourceError):
    """Over a limit of pixels, bytes or pages; refused before decoding."""

    code = "too_large"


class MissingExtra(SourceError):
    """The format needs an optional package; the remedy names it."""

    code = "missing_extra"


class ModelError(DocfieldsError):
    """A weights file is missing or its SHA-256 is not the expected one."""

    code = "model_error"


class OptionError(DocfieldsError):
    """An option's value is out of its range or contradicts another."""

    code = "option_error"


class MaskingError(DocfieldsError):
    """A masked copy could not be written or not be proved clean."""

    code = "masking_error"

"""The machine-readable zone of ICAO Doc 9303: its formats, check digits, and what its lines say.

Parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (MRV-A, MRV-B) of https://www.icao.int/publications/doc-series/doc-9303;
the French identity card before 2021 (2 x 36) has a layout of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docfields.schemas.extraction import Check

FormatName = Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B", "FRA"]
Slot = tuple[int, int, int]
"""Line, first column, column after the last."""

FILLER = "<"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
WEIGHTS = (7, 3, 1)
LAST_EXPIRY_YEAR = 69
"""Two-digit years of expiry: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999 (the first such documents)."""


LAST_BIRTH_YEAR = 2029
"""Two-digit years of birth without an expiry to compare with: 00 to 29 are 2000 to 2029."""


@dataclass(frozen=True, slots=True)
class CheckedSlot:
    """A check digit: its place, and the places it guards in the order in which they are summed."""

    name: str
    digit: Slot
    guarded: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """Where each field stands. templates: a line's columns by what they may hold.

    a: letter or filler; n: digit or filler; d: check digit; o: check digit or filler; x: letter, digit or
    filler; s: sex.
    """

    name: FormatName
    templates: tuple[str, ...]
    document_code: Slot
    issuing_country: Slot
    names: Slot
    number: Slot
    birth: Slot
    sex: Slot
    checks: tuple[CheckedSlot, ...]
    nationality: Slot | None = None
    expiry: Slot | None = None
    optional: tuple[Slot, ...] = ()
    given_names: Slot | None = None

    @property
    def length(self) -> int:
        return len(self.templates[0])


def _second_line(length: int, checks: tuple[CheckedSlot, ...]) -> str:
    line = "x" * 9 + "d" + "aaa" + "n" * 6 + "ds" + "n" * 6 + "d"
    end = {"composite": "d", "optional_data": "o"}
    last = "".join(end[check.name] for check in sorted(checks, key=lambda check: check.digit))
    return line + "x" * (length - len(line) - len(last)) + last


def _two_line_checks() -> tuple[CheckedSlot, ...]:
    return (
        CheckedSlot("number", (1, 9, 10), ((1, 0, 9),)),
        CheckedSlot("birth_date", (1, 19, 20), ((1, 13, 19),)),
        CheckedSlot("expiry_date", (1, 27, 28), ((1, 21, 27),)),
    )


def _two_lines(name: FormatName, length: int, optional: int, *, further: tuple[CheckedSlot, ...] = ()) -> Format:
    return Format(
        name=name,
        templates=("a" * length, _second_line(length, further)),
        document_code=(0, 0, 2),
        issuing_country=(0, 2, 5),
        names=(0, 5, length),
        number=(1, 0, 9),
        nationality=(1, 10, 13),
        birth=(1, 13, 19),
        sex=(1, 20, 21),
        expiry=(1, 21, 27),
        optional=((1, 28, 28 + optional),),
        checks=_two_line_checks() + further,
    )


TD1 = Format(
    name="TD1",
    templates=(
        "aaaaa" + "x" * 9 + "x" + "x" * 15,
        "n" * 6 + "ds" + "n" * 6 + "daaa" + "x" * 11 + "d",
        "a" * 30,
    ),
    document_code=(0, 0, 2),
    issuing_country=(0, 2, 5),
    names=(2, 0, 30),
    number=(0, 5, 14),
    nationality=(1, 15, 18),
    birth=(1, 0, 6),
    sex=(1, 7, 8),
    expiry=(1, 8, 14),
    optional=((0, 15, 30), (1, 18, 29)),
    checks=(
        CheckedSlot("number", (0, 14, 15), ((0, 5, 14),)),
        CheckedSlot("birth_date", (1, 6, 7), ((1, 0, 6),)),
        CheckedSlot("expiry_date", (1, 14, 15), ((1, 8, 14),)),
        CheckedSlot("composite", (1, 29, 30), ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29))),
    ),
)
TD2 = _two_lines(
    "TD2",
    36,
    7,
    further=(CheckedSlot("composite", (1, 35, 36), ((1, 0, 10), (1, 13, 20), (1, 21, 35))),),
)
TD3 = _two_lines(
    "TD3",
    44,
    14,
    further=(
        CheckedSlot("optional_data", (1, 42, 43), ((1, 28, 42),)),
        CheckedSlot("composite", (1, 43, 44), ((1, 0, 10), (1, 13, 20), (1, 21, 43))),
    ),
)
MRV_A = _two_lines("MRV-A", 44, 16)
MRV_B = _two_lines("MRV-B", 36, 8)
FRA_ID = Format(
    name="FRA",
    templates=("a" * 30 + "x" * 6, "n" * 4 + "x" * 8 + "d" + "a" * 14 + "n" * 6 + "dsd"),
    document_code=(0, 0, 2),
    issuing_country=(0, 2, 5),
    names=(0, 5, 30),
    given_names=(1, 13, 27),
    number=(1, 0, 12),
    birth=(1, 27, 33),
    sex=(1, 34, 35),
    checks=(
        CheckedSlot("number", (1, 12, 13), ((1, 0, 12),)),
        CheckedSlot("birth_date", (1, 33, 34), ((1, 27, 33),)),
        CheckedSlot("composite", (1, 35, 36), ((0, 0, 36), (1, 0, 35))),
    ),
)
FORMATS: tuple[Format, ...] = (TD1, TD2, TD3, MRV_A, MRV_B, FRA_ID)


@dataclass(frozen=True, slots=True)
class MachineReadableZone:
    """What a zone says, its letters as they stand there.

    Names have spaces for single fillers and no accents: transliteration is not undone. birth,
    expiry: the six printed characters, "<" where a part is unknown. checks: one verdict a check digit.
    """

    format: FormatName
    lines: tuple[str, ...]
    document_code: str
    issuing_country: str
    surname: str
    given_names: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional_data: tuple[str, ...]
    checks: tuple[Check, ...]

    @property
    def expiry_date(self) -> date | None:
        """None where unknown or no day of the calendar."""
        if not self.expiry.isdigit():
            return None
        year = int(self.expiry[:2])
        return _day((2000 if year <= LAST_EXPIRY_YEAR else 1900) + year, self.expiry)

    @property
    def birth_date(self) -> date | None:
        """The latest that lies before the expiry (before 2030 where there is none)."""
        if not self.birth.isdigit():
            return None
        latest = self.expiry_date or date(LAST_BIRTH_YEAR, 12, 31)
        days = (_day(century + int(self.birth[:2]), self.birth) for century in (2000, 1900))
        return next((day for day in days if day is not None and day <= latest), None)

    def passed(self, name: str) -> bool | None:
        """The verdict of a check digit; None where the format or this zone has none."""
        return next((check.passed for check in self.checks if check.name == name), None)


def check_digit(text: str) -> int:
    """Weighted 7-3-1 sum modulo 10; letters count from 10, the filler 0 (Doc 9303 part 3, 4.9).

    Raises ValueError for a character that a zone cannot hold.
    """
    return sum(_value(character) * WEIGHTS[index % 3] for index, character in enumerate(text)) % 10


def format_of(lines: Sequence[str]) -> Format | None:
    """The format that lines of this number and length with this first character have."""
    if not lines:
        return None
    first = lines[0][:1]
    for candidate in (FRA_ID, TD1, TD2, TD3, MRV_A, MRV_B):
        is_visa_format = candidate in (MRV_A, MRV_B)
        if candidate is FRA_ID and not _is_french_card(lines):
            continue
        fits = [len(line) for line in lines] == [candidate.length] * len(candidate.templates)
        if fits and is_visa_format == (first == "V"):
            return candidate
    return None


def parse(lines: Sequence[str]) -> MachineReadableZone:
    """Read a zone of clean lines. Raises ValueError where their number or length is of no format."""
    layout = format_of(lines)
    if layout is None or not set("".join(lines)) <= set(ALPHABET):
        raise ValueError("not a machine-readable zone: lines of 2x44, 2x36 or 3x30 of A-Z, 0-9 and <")
    return parse_as(layout, lines)


def parse_as(layout: Format, lines: Sequence[str]) -> MachineReadableZone:
    """Read lines that have this format's lengths."""
    surname, given_names = split_names(cut(lines, layout.names))
    if layout.given_names is not None:
        given_names = " ".join(part for part in cut(lines, layout.given_names).split(FILLER) if part)
    number, optional = _number(layout, lines)
    return MachineReadableZone(
        format=layout.name,
        lines=tuple(lines),
        document_code=cut(lines, layout.document_code).rstrip(FILLER),
        issuing_country=cut(lines, layout.issuing_country).rstrip(FILLER),
        surname=surname,
        given_names=given_names,
        number=number,
        nationality=cut(lines, layout.nationality).rstrip(FILLER) if layout.nationality else "",
        birth=cut(lines, layout.birth),
        sex=cut(lines, layout.sex),
        expiry=cut(lines, layout.expiry) if layout.expiry else "",
        optional_data=optional,
        checks=verdicts(layout, lines),
    )


def split_names(text: str) -> tuple[str, str]:
    """Surname and given names of a name field: two fillers between them, one between parts."""
    surname, _, given_names = text.strip(FILLER).partition(FILLER * 2)
    return (
        " ".join(part for part in surname.split(FILLER) if part),
        " ".join(part for part in given_names.split(FILLER) if part),
    )


def verdicts(layout: Format, lines: Sequence[str]) -> tuple[Check, ...]:
    """One verdict a check digit. An empty field needs none; its digit may be a filler or 0."""
    found = []
    for check in layout.checks:
        guarded, digit = _guarded(layout, check, lines)
        if check.name != "composite" and not guarded.strip(FILLER) and digit in (FILLER, "0"):
            continue
        found.append(Check(name=check.name, passed=digit == str(check_digit(guarded))))
    return tuple(found)


def cut(lines: Sequence[str], slot: Slot) -> str:
    """The characters of a slot."""
    line, first, end = slot
    return lines[line][first:end]


def build(
    layout: Format,
    *,
    document_code: str,
    issuing_country: str,
    surname: str,
    given_names: str,
    number: str,
    nationality: str,
    birth: str,
    sex: str,
    expiry: str,
    optional_data: Sequence[str] = (),
) -> tuple[str, ...]:
    """The lines that say this, with their check digits. Raises ValueError for what does not fit."""
    rows = [[FILLER] * layout.length for _ in layout.templates]

    def put(slot: Slot | None, text: str) -> None:
        if slot is None:
            return
        line, first, end = slot
        text = text.replace(" ", FILLER)
        if len(text) > end - first or not set(text) <= set(ALPHABET):
            raise ValueError(f"{layout.name} has no room for it, or a character that a zone cannot hold")
        rows[line][first : first + len(text)] = text

    put(layout.document_code, document_code)
    put(layout.issuing_country, issuing_country)
    if layout.given_names is None:
        put(layout.names, f"{surname}{FILLER * 2}{given_names}"[: layout.names[2] - layout.names[1]])
    else:
        put(layout.names, surname)
        put(layout.given_names, given_names)
    put(layout.nationality, nationality)
    put(layout.birth, birth)
    put(layout.sex, sex or FILLER)
    put(layout.expiry, expiry)
    for slot, text in zip(layout.optional, optional_data, strict=False):
        put(slot, text)
    _put_number(layout, number, put, bool("".join(optional_data)))
    for check in layout.checks:
        lines = ["".join(row) for row in rows]
        if not (check.name == "number" and _is_long(layout, lines)):
            guarded, _ = _guarded(layout, check, lines)
            put(check.digit, str(check_digit(guarded)))
    return tuple("".join(row) for row in rows)


def _put_number(layout: Format, number: str, put: Callable[[Slot | None, str], None], optional_used: bool) -> None:
    """The number where it has room; its rest and the check digit go into the optional data."""
    width = layout.number[2] - layout.number[1]
    if len(number) <= width:
        put(layout.number, number)
        return
    if not layout.optional or optional_used or layout.name not in ("TD1", "TD2"):
        raise ValueError(f"{layout.name} has no room for a number of {len(number)} characters")
    put(layout.number, number[:width])
    put(layout.optional[0], number[width:] + str(check_digit(number)))


def _is_long(layout: Format, lines: Sequence[str]) -> bool:
    """Whether the number goes on in the optional data: a filler stands for its check digit."""
    if layout.name not in ("TD1", "TD2"):
        return False
    line, _, end = layout.number
    rest = cut(lines, layout.optional[0]).split(FILLER)[0]
    return lines[line][end] == FILLER and FILLER not in cut(lines, layout.number) and len(rest) >= 2


def _number(layout: Format, lines: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The document number, and the optional data without its rest."""
    number = cut(lines, layout.number)
    optional = [cut(lines, slot).strip(FILLER) for slot in layout.optional]
    if _is_long(layout, lines):
        rest, _, left = cut(lines, layout.optional[0]).partition(FILLER)
        return number + rest[:-1], (left.strip(FILLER), *optional[1:])
    return number.strip(FILLER), tuple(optional)


def _guarded(layout: Format, check: CheckedSlot, lines: Sequence[str]) -> tuple[str, str]:
    """The characters that a check digit is made of, and the digit."""
    if check.name == "number" and _is_long(layout, lines):
        rest = cut(lines, layout.optional[0]).split(FILLER)[0]
        return cut(lines, layout.number) + rest[:-1], rest[-1]
    return "".join(cut(lines, slot) for slot in check.guarded), cut(lines, check.digit)


def _is_french_card(lines: Sequence[str]) -> bool:
    """Issued until 2021: the second line begins with year, month and department, and ends with the sex."""
    return len(lines) == 2 and lines[0].startswith("IDFRA") and lines[1][-2:-1] in ("M", "F")


def _value(character: str) -> int:
    index = ALPHABET.find(character)
    if index < 0 or len(character) != 1:
        raise ValueError("a zone holds A-Z, 0-9 and < only")
    return 0 if character == FILLER else index + 10 if index < 26 else index - 26


def _day(year: int, printed: str) -> date | None:
    try:
        return date(year, int(printed[2:4]), int(printed[4:6]))
    except ValueError:
        return None

"""Machine-readable zones: found among a page's lines, repaired, checked and read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docfields.schemas.extraction import Check

from ..document import Candidate, Quad, TextPage
from ..notation import countries
from .mrz_format import (
    FILLER,
    FORMATS,
    MRV_A,
    MRV_B,
    TD1,
    TD2,
    TD3,
    Format,
    MachineReadableZone,
    build,
    check_digit,
    parse,
    parse_as,
)
from .mrz_lines import ZoneLine, find_zones
from .mrz_printed import find_printed
from .mrz_reading import FIRM, read_line, settle_as
from .mrz_repair import Repaired, repair_as

__all__ = [
    "FORMATS", "MRV_A", "MRV_B", "TD1", "TD2", "TD3", "Format", "FoundZone", "MachineReadableZone", "build",
    "check_digit", "document_type_of", "find", "find_zone", "parse", "personal_number_of", "read_line",
]  # fmt: skip

MOST_COST_WHOLE = 2.5
"""A whole zone may need this much repair although no check digit is right (specimens have wrong ones)."""

MOST_COST_PART = -1.5
"""With lines missing, check digits must prove it: two passed, and little changed."""

MISSING_LINE_COST = 1.2

PROVED, UNGUARDED, REFUTED = 0.96, 0.8, 0.45
"""Scores of a field whose check digit is right, that has none, and whose check digit is wrong."""

PERSONAL_NUMBERS = {
    "CZE": r"\d{9,10}", "SVK": r"\d{9,10}", "EST": r"\d{11}", "LVA": r"\d{6}-?\d{5}", "LTU": r"\d{11}",
    "POL": r"\d{11}", "HRV": r"\d{11}", "SVN": r"\d{13}", "SRB": r"\d{13}", "MKD": r"\d{13}", "BIH": r"\d{13}",
    "MNE": r"\d{13}", "SWE": r"(?:19|20)?\d{10}", "FIN": r"\d{6}[-+A]?\d{3}[0-9A-Y]", "NOR": r"\d{11}",
    "DNK": r"\d{10}", "ISL": r"\d{10}", "BGR": r"\d{10}", "ROU": r"\d{13}", "TUR": r"\d{11}", "NLD": r"\d{9}",
    "BEL": r"\d{11}", "ESP": r"(?:\d{8}|[XYZ]\d{7})[A-Z]", "MYS": r"\d{12}", "TWN": r"[A-Z]\d{9}",
    "ALB": r"[A-Z]\d{8}[A-Z]", "MDA": r"\d{13}", "UKR": r"\d{8}-?\d{5}", "GEO": r"\d{11}", "KAZ": r"\d{12}",
    "CHL": r"\d{7,8}[0-9K]", "QAT": r"\d{11}", "KWT": r"\d{12}", "ARE": r"\d{15}", "THA": r"\d{13}",
    "LUX": r"\d{13}", "PAK": r"\d{13}", "ISR": r"\d{9}", "HKG": r"[A-Z]{1,2}\d{6}[0-9A]",
}  # fmt: skip
"""Registers' own numbers that states put into the optional data."""


@dataclass(frozen=True, slots=True)
class FoundZone:
    """A zone on a page. rows: its lines as read; None where one is missing. cost: see `repair_as`."""

    zone: MachineReadableZone
    rows: tuple[ZoneLine | None, ...]
    cost: float

    @property
    def quad(self) -> Quad:
        return Quad.around([row.quad for row in self.rows if row is not None])

    @property
    def is_whole(self) -> bool:
        return None not in self.rows


def find(page: TextPage) -> tuple[Candidate, ...]:
    """The fields of the page's zone, and what the print above says alike; nothing where there is no zone."""
    found = find_zone(page)
    if found is None:
        return ()
    personal_number = personal_number_of(found.zone)
    printed = find_printed(page, found.zone, found.quad, personal_number)
    candidates = (*_candidates(page, found, personal_number), *_zone_object(page, found, personal_number))
    return (*_with_printed_century(candidates, printed), *printed)


def _with_printed_century(candidates: Sequence[Candidate], printed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Days of the zone as the print has them: a zone has only the last two digits of a year."""
    days = {
        candidate.field: candidate.text for candidate in printed if candidate.field in ("birth_date", "expiry_date")
    }
    for candidate in candidates:
        field = candidate.field.removeprefix("machine_readable_zone.")
        yield replace(candidate, text=days[field]) if field in days else candidate


def find_zone(page: TextPage) -> FoundZone | None:
    """The zone that needs the least repair."""
    best: FoundZone | None = None
    for run in find_zones(page):
        for layout in FORMATS:
            for rows in _placements(run, len(layout.templates)):
                texts = [_text_as(layout, index, row) for index, row in enumerate(rows)]
                repaired = repair_as(layout, texts, _firm_places(layout, rows))
                if repaired is None:
                    continue
                cost = repaired.cost + MISSING_LINE_COST * rows.count(None)
                if _is_believable(repaired, rows) and (best is None or cost < best.cost):
                    best = FoundZone(parse_as(layout, repaired.lines), rows, cost)
    return best


def _text_as(layout: Format, index: int, row: ZoneLine | None) -> str:
    """A row's text; its lattice decides between letters and digits where the length is the format's."""
    if row is None:
        return ""
    return settle_as(layout, index, row.glyphs)[1] if len(row.glyphs) == layout.length else row.text


def _firm_places(layout: Format, rows: Sequence[ZoneLine | None]) -> frozenset[tuple[int, int]]:
    """Line and column of all characters of which the recogniser was sure; lines of another length tell nothing."""
    return frozenset(
        (index, column)
        for index, row in enumerate(rows)
        if row is not None and len(row.glyphs) == layout.length
        for column, glyph in enumerate(row.glyphs)
        if glyph.probability(glyph.text) >= FIRM
    )


def document_type_of(zone: MachineReadableZone) -> str | None:
    """The document's type by the first characters of its zone; Doc 9303 leaves the second one to states."""
    code = zone.document_code
    if zone.format.startswith("MRV") or code.startswith("V"):
        return "visa"
    if code.startswith("P"):
        return "passport"
    if code.startswith("D"):
        return "driving_licence"
    if code in ("IR", "AR", "CR", "IX", "AX", "RP", "C1", "C2", "CA") or code.startswith("R"):
        return "residence_permit"
    return "id_card" if code[:1] in ("I", "A", "C") else None


def personal_number_of(zone: MachineReadableZone) -> str | None:
    """The register's number in the optional data, where the issuing state is known to put it there."""
    pattern = PERSONAL_NUMBERS.get(zone.issuing_country)
    if pattern is None:
        return None
    for optional in zone.optional_data:
        for text in (optional, optional.split(FILLER)[0], optional.replace(FILLER, "")):
            if re.fullmatch(pattern, text):
                return text
    return None


def _placements(run: Sequence[ZoneLine], count: int) -> Iterator[tuple[ZoneLine | None, ...]]:
    """The run as the lines of a format, with gaps above or below where it is shorter."""
    if len(run) > count:
        return
    for above in range(count - len(run) + 1):
        yield (*[None] * above, *run, *[None] * (count - len(run) - above))


def _is_believable(repaired: Repaired, rows: Sequence[ZoneLine | None]) -> bool:
    if None not in rows:
        return repaired.cost <= MOST_COST_WHOLE
    zone = parse_as(repaired.layout, repaired.lines)
    if rows[repaired.layout.names[0]] is not None and repaired.layout.number[0] != repaired.layout.names[0]:
        is_known = countries.is_code(zone.issuing_country) and bool(zone.given_names)
        if is_known and document_type_of(zone) is not None and repaired.lines[0].count(FILLER) > 5:
            return True
    return repaired.cost <= MOST_COST_PART and sum(check.passed for check in zone.checks) >= 2


def _candidates(page: TextPage, found: FoundZone, personal_number: str | None) -> Iterator[Candidate]:
    zone = found.zone
    by_format = next(layout for layout in FORMATS if layout.name == zone.format)

    def make(
        field: str, text: str | None, slot_line: int, score: float, printed: str | None = None
    ) -> Iterator[Candidate]:
        row = found.rows[slot_line]
        passed = zone.passed(field)
        if text and row is not None:
            yield Candidate(
                field=field,
                text=text,
                page=page.index,
                quad=row.quad,
                score=score,
                origin="mrz",
                printed=printed if printed is not None else text,
                checks=() if passed is None else (Check(name="icao_9303", passed=passed),),
            )

    second = by_format.birth[0]
    yield from make("document_type", document_type_of(zone), 0, PROVED, zone.document_code)
    yield from make("issuing_country", zone.issuing_country, 0, _code_score(zone.issuing_country))
    yield from make("surname", zone.surname, by_format.names[0], UNGUARDED)
    given_line = (by_format.given_names or by_format.names)[0]
    yield from make("given_names", zone.given_names, given_line, UNGUARDED)
    yield from make("number", zone.number, by_format.number[0], _score(zone, "number"))
    yield from make("nationality", zone.nationality, second, _code_score(zone.nationality))
    for field, day, printed in (
        ("birth_date", zone.birth_date, zone.birth),
        ("expiry_date", zone.expiry_date, zone.expiry),
    ):
        yield from make(field, day.isoformat() if day else None, second, _score(zone, field), printed)
    if zone.sex in ("M", "F", "X"):
        yield from make("sex", zone.sex, second, PROVED)
    if personal_number is not None:
        row = next(
            line
            for line, text in zip(by_format.optional, zone.optional_data, strict=True)
            if personal_number in text.replace(FILLER, "")
        )
        yield from make("personal_number", personal_number, row[0], UNGUARDED)
    if found.is_whole:
        yield Candidate(
            field="mrz",
            text="\n".join(zone.lines),
            page=page.index,
            quad=found.quad,
            score=PROVED if all(check.passed for check in zone.checks) else UNGUARDED,
            origin="mrz",
            printed="\n".join(row.printed for row in found.rows if row is not None),
            checks=zone.checks,
        )


def _zone_object(page: TextPage, found: FoundZone, personal_number: str | None) -> Iterator[Candidate]:
    """The zone as a part of the record of its own, beside the document's fields."""
    zone = found.zone
    texts = {
        "format": zone.format,
        "document_code": zone.document_code,
        "issuing_country": zone.issuing_country,
        "surname": zone.surname,
        "given_names": zone.given_names,
        "number": zone.number,
        "nationality": zone.nationality,
        "birth_date": zone.birth_date.isoformat() if zone.birth_date else None,
        "sex": zone.sex if zone.sex in ("M", "F", "X") else None,
        "expiry_date": zone.expiry_date.isoformat() if zone.expiry_date else None,
        "personal_number": personal_number,
        **{f"lines[{place}]": line for place, line in enumerate(zone.lines) if found.rows[place] is not None},
    }
    for name, text in texts.items():
        if text:
            field = f"machine_readable_zone.{name}"
            yield Candidate(field=field, text=text, page=page.index, quad=found.quad, score=UNGUARDED, origin="mrz")


def _score(zone: MachineReadableZone, name: str) -> float:
    passed = zone.passed(name)
    return UNGUARDED if passed is None else PROVED if passed else REFUTED


def _code_score(code: str) -> float:
    return PROVED if countries.is_code(code) else REFUTED

"""Values -> Extraction: the record, the evidence for each value, and what a person must look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from docfields.schemas import record_from_values
from docfields.schemas.extraction import (
    Evidence,
    Extraction,
    Issue,
    Kind,
    PageInfo,
    Pair,
    Part,
    QuadPoints,
    Table,
)

from .document import Findings, Quad, Readings, TextPage, Transform, Value

ACCEPTED_SCORE = 0.5
"""Below this raw score a value waits for a person (until a calibrator gives probabilities)."""

KEY_FIELDS: dict[Kind, tuple[str, ...]] = {
    "invoice": ("number", "issue_date", "seller.name", "total"),
    "receipt": ("seller.name", "date", "total"),
    "bank_card": ("number", "expiry"),
    "identity": ("document_type", "birth_date"),
    "form": (),
}
"""Fields without which a document of the kind is of little use."""


def assemble(
    *,
    source: str,
    kind: Kind,
    subtype: str | None,
    pages: Sequence[TextPage],
    findings: Findings,
    readings: Readings,
    as_of: date | None = None,
) -> Extraction:
    """Take the best value of each field and say what is doubtful.

    as_of: the day on which a document must still be valid; None leaves expiry untested, so that a
    result never depends on the day of the run.
    """
    by_index = {page.index: page for page in pages}
    chosen = {field: values[0] for field, values in readings.values if values}
    fields = {field: value.value for field, value in chosen.items()}
    if kind == "invoice" and subtype is not None:
        fields.setdefault("subtype", subtype)
    fields |= _zone_verdicts(chosen)
    evidence = {field: _evidence(value, by_index) for field, value in chosen.items()}
    issues = (
        *readings.issues,
        *_page_issues(pages),
        *_missing(kind, fields),
        *_failed_checks(evidence),
        *_unaccepted(evidence),
        *_expired(kind, fields, as_of),
    )
    return Extraction(
        source=source,
        part=Part(pages=tuple(page.index for page in pages)),
        kind=kind,
        record=record_from_values(kind, fields),
        evidence=evidence,
        issues=issues,
        pairs=tuple(_pair_in_source(pair, by_index[pair.page].to_source) for pair in findings.pairs),
        tables=tuple(_table_in_source(table, by_index[table.page].to_source) for table in findings.tables),
        pages=tuple(_page_info(page) for page in pages),
        needs_review=any(issue.severity != "info" for issue in issues),
    )


def _evidence(value: Value, pages: dict[int, TextPage]) -> Evidence:
    candidate = value.candidate
    return Evidence(
        value=value.value,
        printed=candidate.printed if candidate.printed is not None else candidate.text,
        label=candidate.label,
        page=candidate.page,
        quad=_in_source(candidate.quad, pages[candidate.page].to_source),
        score=round(value.score, 4),
        accepted=value.score >= ACCEPTED_SCORE and all(check.passed for check in value.checks),
        origin=candidate.origin,
        checks=value.checks,
        alternatives=value.alternatives,
        corrected_from=value.corrected_from,
    )


def _zone_verdicts(chosen: Mapping[str, Value]) -> dict[str, object]:
    """The verdicts on a machine-readable zone's check digits, as fields of the zone's own object."""
    checks = chosen["mrz"].checks if "mrz" in chosen else ()
    return {
        f"machine_readable_zone.checks[{place}].{name}": verdict
        for place, check in enumerate(checks)
        for name, verdict in (("name", check.name), ("passed", check.passed))
    }


def _in_source(quad: Quad, to_source: Transform) -> QuadPoints:
    a, b, c, d = to_source.quad(quad).points
    return _rounded(a), _rounded(b), _rounded(c), _rounded(d)


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 2), round(point[1], 2)


def _points_in_source(points: QuadPoints | None, to_source: Transform) -> QuadPoints | None:
    return None if points is None else _in_source(Quad(points), to_source)


def _pair_in_source(pair: Pair, to_source: Transform) -> Pair:
    return pair.model_copy(
        update={
            "key_quad": _points_in_source(pair.key_quad, to_source),
            "value_quad": _points_in_source(pair.value_quad, to_source),
        }
    )


def _table_in_source(table: Table, to_source: Transform) -> Table:
    cells = tuple(cell.model_copy(update={"quad": _points_in_source(cell.quad, to_source)}) for cell in table.cells)
    return table.model_copy(update={"cells": cells})


def _page_info(page: TextPage) -> PageInfo:
    return PageInfo(
        index=page.index,
        width=round(page.source_size[0], 2),
        height=round(page.source_size[1], 2),
        text_from=page.text_from,
        angle=page.angle,
        language=page.language,
        script=page.script,
        rectified=page.rectified,
    )


def _page_issues(pages: Sequence[TextPage]) -> list[Issue]:
    return [
        Issue(code="blank_page", message=f"page {page.index + 1} has no text that could be read")
        for page in pages
        if not page.lines
    ]


def _missing(kind: Kind, fields: dict[str, object]) -> list[Issue]:
    return [
        Issue(code="missing_field", field=name, message=f"no {name} was found on the document")
        for name in KEY_FIELDS[kind]
        if name not in fields
    ]


def _failed_checks(evidence: dict[str, Evidence]) -> list[Issue]:
    return [
        Issue(code="check_failed", field=field, message=f"{field} fails the check {check.name}")
        for field, one in evidence.items()
        for check in one.checks
        if not check.passed and check.name not in REPORTED_BY_RECONCILE
    ]


REPORTED_BY_RECONCILE = frozenset({"net_plus_tax", "subtotal_plus_tax", "paid_less_change", "lines_sum", "mrz_agrees"})
"""These checks come with an issue of their own."""


def _unaccepted(evidence: dict[str, Evidence]) -> list[Issue]:
    return [
        Issue(code="low_score", field=field, message=f"{field} was read with a low score", severity="info")
        for field, one in evidence.items()
        if one.score is not None and one.score < ACCEPTED_SCORE
    ]


def _expired(kind: Kind, fields: dict[str, object], as_of: date | None) -> list[Issue]:
    if as_of is None:
        return []
    if kind == "identity":
        expiry = fields.get("expiry_date")
        expired = isinstance(expiry, date) and expiry < as_of
        name = "expiry_date"
    elif kind == "bank_card":
        month = fields.get("expiry")
        expired = isinstance(month, str) and month < as_of.strftime("%Y-%m")
        name = "expiry"
    else:
        return []
    return [Issue(code="expired", field=name, message=f"not valid on {as_of.isoformat()}")] if expired else []

"""A gold folder against the program: what is measured, document by document and summed up."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from docfields.schemas import flatten, value_text
from docfields.schemas.errors import DocfieldsError
from docfields.schemas.extraction import Extraction

from ..annotate import annotate
from ..document import TextPage
from ..pipeline import Extractor, extract_from_text, failure
from . import gold
from .gold import GoldDocument
from .reading import ReadingScore, score_reading
from .reading_errors import PageReading, page_readings
from .reading_summary import summarise_reading
from .scoring import (
    Counts,
    FieldVerdict,
    bootstrap,
    by_key,
    judge_fields,
    judge_line_items,
    macro_f1,
    total,
)

WordSource = Literal["read", "gold"]


@dataclass(frozen=True, slots=True, eq=False)
class DocumentScore:
    """One document: the truth, what came out, and every verdict on it. page_readings: of pages read by OCR."""

    gold: GoldDocument
    extraction: Extraction
    fields: tuple[FieldVerdict, ...]
    line_items: Counts
    reading: ReadingScore
    seconds: float
    page_count: int
    page_readings: tuple[PageReading, ...] = ()

    @property
    def counts(self) -> Counts:
        return total(verdict.counts() for verdict in self.fields)


def evaluate(
    folder: Path, extractor: Extractor, *, words: WordSource = "read", limit: int | None = None
) -> Iterator[DocumentScore]:
    """Score the documents of a gold folder one after the other.

    words: "gold" gives the linker the truth's own words, so that errors of reading and of linking
    are seen apart. Raises NotFound for a folder without truth.
    """
    for number, document in enumerate(gold.documents(folder)):
        if limit is not None and number >= limit:
            return
        yield score_document(document, extractor, words=words)


def score_document(document: GoldDocument, extractor: Extractor, *, words: WordSource) -> DocumentScore:
    started = time.perf_counter()
    pages: tuple[TextPage, ...] = ()
    try:
        pages = _pages(document, extractor, words)
        extraction = extract_from_text(pages, source=str(document.path), kind=extractor.options.kind)
    except DocfieldsError as error:
        extraction = failure(str(document.path), error)
    seconds = time.perf_counter() - started
    given = given_values(extraction)
    return DocumentScore(
        gold=document,
        extraction=extraction,
        fields=judge_fields(document.fields, given, document.ignore, {document.kind, extraction.kind or document.kind}),
        line_items=Counts()
        if document.line_items is None
        else judge_line_items(document.line_items, given_line_items(extraction), document.ignore),
        reading=ReadingScore() if words == "gold" else score_reading(document, pages),
        seconds=seconds,
        page_count=len(pages),
        page_readings=() if words == "gold" else page_readings(document, pages),
    )


def _pages(document: GoldDocument, extractor: Extractor, words: WordSource) -> tuple[TextPage, ...]:
    if words == "gold":
        return tuple(annotate(page) for page in gold.text_pages(document))
    return tuple(extractor.read(document.path))


def given_values(extraction: Extraction) -> dict[str, str]:
    """The record's values in the notation of the truth, without lists."""
    if extraction.record is None:
        return {}
    values = flatten(extraction.record)
    return {path: value_text(value) for path, value in values.items() if "[" not in path and value not in (None, "")}


def given_line_items(extraction: Extraction) -> list[dict[str, str]]:
    """The record's line items in the notation of the truth."""
    items = getattr(extraction.record, "line_items", ()) if extraction.record is not None else ()
    return [
        {part: value_text(value) for part, value in flatten(item).items() if value not in (None, "")} for item in items
    ]


def summarise(scores: Sequence[DocumentScore]) -> dict[str, Any]:
    """All figures of a run as plain values, ready for JSON."""
    by_field = by_key((verdict.field, verdict.counts()) for score in scores for verdict in score.fields)
    by_field_exact = by_key((verdict.field, verdict.counts(exact=True)) for score in scores for verdict in score.fields)
    by_group = by_key((score.gold.group, score.counts) for score in scores)
    by_capture = by_key((score.gold.capture, score.counts) for score in scores)
    interval = bootstrap(by_group)
    reading = sum((score.reading for score in scores), ReadingScore())
    pages = sum(score.page_count for score in scores)
    items = total(score.line_items for score in scores)
    return {
        "documents": len(scores),
        "failed": sum(score.extraction.error is not None for score in scores),
        "micro_f1": _rounded(total(by_field.values()).f1),
        "micro_f1_exact": _rounded(total(by_field_exact.values()).f1),
        "micro_precision": _rounded(total(by_field.values()).precision),
        "micro_recall": _rounded(total(by_field.values()).recall),
        "macro_f1_by_group": _rounded(macro_f1(by_group)),
        "macro_f1_interval": [_rounded(interval.low), _rounded(interval.high)],
        "groups": len(by_group),
        "line_item_f1": _rounded(items.f1) if items.true else None,
        "kind_accuracy": _rounded(_kind_accuracy(scores)),
        "kinds": dict(Counter(f"{score.gold.kind} as {score.extraction.kind}" for score in scores)),
        "fields": {
            name: {
                "f1": _rounded(counts.f1),
                "f1_exact": _rounded(by_field_exact[name].f1),
                "precision": _rounded(counts.precision),
                "recall": _rounded(counts.recall),
                "true": counts.true,
            }
            for name, counts in by_field.items()
        },
        "captures": {name: _rounded(counts.f1) for name, counts in by_capture.items()},
        "detection": _detection(reading),
        "character_error_rate": _rounded(reading.character_error_rate),
        "word_f1": _rounded(reading.words.f1) if reading.words.true else None,
        "reading": summarise_reading((score.gold.capture, page) for score in scores for page in score.page_readings),
        "seconds_a_page": round(sum(score.seconds for score in scores) / pages, 3) if pages else None,
    }


def micro_f1(scores: Iterable[DocumentScore], fields: Iterable[str]) -> float:
    """Micro F1 over some fields only."""
    wanted = set(fields)
    return total(verdict.counts() for score in scores for verdict in score.fields if verdict.field in wanted).f1


def _kind_accuracy(scores: Sequence[DocumentScore]) -> float | None:
    return sum(score.extraction.kind == score.gold.kind for score in scores) / len(scores) if scores else None


def _detection(reading: ReadingScore) -> dict[str, float | None] | None:
    if not reading.detection.true:
        return None
    counts = reading.detection
    return {
        "precision": _rounded(counts.precision),
        "recall": _rounded(counts.recall),
        "hmean": _rounded(counts.f1),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

"""The one place that joins the stages: pixels -> text -> fields -> a record with evidence."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal, Unpack

from docfields.models.sessions import available_cores
from docfields.schemas.errors import DocfieldsError
from docfields.schemas.extraction import Extraction, Kind, SourceFailure

from .annotate import annotate
from .assemble import assemble
from .classify import classify
from .codes import mrz
from .decode import decode
from .document import Classification, Page, TextPage
from .find import find
from .load import LoadOptions, Source, file_format, source_name, sources_of
from .ocr import CallOptions, OcrOptions, for_call, open_reader
from .ocr_result import OcrResult, ocr_result
from .page_cache import PageCache, ReadPage, cache_key
from .page_reading import PAGES_BESIDE, PageReading
from .page_run import Step, read_in_order
from .reconcile import reconcile


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read.

    kind: what every document is; None lets classify decide. as_of: the day on which identity
    documents and cards must be valid; None leaves that untested. rec_model: a recognition model for
    other languages than the shipped one reads: its folder, its file, or its name in $DOCFIELDS_MODEL_DIR.
    cache: a folder in which pages that were read are kept, so that the same file is not read twice; it then holds
    what the documents say.
    """

    load: LoadOptions = field(default_factory=LoadOptions)
    ocr: OcrOptions = field(default_factory=OcrOptions)
    kind: Kind | None = None
    as_of: date | None = None
    rec_model: Path | None = None
    cache: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OcrPart:
    """What a run over sources gives next: pages of one, counted from 0; at its end also the error that ended it."""

    number: int
    pages: tuple[OcrResult, ...]
    error: DocfieldsError | None = None
    is_end: bool = False


class Extractor:
    """Reads documents. Thread-safe; networks load on first use; options never change after construction."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()
        self._reader = open_reader(self.options.ocr, rec_model=self.options.rec_model)
        self._pages = PageReading(self._reader)
        self._cache = PageCache(self.options.cache) if self.options.cache else None

    def extract(self, source: Source) -> list[Extraction]:
        """The documents of one source. Raises DocfieldsError where the source cannot be read."""
        started = time.perf_counter()
        return [self._extraction(source, tuple(self.read(source)), started)]

    def extract_many(self, sources: Iterable[Source]) -> Iterator[Extraction]:
        """Extractions in the order of the sources; a failed source gives one with its error.

        While one page is read the next is, too, so that sources are opened a little ahead.
        """
        return chain.from_iterable(self.extract_each(sources))

    def extract_each(self, sources: Iterable[Source]) -> Generator[list[Extraction], None, None]:
        """As `extract_many`, with the extractions of each source together."""
        started = time.perf_counter()
        pages: list[TextPage] = []
        error: DocfieldsError | None = None
        with closing(self._steps(sources, self.options.ocr)) as steps:
            for step in steps:
                error = error or step.error
                if step.read is not None:
                    pages.append(_annotated(step.read))
                if step.is_end:
                    yield [self._extraction_or_failure(step.source, pages, error, started)]
                    started, pages, error = time.perf_counter(), [], None

    def read(self, source: Source) -> Iterator[TextPage]:
        """The text of each page, one page at a time: from the PDF's text layer or by OCR."""
        with closing(self._read_pages([source], self.options.ocr)) as pages:
            for _, page in pages:
                yield _annotated(page)

    def ocr(self, source: Source | Sequence[Source], **options: Unpack[CallOptions]) -> list[OcrResult]:
        """The text alone, one result a page, in PaddleOCR's shape.

        source: also a folder, or a list of sources. options: of this call alone. Raises DocfieldsError.
        """
        return list(self.ocr_pages(source, **options))

    def ocr_pages(self, source: Source | Sequence[Source], **options: Unpack[CallOptions]) -> Iterator[OcrResult]:
        """As `ocr`, one page at a time."""
        return self._ocr_pages(sources_of(source), for_call(self.options.ocr, options))

    def ocr_each(self, sources: Iterable[Source]) -> Generator[OcrPart, None, None]:
        """As `ocr_pages` of several sources, of which some may fail without ending the run."""
        number = 0
        error: DocfieldsError | None = None
        with closing(self._steps(sources, self.options.ocr)) as steps:
            for step in steps:
                error = error or step.error
                if step.read is not None and error is None:
                    yield OcrPart(number, (self._ocr_result(step.source, step.read, self.options.ocr),))
                if step.is_end:
                    yield OcrPart(number, (), error, is_end=True)
                    number, error = number + 1, None

    def predict(self, input: Source | Sequence[Source], **options: Unpack[CallOptions]) -> list[OcrResult]:
        """PaddleOCR's name for `ocr`."""
        return self.ocr(input, **options)

    def predict_iter(self, input: Source | Sequence[Source], **options: Unpack[CallOptions]) -> Iterator[OcrResult]:
        """PaddleOCR's name for `ocr_pages`."""
        return self.ocr_pages(input, **options)

    def _ocr_pages(self, sources: Iterable[Source], options: OcrOptions) -> Iterator[OcrResult]:
        with closing(self._read_pages(sources, options)) as pages:
            for source, read in pages:
                yield self._ocr_result(source, read, options)

    def _ocr_result(self, source: Source, read: ReadPage, options: OcrOptions) -> OcrResult:
        load = self.options.load
        form = file_format(source, load)
        detection = read.detection or options.detection
        return ocr_result(source, read.page, read.text_from, form=form, ocr=options, detection=detection, load=load)

    def _extraction_or_failure(
        self, source: Source, pages: Sequence[TextPage], error: DocfieldsError | None, started: float
    ) -> Extraction:
        try:
            if error is not None:
                raise error
            return self._extraction(source, tuple(pages), started)
        except DocfieldsError as failed:
            return failure(source_name(source), failed)

    def _extraction(self, source: Source, pages: Sequence[TextPage], started: float) -> Extraction:
        read = time.perf_counter()
        extraction = extract_from_text(
            pages, source=source_name(source), kind=self.options.kind, as_of=self.options.as_of
        )
        timings = {"read": read - started, "link": time.perf_counter() - read}
        return extraction.model_copy(update={"timings": timings})

    def _read_pages(
        self, sources: Iterable[Source], options: OcrOptions
    ) -> Generator[tuple[Source, ReadPage], None, None]:
        """The pages of all sources; the first error ends it."""
        with closing(self._steps(sources, options)) as steps:
            for step in steps:
                if step.error is not None:
                    raise step.error
                if step.read is not None:
                    yield step.source, step.read

    def _steps(self, sources: Iterable[Source], options: OcrOptions) -> Generator[Step, None, None]:
        return read_in_order(
            sources,
            lambda page: self._pages.read(page, options),
            self.options.load,
            beside=min(PAGES_BESIDE, options.threads or available_cores()),
            cache=self._cache,
            key=lambda source: self._cache_key(source, options),
        )

    def _cache_key(self, source: Source, options: OcrOptions) -> str | None:
        """None where nothing is kept: without a cache, and for pictures in memory."""
        if self._cache is None or not isinstance(source, str | os.PathLike | bytes):
            return None
        return cache_key(source, load=self.options.load, ocr=options, weights=self._reader.weights)


def _annotated(read: ReadPage) -> TextPage:
    return annotate(text_page(read.page, read.text_from))


@cache
def _shared_extractor() -> Extractor:
    return Extractor()


def extract(source: Source) -> list[Extraction]:
    """The documents of one source, read with the default options."""
    return _shared_extractor().extract(source)


def text_page(page: Page, text_from: Literal["text", "ocr"]) -> TextPage:
    """The page without its pixels."""
    return TextPage(
        index=page.index,
        width=page.width,
        height=page.height,
        lines=page.lines or (),
        text_from=text_from,
        to_source=page.to_source,
        source_size=page.source_size,
        angle=page.angle,
        rectified=page.rectified,
    )


def extract_from_text(
    pages: Sequence[TextPage], *, source: str, kind: Kind | None = None, as_of: date | None = None
) -> Extraction:
    """The document that annotated pages make: classify, codes, find, decode, reconcile, assemble."""
    classification = classify(pages) if kind is None else _given(kind, classify(pages))
    findings = find(pages, classification)
    codes = (
        tuple(candidate for page in pages for candidate in mrz.find(page)) if classification.kind == "identity" else ()
    )
    readings = decode((*codes, *findings.candidates), classification, pages)
    return assemble(
        source=source,
        kind=classification.kind,
        subtype=classification.subtype,
        pages=pages,
        findings=findings,
        readings=reconcile(readings, classification.kind),
        as_of=as_of,
    )


def _given(kind: Kind, found: Classification) -> Classification:
    return found if found.kind == kind else Classification(kind=kind, country=found.country, scores=found.scores)


def failure(source: str, error: DocfieldsError) -> Extraction:
    """What a source gives that could not be read."""
    return Extraction(source=source, error=SourceFailure(code=error.code, message=str(error)), needs_review=True)

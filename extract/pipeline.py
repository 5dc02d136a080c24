"""The one place that joins the stages: pixels -> text -> fields -> a record with evidence."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
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
from .ocr import CallOptions, OcrOptions, PictureText, better, for_call, open_reader, sort_lines
from .ocr_result import OcrResult, ocr_result
from .page_cache import PageCache, ReadPage, cache_key
from .page_run import Step, read_in_order
from .reconcile import reconcile
from .rectify import AFTER_READING, BEFORE_READING, apply, enhanced, measure, remedies, upright

PAGES_BESIDE = 2
"""Pages of one call that are read at once, each with its share of the threads: networks on half the cores each do
more than one after the other on all, and each page more would take the memory of another detection."""


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
        self._cache = PageCache(self.options.cache) if self.options.cache else None
        self._pages_at_work = 0
        self._lock = threading.Lock()

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
            lambda page: self._read_page(page, options),
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

    def _read_page(self, page: Page, options: OcrOptions) -> ReadPage:
        if page.lines is not None or page.image is None:
            return ReadPage(replace(page, image=None), "text")
        read, used = self._with_lines(page, options)
        return ReadPage(replace(read, image=None), "ocr", used.detection)

    def _with_lines(self, page: Page, options: OcrOptions) -> tuple[Page, OcrOptions]:
        """The page upright, straight and with its lines, and the options with the size that was chosen for it."""
        with self._at_work():
            page = apply(BEFORE_READING, page)
            text, used = self._text_of(page, options)
            if options.use_doc_orientation_classify:
                turned = upright(_filled(page, text))
                if turned.image is not page.image:
                    page, (text, used) = turned, self._text_of(turned, options)
            page, text = self._enhanced(page, text, options)
        # Nothing looks at the pixels after reading: only places are carried along.
        read = replace(_filled(page, text), image=None)
        straight = apply(AFTER_READING, read)
        if straight is not read:
            read = replace(straight, lines=tuple(sort_lines(straight.lines or ())))
        return read, used

    def _enhanced(self, page: Page, text: PictureText, options: OcrOptions) -> tuple[Page, PictureText]:
        """The text of a page that is hard to read, bettered from pictures that are easier; places stay the page's."""
        if page.image is None:
            return page, text
        for remedy in remedies(measure(page.image, text.lines)):
            easier = replace(page, image=enhanced(page.image, remedy))
            again, _ = self._text_of(easier, options)
            chosen = better(text, again)
            if chosen is not text:
                page, text = replace(page, rectified=(*page.rectified, remedy)), chosen
        return page, text

    def _text_of(self, page: Page, options: OcrOptions) -> tuple[PictureText, OcrOptions]:
        """What stands in the page's picture, and the options with the size that was chosen for it."""
        if page.image is None:
            return PictureText((), ()), options
        used = self._reader.sized(page.image, options)
        boxes = self._reader.detect(page.image, self._with_share(used))
        return self._reader.recognize(page.image, boxes, self._with_share(used)), used

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._lock:
            self._pages_at_work += 1
        try:
            yield
        finally:
            with self._lock:
                self._pages_at_work -= 1

    def _with_share(self, options: OcrOptions) -> OcrOptions:
        """All threads for a page that is alone at this moment, its share otherwise; what is read is the same."""
        if self._pages_at_work < 2:
            return options
        return replace(options, threads=max(1, (options.threads or available_cores()) // PAGES_BESIDE))


def _filled(page: Page, text: PictureText) -> Page:
    read = {line.quad for line in text.lines}
    return replace(page, lines=text.lines, unread=tuple(quad for quad in text.detected if quad not in read))


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

"""The one place that joins the stages: pixels -> text -> fields -> a record with evidence."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, Unpack

from docfields.schemas.errors import DocfieldsError
from docfields.schemas.extraction import Extraction, Kind, SourceFailure

from .annotate import annotate
from .assemble import assemble
from .classify import classify
from .codes import mrz
from .decode import decode
from .document import Classification, Page, TextPage
from .find import find
from .load import LoadOptions, Source, file_format, open_pages, source_name, sources_of
from .ocr import CallOptions, OcrOptions, PictureText, better, for_call, open_reader, sort_lines
from .ocr_result import OcrResult, ocr_result
from .reconcile import reconcile
from .rectify import AFTER_READING, BEFORE_READING, apply, enhanced, measure, remedies, upright


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read.

    kind: what every document is; None lets classify decide. as_of: the day on which identity
    documents and cards must be valid; None leaves that untested. rec_model: a recognition model for
    other languages than the shipped one reads: its folder, its file, or its name in $DOCFIELDS_MODEL_DIR.
    """

    load: LoadOptions = field(default_factory=LoadOptions)
    ocr: OcrOptions = field(default_factory=OcrOptions)
    kind: Kind | None = None
    as_of: date | None = None
    rec_model: Path | None = None


class Extractor:
    """Reads documents. Thread-safe; networks load on first use; options never change after construction."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()
        self._reader = open_reader(self.options.ocr, rec_model=self.options.rec_model)

    def extract(self, source: Source) -> list[Extraction]:
        """The documents of one source. Raises DocfieldsError where the source cannot be read."""
        started = time.perf_counter()
        pages = tuple(self.read(source))
        read = time.perf_counter()
        extraction = extract_from_text(
            pages, source=source_name(source), kind=self.options.kind, as_of=self.options.as_of
        )
        timings = {"read": read - started, "link": time.perf_counter() - read}
        return [extraction.model_copy(update={"timings": timings})]

    def extract_many(self, sources: Iterable[Source]) -> Iterator[Extraction]:
        """Extractions in the order of the sources; a failed source gives one with its error."""
        for source in sources:
            try:
                yield from self.extract(source)
            except DocfieldsError as error:
                yield failure(source_name(source), error)

    def read(self, source: Source) -> Iterator[TextPage]:
        """The text of each page, one page at a time: from the PDF's text layer or by OCR."""
        for page in open_pages(source, options=self.options.load):
            yield self._read_page(page)

    def ocr(self, source: Source | Sequence[Source], **options: Unpack[CallOptions]) -> list[OcrResult]:
        """The text alone, one result a page, in PaddleOCR's shape.

        source: also a folder, or a list of sources. options: of this call alone. Raises DocfieldsError.
        """
        return list(self.ocr_pages(source, **options))

    def ocr_pages(self, source: Source | Sequence[Source], **options: Unpack[CallOptions]) -> Iterator[OcrResult]:
        """As `ocr`, one page at a time."""
        return self._ocr_pages(sources_of(source), for_call(self.options.ocr, options))

    def predict(self, input: Source | Sequence[Source], **options: Unpack[CallOptions]) -> list[OcrResult]:
        """PaddleOCR's name for `ocr`."""
        return self.ocr(input, **options)

    def predict_iter(self, input: Source | Sequence[Source], **options: Unpack[CallOptions]) -> Iterator[OcrResult]:
        """PaddleOCR's name for `ocr_pages`."""
        return self.ocr_pages(input, **options)

    def _ocr_pages(self, sources: Iterable[Source], options: OcrOptions) -> Iterator[OcrResult]:
        load = self.options.load
        for source in sources:
            form = file_format(source, load)
            for page in open_pages(source, options=load):
                read = self._with_lines(page, options)
                yield ocr_result(source, read, _text_from(page), form=form, ocr=options, load=load)

    def _read_page(self, page: Page) -> TextPage:
        return annotate(text_page(self._with_lines(page, self.options.ocr), _text_from(page)))

    def _with_lines(self, page: Page, options: OcrOptions) -> Page:
        """The page upright, straight and with its lines; a text layer stays as it is."""
        if page.lines is not None or page.image is None:
            return page
        page = apply(BEFORE_READING, page)
        text = self._text_of(page, options)
        if options.use_doc_orientation_classify:
            turned = upright(_filled(page, text))
            if turned.image is not page.image:
                page, text = turned, self._text_of(turned, options)
        page, text = self._enhanced(page, text, options)
        # Nothing looks at the pixels after reading: only places are carried along.
        read = replace(_filled(page, text), image=None)
        straight = apply(AFTER_READING, read)
        return read if straight is read else replace(straight, lines=tuple(sort_lines(straight.lines or ())))

    def _enhanced(self, page: Page, text: PictureText, options: OcrOptions) -> tuple[Page, PictureText]:
        """The text of a page that is hard to read, bettered from pictures that are easier; places stay the page's."""
        if page.image is None:
            return page, text
        for remedy in remedies(measure(page.image, text.lines)):
            easier = replace(page, image=enhanced(page.image, remedy))
            chosen = better(text, self._text_of(easier, options))
            if chosen is not text:
                page, text = replace(page, rectified=(*page.rectified, remedy)), chosen
        return page, text

    def _text_of(self, page: Page, options: OcrOptions) -> PictureText:
        """What stands in the page's picture."""
        return PictureText((), ()) if page.image is None else self._reader.read_detailed(page.image, options)


def _filled(page: Page, text: PictureText) -> Page:
    read = {line.quad for line in text.lines}
    return replace(page, lines=text.lines, unread=tuple(quad for quad in text.detected if quad not in read))


def _text_from(page: Page) -> Literal["text", "ocr"]:
    return "text" if page.lines is not None else "ocr"


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

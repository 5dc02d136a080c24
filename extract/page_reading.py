"""One page, from its pixels to its lines: rectify and OCR by turns, for each tells the other what to do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from docfields.models.sessions import available_cores

from .document import Page
from .ocr import OcrOptions, PageReader, PictureText, better, sort_lines
from .page_cache import ReadPage
from .rectify import AFTER_READING, BEFORE_READING, apply, enhanced, measure, remedies, upright

PAGES_BESIDE = 2
"""Pages of one call that are read at once, each with its share of the threads: networks on half the cores each do
more than one after the other on all, and each page more would take the memory of another detection."""


class PageReading:
    """Reads pages, several at once; what is read of a page does not depend on what is read beside it."""

    def __init__(self, reader: PageReader) -> None:
        self._reader = reader
        self._at_work = 0
        self._lock = threading.Lock()

    def read(self, page: Page, options: OcrOptions) -> ReadPage:
        """The page upright, straight and with its lines; one with a text layer as it is. Without its pixels."""
        if page.lines is not None or page.image is None:
            return ReadPage(replace(page, image=None), "text")
        with self._counted():
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
        return ReadPage(read, "ocr", used.detection)

    def _text_of(self, page: Page, options: OcrOptions) -> tuple[PictureText, OcrOptions]:
        """What stands in the page's picture, and the options with the size that was chosen for it."""
        assert page.image is not None
        used = self._reader.sized(page.image, options)
        boxes = self._reader.detect(page.image, self._with_share(used))
        return self._reader.recognize(page.image, boxes, self._with_share(used)), used

    def _enhanced(self, page: Page, text: PictureText, options: OcrOptions) -> tuple[Page, PictureText]:
        """The text of a page that is hard to read, bettered from pictures that are easier; places stay the page's."""
        assert page.image is not None
        for remedy in remedies(measure(page.image, text.lines)):
            again, _ = self._text_of(replace(page, image=enhanced(page.image, remedy)), options)
            chosen = better(text, again)
            if chosen is not text:
                page, text = replace(page, rectified=(*page.rectified, remedy)), chosen
        return page, text

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._at_work += 1
        try:
            yield
        finally:
            with self._lock:
                self._at_work -= 1

    def _with_share(self, options: OcrOptions) -> OcrOptions:
        """All threads for a page that is alone at this moment, its share otherwise; what is read is the same."""
        if self._at_work < 2:
            return options
        return replace(options, threads=max(1, (options.threads or available_cores()) // PAGES_BESIDE))


def _filled(page: Page, text: PictureText) -> Page:
    read = {line.quad for line in text.lines}
    return replace(page, lines=text.lines, unread=tuple(quad for quad in text.detected if quad not in read))

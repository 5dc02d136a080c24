"""`docfields ocr`: sources -> text, objects in PaddleOCR's shape, hOCR or searchable PDFs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from itertools import groupby
from pathlib import Path

from docfields.schemas.errors import DocfieldsError, OptionError

from ..ocr_result import OcrResult, hocr, write_searchable
from ..parallel import ocr_in_order
from ..pipeline import OcrPart, Options
from .progress import Bar, complain, progress_bar
from .sources import documents


class _Run:
    """The documents of one command, read in order; `failed` counts what could not be."""

    def __init__(self, paths: Sequence[Path], options: Options, workers: int) -> None:
        self.sources, errors = documents(paths)
        self.failed = len(errors)
        self._options, self._workers = options, workers

    def documents(self, bar: Bar) -> Iterator[Iterator[OcrResult]]:
        """The pages of each document; what raises an error there may be given to `report`."""
        with closing(ocr_in_order(self.sources, self._options, workers=self._workers)) as parts:
            for _, own in groupby(parts, key=lambda part: part.number):
                yield _pages(own)
                bar.advance()

    def pages(self, bar: Bar) -> Iterator[OcrResult]:
        """The pages of all documents; a document that fails is reported and ends there."""
        for document in self.documents(bar):
            try:
                yield from document
            except DocfieldsError as error:
                self.report(error)

    def report(self, error: DocfieldsError) -> None:
        complain(str(error))
        self.failed += 1


def run_ocr(
    paths: Sequence[Path],
    *,
    form: str,
    out: Path | None,
    options: Options | None = None,
    workers: int = 1,
) -> int:
    """Returns the exit status: 0, or 1 where a document or path could not be read."""
    if form == "pdf" and out is None:
        raise OptionError("pdf needs a place", remedy="Give --out FILE.pdf, or --out FOLDER for one PDF a document.")
    run = _Run(paths, options or Options(), workers)
    if out is not None and not out.is_dir():
        for source in run.sources:
            _keep_original(source, out)
    with progress_bar(len(run.sources)) as bar:
        if form == "pdf" and out is not None:
            _write_pdfs(run, out, bar)
        else:
            target = nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8")
            with target as stream:
                for part in _parts(run.pages(bar), form):
                    stream.write(part)
                    stream.flush()
    return 1 if run.failed else 0


def _pages(parts: Iterable[OcrPart]) -> Iterator[OcrResult]:
    for part in parts:
        yield from part.pages
        if part.error is not None:
            raise part.error


def _parts(results: Iterable[OcrResult], form: str) -> Iterator[str]:
    if form == "hocr":
        yield from hocr(results)
        return
    for result in results:
        if form == "json":
            yield json.dumps(result.json["res"], ensure_ascii=False) + "\n"
        else:
            yield "".join(f"{text}\n" for text in result.rec_texts)


def _write_pdfs(run: _Run, out: Path, bar: Bar) -> None:
    if out.suffix.lower() == ".pdf" and not out.is_dir():
        try:
            write_searchable(run.pages(bar), out)
        except DocfieldsError as error:
            run.report(error)
        return
    out.mkdir(parents=True, exist_ok=True)
    targets = _targets(run.sources, out)
    for source, target, pages in zip(run.sources, targets, run.documents(bar), strict=True):
        try:
            _keep_original(source, target)
            write_searchable(pages, target)
        except DocfieldsError as error:
            run.report(error)


def _keep_original(source: str, target: Path) -> None:
    if target.resolve() == Path(source).resolve():
        raise OptionError("the result would replace the original.", source=source, remedy="Give another --out.")


def _targets(sources: Sequence[str], out: Path) -> list[Path]:
    """NAME.pdf for each document; the later ones of equal name are numbered."""
    taken: set[str] = set()
    targets = []
    for source in sources:
        stem = name = Path(source).stem
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        targets.append(out / f"{name}.pdf")
    return targets

"""Many sources over several processes, results in input order, one dead worker no end of the run."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache, partial

from docfields.models.sessions import available_cores
from docfields.schemas.errors import SourceError
from docfields.schemas.extraction import Extraction

from .pipeline import Extractor, OcrPart, Options, failure
from .side_by_side import in_processes


class WorkerDied(SourceError):
    """The process that read this source ended without a word (often for want of memory)."""

    code = "worker_died"


def extract_in_order(
    sources: Sequence[str], options: Options, *, workers: int
) -> Generator[list[Extraction], None, None]:
    """For each source the extractions of it, in the order of the sources."""
    extractor = Extractor(options)  # options that cannot be are said here, once, and not by every worker
    if workers > 1:
        work = partial(_extract, _with_threads(options, workers))
        results = in_processes(work, sources, workers=workers, died=_extractions_of_dead)
    else:
        results = extractor.extract_each(sources)
    with closing(results):
        yield from results


def ocr_in_order(sources: Sequence[str], options: Options, *, workers: int) -> Generator[OcrPart, None, None]:
    """The pages of each source, in the order of the sources; those of a worker come all at once."""
    extractor = Extractor(options)
    if workers > 1:
        work = partial(_ocr, _with_threads(options, workers))
        results = in_processes(work, enumerate(sources), workers=workers, died=_part_of_dead)
    else:
        results = extractor.ocr_each(sources)
    with closing(results):
        yield from results


def _with_threads(options: Options, workers: int) -> Options:
    """Each worker takes its share of the cores, unless the caller said how many threads."""
    if options.ocr.threads is not None:
        return options
    share = max(1, available_cores() // workers)
    return replace(options, ocr=replace(options.ocr, threads=share))


def _extract(options: Options, source: str) -> list[Extraction]:
    [extractions] = _extractor(options).extract_each([source])
    return extractions


def _ocr(options: Options, numbered: tuple[int, str]) -> OcrPart:
    number, source = numbered
    *parts, end = _extractor(options).ocr_each([source])
    return replace(end, number=number, pages=tuple(page for part in parts for page in part.pages))


@lru_cache(maxsize=1)
def _extractor(options: Options) -> Extractor:
    """Of a worker's process; its networks load with the first picture."""
    return Extractor(options)


def _extractions_of_dead(source: str) -> list[Extraction]:
    return [failure(source, _death(source))]


def _part_of_dead(numbered: tuple[int, str]) -> OcrPart:
    number, source = numbered
    return OcrPart(number, (), _death(source), is_end=True)


def _death(source: str) -> WorkerDied:
    remedy = "Read it alone with --workers 1 and more memory."
    return WorkerDied("the worker process ended", source=source, remedy=remedy)

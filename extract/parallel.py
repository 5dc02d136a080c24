"""Many sources over several processes, results in input order, one dead worker no end of the run."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

from docfields.models.sessions import available_cores
from docfields.schemas.errors import SourceError
from docfields.schemas.extraction import Extraction

from .pipeline import Extractor, Options, failure

WINDOW_A_WORKER = 4
"""Results that may wait for an earlier one, a worker: bounds memory however slow one document is."""

TASKS_A_WORKER = 500
"""Then a fresh process takes over, so that no library's leak can grow through a long run."""


class WorkerDied(SourceError):
    """The process that read this source ended without a word (often for want of memory)."""

    code = "worker_died"


def extract_in_order(
    sources: Sequence[str], options: Options, *, workers: int
) -> Generator[list[Extraction], None, None]:
    """For each source the extractions of it, in the order of the sources."""
    if workers <= 1:
        extractor = Extractor(options)
        for source in sources:
            yield list(extractor.extract_many([source]))
        return
    Extractor(options)  # options that cannot be are said here, once, and not by every worker
    yield from _extract_in_processes(sources, _with_threads(options, workers), workers)


def _with_threads(options: Options, workers: int) -> Options:
    """Each worker takes its share of the cores, unless the caller said how many threads."""
    if options.ocr.threads is not None:
        return options
    share = max(1, available_cores() // workers)
    return replace(options, ocr=replace(options.ocr, threads=share))


def _extract_in_processes(sources: Sequence[str], options: Options, workers: int) -> Iterator[list[Extraction]]:
    pool = _pool(options, workers)
    waiting: deque[tuple[str, Future[list[Extraction]]]] = deque()
    upcoming = iter(sources)
    try:
        while True:
            while len(waiting) < WINDOW_A_WORKER * workers and (source := next(upcoming, None)) is not None:
                waiting.append((source, pool.submit(_extract, source)))
            if not waiting:
                return
            source, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                result = _extract_alone(source, options)
                pool = _pool(options, workers)
                waiting = deque((name, pool.submit(_extract, name)) for name, _ in waiting)
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _extract_alone(source: str, options: Options) -> list[Extraction]:
    """A second try in a process of its own: shows whether this source is what kills workers."""
    with _pool(options, 1) as pool:
        try:
            return pool.submit(_extract, source).result()
        except BrokenProcessPool:
            remedy = "Read it alone with --workers 1 and more memory."
            return [failure(source, WorkerDied("the worker process ended", source=source, remedy=remedy))]


def _pool(options: Options, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(options,),
        max_tasks_per_child=TASKS_A_WORKER,
    )


_extractor: Extractor | None = None


def _start(options: Options) -> None:
    """Once a process: Ctrl-C is the parent's business; networks load with the first picture."""
    global _extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _extractor = Extractor(options)


def _extract(source: str) -> list[Extraction]:
    assert _extractor is not None
    return list(_extractor.extract_many([source]))

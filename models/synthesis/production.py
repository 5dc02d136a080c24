"""Documents made by several processes, in the order of their numbers."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from docfields.models.synthesis.generate import Order, make_document
from docfields.models.synthesis.truth import write_document

WINDOW_A_WORKER = 4
"""Documents that are asked for ahead, a worker."""

DOCUMENTS_A_WORKER = 2000
"""Then a fresh process takes over, so that no library's cache can grow through a long run."""


def write_gold_folder(order: Order, count: int, folder: Path, *, workers: int) -> Iterator[str]:
    """Writes documents 0 to count - 1 with their truth; gives their names one by one.

    The files do not depend on the number of workers. A truth is written after its document, so that what an
    interrupted run leaves is a valid folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if workers <= 1:
        for index in range(count):
            yield _write(order, index, folder)
        return
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start, max_tasks_per_child=DOCUMENTS_A_WORKER
    )
    waiting: deque[Future[str]] = deque()
    try:
        for index in range(count):
            waiting.append(pool.submit(_write, order, index, folder))
            if len(waiting) >= WINDOW_A_WORKER * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    """Once a process: Ctrl-C is the parent's business; one thread each, the processes fill the cores."""
    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)


def _write(order: Order, index: int, folder: Path) -> str:
    document = make_document(order, index)
    write_document(document, folder)
    return document.name

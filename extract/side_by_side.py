"""Work on many things at once, its results in the order of the things."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WINDOW_A_WORKER = 4
"""Results that may wait for an earlier one, a process: bounds memory however slow one of them is."""

TASKS_A_WORKER = 500
"""Then a fresh process takes over, so that no library's leak can grow through a long run."""


def in_threads(work: Callable[[Item], Result], items: Iterable[Item], *, beside: int) -> Generator[Result, None, None]:
    """What work makes of each item; `beside` items at most are taken and not yet answered.

    Items are taken in the caller's thread. An exception comes where its item's result would have come, also one
    of the items themselves. No thread is left behind: closing waits for what has been begun.
    """
    if beside == 1:
        yield from map(work, items)
        return
    upcoming = iter(items)
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(beside) as pool:
        try:
            while True:
                try:
                    while len(waiting) < beside:
                        waiting.append(pool.submit(work, next(upcoming)))
                except StopIteration:
                    pass
                except Exception as error:
                    waiting.append(_failed(error))
                    upcoming = iter(())
                if not waiting:
                    return
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def in_processes(
    work: Callable[[Item], Result], items: Iterable[Item], *, workers: int, died: Callable[[Item], Result]
) -> Generator[Result, None, None]:
    """What work makes of each item, in processes that are started afresh; all must be picklable.

    died: what an item gives that ended its process twice, the second time alone in one; others are not touched.
    """
    pool = _pool(workers)
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    upcoming = iter(items)
    try:
        while True:
            while len(waiting) < WINDOW_A_WORKER * workers:
                try:
                    item = next(upcoming)
                except StopIteration:
                    break
                waiting.append((item, _submit(pool, work, item)))
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                result = _alone(work, item, died)
                pool = _pool(workers)
                waiting = deque((item, _submit(pool, work, item)) for item, _ in waiting)
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _failed(error: Exception) -> Future[Result]:
    future: Future[Result] = Future()
    future.set_exception(error)
    return future


def _submit(pool: ProcessPoolExecutor, work: Callable[[Item], Result], item: Item) -> Future[Result]:
    try:
        return pool.submit(work, item)
    except BrokenProcessPool as error:  # by an item that is waited for later
        return _failed(error)


def _alone(work: Callable[[Item], Result], item: Item, died: Callable[[Item], Result]) -> Result:
    with _pool(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return died(item)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start, max_tasks_per_child=TASKS_A_WORKER
    )


def _start() -> None:
    """Once a process: Ctrl-C is the parent's business; one thread for OpenCV, the processes fill the cores."""
    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)

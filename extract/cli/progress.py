"""What long work shows on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Bar:
    """A bar to be moved on; does nothing where there is none."""

    def __init__(self, progress: Progress | None, what: str, total: int, done: int) -> None:
        self._progress = progress
        self._task = progress.add_task(what, total=total, completed=done) if progress else None

    def advance(self) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task)


@contextmanager
def progress_bar(total: int, what: str = "reading", *, done: int = 0) -> Iterator[Bar]:
    """A bar on stderr; none for a single document or where stderr is no terminal."""
    if total < 2 or not sys.stderr.isatty():
        yield Bar(None, what, total, done)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield Bar(progress, what, total, done)


def complain(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"docfields: {message}\n")

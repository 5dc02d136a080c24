"""Documents made by several processes, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from functools import partial
from pathlib import Path

from docfields.models.synthesis.generate import Order, make_document
from docfields.models.synthesis.truth import write_document
from docfields.side_by_side import in_processes


def write_gold_folder(order: Order, count: int, folder: Path, *, workers: int) -> Iterator[str]:
    """Writes documents 0 to count - 1 with their truth; gives their names one by one.

    The files do not depend on the number of workers. A truth is written after its document, so that what an
    interrupted run leaves is a valid folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write = partial(_write, order, folder)
    if workers <= 1:
        yield from map(write, range(count))
        return
    with closing(in_processes(write, range(count), workers=workers, died=_give_up)) as names:
        yield from names


def _write(order: Order, folder: Path, index: int) -> str:
    document = make_document(order, index)
    write_document(document, folder)
    return document.name


def _give_up(index: int) -> str:
    raise BrokenProcessPool(f"The process that made document {index} ended without a word.")

"""`docfields extract`: sources -> journal -> the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TextIO

from docfields.schemas.errors import OptionError
from docfields.schemas.extraction import Extraction

from .. import journal
from ..frames import to_frames, write
from ..parallel import extract_in_order
from ..pipeline import Options
from .progress import complain, progress_bar
from .sources import documents
from .tables import print_extractions


def run_extract(
    paths: Sequence[Path],
    *,
    form: str,
    out: Path | None,
    options: Options,
    workers: int,
    resume: bool,
    reveal: bool,
) -> int:
    """Returns the exit status: 0, or 1 where a document or path could not be read."""
    _check_options(form, out, resume)
    sources, path_errors = documents(paths)
    if out is None:
        failed = _to_terminal(_extractions(sources, options, workers), form, reveal)
    else:
        failed = _to_file(sources, options, workers, form, out, resume)
    return 1 if failed or path_errors else 0


def _check_options(form: str, out: Path | None, resume: bool) -> None:
    if form == "parquet" and out is None:
        raise OptionError("parquet is no text for a terminal", remedy="Add --out FILE.")
    if form == "table" and out is not None:
        raise OptionError("a table is for the terminal", remedy="Use --format csv, parquet or jsonl with --out.")
    if resume and out is None:
        raise OptionError("--resume needs the file of the earlier run", remedy="Add --out FILE.")


def _extractions(
    sources: Sequence[str], options: Options, workers: int, *, done: int = 0
) -> Iterator[list[Extraction]]:
    """Results source by source behind a progress bar; failures are said as they happen."""
    with (
        progress_bar(len(sources), done=done) as bar,
        closing(extract_in_order(sources[done:], options, workers=workers)) as results,
    ):
        for extractions in results:
            for extraction in extractions:
                if extraction.error is not None:
                    complain(extraction.error.message)
            yield extractions
            bar.advance()


def _to_terminal(results: Iterable[list[Extraction]], form: str, reveal: bool) -> int:
    if form == "jsonl":
        return _write_journal(results, sys.stdout)
    extractions = [extraction for part in results for extraction in part]
    if form == "csv":
        to_frames(extractions).documents.to_csv(sys.stdout, index=False)
    else:
        print_extractions(extractions, reveal=reveal)
    return sum(extraction.error is not None for extraction in extractions)


def _to_file(sources: list[str], options: Options, workers: int, form: str, out: Path, resume: bool) -> int:
    out.parent.mkdir(parents=True, exist_ok=True)
    journal_path = out if form == "jsonl" else out.with_name(f"{out.name}.journal")
    done = journal.resume(journal_path, sources) if resume else 0
    with journal_path.open("a" if done else "w", encoding="utf-8") as lines:
        _write_journal(_extractions(sources, options, workers, done=done), lines)
    failed = sum(extraction.error is not None for extraction in journal.read(journal_path))
    if form in ("csv", "parquet"):
        written = write(journal.read(journal_path), out, "csv" if form == "csv" else "parquet")
        journal_path.unlink()
        complain("written: " + ", ".join(str(path) for path in written))
    return failed


def _write_journal(results: Iterable[list[Extraction]], lines: TextIO) -> int:
    """A source's objects are flushed together, so that a killed run loses whole sources only."""
    failed = 0
    for extractions in results:
        lines.write("".join(journal.to_json(extraction) + "\n" for extraction in extractions))
        lines.flush()
        failed += sum(extraction.error is not None for extraction in extractions)
    return failed

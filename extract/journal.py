"""A run's journal: one JSON object a document, one a line, in input order; what `--resume` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docfields.schemas import RECORDS
from docfields.schemas.errors import Damaged, OptionError
from docfields.schemas.extraction import Extraction, SourceFailure

WRITTEN_KEYS = frozenset(
    {"source", "part", "kind", "record", "evidence", "issues", "pairs", "tables", "pages", "needs_review"}
)
"""Times are left out: the same input gives the same bytes."""


def to_json(extraction: Extraction) -> str:
    """The object of one document; of a failed source its name and error only."""
    if extraction.error is not None:
        failed = {"source": extraction.source, "error": extraction.error.model_dump(mode="json")}
        return json.dumps(failed, ensure_ascii=False)
    return json.dumps(extraction.model_dump(mode="json", include=set(WRITTEN_KEYS)), ensure_ascii=False)


def from_json(text: str) -> Extraction:
    """The inverse of `to_json`. Raises ValueError for anything else."""
    content: dict[str, Any] = json.loads(text)
    if "error" in content:
        return Extraction(source=content["source"], error=SourceFailure(**content["error"]), needs_review=True)
    record = RECORDS[content["kind"]].model_validate(content.pop("record"))
    return Extraction(**content, record=record)


def read(path: Path) -> Iterator[Extraction]:
    """The documents of a journal, one at a time. Raises Damaged at a line that is none of ours."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield from_json(line)
            except (KeyError, TypeError, ValueError) as error:
                raise Damaged(
                    f"line {number} is no object of this program",
                    source=str(path),
                    remedy="Start the run anew without --resume.",
                ) from error


def resume(path: Path, sources: Sequence[str]) -> int:
    """How many of the sources a journal already holds; what a killed run left half written is cut off.

    Raises OptionError where the journal is of other sources: the result must be that of one run.
    """
    if not path.exists():
        return 0
    position, kept, done, parts = 0, 0, 0, 0
    with path.open("rb") as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                break
            try:
                extraction = from_json(line.decode("utf-8"))
            except (KeyError, TypeError, ValueError):
                break
            if done >= len(sources) or extraction.source != sources[done]:
                raise OptionError(
                    "the journal is of another run",
                    source=str(path),
                    remedy="Give the same paths as before, or another --out.",
                )
            position, parts = position + len(line), parts + 1
            if extraction.error is not None or parts == extraction.part.of:
                kept, done, parts = position, done + 1, 0
    with path.open("rb+") as journal:
        journal.truncate(kept)
    return done

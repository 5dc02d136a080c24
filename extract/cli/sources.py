"""Paths from the command line -> documents; what is left out is said on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docfields.schemas.errors import DocfieldsError

from ..load import walk
from .progress import complain


def documents(paths: Sequence[Path]) -> tuple[list[str], list[DocfieldsError]]:
    """The documents under the paths in a fixed order, and an error for each path that gives none."""
    found = walk(paths)
    if found.others:
        complain(f"{found.others} other files in the folders were left out")
    for error in found.errors:
        complain(str(error))
    return [str(path) for path in found.documents], list(found.errors)

"""From paths as a person gives them to the documents that they stand for."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docfields.schemas.errors import NotFound, SourceError, Unreadable

from .sources import Source, source_name

SUFFIXES = frozenset((".pdf", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".heic", ".heif", ".bmp", ".gif"))
"""Endings, in any case, of the files that a folder is walked for."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What paths stand for.

    documents: in the order of the paths, each folder's sorted. others: how many files of folders
    have another ending. errors: one a path that leads nowhere; the documents are complete without it.
    """

    documents: tuple[Path, ...]
    others: int
    errors: tuple[SourceError, ...]


def walk(paths: Iterable[str | os.PathLike[str]]) -> Walk:
    """Expand folders, recursively, to the documents in them.

    A file that is named itself is a document whatever its ending. Hidden files and folders (their
    names begin with a dot) inside a folder are left out and not counted. Links to folders are followed,
    each folder is entered once.
    """
    documents: list[Path] = []
    errors: list[SourceError] = []
    others = 0
    for given in paths:
        path = Path(given)
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            errors.append(_missing(path, error))
            continue
        if not is_folder:
            documents.append(path)
            continue
        found = _walk_folder(path, set())
        if not found.documents and not found.errors:
            others_too = f", but {found.others} other files" if found.others else ""
            errors.append(
                NotFound(
                    f"no document in this folder{others_too}.",
                    source=source_name(path),
                    remedy=f"Looked for {' '.join(sorted(suffix[1:] for suffix in SUFFIXES))}.",
                )
            )
        documents.extend(found.documents)
        errors.extend(found.errors)
        others += found.others
    return Walk(tuple(documents), others, tuple(errors))


def sources_of(given: Source | Sequence[Source]) -> Iterator[Source]:
    """One source, or several in a list or tuple, folders replaced by the documents in them.

    What a folder cannot give raises its error after the documents that it can.
    """
    for one in given if isinstance(given, list | tuple) else (given,):
        if isinstance(one, str | os.PathLike) and os.path.isdir(one):  # noqa: PTH112  (never raises)
            found = walk([one])
            yield from found.documents
            if found.errors:
                raise found.errors[0]
        else:
            yield one


def _walk_folder(folder: Path, entered: set[tuple[int, int]]) -> Walk:
    """entered: device and inode of the folders seen so far; a link back to one of them is not followed."""
    documents: list[Path] = []
    errors: list[SourceError] = []
    others = 0
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in entered:
            return Walk((), 0, ())
        entered.add((status.st_dev, status.st_ino))
        names = sorted(os.listdir(folder))  # noqa: PTH208  (names alone: iterdir would make paths of hidden ones)
    except OSError as error:
        return Walk((), 0, (_missing(folder, error),))
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        is_document = path.suffix.lower() in SUFFIXES
        try:
            mode = path.stat().st_mode
        except OSError as error:
            if is_document:
                errors.append(_missing(path, error))
            else:
                others += 1
            continue
        if stat.S_ISDIR(mode):
            inner = _walk_folder(path, entered)
            documents.extend(inner.documents)
            errors.extend(inner.errors)
            others += inner.others
        elif is_document and stat.S_ISREG(mode):
            documents.append(path)
        else:
            others += 1
    return Walk(tuple(documents), others, tuple(errors))


def _missing(path: Path, error: OSError | ValueError) -> SourceError:
    """The error of a path that cannot be followed."""
    name = source_name(path)
    if isinstance(error, PermissionError):
        return Unreadable("may not be opened.", source=name, remedy="Check its permissions.")
    if isinstance(error, FileNotFoundError) and os.path.islink(path):  # noqa: PTH114
        return NotFound("the link points to nothing.", source=name, remedy="Restore or remove it.")
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return NotFound("no such file or folder.", source=name, remedy="Check the path.")
    reason = error.strerror or type(error).__name__
    return Unreadable(f"cannot be opened ({reason}).", source=name, remedy="Check the path.")

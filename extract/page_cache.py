"""Pages read earlier, found again by what the file holds and by everything that decides how it is read.

Reading is where the time is, and what was read stays valid when the rules for fields change: so pages are kept
before annotation. An entry is JSON, compressed; it is never unpickled, for others may write into the folder.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

import numpy as np

from docfields.schemas.errors import MissingExtra, OptionError

from . import document
from .document import Lattice, Page
from .load import LoadOptions
from .ocr import DetectOptions, OcrOptions

FORMAT = 1
"""Of the entries; others are not understood and count as absent."""

READERS = ("docfields", "numpy", "onnxruntime", "opencv-python-headless", "openvino", "paddleocr", "pillow", "pymupdf")
"""Packages of which another version, or none, may read otherwise."""

WITHOUT_EFFECT = ("threads", "return_word_box")
"""Options of OCR that change nothing of what is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadPage:
    """A page with its lines and without its picture. detection: how text was searched for, None in a text layer."""

    page: Page
    text_from: Literal["text", "ocr"]
    detection: DetectOptions | None = None


class PageCache:
    """A folder of pages read earlier, which several threads and processes may share.

    It holds what documents say: a new folder is its owner's alone. It is bounded by diskcache's size_limit
    (1 GiB), the oldest entries go first. Raises MissingExtra, and OptionError for a folder that cannot serve.
    """

    def __init__(self, folder: Path) -> None:
        try:
            import diskcache
        except ImportError as error:
            raise MissingExtra(
                "a cache needs the package diskcache.", remedy='Install it: pip install "docfields[cache]"'
            ) from error

        class Unpickled(diskcache.Disk):  # type: ignore[misc]
            """Values as they are; diskcache would run what a pickle says."""

            def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
                if mode == diskcache.core.MODE_PICKLE:
                    raise ValueError("a pickle is no entry of ours")
                return super().fetch(mode, filename, value, read)

        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._cache: Any = diskcache.Cache(str(folder), disk=Unpickled)
        except Exception as error:  # SQLite's errors and the system's
            raise OptionError(
                f"{folder} cannot be used as a cache ({type(error).__name__}).",
                remedy="Give a new folder in which you may write, or delete this one.",
            ) from error

    def get(self, key: str) -> tuple[ReadPage, ...] | None:
        """The pages kept under a key; None where there are none."""
        try:
            with closing(self._cache):  # this thread's connection, not the cache
                stored = self._cache.get(key)
            return None if stored is None else _from_bytes(stored)
        except Exception:  # whatever is wrong with an entry, its document is read anew
            return None

    def put(self, key: str, pages: Sequence[ReadPage]) -> None:
        """Keep the pages of a source; a full disk is no reason to end a run."""
        try:
            with closing(self._cache):
                self._cache.set(key, _to_bytes(pages))
        except Exception:  # SQLite's errors and the system's
            return


def cache_key(
    source: str | os.PathLike[str] | bytes, *, load: LoadOptions, ocr: OcrOptions, weights: Iterable[str]
) -> str | None:
    """Names all that decides what is read, as a digest: a password is part of it. weights: their SHA-256.

    None for a file that cannot be read.
    """
    try:
        digest = hashlib.sha256(source) if isinstance(source, bytes) else _file_digest(source)
    except (OSError, ValueError):
        return None
    options = {name: value for name, value in asdict(ocr).items() if name not in WITHOUT_EFFECT}
    parts = [FORMAT, _versions(), sorted(weights), asdict(load), options, digest.hexdigest()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _file_digest(path: str | os.PathLike[str]) -> Any:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256")


@cache
def _versions() -> tuple[str, ...]:
    return tuple(_version(package) for package in READERS)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # another build of OpenCV, or docfields without installation
        return ""


_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (ReadPage, DetectOptions, *vars(document).values())
    if isinstance(kind, type) and is_dataclass(kind)
}
"""What an entry may consist of, besides arrays and plain values."""


def _to_bytes(pages: Sequence[ReadPage]) -> bytes:
    return zlib.compress(json.dumps([_plain(page) for page in pages]).encode(), level=1)


def _from_bytes(stored: bytes) -> tuple[ReadPage, ...]:
    """Raises an exception of any kind for what is no entry."""
    pages = tuple(_value(page) for page in json.loads(zlib.decompress(stored)))
    if not all(isinstance(page, ReadPage) for page in pages):
        raise ValueError("no pages")
    return pages


def _plain(value: Any) -> Any:
    """As JSON has it: a dataclass is an object with its fields, and a tuple a list."""
    if isinstance(value, Lattice):
        value = _with_own_vocabulary(value)
    if type(value).__name__ in _KINDS:
        return {"kind": type(value).__name__} | {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, np.ndarray):
        content = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode("ascii")
        return {"kind": "array", "type": value.dtype.str, "shape": value.shape, "content": content}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value.item() if isinstance(value, np.generic) else value


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(one) for one in plain)
    if not isinstance(plain, dict):
        return plain
    kind = plain.pop("kind")
    if kind == "array":
        return np.frombuffer(base64.b64decode(plain["content"]), np.dtype(plain["type"])).reshape(plain["shape"])
    return _KINDS[kind](**{name: _value(one) for name, one in plain.items()})


def _with_own_vocabulary(lattice: Lattice) -> Lattice:
    """With the few classes that it speaks of, where the recogniser has thousands; class 0 stays the blank."""
    used, places = np.unique(np.append(lattice.classes.ravel(), 0), return_inverse=True)
    vocabulary = tuple(lattice.vocabulary[index] for index in used.tolist())
    return replace(lattice, vocabulary=vocabulary, classes=places[:-1].reshape(lattice.classes.shape).astype(np.int32))

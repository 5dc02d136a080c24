"""A folder of the user's cache for font files that several processes may write at once."""

from __future__ import annotations

import atexit
import filecmp
import hashlib
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """The cache's folder, or one that is removed at exit where the cache cannot be written."""
    chosen = _user_cache() / "docfields" / "fonts"
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        probe = chosen / f"{uuid.uuid4().hex}.part"
        probe.touch()
        probe.unlink()
    except OSError:
        chosen = Path(tempfile.mkdtemp(prefix="docfields-fonts-"))
        atexit.register(_remove, chosen, os.getpid())
    return chosen


def put(name: str, content: bytes) -> Path:
    """Writes a file into the folder unless it is there already; no other process ever sees half of it."""
    path = folder() / name
    if not path.is_file() or path.read_bytes() != content:
        _replace(path, lambda aside: aside.write_bytes(content))
    return path


def links(files: Sequence[Path]) -> Path:
    """A folder that holds links to these files and nothing else."""
    key = hashlib.sha256("\n".join(map(str, files)).encode()).hexdigest()[:16]
    linked = folder() / f"links-{key}"
    linked.mkdir(exist_ok=True)
    for path in files:
        _link(path, linked / (hashlib.sha256(str(path).encode()).hexdigest()[:16] + path.suffix.lower()))
    return linked


def _link(source: Path, path: Path) -> None:
    """Makes `path` a link to a file, or a copy where the system allows no links."""
    if path.is_symlink() and path.readlink() == source:
        return
    if not path.is_symlink() and path.is_file() and filecmp.cmp(source, path, shallow=False):
        return
    try:
        _replace(path, lambda aside: aside.symlink_to(source))
    except OSError:
        _replace(path, lambda aside: shutil.copyfile(source, aside))


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    aside = path.parent / f"{uuid.uuid4().hex}.part"
    try:
        write(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _remove(chosen: Path, owner: int) -> None:
    """A forked process inherits the exit handler but not the folder."""
    if os.getpid() == owner:
        shutil.rmtree(chosen, ignore_errors=True)

"""python -m docfields.models.synthesis.fetch_fonts --out FOLDER: fetches the families of fetched_fonts.toml.

The packages come through the clients of this machine, as they are set up here: npm, pip and apt-get. A file is written
only if it has the listed SHA-256; files that are there already are kept. 200 MB are loaded, 78 MB stay.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import logging
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from docfields.models.synthesis import font_tables
from docfields.schemas.errors import DocfieldsError, ModelError, OptionError

_REMEDY = "Run it again later; files that were fetched are kept."

_UNMERGED = "BASE GDEF GPOS GSUB MATH STAT cvt fpgm prep hdmx VDMX LTSH kern vhea vmtx VORG".split()

Members = Callable[[str], bytes]
"""Reads a member of a package by its path."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="fetch_fonts", description="Fetch more fonts for the simulation.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the font files; made if missing")
    options = parser.parse_args(arguments)
    try:
        count = fetch(options.out)
    except DocfieldsError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} font files in {options.out}")
    return 0


def fetch(out: Path) -> int:
    """Number of font files in the folder; raises ModelError, after the last package, if any could not be had."""
    if out.exists() and not out.is_dir():
        raise OptionError(f"{out} is not a folder", remedy="Give a folder to --out.")
    out.mkdir(parents=True, exist_ok=True)
    count, failures = 0, []
    for source, wanted in _wanted().items():
        missing = [(family, face) for family, face in wanted if not _is_there(out / face["file"], face["sha256"])]
        count += len(wanted) - len(missing)
        if not missing:
            continue
        try:
            with tempfile.TemporaryDirectory() as folder:
                read = _download(*source, Path(folder))
                for family, face in missing:
                    _write(out / face["file"], build(family, face, read), face["sha256"])
                    count += 1
        except ModelError as error:
            failures.append(error.message)
    if failures:
        raise ModelError(f"{len(failures)} font packages failed: " + "; ".join(failures), remedy=_REMEDY)
    return count


def _wanted() -> dict[tuple[str, str, str], list[tuple[str, dict[str, Any]]]]:
    """(client, package, version) -> (family, face) pairs."""
    text = resources.files("docfields.models.synthesis").joinpath("fetched_fonts.toml").read_text(encoding="utf-8")
    wanted: dict[tuple[str, str, str], list[tuple[str, dict[str, Any]]]] = {}
    for entry in tomllib.loads(text)["family"]:
        source = (entry["client"], entry["source"], entry.get("version", ""))
        wanted.setdefault(source, []).extend((entry["name"], face) for face in entry["faces"])
    return wanted


def _is_there(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _write(path: Path, content: bytes, sha256: str) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(f"{path.name} is not the file that fetched_fonts.toml lists")
    aside = path.with_suffix(".part")
    aside.write_bytes(content)
    aside.replace(path)


def build(family: str, face: Mapping[str, Any], read: Members) -> bytes:
    """One font file from the members that it is made of: their first font, one of all their glyphs, a new name."""
    parts = [font_tables.plain(_read(read, member)) for member in face["members"]]
    content = parts[0] if len(parts) == 1 else _merged(parts)
    return font_tables.renamed(content, family) if face.get("renamed") else content


def _read(read: Members, member: str) -> bytes:
    try:
        return read(member)
    except KeyError as error:
        raise ModelError(f"{member} is not in its package") from error


def _merged(parts: Sequence[bytes]) -> bytes:
    """One font of the subsets of a font: no hints, no ligatures, the kerning of the first."""
    from fontTools import merge, ttLib

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of flags that old fonts set too early
    options = merge.Options()
    options.drop_tables = [*options.drop_tables, *(tag.ljust(4) for tag in _UNMERGED)]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{index}.ttf" for index in range(len(parts))]
        for path, part in zip(paths, parts, strict=True):
            path.write_bytes(part)
        font = merge.Merger(options).merge([str(path) for path in paths])
    first = ttLib.TTFont(io.BytesIO(parts[0]))
    if "GPOS" in first:
        first["GPOS"].ensureDecompiled(recurse=True)
        font["GPOS"] = first["GPOS"]
    if "glyf" in font:
        font["glyf"].removeHinting()
        # Some fonts state the height of their small letters here, and lines set with it overlap.
        font["OS/2"].sCapHeight = font["glyf"][font.getBestCmap()[ord("H")]].yMax
    font["head"].created = font["head"].modified = first["head"].created
    font.recalcTimestamp = False
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _download(client: str, package: str, version: str, folder: Path) -> Members:
    if client == "npm":
        _run("npm", "pack", "--silent", f"{package}@{version}", folder=folder)
        return _tar_members(tarfile.open(_only(folder, "*.tgz")), "package/")
    if client == "pip":
        pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", ".")
        _run(*pip, f"{package}=={version}", folder=folder)
        return zipfile.ZipFile(_only(folder, "*.whl")).read
    if client == "apt-get":
        _run("apt-get", "download", package, folder=folder)
        content = _run("dpkg-deb", "--fsys-tarfile", str(_only(folder, "*.deb")), folder=folder)
        return _tar_members(tarfile.open(fileobj=io.BytesIO(content)), "./")
    raise ModelError(f"fetched_fonts.toml names a client {client} that is not known")


def _tar_members(archive: tarfile.TarFile, prefix: str) -> Members:
    def read(member: str) -> bytes:
        found = archive.extractfile(prefix + member)
        if found is None:
            raise KeyError(member)
        return found.read()

    return read


def _only(folder: Path, pattern: str) -> Path:
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise ModelError(f"{len(found)} packages instead of one were loaded")
    return found[0]


def _run(*command: str, folder: Path) -> bytes:
    try:
        return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout
    except FileNotFoundError as error:
        raise ModelError(f"{command[-1]} needs {command[0]}, which is not on this machine") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines() or [""]
        raise ModelError(f"{command[0]} could not load {command[-1]} ({lines[-1][:200]})") from error


if __name__ == "__main__":
    sys.exit(main())

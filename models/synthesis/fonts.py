"""The fonts of synthetic documents: from pinned packages only, so that a seed always gives the same page.

fonts.toml lists the base set; more families can be fetched into a folder (fetch_fonts.py, fetched_fonts.toml), which
`use_folder` then adds. Every file is used only if it has the listed SHA-256.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from docfields.models.synthesis import font_cache, font_tables
from docfields.schemas.errors import ModelError

if TYPE_CHECKING:
    import typst
    from PIL.ImageFont import FreeTypeFont

Style = Literal[
    "sans",
    "serif",
    "slab",
    "mono",
    "condensed",
    "typewriter",
    "dot_matrix",
    "segment",
    "ocr_b",
    "ocr_a",
    "handwriting",
    "display",
    "chinese",
    "chinese_handwriting",
]
STYLES: tuple[str, ...] = get_args(Style)

LATIN = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-./:;<=>?@[]_"
    "ĄĆĘŁŃÓŚŹŻąćęłńóśźżÅÄÖÜåäöüßÀÂÇÈÉÊËÎÏÑÔÙÛàâçèéêëîïñôùûÁÍÚáíúÆØæøČĚŘŠŮŽčěřšůž€£§°–«»“”’"
)
"""What a family of Latin letters should have: the languages of the simulation and the signs of business papers."""

ABOVE = "ÄÉbdhk()|"
BELOW = "gjpqy()|,"
"""The characters whose ink says how far a line of a face reaches above and below its baseline."""

CHINESE_FAMILY = "Droid Sans Fallback"
"""Has every letter of LATIN too and lies in PyMuPDF itself: what other families lack can be set in it."""

_FETCH_REMEDY = "Run: python -m docfields.models.synthesis.fetch_fonts --out FOLDER."
_PYMUPDF = "pymupdf"
_REMEDY = "Install the pinned fonts: pip install 'docfields[synthesis]'."
_REPORTED_LENGTH = 24
"""MuPDF keeps 31 characters of a font's name, of which the prefix of a subset ("ABCDEF+") takes seven."""


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of a family. A variable file serves several weights: `variable`, one face a weight with the same file.

    package: the installed package that holds the file, None for a fetched one; file: its path in the package or folder
    ("pymupdf": the name that `pymupdf.Font` takes). postscript: the font's name inside a PDF.
    ascent, descent: how far the ink of ABOVE and BELOW reaches from the baseline, ems.
    renamed: the file itself names its family otherwise, in a way that typst mistakes for a style of another family.
    """

    family: str
    weight: int
    italic: bool
    package: str | None
    file: str
    sha256: str
    postscript: str
    ascent: float
    descent: float
    variable: bool = False
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """name: as typst knows it.

    lacks: the characters of LATIN that it has no glyph for, or (small letters) only the glyph of a capital.
    """

    name: str
    style: Style
    licence: str
    lacks: str
    faces: tuple[Face, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        """Of the upright faces, lightest first; of all faces where none is upright."""
        upright = {face.weight for face in self.faces if not face.italic}
        return tuple(sorted(upright or {face.weight for face in self.faces}))


_folder: Path | None = None


def use_folder(folder: Path | None) -> None:
    """From now on this process also draws with the families fetched into a folder; None: the base set alone.

    Raises ModelError where it holds none, or another file than listed.
    """
    global _folder
    if folder is not None:
        _fetched(folder)
    _folder = folder


def folder() -> Path | None:
    """The folder of fetched families in use."""
    return _folder


def families(style: str | None = None) -> tuple[Family, ...]:
    """The base set, then the fetched families in use; of one style if given."""
    found = _listed_families("fonts.toml") + (_fetched(_folder) if _folder else ())
    return tuple(one for one in found if style in (None, one.style))


def family(name: str) -> Family:
    for candidate in families():
        if candidate.name == name:
            return candidate
    raise ModelError(f"font family {name} is not listed", remedy=_FETCH_REMEDY)


def font_files() -> tuple[Path, ...]:
    """Every file of the families, checked; raises ModelError where one is missing or another."""
    return _font_files(_folder)


@cache
def _font_files(_: Path | None) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(_path(face) for one in families() for face in one.faces))


def typst_fonts() -> typst.Fonts:
    """Exactly the families in use: typst searches folders, so the checked files are linked into one of their own."""
    import typst

    linked = font_cache.links(font_files())
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[linked])


def freetype(name: str, weight: int, size_px: float, *, italic: bool = False) -> FreeTypeFont:
    """The face nearest to the weight, for Pillow; kerning only, no other shaping."""
    from PIL import ImageFont

    faces = family(name).faces
    face = min(faces, key=lambda face: (face.italic != italic, abs(face.weight - weight), face.weight))
    font = ImageFont.truetype(str(_path(face)), size_px, layout_engine=ImageFont.Layout.BASIC)
    if face.variable:
        axes = font.get_variation_axes()
        places = [weight if axis["name"] in (b"Weight", "Weight") else axis["default"] for axis in axes]
        limits = [(axis["minimum"] or 0, axis["maximum"] or 0) for axis in axes]
        font.set_variation_by_axes(
            [min(max(place or 0, low), high) for place, (low, high) in zip(places, limits, strict=True)]
        )
    return font


def missing(name: str, text: str) -> str:
    """The characters of a text that the family's first face has no glyph for; white space aside."""
    font = _glyphs(family(name).faces[0])
    return "".join(character for character in text if not character.isspace() and not font.has_glyph(ord(character)))


@cache
def _glyphs(face: Face) -> Any:
    import pymupdf

    return pymupdf.Font(fontfile=str(_path(face)))


def file_of(postscript: str) -> Path:
    """The checked file of one face of the base set."""
    [face] = [face for one in _listed_families("fonts.toml") for face in one.faces if face.postscript == postscript]
    return _path(face)


def metrics(postscript_name: str) -> tuple[float, float]:
    """Ascent and descent of the ink in ems, by the name that PyMuPDF reports in get_text("rawdict")."""
    name = postscript_name[7:] if postscript_name[6:7] == "+" else postscript_name
    found = _extents().get(name[:_REPORTED_LENGTH])
    if found is None:
        raise ModelError(f"font {name} is not listed", remedy=_REMEDY)
    return found


@cache
def _extents() -> dict[str, tuple[float, float]]:
    """Faces whose names agree as far as PyMuPDF reports them share the larger extents."""
    extents: dict[str, tuple[float, float]] = {}
    listed = _listed_families("fonts.toml") + _listed_families("fetched_fonts.toml")
    for face in (face for one in listed for face in one.faces):
        name = face.postscript[:_REPORTED_LENGTH]
        above, below = extents.get(name, (0.0, 0.0))
        extents[name] = (max(above, face.ascent), max(below, face.descent))
    return extents


@cache
def _read(file: str) -> dict[str, Any]:
    text = resources.files("docfields.models.synthesis").joinpath(file).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _listed_families(file: str) -> tuple[Family, ...]:
    made = []
    for entry in _read(file)["family"]:
        package = entry.get("package")
        keys = [{key: value for key, value in face.items() if key != "members"} for face in entry["faces"]]
        faces = tuple(Face(entry["name"], package=package, **face) for face in keys)
        made.append(Family(entry["name"], entry["style"], entry["licence"], entry.get("lacks", ""), faces))
    return tuple(made)


@cache
def _fetched(folder: Path) -> tuple[Family, ...]:
    listed = _listed_families("fetched_fonts.toml")
    found = tuple(one for one in listed if all((folder / face.file).is_file() for face in one.faces))
    if not found:
        raise ModelError(f"{folder} holds no fetched fonts", remedy=_FETCH_REMEDY)
    return found


def _path(face: Face) -> Path:
    """The face's file, checked."""
    return _checked_path(face, _folder if face.package is None else None)


@cache
def _checked_path(face: Face, folder: Path | None) -> Path:
    if face.package is None:
        path = (folder or Path()).resolve() / face.file
        _check(face.postscript, _bytes(face.postscript, path), face.sha256, remedy=_FETCH_REMEDY)
        return path
    if face.package == _PYMUPDF:
        return _own_file(face)
    path = _package_folder(face.postscript, face.package) / face.file
    content = _bytes(face.postscript, path)
    _check(face.postscript, content, face.sha256)
    if face.renamed:
        return font_cache.put(f"{face.sha256[:16]}{path.suffix}", font_tables.renamed(content, face.family))
    return path


def _package_folder(name: str, package: str) -> Path:
    """Where a package lies, without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"font {name} ({package}) is missing", remedy=_REMEDY)
    return Path(found.submodule_search_locations[0])


def _bytes(name: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"font {name} ({path.name}) is missing", remedy=_REMEDY) from error


def _check(name: str, content: bytes, sha256: str, *, remedy: str = _REMEDY) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(f"font {name} is not the file that is listed", remedy=remedy)


def _own_file(face: Face) -> Path:
    """A font that PyMuPDF holds in memory, as a file of the cache."""
    import pymupdf

    font = pymupdf.Font(face.file)
    _check(face.postscript, font.buffer, face.sha256)
    content = font_tables.complete(font, face.family, face.postscript, bold=face.weight >= 600, italic=face.italic)
    suffix = ".otf" if content.startswith(b"OTTO") else ".ttf"
    return font_cache.put(face.postscript + suffix, content)

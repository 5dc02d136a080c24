"""A line of text alone, as the reader's cropper cuts it out of a page, with the place of each character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image
from docfields.models.synthesis.lines import faces
from docfields.models.synthesis.lines.faces import Face
from docfields.models.synthesis.lines.framing import ASIDE, READ_HEIGHT, draw_frame, is_readable
from docfields.models.synthesis.lines.kinds import LOOKS
from docfields.models.synthesis.lines.look import Look
from docfields.models.synthesis.lines.painting import paint
from docfields.models.synthesis.lines.segments import SegmentFace
from docfields.models.synthesis.lines.setting import COLUMN, Setting, print_beside, set_line

KINDS = tuple(LOOKS)

_TRIES = 50
_FAMILIES_TRIED = 5
_LINE_OF_EM = 1.4
"""Height of a crop against an em, about."""

_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]{2}")
"""Two capitals, or letters beyond Latin-1 that may be some."""


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """image: (H, W, 3) uint8 BGR, before the recogniser scales it. text: with single spaces where gaps are.

    edges: (n + 1, 4) float32, x and y of the upper and of the lower end of the boundaries of its n characters, spaces
    among them, in pixels of the image; see TruthWord.edges.
    """

    image: Image
    text: str
    kind: str
    edges: NDArray[np.float32]

    def __post_init__(self) -> None:
        self.image.flags.writeable = False
        self.edges.flags.writeable = False


def draw_line(rng: Random, kind: str | None = None) -> TextLine:
    """A line of a kind in KINDS, of any kind where none is given."""
    if kind is None:
        kind = rng.choices(KINDS, [share for _, share in LOOKS.values()])[0]
    for _ in range(_TRIES):
        line = _attempt(rng, kind)
        if line is not None:
            return line
    raise RuntimeError(f"{_TRIES} lines of the kind {kind} were too wide, too small or without a font")


def stream_lines(seed: int, *, shares: Mapping[str, float] | None = None, start: int = 0) -> Iterator[TextLine]:
    """Lines without end. Line i of a seed is always the same, whatever `start` is; shares: of the kinds."""
    known = shares or {kind: share for kind, (_, share) in LOOKS.items()}
    index = start
    while True:
        rng = Random(f"{seed}/{index}")
        yield draw_line(rng, rng.choices(tuple(known), tuple(known.values()))[0])
        index += 1


def scaled(line: TextLine, height: int = READ_HEIGHT) -> TextLine:
    """The line at the recogniser's height, as `docfields.ocr.crop` lays a quad flat."""
    from docfields.ocr.crop import crop

    high, wide = line.image.shape[:2]
    image = crop(line.image, np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float64), height)
    factor = np.array([image.shape[1] / wide, height / high] * 2, np.float32)
    return replace(line, image=image, edges=line.edges * factor)


def _attempt(rng: Random, kind: str) -> TextLine | None:
    look = LOOKS[kind][0](rng)
    source = look.texts(rng)
    chosen = _choose_face(rng, look, source) if source else None
    if chosen is None:
        return None
    face, source = chosen
    setting = set_line(source, face, look.spacing, rng)
    view, rules = draw_frame(rng, look, setting, face)
    if not is_readable(setting, view):
        return None
    if look.neighbours:
        _print_neighbours(rng, look, setting, face)
    picture = paint(rng, look, setting, view, face, rules)
    top, bottom = (setting.baseline + reach * face.em for reach in (-face.ascent, face.descent))
    ends = [view.place(np.stack([setting.edges, np.full(len(setting.edges), row)], axis=1)) for row in (top, bottom)]
    edges = (np.concatenate(ends, axis=1) - ASIDE).astype(np.float32)
    image = np.ascontiguousarray(picture[ASIDE:-ASIDE, ASIDE:-ASIDE])
    return TextLine(image, setting.text, kind, edges)


def _choose_face(rng: Random, look: Look, source: str) -> tuple[Face, str] | None:
    """A face that has all characters, and the text, in capitals where the face has no others."""
    size = faces.size_for(look.height / _LINE_OF_EM)
    if "segment" in look.styles:
        return SegmentFace(rng, size), source
    for _ in range(_FAMILIES_TRIED):
        family = faces.choose_family(rng, look.styles)
        heavy = [weight for weight in family.weights if (weight >= 600) == look.bold] or list(family.weights)
        face = faces.typeface(family, rng.choice(heavy), size, italic=look.italic)
        for text in (source, source.upper()):
            if faces.draws(face, text) and not (family.name in faces.SCRIPTS and _CAPITALS.search(text)):
                return face, text
    return None


def _print_neighbours(rng: Random, look: Look, setting: Setting, face: Face) -> None:
    pitch = (face.ascent + face.descent) * rng.uniform(1.0, 1.2)
    for drop in (-pitch, pitch):
        if rng.random() < 0.85:
            text = look.texts(rng).replace(COLUMN, "  ")
            print_beside(
                setting, text, face, left=setting.edges[0] - rng.choice((0, rng.uniform(0, 4))) * face.em, drop=drop
            )

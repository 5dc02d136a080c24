"""Which lines of a page are those of a machine-readable zone, whole or in pieces."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..document import Line, Quad, TextPage
from .mrz_format import ALPHABET, FILLER
from .mrz_reading import Glyph, read_lattice
from .mrz_repair import READ_AS_FILLER, clean

SHORTEST_LINE, LONGEST_LINE = 22, 54
"""Characters of a line as read: formats have 30 to 44, and recognisers add and drop fillers."""

FEWEST_FILLERS = 3
"""A line with so many is of a zone, whatever its length; one without any must look like one in all else."""

ROW_OVERLAP = 0.5
"""Share of the lower height that two pieces of one row have in common at least."""

ROW_GAP = 3.0
"""Pieces of one row are at most this many heights apart."""

LINE_GAP = 3.0
"""Lines of a zone follow each other within this many heights (MRV and TD3: 2.2 from middle to middle)."""

LEAST_COSINE = 0.97
"""Lines of one zone differ by less than 14 degrees in direction."""

COLUMN_OVERLAP = 0.6
"""Share of the narrower line that lines of one zone have in common at least."""

IN_ALPHABET = re.compile(r"[A-Z0-9<]+")


@dataclass(frozen=True, slots=True)
class Axis:
    """A line's middle, its reading direction (a unit vector), and the size of its text: pictures lean and turn."""

    x: float
    y: float
    cos: float
    sin: float
    width: float
    height: float

    @classmethod
    def of(cls, quad: Quad) -> Axis:
        a, b, c, d = quad.points
        right_x, right_y = b[0] + c[0] - a[0] - d[0], b[1] + c[1] - a[1] - d[1]
        length = math.hypot(right_x, right_y) or 1.0
        return cls(
            (a[0] + b[0] + c[0] + d[0]) / 4,
            (a[1] + b[1] + c[1] + d[1]) / 4,
            right_x / length,
            right_y / length,
            length / 2,
            max((math.dist(a, d) + math.dist(b, c)) / 2, 1e-6),
        )

    def along(self, other: Axis) -> float:
        """How far the other's middle lies in this line's reading direction."""
        return (other.x - self.x) * self.cos + (other.y - self.y) * self.sin

    def below(self, other: Axis) -> float:
        """How far the other's middle lies below this line."""
        return (other.y - self.y) * self.cos - (other.x - self.x) * self.sin

    def is_alike(self, other: Axis) -> bool:
        """Whether both are read in about the same direction."""
        return self.cos * other.cos + self.sin * other.sin > LEAST_COSINE


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """One row of a zone. text: cleaned, not yet of a format's length. printed: as it was read.

    glyphs: the characters with their alternatives; empty where the lines have no lattice.
    """

    text: str
    printed: str
    quad: Quad
    score: float
    glyphs: tuple[Glyph, ...] = ()


def find_zones(page: TextPage) -> tuple[tuple[ZoneLine, ...], ...]:
    """Runs of one to three rows that may be a zone, longest runs first, each from the top."""
    rows = _from_the_top(_rows(page.lines))
    runs: list[tuple[ZoneLine, ...]] = []
    for first in range(len(rows)):
        run = [rows[first]]
        runs.append(tuple(run))
        for row in rows[first + 1 :]:
            if len(run) < 3 and _follows(run[-1], row):
                run.append(row)
                runs.append(tuple(run))
    return tuple(sorted(runs, key=lambda run: -len(run)))


def _from_the_top(rows: Iterable[ZoneLine]) -> list[ZoneLine]:
    """In the order in which they are read: down the page as the widest one stands."""
    found = list(rows)
    axis = max((Axis.of(row.quad) for row in found), key=lambda axis: axis.width, default=None)
    return found if axis is None else sorted(found, key=lambda row: axis.below(Axis.of(row.quad)))


def _rows(lines: Sequence[Line]) -> Iterator[ZoneLine]:
    """Pieces of a row joined from left to right."""
    seeds = [line for line in lines if _is_seed(line.text) or _is_faint_seed(line)]
    taken: set[int] = set()
    for seed in seeds:
        if id(seed) in taken:
            continue
        pieces = [line for line in lines if line is seed or (id(line) not in taken and _is_piece(line, seed))]
        pieces = _touching(pieces, seed)
        taken.update(map(id, pieces))
        row = _join(pieces)
        if SHORTEST_LINE <= len(row.text) <= LONGEST_LINE:
            yield row


def _is_seed(text: str) -> bool:
    """Whether a line, or the piece of one, shows by itself that it is of a zone."""
    compact = "".join(text.split())
    cleaned = clean(text)
    fillers = cleaned.count(FILLER)
    if not cleaned or (any(character.islower() for character in compact) and fillers < 2 * FEWEST_FILLERS):
        return False
    if fillers >= FEWEST_FILLERS and len(cleaned) >= 2 * FEWEST_FILLERS:
        return True
    if not SHORTEST_LINE <= len(cleaned) <= LONGEST_LINE or len(text.split()) > 3:
        return False
    if any(character not in ALPHABET and character not in READ_AS_FILLER for character in compact):
        return False
    digits = sum(character.isdigit() for character in cleaned)
    return bool(fillers) or 8 <= digits < len(cleaned) - 2


def _is_faint_seed(line: Line) -> bool:
    """A line without "<" in which the recogniser thought of it again and again: fillers of small pictures read as C."""
    compact = "".join(line.text.split())
    if line.lattice is None or not SHORTEST_LINE <= len(compact) <= LONGEST_LINE or not IN_ALPHABET.fullmatch(compact):
        return False
    read = "".join(glyph.text for glyph in read_lattice(line.lattice))
    return read.count(FILLER) >= 2 * FEWEST_FILLERS


def _is_piece(line: Line, seed: Line) -> bool:
    """Whether a line may be the rest of the seed's row."""
    text = "".join(line.text.split())
    if not IN_ALPHABET.fullmatch(clean(text)) or any(character.islower() for character in text):
        return False
    if any(character not in ALPHABET and character not in READ_AS_FILLER for character in text):
        return False
    axis, other = Axis.of(seed.quad), Axis.of(line.quad)
    lower = min(axis.height, other.height)
    common = (axis.height + other.height) / 2 - abs(axis.below(other))
    alike = max(axis.height, other.height) < 2 * lower and (axis.is_alike(other) or other.width < 3 * other.height)
    apart = abs(axis.along(other)) >= (axis.width + other.width) / 2 - lower
    return common > ROW_OVERLAP * lower and alike and apart


def _touching(pieces: Sequence[Line], seed: Line) -> list[Line]:
    """The pieces from the seed outwards, as long as no gap is too wide."""
    axis = Axis.of(seed.quad)
    ordered = sorted(pieces, key=lambda line: axis.along(Axis.of(line.quad)))
    place = ordered.index(seed)
    first = last = place
    while first > 0 and _gap(ordered[first - 1], ordered[first]) < ROW_GAP:
        first -= 1
    while last + 1 < len(ordered) and _gap(ordered[last], ordered[last + 1]) < ROW_GAP:
        last += 1
    return ordered[first : last + 1]


def _gap(left: Line, right: Line) -> float:
    one, other = Axis.of(left.quad), Axis.of(right.quad)
    return (one.along(other) - (one.width + other.width) / 2) / min(one.height, other.height)


def _join(pieces: Sequence[Line]) -> ZoneLine:
    glyphs = [glyph for line in pieces if line.lattice is not None for glyph in read_lattice(line.lattice)]
    is_known = all(line.lattice is not None for line in pieces)
    read = "".join(glyph.text for glyph in glyphs) if is_known else "".join(clean(line.text) for line in pieces)
    first, last = pieces[0].quad.points, pieces[-1].quad.points
    quad = Quad((first[0], last[1], last[2], first[3]))
    return ZoneLine(
        text=read,
        printed=" ".join(line.text for line in pieces),
        quad=quad,
        score=min(line.score for line in pieces),
        glyphs=tuple(glyphs) if is_known else (),
    )


def _follows(above: ZoneLine, below: ZoneLine) -> bool:
    axis, other = Axis.of(above.quad), Axis.of(below.quad)
    height = min(axis.height, other.height)
    common = (axis.width + other.width) / 2 - abs(axis.along(other))
    is_in_column = common > COLUMN_OVERLAP * min(axis.width, other.width)
    return (
        axis.is_alike(other)
        and is_in_column
        and 0.35 * height < axis.below(other) < LINE_GAP * height + axis.height / 2
    )

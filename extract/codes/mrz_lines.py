"""Which lines of a page are those of a machine-readable zone, whole or in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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

COLUMN_OVERLAP = 0.6
"""Share of the narrower line that lines of one zone have in common at least."""

IN_ALPHABET = re.compile(r"[A-Z0-9<]+")


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
    rows = sorted(_rows(page.lines), key=lambda row: row.quad.center[1])
    runs: list[tuple[ZoneLine, ...]] = []
    for first in range(len(rows)):
        run = [rows[first]]
        runs.append(tuple(run))
        for row in rows[first + 1 :]:
            if len(run) < 3 and _follows(run[-1], row):
                run.append(row)
                runs.append(tuple(run))
    return tuple(sorted(runs, key=lambda run: (-len(run), run[0].quad.top)))


def _rows(lines: Sequence[Line]) -> Iterator[ZoneLine]:
    """Pieces of a row joined from left to right."""
    seeds = [line for line in lines if _is_seed(line.text)]
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


def _is_piece(line: Line, seed: Line) -> bool:
    """Whether a line may be the rest of the seed's row."""
    text = "".join(line.text.split())
    if not IN_ALPHABET.fullmatch(clean(text)) or any(character.islower() for character in text):
        return False
    if any(character not in ALPHABET and character not in READ_AS_FILLER for character in text):
        return False
    lower = min(line.quad.height, seed.quad.height)
    common = min(line.quad.bottom, seed.quad.bottom) - max(line.quad.top, seed.quad.top)
    alike = max(line.quad.height, seed.quad.height) < 2 * lower
    apart = line.quad.left >= seed.quad.right - lower or line.quad.right <= seed.quad.left + lower
    return common > ROW_OVERLAP * lower and alike and apart


def _touching(pieces: Sequence[Line], seed: Line) -> list[Line]:
    """The pieces from the seed outwards, as long as no gap is too wide."""
    ordered = sorted(pieces, key=lambda line: line.quad.left)
    place = ordered.index(seed)
    first = last = place
    while first > 0 and _gap(ordered[first - 1], ordered[first]) < ROW_GAP:
        first -= 1
    while last + 1 < len(ordered) and _gap(ordered[last], ordered[last + 1]) < ROW_GAP:
        last += 1
    return ordered[first : last + 1]


def _gap(left: Line, right: Line) -> float:
    return (right.quad.left - left.quad.right) / max(min(left.quad.height, right.quad.height), 1e-6)


def _join(pieces: Sequence[Line]) -> ZoneLine:
    glyphs = [glyph for line in pieces if line.lattice is not None for glyph in read_lattice(line.lattice)]
    is_known = all(line.lattice is not None for line in pieces)
    read = "".join(glyph.text for glyph in glyphs) if is_known else "".join(clean(line.text) for line in pieces)
    quad = pieces[0].quad if len(pieces) == 1 else Quad.around([line.quad for line in pieces])
    return ZoneLine(
        text=read,
        printed=" ".join(line.text for line in pieces),
        quad=quad,
        score=min(line.score for line in pieces),
        glyphs=tuple(glyphs) if is_known else (),
    )


def _follows(above: ZoneLine, below: ZoneLine) -> bool:
    height = min(above.quad.height, below.quad.height)
    down = below.quad.center[1] - above.quad.center[1]
    common = min(above.quad.right, below.quad.right) - max(above.quad.left, below.quad.left)
    narrower = min(above.quad.width, below.quad.width)
    return 0.5 * height < down < LINE_GAP * height + above.quad.height / 2 and common > COLUMN_OVERLAP * narrower

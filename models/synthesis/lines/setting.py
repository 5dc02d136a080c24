"""Lines set glyph by glyph: letter-spacing, gaps between words that nobody takes for letter-spacing, boundaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from docfields.models.synthesis.lines.faces import Face, Glyph, Ink

COLUMN = "\t"
"""What a source text has where columns begin: printed as a wide gap, read as one space."""

WORD_TO_LETTER_GAP = 1.75
"""A gap between words is so many times the usual (upper quartile) gap of ink between letters, at least."""

WORD_TO_WIDEST_GAP = 1.2
"""And so many times the widest one, as of an i beside a full stop where all letters are equally wide."""

LEAST_WORD_GAP = 0.18  # ems of ink
LEAST_CHINESE_GAP = 0.45
"""Beside Chinese characters, where typesetters part Latin letters and digits by a quarter without any space."""

LEAST_COLUMN_GAP = 0.9
_LEAST_LETTER_GAP = 0.05  # ems; letters that touch do not make narrower gaps between words good

_ABOVE, _BELOW, _ASIDE = 2.3, 1.5, 1.3
"""Ems of a canvas around the line, where neighbours and margins lie."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """tracking: ems after each character. word_gap: factor on the face's space. columns: range of wide gaps, ems.

    unrest: standard deviation of a character's height on the line, ems.
    """

    tracking: float = 0.0
    word_gap: float = 1.0
    columns: tuple[float, float] = (1.2, 5.0)
    unrest: float = 0.0


UNSPACED = Spacing()


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A line as ink. baseline: its row. edges: (n + 1,) columns of the boundaries of its n characters.

    pens: where each printed character's pen stood, in the order of the text without spaces.
    top, bottom: rows that its own ink reaches. gaps: ink between neighbours, pixels: within words, between words.
    """

    text: str
    ink: Ink
    baseline: int
    em: int
    edges: NDArray[np.float64]
    pens: tuple[float, ...]
    top: int
    bottom: int
    gaps: tuple[tuple[float, ...], tuple[float, ...]]


def set_line(source: str, face: Face, spacing: Spacing, rng: Random) -> Setting:
    """source: words with one space or one COLUMN between; the face must have all their characters."""
    words, gaps = _split(source)
    placed = [_place_word(word, face, spacing) for word in words]
    inside = [gap for word in placed for gap in word.gaps]
    least = _least_gap(inside, face.em)
    pen, pens, edges, between = 0.0, list[float](), list[float](), list[float]()
    for index, word in enumerate(placed):
        if index:
            previous = placed[index - 1]
            bare = previous.right_bearing + word.glyphs[0].left
            advance = _gap(gaps[index - 1], face, spacing, rng)
            wanted = LEAST_COLUMN_GAP * face.em if gaps[index - 1] == COLUMN else least
            if _is_chinese(words[index - 1][-1]) or _is_chinese(words[index][0]):
                wanted = max(wanted, LEAST_CHINESE_GAP * face.em)
            advance = max(advance, wanted - bare)
            between.append(bare + advance)
            pen += advance
        pens += [pen + start for start in word.starts]
        edges += [pen + edge for edge in word.edges]
        pen += word.edges[-1]
    aside = round(_ASIDE * face.em)
    baseline = round(_ABOVE * face.em)
    canvas = np.zeros((baseline + round(_BELOW * face.em), round(pen) + 2 * aside), np.uint8)
    top, bottom = baseline, baseline
    for glyph, start in zip([glyph for word in placed for glyph in word.glyphs], pens, strict=True):
        rise = round(rng.gauss(0, spacing.unrest) * face.em) if spacing.unrest else 0
        row = baseline - glyph.top - rise
        _print(canvas, glyph, round(start) + aside, row)
        top, bottom = min(top, row), max(bottom, row + glyph.ink.shape[0])
    return Setting(
        text=source.replace(COLUMN, " "),
        ink=canvas,
        baseline=baseline,
        em=face.em,
        edges=np.maximum.accumulate(np.array(edges)) + aside,
        pens=tuple(start + aside for start in pens),
        top=top,
        bottom=bottom,
        gaps=(tuple(inside), tuple(between)),
    )


def print_beside(setting: Setting, text: str, face: Face, *, left: float, drop: float) -> None:
    """Prints another line into a setting's ink, `drop` ems below its baseline; what the face lacks is left out."""
    pen = left
    for character in text:
        glyph = face.glyph(character)
        if glyph is None:
            continue
        if glyph.ink.size:
            _print(setting.ink, glyph, round(pen), setting.baseline + round(drop * setting.em) - glyph.top)
        pen += glyph.advance


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """starts: pens of its glyphs; edges: n + 1 boundaries; gaps: of ink between its glyphs; all from its own pen."""

    glyphs: Sequence[Glyph]
    starts: Sequence[float]
    edges: Sequence[float]
    gaps: Sequence[float]

    @property
    def right_bearing(self) -> float:
        return self.edges[-1] - self.starts[-1] - self.glyphs[-1].right


def _split(source: str) -> tuple[list[str], list[str]]:
    words = source.replace(COLUMN, " ").split(" ")
    return words, [mark for mark in source if mark in (" ", COLUMN)]


def _place_word(word: str, face: Face, spacing: Spacing) -> _Word:
    glyphs = [face.glyph(character) for character in word]
    if not glyphs or any(glyph is None for glyph in glyphs):
        raise ValueError(f"the face has no glyphs for {word!r}")
    known = [glyph for glyph in glyphs if glyph is not None]
    tracking = spacing.tracking * face.em
    starts, edges, gaps = [0.0], [0.0], []
    for index in range(1, len(known)):
        before = known[index - 1]
        step = max(before.advance, 0.12 * face.em) + face.kerning(word[index - 1], word[index]) + tracking
        starts.append(starts[-1] + step)
        edges.append(starts[-1] - tracking / 2)
        gaps.append(step - before.right + known[index].left)
    edges.append(starts[-1] + max(known[-1].advance, known[-1].right))
    return _Word(known, starts, edges, gaps)


def _is_chinese(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or character > "\uff00"


def _least_gap(inside: Sequence[float], em: int) -> float:
    usual = float(np.quantile(inside, 0.75)) if inside else 0.0
    widest = max(inside, default=0.0)
    usual = max(usual, _LEAST_LETTER_GAP * em)
    return max(WORD_TO_LETTER_GAP * usual, WORD_TO_WIDEST_GAP * widest, LEAST_WORD_GAP * em)


def _gap(mark: str, face: Face, spacing: Spacing, rng: Random) -> float:
    space = face.glyph(" ")
    advance = space.advance if space else 0.28 * face.em
    if mark == COLUMN:
        low, high = spacing.columns
        wide = low + (high - low) * rng.random() ** 2
        return max(advance, round(wide * face.em / advance) * advance if face.grid else wide * face.em)
    # A space has letter-spacing on both sides.
    return advance * spacing.word_gap + 2 * spacing.tracking * face.em


def _print(canvas: Ink, glyph: Glyph, left: int, top: int) -> None:
    """Where the canvas ends, the glyph is cut."""
    column, row = left + glyph.left, top
    height, width = glyph.ink.shape
    rows = slice(max(0, row), min(canvas.shape[0], row + height))
    columns = slice(max(0, column), min(canvas.shape[1], column + width))
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return
    part = glyph.ink[rows.start - row : rows.stop - row, columns.start - column : columns.stop - column]
    area = canvas[rows, columns]
    np.maximum(area, part, out=area)

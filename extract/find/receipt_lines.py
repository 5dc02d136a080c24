"""A receipt as lines of print: what stands on one row, its labels and its amounts.

Receipts are one column of rows; a label and its amount share a row far more often than a column.
All finders of receipts work on `PrintLine`s, whatever lines the OCR made of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from docfields.schemas.extraction import Origin

from ..document import Candidate, Label, Quad, TextPage, Word
from ..notation import amounts
from .geometry import Box, Layout, Segment, gap_between, quad_around

SHORT_FOREIGN = 6
"""A label of another language than the page's, in fewer letters, is an accident ("le", "sr", "if")."""


SHORT_PHRASE, SURE_LABEL = 6, 0.85
"""One letter of six read wrong makes SURVEY of SURREY and MASTER of MISTER."""

HINTS = ("stop.name", "name.", "payment.", "role.", "address.")
"""Labels that need no value beside them, so that nothing else tells an accident."""

WHOLE_PRICE = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+$|\d{2,}0$")
"""A price where no cents are written: grouped, or ending in zero."""

CENTS = re.compile(r"\d[.,]\d{2}(?!\d)")

LOST_POINT = re.compile(r"\W*(?P<whole>\d{1,4}) (?P<cents>\d{2})\W*")
"""An amount whose decimal point was not read: 57 50, alone in its column."""

LOST_POINT_SCORE = 0.6

MOST_WITHOUT_CENTS = 2
"""So many accidental decimals ("1.00") do not make a page of whole prices one with cents."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount on a line of print. text: as printed; left, right: in the line's own direction."""

    value: Decimal
    text: str
    words: tuple[Word, ...]
    quad: Quad
    left: float
    right: float
    score: float
    has_cents: bool
    currency: str | None


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label and where it stands on its line of print."""

    label: Label
    left: float
    right: float
    words: tuple[Word, ...]

    @property
    def printed(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def concept(self) -> str:
        return self.label.concept


@dataclass(frozen=True, eq=False)
class PrintLine:
    """Segments on one row, from left to right, with the labels among them.

    index: counts rows from the top. whole_units: the page writes no cents (rupiah, yen, forint).
    """

    index: int
    page: int
    segments: tuple[Segment, ...]
    boxes: tuple[Box, ...]
    labels: tuple[PlacedLabel, ...]
    whole_units: bool = False

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for segment in self.segments for word in segment.words)

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def quad(self) -> Quad:
        return quad_around([segment.quad for segment in self.segments])

    @property
    def top(self) -> float:
        return sum(box.middle[1] for box in self.boxes) / len(self.boxes)

    @property
    def left(self) -> float:
        return self.boxes[0].left

    @property
    def right(self) -> float:
        return max(box.right for box in self.boxes)

    @cached_property
    def height(self) -> float:
        """Of the text: the segments' heights weighted by their widths."""
        return sum(box.height * box.width for box in self.boxes) / max(sum(box.width for box in self.boxes), 1e-6)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(label.concept for label in self.labels)

    @cached_property
    def money(self) -> tuple[Money, ...]:
        """All amounts of the row, from left to right."""
        return tuple(
            money
            for segment, box in zip(self.segments, self.boxes, strict=True)
            for money in _money_in(segment, box, self.whole_units)
        )

    def has(self, *concepts: str) -> bool:
        """Whether a label of one of the concepts is on the line; "stop" stands for all "stop.*"."""
        return any(concept == name or concept.startswith(f"{name}.") for concept in self.concepts for name in concepts)

    def covered(self, *concepts: str) -> float:
        """Share of the line's letters and digits that belong to words of such labels."""
        words: set[int] = set()
        for placed in self.labels:
            if any(placed.concept == name or placed.concept.startswith(f"{name}.") for name in concepts):
                label = placed.label
                words |= {
                    id(word)
                    for segment in self.segments
                    if segment.line == label.line
                    for word in segment.words[max(0, label.first - segment.first) : max(0, label.last - segment.first)]
                }
        told = sum(_weight(word.text) for word in self.words if id(word) in words)
        return told / max(sum(_weight(word.text) for word in self.words), 1)

    def words_at(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that text[start:end] touches."""
        touched: list[Word] = []
        position = 0
        for word in self.words:
            if position < end and start < position + len(word.text):
                touched.append(word)
            position += len(word.text) + 1
        return tuple(touched)


def print_lines(page: TextPage, gap: float | None = None) -> tuple[PrintLine, ...]:
    """The rows of a page from the top; those with a gap wider than `gap` heights are cut there."""
    layout = Layout.of(page)
    labels = [label for label in page.labels if label.kind == "receipt" and _is_at_home(label, page.language)]
    decimals = sum(bool(CENTS.search(line.text)) for line in page.lines)
    lines: list[PrintLine] = []
    for row in layout.rows:
        parts: list[list[int]] = [[]]
        for k in row:
            if gap is not None and parts[-1]:
                apart = gap_between(layout.boxes[parts[-1][-1]], layout.boxes[k])
                if apart > gap:
                    parts.append([])
            parts[-1].append(k)
        for part in parts:
            segments = tuple(layout.segments[k] for k in part)
            placed = sorted(
                (_placed(label, layout) for label in labels if any(_is_in(label, one) for one in segments)),
                key=lambda label: label.left,
            )
            lines.append(
                PrintLine(
                    len(lines),
                    page.index,
                    segments,
                    tuple(layout.boxes[k] for k in part),
                    tuple(placed),
                    decimals <= MOST_WITHOUT_CENTS,
                )
            )
    return tuple(lines)


def _placed(label: Label, layout: Layout) -> PlacedLabel:
    box = layout.box_of(label.quad)
    words = layout.page.lines[label.line].words[label.first : label.last]
    return PlacedLabel(label, box.left, box.right, words)


def _is_in(label: Label, segment: Segment) -> bool:
    return label.line == segment.line and segment.first <= label.first < segment.last


def _is_at_home(label: Label, language: str | None) -> bool:
    letters = sum(character.isalnum() for character in label.phrase)
    if letters <= SHORT_PHRASE and label.score < SURE_LABEL and label.concept.startswith(HINTS):
        return False
    return language is None or label.language in (language, "en") or letters >= SHORT_FOREIGN


def _money_in(segment: Segment, box: Box, whole_units: bool) -> list[Money]:
    text = segment.text
    if not any(character.isdigit() for character in text):
        return []
    lost = None if whole_units else LOST_POINT.fullmatch(text)
    if lost:
        printed = f"{lost['whole']}.{lost['cents']}"
        words = segment.words_at(*lost.span())
        quad = quad_of_words(words)
        return [Money(Decimal(printed), printed, words, quad, box.left, box.right, LOST_POINT_SCORE, True, None)]
    width = box.width / max(len(text), 1)
    return [
        Money(
            value=reading.value,
            text=text[reading.start : reading.end].strip(),
            words=(words := segment.words_at(reading.start, reading.end)),
            quad=segment.part(segment.first, segment.first).quad if not words else quad_of_words(words),
            left=box.left + width * reading.start,
            right=box.left + width * reading.end,
            score=reading.score,
            has_cents=reading.decimals == 2
            or (whole_units and bool(WHOLE_PRICE.search(text[reading.start : reading.end]))),
            currency=reading.currency,
        )
        for reading in amounts.find(text)
    ]


def quad_of_words(words: Sequence[Word]) -> Quad:
    """The quad around words of one or several lines."""
    return words[0].quad if len(words) == 1 else Quad.around([word.quad for word in words])


def _weight(text: str) -> int:
    return sum(character.isalnum() for character in text)


def logistic(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Weighted sum of features through the logistic function, rounded; "bias" is always on."""
    total = weights.get("bias", 0.0) + sum(weights[name] * value for name, value in features.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def candidate(
    field: str,
    text: str,
    words: Sequence[Word],
    page: TextPage,
    score: float,
    *,
    label: str | None = None,
    printed: str | None = None,
    derived: bool = False,
) -> Candidate:
    """A candidate for a field from words of a page."""
    origin: Origin = "derived" if derived else page.text_from
    return Candidate(
        field=field,
        text=text,
        page=page.index,
        quad=quad_of_words(words),
        score=round(max(0.0, min(1.0, score)), 4),
        origin=origin,
        words=tuple(words),
        label=label,
        printed=printed,
    )


def compact(text: str) -> str:
    """Letters and digits alone, case-folded."""
    return re.sub(r"[\W_]+", "", text.casefold())

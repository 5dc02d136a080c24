"""What goes wrong when pixels are read: each true and each read box of a page, classed, with its text compared.

The page is taken as the reader saw it; only pages that were read by OCR count, not a PDF's own text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..document import Quad, TextPage, Transform
from .box_matching import BoxKind, Match, count_pairs, match_boxes
from .gold import GoldDocument
from .overlap import iou_matrix
from .scoring import Counts, word_counts
from .text_errors import TextErrors, compare_texts

IOU_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Detection is counted at each; the first is ICDAR's."""

FOUND: frozenset[BoxKind] = frozenset({"right", "split", "merged"})
"""Kinds whose place is right (IoU of 0.5 for the whole), so that the reader can be judged by their text."""

IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text in its place. quad: in coordinates of the source. height: of the text, in pixels as read."""

    text: str
    quad: Quad
    height: float


@dataclass(frozen=True, slots=True)
class BoxGroup:
    """True and read boxes that stand for each other, both in reading order.

    text: the comparison, where the place is right. words: words right in place and text, read, true.
    """

    kind: BoxKind
    true: tuple[TextBox, ...]
    given: tuple[TextBox, ...]
    text: TextErrors | None
    words: Counts

    @property
    def height(self) -> float:
        """Of the true text, or of what was read where nothing stands."""
        return float(np.median([box.height for box in self.true or self.given]))

    @property
    def is_misread(self) -> bool:
        return self.text is not None and self.text.errors > 0


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page. index: counts from 0. detection: boxes paired one to one at each of IOU_THRESHOLDS."""

    index: int
    groups: tuple[BoxGroup, ...]
    detection: tuple[Counts, ...]

    @property
    def words(self) -> Counts:
        return sum((group.words for group in self.groups), Counts())


def page_readings(gold: GoldDocument, pages: Sequence[TextPage]) -> tuple[PageReading, ...]:
    """The pages that were read by OCR, and those that should have been and were not.

    Empty where the truth has no words, or not their places.
    """
    if any(word.quad is None for word in gold.words):
        return ()
    read = {page.index: page for page in pages}
    indices = sorted({word.page for word in gold.words} | (read.keys() if gold.words else set()))
    return tuple(
        _page_reading(gold, index, read.get(index))
        for index in indices
        if index not in read or read[index].text_from == "ocr"
    )


def _page_reading(gold: GoldDocument, index: int, page: TextPage | None) -> PageReading:
    to_source = page.to_source if page is not None else Transform()
    to_page = to_source.inverse()
    # Boxes are compared as the reader saw them: upright, and in its pixels.
    true = [(word.text, to_page.quad(word.quad)) for word in gold.words if word.page == index and word.quad is not None]
    given = [] if page is None else _boxes(page, lines=gold.boxes_are_lines)
    overlaps = iou_matrix([quad for _, quad in true], [quad for _, quad in given])
    spelling = _spelling(gold)
    matches = match_boxes([quad for _, quad in true], [quad for _, quad in given])
    return PageReading(
        index=index,
        groups=tuple(_group(match, true, given, to_source, spelling) for match in matches),
        detection=tuple(
            Counts(count_pairs(overlaps, threshold), len(given), len(true)) for threshold in IOU_THRESHOLDS
        ),
    )


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What a document's truth tells of its texts: some sets have no spaces, some no lower case."""

    has_spaces: bool
    has_case: bool

    def known(self, text: str) -> str:
        spaced = text if self.has_spaces else "".join(text.split())
        return spaced if self.has_case else spaced.upper()


def _spelling(gold: GoldDocument) -> _Spelling:
    return _Spelling(
        has_spaces=not gold.boxes_are_lines or any(" " in word.text.strip() for word in gold.words),
        has_case=any(word.text != word.text.upper() for word in gold.words),
    )


def _boxes(page: TextPage, *, lines: bool) -> list[tuple[str, Quad]]:
    if lines:
        return [(line.text, line.quad) for line in page.lines]
    return [(word.text, word.quad) for line in page.lines for word in line.words]


def _group(
    match: Match,
    true: Sequence[tuple[str, Quad]],
    given: Sequence[tuple[str, Quad]],
    to_source: Transform,
    spelling: _Spelling,
) -> BoxGroup:
    true_boxes = _in_reading_order([true[i] for i in match.true])
    given_boxes = _in_reading_order([given[j] for j in match.given])
    true_text, given_text = (
        spelling.known(_joined([text for text, _ in boxes])) for boxes in (true_boxes, given_boxes)
    )
    found = match.kind in FOUND
    words = word_counts([true_text], [given_text])
    return BoxGroup(
        kind=match.kind,
        true=tuple(TextBox(text, to_source.quad(quad), _text_height(quad)) for text, quad in true_boxes),
        given=tuple(TextBox(text, to_source.quad(quad), _text_height(quad)) for text, quad in given_boxes),
        text=compare_texts(true_text, given_text) if found else None,
        words=words if found else Counts(0, words.given, words.true),
    )


def _text_height(quad: Quad) -> float:
    """Mean length of the two edges across the text."""
    a, b, c, d = quad.to_array()
    return float(np.linalg.norm(d - a) + np.linalg.norm(c - b)) / 2


def _in_reading_order(boxes: Sequence[tuple[str, Quad]]) -> list[tuple[str, Quad]]:
    """Boxes that share a row from left to right, others from the top."""
    if not boxes:
        return []
    one_row = max(quad.top for _, quad in boxes) < min(quad.bottom for _, quad in boxes)
    return sorted(boxes, key=lambda box: (0.0 if one_row else box[1].top, box[1].left))


def _joined(texts: Sequence[str]) -> str:
    """One text; a space stands between its parts, but for ideographs, which know none."""
    joined = ""
    for text in texts:
        glued = not joined or (IDEOGRAPHS.match(joined[-1]) and IDEOGRAPHS.match(text[:1]))
        joined += text if glued else f" {text}"
    return joined

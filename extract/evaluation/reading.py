"""How well the pixels were read: detection at IoU 0.5, character error rate, bag of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Quad, TextPage
from .box_matching import FOUND_IOU, count_pairs
from .gold import GoldDocument
from .overlap import iou_matrix
from .scoring import Counts, word_counts

NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """detection: boxes matched at IoU 0.5. errors, characters: the character error rate is their
    ratio. words: bag of words."""

    detection: Counts = NOTHING
    errors: int = 0
    characters: int = 0
    words: Counts = NOTHING

    def __add__(self, other: ReadingScore) -> ReadingScore:
        return ReadingScore(
            self.detection + other.detection,
            self.errors + other.errors,
            self.characters + other.characters,
            self.words + other.words,
        )

    @property
    def character_error_rate(self) -> float | None:
        return self.errors / self.characters if self.characters else None


def score_reading(gold: GoldDocument, pages: Sequence[TextPage]) -> ReadingScore:
    """The pages as read against the truth's words. Both are in coordinates of the source."""
    if not gold.words:
        return ReadingScore()
    words = word_counts((word.text for word in gold.words), (line.text for page in pages for line in page.lines))
    if any(word.quad is None for word in gold.words):
        return ReadingScore(words=words)
    unread = [word for word in gold.words if word.page not in {page.index for page in pages}]
    detection = Counts(true=len(unread))
    errors = characters = sum(len(_without_spaces(word.text)) for word in unread)
    for page in pages:
        true = [
            (_without_spaces(word.text), word.quad)
            for word in gold.words
            if word.page == page.index and word.quad is not None
        ]
        given = _boxes(page, lines=gold.boxes_are_lines)
        detection += _detection([quad for _, quad in true], [quad for _, quad in given])
        page_words = _boxes(page, lines=False)
        for text, quad in true:
            errors += _edit_distance(text, _text_inside(quad, page_words))
            characters += len(text)
    return ReadingScore(detection, errors, characters, words)


def _boxes(page: TextPage, *, lines: bool) -> list[tuple[str, Quad]]:
    if lines:
        return [(line.text, page.to_source.quad(line.quad)) for line in page.lines]
    return [(word.text, page.to_source.quad(word.quad)) for line in page.lines for word in line.words]


def _detection(true: Sequence[Quad], given: Sequence[Quad]) -> Counts:
    return Counts(count_pairs(iou_matrix(true, given), FOUND_IOU), len(given), len(true))


def _text_inside(box: Quad, given: Sequence[tuple[str, Quad]]) -> str:
    inside = [
        (quad.left, text)
        for text, quad in given
        if box.left <= quad.center[0] <= box.right and box.top <= quad.center[1] <= box.bottom
    ]
    return "".join(_without_spaces(text) for _, text in sorted(inside))


def _without_spaces(text: str) -> str:
    return "".join(text.split()).upper()


def _edit_distance(one: str, other: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other)

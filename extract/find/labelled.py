"""A page with its labels: which words announce, where a value may begin, and how a label stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from docfields.schemas.extraction import Kind

from ..document import Label, Quad, TextPage, Word
from .geometry import Layout, Segment

WITHIN_PROSE = 0.7
"""Factor for a label with other words before it and no colon after it."""


AFTER_CELL = 0.7
"""Factor for a label that is a cell of a table: with an amount left of it on its row, or with a label
("Freight   19 % VAT   15.00": the amount is that of the freight)."""


@dataclass(frozen=True, eq=False)
class LabelledPage:
    """A page's layout with the labels of one kind, and which words are labels."""

    layout: Layout
    labels: tuple[Label, ...]

    @classmethod
    def of(cls, page: TextPage, kind: Kind) -> LabelledPage:
        labels = tuple(label for label in page.labels if label.kind == kind and is_whole(label, page))
        return cls(Layout.of(page), labels)

    @property
    def page(self) -> TextPage:
        return self.layout.page

    @cached_property
    def label_starts(self) -> dict[tuple[int, int], bool]:
        """(line, word) where a label begins -> whether a colon ends it; words of a kind ("invoice") aside."""
        starts: dict[tuple[int, int], bool] = {}
        for label in self.labels:
            if not label.concept.startswith("kind."):
                place = (label.line, label.first)
                starts[place] = starts.get(place, False) or has_colon(label, self.page)
        return starts

    @cached_property
    def label_words(self) -> frozenset[tuple[int, int]]:
        """(line, word) of all words of labels, those of a kind aside."""
        return frozenset(
            (label.line, word)
            for label in self.labels
            if not label.concept.startswith("kind.")
            for word in range(label.first, label.last)
        )

    def until_label(self, segment: Segment, first: int) -> Segment:
        """The segment's words from `first` up to the next label that a colon ends."""
        last = first
        while last < segment.last and (last == first or not self.label_starts.get((segment.line, last), False)):
            last += 1
        return segment.part(first, last)

    def starts_with_label(self, segment: Segment, *, with_colon: bool = False) -> bool:
        """Whether a label begins the segment; with_colon: one that a colon ends, or the whole segment."""
        place = (segment.line, segment.first)
        if place not in self.label_starts:
            return False
        return not with_colon or self.label_starts[place] or self.is_label(segment, share=1.0)

    def is_label(self, segment: Segment, share: float = 0.5) -> bool:
        """Whether more than this share of its words (1: all) are a label's."""
        told = sum((segment.line, word) in self.label_words for word in range(segment.first, segment.last))
        return told >= len(segment.words) if share >= 1 else told > share * len(segment.words)


def glued_rest(label: Label, page: TextPage) -> tuple[str, Word] | None:
    """What follows the label within its own last word ("Total:12.50", "发票号码：01352398"), as a word."""
    word = page.lines[label.line].words[label.last - 1]
    offset = _offset(label, page, 1)
    rest = word.text[offset:]
    stripped = rest.lstrip(" :：.·=-")
    if not any(character.isalnum() for character in stripped):
        return None
    start = 1 - len(stripped) / len(word.text)
    a, b, c, d = word.quad.points
    top = (a[0] + (b[0] - a[0]) * start, a[1] + (b[1] - a[1]) * start)
    bottom = (d[0] + (c[0] - d[0]) * start, d[1] + (c[1] - d[1]) * start)
    return stripped, Word(stripped, Quad((top, b, c, bottom)), word.score)


def printed_label(label: Label, page: TextPage) -> str:
    """The label as it stands on the page."""
    return " ".join(word.text for word in page.lines[label.line].words[label.first : label.last])


def is_whole(label: Label, page: TextPage) -> bool:
    """Whether a label begins where a word begins, and is no part of an address of the internet."""
    word = page.lines[label.line].words[label.first].text
    offset, end = _offset(label, page, 0), _offset(label, page, 1)
    if label.first == label.last - 1 and ("@" in word or "://" in word or "www." in word.casefold()):
        return offset == 0 and word[end : end + 1] in (":", "：")
    before = word[offset - 1] if 0 < offset <= len(word) else ""
    last = page.lines[label.line].words[label.last - 1].text
    after = last[end : end + 2]
    if len(after) == 2 and after[0] == "-" and after[1].isalpha():
        return False  # "Verkäufer-BIC" is no heading of a seller
    return not before or not (before.isalnum() or before in "-'") or "\u3400" <= before <= "\u9fff"


def _offset(label: Label, page: TextPage, corner: int) -> int:
    """Characters of the label's first word (corner 0) or last word (1) before its left or right edge."""
    word = page.lines[label.line].words[label.first if corner == 0 else label.last - 1]
    (left, top), (right, bottom) = word.quad.points[0], word.quad.points[1]
    x, y = label.quad.points[corner]
    along = (x - left) * (right - left) + (y - top) * (bottom - top)
    length = (right - left) ** 2 + (bottom - top) ** 2
    share = along / length if length > 0 else float(corner)
    return round(share * len(word.text))


def has_colon(label: Label, page: TextPage) -> bool:
    """Whether a colon ends the label."""
    words = page.lines[label.line].words
    following = words[label.last].text if label.last < len(words) else ""
    return words[label.last - 1].text.rstrip().endswith((":", "：")) or following.startswith((":", "："))


def standing(labelled: LabelledPage, label: Label) -> float:
    """1 for a label that begins its segment or has a colon; less amid other words."""
    home = labelled.layout.home(label)
    colon = has_colon(label, labelled.page)
    if not colon and _follows_cell(labelled, label):
        return AFTER_CELL
    if home is None or label.first <= home.first or colon:
        return 1.0
    before = labelled.page.lines[label.line].words[label.first - 1].text
    known = (label.line, label.first - 1) in labelled.label_words
    return 1.0 if known or not before[-1].isalnum() else WITHIN_PROSE


def _follows_cell(labelled: LabelledPage, label: Label) -> bool:
    """Whether an amount stands left of the label on its row, or another label without a value."""
    layout = labelled.layout
    box = layout.box_of(label.quad)
    before = [k for k, o in enumerate(layout.boxes) if o.right <= box.left + 1 and layout.same_row(box, o)]
    if any(DECIMALS.search(layout.segments[k].text) for k in before):
        return True
    nearest = max(before, key=lambda k: layout.boxes[k].right, default=None)
    if nearest is None or any(character.isdigit() for character in layout.segments[nearest].text):
        return False
    return labelled.starts_with_label(layout.segments[nearest]) and any(
        c.isdigit() for c in printed_label(label, labelled.page)
    )


def amounts_right_of(labelled: LabelledPage, label: Label) -> int:
    """Segments with an amount right of the label on its row."""
    layout = labelled.layout
    right = layout.right_of(layout.box_of(label.quad))
    return sum(DECIMALS.search(layout.segments[k].text) is not None for k in right)


def is_part(labelled: LabelledPage, label: Label) -> bool:
    """Whether other words follow the label in its segment: "Total" in "Total of all surcharges"."""
    home = labelled.layout.home(label)
    if home is None or has_colon(label, labelled.page):
        return False
    rest = " ".join(word.text for word in home.words[label.last - home.first :])
    rest = ASIDES.sub(" ", rest)
    known = any(labelled.label_starts.get((home.line, word), False) for word in range(label.last, home.last))
    return not known and sum(map(str.isalpha, rest)) > 3


DECIMALS = re.compile(r"\d[.,]\d{2}(?!\d)")
"""What only amounts (and quantities) have."""


ASIDES = re.compile(r"\([^)]*\)|\b(?:in|EUR|USD|GBP|CHF|TTC|HT|(?-i:[A-Z]{3}))\b", re.IGNORECASE)
"""Words that may follow a label without changing what it means."""

"""The printed headings of an identity document, and the values that belong to them.

Headings are printed in two or three languages ("Surname/Nom"), each of which is a label; neighbours
of one concept are one heading. Where values stand to their headings is the same all over a document:
fields whose type is certain (dates, the sex) vote for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ..document import Candidate, Label, Quad, TextPage, Word
from ..notation.reading import Reading
from .geometry import Box, Layout, Segment, columns_overlap, drop_between, gap_between, quad_of
from .link import glued_rest, has_colon, is_whole, printed_label

Direction = Literal["rest", "right", "below"]

WORTH: dict[Direction, float] = {"rest": 0.95, "below": 0.9, "right": 0.85}
"""What each place is worth before the document's own habit counts."""

UNUSUAL = 0.6
"""Factor for a place where no value of a certain type stands on this document."""

BELOW_REACH = 2.6
"""A value stands at most this many heights of its heading lower: headings are small print."""

RIGHT_REACH = 14.0
"""A value stands at most this many heights of its heading to the right."""

SKIPPED = 0.75
"""Factor for a segment between heading and value that has no such value (an unread heading)."""

MISALIGNED = 0.8
"""Factor for a value below whose left edge is not near the heading's."""

LOST = 0.45
"""Factor for a value that another heading claims better."""

SECOND = 0.6
"""Factor for a heading's further values."""

LABEL_SHARE = 0.5
"""A segment is a heading when labels cover more than this share of its characters."""

KIND_SHARE = 0.85
"""A segment names the kind of document when hardly a word more stands there ("PASSPORT OFFICE" is a value)."""

FILLERS_OF_A_ZONE = 4
"""Lines with so many "<" are of the machine-readable zone and no printed value."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One field: its headings' concept, its type, and how sure that type is told from others."""

    field: str
    concept: str
    spot: Callable[[str], tuple[Reading, ...]]
    weight: float = 1.0
    votes: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """Labels of one concept that stand beside or under each other. lines: indices of the page's lines."""

    concept: str
    labels: tuple[Label, ...]

    @property
    def last(self) -> Label:
        return self.labels[-1]

    @property
    def score(self) -> float:
        return max(label.score for label in self.labels)

    @property
    def quad(self) -> Quad:
        return Quad.around([label.quad for label in self.labels])


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that a heading claims."""

    rule: Rule
    heading: Heading
    direction: Direction
    reading: Reading
    segment: Segment
    score: float

    @property
    def text(self) -> str:
        return self.segment.text[self.reading.start : self.reading.end]

    @property
    def words(self) -> tuple[Word, ...]:
        return self.segment.words_at(self.reading.start, self.reading.end)

    @property
    def places(self) -> frozenset[tuple[int, Word]]:
        return frozenset((self.segment.line, word) for word in self.words)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A page's layout with its headings."""

    layout: Layout
    labels: tuple[Label, ...]

    @classmethod
    def of(cls, page: TextPage) -> Sheet:
        labels = tuple(label for label in page.labels if label.kind == "identity" and is_whole(label, page))
        return cls(Layout.of(page), labels)

    @property
    def page(self) -> TextPage:
        return self.layout.page

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Labels of one concept side by side, then those one under the other."""
        by_line: list[Heading] = []
        for label in sorted(self.labels, key=lambda label: (label.line, label.concept, label.first)):
            if label.concept.startswith("kind."):
                continue
            before = by_line[-1] if by_line else None
            if before is not None and self._continues(before.last, label):
                by_line[-1] = Heading(before.concept, (*before.labels, label))
            else:
                by_line.append(Heading(label.concept, (label,)))
        return tuple(self._stacked(by_line))

    @cached_property
    def values(self) -> tuple[int, ...]:
        """Indices of the layout's segments that may hold a value."""
        return tuple(k for k, segment in enumerate(self.layout.segments) if segment.text.count("<") < FILLERS_OF_A_ZONE)

    def is_heading(self, segment: Segment) -> bool:
        """Whether headings of fields cover most of a segment."""
        return self._covered(segment, self.label_words) > LABEL_SHARE

    def names_kind(self, segment: Segment) -> bool:
        """Whether most of a segment says what document it is."""
        return self._covered(segment, self.kind_words) > KIND_SHARE

    def _covered(self, segment: Segment, places: frozenset[tuple[int, int]]) -> float:
        covered = sum(
            len(word.text)
            for offset, word in enumerate(segment.words)
            if (segment.line, segment.first + offset) in places
        )
        return covered / sum(len(word.text) for word in segment.words)

    @cached_property
    def kind_words(self) -> frozenset[tuple[int, int]]:
        """(line, word) of all words of labels that name a kind of document."""
        return frozenset(
            (label.line, word)
            for label in self.labels
            if label.concept.startswith("kind.")
            for word in range(label.first, label.last)
        )

    @cached_property
    def label_words(self) -> frozenset[tuple[int, int]]:
        """(line, word) of all words of headings; a word with a glued value is not among them."""
        return frozenset(
            (label.line, word)
            for label in self.labels
            if not label.concept.startswith("kind.")
            for word in range(label.first, label.last)
            if word < label.last - 1 or not _has_glued_value(label, self.page)
        )

    def without_labels(self, segment: Segment, first: int) -> Segment:
        """The segment's words from `first` up to the next label."""
        last = first
        while last < segment.last and (segment.line, last) not in self.label_words:
            last += 1
        return segment.part(first, last)

    def _continues(self, before: Label, label: Label) -> bool:
        return before.line == label.line and before.concept == label.concept and label.first - before.last <= 1

    def _stacked(self, headings: Sequence[Heading]) -> Iterator[Heading]:
        """A heading broken over two lines ("KODAKONDSUS/", "CITIZENSHIP") is one."""
        used: set[int] = set()
        boxes = [self.layout.box_of(heading.quad) for heading in headings]
        for k, heading in enumerate(headings):
            if k in used:
                continue
            for other in range(k + 1, len(headings)):
                same = other not in used and headings[other].concept == heading.concept
                near = abs(boxes[other].left - boxes[k].left) < 1.5 * boxes[k].height
                down = drop_between(boxes[k], boxes[other])
                if same and near and 0.5 * boxes[k].height < down < 1.8 * boxes[k].height:
                    used.add(other)
                    heading = Heading(heading.concept, (*heading.labels, *headings[other].labels))
                    break
            yield heading


def find_claims(sheet: Sheet, rules: Sequence[Rule]) -> list[Claim]:
    """What each heading may announce, weighed by where values stand on this document."""
    claims = [
        claim
        for heading in sheet.headings
        for rule in rules
        if rule.concept == heading.concept
        for claim in _claims_of(sheet, heading, rule)
    ]
    habit = _habit(claims)
    return _settle([replace(claim, score=claim.score * habit[claim.direction]) for claim in claims])


def to_candidate(sheet: Sheet, claim: Claim) -> Candidate:
    """The claim as a candidate; its text is what the notation's value says for the sex."""
    page = sheet.page
    text = claim.text
    value = claim.reading.value
    spelled = value if claim.rule.field in ("sex", "nationality", "issuing_country") else text
    return Candidate(
        field=claim.rule.field,
        text=str(spelled),
        page=page.index,
        quad=quad_of(claim.words),
        score=round(max(0.0, min(1.0, claim.score)), 4),
        origin=page.text_from,
        words=claim.words,
        label=" ".join(printed_label(label, page) for label in claim.heading.labels),
        printed=text,
    )


def _claims_of(sheet: Sheet, heading: Heading, rule: Rule) -> Iterator[Claim]:
    for direction, places in _PLACES.items():
        for segment, worth in places(sheet, heading, rule):
            readings = rule.spot(segment.text)
            for rank, reading in enumerate(readings[:3]):
                if segment.words_at(reading.start, reading.end):
                    score = worth * heading.score * rule.weight * reading.score * SECOND**rank
                    yield Claim(rule, heading, direction, reading, segment, score)


def _rest(sheet: Sheet, heading: Heading, rule: Rule) -> Iterator[tuple[Segment, float]]:
    """What follows in the heading's own segment, or glued to its last word."""
    for label in heading.labels:
        home = sheet.layout.home(label)
        if home is None:
            continue
        rest = sheet.without_labels(home, label.last)
        glued = glued_rest(label, sheet.page) if _has_glued_value(label, sheet.page) else None
        if glued is not None:
            rest = Segment(rest.page, rest.line, label.last - 1, (glued[1], *rest.words))
        if not rule.votes and rest.text.startswith("/"):
            # "Address / Anschritt": a translation that was misread.
            continue
        if rest.words and rest.text.strip(" :：/.-"):
            colon = has_colon(label, sheet.page) or glued is not None
            yield rest, WORTH["rest"] if colon else WORTH["rest"] * 0.95


def _below(sheet: Sheet, heading: Heading, rule: Rule) -> Iterator[tuple[Segment, float]]:
    """The nearest segments under the heading."""
    layout = sheet.layout
    box = layout.box_of(heading.quad)
    last = layout.box_of(heading.last.quad)
    lines = {label.line for label in heading.labels}
    found = []
    for k in sheet.values:
        segment, other = layout.segments[k], layout.boxes[k]
        down = drop_between(last, other)
        if segment.line in lines or not 0.4 * last.height < down:
            continue
        # Values are larger print than their headings.
        if down > BELOW_REACH * max(last.height, 0.6 * other.height):
            continue
        near = abs(other.left - box.left) < 2.5 * max(box.height, other.height)
        if near or columns_overlap(box, other) > 0:
            found.append((round(down / max(last.height, 1e-6), 1), not near, other.left, k, near))
    worth = WORTH["below"]
    for down_share, _, _, k, near in sorted(found)[:4]:
        segment = layout.segments[k]
        if sheet.is_heading(segment):
            break
        if sheet.names_kind(segment):
            continue
        part = sheet.without_labels(segment, segment.first)
        if not part.words:
            break
        yield part, worth * (1.0 if near else MISALIGNED) * (1.0 if down_share < 1.8 else 0.92)
        if not rule.spot(part.text):
            worth *= SKIPPED
        else:
            worth *= SECOND


def _right(sheet: Sheet, heading: Heading, rule: Rule) -> Iterator[tuple[Segment, float]]:
    """The nearest segments on the heading's rows, to the right."""
    layout = sheet.layout
    worth = WORTH["right"]
    seen: set[int] = set()
    for label in heading.labels:
        box = layout.box_of(label.quad)
        for k in layout.right_of(box):
            segment, other = layout.segments[k], layout.boxes[k]
            if k not in sheet.values or k in seen or (segment.line == label.line and segment.first < label.last):
                continue
            if sheet.is_heading(segment) or gap_between(box, other) > RIGHT_REACH:
                break
            seen.add(k)
            yield sheet.without_labels(segment, segment.first), worth * _near(box, other)
            if rule.spot(segment.text):
                break
            worth *= SKIPPED


_PLACES: dict[Direction, Callable[[Sheet, Heading, Rule], Iterator[tuple[Segment, float]]]] = {
    "rest": _rest,
    "below": _below,
    "right": _right,
}


def _near(box: Box, other: Box) -> float:
    return 1.0 - 0.15 * min(1.0, gap_between(box, other) / RIGHT_REACH)


def _habit(claims: Sequence[Claim]) -> dict[Direction, float]:
    """A factor a direction: UNUSUAL to 1 by its share of the certain values."""
    best: dict[Heading, Claim] = {}
    for claim in claims:
        if claim.rule.votes and (claim.heading not in best or claim.score > best[claim.heading].score):
            best[claim.heading] = claim
    votes = Counter(claim.direction for claim in best.values())
    most = max(votes.values(), default=0)
    if most < 2:
        return dict.fromkeys(WORTH, 1.0)
    return {direction: UNUSUAL + (1 - UNUSUAL) * votes[direction] / most for direction in WORTH}


def _settle(claims: Sequence[Claim]) -> list[Claim]:
    """Best claims first; words serve one field, and a heading has one value of a field."""
    taken: dict[tuple[int, Word], str] = {}
    served: set[tuple[Heading, str]] = set()
    settled = []
    for claim in sorted(claims, key=lambda claim: -claim.score):
        mark = (claim.heading, claim.rule.field)
        lost = any(taken.get(place, claim.rule.field) != claim.rule.field for place in claim.places)
        if lost:
            settled.append(replace(claim, score=claim.score * LOST))
        elif mark in served:
            settled.append(replace(claim, score=claim.score * SECOND))
        else:
            served.add(mark)
            taken.update(dict.fromkeys(claim.places, claim.rule.field))
            settled.append(claim)
    return sorted(settled, key=lambda claim: -claim.score)


def _has_glued_value(label: Label, page: TextPage) -> bool:
    """Whether a value follows within the label's last word, and not its translation ("SURNAME/NOM")."""
    glued = glued_rest(label, page)
    if glued is None:
        return False
    word = page.lines[label.line].words[label.last - 1].text
    return not (glued[0].startswith("/") or word.removesuffix(glued[0]).endswith("/"))

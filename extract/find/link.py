"""The rule-based linker: a value belongs to the label it follows, stands right of, or stands under.

Each rule names a field, the labels that announce it and the type that its value must have. A
candidate's score is the product of how well the label was read, how the value stands to it, and how
sure the value's notation is. Where two labels claim the same words, the better claim wins and the
other is kept with a lower score.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docfields.schemas.extraction import Kind

from ..document import Candidate, Label, Quad, TextPage, Word
from ..notation.reading import Reading
from .geometry import Box, Segment, columns_overlap, drop_between, gap_between, quad_of
from .labelled import (
    ASIDES,
    LabelledPage,
    amounts_right_of,
    glued_rest,
    has_colon,
    is_part,
    is_whole,
    printed_label,
    standing,
)

__all__ = [
    "Direction",
    "FieldRule",
    "Spot",
    "best_per_place",
    "glued_rest",
    "has_colon",
    "is_whole",
    "link",
    "link_page",
    "printed_label",
    "spot_identifier",
    "spot_text",
]

Direction = Literal["rest", "right", "below", "above"]

Spot = Callable[[str], tuple[Reading, ...]]

REST, RIGHT, BELOW, ABOVE = 1.0, 0.95, 0.85, 0.7
"""How much each place beside a label is worth before distance counts."""

SECOND_CHOICE = 0.55
"""A place is worth this much less when a place that is tried before it gave a value."""

LATER_READING = 0.85
"""Factor for each reading between the label and this one."""

SKIPPED_SEGMENT = 0.9
"""Factor for each segment without a value between the label and this one."""

MOST_SKIPPED = 3
"""Segments without a value that may stand between a label and its value."""

LOST_CLAIM = 0.5
"""Factor for a value that another label claims better."""

PART_OF_PHRASE = 0.6
"""Factor for a label that is only the beginning of what its segment says."""

SHORT_PHRASE, LONG_PHRASE = 0.9, 14
"""Short labels say less than long ones: factor of the shortest, and characters of those with factor 1."""

ASIDE = 0.55
"""Factor for an amount with words between it and its label."""

TABLE_ROW = 0.8
"""Factor for the total of a row with several amounts: a row of a table rather than a line of the sums."""

FAR_GAP = 25.0
"""A value this many line heights to the right is worth FAR of one beside its label."""

FAR = 0.85

BELOW_REACH = 3.0
"""A value stands at most this many line heights under its label."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Which labels announce a field, what its values look like, and where they stand.

    spot: values of the field's type within a text, in order. prefer: which of several values right
    of a label is meant (amounts of a totals row: the last). weight: factor for all its candidates.
    past_labels: values may begin like a label ("Terms   Net 30").
    """

    field: str
    concepts: tuple[str, ...]
    spot: Spot
    directions: tuple[Direction, ...] = ("rest", "right", "below")
    prefer: Literal["first", "last"] = "first"
    weight: float = 1.0
    past_labels: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that a label claims: text of some words, how it is read, and how it stands."""

    rule: FieldRule
    label: Label
    reading: Reading
    text: str
    words: tuple[Word, ...]
    quad: Quad
    places: frozenset[tuple[int, int]]
    score: float


def link(page: TextPage, rules: Sequence[FieldRule], kind: Kind) -> tuple[Candidate, ...]:
    """Values of the rules' fields beside the page's labels of one kind, best first for each field."""
    return link_page(LabelledPage.of(page, kind), rules)


def link_page(labelled: LabelledPage, rules: Sequence[FieldRule]) -> tuple[Candidate, ...]:
    """The same for a page whose layout is known already."""
    claims = [
        claim
        for label in labelled.labels
        for rule in rules
        if label.concept in rule.concepts
        for claim in _claims_of(labelled, label, rule)
    ]
    candidates = [_candidate(labelled, claim) for claim in _settle(claims)]
    return best_per_place(candidates)


def best_per_place(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """One candidate a field and place: the one with the best score; sorted by field, best first."""
    best: dict[tuple[object, ...], Candidate] = {}
    for candidate in candidates:
        key = (candidate.field, candidate.page, candidate.text, candidate.quad)
        if key not in best or candidate.score > best[key].score:
            best[key] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: (candidate.field, -candidate.score)))


def _claims_of(labelled: LabelledPage, label: Label, rule: FieldRule) -> list[Claim]:
    """What one label may announce for one rule, in the order of the rule's directions."""
    claims: list[Claim] = []
    specific = SHORT_PHRASE + (1 - SHORT_PHRASE) * min(1.0, len(label.phrase) / LONG_PHRASE)
    worth = label.score * standing(labelled, label) * specific * rule.weight
    if rule.prefer == "last" and amounts_right_of(labelled, label) > 1:
        worth *= TABLE_ROW
    for direction in rule.directions:
        found = list(_FINDERS[direction](labelled, label, rule))
        factor = SECOND_CHOICE if any(claim.score >= ASIDE * worth for claim in claims) else 1.0
        if direction != "rest" and is_part(labelled, label):
            factor *= PART_OF_PHRASE
        claims += [replace(claim, score=claim.score * worth * factor) for claim in found]
    return claims


def _rest(labelled: LabelledPage, label: Label, rule: FieldRule) -> Iterator[Claim]:
    """Values after the label in its own segment."""
    home = labelled.layout.home(label)
    if home is None:
        return
    rest = labelled.until_label(home, label.last)
    glued = glued_rest(label, labelled.page)
    if glued is not None:
        rest = Segment(rest.page, rest.line, label.last - 1, (glued[1], *rest.words))
    for claim in _claims_in(rest, label, rule, REST):
        between = ASIDES.sub(" ", rest.text[: claim.reading.start])
        # "VAT 19 % on 198.00": not the amount that the label announces.
        aside = rule.prefer == "last" and sum(map(str.isalpha, between)) > 2
        yield replace(claim, score=claim.score * (ASIDE if aside else 1.0))


def _right(labelled: LabelledPage, label: Label, rule: FieldRule) -> Iterator[Claim]:
    """Values right of the label on its row, up to the next label."""
    layout = labelled.layout
    box = layout.box_of(label.quad)
    home = labelled.layout.home(label)
    skipped = 0
    # A colon announces a value, so that what follows may itself look like a label.
    colon = has_colon(label, labelled.page) or rule.past_labels
    found: list[list[Claim]] = []
    for k in layout.right_of(box):
        segment = layout.segments[k]
        if home is not None and segment.line == home.line and segment.first < home.last:
            continue
        if labelled.starts_with_label(segment, with_colon=colon) or skipped > MOST_SKIPPED:
            break
        far = 1 - (1 - FAR) * min(1.0, gap_between(box, layout.boxes[k]) / FAR_GAP)
        worth = RIGHT * far * SKIPPED_SEGMENT**skipped
        claims = list(_claims_in(labelled.until_label(segment, segment.first), label, rule, worth))
        if claims:
            found.append(claims)
        else:
            skipped += 1
        if claims and rule.prefer == "first":
            break
    if rule.prefer == "last":
        # Of amounts in several columns the last is meant; the others stay as alternatives.
        found.reverse()
    for rank, claims in enumerate(found):
        yield from (replace(claim, score=claim.score * LATER_READING**rank) for claim in claims)


def _below(labelled: LabelledPage, label: Label, rule: FieldRule) -> Iterator[Claim]:
    """The nearest value under the label."""
    layout = labelled.layout
    box = layout.box_of(label.quad)
    skipped = 0
    for k in layout.below(box, BELOW_REACH):
        segment, other = layout.segments[k], layout.boxes[k]
        if segment.line == label.line and segment.first < label.last:
            continue
        if labelled.starts_with_label(segment, with_colon=True) or skipped > 1:
            break
        down = max(0.0, drop_between(box, other) / max(box.height, 1e-6) - 1.2)
        worth = BELOW * max(0.5, 1 - 0.12 * down) * _alignment(box, other) * SKIPPED_SEGMENT**skipped
        claims = list(_claims_in(labelled.until_label(segment, segment.first), label, rule, worth))
        yield from claims
        if claims:
            break
        skipped += 1


def _above(labelled: LabelledPage, label: Label, rule: FieldRule) -> Iterator[Claim]:
    """The nearest value over the label (captions of cards and of signature lines)."""
    layout = labelled.layout
    box = layout.box_of(label.quad)
    over = sorted(
        (
            (-drop_between(box, other), k)
            for k, other in enumerate(layout.boxes)
            if columns_overlap(box, other) > 0
            and 0.6 * box.height < -drop_between(box, other) < BELOW_REACH * box.height
        ),
    )
    for distance, k in over:
        segment = layout.segments[k]
        if labelled.is_label(segment):
            return
        worth = ABOVE * max(0.5, 1 - 0.1 * (distance / box.height - 1)) * _alignment(box, layout.boxes[k])
        claims = list(_claims_in(segment, label, rule, worth))
        yield from claims
        if claims:
            return


_FINDERS: dict[Direction, Callable[[LabelledPage, Label, FieldRule], Iterator[Claim]]] = {
    "rest": _rest,
    "right": _right,
    "below": _below,
    "above": _above,
}


def _alignment(label: Box, value: Box) -> float:
    """1 where left edges, right edges or middles agree within a line height, less where they do not."""
    offset = min(
        abs(label.left - value.left),
        abs(label.right - value.right),
        abs(label.middle[0] - value.middle[0]),
    )
    return 1.0 if offset <= 1.2 * label.height else 0.85


def _claims_in(segment: Segment, label: Label, rule: FieldRule, worth: float) -> Iterator[Claim]:
    """The rule's values in a segment's text, the preferred one with full worth."""
    text = segment.text
    readings = rule.spot(text) if text else ()
    ordered = readings if rule.prefer == "first" else readings[::-1]
    for rank, reading in enumerate(ordered):
        words = segment.words_at(reading.start, reading.end)
        if not words:
            continue
        places = frozenset((segment.line, segment.first + k) for k, word in enumerate(segment.words) if word in words)
        yield Claim(
            rule=rule,
            label=label,
            reading=reading,
            text=text[reading.start : reading.end],
            words=words,
            quad=quad_of(words),
            places=places,
            score=worth * reading.score * LATER_READING**rank,
        )


def _settle(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of a label on words which another label claims better lose by LOST_CLAIM."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {}
    for claim in claims:
        claimant = (claim.label.line, claim.label.first)
        for place in claim.places:
            if place not in best or claim.score > best[place][0]:
                best[place] = (claim.score, claimant)
    return [
        claim
        if all(best[place][1] == (claim.label.line, claim.label.first) for place in claim.places)
        else replace(claim, score=claim.score * LOST_CLAIM)
        for claim in claims
    ]


def _candidate(labelled: LabelledPage, claim: Claim) -> Candidate:
    page = labelled.page
    return Candidate(
        field=claim.rule.field,
        text=claim.text,
        page=page.index,
        quad=claim.quad,
        score=round(max(0.0, min(1.0, claim.score)), 4),
        origin="text" if page.text_from == "text" else "ocr",
        words=claim.words,
        label=printed_label(claim.label, page),
    )


_TOKEN_WITH_DIGIT = re.compile(r"(?=[^\s]*\d)[^\W_][\w/.\-+#]*(?:[ ](?=\S*\d)[\w/.\-]+)*", re.UNICODE)


def spot_text(text: str) -> tuple[Reading, ...]:
    """The whole text as one value, without a colon or dash before it."""
    start = len(text) - len(text.lstrip(" :：-–.,;|=#"))
    end = len(text.rstrip(" :：;,|"))
    if not any(character.isalnum() for character in text[start:end]):
        return ()
    return (Reading(text[start:end], start, end, 0.9),)


def spot_identifier(text: str) -> tuple[Reading, ...]:
    """Runs of tokens that have a digit ("FA-2026-0001", "4500 123 456"), the first the likeliest."""
    return tuple(Reading(match.group(), match.start(), match.end(), 0.95) for match in _TOKEN_WITH_DIGIT.finditer(text))

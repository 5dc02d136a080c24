"""The holder of a payment card: capitals at the lower left, whose single initials recognisers glue together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..document import Label, Lattice, Line
from ..notation.reading import fold_letters
from .bank_card_number import CardNumber, network_in
from .geometry import Layout, Segment, drop_between

NO_NAME = frozenset(
    "bank card cards debit credit prepaid visa mastercard maestro american express amex discover diners club jcb "
    "unionpay platinum gold silver classic world elite signature infinite black business corporate rewards reward "
    "valid thru good through from expires expiry end until month year mm yy member since customer account number "
    "sort code only electronic use international global plus premier premium titanium thank you points cash back "
    "cashback contactless service services limited plc inc ltd gmbh llc company corp virtual gift not transferable "
    "authorized security cvv cvc chip multi function blank the in united states issued by".split()
)
"""Words that stand on cards and in no holder's name."""

NAME = re.compile(r"[^\W\d_][^\d_:<>=+*%$#@/\\|!?;\[\]{}()]*")
STROKES = re.compile(r"[\\|/]")
"""Lines of the card's picture that cross the name and are read with it."""
EDGE = " .,-'\"*"

HOLDER_SCORE, HOLDER_LABELLED = 0.8, 0.9
HOLDER_ELSEWHERE = 0.35
"""A name above the number is more probably the card's than its holder's."""

SPACE_IN_NAME = 0.012
"""Probability of a space from which two capitals of a name are parted. Within the names of 50 drawn and 8 real
cards no letters of one word reach 0.01; between initials, where a whole word's usual 0.3 fails, 0.014 to 0.28."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A name and where it stands."""

    name: str
    segment: Segment
    score: float


def find_holders(layout: Layout, labels: Sequence[Label], number: CardNumber | None) -> list[Holder]:
    """Upper-case names under the number, the lower left first."""
    labelled = {(label.line, word) for label in labels for word in range(label.first, label.last)}
    holder_labels = [layout.box_of(label.quad) for label in labels if label.concept == "holder"]
    found: list[Holder] = []
    for segment, box in zip(layout.segments, layout.boxes, strict=True):
        text = name_in(layout.page.lines[segment.line], segment)
        if not _may_be_name(text) or any(
            (segment.line, segment.first + offset) in labelled and not _is_stand_in(text)
            for offset in range(len(segment.words))
        ):
            continue
        score = HOLDER_SCORE
        if any(
            0 < drop_between(other, box) < 2.5 * box.height and abs(other.left - box.left) < 3 * box.height
            for other in holder_labels
        ):
            score = HOLDER_LABELLED
        if number is not None and box.middle[1] <= number.box.bottom:
            score = HOLDER_ELSEWHERE
        elif number is not None and box.left > (number.box.left + number.box.right) / 2:
            score *= 0.7
        if len(text.split()) == 1:
            score *= 0.85
        if text != text.upper():
            score *= 0.8
        found.append(Holder(text, segment, score))
    found.sort(key=lambda holder: -holder.score)
    return [replace(holder, score=holder.score - 0.01 * rank) for rank, holder in enumerate(found)]


def name_in(line: Line, segment: Segment) -> str:
    """The segment's text with the spaces between initials that its lattice shows."""
    text = segment.text
    if line.lattice is not None and text == text.upper():
        letters = _letters(line.lattice)
        if "".join(letter for letter, _, _ in letters) == "".join(word.text for word in line.words):
            before = sum(len(word.text) for word in line.words[: segment.first])
            text = _with_spaces([word.text for word in segment.words], letters[before:], line.lattice)
    return " ".join(STROKES.sub(" ", text).split()).strip(EDGE)


def _with_spaces(words: Sequence[str], letters: Sequence[tuple[str, int, int]], lattice: Lattice) -> str:
    """The words joined by spaces, and parted where a space is at least conceivable between two letters."""
    written = ""
    for word in words:
        for place, ((letter, first, _), (_, _, last_before)) in enumerate(
            zip(letters[: len(word)], (letters[0], *letters[: len(word) - 1]), strict=True)
        ):
            parted = place > 0 and letter.isalpha() and written[-1].isalpha()
            gap = lattice.space[last_before + 1 : first]
            written += f" {letter}" if parted and gap.max(initial=0.0) >= SPACE_IN_NAME else letter
        letters = letters[len(word) :]
        written += " "
    return written


def _letters(lattice: Lattice) -> list[tuple[str, int, int]]:
    """Greedy CTC without spaces: character, first and last step."""
    best = lattice.classes[:, 0]
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best)) - 1
    read = (
        (lattice.vocabulary[best[start]], start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    )
    return [(text, start, end) for text, start, end in read if text.strip()]


def _may_be_name(text: str) -> bool:
    words = [fold_letters(word).strip(".,'-") for word in text.split()]
    if not NAME.fullmatch(text) or not 1 <= len(words) <= 5 or not 4 <= len(text) <= 32:
        return False
    if _is_stand_in(text):
        return True
    return not any(word in NO_NAME for word in words) and not network_in(text)


def _is_stand_in(text: str) -> bool:
    """What vendors print in the holder's place."""
    letters = re.sub(r"[^a-z]", "", fold_letters(text))
    return bool(
        re.fullmatch(
            r"(?:your|valued|card|account|full|first|last|firstlast)*(?:name|cardholder|cardmember|customer|surname|holder|member)+(?:name|here|surname)*",
            letters,
        )
    ) and letters not in ("member", "customer", "holder")

"""Payment cards: number, months of validity, holder, network and issuer from the face of the card.

Layouts differ, the order does not (ISO/IEC 7811-1): the issuer and product over the number, the months
under it, the holder at the lower left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Candidate, Classification, Label, TextPage, Word
from ..notation import dates
from ..notation.reading import fold_letters
from .bank_card_holder import find_holders
from .bank_card_number import CardNumber, as_digits, find_numbers, network_in, network_of
from .geometry import Box, Layout, drop_between, quad_of

PRODUCT = frozenset(
    "card cards debit credit prepaid platinum gold silver classic world elite signature infinite black business "
    "corporate rewards reward international premier premium titanium contactless electronic plus forward student "
    "travel cash cashback valid thru good only month year member since from expires end until".split()
)
"""Words that name a product and no issuer."""

NO_MONTH = re.compile(r"(?<![\w/])[689](?=[1-9]\s?/\s?\d\d(?![\d/]))")
"""The first digit of a month is 0 or 1; what looks like another round digit was a 0."""

LABELLED_MONTH, LONE_MONTH = 0.92, 0.75
"""A month beside its label, and one without."""

LABEL_REACH = 4.0
"""A label stands at most this many heights from its month."""

PRINTED_NETWORK, NETWORK_BY_NUMBER = 0.92, 0.6

ISSUER_SCORE = 0.6
SHORTEST_MIXED_CASE = 4
"""Issuers of three letters are capitals ("ING"); other short texts are pieces of logos."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of validity on the card. value: "YYYY-MM"."""

    value: str
    printed: str
    words: tuple[Word, ...]
    box: Box


def find(pages: Sequence[TextPage], classification: Classification) -> tuple[Candidate, ...]:
    """Candidates for the fields of the card; its back is another page."""
    return tuple(candidate for page in pages for candidate in _find_in(page))


def _find_in(page: TextPage) -> Iterator[Candidate]:
    layout = Layout.of(page)
    labels = tuple(label for label in page.labels if label.kind == "bank_card")
    numbers = find_numbers(layout)
    for each in numbers:
        yield _candidate(page, "number", each.digits, each.words, each.score, printed=each.printed)
    number = numbers[0] if numbers else None
    yield from _months(layout, labels)
    for holder in find_holders(layout, labels, number):
        yield _candidate(page, "holder", holder.name, holder.segment.words, holder.score, printed=holder.segment.text)
    yield from _networks(layout, number)
    yield from _issuers(layout, labels, number)


def _months(layout: Layout, labels: Sequence[Label]) -> Iterator[Candidate]:
    """The latest month is the expiry; an earlier one the beginning, unless its label says otherwise."""
    months = list(_all_months(layout))
    values = sorted({month.value for month in months})
    if not values:
        return
    concepts = {month: _label_near(layout, labels, month.box) for month in months}
    for month in months:
        concept, printed_label = concepts[month]
        is_last, is_first = month.value == values[-1], month.value == values[0]
        field = "expiry" if is_last and not (len(values) == 1 and concept == "valid_from") else "valid_from"
        if field == "valid_from" and not ((is_first and len(values) > 1) or concept == "valid_from"):
            continue
        if concept == "stop.since" and field == "valid_from":
            continue
        score = LABELLED_MONTH if concept == field else LONE_MONTH
        yield _candidate(
            layout.page, field, month.value, month.words, score, label=printed_label, printed=month.printed
        )


def _all_months(layout: Layout) -> Iterator[Month]:
    for segment, box in zip(layout.segments, layout.boxes, strict=True):
        text = _digits_around_slash(segment.text)
        for reading in dates.find_month_years(text):
            words = segment.words_at(reading.start, reading.end)
            if words and re.search(r"\d", segment.text[reading.start : reading.end]):
                own = layout.box_of(quad_of(words)) if len(words) < len(segment.words) else box
                yield Month(str(reading.value), segment.text[reading.start : reading.end], words, own)


def _digits_around_slash(text: str) -> str:
    """Letters read for digits in "O9/2I" as digits, "69/14" as a month; the text keeps its length."""
    digits = re.sub(
        r"(?<![^\W_])[\dOoQDIl|ZSB]{1,2}\s?[/1]\s?(?:20)?[\dOoQDIl|ZSB]{2}(?![^\W_])",
        lambda match: as_digits(match.group()) if "/" in match.group() else match.group(),
        text,
    )
    return NO_MONTH.sub("0", digits)


def _label_near(layout: Layout, labels: Sequence[Label], box: Box) -> tuple[str | None, str | None]:
    """The nearest label of a month: left of it on its row or the two beside, or over or under it."""
    best: tuple[float, str, str] | None = None
    for label in labels:
        if label.concept not in ("expiry", "valid_from", "stop.since"):
            continue
        other = layout.box_of(label.quad)
        aside = max(0.0, box.left - other.right, other.left - box.right)
        down = max(0.0, abs(drop_between(other, box)) - (box.height + other.height) / 2)
        distance = (aside + down) / max(box.height, 1e-6)
        # What stands right of a month announces the next one.
        distance += 1.5 * (other.left > box.right) + 0.5 * (other.top > box.bottom)
        if distance < LABEL_REACH and (best is None or distance < best[0]):
            best = (distance, label.concept, label.phrase)
    return (None, None) if best is None else (best[1], best[2])


def _networks(layout: Layout, number: CardNumber | None) -> Iterator[Candidate]:
    """The logo's text; else what the first digits say."""
    for segment in layout.segments:
        network = network_in(segment.text)
        if network is not None and len(segment.text) <= 24:
            yield _candidate(layout.page, "network", network, segment.words, PRINTED_NETWORK, printed=segment.text)
    by_number = network_of(number.digits) if number is not None else None
    if number is not None and by_number is not None:
        yield _candidate(
            layout.page,
            "network",
            by_number,
            number.words,
            NETWORK_BY_NUMBER * number.score,
            printed=number.printed,
        )


def _issuers(layout: Layout, labels: Sequence[Label], number: CardNumber | None) -> Iterator[Candidate]:
    """The largest words over the number that are neither a network nor a product."""
    stopped = {
        (label.line, word)
        for label in labels
        if label.concept.startswith("stop.")
        for word in range(label.first, label.last)
    }
    tallest = max((box.height for box in layout.boxes), default=1.0)
    for segment, box in zip(layout.segments, layout.boxes, strict=True):
        text = segment.text.strip(" .,-'\"*©®™")
        words = [fold_letters(word).strip(".,'-") for word in text.split()]
        letters = sum(character.isalpha() for character in text)
        if number is not None and box.middle[1] >= number.box.top:
            continue
        if len(text) < SHORTEST_MIXED_CASE and text != text.upper():
            continue
        if letters < 3 or letters < 0.7 * len(text.replace(" ", "")) or len(words) > 5:
            continue
        if all(word in PRODUCT for word in words) or network_in(text) or (segment.line, segment.first) in stopped:
            continue
        upright = box.width > 1.2 * box.height
        score = ISSUER_SCORE * (0.6 + 0.4 * box.height / tallest) * (1.0 if upright else 0.5)
        score += 0.1 * ("bank" in "".join(words))
        score -= 0.1 * (any(word in PRODUCT for word in words) and len(words) > 1)
        yield _candidate(layout.page, "issuer", text, segment.words, score)


def _candidate(
    page: TextPage,
    field: str,
    text: str,
    words: tuple[Word, ...],
    score: float,
    *,
    label: str | None = None,
    printed: str | None = None,
) -> Candidate:
    return Candidate(
        field=field,
        text=text,
        page=page.index,
        quad=quad_of(words),
        score=round(max(0.0, min(1.0, score)), 4),
        origin=page.text_from,
        words=words,
        label=label,
        printed=printed,
    )

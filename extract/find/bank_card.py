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
from .bank_card_number import CardNumber, as_digits, find_numbers, network_of
from .geometry import Box, Layout, Segment, drop_between, quad_of

NETWORKS: tuple[tuple[str, str], ...] = (
    (r"vi[s5]a", "Visa"),
    (r"ma[s5]ter\s?card", "Mastercard"),
    (r"american\s?express|amex", "American Express"),
    (r"maestro", "Maestro"),
    (r"di[s5]cover", "Discover"),
    (r"diners\s?club", "Diners Club"),
    (r"\bjcb\b", "JCB"),
    (r"union\s?pay|银联", "UnionPay"),
    (r"rupay", "RuPay"),
    (r"\belo\b", "Elo"),
    (r"\bmir\b", "Mir"),
)
"""Networks as their logos are printed, folded by `fold_letters`, with their usual names."""

NO_NAME = frozenset(
    "bank card cards debit credit prepaid visa mastercard maestro american express amex discover diners club jcb "
    "unionpay platinum gold silver classic world elite signature infinite black business corporate rewards reward "
    "valid thru good through from expires expiry end until month year mm yy member since customer account number "
    "sort code only electronic use international global plus premier premium titanium thank you points cash back "
    "cashback contactless service services limited plc inc ltd gmbh llc company corp virtual gift not transferable "
    "authorized security cvv cvc chip multi function blank the in united states issued by".split()
)
"""Words that stand on cards and in no holder's name."""

PRODUCT = frozenset(
    "card cards debit credit prepaid platinum gold silver classic world elite signature infinite black business "
    "corporate rewards reward international premier premium titanium contactless electronic plus forward student "
    "travel cash cashback valid thru good only month year member since from expires end until".split()
)
"""Words that name a product and no issuer."""

NAME = re.compile(r"[^\W\d_][^\d_:<>=+*%$#@/\\|!?;\[\]{}()]*")

LABELLED_MONTH, LONE_MONTH = 0.92, 0.75
"""A month beside its label, and one without."""

LABEL_REACH = 4.0
"""A label stands at most this many heights from its month."""

HOLDER_SCORE, HOLDER_LABELLED = 0.8, 0.9
HOLDER_ELSEWHERE = 0.35
"""A name above the number is more probably the card's than its holder's."""

PRINTED_NETWORK, NETWORK_BY_NUMBER = 0.92, 0.6

ISSUER_SCORE = 0.6


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
    yield from _holders(layout, labels, number)
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
    """Letters read for digits in "O9/2I" as digits; the text keeps its length."""
    return re.sub(
        r"(?<![^\W_])[\dOoQDIl|ZSB]{1,2}\s?[/1]\s?(?:20)?[\dOoQDIl|ZSB]{2}(?![^\W_])",
        lambda match: as_digits(match.group()) if "/" in match.group() else match.group(),
        text,
    )


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


def _holders(layout: Layout, labels: Sequence[Label], number: CardNumber | None) -> Iterator[Candidate]:
    """Upper-case names under the number, the lower left first."""
    labelled = {(label.line, word) for label in labels for word in range(label.first, label.last)}
    holder_labels = [layout.box_of(label.quad) for label in labels if label.concept == "holder"]
    found: list[tuple[float, Segment]] = []
    for segment, box in zip(layout.segments, layout.boxes, strict=True):
        text = segment.text.strip(" .,-'\"*")
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
        found.append((score, segment))
    for rank, (score, segment) in enumerate(sorted(found, key=lambda pair: -pair[0])):
        yield _candidate(layout.page, "holder", segment.text.strip(" .,-'\"*"), segment.words, score - 0.01 * rank)


def _may_be_name(text: str) -> bool:
    words = [fold_letters(word).strip(".,'-") for word in text.split()]
    if not NAME.fullmatch(text) or not 1 <= len(words) <= 5 or not 4 <= len(text) <= 32:
        return False
    if _is_stand_in(text):
        return True
    return not any(word in NO_NAME for word in words) and not _network_in(text)


def _is_stand_in(text: str) -> bool:
    """What vendors print in the holder's place."""
    letters = re.sub(r"[^a-z]", "", fold_letters(text))
    return bool(
        re.fullmatch(
            r"(?:your|valued|card|account|full|first|last|firstlast)*(?:name|cardholder|cardmember|customer|surname|holder|member)+(?:name|here|surname)*",
            letters,
        )
    ) and letters not in ("member", "customer", "holder")


def _networks(layout: Layout, number: CardNumber | None) -> Iterator[Candidate]:
    """The logo's text; else what the first digits say."""
    for segment in layout.segments:
        network = _network_in(segment.text)
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


def _network_in(text: str) -> str | None:
    folded = fold_letters(text)
    return next((name for pattern, name in NETWORKS if re.search(rf"(?<![a-z]){pattern}(?![a-z])", folded)), None)


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
        if letters < 3 or letters < 0.7 * len(text.replace(" ", "")) or len(words) > 5:
            continue
        if all(word in PRODUCT for word in words) or _network_in(text) or (segment.line, segment.first) in stopped:
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

"""Passports, identity cards, residence permits, driving licences and visas: the fields in print.

The machine-readable zone is read by `codes.mrz`; this module reads what stands above it, by headings
in many languages, by the numbers of driving licences, and by layout where headings are unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..document import Candidate, Classification, TextPage
from ..notation import dates
from .identity_headings import Rule, Sheet, find_claims, to_candidate
from .identity_layout import find_unannounced
from .identity_licence import find_numbered, find_state, find_state_fields
from .identity_values import (
    CLASSES,
    spot_address,
    spot_country,
    spot_dates,
    spot_ethnicity,
    spot_height,
    spot_name,
    spot_number,
    spot_personal_number,
    spot_place,
    spot_sex,
    spot_short_text,
    spot_word,
)

RULES: tuple[Rule, ...] = (
    Rule("surname", "surname", spot_name),
    Rule("given_names", "given_names", spot_name),
    Rule("middle_name", "middle_name", spot_name),
    Rule("full_name", "full_name", spot_name),
    Rule("sex", "sex", spot_sex, votes=True),
    Rule("birth_date", "birth_date", spot_dates, votes=True),
    Rule("birth_place", "birth_place", spot_place),
    Rule("nationality", "nationality", spot_country),
    Rule("ethnicity", "ethnicity", spot_ethnicity),
    Rule("issue_date", "issue_date", spot_dates, votes=True),
    Rule("issue_date", "valid_from", spot_dates, weight=0.6),
    Rule("expiry_date", "expiry_date", spot_dates, votes=True),
    Rule("authority", "authority", spot_place),
    Rule("place_of_issue", "place_of_issue", spot_place),
    Rule("number", "number", spot_number),
    Rule("personal_number", "personal_number", spot_personal_number),
    Rule("issuing_country", "issuing_country", spot_country, weight=0.9),
    Rule("address", "address", spot_address),
    Rule("height", "height", spot_height),
    Rule("eye_colour", "eye_colour", spot_word),
    Rule("permit_category", "permit_category", spot_short_text),
    Rule("document_discriminator", "document_discriminator", spot_number),
    Rule("restrictions", "restrictions", spot_short_text),
    Rule("endorsements", "endorsements", spot_short_text),
)

TYPES = ("passport", "id_card", "residence_permit", "driving_licence", "visa")
TYPE_SCORE = 0.9
TYPE_FURTHER_DOWN = 0.75
"""Factor for a type's name outside the upper half: the small print speaks of other documents, too."""

SMALL_PRINT = 0.8
"""Factor for a type's name smaller than the page's usual text."""

CHINESE_CARD_SCORE = 0.8

LEAST_SCORE = 0.3
"""What scores less was claimed better by another field, or stands far from its heading."""

DIVIDED_SCORE = 0.45
"""A heading for given names that has a value says that the document divides names."""

MOST_ADDRESS_LINES = 4

LINE_STEP = 1.9
"""Lines of one address follow each other within this many heights."""


def find(pages: Sequence[TextPage], classification: Classification) -> tuple[Candidate, ...]:
    """Candidates for all fields of all pages; a document's front and back are two pages."""
    return tuple(candidate for page in pages for candidate in _find_in(page))


def _find_in(page: TextPage) -> Iterator[Candidate]:
    sheet = Sheet.of(page)
    types = tuple(_document_types(sheet))
    best_type = max(types, key=lambda candidate: candidate.score, default=None)
    state = find_state(sheet)
    is_licence = best_type is not None and best_type.text == "driving_licence"
    is_american = state is not None and (is_licence or _speaks_of_licence(sheet))
    found = [to_candidate(sheet, claim) for claim in find_claims(sheet, RULES)]
    found += find_unannounced(sheet, is_visa=best_type is not None and best_type.text == "visa")
    found += find_numbered(sheet, is_american=is_american)
    if state is not None and is_american:
        found += find_state_fields(sheet, state)
    for candidate in (*types, *_undivided_names(found)):
        if candidate.score < LEAST_SCORE:
            continue
        if candidate.field == "address":
            candidate = _with_further_lines(sheet, candidate)
        yield _in_month_first_order(candidate) if is_american else candidate
    yield from _licence_classes(sheet)


def _undivided_names(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """"Name" announces the surname where given names have a heading of their own, else the full name."""
    divided = any(
        candidate.field == "given_names" and candidate.label and candidate.score >= DIVIDED_SCORE for candidate in found
    )
    undivided = {candidate.quad for candidate in found if candidate.field == "full_name"}
    for candidate in found:
        if candidate.field == "full_name" and divided:
            continue
        if candidate.field == "surname" and not divided and candidate.quad in undivided:
            continue
        yield candidate


def _document_types(sheet: Sheet) -> Iterator[Candidate]:
    """What the document calls itself."""
    page = sheet.page
    middle = _middle(sheet)
    for label in sheet.labels:
        name = label.concept.removeprefix("kind.identity.")
        if name not in TYPES:
            continue
        box = sheet.layout.box_of(label.quad)
        score = TYPE_SCORE * label.score
        if box.middle[1] > middle:
            score *= TYPE_FURTHER_DOWN
        if box.height < 0.8 * sheet.layout.text_height:
            score *= SMALL_PRINT
        words = page.lines[label.line].words[label.first : label.last]
        yield Candidate(
            field="document_type",
            text=name,
            page=page.index,
            quad=label.quad,
            score=round(score, 4),
            origin=page.text_from,
            words=words,
            printed=" ".join(word.text for word in words),
        )
    yield from _chinese_card(sheet)


def _chinese_card(sheet: Sheet) -> Iterator[Candidate]:
    """The front of a resident's card does not name itself: the citizen's number and the people do."""
    concepts = {label.concept for label in sheet.labels if label.language == "zh"}
    label = next((label for label in sheet.labels if label.concept == "personal_number"), None)
    if label is not None and {"personal_number", "full_name"} <= concepts:
        yield Candidate(
            field="document_type",
            text="id_card",
            page=sheet.page.index,
            quad=label.quad,
            score=CHINESE_CARD_SCORE,
            origin=sheet.page.text_from,
            words=sheet.page.lines[label.line].words[label.first : label.last],
            printed=label.phrase,
        )


def _middle(sheet: Sheet) -> float:
    tops = [box.middle[1] for box in sheet.layout.boxes]
    return (min(tops) + max(tops)) / 2 if tops else 0.0


def _speaks_of_licence(sheet: Sheet) -> bool:
    """Headings that only licences of AAMVA's design have."""
    concepts = {label.concept for label in sheet.labels}
    return len(concepts & {"restrictions", "endorsements", "document_discriminator", "licence_classes"}) >= 2


def _with_further_lines(sheet: Sheet, candidate: Candidate) -> Candidate:
    """An address with the lines that follow under it."""
    layout = sheet.layout
    box = layout.box_of(candidate.quad)
    lines = {
        line
        for line, _ in ((k, w) for k, line in enumerate(sheet.page.lines) for w in line.words if w in candidate.words)
    }
    words = list(candidate.words)
    text = candidate.text
    joint = "" if not text.isascii() and re.search(r"[\u3400-\u9fff]", text) else " "
    for _ in range(MOST_ADDRESS_LINES - 1):
        following = None
        for k in sheet.values:
            segment, other = layout.segments[k], layout.boxes[k]
            down = other.middle[1] - box.middle[1]
            aligned = abs(other.left - box.left) < 1.5 * box.height
            if segment.line not in lines and 0.5 * box.height < down < LINE_STEP * box.height and aligned:
                following = (segment, other)
                break
        if following is None or sheet.is_heading(following[0]) or not _continues_address(following[0].text):
            break
        segment, box = following
        lines.add(segment.line)
        words += segment.words
        text = f"{text}{joint}{segment.text}"
    return replace(candidate, text=text, words=tuple(words), printed=text) if text != candidate.text else candidate


def _continues_address(text: str) -> bool:
    """Whether a line can be part of an address: words, and no date."""
    return sum(character.isalpha() for character in text) >= 2 and not spot_dates(text)


def _in_month_first_order(candidate: Candidate) -> Candidate:
    """Dates of the United States and Canada's bilingual cards: 01/02/1980 is the second of January."""
    if not candidate.field.endswith("_date"):
        return candidate
    readings = dates.read(candidate.text, "MDY")
    if not readings:
        return candidate
    return replace(candidate, text=readings[0].value.isoformat(), printed=candidate.printed or candidate.text)


def _licence_classes(sheet: Sheet) -> Iterator[Candidate]:
    """Classes of vehicles after their heading, or after field 9."""
    classes: list[tuple[str, Candidate]] = []
    rule = Rule("licence_classes", "licence_classes", spot_short_text)
    for claim in find_claims(sheet, (rule,))[:1]:
        candidate = to_candidate(sheet, claim)
        classes = [(match.group(), candidate) for match in CLASSES.finditer(candidate.text)]
    for index, (name, candidate) in enumerate(classes):
        yield replace(candidate, field=f"licence_classes[{index}]", text=name)

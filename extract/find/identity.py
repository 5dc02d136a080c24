"""Passports, identity cards, residence permits, driving licences and visas: the fields in print.

The machine-readable zone is read by `codes.mrz`; this module reads what stands above it, by headings
in many languages, by the numbers of driving licences, and by layout where headings are unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..document import Candidate, Classification, Quad, TextPage, Word
from ..notation import dates
from .geometry import Segment, drop_between
from .identity_headings import Rule, Sheet, find_claims, to_candidate
from .identity_layout import find_unannounced
from .identity_licence import find_address, find_numbered, find_state, find_state_fields, stands_at_number
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
TYPE_IN_NUMBER = (
    ("pass", "passport"), ("pas", "passport"), ("identit", "id_card"), ("ausweis", "id_card"), ("dowod", "id_card"),
    ("licen", "driving_licence"), ("führerschein", "driving_licence"), ("permis", "driving_licence"), ("visa", "visa"),
)  # fmt: skip
"""Headings of numbers that name the document ("Passport No."), the likelier first."""

TYPE_FURTHER_DOWN = 0.75
"""Factor for a type's name outside the upper half: the small print speaks of other documents, too."""

SMALL_PRINT = 0.8
"""Factor for a type's name smaller than the page's usual text."""

CHINESE_CARD_SCORE = 0.8

TOWN_OF_AUTHORITY = 0.8
"""Factor for a place of issue as the authority."""

LEAST_SCORE = 0.3
"""What scores less was claimed better by another field, or stands far from its heading."""

DIVIDED_SCORE = 0.45
"""A heading for given names that has a value says that the document divides names."""

FURTHER_LINES = {"address": 3, "authority": 1}
"""Lines that a value may have after its first."""

LINE_STEP = 1.7
"""Lines of one value follow each other within this many heights; a heading between two values needs more."""

SMALLEST_LINE = 0.75
"""Ratio of the heights of two lines of one value."""


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
        found += find_address(sheet)
    if best_type is not None and best_type.text == "visa" and not any(one.field == "authority" for one in found):
        # A visa's authority is the consulate, of which only the town is printed.
        found += [
            replace(one, field="authority", score=TOWN_OF_AUTHORITY * one.score)
            for one in found
            if one.field == "place_of_issue"
        ]
    is_month_first = is_american or _is_of_united_states(found)
    for candidate in (*types, *_settle_names(sheet, found)):
        if candidate.score < LEAST_SCORE:
            continue
        count = FURTHER_LINES.get(candidate.field, 0)
        if count and candidate.label is not None:
            candidate = _with_further_lines(sheet, candidate, count)
        yield _in_month_first_order(candidate) if is_month_first else candidate
    yield from _licence_classes(sheet)


def _is_of_united_states(found: Sequence[Candidate]) -> bool:
    states = [candidate for candidate in found if candidate.field == "issuing_country"]
    return bool(states) and max(states, key=lambda candidate: candidate.score).text == "USA"


def _settle_names(sheet: Sheet, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Divided names or one undivided name.

    "Name" announces the surname where given names have a heading of their own. What two headings on
    one row announce alike ("Name, first name") is undivided; one Latin word alone is a surname,
    with the given names on the next line.
    """
    best: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda candidate: -candidate.score):
        best.setdefault(candidate.field, candidate)
    surname, given_names, full_name = (best.get(field) for field in ("surname", "given_names", "full_name"))
    is_divided = given_names is not None and given_names.label is not None and given_names.score >= DIVIDED_SCORE
    if surname is not None and given_names is not None and surname.quad == given_names.quad:
        yield replace(surname, field="full_name", score=max(surname.score, given_names.score))
        yield from (candidate for candidate in found if candidate.field not in ("surname", "given_names"))
        return
    if full_name is not None and not is_divided and re.fullmatch(r"[^\W\d_\u3400-\u9fff]+,?", full_name.text):
        yield replace(full_name, field="surname")
        below = _line_below(sheet, full_name.quad, frozenset(full_name.words))
        if below is not None and spot_name(below.text) and below.text == below.text.upper():
            yield replace(
                full_name, field="given_names", text=below.text, printed=below.text, words=below.words, quad=below.quad
            )
        yield from (candidate for candidate in found if candidate.field not in ("full_name", "surname"))
        return
    undivided = {candidate.quad for candidate in found if candidate.field == "full_name"}
    for candidate in found:
        if candidate.field == "full_name" and is_divided:
            continue
        if candidate.field == "surname" and not is_divided and candidate.quad in undivided:
            continue
        yield candidate


def _document_types(sheet: Sheet) -> Iterator[Candidate]:
    """What the document calls itself."""
    page = sheet.page
    middle = _middle(sheet)
    for label in sheet.labels:
        name = label.concept.removeprefix("kind.identity.")
        score = TYPE_SCORE * label.score
        if label.concept == "number":
            name = next((name for part, name in TYPE_IN_NUMBER if part in label.phrase.casefold()), "")
            score *= TYPE_FURTHER_DOWN
        if name not in TYPES:
            continue
        box = sheet.layout.box_of(label.quad)
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


def _with_further_lines(sheet: Sheet, candidate: Candidate, count: int) -> Candidate:
    """A value with up to so many lines that follow under it in the same print."""
    words, quad, text = candidate.words, candidate.quad, candidate.text
    joint = "" if re.search(r"[\u3400-\u9fff]", text) else " "
    for _ in range(count):
        below = _line_below(sheet, quad, frozenset(words))
        if below is None or not _continues_address(below.text) or _is_near_heading(sheet, below):
            break
        words, quad, text = (*words, *below.words), below.quad, f"{text}{joint}{below.text}"
    return replace(candidate, text=text, words=words, printed=text) if text != candidate.text else candidate


def _line_below(sheet: Sheet, quad: Quad, words: frozenset[Word]) -> Segment | None:
    """The next line of the same paragraph: aligned, near, of the same size, and no heading."""
    layout = sheet.layout
    box = layout.box_of(quad)
    for k in sheet.values:
        segment, other = layout.segments[k], layout.boxes[k]
        down = drop_between(box, other)
        is_next = 0.5 * box.height < down < LINE_STEP * box.height
        is_alike = SMALLEST_LINE < other.height / max(box.height, 1e-6) < 1 / SMALLEST_LINE
        is_aligned = abs(other.left - box.left) < 1.5 * box.height
        if is_next and is_alike and is_aligned and not words & set(segment.words):
            return None if sheet.is_heading(segment) or stands_at_number(sheet, k) else segment
    return None


def _continues_address(text: str) -> bool:
    """Whether a line can be part of an address: words, and no date."""
    return sum(character.isalpha() for character in text) >= 2 and not spot_dates(text)


def _is_near_heading(sheet: Sheet, segment: Segment) -> bool:
    """Whether a line holds a heading's words, or two languages of one that was misread."""
    places = {(segment.line, word) for word in range(segment.first, segment.last)}
    return bool(places & sheet.label_words) or re.search(r"[^\W\d]\.? ?/ ?[^\W\d]", segment.text) is not None


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

"""The head of a receipt: who sells, and where.

Name and address are chosen by small linear models over features that can be read off the tables
below. Their weights were fitted by logistic regression on 600 Malaysian receipts and 350 photos
and rounded; what a feature means stands beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..document import Candidate, TextPage
from ..notation import contacts, dates, times
from .receipt_lines import PrintLine, candidate, compact, logistic
from .receipt_names import (
    FORM_READ_WRONG,
    LEADING_NUMBER,
    OWNER,
    REGISTRATION,
    REGISTRATION_ALONE,
    SET_OFF,
    UNFINISHED,
)
from .receipt_places import (
    CHINESE_ADDRESS,
    CONTACT,
    HOUSE_NUMBER,
    LAST_OF_ADDRESS,
    NUMBER_AT_END,
    NUMBER_LAST,
    POSTAL_CODE,
    STREET_SUFFIX,
    US_STATE,
    join_address,
    with_letter_o,
)

HEAD_LINES = 14
"""Lines of print that are looked at for name and address; items begin before that on most receipts."""

COLUMN_GAP = 4.0
"""Line heights between two columns of a head; letters of a logo stand closer."""

LEAST_NAME = 0.05
"""Where nothing better stands above the items, the name was in a logo that could not be read."""

SAME_ROW = 0.5
"""Line heights between parts of one row."""

MOST_NAMES, MOST_ADDRESSES = 5, 3

STRAY_HEIGHT = 1.8
"""Marks of one or two characters so many times higher than their row were written or stamped on it."""

FIRM = ("name.form", "name.firm")
"""Labels of firms' names: legal forms, and words such as ENTERPRISE and TRADING."""

WORDS_BESIDE_FORM = 1
"""A line of a legal form and so many other words is the end of a name: RESTAURANT SDN BHD."""

DIGITS = re.compile(r"\d")

NAME_WEIGHTS = {
    "bias": 0.5,
    "place": -0.7,  # how many lines with letters stand above
    "form": 2.8,  # a legal form: SDN BHD, GmbH
    "trade": 0.9,  # a word of a trade: RESTAURANT, MART
    "registration": 0.8,  # a registration number in the same or the next line
    "before_address": 1.4,  # the next line is an address
    "large": 0.9,  # higher letters than most lines, in half heights
    "address": -3.5,  # reads like an address itself
    "stop": -2.2,  # share that is TAX INVOICE, WELCOME, COPY ...
    "data": -1.6,  # holds a phone, date, amount, web address or a field's label
    "digits": -2.8,  # share of digits
    "lower": -1.0,  # begins with a small letter
    "short": -2.4,  # fewer than three letters
    "long": -0.7,  # prose: more than seven words
    "joined": -1.9,  # two lines taken as one
    "belongs": 3.0,  # the second of the two continues the first: "&" at its end, or a legal form alone
    "same_height": 0.2,  # both lines larger than the rest, and alike
}

LINE_WEIGHTS = {
    "bias": -2.6,
    "street": 2.8,  # a word of streets: JALAN, AVENUE, LOT, FLOOR
    "region": 3.4,  # a region or large town
    "postal_code": 2.4,
    "state": 1.4,  # two letters of a state before a ZIP code or at the end
    "house_number": 1.2,  # begins with a number and a word
    "number_last": 0.7,  # word and number: Hauptstr. 5
    "comma": 2.6,
    "form": -1.5,  # has a legal form
    "trade": -1.2,
    "stop": -2.5,  # share that is TAX INVOICE, WELCOME, COPY ...
    "data": -3.0,  # holds a phone, date, amount, web address or a field's label
    "registration": -1.5,
    "no_letters": -1.2,
    "bracket": -1.0,  # begins with a bracket
}
"""How much a line alone reads like a part of an address."""

CONTEXT_WEIGHTS = {
    "bias": -1.5,
    "own": 1.0,  # the line's own weighted sum
    "before": 2.6,  # probability of the line before, alone
    "after": 1.9,  # of the line after
    "comma_before": 0.3,  # the line before is an address and ends with a comma
    "data_after": 0.5,  # a phone or tax number follows
    "below_name": 0.7,  # the line before has a legal form, a trade or is a registration number
    "first": -1.6,  # nothing with letters stands above
    "last": 1.8,  # the line before is an address and ends with a comma, and a phone or tax number follows
    "pair": 3.0,  # a number and a street, and a postal code and a town below
}
"""The same with the lines around it."""

HEAD_DATA = ("seller.phone", "stop.phone", "stop.fax", "date", "time", "number", "seller.tax_id")
"""Labels that begin a line of data where a number follows."""

NO_HEAD = (
    "seller.tax_id", "stop.fax", "stop.contact", "stop.time", "payment", "change", "paid", "total", "subtotal", "role",
)  # fmt: skip
"""Labels that make a line no part of name or address when they are a fifth of it."""

NEAR_NAME = 0.9
"""Factor for an address for each line between it and the name; before the name it is worth half."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head and what can be seen of it.

    text: without ornaments and a registration number at its end. stop: share of words that name
    no one. address: how probable it is that the line is part of an address, in [0, 1].
    """

    line: PrintLine
    text: str
    has_registration: bool
    is_registration: bool
    has_data: bool
    stop: float
    address: float = 0.0


def find_header(page: TextPage, lines: Sequence[PrintLine]) -> tuple[Candidate, ...]:
    """Candidates for seller.name and seller.address. lines: rows cut at COLUMN_GAP."""
    head = read_head(lines)
    names = _names(page, head)
    return (*(name for name, _ in names), *_addresses(page, head, names))


def read_head(lines: Sequence[PrintLine]) -> tuple[HeadLine, ...]:
    """The lines above the items, at most HEAD_LINES."""
    head: list[HeadLine] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        # The amount of an item is the next part of its row.
        beside = following is not None and abs(following.top - line.top) < SAME_ROW * line.height
        begins = _begins_items(line) or (beside and following is not None and _begins_items(following))
        if len(head) >= HEAD_LINES or (len(head) > 2 and begins):
            break
        line = _without_stray_marks(line)
        if not _is_noise(line.text):
            head.append(_read(line))
    return tuple(
        replace(one, address=logistic(context_features(head, index), CONTEXT_WEIGHTS)) for index, one in enumerate(head)
    )


def _read(line: PrintLine) -> HeadLine:
    bare = SET_OFF.sub("", line.text)
    text = SET_OFF.sub("", REGISTRATION.sub("", line.text))
    if line.has(*FIRM) and line.has("stop.name"):
        text = OWNER.sub("", text)
    is_registration = bool(REGISTRATION_ALONE.match(line.text)) or (
        line.has("stop.registration") and line.covered("stop.registration") > 0.25 and not line.has(*FIRM)
    )
    stop = 1.0 if _announces(line, text) else line.covered("stop.name")
    return HeadLine(line, text, text != bare, is_registration, _has_data(line, text), stop)


def _announces(line: PrintLine, text: str) -> bool:
    """Whether the line names somebody else: CASHIER: ELLA CO."""
    return (
        ":" in text
        and bool(line.labels)
        and line.labels[0].concept == "stop.name"
        and line.words[:1] == (line.labels[0].words[:1])
    )


def _begins_items(line: PrintLine) -> bool:
    """A row of column headers, or a row that ends with an amount in cents."""
    headers = {concept for concept in line.concepts if concept.startswith("item.")}
    return len(headers) >= 3 or bool(line.money and line.money[-1].has_cents and line.money[-1].score > 0.6)


def _without_stray_marks(line: PrintLine) -> PrintLine:
    kept = [
        k
        for k, (segment, box) in enumerate(zip(line.segments, line.boxes, strict=True))
        if sum(character.isalnum() for character in segment.text) > 2
        or box.height < STRAY_HEIGHT * min(other.height for other in line.boxes)
    ]
    if not kept or len(kept) == len(line.segments):
        return line
    return replace(line, segments=tuple(line.segments[k] for k in kept), boxes=tuple(line.boxes[k] for k in kept))


def _is_noise(text: str) -> bool:
    """No letters to speak of: rulers, stamps, numbers written on the paper."""
    letters = sum(character.isalpha() for character in text)
    return letters < 2 and not (letters and DIGITS.search(text) and "-" in text) and not POSTAL_CODE.search(text)


def _has_data(line: PrintLine, text: str) -> bool:
    if line.covered(*NO_HEAD) > 0.2:
        return True
    left = line.labels[0].left if line.labels else math.inf
    leading = {placed.concept for placed in line.labels if placed.left <= left}
    if left <= line.left + line.height and leading.intersection(HEAD_DATA) and DIGITS.search(text):
        return True
    if contacts.find_emails(text) or any(
        one.score > 0.9 or not line.has(*FIRM) for one in contacts.find_websites(text)
    ):
        return True
    if any(one.score > 0.5 for one in dates.find(text)) or any(one.score > 0.9 for one in times.find(text)):
        return True
    phones = [one for one in contacts.find_phones(text) if one.score >= 0.6]
    return sum(one.end - one.start for one in phones) > 0.5 * len(text)


def line_features(head: HeadLine) -> dict[str, float]:
    """What a line alone says about being part of an address."""
    text, line = head.text, head.line
    letters = sum(character.isalpha() for character in text)
    street = line.has("address.street") or STREET_SUFFIX.search(text) or CHINESE_ADDRESS.search(text)
    return {
        "street": float(bool(street)),
        "region": float(line.has("address.region")),
        "postal_code": float(bool(POSTAL_CODE.search(text))),
        "state": float(bool(US_STATE.search(text))),
        "house_number": float(bool(HOUSE_NUMBER.match(text))),
        "number_last": float(bool(NUMBER_LAST.search(text))),
        "comma": float("," in line.text),
        "form": float(line.has(*FIRM)),
        "trade": float(line.has("name.trade")),
        "stop": head.stop,
        "data": float(head.has_data),
        "registration": float(head.is_registration),
        "no_letters": float(letters < 3 and not POSTAL_CODE.search(text)),
        "bracket": float(line.text.startswith(("(", "[", "（"))),
    }


def context_features(head: Sequence[HeadLine], index: int) -> dict[str, float]:
    """The same with the lines before and after; registration numbers between them do not count."""
    alone = [logistic(line_features(one), LINE_WEIGHTS) for one in head]
    before = _beside(head, index, -1)
    after = _beside(head, index, 1)
    above = head[index - 1] if index else None
    comma_before = before is not None and head[before].line.text.rstrip().endswith((",", "&", "-"))
    comma_before = comma_before and before is not None and alone[before] > 0.5
    data_after = after is not None and head[after].has_data
    return {
        "own": math.log(alone[index] / (1 - alone[index])) if 0 < alone[index] < 1 else -8.0,
        "before": alone[before] if before is not None else 0.0,
        "after": alone[after] if after is not None else 0.0,
        "comma_before": float(comma_before),
        "data_after": float(data_after),
        "last": float(comma_before and data_after and not head[index].has_data and head[index].stop < 0.3),
        "below_name": float(
            above is not None
            and (above.is_registration or above.has_registration or above.line.has(*FIRM, "name.trade"))
        ),
        "first": float(index == 0),
        "pair": float(_is_pair(head, index, after) or _is_pair(head, before, index)),
    }


def _is_pair(head: Sequence[HeadLine], first: int | None, second: int | None) -> bool:
    """Whether a street with a number stands over a postal code, whatever the country's words for streets."""
    if first is None or second is None or head[first].has_data or head[second].has_data:
        return False
    street = head[first].text
    numbered = HOUSE_NUMBER.match(street) or NUMBER_LAST.search(street) or NUMBER_AT_END.search(street)
    return bool(numbered) and bool(POSTAL_CODE.search(head[second].text))


def _beside(head: Sequence[HeadLine], index: int, step: int) -> int | None:
    index += step
    while 0 <= index < len(head) and head[index].is_registration:
        index += step
    return index if 0 <= index < len(head) else None


def name_features(head: Sequence[HeadLine], first: int, last: int) -> dict[str, float]:
    """Of the name made of head[first:last]."""
    parts = head[first:last]
    text = " ".join(part.text for part in parts)
    letters = sum(character.isalpha() for character in text)
    digits = len(DIGITS.findall(text))
    heights = sorted(line.line.height for line in head)
    usual = heights[len(heights) // 2] if heights else 1.0
    following = head[last] if last < len(head) else None
    after_registration = following is not None and following.is_registration
    beyond = head[last + 1] if after_registration and last + 1 < len(head) else following
    joined = len(parts) > 1
    tall = min(part.line.height for part in parts)
    alike = joined and max(part.line.height for part in parts) < 1.25 * tall and tall > 1.25 * usual
    return {
        "place": float(min(first, 6)),
        "form": float(any(part.line.has(*FIRM) for part in parts)),
        "trade": float(any(part.line.has("name.trade") for part in parts)),
        "registration": float(parts[-1].has_registration or after_registration),
        "before_address": beyond.address if beyond is not None else 0.0,
        "large": max(-1.0, min(2.0, 2 * (tall / usual - 1))),
        "address": max(part.address for part in parts),
        "stop": max(part.stop for part in parts),
        "data": float(any(part.has_data or part.is_registration for part in parts)),
        "digits": digits / max(letters + digits, 1),
        "lower": float(text[:1].islower()),
        "short": float(letters < 3),
        "long": float(len(text.split()) > 7),
        "joined": float(joined),
        "belongs": float(joined and (bool(UNFINISHED.search(parts[0].text)) or _is_form(parts[-1]))),
        "same_height": float(alike),
    }


def _is_form(head: HeadLine) -> bool:
    forms = [placed.words for placed in head.line.labels if placed.concept == "name.form"]
    beside = len(head.text.split()) - sum(map(len, forms))
    return bool(forms) and beside <= WORDS_BESIDE_FORM


def _names(page: TextPage, head: Sequence[HeadLine]) -> list[tuple[Candidate, int]]:
    """Candidates with the index of the head's line after each, best first."""
    found: list[tuple[Candidate, int]] = []
    for first in range(len(head)):
        for last in range(first + 1, min(first + 2, len(head)) + 1):
            text = LEADING_NUMBER.sub("", " ".join(part.text for part in head[first:last] if part.text))
            if not compact(text):
                continue
            features = name_features(head, first, last)
            score = logistic(features, NAME_WEIGHTS)
            if score < LEAST_NAME or (features["address"] > 0.5 and score < SURE_NAME):
                continue
            words = [word for part in head[first:last] for word in part.line.words_at(0, len(part.line.text))]
            name = FORM_READ_WRONG.sub("S/B", text)
            found.append((candidate("seller.name", name, words, page, score, printed=text), last))
    return sorted(found, key=lambda entry: -entry[0].score)[:MOST_NAMES]


def _addresses(page: TextPage, head: Sequence[HeadLine], names: Sequence[tuple[Candidate, int]]) -> list[Candidate]:
    """Runs of lines that read like an address: each line over one half counts for the run, each under against it."""
    start = names[0][1] if names and names[0][0].score >= SURE_NAME else 0
    found: list[Candidate] = []
    for first, one in enumerate(head):
        if one.address < 0.5:
            continue
        total, best, end = 0.0, 0.0, first
        for last in range(first, len(head)):
            total += (head[last].address - 0.5) * (not head[last].is_registration)
            if total > best:
                best, end = total, last + 1
            if last > first and LAST_OF_ADDRESS.search(head[last].text):
                break
        parts = [part for part in head[first:end] if not _is_aside(part)]
        if not parts:
            continue
        text = join_address([CONTACT.sub("", part.text if part.has_registration else part.line.text) for part in parts])
        words = [word for part in parts for word in part.line.words]
        away = NEAR_NAME ** (first - start) if first >= start else 0.5
        score = best / (best + 0.5) * away
        found.append(candidate("seller.address", with_letter_o(text), words, page, score, printed=text))
    return sorted(found, key=lambda one: -one.score)[:MOST_ADDRESSES]


def _is_aside(head: HeadLine) -> bool:
    """A line among those of an address that is none of it."""
    if head.has_data or head.is_registration or head.stop > 0.5:
        return True
    letters = sum(character.isalpha() for character in head.text)
    return (
        letters < 3 and not (any(map(str.isdigit, head.text[1:])) and letters < 2) and not POSTAL_CODE.search(head.text)
    )


SURE_NAME = 0.5
"""A name of such a score ends the lines in which no address is looked for."""

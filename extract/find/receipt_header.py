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

HEAD_LINES = 14
"""Lines of print that are looked at for name and address; items begin before that on most receipts."""

COLUMN_GAP = 4.0
"""Line heights between two columns of a head; letters of a logo stand closer."""

MOST_NAMES, MOST_ADDRESSES = 5, 3

REGISTRATION = re.compile(
    r"""\s*(?:
        # (81109-A), (Co. Reg. 860671-D), <484297-M>
        [(\[<{（]\s*(?:co\.?|reg\.?|no\.?|roc|company|[:.\s])*
        [A-Z]{0,4}[\s.-]*\d[\d\s]{3,}[\s.-]*[A-Z]{0,2}\s*[)\]>}）.]*
        # 002043319-W
        | [-–]?\s*\b\d{5,9}\s?-\s?[A-Z]\b
        # Company Reg. No.: SA03711551-P
        | \b(?:co(?:mpany)?|business)?\.?\s*(?:reg(?:istration)?|roc)\.?\s*(?:no)?\.?\s*[:.]?\s*\w*\d{4,}\S*
        # a bracket that was not read to its end
        | [(\[]\s*(?:co|reg|no)?[.:]?
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A registration number at the end of a firm's name."""

REGISTRATION_ALONE = re.compile(
    r"^[(\[<{（]?\s*(?:co\.?|company|reg\.?|no\.?|roc|comp\.?|[:.\s])*"
    r"[A-Z]{0,3}\s?\d[\d\s]{4,11}\s?[-.]?\s?[A-Z]{0,2}\s*[)\]>}）.]*$",
    re.IGNORECASE,
)

SET_OFF = re.compile(r"^[\s*=~_.,:;|<>«»'\"`!#-]+|[\s*=~_:;|<>«»'\"`-]+$")
"""Ornaments around a name: *** NAME ***"""

OWNER = re.compile(r"^[^:]{2,16}:\s*(?=\S{3})")
"""OWNED BY: before a firm's name."""

STRAY_HEIGHT = 1.8
"""Marks of one or two characters so many times higher than their row were written or stamped on it."""

LEADING_NUMBER = re.compile(r"^\d{6,}\s+(?=\D{5})")
"""A number that a till or a hand set before the name."""

UNFINISHED = re.compile(r"(?:&|\band|\bund|\bet|\by|\bof|\bde|\bdi|-|\(m\)|,)\s*$", re.IGNORECASE)
"""A name that goes on in the next line."""

FIRM = ("name.form", "name.firm")
"""Labels of firms' names: legal forms, and words such as ENTERPRISE and TRADING."""

WORDS_BESIDE_FORM = 1
"""A line of a legal form and so many other words is the end of a name: RESTAURANT SDN BHD."""

POSTAL_CODE = re.compile(
    r"""(?<![\w./:#-])(?:
        [A-Z]{0,2}-?\d{5}(?:-\d{4})?,?\s{0,2}[^\W\d]{2} # MY, DE, FR, ES, IT: before the town
        | (?<=[^\W\d][\s,.])\s?\d{5}(?:-\d{4})?[\s.,]*$  # US: after the state
        | (?:singapore|s\W?)\s*\(?\d{6}
        | \d{4}\s?[A-Z]{2}\s                           # NL
        | [A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b         # GB
        | [A-Z]\d[A-Z]\s?\d[A-Z]\d\b                  # CA
        | \d{2}-\d{3}\s+[^\W\d]{2} | \d{4}-\d{3}\s+[^\W\d]{2}  # PL, PT
        | \d{3}\s\d{2}\s+[^\W\d]{2}                   # SE
        | \d{4}\s+[^\W\d]{3,}$                         # AT, BE, CH, DK: before the town, at the end
    )""",
    re.VERBOSE | re.IGNORECASE,
)
US_STATE = re.compile(
    r"[,.\s](?:A[LKZR]|C[AOT]|D[EC]|FL|G[AU]|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|ON|QC|BC|AB|NSW|VIC|QLD)\W*(?:\d{5}|$)"
)
HOUSE_NUMBER = re.compile(r"^\W*(?:no?\W{0,3}|lot\W{0,3}|unit\W{0,3})?\w{0,3}\d+[\w/&-]*[,.\s]+[^\W\d]", re.IGNORECASE)
NUMBER_LAST = re.compile(r"[^\W\d]{4,}\.?,?\s+\d{1,4}\s?[a-z]?\b(?:\W|$)", re.IGNORECASE)
STREET_SUFFIX = re.compile(
    r"(?:(?<![^\W\d])(?:st|rd|ave|av|blvd|dr|ln|hwy|way|pl|sq|ct|ste|fl|nw|ne|sw|se|jln|jl|tmn|bdr|kg|lrg|rue|via|ul|al|bd|c/)\b"
    r"|(?:stra(?:ß|ss)e|str\.|gasse|platz|allee|weg|damm|ring|ufer|straat|laan|plein|gracht|kade|dijk|steeg|gatan|vägen|torget|gata)\b)",
    re.IGNORECASE,
)
CHINESE_ADDRESS = re.compile(
    r"[\u4e00-\u9fff](?:路|街|大道|巷|弄|道)[\w\u4e00-\u9fff]*\d|(?:省|市|区|區|县)[\u4e00-\u9fff]{2,}(?:路|街|道|号|號)"
)
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
    for line in lines:
        if len(head) >= HEAD_LINES or (len(head) > 2 and _begins_items(line)):
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
    return HeadLine(line, text, text != bare, is_registration, _has_data(line, text), line.covered("stop.name"))


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
    return {
        "own": math.log(alone[index] / (1 - alone[index])) if 0 < alone[index] < 1 else -8.0,
        "before": alone[before] if before is not None else 0.0,
        "after": alone[after] if after is not None else 0.0,
        "comma_before": float(
            before is not None and head[before].line.text.rstrip().endswith((",", "&", "-")) and alone[before] > 0.5
        ),
        "data_after": float(after is not None and head[after].has_data),
        "below_name": float(
            above is not None
            and (above.is_registration or above.has_registration or above.line.has(*FIRM, "name.trade"))
        ),
        "first": float(index == 0),
    }


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
            score = logistic(name_features(head, first, last), NAME_WEIGHTS)
            words = [word for part in head[first:last] for word in part.line.words_at(0, len(part.line.text))]
            found.append((candidate("seller.name", text, words, page, score), last))
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
        parts = [part for part in head[first:end] if not (part.has_data or part.is_registration or part.stop > 0.5)]
        if not parts:
            continue
        text = join_address([part.text if part.has_registration else part.line.text for part in parts])
        words = [word for part in parts for word in part.line.words]
        away = NEAR_NAME ** (first - start) if first >= start else 0.5
        found.append(candidate("seller.address", text, words, page, best / (best + 0.5) * away))
    return sorted(found, key=lambda one: -one.score)[:MOST_ADDRESSES]


SURE_NAME = 0.5
"""A name of such a score ends the lines in which no address is looked for."""


def join_address(texts: Sequence[str]) -> str:
    """Lines of an address as one text: ", " between them where no mark stands."""
    joined = ""
    for text in texts:
        text = text.strip()
        if joined:
            joined += " " if joined.endswith((",", ";", "-", "&")) else ", "
        joined += text
    return joined

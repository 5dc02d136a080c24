"""VAT invoices of mainland China (fapiao): a fixed form whose labels are glued to their values.

Two blocks "名称 / 纳税人识别号 / 地址、电话 / 开户行及账号" belong to the buyer (above or left) and to the
seller (below or right); the row 合计 holds net total and tax, 价税合计 the total, in words and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Candidate
from ..notation import amounts
from .geometry import Box, Segment, drop_between, quad_around, quad_of
from .labelled import LabelledPage

_NAME = re.compile(r"^(?:[购销][买货售]?(?:方|单位)?)?(?:名\s*)?称\s*[：:]\s*(?P<value>\S.*)$")
_TAX_ID = re.compile(r"(?:纳税人识别号|信用代码)\s*[：:]?\s*(?P<value>[0-9A-Z]{15,20})")
_ADDRESS = re.compile(
    r"地址、?\s*(?:电话)?\s*[：:]?\s*(?P<address>.*?)\s*(?P<phone>(?:\d{3,4}-?)?\d{7,12}|\d{3,4}-\d{6,9})?$"
)
_WORDS = re.compile(
    r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+[元圆](?:[零壹贰叁肆伍陆柒捌玖][角分]?)*[整正]?(?:[零壹贰叁肆伍陆柒捌玖][角分])*"
)

_DIGITS = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}

BLOCK_REACH = 9.0
"""The lines of a block stand at most this many line heights under its name."""

SCORE, IN_WORDS = 0.85, 0.6


@dataclass(frozen=True, slots=True)
class _Found:
    segment: Segment
    box: Box
    start: int
    end: int


def find(page: LabelledPage) -> tuple[Candidate, ...]:
    """Parties and totals of a Chinese VAT invoice; nothing on other pages."""
    if not any("\u4e00" <= character <= "\u9fff" for line in page.page.lines for character in line.text):
        return ()
    return (*_parties(page), *_sums(page), *_total_in_words(page))


def _parties(page: LabelledPage) -> Iterator[Candidate]:
    """The first name is the buyer's, the second the seller's; what follows under each is theirs."""
    names = sorted(_matches(page, _NAME, "value"), key=lambda found: (round(found.box.top / 40), found.box.left))
    if len(names) != 2:
        return
    ids, addresses = _matches(page, _TAX_ID, "value"), _matches(page, _ADDRESS, "address")
    for role, name in zip(("buyer", "seller"), names, strict=True):
        yield _candidate(page, f"{role}.name", name)
        tax_id = _under(name, ids)
        if tax_id is not None:
            yield _candidate(page, f"{role}.tax_id", tax_id)
        address = _under(name, addresses)
        if address is not None and address.end > address.start:
            yield _candidate(page, f"{role}.address", address)
            phones = [found for found in _matches(page, _ADDRESS, "phone") if found.segment is address.segment]
            if phones:
                yield _candidate(page, f"{role}.phone", phones[0])


def _matches(page: LabelledPage, pattern: re.Pattern[str], group: str) -> list[_Found]:
    found = []
    for segment, box in zip(page.layout.segments, page.layout.boxes, strict=True):
        match = pattern.search(segment.text)
        if match and match[group]:
            found.append(_Found(segment, box, *match.span(group)))
    return found


def _under(name: _Found, found: list[_Found]) -> _Found | None:
    """The nearest one under a name whose left edge is no further than the name's width."""
    near = [
        (drop_between(name.box, other.box), k)
        for k, other in enumerate(found)
        if 0 < drop_between(name.box, other.box) < BLOCK_REACH * name.box.height
        and abs(other.box.left - name.box.left) < max(name.box.width, 8 * name.box.height)
    ]
    return found[min(near)[1]] if near else None


def _sums(page: LabelledPage) -> Iterator[Candidate]:
    """Net total and tax in the row 合计, the last two amounts."""
    layout = page.layout
    for row in layout.rows:
        segments = [layout.segments[k] for k in row]
        text = "".join(segment.text for segment in segments).replace(" ", "")
        if not text.startswith("合计"):
            continue
        found = [(s, r) for s in segments for r in amounts.find(s.text) if r.decimals == 2]
        if len(found) >= 2:
            for field, (segment, reading) in zip(("net_total", "tax_total"), found[-2:], strict=True):
                box = layout.box_of(segment.quad)
                yield _candidate(page, field, _Found(segment, box, reading.start, reading.end))
            return


def _total_in_words(page: LabelledPage) -> Iterator[Candidate]:
    """The total in Chinese words, written as a number for decode."""
    for segment in page.layout.segments:
        match = _WORDS.search(segment.text.replace(" ", ""))
        if match is None:
            continue
        yield Candidate(
            field="total",
            text=read_words(match.group()),
            page=page.page.index,
            quad=quad_around([word.quad for word in segment.words]),
            score=IN_WORDS,
            origin="ocr" if page.page.text_from == "ocr" else "text",
            words=segment.words,
            printed=match.group(),
        )


def read_words(text: str) -> str:
    """An amount in Chinese words as a decimal number: 壹佰贰拾元伍角 -> "120.50"."""
    whole, _, rest = text.replace("圆", "元").partition("元")
    total = section = digit = 0
    for character in whole:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            section += digit
            total = total + section * 10_000 if character == "万" else (total + section) * 100_000_000
            section = digit = 0
    cents = 0
    for value, unit in re.findall(r"([零壹贰叁肆伍陆柒捌玖])([角分])", rest):
        cents += _DIGITS[value] * (10 if unit == "角" else 1)
    return f"{total + section + digit}.{cents:02d}"


def _candidate(page: LabelledPage, field: str, found: _Found) -> Candidate:
    words = found.segment.words_at(found.start, found.end)
    return Candidate(
        field=field,
        text=found.segment.text[found.start : found.end],
        page=page.page.index,
        quad=quad_of(words),
        score=SCORE,
        origin="ocr" if page.page.text_from == "ocr" else "text",
        words=words,
    )

"""Sellers, buyers and recipients: blocks of a name and an address, with a heading or without one.

A block is followed downwards from its first line along its left edge. Headings ("Bill to",
"Verkäufer") give its role; without them the seller is the letterhead, the sender line over the
address window or the footer, and the buyer the other block in the upper half of the first page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from ..document import Candidate, Label, Word
from . import company
from .blocks import (
    ALIGNED,
    NAME_PHRASES,
    ROLES,
    Party,
    PartyLine,
    Role,
    kind_of,
    line_at,
    read_block,
    segment_right_of,
    value_after,
    walk,
)
from .geometry import Segment, columns_overlap, drop_between, quad_around
from .labelled import LabelledPage, glued_rest, has_colon

LINE_GAP = 2.6
"""Lines of one block under a heading stand at most this many line heights apart."""

BLOCK_GAP = 0.9
"""Lines of a block without a heading stand closer."""

HEADLINE_GAP, HEADLINE_SHIFT = 2.8, 6.0
"""The name in a letterhead stands at most so many of its heights over the address, and begins at most
so many line heights right of it (a logo may stand left of it)."""

LETTERHEAD_REACH = 0.3
"""Letterheads end within this share of the page's height."""

LARGER = 1.25
"""The name in a letterhead is larger than the address by this factor, unless it shows a legal form."""

HEADED, LETTERHEAD, GUESSED = 0.92, 0.75, 0.6
"""Scores of parties under a heading, at the usual places, and by exclusion."""

MARKS = ("·", "|", "•")
"""What stands between the parts of a sender's line, where it is not commas."""

_SEPARATOR = re.compile(r"\s*[·•|∙●♦■*]\s*|\s+[-–—]\s+|\s*;\s+")


def find_parties(pages: Sequence[LabelledPage], items: frozenset[Word]) -> tuple[Party, ...]:
    """The parties of a document with their roles, best first for each role. items: words of item tables."""
    headed = [party for page in pages for party in _headed(page)]
    known = {party.role for party in headed if party.name or party.address}
    taken = {place for party in headed for place in party.places}
    guessed = list(_unheaded(pages, taken, known, items))
    return tuple(sorted([*headed, *guessed], key=lambda party: -party.score))


def party_candidates(parties: Sequence[Party], *, ocr: bool) -> Iterator[Candidate]:
    """Names and addresses of parties. Who is billed is the buyer unless a buyer is named."""
    has_buyer = any(party.role == "buyer" and party.name for party in parties)
    for party in parties:
        if party.role is None:
            continue
        roles = {"bill_to": ("bill_to", "buyer")}.get(party.role, (party.role,))
        for role in roles:
            worth = party.score * (0.8 if role == "buyer" and party.role == "bill_to" and has_buyer else 1.0)
            for part, lines in (("name", party.name), ("address", party.address)):
                if lines:
                    words = tuple(word for line in lines for word in line.segment.words)
                    yield Candidate(
                        field=f"{role}.{part}",
                        text=" ".join(line.text for line in lines) if part == "name" else _address(lines),
                        page=party.page,
                        quad=quad_around([line.segment.quad for line in lines]),
                        score=round(worth, 4),
                        origin="ocr" if ocr else "text",
                        words=words,
                    )


def _address(lines: Sequence[PartyLine]) -> str:
    """The lines of an address with commas between them; a town follows its postal code without one."""
    text = lines[0].text
    for before, line in pairwise(lines):
        code = before.text.replace(" ", "").replace("-", "").isdigit() and line.text[:1].isalpha()
        text += (" " if code else ", ") + line.text
    return text


def _headed(labelled: LabelledPage) -> Iterator[Party]:
    """Parties under the headings of a page; titles of tables ("Kunde" in "Art-Nr Kunde") are none."""
    headers = {
        (other.line, other.first)
        for other in labelled.labels
        if other.concept == "role.buyer" and _beside_title(labelled, other)
    }
    for label in labelled.labels:
        role = ROLES.get(label.concept)
        home = labelled.layout.home(label)
        if role is None or home is None or label.score < 0.85 or (label.line, label.first) in headers:
            continue
        if not _is_heading(labelled, label, home):
            continue
        found = [
            party
            for first in _first_lines(labelled, label, home)
            if (party := read_block(labelled.page.index, walk(labelled, first, LINE_GAP), role)) is not None
        ]
        if not found:
            continue
        # The first place is the likeliest, unless only another one gives an address.
        party = max(found, key=lambda party: bool(party.address) + bool(party.name))
        sure = 1.0 if party.address else 0.75
        colon = 1.0 if has_colon(label, labelled.page) or len(label.phrase) > 4 else 0.85
        yield replace(party, score=HEADED * label.score * sure * colon)


def _beside_title(labelled: LabelledPage, label: Label) -> bool:
    """Whether a label stands right under or over a title of an item table."""
    box = labelled.layout.box_of(label.quad)
    return any(
        abs(drop_between(box, other)) < 1.6 * box.height and columns_overlap(box, other) > 0
        for title in labelled.labels
        if title.concept == "item.sku" and title.line != label.line
        for other in (labelled.layout.box_of(title.quad),)
    )


def _is_heading(labelled: LabelledPage, label: Label, home: Segment) -> bool:
    """A heading begins its segment; short words ("to", "von", "An") need a colon or stand alone."""
    if label.first != home.first and not has_colon(label, labelled.page):
        return False
    alone = label.last == home.last and glued_rest(label, labelled.page) is None
    if alone or has_colon(label, labelled.page):
        return True
    # "Bill to ACME Ltd": a phrase of two words may be followed by the name itself.
    return len(label.phrase.split()) > 1


def _first_lines(labelled: LabelledPage, label: Label, home: Segment) -> Iterator[PartyLine]:
    """Where the block under a heading may begin: after it, or under it and right of it, likeliest first."""
    layout = labelled.layout
    rest = value_after(labelled, home, [label])
    if any(character.isalpha() for character in rest.text):
        yield PartyLine(rest, layout.box_of(home.quad))
        return
    box = layout.box_of(label.quad)
    right = segment_right_of(labelled, home, box)
    below = next(
        (
            k
            for k in layout.below(box, LINE_GAP)
            if abs(layout.boxes[k].left - box.left) < 2 * ALIGNED * box.height
            or abs(layout.boxes[k].middle[0] - box.middle[0]) < 2 * box.height
        ),
        None,
    )
    if below is not None:
        # In a form the labels ("Name:", "Anschrift:") stand under the heading, values in a column of their own.
        value = segment_right_of(labelled, layout.segments[below], layout.boxes[below])
        is_form = value is not None and labelled.is_label(layout.segments[below], share=1.0)
        if is_form and value is not None and not labelled.starts_with_label(layout.segments[value], with_colon=True):
            yield line_at(labelled, value)
    if right is not None and not labelled.starts_with_label(layout.segments[right]):
        near = layout.boxes[right].left - box.right < 12 * box.height
        if below is None or (near and has_colon(label, labelled.page)):
            yield line_at(labelled, right)
    if below is not None:
        yield line_at(labelled, below)


def _unheaded(
    pages: Sequence[LabelledPage], taken: set[tuple[int, int, int]], known: set[Role | None], items: frozenset[Word]
) -> Iterator[Party]:
    """Parties without a heading on the first and at the foot of any page: seller and buyer by place."""
    if not pages:
        return
    blocks = [party for labelled in pages[:1] for party in _blocks(labelled, items) if not party.places & taken]
    senders = [party for labelled in pages for party in _one_line_parties(labelled, items) if not party.places & taken]
    height = max(pages[0].page.height, 1.0)
    buyer_names = {party.name_text.casefold() for party in blocks if party.role == "buyer"}
    sellers = sorted([*blocks, *senders], key=lambda party: -_seller_worth(party, height, senders))
    seller = next((party for party in sellers if party.name_text.casefold() not in buyer_names), None)
    if seller is not None and "seller" not in known:
        yield replace(seller, role="seller", score=LETTERHEAD if seller.address else GUESSED)
        for other in sellers[1:4]:
            if seller.address or not other.address or _top(other) > 0.55 * height:
                yield replace(other, role="seller", score=GUESSED * 0.6)
    rest = [
        party
        for party in blocks
        if (seller is None or (party is not seller and party.name_text.casefold() != seller.name_text.casefold()))
        and party.address
        and _top(party) < 0.55 * height
    ]
    if not known & {"buyer", "bill_to"}:
        yield from (replace(party, role="buyer", score=LETTERHEAD) for party in _named(pages[0]))
        for rank, party in enumerate(sorted(rest, key=lambda party: _contacts(party))):
            yield replace(party, role="buyer", score=GUESSED * 0.7**rank if rank else LETTERHEAD)


def _named(labelled: LabelledPage) -> Iterator[Party]:
    """Blocks of labels without a heading: "Name: ...", "Street: ...", "City: ..."."""
    for k, segment in enumerate(labelled.layout.segments):
        first = line_at(labelled, k)
        is_name = any(
            label.phrase.casefold() in NAME_PHRASES and label.first == segment.first and has_colon(label, labelled.page)
            for label in first.labels
        )
        if is_name and first.segment.last > segment.first:
            party = read_block(labelled.page.index, walk(labelled, first, LINE_GAP), None)
            if party is not None and party.name and party.address:
                yield party


def _top(party: Party) -> float:
    return party.lines[0].box.top


def _contacts(party: Party) -> int:
    """How many ways to reach the party (and numbers of it) the block tells: sellers tell them, buyers seldom."""
    return sum(kind_of(line) in ("contact", "id") for line in party.lines)


def _seller_worth(party: Party, height: float, senders: Sequence[Party]) -> float:
    """How much a block looks like a letterhead."""
    worth = 1.5 * (1.0 - _top(party) / height)
    worth += 0.6 * min(2, sum(kind_of(line) == "contact" for line in party.lines))
    worth += 0.15 * min(2, sum(kind_of(line) == "id" for line in party.lines))
    worth += 0.5 * (bool(party.name) and company.is_company(party.name_text))
    worth += 0.5 * bool(party.address)
    name = party.name_text.casefold()
    worth += 1.0 * (party in senders and _top(party) < 0.4 * height)
    worth += 0.7 * any(name and name == sender.name_text.casefold() for sender in senders if sender is not party)
    return worth


def _blocks(labelled: LabelledPage, items: frozenset[Word]) -> Iterator[Party]:
    """Blocks of lines around each line with a postal code, and around names of firms at the top."""
    layout = labelled.layout
    seen: set[int] = set()
    for k in sorted(range(len(layout.segments)), key=lambda k: (layout.boxes[k].top, layout.boxes[k].left)):
        segment, box = layout.segments[k], layout.boxes[k]
        if k in seen or labelled.is_label(segment) or len(segment.words) > 12 or not items.isdisjoint(segment.words):
            continue
        if _SEPARATOR.search(segment.text) and is_sender(labelled, segment):
            continue
        first = line_at(labelled, k)
        if first.labels:
            continue
        at_top = box.top < LETTERHEAD_REACH * labelled.page.height
        lines = walk(labelled, first, BLOCK_GAP, any_edge=at_top)
        # Numbers and contacts may follow after a blank line.
        rest = walk(labelled, lines[-1], LINE_GAP, any_edge=at_top)[1:]
        lines += list(takewhile(lambda line: kind_of(line) in ("id", "contact"), rest))
        party = read_block(labelled.page.index, lines, None)
        if party is not None and not party.address and company.is_company(party.name_text):
            # The firm's name may stand apart from its address, as a headline.
            wider = read_block(labelled.page.index, walk(labelled, first, LINE_GAP, any_edge=at_top), None)
            party = wider if wider is not None and wider.address else party
        if party is not None and not party.name:
            party = _under_headline(labelled, party) if at_top else None
        if party is None:
            continue
        if not party.address and not (company.is_company(party.name_text) and at_top):
            continue
        used = {(line.segment.line, line.segment.first) for line in party.lines}
        seen |= {j for j, other in enumerate(layout.segments) if (other.line, other.first) in used}
        yield party


def _one_line_parties(labelled: LabelledPage, items: frozenset[Word]) -> Iterator[Party]:
    """Senders in one line: "Muster GmbH · Musterweg 1 · 12345 Musterstadt"; no line of the item table is one."""
    for segment in _whole_lines(labelled):
        party = _one_line_party(labelled, segment) if items.isdisjoint(segment.words) else None
        if party is not None:
            yield party


def is_sender(labelled: LabelledPage, segment: Segment) -> bool:
    """Whether a segment holds a name and an address in one line."""
    return _one_line_party(labelled, segment) is not None


def _one_line_party(labelled: LabelledPage, segment: Segment) -> Party | None:
    pieces = list(_pieces(segment))
    if len(pieces) < 2 or ":" in pieces[0].text:
        return None
    lines = [PartyLine(piece, labelled.layout.box_of(piece.quad)) for piece in pieces]
    if not any(kind_of(line) == "postal" for line in lines):
        return None
    party = read_block(labelled.page.index, lines, None)
    if party is None or not party.address:
        return None
    if not any(mark in segment.text for mark in MARKS) and kind_of(party.address[0]) == "postal":
        return None  # "Santa Fe, NM 87501" is a town, no name with an address
    return party if party.name else _under_headline(labelled, party)


def _under_headline(labelled: LabelledPage, party: Party) -> Party | None:
    """An address with the name that stands over it in larger print, or as a firm's; None without one."""
    layout = labelled.layout
    first = party.lines[0]
    box = layout.box_of(party.lines[0].segment.quad)
    whole = layout.boxes_of([line.segment.quad for line in party.lines if line.segment.line == first.segment.line])
    left, right = min(other.left for other in whole), max(other.right for other in whole)
    over: list[tuple[float, int]] = []
    for k, other in enumerate(layout.boxes):
        gap = drop_between(other, box) - (other.height + box.height) / 2
        beside = other.left > right + HEADLINE_SHIFT * box.height or other.right < left
        if -0.3 * box.height < gap < HEADLINE_GAP * max(other.height, box.height) and not beside:
            over.append((gap, k))
    for _, k in sorted(over):
        line = line_at(labelled, k)
        larger = layout.boxes[k].height > LARGER * box.height
        if line.labels or kind_of(line) not in ("text", "company") or labelled.is_label(layout.segments[k]):
            return None
        if larger or kind_of(line) == "company":
            return replace(party, name=(line,), lines=(line, *party.lines))
    return None


def _whole_lines(labelled: LabelledPage) -> Iterator[Segment]:
    for index, line in enumerate(labelled.page.lines):
        # "Via dei Tintori, 7 · 06121 Perugia": words of streets ("via", "calle") are labels elsewhere.
        marked = any(word.text in MARKS for word in line.words) and not labelled.label_starts.get((index, 0), False)
        if len(line.words) >= 4 and (marked or (index, 0) not in labelled.label_starts):
            yield Segment(labelled.page.index, index, 0, line.words)


def _pieces(segment: Segment) -> Iterator[Segment]:
    """The parts of a line between dots, bars and dashes; between commas where it has no such marks."""
    start = 0
    words = segment.words
    marks = MARKS if any(word.text.endswith(MARKS) for word in words) else (",", ";")
    for k, word in enumerate(words):
        is_mark = not any(character.isalnum() for character in word.text)
        ends = word.text.endswith(marks)
        if is_mark or ends:
            stop = k if is_mark else k + 1
            if stop > start:
                yield segment.part(segment.first + start, segment.first + stop)
            start = k + 1
    if start < len(words):
        yield segment.part(segment.first + start, segment.last)

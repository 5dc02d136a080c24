"""Sellers, buyers and recipients: blocks of a name and an address, with a heading or without one.

A block is followed downwards from its first line along its left edge. Headings ("Bill to",
"Verkäufer") give its role; without them the seller is the letterhead, the sender line over the
address window or the footer, and the buyer the other block in the upper half of the first page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from ..document import Candidate, Label, Quad, Word
from ..notation.identifiers import find_ibans
from . import company
from .geometry import Box, Segment, columns_overlap, drop_between, quad_around
from .link import LabelledPage, glued_rest, has_colon

Role = Literal["seller", "buyer", "ship_to", "bill_to", "remit_to"]
ROLES: dict[str, Role] = {
    "role.seller": "seller",
    "role.buyer": "buyer",
    "role.bill_to": "bill_to",
    "role.ship_to": "ship_to",
    "role.remit_to": "remit_to",
}

LINE_GAP = 2.6
"""Lines of one block under a heading stand at most this many line heights apart."""

BLOCK_GAP = 0.9
"""Lines of a block without a heading stand closer."""

ALIGNED = 1.2
"""Left edges of a block's lines differ by less than this many line heights."""

MOST_LINES = 14
"""Lines that belong to a block under a heading."""

HEADED, LETTERHEAD, GUESSED = 0.92, 0.75, 0.6
"""Scores of parties under a heading, at the usual places, and by exclusion."""

NAME_PHRASES = frozenset(
    {"name", "nom", "firma", "company", "company name", "naam", "nombre", "nome", "raison sociale"}
)

_SEPARATOR = re.compile(r"\s*[·•|∙●♦■*]\s*|\s+[-–—]\s+|\s*;\s+")


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A line of a block: the segment (without its label), the label's concepts, and where it stands."""

    segment: Segment
    box: Box
    labels: tuple[Label, ...] = ()

    @property
    def text(self) -> str:
        return self.segment.text.strip(" :：,;|")

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(label.concept for label in self.labels)


@dataclass(frozen=True, slots=True)
class Party:
    """A name and an address that were found together. lines: all that belongs to the block."""

    role: Role | None
    page: int
    name: tuple[PartyLine, ...]
    address: tuple[PartyLine, ...]
    lines: tuple[PartyLine, ...]
    score: float

    @property
    def places(self) -> frozenset[tuple[int, int, int]]:
        """(page, line, word) of all words of the block."""
        return frozenset(
            (self.page, line.segment.line, word)
            for line in self.lines
            for word in range(line.segment.first, line.segment.last)
        )

    @property
    def name_text(self) -> str:
        return " ".join(line.text for line in self.name)


def find_parties(pages: Sequence[LabelledPage]) -> tuple[Party, ...]:
    """The parties of a document with their roles, best first for each role."""
    headed = [party for page in pages for party in _headed(page)]
    known = {party.role for party in headed if party.name or party.address}
    taken = {place for party in headed for place in party.places}
    guessed = list(_unheaded(pages, taken, known))
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
                        text=(" " if part == "name" else ", ").join(line.text for line in lines),
                        page=party.page,
                        quad=quad_around([line.segment.quad for line in lines]),
                        score=round(worth, 4),
                        origin="ocr" if ocr else "text",
                        words=words,
                    )


def _headed(labelled: LabelledPage) -> Iterator[Party]:
    """Parties under the headings of a page; titles of tables ("Kunde" in "Art-Nr Kunde") are none."""
    headers = {
        (other.line, other.first)
        for other in labelled.labels
        if other.concept == "role.buyer" and _beside_title(labelled, other)
    }
    for label in labelled.labels:
        role = ROLES.get(label.concept)
        home = labelled.home(label)
        if role is None or home is None or label.score < 0.85 or (label.line, label.first) in headers:
            continue
        if not _is_heading(labelled, label, home):
            continue
        found = [
            party
            for first in _first_lines(labelled, label, home)
            if (party := read_block(labelled.page.index, _walk(labelled, first, LINE_GAP), role)) is not None
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
    rest = _after(labelled, home, [label])
    if any(character.isalpha() for character in rest.text):
        yield PartyLine(rest, layout.box_of(home.quad))
        return
    box = layout.box_of(label.quad)
    right = _right_of(labelled, home, box)
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
        value = _right_of(labelled, layout.segments[below], layout.boxes[below])
        is_form = value is not None and labelled.is_label(layout.segments[below], share=1.0)
        if is_form and value is not None and not labelled.starts_with_label(layout.segments[value], with_colon=True):
            yield _line(labelled, value)
    if right is not None and not labelled.starts_with_label(layout.segments[right]):
        near = layout.boxes[right].left - box.right < 12 * box.height
        if below is None or (near and has_colon(label, labelled.page)):
            yield _line(labelled, right)
    if below is not None:
        yield _line(labelled, below)


def _after(labelled: LabelledPage, segment: Segment, labels: Sequence[Label]) -> Segment:
    """The words of a segment after labels, what is glued to the last of them included."""
    label = max(labels, key=lambda label: label.last)
    rest = segment.part(label.last, segment.last)
    glued = glued_rest(label, labelled.page)
    return rest if glued is None else Segment(rest.page, rest.line, label.last - 1, (glued[1], *rest.words))


def _right_of(labelled: LabelledPage, segment: Segment, box: Box) -> int | None:
    """The next segment on the row."""
    layout = labelled.layout
    return next((k for k in layout.right_of(box) if layout.segments[k] != segment), None)


def _line(labelled: LabelledPage, k: int) -> PartyLine:
    """A segment as a line of a block: its label is the one it begins with, or the one left of it."""
    layout = labelled.layout
    segment, box = layout.segments[k], layout.boxes[k]
    inside = [label for label in labelled.labels if label.line == segment.line and label.first == segment.first]
    inside = [label for label in inside if not label.concept.startswith(("kind.", "item.", "tax."))]
    colon = [label for label in inside if has_colon(label, labelled.page)]
    if colon or any(label.last == segment.last for label in inside):
        value = _after(labelled, segment, colon or inside)
        if not any(character.isalnum() for character in value.text):
            right = _right_of(labelled, segment, box)
            if right is not None and not labelled.starts_with_label(layout.segments[right], with_colon=True):
                value = layout.segments[right]
        return PartyLine(value if value.words else segment, box, tuple(colon or inside))
    left = [
        label
        for label in labelled.labels
        if not label.concept.startswith(("kind.", "item.", "tax."))
        and (home := labelled.home(label)) is not None
        and home.last == label.last
        and home is not segment
        and layout.same_row(layout.box_of(label.quad), box)
        and 0 <= box.left - layout.box_of(label.quad).right + 0.3 * box.height
        and not _between(labelled, layout.box_of(label.quad), box)
    ]
    return PartyLine(segment, box, tuple(left))


def _between(labelled: LabelledPage, left: Box, right: Box) -> bool:
    """Whether another segment stands between two boxes of one row."""
    return any(
        other.left > left.right - 1 and other.right < right.left + 1 and labelled.layout.same_row(left, other)
        for other in labelled.layout.boxes
    )


def _walk(labelled: LabelledPage, first: PartyLine, gap: float) -> list[PartyLine]:
    """The lines of a block from its first one down its left edge."""
    layout = labelled.layout
    lines = [first]
    lefts = {first.box.left, layout.box_of(first.segment.quad).left}
    while len(lines) < MOST_LINES:
        last = lines[-1].box
        following = [
            (drop_between(last, box), k)
            for k, box in enumerate(layout.boxes)
            if 0.5 * last.height < drop_between(last, box) < (gap + 1) * max(last.height, box.height)
            and min(abs(box.left - left) for left in lefts) < ALIGNED * box.height
        ]
        if not following:
            break
        line = _line(labelled, min(following)[1])
        if _ends_block(labelled, line):
            break
        lines.append(line)
    return lines


def _ends_block(labelled: LabelledPage, line: PartyLine) -> bool:
    """Whether a line belongs to another part of the page: a heading, a title, totals, notes, payment."""
    for label in line.labels:
        if label.concept in ROLES and label.phrase.casefold() not in NAME_PHRASES:
            return True
        if label.concept.startswith(("payment.", "item.")) or label.concept in ("net_total", "total"):
            return True
        if label.concept == "stop.notes" and not has_colon(label, labelled.page):
            return True
    return any(
        label.line == line.segment.line
        and label.first == line.segment.first
        and (
            (label.concept.startswith("kind.") and label.last == line.segment.last)
            or (label.concept in ROLES and label.last == line.segment.last and has_colon(label, labelled.page))
        )
        for label in labelled.labels
    )


_IDS = ("seller.", "buyer.", "stop.fax", "stop.register", "stop.global_id", "stop.party_number", "stop.director",
        "stop.salesperson", "stop.notes", "number", "customer_number", "order_number", "issue_date", "references", "stop.other",
        "due_date", "delivery_date", "stop.page", "stop.shipping", "contract_number", "stop.account_owner")  # fmt: skip


def read_block(page: int, lines: Sequence[PartyLine], role: Role | None) -> Party | None:
    """Which lines of a block are the name, which the address; None where it has neither."""
    kinds = [_kind(line) for line in lines]
    postal = next((k for k, kind in enumerate(kinds) if kind == "postal"), None)
    streets = [k for k, kind in enumerate(kinds) if kind == "street" and (postal is None or k < postal)]
    if postal is not None:
        start = streets[0] if streets else postal
        # A line between the name and the town without a house number is still a street.
        if (
            not streets
            and postal >= 2
            and kinds[postal - 1] == "text"
            and not company.is_company(lines[postal - 1].text)
        ):
            start = postal - 1
        end = postal + 1
        if end < len(lines) and kinds[end] == "country":
            end += 1
        elif end < len(lines) and "stop.address" in lines[end].concepts and kinds[end] in ("text", "country"):
            end += 1
    elif streets:
        start, end = streets[0], streets[0] + 1
        while end < len(lines) and end < start + 3 and kinds[end] in ("street", "country", "town"):
            end += 1
    else:
        start = end = len(lines)
    address = tuple(
        line for line, kind in zip(lines[start:end], kinds[start:end], strict=True) if kind not in ("id", "contact")
    )
    name = _name(list(zip(lines[:start], kinds[:start], strict=True)))
    if not name and not address:
        return None
    last = max(end, 1)
    while last < len(lines) and kinds[last] in ("id", "contact", "country", "person"):
        last += 1
    return Party(role, page, name, address, tuple(lines[: max(last, end)]), 0.0)


def _kind(line: PartyLine) -> str:
    """What a line of a block is: id, contact, postal, street, country, person, name or text."""
    text = line.text
    concepts = line.concepts
    if any(label.phrase.casefold() in NAME_PHRASES for label in line.labels):
        return "name"
    if "stop.address" in concepts:
        return "postal" if company.is_postal(text) else "country" if company.is_country(text) else "street"
    if any(concept.startswith(_IDS) for concept in concepts) or find_ibans(text):
        return "id"
    if not any(character.isalpha() for character in text):
        return "id"
    if company.is_contact(text):
        return "contact"
    if company.is_postal(text):
        return "postal"
    if company.is_country(text):
        return "country"
    if company.is_company(text):
        return "company"
    if company.is_street(text):
        return "street"
    if company.is_person(text):
        return "person"
    return "text"


def _name(lines: Sequence[tuple[PartyLine, str]]) -> tuple[PartyLine, ...]:
    """The labelled name, else the firm, else the first line of text, else the person."""
    for wanted in ("name", "company", "text", "person"):
        for line, kind in lines:
            if kind == wanted:
                return (line,)
    return ()


def _unheaded(
    pages: Sequence[LabelledPage], taken: set[tuple[int, int, int]], known: set[Role | None]
) -> Iterator[Party]:
    """Parties without a heading on the first and at the foot of any page: seller and buyer by place."""
    if not pages:
        return
    blocks = [party for labelled in pages[:1] for party in _blocks(labelled) if not party.places & taken]
    senders = [party for labelled in pages for party in _one_line_parties(labelled) if not party.places & taken]
    height = max(pages[0].page.height, 1.0)
    buyer_names = {party.name_text.casefold() for party in blocks if party.role == "buyer"}
    sellers = sorted([*blocks, *senders], key=lambda party: -_seller_worth(party, height, senders))
    seller = next((party for party in sellers if party.name_text.casefold() not in buyer_names), None)
    if seller is not None and "seller" not in known:
        yield replace(seller, role="seller", score=LETTERHEAD if seller.address else GUESSED)
        for other in sellers[1:4]:
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
        first = _line(labelled, k)
        is_name = any(
            label.phrase.casefold() in NAME_PHRASES and label.first == segment.first and has_colon(label, labelled.page)
            for label in first.labels
        )
        if is_name and first.segment.last > segment.first:
            party = read_block(labelled.page.index, _walk(labelled, first, LINE_GAP), None)
            if party is not None and party.name and party.address:
                yield party


def _top(party: Party) -> float:
    return party.lines[0].box.top


def _contacts(party: Party) -> int:
    """How many ways to reach the party (and numbers of it) the block tells: sellers tell them, buyers seldom."""
    return sum(_kind(line) in ("contact", "id") for line in party.lines)


def _seller_worth(party: Party, height: float, senders: Sequence[Party]) -> float:
    """How much a block looks like a letterhead."""
    worth = 1.5 * (1.0 - _top(party) / height)
    worth += 0.6 * min(2, sum(_kind(line) == "contact" for line in party.lines))
    worth += 0.15 * min(2, sum(_kind(line) == "id" for line in party.lines))
    worth += 0.5 * (bool(party.name) and company.is_company(party.name_text))
    worth += 0.5 * bool(party.address)
    name = party.name_text.casefold()
    worth += 0.7 * any(name and name == sender.name_text.casefold() for sender in senders if sender is not party)
    return worth


def _blocks(labelled: LabelledPage) -> Iterator[Party]:
    """Blocks of lines around each line with a postal code, and around names of firms at the top."""
    layout = labelled.layout
    seen: set[int] = set()
    for k in sorted(range(len(layout.segments)), key=lambda k: (layout.boxes[k].top, layout.boxes[k].left)):
        segment, box = layout.segments[k], layout.boxes[k]
        if k in seen or labelled.is_label(segment) or len(segment.words) > 12:
            continue
        first = _line(labelled, k)
        if first.labels:
            continue
        lines = _walk(labelled, first, BLOCK_GAP)
        # Numbers and contacts may follow after a blank line.
        rest = _walk(labelled, lines[-1], LINE_GAP)[1:]
        lines += list(takewhile(lambda line: _kind(line) in ("id", "contact"), rest))
        party = read_block(labelled.page.index, lines, None)
        if party is not None and not party.address and company.is_company(party.name_text):
            # The firm's name may stand apart from its address, as a headline.
            wider = read_block(labelled.page.index, _walk(labelled, first, LINE_GAP), None)
            party = wider if wider is not None and wider.address else party
        if party is None or not party.name:
            continue
        if not party.address and not (company.is_company(party.name_text) and box.top < 0.3 * labelled.page.height):
            continue
        used = {(line.segment.line, line.segment.first) for line in party.lines}
        seen |= {j for j, other in enumerate(layout.segments) if (other.line, other.first) in used}
        yield party


def _one_line_parties(labelled: LabelledPage) -> Iterator[Party]:
    """Senders in one line: "Muster GmbH · Musterweg 1 · 12345 Musterstadt"."""
    for segment in _whole_lines(labelled):
        pieces = list(_pieces(segment))
        if len(pieces) < 2 or ":" in pieces[0].text:
            continue
        lines = [PartyLine(piece, labelled.layout.box_of(piece.quad)) for piece in pieces]
        kinds = [_kind(line) for line in lines]
        if "postal" not in kinds:
            continue
        party = read_block(labelled.page.index, lines, None)
        if party is not None and party.name and party.address:
            yield party


def _whole_lines(labelled: LabelledPage) -> Iterator[Segment]:
    for index, line in enumerate(labelled.page.lines):
        if len(line.words) >= 4 and (index, 0) not in labelled.label_starts:
            yield Segment(labelled.page.index, index, 0, line.words)


def _pieces(segment: Segment) -> Iterator[Segment]:
    """The parts of a line between dots, bars, dashes, and commas."""
    start = 0
    words = segment.words
    for k, word in enumerate(words):
        is_mark = not any(character.isalnum() for character in word.text)
        ends = word.text.endswith((",", ";", "·", "|", "•"))
        if is_mark or ends:
            stop = k if is_mark else k + 1
            if stop > start:
                yield segment.part(segment.first + start, segment.first + stop)
            start = k + 1
    if start < len(words):
        yield segment.part(segment.first + start, segment.last)


def surrounding(words: Sequence[Word]) -> Quad:
    """The quad around words of several lines."""
    return quad_around([word.quad for word in words])

"""Blocks of a name and an address: their lines from the first one downwards, and what each line is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..document import Label, Word
from ..notation.identifiers import find_ibans
from . import company
from .geometry import Box, Segment, drop_between
from .labelled import LabelledPage, glued_rest, has_colon

Role = Literal["seller", "buyer", "ship_to", "bill_to", "remit_to"]


ROLES: dict[str, Role] = {
    "role.seller": "seller",
    "role.buyer": "buyer",
    "role.bill_to": "bill_to",
    "role.ship_to": "ship_to",
    "role.remit_to": "remit_to",
}


ALIGNED = 1.2
"""Left edges of a block's lines differ by less than this many line heights."""


SAME_EDGE = 0.3
"""Right edges or middles of a block that is set right or centred differ by less than this."""


KEY_REACH = 20.0
"""A label without a colon stands at most this many line heights left of its value."""


MOST_LINES = 14
"""Lines that belong to a block under a heading."""


NAME_PHRASES = frozenset(
    {"name", "nom", "firma", "firmenname", "company", "company name", "naam", "nombre", "nome", "raison sociale"}
)


_NUMBERS = ("seller.", "buyer.", "stop.fax", "stop.register", "stop.party_number")
"""Beginnings of concepts that announce a number or contact of a party, with or without a colon."""


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


def words_of(party: Party, pages: Sequence[LabelledPage]) -> frozenset[Word]:
    """The page's own words in a party's block, and those that were cut off a label glued to them."""
    lines = next(page.page.lines for page in pages if page.page.index == party.page)
    printed = {lines[line].words[word] for _, line, word in party.places}
    return frozenset(printed.union(*(line.segment.words for line in party.lines)))


def value_after(labelled: LabelledPage, segment: Segment, labels: Sequence[Label]) -> Segment:
    """The words of a segment after labels, what is glued to the last of them included."""
    label = max(labels, key=lambda label: label.last)
    rest = segment.part(label.last, segment.last)
    glued = glued_rest(label, labelled.page)
    return rest if glued is None else Segment(rest.page, rest.line, label.last - 1, (glued[1], *rest.words))


def segment_right_of(labelled: LabelledPage, segment: Segment, box: Box) -> int | None:
    """The next segment on the row."""
    layout = labelled.layout
    return next((k for k in layout.right_of(box) if layout.segments[k] != segment), None)


def line_at(labelled: LabelledPage, k: int) -> PartyLine:
    """A segment as a line of a block: its label is the one it begins with, or the one left of it."""
    layout = labelled.layout
    segment, box = layout.segments[k], layout.boxes[k]
    inside = [label for label in labelled.labels if label.line == segment.line and label.first == segment.first]
    inside = [label for label in inside if not label.concept.startswith(("kind.", "item.", "tax."))]
    colon = [label for label in inside if has_colon(label, labelled.page)]
    numbered = [label for label in inside if _announces_number(label, segment)]
    if colon or numbered or any(label.last == segment.last for label in inside):
        value = value_after(labelled, segment, colon or numbered or inside)
        if not any(character.isalnum() for character in value.text):
            right = segment_right_of(labelled, segment, box)
            if right is not None and not labelled.starts_with_label(layout.segments[right], with_colon=True):
                value = layout.segments[right]
        return PartyLine(value if value.words else segment, box, tuple(colon or numbered or inside))
    left = [
        label
        for label in labelled.labels
        if not label.concept.startswith(("kind.", "item.", "tax."))
        and (home := labelled.layout.home(label)) is not None
        and home.last == label.last
        and home is not segment
        and layout.same_row(layout.box_of(label.quad), box)
        and box.left - layout.box_of(label.quad).right + 0.3 * box.height >= 0
        and (box.left - layout.box_of(label.quad).right < KEY_REACH * box.height or has_colon(label, labelled.page))
        and not _between(labelled, layout.box_of(label.quad), box)
    ]
    return PartyLine(segment, box, tuple(left))


def _announces_number(label: Label, segment: Segment) -> bool:
    """Whether a label of a number or contact begins a line and its value follows: "VAT no. GB989941731"."""
    rest = "".join(word.text for word in segment.words[label.last - segment.first :])
    return label.concept.startswith(_NUMBERS) and any(character.isdigit() or character in "@/" for character in rest)


def _between(labelled: LabelledPage, left: Box, right: Box) -> bool:
    """Whether another segment stands between two boxes of one row."""
    return any(
        other.left > left.right - 1 and other.right < right.left + 1 and labelled.layout.same_row(left, other)
        for other in labelled.layout.boxes
    )


def walk(labelled: LabelledPage, first: PartyLine, gap: float, *, any_edge: bool = False) -> list[PartyLine]:
    """The lines of a block from its first one down its left edge; any_edge: or its right edge or its middle."""
    layout = labelled.layout
    lines = [first]
    lefts = {first.box.left, layout.box_of(first.segment.quad).left}

    def aligned(box: Box) -> bool:
        offset = min(abs(box.left - left) for left in lefts)
        if any_edge:
            other = min(abs(box.right - first.box.right), abs(box.middle[0] - first.box.middle[0]))
            offset = min(offset, other * ALIGNED / SAME_EDGE)
        return offset < ALIGNED * box.height

    while len(lines) < MOST_LINES:
        last = lines[-1].box
        following = [
            (drop_between(last, box), k)
            for k, box in enumerate(layout.boxes)
            if 0.5 * last.height < drop_between(last, box) < (gap + 1) * max(last.height, box.height) and aligned(box)
        ]
        if not following:
            break
        line = line_at(labelled, min(following)[1])
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


_IDS = (
    "seller.",
    "buyer.",
    "stop.fax",
    "stop.register",
    "stop.global_id",
    "stop.party_number",
    "stop.director",
    "stop.salesperson",
    "stop.notes",
    "number",
    "customer_number",
    "order_number",
    "issue_date",
    "references",
    "stop.other",
    "due_date",
    "delivery_date",
    "stop.page",
    "stop.shipping",
    "contract_number",
    "stop.account_owner",
)
"""Beginnings of concepts whose values are numbers or other things beside name and address."""


_DOCUMENT = ("number", "issue_date", "due_date", "delivery_date", "order_number", "references", "stop.page")
"""Beginnings of concepts that end a block after its address: the document's own numbers and dates."""


def read_block(page: int, lines: Sequence[PartyLine], role: Role | None) -> Party | None:
    """Which lines of a block are the name, which the address; None where it has neither."""
    kinds = [kind_of(line) for line in lines]
    postal = next((k for k, kind in enumerate(kinds) if kind == "postal"), None)
    if postal is not None and kinds[postal + 1 : postal + 2] == ["postal"]:
        # "4711 Innovation / Springfield, IL 62701": a house number looks like a postal code.
        kinds[postal] = "street"
        postal += 1
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
        if (end < len(lines) and kinds[end] == "country") or (
            end < len(lines) and "stop.address" in lines[end].concepts and kinds[end] in ("text", "country")
        ):
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
    while (
        last < len(lines)
        and (kinds[last] in ("id", "contact", "country", "person") or "stop.address" in lines[last].concepts)
        and not any(concept.startswith(_DOCUMENT) for concept in lines[last].concepts)
    ):
        last += 1
    return Party(role, page, name, address, tuple(lines[: max(last, end)]), 0.0)


def kind_of(line: PartyLine) -> str:
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
    for wanted in ("name", "company"):
        for k, (line, kind) in enumerate(lines):
            if kind == wanted:
                wrapped = k > 0 and lines[k - 1][1] == "text" and company.is_legal_form(line.text)
                return (lines[k - 1][0], line) if wrapped else (line,)
    texts = [line for line, kind in lines if kind == "text"]
    firms = [line for line in texts[:2] if company.looks_like_firm(line.text)]
    return tuple((firms or texts or [line for line, kind in lines if kind == "person"])[:1])

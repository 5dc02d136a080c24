"""The number of a payment card: groups of digits, on one row or on several, embossed and worn.

ISO/IEC 7812-1. Stand-in numbers of advertised cards fail the Luhn test on purpose: it raises a score
and rejects nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Word
from ..notation.reading import fold_letters
from .geometry import Box, Layout, quad_around, quad_of

CONFUSED_DIGITS = str.maketrans("OoQDUIil|!LZzEASsGbTBg", "000001111112234556678" + "9")
"""Letters that recognisers read in embossed digits."""

MOST_LETTERS = 0.4
"""Share of such letters in a number; each group has a digit of its own."""

SHORTEST, LONGEST = 13, 19

ROUND = re.compile(r"[OoQD]{4}")
"""Four zeros read as letters; other groups have a digit of their own."""

LENGTHS: tuple[tuple[str, frozenset[int]], ...] = (
    (r"3[47]", frozenset((15,))),
    (r"3(?:0[0-5]|[689])", frozenset((14, 16))),
    (r"5[0678]|6", frozenset(range(13, 20))),
    (r"4", frozenset((13, 16))),
    (r"", frozenset((16, 19))),
)
"""How many digits a network's numbers have, by their first digits; the first match counts. A digit was lost or
doubled in what has another length."""

PATTERNS: dict[tuple[int, ...], float] = {
    (4, 4, 4, 4): 0.95,
    (4, 6, 5): 0.95,
    (16,): 0.85,
    (8, 8): 0.85,
    (4, 4, 8): 0.85,
    (8, 4, 4): 0.85,
    (4, 8, 4): 0.85,
    (4, 12): 0.85,
    (12, 4): 0.85,
    (15,): 0.8,
    (4, 11): 0.8,
    (10, 5): 0.8,
    (4, 6, 4): 0.8,
    (4, 4, 4, 4, 3): 0.85,
    (6, 13): 0.85,
    (19,): 0.75,
    (4, 4, 4, 4, 2): 0.6,
}
"""Groups in which numbers are printed; neighbours are sometimes read as one."""

OTHER_PATTERN = 0.45
LUHN_GAIN = 0.03
FIRST_DIGIT_LOSS = 0.7
"""Factor for a number that begins with no network's digit, or that was read as letters for the most part."""
STACKED_LOSS = 0.92
"""Factor for groups under each other (upright cards)."""

GROUP_GAP = 6.0
"""Groups of one number are at most this many heights apart."""

NETWORK_PREFIXES: tuple[tuple[str, str], ...] = (
    (r"3[47]", "American Express"),
    (r"3(?:0[0-5]|[689])", "Diners Club"),
    (r"35", "JCB"),
    (r"4", "Visa"),
    (r"5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)", "Mastercard"),
    (r"62|81", "UnionPay"),
    (r"6011|64[4-9]|65", "Discover"),
    (r"5[0678]|6[37]", "Maestro"),
)
"""First digits of the networks' numbers; the first match counts."""


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


@dataclass(frozen=True, slots=True)
class CardNumber:
    """A number as it may stand on the card."""

    digits: str
    printed: str
    words: tuple[Word, ...]
    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """Digits of one word."""

    digits: str
    word: Word
    box: Box


def find_numbers(layout: Layout) -> list[CardNumber]:
    """All numbers that may be the card's, the likeliest first."""
    rows = [_groups(layout, row) for row in layout.rows]
    found = [number for row in rows for number in _in_row(layout, row)]
    found += _stacked(layout, [row for row in rows if row])
    best: dict[str, CardNumber] = {}
    for number in sorted(found, key=lambda number: -number.score):
        best.setdefault(number.digits, number)
    return list(best.values())


def as_digits(text: str) -> str:
    """Letters as the digits for which recognisers take them; the length stays."""
    return text.translate(CONFUSED_DIGITS)


def network_of(digits: str) -> str | None:
    """The network whose numbers begin so."""
    return next((name for pattern, name in NETWORK_PREFIXES if re.match(pattern, digits)), None)


def network_in(text: str) -> str | None:
    """The network whose name stands in a text."""
    folded = fold_letters(text)
    return next((name for pattern, name in NETWORKS if re.search(rf"(?<![a-z]){pattern}(?![a-z])", folded)), None)


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    doubled = [int(digit) * (2 - (len(digits) - index) % 2) for index, digit in enumerate(digits)]
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0


def _groups(layout: Layout, row: Sequence[int]) -> list[Group]:
    groups = []
    for k in row:
        for word in layout.segments[k].words:
            digits = as_digits(word.text.strip(".,-·'"))
            is_read = any(character.isdigit() for character in word.text) or ROUND.fullmatch(word.text)
            if len(digits) >= 2 and digits.isdigit() and is_read:
                groups.append(Group(digits, word, layout.box_of(word.quad)))
            elif re.fullmatch(r"\d{4}(?:-\d{4}){3}|\d{4}-\d{6}-\d{5}", word.text):
                groups.append(Group(re.sub(r"\D", "", word.text), word, layout.box_of(word.quad)))
    return sorted(groups, key=lambda group: group.box.left)


def _in_row(layout: Layout, groups: Sequence[Group]) -> Iterator[CardNumber]:
    for first in range(len(groups)):
        taken = [groups[first]]
        for group in (*groups[first + 1 :], None):
            if _has_a_length("".join(one.digits for one in taken)):
                yield _number(layout, taken, 1.0)
            if group is None or group.box.left - taken[-1].box.right > GROUP_GAP * taken[-1].box.height:
                break
            taken.append(group)


def _has_a_length(digits: str) -> bool:
    lengths = next(lengths for pattern, lengths in LENGTHS if re.match(pattern, digits))
    return SHORTEST <= len(digits) <= LONGEST and len(digits) in lengths


def _stacked(layout: Layout, rows: Sequence[Sequence[Group]]) -> Iterator[CardNumber]:
    """Two to four rows of four or eight digits under each other, of one height."""
    for first in range(len(rows)):
        taken = list(rows[first])
        if sum(len(group.digits) for group in taken) not in (4, 8):
            continue
        for row in rows[first + 1 : first + 4]:
            alike = 0.7 < row[0].box.height / max(taken[-1].box.height, 1e-6) < 1.4
            near = row[0].box.top - taken[-1].box.bottom < 2.5 * row[0].box.height
            aligned = abs(row[0].box.left - taken[0].box.left) < 1.5 * row[0].box.height
            if not (alike and near and aligned) or sum(len(group.digits) for group in row) not in (4, 8):
                break
            taken += row
            if sum(len(group.digits) for group in taken) == 16:
                yield _number(layout, taken, STACKED_LOSS)
                break


def _number(layout: Layout, groups: Sequence[Group], factor: float) -> CardNumber:
    digits = "".join(group.digits for group in groups)
    pattern = tuple(len(group.digits) for group in groups)
    score = PATTERNS.get(pattern, OTHER_PATTERN) * factor
    if network_of(digits) is None:
        score *= FIRST_DIGIT_LOSS
    letters = sum(character.isalpha() for group in groups for character in group.word.text)
    if letters > MOST_LETTERS * len(digits):
        score *= FIRST_DIGIT_LOSS
    if passes_luhn(digits):
        score += LUHN_GAIN
    words = tuple(group.word for group in groups)
    quad = quad_of(words) if factor == 1.0 else quad_around([word.quad for word in words])
    return CardNumber(
        digits, " ".join(word.text for word in words), words, layout.box_of(quad), round(min(score, 0.99), 4)
    )

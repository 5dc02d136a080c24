"""What is wrong in one read text: confused characters, case, spaces, length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_CONFUSION = 3
"""Characters of a side ("rn" for "m"). Longer runs are a line that failed, and would name nothing that recurs."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """True characters and what was read for them; one of them may be empty. at: their offset in the true text."""

    true: str
    read: str
    at: int


@dataclass(frozen=True, slots=True)
class TextErrors:
    """A true text and the read one.

    errors, characters: with spaces and case. plain_errors, plain_characters: without both. case: characters
    right but for their case. spaces: true ones. length: read less true characters, without spaces.
    """

    true: str
    read: str
    errors: int
    plain_errors: int
    confusions: tuple[Confusion, ...]
    case: int
    spaces: int
    spaces_lost: int
    spaces_added: int

    @property
    def characters(self) -> int:
        return len(self.true)

    @property
    def plain_characters(self) -> int:
        return len("".join(self.true.split()))

    @property
    def length(self) -> int:
        return len("".join(self.read.split())) - self.plain_characters


def compare_texts(true: str, read: str) -> TextErrors:
    """All errors of a text. Runs of white space count as one space."""
    from rapidfuzz.distance import Levenshtein

    true, read = " ".join(true.split()), " ".join(read.split())
    plain_true, plain_read = true.replace(" ", ""), read.replace(" ", "")
    runs = list(_runs(_folded(plain_true), _folded(plain_read)))
    true_spaces, read_spaces = _spaces(true), _spaces(read)
    reached = _boundaries(runs)
    kept = {space for space in true_spaces if reached.get(space, set()) & read_spaces}
    meant = {boundary for space in true_spaces for boundary in reached.get(space, ())}
    offsets = [*(offset for offset, character in enumerate(true) if character != " "), len(true)]
    return TextErrors(
        true=true,
        read=read,
        errors=Levenshtein.distance(true, read),
        plain_errors=Levenshtein.distance(_folded(plain_true), _folded(plain_read)),
        confusions=tuple(_confusions(runs, plain_true, plain_read, offsets)),
        case=sum(
            plain_true[i] != plain_read[j]
            for run in runs
            if run.equal
            for i, j in zip(range(*run.true), range(*run.read), strict=True)
        ),
        spaces=len(true_spaces),
        spaces_lost=len(true_spaces) - len(kept),
        spaces_added=len(read_spaces - meant),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the alignment: [first, last) of both texts, equal or wholly different."""

    true: tuple[int, int]
    read: tuple[int, int]
    equal: bool


def _runs(true: str, read: str) -> Iterator[_Run]:
    """The alignment with the fewest edits; neighbouring edits are one run, so that "rn" for "m" stays whole."""
    from rapidfuzz.distance import Levenshtein

    different: _Run | None = None
    for step in Levenshtein.opcodes(true, read):
        if step.tag == "equal":
            if different is not None:
                yield different
            different = None
            yield _Run((step.src_start, step.src_end), (step.dest_start, step.dest_end), True)
        else:
            first = different or _Run((step.src_start, 0), (step.dest_start, 0), False)
            different = _Run((first.true[0], step.src_end), (first.read[0], step.dest_end), False)
    if different is not None:
        yield different


def _confusions(runs: list[_Run], true: str, read: str, offsets: list[int]) -> Iterator[Confusion]:
    for run in runs:
        if run.equal:
            continue
        left, right = true[slice(*run.true)], read[slice(*run.read)]
        at = run.true[0]
        if len(left) == len(right):
            for k, (one, other) in enumerate(zip(left, right, strict=True)):
                if _folded(one) != _folded(other):
                    yield Confusion(one, other, offsets[at + k])
        elif max(len(left), len(right)) <= LONGEST_CONFUSION:
            yield Confusion(left, right, offsets[at])


def _boundaries(runs: list[_Run]) -> dict[int, set[int]]:
    """For each boundary between true characters (counted from 0, before the first) those it may be in the read text."""
    reached: dict[int, set[int]] = {}
    for run in runs:
        (i, i_end), (j, j_end) = run.true, run.read
        same_length = i_end - i == j_end - j
        for k in range(i, i_end + 1):
            reached.setdefault(k, set()).update({j + k - i} if same_length else range(j, j_end + 1))
    return reached


def _spaces(text: str) -> set[int]:
    """Each space as the number of characters before it."""
    return {offset - text[:offset].count(" ") for offset, character in enumerate(text) if character == " "}


def _folded(text: str) -> str:
    """Lower case of single characters: some have two in their other case, which would move the offsets."""
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in text)

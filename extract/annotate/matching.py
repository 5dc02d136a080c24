"""Finding key phrases in lines: exactly by look-up, and nearly by what OCR leaves whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ..document import Label, Line, Quad, Word
from .folding import Edge, FoldedText, fold
from .phrasebook import CHARACTERS_PER_EDIT, MULTILINGUAL, SHORT, Phrase, Phrasebook, piece_length

MOST_WORDS = 9
"""Longest phrase in words, with room for one superfluous space."""

CONFUSABLE_PENALTY = 0.03
SPACING_PENALTY = 0.02
"""What a reading loses that is right but for confusable characters, or for its spaces."""

MOST_DIGITS = 1 / 3
"""Share of digits in the print of a phrase without digits ("T0TAL", "1nv01ce"): beyond it is a number."""

MOST_DIGITS_WHEN_DAMAGED = 1
"""Digits that are left after folding in a phrase with a wrong character; with more it runs into a value."""

LENGTH_WITH_ANY_START = 8
"""Shorter phrases keep their first letter when damaged: "Lights" is not "nights"."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at folded.key[start:end] of one line, with that many wrong characters."""

    phrase: Phrase
    line: int
    start: int
    end: int
    edits: int
    score: float


def fold_lines(lines: Sequence[Line]) -> tuple[FoldedText, ...]:
    """Each line folded, for `find_matches` and `choose_labels`."""
    return tuple(fold([word.text for word in line.words]) for line in lines)


def find_matches(texts: Sequence[FoldedText], phrasebook: Phrasebook) -> tuple[Match, ...]:
    """All phrases of all kinds and languages, overlapping ones too, in the order of the lines."""
    return tuple(match for index, text in enumerate(texts) for match in _matches_of_line(index, text, phrasebook))


def choose_labels(
    lines: Sequence[Line], texts: Sequence[FoldedText], matches: Sequence[Match], language: str | None
) -> tuple[Label, ...]:
    """Of overlapping matches of one kind the longest; of equal ones that of the page's language.

    Several concepts at exactly the same place all stay: the finders decide what a word means.
    """
    chosen: list[Match] = []
    taken: dict[tuple[int, str], list[tuple[int, int]]] = {}
    seen: set[tuple[int, str, str, int, int]] = set()
    spoken = (match for match in matches if _is_spoken(match, lines[match.line], texts[match.line], language))
    for match in sorted(spoken, key=lambda match: _preference(match, language)):
        phrase = match.phrase
        spans = taken.setdefault((match.line, phrase.kind), [])
        span = (match.start, match.end)
        if any(span != other and span[0] < other[1] and other[0] < span[1] for other in spans):
            continue
        mark = (match.line, phrase.kind, phrase.concept, *span)
        if mark not in seen:
            seen.add(mark)
            spans.append(span)
            chosen.append(match)
    chosen.sort(key=lambda match: (match.line, match.start, match.phrase.kind, match.phrase.concept))
    return tuple(_label(match, lines[match.line], texts[match.line]) for match in chosen)


def _is_spoken(match: Match, line: Line, text: FoldedText, language: str | None) -> bool:
    """Damaged and short phrases count only in the page's language ("de", "un" are words in another).

    English ones stay, since documents of all languages have English labels; so do short ones that
    are printed as acronyms ("TVA").
    """
    phrase = match.phrase
    if language is None or phrase.language in (language, "en", MULTILINGUAL):
        return True
    if match.edits or not phrase.is_short:
        return not match.edits
    word, first, last = *text.places[match.start][:2], text.places[match.end - 1][2]
    return len(phrase.key) == SHORT - 1 and line.words[word].text[first:last].isupper()


def _preference(match: Match, language: str | None) -> tuple[float, bool, float, str, str, str]:
    """Sorts the better match first. An edit weighs two characters, so that no stray one is swallowed."""
    phrase = match.phrase
    return (
        2 * match.edits - len(phrase.key),
        phrase.language != language,
        -match.score,
        phrase.language,
        phrase.concept,
        phrase.text,
    )


def _matches_of_line(index: int, text: FoldedText, phrasebook: Phrasebook) -> Iterator[Match]:
    length = len(text.key)
    longest = phrasebook.longest + phrasebook.longest // CHARACTERS_PER_EDIT
    digits = [0, *accumulate(map(str.isdigit, text.key))]
    for start in range(length):
        if not text.starts[start]:
            continue
        last_word = text.places[start][0] + MOST_WORDS
        for end in range(start + 1, min(length, start + longest) + 1):
            if text.places[end - 1][0] >= last_word:
                break
            if not text.ends[end]:
                continue
            key = text.key[start:end]
            exact = phrasebook.exact.get(key)
            if exact is not None:
                yield from _exact_matches(index, text, start, end, exact)
            elif digits[end] - digits[start] <= MOST_DIGITS_WHEN_DAMAGED:
                for near, edits in _near_keys(key, phrasebook):
                    plain = text.plain[text.plain_at[start] : text.plain_at[end]]
                    score = round(1.0 - edits / len(near), 4)
                    for phrase in phrasebook.exact[near]:
                        if _is_plausible(phrase, plain):
                            yield Match(phrase, index, start, end, edits, score)


def _exact_matches(index: int, text: FoldedText, start: int, end: int, phrases: Sequence[Phrase]) -> Iterator[Match]:
    plain = text.plain[text.plain_at[start] : text.plain_at[end]]
    words = text.places[end - 1][0] - text.places[start][0] + 1
    stands_alone = words == 1 and text.starts[start] is Edge.HARD and text.ends[end] is Edge.HARD
    for phrase in phrases:
        if _is_plausible(phrase, plain) and (stands_alone or not phrase.is_short):
            score = 1.0 - CONFUSABLE_PENALTY * (plain != phrase.plain)
            score -= SPACING_PENALTY * (words > phrase.words)
            yield Match(phrase, index, start, end, 0, round(score, 4))


def _near_keys(key: str, phrasebook: Phrasebook) -> Iterator[tuple[str, int]]:
    """Keys within their allowed number of edits of this one, with that number."""
    length = len(key)
    slack = length // (CHARACTERS_PER_EDIT - 1)
    if not slack:
        return
    found: set[str] = set()
    for target in range(max(CHARACTERS_PER_EDIT, length - slack), length + slack + 1):
        piece = piece_length(target)
        found.update(phrasebook.near.get((target, False, key[:piece]), ()))
        found.update(phrasebook.near.get((target, True, key[-piece:]), ()))
    if found:
        from rapidfuzz.distance import Levenshtein

        for near in sorted(found):
            if near[0] != key[0] and len(near) < LENGTH_WITH_ANY_START:
                continue
            edits = len(near) // CHARACTERS_PER_EDIT
            distance = Levenshtein.distance(key, near, score_cutoff=edits)
            if distance <= edits:
                yield near, distance


def _is_plausible(phrase: Phrase, plain: str) -> bool:
    """A number that folds to a word ("5108", "slob") is no label."""
    if plain == phrase.plain:
        return True
    digits = sum(character.isdigit() for character in plain)
    allowed = sum(character.isdigit() for character in phrase.plain)
    return digits <= max(1, allowed, MOST_DIGITS * len(plain)) and digits < max(len(plain), allowed + 1)


def _label(match: Match, line: Line, text: FoldedText) -> Label:
    phrase = match.phrase
    first, left, _ = text.places[match.start]
    last, _, right = text.places[match.end - 1]
    return Label(
        concept=phrase.concept,
        kind=phrase.kind,
        phrase=phrase.text,
        language=phrase.language,
        line=match.line,
        first=first,
        last=last + 1,
        quad=_part_quad(line.words[first], left, line.words[last], right),
        score=match.score,
    )


def _part_quad(first: Word, left: int, last: Word, right: int) -> Quad:
    """From the left-th character of the first word to the right-th of the last, characters taken as equal."""
    top_left, bottom_left = _edge_at(first, left)
    top_right, bottom_right = _edge_at(last, right)
    return Quad((top_left, top_right, bottom_right, bottom_left))


def _edge_at(word: Word, offset: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Upper and lower point of a word's box before its offset-th character."""
    share = offset / max(len(word.text), 1)
    if share >= 1:
        return word.quad.points[1], word.quad.points[2]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = word.quad.points
    return (ax + (bx - ax) * share, ay + (by - ay) * share), (dx + (cx - dx) * share, dy + (cy - dy) * share)

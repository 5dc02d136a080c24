"""Generic pairs of a printed key and its value, whatever the document's kind.

A key is what stands before a colon, or a label that annotate knows; its value is the rest of the
segment, else the next segment on the row, else the one right under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docfields.schemas.extraction import Pair

from ..document import Quad, TextPage, Word
from .geometry import Layout, Segment, columns_overlap, drop_between, gap_between, quad_of

COLON = ":："
LONGEST_KEY = 60
"""Characters of a key; longer texts before a colon are sentences."""

MOST_KEY_WORDS = 8

FAR_GAP = 20.0
"""A value stands at most this many line heights right of its key."""

SAME_LINE, SAME_ROW, BELOW, WITHOUT_COLON = 0.9, 0.8, 0.6, 0.5
"""Scores by where the value stands, and of keys that only a phrase file tells."""


@dataclass(frozen=True, slots=True)
class _Key:
    """A key: its words, where its segment goes on after it, and whether a colon ends it."""

    index: int
    key: Segment
    rest: Segment
    colon: bool


def find_pairs(pages: Sequence[TextPage]) -> tuple[Pair, ...]:
    """Pairs of all pages in reading order."""
    return tuple(pair for page in pages for pair in _pairs_of(page))


def _pairs_of(page: TextPage) -> Iterator[Pair]:
    layout = Layout.of(page)
    keys = [key for index in range(len(layout.segments)) for key in _keys_in(layout, index)]
    starts = {key.index for key in keys if key.key.first == layout.segments[key.index].first}
    claimed: set[int] = set()
    for key in keys:
        if _has_text(key.rest):
            yield _pair(page, key, key.rest, SAME_LINE if key.colon else WITHOUT_COLON)
            continue
        box = layout.box_of(key.key.quad)
        right = next((k for k in layout.right_of(box) if k != key.index), None)
        if right is not None and right not in starts and gap_between(box, layout.boxes[right]) < FAR_GAP:
            claimed.add(right)
            yield _pair(page, key, layout.segments[right], SAME_ROW if key.colon else WITHOUT_COLON)
            continue
        below = next(
            (
                k
                for k in layout.below(box, 2.0)
                if k != key.index
                and drop_between(box, layout.boxes[k]) > 0.5 * box.height
                and columns_overlap(box, layout.boxes[k]) > 0.3
            ),
            None,
        )
        if below is not None and below not in starts and below not in claimed:
            claimed.add(below)
            yield _pair(page, key, layout.segments[below], BELOW if key.colon else BELOW * WITHOUT_COLON)


def _keys_in(layout: Layout, index: int) -> Iterator[_Key]:
    """Keys of a segment: what stands before each colon; else a label that begins it."""
    segment = layout.segments[index]
    found = False
    start = segment.first
    for position, word in enumerate(segment.words, start=segment.first):
        split = _colon_at(word.text)
        if split is None:
            continue
        words = segment.part(start, position + 1)
        text = words.text[: len(words.text) - len(word.text) + split]
        if not any(c.isalpha() for c in text) or len(text) > LONGEST_KEY or len(words.words) > MOST_KEY_WORDS:
            continue
        following = next(
            (k for k in range(position + 1, segment.last) if _colon_at(segment.words[k - segment.first].text)),
            None,
        )
        rest = segment.part(position + 1, segment.last)
        if following is not None:
            # "Tel: 123 Fax: 456": the word before the second colon belongs to the second key.
            stop = max(
                position + 1,
                following if len(segment.words[following - segment.first].text) > 1 else following - 1,
            )
            rest = segment.part(position + 1, stop)
            start = stop
        key = words
        glued = word.text[split + 1 :]
        if any(c.isalnum() for c in glued):
            parts = _split_word(word.text, split, word.quad)
            key = Segment(
                words.page,
                words.line,
                words.first,
                (*words.words[:-1], Word(word.text[: split + 1], parts[0], word.score)),
            )
            rest = Segment(rest.page, rest.line, position, (Word(glued, parts[1], word.score), *rest.words))
        found = True
        yield _Key(index, key, rest, True)
    if found:
        return
    label = next(
        (
            label
            for label in layout.page.labels
            if label.line == segment.line
            and label.first == segment.first
            and label.last <= segment.last
            and not label.concept.startswith(("kind.", "item.", "role."))
        ),
        None,
    )
    if label is not None:
        yield _Key(index, segment.part(label.first, label.last), segment.part(label.last, segment.last), False)


def _colon_at(text: str) -> int | None:
    """Offset of a colon that ends a key: not that of a time or of an internet address."""
    for offset, character in enumerate(text):
        if character not in COLON:
            continue
        before, after = text[:offset], text[offset + 1 :]
        if after.startswith("//") or (before[-1:].isdigit() and after[:1].isdigit()):
            return None
        return offset
    return None


def _split_word(text: str, offset: int, quad: Quad) -> tuple[Quad, Quad]:
    """A word's quad before and after a character, characters taken as equally wide."""
    share = (offset + 1) / len(text)
    a, b, c, d = quad.points
    top = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
    bottom = (d[0] + (c[0] - d[0]) * share, d[1] + (c[1] - d[1]) * share)
    return Quad((a, top, bottom, d)), Quad((top, b, c, bottom))


def _has_text(segment: Segment) -> bool:
    return any(character.isalnum() for character in segment.text)


def _pair(page: TextPage, key: _Key, value: Segment, score: float) -> Pair:
    return Pair(
        key=key.key.text.rstrip(" " + COLON),
        value=value.text.strip(" " + COLON),
        page=page.index,
        key_quad=quad_of(key.key.words).points,
        value_quad=quad_of(value.words).points,
        score=score,
    )

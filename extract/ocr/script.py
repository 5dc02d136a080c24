"""Which network a page needs: one in Latin letters is read by a network that knows them best.

With all 18,710 classes such a page now and then shows a Chinese character where a box, a logo or a stain is, and pays
for the columns of the last layer that hold them all. Unless its script is named, a page is read by a network for Latin
letters that also has the commonest Chinese and Japanese characters, as witnesses: where one of them testifies, the
line is read again by the one with every class.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from docfields.models.sessions import Session

from ..document import Image, Lattice
from .recognize import Reading, recognize
from .words import decode_greedy

Script = Literal["auto", "latin", "chinese", "japanese", "all"]
SCRIPTS: tuple[str, ...] = get_args(Script)

OpenNetwork = Callable[[], tuple[Session, tuple[str, ...]]]
"""Gives a recogniser and the texts of its first classes, the blank first and the space last; what classes it has
beyond these are witnesses."""

# A recogniser that tells fewer Chinese characters apart, or not the whole alphabet, leaves nothing to choose.
FEWEST_HAN = 1000
ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

# ASCII with all Latin letters; punctuation; raised and lowered digits, currencies; fractions.
LATIN_RANGES = ((0x20, 0x24F), (0x1E00, 0x1EFF), (0x2010, 0x205F), (0x2070, 0x20CF), (0x2150, 0x215F))
LATIN_SIGNS = frozenset("№™℃℉Ω←↑→↓≤≥≈≠−∞■□▪▫●○◆◇▲△▼▽►◄★☆☐☑☒✓✔✗✘✕✖")
"""Signs that forms, tables and price lists in Latin letters print."""

HAN_RANGES = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"), ("々", "〇"))
KANA_RANGES = (("ぁ", "ヿ"), ("ｦ", "ﾟ"))
# First byte of the last row of the level, which is sorted by pronunciation; rarer characters follow by their radicals.
GB2312_FIRST_LEVEL = 0xD7

# Lines of a page, evenly spread, by which it is decided how the others are read first.
LINES_ASKED = 3
# A line is read again if at one of its steps the witnesses have more than this probability. Of 463 lines with Chinese
# characters none stays below (with half as many witnesses 3 of 200 do); of 3,902 in Latin letters 30 are above.
TESTIMONY = 0.2
# Chinese characters among Latin lines are believed from this mean score on: nine of ten true ones have 0.97 and more.
HAN_CERTAINTY = 0.9
# A single one must be surer: boxes, strokes and stains are read as one, with up to 0.93.
LONE_HAN_CERTAINTY = 0.98


def recognize_page(
    crops: Sequence[Image],
    quads: Sequence[NDArray[np.float64]],
    whole: OpenNetwork,
    latin: OpenNetwork | None = None,
    *,
    beside: int = 1,
) -> list[Lattice]:
    """A lattice for each crop of one page, in their order.

    crops, quads: as `recognize` takes them. latin: a network for Latin letters with witnesses, asked first; None: the
    whole one reads all. What a line says may depend on its page, on no other. beside: batches that are read at once.
    """

    def read_lines(open_network: OpenNetwork, indices: Sequence[int]) -> dict[int, Reading]:
        if not indices:
            return {}
        some, places = [crops[index] for index in indices], [quads[index] for index in indices]
        session, vocabulary = open_network()
        read = recognize(some, places, vocabulary, session, beside=beside)
        return dict(zip(indices, read, strict=True))

    def read_again(readings: dict[int, Reading]) -> dict[int, Reading]:
        return read_lines(whole, [index for index, reading in readings.items() if reading.left_out > TESTIMONY])

    if latin is None:
        return [reading.lattice for reading in read_lines(whole, range(len(crops))).values()]
    first = read_lines(latin, _spread(len(crops), LINES_ASKED))
    again = read_again(first)
    if _any_han(again):
        readings = again | read_lines(whole, [index for index in range(len(crops)) if index not in again])
    else:
        first |= read_lines(latin, [index for index in range(len(crops)) if index not in first])
        again |= read_again({index: reading for index, reading in first.items() if index not in again})
        readings = first | again if _any_han(again) else first
    return [readings[index].lattice for index in range(len(crops))]


def classes_of(vocabulary: Sequence[str], script: Script) -> tuple[int, ...] | None:
    """The classes of a script, ascending, blank and space among them; None where these are all, as for "auto"."""
    belongs = _BELONGS.get(script)
    if belongs is None:
        return None
    kept = tuple(index for index, text in enumerate(vocabulary) if text in ("", " ") or belongs(text))
    return kept if len(kept) < len(vocabulary) else None


@dataclass(frozen=True, slots=True)
class LatinChoice:
    """A cut to Latin letters. classes: theirs, then the witnesses'. vocabulary: of theirs alone, as text."""

    classes: tuple[int, ...]
    vocabulary: tuple[str, ...]


@lru_cache(maxsize=4)
def latin_choice(vocabulary: tuple[str, ...]) -> LatinChoice | None:
    """None for a recogniser that does not read both Latin letters and Chinese characters."""
    if not set(vocabulary) >= ALPHABET or sum(map(_is_han, vocabulary)) < FEWEST_HAN:
        return None
    kept = classes_of(vocabulary, "latin") or ()
    witnesses = tuple(index for index, text in enumerate(vocabulary) if _is_witness(text))
    return LatinChoice((*kept, *witnesses), tuple(vocabulary[index] for index in kept))


def _spread(count: int, most: int) -> list[int]:
    """At most so many of the numbers below count, evenly spread."""
    return [int((place + 0.5) * count / most) for place in range(most)] if count > most else list(range(count))


def _any_han(readings: dict[int, Reading]) -> bool:
    """Whether Chinese or Japanese is certain in one of the lines: then it is believed in the others, too."""
    return any(_shows_han(reading.lattice) for reading in readings.values())


def _shows_han(lattice: Lattice) -> bool:
    scores = [
        character.score for character in decode_greedy(lattice) if _is_han(character.text) or _is_kana(character.text)
    ]
    return bool(scores) and sum(scores) / len(scores) >= (HAN_CERTAINTY if len(scores) > 1 else LONE_HAN_CERTAINTY)


def _is_latin(text: str) -> bool:
    return text in LATIN_SIGNS or any(first <= ord(text[0]) <= last for first, last in LATIN_RANGES)


def _is_chinese(text: str) -> bool:
    """All but Japanese syllables and the letters beyond A to Z."""
    if _is_kana(text):
        return False
    return text.isascii() or _is_han(text) or not text.isalpha() or unicodedata.normalize("NFKC", text).isascii()


def _is_japanese(text: str) -> bool:
    return _in_charset(text, "cp932")


def _is_witness(text: str) -> bool:
    """Japanese syllables and the 3,755 commonest Chinese characters, those of GB 2312's first level."""
    if _is_kana(text):
        return True
    return _is_han(text) and _in_charset(text, "gb2312") and text.encode("gb2312")[0] <= GB2312_FIRST_LEVEL


def _is_han(text: str) -> bool:
    return any(first <= text[:1] <= last for first, last in HAN_RANGES)


def _is_kana(text: str) -> bool:
    return any(first <= text[:1] <= last for first, last in KANA_RANGES)


def _in_charset(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


_BELONGS = {"latin": _is_latin, "chinese": _is_chinese, "japanese": _is_japanese}

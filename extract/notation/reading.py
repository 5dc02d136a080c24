"""What every notation module hands on: a value and where it stands in a text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

# Characters that OCR and typesetting use in place of plain ones. Every entry maps one character to
# one, so that places in the folded text are places in the printed one.
_FOLDED = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r"), " "),
    **dict.fromkeys(map(ord, "−–—‐‑‒﹣"), "-"),
    **dict.fromkeys(map(ord, "’‘´`′"), "'"),
    ord("。"): ".",
    ord("￥"): "¥",
    ord("⁄"): "/",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A value read at text[start:end]. score: how sure its notation is, in [0, 1]."""

    value: Any
    start: int
    end: int
    score: float


def fold(text: str) -> str:
    """The same number of characters with full-width forms, odd spaces, dashes and quotes made plain."""
    return text.translate(_FOLDED)


def fold_letters(text: str) -> str:
    """Case and accents removed; the length may change ("März" -> "marz", "ß" -> "ss")."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def outside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether text[start:end] touches none of the spans."""
    return all(end <= first or last <= start for first, last in spans)

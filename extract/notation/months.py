"""Names of months in the languages that docfields reads, exact and as OCR garbles them."""

from __future__ import annotations

from functools import cache

from babel.dates import get_month_names
from rapidfuzz import fuzz, process

from .reading import fold_letters

LOCALES = (
    "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv",
    "da", "nb", "fi", "cs", "hu", "ro", "tr", "ms", "id", "et", "lv", "sl",
)  # fmt: skip
"""First come, first served: where two languages disagree about a name the earlier one decides."""

EXTRA: dict[str, int] = {
    "sept": 9,
    "juin": 6,
    "juil": 7,
    "mrz": 3,
    "maerz": 3,
    "janner": 1,
    "gen": 1,
    "set": 9,
    "ott": 10,
    "dic": 12,
    "ene": 1,
    "abr": 4,
    "ago": 8,
    "mrt": 3,
    "fevr": 2,
    "fev": 2,
    "aout": 8,
}
"""Abbreviations that documents use and the locale tables write otherwise."""

FUZZY_LIKENESS = 83
"""Of 100: one wrong letter in six passes."""

FUZZY_FACTOR = 0.85
"""What a garbled name is worth at best."""

SHORTEST_FUZZY = 6
"""Shorter names are believed only when exact."""


@cache
def names() -> dict[str, int]:
    """Folded name or abbreviation -> month, of all languages."""
    table: dict[str, int] = {}
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, locale).items():
                    folded = fold_letters(name).strip(". ")
                    if len(folded) >= 3 and folded.isalpha():
                        table.setdefault(folded, int(month))
                        if width == "wide":
                            table.setdefault(folded[:3], int(month))
    for name, month in EXTRA.items():
        table.setdefault(name, month)
    return table


@cache
def month_of(word: str) -> tuple[int, float] | None:
    """(month, likeness in [0, 1]) of a printed name ("März", "SEPT.", "Decernber"); None for other words."""
    folded = fold_letters(word).strip(". ")
    exact = names().get(folded)
    if exact is not None:
        return exact, 1.0
    if len(folded) < SHORTEST_FUZZY:
        return None
    long_names = [name for name in names() if len(name) >= SHORTEST_FUZZY]
    tries = dict.fromkeys((folded, folded.replace("rn", "m")))  # the commonest confusion of two letters with one
    found = (process.extractOne(one, long_names, scorer=fuzz.ratio, score_cutoff=FUZZY_LIKENESS) for one in tries)
    best = max((one for one in found if one is not None), key=lambda one: one[1], default=None)
    return None if best is None else (names()[best[0]], round(best[1] / 100 * FUZZY_FACTOR, 4))

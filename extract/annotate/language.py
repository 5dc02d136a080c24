"""Script and language of a page, from its letters, its stop words and its key phrases."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

from ..document import Line
from .folding import is_han
from .matching import Match
from .phrasebook import SHORT

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "zh")

SCRIPTS = {
    "LATIN": "Latin",
    "CJK": "Han",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "HANGUL": "Hangul",
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "THAI": "Thai",
    "DEVANAGARI": "Devanagari",
}
"""First word of a letter's Unicode name -> name of the script."""

HAN_WEIGHT = 2
"""A Chinese character says about as much as two or more Latin letters."""

PHRASE_WEIGHT = 1.5
"""A key phrase is longer and rarer than a stop word (chosen on the train and dev sets)."""

LEAST_EVIDENCE = 1.5
"""About two words that only one language has."""

LEAST_LEAD = 1.25
"""The best language must have so many times the evidence of the second."""


def script_of(lines: Sequence[Line]) -> str | None:
    """The script of most letters ("Latin", "Han", "Cyrillic" ...); None without letters."""
    counts: Counter[str] = Counter()
    for character, count in Counter("".join(word.text for line in lines for word in line.words)).items():
        script = script_of_character(character)
        if script:
            counts[script] += count * (HAN_WEIGHT if script == "Han" else 1)
    if not counts:
        return None
    return min(counts, key=lambda script: (-counts[script], script))


@lru_cache(maxsize=8192)
def script_of_character(character: str) -> str | None:
    """The script of a letter; None for anything else."""
    if not character.isalpha():
        return None
    if is_han(character):
        return "Han"
    return SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], "other")


def language_of(lines: Sequence[Line], matches: Iterable[Match], script: str | None) -> str | None:
    """ISO 639-1 of one of LANGUAGES; None where the evidence is thin or divided."""
    if script == "Han":
        return "zh"
    if script != "Latin":
        return None
    evidence = dict.fromkeys(LANGUAGES, 0.0)
    table = stop_words()
    for line in lines:
        for word in line.words:
            languages = table.get(word.text.strip(".,:;()").casefold(), ())
            for language in languages:
                evidence[language] += 1 / len(languages)
    phrases: dict[str, set[str]] = {}
    for match in matches:
        if match.edits == 0 and len(match.phrase.key) >= SHORT and match.phrase.language in evidence:
            phrases.setdefault(match.phrase.key, set()).add(match.phrase.language)
    for spoken in phrases.values():
        for language in spoken:
            evidence[language] += PHRASE_WEIGHT / len(spoken)
    ranked = sorted(LANGUAGES, key=lambda language: (-evidence[language], language))
    best, second = evidence[ranked[0]], evidence[ranked[1]]
    return ranked[0] if best >= LEAST_EVIDENCE and best >= LEAST_LEAD * second else None


@lru_cache(maxsize=1)
def stop_words() -> Mapping[str, tuple[str, ...]]:
    """Stop word -> the languages that have it, from spaCy's own language data.

    The tables are read as files: importing a language's package compiles its tokenizer (French: seconds).
    """
    spec = find_spec("spacy")
    home = Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else Path()
    table: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for word in run_path(str(home / "lang" / language / "stop_words.py"))["STOP_WORDS"]:
            if len(word) > 1:  # single letters stand in every language's codes and units
                table.setdefault(word.casefold(), []).append(language)
    return {word: tuple(sorted(set(languages))) for word, languages in table.items()}

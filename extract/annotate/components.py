"""The annotators as components of a blank spaCy pipeline: no model, no download.

Each component is a thin wrapper of a plain function; what they add is the Doc that carries the
results, so that users can put components of their own behind ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ..document import Line
from .language import language_of, script_of
from .matching import choose_labels, find_matches, fold_lines
from .phrasebook import load_phrasebook

SCRIPT, LANGUAGE, PHRASES = "docfields_script", "docfields_language", "docfields_phrases"

EXTENSIONS = ("lines", "folded", "script", "matches", "language", "labels")
"""Doc._.lines goes in; script, language and labels come out; folded and matches pass between."""


@lru_cache(maxsize=1)
def load_pipeline() -> Any:
    """The pipeline, made once: script, language, key phrases."""
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

    for name in EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name, component in (
        (SCRIPT, add_script),
        (LANGUAGE, add_language),
        (PHRASES, add_labels),
    ):
        if not Language.has_factory(name):
            Language.component(name, func=component)
    pipeline = spacy.blank("xx")
    for name in (SCRIPT, LANGUAGE, PHRASES):
        pipeline.add_pipe(name)
    return pipeline


def make_doc(lines: Sequence[Line]) -> Any:
    """A Doc of our words; the space after each is known, nothing is tokenised anew."""
    from spacy.tokens import Doc

    words = [word.text for line in lines for word in line.words]
    doc = Doc(load_pipeline().vocab, words=words, spaces=[True] * len(words))
    doc._.lines = tuple(lines)
    return doc


def add_script(doc: Any) -> Any:
    doc._.script = script_of(doc._.lines)
    return doc


def add_language(doc: Any) -> Any:
    """Finds all phrases too: which language's they are tells the page's language."""
    doc._.folded = fold_lines(doc._.lines)
    doc._.matches = find_matches(doc._.folded, load_phrasebook())
    doc._.language = language_of(doc._.lines, doc._.matches, doc._.script)
    return doc


def add_labels(doc: Any) -> Any:
    doc._.labels = choose_labels(doc._.lines, doc._.folded, doc._.matches, doc._.language)
    return doc

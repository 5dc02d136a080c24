"""The kinds of lines, how each looks, and how often it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from docfields.models.synthesis.lines import page_looks as page
from docfields.models.synthesis.lines import special_looks as special
from docfields.models.synthesis.lines.look import Look

LOOKS: Mapping[str, tuple[Callable[[Random], Look], int]] = {
    "print": (page.office_print, 18),
    "scan": (page.scan, 9),
    "photo": (page.photo, 10),
    "low_resolution": (page.low_resolution, 5),
    "small_grey": (page.small_grey, 3),
    "inverse": (page.inverse, 3),
    "colored": (page.colored, 2),
    "boxed": (page.boxed, 4),
    "neighbours": (page.neighbours, 4),
    "spaced": (page.spaced, 3),
    "condensed": (page.condensed, 2),
    "columns": (page.columns, 4),
    "italic": (page.italic, 2),
    "display": (page.display, 2),
    "overprinted": (page.overprinted, 3),
    "pattern": (page.pattern, 4),
    "thermal": (special.thermal, 9),
    "dot_matrix": (special.dot_matrix, 3),
    "typewriter": (special.typewriter, 2),
    "handwriting": (special.handwriting, 3),
    "segment": (special.segment, 1),
    "ocr_b": (special.ocr_b, 9),
    "card_embossed": (special.card_embossed, 2),
    "card_flat": (special.card_flat, 2),
    "chinese": (special.chinese, 6),
    "other_scripts": (special.other_scripts, 6),
}
"""How a kind looks, and its share in percent or about."""

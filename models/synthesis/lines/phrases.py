"""Sentences and labels of the tables as lines show them: placeholders filled, cut where a line ends, spaced oddly."""

from __future__ import annotations

import re
from random import Random

from docfields.models.synthesis.material.digits import digits

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MARKS = (":", "/", "-", ".", "#", "%", "(", ")", ",", "&", "+", "=", "*")

_WRITTEN_OTHERWISE = str.maketrans({
    "„": '"', "‚": "'", "№": "No", "¡": "", "\xa0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "", "−": "-", "‑": "-",
    "\u200b": "", "ŉ": "n",
})  # fmt: skip
"""Signs that the shipped recogniser has no class for, and spaces that cannot be told apart."""


def filled(rng: Random, text: str) -> str:
    """Numbers where a text has {placeholders}."""
    return _PLACEHOLDER.sub(lambda found: _fitting(rng, found.group(1)), text)


def _fitting(rng: Random, name: str) -> str:
    if name in ("rate", "discount", "page", "pages", "discount_days"):
        return str(rng.randint(1, 20))
    if name == "days":
        return str(rng.choice((7, 8, 10, 14, 21, 30, 45, 60, 90)))
    return digits(rng, rng.randint(2, 6))


def cut(rng: Random, text: str, longest: int) -> str:
    """At most so many characters: some part, from a word's start where there are words."""
    text = text.strip()
    if len(text) <= longest:
        return text
    if " " not in text and "\t" not in text:
        start = rng.randrange(len(text) - longest + 1)
        return text[start : start + longest].strip()
    starts = [0, *(index + 1 for index, mark in enumerate(text) if mark == " ")]
    start = rng.choice([place for place in starts if len(text) - place > longest / 3])
    part = text[start : start + longest]
    if start + longest < len(text) and text[start + longest] not in " \t" and rng.random() < 0.8:
        part = re.split(r"[ \t](?=[^ \t]*$)", part)[0]
    return part.strip()


def respaced(rng: Random, text: str) -> str:
    """One mark of the text with spaces around it, or with none: "DATE : 13 / 04 / 2018", "Total:5.00"."""
    present = [mark for mark in _MARKS if mark in text and 2 * mark not in text]
    if not present:
        return text
    mark = rng.choice(present)
    between = rng.choice((" {} ", " {} ", " {}", "{} ", "{}"))
    inside_number = r"(?<!\d)" if mark in ".," else ""
    return re.sub(rf"{inside_number} *{re.escape(mark)} *", between.format(mark), text)


def tidied(text: str) -> str:
    """Composed letters, one space or column gap between words, none at the ends."""
    import unicodedata

    text = unicodedata.normalize("NFC", text.translate(_WRITTEN_OTHERWISE)).replace("\n", " ")
    text = re.sub(r" *\t[ \t]*", "\t", text)
    return re.sub(r" +", " ", text).strip()

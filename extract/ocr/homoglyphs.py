"""Letters that Latin, Greek and Cyrillic print alike: read as Latin ones, then given the script of their word.

A recogniser cannot tell the А of МОСКВА from that of ATLAS by its picture. It therefore has one class for both, the
Latin one, and classes for the letters of the other two scripts that look unlike any Latin one; the latter tell which
script a word is in. So a page in Latin letters can never get a Cyrillic letter for a Latin one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Alphabet = Literal["latin", "greek", "cyrillic"]

CYRILLIC_TWINS = dict(zip("АВЕКМНОРСТХІЇЈЅЁаеорсухіїјѕё", "ABEKMHOPCTXIÏJSËaeopcyxiïjsë", strict=True))
GREEK_TWINS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΪΫοόνμ", "ABEZHIKMNOPTYXÏŸoóvµ", strict=True))
TWINS = {**CYRILLIC_TWINS, **GREEK_TWINS}
"""Letters of other scripts and the Latin ones that look the same."""

_BACK: dict[Alphabet, dict[str, str]] = {
    "greek": {latin: letter for letter, latin in GREEK_TWINS.items()},
    "cyrillic": {latin: letter for letter, latin in CYRILLIC_TWINS.items()},
}

CYRILLIC = "БГДЖЗИЙЛПУФЦЧШЩЪЫЬЭЮЯЂЃЄЉЊЋЌЎЏҐбвгджзийклмнптфцчшщъыьэюяђѓєљњћќўџґ"
GREEK = "ΓΔΘΛΞΠΣΦΨΩΆΈΉΊΌΎΏαβγδεζηθικλξπρςστυφχψωάέήίύώϊϋΐΰ"
"""Letters without a twin: those that a recogniser needs classes for."""

OTHERS = frozenset(CYRILLIC + GREEK)
AMBIGUOUS = frozenset(TWINS.values())


def as_latin(text: str) -> str:
    """The text as it looks: twins replaced by the Latin letters."""
    return "".join(TWINS.get(letter, letter) for letter in text)


def in_their_scripts(words: Sequence[str]) -> list[str]:
    """The words of a line, each in one script; what may be of several scripts gets the commonest of the others.

    A word never changes its length.
    """
    if all(letter not in OTHERS for word in words for letter in word):
        return list(words)
    scripts = [_script(word) for word in words]
    told = [script for script in scripts if script is not None]
    usual: Alphabet = max(set(told), key=lambda script: (told.count(script), script == "latin"), default="latin")
    return [_written(word, script or usual) for word, script in zip(words, scripts, strict=True)]


def _script(word: str) -> Alphabet | None:
    """The script that most of a word's unmistakable letters are of; None without any."""
    counts: dict[Alphabet, int] = {
        "latin": sum(letter.isalpha() and letter not in OTHERS and letter not in AMBIGUOUS for letter in word),
        "cyrillic": sum(letter in CYRILLIC for letter in word),
        "greek": sum(letter in GREEK for letter in word),
    }
    best = max(counts, key=lambda script: counts[script])
    return best if counts[best] else None


def _written(word: str, script: Alphabet) -> str:
    back = _BACK.get(script)
    if back is None:
        return word
    # Letters that the script has not stay: "5K µm", a unit beside a Greek word.
    return "".join(back.get(letter, letter) for letter in word)

"""Digits from a seed, and numbers whose check digits hold or on purpose do not."""

from __future__ import annotations

import string
from collections.abc import Callable
from random import Random

Verdict = Callable[[str], bool]


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choices(string.digits, k=count))


def letters(rng: Random, count: int) -> str:
    return "".join(rng.choices(string.ascii_uppercase, k=count))


def fill(rng: Random, pattern: str) -> str:
    """Replaces each # by a digit and each @ by a capital."""
    drawn = {"#": string.digits, "@": string.ascii_uppercase}
    return "".join(rng.choice(drawn[mark]) if mark in drawn else mark for mark in pattern)


def first_valid(draw: Callable[[], str], is_valid: Verdict) -> str:
    """Draws until the check digits hold: at worst one in 97 does, which takes about a millisecond."""
    while True:
        value = draw()
        if is_valid(value):
            return value


def spoiled(rng: Random, value: str, is_valid: Verdict) -> str:
    """The value with one digit of its second half changed (the first may say a country), so that its check fails."""
    places = [place for place, character in enumerate(value) if character in string.digits]
    places = places[len(places) // 2 :]
    while True:
        place = rng.choice(places)
        other = rng.choice(string.digits.replace(value[place], ""))
        changed = value[:place] + other + value[place + 1 :]
        if not is_valid(changed):
            return changed

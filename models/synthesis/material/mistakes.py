"""Sums that a document misstates on purpose, as people and machines do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TypeVar

from docfields.models.synthesis.material.records import CENT, Invoice, Receipt

Record = TypeVar("Record", Invoice, Receipt)


def misstated(rng: Random, record: Record, names: Sequence[str]) -> Record:
    """The record with other values printed for some of its sums ("total", "line_items[2].amount")."""
    stated = {**record.stated, **{name: _wrong(rng, record.shown(name)) for name in names}}
    return replace(record, stated=stated)


def _wrong(rng: Random, value: Decimal) -> Decimal:
    """Another amount: one digit of it is another, two have changed places, or some cents are missing."""
    cents = str(abs(int(value / CENT)))
    way = rng.choice(("digit", "digit", "places", "cents"))
    places = [place for place in range(len(cents) - 1) if cents[place] != cents[place + 1] and cents[place + 1] != "0"]
    if way == "places" and places:
        place = rng.choice(places)
        cents = f"{cents[:place]}{cents[place + 1]}{cents[place]}{cents[place + 2 :]}"
    elif way == "cents":
        cents = str(int(cents) + rng.choice((-1, 1)) * rng.choice((5, 10, 50, 100)))
    else:
        place = rng.randrange(len(cents))
        cents = (
            cents[:place] + rng.choice([digit for digit in "123456789" if digit != cents[place]]) + cents[place + 1 :]
        )
    changed = abs(int(cents)) * CENT
    return changed.copy_sign(value) if changed != abs(value) else value + CENT

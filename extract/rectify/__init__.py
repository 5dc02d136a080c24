"""Sets pages straight, step by step, with the way to the original kept, and makes hard pictures easier to read.

A step takes a page and gives it in better coordinates, or the same object where it has nothing to do: it decides
that itself. Each adds its name to `Page.rectified` and itself to `Page.to_source`; `carry` does both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..document import Page
from .enhance import enhanced, remedies
from .flattening import carry, lay_flat
from .lean import deskew
from .orientation import looks_turned, turn, upright
from .quality import measure

Step = Callable[[Page], Page]

BEFORE_READING: tuple[Step, ...] = ()
"""Steps that see the picture alone: the places of networks that turn and unwarp. None is shipped."""

AFTER_READING: tuple[Step, ...] = (deskew,)
"""Steps that see lines and carry them along. `upright` comes before, for a page that it turned is read anew."""


def apply(steps: Sequence[Step], page: Page) -> Page:
    """The page after all steps; the same object where none had anything to do."""
    for step in steps:
        page = step(page)
    return page


__all__ = [
    "AFTER_READING",
    "BEFORE_READING",
    "Step",
    "apply",
    "carry",
    "deskew",
    "enhanced",
    "lay_flat",
    "looks_turned",
    "measure",
    "remedies",
    "turn",
    "upright",
]

"""Pages written by hand: lines of text at places, with the labels that annotate finds in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from docfields.annotate import annotate
from docfields.document import Line, Quad, TextPage, Word

Placed = tuple[float, float, str]
"""left (a negative one: minus the right edge), top, text; all in points."""

HEIGHT, CHARACTER = 10.0, 5.0


def _line(left: float, top: float, text: str) -> Line:
    x = left if left >= 0 else -left - len(text) * CHARACTER
    words = []
    for part in text.split(" "):
        if part:
            words.append(Word(part, Quad.from_box(x, top, x + len(part) * CHARACTER, top + HEIGHT)))
        x += (len(part) + 1) * CHARACTER
    return Line(tuple(words), Quad.around([word.quad for word in words]))


@pytest.fixture
def make_page() -> Callable[..., TextPage]:
    """make_page([(left, top, text), ...], index=0, labels=True) -> TextPage of 600 x 800 points."""

    def make(placed: Sequence[Placed], index: int = 0, *, labels: bool = True) -> TextPage:
        lines = sorted((_line(*line) for line in placed), key=lambda line: (line.quad.top, line.quad.left))
        page = TextPage(index, 600, 800, tuple(lines), "text", source_size=(600, 800))
        return annotate(page) if labels else page

    return make

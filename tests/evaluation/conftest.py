"""Small documents whose truth and reading are both written by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PilImage

from docfields.document import Line, Quad, TextPage, Word
from docfields.evaluation.evaluate import DocumentScore
from docfields.evaluation.gold import GoldDocument, GoldWord
from docfields.evaluation.reading import ReadingScore
from docfields.evaluation.reading_errors import page_readings
from docfields.evaluation.scoring import Counts
from docfields.schemas.extraction import Extraction, Kind

Placed = tuple[float, float, str]
"""left, top, text; 10 pixels a character, 20 high."""

WIDTH, HEIGHT = 400, 300


def quad(left: float, top: float, text: str) -> Quad:
    return Quad.from_box(left, top, left + 10 * len(text), top + 20)


def read_page(read: Sequence[Placed], *, text_from: str = "ocr") -> TextPage:
    """Each text is a line of one page."""
    lines = []
    for left, top, text in read:
        words = [
            Word(word, quad(left + 10 * text.index(word), top, word)) for word in text.split()
        ]  # no word twice in a line
        lines.append(Line(tuple(words), quad(left, top, text)))
    return TextPage(0, WIDTH, HEIGHT, tuple(lines), text_from, source_size=(WIDTH, HEIGHT))  # type: ignore[arg-type]


@pytest.fixture
def make_score(tmp_path: Path) -> Callable[..., DocumentScore]:
    """make_score(true, read, lines=True, kind="receipt", fields={}) -> the score of one picture of 400 x 300."""

    def make(
        true: Sequence[Placed],
        read: Sequence[Placed],
        *,
        lines: bool = True,
        kind: Kind = "receipt",
        fields: dict[str, str] | None = None,
        text_from: str = "ocr",
    ) -> DocumentScore:
        path = tmp_path / "receipt.png"
        PilImage.fromarray(np.full((HEIGHT, WIDTH, 3), 255, np.uint8)).save(path)
        gold = GoldDocument(
            path=path, kind=kind, group="a", capture="scan", size=(WIDTH, HEIGHT), fields=fields or {},
            line_items=None, ignore=frozenset(), boxes_are_lines=lines,
            words=tuple(GoldWord(text, quad(left, top, text), 0, None) for left, top, text in true),
        )  # fmt: skip
        return DocumentScore(
            gold=gold,
            extraction=Extraction(source=str(path), kind=kind),
            fields=(),
            line_items=Counts(),
            reading=ReadingScore(),
            seconds=0.0,
            page_count=1,
            page_readings=page_readings(gold, [read_page(read, text_from=text_from)]),
        )

    return make

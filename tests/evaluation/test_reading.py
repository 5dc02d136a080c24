"""Reading scores on a page of three words."""

from __future__ import annotations

from pathlib import Path

from docfields.document import Line, Quad, TextPage, Transform, Word
from docfields.evaluation.gold import GoldDocument, GoldWord, text_pages
from docfields.evaluation.reading import score_reading
from docfields.evaluation.scoring import Counts


def gold(words: tuple[GoldWord, ...], *, lines: bool = False) -> GoldDocument:
    return GoldDocument(
        path=Path("a.png"), kind="form", group="a", capture="scan", size=(200.0, 100.0), fields={}, line_items=None,
        ignore=frozenset(), words=words, boxes_are_lines=lines,
    )  # fmt: skip


def page(*words: Word, to_source: Transform | None = None) -> TextPage:
    lines = tuple(Line((word,), word.quad) for word in words)
    return TextPage(0, 100.0, 50.0, lines, "ocr", to_source=to_source or Transform())


BOX = Quad.from_box(20, 20, 60, 40)


def test_a_word_read_right_at_its_place() -> None:
    score = score_reading(gold((GoldWord("Total", BOX, 0, 0),)), [page(Word("T0tal", BOX))])
    assert score.detection == Counts(1, 1, 1)
    assert (score.errors, score.characters) == (1, 5)
    assert score.words == Counts(0, 1, 1)


def test_places_are_compared_in_the_source() -> None:
    half = Quad.from_box(10, 10, 30, 20)
    score = score_reading(
        gold((GoldWord("Total", BOX, 0, 0),)), [page(Word("Total", half), to_source=Transform.scaling(2, 2))]
    )
    assert score.detection == Counts(1, 1, 1) and score.errors == 0


def test_a_missed_word_costs_all_its_characters() -> None:
    score = score_reading(gold((GoldWord("Total", BOX, 0, 0),)), [page()])
    assert score.character_error_rate == 1.0


def test_a_page_that_was_not_read_is_missed() -> None:
    score = score_reading(gold((GoldWord("Total", BOX, 0, 0),)), [])
    assert score.character_error_rate == 1.0 and score.detection == Counts(0, 0, 1)


def test_words_without_places_count_as_a_bag_only() -> None:
    score = score_reading(gold((GoldWord("Total", None, 0, 0),)), [page(Word("TOTAL", BOX))])
    assert score.words == Counts(1, 1, 1) and score.detection == Counts()


def test_boxes_of_lines_are_cut_into_words() -> None:
    [read] = text_pages(gold((GoldWord("ab cd", Quad.from_box(0, 0, 50, 10), 0, 0),), lines=True))
    [line] = read.lines
    assert [word.text for word in line.words] == ["ab", "cd"]
    assert line.words[1].quad == Quad.from_box(30, 0, 50, 10)


def test_single_words_are_put_into_lines_by_their_places() -> None:
    words = tuple(
        GoldWord(text, Quad.from_box(left, top, left + 30, top + 10), 0, None)
        for text, left, top in (("10.00", 150, 1), ("Total", 0, 0), ("due", 33, 1), ("Date", 0, 30))
    )
    [read] = text_pages(gold(words))
    assert [line.text for line in read.lines] == ["Total due", "10.00", "Date"]

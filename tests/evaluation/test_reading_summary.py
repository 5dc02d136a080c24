"""The figures of two small pages."""

from __future__ import annotations

from collections.abc import Callable

from docfields.evaluation.evaluate import DocumentScore
from docfields.evaluation.reading_summary import height_class, summarise_reading

MakeScore = Callable[..., DocumentScore]


def test_figures_of_two_pages(make_score: MakeScore) -> None:
    [clean] = make_score([(0, 0, "Total due")], [(0, 0, "Total due")]).page_readings
    [worn] = make_score([(0, 0, "Total due"), (0, 50, "No. 10")], [(0, 0, "T0taldue."), (0, 100, "~~")]).page_readings
    figures = summarise_reading([("scan", clean), ("photo", worn)])
    assert figures is not None and figures["pages"] == 2
    assert figures["detection"]["0.5"] == {"precision": 0.6667, "recall": 0.6667, "hmean": 0.6667}
    assert figures["end_to_end"]["recall"] == 0.3333
    assert figures["true_boxes"] == {"right": 2, "split": 0, "merged": 0, "inaccurate": 0, "missed": 1}
    assert figures["read_boxes"] == {"right": 2, "split": 0, "merged": 0, "inaccurate": 0, "false": 1}
    assert figures["recognition"]["line_accuracy"] == 0.5
    assert figures["recognition"]["character_error_rate"] == 0.1667
    assert figures["confusions"] == [["", ".", 1], ["o", "0", 1]]
    assert figures["spaces"] == {"true": 2, "lost": 1, "added": 0}
    assert figures["lengths"] == {"1": 1}
    assert figures["by_capture"]["photo"]["true_boxes"]["missed"] == 1
    assert figures["by_capture"]["scan"]["line_accuracy"] == 1.0
    assert list(figures["by_height"]) == ["20 to 24"] and figures["by_height"]["20 to 24"]["false"] == 1


def test_no_pages_no_figures() -> None:
    assert summarise_reading([]) is None


def test_classes_of_height() -> None:
    assert [height_class(height) for height in (3, 12, 15.9, 47, 48)] == [
        "under 12", "12 to 16", "12 to 16", "32 to 48", "48 and over",
    ]  # fmt: skip

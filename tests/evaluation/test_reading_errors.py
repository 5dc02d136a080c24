"""Pages of a few lines: what becomes of each box and each text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from docfields.document import Quad, TextPage, Transform
from docfields.evaluation.evaluate import DocumentScore
from docfields.evaluation.gold import GoldWord
from docfields.evaluation.reading_errors import BoxGroup, page_readings
from docfields.evaluation.scoring import Counts

MakeScore = Callable[..., DocumentScore]


def groups(score: DocumentScore) -> list[tuple[str, str, str]]:
    [reading] = score.page_readings
    return [(group.kind, _text(group, true=True), _text(group, true=False)) for group in reading.groups]


def _text(group: BoxGroup, *, true: bool) -> str:
    return "|".join(box.text for box in (group.true if true else group.given))


def test_a_page_with_every_kind_of_error(make_score: MakeScore) -> None:
    score = make_score(
        true=[(0, 0, "Shop"), (0, 30, "Total 5.00"), (0, 60, "Tax"), (50, 60, "0.40"), (0, 90, "Thank you"),
              (0, 120, "Cashier")],
        read=[(0, 0, "Sh0p"), (0, 30, "Total"), (60, 30, "5.00"), (0, 60, "Tax  0.40"), (0, 90, "Tha"),
              (0, 200, "***")],
    )  # fmt: skip
    assert groups(score) == [
        ("right", "Shop", "Sh0p"),
        ("split", "Total 5.00", "Total|5.00"),
        ("merged", "Tax|0.40", "Tax 0.40"),
        ("inaccurate", "Thank you", "Tha"),
        ("missed", "Cashier", ""),
        ("false", "", "***"),
    ]
    [reading] = score.page_readings
    assert reading.detection[0] == Counts(right=2, given=6, true=6)
    assert reading.words == Counts(right=4, given=7, true=8)


def test_texts_are_compared_where_the_place_is_right(make_score: MakeScore) -> None:
    [reading] = make_score(
        [(0, 0, "Total due"), (0, 50, "Pay now")], [(0, 0, "Tota1 due"), (0, 65, "Pay now")]
    ).page_readings
    right, *others = reading.groups
    assert right.text is not None and right.is_misread and right.text.errors == 1
    assert [group.text for group in others] == [None, None]


def test_words_that_were_read_as_one_lost_their_space(make_score: MakeScore) -> None:
    [reading] = make_score([(0, 0, "Bill"), (50, 0, "to")], [(0, 0, "Bill-to")], lines=False).page_readings
    [group] = reading.groups
    assert group.kind == "merged" and group.text is not None and group.text.spaces_lost == 1
    assert reading.words == Counts(right=0, given=1, true=2)


def test_ideographs_are_joined_without_a_space(make_score: MakeScore) -> None:
    [reading] = make_score([(0, 0, "电子发票")], [(0, 0, "电子"), (20, 0, "发票")]).page_readings
    [group] = reading.groups
    assert group.kind == "split" and not group.is_misread


def test_truth_without_spaces_or_lower_case_judges_neither(make_score: MakeScore) -> None:
    [reading] = make_score([(0, 0, "TOTALDUE"), (0, 30, "TAX")], [(0, 0, "Total due"), (0, 30, "Tax")]).page_readings
    assert not any(group.is_misread for group in reading.groups)
    assert reading.words == Counts(2, 2, 2)


def test_heights_are_those_of_the_page_as_read(make_score: MakeScore) -> None:
    score = make_score([(0, 0, "Total")], [])
    half = TextPage(0, 200, 150, (), "ocr", to_source=Transform.scaling(2, 2))
    [reading] = page_readings(score.gold, [half])
    [group] = reading.groups
    assert group.height == 10 and group.true[0].quad == Quad.from_box(0, 0, 50, 20)


def test_a_text_layer_is_not_reading(make_score: MakeScore) -> None:
    assert make_score([(0, 0, "Total")], [(0, 0, "Total")], text_from="text").page_readings == ()


def test_words_without_places_say_nothing_about_boxes(make_score: MakeScore) -> None:
    gold = make_score([(0, 0, "Total")], []).gold
    assert page_readings(replace(gold, words=(GoldWord("Total", None, 0, None),)), []) == ()


def test_a_page_that_could_not_be_read_is_missed(make_score: MakeScore) -> None:
    [reading] = page_readings(make_score([(0, 0, "Total")], []).gold, [])
    assert [group.kind for group in reading.groups] == ["missed"]

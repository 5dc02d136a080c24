"""What of a page must not be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from docfields.evaluation.evaluate import DocumentScore
from docfields.evaluation.personal import hidden_on

MakeScore = Callable[..., DocumentScore]

PAGE = [(0, 0, "ACME SDN BHD"), (0, 30, "12 Mill Lane"), (0, 60, "Total 5.00"), (0, 90, "acme@mill.example")]


def shown(score: DocumentScore) -> list[str]:
    [reading] = score.page_readings
    hidden = hidden_on(score, reading)
    return [
        box.text
        for index, group in enumerate(reading.groups)
        if index not in hidden.groups
        for box in (*group.true, *group.given)
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["ACME SDN BHD", "12 Mill Lane", "Total 5.00", "acme@mill.example"]),
        ({"total": "5.00"}, ["ACME SDN BHD", "12 Mill Lane", "Total 5.00", "acme@mill.example"]),
        ({"seller.name": "ACME Sdn. Bhd."}, ["12 Mill Lane", "Total 5.00"]),
        ({"seller.address": "12 Mill Lane, Ambleford"}, ["ACME SDN BHD", "Total 5.00"]),
        ({"seller.address": "12MillLaneAmbleford"}, ["ACME SDN BHD", "Total 5.00", "acme@mill.example"]),
    ],
)
def test_boxes_with_words_of_a_personal_value(
    make_score: MakeScore, fields: Mapping[str, str], expected: list[str]
) -> None:
    assert shown(make_score(PAGE, [], fields=fields)) == expected


def test_a_misread_name_is_hidden_by_its_place(make_score: MakeScore) -> None:
    score = make_score(PAGE[:1], [(0, 10, "AOMF 5DM BMD")], fields={"seller.name": "ACME Sdn Bhd"})
    assert shown(score) == []
    [reading] = score.page_readings
    assert len(hidden_on(score, reading).quads) >= 2


@pytest.mark.parametrize("kind", ["identity", "bank_card", "form"])
def test_of_some_kinds_nothing_is_shown(make_score: MakeScore, kind: str) -> None:
    assert shown(make_score(PAGE, PAGE, kind=kind)) == []

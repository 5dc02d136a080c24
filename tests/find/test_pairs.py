"""Keys and values of any document."""

from __future__ import annotations

from collections.abc import Callable

from docfields.document import TextPage
from docfields.find.pairs import find_pairs

Make = Callable[..., TextPage]


def texts(page: TextPage) -> list[tuple[str, str]]:
    return [(pair.key, pair.value) for pair in find_pairs((page,))]


def test_after_a_colon(make_page: Make) -> None:
    assert texts(make_page([(40, 40, "Shoe size: 42")], labels=False)) == [("Shoe size", "42")]


def test_two_on_one_line(make_page: Make) -> None:
    page = make_page([(40, 40, "Colour: red Weight: 3 kg")], labels=False)
    assert texts(page) == [("Colour", "red"), ("Weight", "3 kg")]


def test_glued(make_page: Make) -> None:
    assert texts(make_page([(40, 40, "Colour:red wine")], labels=False)) == [("Colour", "red wine")]


def test_right_of_the_key_and_under_it(make_page: Make) -> None:
    page = make_page([(40, 40, "Shoe size:"), (160, 40, "42"), (40, 80, "Remarks:"), (40, 95, "none")], labels=False)
    assert texts(page) == [("Shoe size", "42"), ("Remarks", "none")]


def test_times_and_addresses_of_the_internet_are_no_keys(make_page: Make) -> None:
    assert texts(make_page([(40, 40, "At 12:30 see https://example.org")], labels=False)) == []


def test_places(make_page: Make) -> None:
    [pair] = find_pairs((make_page([(40, 40, "Shoe size: 42")], labels=False),))
    assert pair.key_quad is not None and pair.value_quad is not None
    assert pair.key_quad[1][0] < pair.value_quad[0][0]

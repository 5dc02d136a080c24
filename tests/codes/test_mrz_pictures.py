"""Zones of photographs: leaning, turned, small, and with check digits that specimens have invented."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from docfields.codes import mrz
from docfields.codes.mrz_format import ALPHABET
from docfields.document import Lattice, Line, Quad, TextPage, Word

PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
VOCABULARY = ("", *ALPHABET)

Doubts = Mapping[tuple[int, int], tuple[str, float]]
"""Row and place of a character -> another one with its probability."""


def lattice_of(text: str, quad: Quad, doubts: Mapping[int, tuple[str, float]]) -> Lattice:
    """A character every second step; the most probable class first."""
    classes = np.zeros((2 * len(text), 3), np.int32)
    probabilities = np.zeros((2 * len(text), 3), np.float32)
    probabilities[1::2, 0] = 1.0
    for place, character in enumerate(text):
        other, probability = doubts.get(place, ("", 0.0))
        classes[2 * place] = VOCABULARY.index(character), VOCABULARY.index(other), 0
        probabilities[2 * place] = 0.99 - probability, probability, 0.0
    return Lattice(VOCABULARY, classes, probabilities, np.zeros(2 * len(text), np.float32), quad)


def make_page(
    rows: Sequence[str], *, degrees: float = 0.0, doubts: Doubts | None = None, above: Sequence[str] = ()
) -> TextPage:
    """Rows of 20 pixels height and 30 pixels distance, turned about the page's middle; print above them."""
    lines = []
    for index, text in enumerate([*above, *rows]):
        row = index - len(above)
        left, top = 60.0, 500.0 + 30 * row - (60 if row < 0 else 0)
        corners = [(left, top), (left + 14 * len(text), top), (left + 14 * len(text), top + 20), (left, top + 20)]
        quad = Quad.from_array(np.array([turn(x, y, degrees) for x, y in corners]))
        own = {place: other for (line, place), other in (doubts or {}).items() if line == row}
        lattice = lattice_of(text, quad, own) if row >= 0 else None
        words = tuple(Word(token, quad) for token in text.split())
        lines.append(Line(words, quad, lattice=lattice))
    return TextPage(0, 800, 800, tuple(lines), "ocr")


def turn(x: float, y: float, degrees: float) -> tuple[float, float]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return 400 + (x - 400) * cos - (y - 400) * sin, 400 + (x - 400) * sin + (y - 400) * cos


def zone_of(page: TextPage) -> tuple[str, ...] | None:
    found = mrz.find_zone(page)
    return found.zone.lines if found is not None and found.is_whole else None


@pytest.mark.parametrize("degrees", [0, 5, -7, 12, 90, 180, -90, 86])
@pytest.mark.parametrize("lines", [PASSPORT, CARD], ids=["passport", "card"])
def test_zones_lean_and_turn(lines: tuple[str, ...], degrees: float) -> None:
    assert zone_of(make_page(lines, degrees=degrees)) == lines


def test_what_was_read_without_a_doubt_is_not_repaired() -> None:
    wrong = PASSPORT[1].replace("7408122F", "7408123F")
    assert zone_of(make_page((PASSPORT[0], wrong))) == (PASSPORT[0], wrong)
    misread = PASSPORT[1].replace("7408122F", "7498122F")
    assert zone_of(make_page((PASSPORT[0], misread), doubts={(1, 15): ("0", 0.3)})) == PASSPORT


def test_a_letter_for_its_digit_is_repaired_even_so() -> None:
    misread = PASSPORT[1].replace("L898902C3", "L8989O2C3")
    assert zone_of(make_page((PASSPORT[0], misread))) == PASSPORT


def test_a_visa_is_no_passport_with_a_wrong_digit() -> None:
    lines = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096364056224154<<<")
    found = mrz.find_zone(make_page(lines))
    assert found is not None and found.zone.format == "MRV-A" and found.zone.lines == lines


def test_a_letter_that_may_be_a_filler_is_one() -> None:
    misread = PASSPORT[0].replace("MARIA<<<<<", "MARIAC<C<E")
    doubts = {(0, place): ("<", 0.1) for place, character in enumerate(misread) if character in "CE" and place > 24}
    assert zone_of(make_page((misread, PASSPORT[1]), doubts=doubts)) == PASSPORT


def test_a_line_without_any_filler_read_is_still_of_the_zone() -> None:
    misread = PASSPORT[0].replace("<", "C")
    doubts = {(0, place): ("<", 0.2) for place, character in enumerate(PASSPORT[0]) if character == "<"}
    assert zone_of(make_page((misread, PASSPORT[1]), doubts=doubts)) == PASSPORT


@pytest.mark.parametrize(
    ("printed", "field", "value"),
    [
        ("ERIKSSQN", "surname", "ERIKSSQN"),
        ("16.04.2007", "issue_date", "2007-04-16"),
        ("16 04 07", "issue_date", "2007-04-16"),
        ("ZE-184226-B", "personal_number", "ZE-184226-B"),
    ],
    ids=["a letter differs", "issue", "issue in digits", "personal number"],
)
def test_the_print_above_goes_with_the_zone(printed: str, field: str, value: str) -> None:
    candidates = sorted(mrz.find(make_page(PASSPORT, above=[printed])), key=lambda one: -one.score)
    assert next(one.text for one in candidates if one.field == field) == value


def test_a_day_at_no_usual_distance_from_the_expiry_is_no_issue() -> None:
    assert not [one for one in mrz.find(make_page(PASSPORT, above=["03.11.2008"])) if one.field == "issue_date"]


def test_capitals_before_the_signature() -> None:
    candidates = sorted(mrz.find(make_page(PASSPORT, above=["Eriksson", "ERIKSSON"])), key=lambda one: -one.score)
    assert next(one.text for one in candidates if one.field == "surname") == "ERIKSSON"

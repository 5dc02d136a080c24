"""From lattices to words."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.document import Lattice, Quad
from docfields.ocr.band import Band
from docfields.ocr.recognize import sparse_lattice
from docfields.ocr.words import (
    PEAK_LAG,
    character_quads,
    decode_greedy,
    group_words,
    line_from_lattice,
    space_between,
)

VOCABULARY = ("", "a", "b", "1", "2", ".", ":", "é", " ")
QUAD = Quad.from_box(100, 50, 300, 70)


def lattice_of(steps: str, spaces: dict[int, float] | None = None) -> Lattice:
    """One class a step: "_" is the blank. spaces: probability of the space at steps where another class wins."""
    probabilities = np.full((len(steps), len(VOCABULARY)), 0.001, np.float32)
    for row, text in zip(probabilities, steps, strict=True):
        row[VOCABULARY.index("" if text == "_" else text)] = 0.9
    for step, probability in (spaces or {}).items():
        probabilities[step, -1] = probability
    return sparse_lattice(probabilities, VOCABULARY, QUAD, 0.0)


def texts(lattice: Lattice) -> list[str]:
    return [word.text for word in line_from_lattice(lattice).words]


def slow_greedy(best: list[int]) -> str:
    text, last = "", 0
    for step in best:
        if step not in (0, last):
            text += VOCABULARY[step]
        last = step
    return text


@given(st.lists(st.integers(0, len(VOCABULARY) - 1), min_size=1, max_size=40))
def test_decoding_runs_equals_decoding_step_by_step(best):
    lattice = lattice_of("".join(VOCABULARY[index] or "_" for index in best))
    assert "".join(character.text for character in decode_greedy(lattice)) == slow_greedy(best)


@given(st.lists(st.integers(0, len(VOCABULARY) - 1), min_size=1, max_size=40))
def test_words_lie_within_their_line_and_follow_each_other(best):
    line = line_from_lattice(lattice_of("".join(VOCABULARY[index] or "_" for index in best)))
    assert all(QUAD.left - 1e-6 <= word.quad.left < word.quad.right <= QUAD.right + 1e-6 for word in line.words)
    lefts = [word.quad.left for word in line.words]
    assert lefts == sorted(lefts)
    assert all(0 <= word.score <= 1 and word.text and " " not in word.text for word in line.words)


def test_repeats_are_one_character_unless_a_blank_stands_between():
    assert texts(lattice_of("_aa_b")) == ["ab"]
    assert texts(lattice_of("a_a")) == ["aa"]


def test_accented_words_stay_whole():
    assert texts(lattice_of("a_é_b")) == ["aéb"]


def test_a_winning_space_parts_words_and_never_begins_or_ends_one():
    assert texts(lattice_of(" a_ _b ")) == ["a", "b"]


@pytest.mark.parametrize(
    ("steps", "space", "words"),
    [
        ("a_b", 0.2, ["ab"]),
        ("a_b", 0.35, ["a", "b"]),
        ("a:_b", 0.22, ["a:", "b"]),
        ("a_:b", 0.22, ["a", ":b"]),
        ("a:_b", 0.18, ["a:b"]),
        ("1._2", 0.25, ["1.2"]),
        ("1_.2", 0.25, ["1.2"]),
        ("1._2", 0.35, ["1.", "2"]),
    ],
)
def test_a_space_is_set_where_its_probability_peaks_between_characters(steps, space, words):
    assert texts(lattice_of(steps, {steps.index("_"): space})) == words


def test_a_space_beside_a_character_but_not_between_two_is_none():
    assert texts(lattice_of("ab", {0: 0.09, 1: 0.09})) == ["ab"]
    assert not space_between(before="a", after="b", preceding="", following="", probability=0.0)


def test_a_word_stands_where_its_characters_are():
    line = line_from_lattice(lattice_of("_a_b__ __1_2____"[:16]))
    first, second = line.words
    step = QUAD.width / 16
    assert first.quad.left <= QUAD.left + 1.5 * step < first.quad.right < second.quad.left
    assert second.quad.left <= QUAD.left + 9.5 * step < QUAD.left + 11.5 * step <= second.quad.right
    assert line.score == pytest.approx(0.9)


def test_padding_does_not_move_words():
    plain = line_from_lattice(lattice_of("_a_b"))
    half = lattice_of("_a_b____")
    padded = line_from_lattice(Lattice(half.vocabulary, half.classes, half.probabilities, half.space, half.quad, 0.5))
    assert padded.words[0].quad == plain.words[0].quad


def test_words_of_a_bent_line_stand_along_its_band():
    x = np.linspace(100, 300, 41)
    upper = np.column_stack([x, 50 + 30 * ((x - 200) / 100) ** 2])
    band = Band(upper, upper + np.array([0, 20]))
    first, middle, last = line_from_lattice(lattice_of("a_b_ 1_2_1 _b_a"), band.part).words
    assert first.quad.center[1] > middle.quad.center[1] + 10 < last.quad.center[1]
    assert first.quad.points[0] == pytest.approx((100, 80), abs=2)
    assert last.quad.points[1] == pytest.approx((300, 80), abs=2)
    assert middle.quad.left < 200 < middle.quad.right and middle.quad.top <= 50 and middle.quad.bottom >= 70


def test_nothing_read_gives_no_words_and_no_score():
    line = line_from_lattice(lattice_of("____"))
    assert (line.words, line.text, line.score) == ((), "", 0.0)
    assert group_words(lattice_of("____")) == []


@given(st.lists(st.integers(0, len(VOCABULARY) - 1), min_size=1, max_size=40))
def test_characters_fill_their_words(best):
    line = line_from_lattice(lattice_of("".join(VOCABULARY[index] or "_" for index in best)))
    for word, quads in zip(line.words, character_quads(line), strict=True):
        assert len(quads) == len(word.text)
        assert quads[0].left == pytest.approx(word.quad.left) and quads[-1].right == pytest.approx(word.quad.right)
        assert all(a.right == pytest.approx(b.left) and a.left <= a.right for a, b in pairwise(quads))


def test_a_character_stands_where_its_peak_is_less_what_peaks_lag():
    [[first, second, third]] = character_quads(line_from_lattice(lattice_of("___a___b___a____")))
    step = QUAD.width / 16
    assert second.center[0] == pytest.approx(QUAD.left + (7.5 - PEAK_LAG) * step)
    assert first.right == second.left and second.width == pytest.approx(4 * step) and third.height == QUAD.height


def test_narrow_characters_get_less_of_the_way_between_two_peaks():
    [[first, dot, last]] = character_quads(line_from_lattice(lattice_of("___a___.___a____")))
    assert dot.width < first.width - (QUAD.width / 16) and dot.width < last.width


def test_characters_of_a_column_stand_one_below_the_other():
    lattice = replace(lattice_of("_a_b_1_2"), quad=Quad.from_box(0, 0, 20, 80), is_column=True)
    column = line_from_lattice(lattice, lambda start, end: Quad.from_box(0, 80 * start, 20, 80 * end))
    [quads] = character_quads(column)
    assert [quad.width for quad in quads] == [20] * 4
    assert all(above.bottom == pytest.approx(below.top) for above, below in pairwise(quads))


def test_reordered_characters_and_lines_without_a_lattice_have_no_quads():
    line = line_from_lattice(lattice_of("a_b 1_2"))
    assert character_quads(replace(line, words=line.words[::-1])) == ((), ())
    assert character_quads(replace(line, lattice=None)) == ((), ())


def test_paper_that_belongs_to_a_chinese_mark_is_no_space():
    assert space_between("：", "夏", "艳", "名", 0.25) is False
    assert space_between(":", "A", "B", "o", 0.25) is True

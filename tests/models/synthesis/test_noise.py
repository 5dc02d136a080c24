"""Noise: words are misread at the rates of the table, and know which true words they come from."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docfields.document import Quad, Word
from docfields.models.synthesis import noise
from docfields.models.synthesis.measure_noise import Tally, count_page, is_ornament, to_table
from docfields.models.synthesis.noise import NoiseTable, noise_table, read_noisily
from docfields.models.synthesis.truth import TruthWord

QUALITIES = ("clean", "scan", "photo")


def line_of(*texts, line=0, top=0.0):
    words, left = [], 0.0
    for text in texts:
        right = left + 6 * len(text)
        words.append(TruthWord(text, Quad.from_box(left, top, right, top + 10), 0, line))
        left = right + 4
    return words


def table(**changes):
    rates = {
        "severities": (1.0,),
        "confusions": {},
        "inserted": {},
        "space_lost": {},
        "space_gained": {},
        "missed": (0.0,) * 4,
        "line_missed": 0.0,
        "offset": (0.0,) * 4,
        "jitter": 0.0,
    }
    return NoiseTable(**rates | changes)


@pytest.fixture
def read(monkeypatch):
    def with_rates(words, **changes):
        monkeypatch.setattr(noise, "noise_table", lambda quality: table(**changes))
        return read_noisily(words, "scan", Random(1))

    return with_rates


def test_without_noise_every_word_is_itself(read):
    words = line_of("TOTAL", "12.50")
    assert [(word.text, word.quad, word.sources) for word in read(words)] == [
        ("TOTAL", words[0].quad, (0,)),
        ("12.50", words[1].quad, (1,)),
    ]


def test_a_lost_space_joins_two_words(read):
    words = line_of("TOTAL", "DUE")
    [joined] = read(words, space_lost={"letter letter": 1.0})
    assert (joined.text, joined.sources) == ("TOTALDUE", (0, 1))
    assert joined.quad == Quad.around([word.quad for word in words])


def test_a_wide_space_is_never_lost(read):
    far = TruthWord("DUE", Quad.from_box(90, 0, 110, 10), 0, 0)
    assert len(read([*line_of("TOTAL"), far], space_lost={"letter letter": 1.0})) == 2


def test_a_gained_space_splits_a_word_at_its_place(read):
    left, right = read(line_of("AB12"), space_gained={"letter digit": 1.0})
    assert (left.text, right.text) == ("AB", "12")
    assert left.quad.right == right.quad.left == 12
    assert left.sources == right.sources == (0,)


def test_confusions_and_misses(read):
    words = line_of("O0", "x")
    assert [word.text for word in read(words, confusions={"O": {"0": 1.0}, "x": {"": 1.0}})] == ["00"]
    assert [word.text for word in read(words, missed=(1.0, 0.0, 0.0, 0.0))] == ["O0"]
    assert read(words, line_missed=1.0) == ()


def test_quads_move_as_the_detector_moves_them(read):
    [word] = read(line_of("TOTAL"), offset=(0.1, 0.2, -0.1, -0.2))
    assert word.quad == Quad.from_box(1, 2, 29, 8)


@pytest.mark.parametrize("quality", QUALITIES)
def test_the_committed_table_holds_probabilities(quality):
    rates = noise_table(quality)
    for readings in rates.confusions.values():
        assert 0 < sum(readings.values()) <= 1
    for group in (rates.inserted, rates.space_lost, rates.space_gained):
        assert all(0 <= rate <= 1 for rate in group.values())
    assert all(0 <= rate < 0.6 for rate in (*rates.missed, rates.line_missed, rates.jitter))
    assert rates.missed[0] >= rates.missed[-1]


def test_photos_are_read_worse_than_clean_pages():
    words = [word for line in range(300) for word in line_of("Invoice", "No.", "4711", line=line, top=20.0 * line)]
    right = {
        quality: sum(
            word.text == words[word.sources[0]].text
            for seed in range(20)
            for word in read_noisily(words, quality, Random(seed))
        )
        for quality in QUALITIES
    }
    assert right["photo"] < right["clean"]


@settings(max_examples=60)
@given(st.lists(st.text("AB12.", min_size=1, max_size=6), min_size=1, max_size=6), st.integers(0, 99))
def test_what_is_read_comes_from_its_sources(texts, seed):
    words = line_of(*texts)
    for word in read_noisily(words, "photo", Random(seed)):
        assert word.text and word.sources
        assert list(word.sources) == list(range(word.sources[0], word.sources[-1] + 1))


def test_counting_finds_the_errors_that_were_made():
    true = [*line_of("TOTAL", "DUE", "12.50"), *line_of("paid", line=1, top=30.0), *line_of("gone", line=2, top=60.0)]
    joined = Word("T0TALDUE", Quad.around([true[0].quad, true[1].quad]))
    read = [joined, Word("12.50", true[2].quad), Word("pa", Quad.from_box(0, 30, 12, 40)),
            Word("id", Quad.from_box(12, 30, 24, 40))]  # fmt: skip
    tally = Tally()
    count_page(true, read, tally)
    assert tally.confusions["O"]["0"] == 1
    assert tally.spaces_lost["letter letter"] == 1
    assert tally.spaces_gained["letter letter"] == 1
    assert (tally.lines, tally.lines_missed) == (3, 1)
    rates = to_table(tally)
    assert rates["line_missed"] == pytest.approx(1 / 3, abs=1e-5)


def test_rows_of_asterisks_are_ornaments():
    assert is_ornament("*****") and is_ornament("-----")
    assert not is_ornament("**1**") and not is_ornament("...")

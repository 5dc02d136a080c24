"""Lines are the same for the same seed, their text is what is printed, and each character is where they say."""

import hashlib
import itertools
import subprocess
import sys
import unicodedata
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docfields.models.sessions import open_session
from docfields.models.synthesis import fonts
from docfields.models.synthesis.lines import (
    KINDS,
    chinese,
    draw_line,
    faces,
    foreign,
    phrases,
    scaled,
    stream_lines,
    zones,
)
from docfields.models.synthesis.lines import texts as latin
from docfields.models.synthesis.lines.segments import SegmentFace
from docfields.models.synthesis.lines.setting import COLUMN, Spacing, set_line
from docfields.models.synthesis.lines.view import View
from docfields.models.weights import RECOGNIZER
from docfields.ocr.recognize import read_vocabulary

FAMILIES = ("Arimo", "PT Serif", "IBM Plex Mono", "Nimbus Mono PS", "OCR-B", "BarlowCondensed")


def digest(seed, count):
    together = hashlib.sha256()
    for line in itertools.islice(stream_lines(seed), count):
        together.update(line.image.tobytes() + line.text.encode() + line.edges.tobytes())
    return together.hexdigest()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_a_line(kind):
    for seed in range(6):
        line = draw_line(Random(seed), kind)
        height, width = line.image.shape[:2]
        assert line.kind == kind
        assert line.image.dtype == np.uint8
        assert 11 <= height <= 60
        assert line.text == " ".join(line.text.split()) == unicodedata.normalize("NFC", line.text) != ""
        assert line.edges.shape == (len(line.text) + 1, 4)
        assert line.edges.dtype == np.float32
        assert np.all(np.diff(line.edges[:, 0]) > -0.5)
        assert np.all(line.edges[:, 1] < line.edges[:, 3])
        middles = line.edges.reshape(-1, 2, 2).mean(axis=1)
        assert np.all((middles > -1) & (middles < (width + 1, height + 1)))


def test_seed_is_the_line():
    assert digest(3, 12) == digest(3, 12) != digest(4, 12)
    later = next(stream_lines(3, start=5))
    fifth = next(itertools.islice(stream_lines(3), 5, None))
    assert np.array_equal(later.image, fifth.image) and later.text == fifth.text


def test_other_process_draws_the_same():
    code = (
        "from itertools import islice; import hashlib; from docfields.models.synthesis.lines import stream_lines\n"
        "h = hashlib.sha256()\n"
        "for line in islice(stream_lines(3), 12):\n"
        "    h.update(line.image.tobytes() + line.text.encode() + line.edges.tobytes())\n"
        "print(h.hexdigest())"
    )
    run = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert run.stdout.strip() == digest(3, 12)


def test_shares_choose_the_kinds():
    lines = itertools.islice(stream_lines(1, shares={"segment": 1, "print": 1}), 20)
    assert {line.kind for line in lines} == {"segment", "print"}


def test_lines_cannot_be_written():
    line = draw_line(Random(1), "print")
    with pytest.raises(ValueError, match="read-only"):
        line.image[0, 0] = 0


def test_scaled_keeps_the_boundaries():
    line = draw_line(Random(2), "print")
    large = scaled(line)
    assert large.image.shape[0] == 48
    factor = 48 / line.image.shape[0]
    assert large.edges == pytest.approx(line.edges * factor, abs=0.6)


@settings(max_examples=60)
@given(
    name=st.sampled_from(FAMILIES),
    source=st.text("abIlr1.,:/Wm 0", min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool),
    tracking=st.floats(0, 0.6),
    word_gap=st.floats(0.3, 3),
)
def test_gaps_between_words_are_no_letter_spacing(name, source, tracking, word_gap):
    family = fonts.family(name)
    face = faces.typeface(family, family.weights[0], 40)
    setting = set_line(source, face, Spacing(tracking=tracking, word_gap=word_gap), Random(0))
    inside, between = setting.gaps
    assert len(between) == source.count(" ")
    assert len(setting.edges) == len(source) + 1
    if inside and between:
        assert min(between) > 1.7 * np.quantile(inside, 0.75)
        assert min(between) > 1.1 * max(inside)


def test_columns_are_wide_and_read_as_one_space():
    face = faces.typeface(fonts.family("Arimo"), 400, 40)
    setting = set_line(f"Total{COLUMN}1.00", face, Spacing(), Random(0))
    assert setting.text == "Total 1.00"
    assert setting.gaps[1][0] > 0.85 * 40


def test_nothing_is_printed_in_a_space():
    face = faces.typeface(fonts.family("Arimo"), 400, 56)
    setting = set_line("ma 12 xy", face, Spacing(), Random(0))
    for index, mark in enumerate(setting.text):
        start, end = (round(edge) for edge in setting.edges[index : index + 2])
        assert setting.ink[:, start + 2 : end - 2].any() == (mark != " ")


@settings(max_examples=60)
@given(
    at=st.tuples(st.integers(60, 540), st.integers(50, 90)),
    scale=st.floats(1, 3.5),
    stretch=st.floats(0.7, 1.4),
    slant=st.floats(-0.3, 0.3),
    bend=st.tuples(*[st.floats(-1, 1)] * 4),
)
def test_points_move_with_the_ink(at, scale, stretch, slant, bend):
    canvas = np.zeros((140, 600), np.uint8)
    x, y = at
    canvas[y - 5 : y + 5, x - 5 : x + 5] = 255
    sag, tilt, taper, bow = (size * share for size, share in zip((4, 4, 0.1, 0.1), bend, strict=True))
    height, width = round(140 / scale) + 20, round(600 * stretch / scale) + 40
    view = View(height, width, -20 * scale / stretch, -10 * scale, scale, stretch, slant, sag, tilt, taper, bow)
    seen = view.look(canvas).astype(np.float64)
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    center = np.array([(seen * columns).sum(), (seen * rows).sum()]) / seen.sum()
    assert view.place(np.array([[float(x), float(y)]]))[0] == pytest.approx(center, abs=0.35)


def test_faces_know_what_they_cannot_draw():
    droid = faces.typeface(fonts.family("Droid Sans Fallback"), 400, 28)
    lato = faces.typeface(fonts.family("Lato"), 400, 28)
    capitals = faces.typeface(fonts.family("Bebas Neue"), 400, 28)
    assert faces.draws(droid, "发票 Total") and not faces.draws(lato, "发票")
    assert lato.glyph("č") is None and lato.glyph("é") is not None
    assert capitals.glyph("a") is None and capitals.glyph("A") is not None
    assert lato.glyph("\ue000") is None
    with pytest.raises(ValueError, match="no glyphs"):
        set_line("č", lato, Spacing(), Random(0))


def test_segments_draw_digits_alone():
    face = SegmentFace(Random(0), 40)
    inks = {mark: face.glyph(mark).ink.tobytes() for mark in "0123456789-"}
    assert len(set(inks.values())) == len(inks)
    assert face.glyph("A") is None


def test_texts_have_only_characters_that_the_recogniser_knows():
    known = set("".join(read_vocabulary(open_session(RECOGNIZER, threads=1))))
    rng = Random(0)
    draws = (latin.draw_text, latin.draw_till_text, latin.draw_columns, latin.draw_hand_text, latin.draw_display)
    for draw in (*draws, chinese.draw_text, zones.draw_zone_line, zones.draw_card_text, zones.draw_slip_line):
        for _ in range(150):
            assert set(phrases.tidied(draw(rng)).replace(COLUMN, " ")) <= known
    assert set("".join(foreign.draw_words(rng) for _ in range(600))) <= known


def test_zone_lines_have_a_zones_form():
    rng = Random(0)
    for _ in range(100):
        line = zones.draw_zone_line(rng)
        assert len(line) in zones.zone_lengths()
        assert all(mark == "<" or (mark.isascii() and mark.isalnum() and not mark.islower()) for mark in line)


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (123456, "壹仟贰佰叁拾肆元伍角陆分"),
        (100500, "壹仟零伍元整"),
        (10_000_500, "壹拾万零伍元整"),
        (1005, "壹拾元零伍分"),
        (50, "伍角整"),
        (200_000_000, "贰佰万元整"),
    ],
)
def test_capital_amounts(cents, text):
    assert chinese.capital_amount(cents) == text


def test_common_characters_are_the_first_level():
    assert len(chinese.common()) == 3754 == len(set(chinese.common()))
    assert chinese.common()[0] == "啊" and chinese.common()[-1] == "座"


def test_respacing_never_splits_a_number():
    for seed in range(40):
        assert "12.50" in phrases.respaced(Random(seed), "Total: 12.50")


def test_cut_keeps_within_the_length():
    for seed in range(40):
        part = phrases.cut(Random(seed), "Please complete all sections in black ink.", 20)
        assert 0 < len(part) <= 20 and part in "Please complete all sections in black ink."

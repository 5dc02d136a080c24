"""A line read with a recogniser whose classes are cut to those of a zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from docfields.codes import mrz
from docfields.codes.mrz_reading import Glyph, read_lattice, settle_line
from docfields.document import Image, Lattice, Quad

LINE = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


def glyphs_of(text: str, doubts: Mapping[int, str] | None = None) -> tuple[Glyph, ...]:
    """Certain characters, but for those places where another one is nearly as probable."""
    doubts = doubts or {}
    return tuple(
        Glyph(((character, 0.55), (doubts[place], 0.4))) if place in doubts else Glyph(((character, 0.98),))
        for place, character in enumerate(text)
    )


def test_columns_decide_between_letters_and_digits() -> None:
    misread = LINE.replace("UTO", "UT0").replace("7408122", "74O8122")
    assert settle_line(glyphs_of(misread)) == LINE


def test_check_digits_weigh_against_probabilities() -> None:
    misread = "L898902G3" + LINE[9:]
    assert settle_line(glyphs_of(misread)) == misread
    assert settle_line(glyphs_of(misread, {7: "C"})) == LINE


def test_a_miscounted_run_of_fillers_is_stretched() -> None:
    assert settle_line(glyphs_of(LINE.replace("<<<<<", "<<<<"))) == LINE


def test_a_length_of_no_format_stays_as_read() -> None:
    assert settle_line(glyphs_of("ABC<DEF")) == "ABC<DEF"
    assert settle_line(()) == ""


def test_classes_that_a_zone_cannot_hold_do_not_win() -> None:
    vocabulary = ("", "a", "A", "«", "<", "7")
    lattice = Lattice(
        vocabulary,
        np.array([[2, 1], [0, 1], [1, 2], [0, 1], [3, 4], [0, 1], [4, 3]], np.int32),
        np.array([[0.9, 0.1], [1, 0], [0.8, 0.2], [1, 0], [0.9, 0.1], [1, 0], [0.9, 0.1]], np.float32),
        np.zeros(7, np.float32),
        Quad.from_box(0, 0, 70, 20),
    )
    assert "".join(glyph.text for glyph in read_lattice(lattice)) == "AA<<"


def test_reads_a_picture_with_a_given_recogniser() -> None:
    characters = "".join(dict.fromkeys(LINE)) + "é"

    def recognise(image: Image) -> tuple[NDArray[np.float32], Sequence[str]]:
        assert image.shape[0] > 40  # a margin was added
        steps = np.zeros((2 * len(LINE), len(characters) + 1), np.float32)
        for place, character in enumerate(LINE):
            steps[2 * place, 1 + characters.index(character)] = 0.6
            steps[2 * place, -1] = 0.9  # no class of a zone
            steps[2 * place + 1, 0] = 1.0
        return steps, ("", *characters)

    assert mrz.read_line(np.full((40, 900, 3), 255, np.uint8), recognise) == LINE

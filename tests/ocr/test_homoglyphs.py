"""Letters that look alike in three scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.ocr.homoglyphs import CYRILLIC, GREEK, TWINS, as_latin, in_their_scripts


@pytest.mark.parametrize(
    "line",
    [
        "МОСКВА, УЛ. САДОВАЯ 5",
        "Республика България",
        "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ",
        "Κωνσταντίνος Παπαδόπουλος",
        "Invoice No 17",
    ],
)
def test_a_line_comes_back_in_its_script(line: str) -> None:
    assert " ".join(in_their_scripts(as_latin(line).split())) == line


def test_words_of_two_scripts_stand_side_by_side() -> None:
    assert in_their_scripts(as_latin("Фамилия Surname").split()) == ["Фамилия", "Surname"]


def test_a_word_of_twins_alone_follows_its_line() -> None:
    assert in_their_scripts(
        ["CCCP", "ЛЕНИНГРАД".replace("Е", "E").replace("А", "A").replace("Н", "H").replace("Р", "P")]
    ) == [
        "СССР",
        "ЛЕНИНГРАД",
    ]
    assert in_their_scripts(["CCCP", "Paris"]) == ["CCCP", "Paris"]


@given(st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,-", min_size=1), max_size=6))
def test_latin_lines_never_change(words: list[str]) -> None:
    assert in_their_scripts(words) == words


@given(st.text(CYRILLIC + GREEK + "".join(TWINS)))
def test_what_is_taught_has_no_twins(text: str) -> None:
    assert not set(as_latin(text)) & set(TWINS)

"""Visual order into the order of reading."""

import pytest

from docfields.document import Line, Quad, Word
from docfields.ocr.right_to_left import in_reading_order, logical_text


def line_of(*texts: str) -> Line:
    words = tuple(Word(text, Quad.from_box(10 * place, 0, 10 * place + 8, 9)) for place, text in enumerate(texts))
    return Line(words, Quad.from_box(0, 0, 10 * len(texts), 9))


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("ةروتاف", "فاتورة"),
        ("INV-12", "INV-12"),
        ("12.50", "12.50"),
        (":12.50مقر", "رقم12.50:"),
        ("(مقر)", "(رقم)"),
    ],
)
def test_letters_turn_and_numbers_stay(visual, logical):
    assert logical_text(visual) == logical


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("EUR 12.50 :عومجملا", "المجموع: EUR 12.50"),
        ("2024/03/05 42 خيراتلا", "التاريخ 42 2024/03/05"),
        ("ةكرش Tower & Co ةروتاف", "فاتورة Tower & Co شركة"),
    ],
)
def test_words_are_read_from_the_right_except_runs_of_other_scripts(visual, logical):
    assert in_reading_order(line_of(*visual.split())).text == logical


def test_words_keep_their_places():
    line = in_reading_order(line_of("12.50", ":عومجملا"))
    assert [(word.text, word.quad.left) for word in line.words] == [("المجموع:", 10), ("12.50", 0)]


def test_a_line_without_such_letters_is_left_alone():
    line = line_of("Total", "12.50")
    assert in_reading_order(line) is line

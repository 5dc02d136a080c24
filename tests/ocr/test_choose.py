"""The better of two readings, place by place."""

from docfields.document import Line, Quad, Word
from docfields.ocr import PictureText, better


def line(text: str, left: float, right: float, score: float, top: float = 0) -> Line:
    quad = Quad.from_box(left, top, right, top + 20)
    return Line(tuple(Word(word, quad, score) for word in text.split()), quad, score)


def reading(*lines: Line) -> PictureText:
    return PictureText(lines, tuple(line.quad for line in lines))


def texts(text: PictureText) -> list[str]:
    return [line.text for line in text.lines]


def test_a_line_that_only_the_second_has_is_added_in_its_order():
    first = reading(line("above", 0, 90, 0.99), line("below", 0, 90, 0.99, top=60))
    chosen = better(first, reading(line("between", 0, 90, 0.97, top=30)))
    assert texts(chosen) == ["above", "between", "below"]
    assert chosen.detected[:2] == first.detected and len(chosen.detected) == 3


def test_what_only_the_first_has_stays():
    first = reading(line("stamp", 0, 90, 0.9), line("Totaal", 0, 90, 0.7, top=30))
    assert texts(better(first, reading(line("Total", 0, 90, 0.99, top=30)))) == ["stamp", "Total"]


def test_a_longer_sure_reading_wins_over_a_cut_one():
    first = reading(line("Invoice num", 0, 110, 0.99))
    assert texts(better(first, reading(line("Invoice number 1234", 0, 200, 0.98)))) == ["Invoice number 1234"]


def test_a_surer_reading_wins_over_a_longer_one_but_not_over_one_much_longer():
    mixed = reading(line("RECEI01D76", 0, 100, 0.92))
    assert texts(better(mixed, reading(line("101.76", 30, 100, 0.99)))) == ["101.76"]
    whole = reading(line("Date of birth 1990", 0, 180, 0.95))
    assert better(whole, reading(line("1990", 140, 180, 1.0))) is whole


def test_lines_over_one_longer_line_are_one_place():
    first = reading(line("0.0012.90", 0, 200, 0.97))
    assert texts(better(first, reading(line("0.00", 0, 60, 0.97), line("12.90", 120, 200, 0.97)))) == ["0.00", "12.90"]


def test_a_reading_of_the_same_length_must_be_clearer():
    first = reading(line("P<UTOVZOR<<", 0, 200, 0.97))
    assert better(first, reading(line("P<UTOVZ0R<<", 0, 200, 0.975))) is first
    assert texts(better(first, reading(line("P<UTOV20R<<", 0, 200, 0.99)))) == ["P<UTOV20R<<"]


def test_the_first_itself_comes_back_where_nothing_is_better():
    first = reading(line("Total", 0, 90, 0.9), line("9.75", 100, 140, 0.99))
    assert better(first, reading()) is first
    assert better(first, reading(line("Total", 0, 90, 0.99), line("9.15", 100, 140, 0.8))) is first


def test_noise_read_as_letters_is_not_added():
    first = reading()
    assert better(first, reading(line("~ il", 0, 20, 0.75))) is first

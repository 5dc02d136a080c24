"""Reading order."""

from docfields.document import Line, Quad, Word
from docfields.ocr.order import sort_lines


def line(text: str, left: float, top: float, right: float, bottom: float) -> Line:
    quad = Quad.from_box(left, top, right, bottom)
    return Line(tuple(Word(part, quad) for part in text.split()), quad)


def order(*lines: Line) -> list[str]:
    return [entry.text for entry in sort_lines(lines[::-1])]


def test_receipt_rows_are_read_from_left_to_right():
    rows = [("Tea", "2.00"), ("Coffee", "3.50"), ("Cake", "4.25"), ("Total", "9.75")]
    lines = []
    for number, (label, amount) in enumerate(rows):
        top = 30 * number
        lines += [line(label, 10, top, 110, top + 20), line(amount, 300, top + 4, 360, top + 23)]
    assert order(*lines) == [text for row in rows for text in row]


def test_columns_of_running_text_are_read_one_after_another():
    left = [line(f"left side text number {n}", 10, 25 * n, 300, 25 * n + 20) for n in range(5)]
    right = [line(f"right side text number {n}", 340, 25 * n + 5, 640, 25 * n + 25) for n in range(5)]
    heading = line("A heading over both columns", 10, -60, 640, -35)
    assert order(heading, *left, *right) == [entry.text for entry in (heading, *left, *right)]


def test_tables_of_short_cells_stay_in_rows():
    cells = [
        [line(f"r{row}c{column}", 10 + 150 * column, 25 * row, 70 + 150 * column, 25 * row + 20) for column in range(4)]
        for row in range(6)
    ]
    assert order(*(cell for row in cells for cell in row)) == [cell.text for row in cells for cell in row]


def test_a_leaning_page_keeps_its_rows():
    def leaning(text: str, left: float, top: float) -> Line:
        quad = Quad(((left, top), (left + 100, top + 10), (left + 100, top + 30), (left, top + 20)))
        return Line((Word(text, quad),), quad)

    rows = [
        [leaning(f"{row}{column}", 150 * column, 40 * row + 15 * column) for column in range(3)] for row in range(4)
    ]
    assert order(*(cell for row in rows for cell in row)) == [cell.text for row in rows for cell in row]


def test_lines_above_each_other_are_never_one_row():
    assert order(line("upper", 0, 0, 100, 20), line("lower", 5, 12, 105, 32)) == ["upper", "lower"]


def test_no_lines():
    assert sort_lines(()) == []

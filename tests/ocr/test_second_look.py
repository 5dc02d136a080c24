"""A number without a box is found by its row and its column; nothing else is."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from docfields.document import Line, Quad, Word
from docfields.ocr import OcrOptions, Reader
from docfields.ocr.detect import Box
from docfields.ocr.second_look import CERTAINTY, Place, believed, missed_places

SIZE, PITCH = 28, 52
COLUMNS = (60, 420, 560, 720)
QUANTITIES = {"A": "1", "B": "4", "C": "1", "D": "12", "E": "1", "F": "7"}
ROWS = tuple((f"Article {name}", quantity, "2.50", "10.00") for name, quantity in QUANTITIES.items())


@pytest.fixture(scope="module")
def reader():
    return Reader(OcrOptions(threads=1))


def cell(text, left, top, right, bottom):
    quad = Quad.from_box(left, top, right, bottom)
    return Line((Word(text, quad),), quad)


def drawn(rows, columns=COLUMNS):
    """A picture of the rows and a line for each of their texts, with margins as the detector gives them."""
    font = ImageFont.load_default(size=SIZE)
    canvas = Image.new("RGB", (columns[-1] + 200, PITCH * (len(rows) + 1)), "white")
    draw = ImageDraw.Draw(canvas)
    lines = []
    for number, row in enumerate(rows, 1):
        for x, text in zip(columns, row, strict=False):
            if text:
                draw.text((x, PITCH * number), text, fill="black", font=font, anchor="lm")
                left, top, right, bottom = draw.textbbox((x, PITCH * number), text, font=font, anchor="lm")
                lines.append(cell(text, left - 6, top - 6, right + 6, bottom + 6))
    return np.array(canvas), lines


def without(lines, *gone):
    return [line for line in lines if line not in gone]


def quantities(lines):
    return [line for line in lines if line.text.isdigit()]


def inside(place, line):
    x, y = place.corners.mean(axis=0)
    return line.quad.left < x < line.quad.right and line.quad.top < y < line.quad.bottom


@pytest.mark.parametrize("row", range(len(ROWS)))
def test_a_cell_without_box_is_found_once_and_whole(row):
    picture, lines = drawn(ROWS)
    gone = quantities(lines)[row]
    [place] = missed_places(picture, without(lines, gone))
    assert inside(place, gone)
    assert place.known == len(ROWS) - 1
    ink = picture.min(axis=2) < 128
    (left, top), (right, bottom) = place.corners.min(axis=0).astype(int), place.corners.max(axis=0).astype(int)
    box = [int(side) for side in (gone.quad.top, gone.quad.bottom, gone.quad.left, gone.quad.right)]
    assert ink[top : bottom + 1, left : right + 1].sum() == ink[box[0] : box[1], box[2] : box[3]].sum()


def test_a_column_without_any_box_is_found():
    picture, lines = drawn(ROWS)
    gone = quantities(lines)
    places = missed_places(picture, without(lines, *gone))
    assert len(places) == len(gone)
    assert len({place.column for place in places}) == 1
    assert all(any(inside(place, line) for place in places) for line in gone)


@pytest.mark.parametrize("angle_deg", [-4.0, 4.0])
def test_a_leaning_table_keeps_its_rows_and_columns(angle_deg):
    picture, lines = drawn(ROWS)
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0)
    leaning = cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255))
    moved = [
        replace(
            line, quad=Quad.from_array(cv2.transform(line.quad.to_array()[None], turn)[0]), words=words_at(line, turn)
        )
        for line in lines
    ]
    gone = quantities(moved)[2]
    [place] = missed_places(leaning, without(moved, gone))
    assert inside(place, gone)
    along = place.corners[1] - place.corners[0]
    assert np.degrees(np.arctan2(-along[1], along[0])) == pytest.approx(angle_deg, abs=0.5)


def words_at(line, turn):
    return tuple(
        replace(word, quad=Quad.from_array(cv2.transform(word.quad.to_array()[None], turn)[0])) for word in line.words
    )


def test_the_reader_restores_what_the_detector_missed(reader):
    picture, lines = drawn(ROWS)
    gone = quantities(lines)[2]
    boxes = [Box(line.quad.to_array(), 0.9) for line in without(lines, gone)]
    text = reader.recognize(picture, boxes)
    assert [line.text for line in text.lines] == [text for row in ROWS for text in row]
    assert len(text.detected) == len(lines)
    [found] = [line for line in text.lines if abs(line.quad.center[1] - gone.quad.center[1]) < 5 and line.text == "1"]
    assert abs(found.quad.center[0] - gone.quad.center[0]) < 5


def test_an_empty_cell_stays_empty(reader):
    picture, lines = drawn([*ROWS[:2], ("Article C", "", "2.50", "10.00"), *ROWS[3:]])
    assert missed_places(picture, lines) == []
    text = reader.recognize(picture, [Box(line.quad.to_array(), 0.9) for line in lines])
    assert len(text.detected) == len(lines)


def test_what_is_no_number_leaves_no_trace(reader):
    picture, lines = drawn([(name, "x", price, amount) for name, _, price, amount in ROWS])
    gone = [line for line in lines if line.text == "x"]
    boxes = [Box(line.quad.to_array(), 0.9) for line in without(lines, *gone)]
    text = reader.recognize(picture, boxes)
    assert len(text.lines) == len(text.detected) == len(boxes)


def test_running_text_gives_no_places():
    rows = [("We thank you for your order", "and deliver", "what was left", "over") for _ in range(6)]
    picture, lines = drawn(rows, (20, 430, 640, 860))
    assert missed_places(picture, lines) == []


def test_a_broken_rule_is_no_column():
    picture, lines = drawn([(name, "", price, amount) for name, _, price, amount in ROWS])
    for number in range(1, len(ROWS) + 1):
        cv2.line(picture, (430, PITCH * number - 9), (430, PITCH * number + 9), (0, 0, 0), 2)
    assert missed_places(picture, lines) == []


@pytest.mark.parametrize("lines", [[], [cell("1", 10, 10, 30, 40)]], ids=["no line", "one line"])
def test_hardly_any_lines_give_nothing(lines):
    assert missed_places(np.full((80, 90, 3), 255, np.uint8), lines) == []


def test_a_page_on_its_head_is_left_alone():
    picture, lines = drawn(ROWS)
    turned = [replace(line, quad=Quad(line.quad.points[2:] + line.quad.points[:2])) for line in lines]
    assert missed_places(picture, without(turned, quantities(turned)[0])) == []


def test_noise_gives_nothing():
    _, lines = drawn(ROWS)
    noise = np.random.default_rng(7).integers(0, 256, (400, 920, 3), np.uint8)
    assert len(missed_places(noise, lines)) < len(lines)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 20), min_size=2, max_size=7, unique=True), st.randoms(use_true_random=False))
def test_without_aligned_columns_nothing_is_proposed(steps, random):
    """Each row's number stands where no other one does, 60 pixels or more from all others."""
    picture, lines = drawn([("Item", "", "") for _ in steps], (20, 60, 1800))
    lines += [cell("9.90", 1700, PITCH * number - 16, 1760, PITCH * number + 16) for number in range(1, len(steps) + 1)]
    for number, step in enumerate(steps, 1):
        cv2.putText(picture, str(random.randint(1, 9)), (120 + 75 * step, PITCH * number + 9), 0, 0.8, (0, 0, 0), 2)
    assert missed_places(picture, lines) == []


def test_only_certain_numbers_are_believed():
    at = np.array([(0, 0), (9, 0), (9, 9), (0, 9)], np.float64)
    places = [Place(at, 0, 2), Place(at, 0, 2), Place(at, 0, 2), Place(at, 1, 1)]
    readings = [
        replace(cell(text, 0, 0, 9, 9), score=score)
        for text, score in (("1", CERTAINTY), ("1", CERTAINTY - 0.01), ("l", 1.0), ("1", 1.0))
    ]
    # The second column has no three numbers even so.
    assert believed(places, readings) == [readings[0]]

"""What is made of PaddleOCR's results, without PaddleOCR; tests/paddle has the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from docfields import Extractor, Options
from docfields.ocr import OcrOptions, Reader, open_reader, paddle_reader
from docfields.ocr.paddle_reader import character_centers, lines_of, reading_quad
from docfields.schemas.errors import ModelError

LEVEL = np.array([[100, 50], [300, 50], [300, 90], [100, 90]], np.int16)
STEEP = np.array([[100, 50], [140, 50], [140, 250], [100, 250]], np.int16)


def upright(left: int, top: int, right: int, bottom: int) -> tuple[tuple[int, int], ...]:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def result_of(text: str, pieces: list[str], regions: list[Any], poly: Any = LEVEL) -> dict[str, list[Any]]:
    return {
        "rec_texts": [text],
        "text_word": [pieces],
        "text_word_region": [regions],
        "rec_polys": [poly],
        "rec_scores": [0.98765432],
    }


def test_words_are_parted_at_spaces_and_stand_where_their_pieces_do() -> None:
    pieces = ["Total", ": ", "12", ".", "50"]
    ends = [(105, 160), (165, 180), (220, 240), (245, 250), (255, 290)]
    [line] = lines_of(result_of("Total: 12.50", pieces, [upright(left, 50, right, 90) for left, right in ends]))
    assert line.text == "Total: 12.50"
    assert (line.score, line.lattice) == (0.9877, None)
    total, amount = line.words
    assert total.quad.left == 100 and 165 < total.quad.right < 180
    assert 205 < amount.quad.left < 225 and amount.quad.right == 300
    assert (total.quad.top, total.quad.bottom) == (50, 90)


def test_tall_boxes_are_read_downwards() -> None:
    [line] = lines_of(
        result_of(
            "ab cd",
            ["ab", " ", "cd"],
            [upright(100, *y) for y in ((50, 140, 120), (140, 140, 150), (170, 140, 250))],
            STEEP,
        )
    )
    (left, top), (right, bottom), *_ = line.quad.points
    assert ((left, top), (right, bottom)) == ((140, 50), (140, 250))
    assert [word.quad.top < 160 for word in line.words] == [True, False]


def test_pieces_that_are_not_the_text_are_not_believed() -> None:
    centers = character_centers("abcd", ["ab"], [upright(100, 50, 200, 90)], LEVEL.astype(np.float64))
    assert centers.tolist() == [0.125, 0.375, 0.625, 0.875]


def test_a_box_without_text_is_a_line_without_words() -> None:
    [line] = lines_of(result_of("", [], []))
    assert line.words == () and line.quad.left == 100


@pytest.mark.parametrize(("height", "first"), [(59, (0, 0)), (60, (40, 0))])
def test_which_boxes_are_tall(height: int, first: tuple[int, int]) -> None:
    poly = np.array([[0, 0], [40, 0], [40, height], [0, height]], np.float64)
    assert tuple(reading_quad(poly)[0]) == first


def test_without_the_package_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paddle_reader, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"pip install 'docfields\[paddle\]'"):
        Extractor(Options(ocr=OcrOptions(engine="paddle")))


def test_other_engines_have_our_reader() -> None:
    assert isinstance(open_reader(OcrOptions(engine="onnxruntime")), Reader)

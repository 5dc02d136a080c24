"""The whole stage on drawn pictures."""

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from docfields.models.synthesis.fonts import CHINESE_FAMILY, freetype
from docfields.models.weights import RECOGNIZER, locate
from docfields.ocr import OcrOptions, Reader, character_quads
from docfields.schemas.errors import ModelError, OptionError

from .pictures import bent, picture_of

TEXT = ("Invoice No. 4711", "Date: 2021-03-05", "Grand total 1,234.50 EUR")


@pytest.fixture(scope="module")
def reader():
    return Reader(OcrOptions(threads=1))


def as_values(lines):
    return [(line.text, line.score, line.quad, line.words) for line in lines]


def test_drawn_text_is_read_in_order(reader):
    picture = picture_of(*TEXT)
    lines = reader.read(picture)
    assert " ".join(line.text for line in lines) == " ".join(TEXT)
    assert all(line.score > 0.8 and line.lattice is not None for line in lines)
    height, width = picture.shape[:2]
    for line in lines:
        for word in line.words:
            assert -1 <= word.quad.left < word.quad.right <= width + 1
            assert -1 <= word.quad.top < word.quad.bottom <= height + 1


def test_words_lie_on_their_ink(reader):
    [line] = reader.read(picture_of("alpha beta gamma"))
    assert [word.text for word in line.words] == ["alpha", "beta", "gamma"]
    dark = picture_of("alpha beta gamma").min(axis=(0, 2)) < 128
    for before, after in zip(line.words, line.words[1:], strict=False):
        assert before.quad.right <= after.quad.left + 1
        assert dark[int(before.quad.left) : int(before.quad.right)].any()
        # the cut between two words goes through paper, not through a letter
        cut = int((before.quad.right + after.quad.left) / 2)
        assert not dark[cut]


def test_upside_down_lines_are_read_and_their_quads_say_so(reader):
    picture = np.ascontiguousarray(picture_of(*TEXT)[::-1, ::-1])
    lines = reader.read(picture)
    assert {"Invoice No. 4711", "Date: 2021-03-05"} <= {line.text for line in lines}
    assert all(line.quad.points[0][0] > line.quad.points[1][0] for line in lines)


@pytest.mark.parametrize("turn", [1, -1], ids=["upright", "upside down"])
def test_bent_lines_are_read_along_their_bend(reader, turn):
    flat = ("Invoice number 4711 of the fifth of March", "Grand total to be paid 1,234.50 EUR")
    picture = np.ascontiguousarray(bent(picture_of(*flat), 40)[::turn, ::turn])
    lines = reader.read(picture)
    assert {line.text for line in lines} == set(flat)
    ink = picture.min(axis=2) < 128
    for line in lines:
        outer, central = line.words[0].quad, line.words[len(line.words) // 2].quad
        assert turn * (outer.center[1] - central.center[1]) > 15
        for word in line.words:
            assert ink[int(word.quad.top) : int(word.quad.bottom), int(word.quad.left) : int(word.quad.right)].any()


@pytest.mark.parametrize("rotation", [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE])
def test_lines_that_run_up_or_down_are_read(reader, rotation):
    picture = np.ascontiguousarray(cv2.rotate(picture_of(*TEXT), rotation))
    assert set(TEXT[:2]) <= {line.text for line in reader.read(picture)}


def written_down(*columns: str, size: int = 40) -> np.ndarray:
    """Upright characters one below the other, the first column on the right."""
    font = freetype(CHINESE_FAMILY, 400, size)
    longest = max(len(column) for column in columns)
    canvas = Image.new("RGB", (3 * size * len(columns), size * (longest + 2) * 5 // 4), "white")
    draw = ImageDraw.Draw(canvas)
    for number, column in enumerate(columns):
        for row, text in enumerate(column):
            place = (canvas.width - 2 * size - 3 * size * number, size + row * size * 5 // 4)
            draw.text(place, text, fill="black", font=font)
    return np.ascontiguousarray(np.asarray(canvas))


def test_columns_of_upright_characters_are_read_and_their_words_stand_upright(reader):
    columns = ("中华人民共和国增值税发票", "東京都港区芝公園")
    lines = reader.read(written_down(*columns))
    assert {line.text for line in lines} == set(columns)
    for line in lines:
        [word] = line.words
        assert line.lattice.is_column
        assert word.quad.height > 3 * word.quad.width and word.quad.points[0][1] < word.quad.points[3][1] - 100
        quads = character_quads(line)[0]
        assert len(quads) == len(word.text) and quads[0].top < quads[-1].top


@pytest.mark.parametrize("rotation", [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE])
def test_chinese_lines_that_run_up_or_down_are_no_columns(reader, rotation):
    text = "北京市朝阳区建国路"
    line = Image.new("RGB", (400, 60), "white")
    ImageDraw.Draw(line).text((20, 10), text, fill="black", font=freetype(CHINESE_FAMILY, 400, 32))
    [read] = reader.read(np.ascontiguousarray(cv2.rotate(np.asarray(line), rotation)))
    assert read.text == text and not read.lattice.is_column


def test_a_chinese_line_among_latin_ones_is_read(reader):
    latin = picture_of(*TEXT, "Bank transfer within 14 days", "IBAN DE00 1234", "Thank you", width=600)
    chinese = Image.new("RGB", (600, 60), "white")
    ImageDraw.Draw(chinese).text((20, 10), "北京市朝阳区建国路", fill="black", font=freetype(CHINESE_FAMILY, 400, 32))
    lines = reader.read(np.concatenate([latin, np.asarray(chinese)]))
    assert {"北京市朝阳区建国路", TEXT[0]} <= {line.text for line in lines}
    sizes = {len(line.lattice.vocabulary) for line in lines}
    assert max(sizes) == 18710 and min(sizes) < 1000
    named = reader.read_detailed(np.asarray(chinese), OcrOptions(script="latin")).lines
    assert not any("京" in line.text for line in named)


def test_lines_are_not_turned_where_that_is_not_wanted(reader):
    picture = np.ascontiguousarray(picture_of(*TEXT)[::-1, ::-1])
    lines = reader.read_detailed(picture, OcrOptions(use_textline_orientation=False, text_rec_score_thresh=0.0)).lines
    assert lines and all(line.quad.points[0][0] < line.quad.points[1][0] for line in lines)


def test_every_detected_box_is_told(reader):
    text = reader.read_detailed(picture_of(*TEXT))
    assert len(text.detected) >= len(text.lines) == len(TEXT)
    assert {line.quad for line in text.lines} <= set(text.detected)


def test_lines_below_the_least_score_are_only_boxes():
    text = Reader(OcrOptions(threads=1, text_rec_score_thresh=1.0)).read_detailed(picture_of("Total ~ 8"))
    assert text.detected and all(line.score == 1.0 for line in text.lines)


def test_a_chosen_size_can_be_named_again(reader):
    picture = picture_of(*TEXT, size=120)
    chosen = reader.sized(picture)
    assert chosen.detection.limit_type == "max" and chosen.detection.limit_side_len < max(picture.shape)
    assert as_values(reader.read_detailed(picture, chosen).lines) == as_values(reader.read(picture))


def test_options_of_a_call_do_not_stick(reader):
    picture = picture_of(*TEXT)
    before = as_values(reader.read(picture))
    text = reader.read_detailed(picture, OcrOptions(text_rec_score_thresh=1.0, text_det_box_thresh=1.0))
    assert text.lines == text.detected == ()
    assert as_values(reader.read(picture)) == before


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (2000, 3), (40, 40), (600, 400)])
@pytest.mark.parametrize("shade", [0, 255])
def test_pictures_without_text_give_no_lines(reader, shape, shade):
    text = reader.read_detailed(np.full((*shape, 3), shade, np.uint8))
    assert text.lines == ()


def test_threads_read_the_same(reader):
    pictures = [picture_of(*TEXT), picture_of(*TEXT[:2], size=24), picture_of("Thank you")] * 2
    alone = [as_values(reader.read(picture)) for picture in pictures]
    with ThreadPoolExecutor(4) as pool:
        together = [as_values(lines) for lines in pool.map(Reader(OcrOptions(threads=1)).read, pictures)]
    assert together == alone


@pytest.mark.parametrize("wrong", [{"text_det_max_side_limit": 10}, {"text_rec_score_thresh": 1.5}, {"threads": 0}])
def test_impossible_options_are_refused(wrong):
    with pytest.raises(OptionError):
        OcrOptions(**wrong)


def test_a_folder_of_the_shipped_weights_reads_the_same(reader, tmp_path):
    (tmp_path / RECOGNIZER.file).symlink_to(locate(RECOGNIZER))
    own = Reader(OcrOptions(threads=1), rec_model=tmp_path)
    picture = picture_of(*TEXT)
    assert [line.text for line in own.read(picture)] == [line.text for line in reader.read(picture)]


def test_an_unfit_model_is_said_before_the_first_picture(tmp_path):
    with pytest.raises(ModelError, match="holds no model"):
        Reader(rec_model=tmp_path)

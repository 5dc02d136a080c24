"""Fonts, word places and captures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docfields.models.synthesis.samples import faces
from docfields.models.synthesis.samples.capture import PhotoOptions, ScanOptions, fax, photo, scan
from docfields.models.synthesis.samples.drawing import Pen, Sheet, Span, to_pdf, wrap


@pytest.mark.parametrize("name", faces.FACES)
def test_every_face_is_there(name):
    assert faces.advance(name, "0") > 0


def test_words_know_their_field_and_line():
    sheet = Sheet(200, 100)
    sheet.text(10, 20, [Span("Total: "), Span("12.50", "total"), Span(" net")], Pen())
    words = sheet.finish().words()
    assert [(word.text, word.field) for word in words] == [("Total:", None), ("12.50", "total"), ("net", None)]
    assert words[0].quad.right < words[1].quad.left < words[2].quad.left


def test_lines_of_one_field_are_joined_in_print():
    sheet = Sheet(200, 100)
    sheet.lines(10, 20, ["1 High Street", "Leeds"], Pen(), 12, field="buyer.address")
    assert sheet.finish().printed() == {"buyer.address": "1 High Street\nLeeds"}


def test_chinese_falls_back_to_its_own_font():
    assert faces.runs("No. 发票", "sans") == (("No. ", "sans"), ("发票", faces.CHINESE))


@given(st.text("abc ", max_size=60), st.floats(20, 200))
def test_wrapping_keeps_every_word_in_order(text, width):
    assert " ".join(wrap(text, Pen(), width)).split() == text.split()


def test_pdf_carries_no_date():
    sheet = Sheet(200, 100)
    sheet.text(10, 20, "Hello", Pen())
    content = to_pdf([sheet.finish()])
    assert b"CreationDate" not in content
    assert content == to_pdf([sheet.finish()])


@given(st.integers(0, 1000))
@settings(max_examples=8)
def test_photo_tells_where_the_sheet_went(seed):
    """A black dot on the page is found where the transform says."""
    page = np.full((300, 200, 3), 255, np.uint8)
    page[140:160, 60:80] = 0
    shot = photo(page, seed, PhotoOptions((400, 560), 0.9, noise=0, blur=0.3, surface="stone", shade=0.2))
    [[x, y]] = shot.to_picture.points(np.array([[70, 150]]))
    assert shot.image[int(y), int(x)].max() < 40
    [[x, y]] = shot.to_picture.points(np.array([[150, 150]]))
    assert shot.image[int(y), int(x)].min() > 90


def test_scan_and_fax_keep_size_and_seed():
    page = np.full((300, 200, 3), 255, np.uint8)
    page[100:104, 20:180] = 0
    for take in (lambda: scan(page, 4, ScanOptions(angle_deg=1)), lambda: fax(page, 4)):
        assert take().image.shape == page.shape
        assert np.array_equal(take().image, take().image)
    assert set(np.unique(fax(page, 4).image)) == {0, 255}

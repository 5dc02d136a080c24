"""Pages that are hard to read, from pixels to text."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

import docfields
from docfields.document import Image

from .ocr.pictures import picture_of

LINES = ("Invoice 2024-117", "Date 12 March 2024", "Total EUR 148.75")


@pytest.fixture(scope="module")
def extractor() -> docfields.Extractor:
    return docfields.Extractor()


def read(extractor: docfields.Extractor, image: Image) -> tuple[set[str], tuple[str, ...]]:
    [page] = extractor.read(image)
    return {line.text for line in page.lines}, page.rectified


def test_a_faded_page_is_read(extractor: docfields.Extractor) -> None:
    faded = (200 - (255 - picture_of(*LINES, size=22).astype(float)) * 0.04).astype(np.uint8)
    assert read(extractor, faded) == (set(LINES), ("contrast",))


def test_print_under_a_stamp_is_read(extractor: docfields.Extractor) -> None:
    page = picture_of(*LINES, size=22)
    stamp = np.full_like(page, 255)
    for number in range(len(LINES)):
        place = (30, 36 + 44 * number)
        cv2.putText(stamp, "RECEIVED", place, cv2.FONT_HERSHEY_DUPLEX, 1.0, (60, 50, 210), 4, cv2.LINE_AA)
    found, rectified = read(extractor, np.minimum(page, stamp))
    assert set(LINES) <= found and rectified == ("colour",)


def test_a_page_that_is_easy_to_read_is_left_alone(extractor: docfields.Extractor) -> None:
    assert read(extractor, picture_of(*LINES, size=22)) == (set(LINES), ())

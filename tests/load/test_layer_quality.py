"""When a PDF's text layer is believed, and when the page goes to OCR."""

from __future__ import annotations

import re

import pytest

from docfields.document import Quad
from docfields.load.layer_quality import Marks, image_share, is_sane, usable_words
from docfields.load.text_layer import LayerWord

SENTENCE = re.findall(
    r"\w+",
    "Please transfer the amount due within fourteen days to the account named below and quote the number of "
    "this invoice with your payment so that we can book it without delay",
)
FULL_PAGE = ((0.0, 0.0, 600.0, 800.0),)


def words(texts: list[str], *, visible: bool = True) -> list[LayerWord]:
    """Words of 50 x 10 points, ten a row."""
    made = []
    for number, text in enumerate(texts):
        left, top = 10.0 + 58 * (number % 10), 10.0 + 20 * (number // 10)
        quad = Quad.from_box(left, top, left + 50, top + 10)
        made.append(LayerWord(text, quad, (1.0, 0.0), 10.0, (left, top + 8), (left + 50, top + 8), visible))
    return made


def page(images=(), shapes=()) -> Marks:
    return Marks(600.0, 800.0, tuple(images), tuple(shapes))


def shifted(text: str, places: int) -> str:
    return "".join(chr(ord(char) + places) for char in text)


def test_visible_text_is_used():
    assert len(usable_words(words(SENTENCE), page())) == len(SENTENCE)


def test_no_text_means_ocr():
    assert usable_words([], page()) is None


def test_invisible_text_counts_only_over_a_scan():
    hidden = words(SENTENCE, visible=False)
    assert usable_words(hidden, page()) is None
    assert len(usable_words(hidden, page(FULL_PAGE))) == len(SENTENCE)
    mixed = [*words(SENTENCE[:10]), *hidden]
    assert len(usable_words(mixed, page())) == 10


def test_a_scan_with_a_stray_page_number_goes_to_ocr():
    assert usable_words(words(["Page", "1", "of", "2"]), page(FULL_PAGE)) is None
    assert usable_words(words(["Page", "1", "of", "2"]), page()) is not None


def test_letters_drawn_as_curves_go_to_ocr():
    outlines = [(10.0 + 6 * i, 100.0 + 15 * j, 15.0 + 6 * i, 110.0 + 15 * j) for i in range(80) for j in range(40)]
    assert usable_words(words(SENTENCE), page(shapes=outlines)) is None
    rules = [(10.0, 100.0 + j, 590.0, 100.5 + j) for j in range(200)]
    assert usable_words(words(SENTENCE), page(shapes=rules)) is not None


def test_an_icon_is_left_out_and_does_not_condemn_the_page():
    kept = usable_words(words([*SENTENCE, "\ue001"]), page())
    assert [word.text for word in kept] == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "12,50",
        "Ihre Rechnung vom 3. März über 1.234,56 EUR",
        "発行日２０２４年３月１日合計￥１２，５００",
        "www.example.org",
        "Faktura VAT nr 12/2024 za usługi księgowe świadczone w lutym na rzecz spółki z siedzibą w Łodzi" * 2,
        "Name........................................Date______________________________" * 3,
        "ใบแจ้งหนี้",
    ],
)
def test_text_of_any_language_is_sane(text):
    assert is_sane(text.replace(" ", ""))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufffd" * 30,
        "\ue012\ue034\ue056",
        "\x01\x02\x03Rechnung",
        "(cid:12)(cid:34)(cid:56)",
        "§$%&/()=?",
        shifted("".join(SENTENCE), 3),
        shifted("".join(SENTENCE), -29),
        shifted("".join(SENTENCE).upper(), -29),
    ],
)
def test_codes_of_broken_fonts_are_not(text):
    assert not is_sane(text)


def test_overlapping_images_count_once():
    assert image_share(page([(0.0, 0.0, 600.0, 400.0)] * 3)) == pytest.approx(0.5)
    assert image_share(page([(-900.0, -900.0, 9_000.0, 9_000.0)])) == 1.0

"""The font file as font programs read it."""

from __future__ import annotations

from io import BytesIO

from PIL import ImageFont

from docfields.ocr_result.glyphless import ADVANCE, DESCENT, font_file, to_unicode


def test_the_font_opens_and_has_the_promised_measures() -> None:
    font = ImageFont.truetype(BytesIO(font_file()), 1000)
    assert font.getmetrics() == (1000 * (1 - DESCENT), 1000 * DESCENT)
    assert font.getlength("ab") == 2 * 1000 * ADVANCE
    assert font.getmask("ab").getbbox() is None
    assert len(font_file()) < 500


def test_characters_are_found_again_by_their_codes() -> None:
    told = to_unicode({"A": 1, "发": 2, "😀": 3}).decode("ascii")
    assert "3 beginbfchar\n<0001> <0041>\n<0002> <53D1>\n<0003> <D83DDE00>\nendbfchar" in told
    many = to_unicode({chr(0x4E00 + code): code for code in range(1, 251)}).decode("ascii")
    assert [many.count(f"{count} beginbfchar\n") for count in (100, 50)] == [2, 1]

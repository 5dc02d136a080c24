"""The committed samples are those that the command makes, and say what their truth says."""

import json
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from docfields.models.synthesis.material.capitals import in_capitals
from docfields.models.synthesis.samples.documents import SAMPLES
from docfields.models.synthesis.truth import SyntheticDocument, to_json

COMMITTED = Path(__file__).parents[4] / "sample_docs"

PICTURE_TOLERANCE = 2.0
"""Mean difference in grey levels between machines: vector units round differently before JPEG does."""

NAMES = tuple(make.__name__ for make in SAMPLES)

TEXT_PDFS = ("invoice_en", "invoice_de_two_pages", "invoice_fr", "credit_note_en", "invoice_zh")

NOT_WRITTEN_OUT = {"currency", "document_type"}
"""What a page says by a symbol or by its design."""

PRINTED_OTHERWISE = {"subtype", "nationality", "issuing_country", "sex", "payment.method"}
"""Codes in the truth for words on the page ("UTOPIAN" is UTO)."""


@cache
def made(name: str) -> SyntheticDocument:
    return next(make for make in SAMPLES if make.__name__ == name)()


def pixels(content: bytes, suffix: str) -> list[np.ndarray]:
    with pymupdf.open(stream=content, filetype=suffix[1:]) as document:
        shots = [page.get_pixmap(dpi=50) for page in document]
    return [np.frombuffer(shot.samples, np.uint8).astype(float) for shot in shots]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_each_time(name):
    again = next(make for make in SAMPLES if make.__name__ == name)()
    assert again.content == made(name).content
    assert to_json(again.truth) == to_json(made(name).truth)


@pytest.mark.parametrize("name", NAMES)
def test_committed_files_are_current(name):
    sample = made(name)
    committed = COMMITTED / f"{name}{sample.suffix}"
    assert (COMMITTED / f"{name}.json").read_text(encoding="utf-8") == to_json(sample.truth)
    new, old = pixels(sample.content, sample.suffix), pixels(committed.read_bytes(), sample.suffix)
    assert [page.shape for page in new] == [page.shape for page in old]
    assert all(np.abs(a - b).mean() < PICTURE_TOLERANCE for a, b in zip(new, old, strict=True))


def test_every_committed_file_is_made_and_described():
    files = {path.name for path in COMMITTED.iterdir()} - {"README.md"}
    assert files == {f"{name}{suffix}" for name in NAMES for suffix in (made(name).suffix, ".json")}
    readme = (COMMITTED / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}{made(name).suffix}`" in readme for name in NAMES)
    assert sum(path.stat().st_size for path in COMMITTED.iterdir()) < 3_000_000


@pytest.mark.parametrize("name", NAMES)
def test_every_field_stands_on_the_page(name):
    truth = made(name).truth
    words = " ".join(word.text for word in truth.words)
    for field, value in truth.fields.items():
        if field in NOT_WRITTEN_OUT:
            continue
        printed = truth.printed[field]
        assert all(line in words for line in printed.split("\n")), field
        if field not in PRINTED_OTHERWISE and not _is_amount_or_date(value):
            assert _letters(value) == _letters(printed), field


@pytest.mark.parametrize("name", NAMES)
def test_quads_lie_inside_the_page(name):
    truth = made(name).truth
    width, height = truth.size
    for word in truth.words:
        assert 0 <= word.quad.left < word.quad.right <= width, word.text
        assert 0 <= word.quad.top < word.quad.bottom <= height, word.text


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("invoice", "credit"))])
def test_sums_add_up(name):
    truth = made(name).truth
    cents = {key: round(100 * float(truth.fields[key])) for key in ("net_total", "total")}
    assert cents["net_total"] == sum(round(100 * float(item["amount"])) for item in truth.line_items)
    if truth.taxes:
        tax = sum(round(100 * float(row["amount"])) for row in truth.taxes)
        assert cents["net_total"] == sum(round(100 * float(row["base"])) for row in truth.taxes)
    else:
        tax = round(100 * float(truth.fields["tax_total"]))
    assert cents["total"] == cents["net_total"] + tax


@pytest.mark.parametrize("name", TEXT_PDFS)
def test_text_layer_has_each_word_where_the_truth_says(name):
    sample = made(name)
    with pymupdf.open(stream=sample.content, filetype="pdf") as document:
        layers = [page.get_text("words") for page in document]
    for word in sample.truth.words:
        x, y = word.quad.center
        here = [entry for entry in layers[word.page] if entry[0] <= x <= entry[2] and entry[1] <= y <= entry[3]]
        assert any(word.text in entry[4] for entry in here), word.text


def test_scan_has_no_text_layer():
    with pymupdf.open(stream=made("invoice_de_scan").content, filetype="pdf") as document:
        assert not document[0].get_text().strip()


def test_fax_is_bilevel():
    from PIL import Image

    with Image.open(COMMITTED / "invoice_fax.png") as picture:
        assert picture.mode == "1"


def test_words_lie_on_ink():
    """The quads of a photo moved with it: what they surround is darker than the paper around."""
    import cv2

    sample = made("invoice_en_photo")
    grey = cv2.imdecode(np.frombuffer(sample.content, np.uint8), cv2.IMREAD_GRAYSCALE)
    for word in sample.truth.words:
        left, top = int(word.quad.left), int(word.quad.top)
        patch = grey[top : int(word.quad.bottom) + 1, left : int(word.quad.right) + 1]
        assert np.ptp(patch) > 40, word.text


def test_committed_truth_is_plain_json():
    truth = json.loads((COMMITTED / "invoice_en.json").read_text(encoding="utf-8"))
    assert truth["fields"]["total"] == "2273.10"
    assert truth["printed"]["total"] == "£2,273.10"
    assert truth["line_items"][3] == {
        "sku": "FIT-H",
        "description": "Fitting on site, two joiners",
        "quantity": "6.5",
        "unit": "hrs",
        "unit_price": "58.00",
        "amount": "377.00",
    }


def test_chinese_capitals():
    from decimal import Decimal

    for amount, written in (
        ("7098.03", "柒仟零玖拾捌圆零叁分"),
        ("1234.50", "壹仟贰佰叁拾肆圆伍角整"),
        ("100000.00", "壹拾万圆整"),
        ("10010.05", "壹万零壹拾圆零伍分"),
        ("0.35", "零圆叁角伍分"),
        ("12.00", "壹拾贰圆整"),
    ):
        assert in_capitals(Decimal(amount)) == written


def _is_amount_or_date(value: str) -> bool:
    return not any(character.isalpha() for character in value)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())

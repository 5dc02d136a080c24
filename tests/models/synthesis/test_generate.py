"""The generator: the same seed gives the same documents, issuers stay together, captures keep the truth."""

import hashlib
import os
import subprocess
import sys
from itertools import islice
from random import Random

import numpy as np
import pytest

from docfields.models.synthesis.generate import (
    DOCUMENTS_AN_ISSUER,
    Order,
    capture_of,
    generate,
    make_document,
    print_document,
    split,
    stream_pictures,
    stream_words,
)
from docfields.models.synthesis.picture import capture_together
from docfields.models.synthesis.production import write_gold_folder
from docfields.models.synthesis.truth import to_json
from docfields.schemas.errors import ModelError, OptionError
from docfields.schemas.fields import general_path
from docfields.schemas.records import field_types

KINDS = ("invoice", "receipt", "bank_card", "identity", "form")

FINGERPRINT = """
import hashlib
from docfields.models.synthesis.generate import Order, generate
from docfields.models.synthesis.truth import to_json
for kind in ("invoice", "receipt", "identity"):
    for document in generate(Order(kind, 3, capture="phone"), 1):
        print(kind, hashlib.sha256(document.content + to_json(document.truth).encode()).hexdigest())
"""


def fingerprint(document):
    return hashlib.sha256(document.content + to_json(document.truth).encode()).hexdigest()


@pytest.mark.parametrize("kind", KINDS)
def test_same_seed_same_bytes(kind):
    assert fingerprint(make_document(Order(kind, 11), 2)) == fingerprint(make_document(Order(kind, 11), 2))
    assert fingerprint(make_document(Order(kind, 11), 2)) != fingerprint(make_document(Order(kind, 12), 2))


def test_same_bytes_in_another_country():
    """Neither locale, time zone nor hash seed of the machine matters."""
    places = (
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"},
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT], env={**os.environ, **place}, capture_output=True, check=True
        )
        for place in places
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.count(b"\n") == 3


@pytest.mark.parametrize("kind", KINDS)
def test_fields_of_the_truth_are_fields_of_the_record(kind):
    known = set(field_types(kind))
    for document in generate(Order(kind, 4), 8):
        assert {general_path(name) for name in document.truth.fields} <= known
        rows = {f"line_items[].{name}" for item in document.truth.line_items for name in item}
        assert rows <= known


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_truth_says_stands_on_the_page(kind):
    for index in range(8):
        truth = print_document(Order(kind, 5), index).truth
        words = "".join(word.text for word in truth.words)
        for text in truth.printed.values():
            assert all("".join(line.split()) in words for line in text.split("\n"))
        sizes = np.array(truth.size)
        for word in truth.words:
            if word.page == 0:
                assert (word.quad.to_array() > -0.2 * sizes).all() and (word.quad.to_array() < 1.2 * sizes).all()


def test_issuers_stay_in_one_part():
    groups = [print_document(Order("receipt", 6), index).truth.group for index in range(8)]
    assert len(set(groups)) == 8 // DOCUMENTS_AN_ISSUER
    assert groups[::2] == groups[1::2]
    parts = [split(f"synthetic/receipt/6/any/{number:06d}") for number in range(2000)]
    assert 0.75 < parts.count("train") / 2000 < 0.85
    assert min(parts.count("dev"), parts.count("check")) > 140


def test_streams_are_endless_and_keep_to_their_part():
    for part in ("train", "dev"):
        for printed in islice(stream_words(Order("receipt", 8), part), 3):
            assert split(printed.truth.group) == part
    [captured] = islice(stream_pictures(Order("bank_card", 8, capture="phone"), "train"), 1)
    [picture] = captured.pictures
    field = picture.warps[0].backward_field(*picture.image.shape[:2])
    assert field.shape == (*picture.image.shape[:2], 2)
    assert np.isfinite(field).all(axis=2).mean() > 0.1


@pytest.mark.parametrize("capture", ["phone", "scan", "fax", "screen"])
def test_captured_words_are_dark_where_the_truth_says(capture):
    captured = capture_of(Order("receipt", 9, "en_GB", capture), 1)
    grey = captured.pictures[0].image.min(axis=2).astype(float)
    contrasts = []
    for word in captured.truth.words:
        box = np.rint([word.quad.left, word.quad.top, word.quad.right, word.quad.bottom]).astype(int)
        left, top, right, bottom = np.maximum(box, 0)
        inside = grey[top:bottom, left:right]
        if inside.size > 60:
            contrasts.append(np.percentile(inside, 95) - np.percentile(inside, 3))
    assert np.median(contrasts) > 40
    assert captured.truth.capture.startswith(
        {"phone": "photo", "scan": "scan", "fax": "scan/fax", "screen": "screenshot"}[capture]
    )


def test_several_pages_become_a_pdf_of_pictures():
    order = Order("invoice", 2, "en_GB", "scan")
    index = next(index for index in range(60) if print_document(order, index).truth.pages > 1)
    document = make_document(order, index)
    assert document.suffix == ".pdf"
    assert document.truth.pages == len({word.page for word in document.truth.words}) > 1


def test_several_cards_on_one_table():
    cards = [print_document(Order("bank_card", 3), 2 * index) for index in range(3)]
    picture, truths = capture_together(cards, Random(1))
    assert len(truths) == 3
    outlines = [truth.places[0].quad for truth in truths]
    assert all(outline.width > 100 for outline in outlines)
    centers = np.array([outline.center for outline in outlines])
    assert min(np.linalg.norm(centers[a] - centers[b]) for a, b in ((0, 1), (0, 2), (1, 2))) > 100
    assert picture.image.ndim == 3


def test_workers_change_nothing(tmp_path):
    order = Order("receipt", 5)
    for workers in (1, 2):
        list(write_gold_folder(order, 5, tmp_path / str(workers), workers=workers))
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("1", "2"))
    assert len(one) == 10
    assert [(path.name, path.read_bytes()) for path in one] == [(path.name, path.read_bytes()) for path in two]


@pytest.mark.parametrize("order", [{"kind": "poem"}, {"kind": "invoice", "locale": "xx_XX"}])
def test_unknown_kinds_and_locales_are_refused(order):
    with pytest.raises(OptionError, match="no "):
        Order(**order)


def test_a_folder_without_fonts_is_refused(tmp_path):
    with pytest.raises(ModelError, match="fetch_fonts"):
        print_document(Order("receipt", fonts=tmp_path), 0)

from __future__ import annotations

from random import Random

import numpy as np
import pymupdf
import pytest
from stdnum import luhn

from docfields.models.synthesis.material.locale import locale, locale_codes
from docfields.models.synthesis.pages.bank_card.printing import print_bank_card
from docfields.models.synthesis.pages.bank_card.record import NETWORK_NAMES
from docfields.models.synthesis.truth import PrintedDocument, to_json

COUNT = 60


def _print(seed: int, issuer: str = "") -> PrintedDocument:
    codes = locale_codes()
    return print_bank_card(
        Random(issuer or f"issuer {seed}"), Random(f"card {seed}"), locale(codes[seed % len(codes)]), f"bank {seed}"
    )


@pytest.fixture(scope="module")
def cards() -> list[PrintedDocument]:
    return [_print(seed) for seed in range(COUNT)]


def test_fields_are_normalised(cards: list[PrintedDocument]) -> None:
    for card in cards:
        fields = card.truth.fields
        assert card.medium == "card"
        assert fields.get("number", "0").isdigit()
        assert fields.get("network") in (None, *(name for name, _ in NETWORK_NAMES.values()))
        for month in (fields.get("expiry"), fields.get("valid_from")):
            assert month is None or (month[4] == "-" and "01" <= month[5:] <= "12")


def test_broken_says_whether_luhn_holds(cards: list[PrintedDocument]) -> None:
    for card in cards:
        if "number" in card.truth.fields:
            assert luhn.is_valid(card.truth.fields["number"]) == ("number" not in card.truth.broken)
    assert any(card.truth.broken for card in cards)


def test_printed_number_has_the_digits_of_the_value(cards: list[PrintedDocument]) -> None:
    for card in cards:
        if "number" in card.truth.fields:
            words = "".join(word.text for word in card.truth.words if word.field == "number")
            assert "".join(mark for mark in words if mark.isdigit()) == card.truth.fields["number"]


def test_code_is_no_field(cards: list[PrintedDocument]) -> None:
    names = {name.partition("[")[0] for card in cards for name in card.truth.fields}
    assert names <= {
        "number", "expiry", "valid_from", "holder", "holder_company", "network", "issuer", "service_phones",
    }  # fmt: skip


def test_relief_has_the_same_pages_and_only_raised_print(cards: list[PrintedDocument]) -> None:
    embossed = [card for card in cards if card.relief]
    assert embossed
    for card in embossed:
        with pymupdf.open(stream=card.pdf) as flat, pymupdf.open(stream=card.relief) as relief:
            assert [page.rect for page in flat] == [page.rect for page in relief]
            raised = {word[4] for page in relief for word in page.get_text("words")}
            assert raised <= {word[4] for page in flat for word in page.get_text("words")}
            pixmap = relief[0].get_pixmap(colorspace="gray")
            assert np.frombuffer(pixmap.samples, np.uint8).max() == 255


def test_words_lie_on_their_page(cards: list[PrintedDocument]) -> None:
    for card in cards:
        with pymupdf.open(stream=card.pdf) as document:
            for word in card.truth.words:
                page = document[word.page].rect
                x, y = np.mean([point for point in word.quad.points], axis=0)
                assert 0 <= x <= page.width and 0 <= y <= page.height


def test_same_seeds_give_the_same_card() -> None:
    first, second = _print(3), _print(3)
    assert first.pdf == second.pdf and first.relief == second.relief
    assert to_json(first.truth) == to_json(second.truth)


def test_cards_of_a_bank_share_its_name() -> None:
    where = locale("en_GB")
    issued = [print_bank_card(Random("one bank"), Random(seed), where, "one") for seed in range(8)]
    names = {card.truth.fields["issuer"] for card in issued if "issuer" in card.truth.fields}
    assert len(names) <= 1
    assert len({card.truth.fields.get("number") for card in issued}) > 3

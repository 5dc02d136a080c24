from __future__ import annotations

import datetime
from random import Random

import numpy as np
import pymupdf
import pytest

from docfields.models.synthesis import mrz
from docfields.models.synthesis.material.locale import locale, locale_codes
from docfields.models.synthesis.pages.identity.printing import print_identity
from docfields.models.synthesis.pages.identity.states import states, words
from docfields.models.synthesis.pages.identity.zone import (
    LENGTHS,
    ZoneData,
    ZoneFormat,
    spoil,
    transliterate,
    write_zone,
)
from docfields.models.synthesis.pages.personal_numbers import draw_personal_number, is_checked
from docfields.models.synthesis.truth import PrintedDocument, to_json

COUNT = 80
DATES = ("birth_date", "issue_date", "expiry_date")
ZONE_DATES = {30: (slice(0, 6), slice(8, 14)), 36: (slice(13, 19), slice(21, 27)), 44: (slice(13, 19), slice(21, 27))}
"""Where birth and expiry stand in the second line."""


def _print(seed: int) -> PrintedDocument:
    codes = locale_codes()
    return print_identity(
        Random(f"issuer {seed}"), Random(f"holder {seed}"), locale(codes[seed % len(codes)]), f"state {seed}"
    )


@pytest.fixture(scope="module")
def documents() -> list[PrintedDocument]:
    return [_print(seed) for seed in range(COUNT)]


def test_every_kind_is_printed(documents: list[PrintedDocument]) -> None:
    kinds = {document.truth.fields["document_type"] for document in documents}
    assert kinds == {"passport", "id_card", "residence_permit", "driving_licence", "visa"}
    assert {document.medium for document in documents} == {"card", "booklet"}


def test_dates_and_codes_are_normalised(documents: list[PrintedDocument]) -> None:
    for document in documents:
        fields = document.truth.fields
        for name in DATES:
            if name in fields:
                datetime.date.fromisoformat(fields[name])
        assert fields.get("sex", "X") in ("M", "F", "X")
        for name in ("issuing_country", "nationality"):
            assert name not in fields or fields[name] in states()
        if "issue_date" in fields and "expiry_date" in fields:
            assert fields["issue_date"] < fields["expiry_date"]
        if "birth_date" in fields and "issue_date" in fields:
            assert fields["birth_date"] < fields["issue_date"]


def test_zone_agrees_with_the_fields(documents: list[PrintedDocument]) -> None:
    zoned = [document.truth for document in documents if "mrz" in document.truth.fields]
    assert zoned
    for truth in zoned:
        lines = truth.fields["mrz"].split("\n")
        assert len({len(line) for line in lines}) == 1 and len(lines[0]) in LENGTHS.values()
        born, until = (lines[1][part] for part in ZONE_DATES[len(lines[0])])
        assert born == mrz.date(datetime.date.fromisoformat(truth.fields["birth_date"]))
        assert until == mrz.date(datetime.date.fromisoformat(truth.fields["expiry_date"]))
        surname = lines[2] if len(lines) == 3 else lines[0][5:]
        starts = [transliterate(truth.fields["surname"], plain_umlauts=plain)[:16] for plain in (False, True)]
        assert surname.startswith(tuple(starts))
        assert any(place.kind == "mrz" for place in truth.places)
        assert "".join(word.text for word in truth.words if word.field == "mrz") == "".join(lines)


def test_fronts_have_a_portrait(documents: list[PrintedDocument]) -> None:
    for document in documents:
        if document.medium == "booklet":
            assert any(place.kind == "portrait" for place in document.truth.places)


def test_words_lie_on_their_page(documents: list[PrintedDocument]) -> None:
    for document in documents:
        with pymupdf.open(stream=document.pdf) as opened:
            for word in document.truth.words:
                page = opened[word.page].rect
                x, y = np.mean([point for point in word.quad.points], axis=0)
                assert 0 <= x <= page.width and 0 <= y <= page.height


def test_same_seeds_give_the_same_document() -> None:
    first, second = _print(5), _print(5)
    assert first.pdf == second.pdf
    assert to_json(first.truth) == to_json(second.truth)


def test_chinese_cards_say_nothing_of_a_state() -> None:
    where = locale("zh_CN")
    issued = [print_identity(Random(seed), Random(seed + 100), where, "zh") for seed in range(12)]
    residents = [card.truth for card in issued if card.truth.language == "zh"]
    assert residents
    for truth in residents:
        assert set(truth.ignore) == {"issuing_country", "number", "nationality"}
        assert not set(truth.fields) & set(truth.ignore)


@pytest.mark.parametrize("form", LENGTHS)
def test_zones_have_their_shape_and_spoiled_ones_fail(form: ZoneFormat) -> None:
    zone = write_zone(
        ZoneData(
            "I",
            "UTO",
            "Łukasz-Ærø",
            "Zoë Đina",
            "AB1234567",
            "D",
            datetime.date(1990, 1, 2),
            "X",
            datetime.date(2031, 3, 4),
            "123",
        ),
        form,
    )
    assert {len(line) for line in zone} == {LENGTHS[form]}
    assert all(set(line) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<") for line in zone)
    wrong = spoil(Random(1), zone)
    assert sum(a != b for a, b in zip("".join(zone), "".join(wrong), strict=True)) == 1


def test_zones_agree_with_the_older_writers() -> None:
    birth, expiry = datetime.date(1974, 8, 12), datetime.date(2012, 4, 15)
    data = ZoneData("P", "UTO", "ERIKSSON", "ANNA MARIA", "L898902C3", "UTO", birth, "F", expiry, "ZE184226B")
    assert write_zone(data, "TD3")[1] == "L898902C36UTO7408122F1204159ZE184226B<<<<<10"  # ICAO Doc 9303-4, appendix A


def test_a_long_number_runs_into_the_optional_data() -> None:
    birth, expiry = datetime.date(1974, 8, 12), datetime.date(2012, 4, 15)
    data = ZoneData("I", "UTO", "STEVENSON", "PETER", "D23145890734", "UTO", birth, "M", expiry)
    assert write_zone(data, "TD1")[0] == "I<UTOD23145890<7349<<<<<<<<<<<"


def test_names_lose_what_a_zone_cannot_write() -> None:
    assert transliterate("D'Angelo-Łoś") == "DANGELO<LOS"
    assert transliterate("Müller") == "MUELLER" and transliterate("Müller", plain_umlauts=True) == "MULLER"


def test_personal_numbers_of_every_state_can_be_drawn() -> None:
    birth = datetime.date(1985, 5, 17)
    for state in states().values():
        scheme = state.personal
        if not is_checked(scheme):
            continue
        number = draw_personal_number(Random(1), scheme, birth, "F", ("Ionescu", "Ana"))
        wrong = draw_personal_number(Random(1), scheme, birth, "F", ("Ionescu", "Ana"), valid=False)
        assert number and len(number) == len(wrong) and number != wrong


def test_languages_of_states_have_words() -> None:
    for state in states().values():
        for language in state.languages:
            assert len(words(language)["months"]) == 12 and len(words(language)["sexes"]) == 3
            assert {"surname", "given_names", "birth_date", "passport"} <= set(words(language))

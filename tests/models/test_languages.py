"""The table of languages: complete, honest about letters, and helpful where a name is unknown."""

import pytest

from docfields.models.languages import (
    find_published,
    language,
    languages,
    languages_of,
    model_for,
    published_model,
    published_models,
)
from docfields.models.sessions import open_session
from docfields.models.weights import RECOGNIZER
from docfields.schemas.errors import OptionError


def test_every_language_has_a_model_and_every_model_a_language():
    names = {model.name for model in published_models()}
    assert len(languages()) > 80
    assert {entry.model for entry in languages()} <= names
    assert all(languages_of(model) for model in published_models())


def test_codes_are_told_apart():
    codes = [entry.code for entry in languages()]
    assert len(set(codes)) == len(codes)
    assert all(set(model.also) <= set(codes) for model in published_models())


def test_the_shipped_model_is_the_one_that_is_opened():
    [shipped] = [model for model in published_models() if model.shipped]
    assert (shipped.file, shipped.sha256) == (RECOGNIZER.file, RECOGNIZER.sha256)


def test_letters_that_the_shipped_weights_cannot_read_are_named():
    known = set(open_session(RECOGNIZER, threads=1).metadata["character"].splitlines())
    for entry in languages():
        if entry.shipped:
            letters = {form for letter in entry.letters for form in (letter, letter.upper()) if len(form) == 1}
            assert letters - known == set(entry.unread), entry.code
    assert language("vi").partly and not language("de").partly


@pytest.mark.parametrize("sample", ["Ж", "ب", "한", "ก", "अ", "த", "త", "ಕ", "ά"])
def test_other_scripts_are_not_read_by_the_shipped_weights(sample):
    assert sample not in open_session(RECOGNIZER, threads=1).metadata["character"]


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("de", "PP-OCRv6_small_rec"),
        ("german", "PP-OCRv6_small_rec"),
        ("Thai", "th_PP-OCRv5_mobile_rec"),
        ("zh-hant", "PP-OCRv6_small_rec"),
        ("rs_cyrillic", "cyrillic_PP-OCRv5_mobile_rec"),
        ("uk", "eslav_PP-OCRv5_mobile_rec"),
        ("kn", "ka_PP-OCRv4_rec_mobile"),
    ],
)
def test_a_language_is_found_by_code_paddles_code_or_name(name, model):
    assert model_for(name).name == model


def test_a_code_that_means_two_languages_is_refused():
    with pytest.raises(OptionError, match=r"Georgian.*Kannada.*Write kn"):
        model_for("ka")


@pytest.mark.parametrize(
    ("call", "name", "hint"), [(model_for, "Grek", "Greek"), (published_model, "el_PP-OCR5", "el")]
)
def test_an_unknown_name_is_answered_with_a_near_one(call, name, hint):
    with pytest.raises(OptionError, match=f"Perhaps {hint}"):
        call(name)


def test_a_model_is_found_by_either_projects_name():
    model = published_model("th_PP-OCRv5_mobile_rec")
    assert model == published_model("th_PP-OCRv5_mobile_rec_onnx") == published_model("th_PP-OCRv5_rec_mobile.onnx")
    assert find_published("my_own_model") is None

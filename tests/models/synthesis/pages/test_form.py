"""Forms in all languages: questions are linked to their answers, and only to those that were given."""

from random import Random

import pytest

from docfields.models.synthesis.material.locale import draw_habits
from docfields.models.synthesis.material.tables import locale, locale_codes
from docfields.models.synthesis.pages.form import parts
from docfields.models.synthesis.pages.form import printing as form
from docfields.models.synthesis.pages.form.case import CHOICES, Case
from docfields.models.synthesis.pages.form.words import languages, words_of
from docfields.models.synthesis.pages.typeset import Texts, typeset

CODES = locale_codes()


def printed(seed, code=None, document=0):
    where = locale(code or CODES[seed % len(CODES)])
    return form.print_form(Random(f"i{seed}"), Random(f"d{seed}/{document}"), where, f"g{seed}")


@pytest.fixture(scope="module")
def truths():
    return [printed(seed).truth for seed in range(3 * len(CODES))]


def test_links_join_labels_with_values(truths):
    for truth in truths:
        for key, value in truth.links:
            assert all(truth.words[index].label == "" for index in key)
            assert all(truth.words[index].label is None for index in value)
    assert sum(len(truth.links) for truth in truths) > 8 * len(truths)


def test_forms_have_no_fields(truths):
    for truth in truths:
        assert truth.kind == "form"
        assert truth.fields == {}
        assert all(word.field is None for word in truth.words)


def test_some_questions_stay_without_an_answer(truths):
    linked = sum(len(key) for truth in truths for key, _ in truth.links)
    labels = sum(word.label is not None for truth in truths for word in truth.words)
    assert 0.4 * labels < linked < labels


def test_all_parts_of_forms_occur(truths):
    places = {place.kind for truth in truths for place in truth.places}
    assert {"check_box", "signature", "logo", "stamp"} <= places
    assert sum(bool(truth.tables) for truth in truths) > 10
    assert any(truth.pages > 1 for truth in truths)


def test_every_character_stands_on_its_page(truths):
    for truth in truths:
        for word in truth.words:
            assert word.quad.left >= -6 and word.quad.right <= truth.size[0] + 6
            assert word.quad.top >= -6 and word.quad.bottom <= truth.size[1] + 6


def test_a_ticked_option_is_the_answer():
    for seed in range(40):
        truth = printed(seed, "en_GB").truth
        for key, value in truth.links:
            question = " ".join(truth.words[index].text for index in key)
            if question.casefold().endswith("do you smoke?"):
                answer = truth.words[value[0]].text.casefold()
                assert answer in {text.casefold() for text in ("Yes", "Y", "No", "N")}
                return
    pytest.fail("no form asked the question")


def test_a_seed_gives_the_same_document():
    first, second = printed(5), printed(5)
    assert first.pdf == second.pdf
    assert first.truth == second.truth


def test_an_issuer_asks_the_same_questions():
    for seed in range(8):
        labels = [
            {word.text for word in printed(seed, "de_DE", document).truth.words if word.label is not None}
            for document in (1, 2)
        ]
        assert labels[0] == labels[1]


def test_layouts_differ(truths):
    layouts = {tuple((round(word.quad.left), round(word.quad.top)) for word in truth.words[:25]) for truth in truths}
    assert len(layouts) == len(truths)


def test_every_language_has_all_words():
    english = words_of("en")
    spoken = {locale(code).language for code in CODES}
    assert spoken <= set(languages())
    for language in languages():
        words = words_of(language)
        assert words.titles.keys() == english.titles.keys() == form.GENRES.keys()
        assert words.heads.keys() == english.heads.keys()
        assert words.lists.keys() == english.lists.keys()
        assert all(words.lists.values())


@pytest.mark.parametrize("code", CODES)
def test_every_concept_has_a_label_and_a_value(code):
    where = locale(code)
    case = Case(Random(3), where, draw_habits(Random(4), where, "form"))
    for concepts in form.TOPICS.values():
        for concept in concepts:
            assert where.labels[f"form.{concept}"]
            if concept not in CHOICES:
                assert case.value(concept) or concept in ("state", "house_number", "bic", "vat_number"), concept


def test_a_comb_prints_one_word_a_run_of_characters():
    texts = Texts()
    answer = parts.answer(texts.add("AB12 34"), {"size": 9})
    comb = parts.comb(answer, 10, 14, 16, line=(0.5, "#000000"), form="boxes")
    page = {
        "paper": (400, 200), "margins": (20, 20, 20, 20), "fonts": ["Arimo"], "size": 9, "ink": "#000000", "leading": 5,
    }  # fmt: skip
    made = typeset("form.typ", {"page": page, "ground": [], "foot": [], "body": [comb]}, texts)
    assert [word.text for word in made.words] == ["AB12", "34"]

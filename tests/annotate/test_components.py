"""The annotators as spaCy components, and the stage as a whole."""

from docfields.annotate import annotate
from docfields.annotate.components import LANGUAGE, PHRASES, SCRIPT, load_pipeline, make_doc
from docfields.document import Line, Quad, TextPage, Word

QUAD = Quad.from_box(0, 0, 100, 20)
LINES = (
    Line(tuple(Word(text, QUAD) for text in ("Invoice", "Number:", "4711")), QUAD),
    Line((Word("Total:12.50", QUAD),), QUAD),
)
PAGE = TextPage(0, 400, 600, LINES, "ocr")


def test_the_pipeline_is_blank_and_made_once() -> None:
    assert load_pipeline().pipe_names == [SCRIPT, LANGUAGE, PHRASES]
    assert load_pipeline() is load_pipeline()


def test_a_doc_keeps_our_words() -> None:
    assert [token.text for token in make_doc(LINES)] == ["Invoice", "Number:", "4711", "Total:12.50"]


def test_annotate_adds_layers_and_leaves_the_text() -> None:
    annotated = annotate(PAGE)
    assert annotated.lines is PAGE.lines
    assert annotated.script == "Latin"
    assert ("number", 0, 0, 2) in {(x.concept, x.line, x.first, x.last) for x in annotated.labels}
    assert ("total", 1, 0, 1) in {(x.concept, x.line, x.first, x.last) for x in annotated.labels}
    assert PAGE.labels == ()


def test_annotate_is_repeatable() -> None:
    assert annotate(PAGE).labels == annotate(PAGE).labels


def test_an_empty_page() -> None:
    annotated = annotate(TextPage(0, 400, 600, (), "ocr"))
    assert (annotated.language, annotated.script, annotated.labels) == (None, None, ())

"""Typeset pages are read back exactly: words, characters, labels, cells and places."""

import numpy as np
import pymupdf
import pytest
import typst

from docfields.models.synthesis import fonts
from docfields.models.synthesis.pages import typeset as module
from docfields.models.synthesis.pages.typeset import MAX_TEXTS, Texts, typeset

HEAD = """#import "/common.typ": *
#show: page-style
#set page(width: 300pt, height: 200pt, margin: 20pt)
#set text(font: ("Arimo", "Droid Sans Fallback"), size: 10pt)
"""


@pytest.fixture
def page(monkeypatch):
    """Typesets a template given as text; gives the result for data and texts."""

    def make(body, data, texts):
        folder = module.resources.files("docfields.models.synthesis.pages")
        compiler = typst.Compiler((HEAD + body).encode(), root=str(folder), font_paths=fonts.typst_fonts())
        monkeypatch.setattr(module, "_compiler", lambda template, folder: compiler)
        return typeset("", data, texts)

    return make


def test_words_know_their_field_label_and_line(page):
    texts = Texts()
    label, value = texts.labelled("Invoice number", "A 17", "number")
    made = page("#put(data.label) #h(40pt) #put(data.value)", {"label": label, "value": value}, texts)
    assert [(word.text, word.label, word.field, word.line) for word in made.words] == [
        ("Invoice", "number", None, 0),
        ("number", "number", None, 0),
        ("A", None, "number", 1),
        ("17", None, "number", 1),
    ]
    assert made.links == (((0, 1), (2, 3)),)
    assert made.printed == {"number": "A 17"}


def test_characters_hold_their_ink(page):
    texts = Texts()
    token = texts.add("Ångström (fjord) 1,234.50 €")
    made = page("#put(data)", token, texts)
    with pymupdf.open(stream=made.pdf, filetype="pdf") as document:
        pixels = document[0].get_pixmap(dpi=288, colorspace="gray")
    dark = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width) < 128
    inside = np.zeros_like(dark)
    for word in made.words:
        assert len(word.characters()) == len(word.text)
        for quad in word.characters():
            inside[int(4 * quad.top) : int(4 * quad.bottom) + 1, int(4 * quad.left) - 1 : int(4 * quad.right) + 2] = (
                True
            )
    assert dark.sum() > 1000
    assert dark[inside].sum() == dark.sum()


@pytest.mark.parametrize(
    ("angle", "first"), [(0, (1, 0)), (90, (0, 1)), (180, (-1, 0)), (270, (0, -1)), (15, (0.966, 0.259))]
)
def test_quads_of_turned_text_run_along_it(page, angle, first):
    texts = Texts()
    made = page(f"#place(center + horizon, rotate({angle}deg, reflow: true, put(data)))", texts.add("turned"), texts)
    [word] = made.words
    a, b, _, d = word.quad.to_array()
    along, down = (b - a) / np.linalg.norm(b - a), (d - a) / np.linalg.norm(d - a)
    assert np.allclose(along, first, atol=0.01)
    assert np.allclose(down, (-first[1], first[0]), atol=0.01)
    assert 25 < np.linalg.norm(b - a) < 32


def test_chinese_words_break_where_the_line_does(page):
    texts = Texts()
    token = texts.add("购买方名称：" + "国" * 40)
    made = page("#put(data)", token, texts)
    assert "".join(word.text for word in made.words) == token["t"]
    assert made.words[0].text == "购买方名称："
    assert len({word.line for word in made.words}) == len(made.words) - 1


def test_cells_make_a_table_for_each_page(page):
    texts = Texts()
    cells = [[texts.add(f"r{row}c{column}", cell=(0, row, column)) for column in range(3)] for row in range(14)]
    body = "#table(columns: 3, table.header(..data.at(0).map(put)), ..data.slice(1).flatten().map(put))"
    made = page(body, cells, texts)
    assert [table.page for table in made.tables] == [0, 1]
    assert sorted({cell.row for table in made.tables for cell in table.cells}) == list(range(14))
    for table in made.tables:
        for cell in table.cells:
            assert [made.words[index].text for index in cell.words] == [f"r{cell.row}c{cell.column}"]


def test_a_value_over_several_lines_is_one_value(page):
    texts = Texts()
    tokens = [texts.add(line, field="seller.address") for line in ("Mill Bank 4", "Leeds")]
    again = texts.add("Total", field="total"), texts.add("Mill Bank 4", field="seller.address")
    made = page("#lines(data)", [*tokens, *again], texts)
    assert made.printed["seller.address"] == "Mill Bank 4\nLeeds"


def test_a_text_that_is_not_printed_is_not_there(page):
    texts = Texts()
    shown = texts.add("shown", field="number")
    texts.add("hidden", field="total")
    assert page("#put(data)", shown, texts).printed == {"number": "shown"}


def test_places_are_boxes_and_leave_no_links_behind(page):
    texts = Texts()
    made = page('#place(dx: 50pt, dy: 30pt, place-of("logo", rect(width: 40pt, height: 20pt)))', {}, texts)
    [place] = made.places
    assert place.kind == "logo"
    assert np.allclose(place.quad.to_array()[[0, 2]], [[70, 50], [110, 70]], atol=0.5)
    with pymupdf.open(stream=made.pdf, filetype="pdf") as document:
        assert not document[0].get_links()


def test_text_without_a_token_is_refused(page):
    with pytest.raises(ValueError, match="the page prints 'stray'"):
        page("stray", {}, Texts())


def test_the_same_bytes_each_time(page):
    texts = Texts()
    token = texts.add("same", field="number")
    assert page("#put(data)", token, texts).pdf == page("#put(data)", token, texts).pdf


def test_there_are_numbers_for_so_many_texts(page):
    texts = Texts()
    tokens = [texts.add(f"{number}") for number in range(MAX_TEXTS)]
    made = page("#set text(size: 2pt)\n#for token in data [#put(token) ]", tokens, texts)
    assert len(made.words) == MAX_TEXTS
    with pytest.raises(ValueError, match="more than"):
        texts.add("one more")


def test_an_empty_text_is_no_token():
    assert Texts().add("  ") is None

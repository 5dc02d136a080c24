"""hOCR 1.2 as an XML parser sees it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import docfields
from docfields.document import Line, Quad, Word
from docfields.ocr_result import OcrResult, hocr
from docfields.ocr_result.hocr import baseline

from .pages import LINES, result_of

XHTML = "{http://www.w3.org/1999/xhtml}"
SAMPLES = Path(__file__).parents[2] / "sample_docs"


def parsed(*results: OcrResult) -> ElementTree.Element:
    return ElementTree.fromstring("".join(hocr(results)).encode())


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if element.get("class") == name]


def properties(element: ElementTree.Element) -> dict[str, str]:
    """By name; the grammar parts them by semicolons."""
    return dict(part.strip().split(" ", 1) for part in element.get("title", "").split(";"))


def test_a_page_has_lines_and_these_have_words() -> None:
    root = parsed(result_of(*LINES, source="a & b.png"))
    [page] = of_class(root, "ocr_page")
    assert properties(page) == {"image": '"a & b.png"', "bbox": "0 0 400 200", "ppageno": "0"}
    lines = of_class(page, "ocr_line")
    assert [properties(line)["bbox"] for line in lines] == ["20 30 200 60", "20 100 260 130"]
    words = [word for line in lines for word in of_class(line, "ocrx_word")]
    assert [word.text for word in words] == ["Grüße", "aus", "发票号码", "<12&"]
    assert [properties(word)["x_wconf"] for word in words] == ["90"] * 4
    assert "".join(lines[0].itertext()) == "Grüße aus"


def test_the_head_tells_what_the_document_has() -> None:
    told = {meta.get("name"): meta.get("content") for meta in parsed(result_of(*LINES)).iter(f"{XHTML}meta")}
    assert told["ocr-system"] == f"docfields {docfields.__version__}"
    assert {"ocr_page", "ocr_line", "ocrx_word"} <= set(str(told["ocr-capabilities"]).split())


def test_ids_are_unique_over_several_pages() -> None:
    root = parsed(result_of(*LINES), result_of(*LINES))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 2 * (1 + 2 + 4)


def test_a_blank_page_and_no_page_at_all_are_documents() -> None:
    assert len(of_class(parsed(result_of()), "ocr_page")) == 1
    assert of_class(parsed(), "ocr_page") == []


def test_characters_that_xml_does_not_know_are_left_out() -> None:
    quad = Quad.from_box(0, 0, 50, 20)
    [word] = of_class(parsed(result_of(Line((Word("a\0\x0bb\ufffec", quad),), quad))), "ocrx_word")
    assert word.text == "abc"


def test_places_outside_the_page_are_moved_to_its_edge() -> None:
    quad = Quad.from_box(-3, 190, 401, 204)
    [line] = of_class(parsed(result_of(Line((Word("edge", quad),), quad))), "ocr_line")
    assert properties(line)["bbox"] == "0 190 400 200"


@pytest.mark.parametrize(
    ("points", "told"),
    [
        (((0, 0), (100, 0), (100, 20), (0, 20)), "baseline 0 -4"),
        # Falling to the right by 10 of 100 pixels: the left end lies 10 higher than the box's lower edge.
        (((0, 0), (100, 10), (100, 30), (0, 20)), "baseline 0.1 -14"),
        (((0, 10), (100, 0), (100, 20), (0, 30)), "baseline -0.1 -4"),
        (((0, 100), (0, 0), (20, 0), (20, 100)), "baseline 0 -4; textangle 90"),
        (((100, 20), (0, 20), (0, 0), (100, 0)), "baseline 0 -4; textangle 180"),
        (((20, 0), (20, 100), (0, 100), (0, 0)), "baseline 0 -4; textangle 270"),
    ],
)
def test_baselines(points: tuple[tuple[float, float], ...], told: str) -> None:
    assert baseline(Quad(points)) == told  # type: ignore[arg-type]


def test_a_pdfs_places_are_pixels_of_a_resolution_that_is_told() -> None:
    [result] = docfields.Extractor().ocr(SAMPLES / "invoice_en.pdf")
    [page] = of_class(parsed(result), "ocr_page")
    width, height = (round(side * 300 / 72) for side in result.size)
    assert properties(page)["scan_res"] == "300 300" and properties(page)["bbox"] == f"0 0 {width} {height}"
    first = next(iter(of_class(page, "ocrx_word")))
    left, top, right, bottom = (int(number) for number in properties(first)["bbox"].split())
    quad = result.lines[0].words[0].quad
    assert (left, top, right, bottom) == tuple(
        round(side * 300 / 72) for side in (quad.left, quad.top, quad.right, quad.bottom)
    )
    assert all(re.fullmatch(r"-?[\d.]+ -?\d+", properties(line)["baseline"]) for line in of_class(page, "ocr_line"))

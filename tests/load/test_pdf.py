"""PDFs: the text layer in coordinates as displayed, pictures of other pages, and every way to be broken."""

from __future__ import annotations

import subprocess
import sys
import threading
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docfields.load import LoadOptions, open_pages, render
from docfields.schemas.errors import Damaged, DocfieldsError, Encrypted, NoPages, TooLarge

pymupdf = pytest.importorskip("pymupdf")

OCR = LoadOptions(text_layer=False)


def pdf_of(*texts: str, fontsize: float = 12, width: float = 400, height: float = 600, **page_text) -> bytes:
    """One page with each text on its own row."""
    document = pymupdf.open()
    page = document.new_page(width=width, height=height)
    for row, text in enumerate(texts):
        page.insert_text((50, 80 + 2 * fontsize * row), text, fontsize=fontsize, **page_text)
    return document.tobytes()


def scan_pdf(*, dpi: int = 200, stray: str = "", layer: int = 0) -> bytes:
    """A4 under one image; a visible stray text, `layer` rows of invisible text of an earlier OCR."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 595 * dpi // 72, 842 * dpi // 72))
    pixmap.clear_with(230)
    page.insert_image(page.rect, pixmap=pixmap)
    if stray:
        page.insert_text((50, 800), stray)
    for row in range(layer):
        page.insert_text((50, 60 + 18 * row), f"Beispiel Handel row {row} with six words", render_mode=3)
    return document.tobytes()


def dark_box(image, region) -> tuple[int, int, int, int]:
    """left, top, right, bottom of the ink inside a region of the picture."""
    left, top, right, bottom = region
    rows, columns = np.nonzero(image[top:bottom, left:right].min(axis=2) < 128)
    return left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_quads_lie_on_the_ink_of_the_displayed_page(rotation, cropped):
    document = pymupdf.open()
    page = document.new_page(width=400, height=600)
    page.insert_text((120, 160), "Hamburg", fontsize=20)
    page.insert_text((300, 400), "upwards", fontsize=20, rotate=90)
    if cropped:
        page.insert_text((5, 590), "outside")
        page.set_cropbox(pymupdf.Rect(50, 70, 380, 560))
    page.set_rotation(rotation)
    file = document.tobytes()

    [page_of_text] = open_pages(file)
    picture = render(file, dpi=72).image
    assert page_of_text.image is None
    assert (page_of_text.width, page_of_text.height) == page_of_text.source_size == picture.shape[1::-1]
    words = {word.text: word.quad for line in page_of_text.lines for word in line.words}
    assert set(words) == {"Hamburg", "upwards"}
    for quad in words.values():
        region = [round(side) for side in (quad.left - 4, quad.top - 4, quad.right + 4, quad.bottom + 4)]
        ink = dark_box(picture, region)
        for inner, outer in zip(ink[:2], (quad.left, quad.top), strict=True):
            assert outer - 2 <= inner <= outer + 9
        for inner, outer in zip(ink[2:], (quad.right, quad.bottom), strict=True):
            assert outer - 9 <= inner <= outer + 2
    (x0, y0), (x1, y1) = words["Hamburg"].points[:2]
    reading = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[rotation]
    assert (round((x1 - x0) / 80), round((y1 - y0) / 80)) == reading


def test_text_of_form_fields_is_read():
    document = pymupdf.open()
    page = document.new_page()
    field = pymupdf.Widget()
    field.field_name, field.field_type = "name", pymupdf.PDF_WIDGET_TYPE_TEXT
    field.rect, field.field_value = pymupdf.Rect(100, 100, 300, 120), "Erika Beispiel"
    page.add_widget(field)
    page.insert_text((50, 114), "Name:")
    [page] = open_pages(document.tobytes())
    assert [line.text for line in page.lines] == ["Name:", "Erika Beispiel"]


def test_hidden_text_on_a_page_of_text_is_not_read():
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((50, 100), "Total 12.50")
    page.insert_text((50, 130), "Total 99.00", render_mode=3)
    [page] = open_pages(document.tobytes())
    assert [line.text for line in page.lines] == ["Total 12.50"]


def test_a_scan_is_rendered_at_its_own_resolution():
    for file in (scan_pdf(dpi=150), scan_pdf(dpi=150, stray="Scanned with a telephone")):
        [page] = open_pages(file)
        assert page.lines is None
        assert abs(page.image.shape[0] - 842 * 150 / 72) <= 2
        corner = page.to_source.points(np.array([[page.width, page.height]]))
        assert np.allclose(corner, [page.source_size])


def test_a_scan_with_a_dense_layer_of_sane_text_is_read_by_it():
    [page] = open_pages(scan_pdf(layer=10))
    assert page.image is None
    assert len(page.lines) == 10


def test_a_scan_of_senseless_resolution_gets_a_readable_one():
    assert next(open_pages(scan_pdf(dpi=20))).image.shape[0] == pytest.approx(842 * 200 / 72, abs=2)
    assert next(open_pages(scan_pdf(dpi=450))).image.shape[0] == 3_999


def test_small_print_is_rendered_larger():
    def rows(size: float) -> int:
        return next(open_pages(pdf_of("Kleingedrucktes", fontsize=size, height=800), options=OCR)).image.shape[0]

    assert rows(12) == pytest.approx(800 * 200 / 72, abs=2)
    assert rows(4) == pytest.approx(800 * 300 / 72, abs=2)


def test_a_page_of_ten_metres_is_rendered_smaller():
    page = render(pdf_of("Banner", width=28_346, height=28_346))
    assert max(page.image.shape) <= 4_000
    assert page.source_size == (28_346, 28_346)
    assert render(pdf_of("strip", width=28_346, height=3)).image.shape[0] >= 1


def test_an_image_bomb_inside_a_pdf_is_refused_before_it_is_decoded():
    file = scan_pdf().replace(b"/Width 1652", b"/Width 99999").replace(b"/Height 2338", b"/Height 99999")
    with pytest.raises(TooLarge, match="99,999") as caught:
        list(open_pages(file))
    assert caught.value.page == 0


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("kept", [1.0, 0.5])
def test_a_cut_off_jpeg_inside_a_pdf_is_damaged_not_half_gray(encode, encrypted, kept):
    whole = encode("JPEG")
    document = pymupdf.open()
    page = document.new_page()
    number = page.insert_image(page.rect, stream=whole)
    document.update_stream(number, whole[: int(len(whole) * kept)], compress=False)
    document.xref_set_key(number, "Filter", "/DCTDecode")
    protection = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "eigen"} if encrypted else {}
    file = document.tobytes(**protection)
    if kept == 1:
        assert next(open_pages(file)).image is not None
    else:
        with pytest.raises(Damaged, match="page 1"):
            next(open_pages(file))


def test_passwords(invoice_pdf):
    document = pymupdf.open(stream=invoice_pdf)
    file = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="offen", owner_pw="eigen")
    with pytest.raises(Encrypted, match="needs a password"):
        list(open_pages(file))
    with pytest.raises(Encrypted, match="wrong") as caught:
        list(open_pages(file, options=LoadOptions(password="falsch")))
    assert "falsch" not in str(caught.value)
    for password in ("offen", "eigen"):
        assert len(list(open_pages(file, options=LoadOptions(password=password)))) == 2
    restricted = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="", owner_pw="eigen")
    assert len(list(open_pages(restricted))) == 2


def tree(kids: bytes, count: int) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[" + kids + b"]/Count " + str(count).encode() + b">>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"
        b"4 0 obj<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>endobj\n"
        b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"
    )


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("kids", "count"), [(b"", 0), (b"2 0 R", 3), (b"4 0 R", 1), (b"3 0 R", 2_000_000_000)])
def test_a_pdf_without_a_page_that_can_be_reached(kids, count):
    with pytest.raises((NoPages, Damaged)) as caught:
        list(open_pages(tree(kids, count)))
    assert caught.value.remedy


@pytest.mark.timeout(20)
def test_a_loop_in_the_page_tree_behind_a_good_page_ends_in_an_error():
    with pytest.raises(DocfieldsError):
        list(open_pages(tree(b"3 0 R 4 0 R", 2)))


def test_too_many_pages(invoice_pdf):
    with pytest.raises(TooLarge, match="2 pages"):
        list(open_pages(invoice_pdf, options=LoadOptions(max_pages=1)))


@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.9])
def test_a_cut_off_pdf_is_damaged(tmp_path, invoice_pdf, capfd, kept):
    (tmp_path / "cut.pdf").write_bytes(invoice_pdf[: int(len(invoice_pdf) * kept)])
    for source in (tmp_path / "cut.pdf", (tmp_path / "cut.pdf").read_bytes()):
        with pytest.raises(Damaged):
            list(open_pages(source))
    assert capfd.readouterr() == ("", "")


def test_a_damaged_page_is_named_and_the_pages_before_it_are_given(invoice_pdf):
    document = pymupdf.open(stream=invoice_pdf)
    for number in document[1].get_contents():
        document.update_object(number, "<</Length 4/Filter/FlateDecode>>")
    pages = open_pages(document.tobytes())
    assert next(pages).index == 0
    with pytest.raises(Damaged, match="page 2"):
        next(pages)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.data())
def test_damage_gives_pages_or_our_own_error(invoice_pdf, capfd, damage):
    file = bytearray(invoice_pdf)
    for _ in range(damage.draw(st.integers(1, 8))):
        file[damage.draw(st.integers(0, len(file) - 1))] = damage.draw(st.integers(0, 255))
    start = damage.draw(st.integers(0, len(file)))
    del file[start : start + damage.draw(st.integers(0, 40))]
    try:
        for page in open_pages(bytes(file)):
            assert (page.image is None) != (page.lines is None)
    except DocfieldsError as error:
        assert error.remedy
    assert capfd.readouterr() == ("", "")


def test_pages_are_made_one_at_a_time():
    document = pymupdf.open()
    for _ in range(40):
        document.new_page(width=400, height=400).draw_rect((10, 10, 300, 300), fill=(1, 0, 0))
    file = document.tobytes()
    one_page = next(open_pages(file)).image.nbytes
    tracemalloc.start()
    try:
        for page in open_pages(file):
            assert page.image.nbytes == one_page
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * one_page


def test_the_file_is_closed_when_the_iterator_is_left_early(tmp_path, invoice_pdf):
    path = tmp_path / "invoice.pdf"
    path.write_bytes(invoice_pdf)
    pages = open_pages(path)
    next(pages)
    pages.close()
    path.unlink()


def test_threads_read_side_by_side(invoice_pdf):
    expected = [line.text for page in open_pages(invoice_pdf) for line in page.lines]
    found: list[list[str]] = []

    def read() -> None:
        found.append([line.text for page in open_pages(invoice_pdf) for line in page.lines])

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 6


def test_pymupdf_is_only_loaded_for_a_pdf():
    script = (
        "import sys, numpy, docfields.load as load\n"
        "next(load.open_pages(numpy.zeros((4, 4), numpy.uint8)))\n"
        "assert not {'pymupdf', 'onnxruntime', 'cv2', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)

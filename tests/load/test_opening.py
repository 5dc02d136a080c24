"""Every kind of source becomes pages in the coordinates of what a person sees."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from docfields.load import LoadOptions, is_pdf, open_pages, render, source_name
from docfields.schemas.errors import OptionError, TooLarge, UnknownFormat

BLUE_GREEN_RED = (10, 20, 30)


def test_a_path_with_spaces_and_umlauts_its_bytes_and_its_pixels_give_the_same_page(tmp_path, picture, encode):
    path = tmp_path / "Beleg Nº 7 – Größe 中文.png"
    path.write_bytes(encode("PNG"))
    array = np.asarray(picture)[:, :, ::-1]
    pages = [next(open_pages(source)) for source in (path, str(path), path.read_bytes(), array, picture)]
    for page in pages:
        assert (page.width, page.height, page.source_size) == (128, 96, (128, 96))
        assert page.lines is None
        assert np.array_equal(page.image, array)
        assert np.array_equal(page.to_source.matrix, np.eye(3))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a b/ä.pdf", "a b/ä.pdf"),
        (Path("scan.jpg"), "scan.jpg"),
        (b"%PDF-", "<bytes>"),
        (np.zeros((2, 2), np.uint8), "<array>"),
        (PIL.Image.new("L", (2, 2)), "<image>"),
        (7, "<int>"),
    ],
)
def test_source_name(source, name):
    assert source_name(source) == name


def test_a_name_that_is_no_utf8_can_still_be_printed():
    assert source_name("caf\udce9.pdf").encode("utf-8") == "caf\ufffd.pdf".encode()


@pytest.mark.parametrize(
    ("array", "pixel"),
    [
        (np.full((2, 3), 7, np.uint8), (7, 7, 7)),
        (np.full((2, 3, 1), 7, np.uint8), (7, 7, 7)),
        (np.full((2, 3, 3), BLUE_GREEN_RED, np.uint8), BLUE_GREEN_RED),
        (np.full((2, 3, 4), (10, 20, 30, 255), np.uint8), BLUE_GREEN_RED),
        (np.full((2, 3, 4), (10, 20, 30, 0), np.uint8), (255, 255, 255)),
        (np.full((2, 3), 65_535, np.uint16), (255, 255, 255)),
        (np.full((2, 3), 65_535, ">u2"), (255, 255, 255)),
        (np.ones((2, 3), np.bool_), (255, 255, 255)),
    ],
)
def test_arrays(array, pixel):
    image = next(open_pages(array)).image
    assert image.shape == (2, 3, 3)
    assert image.dtype == np.uint8
    assert tuple(image[0, 0].tolist()) == pixel


def test_a_page_never_shares_memory_with_the_array_it_came_from():
    array = np.zeros((4, 4, 3), np.uint8)
    page = next(open_pages(array))
    array[:] = 255
    assert page.image.max() == 0
    with pytest.raises(ValueError, match="read-only"):
        page.image[0, 0] = 1


@pytest.mark.parametrize(
    "source",
    [
        np.zeros((2, 2, 2), np.uint8),
        np.zeros(5, np.uint8),
        np.zeros((0, 3), np.uint8),
        np.zeros((2, 2)),
        None,
        7,
        [],
    ],
)
def test_what_is_no_picture_is_refused_with_a_remedy(source):
    with pytest.raises(UnknownFormat) as caught:
        list(open_pages(source))
    assert caught.value.remedy


def test_arrays_and_pil_pictures_obey_the_limit_of_pixels():
    options = LoadOptions(max_pixels=99)
    for source in (np.zeros((10, 10), np.uint8), PIL.Image.new("L", (10, 10))):
        with pytest.raises(TooLarge):
            next(open_pages(source, options=options))


def test_render_gives_the_picture_of_one_page(encode, picture, invoice_pdf):
    tiff = encode("TIFF", save_all=True, append_images=[picture.rotate(180)])
    assert np.array_equal(render(tiff, 1).image, np.asarray(picture.rotate(180))[:, :, ::-1])
    page = render(invoice_pdf, 1, dpi=72)
    assert (page.index, page.image.shape, page.source_size) == (1, (600, 400, 3), (400, 600))


@pytest.mark.parametrize("index", [-1, 2])
def test_render_knows_which_pages_there_are(encode, invoice_pdf, index):
    for source in (invoice_pdf, encode("PNG"), np.zeros((2, 2), np.uint8)):
        with pytest.raises(OptionError):
            render(source, index)


def test_is_pdf_looks_at_the_bytes(tmp_path, encode, invoice_pdf):
    (tmp_path / "picture.pdf").write_bytes(encode("PNG"))
    (tmp_path / "invoice").write_bytes(invoice_pdf)
    assert not is_pdf(tmp_path / "picture.pdf")
    assert is_pdf(tmp_path / "invoice")
    assert is_pdf(invoice_pdf)
    assert not is_pdf(np.zeros((2, 2), np.uint8))


def test_options_out_of_range_and_a_password_that_stays_hidden():
    with pytest.raises(OptionError):
        LoadOptions(max_pages=0)
    with pytest.raises(OptionError):
        render(np.zeros((2, 2), np.uint8), dpi=-1)
    assert "geheim" not in repr(LoadOptions(password="geheim"))

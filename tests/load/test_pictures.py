"""Pictures of every format and mode; damaged ones are errors, never half a page, never noise on stderr."""

from __future__ import annotations

import builtins
import struct
import tracemalloc
import zlib

import numpy as np
import PIL.Image
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docfields.load import LoadOptions, open_pages
from docfields.load.pixels import turn
from docfields.schemas.errors import Damaged, DocfieldsError, MissingExtra, TooLarge

LOSSLESS = [
    ("PNG", {}),
    ("BMP", {}),
    ("WEBP", {"lossless": True}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
]
DAMAGED = [
    ("PNG", {}),
    ("JPEG", {}),
    ("JPEG", {"progressive": True}),
    ("WEBP", {}),
    ("GIF", {}),
    ("BMP", {}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
    ("TIFF", {"compression": "jpeg"}),
    ("TIFF", {"compression": "tiff_adobe_deflate"}),
]


@pytest.mark.parametrize(("format_", "options"), LOSSLESS)
def test_lossless_formats_keep_every_pixel(encode, picture, format_, options):
    [page] = open_pages(encode(format_, **options))
    assert np.array_equal(page.image, np.asarray(picture)[:, :, ::-1])


@pytest.mark.parametrize("format_", ["JPEG", "GIF"])
def test_lossy_formats_come_close(encode, picture, format_):
    [page] = open_pages(encode(format_))
    assert np.abs(page.image.astype(int) - np.asarray(picture)[:, :, ::-1]).mean() < 12


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "PA", "RGBA", "CMYK", "YCbCr", "I;16", "I", "F"])
def test_every_mode_shows_white_paper_and_black_ink(mode):
    gray = PIL.Image.new("L", (4, 4), 255)
    gray.putpixel((1, 2), 0)
    if mode in ("I;16", "I"):
        deep = (np.asarray(gray).astype(np.uint16) * 257).astype(np.uint16 if mode == "I;16" else np.int32)
        image = PIL.Image.fromarray(deep)
    else:
        image = gray.convert("P").convert("PA") if mode == "PA" else gray.convert("RGB").convert(mode)
    [page] = open_pages(image)
    assert page.image[2, 1].max() <= 1
    assert page.image[0, 0].min() >= 254


@pytest.mark.parametrize("transparent", [{}, {"transparency": 0}])
def test_transparent_pixels_are_paper(encode, transparent):
    clear = PIL.Image.new("P", (3, 3), 0) if transparent else PIL.Image.new("RGBA", (3, 3), (0, 0, 0, 0))
    [page] = open_pages(encode("PNG", clear, **transparent))
    assert page.image.min() == 255


def test_sixteen_bit_png(encode):
    deep = PIL.Image.fromarray(np.array([[0, 257 * 100, 65_535]], np.uint16))
    [page] = open_pages(encode("PNG", deep))
    assert page.image[0, :, 0].tolist() == [0, 100, 255]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_once(encode, format_, orientation):
    upright = np.zeros((24, 40, 3), np.uint8)
    upright[:8, :8] = 255  # a white corner at the top left of what a person sees
    undo = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[orientation]
    stored = PIL.Image.fromarray(np.ascontiguousarray(turn(upright, undo)))
    exif = PIL.Image.Exif()
    exif[274] = orientation
    [page] = open_pages(encode(format_, stored, exif=exif))
    assert (page.width, page.height) == (40, 24)
    assert page.image[2, 2].min() > 200
    assert page.image[20, 36].max() < 60


def test_each_frame_of_a_tiff_is_a_page(encode, picture):
    frames = [PIL.Image.new("RGB", (10 * n, 5), (n, 0, 0)) for n in (1, 2, 3)]
    pages = list(open_pages(encode("TIFF", frames[0], save_all=True, append_images=frames[1:])))
    assert [(page.index, page.width, int(page.image[0, 0, 2])) for page in pages] == [
        (0, 10, 1),
        (1, 20, 2),
        (2, 30, 3),
    ]


def test_a_reduced_copy_in_a_tiff_is_no_page(encode, picture):
    small = picture.resize((16, 12))
    small.encoderinfo = {"tiffinfo": {254: 1}}
    stream = encode("TIFF", save_all=True, append_images=[small])
    assert [page.width for page in open_pages(stream)] == [128]


def test_of_an_animation_the_first_frame_is_read(encode, picture):
    animation = encode("GIF", save_all=True, append_images=[PIL.Image.new("RGB", picture.size)])
    [page] = open_pages(animation)
    assert page.image.mean() > 50


def test_heic(picture):
    pillow_heif = pytest.importorskip("pillow_heif")
    from io import BytesIO

    stream = BytesIO()
    pillow_heif.from_pillow(picture).save(stream)
    [page] = open_pages(stream.getvalue())
    assert page.image.shape == (96, 128, 3)
    assert np.abs(page.image.astype(int) - np.asarray(picture)[:, :, ::-1]).mean() < 20


def test_heic_without_its_package_names_the_command(monkeypatch):
    real_import = builtins.__import__

    def refuse(name: str, *args: object, **named: object) -> object:
        if name.startswith("pillow_heif"):
            raise ImportError(name)
        return real_import(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra, match=r"pip install .*docfields\[heic\]"):
        list(open_pages(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"))


def test_a_single_pixel_is_a_page(encode):
    [page] = open_pages(encode("PNG", PIL.Image.new("RGB", (1, 1), "white")))
    assert page.image.shape == (1, 1, 3)


def bomb(side: int) -> bytes:
    """A PNG that says it has side x side pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def test_a_decompression_bomb_is_refused_before_it_is_decoded():
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge, match="30,000 x 30,000") as caught:
            list(open_pages(bomb(30_000)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.page == 0
    assert peak < 20_000_000


def test_limits_are_options(encode, picture):
    with pytest.raises(TooLarge):
        list(open_pages(encode("PNG"), options=LoadOptions(max_pixels=128 * 96 - 1)))
    assert len(list(open_pages(encode("PNG"), options=LoadOptions(max_pixels=128 * 96)))) == 1
    with pytest.raises(TooLarge):
        list(open_pages(encode("TIFF", save_all=True, append_images=[picture]), options=LoadOptions(max_pages=1)))


@pytest.mark.parametrize(("format_", "options"), DAMAGED)
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_cut_off_picture_is_damaged_not_half_gray(encode, capfd, format_, options, kept):
    whole = encode(format_, **options)
    with pytest.raises(Damaged) as caught:
        list(open_pages(whole[: int(len(whole) * kept)]))
    assert caught.value.remedy
    assert capfd.readouterr() == ("", "")


def test_a_cut_off_jpeg_filled_up_with_zeros_is_damaged(encode):
    whole = encode("JPEG")
    with pytest.raises(Damaged):
        list(open_pages(whole[: len(whole) // 2] + bytes(len(whole) // 2)))
    assert len(list(open_pages(whole + bytes(100)))) == 1


def test_a_multi_page_tiff_loses_no_page_in_silence(encode, picture):
    whole = encode("TIFF", compression="tiff_lzw", save_all=True, append_images=[picture, picture])
    for kept in range(len(whole) // 20, len(whole) - 100, len(whole) // 20):
        with pytest.raises(Damaged):
            list(open_pages(whole[:kept]))


def test_a_fax_whose_lines_cannot_be_decoded_is_damaged(encode, picture, capfd):
    fax = bytearray(encode("TIFF", picture.convert("1"), compression="group4"))
    fax[200:260] = b"\xa5" * 60
    with pytest.raises(Damaged):
        list(open_pages(bytes(fax)))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("format_", "options"), DAMAGED)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.data())
def test_damage_gives_pages_or_our_own_error(encode, capfd, format_, options, damage):
    file = bytearray(encode(format_, **options))
    for _ in range(damage.draw(st.integers(1, 8))):
        file[damage.draw(st.integers(0, len(file) - 1))] = damage.draw(st.integers(0, 255))
    start = damage.draw(st.integers(0, len(file)))
    del file[start : start + damage.draw(st.integers(0, 40))]
    try:
        for page in open_pages(bytes(file)):
            assert page.image is not None
    except DocfieldsError as error:
        assert error.remedy
    assert capfd.readouterr() == ("", "")

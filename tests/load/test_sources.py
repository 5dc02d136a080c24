"""Files that are missing, empty, refused, too large, or not what their names say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docfields.load import LoadOptions, open_pages
from docfields.load.sources import format_of
from docfields.schemas.errors import EmptyFile, NotFound, SourceError, TooLarge, UnknownFormat, Unreadable


def error_of(source: object, **options: object) -> SourceError:
    """The error of a source that cannot be read; it always says where and what to do."""
    with pytest.raises(SourceError) as caught:
        list(open_pages(source, options=LoadOptions(**options)))
    assert caught.value.source
    assert caught.value.remedy
    return caught.value


def test_missing_files(tmp_path):
    (tmp_path / "dangling.pdf").symlink_to(tmp_path / "gone.pdf")
    (tmp_path / "file").write_bytes(b"x")
    assert "link" in str(error_of(tmp_path / "dangling.pdf"))
    for path in ("none.pdf", "dangling.pdf", "file/inner.pdf", "null\0byte.pdf"):
        assert type(error_of(tmp_path / path)) is NotFound


def test_an_empty_file(tmp_path):
    (tmp_path / "empty.pdf").touch()
    assert type(error_of(tmp_path / "empty.pdf")) is EmptyFile
    assert type(error_of(b"")) is EmptyFile


def test_a_folder_in_place_of_a_file(tmp_path):
    error = error_of(tmp_path)
    assert type(error) is Unreadable
    assert "walk" in error.remedy


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    assert type(error_of(tmp_path / "pipe.pdf")) is Unreadable


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "secret.pdf"
    path.write_bytes(b"%PDF-")

    def refuse(self: Path, *args: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    error = error_of(path)
    assert type(error) is Unreadable
    assert "permission" in str(error).lower()


def test_a_name_that_is_too_long(tmp_path):
    assert type(error_of(tmp_path / ("x" * 300 + ".pdf"))) is Unreadable


def test_max_bytes_is_kept_before_anything_is_read(tmp_path):
    path = tmp_path / "sparse.pdf"
    with path.open("wb") as stream:
        stream.write(b"%PDF-1.7")
        stream.truncate(2_000_000_000)
    assert type(error_of(path)) is TooLarge
    assert type(error_of(b"%PDF-1.7", max_bytes=7)) is TooLarge


def test_the_name_decides_nothing(tmp_path, encode, invoice_pdf):
    (tmp_path / "picture.pdf").write_bytes(encode("PNG"))
    (tmp_path / "invoice.jpg").write_bytes(invoice_pdf)
    (tmp_path / "letter.pdf").write_text("Dear Sir or Madam,")
    assert next(open_pages(tmp_path / "picture.pdf")).image is not None
    assert len(list(open_pages(tmp_path / "invoice.jpg"))) == 2
    assert type(error_of(tmp_path / "letter.pdf")) is UnknownFormat


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"%PDF-1.4", "pdf"),
        (b"\n junk before the header %PDF-1.4", "pdf"),
        (b"\xff\xd8\xff\xe1", "jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", None),
        (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", None),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", "bmp"),
        (b"BMW invoice of March", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_format_of_the_first_bytes(head, found):
    assert format_of(head) == found

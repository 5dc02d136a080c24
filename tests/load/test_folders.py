"""Paths as a person gives them become documents; one bad path hides no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docfields.load import sources_of, walk
from docfields.schemas.errors import NotFound, Unreadable


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_a_folder_is_walked_sorted_and_without_hidden_files(tmp_path):
    make(
        tmp_path,
        "b.pdf",
        "a.JPG",
        "sub/c d.tiff",
        "sub/ü.heic",
        "notes.txt",
        ".hidden.pdf",
        ".git/x.png",
        "._b.pdf",
    )
    found = walk([tmp_path])
    names = [path.relative_to(tmp_path).as_posix() for path in found.documents]
    assert names == ["a.JPG", "b.pdf", "sub/c d.tiff", "sub/ü.heic"]
    assert found.others == 1
    assert found.errors == ()


def test_a_named_file_is_a_document_whatever_its_ending(tmp_path):
    make(tmp_path, "scan")
    assert walk([tmp_path / "scan"]).documents == (tmp_path / "scan",)


def test_one_bad_path_hides_no_other(tmp_path):
    make(tmp_path, "good/a.pdf", "text/only.txt")
    (tmp_path / "empty").mkdir()
    (tmp_path / "dangling.pdf").symlink_to(tmp_path / "gone")
    bad = ["missing.pdf", "dangling.pdf", "empty", "text"]
    found = walk([tmp_path / bad[0], tmp_path / "good", *(tmp_path / name for name in bad[1:])])
    assert found.documents == (tmp_path / "good/a.pdf",)
    assert [Path(error.source).name for error in found.errors] == bad
    assert all(type(error) is NotFound and error.remedy for error in found.errors)
    assert "1 other" in str(found.errors[-1])


def test_a_dangling_link_inside_a_folder_is_told(tmp_path):
    make(tmp_path, "a.pdf")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "gone.pdf")
    found = walk([tmp_path])
    assert found.documents == (tmp_path / "a.pdf",)
    assert [type(error) for error in found.errors] == [NotFound]


def test_links_that_run_in_a_circle_end(tmp_path):
    make(tmp_path, "sub/a.pdf")
    (tmp_path / "sub/again").symlink_to(tmp_path)
    assert walk([tmp_path]).documents == (tmp_path / "sub/a.pdf",)


def test_a_folder_that_may_not_be_opened(tmp_path, monkeypatch):
    make(tmp_path, "open/a.pdf", "shut/b.pdf")
    listdir = os.listdir

    def refuse(path: Path) -> list[str]:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    found = walk([tmp_path])
    assert found.documents == (tmp_path / "open/a.pdf",)
    assert [type(error) for error in found.errors] == [Unreadable]


def test_a_pipe_named_like_a_document_is_no_document(tmp_path):
    make(tmp_path, "a.pdf")
    os.mkfifo(tmp_path / "b.pdf")
    found = walk([tmp_path])
    assert (found.documents, found.others) == ((tmp_path / "a.pdf",), 1)


@pytest.mark.parametrize("path", ["null\0byte", "x" * 300])
def test_names_that_cannot_be(path):
    assert len(walk([path]).errors) == 1


def test_one_source_or_several_become_sources_with_folders_opened(tmp_path):
    make(tmp_path, "in/a.pdf", "in/sub/b.png")
    inside = [tmp_path / "in" / "a.pdf", tmp_path / "in" / "sub" / "b.png"]
    assert list(sources_of(str(tmp_path / "in"))) == inside
    assert list(sources_of([b"bytes", tmp_path / "in", "none.png"])) == [b"bytes", *inside, "none.png"]
    assert list(sources_of(b"bytes")) == [b"bytes"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound):
        list(sources_of((tmp_path / "empty",)))

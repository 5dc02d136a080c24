"""A document that was read is not read again; what is wrong with the cache never harms a run."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import diskcache
import numpy as np
import pytest

import docfields
from docfields import journal
from docfields.document import Lattice, Line, Page, Quad, Transform, Word
from docfields.load import LoadOptions
from docfields.ocr import OcrOptions, Reader
from docfields.page_cache import PageCache, ReadPage, cache_key
from docfields.pipeline import Options
from docfields.schemas.errors import MissingExtra, NotFound, OptionError

SAMPLES = Path(__file__).parents[1] / "sample_docs"
QUAD = Quad(((1.5, 2.0), (9.25, 2.0), (9.25, 4.0), (1.5, 4.0)))


def page_with_a_lattice() -> ReadPage:
    vocabulary = ("", *(chr(0x4E00 + number) for number in range(5000)), "A", "é", " ")
    classes = np.array([[5001, 5002], [0, 5001], [5002, 0]], np.int32)
    lattice = Lattice(vocabulary, classes, np.float32([[0.9, 0.1]] * 3), np.float32([0.0, 0.25, 0.0]), QUAD, 0.125)
    line = Line((Word("Aé", QUAD, 0.9001),), QUAD, 0.9001, lattice)
    page = Page(0, 100.0, 50.0, None, (line,), Transform.scaling(0.5, 2.0), (50.0, 100.0), 90, ("upright",))
    return ReadPage(page, "ocr")


def test_pages_come_back_as_they_were(tmp_path: Path) -> None:
    kept = page_with_a_lattice()
    PageCache(tmp_path / "cache").put("key", [kept])
    found = PageCache(tmp_path / "cache").get("key")
    assert found is not None
    [one] = found
    assert (one.page.unread, one.text_from) == (kept.page.unread, kept.text_from)
    assert np.array_equal(one.page.to_source.matrix, kept.page.to_source.matrix)
    assert (one.page.source_size, one.page.angle, one.page.rectified) == ((50.0, 100.0), 90, ("upright",))
    [line], [before] = one.page.lines or (), kept.page.lines or ()
    assert (line.words, line.quad, line.score) == (before.words, before.quad, before.score)
    assert line.lattice is not None and before.lattice is not None
    assert np.array_equal(line.lattice.probabilities, before.lattice.probabilities)
    assert line.lattice.space.dtype == np.float32 and line.lattice.padding == 0.125
    texts = [[lattice.vocabulary[c] for c in lattice.classes.ravel()] for lattice in (line.lattice, before.lattice)]
    assert texts[0] == texts[1] and line.lattice.vocabulary == ("", "A", "é")


def test_a_document_is_read_once_and_gives_the_same_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [SAMPLES / "passport.jpg", SAMPLES / "invoice_en.pdf"]
    options = Options(cache=tmp_path / "cache")

    def values() -> list[str]:
        found = docfields.Extractor(options).extract_many(sources)
        return [journal.to_json(one.model_copy(update={"timings": {}})) for one in found]

    without = [journal.to_json(one) for one in docfields.Extractor().extract_many(sources)]
    first = values()
    monkeypatch.setattr(Reader, "detect", None)
    assert (
        values() == first
        and [journal.to_json(one) for one in docfields.Extractor(options).extract_many(sources)] == without
    )
    [page] = docfields.Extractor(options).ocr(sources[0].read_bytes())
    assert page.rec_texts and page["dt_polys"]


def test_whatever_changes_the_reading_changes_the_key(tmp_path: Path) -> None:
    def key(
        content: bytes = b"%PDF", load: LoadOptions | None = None, ocr: OcrOptions | None = None, of: str = "a"
    ) -> str:
        found = cache_key(content, load=load or LoadOptions(), ocr=ocr or OcrOptions(), weights=[of])
        assert found is not None
        return found

    others = [
        key(b"%PDF-"),
        key(load=LoadOptions(password="sesame")),
        key(load=LoadOptions(text_layer=False)),
        key(ocr=OcrOptions(text_det_thresh=0.2)),
        key(of="b"),
    ]
    assert len({key(), *others}) == 1 + len(others)
    assert key(ocr=OcrOptions(threads=1, return_word_box=True)) == key()
    (tmp_path / "file").write_bytes(b"%PDF")
    assert cache_key(tmp_path / "file", load=LoadOptions(), ocr=OcrOptions(), weights=["a"]) == key()
    assert cache_key(tmp_path / "none", load=LoadOptions(), ocr=OcrOptions(), weights=["a"]) is None


def test_a_source_that_fails_is_not_kept(tmp_path: Path) -> None:
    extractor = docfields.Extractor(Options(cache=tmp_path / "cache"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    for _ in range(2):
        assert [one.error is not None for one in extractor.extract_many([tmp_path / "broken.pdf"])] == [True]
    with pytest.raises(NotFound):
        extractor.extract(tmp_path / "none.jpg")
    assert len(diskcache.Cache(str(tmp_path / "cache"))) == 0


@pytest.mark.parametrize("foreign", [b"", b"no zlib", 17, "text", {"a": "pickle"}, [page_with_a_lattice().page.angle]])
def test_a_foreign_entry_counts_as_absent(tmp_path: Path, foreign: object) -> None:
    with diskcache.Cache(str(tmp_path)) as cache:
        cache.set("key", foreign)
    kept = PageCache(tmp_path)
    assert kept.get("key") is None
    kept.put("key", [page_with_a_lattice()])
    assert kept.get("key") is not None


class Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return sys.exit, (3,)


def test_a_pickle_of_somebody_else_is_not_run(tmp_path: Path) -> None:
    with diskcache.Cache(str(tmp_path)) as cache:
        cache.set("key", Bomb())
    assert PageCache(tmp_path).get("key") is None


def test_a_lost_file_and_a_spoilt_database_count_as_absent(tmp_path: Path) -> None:
    kept = PageCache(tmp_path)
    kept.put("key", [page_with_a_lattice()])
    with sqlite3.connect(tmp_path / "cache.db") as database:
        database.execute("UPDATE Cache SET value = NULL, filename = '../gone', mode = 2")
    database.close()
    assert kept.get("key") is None
    (tmp_path / "cache.db").write_bytes(b"spoilt" * 1000)
    for left in tmp_path.glob("cache.db-*"):
        left.unlink()
    assert kept.get("key") is None
    kept.put("key", [page_with_a_lattice()])
    with pytest.raises(OptionError, match="delete this one"):
        PageCache(tmp_path)


def test_a_new_folder_is_its_owners_alone(tmp_path: Path) -> None:
    PageCache(tmp_path / "cache")
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def test_without_the_extra_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "diskcache", None)
    with pytest.raises(MissingExtra, match=r"docfields\[cache\]"):
        docfields.Extractor(replace(Options(), cache=tmp_path))


def test_several_processes_share_a_folder(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from docfields.page_cache import PageCache, ReadPage; "
        "from docfields.document import Page; page = ReadPage(Page(0, 1.0, 1.0, None, ()), 'ocr'); "
        "cache = PageCache(Path(sys.argv[1])); "
        "[cache.put(f'{n}', [page]) for n in range(30)]; assert all(cache.get(f'{n}') for n in range(30))"
    )
    workers = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "cache")]) for _ in range(3)]
    assert [worker.wait() for worker in workers] == [0, 0, 0]

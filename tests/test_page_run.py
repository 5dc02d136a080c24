"""Pages read side by side: what one after the other gives, in the same order, with nothing left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

import docfields
from docfields import journal
from docfields.load import Source
from docfields.ocr import OcrOptions, Reader
from docfields.page_reading import PageReading
from docfields.pipeline import Options
from docfields.schemas.errors import Damaged, NotFound

SAMPLES = Path(__file__).parents[1] / "sample_docs"


def small_page(number: int) -> np.ndarray:
    """A few words, turned by a quarter or a half on every third and fourth page."""
    picture = Image.new("RGB", (420, 120), "white")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(28)
    draw.text((12, 10), f"Receipt No. {4700 + number}", fill="black", font=font)
    draw.text((12, 60), f"Total {number + 1}.50 EUR", fill="black", font=font)
    turns = {2: 1, 3: 2}.get(number % 5, 0)
    return np.rot90(np.asarray(picture)[:, :, ::-1], turns).copy()


def paged(path: Path, count: int) -> Path:
    pages = [Image.fromarray(small_page(number)[:, :, ::-1]) for number in range(count)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


def with_threads(threads: int) -> docfields.Extractor:
    return docfields.Extractor(Options(ocr=OcrOptions(threads=threads)))


def as_text(extraction: docfields.Extraction) -> str:
    return journal.to_json(extraction.model_copy(update={"timings": {}}))


def test_pages_side_by_side_give_what_one_after_the_other_gives(tmp_path: Path) -> None:
    sources: list[Source] = [paged(tmp_path / "pages.tiff", 4), small_page(7), SAMPLES / "invoice_de_two_pages.pdf"]
    one, two = with_threads(1), with_threads(2)
    assert two.ocr(sources) == [page for source in sources for page in one.ocr(source)]
    together = [as_text(extraction) for extraction in two.extract_many(sources)]
    assert together == [as_text(extraction) for source in sources for extraction in one.extract(source)]


def test_a_bad_page_ends_its_own_source_only_and_in_its_place(tmp_path: Path) -> None:
    pages = paged(tmp_path / "pages.tiff", 4)
    cut = tmp_path / "cut.tiff"
    cut.write_bytes(pages.read_bytes()[:-200_000])
    sources: list[Source] = [small_page(0), cut, tmp_path / "none.png", small_page(1)]
    extractor = with_threads(2)
    found = list(extractor.extract_many(sources))
    assert [one.error.code if one.error else None for one in found] == [None, "damaged", "not_found", None]
    results = extractor.ocr_pages(sources[:2])
    assert "4700" in next(results).rec_texts[0]
    with pytest.raises(Damaged):
        list(results)


def test_what_the_list_of_sources_raises_comes_after_the_pages_before_it() -> None:
    results = with_threads(2).ocr_pages([small_page(0), small_page(1), SAMPLES / "none"])
    assert [next(results)["page_index"] for _ in range(2)] == [None, None]
    with pytest.raises(NotFound):
        next(results)


def test_a_reader_that_stops_early_leaves_no_thread_and_opens_no_more(tmp_path: Path) -> None:
    opened: list[int] = []

    def sources() -> Iterator[Source]:
        for number in range(20):
            opened.append(number)
            yield small_page(number)

    before = threading.active_count()
    extractions = with_threads(2).extract_each(sources())
    next(extractions)
    extractions.close()
    pages = with_threads(2).ocr_pages(paged(tmp_path / "pages.tiff", 6))
    next(pages)
    del pages
    assert threading.active_count() == before and len(opened) <= 4


def test_a_text_layer_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "detect", None)
    monkeypatch.setattr(Reader, "recognize", None)
    assert with_threads(2).ocr(SAMPLES / "invoice_de_two_pages.pdf")[1].rec_texts


def test_a_lone_page_takes_all_threads_and_pages_side_by_side_share_them() -> None:
    reading = PageReading(Reader())
    with reading._counted():
        assert reading._with_share(OcrOptions(threads=4)).threads == 4
        with reading._counted():
            assert reading._with_share(OcrOptions(threads=4)).threads == 2
            assert reading._with_share(OcrOptions(threads=1)).threads == 1


@pytest.mark.parametrize("threads", [2, 3, 4, 8])
def test_the_number_of_threads_changes_no_bit(threads: int) -> None:
    picture = cv2.imread(str(SAMPLES / "bank_card.jpg"))
    one, more = (Reader(OcrOptions(threads=count)).read_detailed(picture) for count in (1, threads))
    assert one.detected == more.detected
    for line, same in zip(one.lines, more.lines, strict=True):
        assert (line.words, line.quad, line.score) == (same.words, same.quad, same.score)
        assert line.lattice is not None and same.lattice is not None
        assert np.array_equal(line.lattice.probabilities, same.lattice.probabilities)
        assert np.array_equal(line.lattice.classes, same.lattice.classes)


def test_eight_threads_share_an_extractor_and_read_as_one() -> None:
    pages = [small_page(number) for number in range(16)]
    alone = [as_text(with_threads(1).extract(page)[0]) for page in pages]
    shared = with_threads(2)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda page: as_text(shared.extract(page)[0]), pages))
    assert together == alone


def test_files_are_closed_after_reading_and_after_failing(tmp_path: Path) -> None:
    tiff = paged(tmp_path / "pages.tiff", 2)
    for number, suffix in enumerate((".png", ".jpg", ".webp", ".bmp", ".gif", ".heic", ".tiff")):
        picture = Image.fromarray(small_page(number))
        if suffix == ".heic":
            from pillow_heif import from_pillow

            from_pillow(picture).save(tmp_path / f"page{suffix}")
        else:
            picture.save(tmp_path / f"page{suffix}")
    (tmp_path / "page.pdf").write_bytes((SAMPLES / "invoice_en.pdf").read_bytes())
    for whole in sorted(tmp_path.iterdir()):
        (tmp_path / f"cut_{whole.name}").write_bytes(whole.read_bytes()[:200])
    (tmp_path / "empty.pdf").write_bytes(b"")
    extractor = docfields.Extractor(Options(ocr=OcrOptions(threads=2), cache=tmp_path / "cache"))

    def read_all() -> list[bool]:
        failed = [one.error is not None for one in extractor.extract_many(sorted(tmp_path.glob("*.*")))]
        next(iter(extractor.read(tiff)))
        return failed

    failed = read_all()  # loads networks, and Python opens what it imports
    assert any(failed) and not all(failed)
    before = open_files()
    read_all()
    (tmp_path / "cache").rename(tmp_path / "elsewhere")
    read_all()
    assert open_files() == before


def open_files() -> int:
    gc.collect()  # what other tests left behind is closed first
    return len(list(Path("/proc/self/fd").iterdir()))

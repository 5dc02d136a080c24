"""The report's part on reading: what it shows and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image as PilImage

from docfields.evaluation.evaluate import DocumentScore, summarise
from docfields.evaluation.reading_report import reading_section
from docfields.evaluation.report import write_report

MakeScore = Callable[..., DocumentScore]

TRUE = [(10, 10, "ACME SDN BHD"), (10, 60, "Total 5.00"), (10, 110, "Tax <6%>")]
READ = [(10, 10, "ACNE SDN BHD"), (10, 60, "T0tal 5.00")]
FIELDS = {"seller.name": "ACME SDN BHD"}


def section(score: DocumentScore, folder: Path, *, reveal: bool) -> str:
    return reading_section([score], summarise([score])["reading"], folder, reveal=reveal)


def test_tables_and_pictures(make_score: MakeScore, tmp_path: Path) -> None:
    html = section(make_score(TRUE, READ, fields=FIELDS), tmp_path, reveal=True)
    assert "<td>missed</td><td>Tax &lt;6%&gt;</td><td>-</td>" in html
    assert "<td>misread</td><td>ACME SDN BHD</td><td>ACNE SDN BHD</td>" in html
    assert "<code>o</code></td><td><code>0</code>" in html
    assert "20 to 24" in html and "scan" in html
    page = np.asarray(PilImage.open(tmp_path / "reading_00.jpg"))
    assert page.shape == (300, 400, 3)
    red, green, blue = page[120, 50].astype(int)
    assert red > green + 20 and red > blue + 20  # the missed line
    assert len(list(tmp_path.glob("confusion_*.png"))) == 2


def test_personal_values_are_neither_written_nor_drawn_nor_cut_out(make_score: MakeScore, tmp_path: Path) -> None:
    html = section(make_score(TRUE, READ, fields=FIELDS), tmp_path, reveal=False)
    assert "ACME" not in html and "ACNE" not in html
    assert "<td>misread</td><td>…</td><td>…</td>" in html and "T0tal" in html
    page = np.asarray(PilImage.open(tmp_path / "reading_00.jpg"))
    assert page[20, 50].max() < 100 < page[70, 200].min()
    assert len(list(tmp_path.glob("confusion_*.png"))) == 1


def test_without_pages_read_there_is_no_section(make_score: MakeScore, tmp_path: Path) -> None:
    assert section(make_score(TRUE, READ, text_from="text"), tmp_path, reveal=True) == ""
    assert list(tmp_path.glob("*.jpg")) == []


def test_a_page_that_cannot_be_shown_keeps_its_table(make_score: MakeScore, tmp_path: Path) -> None:
    score = make_score(TRUE, READ)
    score.gold.path.unlink()
    assert "No picture" in section(score, tmp_path, reveal=True)


def test_the_section_is_in_the_report(make_score: MakeScore, tmp_path: Path) -> None:
    score = make_score(TRUE, READ)
    index = write_report([score], summarise([score]), tmp_path / "report", reveal=True)
    assert "<h2>Reading</h2>" in index.read_text(encoding="utf-8")

"""`docfields ocr` in its four forms."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pymupdf
import pytest

from docfields.cli.main import OcrFormatOption
from docfields.cli.ocr_command import run_ocr
from docfields.ocr import OcrOptions
from docfields.pipeline import Options
from docfields.schemas.errors import OptionError

SAMPLES = Path(__file__).parents[2] / "sample_docs"
CARD, INVOICE = SAMPLES / "bank_card.jpg", SAMPLES / "invoice_en.pdf"


def written(form: OcrFormatOption, out: Path, *paths: Path) -> Path:
    assert run_ocr(paths, form=form.value, out=out) == 0
    return out


def test_the_command_writes_to_stdout() -> None:
    command = [sys.executable, "-m", "docfields", "ocr", str(INVOICE)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"COLUMNS": "200"})
    assert "Larkfield Joinery Ltd\n" in shown.stdout and shown.stderr == ""


def test_a_script_that_is_named_shuts_others_out(tmp_path: Path) -> None:
    card = SAMPLES / "resident_card_zh.jpg"
    texts = {}
    for script in ("auto", "latin"):
        out = tmp_path / script
        assert run_ocr([card], form="text", out=out, options=Options(ocr=OcrOptions(script=script))) == 0
        texts[script] = out.read_text(encoding="utf-8")
    assert "姓名" in texts["auto"] and not any("\u4e00" <= character <= "\u9fff" for character in texts["latin"])


def test_json_has_one_object_a_page(tmp_path: Path) -> None:
    out = written(OcrFormatOption.json, tmp_path / "pages.jsonl", CARD, INVOICE)
    card, invoice = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert len(card["rec_texts"]) == len(card["rec_scores"]) == len(card["rec_polys"]) > 5
    assert (card["page_index"], invoice["page_index"]) == (None, 0)
    assert card["text_type"] == "general" and card["input_path"] == str(CARD)


def test_hocr_is_one_document_of_all_pages(tmp_path: Path) -> None:
    out = written(OcrFormatOption.hocr, tmp_path / "pages.hocr", CARD, INVOICE)
    root = ElementTree.parse(out).getroot()
    assert len([one for one in root.iter() if one.get("class") == "ocr_page"]) == 2


def test_pdfs_go_into_a_folder_or_into_one_file(tmp_path: Path) -> None:
    (tmp_path / "in" / "other").mkdir(parents=True)
    for name in ("card.jpg", "other/card.jpg"):
        (tmp_path / "in" / name).write_bytes(CARD.read_bytes())
    folder = written(OcrFormatOption.pdf, tmp_path / "out", tmp_path / "in", INVOICE)
    assert sorted(path.name for path in folder.iterdir()) == ["card-2.pdf", "card.pdf", "invoice_en.pdf"]
    whole = written(OcrFormatOption.pdf, tmp_path / "whole.pdf", CARD, INVOICE)
    with pymupdf.open(whole) as document:
        assert ["Utopia" in document[0].get_text(), "Larkfield" in document[1].get_text()] == [True, True]


def test_a_pdf_needs_a_place_that_is_not_the_original(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OptionError, match="--out"):
        run_ocr([CARD], form="pdf", out=None)
    own = tmp_path / "own.pdf"
    own.write_bytes(INVOICE.read_bytes())
    assert run_ocr([own], form="pdf", out=tmp_path) == 1
    for form in OcrFormatOption:
        with pytest.raises(OptionError, match="replace the original"):
            run_ocr([own], form=form.value, out=own)
    assert "replace the original" in capsys.readouterr().err
    assert own.read_bytes() == INVOICE.read_bytes()


def test_a_document_that_cannot_be_read_is_reported_and_the_others_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.pdf").touch()
    assert run_ocr([tmp_path / "empty.pdf", INVOICE], form="pdf", out=tmp_path / "out") == 1
    assert "empty.pdf" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["invoice_en.pdf"]


@pytest.mark.parametrize("form", list(OcrFormatOption))
def test_two_workers_and_a_cache_write_what_one_process_writes(tmp_path: Path, form: OcrFormatOption) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    paths = [CARD, tmp_path / "broken.pdf", INVOICE]

    def run(name: str, **how: Any) -> bytes:
        out = tmp_path / name
        assert run_ocr(paths, form=form.value, out=out, **how) == 1
        return out.read_bytes() if form != OcrFormatOption.pdf else texts_of(out)

    serial = run("serial.pdf")
    assert len(serial) > 100
    assert run("workers.pdf", workers=2) == serial
    assert [run(f"cached{time}.pdf", options=Options(cache=tmp_path / "cache")) for time in range(2)] == [
        serial,
        serial,
    ]


def test_two_workers_make_one_pdf_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    paths, out = [INVOICE, tmp_path / "broken.pdf", CARD], tmp_path / "out"
    assert run_ocr(paths, form="pdf", out=out, workers=2) == 1
    assert sorted(path.name for path in out.iterdir()) == ["bank_card.pdf", "invoice_en.pdf"]
    assert "broken.pdf" in capsys.readouterr().err


def texts_of(path: Path) -> bytes:
    """PDFs hold an identity of their own, so their texts are compared."""
    with pymupdf.open(path) as document:
        return "\f".join(page.get_text() for page in document).encode()

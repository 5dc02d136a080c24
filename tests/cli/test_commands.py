"""The commands as a person types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_docs"
INVOICE = str(SAMPLES / "invoice_en.pdf")


def docfields(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docfields", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "200", "PYTHONWARNINGS": "default"}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


@pytest.mark.parametrize(
    "command", ["extract", "ocr", "mask", "evaluate", "synthesize", "schema", "models list", "models verify"]
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = docfields(*command.split(), "--help")
    assert shown.returncode == 0 and f"docfields {command}" in shown.stdout


def test_a_table_shows_the_fields_of_one_document() -> None:
    shown = docfields("extract", INVOICE)
    assert shown.returncode == 0, shown.stderr
    assert "seller.name" in shown.stdout and "total" in shown.stdout


def test_jsonl_has_one_object_a_document_in_input_order(tmp_path: Path) -> None:
    shown = docfields("extract", SAMPLES / "invoice_fr.pdf", INVOICE, "--format", "jsonl")
    objects = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [Path(one["source"]).name for one in objects] == ["invoice_fr.pdf", "invoice_en.pdf"]


def test_one_bad_file_is_reported_and_the_others_are_written(tmp_path: Path) -> None:
    (tmp_path / "bad scan ü.pdf").write_bytes(b"")
    out = tmp_path / "out.jsonl"
    shown = docfields("extract", tmp_path / "bad scan ü.pdf", INVOICE, "--format", "jsonl", "--out", out)
    assert shown.returncode == 1
    assert "bad scan ü.pdf" in shown.stderr
    first, second = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert first["error"]["code"] == "empty_file" and second["kind"] == "invoice"


def test_options_that_contradict_are_usage_errors(tmp_path: Path) -> None:
    for arguments in (["--format", "parquet"], ["--resume"], ["--out", tmp_path / "x"], ["--as-of", "soon"]):
        shown = docfields("extract", INVOICE, *arguments)
        assert shown.returncode == 2 and shown.stdout == "", arguments


def test_missing_paths_and_empty_folders(tmp_path: Path) -> None:
    shown = docfields("extract", tmp_path, tmp_path / "none.pdf", "--format", "jsonl")
    assert shown.returncode == 1 and shown.stdout == ""
    assert "none.pdf" in shown.stderr


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_resumed_run_gives_the_same_file(tmp_path: Path, form: str) -> None:
    sources = [INVOICE, SAMPLES / "invoice_fr.pdf", SAMPLES / "credit_note_en.pdf"]
    whole, resumed = tmp_path / f"whole.{form}", tmp_path / f"resumed.{form}"
    assert docfields("extract", *sources, "--format", form, "--out", whole).returncode == 0
    assert docfields("extract", *sources, "--format", "jsonl", "--out", tmp_path / "all.jsonl").returncode == 0
    lines = (tmp_path / "all.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / f"resumed.{form}.journal").write_bytes(lines[0] + lines[1][:200])
    assert docfields("extract", *sources, "--format", form, "--out", resumed, "--resume").returncode == 0
    assert resumed.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob("*.journal"))


# A runner in the background may have had SIGINT ignored, which children inherit; a person's terminal has not.
# The child sets it back itself: a function between fork and exec can hang where this process has threads.
HEEDING_INTERRUPTS = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from docfields.cli import main; main()"
)


def test_interrupting_leaves_a_journal_that_can_be_resumed(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    sources = [INVOICE] + [str(SAMPLES / "receipt_long.jpg")] * 40
    arguments = ["extract", *sources, "--format", "jsonl", "--out", str(out)]
    command = [sys.executable, "-c", HEEDING_INTERRUPTS, *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 120
    while not (out.exists() and out.read_bytes().count(b"\n") >= 2) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in complaint
    lines = out.read_text(encoding="utf-8").splitlines()
    assert 2 <= len(lines) < len(sources)
    assert all(json.loads(line)["kind"] for line in lines)


def test_schema_is_json() -> None:
    schema = json.loads(docfields("schema", "invoice").stdout)
    assert {"total", "seller", "line_items"} <= schema["properties"].keys()


def test_evaluate_writes_figures_and_a_report(tmp_path: Path) -> None:
    shown = docfields(
        "evaluate",
        SAMPLES,
        "--limit",
        "2",
        "--json",
        tmp_path / "figures.json",
        "--report",
        tmp_path / "report",
    )
    assert shown.returncode == 0, shown.stderr
    assert json.loads((tmp_path / "figures.json").read_text())["documents"] == 2
    assert (tmp_path / "report" / "index.html").exists() and list((tmp_path / "report").glob("*.jpg"))


def test_synthesize_writes_a_gold_folder_that_evaluate_reads(tmp_path: Path) -> None:
    folder, sheet = tmp_path / "gold", tmp_path / "sheet.png"
    options = ("--count", "3", "--locale", "de_DE", "--seed", "4", "--out", folder, "--sheet", sheet)
    made = docfields("synthesize", "receipt", *options)
    assert made.returncode == 0, made.stderr
    assert made.stdout == ""
    assert sorted(path.name for path in folder.glob("*.pdf")) == [f"receipt_{index:06d}.pdf" for index in range(3)]
    assert sheet.read_bytes().startswith(b"\x89PNG")
    measured = docfields("evaluate", folder)
    assert measured.returncode == 0 and measured.stdout.startswith("3 documents (0 failed), 2 groups")


def test_synthesize_names_the_locales_it_knows(tmp_path: Path) -> None:
    refused = docfields("synthesize", "invoice", "--locale", "xx_XX", "--out", tmp_path / "none")
    assert refused.returncode == 2
    assert "xx_XX" in refused.stderr and "de_DE" in refused.stderr
    assert not (tmp_path / "none").exists()

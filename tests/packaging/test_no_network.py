"""The whole program in a process that may not open a connection or look up a name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from docfields.models.engines.choice import installed_engines

SAMPLES = Path(__file__).parents[2] / "sample_docs"

PROGRAM = """
import socket, sys

def refuse(*arguments, **keywords):
    raise SystemExit("the network was used: " + repr(arguments[-1:]))

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.getaddrinfo = refuse
socket.gethostbyname = refuse
socket.create_connection = refuse

from docfields.cli import main
sys.argv = ["docfields", *sys.argv[1:]]
main()
"""


def run(*arguments: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    if home is not None:
        environment = {name: value for name, value in environment.items() if name != "XDG_CACHE_HOME"}
        environment["HOME"] = str(home)
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_documents_of_every_kind_are_read_without_a_network(tmp_path: Path) -> None:
    names = ("invoice_en.pdf", "receipt_long.jpg", "bank_card.jpg", "passport.jpg")
    finished = run("extract", *(str(SAMPLES / name) for name in names), "--format", "jsonl")
    assert finished.returncode == 0, finished.stderr
    kinds = [json.loads(line)["kind"] for line in finished.stdout.splitlines()]
    assert kinds == ["invoice", "receipt", "bank_card", "identity"]


@pytest.mark.parametrize("engine", installed_engines())
def test_no_engine_needs_a_network(engine: str) -> None:
    finished = run("ocr", str(SAMPLES / "bank_card.jpg"), "--engine", engine)
    assert finished.returncode == 0, finished.stderr
    assert len(finished.stdout.splitlines()) > 3


def test_masking_needs_no_network(tmp_path: Path) -> None:
    finished = run("mask", str(SAMPLES / "bank_card.jpg"), "--out", str(tmp_path))
    assert finished.returncode == 0, finished.stderr
    assert (tmp_path / "bank_card.jpg").exists()


def test_onnxruntime_gives_this_machine_no_number(tmp_path: Path) -> None:
    # What its native code sends, Python cannot refuse; it writes the number before it sends.
    finished = run("extract", str(SAMPLES / "bank_card.jpg"), "--format", "jsonl", home=tmp_path)
    assert finished.returncode == 0, finished.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

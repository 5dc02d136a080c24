"""PaddleOCR in a process that may not open a connection or look up a name, and that does not know it is tested."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CARD = Path(__file__).parents[2] / "sample_docs" / "bank_card.jpg"

PROGRAM = """
import socket, sys

def refuse(*arguments, **keywords):
    raise SystemExit("the network was used: " + repr(arguments[-1:]))

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.getaddrinfo = refuse
socket.gethostbyname = refuse
socket.create_connection = refuse

from docfields import Extractor, Options
from docfields.ocr import OcrOptions

[extraction] = Extractor(Options(ocr=OcrOptions(engine="paddle", threads=1))).extract(sys.argv[1])
print(extraction.kind)
"""


def test_nothing_is_asked_for_and_nothing_is_left_behind(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "XDG_CACHE_HOME")}
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(CARD)],
        capture_output=True,
        text=True,
        env={**environment, "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
        check=False,
    )
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "bank_card\n", "")
    # PaddleX keeps locks there; the folders of models are gone, and ONNX Runtime has given this machine no number.
    assert [path for path in tmp_path.rglob("*") if path.is_file() and ".paddlex" not in path.parts] == []

"""What a short visit costs: seconds from the start of Python to the first text, and memory of an A4 page."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5

PROGRAM = """
import sys
from docfields.ocr import OcrOptions
from docfields.pipeline import Extractor, Options
[page] = Extractor(Options(ocr=OcrOptions(threads=int(sys.argv[2])))).ocr(sys.argv[1])
assert page.rec_texts
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) / 1024)
"""


def print_start(threads: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        small, sheet = _small_picture(Path(folder)), _a4_scan(Path(folder))
        seconds = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            memory = _read(small, threads)
            seconds.append(time.perf_counter() - started)
        print(f"start to the text of a small picture: {min(seconds):.2f} s at best of {ROUNDS}, peak {memory:.0f} MiB")
        print(f"an A4 page at 200 dpi: peak {_read(sheet, threads):.0f} MiB")


def _read(path: Path, threads: int) -> float:
    """Peak MiB of a process of its own."""
    command = [sys.executable, "-c", PROGRAM, str(path), str(threads)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _small_picture(folder: Path) -> Path:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (400, 120), "white")
    ImageDraw.Draw(picture).text((15, 40), "Total 12.50 EUR", fill="black", font=ImageFont.load_default(32))
    picture.save(folder / "small.png")
    return folder / "small.png"


def _a4_scan(folder: Path) -> Path:
    """1,654 x 2,339 pixels with 60 lines."""
    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("RGB", (1654, 2339), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(24)
    for number in range(60):
        draw.text((120, 120 + 35 * number), f"{number + 1:3} an item of a long list {number * 7919}.50", "black", font)
    sheet.save(folder / "sheet.png", dpi=(200, 200))
    return folder / "sheet.png"

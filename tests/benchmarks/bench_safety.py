"""A long life of one Extractor: eight threads read what one reads, and thousands of pages leave nothing behind.

    python tests/benchmarks/bench_safety.py [--documents 200] [--pages 2000]

Compares the extractions of eight threads that share an Extractor with those of a serial run, byte by byte; reads
pages of many sizes and compares memory and open files after a tenth of them with those at the end. Linux only.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from ocr_peers import resident_mebibytes
from PIL import Image, ImageDraw, ImageFont

import docfields
from docfields import journal
from docfields.ocr import OcrOptions
from docfields.pipeline import Options

THREADS = 8
MOST_GROWTH = 0.05

# Small pictures are not enlarged as far as usual: it is the number of pages that matters here.
OPTIONS = Options(ocr=OcrOptions(threads=2, text_det_limit_side_len=160))


def page(number: int) -> np.ndarray:
    """A slip of a size of its own, every fifth on its side."""
    width, height = 260 + 13 * (number % 17), 110 + 7 * (number % 11)
    slip = Image.new("RGB", (width, height), "white")
    draw, font = ImageDraw.Draw(slip), ImageFont.load_default(20)
    draw.text((8, 8), f"Receipt {1000 + number}", fill="black", font=font)
    draw.text((8, 40), f"Date: 2024-03-{number % 28 + 1:02}", fill="black", font=font)
    draw.text((8, 72), f"Total {number}.50 EUR", fill="black", font=font)
    return np.rot90(np.asarray(slip), number % 5 == 4).copy()


def as_text(extraction: docfields.Extraction) -> str:
    return journal.to_json(extraction.model_copy(update={"timings": {}}))


def threads_agree(documents: int) -> bool:
    pages = [page(number) for number in range(documents)]
    serial = docfields.Extractor(OPTIONS)
    alone = [as_text(serial.extract(one)[0]) for one in pages]
    shared = docfields.Extractor(OPTIONS)
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(lambda one: as_text(shared.extract(one)[0]), pages))
    stream = [as_text(extraction) for extraction in shared.extract_many(pages)]
    same = [sum(a == b for a, b in zip(alone, others, strict=True)) for others in (together, stream)]
    print(
        f"{same[0]} of {documents} extractions of {THREADS} threads and {same[1]} of a stream are those of a serial run"
    )
    return alone == together == stream


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def memory_stays(pages: int) -> bool:
    extractor = docfields.Extractor(OPTIONS)
    early, files = 0.0, 0
    for number, _ in enumerate(extractor.extract_many(page(number) for number in range(pages)), start=1):
        if number == pages // 10:
            early, files = resident_mebibytes(), open_files()
    late = resident_mebibytes()
    print(f"{early:.0f} MiB after {pages // 10} pages, {late:.0f} MiB after {pages}: {late / early - 1:+.1%}")
    print(f"{files} files open after {pages // 10} pages, {open_files()} after {pages}")
    return late <= early * (1 + MOST_GROWTH) and open_files() <= files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--pages", type=int, default=2000)
    arguments = parser.parse_args()
    agree = threads_agree(arguments.documents)
    stays = memory_stays(arguments.pages)
    return 0 if agree and stays else 1


if __name__ == "__main__":
    sys.exit(main())

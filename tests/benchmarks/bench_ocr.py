"""Our OCR beside RapidOCR, PaddleOCR and Tesseract: pages a second, peak memory, bag-of-words F1 on the same pages.

    python tests/benchmarks/bench_ocr.py --gold FOLDER [FOLDER ...] [--limit 30] [--threads 2] [--peers docfields ...]
    python tests/benchmarks/bench_ocr.py --gold FOLDER --stream     each peer is given all pages at once
    python tests/benchmarks/bench_ocr.py --gold FOLDER --stages     where our time goes; needs the package onnx
    python tests/benchmarks/bench_ocr.py --start                    start to first result; memory of an A4 page

FOLDER is a gold folder: pictures and, beside each, NAME.json with `words` (a list of {"text": ...}). Each peer
lives in its own process; the peers take turns page by page, so that what else the machine does falls on all of
them. Reading the file is part of the time. Word F1: upper-cased, split at white space, counted over all pages.
PaddleOCR needs an environment of its own: --paddle-python .venv-paddle/bin/python.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ocr_peers import OUR_LONGEST_SIDE, PEERS, Peer

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")
USUAL = ("docfields", "rapidocr", f"rapidocr at {OUR_LONGEST_SIDE}", "tesseract")


def words_of(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.upper().split())


def gold_pages(folder: Path, limit: int) -> Iterator[tuple[str, Counter[str]]]:
    """Pictures with the words on them, in the order of their names."""
    pictures = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    for path in pictures[:limit]:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield str(path), words_of([word["text"] for word in truth.get("words", [])])


def compare(folder: Path, limit: int, peers: list[Peer], *, stream: bool) -> None:
    """One table. stream: all pages in one call, a peer after the other."""
    pages = list(gold_pages(folder, limit))
    rounds = [pages] if stream else [[page] for page in pages]
    seconds: Counter[str] = Counter()
    memory: dict[str, float] = {}
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    true = sum(words.total() for _, words in pages)
    for peer in peers:  # loading is not reading
        peer.read([pages[0][0]])
    for number, batch in enumerate(rounds):
        for turn in range(len(peers)):
            peer = peers[(number + turn) % len(peers)]
            answer = peer.read([path for path, _ in batch])
            seconds[peer.name] += answer["seconds"]
            memory[peer.name] = answer["mebibytes"]
            for texts, (_, words) in zip(answer["texts"], batch, strict=True):
                given = words_of(texts)
                found[peer.name] += given.total()
                right[peer.name] += (given & words).total()

    print(f"{len(pages)} pages of {folder}, {'in one call' if stream else 'one by one'}")
    print(f"{'':20}{'pages/s':>9}{'times ours':>12}{'MiB':>8}{'precision':>11}{'recall':>8}{'word F1':>9}")
    for name in (peer.name for peer in peers):
        speed = len(pages) / seconds[name]
        ratio = seconds[name] / seconds[peers[0].name]
        precision, recall = right[name] / max(1, found[name]), right[name] / max(1, true)
        score = 2 * right[name] / max(1, found[name] + true)
        print(f"{name:20}{speed:9.2f}{ratio:12.2f}{memory[name]:8.0f}{precision:11.3f}{recall:8.3f}{score:9.4f}")


def chosen_peers(arguments: argparse.Namespace) -> list[Peer]:
    names: list[str] = arguments.peers
    if arguments.paddle_python and not any(name.startswith("paddleocr") for name in names):
        names = [*names, "paddleocr", f"paddleocr at {OUR_LONGEST_SIDE}"]
    if "tesseract" in names and shutil.which("tesseract") is None:
        print("tesseract is not installed: left out")
        names = [name for name in names if name != "tesseract"]
    pythons = {name: arguments.paddle_python for name in names if name.startswith("paddleocr")}
    return [Peer(name, arguments.threads, pythons.get(name) or sys.executable) for name in names]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[])
    parser.add_argument("--limit", type=int, default=30)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peers", nargs="+", choices=list(PEERS), default=list(USUAL))
    parser.add_argument("--paddle-python", metavar="FILE", help="the Python that has paddleocr and docfields")
    parser.add_argument("--stream", action="store_true")
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--start", action="store_true")
    arguments = parser.parse_args()
    if not arguments.gold and not arguments.start:
        parser.error("--gold FOLDER is needed")
    print(f"{platform.processor() or platform.machine()}, {arguments.threads} threads")
    if arguments.start:
        from ocr_start import print_start

        print_start(arguments.threads)
    elif arguments.stages:
        os.environ["OMP_NUM_THREADS"] = "1"
        from ocr_stages import print_stages

        for folder in arguments.gold:
            print_stages([path for path, _ in gold_pages(folder, arguments.limit)])
    else:
        peers = chosen_peers(arguments)
        for folder in arguments.gold:
            compare(folder, arguments.limit, peers, stream=arguments.stream)
        for peer in peers:
            peer.close()


if __name__ == "__main__":
    main()

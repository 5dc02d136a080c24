"""Our OCR beside RapidOCR, PaddleOCR and Tesseract: pages a second, peak memory, bag-of-words F1 on the same pages.

    python tests/benchmarks/bench_ocr.py --gold FOLDER [FOLDER ...] [--limit N] [--threads 2] [--peers docfields ...]
    python tests/benchmarks/bench_ocr.py --gold FOLDER --batch 6    six pages in a call: ours reads two at once
    python tests/benchmarks/bench_ocr.py --gold FOLDER --stages     where our time goes
    python tests/benchmarks/bench_ocr.py --start                    start to first result; memory of an A4 page

FOLDER is a gold folder: pictures and, beside each, NAME.json with `words` (a list of {"text": ...}). Each peer
lives in its own process; the peers take turns call by call, so that what else the machine does falls on all of
them. Reading the file is part of the time. Word F1: upper-cased, split at white space, counted over all pages; letter
F1: three letters in a row, without spaces. PaddleOCR needs an environment of its own (make test-paddle makes it):
--paddle-python .venv-paddle/bin/python.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ocr_peers import OUR_LONGEST_SIDE, PEERS, Peer

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")
USUAL = ("docfields", "rapidocr", f"rapidocr at {OUR_LONGEST_SIDE}", "tesseract")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A picture, the texts on it, and how it was taken."""

    path: str
    texts: list[str]
    capture: str


@dataclass(slots=True)
class Tally:
    """What a peer did on some pages. found, right, true: pieces of text, by unit."""

    pages: int = 0
    seconds: float = 0.0
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)

    def add(self, given: list[str], truth: list[str], seconds: float) -> None:
        self.pages += 1
        self.seconds += seconds
        for unit, pieces in UNITS.items():
            mine, theirs = pieces(given), pieces(truth)
            self.found[unit] += mine.total()
            self.right[unit] += (mine & theirs).total()
            self.true[unit] += theirs.total()

    def f1(self, unit: str) -> float:
        return 2 * self.right[unit] / max(1, self.found[unit] + self.true[unit])


def words_of(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.upper().split())


def trigrams_of(texts: list[str]) -> Counter[str]:
    """Three letters in a row, spaces left out: for truth that has no spaces or sets them freely."""
    counted: Counter[str] = Counter()
    for text in texts:
        letters = "".join(text.upper().split())
        counted.update(letters[start : start + 3] for start in range(max(1, len(letters) - 2)) if letters)
    return counted


UNITS = {"words": words_of, "letters": trigrams_of}


def gold_pages(folder: Path, limit: int | None) -> list[GoldPage]:
    """In the order of their names."""
    pages = []
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)[:limit]:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        texts = [word["text"] for word in truth.get("words", [])]
        pages.append(GoldPage(str(path), texts, truth.get("capture", "")))
    return pages


def compare(folder: Path, limit: int | None, peers: list[Peer], batch: int) -> dict[str, Any]:
    """A table for the folder, and a line for each way in which its pages were taken; the same as values."""
    pages = gold_pages(folder, limit)
    whole: dict[str, Tally] = {peer.name: Tally() for peer in peers}
    parts: dict[str, dict[str, Tally]] = {}
    memory: dict[str, float] = {}
    for peer in peers:  # loading is not reading
        peer.read([pages[0].path])
    for number, start in enumerate(range(0, len(pages), batch)):
        together = pages[start : start + batch]
        for turn in range(len(peers)):
            peer = peers[(number + turn) % len(peers)]
            answer = peer.read([page.path for page in together])
            memory[peer.name] = answer["mebibytes"]
            for texts, page in zip(answer["texts"], together, strict=True):
                share = answer["seconds"] / len(together)
                whole[peer.name].add(texts, page.texts, share)
                parts.setdefault(page.capture, {}).setdefault(peer.name, Tally()).add(texts, page.texts, share)

    first = whole[peers[0].name]
    print(f"{len(pages)} pages of {folder}, {'one by one' if batch == 1 else f'{batch} in a call'}")
    print(f"{'':20}{'pages/s':>9}{'times ours':>12}{'MiB':>8}{'word F1':>9}{'letter F1':>11}")
    for name, tally in whole.items():
        speed, ratio = tally.pages / tally.seconds, tally.seconds / first.seconds
        print(
            f"{name:20}{speed:9.2f}{ratio:12.2f}{memory[name]:8.0f}{tally.f1('words'):9.4f}{tally.f1('letters'):11.4f}"
        )
    for capture, tallies in sorted(parts.items()) if len(parts) > 1 else ():
        print(f"  {capture:24}" + "  ".join(f"{name} {tally.f1('words'):.4f}" for name, tally in tallies.items()))
    return {
        "pages": len(pages),
        "peers": {
            name: {
                "pages_a_second": round(tally.pages / tally.seconds, 3),
                "times_ours": round(tally.seconds / first.seconds, 3),
                "mebibytes": round(memory[name]),
                "word_f1": round(tally.f1("words"), 4),
                "letter_f1": round(tally.f1("letters"), 4),
                "word_f1_by_capture": {
                    capture: round(tallies[name].f1("words"), 4) for capture, tallies in sorted(parts.items())
                },
            }
            for name, tally in whole.items()
        },
    }


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
    parser.add_argument("--limit", type=int, help="only the first pages of each folder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peers", nargs="+", choices=list(PEERS), default=list(USUAL))
    parser.add_argument("--paddle-python", metavar="FILE", help="the Python that has paddleocr and docfields")
    parser.add_argument("--batch", type=int, default=1, help="pages that each peer is given in one call")
    parser.add_argument("--json", type=Path, help="write the figures here; sets that are in it already are kept")
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
            print_stages([page.path for page in gold_pages(folder, arguments.limit)])
    else:
        peers = chosen_peers(arguments)
        for folder in arguments.gold:
            figures = compare(folder, arguments.limit, peers, arguments.batch)
            if arguments.json is not None:
                known = json.loads(arguments.json.read_text()) if arguments.json.exists() else {}
                known["/".join(folder.parts[-2:])] = figures
                arguments.json.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
        for peer in peers:
            peer.close()


if __name__ == "__main__":
    main()

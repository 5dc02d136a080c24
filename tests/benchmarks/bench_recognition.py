"""What recognition networks make of the same boxes: word F1 by set, spaces lost and added, whole lines of MRZ.

    python tests/benchmarks/bench_recognition.py --gold FOLDER [FOLDER ...] [--limit N] [--networks public shipped DIR]

FOLDER is a gold folder: documents with `words`, or lines with truth.jsonl. public: PP-OCRv6 small as published.
shipped: what docfields uses. DIR: a folder that `docfields train recognition` wrote. Pages are detected once, every
network reads the boxes of all. Spaces are counted where the truth boxes lines, on those boxes, in lines whose letters
are right in any case; lines of truth.jsonl are read from their whole picture and compared as they come out of the
network, letter by letter.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from bench_ocr import PICTURES, Tally

from docfields.models.weights import MODEL_DIR_VARIABLE, RECOGNIZER, locate
from docfields.ocr import OcrOptions
from docfields.ocr.crop import Way
from docfields.ocr.reader import Reader

OPTIONS = OcrOptions(engine="onnxruntime")


@dataclass(slots=True)
class Lines:
    """Lines on the truth's boxes. right: letter by letter, without spaces; exact: with them."""

    count: int = 0
    exact: int = 0
    right: int = 0
    lost: int = 0
    added: int = 0

    def add(self, given: str, truth: str) -> None:
        given, truth = given.upper(), truth.upper()
        self.count += 1
        self.exact += given == truth
        if given.replace(" ", "") == truth.replace(" ", ""):
            self.right += 1
            mine, theirs = gaps(given), gaps(truth)
            self.lost += len(theirs - mine)
            self.added += len(mine - theirs)


@dataclass(slots=True)
class Result:
    pages: Tally = field(default_factory=Tally)
    lines: Lines = field(default_factory=Lines)


def gaps(text: str) -> set[int]:
    """Before which letters a space stands."""
    lengths = [len(word) for word in text.split()]
    return {sum(lengths[:index]) for index in range(1, len(lengths))}


@contextmanager
def used(network: str) -> Iterator[None]:
    before = os.environ.pop(MODEL_DIR_VARIABLE, None)
    if network not in ("public", "shipped"):
        os.environ[MODEL_DIR_VARIABLE] = network
    yield
    os.environ.pop(MODEL_DIR_VARIABLE, None)
    if before is not None:
        os.environ[MODEL_DIR_VARIABLE] = before


def measure(folder: Path, readers: dict[str, Reader], limit: int | None) -> dict[str, Result]:
    results = {name: Result() for name in readers}
    listed = folder / "truth.jsonl"
    if listed.exists():
        for entry in map(json.loads, listed.read_text(encoding="utf-8").splitlines()[:limit]):
            image = cv2.imread(str(folder / entry["file"]))
            height, width = image.shape[:2]
            whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
            for name, [line] in read_boxes(image, [whole], readers).items():
                results[name].lines.add(line.replace(" ", ""), entry["text"])
        return results
    detector = next(iter(readers.values()))
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)[:limit]:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        words, image = truth.get("words", []), cv2.imread(str(path))
        if not words:
            continue
        boxes = detector.detect(image)
        for name, reader in readers.items():
            with used(name):
                texts = [line.text for line in reader.recognize(image, boxes).lines]
            results[name].pages.add(texts, [word["text"] for word in words], 0.0)
        if truth.get("boxes") == "lines":
            quads = [np.array(word["quad"], float) for word in words]
            for name, texts in read_boxes(image, quads, readers).items():
                for text, word in zip(texts, words, strict=True):
                    results[name].lines.add(text, " ".join(word["text"].split()))
    return results


def read_boxes(image: np.ndarray, quads: list[np.ndarray], readers: dict[str, Reader]) -> dict[str, list[str]]:
    texts = {}
    for name, reader in readers.items():
        with used(name):
            lines = reader._recognize(image, [Way(quad) for quad in quads], reader.options)
        texts[name] = [line.text for line in lines]
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--networks", nargs="+", default=["public", "shipped"])
    arguments = parser.parse_args()
    public = locate(RECOGNIZER)
    readers = {name: Reader(OPTIONS, rec_model=public if name == "public" else None) for name in arguments.networks}
    for folder in arguments.gold:
        print(folder)
        for name, result in measure(folder, readers, arguments.limit).items():
            pages, lines = result.pages, result.lines
            shown = f"  {name:24}"
            if pages.pages:
                shown += f"pages {pages.pages}: word F1 {pages.f1('words'):.4f}, letter F1 {pages.f1('letters'):.4f}  "
            if lines.count:
                shown += f"lines {lines.count}: exact {lines.exact / lines.count:.4f}, "
                shown += f"letters {lines.right / lines.count:.4f}, spaces lost {lines.lost}, added {lines.added}"
            print(shown, flush=True)


if __name__ == "__main__":
    main()

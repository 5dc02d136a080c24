"""Simulated documents: how fast, whether the same everywhere, how many layouts, and whether quads hold their ink.

python tests/benchmarks/bench_synthesis.py speed [--count 200]
python tests/benchmarks/bench_synthesis.py determinism [--count 6]
python tests/benchmarks/bench_synthesis.py variety [--count 1000]
python tests/benchmarks/bench_synthesis.py ink [--count 200]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Quad
from docfields.models.synthesis.generate import Order, SyntheticKind, make_document, print_document
from docfields.models.synthesis.picture import Picture, capture_document
from docfields.models.synthesis.production import write_gold_folder
from docfields.models.synthesis.truth import PrintedDocument, Truth

KINDS: tuple[SyntheticKind, ...] = get_args(SyntheticKind)

GRID = 24
"""Layouts differ where a block's first word lies in another of 24 columns or rows of the page."""

NEAR = 0.35
"""Ink up to so many word heights outside its quad is counted as the word's."""


def speed(count: int) -> None:
    """Documents a second with two processes, files written; and one process without pictures or files."""
    for kind in KINDS:
        started = time.perf_counter()
        for index in range(count // 4):
            print_document(Order(kind), index)
        words = count // 4 / (time.perf_counter() - started)
        rates = []
        for capture, number in ((None, count), ("phone", count // 4), ("scan", count // 4)):
            with tempfile.TemporaryDirectory() as folder:
                started = time.perf_counter()
                for _ in write_gold_folder(Order(kind, capture=capture), number, Path(folder), workers=2):
                    pass
                rates.append(number / (time.perf_counter() - started))
        print(
            f"{kind}: words and truth {words:.1f}/s on one core; two processes with files: "
            f"pdf {rates[0]:.1f}/s, phone {rates[1]:.1f}/s, scan {rates[2]:.1f}/s",
            flush=True,
        )


def determinism(count: int) -> None:
    """The same bytes in processes with other locales, time zones and hash seeds."""
    environments = (
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"},
    )
    prints = []
    for environment in environments:
        command = [sys.executable, __file__, "fingerprint", "--count", str(count)]
        done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
        prints.append(done.stdout)
    print(prints[0], "the same" if prints[0] == prints[1] else "THEY DIFFER:\n" + prints[1], sep="")
    if prints[0] != prints[1]:
        raise SystemExit(1)


def fingerprint(count: int) -> None:
    for kind in KINDS:
        for capture in (None, "phone", "scan", "fax", "screen"):
            digest = hashlib.sha256()
            for index in range(count):
                document = make_document(Order(kind, capture=capture), index)
                digest.update(document.content)
                digest.update(repr(document.truth).encode())
            print(f"{kind} {capture or 'pdf'} {digest.hexdigest()}")


def variety(count: int) -> None:
    """Distinct layouts among `count` documents: hashes of where each field and label first stands."""
    for kind in KINDS:
        layouts, skeletons = set(), set()
        for index in range(count):
            truth = print_document(Order(kind), index).truth
            places = _first_places(truth)
            layouts.add(repr(sorted(places.items())))
            order = sorted(places, key=lambda name: (places[name][1], places[name][0]))
            skeletons.add(repr([(name, places[name][0] * 3 // GRID) for name in order]))
        print(f"{kind}: {len(layouts)} layouts by place, {len(skeletons)} by order and column, of {count}", flush=True)


def _first_places(truth: Truth) -> dict[str, tuple[int, int]]:
    places: dict[str, tuple[int, int]] = {}
    for word in truth.words:
        x, y = word.quad.points[0]
        place = int(GRID * x / truth.size[0]), int(GRID * y / truth.size[1])
        # The questions of a form are no fields: each counts by its place alone.
        name = word.field or (None if word.label is None else f"label {word.label or place}")
        if name and word.page == 0 and "[" not in name and name not in places:
            places[name] = place
    return places


def ink(count: int) -> None:
    """Share of the ink near a word that its quad holds, by class of capture. The pages print text alone."""
    inside: defaultdict[str, int] = defaultdict(int)
    near: defaultdict[str, int] = defaultdict(int)
    for index in range(count):
        kind = KINDS[index % len(KINDS)]
        printed = _text_only(print_document(Order(kind, seed=5), index))
        captured = capture_document(printed, "mixed", Random(f"ink/{index}"))
        for number, picture in enumerate(captured.pictures[:1]):
            held, found = _ink_of(picture, captured.truth, number)
            inside[picture.kind] += held
            near[picture.kind] += found
    for name in sorted(near):
        print(f"{name}: {inside[name] / max(1, near[name]):.4f} of {near[name]} pixels of ink")
    print(f"all: {sum(inside.values()) / sum(near.values()):.4f}")


def _text_only(printed: PrintedDocument) -> PrintedDocument:
    """The same document without lines, pictures and embossing: what is dark is a character."""
    import pymupdf

    with pymupdf.open(stream=printed.pdf, filetype="pdf") as document:
        for page in document:
            page.add_redact_annot(page.rect, fill=False)
            page.apply_redactions(
                images=pymupdf.PDF_REDACT_IMAGE_REMOVE,
                graphics=pymupdf.PDF_REDACT_LINE_ART_REMOVE_IF_TOUCHED,
                text=pymupdf.PDF_REDACT_TEXT_NONE,
            )
        content = document.tobytes()
    return PrintedDocument(content, printed.truth, printed.medium)


def _ink_of(picture: Picture, truth: Truth, page: int) -> tuple[int, int]:
    """Pixels of ink inside the words' quads, and those near them."""
    dark = _dark(picture.image)
    quads = np.zeros(dark.shape, np.uint8)
    around = np.zeros(dark.shape, np.uint8)
    for word in truth.words:
        if word.page == page:
            cv2.fillPoly(quads, [_polygon(word.quad, 0.04)], 1)
            cv2.fillPoly(around, [_polygon(word.quad, NEAR)], 1)
    return int((dark & (quads > 0)).sum()), int((dark & (around > 0)).sum())


def _dark(image: Image) -> NDArray[np.bool_]:
    """What is clearly darker than the paper around it; single pixels of noise and frames of windows left out."""
    grey = cv2.medianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), 3)
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    dark = (paper.astype(np.int16) - grey) > np.maximum(28, paper.astype(np.int16) // 4)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8))
    kept = np.zeros(count, bool)
    kept[1:] = (stats[1:, cv2.CC_STAT_AREA] >= 6) & (stats[1:, cv2.CC_STAT_HEIGHT] < image.shape[0] // 4)
    return np.asarray(kept[labels])


def _polygon(quad: Quad, margin: float) -> NDArray[np.int32]:
    """The quad, wider by `margin` of its height on all sides."""
    points = quad.to_array()
    down = (points[3] - points[0] + points[2] - points[1]) / 2
    height = float(np.linalg.norm(down)) or 1.0
    along = (points[1] - points[0] + points[2] - points[3]) / 2
    along = along / (float(np.linalg.norm(along)) or 1.0) * height
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    moved = [point + margin * (x * along + y * down) for point, (x, y) in zip(points, signs, strict=True)]
    return np.rint(np.array(moved)).astype(np.int32)


COMMANDS: dict[str, tuple[Any, int]] = {
    "speed": (speed, 200),
    "determinism": (determinism, 6),
    "fingerprint": (fingerprint, 6),
    "variety": (variety, 1000),
    "ink": (ink, 200),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=[name for name in COMMANDS if name != "fingerprint"] + ["fingerprint"])
    parser.add_argument("--count", type=int)
    options = parser.parse_args()
    command, count = COMMANDS[options.what]
    command(options.count or count)


if __name__ == "__main__":
    main()

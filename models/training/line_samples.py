"""What the line recogniser is taught with: simulated lines, and lines cut out of gold folders."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Quad
from docfields.models.synthesis.lines import scaled, stream_lines
from docfields.models.weights import RECOGNIZER
from docfields.ocr.crop import crop
from docfields.ocr.homoglyphs import as_latin
from docfields.ocr.recognize import ladder_width, stacked

HEIGHT, STEP = RECOGNIZER.height or 1, RECOGNIZER.stride
# Crops wider than this are rare and make a batch slow.
WIDEST = 1280
PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """image: (48, w, 3) uint8 BGR. text: what it says, with single spaces. group: what must not be split over parts."""

    image: Image
    text: str
    group: str = ""


def simulated(seed: int, *, start: int = 0) -> Iterator[Sample]:
    """Invented lines of all kinds, without end; the kind is their group."""
    for line in stream_lines(seed, start=start):
        sample = Sample(scaled(line, HEIGHT).image, as_latin(line.text), line.kind)
        if fits(sample):
            yield sample


def from_gold(folder: Path) -> Iterator[Sample]:
    """The lines of a gold folder whose truth boxes lines, or that holds pictures of single lines (truth.jsonl)."""
    listed = folder / "truth.jsonl"
    if listed.exists():
        for entry in map(json.loads, listed.read_text(encoding="utf-8").splitlines()):
            image = _read(folder / entry["file"])
            high, wide = image.shape[:2]
            yield Sample(crop(image, Quad.from_box(0, 0, wide, high).to_array(), HEIGHT), entry["text"], entry["group"])
        return
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        if truth.get("boxes") != "lines":
            continue
        image = _read(path)
        for word in truth["words"]:
            quad = np.array(word["quad"], np.float64)
            sides = np.ptp(quad, axis=0)
            if sides.min() > 4 and sides[0] > 0.7 * sides[1]:
                yield Sample(crop(image, quad, HEIGHT), " ".join(word["text"].split()), truth["group"])


def fits(sample: Sample) -> bool:
    """Whether CTC can read it: a character takes a step, two equal ones a blank between them."""
    repeats = sum(first == second for first, second in zip(sample.text, sample.text[1:], strict=False))
    width = int(sample.image.shape[1])
    return 0 < len(sample.text) + repeats <= width // STEP and width <= WIDEST


def spelled_as_read(truth: str, reading: str) -> str | None:
    """The truth in the case that a reader saw, and with its spaces where annotators have ways of their own.

    Annotators of receipts write capitals only, and set a mark between two spaces wherever it stands; a reader whose
    letters are right in any case tells how they are printed. None where that cannot be told.
    """
    letters, seen = re.sub(r"\s", "", truth), re.sub(r"\s", "", reading)
    if letters.casefold() != seen.casefold() or len(letters) != len(seen):
        return None if any(letter.islower() for letter in seen) and letters.isupper() else truth
    gaps, gaps_seen = _gaps(truth), _gaps(reading)
    set_apart = {index for index, letter in enumerate(seen) if not letter.isalnum() and {index, index + 1} <= gaps}
    spelled = ""
    for index, letter in enumerate(seen):
        doubtful = index in set_apart or index - 1 in set_apart
        spelled += " " if index in (gaps_seen if doubtful else gaps) else ""
        spelled += letter
    return spelled


def jittered(sample: Sample, rng: Random) -> Sample:
    """The same line as another detector would have boxed it, a little blurred, lighter or darker now and then."""
    image = sample.image
    high, wide = image.shape[:2]
    top, bottom = rng.uniform(-0.06, 0.08) * high, high + rng.uniform(-0.08, 0.06) * high
    left, right = -rng.uniform(0, 0.15) * high, wide + rng.uniform(0, 0.15) * high
    lean = rng.uniform(-0.02, 0.02) * high
    quad = np.array([[left, top - lean], [right, top + lean], [right, bottom + lean], [left, bottom - lean]])
    image = crop(image, quad, HEIGHT)
    if rng.random() < 0.3:
        small = rng.uniform(0.4, 0.9)
        reduced = cv2.resize(image, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
        image = np.asarray(cv2.resize(reduced, image.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.uint8)
    if rng.random() < 0.5:
        image = cv2.convertScaleAbs(image, alpha=rng.uniform(0.7, 1.15), beta=rng.uniform(-20, 40)).astype(np.uint8)
    return Sample(image, sample.text, sample.group)


def batches(samples: Iterator[Sample], *, pool: int, columns: int) -> Iterator[list[Sample]]:
    """Samples of similar width together, so that little is padding; a batch has so many columns of pixels at most."""
    while gathered := sorted(islice(samples, pool), key=lambda sample: sample.image.shape[1]):
        made: list[list[Sample]] = []
        batch: list[Sample] = []
        for sample in gathered:
            if batch and (len(batch) + 1) * ladder_width(sample.image.shape[1]) > columns:
                made.append(batch)
                batch = []
            batch.append(sample)
        order = Random(f"{len(gathered)}/{gathered[0].text}")
        made.append(batch)
        order.shuffle(made)
        yield from made


def pictures_of(batch: Sequence[Sample]) -> NDArray[np.float32]:
    """(N, 3, 48, W) float32 as the recogniser takes it, W from the ladder of widths."""
    crops = [sample.image for sample in batch]
    return stacked(crops, ladder_width(max(crop.shape[1] for crop in crops)), RECOGNIZER)


def _gaps(text: str) -> set[int]:
    """Before which letters, counted without spaces, a space stands."""
    found: set[int] = set()
    count = 0
    for letter in text:
        if letter.isspace():
            found.add(count)
        else:
            count += 1
    return found


def _read(path: Path) -> Image:
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise OSError(f"{path} is no picture that can be read")
    return np.asarray(image, np.uint8)

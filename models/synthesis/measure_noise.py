"""Counts how our own OCR stage reads simulated pages, and writes noise.json.

python -m docfields.models.synthesis.measure_noise --count 60 --seed 11 --out models/synthesis/noise.json
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from docfields.document import Quad, Word
from docfields.models.synthesis.captures import to_jpeg
from docfields.models.synthesis.generate import Order, print_document
from docfields.models.synthesis.noise import LENGTHS, Quality, between, length_class
from docfields.models.synthesis.picture import capture_document, render
from docfields.models.synthesis.truth import PrintedDocument, Truth, TruthWord
from docfields.pipeline import Extractor

KINDS = ("invoice", "receipt", "identity", "form")

PAGES_AT_MOST = 2
"""Of one document: long ones would drown the others."""

FEWEST = 2
"""Confusions seen less often are left out: they are accidents of the sample."""

SEVERITIES = 20

SEEN_ENOUGH = 20
"""Characters seen less often have no rates of their own."""

NORMAL = 1.4826
"""A normal distribution's standard deviation over its median absolute deviation."""


@dataclass(slots=True)
class Tally:
    """What was counted on all pages of one quality."""

    characters: Counter[str] = field(default_factory=Counter)
    confusions: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    inserted: Counter[str] = field(default_factory=Counter)
    spaces: Counter[str] = field(default_factory=Counter)
    spaces_lost: Counter[str] = field(default_factory=Counter)
    joints: Counter[str] = field(default_factory=Counter)
    spaces_gained: Counter[str] = field(default_factory=Counter)
    words: Counter[int] = field(default_factory=Counter)
    missed: Counter[int] = field(default_factory=Counter)
    lines: int = 0
    lines_missed: int = 0
    offsets: list[tuple[float, float, float, float]] = field(default_factory=list)
    page_rates: list[float] = field(default_factory=list)


def is_ornament(text: str) -> bool:
    """Rows of asterisks, dashes or dots, which no reader counts."""
    return len(text) > 3 and not any(character.isalnum() for character in text)


def count_page(true: Sequence[TruthWord], read: Sequence[Word], tally: Tally) -> None:
    """Adds one page, both in its picture's pixels."""
    matches = _matches(true, read)
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(true):
        lines[word.line].append(index)
    errors = characters = 0
    for indices in lines.values():
        tally.lines += 1
        seen = [index for index in indices if index in matches]
        if not seen:
            tally.lines_missed += 1
            continue
        for index in indices:
            tally.words[length_class(true[index].text)] += 1
            tally.missed[length_class(true[index].text)] += index not in matches
        pieces = list(dict.fromkeys(piece for index in seen for piece in matches[index]))
        wanted, given = " ".join(true[index].text for index in seen), " ".join(read[piece].text for piece in pieces)
        errors += _count_line(wanted, given, tally)
        characters += len(wanted)
        tally.offsets.append(_offsets([true[index].quad for index in seen], [read[piece].quad for piece in pieces]))
    if characters:
        tally.page_rates.append(errors / characters)


def to_table(tally: Tally) -> dict[str, Any]:
    """The rates of `NoiseTable` as JSON."""
    total = sum(tally.characters.values())
    return {
        "severities": _severities(tally.page_rates),
        "confusions": {
            character: rates
            for character, count in sorted(tally.characters.items())
            if count >= SEEN_ENOUGH and (rates := _rates(tally.confusions[character], count))
        },
        "inserted": _rates(tally.inserted, total),
        "space_lost": _rates(tally.spaces_lost, tally.spaces),
        "space_gained": _rates(tally.spaces_gained, tally.joints),
        "missed": [_share(tally.missed[place], tally.words[place]) for place in range(len(LENGTHS) + 1)],
        "line_missed": _share(tally.lines_missed, tally.lines),
        **_offset_rates(tally.offsets),
    }


def _offset_rates(offsets: Sequence[tuple[float, float, float, float]]) -> dict[str, Any]:
    """Medians of the sides' offsets, and how far they stray from them; matches gone wrong are clipped."""
    sides = np.clip(np.array(offsets or [(0.0,) * 4]), -0.5, 0.5)
    middle = np.median(sides, axis=0)
    return {
        "offset": [round(float(side), 4) for side in middle],
        "jitter": round(float(np.median(np.abs(sides - middle)) * NORMAL), 4),
    }


def _count_line(wanted: str, given: str, tally: Tally) -> int:
    """Counts one line's confusions; gives the number of edits."""
    for place, character in enumerate(wanted):
        if character != " ":
            tally.characters[character] += 1
            if place + 1 < len(wanted) and wanted[place + 1] != " ":
                tally.joints[between(character, wanted[place + 1])] += 1
        else:
            tally.spaces[between(wanted[place - 1], wanted[place + 1])] += 1
    edits = Levenshtein.editops(wanted, given)
    for edit in edits:
        there = wanted[edit.src_pos] if edit.src_pos < len(wanted) else ""
        here = given[edit.dest_pos] if edit.dest_pos < len(given) else ""
        if edit.tag == "insert":
            before = wanted[edit.src_pos - 1] if edit.src_pos else ""
            if here != " ":
                tally.inserted[here] += 1
            elif before.strip() and there.strip():
                tally.spaces_gained[between(before, there)] += 1
        elif there == " ":
            tally.spaces_lost[between(wanted[edit.src_pos - 1], wanted[edit.src_pos + 1])] += 1
        else:
            tally.confusions[there]["" if edit.tag == "delete" else here.strip()] += 1
    return len(edits)


def _matches(true: Sequence[TruthWord], read: Sequence[Word]) -> dict[int, list[int]]:
    """For each true word the read words that hold its middle, or whose middle it holds; by place along the line."""
    if not true or not read:
        return {}
    theirs = np.array([_box(word.quad) for word in read])
    found: dict[int, list[int]] = {}
    for index, word in enumerate(true):
        box = np.array(_box(word.quad))
        both = _holds(theirs, (box[:2] + box[2:]) / 2) | _holds(box[None], (theirs[:, :2] + theirs[:, 2:]) / 2)
        if both.any():
            pieces = np.flatnonzero(both)
            found[index] = [int(piece) for piece in pieces[np.argsort(theirs[pieces, 0], kind="stable")]]
    return found


def _holds(boxes: Any, points: Any) -> Any:
    """boxes: (N, 4) or (1, 4). points: (2,) or (N, 2). Gives (N,) bool."""
    return ((boxes[:, :2] <= points) & (points <= boxes[:, 2:])).all(axis=1)


def _box(quad: Quad) -> tuple[float, float, float, float]:
    return quad.left, quad.top, quad.right, quad.bottom


def _offsets(true: Sequence[Quad], read: Sequence[Quad]) -> tuple[float, float, float, float]:
    """Of a line's left, top, right and bottom, as shares of its height."""
    wanted, given = Quad.around(true), Quad.around(read)
    height = max(wanted.height, 1.0)
    return (
        (given.left - wanted.left) / height,
        (given.top - wanted.top) / height,
        (given.right - wanted.right) / height,
        (given.bottom - wanted.bottom) / height,
    )


def _severities(page_rates: Sequence[float]) -> list[float]:
    """Quantiles of the pages' error rates over their mean."""
    mean = float(np.mean(page_rates)) or 1.0
    quantiles = np.quantile(page_rates, (np.arange(SEVERITIES) + 0.5) / SEVERITIES)
    return [round(float(value) / mean, 3) for value in quantiles]


def _rates(counts: Counter[str], total: int | Counter[str]) -> dict[str, float]:
    """By falling rate; those seen less than `FEWEST` times are left out."""
    rates = {
        key: _share(count, total if isinstance(total, int) else total[key])
        for key, count in counts.items()
        if count >= FEWEST
    }
    return dict(sorted(rates.items(), key=lambda item: (-item[1], item[0])))


def _share(count: int, total: int) -> float:
    return round(count / total, 6) if total else 0.0


def _counted(truth: Truth, page: int) -> list[TruthWord]:
    """The words of a page that a reader is meant to read: not ornaments, not what runs round a seal."""
    stamps = [place.quad for place in truth.places if place.page == page and place.kind == "stamp"]
    words = [word for word in truth.words if word.page == page and not is_ornament(word.text)]
    return [word for word in words if not any(_lies_in(word.quad, stamp) for stamp in stamps)]


def _lies_in(quad: Quad, area: Quad) -> bool:
    x, y = quad.center
    return area.left <= x <= area.right and area.top <= y <= area.bottom


def _pages(printed: PrintedDocument, quality: Quality, rng: Random) -> Iterator[tuple[bytes, Truth, int]]:
    """Pictures (encoded), with the truth in their pixels and the page's number in it."""
    if quality == "clean":
        images = render(printed, rng)
        dpi = images[0].shape[1] / printed.truth.size[0]
        maps = [lambda points: points * dpi] * printed.truth.pages
        size = (images[0].shape[1], images[0].shape[0])
        truth = printed.truth.recaptured("clean", size, maps, range(len(images)))
        yield from ((to_jpeg(image, 95), truth, page) for page, image in enumerate(images[:PAGES_AT_MOST]))
        return
    captured = capture_document(printed, "scan" if quality == "scan" else "phone", rng)
    for page, picture in enumerate(captured.pictures[:PAGES_AT_MOST]):
        yield to_jpeg(picture.image, 85), captured.truth, page


def measure(quality: Quality, count: int, seed: int) -> Tally:
    """Reads `count` documents of every kind."""
    extractor, tally = Extractor(), Tally()
    for kind in KINDS:
        for index in range(count):
            printed = print_document(Order(kind, seed), index)  # type: ignore[arg-type]
            for content, truth, page in _pages(printed, quality, Random(f"{seed}/{kind}/{index}")):
                true = _counted(truth, page)
                [text_page] = extractor.read(content)
                read = [
                    Word(word.text, text_page.to_source.quad(word.quad))
                    for line in text_page.lines
                    for word in line.words
                    if not is_ornament(word.text)
                ]
                count_page(true, read, tally)
    return tally


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=60, help="documents of each kind and quality")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    qualities: tuple[Quality, ...] = ("clean", "scan", "photo")
    tables = {quality: to_table(measure(quality, options.count, options.seed)) for quality in qualities}
    options.out.write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

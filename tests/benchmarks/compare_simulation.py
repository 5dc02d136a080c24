"""How far simulated pages are from real ones: reading them, and telling them apart.

    python tests/benchmarks/compare_simulation.py GOLD_ROOT [--count 30] [--side-by-side DIR]

GOLD_ROOT holds SET/train and SET/dev folders. For receipts as scans (sroie), receipts as photos (wildreceipt)
and invoices as photos (inv3d): word F1 and the commonest confusions of the OCR stage on real and on simulated
pages; then a linear classifier on measured properties of small crops, trained to tell both apart, and what it
goes by. Nothing is kept of the real pages. `--side-by-side` draws pages of both into pictures to look at.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Word
from docfields.evaluation import gold
from docfields.evaluation.scoring import Counts, word_counts
from docfields.models.synthesis.captures import to_jpeg
from docfields.models.synthesis.generate import DOCUMENTS_AN_ISSUER, Order, SyntheticKind, print_document
from docfields.models.synthesis.measure_noise import Tally, count_page, is_ornament
from docfields.models.synthesis.picture import CaptureStyle, capture_document
from docfields.models.synthesis.truth import TruthWord
from docfields.pipeline import Extractor

Floats = NDArray[np.float64]

CROP = 128
"""Side of the crops in pixels."""

CROPS_A_PAGE = 12
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """A class of real captures, and how its like is simulated."""

    name: str
    part: str
    kind: SyntheticKind
    capture: CaptureStyle
    locale: str | None = None


COMPARISONS = (
    Comparison("sroie", "train", "receipt", "scan", "en_MY"),
    Comparison("wildreceipt", "train", "receipt", "phone", "en_US"),
    Comparison("inv3d", "dev", "invoice", "phone", "en_US"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A picture with its true words; texts: the same where their places are not known."""

    image: Image
    words: tuple[TruthWord, ...]
    texts: tuple[str, ...]


def real_pages(root: Path, comparison: Comparison, count: int) -> list[Page]:
    pages = []
    for document in gold.documents(root / comparison.name / comparison.part):
        if comparison.capture == "phone" and document.capture.endswith("/flat"):
            continue
        image = np.asarray(cv2.imread(str(document.path)), np.uint8)
        words = tuple(
            TruthWord(word.text.lower(), word.quad, 0, index if word.line is None else word.line)
            for index, word in enumerate(document.words)
            if word.quad
        )
        pages.append(Page(image, words, tuple(word.text for word in document.words)))
    return pages[:count]


def simulated_pages(comparison: Comparison, count: int) -> list[Page]:
    order = Order(comparison.kind, 23, comparison.locale, comparison.capture)
    pages = []
    for number in range(count):
        index = number * DOCUMENTS_AN_ISSUER
        captured = capture_document(print_document(order, index), comparison.capture, Random(f"compare/{index}"))
        words = tuple(
            replace(word, text=word.text.lower())
            for word in captured.truth.words
            if word.page == 0 and not is_ornament(word.text)
        )
        pages.append(Page(captured.pictures[0].image, words, tuple(word.text for word in words)))
    return pages


def read(pages: Sequence[Page]) -> tuple[Counts, Tally]:
    """Bag of words and confusions of the OCR stage."""
    extractor, counts, tally = Extractor(), Counts(), Tally()
    for page in pages:
        [text] = extractor.read(to_jpeg(page.image, 95))
        words = [
            Word(word.text.lower(), text.to_source.quad(word.quad))
            for line in text.lines
            for word in line.words
            if not is_ornament(word.text)
        ]
        counts += word_counts(page.texts, (word.text for word in words))
        count_page(page.words, words, tally)
    return counts, tally


def confusions(tally: Tally, most: int = 14) -> str:
    pairs: Counter[str] = Counter()
    for character, readings in tally.confusions.items():
        for reading, count in readings.items():
            pairs[f"{character}>{reading or '-'}"] += count
    total = sum(tally.characters.values())
    return "  ".join(f"{pair} {1000 * count / total:.1f}" for pair, count in pairs.most_common(most))


def properties(crop: Image) -> dict[str, float]:
    """What a crop's pixels are like; each a number that can be named."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype(np.float64)
    hsv = cv2.cvtColor(crop, cv2.COLOR_BGR2HSV)
    blue, green, red = (crop[:, :, channel].astype(np.float64) for channel in range(3))
    paper = np.percentile(grey, 90)
    darkest = np.percentile(grey, 2)
    laplacian = cv2.Laplacian(grey, cv2.CV_64F)
    flat = np.abs(laplacian)[grey >= np.percentile(grey, 60)]
    spectrum = np.abs(np.fft.fftshift(np.fft.fft2(grey - grey.mean()))) ** 2
    y, x = np.indices(spectrum.shape) - CROP // 2
    radius = np.hypot(x, y)
    bands = [np.log1p(spectrum[(radius >= low) & (radius < 2 * low)].mean()) for low in (4, 8, 16, 32)]
    across = np.abs(np.diff(grey, axis=1)).mean(axis=0)
    block = across[7::8].mean() / max(across.mean(), 1e-6)
    dark = (grey < (paper + darkest) / 2).astype(np.uint8)
    strokes = cv2.distanceTransform(dark, cv2.DIST_L2, 3)
    gradient = np.abs(np.diff(cv2.GaussianBlur(grey, (0, 0), 12), axis=0)).mean()
    edges_x, edges_y = np.abs(cv2.Sobel(grey, cv2.CV_64F, 1, 0)), np.abs(cv2.Sobel(grey, cv2.CV_64F, 0, 1))
    return {
        "paper": paper,
        "contrast": paper - darkest,
        "ink share": float(dark.mean()),
        "stroke width": float(strokes[strokes > 0].mean()) if dark.any() else 0.0,
        "noise on paper": float(np.median(flat)),
        "sharpest edge": float(np.percentile(np.abs(laplacian), 99)),
        "saturation": float(np.median(hsv[:, :, 1])),
        "red over blue": float(np.median(red - blue)),
        "green tint": float(np.median(green - (red + blue) / 2)),
        "colour noise": float(np.median(np.abs(cv2.Laplacian(red - green, cv2.CV_64F)))),
        "JPEG blocks": float(block),
        "light slope": float(gradient),
        "upright edges": float(edges_x.mean() / max(edges_y.mean(), 1e-6)),
        "black level": float(darkest),
        "power 4-8": float(bands[0]),
        "power 8-16": float(bands[1]),
        "power 16-32": float(bands[2]),
        "power 32-64": float(bands[3]),
    }


def crops(page: Page, rng: np.random.Generator) -> list[Image]:
    """Where there is ink, at the picture's own size: of several random places those with the strongest edges."""
    height, width = page.image.shape[:2]
    if min(height, width) <= CROP:
        return []
    lefts = rng.integers(0, width - CROP, 4 * CROPS_A_PAGE)
    tops = rng.integers(0, height - CROP, 4 * CROPS_A_PAGE)
    found = [page.image[top : top + CROP, left : left + CROP] for left, top in zip(lefts, tops, strict=True)]
    return sorted(found, key=lambda crop: -float(cv2.Laplacian(crop, cv2.CV_64F).std()))[:CROPS_A_PAGE]


def discriminate(real: Sequence[Page], simulated: Sequence[Page]) -> tuple[float, list[tuple[str, float]]]:
    """Area under the ROC curve over pages that were not trained on, and the weights of standardised properties."""
    rng = np.random.default_rng(0)
    rows, labels, folds = [], [], []
    for label, pages in enumerate((real, simulated)):
        for number, page in enumerate(pages):
            for crop in crops(page, rng):
                rows.append(properties(crop))
                labels.append(label)
                folds.append(number % FOLDS)
    names = list(rows[0])
    features = np.array([[row[name] for name in names] for row in rows])
    features = (features - features.mean(axis=0)) / (features.std(axis=0) + 1e-9)
    truth, fold = np.array(labels), np.array(folds)
    scores = np.zeros(len(truth))
    for held in range(FOLDS):
        weights = _logistic(features[fold != held], truth[fold != held])
        scores[fold == held] = features[fold == held] @ weights
    weights = _logistic(features, truth)
    order = np.argsort(-np.abs(weights))
    return _area(scores, truth), [(names[index], float(weights[index])) for index in order]


def _logistic(features: Floats, labels: NDArray[np.int64], strength: float = 0.02) -> Floats:
    """Logistic regression by gradient descent on standardised features; classes weigh the same."""
    share = labels.mean()
    sample = np.where(labels == 1, 0.5 / share, 0.5 / (1 - share))
    weights = np.zeros(features.shape[1])
    for _ in range(600):
        chance = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        weights -= 0.3 * (features.T @ (sample * (chance - labels)) / len(labels) + strength * weights)
    return weights


def _area(scores: Floats, labels: NDArray[np.int64]) -> float:
    ranks = np.argsort(np.argsort(scores))
    ones = labels == 1
    return float((ranks[ones].sum() - ones.sum() * (ones.sum() - 1) / 2) / (ones.sum() * (~ones).sum()))


def draw_side_by_side(real: Sequence[Page], simulated: Sequence[Page], file: Path) -> None:
    """Real pages in the left half, simulated ones in the right."""
    cells = []
    for page in [page for pair in zip(real, simulated, strict=False) for page in pair]:
        scale = min(420 / page.image.shape[1], 560 / page.image.shape[0])
        small = cv2.resize(page.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        cell = np.full((570, 430, 3), 160, np.uint8)
        cell[: small.shape[0], : small.shape[1]] = small
        cells.append(cell)
    rows = []
    for start in range(0, len(cells) - 7, 8):
        row = cells[start : start + 8]
        rows.append(np.hstack(row[0::2] + row[1::2]))
    cv2.imwrite(str(file), np.vstack(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--side-by-side", type=Path)
    options = parser.parse_args()
    for comparison in COMPARISONS:
        real = real_pages(options.root, comparison, options.count)
        simulated = simulated_pages(comparison, options.count)
        print(f"== {comparison.name}/{comparison.part} against {comparison.kind} {comparison.capture}")
        for name, pages in (("real", real), ("simulated", simulated)):
            counts, tally = read(pages)
            missed = sum(tally.missed.values()) / max(1, sum(tally.words.values()))
            print(f"{name}: {len(pages)} pages, word F1 {counts.f1:.3f}, words missed {missed:.3f}")
            print(f"   in 1,000 characters: {confusions(tally)}", flush=True)
        area, weights = discriminate(real, simulated)
        print(f"told apart with an area of {area:.3f} by: " + ", ".join(f"{name} {w:+.2f}" for name, w in weights[:7]))
        if options.side_by_side:
            options.side_by_side.mkdir(parents=True, exist_ok=True)
            draw_side_by_side(real, simulated, options.side_by_side / f"{comparison.name}.png")


if __name__ == "__main__":
    main()

"""Teaches the text detector: single digits in columns, pale and small print, bent lines.

    python -m docfields.models.training.train_detection --out FOLDER [--minutes N] [--resume]

Starts from the public PP-OCRv6 small (or from --start), sees pieces of simulated pages without end, and publishes the
average of the weights before and after that finds the lines of pieces kept aside best, if it finds them better than
before. FOLDER then holds detection.onnx, its card, curve.jsonl and the checkpoint.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from docfields.models.networks.averaging import average
from docfields.models.networks.text_detector import TextDetector, export, from_onnx
from docfields.models.training.arguments import read_arguments
from docfields.models.training.course import Course, Watch, best_device, half_precision
from docfields.models.training.publish import BEFORE, Input, Outcome, publish, told
from docfields.models.training.text_crops import TextCrop, crops
from docfields.models.weights import DETECTOR, locate
from docfields.ocr.detect import MAP_THRESHOLD

NAME = "detection"


@dataclass(frozen=True, slots=True)
class Knobs:
    """What can be turned. batch: pieces of a step. rate, last_rate: AdamW's, along half a cosine. negatives: pixels
    of paper that are judged for each of text, the hardest ones. dice: weight of the overlap beside the pixels' loss.
    judged: pieces that are kept aside. shares: of the taught weights in the averages that are tried.
    """

    seed: int = 11
    steps: int = 1500
    batch: int = 4
    rate: float = 5e-5
    last_rate: float = 1e-6
    decay: float = 0.0005
    clip: float = 5.0
    negatives: float = 3.0
    dice: float = 1.0
    judged: int = 200
    shares: tuple[float, ...] = (0.3, 0.5, 0.7, 1.0)


def train(
    out: Path,
    gold: Sequence[Path],
    knobs: Knobs,
    *,
    start: Path | None = None,
    minutes: float | None = None,
    resume: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Trains, and publishes what finds more of the lines than the network before, if anything does.

    gold: not looked at, for the truth of gold folders boxes words and lines as annotators liked. start: a network of
    an earlier training; None: the public one. minutes: ends then.
    """
    torch.manual_seed(knobs.seed)
    device = best_device()
    before, network = (from_onnx(start or locate(DETECTOR)).to(device) for _ in range(2))
    aside = list(islice(crops(knobs.seed + 1), knobs.judged))
    optimizer = torch.optim.AdamW(network.parameters(), lr=knobs.rate, weight_decay=knobs.decay)
    course = Course(out, network, optimizer, knobs.steps, knobs.rate, knobs.last_rate, minutes, resume, watch)
    pieces = crops(knobs.seed, start=course.step * knobs.batch)
    for _ in course:
        batch = list(islice(pieces, knobs.batch))
        with half_precision(device):
            probabilities = network(_pictures(batch).to(device, memory_format=torch.channels_last))[:, 0].float()
        text = torch.from_numpy(np.stack([piece.text for piece in batch])).to(device)
        counts = torch.from_numpy(np.stack([piece.counts for piece in batch])).to(device)
        pixels, overlap = losses(probabilities, text, counts, knobs)
        optimizer.zero_grad(set_to_none=True)
        (pixels + knobs.dice * overlap).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), knobs.clip)
        optimizer.step()
        course.note(pixels=pixels.item(), overlap=overlap.item())

    networks = {BEFORE: before} | {f"{share:g}": average(before, network, share) for share in knobs.shares}
    scores = {name: {"simulated": judge(one, aside)} for name, one in networks.items()}
    best = max(scores, key=lambda name: scores[name]["simulated"]["hmean"])
    if best == BEFORE:
        return Outcome(scores, BEFORE, None)
    card = publish(
        NAME,
        out,
        partial(export, networks[best].to("cpu")),
        task="detection of lines of text (DB)",
        takes=Input("BGR", DETECTOR.mean, DETECTOR.std, None, None, DETECTOR.stride),
        training=told("train_detection", course, knobs.seed, (), start),
        scores=scores,
        chosen=best,
    )
    return Outcome(scores, best, card)


def losses(probabilities: Tensor, text: Tensor, counts: Tensor, knobs: Knobs) -> tuple[Tensor, Tensor]:
    """Cross entropy of the text and the hardest paper, and one minus the overlap (DB, section 3.4).

    probabilities: (N, H, W) float32. text, counts: (N, H, W) bool.
    """
    each = functional.binary_cross_entropy(probabilities.clamp(1e-6, 1 - 1e-6), text.float(), reduction="none")
    positive, negative = each[text & counts], each[~text & counts]
    hardest = negative.topk(min(len(negative), max(1, int(knobs.negatives * len(positive))))).values
    pixels = (positive.sum() + hardest.sum()) / max(1, len(positive) + len(hardest))
    judged, wanted = probabilities * counts, text.float()
    overlap = 1 - 2 * (judged * wanted).sum() / (judged.sum() + wanted.sum() + 1e-6)
    return pixels, overlap


def judge(network: TextDetector, pieces: Sequence[TextCrop]) -> dict[str, float]:
    """Of the shrunk lines: found (recall), true (precision) and their harmonic mean. A line is found where a blob
    overlaps it by half (IoU); blobs on what is not judged are neither."""
    device = next(network.parameters()).device
    matched = found = wanted = 0
    for piece in pieces:
        with torch.no_grad(), half_precision(device):
            probability = network(_pictures([piece]).to(device))[0, 0].float().cpu().numpy()
        both, blobs, lines = _matches(probability > MAP_THRESHOLD, piece)
        matched, found, wanted = matched + both, found + blobs, wanted + lines
    recall, precision = matched / max(1, wanted), matched / max(1, found)
    hmean = 2 * recall * precision / max(1e-9, recall + precision)
    return {"recall": round(recall, 4), "precision": round(precision, 4), "hmean": round(hmean, 4)}


def _matches(mask: NDArray[np.bool_], piece: TextCrop) -> tuple[int, int, int]:
    """Blobs that are lines, all blobs, all lines."""
    _, lines = cv2.connectedComponents(piece.text.astype(np.uint8))
    count, blobs = cv2.connectedComponents((mask & piece.counts).astype(np.uint8))
    sizes, line_sizes = np.bincount(blobs.ravel(), minlength=count), np.bincount(lines.ravel())
    matched = 0
    for number in range(1, len(line_sizes)):
        touching = np.bincount(blobs[lines == number], minlength=count)
        touching[0] = 0
        blob = int(touching.argmax())
        matched += bool(touching[blob] > (sizes[blob] + line_sizes[number] - touching[blob]) / 2)
    return matched, count - 1, len(line_sizes) - 1


def _pictures(pieces: Sequence[TextCrop]) -> Tensor:
    pictures = np.stack([piece.image for piece in pieces]).astype(np.float32)
    normalised = (pictures / 255 - DETECTOR.mean) / DETECTOR.std
    return torch.from_numpy(np.ascontiguousarray(normalised.transpose(0, 3, 1, 2)))


def main() -> None:
    given = read_arguments(__doc__, seed=Knobs().seed, steps=Knobs().steps)
    knobs = Knobs(seed=given.seed, steps=given.steps)
    outcome = train(given.out, given.gold, knobs, start=given.start, minutes=given.minutes, resume=given.resume)
    sys.stdout.write(outcome.told())


if __name__ == "__main__":
    main()

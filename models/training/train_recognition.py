"""Teaches the line recogniser our documents: exact spaces, OCR-B, embossed and thermal print, small and bent lines.

    python -m docfields.models.training.train_recognition --out FOLDER [--gold FOLDER ...] [--minutes N] [--resume]

Starts from the public PP-OCRv6 small, sees simulated lines without end and the lines of gold folders, and at the end
gives the average of the public and the taught weights that reads best what was kept aside. FOLDER then holds
network.onnx, scores.json, curve.jsonl and the checkpoint.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random

import onnx
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor
from torch.nn import functional

from docfields.models.networks.line_reader import LineReader, average, export, from_onnx, with_vocabulary
from docfields.models.sessions import available_cores
from docfields.models.training.line_samples import (
    Sample,
    batches,
    fits,
    from_gold,
    jittered,
    pictures_of,
    simulated,
    spelled_as_read,
)
from docfields.models.weights import RECOGNIZER, locate
from docfields.ocr.homoglyphs import CYRILLIC, GREEK
from docfields.ocr.script import latin_choice

LOOKS_LIKE = dict(zip("ГПФЛЗУбкпгфИЯятНь", "ΓΠΦΛ3Y6κπrφNRRтHb", strict=True))
"""What a new class begins as, where the public network knows something alike."""


@dataclass(frozen=True, slots=True)
class Knobs:
    """What can be turned. columns: pixels of width of a batch. rate, last_rate: AdamW's, along half a cosine.

    head_steps: the last layer alone is taught first, so that its new classes do not disturb the rest; it always learns
    head_boost times as fast. unreadable: lines whose loss a character is higher are left out. real: share of lines from
    gold folders. kept_aside: share of their groups that is judged only. judged: simulated lines that are judged.
    shares: of the taught weights in the averages that are tried.
    """

    seed: int = 11
    steps: int = 2500
    columns: int = 8192
    pool: int = 320
    head_steps: int = 40
    head_boost: float = 3.0
    rate: float = 1e-4
    last_rate: float = 2e-6
    decay: float = 0.01
    clip: float = 5.0
    unreadable: float = 2.5
    real: float = 0.2
    kept_aside: float = 0.2
    judged: int = 1500
    shares: tuple[float, ...] = (0.3, 0.5, 0.7, 0.85, 1.0)


@dataclass(frozen=True, slots=True)
class Score:
    """Of the lines read: exact, exact without regard to spaces, word F1 and character error rate, all 0 to 1."""

    lines: int
    exact: float
    letters: float
    word_f1: float
    error_rate: float


def train(
    out: Path, gold: Sequence[Path], knobs: Knobs, *, minutes: float | None = None, resume: bool = False
) -> dict[str, dict[str, Score]]:
    """Trains, writes, and gives the scores by network and set. minutes: ends then, the rate's curve shortened to fit.

    What is kept aside is split by group: no seller is on both sides.
    """
    torch.manual_seed(knobs.seed)
    out.mkdir(parents=True, exist_ok=True)
    public = read_public()
    network = read_public()
    taught, aside = _split([sample for folder in gold for sample in _respelled(from_gold(folder), public)], knobs)
    held_back = {"simulated": list(islice(simulated(knobs.seed + 1), knobs.judged)), **aside}
    optimizer = torch.optim.AdamW(_groups(network, knobs), lr=knobs.rate)
    checkpoint = out / "checkpoint.pt"
    step = 0
    if resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]

    codes = {text: index for index, text in enumerate(network.vocabulary)}
    began = time.monotonic()
    mixed = _mixed(simulated(knobs.seed, start=step * 32), taught, Random(f"{knobs.seed}/{step}"), knobs)
    samples = (sample for sample in mixed if codes.keys() >= set(sample.text))
    with (out / "curve.jsonl").open("a" if resume else "w", encoding="utf-8") as curve:
        for batch in batches(samples, pool=knobs.pool, columns=knobs.columns):
            passed = (time.monotonic() - began) / 60
            done = max(step / knobs.steps, passed / minutes if minutes else 0.0)
            if done >= 1:
                break
            rate, whole = _rate(done, knobs), step >= knobs.head_steps
            loss = _learn(network, optimizer, batch, codes, knobs, rate=rate, whole=whole)
            step += 1
            if step % 10 == 0:
                curve.write(json.dumps({"step": step, "minutes": round(passed, 2), "loss": round(loss, 4)}) + "\n")
                curve.flush()
            if step % 100 == 0:
                state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
                torch.save(state, checkpoint)

    networks = {"public": public} | {f"{share:g}": average(public, network, share) for share in knobs.shares}
    scores = {name: {part: judge(one, lines) for part, lines in held_back.items()} for name, one in networks.items()}
    best = max(scores, key=lambda name: sum(score.exact for score in scores[name].values()))
    export(networks[best], out / "network.onnx")
    summary = {
        "best": best,
        "steps": step,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "knobs": asdict(knobs),
        "scores": {name: {part: asdict(score) for part, score in parts.items()} for name, parts in scores.items()},
    }
    (out / "scores.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return scores


def read_public() -> LineReader:
    """The public network with the classes of a page in Latin letters, and new ones for Greek and Cyrillic."""
    path = locate(RECOGNIZER)
    characters = {entry.key: entry.value for entry in onnx.load(path).metadata_props}["character"].splitlines()
    vocabulary = ("", *characters, " ")
    choice = latin_choice(vocabulary)
    assert choice is not None
    *kept, space = choice.vocabulary
    witnesses = (vocabulary[index] for index in choice.classes[len(choice.vocabulary) :])
    others = sorted(set(CYRILLIC + GREEK) - set(kept))
    return with_vocabulary(from_onnx(path, vocabulary), (*kept, *others, space, *witnesses), LOOKS_LIKE)


def read(network: LineReader, samples: Sequence[Sample]) -> list[str]:
    """What the network reads, by greedy CTC decoding."""
    texts: dict[int, str] = {}
    numbered = sorted(range(len(samples)), key=lambda index: samples[index].image.shape[1])
    for start in range(0, len(numbered), 16):
        indices = numbered[start : start + 16]
        pictures = torch.from_numpy(pictures_of([samples[index] for index in indices]))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            best = network(pictures.to(memory_format=torch.channels_last)).argmax(2)
        for index, classes in zip(indices, best.tolist(), strict=True):
            kept = [one for one, before in zip(classes, [0, *classes], strict=False) if one and one != before]
            texts[index] = " ".join("".join(network.vocabulary[one] for one in kept).split())
    return [texts[index] for index in range(len(samples))]


def judge(network: LineReader, samples: Sequence[Sample]) -> Score:
    """How well the network reads lines whose text is known."""
    readings = read(network, samples)
    exact = letters = errors = length = shared = words = 0
    for sample, reading in zip(samples, readings, strict=True):
        truth = " ".join(sample.text.split())
        exact += reading == truth
        letters += reading.replace(" ", "") == truth.replace(" ", "")
        errors += Levenshtein.distance(reading, truth)
        length += len(truth)
        mine, theirs = Counter(reading.split()), Counter(truth.split())
        shared += (mine & theirs).total()
        words += mine.total() + theirs.total()
    count = max(1, len(samples))
    shares = (exact / count, letters / count, 2 * shared / max(1, words), errors / max(1, length))
    return Score(len(samples), *(round(share, 4) for share in shares))


def _respelled(samples: Iterator[Sample], reader: LineReader) -> Iterator[Sample]:
    lines = list(samples)
    for sample, reading in zip(lines, read(reader, lines), strict=True):
        text = spelled_as_read(sample.text, reading)
        if text is not None:
            yield Sample(sample.image, text, sample.group)


def _split(samples: Sequence[Sample], knobs: Knobs) -> tuple[list[Sample], dict[str, list[Sample]]]:
    groups = sorted({sample.group for sample in samples})
    Random(knobs.seed).shuffle(groups)
    aside = set(groups[: round(len(groups) * knobs.kept_aside)])
    taught = [sample for sample in samples if sample.group not in aside and fits(sample)]
    kept = [sample for sample in samples if sample.group in aside]
    return taught, {"gold": kept} if kept else {}


def _mixed(invented: Iterator[Sample], real: Sequence[Sample], rng: Random, knobs: Knobs) -> Iterator[Sample]:
    for sample in invented:
        if real and rng.random() < knobs.real:
            line = jittered(rng.choice(real), rng)
            yield line if fits(line) else sample
        else:
            yield sample


def _groups(network: LineReader, knobs: Knobs) -> list[dict[str, object]]:
    body = [*network.backbone.parameters(), *network.neck.parameters()]
    return [
        {"params": [part for part in body if part.ndim > 1], "weight_decay": knobs.decay, "boost": 1.0},
        {"params": [part for part in body if part.ndim <= 1], "weight_decay": 0.0, "boost": 1.0},
        {"params": list(network.classes.parameters()), "weight_decay": 0.0, "boost": knobs.head_boost},
    ]


def _rate(done: float, knobs: Knobs) -> float:
    return knobs.last_rate + (knobs.rate - knobs.last_rate) * (1 + math.cos(math.pi * done)) / 2


def _learn(
    network: LineReader,
    optimizer: torch.optim.Optimizer,
    batch: Sequence[Sample],
    codes: dict[str, int],
    knobs: Knobs,
    *,
    rate: float,
    whole: bool,
) -> float:
    """One step; gives the loss. whole: not the last layer alone."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group["boost"]
    pictures = torch.from_numpy(pictures_of(batch)).to(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(pictures)
    loss = _loss(logits.float(), batch, codes, knobs.unreadable)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    if not whole:
        for name, parameter in network.named_parameters():
            if not name.startswith("classes."):
                parameter.grad = None
    torch.nn.utils.clip_grad_norm_(network.parameters(), knobs.clip)
    optimizer.step()
    return float(loss.item())


def _loss(logits: Tensor, batch: Sequence[Sample], codes: dict[str, int], unreadable: float) -> Tensor:
    """CTC loss a character, without the lines that nobody could read."""
    lengths = torch.tensor([len(sample.text) for sample in batch])
    targets = torch.tensor([codes[letter] for sample in batch for letter in sample.text])
    steps = torch.full((len(batch),), logits.shape[1])
    losses = functional.ctc_loss(
        logits.log_softmax(2).transpose(0, 1), targets, steps, lengths, reduction="none", zero_infinity=True
    )
    losses = losses / lengths
    readable = losses.detach() < unreadable
    return losses[readable].mean() if readable.any() else losses.sum() * 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--seed", type=int, default=Knobs().seed)
    parser.add_argument("--steps", type=int, default=Knobs().steps)
    parser.add_argument("--threads", type=int, default=available_cores())
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    knobs = Knobs(seed=arguments.seed, steps=arguments.steps)
    scores = train(arguments.out, arguments.gold, knobs, minutes=arguments.minutes, resume=arguments.resume)
    for name, parts in scores.items():
        for part, score in parts.items():
            figures = f"exact {score.exact:.4f}  letters {score.letters:.4f}  word F1 {score.word_f1:.4f}"
            sys.stdout.write(f"{name:8}{part:12}{score.lines:6} lines  {figures}  CER {score.error_rate:.4f}\n")


if __name__ == "__main__":
    main()

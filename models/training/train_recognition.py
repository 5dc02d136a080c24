"""Teaches the line recogniser our documents: exact spaces, OCR-B, embossed and thermal print, small and bent lines.

    python -m docfields.models.training.train_recognition --out FOLDER [--gold FOLDER ...] [--minutes N] [--resume]

Starts from the public PP-OCRv6 small (or from --start), sees simulated lines without end and the lines of gold folders,
and at the end publishes the average of the weights before and after that reads best what was kept aside, if it reads
that better than before. FOLDER then holds recognition.onnx, its card, curve.jsonl and the checkpoint.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor, nn
from torch.nn import functional

from docfields.models.networks.averaging import average
from docfields.models.networks.line_reader import STEP, LineReader, export, from_onnx, with_vocabulary
from docfields.models.training.arguments import read_arguments
from docfields.models.training.course import Course, Watch, best_device, half_precision
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
from docfields.models.training.publish import BEFORE, Input, Outcome, folder_name, publish, told
from docfields.models.weights import RECOGNIZER, locate
from docfields.ocr.homoglyphs import CYRILLIC, GREEK
from docfields.ocr.script import latin_choice

NAME = "recognition"

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
    steps: int = 3000
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
    out: Path,
    gold: Sequence[Path],
    knobs: Knobs,
    *,
    start: Path | None = None,
    minutes: float | None = None,
    resume: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Trains, and publishes what reads better than the network before, if anything does.

    gold: what is kept aside of them is split by group, no seller is on both sides. start: a network of an earlier
    training; None: the public one. minutes: ends then.
    """
    torch.manual_seed(knobs.seed)
    device = best_device()
    before, network = (network.to(device) for network in (begin(start), begin(start)))
    taught: list[Sample] = []
    held_back = {"simulated": list(islice(simulated(knobs.seed + 1), knobs.judged))}
    for folder in gold:
        for_training, aside = _split(list(_respelled(from_gold(folder), before)), knobs)
        taught += for_training
        held_back[folder_name(folder)] = aside
    optimizer = torch.optim.AdamW(_groups(network, knobs), lr=knobs.rate)
    course = Course(out, network, optimizer, knobs.steps, knobs.rate, knobs.last_rate, minutes, resume, watch)
    codes = {text: index for index, text in enumerate(network.vocabulary)}
    mixed = _mixed(simulated(knobs.seed, start=course.step * 32), taught, Random(f"{knobs.seed}/{course.step}"), knobs)
    samples = (sample for sample in mixed if codes.keys() >= set(sample.text))
    for step, batch in zip(course, batches(samples, pool=knobs.pool, columns=knobs.columns), strict=False):
        pictures = torch.from_numpy(pictures_of(batch)).to(device, memory_format=torch.channels_last)
        with half_precision(device):
            logits = network(pictures)
        loss = _loss(logits.float(), batch, codes, knobs.unreadable)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if step < knobs.head_steps:
            _forget_gradients(network.backbone, network.neck)
        torch.nn.utils.clip_grad_norm_(network.parameters(), knobs.clip)
        optimizer.step()
        course.note(loss=loss.item())

    networks = {BEFORE: before} | {f"{share:g}": average(before, network, share) for share in knobs.shares}
    scores = {
        name: {part: asdict(judge(one, lines)) for part, lines in held_back.items()} for name, one in networks.items()
    }
    best = max(scores, key=lambda name: sum(score["exact"] for score in scores[name].values()))
    if best == BEFORE:
        return Outcome(scores, BEFORE, None)
    card = publish(
        NAME,
        out,
        partial(export, networks[best].to("cpu")),
        task="recognition of lines in Latin, Greek and Cyrillic letters",
        takes=Input("BGR", RECOGNIZER.mean, RECOGNIZER.std, RECOGNIZER.height, None, STEP),
        training=told("train_recognition", course, knobs.seed, gold, start),
        scores=scores,
        chosen=best,
    )
    return Outcome(scores, best, card)


def begin(start: Path | None) -> LineReader:
    """The network of an earlier training, or the public one with the classes of a page in Latin letters and new ones
    for Greek and Cyrillic."""
    if start is not None:
        return from_onnx(start)
    public = from_onnx(locate(RECOGNIZER))
    choice = latin_choice(public.vocabulary)
    assert choice is not None
    *kept, space = choice.vocabulary
    witnesses = (public.vocabulary[index] for index in choice.classes[len(choice.vocabulary) :])
    others = sorted(set(CYRILLIC + GREEK) - set(kept))
    return with_vocabulary(public, (*kept, *others, space, *witnesses), LOOKS_LIKE)


def read(network: LineReader, samples: Sequence[Sample]) -> list[str]:
    """What the network reads, by greedy CTC decoding."""
    texts: dict[int, str] = {}
    device = next(network.parameters()).device
    numbered = sorted(range(len(samples)), key=lambda index: samples[index].image.shape[1])
    for start in range(0, len(numbered), 16):
        indices = numbered[start : start + 16]
        pictures = torch.from_numpy(pictures_of([samples[index] for index in indices]))
        with torch.no_grad(), half_precision(device):
            best = network(pictures.to(device, memory_format=torch.channels_last)).argmax(2)
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


def _split(samples: Sequence[Sample], knobs: Knobs) -> tuple[list[Sample], list[Sample]]:
    """What is taught, and what is kept aside."""
    groups = sorted({sample.group for sample in samples})
    Random(knobs.seed).shuffle(groups)
    aside = set(groups[: round(len(groups) * knobs.kept_aside)])
    taught = [sample for sample in samples if sample.group not in aside and fits(sample)]
    return taught, [sample for sample in samples if sample.group in aside]


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


def _forget_gradients(*modules: nn.Module) -> None:
    for module in modules:
        for parameter in module.parameters():
            parameter.grad = None


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
    given = read_arguments(__doc__, seed=Knobs().seed, steps=Knobs().steps)
    knobs = Knobs(seed=given.seed, steps=given.steps)
    outcome = train(given.out, given.gold, knobs, start=given.start, minutes=given.minutes, resume=given.resume)
    sys.stdout.write(outcome.told())


if __name__ == "__main__":
    main()

"""The command line that all trainers have."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch

from docfields.models.sessions import available_cores


@dataclass(frozen=True, slots=True)
class Arguments:
    """out: the folder of the published network. gold: folders of documents with their truth. start: the network to
    be taught on, None for where the trainer usually begins. minutes: after which it ends, however many steps."""

    out: Path
    gold: tuple[Path, ...]
    start: Path | None
    seed: int
    steps: int
    minutes: float | None
    resume: bool


def read_arguments(description: str | None, *, seed: int, steps: int) -> Arguments:
    """Those of this process; sets torch's threads. seed, steps: where none are given."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--start", type=Path)
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--threads", type=int, default=available_cores())
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    return Arguments(given.out, tuple(given.gold), given.start, given.seed, given.steps, given.minutes, given.resume)

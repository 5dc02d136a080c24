"""The course of a training: its steps, the rate of learning along them, its curve, and a checkpoint to go on from."""

from __future__ import annotations

import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

Watch = Callable[[float], None]
"""Is told how much of a course is done, 0 to 1."""

CURVE_EVERY = 10
CHECKPOINT_EVERY = 100


@dataclass(slots=True)
class Course:
    """Counts steps until there are enough of them, or the minutes are over: iterate over it, and note each loss.

    out: a folder for curve.jsonl (step, minutes, mean losses since the entry before) and checkpoint.pt. resume: go on
    from the checkpoint, where there is one. rate, last_rate: of learning, along half a cosine over the whole course;
    a group of the optimizer may have a `boost` to multiply it with.
    """

    out: Path
    network: nn.Module
    optimizer: torch.optim.Optimizer
    steps: int
    rate: float
    last_rate: float
    minutes: float | None = None
    resume: bool = False
    watch: Watch | None = None
    step: int = field(default=0, init=False)
    passed: float = field(default=0.0, init=False)
    """Minutes of training, those before the checkpoint included."""
    _noted: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list), init=False)

    def __post_init__(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        if self.resume and self._checkpoint.exists():
            state = torch.load(self._checkpoint, map_location="cpu", weights_only=True)
            self.network.load_state_dict(state["network"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.passed = state["step"], state["minutes"]
        elif self._curve.exists():
            self._curve.unlink()

    def __iter__(self) -> Iterator[int]:
        """The numbers of the steps, each with its rate set."""
        began = time.monotonic() - 60 * self.passed
        while (done := self._done()) < 1:
            rate = self.last_rate + (self.rate - self.last_rate) * (1 + math.cos(math.pi * done)) / 2
            for group in self.optimizer.param_groups:
                group["lr"] = rate * group.get("boost", 1.0)
            yield self.step
            self.step += 1
            self.passed = (time.monotonic() - began) / 60
            if self.watch:
                self.watch(min(1.0, self._done()))
            if self.step % CURVE_EVERY == 0:
                self._write_curve()
            if self.step % CHECKPOINT_EVERY == 0:
                self._keep()
        self._keep()

    def note(self, **losses: float) -> None:
        """The losses of this step."""
        for name, loss in losses.items():
            self._noted[name].append(loss)

    @property
    def _checkpoint(self) -> Path:
        return self.out / "checkpoint.pt"

    @property
    def _curve(self) -> Path:
        return self.out / "curve.jsonl"

    def _done(self) -> float:
        return max(self.step / self.steps, self.passed / self.minutes if self.minutes else 0.0)

    def _write_curve(self) -> None:
        means = {name: round(sum(losses) / len(losses), 5) for name, losses in self._noted.items()}
        self._noted.clear()
        with self._curve.open("a", encoding="utf-8") as curve:
            curve.write(json.dumps({"step": self.step, "minutes": round(self.passed, 2), **means}) + "\n")

    def _keep(self) -> None:
        """Whole or not at all: a run may be stopped at any moment."""
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "minutes": self.passed,
        }
        part = self._checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self._checkpoint)


def best_device() -> torch.device:
    """A GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def half_precision(device: torch.device) -> AbstractContextManager[object]:
    """bfloat16 where it pays: GPUs, and CPUs that multiply it themselves."""
    pays = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16) if pays else nullcontext()

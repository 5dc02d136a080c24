"""A trained network as it is used: an ONNX file in half precision, and the card that says what it is.

Weights are stored as float16 and computed with as float32: half the bytes, and engines fold the conversion away when
they load the network.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from docfields.models.sessions import available_cores
from docfields.models.training.course import Course
from docfields.models.weights import sha256_of

SMALL = 64
"""Tensors with fewer numbers stay as they are,"""

LARGEST = np.finfo(np.float16).max
"""and those with larger ones."""

Scores = Mapping[str, Mapping[str, Mapping[str, float]]]
"""By network, by set, by measure."""


BEFORE = "before"
"""The network that a training began with, among the scores."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a training gave. chosen: the best of the networks in `scores`; where that is BEFORE nothing was published.
    card: of what was."""

    scores: Scores
    chosen: str
    card: Path | None

    def told(self) -> str:
        """A line a network and set."""
        lines = [
            f"{network:10}{part:20}" + "  ".join(f"{name} {value:g}" for name, value in measures.items())
            for network, parts in self.scores.items()
            for part, measures in parts.items()
        ]
        return "\n".join([*lines, f"chosen: {self.chosen}", ""])


@dataclass(frozen=True, slots=True)
class Input:
    """What a network takes, as `Weights` says it."""

    channels: str
    mean: float
    std: float
    height: int | None
    width: int | None
    stride: int


@dataclass(frozen=True, slots=True)
class Training:
    """How a network came to be. data: the folders that it saw beside the simulation. command: that makes it again."""

    command: str
    data: Sequence[str]
    seed: int
    steps: int
    minutes: float
    device: str


def told(trainer: str, course: Course, seed: int, gold: Sequence[Path], start: Path | None = None) -> Training:
    """What a card says of a course. trainer: the module's name. start: the network that was taught on."""
    folders = [folder_name(folder) for folder in gold]
    parts = [f"--seed {seed} --steps {course.step}", *(f"--gold {folder}" for folder in folders)]
    parts += [f"--start {start.name}"] if start else []
    device = next(course.network.parameters()).device.type
    command = f"python -m docfields.models.training.{trainer} {' '.join(parts)}"
    return Training(command, folders, seed, course.step, round(course.passed, 1), device)


def folder_name(folder: Path) -> str:
    """How a gold folder is called in a card: sroie/train."""
    return "/".join(folder.absolute().parts[-2:])


def publish(
    name: str,
    out: Path,
    export: Callable[[Path], None],
    *,
    task: str,
    takes: Input,
    training: Training,
    scores: Scores,
    chosen: str,
) -> Path:
    """Writes NAME.onnx and NAME.json into a folder; gives the card's path. chosen: the network of `scores` that it is.

    export: writes the network in single precision to a path. The card is written last: what an interrupted run leaves
    is not taken for a network.
    """
    network, card = out / f"{name}.onnx", out / f"{name}.json"
    card.unlink(missing_ok=True)
    part = network.with_suffix(".part")
    export(part)
    model = halved(onnx.load(part))
    part.unlink()
    onnx.save(model, network)
    content: dict[str, Any] = {
        "name": name,
        "task": task,
        "bytes": network.stat().st_size,
        "parameters": _parameters(model),
        "sha256": sha256_of(network),
        "input": asdict(takes),
        "training": asdict(training) | {"machine": _machine()},
        "scores": scores,
        "chosen": chosen,
    }
    card.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return card


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network with its weights in half precision, each followed by its conversion back; names are kept."""
    graph = model.graph
    kept, casts = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        fits = values.size >= SMALL and np.abs(values).max() <= LARGEST
        if tensor.data_type != TensorProto.FLOAT or not fits:
            kept.append(tensor)
            continue
        stored = f"{tensor.name}/half"
        kept.append(numpy_helper.from_array(values.astype(np.float16), stored))
        casts.append(helper.make_node("Cast", [stored], [tensor.name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend([*casts, *nodes])
    return model


def _parameters(model: onnx.ModelProto) -> int:
    return sum(int(np.prod(tensor.dims)) for tensor in model.graph.initializer)


def _machine() -> str:
    return f"{available_cores()} cores, {platform.machine()}"

"""Where the time of a page goes, and how much arithmetic the networks are given for it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import cv2
import numpy as np

MATRIX_SIDE = 1500
"""A product of two such matrices is long enough to reach the machine's peak, and short enough to wait for."""


def print_stages(paths: list[str]) -> None:
    """Milliseconds a page by stage, GFLOP by network, and the rate beside what the machine can do.

    All on one thread: then no two stages run at once, and processor time is what counts, whatever else the machine
    does. numpy reads OMP_NUM_THREADS as it loads.
    """
    from docfields import page_reading, pipeline
    from docfields.models.sessions import Session
    from docfields.models.weights import DETECTOR, LINE_TURN, RECOGNIZER
    from docfields.ocr import OcrOptions, crop, reader

    clock = Stages()
    clock.watch("rectify", page_reading, "upright", "measure", "enhanced", "apply")
    clock.watch("size", reader, "sized")
    clock.watch("detect: scale, boxes", reader, "detect")
    clock.watch("crop, turn", reader, "ways_to_read")
    clock.watch("crop, turn", crop.Way, "crop")
    clock.watch("recognise: batches, lattices", reader, "recognize_page")
    clock.watch("words", reader, "line_from_lattice")
    clock.watch("order", reader, "sort_lines")
    shapes: dict[Any, Counter[tuple[int, ...]]] = {network: Counter() for network in (DETECTOR, LINE_TURN, RECOGNIZER)}
    run = Session.run

    def counted(session: Session, batch: Any) -> Any:
        shapes[session.weights][batch.shape] += 1
        with clock.stage(f"network {session.weights.name}"):
            return run(session, batch)

    cv2.setNumThreads(1)
    extractor = pipeline.Extractor(pipeline.Options(ocr=OcrOptions(threads=1, engine="onnxruntime")))
    extractor.ocr(paths[:1])  # networks load
    Session.run = counted  # type: ignore[method-assign]
    clock.begin()
    started = time.process_time()
    for path in paths:
        extractor.ocr(path)
    total = time.process_time() - started
    Session.run = run  # type: ignore[method-assign]
    clock.end()

    peak = peak_gflops()
    print(f"{len(paths)} pages one by one, one thread; a float32 matrix product reaches {peak:.0f} GFLOP/s")
    print(f"{'':34}{'ms a page':>10}{'share':>7}{'GFLOP a page':>14}{'GFLOP/s':>9}{'of peak':>9}")
    spent = dict(clock.seconds) | {"load and the rest": total - sum(clock.seconds.values())}
    work = {f"network {network.name}": gflop(network, counts) for network, counts in shapes.items()}
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        line = f"{name:34}{1000 * seconds / len(paths):10.1f}{seconds / total:7.1%}"
        if name in work:
            rate = work[name] / max(seconds, 1e-9)
            line += f"{work[name] / len(paths):14.2f}{rate:9.0f}{rate / peak:9.0%}"
        print(line)
    print(f"{'in all':34}{1000 * total / len(paths):10.1f}")


class Stages:
    """Seconds by stage; time spent in an inner stage is not the outer one's."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._open: list[list[Any]] = []
        self._replaced: list[tuple[Any, str, Any, Any]] = []

    def watch(self, stage: str, owner: Any, *functions: str) -> None:
        for function in functions:
            original = getattr(owner, function)
            self._replaced.append((owner, function, original, self._timed(stage, original)))

    def begin(self) -> None:
        for owner, function, _, timed in self._replaced:
            setattr(owner, function, timed)

    def end(self) -> None:
        for owner, function, original, _ in self._replaced:
            setattr(owner, function, original)

    def stage(self, name: str) -> _Span:
        return _Span(self, name)

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            with self.stage(stage):
                return function(*arguments, **options)

        return timed


class _Span:
    def __init__(self, stages: Stages, name: str) -> None:
        self._stages, self._name = stages, name

    def __enter__(self) -> None:
        self._inner_before = sum(self._stages.seconds.values())
        self._started = time.process_time()

    def __exit__(self, *_: object) -> None:
        inner = sum(self._stages.seconds.values()) - self._inner_before
        self._stages.seconds[self._name] += time.process_time() - self._started - inner


def peak_gflops() -> float:
    """What numpy's matrix product reaches."""
    a = np.random.default_rng(0).random((MATRIX_SIDE, MATRIX_SIDE), np.float32)
    best = float("inf")
    for _ in range(7):
        started = time.process_time()
        a @ a
        best = min(best, time.process_time() - started)
    return 2 * MATRIX_SIDE**3 / best / 1e9


def gflop(weights: Any, counts: Counter[tuple[int, ...]]) -> float:
    """Of all runs of a network, by the shapes of its inputs; a multiplication and an addition are two."""
    from docfields.models.weights import locate

    path = locate(weights)
    return sum(count * _flop(path, shape) for shape, count in counts.items()) / 1e9


def _flop(path: Path, shape: tuple[int, ...]) -> float:
    """Of convolutions and matrix products; the rest is a few hundredths. From the shapes of a run."""
    import onnx
    import onnxruntime

    model = onnx.load(str(path))
    counted = [node for node in model.graph.node if node.op_type in ("Conv", "ConvTranspose", "MatMul", "Gemm")]
    known = {one.name: tuple(one.dims) for one in model.graph.initializer}
    known[model.graph.input[0].name] = shape
    wanted = {name for node in counted for name in (*node.input, *node.output) if name and name not in known}
    wanted -= {output.name for output in model.graph.output}
    model.graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in wanted)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    values = session.run(names, {model.graph.input[0].name: np.zeros(shape, np.float32)})
    known |= {name: value.shape for name, value in zip(names, values, strict=True)}
    flop = 0.0
    for node in counted:
        before, weights, after = known[node.input[0]], known[node.input[1]], known[node.output[0]]
        if node.op_type == "Conv":
            flop += 2 * float(np.prod(after)) * float(np.prod(weights[1:]))
        elif node.op_type == "ConvTranspose":
            flop += 2 * float(np.prod(before)) * float(np.prod(weights[1:]))
        else:
            transposed = any(one.name == "transA" and one.i for one in node.attribute)
            flop += 2 * float(np.prod(after)) * before[-2 if transposed else -1]
    return flop

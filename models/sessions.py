"""The one door to the inference engines: networks opened once a process, threads set once."""

from __future__ import annotations

import ctypes
import os
import threading
from pathlib import Path

from docfields.schemas.errors import DocfieldsError, ModelError

from .engines import Network, Tensor
from .engines.choice import Engine, choose_engine
from .weights import DETECTOR, Weights, locate

__all__ = ["Session", "Tensor", "available_cores", "open_session"]


class Session:
    """One loaded network; `run` may be called from several threads at once.

    classes: those of a recogniser's classes that it tells apart, None: all. Raises ModelError.
    """

    def __init__(
        self, weights: Weights, *, threads: int, engine: Engine, classes: tuple[int, ...] | None = None
    ) -> None:
        path = locate(weights)
        try:
            model = _fitted(weights, path, classes, engine)
            streams = max(1, available_cores() // threads)
            self._network: Network = engine.load(model, threads=threads, streams=streams)
        except DocfieldsError:
            raise
        except Exception as error:  # the engines' errors have no common base
            raise ModelError(
                f"The network {weights.name} cannot be loaded.",
                remedy=weights.remedy,
            ) from error
        self.weights = weights
        self.metadata = self._network.metadata
        self.input_shape = self._network.input_shape
        self.output_shape = self._network.output_shape

    def run(self, batch: Tensor) -> Tensor:
        """batch: (N, 3, H, W) float32; gives the network's first output."""
        return self._network.run(batch)


def _fitted(weights: Weights, path: Path, classes: tuple[int, ...] | None, engine: Engine) -> Path | bytes:
    """What is loaded: the file, or its content cut to classes or written anew for the engine."""
    # Both load the package onnx.
    if classes is not None:
        from .cutting import keep_classes

        return keep_classes(path.read_bytes(), classes)
    if weights == DETECTOR and engine.name == "onnxruntime":
        from .rewriting import rewrite_detector

        return rewrite_detector(path.read_bytes())
    return path


_sessions: dict[tuple[Weights, int, tuple[int, ...] | None, Engine], Session] = {}
_lock = threading.Lock()


def open_session(
    weights: Weights,
    *,
    threads: int | None = None,
    classes: tuple[int, ...] | None = None,
    engine: str = "auto",
    device: str = "cpu",
) -> Session:
    """The process's session of a network.

    threads: for one operator; None: every core that may be used. classes: those of a recogniser's classes that it
    is to tell apart, in this order; None: all. engine, device: as in `choose_engine`. Raises ModelError, and
    OptionError where there is no such engine or device.
    """
    chosen = choose_engine(engine, device)
    count = threads or available_cores()
    key = (weights, count, classes, chosen)
    with _lock:
        if key not in _sessions:
            _sessions[key] = Session(weights, threads=count, engine=chosen, classes=classes)
        return _sessions[key]


def available_cores() -> int:
    """Cores this process may run on: containers and taskset often allow fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _forget_after_fork() -> None:
    # An engine's threads do not survive a fork: a child that used the parent's session would wait for ever.
    global _lock
    for session in _sessions.values():
        # Taking one down waits for its threads, too (or crashes): it must outlive the child's interpreter.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(session))
    _sessions.clear()
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)

"""The one door to the inference engine: networks opened once a process, threads set once."""

from __future__ import annotations

import os
import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.errors import ModelError

from .weights import Weights, locate

Tensor = NDArray[np.float32]


class Session:
    """One loaded network; `run` may be called from several threads at once."""

    def __init__(self, weights: Weights, *, threads: int) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise ModelError(
                "The inference engine onnxruntime is not installed or does not load.",
                remedy="Install it: pip install 'onnxruntime>=1.20'.",
            ) from error

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # Without the arena each operator asks the system for memory anew: a tenth to a fifth more time on a page.
        # Pages differ in shape, so the arena would keep what the largest needed: it is shrunk after each run
        # (resident after two photos and three receipts: 407 MiB, 320 without; at the peak 605, 671 without).
        options.enable_cpu_mem_arena = True
        self._run_options: Any = onnxruntime.RunOptions()
        self._run_options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        options.enable_mem_pattern = False
        options.log_severity_level = 4  # fatal only: a library does not write to stderr
        path = locate(weights)
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(path), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's errors have no common base
            raise ModelError(
                f"The network {weights.name} cannot be loaded.",
                remedy=weights.remedy,
            ) from error
        self.weights = weights
        self.metadata: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)
        self._input: str = self._session.get_inputs()[0].name
        self.input_shape: tuple[int | str | None, ...] = tuple(self._session.get_inputs()[0].shape)
        self.output_shape: tuple[int | str | None, ...] = tuple(self._session.get_outputs()[0].shape)

    def run(self, batch: Tensor) -> Tensor:
        """batch: (N, 3, H, W) float32; gives the network's first output."""
        output: Tensor = self._session.run(None, {self._input: batch}, self._run_options)[0]
        return output


_sessions: dict[tuple[Weights, int], Session] = {}
_lock = threading.Lock()


def open_session(weights: Weights, *, threads: int | None = None) -> Session:
    """The process's session of a network. threads: for one operator; None: every core that may be used."""
    count = threads or available_cores()
    with _lock:
        if (weights, count) not in _sessions:
            _sessions[weights, count] = Session(weights, threads=count)
        return _sessions[weights, count]


def available_cores() -> int:
    """Cores this process may run on: containers and taskset often allow fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _forget_after_fork() -> None:
    # An engine's threads do not survive a fork: a child that used the parent's session would wait for ever.
    global _lock
    _sessions.clear()
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)

"""OpenVINO, https://docs.openvino.ai: the faster engine on x86 processors, in bfloat16 on those that compute in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np

from docfields.schemas.errors import ModelError

from . import Tensor

INSTALL = "pip install 'docfields[openvino]'"
TELEMETRY = "openvino_telemetry"
# Operators kept compiled for shapes met before; without a bound their memory grows with every page of another size.
SHAPES_KEPT = 64
# Of a batch that are run at once: a row of text takes 7.1 ms in four, 8.4 alone, 7.3 in sixteen (160 pixels wide).
ROWS = 4


class OpenVinoNetwork:
    """A network in OpenVINO; as many threads run it at once as the cores have room for, others wait.

    model: an ONNX file or its content. threads: for one operator. streams: runs at once. Raises ModelError where the
    engine is not installed, and openvino's errors where the model is none.
    """

    def __init__(self, model: Path | bytes, *, threads: int, streams: int = 1) -> None:
        core = _openvino().Core()
        network = core.read_model(model, b"") if isinstance(model, bytes) else core.read_model(os.fspath(model))
        # The precision is left to OpenVINO: bfloat16 where the processor has instructions for it, float32 elsewhere.
        compiled = core.compile_model(
            network,
            "CPU",
            {
                "PERFORMANCE_HINT": "LATENCY",
                "INFERENCE_NUM_THREADS": threads * streams,
                "NUM_STREAMS": streams,
                "CPU_RUNTIME_CACHE_CAPACITY": SHAPES_KEPT,
                "ENABLE_CPU_PINNING": False,  # processes side by side would sit on the same cores
            },
        )
        self._idle: SimpleQueue[Any] = SimpleQueue()
        for _ in range(streams):
            self._idle.put(compiled.create_infer_request())
        self.metadata: dict[str, str] = _metadata(network)
        self.input_shape: tuple[int | str | None, ...] = _shape(network.input(0))
        self.output_shape: tuple[int | str | None, ...] = _shape(network.output(0))

    def run(self, batch: Tensor) -> Tensor:
        """batch: float32, of the input's shape; gives the first output. No row depends on another, to the bit."""
        request = self._idle.get()
        try:
            return np.concatenate([_run_part(request, part) for part in _parts(batch)])
        finally:
            self._idle.put(request)


def computes_in_bfloat16() -> bool:
    """Whether this processor has instructions for it, so that OpenVINO takes it by itself. Raises ModelError."""
    precision = _openvino().Core().get_property("CPU", "INFERENCE_PRECISION_HINT")
    return bool(precision.get_type_name() == "bf16")


def _run_part(request: Any, part: Tensor) -> Tensor:
    request.infer({0: part}, share_inputs=True)
    output: Tensor = request.get_output_tensor(0).data.copy()  # the next run writes into the same memory
    return output


def _parts(batch: Tensor) -> Iterator[Tensor]:
    """The batch in few sizes: a shape that the network meets for the first time costs 10 to 40 ms more."""
    many = len(batch) - len(batch) % ROWS
    for start in range(0, many, ROWS):
        yield batch[start : start + ROWS]
    for start in range(many, len(batch)):
        yield batch[start : start + 1]


def _metadata(network: Any) -> dict[str, str]:
    if not network.has_rt_info("framework"):
        return {}
    return {name: str(text) for name, text in network.get_rt_info("framework").value.items()}


def _shape(port: Any) -> tuple[int | None, ...]:
    return tuple(size.get_length() if size.is_static else None for size in port.partial_shape)


def _openvino() -> Any:
    try:
        with _without_telemetry():
            import openvino
    except ImportError as error:
        raise ModelError(
            "The inference engine openvino is not installed or does not load.", remedy=f"Install it: {INSTALL}."
        ) from error
    return openvino


@contextmanager
def _without_telemetry() -> Iterator[None]:
    """`import openvino` sends a message over the network, unless this module cannot be imported."""
    missing = object()
    before = sys.modules.get(TELEMETRY, missing)
    sys.modules[TELEMETRY] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if before is missing:
            del sys.modules[TELEMETRY]
        else:
            sys.modules[TELEMETRY] = before  # type: ignore[assignment]

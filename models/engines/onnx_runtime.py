"""ONNX Runtime, https://onnxruntime.ai: on the processor, or on an NVIDIA GPU with its package onnxruntime-gpu."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from docfields.schemas.errors import ModelError

from . import Tensor

CUDA = "CUDAExecutionProvider"
# It grows by powers of two: by what is asked for it takes a tenth more memory, in pieces that do not fit the next page.
# -1: ONNX Runtime's own choice.
ARENA = {"max_mem": 0, "arena_extend_strategy": 0, "initial_chunk_size_bytes": -1, "max_dead_bytes_per_chunk": -1}
INSTALL = "pip install 'onnxruntime>=1.20'"
INSTALL_GPU = "pip uninstall onnxruntime, then pip install onnxruntime-gpu"


class OnnxRuntimeNetwork:
    """A network in ONNX Runtime.

    model: an ONNX file or its content. threads: for one operator. gpu: the GPU's number; None: the processor.
    Raises ModelError where the engine is not installed or has no such GPU, and onnxruntime's errors where the
    model is none.
    """

    def __init__(self, model: Path | bytes, *, threads: int, gpu: int | None = None) -> None:
        onnxruntime = _onnxruntime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # One arena for all networks, which keeps its memory between runs: asking the system anew for each page costs
        # a tenth of the time, and an arena a network would keep what each needed at its largest.
        _register_arena()
        options.add_session_config_entry("session.use_env_allocators", "1")
        options.enable_mem_pattern = False
        options.log_severity_level = 4  # fatal only: a library does not write to stderr
        self._session: Any = onnxruntime.InferenceSession(
            model if isinstance(model, bytes) else os.fspath(model),
            sess_options=options,
            providers=["CPUExecutionProvider"] if gpu is None else [_cuda(gpu), "CPUExecutionProvider"],
        )
        if gpu is not None and self._session.get_providers()[0] != CUDA:  # it falls back without an error
            raise ModelError(
                f"ONNX Runtime cannot use the GPU {gpu}.",
                remedy=f"Install the CUDA and cuDNN that this onnxruntime-gpu ({onnxruntime.__version__}) was built "
                'for, or choose device="cpu".',
            )
        self.metadata: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)
        self._input: str = self._session.get_inputs()[0].name
        self.input_shape: tuple[int | str | None, ...] = tuple(self._session.get_inputs()[0].shape)
        self.output_shape: tuple[int | str | None, ...] = tuple(self._session.get_outputs()[0].shape)

    def run(self, batch: Tensor) -> Tensor:
        """batch: float32, of the input's shape; gives the first output."""
        output: Tensor = self._session.run(None, {self._input: batch})[0]
        return output


@cache
def _register_arena() -> None:
    onnxruntime = _onnxruntime()
    kind, memory = onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, onnxruntime.OrtMemType.DEFAULT
    onnxruntime.create_and_register_allocator(
        onnxruntime.OrtMemoryInfo("Cpu", kind, 0, memory), onnxruntime.OrtArenaCfg(ARENA)
    )


def check_gpu() -> None:
    """Raises ModelError where the installed package of ONNX Runtime knows no GPU."""
    if CUDA not in _onnxruntime().get_available_providers():
        raise ModelError("The installed onnxruntime runs on processors only.", remedy=f"For a GPU: {INSTALL_GPU}.")


def _cuda(gpu: int) -> tuple[str, dict[str, Any]]:
    # The default tries every algorithm at each new shape, and pages are of many shapes.
    return CUDA, {"device_id": gpu, "cudnn_conv_algo_search": "HEURISTIC"}


def _onnxruntime() -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError(
            "The inference engine onnxruntime is not installed or does not load.", remedy=f"Install it: {INSTALL}."
        ) from error
    return onnxruntime

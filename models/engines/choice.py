"""Which engine runs the networks, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from docfields.schemas.errors import ModelError, OptionError

from . import Network
from .onnx_runtime import INSTALL as INSTALL_ONNXRUNTIME
from .onnx_runtime import OnnxRuntimeNetwork, check_gpu
from .openvino import INSTALL as INSTALL_OPENVINO
from .openvino import OpenVinoNetwork, computes_in_bfloat16

EngineName = Literal["auto", "onnxruntime", "openvino", "paddle"]
"""auto: openvino where it is installed and computes in bfloat16 (1.5 times as fast over whole pages; in float32 it
is not faster), else onnxruntime. paddle: the package paddleocr, which is no engine of single networks but a
reader of its own."""

ENGINES: tuple[EngineName, ...] = ("auto", "onnxruntime", "openvino", "paddle")
INSTALL = {"onnxruntime": INSTALL_ONNXRUNTIME, "openvino": INSTALL_OPENVINO}

DEVICE = re.compile(r"cpu|gpu(?::([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that is installed, and where it computes. gpu: the GPU's number; None: the processor."""

    name: Literal["onnxruntime", "openvino"]
    gpu: int | None = None

    def load(self, model: Path | bytes, *, threads: int, streams: int = 1) -> Network:
        """model: an ONNX file or its content. threads: for one operator. streams: runs at once, which ONNX Runtime does
        not bound. Raises what the engine raises where it is none."""
        if self.name == "openvino":
            return OpenVinoNetwork(model, threads=threads, streams=streams)
        return OnnxRuntimeNetwork(model, threads=threads, gpu=self.gpu)


@cache
def choose_engine(name: str = "auto", device: str = "cpu") -> Engine:
    """The engine of that name, ready to load networks. Raises as `check_engine` does, and OptionError for paddle."""
    check_engine(name, device)
    if name == "paddle":
        raise OptionError(
            "The engine paddle reads whole pages; it runs no single network.",
            remedy='Choose "auto", "onnxruntime" or "openvino" here.',
        )
    gpu = parse_device(device)
    faster = name == "auto" and gpu is None and "openvino" in installed_engines() and computes_in_bfloat16()
    return Engine("openvino") if faster or name == "openvino" else Engine("onnxruntime", gpu)


def check_engine(name: str, device: str) -> None:
    """Raises OptionError for what is no engine or device, and ModelError for what is not installed.

    Quick: it loads no engine, unless a GPU is wanted.
    """
    check_engine_name(name)
    gpu = parse_device(device)
    if name == "openvino" and gpu is not None:
        raise OptionError(
            f"The engine openvino runs on the processor, not on {device}.",
            remedy='For a GPU choose engine="onnxruntime" with the package onnxruntime-gpu.',
        )
    if name == "paddle":
        return  # its reader says what it needs
    wanted = "onnxruntime" if name == "auto" else name
    if wanted not in installed_engines():
        raise ModelError(f"The inference engine {wanted} is not installed.", remedy=f"Install it: {INSTALL[wanted]}.")
    if gpu is not None:
        check_gpu()


def installed_engines() -> tuple[str, ...]:
    """Those of the engines of single networks whose package is here; none is imported."""
    return tuple(name for name in INSTALL if find_spec(name) is not None)


def check_engine_name(name: object) -> None:
    """Raises OptionError."""
    if name not in ENGINES:
        raise OptionError(f"{name!r} is no engine.", remedy=f"Allowed are {', '.join(ENGINES)}.")


def parse_device(text: object) -> int | None:
    """The number of the GPU, None for the processor. Raises OptionError."""
    found = DEVICE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise OptionError(
            f"{text!r} is no device.", remedy='Allowed are "cpu", "gpu" (the first one), "gpu:0", "gpu:1" ...'
        )
    if text == "cpu":
        return None
    return int(found[1] or 0)

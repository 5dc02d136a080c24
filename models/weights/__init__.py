"""Which weights are used: their files, SHA-256, origin and the constants of their input.

PP-OCRv6 small and the line classifier travel inside the wheel of `rapidocr`, which is located but
never imported; where that lacks them, $DOCFIELDS_MODEL_DIR is looked into. Weights trained by the
project lie in this folder.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from docfields.schemas.errors import ModelError

MODEL_DIR_VARIABLE = "DOCFIELDS_MODEL_DIR"
"""Environment variable that names a folder of models which did not come with docfields."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One network's file.

    package, folder: the installed package that carries the file and the folder in it; without a package the
    folder is a path on this machine. published: where the file can be had, as text. Input is float32
    NCHW, channels in `channels` order, (pixel / 255 - mean) / std. height, width: fixed input size in pixels,
    None where it is free. stride: pixels of width an output step or multiple the input must have.
    """

    name: str
    package: str
    folder: str
    file: str
    sha256: str
    channels: str
    mean: float
    std: float
    height: int | None
    width: int | None
    stride: int
    published: str = "https://www.modelscope.cn/models/RapidAI/RapidOCR"

    @property
    def remedy(self) -> str:
        """What to do where the file is missing or damaged."""
        if self.package:
            return "Install docfields again with its pinned dependencies."
        return f"Copy the file again; it is published at {self.published}." if self.published else "Copy it again."


# Constants as in rapidocr 3.10: config.yaml, ch_ppocr_det/utils.py, ch_ppocr_rec/main.py, ch_ppocr_cls/main.py.
DETECTOR = Weights(
    name="PP-OCRv6_det_small",
    package="rapidocr",
    folder="models",
    file="PP-OCRv6_det_small.onnx",
    sha256="090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    channels="BGR",
    mean=0.5,
    std=0.5,
    height=None,
    width=None,
    stride=32,
)
RECOGNIZER = Weights(
    name="PP-OCRv6_rec_small",
    package="rapidocr",
    folder="models",
    file="PP-OCRv6_rec_small.onnx",
    sha256="6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    channels="BGR",
    mean=0.5,
    std=0.5,
    height=48,
    width=None,
    stride=8,
)
LINE_TURN = Weights(
    name="ch_ppocr_mobile_v2.0_cls",
    package="rapidocr",
    folder="models",
    file="ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    sha256="e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c",
    channels="BGR",
    mean=0.5,
    std=0.5,
    height=48,
    width=192,
    stride=1,
)

WEIGHTS = (DETECTOR, RECOGNIZER, LINE_TURN)

_verified: dict[Weights, Path] = {}
_lock = threading.Lock()


def locate(weights: Weights) -> Path:
    """The file on this machine, its SHA-256 checked once a process; raises ModelError."""
    with _lock:
        if weights not in _verified:
            path = _find(weights)
            _verify(weights, path)
            _verified[weights] = path
        return _verified[weights]


def find(weights: Weights) -> Path | None:
    """Where the file lies, its content unchecked; None where it is missing."""
    try:
        return _find(weights)
    except ModelError:
        return None


def _find(weights: Weights) -> Path:
    for folder in _folders(weights):
        path = folder / weights.file
        if path.is_file():
            return path
    if not weights.package:
        raise ModelError(f"The model file {weights.file} is missing from {weights.folder}.", remedy=weights.remedy)
    raise ModelError(
        f"The weights file {weights.file} is missing from the installed package {weights.package}.",
        remedy=f"{weights.remedy} The file is also published at {weights.published}; "
        f"a copy in the folder that {MODEL_DIR_VARIABLE} names is used.",
    )


def _folders(weights: Weights) -> list[Path]:
    if not weights.package:
        return [Path(weights.folder)]
    spec = importlib.util.find_spec(weights.package)
    carried = [Path(root, weights.folder) for root in (spec.submodule_search_locations or ())] if spec else []
    own = os.environ.get(MODEL_DIR_VARIABLE)
    return [*carried, Path(own)] if own else carried


def sha256_of(path: Path) -> str:
    """Of the file's bytes; raises ModelError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"The weights file {path.name} cannot be read ({error.strerror}).",
            remedy="Check the file's permissions or copy it again.",
        ) from error


def _verify(weights: Weights, path: Path) -> None:
    found = sha256_of(path)
    if found != weights.sha256:
        raise ModelError(
            f"The weights file {weights.file} is not the expected one: "
            f"its SHA-256 begins with {found[:12]}, not with {weights.sha256[:12]}.",
            remedy=weights.remedy,
        )

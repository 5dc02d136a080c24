"""Which weights are used: their files, SHA-256, origin and the constants of their input.

PP-OCRv6 small and the line classifier travel inside the wheel of `rapidocr`, which is located but
never imported. Weights trained by the project lie in this folder.
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from dataclasses import dataclass
from pathlib import Path

from docfields.schemas.errors import ModelError


@dataclass(frozen=True, slots=True)
class Weights:
    """One network's file.

    package, folder: the installed package that carries the file and the folder in it. Input is float32
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


def _find(weights: Weights) -> Path:
    spec = importlib.util.find_spec(weights.package)
    for root in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(root, weights.folder, weights.file)
        if path.is_file():
            return path
    raise ModelError(
        f"The weights file {weights.file} is missing from the installed package {weights.package}.",
        remedy="Install docfields again with its pinned dependencies.",
    )


def _verify(weights: Weights, path: Path) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"The weights file {weights.file} cannot be read ({error.strerror}).",
            remedy="Check the file's permissions or install docfields again.",
        ) from error
    if found != weights.sha256:
        raise ModelError(
            f"The weights file {weights.file} is not the expected one: "
            f"its SHA-256 begins with {found[:12]}, not with {weights.sha256[:12]}.",
            remedy="Install docfields again with its pinned dependencies.",
        )

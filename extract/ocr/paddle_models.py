"""Folders of models as PaddleOCR 3.7 opens them, so that it need not download any.

From ONNX files: inference.onnx with an inference.yml that says what the file's manifest says. For PaddlePaddle: its own
files, where someone has put them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from docfields.models.languages import PADDLEOCR_PAGE
from docfields.models.local_models import DESCRIPTION, NETWORK, Recognizer, find_model, model_dir, read_model
from docfields.models.sessions import open_session
from docfields.models.weights import DETECTOR, MODEL_DIR_VARIABLE, RECOGNIZER, Weights, locate, sha256_of
from docfields.schemas.errors import ModelError

from .recognize import read_vocabulary

# PaddleOCR's names; it opens a folder only under a name that it knows.
DETECTION, RECOGNITION = "PP-OCRv6_small_det", "PP-OCRv6_small_rec"

PARAMETERS, PROGRAMS = "inference.pdiparams", ("inference.json", "inference.pdmodel")
"""PaddlePaddle's files: the weights, and the network in the new or the old form."""

INSTALL_PADDLEPADDLE = "pip install 'paddlepaddle>=3.0'"


@dataclass(frozen=True, slots=True)
class PaddleModels:
    """Which folders PaddleOCR shall open, each with its name, and on which of its engines."""

    engine: Literal["onnxruntime", "paddle_static"]
    detection: tuple[str, Path]
    recognition: tuple[str, Path]


@contextmanager
def paddle_models(rec_model: Path | None, *, threads: int | None) -> Iterator[PaddleModels]:
    """PaddlePaddle's own files where both are there, else our ONNX files in folders that vanish at the end.

    PaddleOCR reads a folder once, while it is constructed. Raises ModelError or OptionError.
    """
    own = _own_models(rec_model)
    if own is not None:
        yield own
        return
    recognizer = (
        Recognizer(RECOGNIZER, read_vocabulary(open_session(RECOGNIZER, threads=threads)))
        if rec_model is None
        else read_model(rec_model, threads=threads)
    )
    if recognizer.right_to_left:
        raise ModelError(
            "Models of scripts written from right to left are not run by PaddleOCR here.",
            remedy='Choose engine="onnxruntime", which reads them.',
        )
    with TemporaryDirectory(prefix="docfields-paddle-") as folder:
        yield PaddleModels(
            engine="onnxruntime",
            detection=_write(Path(folder), DETECTION, DETECTOR, _describe_detector(DETECTOR)),
            recognition=_write(Path(folder), RECOGNITION, recognizer.weights, _describe_recognizer(recognizer)),
        )


def digests(rec_model: Path | None) -> tuple[str, ...]:
    """SHA-256 of the weights that `paddle_models` gives. Raises ModelError or OptionError."""
    own = _own_models(rec_model)
    if own is not None:
        return tuple(sha256_of(folder / PARAMETERS) for _, folder in (own.detection, own.recognition))
    recognizer = RECOGNIZER if rec_model is None else read_model(rec_model).weights
    return DETECTOR.sha256, recognizer.sha256


def _own_models(rec_model: Path | None) -> PaddleModels | None:
    """PaddlePaddle's files: in $DOCFIELDS_MODEL_DIR, or what rec_model names; None where there are none."""
    detection, recognition = _own_folder(DETECTION), _own_folder(RECOGNITION)
    asked_for = False
    if rec_model is not None:
        folder = find_model(rec_model)
        asked_for = (folder / PARAMETERS).is_file()
        recognition = folder if asked_for else None
    if not asked_for and (detection is None or recognition is None):
        return None
    if detection is None or recognition is None:
        files = f"{PROGRAMS[0]}, {PARAMETERS} and {DESCRIPTION}"
        raise ModelError(
            f"PaddlePaddle runs {recognition} only with its detection model, which is not on this machine.",
            remedy=f"Put {files} (at {PADDLEOCR_PAGE}/{DETECTION}) into a folder {DETECTION}, and set "
            f"{MODEL_DIR_VARIABLE} to the folder around it.",
        )
    if find_spec("paddle") is None:
        raise ModelError(
            f"{recognition} holds a model for PaddlePaddle, which is not installed.",
            remedy=f"Install it: {INSTALL_PADDLEPADDLE}. Or give the model as ONNX: {NETWORK} and {DESCRIPTION}.",
        )
    return PaddleModels("paddle_static", _named(detection), _named(recognition))


def _own_folder(name: str) -> Path | None:
    """The folder of that name, or as it is called when unpacked, if PaddlePaddle can open it."""
    place = model_dir()
    for folder in (place / name, place / f"{name}_infer") if place else ():
        files = [(folder / file).is_file() for file in (PARAMETERS, DESCRIPTION)]
        if all(files) and any((folder / program).is_file() for program in PROGRAMS):
            return folder
    return None


def _named(folder: Path) -> tuple[str, Path]:
    import yaml

    try:
        content = yaml.load((folder / DESCRIPTION).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        return str(content["Global"]["model_name"]), folder
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ModelError(
            f"{folder / DESCRIPTION} does not say which model the folder holds.",
            remedy="Copy it again from where the model is published.",
        ) from error


def _write(parent: Path, name: str, weights: Weights, description: Mapping[str, Any]) -> tuple[str, Path]:
    folder = parent / name
    folder.mkdir()
    located = locate(weights)
    try:
        (folder / NETWORK).symlink_to(located)
    except OSError:  # Windows allows links to few
        shutil.copyfile(located, folder / NETWORK)
    # JSON is YAML, too, and is written faster than 18,708 lines of the other; escapes of two halves are not YAML.
    content = json.dumps({"Global": {"model_name": name}, **description}, ensure_ascii=False)
    (folder / DESCRIPTION).write_text(content, encoding="utf-8")
    return name, folder


def _describe_detector(weights: Weights) -> dict[str, Any]:
    return {
        "PreProcess": {
            "transform_ops": [
                _decode(weights),
                {"DetResizeForTest": None},
                {"NormalizeImage": {"mean": [weights.mean] * 3, "std": [weights.std] * 3, "scale": 1 / 255}},
                {"ToCHWImage": None},
            ]
        },
        "PostProcess": {"name": "DBPostProcess"},
    }


def _describe_recognizer(recognizer: Recognizer) -> dict[str, Any]:
    shape = [3, recognizer.weights.height, 320]
    return {
        "PreProcess": {"transform_ops": [_decode(recognizer.weights), {"RecResizeImg": {"image_shape": shape}}]},
        # PaddleOCR adds the blank and the space itself.
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": list(recognizer.vocabulary[1:-1])},
    }


def _decode(weights: Weights) -> dict[str, Any]:
    return {"DecodeImage": {"channel_first": False, "img_mode": weights.channels}}

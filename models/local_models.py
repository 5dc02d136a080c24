"""Recognition models from a folder on this machine, in PaddleOCR's layout or RapidOCR's.

PaddleOCR: inference.onnx with inference.yml (dictionary, preprocessing). RapidOCR: NAME.onnx with the dictionary in its
metadata or in a text file beside it. Preprocessing and decoding as in paddlex 3.7, inference/models/text_recognition.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from docfields.schemas.errors import ModelError

from .languages import PublishedModel, find_published, published_model
from .sessions import Session, open_session
from .weights import MODEL_DIR_VARIABLE, RECOGNIZER, Weights, locate, sha256_of

NETWORK, DESCRIPTION = "inference.onnx", "inference.yml"

DECODER = "CTCLabelDecode"
OTHER_TASKS = {
    "DBPostProcess": "text detection",
    "Topk": "image classification",
    "ClsPostProcess": "line turning",
    "DetPostProcess": "layout analysis",
    "UVDocPostProcess": "unwarping",
    "TableLabelDecode": "table recognition",
    "NERPostProcess": "entity recognition",
}
"""What PaddleOCR's other decoders are for."""

OTHER_ENGINES = {
    ".pdiparams": "paddlepaddle",
    ".pdmodel": "paddlepaddle",
    ".pdparams": "paddlepaddle",
    ".safetensors": "transformers",
    ".pth": "torch",
    ".mnn": "MNN",
    ".xml": "OpenVINO",
    ".engine": "TensorRT",
    ".param": "ncnn",
    ".om": "Ascend",
}
"""Files of the same models for engines that docfields does not install."""

ALPHABET = 20
"""A dictionary with so many letters of Arabic or Hebrew is a right-to-left script's; other dictionaries have none."""


@dataclass(frozen=True, slots=True)
class Recognizer:
    """A text recogniser ready to be opened.

    vocabulary: all classes as text, the CTC blank first as "", the space last. right_to_left: whether it reads a
    script written that way; its classes still come in the order they stand in the picture, from the left.
    """

    weights: Weights
    vocabulary: tuple[str, ...]
    right_to_left: bool = False


def read_model(reference: Path, *, threads: int | None = None, engine: str = "auto", device: str = "cpu") -> Recognizer:
    """The recogniser of a folder, an ONNX file, or a model's name; raises ModelError or OptionError.

    Everything is checked here, with the network opened: SHA-256 where one is published, task, dictionary.
    """
    path = find_model(reference)
    file = path if path.is_file() else _network_of(path)
    described = _read_description(file.with_name(DESCRIPTION)) if file.name == NETWORK else None
    weights = _weights(file, described)
    session = open_session(weights, threads=threads, engine=engine, device=device)
    _check_shapes(session)
    characters = described.characters if described else _characters_beside(file, session)
    return Recognizer(weights, _vocabulary(characters, session), _is_right_to_left(characters))


def find_model(reference: Path) -> Path:
    """A folder or ONNX file: the path itself, or the model of that name in $DOCFIELDS_MODEL_DIR."""
    if reference.exists():
        return reference.absolute()
    if len(reference.parts) != 1:
        raise ModelError(
            f"There is no folder or file {reference}.",
            remedy="Give a folder with inference.onnx and inference.yml, or with NAME.onnx.",
        )
    name = str(reference)
    own = model_dir()
    if own is not None:
        for candidate in (own / name, own / f"{name}.onnx"):
            if candidate.exists():
                return candidate.absolute()
    model = published_model(name)
    found = find_present(model)
    if found is not None:
        return found
    place = f"the folder {own}" if own else f"a folder and set {MODEL_DIR_VARIABLE} to it"
    raise ModelError(
        f"The model {model.name} is not on this machine.",
        remedy=f"docfields downloads nothing: put {model.where} into {place}"
        + (f", under {model.name}/ if these are two files." if model.paddleocr else "."),
    )


def find_present(model: PublishedModel) -> Path | None:
    """Where a published model lies: in $DOCFIELDS_MODEL_DIR in either layout, or with the package."""
    own = model_dir()
    names = (model.file, model.name, f"{model.name}_onnx", Path(model.file).stem)
    for name in names if own else ():
        if own and (own / name).exists():
            return (own / name).absolute()
    return locate(RECOGNIZER) if model.shipped else None


def model_dir() -> Path | None:
    """$DOCFIELDS_MODEL_DIR; raises ModelError where it is set to something else than a folder."""
    value = os.environ.get(MODEL_DIR_VARIABLE)
    if not value:
        return None
    folder = Path(value)
    if not folder.is_dir():
        raise ModelError(f"{MODEL_DIR_VARIABLE} is set to {value}, which is no folder.", remedy="Correct or unset it.")
    return folder


def _network_of(folder: Path) -> Path:
    if (folder / NETWORK).is_file():
        return folder / NETWORK
    networks = sorted(folder.glob("*.onnx"))
    recognizers = [path for path in networks if "rec" in path.stem.replace("-", "_").split("_")] or networks
    if len(recognizers) == 1:
        return recognizers[0]
    if recognizers:
        names = ", ".join(path.name for path in recognizers)
        raise ModelError(f"{folder} holds several networks: {names}.", remedy="Give the path of one of these files.")
    engines = sorted({OTHER_ENGINES[path.suffix] for path in folder.iterdir() if path.suffix in OTHER_ENGINES})
    if engines:
        raise ModelError(
            f"{folder} holds a model for the engine {' and '.join(engines)}; docfields runs ONNX only.",
            remedy=f"{_where_as_onnx(folder)} Or convert it: paddlex --paddle2onnx.",
        )
    raise ModelError(
        f"{folder} holds no model.",
        remedy=f"Give a folder with {NETWORK} and {DESCRIPTION} (PaddleOCR's layout) or with NAME.onnx (RapidOCR's).",
    )


def _where_as_onnx(folder: Path) -> str:
    model = find_published(folder.name.removesuffix("_infer").removesuffix("_safetensors"))
    return f"Use {model.where}." if model else "PaddleOCR publishes its models as ONNX under the name NAME_onnx."


@dataclass(frozen=True, slots=True)
class _Description:
    """What inference.yml says. height: pixels of the input."""

    name: str
    characters: tuple[str, ...]
    height: int


def _read_description(path: Path) -> _Description | None:
    if not path.is_file():
        return None
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # BaseLoader: 0, ~ and y are characters, not values
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        decoder = content["PostProcess"]["name"]
        if decoder == DECODER:
            characters = tuple(text or " " for text in content["PostProcess"]["character_dict"])
            steps = {name: values for step in content["PreProcess"]["transform_ops"] for name, values in step.items()}
            depth, height = (int(size) for size in steps["RecResizeImg"]["image_shape"][:2])
            channels = (steps.get("DecodeImage") or {}).get("img_mode", RECOGNIZER.channels)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(
            f"{path} is no description of a PaddleOCR model ({type(error).__name__}: {error}).",
            remedy="Copy it again from where the model is published.",
        ) from error
    if decoder != DECODER:
        task = OTHER_TASKS.get(decoder, "unknown")
        raise ModelError(
            f"{path.parent} holds a network for another task ({task}: {decoder}), none that recognises text.",
            remedy="Give the folder of a recognition model; PaddleOCR's end in _rec.",
        )
    if depth != 3 or channels != RECOGNIZER.channels:
        raise ModelError(
            f"The model in {path.parent} takes {depth} channels as {channels}; docfields gives 3 as BGR.",
            remedy="Export the model for BGR pictures, as PaddleOCR does.",
        )
    return _Description((content.get("Global") or {}).get("model_name", ""), characters, height)


def _weights(file: Path, described: _Description | None) -> Weights:
    model = find_published(described.name if described else file.name) or find_published(file.parent.name)
    # Sums are published for RapidOCR's files only. A file without one is named by its own: workers see the same bytes.
    known = model is not None and file.name == model.file
    return Weights(
        name=(described.name if described else "") or (file.stem if file.name != NETWORK else file.parent.name),
        package="",
        folder=str(file.parent),
        file=file.name,
        sha256=model.sha256 if model and known else sha256_of(file),
        channels=RECOGNIZER.channels,
        mean=RECOGNIZER.mean,
        std=RECOGNIZER.std,
        height=described.height if described else RECOGNIZER.height,
        width=None,
        stride=RECOGNIZER.stride,
        published=model.where if model else "",
    )


def _check_shapes(session: Session) -> None:
    name, taken, given = session.weights.name, session.input_shape, session.output_shape
    if len(taken) != 4 or len(given) != 3:
        raise ModelError(
            f"{name} is a network for another task: it gives {len(given)} axes, a recogniser (lines, steps, classes).",
            remedy="Give a recognition model; PaddleOCR's names end in _rec, RapidOCR's contain _rec_.",
        )
    wanted = session.weights.height
    lines, _, height, width = taken
    if isinstance(lines, int) or isinstance(width, int) or (isinstance(height, int) and height != wanted):
        raise ModelError(
            f"{name} takes pictures of {list(taken)}; docfields gives any number, {wanted} pixels high, of any width.",
            remedy="Export the model with free first and last axes, as PaddleOCR does.",
        )


def _characters_beside(file: Path, session: Session) -> tuple[str, ...]:
    if "character" in session.metadata:
        return tuple(session.metadata["character"].splitlines())
    texts = sorted(file.parent.glob("*.txt"))
    language = file.stem.partition("_PP-OCR")[0]
    wanted = (f"{file.stem}.txt", f"{file.stem}_dict.txt", f"{language}_dict.txt")
    found = [path for path in texts if path.name in wanted]
    found = found or [path for path in texts if path.stem.endswith("_dict") or "keys" in path.stem]
    if len(found) != 1:
        raise ModelError(
            f"The model file {file.name} carries no dictionary, and "
            + (
                f"several lie beside it: {', '.join(path.name for path in found)}." if found else "none lies beside it."
            ),
            remedy=f"Put the model's dictionary, a character a line, beside it as {file.stem}.txt.",
        )
    try:
        return tuple(text or " " for text in found[0].read_text(encoding="utf-8").removesuffix("\n").split("\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"The dictionary {found[0]} cannot be read as UTF-8 text.", remedy="Copy it again.") from error


def _is_right_to_left(characters: tuple[str, ...]) -> bool:
    letters = [text for text in characters if unicodedata.bidirectional(text[0]) in ("R", "AL")]
    return len(letters) >= ALPHABET


def _vocabulary(characters: tuple[str, ...], session: Session) -> tuple[str, ...]:
    classes = session.output_shape[-1]
    if not isinstance(classes, int):
        blank = np.zeros((1, 3, session.weights.height or 1, 64), np.float32)
        classes = int(session.run(blank).shape[-1])
    # The space class is not in most dictionaries. PaddleOCR's older ones have a space as their last line, so that there
    # are two of them; that line is easily lost in a copy.
    for vocabulary in (("", *characters, " "), ("", *characters), ("", *characters, " ", " ")):
        if len(vocabulary) == classes and vocabulary[-1] == " ":
            return vocabulary
    raise ModelError(
        f"The model {session.weights.name} tells {classes} classes apart, its dictionary has {len(characters)} "
        f"characters; {classes - 2} with blank and space would fit.",
        remedy="Network and dictionary are of two models: copy both again from one place.",
    )

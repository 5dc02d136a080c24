"""Networks that the project trained: NAME.onnx with its card NAME.json, shipped in this folder or taught by a user.

A card is written by `docfields.models.training.publish`. One's own networks are put into the folder that
$DOCFIELDS_MODEL_DIR names and come before the shipped ones of the same name.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from docfields.schemas.errors import ModelError

from . import MODEL_DIR_VARIABLE, Weights

FOLDER = Path(__file__).parent


def own_weights(name: str) -> Weights:
    """The network of that name; raises ModelError where it is missing or its card cannot be read."""
    for folder in _folders():
        card = folder / f"{name}.json"
        if card.is_file():
            return _weights(card)
    raise ModelError(
        f"The network {name} is missing from the installed package docfields.",
        remedy="Install docfields again, or train it: docfields train.",
    )


def shipped_names() -> tuple[str, ...]:
    """The networks that come with docfields."""
    return tuple(sorted(card.stem for card in FOLDER.glob("*.json")))


def read_card(card: Path) -> dict[str, Any]:
    """What a card says; raises ModelError."""
    try:
        content: dict[str, Any] = json.loads(card.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"The card {card} cannot be read ({error}).", remedy="Copy it again.") from error
    return content


def _folders() -> tuple[Path, ...]:
    own = os.environ.get(MODEL_DIR_VARIABLE)
    return (Path(own), FOLDER) if own else (FOLDER,)


def _weights(card: Path) -> Weights:
    content = read_card(card)
    try:
        return Weights(
            name=content["name"],
            package="",
            folder=str(card.parent),
            file=f"{card.stem}.onnx",
            sha256=content["sha256"],
            published="",
            **content["input"],
        )
    except (KeyError, TypeError) as error:
        raise ModelError(
            f"{card} is no card of a network ({type(error).__name__}: {error}).",
            remedy="Train it again: docfields train.",
        ) from error

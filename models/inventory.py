"""Which models are on this machine, and whether their files are the published ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from docfields.schemas.errors import ModelError

from .languages import LICENCE, RAPIDOCR_PAGE, Language, PublishedModel, languages_of, published_models
from .local_models import NETWORK, find_present, model_dir, read_model
from .weights import DETECTOR, LINE_TURN, RECOGNIZER, WEIGHTS, Weights, find, sha256_of
from .weights.own import own_weights, read_card, shipped_names

State = Literal["verified", "differs", "missing", "unusable", "no published sum"]


@dataclass(frozen=True, slots=True)
class Item:
    """A model and its file.

    size: bytes. state: verified where the SHA-256 is the published one; a model in PaddleOCR's layout has no
    published sum and is only tried. shipped: whether it comes with docfields. note: what to do where it is not usable.
    """

    name: str
    task: str
    state: State
    path: Path | None = None
    size: int | None = None
    shipped: bool = False
    languages: tuple[Language, ...] = ()
    licence: str = LICENCE
    note: str = ""

    @property
    def usable(self) -> bool:
        return self.state in ("verified", "no published sum")


RECOGNITION = "text recognition"
OWN_LICENCE = "Apache-2.0"
"""Of docfields' own networks."""
TASKS = {DETECTOR: "text detection", RECOGNIZER: RECOGNITION, LINE_TURN: "lines upside down"}


def inventory() -> tuple[Item, ...]:
    """The shipped networks, all recognition models that are published, then others in $DOCFIELDS_MODEL_DIR."""
    shipped = [*(_shipped(weights) for weights in WEIGHTS), *map(_trained, shipped_names())]
    published = [inspect(model) for model in published_models() if not model.shipped]
    seen = {item.path for item in published}
    own = [inspect_own(path.name, path) for path in _in_model_dir() if path not in seen]
    return (*shipped, *published, *own)


def inspect(model: PublishedModel) -> Item:
    """One recognition model, its file's SHA-256 computed anew."""
    if model.shipped:
        return _shipped(RECOGNIZER)
    path, languages = find_present(model), languages_of(model)
    if path is None:
        return Item(model.name, RECOGNITION, "missing", languages=languages, note=f"Needed: {model.where}.")
    sha256 = model.sha256 if path.name == model.file else ""
    return _inspected(Item(model.name, RECOGNITION, "verified", path, languages=languages), path, sha256, model.where)


def inspect_own(name: str, path: Path) -> Item:
    """A folder or file of one's own, opened as it would be for reading."""
    return _inspected(Item(name, RECOGNITION, "verified", path, licence=""), path, "", "")


def _in_model_dir() -> tuple[Path, ...]:
    folder = model_dir()
    if folder is None:
        return ()
    networks = {path.absolute() for path in folder.glob("*.onnx") if "rec" in path.stem.split("_")}
    folders = {path.parent.absolute() for path in folder.glob(f"*/{NETWORK}")}
    return (*sorted(networks), *sorted(folders))


def _shipped(weights: Weights) -> Item:
    model = next((model for model in published_models() if model.file == weights.file), None)
    name, languages = (model.name, languages_of(model)) if model else (weights.name, ())
    item = Item(name, TASKS[weights], "missing", find(weights), shipped=True, languages=languages)
    return _verified(item, weights, f"Needed: {weights.file} (at {RAPIDOCR_PAGE}). {weights.remedy}")


def _trained(name: str) -> Item:
    """A network that the project trained, or the one that a user has put in its place."""
    weights = own_weights(name)
    card = read_card(Path(weights.folder, f"{name}.json"))
    item = Item(name, str(card["task"]), "missing", find(weights), shipped=True, licence=OWN_LICENCE)
    return _verified(item, weights, weights.remedy)


def _verified(item: Item, weights: Weights, if_missing: str) -> Item:
    """The item with the size and the state of its file."""
    if item.path is None:
        return replace(item, note=if_missing)
    same = sha256_of(item.path) == weights.sha256
    size = item.path.stat().st_size
    return replace(item, size=size, state="verified" if same else "differs", note="" if same else weights.remedy)


def _inspected(item: Item, path: Path, sha256: str, where: str) -> Item:
    """The item with its size and what is wrong with it. sha256: the published one, "" where there is none."""
    size = path.stat().st_size if path.is_file() else sum(part.stat().st_size for part in path.glob("*.onnx"))
    if sha256 and sha256_of(path) != sha256:
        return replace(item, size=size, state="differs", note=f"Copy it again: {where}.")
    try:
        read_model(path)
    except ModelError as error:
        return replace(item, size=size, state="unusable", note=str(error))
    return replace(item, size=size, state="verified" if sha256 else "no published sum")

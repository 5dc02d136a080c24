"""Which recognition model reads which language, and where the models are published.

The table is weights/languages.toml: PaddleOCR's languages and models, RapidOCR's files. Nothing is downloaded.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from docfields.schemas.errors import OptionError

TABLE = Path(__file__).with_name("weights") / "languages.toml"
RAPIDOCR_PAGE = "https://www.modelscope.cn/models/RapidAI/RapidOCR"
PADDLEOCR_PAGE = "https://huggingface.co/PaddlePaddle"
LICENCE = "Apache-2.0"
"""Of all models in the table: both projects publish them under it."""


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A recognition model that PaddleOCR trained.

    name: PaddleOCR's. file, version: RapidOCR's file and the folder it is published in; sha256 is that file's.
    paddleocr: whether PaddleOCR publishes it as ONNX too. also: codes of languages it reads besides those whose
    model it is. shipped: whether it comes with docfields.
    """

    name: str
    file: str
    version: str
    sha256: str
    paddleocr: bool = True
    also: tuple[str, ...] = ()
    shipped: bool = False

    @property
    def where(self) -> str:
        """The files needed and the public pages that have them, as a sentence part."""
        rapidocr = f"{self.file} (at {RAPIDOCR_PAGE}, onnx/{self.version}/rec)"
        if not self.paddleocr:
            return rapidocr
        return f"{rapidocr} or inference.onnx with inference.yml (at {PADDLEOCR_PAGE}/{self.name}_onnx)"


@dataclass(frozen=True, slots=True)
class Language:
    """A language and the model that reads it.

    code: BCP 47. paddleocr: PaddleOCR's code. shipped: whether the weights that come with docfields read it.
    letters: those beyond A to Z; unread: those of them that the model cannot read, capitals too.
    """

    code: str
    name: str
    script: str
    model: str
    paddleocr: str
    shipped: bool
    letters: str = ""
    unread: str = ""

    @property
    def partly(self) -> bool:
        """Whether small letters of its alphabet are among those that the model cannot read."""
        return any(letter.islower() for letter in self.unread)


@cache
def languages() -> tuple[Language, ...]:
    """All languages that some published model reads, those of the shipped weights first."""
    shipped = {model.name for model in published_models() if model.shipped}
    return tuple(
        Language(
            code=code,
            name=entry["name"],
            script=entry["script"],
            model=entry["model"],
            paddleocr=entry.get("paddleocr", code),
            shipped=entry["model"] in shipped,
            letters=entry.get("letters", ""),
            unread=entry.get("unread", ""),
        )
        for code, entry in _table()["languages"].items()
    )


@cache
def published_models() -> tuple[PublishedModel, ...]:
    """All recognition models of the table, the shipped one first."""
    return tuple(
        PublishedModel(name=name, **{**entry, "also": tuple(entry.get("also", "").split())})
        for name, entry in _table()["models"].items()
    )


def language(name: str) -> Language:
    """By BCP 47 code, PaddleOCR's code or English name; raises OptionError."""
    wanted = name.casefold().replace("_", "-")
    taken: dict[str, str] = _table()["taken_codes"]
    for key in ("code", "name", "paddleocr"):
        for entry in languages():
            if getattr(entry, key).casefold().replace("_", "-") != wanted:
                continue
            if key == "paddleocr" and wanted in taken:
                raise OptionError(
                    f"{name} is {taken[wanted]}, which no model here reads; "
                    f"PaddleOCR means {entry.name} ({entry.code}) by it.",
                    remedy=f"Write {entry.code} for {entry.name}.",
                )
            return entry
    raise OptionError(
        f"No model is known that reads the language {name}.{_perhaps(name, [entry.name for entry in languages()])}",
        remedy="docfields models list --languages shows all languages.",
    )


def model_for(name: str) -> PublishedModel:
    """The recognition model of a language; raises OptionError. name: as for `language`."""
    return published_model(language(name).model)


def published_model(name: str) -> PublishedModel:
    """By PaddleOCR's name (also with _onnx) or by RapidOCR's file; raises OptionError."""
    model = find_published(name)
    if model is not None:
        return model
    raise OptionError(
        f"No recognition model is called {name}.{_perhaps(name, [model.name for model in published_models()])}",
        remedy="docfields models list shows all names; a folder of your own is given by its path.",
    )


def find_published(name: str) -> PublishedModel | None:
    """As `published_model`; None where there is none."""
    wanted = name.removesuffix(".onnx").removesuffix("_onnx")
    return next((model for model in published_models() if wanted in (model.name, Path(model.file).stem)), None)


def languages_of(model: PublishedModel) -> tuple[Language, ...]:
    """All languages that a model reads."""
    return tuple(entry for entry in languages() if entry.model == model.name or entry.code in model.also)


def _perhaps(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=2, cutoff=0.6)
    return f" Perhaps {' or '.join(close)}?" if close else ""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))

"""The text of one page in the shape of PaddleOCR's results, with all places in the original."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.errors import OptionError

from ..document import Line, Page, Quad
from ..load import Format, LoadOptions, Source, render, source_name
from ..ocr import DetectOptions, OcrOptions

if TYPE_CHECKING:
    import PIL.Image

PAGED = ("pdf", "tiff")
"""Formats whose results have a page_index, as PaddleOCR's have; it is None for other pictures and for arrays."""

NOT_IN_JSON = ("text_word_region",)
"""Keys that PaddleOCR's results have, and its JSON has not."""

PRINTED_AS_ARRAYS = ("dt_polys", "textline_orientation_angles", "rec_scores", "rec_polys")
"""Lists that PaddleOCR prints as one array each."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OcrResult(Mapping[str, Any]):
    """One page. Keys and their types are those of PaddleOCR 3.7 (pipeline OCR): `result["rec_texts"]`.

    Places are pixels of the picture, or points of the PDF page, as displayed, also where the page was turned to be
    read; polygons begin at the top left of the text as it is read. The first places of dt_polys are those of
    rec_polys in the same order; boxes in which nothing was read follow. doc_preprocessor_res["angle"]: degrees
    counterclockwise by which the page was turned; the key is absent where use_doc_orientation_classify is off.
    text_word: runs of characters without a space.

    lines: the same with all decimals, and with words. page: counts from 0 in the source. size: width and height in
    `unit`. text_from: "text" where a PDF's own text was taken. img and the PDF need the source as it was read.
    """

    source: Source
    page: int
    size: tuple[float, float]
    unit: Literal["px", "pt"]
    lines: tuple[Line, ...]
    text_from: Literal["text", "ocr"]
    load: LoadOptions
    values_by_key: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values_by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_key)

    def __len__(self) -> int:
        return len(self.values_by_key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OcrResult) and self.json == other.json

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        # Without the text: what is read from documents does not belong into logs.
        return f"OcrResult({source_name(self.source)!r}, page={self.page}, lines={len(self.lines)})"

    @property
    def rec_texts(self) -> list[str]:
        """One text a line, in reading order."""
        texts: list[str] = self["rec_texts"]
        return texts

    @property
    def json(self) -> dict[str, dict[str, Any]]:
        """{"res": ...} as plain values."""
        return {"res": {key: _plain(value) for key, value in self.items() if key not in NOT_IN_JSON}}

    @property
    def img(self) -> dict[str, PIL.Image.Image]:
        """ "ocr_res_img": what was read beside the page; "preprocessed_img": the page before and after turning.

        The latter only where pages are turned (use_doc_orientation_classify).
        """
        from .picture import pictures

        return pictures(self, self.picture())

    def picture(self) -> Page:
        """The page's picture, which results do not hold: it is opened again."""
        return render(self.source, self.page, options=self.load)

    def print(
        self,
        json_format: bool = False,
        indent: int = 4,
        ensure_ascii: bool = False,
        *,
        format_json: bool | None = None,
    ) -> None:
        """Write the result to stdout. format_json: the name that PaddleOCR's guide has for json_format."""
        if json_format if format_json is None else format_json:
            text = json.dumps(self.json, indent=indent, ensure_ascii=ensure_ascii)
        else:
            shown = {key: value for key, value in self.items() if key not in NOT_IN_JSON}
            shown |= {key: np.array(shown[key]) for key in PRINTED_AS_ARRAYS if key in shown}
            with np.printoptions(threshold=1, edgeitems=1):
                text = str({"res": shown})
        sys.stdout.write(text + "\n")

    def save_to_json(self, save_path: str | os.PathLike[str], indent: int = 4, ensure_ascii: bool = False) -> None:
        """Write the values under "res" into a file that ends in .json, or into the folder as NAME_res.json."""
        path = Path(save_path)
        target = path if _is_a(path, "application/json") else path / f"{self._stem()}_res.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.json["res"], indent=indent, ensure_ascii=ensure_ascii)
        target.write_text(text, encoding="utf-8")

    def save_to_img(self, save_path: str | os.PathLike[str]) -> None:
        """Write ocr_res_img into a picture file, or every picture of img into the folder as NAME_KEY.png."""
        path = Path(save_path)
        pictures = self.img
        if _is_a(path, "image/"):
            targets = {path: pictures["ocr_res_img"]}
        else:
            own = Path(self["input_path"] or "").suffix
            suffix = own if _is_a(Path(f"picture{own}"), "image/") else ".png"
            targets = {path / f"{self._stem()}_{key}{suffix}": picture for key, picture in pictures.items()}
        for target, picture in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                picture.save(target)
            except (ValueError, KeyError) as error:
                raise OptionError(f"no picture can be written as {target.suffix}.", remedy="Use .png.") from error

    def save_all(self, save_path: str | os.PathLike[str]) -> None:
        """Write the JSON file and the pictures into a folder."""
        self.save_to_json(save_path)
        self.save_to_img(save_path)

    def _stem(self) -> str:
        """The name of what is written: that of the source with the page, or one made from what was read."""
        if self["input_path"] is None:
            return hashlib.sha256(json.dumps(self.json).encode()).hexdigest()[:16]
        stem = Path(self["input_path"]).stem
        return stem if self["page_index"] is None else f"{stem}_{self['page_index']}"


def ocr_result(
    source: Source,
    page: Page,
    text_from: Literal["text", "ocr"],
    *,
    form: Format | None,
    ocr: OcrOptions,
    detection: DetectOptions,
    load: LoadOptions,
) -> OcrResult:
    """page: with its lines and unread boxes. form: the source's."""
    own = page.lines or ()
    lines = tuple(_in_source(line, page) for line in own)
    found = [*(line.quad for line in own), *page.unread]
    integer = np.int16 if max(page.source_size) <= np.iinfo(np.int16).max else np.int32

    def polygon(quad: Quad) -> NDArray[Any]:
        return quad.to_array().round().astype(integer)

    def boxes(quads: Sequence[Quad]) -> NDArray[Any]:
        corners = np.array([polygon(quad) for quad in quads], integer).reshape(-1, 4, 2)
        return np.hstack([corners.min(axis=1), corners.max(axis=1)])

    values: dict[str, Any] = {
        "input_path": source_name(source) if isinstance(source, str | os.PathLike) else None,
        "page_index": page.index if form in PAGED else None,
        "model_settings": {
            "use_doc_preprocessor": ocr.use_doc_orientation_classify,
            "use_textline_orientation": ocr.use_textline_orientation,
        },
    }
    if ocr.use_doc_orientation_classify:
        values["doc_preprocessor_res"] = {
            "input_path": None,
            "page_index": None,
            "model_settings": {"use_doc_orientation_classify": True, "use_doc_unwarping": ocr.use_doc_unwarping},
            "angle": -page.angle % 360,
        }
    values |= {
        "dt_polys": [polygon(page.to_source.quad(quad)) for quad in found],
        "text_det_params": asdict(detection),
        "text_type": "general",
    }
    if found:
        known = ocr.use_textline_orientation
        values["textline_orientation_angles"] = [_runs_backwards(quad) if known else -1 for quad in found]
    values |= {
        "text_rec_score_thresh": float(ocr.text_rec_score_thresh),
        "return_word_box": ocr.return_word_box,
        "rec_texts": [line.text for line in lines],
        "rec_scores": [round(float(line.score), 4) for line in lines],
        "rec_polys": [polygon(line.quad) for line in lines],
        "rec_boxes": boxes([line.quad for line in lines]),
    }
    if ocr.return_word_box:
        values["text_word_boxes"] = [boxes([word.quad for word in line.words]).astype(np.int64) for line in lines]
        values["text_word"] = [[word.text for word in line.words] for line in lines]
        values["text_word_region"] = [
            [tuple(map(tuple, polygon(word.quad).tolist())) for word in line.words] for line in lines
        ]
    return OcrResult(
        source=source,
        page=page.index,
        size=page.source_size,
        unit="pt" if form == "pdf" else "px",
        lines=lines,
        text_from=text_from,
        load=load,
        values_by_key=values,
    )


def _in_source(line: Line, page: Page) -> Line:
    """The line in the source's coordinates, without its lattice."""
    words = tuple(replace(word, quad=page.to_source.quad(word.quad)) for word in line.words)
    return Line(words, page.to_source.quad(line.quad), line.score)


def _runs_backwards(quad: Quad) -> int:
    """1 for a line that PaddleOCR would turn by 180 degrees: one that runs to the left, or upwards."""
    (left, top), (right, bottom), *_ = quad.points
    across, down = right - left, bottom - top
    return int(across < 0 if abs(across) >= abs(down) else down < 0)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _is_a(path: Path, kind: str) -> bool:
    return (mimetypes.guess_type(path.name)[0] or "").startswith(kind)

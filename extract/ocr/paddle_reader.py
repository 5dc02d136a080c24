"""Reads pictures by the package paddleocr 3.7: its detection, crops and decoding, on our weights or PaddlePaddle's.

Lines have no lattice, and words the score of their line: PaddleOCR's results tell no more.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docfields.models.sessions import available_cores, open_session
from docfields.models.weights import LINE_TURN
from docfields.schemas.errors import ModelError

from ..document import Image, Line, Quad, Word
from .crop import LINES_ASKED, TALL, crop, upside_down
from .detect import Box
from .options import OcrOptions
from .order import sort_lines
from .paddle_models import digests, paddle_models
from .quads import Corners
from .reader import PictureText

INSTALL = "pip install 'docfields[paddle]'"

# PaddleOCR measures words down a box that is more than this many times as high as wide, on the picture's axes.
MEASURED_DOWN = 1.5


class PaddleReader:
    """Reads pictures by PaddleOCR. Thread-safe: one picture at a time; networks load on first use.

    rec_model: as for `Reader`, or a folder of PaddlePaddle's; it is opened at once. Raises ModelError or OptionError.
    """

    def __init__(self, options: OcrOptions | None = None, *, rec_model: Path | None = None) -> None:
        if find_spec("paddleocr") is None:
            raise ModelError(
                "The package paddleocr is not installed.",
                remedy=f"Install it into an environment of its own: {INSTALL}.",
            )
        self.options = options or OcrOptions()
        self._rec_model = rec_model
        # Two calls at once mix their results: https://github.com/PaddlePaddle/PaddleOCR/issues/18268
        self._lock = threading.Lock()
        self._pipeline: Any = None if rec_model is None else _open_pipeline(rec_model, self.options)

    @cached_property
    def weights(self) -> tuple[str, ...]:
        """SHA-256 of the networks' files."""
        return LINE_TURN.sha256, *digests(self._rec_model)

    def sized(self, image: Image, options: OcrOptions | None = None) -> OcrOptions:
        """The options: PaddleOCR chooses nothing by the picture."""
        return options or self.options

    def read(self, image: Image) -> tuple[Line, ...]:
        """Lines in reading order, in pixels of the image."""
        return self.read_detailed(image).lines

    def detect(self, image: Image, options: OcrOptions | None = None) -> list[Box]:
        """Nothing: PaddleOCR looks for text in the call that reads it."""
        return []

    def recognize(self, image: Image, boxes: Sequence[Box], options: OcrOptions | None = None) -> PictureText:
        """As read_detailed, whatever the boxes."""
        return self.read_detailed(image, options)

    def read_detailed(self, image: Image, options: OcrOptions | None = None) -> PictureText:
        """Lines and all detected boxes. image: (H, W, 3) uint8 BGR. options: of this call alone."""
        options = options or self.options
        # Its results set numpy's print options for everybody.
        with self._lock, np.printoptions():
            if self._pipeline is None:
                self._pipeline = _open_pipeline(self._rec_model, self.options)
            lines = self._lines(image, options)
            if self._stands_on_its_head(image, lines):
                height, width = image.shape[:2]
                lines = [_turn_round(line, width, height) for line in self._lines(image[::-1, ::-1].copy(), options)]
        kept = [line for line in lines if line.words and line.score >= options.text_rec_score_thresh]
        return PictureText(lines=tuple(sort_lines(kept)), detected=tuple(line.quad for line in lines))

    def _lines(self, image: Image, options: OcrOptions) -> list[Line]:
        [result] = self._pipeline.predict(
            image,
            return_word_box=True,
            text_rec_score_thresh=0.0,  # a line for each box
            **{f"text_det_{name}": value for name, value in _detection(options).items()},
        )
        return lines_of(result)

    def _stands_on_its_head(self, image: Image, lines: Sequence[Line]) -> bool:
        """Asks our line classifier, for PaddleOCR believes its own however unsure it is."""
        quads = sorted(
            (line.quad.to_array() for line in lines), key=lambda quad: -float(np.linalg.norm(quad[1] - quad[0]))
        )
        session = open_session(LINE_TURN, threads=self.options.threads)
        crops = [crop(image, quad, session.weights.height or 1) for quad in quads[:LINES_ASKED]]
        return 2 * sum(upside_down(crops, session)) > len(crops)


def _turn_round(line: Line, width: int, height: int) -> Line:
    """A line of the picture turned by 180 degrees, where it stands on the picture itself."""

    def back(quad: Quad) -> Quad:
        return Quad.from_array((width, height) - quad.to_array())

    words = tuple(Word(word.text, back(word.quad), word.score) for word in line.words)
    return Line(words, back(line.quad), line.score)


def _detection(options: OcrOptions) -> dict[str, Any]:
    chosen = options.detection
    names = ("limit_side_len", "limit_type", "max_side_limit", "thresh", "box_thresh", "unclip_ratio")
    return {name: getattr(chosen, name) for name in names}


def _open_pipeline(rec_model: Path | None, options: OcrOptions) -> Any:
    """PaddleOCR's pipeline, whose `predict` takes what the outer class's does, and text_det_max_side_limit."""
    threads = options.threads or available_cores()
    with paddle_models(rec_model, threads=options.threads) as models:
        try:
            import paddleocr

            logging.getLogger("paddlex").setLevel(logging.ERROR)  # it tells each model and each large picture
            return paddleocr.PaddleOCR(
                text_detection_model_name=models.detection[0],
                text_detection_model_dir=str(models.detection[1]),
                text_recognition_model_name=models.recognition[0],
                text_recognition_model_dir=str(models.recognition[1]),
                use_textline_orientation=False,
                use_doc_orientation_classify=False,
                use_doc_unwarping=False,
                device=options.device,
                engine=models.engine,
                engine_config=_engine_config(models.engine, threads),
            ).paddlex_pipeline
        except Exception as error:  # its errors have no common base
            raise ModelError(
                f"PaddleOCR cannot open its models on {options.device} with {models.engine}: {error}",
                remedy=f"Install it again: {INSTALL}. A GPU needs onnxruntime-gpu, or paddlepaddle-gpu and its models.",
            ) from error


def _engine_config(engine: str, threads: int) -> dict[str, Any]:
    if engine == "onnxruntime":
        return {"intra_op_num_threads": threads, "inter_op_num_threads": 1, "log_severity_level": 4}
    return {"cpu_threads": threads}


def lines_of(result: Any) -> list[Line]:
    """One line a box, in PaddleOCR's order; no words where nothing was read. result: with return_word_box."""
    keys = ("rec_texts", "text_word", "text_word_region", "rec_polys", "rec_scores")
    return [_line(*values) for values in zip(*(result[key] for key in keys), strict=True)]


def _line(text: str, pieces: Sequence[str], regions: Sequence[Any], poly: NDArray[Any], score: float) -> Line:
    poly = poly.astype(np.float64)
    quad = reading_quad(poly)
    score = round(float(score), 4)
    centers = character_centers(text, pieces, regions, poly)
    words = tuple(Word(word, _part(quad, left, right), score) for word, left, right in _words(text, centers))
    return Line(words, Quad.from_array(quad), score)


def reading_quad(poly: Corners) -> Corners:
    """poly begins top left on the picture, the quad where PaddleOCR read the text from.

    It turns tall boxes a quarter counterclockwise, and which are tall is as in paddlex's get_rotate_crop_image.
    """
    across = int(max(np.linalg.norm(poly[0] - poly[1]), np.linalg.norm(poly[2] - poly[3])))
    down = int(max(np.linalg.norm(poly[0] - poly[3]), np.linalg.norm(poly[1] - poly[2])))
    return np.roll(poly, -1, axis=0) if down >= TALL * across else poly


def character_centers(text: str, pieces: Sequence[str], regions: Sequence[Any], poly: Corners) -> NDArray[np.float64]:
    """Where each character stands along its line, 0 to 1. regions: of each piece, upright boxes on the picture.

    Evenly spaced where the pieces are not the text's, or do not follow one another.
    """
    (width, height) = np.ptp(poly, axis=0)
    axis, last = (1, 2) if height > MEASURED_DOWN * width else (0, 1)
    first, length = poly[0][axis], poly[last][axis] - poly[0][axis]
    even = (np.arange(len(text)) + 0.5) / max(1, len(text))
    if "".join(pieces) != text or len(pieces) != len(regions) or length <= 0:
        return even
    centers: list[float] = []
    for piece, region in zip(pieces, regions, strict=True):
        along = (np.asarray(region, np.float64)[:, axis] - first) / length
        start, end = float(along.min()), float(along.max())
        centers += [start + (end - start) * (index + 0.5) / len(piece) for index in range(len(piece))]
    found = np.array(centers)
    return found if np.all(np.diff(found) >= 0) and np.all((found >= 0) & (found <= 1)) else even


def _words(text: str, centers: NDArray[np.float64]) -> list[tuple[str, float, float]]:
    """Each word with its ends along the line: half a character beyond its outer ones, the line's own at its ends."""
    groups = [
        [index for index, _ in group]
        for blank, group in groupby(enumerate(text), key=lambda item: item[1].isspace())
        if not blank
    ]
    words = []
    for number, group in enumerate(groups):
        first, last = centers[group[0]], centers[group[-1]]
        half = (last - first) / max(1, len(group) - 1) / 2 if len(group) > 1 else 0.5 / len(text)
        before = (centers[groups[number - 1][-1]] + first) / 2 if number else 0.0
        after = (centers[groups[number + 1][0]] + last) / 2 if number + 1 < len(groups) else 1.0
        left = max(before, first - half) if number else 0.0
        right = min(after, last + half) if number + 1 < len(groups) else 1.0
        words.append(("".join(text[index] for index in group), float(left), float(right)))
    return words


def _part(quad: Corners, start: float, end: float) -> Quad:
    a, b, c, d = quad
    return Quad.from_array(np.array([a + (b - a) * start, a + (b - a) * end, d + (c - d) * end, d + (c - d) * start]))

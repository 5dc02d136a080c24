"""Reads a picture: detect, crop, turn, recognise, split into words, order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docfields.models.engines.choice import check_engine
from docfields.models.local_models import Recognizer, read_model
from docfields.models.sessions import Session, available_cores, open_session
from docfields.models.weights import DETECTOR, LINE_TURN, RECOGNIZER, Weights

from ..document import Image, Line, Quad
from .band import Band
from .crop import Corners, crop_text, ways_to_read
from .detect import Box, detect
from .options import OcrOptions
from .order import sort_lines
from .recognize import read_vocabulary, recognize
from .right_to_left import in_reading_order
from .words import line_from_lattice

# A box is believed to be read the unlikelier way round only if that scores better by this much.
LIKELIER_BONUS = 0.1
# The detector gives the same bytes on 1 to 8 threads, the recogniser only on 1 and 2 (a difference of 1e-6 on more).
# So it has one, and batches run side by side: what is read never depends on the number of cores.
RECOGNIZER_THREADS = 1


@dataclass(frozen=True, slots=True, eq=False)
class PictureText:
    """Everything read from one picture. lines: in reading order. detected: all boxes of the detector, in their
    order, with those where nothing was read."""

    lines: tuple[Line, ...]
    detected: tuple[Quad, ...]


class Reader:
    """Reads pictures. Thread-safe; networks load on first use.

    rec_model: folder, file or name of another recognition model; it is opened at once, so that an unfit one is
    said before the first picture, as is an engine that is not installed. Raises ModelError or OptionError.
    """

    def __init__(self, options: OcrOptions | None = None, *, rec_model: Path | None = None) -> None:
        self.options = options or OcrOptions()
        check_engine(self.options.engine, self.options.device)
        self._recognizer = (
            None
            if rec_model is None
            else read_model(
                rec_model, threads=RECOGNIZER_THREADS, engine=self.options.engine, device=self.options.device
            )
        )

    @property
    def weights(self) -> tuple[str, ...]:
        """SHA-256 of the networks' files."""
        recognizer = self._recognizer.weights if self._recognizer else RECOGNIZER
        return DETECTOR.sha256, LINE_TURN.sha256, recognizer.sha256

    def read(self, image: Image) -> tuple[Line, ...]:
        """Lines in reading order, in pixels of the image."""
        return self.read_detailed(image).lines

    def read_detailed(self, image: Image, options: OcrOptions | None = None) -> PictureText:
        """Lines and all detected boxes. image: (H, W, 3) uint8 BGR. options: of this call alone."""
        return self.recognize(image, self.detect(image, options), options)

    def detect(self, image: Image, options: OcrOptions | None = None) -> list[Box]:
        """Where text stands: the first half of reading, which may run while another page is recognised."""
        options = options or self.options
        return detect(image, self._session(DETECTOR, options.threads), options.detection)

    def recognize(self, image: Image, boxes: Sequence[Box], options: OcrOptions | None = None) -> PictureText:
        """What is written in the boxes of `detect`: the second half of reading."""
        options = options or self.options
        corners, bands = [box.corners for box in boxes], [box.band for box in boxes]
        ways = ways_to_read(image, corners, bands, self._session(LINE_TURN, RECOGNIZER_THREADS))
        strips = [(quad, band) for quads, band in zip(ways, bands, strict=True) for quad in quads]
        read = iter(self._recognize(image, strips, options.threads or available_cores()))
        lines = [_likeliest([next(read) for _ in quads]) for quads in ways]
        kept = [line for line in lines if line.words and line.score >= options.text_rec_score_thresh]
        return PictureText(lines=tuple(sort_lines(kept)), detected=tuple(line.quad for line in lines))

    def _recognize(self, image: Image, strips: list[tuple[Corners, Band | None]], beside: int) -> list[Line]:
        if self._recognizer is None:
            shipped = self._session(RECOGNIZER, RECOGNIZER_THREADS)
            self._recognizer = Recognizer(RECOGNIZER, read_vocabulary(shipped))
        session = self._session(self._recognizer.weights, RECOGNIZER_THREADS)
        vocabulary = self._recognizer.vocabulary
        height = session.weights.height or 1
        crops = [crop_text(image, quad, band, height) for quad, band in strips]
        lattices = recognize(crops, [quad for quad, _ in strips], vocabulary, session, beside=beside)
        lines = [
            line_from_lattice(lattice, band and band.along(quad))
            for lattice, (quad, band) in zip(lattices, strips, strict=True)
        ]
        return [in_reading_order(line) for line in lines] if self._recognizer.right_to_left else lines

    def _session(self, weights: Weights, threads: int | None) -> Session:
        return open_session(weights, threads=threads, engine=self.options.engine, device=self.options.device)


def _likeliest(readings: list[Line]) -> Line:
    usual, *others = readings
    best = max(others, key=lambda line: line.score, default=usual)
    return best if best.score > usual.score + LIKELIER_BONUS else usual

"""Reads a picture: detect, crop, turn, recognise, split into words, order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from docfields.models.cutting import can_cut
from docfields.models.engines.choice import check_engine
from docfields.models.local_models import Recognizer, read_model
from docfields.models.sessions import Session, available_cores, open_session
from docfields.models.weights import DETECTOR, LINE_TURN, RECOGNIZER, Weights, locate
from docfields.models.weights.own import own_weights

from ..document import Image, Line, Quad
from .crop import Way, ways_to_read
from .detect import Box, detect
from .options import OcrOptions
from .order import sort_lines
from .recognize import read_vocabulary
from .right_to_left import in_reading_order
from .script import OpenNetwork, Script, classes_of, latin_choice, recognize_page
from .second_look import believed, missed_places
from .text_size import sized
from .words import line_from_lattice

# A box is believed to be read the unlikelier way round only if that scores better by this much,
LIKELIER_BONUS = 0.1
# as a column of upright characters even if text that runs down scores better by so much: the recogniser reads
# characters that lie on their backs nearly as well, so that text that runs up must not lose to a column of such.
COLUMN_BONUS = 0.02
# The detector gives the same bytes on 1 to 8 threads, the recogniser only on 1 and 2 (a difference of 1e-6 on more).
# So it has one, and batches run side by side: what is read never depends on the number of cores.
RECOGNIZER_THREADS = 1
LATIN = "recognition"
"""The network for Latin, Greek and Cyrillic letters, which the project trains."""


@dataclass(frozen=True, slots=True, eq=False)
class PictureText:
    """Everything read from one picture. lines: in reading order. detected: all boxes of the detector, in their
    order, with those where nothing was read; then those of the second look, where something was."""

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
        self._recognizer: Recognizer | None = None
        self._can_cut = True
        if rec_model is not None:
            engine, device = self.options.engine, self.options.device
            self._recognizer = read_model(rec_model, threads=RECOGNIZER_THREADS, engine=engine, device=device)
            self._can_cut = can_cut(locate(self._recognizer.weights).read_bytes())

    @property
    def weights(self) -> tuple[str, ...]:
        """SHA-256 of the networks' files."""
        recognizers = (self._recognizer.weights,) if self._recognizer else (own_weights(LATIN), RECOGNIZER)
        return tuple(weights.sha256 for weights in (DETECTOR, LINE_TURN, *recognizers))

    def read(self, image: Image) -> tuple[Line, ...]:
        """Lines in reading order, in pixels of the image."""
        return self.read_detailed(image).lines

    def read_detailed(self, image: Image, options: OcrOptions | None = None) -> PictureText:
        """Lines and all detected boxes. image: (H, W, 3) uint8 BGR. options: of this call alone."""
        return self.recognize(image, self.detect(image, options), options)

    def sized(self, image: Image, options: OcrOptions | None = None) -> OcrOptions:
        """The options with the size that `detect` chooses for the image, for those who tell or keep it."""
        return sized(image, options or self.options)

    def detect(self, image: Image, options: OcrOptions | None = None) -> list[Box]:
        """Where text stands: the first half of reading, which may run while another page is recognised."""
        options = self.sized(image, options)
        return detect(image, self._session(DETECTOR, options.threads), options.detection)

    def recognize(self, image: Image, boxes: Sequence[Box], options: OcrOptions | None = None) -> PictureText:
        """What is written in the boxes of `detect`: the second half of reading."""
        options = options or self.options
        corners, bands = [box.corners for box in boxes], [box.band for box in boxes]
        classifier = self._session(LINE_TURN, RECOGNIZER_THREADS) if options.use_textline_orientation else None
        ways = ways_to_read(image, corners, bands, classifier)
        read = iter(self._recognize(image, [way for box in ways for way in box], options))
        lines = [_likeliest([next(read) for _ in box]) for box in ways]
        lines += self._missed(image, lines, options)
        kept = [line for line in lines if line.words and line.score >= options.text_rec_score_thresh]
        return PictureText(lines=tuple(sort_lines(kept)), detected=tuple(line.quad for line in lines))

    def _missed(self, image: Image, lines: Sequence[Line], options: OcrOptions) -> list[Line]:
        places = missed_places(image, lines)
        return believed(places, self._recognize(image, [Way(place.corners) for place in places], options))

    def _recognize(self, image: Image, ways: Sequence[Way], options: OcrOptions) -> list[Line]:
        weights = self._recognizer.weights if self._recognizer else RECOGNIZER
        crops = [way.crop(image, weights.height or 1) for way in ways]
        quads = [way.quad for way in ways]
        whole, latin = self._networks(options.script)
        lattices = recognize_page(crops, quads, whole, latin, beside=options.threads or available_cores())
        lines = [
            line_from_lattice(replace(lattice, is_column=way.column is not None), way.part)
            for lattice, way in zip(lattices, ways, strict=True)
        ]
        from_right = self._recognizer is not None and self._recognizer.right_to_left
        return [in_reading_order(line) for line in lines] if from_right else lines

    def _networks(self, script: Script) -> tuple[OpenNetwork, OpenNetwork | None]:
        """The network that reads every line of a script, and one that is asked before it."""
        if self._recognizer is None:
            latin = partial(self._open, own_weights(LATIN))
            if script == "latin":
                return latin, None
            return partial(self._open, RECOGNIZER, script), latin if script == "auto" else None
        weights, vocabulary = self._recognizer.weights, self._recognizer.vocabulary
        choice = latin_choice(vocabulary) if script == "auto" and self._can_cut else None
        if choice is None:
            return partial(self._open, weights, script, vocabulary), None

        def open_cut() -> tuple[Session, tuple[str, ...]]:
            return self._session(weights, RECOGNIZER_THREADS, choice.classes), choice.vocabulary

        return partial(self._open, weights, "all", vocabulary), open_cut

    def _open(
        self, weights: Weights, script: Script = "all", vocabulary: tuple[str, ...] = ()
    ) -> tuple[Session, tuple[str, ...]]:
        """A recogniser cut to a script. vocabulary: read from its file if not given."""
        session = self._session(weights, RECOGNIZER_THREADS)
        vocabulary = vocabulary or read_vocabulary(session)
        kept = classes_of(vocabulary, script)
        if kept is None:
            return session, vocabulary
        return self._session(weights, RECOGNIZER_THREADS, kept), tuple(vocabulary[index] for index in kept)

    def _session(self, weights: Weights, threads: int | None, classes: tuple[int, ...] | None = None) -> Session:
        engine, device = self.options.engine, self.options.device
        return open_session(weights, threads=threads, classes=classes, engine=engine, device=device)


def _likeliest(readings: list[Line]) -> Line:
    """Of the readings of one box, the likeliest way first and that as a column, if there is one, last."""
    column = readings[-1] if readings[-1].lattice is not None and readings[-1].lattice.is_column else None
    usual, *others = readings if column is None else readings[:-1]
    best = max(others, key=lambda line: line.score, default=usual)
    chosen = best if best.score > usual.score + LIKELIER_BONUS else usual
    if column is None:
        return chosen
    needed = -COLUMN_BONUS if _runs_down(chosen, column) else LIKELIER_BONUS
    return column if column.score > chosen.score + needed else chosen


def _runs_down(line: Line, column: Line) -> bool:
    """Whether the text of a line runs as the characters of the same box read as a column follow each other."""
    along = line.quad.to_array()[1] - line.quad.to_array()[0]
    corners = column.quad.to_array()
    down, across = corners[3] - corners[0], corners[1] - corners[0]
    return float(along @ down) > abs(float(along @ across))

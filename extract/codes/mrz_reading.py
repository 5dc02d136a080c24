"""Reading a line of a machine-readable zone with a recogniser that knows many other characters.

Only the 37 characters of a zone may win, and only those that a column of the line's format can hold;
check digits then weigh against probabilities: a reading that passes one is ten times as likely.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..document import Image, Lattice
from ..notation import countries
from .mrz_format import ALPHABET, FILLER, FORMATS, Format, cut, verdicts
from .mrz_repair import READ_AS_FILLER, TO_DIGIT, TO_LETTER, tidy_names

BLANK = 0
"""The CTC blank's class."""

LEAST_PROBABILITY = 1e-4
"""Of a character of which the recogniser said nothing: another one may still be right."""

CHECK_GAIN = math.log(10)
"""One in ten wrong readings passes a check digit."""

KNOWN_STATE_GAIN = 3.0
UNKNOWN_STATE_LOSS = 1.0
WRONG_START_LOSS = 1.5
"""What a code of a state may cost in probability; what a code of no state and a first letter that no document
of the format has lose (natural logarithms)."""

MARGIN, SIDE_MARGIN = 0.15, 0.3
"""Border added above and below, left and right of a cut-out line, in heights. Measured on mrz_lines/train:
0.72 of the lines exact without, 0.76 with it; stretching the line loses two to five points."""

LINE_HEIGHT = 48
WIDTH_STEP = 32
"""The recogniser's input height, and the step of its widths, in pixels."""

MOST_SHIFT = 6
SHIFT_LOSS = 2.0
LONG_RUN = 4
"""A line may lack or have too many fillers; long runs are miscounted, short ones seldom."""

SAME_SHAPE_PROBABILITY = 0.05
"""Least probability of a letter where the digit of its shape was read, and the reverse."""

Recognise = Callable[[Image], tuple[NDArray[np.float32], Sequence[str]]]
"""Picture of a line -> probabilities (T, C) and the text of the C classes, the blank first."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as read. others: probability of each character of a zone, likeliest first."""

    others: tuple[tuple[str, float], ...]

    @property
    def text(self) -> str:
        return self.others[0][0]

    def probability(self, character: str) -> float:
        is_alike = TO_LETTER.get(self.text) == character or TO_DIGIT.get(self.text) == character
        least = SAME_SHAPE_PROBABILITY if is_alike else LEAST_PROBABILITY
        return max(least, next((p for other, p in self.others if other == character), 0.0))


READ_FOR_FILLER = frozenset("CSEKLXG")
CONCEIVABLE_FILLER = 0.04
"""Least probability of a filler where one of those letters was read: in small pictures "<" is read as "C" most of
the time, while a printed C gives the filler less than 0.001."""

FIRM = 0.95
"""Probability of a character that the recogniser was sure of."""

FILLER_GLYPH = Glyph(((FILLER, 0.9),))


def read_line(image: Image, recognise: Recognise | None = None) -> str:
    """One cut-out line. image: (H, W, 3) uint8 BGR; recognise: the shipped network where None."""
    probabilities, vocabulary = (recognise or _recognise)(_with_margin(image))
    return settle_line(_glyphs(_of_zone(probabilities, tuple(vocabulary))))


def read_lattice(lattice: Lattice) -> tuple[Glyph, ...]:
    """The characters of a zone in a lattice: classes that a zone cannot hold do not take part."""
    meaning = _zone_characters(tuple(lattice.vocabulary))
    steps = np.zeros((len(lattice.classes), len(ALPHABET) + 1), np.float32)
    for step, (classes, probabilities) in enumerate(zip(lattice.classes, lattice.probabilities, strict=True)):
        for index, probability in zip(classes.tolist(), probabilities.tolist(), strict=True):
            if meaning[index] is not None:
                steps[step, meaning[index]] += probability
        if not steps[step].any():
            steps[step, BLANK] = LEAST_PROBABILITY
    return _glyphs(steps)


def settle_line(glyphs: Sequence[Glyph]) -> str:
    """The most probable line of any format; the plain reading where its length is near none."""
    plain = "".join(glyph.text for glyph in glyphs)
    best = (-math.inf, plain)
    lengths = {layout.length for layout in FORMATS}
    for length in sorted({len(glyphs)} & lengths or lengths):
        for loss, sequence in _of_length(glyphs, length):
            for layout in FORMATS:
                for index in range(len(layout.templates)) if layout.length == length else ():
                    score, text = settle_as(layout, index, sequence)
                    best = max(best, (score - loss, text))
    return best[1]


def _of_length(glyphs: Sequence[Glyph], length: int) -> Iterator[tuple[float, tuple[Glyph, ...]]]:
    """The glyphs with one run of fillers stretched or shrunk to the wanted length, and what that loses."""
    missing = length - len(glyphs)
    if missing == 0:
        yield 0.0, tuple(glyphs)
    elif abs(missing) <= MOST_SHIFT:
        for match in re.finditer(f"{FILLER}+", "".join(glyph.text for glyph in glyphs)):
            start, end = match.span()
            count = end - start + missing
            if count >= 0:
                run = (FILLER_GLYPH,) * count
                loss = SHIFT_LOSS + abs(missing) * (0.1 if end - start >= LONG_RUN else 1.0)
                yield loss, (*glyphs[:start], *run, *glyphs[end:])


def settle_as(layout: Format, index: int, glyphs: Sequence[Glyph]) -> tuple[float, str]:
    """The reading as this line of the format, whose length it must have, with its logarithmic probability."""
    template = layout.templates[index]
    text = "".join(_best_in_column(glyph, column) for glyph, column in zip(glyphs, template, strict=True))
    if layout.names[0] == index:
        start = layout.names[1]
        text = text[:start] + tidy_names(text[start:])
    text = _pass_checks(layout, index, glyphs, _known_codes(layout, index, glyphs, text))
    score = sum(math.log(glyph.probability(character)) for glyph, character in zip(glyphs, text, strict=True))
    score += CHECK_GAIN * sum(check.passed for check in _checks(layout, index, text))
    return score - _implausibility(layout, index, text), text


def _known_codes(layout: Format, index: int, glyphs: Sequence[Glyph], text: str) -> str:
    """Codes of no state become the likeliest state's code that differs in one letter."""
    for slot in (layout.issuing_country, layout.nationality):
        if slot is None or slot[0] != index or countries.is_code(text[slot[1] : slot[2]].rstrip(FILLER)):
            continue
        known = [
            (loss, column, letter)
            for loss, column, letter in _swaps(layout.templates[index], glyphs, text, range(slot[1], slot[2]))
            if countries.is_code((text[:column] + letter + text[column + 1 :])[slot[1] : slot[2]].rstrip(FILLER))
        ]
        if known and min(known)[0] < KNOWN_STATE_GAIN:
            _, column, letter = min(known)
            text = text[:column] + letter + text[column + 1 :]
    if layout.document_code[0] == index and text[:2] in ("IO", "IQ"):
        text = "ID" + text[2:]
    return text


def _pass_checks(layout: Format, index: int, glyphs: Sequence[Glyph], text: str) -> str:
    """Less probable characters where they make a check digit right and the line likelier."""
    for check in layout.checks:
        failed = any(not verdict.passed for verdict in _checks(layout, index, text) if verdict.name == check.name)
        if check.name == "composite" or not failed:
            continue
        columns = [c for line, first, end in (*check.guarded, check.digit) if line == index for c in range(first, end)]
        swaps = sorted(_swaps(layout.templates[index], glyphs, text, columns))[:12]
        options = []
        for count in (1, 2):
            for chosen in combinations(swaps, count):
                loss = sum(swap[0] for swap in chosen)
                other = list(text)
                for _, column, character in chosen:
                    other[column] = character
                passed = any(v.passed for v in _checks(layout, index, "".join(other)) if v.name == check.name)
                if passed and loss < CHECK_GAIN:
                    options.append((loss, "".join(other)))
        if options:
            text = min(options)[1]
    return text


def _swaps(
    template: str, glyphs: Sequence[Glyph], text: str, columns: Sequence[int]
) -> Iterator[tuple[float, int, str]]:
    """Other characters that a column may hold, with what they lose in logarithmic probability."""
    for column in columns:
        now = math.log(glyphs[column].probability(text[column]))
        for character, probability in glyphs[column].others:
            if (
                character != text[column]
                and _may_stand(character, template[column])
                and probability > LEAST_PROBABILITY
            ):
                yield now - math.log(probability), column, character


def _checks(layout: Format, index: int, text: str) -> list[_Verdict]:
    """The verdicts of those check digits that guard this line alone."""
    lines = [FILLER * layout.length] * len(layout.templates)
    lines[index] = text
    own = {check.name for check in layout.checks if all(line == index for line, _, _ in (*check.guarded, check.digit))}
    return [_Verdict(check.name, check.passed) for check in verdicts(layout, lines) if check.name in own]


@dataclass(frozen=True, slots=True)
class _Verdict:
    name: str
    passed: bool


def _implausibility(layout: Format, index: int, text: str) -> float:
    lines = [FILLER * layout.length] * len(layout.templates)
    lines[index] = text
    loss = 0.0
    for slot in (layout.issuing_country, layout.nationality):
        if slot is not None and slot[0] == index and not countries.is_code(cut(lines, slot).rstrip(FILLER)):
            loss += UNKNOWN_STATE_LOSS
    if layout.document_code[0] == index:
        starts = "V" if layout.name.startswith("MRV") else "P" if layout.name == "TD3" else "IACPRDB"
        loss += WRONG_START_LOSS * (text[0] not in starts)
    if layout.name == "FRA" and not text.startswith("IDFRA") and index == 0:
        loss += WRONG_START_LOSS
    return loss


def _best_in_column(glyph: Glyph, column: str) -> str:
    allowed = [character for character, _ in glyph.others if _may_stand(character, column)]
    swapped = (TO_LETTER if column == "a" else TO_DIGIT).get(glyph.text)
    if allowed and (glyph.probability(allowed[0]) > 10 * LEAST_PROBABILITY or swapped is None):
        return allowed[0]
    return swapped if swapped is not None and _may_stand(swapped, column) else glyph.text


def _may_stand(character: str, column: str) -> bool:
    if column in "ndo":
        return character.isdigit() or character == FILLER
    if column == "s":
        return character in "MFX<"
    return column == "x" or not character.isdigit()


def _glyphs(steps: NDArray[np.float32]) -> tuple[Glyph, ...]:
    """Greedy CTC: each run of one class is a character, read where it is most probable.

    steps: (T, 38) probabilities of the blank and the characters of a zone.
    """
    best = steps.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    glyphs = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if best[start] == BLANK:
            continue
        peak = steps[start + int(steps[start:end, best[start]].argmax())]
        likeliest = np.argsort(-peak[1:], kind="stable")[:6]
        others = [(ALPHABET[k], float(peak[1 + k])) for k in likeliest.tolist() if peak[1 + k] > 0]
        glyphs.append(Glyph(tuple(_filler_first(others))))
    return tuple(glyphs)


def _filler_first(others: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    filler = next((p for character, p in others if character == FILLER), 0.0)
    if others[0][0] not in READ_FOR_FILLER or filler < CONCEIVABLE_FILLER:
        return list(others)
    # The letter's probability is the filler's: nothing else looks so.
    rest = [pair for pair in others[1:] if pair[0] != FILLER]
    return [(FILLER, max(filler, others[0][1])), (others[0][0], filler), *rest]


@lru_cache(maxsize=4)
def _zone_characters(vocabulary: tuple[str, ...]) -> tuple[int | None, ...]:
    """For each class its column among blank and characters of a zone; None for all others."""
    return tuple(BLANK if index == BLANK else _zone_character(text) for index, text in enumerate(vocabulary))


def _zone_character(text: str) -> int | None:
    if text in READ_AS_FILLER:
        return 1 + ALPHABET.index(FILLER)
    return 1 + ALPHABET.index(text) if len(text) == 1 and text in ALPHABET else None


def _of_zone(probabilities: NDArray[np.float32], vocabulary: tuple[str, ...]) -> NDArray[np.float32]:
    """(T, C) -> (T, 38): the blank and the characters of a zone, each row as it was."""
    steps = np.zeros((len(probabilities), len(ALPHABET) + 1), np.float32)
    for index, column in enumerate(_zone_characters(vocabulary)):
        if column is not None:
            steps[:, column] += probabilities[:, index]
    return steps


def _with_margin(image: Image) -> Image:
    """The line on a wider ground of its own usual colour."""
    import cv2

    height = image.shape[0]
    upright, aside = round(height * MARGIN), round(height * SIDE_MARGIN)
    colour = [float(value) for value in np.median(image.reshape(-1, image.shape[2]), axis=0)]
    bordered = cv2.copyMakeBorder(image, upright, upright, aside, aside, cv2.BORDER_CONSTANT, value=colour)
    return np.asarray(bordered, np.uint8)


def _recognise(image: Image) -> tuple[NDArray[np.float32], Sequence[str]]:
    """The shipped recogniser on one line. image: (H, W, 3) uint8 BGR."""
    import cv2

    from docfields.models.sessions import open_session
    from docfields.models.weights.own import own_weights

    weights = own_weights("recognition")
    session = open_session(weights, engine="onnxruntime")
    height = weights.height or LINE_HEIGHT
    width = max(1, round(image.shape[1] * height / image.shape[0]))
    interpolation = cv2.INTER_AREA if image.shape[0] > height else cv2.INTER_LINEAR
    resized = cv2.resize(image, (width, height), interpolation=interpolation).astype(np.float32)
    batch = np.zeros((1, 3, height, -(-width // WIDTH_STEP) * WIDTH_STEP), np.float32)
    batch[0, :, :, :width] = ((resized / 255 - weights.mean) / weights.std).transpose(2, 0, 1)
    vocabulary = ("", *session.metadata["character"].splitlines(), " ")
    return session.run(batch)[0][:, : len(vocabulary)], vocabulary

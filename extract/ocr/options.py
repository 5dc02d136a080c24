"""How pictures are read, and what a single call may choose otherwise.

The names are those of PaddleOCR 3.7, whose calls can be taken over as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypedDict

import numpy as np

from docfields.models.engines.choice import EngineName, check_engine_name, parse_device
from docfields.schemas.errors import OptionError

from .detect import BOX_SCORE, LONGEST_SIDE, MAP_THRESHOLD, SHORTEST_SIDE, UNCLIP_RATIO, DetectOptions
from .script import SCRIPTS, Script

# Lines whose mean score is lower are pictures, stamps and dirt read as letters; rapidocr's threshold.
LEAST_SCORE = 0.5
# A call that names a limit gets it: only PaddleOCR's own bound for the longest side stands above it.
PADDLES_LONGEST_SIDE = 4000

SIDES = (32, 16_000)
"""Pixels: one stride of the detector, and what a map of its tiles takes of the memory."""

RANGES: dict[str, tuple[float, float]] = {
    "text_det_thresh": (0.0, 1.0),
    "text_det_box_thresh": (0.0, 1.0),
    "text_det_unclip_ratio": (0.0, 10.0),
    "text_rec_score_thresh": (0.0, 1.0),
}
LIMIT_TYPES = ("min", "max")
SWITCHES = ("return_word_box", "use_doc_orientation_classify", "use_doc_unwarping", "use_textline_orientation")

OF_THE_READER = ("threads", "engine", "device")
"""Options that networks are loaded with: no call can choose them for itself."""

OLD_NAMES = {
    "det_limit_side_len": "text_det_limit_side_len",
    "det_limit_type": "text_det_limit_type",
    "det_db_thresh": "text_det_thresh",
    "det_db_box_thresh": "text_det_box_thresh",
    "det_db_unclip_ratio": "text_det_unclip_ratio",
}
"""Names of PaddleOCR 2 and those that replaced them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrOptions:
    """How pictures are read.

    text_det_limit_type, text_det_limit_side_len, text_det_max_side_limit: the size at which text is looked for.
    While all three are None it is chosen for each picture from the height of its letters; else it is as they say:
    "min" (also None) enlarges small pictures until their shorter side has so many pixels (None: 736), "max" reduces
    them until the longer one has (None: 1,600).
    text_det_max_side_limit: pixels of the longer side in any case (None: 1,600, or 4,000 where a side length is
    given). text_det_thresh: probability above which a pixel is text. text_det_box_thresh: mean probability of a
    box. text_det_unclip_ratio: how far boxes grow around shrunk text. text_rec_score_thresh: lines below are
    dropped. return_word_box: results tell words, too. use_doc_orientation_classify: pages that lie on their side or
    head are turned (by how their lines run). use_doc_unwarping: no such network is shipped, so True is refused.
    use_textline_orientation: single lines that stand on their head are found and turned. script: whose letters the
    recogniser may read; "auto" asks each page whether it is in Latin letters, "all" shuts none out. threads: of one
    network; None: every core this process may use. engine: what runs the networks; "auto": the fastest that is
    installed, "paddle": paddleocr reads the pictures. device: "cpu", "gpu" or "gpu:N".
    """

    text_det_limit_side_len: int | None = None
    text_det_limit_type: Literal["min", "max"] | None = None
    text_det_max_side_limit: int | None = None
    text_det_thresh: float = MAP_THRESHOLD
    text_det_box_thresh: float = BOX_SCORE
    text_det_unclip_ratio: float = UNCLIP_RATIO
    text_rec_score_thresh: float = LEAST_SCORE
    return_word_box: bool = False
    use_doc_orientation_classify: bool = True
    use_doc_unwarping: bool = False
    use_textline_orientation: bool = True
    script: Script = "auto"
    threads: int | None = None
    engine: EngineName = "auto"
    device: str = "cpu"

    def __post_init__(self) -> None:
        for name in ("text_det_limit_side_len", "text_det_max_side_limit"):
            _check_side(name, getattr(self, name))
        for name, (least, most) in RANGES.items():
            _check_number(name, getattr(self, name), least, most)
        if self.text_det_limit_type is not None and self.text_det_limit_type not in LIMIT_TYPES:
            raise OptionError(_refusal("text_det_limit_type", '"min" or "max"', self.text_det_limit_type))
        for name in SWITCHES:
            if not isinstance(getattr(self, name), bool):
                raise OptionError(_refusal(name, "True or False", getattr(self, name)))
        if self.use_doc_unwarping:
            raise OptionError(
                "use_doc_unwarping needs a network that flattens bent pages, and none is shipped.",
                remedy="Leave it out: lines are cut out along their own bend anyway.",
            )
        if self.script not in SCRIPTS:
            raise OptionError(_refusal("script", ", ".join(f'"{name}"' for name in SCRIPTS), self.script))
        if self.threads is not None and self.threads < 1:
            raise OptionError("threads must be at least 1, or None for every core.")
        check_engine_name(self.engine)
        parse_device(self.device)

    @property
    def has_fixed_size(self) -> bool:
        """Whether the size at which text is looked for was named."""
        named = (self.text_det_limit_side_len, self.text_det_limit_type, self.text_det_max_side_limit)
        return any(value is not None for value in named)

    @property
    def detection(self) -> DetectOptions:
        """The detector's part, with every side a number."""
        given = self.text_det_limit_side_len
        limit_type = self.text_det_limit_type or "min"
        usual = SHORTEST_SIDE if limit_type == "min" else LONGEST_SIDE
        longest = LONGEST_SIDE if given is None else max(PADDLES_LONGEST_SIDE, given)
        return DetectOptions(
            limit_side_len=int(given or usual),
            limit_type=limit_type,
            max_side_limit=int(self.text_det_max_side_limit or longest),
            thresh=float(self.text_det_thresh),
            box_thresh=float(self.text_det_box_thresh),
            unclip_ratio=float(self.text_det_unclip_ratio),
        )


class CallOptions(TypedDict, total=False):
    """What a call may choose for itself alone; None leaves a choice as it is. The last five are old names."""

    text_det_limit_side_len: int | None
    text_det_limit_type: Literal["min", "max"] | None
    text_det_max_side_limit: int | None
    text_det_thresh: float | None
    text_det_box_thresh: float | None
    text_det_unclip_ratio: float | None
    text_rec_score_thresh: float | None
    return_word_box: bool | None
    use_doc_orientation_classify: bool | None
    use_doc_unwarping: bool | None
    use_textline_orientation: bool | None
    script: Script | None
    det_limit_side_len: int | None
    det_limit_type: Literal["min", "max"] | None
    det_db_thresh: float | None
    det_db_box_thresh: float | None
    det_db_unclip_ratio: float | None


def for_call(options: OcrOptions, given: Mapping[str, Any]) -> OcrOptions:
    """A copy of the options with what one call chose. Raises OptionError for a name or value that cannot be."""
    allowed = [field.name for field in fields(OcrOptions) if field.name not in OF_THE_READER]
    chosen: dict[str, Any] = {}
    for name, value in given.items():
        new = OLD_NAMES.get(name, name)
        if new not in allowed:
            raise OptionError(f"{name} is no option of a call.", remedy=f"Allowed are {', '.join(allowed)}.")
        if value is None:
            continue
        if new in chosen:
            raise OptionError(f"{new} is given twice, also by its old name.", remedy=f"Leave one out: {new} is enough.")
        chosen[new] = value
    return replace(options, **chosen) if chosen else options


def _check_side(name: str, value: object) -> None:
    least, most = SIDES
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not least <= value <= most:
        raise OptionError(_refusal(name, f"a whole number of pixels from {least} to {most:,}", value))


def _check_number(name: str, value: object, least: float, most: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not least <= value <= most:
        raise OptionError(_refusal(name, f"a number from {least:g} to {most:g}", value))


def _refusal(name: str, allowed: str, value: object) -> str:
    return f"{name} must be {allowed}, not {value!r}."

"""Pictures made easier to read: pale text darkened, coloured marks removed. Nothing moves, so places stay true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import cv2
import numpy as np

from ..document import Image
from .paper import Floats, channels_of, paper_around, shares_of_paper, spread, tiles_of, widened
from .quality import Quality

Remedy = Literal["contrast", "colour"]
"""contrast: `raise_contrast`. colour: `drop_colour`."""

# Pages with more pale text are enhanced. Receipts made so pale or dark that text is lost mostly have 0.35 and more; of
# 100 scanned receipts none and of 60 photographed ones one has more than this.
PALE_SHARE = 0.2
# So many lines in doubt on coloured marks are worth a second reading: stamped receipts have 3 to 13, while single ones
# are found on cards and photos that gain nothing.
STAMPED_LINES = 2

# What paper becomes, and how far below it the darkest ink of a place does.
PAPER, INK_DEPTH = 245.0, 215.0
# Contrast is raised as if no text were fainter than this part of the strongest tenth, and no more than so many times:
# what is fainter is noise.
LEAST_CONTRAST, MOST_GAIN = 0.4, 30.0
# Shares of the paper's brightness between which grey is kept: what is lighter becomes paper.
BLACK, WHITE = 0.1, 0.8


def remedies(quality: Quality) -> tuple[Remedy, ...]:
    """What may help; nothing for a page that is easy to read."""
    needed: dict[Remedy, bool] = {"contrast": quality.pale > PALE_SHARE, "colour": quality.stamped >= STAMPED_LINES}
    return tuple(remedy for remedy, is_needed in needed.items() if is_needed)


def enhanced(image: Image, remedy: Remedy) -> Image:
    """A new picture of the same size. image: (H, W, 3) uint8 BGR."""
    return raise_contrast(image) if remedy == "contrast" else drop_colour(image)


def raise_contrast(image: Image) -> Image:
    """Bright paper and dark ink everywhere: divided by the light, then each place's span of greys stretched."""
    even = _merged(channel * (PAPER / paper_around(channel)) for channel in channels_of(image))
    tiles = tiles_of(np.asarray(cv2.cvtColor(even, cv2.COLOR_BGR2GRAY), np.uint8))
    strongest = float(np.quantile(tiles.span[tiles.text], 0.9)) if tiles.text.any() else INK_DEPTH
    depth = np.maximum(widened(tiles.span), max(LEAST_CONTRAST * strongest, INK_DEPTH / MOST_GAIN))
    gain = spread((INK_DEPTH / depth).astype(np.float32), tiles.side, even.shape)
    return _merged(PAPER - (PAPER - channel.astype(np.float32)) * gain for channel in channels_of(even))


def drop_colour(image: Image) -> Image:
    """Grey as the brightest channel shows it: there coloured ink is hardly darker than the paper, and black ink is."""
    _, brightest = shares_of_paper(image)
    return _merged([(brightest - BLACK) * (PAPER / (WHITE - BLACK))] * 3)


def _merged(channels: Iterable[Floats]) -> Image:
    return np.asarray(cv2.merge([np.clip(channel, 0, 255).astype(np.uint8) for channel in channels]), np.uint8)

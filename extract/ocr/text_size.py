"""At which size text is looked for: one at which the letters of the picture are neither small nor larger than needed.

The detector is most of the time of a photo, and its time grows with the pixels it sees.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil, sqrt

from ..document import Image
from .detect import LARGEST_ENLARGEMENT, LONGEST_SIDE, SHORTEST_SIDE
from .options import SIDES, OcrOptions
from .text_height import letter_height

# Pixels of letters as the detector sees them: higher ones are reduced to the first, lower ones enlarged to the second.
# At 12.5 instead of 16 photos of sheets lose 0.3 points of word F1 and photos of receipts 0.8, for a tenth of the time.
HIGHEST_LETTERS = 16.0
LOWEST_LETTERS = 9.0
# Small letters are enlarged this many times at most: more only blurs.
MOST_ENLARGED = 2.0
# Nothing is reduced below so many pixels in all, and pictures that have fewer than the second are not reduced:
# little is saved there, and bent lines and what is printed smaller than the rest lose.
LEAST_IN_ALL = 500_000
SMALL_PICTURE = 300_000
# Pixels of the whole map, tiles together: 160 MiB.
MOST_IN_ALL = 40_000_000


def sized(image: Image, options: OcrOptions) -> OcrOptions:
    """The options with the size chosen for a picture, as if it had been named; as they are where one was.

    image: (H, W, 3) uint8 BGR.
    """
    if options.has_fixed_size:
        return options
    shorter, longer = sorted(image.shape[:2])
    scale = scale_for(shorter, longer, letter_height(image))
    return replace(
        options,
        text_det_limit_type="min" if scale > 1.0 else "max",
        text_det_limit_side_len=max(SIDES[0], round(scale * (shorter if scale > 1.0 else longer))),
        text_det_max_side_limit=min(SIDES[1], max(LONGEST_SIDE, ceil(scale * longer))),
    )


def scale_for(shorter: int, longer: int, letters: float | None) -> float:
    """How large a picture is looked at. shorter, longer: its sides. letters: their height; None where not known."""
    usual = min(max(1.0, min(SHORTEST_SIDE / shorter, LARGEST_ENLARGEMENT)), LONGEST_SIDE / longer)
    if letters is None or (letters * usual > HIGHEST_LETTERS and shorter * longer < SMALL_PICTURE):
        return usual
    if letters * usual > HIGHEST_LETTERS:
        return min(usual, max(HIGHEST_LETTERS / letters, sqrt(LEAST_IN_ALL / (shorter * longer))))
    most = min(MOST_ENLARGED, sqrt(MOST_IN_ALL / (shorter * longer)), SIDES[1] / longer)
    return max(usual, min(LOWEST_LETTERS / letters, most))

"""All kinds of damage by name, and how several are laid over one another.

Each is pure in its generator, keeps the picture's size and the places of its points, and works on a line's crop as on a
whole page: `damage(image, rng, strength)`, strength 0 (hardly seen) to 1 (hard, but a person still reads it).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from docfields.document import Image

from . import light, marks, optics, print_faults

Damage = Callable[[Image, Random, float], Image]

DAMAGES: dict[str, Damage] = {
    "thermal_fade": print_faults.thermal_fade,
    "thermal_head": print_faults.thermal_head,
    "dot_matrix": print_faults.dot_matrix,
    "photocopy": print_faults.photocopy,
    "halftone": print_faults.halftone,
    "bleed_through": print_faults.bleed_through,
    "ink_spread": print_faults.ink_spread,
    "worn_print": print_faults.worn_print,
    "pen_marks": marks.pen_marks,
    "stamp_marks": marks.stamp_marks,
    "specks": marks.specks,
    "creases": marks.creases,
    "holes": marks.holes,
    "staple": marks.staple,
    "defocus": optics.defocus,
    "motion_blur": optics.motion_blur,
    "uneven_blur": optics.uneven_blur,
    "gaussian_noise": optics.gaussian_noise,
    "poisson_noise": optics.poisson_noise,
    "salt_noise": optics.salt_noise,
    "jpeg": optics.jpeg,
    "low_resolution": optics.low_resolution,
    "sharpen": optics.sharpen,
    "exposure": optics.exposure,
    "moire": optics.moire,
    "shadow": light.shadow,
    "dappled": light.dappled,
    "coloured_light": light.coloured_light,
    "vignette": light.vignette,
    "glare": light.glare,
}


def damaged(image: Image, damages: Sequence[tuple[str, float]], rng: Random) -> Image:
    """The picture after each damage (name, strength) in turn."""
    for name, strength in damages:
        image = DAMAGES[name](image, rng, strength)
    return image

"""How clean pages reach a reader, as phone photos of bent sheets, scans, faxes, screenshots; where every point went.

`capture` draws and applies a recipe; `draw_recipe` and `apply` do so in two steps. `damage` has the kinds of damage
that keep points where they are, for pages and for line crops; `relief` embosses cards.
"""

from .captured import Captured
from .cropping import cropped
from .damage import DAMAGES, damaged
from .phone import PhoneRecipe
from .pictures import to_jpeg, to_png
from .recipes import Recipe, Style, apply, capture, draw_recipe
from .relief import relief
from .scanning import ScanRecipe
from .screen import ScreenRecipe
from .warp import Warp

__all__ = [
    "DAMAGES",
    "Captured",
    "PhoneRecipe",
    "Recipe",
    "ScanRecipe",
    "ScreenRecipe",
    "Style",
    "Warp",
    "apply",
    "capture",
    "cropped",
    "damaged",
    "draw_recipe",
    "relief",
    "to_jpeg",
    "to_png",
]

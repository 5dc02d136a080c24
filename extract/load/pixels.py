"""Arrays and PIL pictures of any mode, as (H, W, 3) uint8 BGR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.errors import UnknownFormat

from ..document import Image

if TYPE_CHECKING:
    import PIL.Image

WHITE = 255
"""What lies behind transparent pixels: paper."""

SIXTEEN_TO_EIGHT = 257
"""65,535 / 255: white stays white."""


def array_to_bgr(array: NDArray[Any]) -> Image:
    """A copy of a user's array.

    array: (H, W), (H, W, 1), (H, W, 3) BGR or (H, W, 4) BGRA; uint8, uint16 over its full range, or bool.
    """
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (1, 3, 4)) or 0 in array.shape:
        raise UnknownFormat(
            f"an array of shape {array.shape} is no picture.",
            source="<array>",
            remedy="Give (H, W) or (H, W, 1|3|4) in the order blue, green, red, alpha.",
        )
    if array.dtype == np.bool_:
        eight = array.astype(np.uint8) * np.uint8(WHITE)
    elif array.dtype.kind == "u" and array.dtype.itemsize == 2:
        eight = (array // SIXTEEN_TO_EIGHT).astype(np.uint8)
    elif array.dtype == np.uint8:
        eight = array
    else:
        raise UnknownFormat(
            f"an array of {array.dtype} is no picture.",
            source="<array>",
            remedy="Convert it to uint8 (0 to 255) first.",
        )
    if eight.ndim == 2:
        eight = eight[:, :, None]
    if eight.shape[2] == 4:
        return _frozen(_on_white(eight[:, :, :3], eight[:, :, 3:]))
    return _frozen(np.repeat(eight, 3, axis=2) if eight.shape[2] == 1 else np.array(eight, order="C"))


def picture_to_bgr(picture: PIL.Image.Image, *, source: str, page: int | None = None) -> Image:
    """A PIL picture with its EXIF orientation applied, transparency on white."""
    picture.load()
    # Some formats tell their orientation only once loaded; Pillow turns TIFFs itself and removes the tag.
    return _frozen(turn(_upright_mode(picture, source, page), _orientation(picture)))


def turn(image: Image, orientation: int) -> Image:
    """Undo one of the eight EXIF orientations (CIPA DC-008, tag 0x0112); any other number is left alone."""
    match orientation:
        case 2:
            return image[:, ::-1]
        case 3:
            return image[::-1, ::-1]
        case 4:
            return image[::-1]
        case 5:
            return image.swapaxes(0, 1)
        case 6:
            return np.rot90(image, -1)
        case 7:
            return image[::-1, ::-1].swapaxes(0, 1)
        case 8:
            return np.rot90(image)
    return image


def _orientation(picture: PIL.Image.Image) -> int:
    import PIL.ExifTags

    try:
        orientation = picture.getexif().get(PIL.ExifTags.Base.Orientation, 1)
    except Exception:
        # A broken EXIF block raises whatever its parser stumbles over. The pixels are whole,
        # and rectify finds their angle.
        return 1
    return orientation if isinstance(orientation, int) else 1


def _upright_mode(picture: PIL.Image.Image, source: str, page: int | None) -> Image:
    """BGR of a loaded picture, as stored."""
    import PIL.Image

    if picture.mode.startswith("I") or picture.mode == "F":
        return _deep_gray(picture)
    try:
        if picture.has_transparency_data:
            picture = picture.convert("RGBA")
            paper = PIL.Image.new("RGBA", picture.size, (WHITE, WHITE, WHITE, WHITE))
            picture = PIL.Image.alpha_composite(paper, picture)
        if picture.mode != "RGB":
            picture = picture.convert("RGB")
    except ValueError as error:
        raise UnknownFormat(
            f"pictures in the colours {picture.mode} cannot be read.",
            source=source,
            page=page,
            remedy="Save it as RGB or gray.",
        ) from error
    pixels = np.frombuffer(picture.tobytes("raw", "BGR"), dtype=np.uint8)
    return pixels.reshape(picture.height, picture.width, 3)


def _deep_gray(picture: PIL.Image.Image) -> Image:
    """Gray of more than eight bits; 32-bit and float pictures are scaled to their own lightest pixel."""
    values = np.nan_to_num(np.asarray(picture).astype(np.float64), posinf=0.0, neginf=0.0)
    if picture.mode.startswith("I;16"):
        white = 65_535.0
    else:
        lightest = float(values.max(initial=0.0))
        white = next((step for step in (1.0, 255.0, 65_535.0) if lightest <= step), lightest)
    gray = np.clip(values * (WHITE / white), 0, WHITE).astype(np.uint8)
    return np.repeat(gray[:, :, None], 3, axis=2)


def _on_white(color: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> Image:
    weight = alpha.astype(np.uint16)
    mixed = (color * weight + WHITE * (WHITE - weight) + WHITE // 2) // WHITE
    return mixed.astype(np.uint8)


def _frozen(image: Image) -> Image:
    """Contiguous, and read-only as a page's picture is."""
    image = np.ascontiguousarray(image)
    image.flags.writeable = False
    return image

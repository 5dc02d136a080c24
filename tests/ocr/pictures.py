"""Pictures of text for tests, drawn with Pillow's own font."""

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont


def picture_of(*lines: str, height: int = 0, size: int = 30, width: int = 0) -> np.ndarray:
    """Black on white, one below the other: (H, W, 3) uint8."""
    font = ImageFont.load_default(size=size)
    room = height or 2 * size
    longest = max((int(font.getlength(line)) for line in lines), default=0)
    canvas = Image.new("RGB", (width or longest + 2 * size, room * max(1, len(lines))), "white")
    draw = ImageDraw.Draw(canvas)
    for number, line in enumerate(lines):
        draw.text((size, room * number + room // 2), line, fill="black", font=font, anchor="lm")
    return np.ascontiguousarray(np.asarray(canvas))


def bent(picture: np.ndarray, rise: float) -> np.ndarray:
    """The picture arched: its middle is `rise` pixels higher than its ends, with as much paper above and below."""
    margin = int(abs(rise)) + 1
    paper = cv2.copyMakeBorder(picture, margin, margin, 0, 0, cv2.BORDER_REPLICATE)
    y, x = np.mgrid[0 : paper.shape[0], 0 : paper.shape[1]].astype(np.float32)
    shift = rise * (1 - (2 * x / paper.shape[1] - 1) ** 2) - rise / 2
    return cv2.remap(paper, x, (y + shift).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

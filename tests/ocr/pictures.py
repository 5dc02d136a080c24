"""Pictures of text for tests, drawn with Pillow's own font."""

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

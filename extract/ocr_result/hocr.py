"""hOCR 1.2, https://kba.github.io/hocr-spec/1.2/: pages, lines and words in XHTML that other programs read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.metadata import version
from math import atan2, pi

import numpy as np
from numpy.typing import NDArray

from ..document import Line, Quad
from ..load import source_name
from .result import OcrResult

PDF_DPI = 300
"""Places on a PDF page are told in pixels of this resolution; whole points would be too coarse."""

BASELINE_SHARE = 0.2
"""Of a line's height, from its lower edge up to its baseline: the median of drawn text of 16 to 60 pixels in four
fonts, 0.14 to 0.30 by whether letters reach below it; in text layers it is 0.2, too."""

NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Characters that XML 1.0, 2.2, does not allow; text layers have them."""

CAPABILITIES = "ocr_page ocr_line ocrx_word ocrp_wconf"

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
 <head>
  <title>docfields</title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8" />
  <meta name="ocr-system" content="docfields {version}" />
  <meta name="ocr-capabilities" content="{capabilities}" />
 </head>
 <body>
"""
_FOOT = " </body>\n</html>\n"


def hocr(results: Iterable[OcrResult]) -> Iterator[str]:
    """The parts of one document with all results as its pages; joined they are the whole."""
    yield _HEAD.format(version=escape(version("docfields")), capabilities=CAPABILITIES)
    for number, result in enumerate(results):
        yield _page(result, number)
    yield _FOOT


def _page(result: OcrResult, number: int) -> str:
    """number: of the page in the whole document, which makes its ids unique."""
    scale = PDF_DPI / 72 if result.unit == "pt" else 1.0
    width, height = (round(side * scale) for side in result.size)
    # The grammar has no way to write a quotation mark within quotation marks.
    image = source_name(result.source).replace('"', "%22")
    properties = f'image "{image}"; bbox 0 0 {width} {height}; ppageno {result.page}'
    if result.unit == "pt":
        properties += f"; scan_res {PDF_DPI} {PDF_DPI}"
    parts = [f'  <div class="ocr_page" id="page_{number + 1}" title="{_xml(properties)}">\n']
    for index, line in enumerate(result.lines):
        parts.append(_line(line, f"{number + 1}_{index + 1}", scale, (width, height)))
    parts.append("  </div>\n")
    return "".join(parts)


def _line(line: Line, name: str, scale: float, size: tuple[int, int]) -> str:
    words = " ".join(
        f'<span class="ocrx_word" id="word_{name}_{index + 1}" '
        f'title="{_bbox(word.quad, scale, size)}; x_wconf {round(100 * word.score)}">{_xml(word.text)}</span>'
        for index, word in enumerate(line.words)
    )
    title = f"{_bbox(line.quad, scale, size)}; {baseline(line.quad, scale)}"
    return f'   <span class="ocr_line" id="line_{name}" title="{title}">{words}</span><br />\n'


def _bbox(quad: Quad, scale: float, size: tuple[int, int]) -> str:
    width, height = size
    left, right = (min(max(round(x * scale), 0), width) for x in (quad.left, quad.right))
    top, bottom = (min(max(round(y * scale), 0), height) for y in (quad.top, quad.bottom))
    return f"bbox {left} {top} {right} {bottom}"


def baseline(quad: Quad, scale: float = 1.0) -> str:
    """Slope and height of the baseline at the lower left corner of the line's box, in pixels, upwards negative.

    A line that does not run from left to right also has its textangle, in quarter turns counterclockwise; its
    baseline is told as if it were turned back.
    """
    corners = quad.to_array() * scale
    across, down = corners[1] - corners[0]
    turns = round(atan2(-down, across) / (pi / 2)) % 4
    for _ in range(turns):
        corners = np.column_stack([-corners[:, 1], corners[:, 0]])
    start, end = (_raised(corners[3], corners[0]), _raised(corners[2], corners[1]))
    length = float(end[0] - start[0])
    slope = float(end[1] - start[1]) / length if length else 0.0
    at_left = float(start[1]) + slope * float(corners[:, 0].min() - start[0])
    told = f"baseline {round(slope, 4) + 0.0:g} {round(at_left - float(corners[:, 1].max()))}"
    return told if not turns else f"{told}; textangle {90 * turns}"


def _raised(lower: NDArray[np.float64], upper: NDArray[np.float64]) -> NDArray[np.float64]:
    return lower + BASELINE_SHARE * (upper - lower)


def _xml(text: str) -> str:
    return escape(NOT_IN_XML.sub("", text))

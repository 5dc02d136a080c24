"""Text lines alone, with their text and the place of each character: what a recogniser is trained on.

`draw_line` draws one, `stream_lines` an endless series; `scaled` brings one to the recogniser's height.
"""

from .line import KINDS, TextLine, draw_line, scaled, stream_lines

__all__ = ["KINDS", "TextLine", "draw_line", "scaled", "stream_lines"]

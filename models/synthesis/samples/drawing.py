"""Drawing a page while keeping account of every word: where it stands and which field it belongs to.

A `Sheet` collects marks; `Sheet.finish` freezes them as a `Drawing`; `to_pdf` and `to_image` render.
Lengths are points (1/72 inch), origin top left, y down; text is placed by its baseline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from docfields.document import Image, Quad
from docfields.models.synthesis.rendering import render_pdf
from docfields.models.synthesis.samples import faces
from docfields.models.synthesis.truth import TruthWord

Color = tuple[float, float, float]
"""Red, green, blue in [0, 1]."""

Align = Literal["left", "center", "right"]

INK: Color = (0.13, 0.14, 0.16)

WORD = re.compile(r"[^\s：]+：?|：")
"""What counts as one word: between spaces, and after a full-width colon, where Chinese sets none."""

ASCENT, DESCENT = 0.78, 0.22
"""Word boxes in ems above and below the baseline: accents and descenders of the listed fonts fit."""

CHINESE_ASCENT, CHINESE_DESCENT = 0.88, 0.14


@dataclass(frozen=True, slots=True)
class Pen:
    """How text looks."""

    font: str = "sans"
    size: float = 9.0
    color: Color = INK


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one text that says the value of a field, or nothing of interest."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line of text; its words share `line` numbers."""

    spans: tuple[Span, ...]
    x: float
    baseline: float
    pen: Pen

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class PathMark:
    """A polygon or a polyline."""

    points: tuple[tuple[float, float], ...]
    stroke: Color | None
    fill: Color | None
    thickness: float
    closed: bool


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A rectangle, with round corners if radius > 0 (a share of the shorter side, at most 0.5)."""

    box: tuple[float, float, float, float]
    stroke: Color | None
    fill: Color | None
    thickness: float
    radius: float


@dataclass(frozen=True, slots=True)
class OvalMark:
    """An ellipse in a box."""

    box: tuple[float, float, float, float]
    stroke: Color | None
    fill: Color | None
    thickness: float


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A raster picture (PNG bytes) stretched into a box."""

    png: bytes
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One finished page: shapes in drawing order, then texts on top of them."""

    width: float
    height: float
    shapes: tuple[PathMark | BoxMark | OvalMark | PictureMark, ...]
    texts: tuple[TextMark, ...]

    def words(self, page: int = 0) -> tuple[TruthWord, ...]:
        """All words in drawing order, quads in points."""
        return tuple(word for line, mark in enumerate(self.texts) for word in _words(mark, page, line))

    def printed(self) -> dict[str, str]:
        """What stands on the page for each field: the first place, its lines joined by line feeds."""
        found: dict[str, str] = {}
        for mark in self.texts:
            for span in mark.spans:
                if span.field is None:
                    continue
                name, _, part = span.field.partition("#")
                if name not in found:
                    found[name] = span.text.strip()
                elif part:
                    found[name] += "\n" + span.text.strip()
        return found


@dataclass(slots=True)
class Sheet:
    """A page being drawn. The one mutable thing here; `finish` ends it."""

    width: float
    height: float
    shapes: list[PathMark | BoxMark | OvalMark | PictureMark] = field(default_factory=list)
    texts: list[TextMark] = field(default_factory=list)

    def text(
        self,
        x: float,
        baseline: float,
        content: str | Sequence[Span],
        pen: Pen,
        *,
        field: str | None = None,
        align: Align = "left",
    ) -> float:
        """Places one line; x is its left end, middle or right end. Gives the width drawn.

        field: of the whole text. A field that goes over several lines is tagged "name", "name#2", "name#3".
        """
        spans = (Span(content, field),) if isinstance(content, str) else tuple(content)
        extent = sum(faces.width(span.text, pen.font, pen.size) for span in spans)
        left = x - {"left": 0.0, "center": extent / 2, "right": extent}[align]
        self.texts.append(TextMark(spans, left, baseline, pen))
        return extent

    def lines(
        self,
        x: float,
        baseline: float,
        lines: Sequence[str],
        pen: Pen,
        leading: float,
        *,
        field: str | None = None,
    ) -> float:
        """Several lines of one field, top down; gives the baseline that would follow."""
        for index, line in enumerate(lines):
            tag = field if field is None or index == 0 else f"{field}#{index + 1}"
            self.text(x, baseline, line, pen, field=tag)
            baseline += leading
        return baseline

    def rule(self, x0: float, y0: float, x1: float, y1: float, color: Color = INK, thickness: float = 0.6) -> None:
        """A straight line."""
        self.shapes.append(PathMark(((x0, y0), (x1, y1)), color, None, thickness, closed=False))

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        stroke: Color | None = None,
        fill: Color | None = None,
        thickness: float = 0.6,
        closed: bool = False,
    ) -> None:
        """A polyline, or a polygon if closed."""
        self.shapes.append(PathMark(tuple(points), stroke, fill, thickness, closed))

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        stroke: Color | None = None,
        fill: Color | None = None,
        thickness: float = 0.6,
        radius: float = 0.0,
    ) -> None:
        """A rectangle."""
        self.shapes.append(BoxMark((left, top, right, bottom), stroke, fill, thickness, radius))

    def oval(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        stroke: Color | None = None,
        fill: Color | None = None,
        thickness: float = 0.6,
    ) -> None:
        """An ellipse."""
        self.shapes.append(OvalMark((left, top, right, bottom), stroke, fill, thickness))

    def picture(self, png: bytes, left: float, top: float, right: float, bottom: float) -> None:
        """A raster picture."""
        self.shapes.append(PictureMark(png, (left, top, right, bottom)))

    def finish(self) -> Drawing:
        return Drawing(self.width, self.height, tuple(self.shapes), tuple(self.texts))


def wrap(text: str, pen: Pen, width: float) -> tuple[str, ...]:
    """Breaks a text at spaces into lines of at most `width` points; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and faces.width(joined, pen.font, pen.size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


def to_pdf(drawings: Sequence[Drawing]) -> bytes:
    """A PDF with a text layer and subset fonts; the same drawings give the same bytes."""
    import pymupdf

    document = pymupdf.open()
    for drawing in drawings:
        page = document.new_page(width=drawing.width, height=drawing.height)
        for shape in drawing.shapes:
            _draw(page, shape)
        writers: dict[Color, Any] = {}
        for mark in drawing.texts:
            writer = writers.setdefault(mark.pen.color, pymupdf.TextWriter(page.rect))
            x = mark.x
            for text, font in faces.runs(mark.text, mark.pen.font):
                writer.append((x, mark.baseline), text, font=faces.load(font), fontsize=mark.pen.size)
                x += faces.width(text, font, mark.pen.size)
        for color, writer in writers.items():
            writer.write_text(page, color=color)
    document.subset_fonts()
    content: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    document.close()
    return content


def to_image(drawing: Drawing, dpi: int) -> Image:
    """The page as a picture: (H, W, 3) uint8 BGR."""
    [image] = render_pdf(to_pdf([drawing]), dpi)
    return image


def _draw(page: Any, shape: PathMark | BoxMark | OvalMark | PictureMark) -> None:
    import pymupdf

    if isinstance(shape, PictureMark):
        page.insert_image(pymupdf.Rect(shape.box), stream=shape.png, keep_proportion=False)
    elif isinstance(shape, OvalMark):
        page.draw_oval(pymupdf.Rect(shape.box), color=shape.stroke, fill=shape.fill, width=shape.thickness)
    elif isinstance(shape, BoxMark):
        page.draw_rect(
            pymupdf.Rect(shape.box),
            color=shape.stroke,
            fill=shape.fill,
            width=shape.thickness,
            radius=shape.radius or None,
        )
    else:
        page.draw_polyline(
            [pymupdf.Point(point) for point in shape.points],
            color=shape.stroke,
            fill=shape.fill,
            width=shape.thickness,
            closePath=shape.closed,
        )


def _words(mark: TextMark, page: int, line: int) -> list[TruthWord]:
    fields = [span.field.partition("#")[0] if span.field else None for span in mark.spans for _ in span.text]
    words = []
    for match in WORD.finditer(mark.text):
        left = mark.x + faces.width(mark.text[: match.start()], mark.pen.font, mark.pen.size)
        right = left + faces.width(match.group(), mark.pen.font, mark.pen.size)
        chinese = any(font == faces.CHINESE for _, font in faces.runs(match.group(), mark.pen.font))
        above, below = (CHINESE_ASCENT, CHINESE_DESCENT) if chinese else (ASCENT, DESCENT)
        quad = Quad.from_box(left, mark.baseline - above * mark.pen.size, right, mark.baseline + below * mark.pen.size)
        tag = next((name for name in fields[match.start() : match.end()] if name), None)
        words.append(TruthWord(match.group(), quad, page, line, tag))
    return words

"""Pages by typst, read back with PyMuPDF: where every character stands and what it belongs to.

Templates (`*.typ` beside this file) print tokens of `Texts`; `common.typ` hides each token's number in the
low bits of its colour. So the truth is read off the finished page and cannot differ from what is printed.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from docfields.document import Quad
from docfields.models.synthesis import fonts
from docfields.models.synthesis.truth import Edge, Link, Place, TruthCell, TruthTable, TruthWord

Token = dict[str, str | int]
"""What a template's `put` prints: t, the text, and i, its number."""

Cell = tuple[int, int, int]
"""Table, row (0 is the head) and column."""

WORD = re.compile(r"[^\s：]+：?|：")
"""What counts as one word: between spaces, and after a full-width colon, where Chinese sets none."""

LINE_GAP = 1.5
"""Words further apart than this many ems stand on lines of their own (other columns of a table)."""

MAX_TEXTS = 16**3 - 1
"""As many numbers as the low four bits of three colour channels hold."""


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text to be printed, and what it is; see `Texts.add`."""

    text: str
    field: str | None
    label: str | None
    pair: int | None
    cell: Cell | None


class Texts:
    """All that a document prints. The one mutable thing here; `typeset` reads it."""

    def __init__(self) -> None:
        self.entries: list[PrintedText] = []
        self._pairs = 0

    def add(
        self,
        text: str,
        *,
        field: str | None = None,
        label: str | None = None,
        pair: int | None = None,
        cell: Cell | None = None,
    ) -> Token | None:
        """A token for a template; None for an empty text.

        field: whose value this is ("total", "line_items[0].amount"); a value over several lines is added line
        by line, one after the other. label: the field that this text announces ("" if it is none). pair: a
        label and its value share it. cell: where it stands in a table.
        """
        text = " ".join(text.split())
        if not text:
            return None
        self.entries.append(PrintedText(text, field, label, pair, cell))
        if len(self.entries) > MAX_TEXTS:
            raise ValueError(f"more than {MAX_TEXTS} texts in one document")
        return {"t": text, "i": len(self.entries)}

    def new_pair(self) -> int:
        self._pairs += 1
        return self._pairs

    def labelled(self, label: str, value: str, field: str | None = None) -> tuple[Token | None, Token | None]:
        """A label and its value, linked."""
        pair = self.new_pair()
        return self.add(label, label=field or "", pair=pair), self.add(value, field=field, pair=pair)


@dataclass(frozen=True, slots=True)
class Typeset:
    """A typeset document. words, places: in points, page by page as they were printed."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    words: tuple[TruthWord, ...]
    places: tuple[Place, ...]
    links: tuple[Link, ...]
    tables: tuple[TruthTable, ...]
    printed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Character:
    """One glyph. origin: left end of its baseline. along: unit vector of reading. advance: in points.

    height: its em across the line, which differs from size where letters are stretched.
    """

    text: str
    page: int
    origin: tuple[float, float]
    along: tuple[float, float]
    advance: float
    size: float
    height: float
    font: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of one printed text. number: of the text, from 1. place: of its first glyph in the page's order."""

    text: str
    number: int
    place: int
    characters: tuple[_Character, ...]


def typeset(template: str, data: Mapping[str, Any], texts: Texts) -> Typeset:
    """The pages that a template makes of data. template: a .typ file of this folder.

    Raises ValueError where the page prints a text that is not one of `texts`.
    """
    import pymupdf

    content: bytes = _compiler(template, fonts.folder()).compile(
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf", timestamp=0, pdf_tags=False
    )
    with pymupdf.open(stream=content, filetype="pdf") as document:
        characters = [
            _characters(page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE), number)
            for number, page in enumerate(document)
        ]
        places = tuple(place for number, page in enumerate(document) for place in _places(page, number))
        sizes = tuple((float(page.rect.width), float(page.rect.height)) for page in document)
        if places:
            for page in document:
                document.xref_set_key(page.xref, "Annots", "null")
            content = document.tobytes(no_new_id=True)
    found = _words([item for page in characters for item in page], texts)
    words = _truth_words(found, texts)
    return Typeset(
        pdf=content,
        sizes=sizes,
        words=words,
        places=places,
        links=_links(found, texts),
        tables=_tables(found, words, texts),
        printed=_printed(found, texts),
    )


@cache
def _compiler(template: str, _: Path | None) -> Any:
    """One a template and folder of fonts."""
    import typst

    folder = Path(str(resources.files("docfields.models.synthesis.pages")))
    return typst.Compiler(
        str(folder / template), root=str(folder), font_paths=fonts.typst_fonts(), sys_inputs={"data": "{}"}
    )


def _characters(page: Mapping[str, Any], number: int) -> list[tuple[int, _Character]]:
    """(number of the text, glyph) for all that is no space, in the order of printing."""
    found = []
    for block in page["blocks"]:
        for line in block.get("lines", ()):
            along = (float(line["dir"][0]), float(line["dir"][1]))
            for span in line["spans"]:
                text_number = _hidden_number(span["color"])
                font = span["font"].partition("+")[2] or span["font"]
                extent = span["size"] * (span["ascender"] - span["descender"])
                for character in span["chars"]:
                    if character["c"].isspace():
                        continue
                    advance = _advance(character["bbox"], along, extent)
                    height = _height(character["bbox"], along, span)
                    glyph = _Character(
                        character["c"], number, tuple(character["origin"]), along, advance, span["size"], height, font
                    )
                    found.append((text_number, glyph))
    return found


def _hidden_number(color: int) -> int:
    red, green, blue = color >> 16 & 15, color >> 8 & 15, color & 15
    return red + 16 * green + 256 * blue


def _advance(box: Sequence[float], along: tuple[float, float], extent: float) -> float:
    """How far a glyph reaches along its line: its upright box is that of a tilted one, `extent` high."""
    width, height = box[2] - box[0], box[3] - box[1]
    cos, sin = abs(along[0]), abs(along[1])
    return (width - extent * sin) / cos if cos >= sin else (height - extent * cos) / sin


def _height(box: Sequence[float], along: tuple[float, float], span: Mapping[str, Any]) -> float:
    """A glyph's em across its line: for upright lines by its box, which knows of stretched letters."""
    if min(abs(along[0]), abs(along[1])) > 0.001:
        return float(span["size"])
    across = box[3] - box[1] if abs(along[0]) > abs(along[1]) else box[2] - box[0]
    return float(across / (span["ascender"] - span["descender"]))


def _words(characters: Sequence[tuple[int, _Character]], texts: Texts) -> list[_Word]:
    """The words of all texts in the order of printing. A text may be printed several times, or not at all."""
    by_text: dict[int, list[tuple[int, _Character]]] = defaultdict(list)
    for place, (number, character) in enumerate(characters):
        by_text[number].append((place, character))
    words: list[_Word] = []
    for number, glyphs in by_text.items():
        text = texts.entries[number - 1].text if 0 < number <= len(texts.entries) else ""
        length = len("".join(text.split()))
        if not length or len(glyphs) % length:
            printed = "".join(glyph.text for _, glyph in glyphs)
            raise ValueError(f"the page prints {printed!r} where text {number} is {text!r}")
        for start in range(0, len(glyphs), length):
            words += _words_of(text, number, glyphs[start : start + length])
    return sorted(words, key=lambda word: word.place)


def _words_of(text: str, number: int, glyphs: Sequence[tuple[int, _Character]]) -> list[_Word]:
    words, start = [], 0
    for match in WORD.finditer(text):
        end = start + len(match.group())
        for first, last in _unbroken(glyphs[start:end]):
            part = glyphs[start + first : start + last]
            characters = tuple(glyph for _, glyph in part)
            words.append(_Word(match.group()[first:last], number, part[0][0], characters))
        start = end
    return words


def _unbroken(glyphs: Sequence[tuple[int, _Character]]) -> list[tuple[int, int]]:
    """Stretches of a word that stand on one line: Chinese breaks anywhere."""
    breaks = [0]
    for index in range(1, len(glyphs)):
        if not _follows(glyphs[index - 1][1], glyphs[index][1]):
            breaks.append(index)
    return list(zip(breaks, [*breaks[1:], len(glyphs)], strict=True))


def _follows(first: _Character, second: _Character) -> bool:
    """Whether two glyphs stand on one line, the second after the first."""
    if first.page != second.page or math.dist(first.along, second.along) > 0.01:
        return False
    across, ahead = _offset(first, second)
    return abs(across) < 0.35 * first.size and -0.3 * first.size < ahead - first.advance < LINE_GAP * first.size


def _offset(first: _Character, second: _Character) -> tuple[float, float]:
    """Of the second glyph's origin from the first's: across the line and along it."""
    dx, dy = second.origin[0] - first.origin[0], second.origin[1] - first.origin[1]
    return dy * first.along[0] - dx * first.along[1], dx * first.along[0] + dy * first.along[1]


def _truth_words(words: Sequence[_Word], texts: Texts) -> tuple[TruthWord, ...]:
    made: list[TruthWord] = []
    line = -1
    for index, word in enumerate(words):
        if not index or not _follows(words[index - 1].characters[-1], word.characters[0]):
            line += 1
        entry = texts.entries[word.number - 1]
        edges = _edges(word.characters)
        quad = Quad((edges[0][:2], edges[-1][:2], edges[-1][2:], edges[0][2:]))
        page = word.characters[0].page
        made.append(TruthWord(word.text, quad, page, line, entry.field, entry.label, edges))
    return tuple(made)


def _edges(characters: Sequence[_Character]) -> tuple[Edge, ...]:
    """Lines between the characters, as high as the ink of their fonts reaches."""
    measures = [fonts.metrics(character.font) for character in characters]
    size = max(character.height for character in characters)
    above, below = max(above for above, _ in measures) * size, max(below for _, below in measures) * size
    last = characters[-1]
    points = [character.origin for character in characters]
    points.append((last.origin[0] + last.advance * last.along[0], last.origin[1] + last.advance * last.along[1]))
    x, y = last.along
    return tuple((px + y * above, py - x * above, px - y * below, py + x * below) for px, py in points)


def _places(page: Any, number: int) -> list[Place]:
    boxes = [(link["uri"][6:], link["from"]) for link in page.get_links() if link.get("uri", "").startswith("place:")]
    return [Place(kind, Quad.from_box(box.x0, box.y0, box.x1, box.y1), number) for kind, box in boxes]


def _links(words: Sequence[_Word], texts: Texts) -> tuple[Link, ...]:
    keys: dict[int, list[int]] = defaultdict(list)
    values: dict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        entry = texts.entries[word.number - 1]
        if entry.pair is not None:
            (values if entry.label is None else keys)[entry.pair].append(index)
    return tuple((tuple(keys[pair]), tuple(values[pair])) for pair in keys if pair in values)


def _tables(words: Sequence[_Word], made: Sequence[TruthWord], texts: Texts) -> tuple[TruthTable, ...]:
    """One a table and page."""
    cells: dict[tuple[int, int], dict[tuple[int, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, word in enumerate(words):
        cell = texts.entries[word.number - 1].cell
        if cell:
            cells[cell[0], made[index].page][cell[1:]].append(index)
    return tuple(
        TruthTable(
            page,
            tuple(
                TruthCell(row, column, Quad.around([made[index].quad for index in indices]), tuple(indices))
                for (row, column), indices in sorted(found.items())
            ),
        )
        for (_, page), found in sorted(cells.items())
    )


def _printed(words: Sequence[_Word], texts: Texts) -> dict[str, str]:
    """What stands on the page for each field: its first texts that follow one another, joined by line feeds."""
    shown = {word.number for word in words}
    printed: dict[str, str] = {}
    previous = None
    for number, entry in enumerate(texts.entries, start=1):
        if entry.field and number in shown:
            if entry.field not in printed:
                printed[entry.field] = entry.text
            elif previous == entry.field and entry.text not in printed[entry.field].split("\n"):
                printed[entry.field] += "\n" + entry.text
        previous = entry.field
    return printed

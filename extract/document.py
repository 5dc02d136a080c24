"""What the stages hand on: pages, lines, words, lattices, transforms, labels, candidates, values.

Coordinates of a `Page` and of everything on it are those of its own picture (origin top left,
y down, pixels; points for a PDF page whose text layer is used). `Page.to_source` maps them to
the original as displayed. Quads run clockwise from the top left of the text as it is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from docfields.schemas.extraction import Check, Issue, Kind, Origin, Pair, Point, QuadPoints, Table

from .grid_map import GridMap

Image = NDArray[np.uint8]
"""(H, W, 3) uint8 BGR."""
Matrix = NDArray[np.float64]
"""(3, 3) float64."""


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners, clockwise from the top left of the text as it is read."""

    points: QuadPoints

    @classmethod
    def from_box(cls, left: float, top: float, right: float, bottom: float) -> Quad:
        """The upright quad of a box."""
        return cls(((left, top), (right, top), (right, bottom), (left, bottom)))

    @classmethod
    def from_array(cls, array: NDArray[Any]) -> Quad:
        """array: (4, 2) of x, y."""
        a, b, c, d = ((float(x), float(y)) for x, y in np.asarray(array).reshape(4, 2))
        return cls((a, b, c, d))

    @classmethod
    def around(cls, quads: Sequence[Quad]) -> Quad:
        """The smallest upright quad around several; raises ValueError for none."""
        if not quads:
            raise ValueError("no quads to surround")
        return cls.from_box(
            min(q.left for q in quads),
            min(q.top for q in quads),
            max(q.right for q in quads),
            max(q.bottom for q in quads),
        )

    def to_array(self) -> NDArray[np.float64]:
        """(4, 2) float64 of x, y."""
        return np.array(self.points, dtype=np.float64)

    @property
    def left(self) -> float:
        return min(x for x, _ in self.points)

    @property
    def right(self) -> float:
        return max(x for x, _ in self.points)

    @property
    def top(self) -> float:
        return min(y for _, y in self.points)

    @property
    def bottom(self) -> float:
        return max(y for _, y in self.points)

    @property
    def width(self) -> float:
        """Extent of the upright box around the quad."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent of the upright box around the quad."""
        return self.bottom - self.top

    @property
    def center(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True, eq=False)
class Transform:
    """A map from a page's picture to the original as displayed: projective, with bends where paper was laid flat.

    matrix: (3, 3) float64, acting on (x, y, 1). bends: what follows it, each a dense map and the matrix after it.
    Composition reads left to right in the order of the pixels' way back: `rotated_to_page.then(page_to_source)`.
    """

    matrix: Matrix = field(default_factory=lambda: np.eye(3))
    bends: tuple[tuple[GridMap, Matrix], ...] = ()

    def __post_init__(self) -> None:
        for matrix in (self.matrix, *(matrix for _, matrix in self.bends)):
            matrix.flags.writeable = False

    def then(self, following: Transform) -> Transform:
        """First this map, then the following one."""
        if not self.bends:
            return Transform(following.matrix @ self.matrix, following.bends)
        *before, (bend, matrix) = self.bends
        return Transform(self.matrix, (*before, (bend, following.matrix @ matrix), *following.bends))

    def inverse(self) -> Transform:
        matrices = [np.linalg.inv(matrix) for matrix in (self.matrix, *(matrix for _, matrix in self.bends))]
        first, *others = (matrix.astype(np.float64) for matrix in reversed(matrices))
        bends = (bend.inverse() for bend, _ in reversed(self.bends))
        return Transform(first, tuple(zip(bends, others, strict=True)))

    def points(self, array: NDArray[Any]) -> NDArray[np.float64]:
        """array: (N, 2) of x, y; gives the same shape."""
        mapped = _project(self.matrix, np.asarray(array, dtype=np.float64).reshape(-1, 2))
        for bend, matrix in self.bends:
            mapped = _project(matrix, bend.points(mapped))
        return mapped

    def quad(self, quad: Quad) -> Quad:
        """The same corners in the same order, mapped."""
        return Quad.from_array(self.points(quad.to_array()))

    def quads(self, quads: Sequence[Quad]) -> list[Quad]:
        """Many at once: a page has hundreds, and a bend is inverted for all together."""
        corners = np.array([quad.points for quad in quads], dtype=np.float64).reshape(-1, 2)
        return [
            Quad(((a, b), (c, d), (e, f), (g, h)))
            for a, b, c, d, e, f, g, h in self.points(corners).reshape(-1, 8).tolist()
        ]

    @classmethod
    def scaling(cls, x: float, y: float) -> Transform:
        return cls(np.diag([x, y, 1.0]).astype(np.float64))

    @classmethod
    def bending(cls, nodes: NDArray[Any], size: tuple[float, float]) -> Transform:
        """nodes: (rows, columns, 2), where the nodes of an even grid over a picture of this size lie in the other one.

        Raises ValueError for what is no grid.
        """
        return cls(np.eye(3), ((GridMap(np.array(nodes, dtype=np.float64), size), np.eye(3)),))


def _project(matrix: Matrix, points: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = points.T
    # Written out, for a matrix product's last bit depends on the processor, and it wakes threads.
    across, down, depth = (row[0] * x + row[1] * y + row[2] for row in matrix)
    return np.column_stack([across / depth, down / depth])


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """What the recogniser thought at each step of one line, sparse.

    vocabulary: all classes as text; class 0 is the CTC blank. classes: (T, K) int32, the K most
    probable classes of each step, best first. probabilities: (T, K) float32. space: (T,) float32,
    probability of the space class at each step. quad: the line's crop, or what surrounds the crop of a
    bent line; step t of T lies at (t + 0.5) / T of its reading direction, `padding` of which (0 to 1,
    at the end) is no picture. is_column: the characters stand upright one below the other, so that the
    quad's first side is above them and their reading direction runs down.
    """

    vocabulary: Sequence[str]
    classes: NDArray[np.int32]
    probabilities: NDArray[np.float32]
    space: NDArray[np.float32]
    quad: Quad
    padding: float = 0.0
    is_column: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space. score: the recogniser's, in [0, 1]; 1 for a text layer."""

    text: str
    quad: Quad
    score: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line of text, or the part of one in its column. text: its words joined by single spaces."""

    words: tuple[Word, ...]
    quad: Quad
    score: float = 1.0
    lattice: Lattice | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page as the loader gives it.

    index: counts from 0 in the source. width, height: of this page's own coordinates.
    image: (H, W, 3) uint8 BGR, None when the text layer is used. lines: the text layer, None when
    the page must be read by OCR. to_source: own coordinates -> original as displayed.
    source_size: width and height of the original as displayed, in pixels or points. angle: degrees clockwise
    by which the original was turned, in quarters. rectified: names of all steps that changed the coordinates,
    in their order. unread: boxes of the detector from which no line came.
    """

    index: int
    width: float
    height: float
    image: Image | None
    lines: tuple[Line, ...] | None = None
    to_source: Transform = field(default_factory=Transform)
    source_size: tuple[float, float] = (0.0, 0.0)
    angle: int = 0
    rectified: tuple[str, ...] = ()
    unread: tuple[Quad, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A printed key phrase ("Rechnungsnr.", "T0TAL") with what it means.

    concept: name in the phrase files ("number", "seller.vat_id", "item.quantity", "kind.invoice");
    several labels may share words. kind: whose phrase files it is from. phrase: the phrase as the
    data file has it. line, first, last: the words `page.lines[line].words[first:last]`. score: 1 for
    an exact match, less for a fuzzy one.
    """

    concept: str
    kind: Kind
    phrase: str
    language: str
    line: int
    first: int
    last: int
    quad: Quad
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class TextPage:
    """What a page says: its lines in reading order, with what annotate adds. No pixels."""

    index: int
    width: float
    height: float
    lines: tuple[Line, ...]
    text_from: Literal["text", "ocr"]
    to_source: Transform = field(default_factory=Transform)
    source_size: tuple[float, float] = (0.0, 0.0)
    angle: int = 0
    rectified: tuple[str, ...] = ()
    language: str | None = None
    script: str | None = None
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """What a document is. scores: a raw score a kind, the best one first is `kind`."""

    kind: Kind
    subtype: str | None = None
    country: str | None = None
    scores: tuple[tuple[Kind, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may hold a field's value.

    field: attribute path in the record: "total", "seller.name", "line_items[3].amount",
    "taxes[0].rate". text: what decode shall read. printed: what stands there, where that differs
    (an MRZ's characters). page: index of the page, quad in its coordinates. checks: what its own
    notation proves (check digits of a zone).
    """

    field: str
    text: str
    page: int
    quad: Quad
    score: float
    origin: Origin
    words: tuple[Word, ...] = ()
    label: str | None = None
    printed: str | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What find saw in one document: any number of candidates a field, pairs and tables."""

    candidates: tuple[Candidate, ...] = ()
    pairs: tuple[Pair, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A candidate whose text was read as its field's type.

    value: Decimal, date, str ... as the record holds it. alternatives: other readings as text,
    likeliest first. corrected_from: the printed text where characters had to be repaired.
    """

    field: str
    value: Any
    candidate: Candidate
    score: float
    checks: tuple[Check, ...] = ()
    alternatives: tuple[str, ...] = ()
    corrected_from: str | None = None


@dataclass(frozen=True, slots=True)
class Readings:
    """Values by field, best first, and the issues met while reading them."""

    values: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    issues: tuple[Issue, ...] = ()

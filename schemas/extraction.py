"""What comes out: a record, the evidence for each of its values, and what is doubtful."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny

Origin = Literal["text", "ocr", "mrz", "barcode", "xml", "derived"]
Kind = Literal["invoice", "receipt", "bank_card", "identity", "form"]
Severity = Literal["info", "warning", "error"]
Point = tuple[float, float]
QuadPoints = tuple[Point, Point, Point, Point]


class Frozen(BaseModel):
    """Immutable, closed, and silent about its input: error texts and reprs hold no personal value."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr__(self) -> str:
        filled = [name for name in type(self).model_fields if getattr(self, name) not in (None, (), [], {}, "")]
        return f"{type(self).__name__}({', '.join(f'{name}=…' for name in filled)})"

    __str__ = __repr__


class Check(Frozen):
    """One test that a value underwent: "luhn", "iban", "icao_9303", "sum", "date_order" ..."""

    name: str
    passed: bool


class Evidence(Frozen):
    """Where one value stands and how it was read.

    value: as in the record. printed: as it stands on the page. quad: clockwise from the text's
    top left, in pixels of the picture or points of the PDF page as displayed. score: raw, in
    [0, 1], from the linker and the recogniser; it is no probability. confidence: calibrated
    probability that the value is right, None while no calibrator exists.
    """

    value: Any
    printed: str | None = None
    label: str | None = None
    page: int | None = None
    quad: QuadPoints | None = None
    score: float | None = None
    confidence: float | None = None
    accepted: bool = True
    origin: Origin = "ocr"
    checks: tuple[Check, ...] = ()
    alternatives: tuple[str, ...] = ()
    corrected_from: str | None = None


class Issue(Frozen):
    """A doubt about one field or the whole document. `code` is stable; the message holds no value."""

    code: str
    field: str | None = None
    message: str
    severity: Severity = "warning"


class Part(Frozen):
    """Which part of its source this document is: pages count from 0; quad within a picture."""

    pages: tuple[int, ...] = ()
    quad: QuadPoints | None = None
    index: int = 0
    of: int = 1


class Pair(Frozen):
    """A printed key and its value, whatever the document's kind."""

    key: str
    value: str
    page: int
    key_quad: QuadPoints | None = None
    value_quad: QuadPoints | None = None
    score: float


class Cell(Frozen):
    """One cell of a table; row and column count from 0."""

    row: int
    column: int
    text: str
    quad: QuadPoints | None = None


class Table(Frozen):
    """A table as cells; a header row, where there is one, is row 0."""

    page: int
    header: bool
    cells: tuple[Cell, ...]

    def to_frame(self) -> Any:
        """The table as a pandas DataFrame of strings; the header row names the columns."""
        import pandas

        rows = 1 + max((cell.row for cell in self.cells), default=-1)
        columns = 1 + max((cell.column for cell in self.cells), default=-1)
        grid = [["" for _ in range(columns)] for _ in range(rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        if self.header and grid:
            return pandas.DataFrame(grid[1:], columns=grid[0])
        return pandas.DataFrame(grid)


class PageInfo(Frozen):
    """One page of the source: its size as displayed, how its text was had, and what was done to it."""

    index: int
    width: float
    height: float
    text_from: Literal["text", "ocr"]
    angle: int = 0
    language: str | None = None
    script: str | None = None
    rectified: tuple[str, ...] = ()


class SourceFailure(Frozen):
    """Why a source gave no record: the error's stable code and its text."""

    code: str
    message: str


class Extraction(Frozen):
    """All that was found in one document. Either `record` or `error` is set."""

    source: str
    part: Part = Part()
    kind: Kind | None = None
    record: SerializeAsAny[BaseModel] | None = None
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    pairs: tuple[Pair, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[PageInfo, ...] = ()
    timings: dict[str, float] = Field(default_factory=dict)
    needs_review: bool = False
    error: SourceFailure | None = None

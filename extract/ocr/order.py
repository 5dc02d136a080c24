"""The order in which lines are read: columns of running text one after another, else rows from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ..document import Line

# Two lines stand in one row if they share at least this part of the lower one's height.
SAME_ROW = 0.5
# A gutter between columns of text is wider than this many line heights; between words it is about 0.3.
GUTTER = 0.8
# Bands of a page are parted where nothing is printed for this many line heights.
BAND_GAP = 0.9
# Columns are read one after another only where each has this many lines,
COLUMN_LINES = 3
# this many words in its usual line (a table's cells have one or two) ...
COLUMN_WORDS = 3
# ... and its usual line fills this part of its width (labels and amounts do not).
COLUMN_FILL = 0.6


def sort_lines(lines: Sequence[Line]) -> list[Line]:
    """Reading order. Receipts and tables are read row by row, columns of running text column by column."""
    if len(lines) < 2 * COLUMN_LINES:
        return _row_by_row(lines)
    height = median(min(line.quad.height, line.quad.width) for line in lines)
    ordered: list[Line] = []
    for band in _bands(lines, BAND_GAP * height):
        columns = _columns(band, GUTTER * height)
        for column in columns if len(columns) > 1 and all(map(_is_running_text, columns)) else [band]:
            ordered.extend(_row_by_row(column))
    return ordered


def _bands(lines: Sequence[Line], gap: float) -> list[list[Line]]:
    bands: list[list[Line]] = []
    reached = float("-inf")
    for line in sorted(lines, key=lambda line: (line.quad.top, line.quad.left)):
        if not bands or line.quad.top > reached + gap:
            bands.append([])
        bands[-1].append(line)
        reached = max(reached, line.quad.bottom)
    return bands


def _columns(lines: Sequence[Line], gutter: float) -> list[list[Line]]:
    columns: list[list[Line]] = []
    reached = float("-inf")
    for line in sorted(lines, key=lambda line: (line.quad.left, line.quad.top)):
        if not columns or line.quad.left > reached + gutter:
            columns.append([])
        columns[-1].append(line)
        reached = max(reached, line.quad.right)
    return columns


def _is_running_text(lines: Sequence[Line]) -> bool:
    if len(lines) < COLUMN_LINES:
        return False
    width = max(line.quad.right for line in lines) - min(line.quad.left for line in lines)
    return (
        median(len(line.words) for line in lines) >= COLUMN_WORDS
        and median(line.quad.width for line in lines) >= COLUMN_FILL * width
    )


def _row_by_row(lines: Sequence[Line]) -> list[Line]:
    # Each line joins the row whose last line to its left it continues: a page that leans or bends keeps its rows.
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.quad.left, line.quad.top)):
        joined = max(rows, key=lambda row: _shared_height(row[-1], line), default=None)
        if joined is None or _shared_height(joined[-1], line) < SAME_ROW:
            rows.append([line])
        else:
            joined.append(line)
    rows.sort(key=lambda row: (_middle(row), row[0].quad.left))
    return [line for row in rows for line in row]


def _shared_height(left: Line, right: Line) -> float:
    """Share of the lower one's height in which both stand, at the ends that face each other; 0 if they overlap."""
    if right.quad.left < left.quad.left + 0.5 * left.quad.width:
        return 0.0
    top, bottom = _side(left, leftmost=False)
    other_top, other_bottom = _side(right, leftmost=True)
    shared = min(bottom, other_bottom) - max(top, other_top)
    return shared / max(1e-6, min(bottom - top, other_bottom - other_top))


def _side(line: Line, *, leftmost: bool) -> tuple[float, float]:
    """Top and bottom of a line's left or right end."""
    by_x = sorted(line.quad.points)
    heights = [y for _, y in (by_x[:2] if leftmost else by_x[2:])]
    return min(heights), max(heights)


def _middle(row: Sequence[Line]) -> float:
    return sum(line.quad.center[1] * line.quad.width for line in row) / max(1e-6, sum(line.quad.width for line in row))

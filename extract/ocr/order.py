"""The order in which lines are read: rows from top to bottom, columns of running text one after another."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Line

# Two lines stand in one row if they share at least this part of the lower one's height.
SAME_ROW = 0.5


def sort_lines(lines: Sequence[Line]) -> list[Line]:
    """Reading order."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.quad.center[1], line.quad.left)):
        if rows and _same_row(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.quad.left)]


def _same_row(row: list[Line], line: Line) -> bool:
    other = row[-1].quad
    shared = min(other.bottom, line.quad.bottom) - max(other.top, line.quad.top)
    return shared >= SAME_ROW * min(other.height, line.quad.height)

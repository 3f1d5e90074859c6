"""Tells tables of different reports on one sheet apart: a table ends where one of another kind begins.

A reader knows the captions of its own tables alone, and would read on into those of another report.
"""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.tables.finder import Found, first_below
from kccxl.tables.grid import Area, Grid


def with_borders(grids: Sequence[Grid], tables: Sequence[Found]) -> list[Grid]:
    """Return the grids knowing where these tables stand; tables found on them afterwards end there.

    Args:
        grids: of one workbook.
        tables: of all its reports, found on these grids; one may be found by several reports.

    """
    return [
        grid.with_borders([_area(table, tables) for table in tables if table.grid is grid]) for grid in grids
    ]


def _area(table: Found, tables: Sequence[Found]) -> Area:
    """The cells of a table, from its captions to the last row with two cells before another table begins."""
    below = first_below(table, [other for other in tables if other.grid is table.grid])
    columns = range(table.left, table.right + 1)
    rows = reversed(range(table.header_bottom + 1, min(table.bottom, below)))
    filled = (row for row in rows if sum(table.grid.holds(row, column) for column in columns) > 1)
    return Area(table.top, table.left, next(filled, table.header_bottom), table.right)

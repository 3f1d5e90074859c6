"""A grid: one sheet's values as they stand, with what the eye sees beside them (formats, merges.

Hidden rows).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta | None"
"""What one cell can hold; an empty cell is ``None``."""

Position: TypeAlias = tuple[int, int]
"""Row and column, both counted from 0."""


def column_letters(column: int) -> str:
    """Name a column as Excel does, from its number counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Name a cell as Excel does, from its row and column counted from 0.

    >>> cell_name(11, 2)
    'C12'
    """
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, first and last row and column included, counted from 0.

    >>> Area(0, 0, 1, 2).name
    'A1:C2'
    """

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The rectangle in Excel's spelling."""
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class NamedTable:
    """An Excel table (ListObject): its name and the cells it spans, header row included."""

    name: str
    area: Area


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet.

    ``rows`` is dense from A1 and may be ragged; ask with :meth:`at`. ``formats`` holds the number format of
    cells where it is known and not General. ``uncached`` maps formula cells that hold no calculated result to
    their formula; ``faults`` maps cells that show an Excel error to it (``#REF!``): both read as empty in
    ``rows``. ``values_only`` says that none of what stands beside the values is known.

    >>> grid = Grid("book.xlsx", "Sheet1", [["Ref", "Target"], ["CS04", 0.95]], formats={(1, 1): "0%"})
    >>> grid.at(1, 1), grid.format_at(1, 1), grid.at(9, 9)
    (0.95, '0%', None)
    """

    workbook: str
    sheet: str
    rows: Sequence[Sequence[Value]]
    formats: Mapping[Position, str] = field(default_factory=dict)
    merged: Sequence[Area] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncached: Mapping[Position, str] = field(default_factory=dict)
    faults: Mapping[Position, str] = field(default_factory=dict)
    tables: Sequence[NamedTable] = ()
    visible: bool = True
    values_only: bool = False

    @property
    def height(self) -> int:
        """Rows held."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Columns held by the longest row."""
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int) -> Value:
        """Return the value of a cell; ``None`` when it is empty or outside the grid.

        A blank text counts as empty.
        """
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        value = self.rows[row][column]
        return None if isinstance(value, str) and not value.strip() else value

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell holds anything: a value, a formula without result, or an Excel error."""
        where = row, column
        return self.at(row, column) is not None or where in self.uncached or where in self.faults

    def format_at(self, row: int, column: int) -> str:
        """Return the number format of a cell; General where none is known."""
        return self.formats.get((row, column), "General")

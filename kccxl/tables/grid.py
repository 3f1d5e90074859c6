"""A grid: one sheet's values as they stand, with what the eye sees beside them (formats, merges.

Hidden rows).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import chain, zip_longest
from typing import Any, TypeAlias

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


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python look for no garbage meanwhile: the rows of a ledger are none, and take long to look through.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


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
    ``rows``. ``values_only`` says that none of what stands beside the values is known. ``borders`` are the
    tables of all reports of the workbook, where more than one was looked for (:mod:`kccxl.tables.borders`).

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
    borders: Sequence[Area] = ()
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was once worked out of the values and is asked for again: every report looks through every sheet."""

    def with_borders(self, borders: Sequence[Area]) -> Grid:
        """Return the same grid, knowing where tables stand; what was worked out of its values is kept."""
        grid = replace(self, borders=borders)
        grid.kept.update(self.kept)
        return grid

    @property
    def columns(self) -> Sequence[Sequence[Value]]:
        """The values column by column, for work on whole columns at once; as long as the grid is high.

        >>> Grid("book.xlsx", "Sheet1", [["Ref", "Target"], ["CS04"]]).columns
        [('Ref', 'CS04'), ('Target', None)]
        """
        if "columns" not in self.kept:
            if len(set(map(len, self.rows))) > 1:
                self.kept["columns"] = list(zip_longest(*self.rows))
            else:  # all cells in one run, of which each column is every so-many-th: three times as quick as zip
                cells, width = list(chain.from_iterable(self.rows)), self.width
                self.kept["columns"] = [cells[column::width] for column in range(width)]
        found: Sequence[Sequence[Value]] = self.kept["columns"]
        return found

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

"""One row of a table: its cells by column name, as text or figure, with faults reported where met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kccxl.tables.cells import BLANK, Figure, Kind, paragraphs, plain_text, read_figure
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid, Value, cell_name
from kccxl.tables.problems import ProblemLog, Severity


def origin(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """Return the cell that holds the value shown here: the top left one of a merged area, else itself."""
    for area in grid.merged:
        if area.holds(row, column):
            return area.top, area.left
    return row, column


def body_rows(table: Found, log: ProblemLog) -> Iterator[Row]:
    """Yield the rows beneath a header that hold anything; hidden ones are read like the others, and said."""
    for name, column in table.columns.items():
        if column in table.grid.hidden_columns:
            log.note(
                "hidden-column",
                f"{table.grid.sheet}!{cell_name(table.top, column)}",
                f"the column “{table.captions[name]}” is hidden",
                "visible columns",
                "It was read like the others.",
            )
    for index in table.body:
        row = Row(table, index, log)
        if not row.filled:
            continue
        if index in table.grid.hidden_rows:
            log.note(
                "hidden-row",
                row.place_of(row.filled[0]),
                f"row {index + 1} is hidden",
                "visible rows",
                "It was read like the others. Delete it if it should not count.",
            )
        yield row


@dataclass(frozen=True, slots=True)
class Row:
    """A row beneath a header."""

    table: Found
    index: int
    log: ProblemLog

    @property
    def grid(self) -> Grid:
        """The sheet the row is on."""
        return self.table.grid

    def has(self, name: str) -> bool:
        """Whether the table has this column."""
        return name in self.table.columns

    def place(self, name: str) -> str:
        """``Sheet!C12`` for a column of this row; the row's first cell where the table lacks the column."""
        column = self.table.columns.get(name, self.table.left)
        return self.place_of(column)

    def place_of(self, column: int) -> str:
        """``Sheet!C12`` for a column by its position."""
        return f"{self.grid.sheet}!{cell_name(self.index, column)}"

    def value(self, name: str) -> Value:
        """Return what a cell holds, seen through merged areas.

        ``None`` where it is empty or the table lacks the column.
        """
        column = self.table.columns.get(name)
        return None if column is None else self.value_of(column)

    def value_of(self, column: int) -> Value:
        """Return what the cell in a column holds, seen through merged areas."""
        return self.grid.at(*origin(self.grid, self.index, column))

    def text(self, name: str) -> str:
        """Return a cell as plain text."""
        self._calculated(name)
        return plain_text(self.value(name))

    def paragraphs(self, name: str) -> str:
        """A cell as text with its line breaks kept."""
        return paragraphs(self.value(name)) if self.text(name) else ""

    def figure(
        self,
        name: str,
        expected: str = "a number",
        severity: Severity = Severity.ERROR,
        read: Callable[[Value, str], Figure] = read_figure,
    ) -> Figure:
        """Return a cell as a figure; what is no figure is reported, naming the cell.

        As an error it is read as none; as a warning (a cell no rating rests on) its text is kept to be
        printed. ``read`` says how cells of this column are written.
        """
        column = self.table.columns.get(name)
        return BLANK if column is None else self.figure_of(column, expected, severity, read)

    def figure_of(
        self,
        column: int,
        expected: str = "a number",
        severity: Severity = Severity.ERROR,
        read: Callable[[Value, str], Figure] = read_figure,
    ) -> Figure:
        """As :meth:`figure`, by the column's position."""
        place = self.place_of(column)
        if not self._calculated_at(column):
            return BLANK.at(place)
        where = origin(self.grid, self.index, column)
        figure = read(self.grid.at(*where), self.grid.format_at(*where)).at(place)
        if figure.kind is Kind.TEXT:
            self.log.add(
                severity,
                "not-a-number",
                place,
                f"“{figure.printed}”",
                f"{expected}, or N/a, NEW, TBC or blank",
                "Type one figure in this cell, or N/a if there is none.",
            )
            return BLANK.at(place) if severity is Severity.ERROR else figure
        return figure

    @property
    def filled(self) -> list[int]:
        """The table's columns in which this row holds something; a merged area counts once.

        A formula always.
        """
        columns = range(self.table.left, self.table.right + 1)
        return [column for column in columns if self.grid.holds(self.index, column)]

    def cells(self) -> Iterator[tuple[int, str]]:
        """Return the filled cells of the whole sheet row: column and plain text.

        A merged area counts once.
        """
        for column in range(len(self.grid.rows[self.index])):
            text = plain_text(self.grid.at(self.index, column))
            if text:
                yield column, text

    def _calculated(self, name: str) -> None:
        column = self.table.columns.get(name)
        if column is not None:
            self._calculated_at(column)

    def _calculated_at(self, column: int) -> bool:
        return calculated(self.grid, self.index, column, self.log)


def calculated(grid: Grid, row: int, column: int, log: ProblemLog) -> bool:
    """Whether a cell's formula has a result; one without, or with an Excel error, is reported."""
    where = origin(grid, row, column)
    place = f"{grid.sheet}!{cell_name(row, column)}"
    if where in grid.faults:
        log.error(
            "excel-error",
            place,
            grid.faults[where],
            "a figure",
            "Mend the formula in this cell, or type the figure.",
        )
        return False
    if where in grid.uncached:
        log.error(
            "not-calculated",
            place,
            f"the formula ={grid.uncached[where].lstrip('=')} without a result",
            "a calculated figure",
            "Open the workbook in Excel, let it calculate, and save it.",
        )
        return False
    return True

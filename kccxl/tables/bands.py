"""The rows of a sheet in runs without a blank one, and the columns that each of several tables side by side takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kccxl.tables.accounting import read_signed
from kccxl.tables.cells import Figure, Kind, plain_text, without_dust
from kccxl.tables.columns_of import names_numbers
from kccxl.tables.finder import is_dashes
from kccxl.tables.grid import Grid


@dataclass(slots=True)
class Cells:
    """What the cells of one row, or of the part of it that one table takes, say."""

    row: int
    texts: dict[int, str] = field(default_factory=dict)
    figures: dict[int, Figure] = field(default_factory=dict)
    unread: set[int] = field(default_factory=set)
    """Where figures are to come, or something that is none stands in their place."""

    @property
    def filled(self) -> set[int]:
        """The columns that hold anything."""
        return {*self.texts, *self.figures, *self.unread}

    def within(self, columns: range) -> Cells:
        """The part of the row in these columns."""
        return Cells(
            self.row,
            {column: text for column, text in self.texts.items() if column in columns},
            {column: figure for column, figure in self.figures.items() if column in columns},
            {column for column in self.unread if column in columns},
        )

    def is_scale(self, *, captioned: bool) -> bool:
        """Whether the figures are captions: years, or, where there are none above, periods from 1 upwards."""
        if len(self.figures) < 2 or self.unread:
            return False
        values = [figure.value for _, figure in sorted(self.figures.items()) if not figure.unit]
        if len(values) != len(self.figures) or any(value is None or value != int(value) for value in values):
            return False
        numbers = [int(value) for value in values if value is not None]
        steps = {after - before for before, after in pairwise(numbers)}
        periods = any(map(names_numbers, self.texts.values())) or (not self.texts and len(numbers) > 4)
        years = all(1900 <= number <= 2100 for number in numbers) and steps <= {1, -1, 0}
        return years or (not captioned and periods and numbers[0] == 1 and steps == {1})


def bands_of(grid: Grid) -> Iterator[list[Cells]]:
    """The rows of a sheet in runs without a blank row; rules of dashes are passed over."""
    band: list[Cells] = []
    for row in range(grid.height):
        if is_dashes(grid, row):
            continue
        cells = _cells(grid, row)
        if cells.filled:
            band.append(cells)
        elif band:
            yield band
            band = []
    if band:
        yield band


def _cells(grid: Grid, row: int) -> Cells:
    """The texts and the figures of a row; N/a is neither, TBC and a formula without a result are to come."""
    cells = Cells(row)
    for column in range(len(grid.rows[row])):
        if (row, column) in grid.uncached or (row, column) in grid.faults:
            cells.unread.add(column)
            continue
        value = grid.at(row, column)
        if value is None:
            continue
        figure = read_signed(value, grid.format_at(row, column))
        if figure.known:
            figure = replace(
                figure, value=without_dust(figure.exact), printed=figure.printed or plain_text(value)
            )
            cells.figures[column] = figure
        elif figure.kind is Kind.TEXT:
            cells.texts[column] = plain_text(value)
        elif figure.kind in (Kind.TBC, Kind.NEW):
            cells.unread.add(column)
    return cells


def side_by_side(band: Sequence[Cells]) -> list[range]:
    """The columns of each table of a band: cut before names that follow a blank column, or the first caption again."""
    filled = sorted({column for cells in band for column in cells.filled})
    if not filled:
        return []
    words = Counter(column for cells in band for column in cells.texts)
    figures = Counter(column for cells in band for column in cells.figures)
    last = max(figures, default=0)
    cuts, figured = [filled[0]], False
    for before, column in zip([None, *filled], filled, strict=False):
        named = figured and words[column] > figures[column] and column < last
        if named and before is not None and (column > before + 1 or _again(band, cuts[-1], column)):
            cuts.append(column)
            figured = False
        figured = figured or column in figures
    return [range(start, stop) for start, stop in zip(cuts, [*cuts[1:], filled[-1] + 1], strict=True)]


def _again(band: Sequence[Cells], first: int, column: int) -> bool:
    header = next((cells.texts for cells in band if len(cells.texts) > 1 and not cells.figures), {})
    return first in header and header[first] == header.get(column)

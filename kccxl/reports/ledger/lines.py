"""The lines of a workbook's ledger, column by column: texts as codes of their spellings, amounts in whole units.

Several tables (a sheet for each division, a header repeated after a page break) make one ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from kccxl.reports.ledger.amounts import PENNIES, Amounts, Units, read_amounts
from kccxl.reports.ledger.specs import AMOUNTS, SIDES
from kccxl.reports.money.amounts import Scales
from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.tables.cells import Figure, plain_text
from kccxl.tables.finder import Found
from kccxl.tables.grid import Value, cell_name

_UNIT_ROWS = 4
"""Rows beneath a header in which a unit row is sought; no 200,000 lines are looked through for one."""

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts: for each line the number of its text in ``labels``, -1 where it is blank."""

    codes: Codes
    labels: Sequence[str]

    @classmethod
    def of(cls, values: Sequence[Value]) -> Coded:
        """Put texts together that differ by capitals and blanks alone; the first spelling is kept.

        >>> found = Coded.of(["Adult Services", "adult  services", None, " ", 12345.0])
        >>> found.codes.tolist(), found.labels
        ([0, 0, -1, -1, 1], ['Adult Services', '12345'])
        """
        codes, different = numbered(values)
        numbers: dict[str, int] = {}
        labels: list[str] = []
        translation = np.full(len(different), -1, dtype=np.int64)
        for place, value in enumerate(different):
            text = plain_text(value)
            key = text.casefold()
            if text and key not in numbers:
                numbers[key] = len(labels)
                labels.append(text)
            translation[place] = numbers[key] if text else -1
        return cls(translation[codes], labels)

    def flags(self, test: Callable[[str], bool]) -> Mask:
        """Return where the text of a line passes a test; a blank never does."""
        passed = np.array([*(test(label) for label in self.labels), False], dtype=bool)
        return passed[self.codes]

    def label(self, line: int) -> str:
        """Return the text of one line; empty where it is blank."""
        code = int(self.codes[line])
        return "" if code < 0 else self.labels[code]


def numbered(values: Sequence[Value]) -> tuple[Codes, list[Value]]:
    """Number values in the order in which they are first met; return the numbers and the different values.

    >>> numbers, different = numbered(["Apr", "May", "Apr", None])
    >>> numbers.tolist(), different
    ([0, 1, 0, 2], ['Apr', 'May', None])
    """
    different = list(dict.fromkeys(values))
    numbers = {value: number for number, value in enumerate(different)}
    return np.fromiter(map(numbers.__getitem__, values), np.int64, len(values)), different


@dataclass(frozen=True, slots=True)
class Raw:
    """The cells of all ledger tables, table after table, and where each row stands.

    ``values`` are by column; a column that a table lacks is blank there.
    """

    tables: Sequence[Found]
    values: Mapping[str, Sequence[Value]]
    table: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many rows there are, whatever they hold."""
        return len(self.row)

    def place(self, line: int, name: str) -> str:
        """``Ledger!C12`` for a column of one row; its first cell where the table lacks the column."""
        table = self.tables[int(self.table[line])]
        column = table.columns.get(name, table.left)
        return f"{table.grid.sheet}!{cell_name(int(self.row[line]), column)}"

    def rows_of(self, number: int) -> slice:
        """Return where the rows of one table stand among all."""
        first, last = np.searchsorted(self.table, [number, number + 1])
        return slice(int(first), int(last))


def gather(tables: Sequence[Found]) -> Raw:
    """Take the cells of all tables; what a merged area shows of a text counts for each of its rows."""
    names = dict.fromkeys(name for table in tables for name in table.columns)
    values: dict[str, Sequence[Value]] = {}
    for name in names:
        parts = [_column(table, name) for table in tables]
        values[name] = parts[0] if len(parts) == 1 else [value for part in parts for value in part]
    sizes = [len(table.body) for table in tables]
    rows = [np.arange(table.header_bottom + 1, table.header_bottom + 1 + len(table.body)) for table in tables]
    empty = np.empty(0, dtype=np.int64)
    return Raw(
        tables,
        values,
        np.repeat(np.arange(len(tables)), sizes),
        np.concatenate([empty, *rows]),
    )


def _column(table: Found, name: str) -> Sequence[Value]:
    column = table.columns.get(name)
    if column is None or column >= len(table.grid.columns):
        return [None] * len(table.body)
    cells = list(table.grid.columns[column][table.body.start : table.body.stop])
    if name not in (*AMOUNTS, *SIDES):
        for row, value in _merged(table, column):
            cells[row - table.body.start] = value
    return cells


def _merged(table: Found, column: int) -> Iterator[tuple[int, Value]]:
    for area in table.grid.merged:
        if area.left <= column <= area.right:
            value = table.grid.at(area.top, area.left)
            for row in range(max(area.top, table.body.start), min(area.bottom + 1, table.body.stop)):
                yield row, value


def amounts_of(raw: Raw, name: str, settings: MoneySettings) -> Amounts:
    """Read a column of amounts over all tables, in pounds; plain figures are in what captions or settings say."""
    parts = [_amounts(raw, number, name, settings) for number in range(len(raw.tables))]
    places = max((part.places for part in parts), default=PENNIES)
    starts = [raw.rows_of(number).start for number in range(len(parts))]
    odd = [start + at for start, part in zip(starts, parts, strict=True) for at in part.odd]
    units = _joined([part.at_places(places) for part in parts])
    known = np.concatenate([np.empty(0, dtype=bool), *(part.known for part in parts)])
    return Amounts(units, places, known, odd)


def _amounts(raw: Raw, number: int, name: str, settings: MoneySettings) -> Amounts:
    table, rows = raw.tables[number], raw.rows_of(number)
    if name not in table.columns:
        size = rows.stop - rows.start
        return Amounts(np.zeros(size, dtype=np.int64), PENNIES, np.zeros(size, dtype=bool), ())
    head = replace(table, bottom=min(table.bottom, table.header_bottom + 1 + _UNIT_ROWS))
    scales = Scales.of(head, [name], settings)
    scale = scales.by_column[name] or Scale.POUNDS
    return read_amounts(raw.values[name][rows], partial(_in_pounds, scales, name), scale.power)


def _in_pounds(scales: Scales, name: str, figure: Figure) -> Figure:
    return figure if figure.unit == "%" else scales.in_pounds(figure, name) or figure


def _joined(parts: Sequence[Units]) -> Units:
    if len(parts) == 1:
        return parts[0]
    joined: Units = np.concatenate([np.empty(0, dtype=np.int64), *parts])
    return joined

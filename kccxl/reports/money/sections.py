"""Sections under captions of their own, with one total beneath them all, are read as one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kccxl.reports.money.line import Columns, LineKind, MoneyLine
from kccxl.reports.money.lines import read_lines
from kccxl.reports.money.roll_up import covered_by, roll_up
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.sums import adds_up
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid, Value
from kccxl.tables.problems import ProblemLog


def with_sections_joined(
    tables: Sequence[Found], columns: Callable[[Found], Columns], settings: MoneySettings
) -> list[Found]:
    """Join tables on one sheet under the same captions where the last row beneath them is the total of them all.

    Cast within its own section alone, that row would be far too high. Sections without such a row stay tables of
    their own. In a joined table the repeated captions are blank.

    Args:
        tables: in the order of their sheets.
        columns: which columns of a table are which.
        settings: of the workbook.

    """
    found: list[Found] = []
    for table in tables:
        found.append(table)
        first = next((at for at in range(len(found)) if _are_sections(found[at:], columns, settings)), None)
        if first is not None:
            found[first:] = [_joined(found[first:])]
    return found


def _are_sections(
    tables: Sequence[Found], columns: Callable[[Found], Columns], settings: MoneySettings
) -> bool:
    first, last = tables[0], tables[-1]
    alike = all(
        table.grid is first.grid and table.columns == first.columns and table.captions == first.captions
        for table in tables
    )
    if len(tables) < 2 or not alike:
        return False
    whole = _joined(tables)
    return not _closes(last, columns(last), settings) and _closes(whole, columns(whole), settings)


def _closes(table: Found, columns: Columns, settings: MoneySettings) -> bool:
    """Whether the last line of a table is called a total, and is that of all its lines."""
    lines: Sequence[MoneyLine] = read_lines(table, columns, settings, ProblemLog(table.grid.workbook))
    names = [name for name in (*columns.amounts, *columns.counts) if name in table.columns]
    last = len(lines) - 1
    sums = roll_up(lines, names)
    if last not in sums.addends or sums.grand != last:
        return False
    items = {at for at, line in enumerate(lines) if line.kind is LineKind.ITEM}
    parts = [lines[part] for part in sums.addends[last]]
    return items <= covered_by(last, sums.addends) and adds_up(parts, lines[last], names)


def _joined(tables: Sequence[Found]) -> Found:
    first, last = tables[0], tables[-1]
    blank = {row for table in tables[1:] for row in range(table.top, table.header_bottom + 1)}
    grid: Grid = first.grid
    rows = [_blanked(values, first) if row in blank else values for row, values in enumerate(grid.rows)]
    return replace(first, grid=replace(grid, rows=rows), bottom=last.bottom)


def _blanked(values: Sequence[Value], table: Found) -> list[Value]:
    return [None if table.left <= column <= table.right else value for column, value in enumerate(values)]

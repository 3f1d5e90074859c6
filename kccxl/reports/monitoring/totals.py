"""Add up the tables of the monitoring report: cast their totals, find the one over all lines, or compute it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kccxl.reports.money.casts import castings_in
from kccxl.reports.money.lines import LineKind, MoneyLine
from kccxl.reports.money.roll_up import filled, recast, roll_up, slips_of
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.monitoring.compute import total_of
from kccxl.reports.monitoring.model import Line, Table
from kccxl.reports.monitoring.reading import VARIANCES, ReadTable
from kccxl.rules.variance import as_printed
from kccxl.tables.problems import ProblemLog, Severity
from kccxl.tables.totals import Casting


def cast_table(
    table: ReadTable, lines: Sequence[Line], settings: MoneySettings, log: ProblemLog
) -> list[Casting]:
    """Re-add the totals of the columns of money, with what was computed in blank cells.

    A column in which a cell could not be read is left out: that cell is reported already.
    """
    whole = [_filled(*pair, settings) for pair in zip(table.printed, lines, strict=True)]
    computed = {
        (at, name)
        for at, (given, line) in enumerate(zip(table.printed, lines, strict=True))
        for name in table.amounts
        if not given.amount(name).known and getattr(line.amounts, name)
    }
    sums = roll_up(whole, table.amounts)
    found = recast(castings_in([table.found], settings), table.found, whole, computed, sums, settings)
    readable = _readable_columns(table, log)
    return [casting for casting in found if casting.column in readable]


def _readable_columns(table: ReadTable, log: ProblemLog) -> set[int]:
    faulty = {
        problem.cell.rstrip("0123456789")
        for problem in log.problems
        if problem.severity is Severity.ERROR and problem.sheet == table.found.grid.sheet
    }
    columns = {name: table.found.columns[name] for name in table.amounts}
    letters = {
        name: cell.rpartition("!")[2].rstrip("0123456789")
        for line in table.lines
        for name, cell in line.cells.items()
    }
    return {column for name, column in columns.items() if letters.get(name) not in faulty}


def _filled(given: MoneyLine, line: Line, settings: MoneySettings) -> MoneyLine:
    """Return a line with what was computed, with the sign of the sheet."""
    amounts = {name: getattr(line.amounts, name) for name in given.amounts}
    return filled(
        given,
        {
            name: as_printed(amount, settings.sign) if name in VARIANCES and amount is not None else amount
            for name, amount in amounts.items()
        },
    )


def add_up(
    read: ReadTable,
    lines: Sequence[Line],
    castings: Sequence[Casting],
    settings: MoneySettings,
    log: ProblemLog,
) -> Table:
    """Return a table with the total of all its lines: its own, or where it has none, the computed one."""
    sheet, columns = read.found.grid.sheet, frozenset(read.found.columns)
    slips = {
        given.cells[name]: slip
        for given in read.printed
        if given.kind is LineKind.TOTAL
        for name, slip in slips_of(given, read.found, castings, settings).items()
    }
    grand = roll_up(read.printed, read.amounts).grand
    if grand is not None:
        total = replace(lines[grand], group="")
        return Table(sheet, columns, [*lines[:grand], total, *lines[grand + 1 :]], total, slips)
    items = [line for line in lines if line.kind is LineKind.ITEM]
    if items:
        log.note(
            "no-total",
            items[-1].cells["heading"],
            "no total of all lines",
            "a row such as Total",
            "The total was computed, and is printed.",
        )
    return Table(sheet, columns, lines, total_of(items, settings), slips)

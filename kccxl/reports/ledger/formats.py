"""Amounts of a ledger that a number format displays with another sign than is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kccxl.reports.ledger.specs import AMOUNTS
from kccxl.reports.money.turned_formats import report_turned, turned
from kccxl.tables.cells import exact
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog


def report_turned_formats(tables: Sequence[Found], log: ProblemLog) -> None:
    """Report them, a table at a time; where no format of a sheet turns a sign, no cell is looked at."""
    for table in tables:
        report_turned(list(_turned_cells(table)), log)


def _turned_cells(table: Found) -> Iterator[str]:
    formats = table.grid.formats
    doubtful = {
        code
        for code in set(formats.values())
        if any(turned(code, Decimal(sign), credits=True) for sign in (1, -1))
    }
    columns = {table.columns[name] for name in AMOUNTS if name in table.columns}
    for (row, column), code in sorted(formats.items()) if doubtful else ():
        if code not in doubtful or column not in columns or row not in table.body:
            continue
        value = table.grid.at(row, column)
        if isinstance(value, int | float) and turned(code, exact(value), credits=True):
            yield f"{table.grid.sheet}!{cell_name(row, column)}"

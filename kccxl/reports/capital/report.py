"""The capital report from grids to results."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.capital.compute import compute
from kccxl.reports.capital.model import Results
from kccxl.reports.capital.read import read_tables, tables_in
from kccxl.reports.money.line_checks import report_unformatted
from kccxl.reports.money.settings import MoneySettings, read_money_settings
from kccxl.reports.money.stated_period import check_stated_period
from kccxl.reports.money.stated_sign import contradicts
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid
from kccxl.tables.problems import ProblemLog

TITLE = "Capital Monitoring"


def serves(grids: Sequence[Grid]) -> bool:
    """Whether any sheet holds a table of capital."""
    return bool(tables_in(grids))


def tables(grids: Sequence[Grid]) -> list[Found]:
    """Find the tables of the report."""
    return tables_in(grids)


def report(grids: Sequence[Grid], workbook: str) -> Results:
    """Read, compute and check one workbook; every problem is among the results."""
    log = ProblemLog(workbook)
    settings = read_money_settings(grids, log, MoneySettings(title=TITLE), "kccxl new capital")
    report_unformatted([table.grid for table in tables_in(grids)], log)
    for table in tables_in(grids):
        contradicts(table, settings, log, grids)
    sources = read_tables(grids, settings, log)
    check_stated_period([source.table for source in sources], settings, log)
    return compute(sources, settings, log)

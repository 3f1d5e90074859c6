"""The budget report from grids to results."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.budget.casting import cast_tables
from kccxl.reports.budget.model import Results
from kccxl.reports.budget.reading import check_lines, read_tables, tables_in
from kccxl.reports.budget.specs import STAFF
from kccxl.reports.money.casts import report_casts
from kccxl.reports.money.settings import MoneySettings, read_money_settings
from kccxl.reports.money.stated_period import check_stated_period
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid
from kccxl.tables.problems import ProblemLog, worst_first

COMMAND = "kccxl new budget"
START = MoneySettings(title="Directorate Budget")


def serves(grids: Sequence[Grid]) -> bool:
    """Whether any sheet holds a directorate budget or a table of staff."""
    return any(tables_in(grid) for grid in grids)


def tables(grids: Sequence[Grid]) -> list[Found]:
    """Find the tables of the report."""
    return [table for grid in grids for table in tables_in(grid)]


def report(grids: Sequence[Grid], workbook: str) -> Results:
    """Read, compute and check one workbook; every problem is among the results."""
    log = ProblemLog(workbook)
    _report_unformatted(grids, log)
    settings = read_money_settings(grids, log, START, COMMAND)
    tables = read_tables(grids, settings, log)
    check_stated_period([table.found for table in tables], settings, log)
    check_lines(tables, log)
    recasts = cast_tables(tables, settings, log)
    report_casts([recast.casting for recast in recasts], settings, log)
    if not tables:
        _report_none(log)
    return Results(
        workbook,
        settings,
        [table for table in tables if table.found.spec is not STAFF],
        [table for table in tables if table.found.spec is STAFF],
        recasts,
        worst_first(log.problems),
    )


def _report_unformatted(grids: Sequence[Grid], log: ProblemLog) -> None:
    """Warn where rounding cannot be told from a slip, for nothing says with how many decimals figures are shown."""
    for grid in grids:
        if grid.values_only and grid.visible and tables_in(grid):
            log.warn(
                "formats-unknown",
                f"{grid.sheet}!",
                "a sheet read without its number formats (an old or very large file)",
                "an .xlsx workbook",
                "Totals are re-added as stored, not as displayed, and formulas without a result read as blank. "
                "Open it in Excel and save it as .xlsx.",
            )


def _report_none(log: ProblemLog) -> None:
    log.error(
        "no-table",
        "",
        "no budget and no staff of any division",
        "a table with the columns Division, Staffing and Non Staffing, or Division and FTE, and rows of figures",
        f"Check the captions; `{COMMAND}` writes a workbook that explains them.",
    )

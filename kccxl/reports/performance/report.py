"""The performance report from grids to results: which layout a workbook has, and what it says."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.performance.compute import compute
from kccxl.reports.performance.data import read_data
from kccxl.reports.performance.data_tables import find_data_tables
from kccxl.reports.performance.model import Inputs, Results, Settings
from kccxl.reports.performance.published import read_published
from kccxl.reports.performance.specs import ACTIVITY, ACTIVITY_TABLE, INDICATORS, KPI, PUBLISHED
from kccxl.tables.finder import Found, find_tables
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog


def serves(grids: Sequence[Grid]) -> bool:
    """Whether any sheet holds a table of indicators or activity, in either layout."""
    return any(find_tables(grid, [KPI, ACTIVITY_TABLE, INDICATORS, ACTIVITY]) for grid in grids)


def tables(grids: Sequence[Grid]) -> list[Found]:
    """Find the tables of the report, in either layout."""
    published = [table for grid in grids for table in find_tables(grid, PUBLISHED)]
    return [*published, *find_data_tables(grids)] if _is_data(grids) else published


def _is_data(grids: Sequence[Grid]) -> bool:
    names = (INDICATORS.name, ACTIVITY.name)
    return any(table.spec.name in names for table in find_data_tables(grids))


def read(grids: Sequence[Grid], log: ProblemLog) -> Inputs:
    """Read a workbook in either layout."""
    data = [table for table in find_data_tables(grids) if table.spec.name in (INDICATORS.name, ACTIVITY.name)]
    if not data:
        return read_published(grids, log, Settings())
    for grid in grids:
        for table in find_tables(grid, [KPI, INDICATORS]):
            if table.spec is KPI and "latest" in table.columns:
                log.error(
                    "two-layouts",
                    f"{grid.sheet}!{cell_name(table.top, table.left)}",
                    "a table laid out as published beside the tables of the data layout",
                    "one of the two layouts",
                    f"Move this table to another workbook, or the one on the sheet {data[0].grid.sheet}.",
                )
    return read_data(grids, log, Settings())


def _report_unformatted(grids: Sequence[Grid], log: ProblemLog) -> None:
    """Warn where ratings cannot be made on the figures as displayed, for nothing says how they are displayed."""
    for grid in grids:
        if grid.values_only and grid.visible and serves([grid]):
            log.warn(
                "formats-unknown",
                f"{grid.sheet}!",
                "a sheet read without its number formats (an old or very large file)",
                "an .xlsx workbook",
                "Figures are rated as stored, not as displayed, and formulas without a result read as blank. "
                "Open it in Excel and save it as .xlsx.",
            )


def report(grids: Sequence[Grid], workbook: str) -> Results:
    """Read, compute and check one workbook; every problem is among the results."""
    log = ProblemLog(workbook)
    _report_unformatted(grids, log)
    return compute(read(grids, log), log)

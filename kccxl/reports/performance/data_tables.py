"""Finds the tables of the data layout, and tells them from other people's lists."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from kccxl.reports.paper.columns import report_hidden_sheet
from kccxl.reports.performance.columns import report_columns
from kccxl.reports.performance.series import is_results, refs_of
from kccxl.reports.performance.specs import ACTIVITY, DATA, INDICATORS, PUBLISHED, RESULTS
from kccxl.tables.finder import Found, find_tables, near_misses, table_named
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog


def find_data_tables(grids: Sequence[Grid]) -> list[Found]:
    """Find the tables of the data layout on all sheets, by their headers or by their Excel table names."""
    found: list[Found] = []
    for grid in grids:
        here = find_tables(grid, [RESULTS, *DATA], keep=is_results)
        for spec in [*DATA, RESULTS]:
            named = table_named(grid, spec)
            if named is not None and all(
                table.header_bottom != named.header_bottom or table.left != named.left for table in here
            ):
                here.append(named)
        found += here
    return found


def report_tables(grids: Sequence[Grid], tables: Sequence[Found], log: ProblemLog) -> None:
    """Report columns that are missing, twice or unknown, hidden sheets, and tables that lack what would tell them."""
    for table in tables:
        report_columns(table, log)
        report_hidden_sheet(table, log)
    for grid in grids:
        here = [table for table in tables if table.grid is grid]
        published = find_tables(grid, PUBLISHED)
        for missed in near_misses(
            grid, [INDICATORS, ACTIVITY], [*here, *published], {"floor", "threshold", "good_is"}
        ):
            report_columns(missed, log)


def results_tables(tables: Sequence[Found], log: ProblemLog) -> list[Found]:
    """The tables of results among those found; a list whose refs no indicator has is noted and left out."""
    described = [table for table in tables if table.spec in (INDICATORS, ACTIVITY) and "ref" in table.columns]
    refs = set().union(*(refs_of(table) for table in described))
    return [table for table in tables if table.spec is RESULTS and _is_ours(table, refs, log)]


def _is_ours(table: Found, refs: AbstractSet[str], log: ProblemLog) -> bool:
    """Whether a table with refs and periods holds our results, and is not somebody's list of other things."""
    named = "result" in table.grid.sheet.lower() or any(
        named.area.top == table.top and named.name.lower() in {name.lower() for name in RESULTS.table_names}
        for named in table.grid.tables
    )
    if named or not refs or refs & refs_of(table):
        return True
    log.note(
        "table-not-read",
        f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
        "a table whose refs no indicator has",
        "results of the indicators",
        "It was taken for something else and not read.",
    )
    return False

"""What a sheet of published tables holds as a whole: its headers, its hidden lines, and whose each cell is."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kccxl.reports.performance.columns import report_columns
from kccxl.reports.performance.series import is_results, refs_of
from kccxl.reports.performance.specs import ACTIVITY_TABLE, KPI, PUBLISHED, RESULTS
from kccxl.tables.finder import Found, find_tables, near_misses
from kccxl.tables.grid import Area, Grid, cell_name
from kccxl.tables.problems import ProblemLog

_TELLING = {"floor", "month_rag", "ytd_rag", "in_range"}


def report_headers(grid: Grid, tables: Sequence[Found], refs: AbstractSet[str], log: ProblemLog) -> None:
    """Report columns that are missing, twice or unknown, and tables that cannot be told for want of one."""
    for table in tables:
        report_columns(table, log)
        if table.spec is KPI and not {"latest", "ytd"} & set(table.columns):
            report_columns(
                replace(table, spec=replace(KPI, key=KPI.key | {"latest"}), others={}, twice={}), log
            )
    for table in find_tables(grid, [RESULTS, *PUBLISHED], keep=is_results):
        known = any(table.top <= other.header_bottom and other.top <= table.header_bottom for other in tables)
        if table.spec is RESULTS and not known and refs & refs_of(table):
            log.error(
                "results-not-read",
                f"{grid.sheet}!{cell_name(table.top, table.left)}",
                "a table of results by period",
                "beside it a table of indicators with Ref, Service area, Indicator description and Target",
                "Add the column that table lacks, or delete this one if the figures stand elsewhere.",
            )
    for missed in near_misses(grid, [KPI, ACTIVITY_TABLE], tables, _TELLING):
        report_columns(missed, log)
    for missed in near_misses(grid, [KPI], tables, {"target"}):
        if not _TELLING & set(missed.columns):
            log.note(
                "table-not-read",
                f"{grid.sheet}!{cell_name(missed.top, missed.left)}",
                "a table with targets, but without a ref, a description and a floor standard or rating",
                "tables of indicators",
                "It was taken for something else and not read.",
            )


def note_hidden(grid: Grid, tables: Sequence[Found], log: ProblemLog) -> None:
    """Note hidden rows and columns inside tables; they are read like the others."""
    for table in tables:
        hidden = [
            row for row in table.body if row in grid.hidden_rows and grid.at(row, table.left) is not None
        ]
        for row in hidden:
            log.note(
                "hidden-row",
                f"{grid.sheet}!{cell_name(row, table.left)}",
                f"row {row + 1} is hidden",
                "visible rows",
                "It was read like the others. Delete it if it should not count.",
            )
        for name, column in table.columns.items():
            if column in grid.hidden_columns:
                log.note(
                    "hidden-column",
                    f"{grid.sheet}!{cell_name(table.top, column)}",
                    f"the column “{table.captions[name]}” is hidden",
                    "visible columns",
                    "It was read like the others.",
                )


def of_other_reports(grid: Grid, tables: Sequence[Found]) -> list[Area]:
    """Return where tables of other reports stand, of which nothing is read."""
    own = {(table.top, table.left) for table in tables}
    return [area for area in grid.borders if (area.top, area.left) not in own]


def by_table(
    tables: Sequence[Found], row: int, columns: Sequence[int]
) -> list[tuple[Found | None, list[int]]]:
    """Share out the filled cells of a row among the tables it runs through.

    A cell beside them is the last one's.
    """
    latest = max((t for t in tables if t.header_bottom < row), key=lambda t: t.top, default=None)
    shared: list[tuple[Found | None, list[int]]] = []
    for column in columns:
        here = [table for table in tables if table.left <= column <= table.right]
        if any(table.top <= row <= table.header_bottom for table in here):
            continue
        owners = [table for table in here if table.header_bottom < row < table.bottom]
        owner = max(owners, key=lambda table: table.top, default=latest)
        if shared and shared[-1][0] is owner:
            shared[-1][1].append(column)
        else:
            shared.append((owner, [column]))
    return shared

"""Reports what is odd about the columns of the performance tables."""

from __future__ import annotations

from kccxl.reports.paper.columns import report_missing, report_twice, report_unknown
from kccxl.reports.paper.settings import SETTINGS
from kccxl.reports.performance.specs import COMMENTARY, KPI, RESULTS
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.spec import caption

_NO_RATING_RESTS_ON = {"previous_year", "commentary", "aside", "director", "delivery_by"}


def report_columns(table: Found, log: ProblemLog) -> None:
    """Report what a header lacks, what it says twice, and captions under which nothing is read."""
    report_missing(table, log)
    if table.spec is KPI and "floor" not in table.columns and "month_rag" in table.columns:
        log.warn(
            "missing-column",
            f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
            "ratings in a table without a floor standard",
            f"a column “{table.spec.title_of('floor')}”",
            "Add the column, or correct its caption; under target_floor nothing can be rated without it.",
        )
    report_twice(table, log, _NO_RATING_RESTS_ON)
    if table.spec in (RESULTS, SETTINGS, COMMENTARY):
        return
    for column, text in table.others.items():
        if column in table.twice:
            continue
        if table.spec is KPI and "rag" in caption(text).split():
            log.error(
                "unknown-column",
                f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}",
                f"the column “{text}”, whose ratings cannot be checked",
                "“Month RAG” or “YTD RAG”",
                "Correct its caption, or delete the column.",
            )
        else:
            report_unknown(table, column, log)

"""Reports the columns of an input table that are missing, there twice, or not known."""

from __future__ import annotations

from kccxl.reports.paper.settings import SETTINGS
from kccxl.reports.performance.specs import COMMENTARY, KPI, RESULTS
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog, Severity
from kccxl.tables.spec import caption

_NO_RATING_RESTS_ON = {"previous_year", "commentary", "aside", "director", "delivery_by"}


def report_columns(table: Found, log: ProblemLog) -> None:
    """Report what a header lacks, what it says twice, and captions under which nothing is read."""
    place = f"{table.grid.sheet}!{cell_name(table.top, table.left)}"
    for name in sorted(table.spec.key - set(table.columns)):
        log.error(
            "missing-column",
            place,
            f"the table of {table.spec.name} without this column",
            f"a column “{table.spec.title_of(name)}”",
            "Add the column, or correct its caption.",
        )
    if table.spec is KPI and "floor" not in table.columns and "month_rag" in table.columns:
        log.warn(
            "missing-column",
            place,
            "ratings in a table without a floor standard",
            f"a column “{table.spec.title_of('floor')}”",
            "Add the column, or correct its caption; under target_floor nothing can be rated without it.",
        )
    for column, name in table.twice.items():
        log.add(
            Severity.WARNING if name in _NO_RATING_RESTS_ON else Severity.ERROR,
            "column-twice",
            f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}",
            f"“{table.others[column]}”, a second column for “{table.spec.title_of(name)}”",
            f"one such column; the first is “{table.captions[name]}”",
            "Delete the one that does not count, or give it another caption.",
        )
    if table.spec in (RESULTS, SETTINGS, COMMENTARY):
        return
    for column, text in table.others.items():
        if column not in table.twice and "rag" in caption(text).split() and table.spec is KPI:
            log.error(
                "unknown-column",
                f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}",
                f"the column “{text}”, whose ratings cannot be checked",
                "“Month RAG” or “YTD RAG”",
                "Correct its caption, or delete the column.",
            )
        elif column not in table.twice:
            log.note(
                "unknown-column",
                f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}",
                f"the column “{text}”",
                "columns that kccxl knows: " + ", ".join(c.title for c in table.spec.columns),
                "It was not read. Correct its caption if it should count.",
            )

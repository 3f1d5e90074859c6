"""Reports the columns of an input table that are missing, there twice, or not known."""

from __future__ import annotations

from collections.abc import Collection

from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog, Severity


def report_missing(table: Found, log: ProblemLog) -> None:
    """Report the columns without which the table cannot be read."""
    for name in sorted(table.spec.key - set(table.columns)):
        log.error(
            "missing-column",
            f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
            f"the table of {table.spec.name} without this column",
            f"a column “{table.spec.title_of(name)}”",
            "Add the column, or correct its caption.",
        )


def report_twice(table: Found, log: ProblemLog, harmless: Collection[str] = ()) -> None:
    """Report captions that stand twice; for ``harmless`` columns that is a warning."""
    for column, name in table.twice.items():
        log.add(
            Severity.WARNING if name in harmless else Severity.ERROR,
            "column-twice",
            f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}",
            f"“{table.others[column]}”, a second column for “{table.spec.title_of(name)}”",
            f"one such column; the first is “{table.captions[name]}”",
            "Delete the one that does not count, or give it another caption.",
        )


def report_unknown(table: Found, column: int, log: ProblemLog) -> None:
    """Report one column under whose caption nothing is read."""
    log.note(
        "unknown-column",
        f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}",
        f"the column “{table.others[column]}”",
        "columns that kccxl knows: " + ", ".join(c.title for c in table.spec.columns),
        "It was not read. Correct its caption if it should count.",
    )


def report_columns(table: Found, log: ProblemLog, harmless: Collection[str] = ()) -> None:
    """Report all three."""
    report_missing(table, log)
    report_twice(table, log, harmless)
    for column in table.others:
        if column not in table.twice:
            report_unknown(table, column, log)


def report_hidden_sheet(table: Found, log: ProblemLog) -> None:
    """Note that a table stands on a hidden sheet."""
    if not table.grid.visible:
        log.note(
            "hidden-sheet",
            f"{table.grid.sheet}!",
            f"the table of {table.spec.name} on a hidden sheet",
            "visible sheets",
            "It was read like the others.",
        )

"""Reports the columns of an input table that are missing, there twice, or not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

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


def report_unread(table: Found, column: int, title: str, log: ProblemLog) -> None:
    """Report one column that is not read and claims what is computed: its cells could contradict what is printed."""
    log.error(
        "unknown-column",
        f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}",
        f"the column “{table.others[column]}”, which holds {title} that cannot be checked",
        "ratings and words that speak of the figures beside them, under a caption that says so",
        "Call it “RAG” (ratings) or “Adverse/Favourable” (words) if it speaks of these figures, and if the table has "
        "no such column yet; else move it away from the table.",
    )


def report_columns(
    table: Found,
    log: ProblemLog,
    harmless: Collection[str] = (),
    claims: Mapping[int, str] | None = None,
) -> None:
    """Report all three; ``claims`` are the columns not read that claim something, by position, and what."""
    report_missing(table, log)
    report_twice(table, log, harmless)
    for column in table.others:
        if column in (claims or {}):
            report_unread(table, column, (claims or {})[column], log)
        elif column not in table.twice:
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

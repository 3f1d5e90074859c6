"""Small monitoring workbooks as grids, with the cell under test left open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kccxl.reports.monitoring.model import Line, Results
from kccxl.reports.monitoring.report import report
from kccxl.tables.grid import Grid
from tests.tables.grids import Cell, sheet

HEADER: list[Cell] = [
    "Budget Book Heading",
    "Net Budget £000s",
    "Net Forecast Variance £000s",
    "Corporate Director adjustment £000s",
    "Revised Net Variance £000s",
    "Last Reported position £000s",
    "Movement £000s",
]
SHORT: list[Cell] = ["Heading", "Net budget £000s", "Variance £000s"]


def line(heading: str = "Finance", **more: Cell) -> list[Cell]:
    """Return a row of the table as published: a budget of 10,000.0 and an overspend of 20.0."""
    row: dict[str, Cell] = {
        "heading": heading,
        "budget": "10,000.0",
        "variance": "20.0",
        "adjustment": "0.0",
        "revised": "20.0",
        "last": "5.0",
        "movement": "15.0",
    }
    return list((row | more).values())


def monitoring(
    *rows: Sequence[Cell],
    header: Sequence[Cell] = HEADER,
    settings: Sequence[Sequence[Cell]] = (),
    explained: Sequence[Sequence[Cell]] = (),
    other: Sequence[Grid] = (),
    **more: Any,
) -> Results:
    """Return what a sheet with one table, and any settings and explanations, come to."""
    grids = [sheet([header, *rows], **more)]
    if settings:
        grids.append(sheet([["Setting", "Value"], *settings], "Settings"))
    if explained:
        grids.append(sheet([["Heading", "Explanation"], *explained], "Explanations"))
    return results(*grids, *other)


def results(*grids: Grid) -> Results:
    """Report on grids."""
    return report(list(grids), "book.xlsx")


def only(found: Results) -> Line:
    """Return the one line there is."""
    [one] = found.items
    return one


def found(results: Results, *severities: str) -> set[tuple[str, str]]:
    """Return code and cell of every problem, of the severities given or of errors and warnings."""
    wanted = severities or ("error", "warning")
    return {(p.code, f"{p.sheet}!{p.cell}") for p in results.problems if p.severity.value in wanted}

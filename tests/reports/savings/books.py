"""Small tables of savings, as grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kccxl.reports.savings.model import Results, SavingLine
from kccxl.reports.savings.report import report
from kccxl.tables.grid import Grid
from tests.tables.grids import Cell, sheet

HEADER: list[Cell] = ["Saving", "Target", "Delivered", "Forecast still to come", "At risk", "RAG", "Comment"]


def saving(
    name: str = "Print", target: Cell = 800, delivered: Cell = 500, forecast: Cell = 300, **more: Cell
) -> list[Cell]:
    """Return a row."""
    row: dict[str, Cell] = {"at_risk": None, "rag": None, "comment": "What is done."}
    return [name, target, delivered, forecast, *(row | more).values()]


def savings(
    *rows: Sequence[Cell],
    header: Sequence[Cell] = HEADER,
    title: str = "Savings, £000s",
    settings: Sequence[Sequence[Cell]] = (),
    other: Sequence[Grid] = (),
    **more: Any,
) -> Results:
    """Return what a sheet with one table comes to; its header stands in row 2."""
    grids = [sheet([[title], header, *rows], **more), *other]
    if settings:
        grids.append(sheet([["Setting", "Value"], *settings], "Settings"))
    return report(grids, "book.xlsx")


def told(results: Results, *severities: str) -> set[tuple[str, str]]:
    """Return code and cell of every problem, of the severities given or of errors and warnings."""
    wanted = severities or ("error", "warning")
    return {(each.code, each.cell) for each in results.problems if each.severity.value in wanted}


def only(results: Results) -> SavingLine:
    """Return the one saving."""
    [line] = results.savings
    return line

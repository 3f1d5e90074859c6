"""Small tables of capital projects, as grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kccxl.reports.capital.model import CapitalLine, Results
from kccxl.reports.capital.report import report
from kccxl.tables.grid import Grid
from tests.tables.grids import Cell, sheet

HEADER: list[Cell] = [
    "Project", "Budget", "Actual to date", "Forecast", "Variance", "Real variance", "Rephasing", "Explanation",
]  # fmt: skip
SETTINGS = ["Setting", "Value"]


def project(name: str = "Library roof", **more: Cell) -> list[Cell]:
    """Return a row; an amount that is not given is blank."""
    row: dict[str, Cell] = {
        "budget": 900, "actual": None, "forecast": None, "variance": None, "real": None, "rephasing": None,
        "explanation": "Why.",
    }  # fmt: skip
    return [name, *(row | more).values()]


def capital(
    *rows: Sequence[Cell],
    header: Sequence[Cell] = HEADER,
    title: str = "Capital programme, £000s",
    settings: Sequence[Sequence[Cell]] = (),
    other: Sequence[Grid] = (),
    **more: Any,
) -> Results:
    """Return what a sheet with one table comes to; its header stands in row 2."""
    grids = [sheet([[title], header, *rows], **more), *other]
    if settings:
        grids.append(sheet([SETTINGS, *settings], "Settings"))
    return report(grids, "book.xlsx")


def told(results: Results, *severities: str) -> set[tuple[str, str]]:
    """Return code and cell of every problem, of the severities given or of errors and warnings."""
    wanted = severities or ("error", "warning")
    return {(each.code, each.cell) for each in results.problems if each.severity.value in wanted}


def only(results: Results) -> CapitalLine:
    """Return the one project."""
    [line] = results.projects
    return line

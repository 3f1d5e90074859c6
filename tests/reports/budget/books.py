"""Small budget workbooks as grids, with the cell under test left open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kccxl.reports.budget.model import Results
from kccxl.reports.budget.report import report
from kccxl.tables.grid import Grid
from tests.tables.grids import Cell, sheet

HEADER: list[Cell] = [
    "Division", "Staffing £000s", "Non Staffing £000s", "Gross Expenditure £000s", "Internal Income £000s",
    "External Income £000s", "Grants £000s", "Net Cost £000s",
]  # fmt: skip
LAW: list[Cell] = ["Law", 10.5, 20.5, 31.0, -1.0, -2.0, -3.5, 24.5]
TAX: list[Cell] = ["Tax", 4.5, 5.5, 10.0, 0.0, -4.5, 0.0, 5.5]
TOTAL: list[Cell] = ["Total", 15.0, 26.0, 41.0, -1.0, -6.5, -3.5, 30.0]


def change(row: Sequence[Cell], column: int, value: Cell) -> list[Cell]:
    """Return a row with another value in one cell."""
    return [value if number == column else cell for number, cell in enumerate(row)]


def budget(*rows: Sequence[Cell], header: Sequence[Cell] = HEADER, **more: Any) -> Results:
    """Return what one budget table comes to."""
    return results(sheet([header, *rows], "Budget", **more))


def results(*grids: Grid) -> Results:
    """Report on grids."""
    return report(list(grids), "book.xlsx")


def settings(*rows: Sequence[Cell]) -> Grid:
    """Return a Settings sheet."""
    return sheet([["Setting", "Value"], *rows], "Settings")


def staff(*rows: Sequence[Cell], caption: str = "FTE") -> Grid:
    """Return a sheet of staff."""
    return sheet([["Division", caption], *rows], "Staff")


def found(results: Results, *severities: str) -> list[tuple[str, str]]:
    """Return code and place of every problem, of the severities given or of all."""
    return [(p.code, p.place) for p in results.problems if not severities or p.severity.value in severities]


def unlike(results: Results) -> dict[str, Decimal]:
    """Return the differences of all sums that are not exact, by cell."""
    return {c.cell: c.cast.difference for c in results.castings if c.cast.difference}


def line(results: Results, label: str) -> dict[str, Decimal | None]:
    """Return the amounts of a division in pounds."""
    [wanted] = [line for line in results.budget_lines if line.label == label]
    return {name: figure.value for name, figure in wanted.amounts.items()}

"""One table read by each of the reports that roll lines up, so that a test holds for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kccxl.reports.budget.report import report as budget
from kccxl.reports.capital.report import report as capital
from kccxl.reports.monitoring.report import report as monitoring
from kccxl.reports.savings.report import report as savings
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Problem
from tests.tables.grids import Cell, sheet

Row = Sequence[Cell]
"""A name and two figures in £000s; a name alone is a group row, none at all a blank row."""


CAPTIONS: dict[str, list[Cell]] = {
    "monitoring": ["Heading", "Net budget", "Variance"],
    "budget": ["Division", "Staffing", "Non Staffing"],
    "capital": ["Project", "Budget", "Forecast", "Real variance", "Rephasing"],
    "savings": ["Saving", "Target", "Delivered", "Forecast still to come"],
}
"""Of the table of each report, for tests that repeat them."""


@dataclass(frozen=True)
class Read:
    """What a report makes of a table: its total of the first figure in £000s, its lines, and what is said."""

    total: Decimal | None
    items: list[str]
    problems: Sequence[Problem]

    def said(self, severity: str) -> set[tuple[str, str]]:
        """Return code and cell of each problem of a severity."""
        return {(each.code, each.cell) for each in self.problems if each.severity.value == severity}

    @property
    def errors(self) -> set[str]:
        """The codes of all errors."""
        return {code for code, _ in self.said("error")}


def _thousands(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount / 1000


def read_monitoring(*rows: Row, accept: bool = False) -> Read:
    """Read them as budgets and variances."""
    found = monitoring(_grids(CAPTIONS["monitoring"], rows, accept), "book.xlsx")
    names = [line.heading for line in found.items]
    return Read(_thousands(found.total.amounts.net_budget), names, found.problems)


def read_budget(*rows: Row, accept: bool = False) -> Read:
    """Read them as staffing and non staffing."""
    found = budget(_grids(CAPTIONS["budget"], rows, accept), "book.xlsx")
    names = [line.label for line in found.budget_lines]
    return Read(_thousands(found.totals["staffing"]), names, found.problems)


def read_capital(*rows: Row, accept: bool = False) -> Read:
    """Read them as budgets and real variances."""
    found = capital(_grids(CAPTIONS["capital"], [_project(row) for row in rows], accept), "book.xlsx")
    names = [line.project for line in found.projects]
    return Read(_thousands(found.total.amounts.budget), names, found.problems)


def read_savings(*rows: Row, accept: bool = False) -> Read:
    """Read them as targets, and what is out of twice the target as delivered: more than nought."""
    found = savings(_grids(CAPTIONS["savings"], [_saving(row) for row in rows], accept), "book.xlsx")
    names = [line.saving for line in found.savings]
    return Read(_thousands(found.total.amounts.target), names, found.problems)


READERS: dict[str, Callable[..., Read]] = {
    "monitoring": read_monitoring,
    "budget": read_budget,
    "capital": read_capital,
    "savings": read_savings,
}


def _project(row: Row) -> Row:
    """Return a project: its budget, and a forecast that is out by its real variance."""
    if len(row) < 2 or isinstance(row[1], str):
        return row
    name, amount, real = row
    assert isinstance(amount, int | float)
    assert isinstance(real, int | float)
    return [name, amount, amount + real, real, 0]


def _saving(row: Row) -> Row:
    if len(row) < 2 or isinstance(row[1], str):
        return row
    name, target, more = row
    assert isinstance(target, int | float)
    assert isinstance(more, int | float)
    return [name, target, 2 * target + more, 0]


def _grids(header: list[Cell], rows: Sequence[Row], accept: bool) -> list[Grid]:
    said: list[list[Cell]] = [
        ["Setting", "Value"],
        ["Figures are in", "£000s"],
        ["Explain variances from £", "none"],
    ]
    if accept:
        said.append(["Accept totals as printed", "Yes"])
    return [sheet([header, *rows], "Table"), sheet(said, "Settings")]

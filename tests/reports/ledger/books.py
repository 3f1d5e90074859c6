"""Small ledgers as grids, with the cell under test left open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kccxl.reports.ledger.model import Entry, Level, Results
from kccxl.reports.ledger.report import report
from kccxl.tables.grid import Grid
from tests.tables.grids import Cell, sheet

COLUMNS = [
    *("Month", "Division", "Heading", "Cost centre", "Cost centre name", "Subjective group"),
    *("Budget", "Actual", "Commitment", "Forecast", "Profile"),
]
SETTINGS = {"Financial year": "2024/25", "Results up to": "Jun 2024", "Explain variances from £": "none"}


def line(**cells: Cell) -> list[Cell]:
    """Return a row of the ledger."""
    usual: dict[str, Cell] = {
        "month": "Apr-24",
        "division": "Communities",
        "heading": "Libraries",
        "centre": "LIB01",
        "name": "Central library",
        "group": "Staffing",
        "budget": 100.0,
        "actual": 90.0,
        "commitment": None,
        "forecast": None,
        "profile": None,
    }
    assert set(cells) <= set(usual)
    return list((usual | cells).values())


def year(**cells: Cell) -> list[list[Cell]]:
    """Return twelve lines: actuals in April to June, forecasts of 100 after."""
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    rows = []
    for at, month in enumerate(months):
        done: dict[str, Cell] = {"actual": 90.0} if at < 3 else {"actual": None, "forecast": 100.0}
        rows.append(line(**({"month": f"{month}-{24 + (at > 8)}"} | done | cells)))
    return rows


def ledger(
    *rows: Sequence[Cell],
    columns: Sequence[Cell] = COLUMNS,
    settings: dict[str, Cell] | None = None,
    above: Sequence[Sequence[Cell]] = (),
    other: Sequence[Grid] = (),
    **more: Any,
) -> Results:
    """Return what a workbook with one ledger comes to; ``settings`` go over the usual ones, None takes one away."""
    chosen = {name: value for name, value in (SETTINGS | (settings or {})).items() if value is not None}
    grids = [
        sheet([["Setting", "Value"], *([name, value] for name, value in chosen.items())], "Settings"),
        sheet([*above, columns, *rows], "Ledger", **more),
        *other,
    ]
    return report(grids, "book.xlsx")


def codes(results: Results, *severities: str) -> set[tuple[str, str]]:
    """Return code and place of every problem, of the severities given or of errors and warnings."""
    wanted = severities or ("error", "warning")
    return {(p.code, p.place) for p in results.problems if p.severity.value in wanted}


def heading(results: Results, name: str) -> Entry:
    """Return a heading by its name."""
    return next(entry for entry in results.total.at(Level.HEADING) if entry.name == name)

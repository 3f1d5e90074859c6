"""The input table of the capital report: captions officers use, and what tells it from other tables of money."""

from __future__ import annotations

from kccxl.tables.cells import plain_text
from kccxl.tables.finder import Found
from kccxl.tables.spec import Column, TableSpec

_PROJECTS = [
    "Project", "Scheme", "Capital project", "Capital scheme", "Project name", "Scheme name", "Projects",
    "Schemes", "Project / scheme", "Project title", "Capital programme", "Capital heading", "Capital budget heading",
]  # fmt: skip
_PROGRAMMES = [
    "Programme", "Division", "Directorate", "Service area", "Service", "Portfolio", "Programme area",
]  # fmt: skip
_AMOUNTS = [
    Column(
        "budget",
        ["Budget", "Capital budget", "Working budget", "Current budget", "Revised budget", "Approved budget",
         "Latest budget", "Annual budget", "Budget for the year", "Full year budget", "Cash limit",
         "Approved cash limit", "Current cash limit"],
    ),
    Column(
        "actual",
        ["Actual to date", "Actual", "Spend to date", "Actuals to date", "Actual spend to date", "Actual spend",
         "Expenditure to date", "Actual expenditure to date", "Year to date actual", "Actuals"],
    ),
    Column(
        "forecast",
        ["Forecast", "Forecast outturn", "Outturn forecast", "Forecast spend", "Forecast expenditure",
         "Projected outturn", "Projected spend", "Full year forecast", "Projection"],
    ),
    Column(
        "variance",
        ["Variance", "Forecast variance", "Total variance", "Outturn variance", "Forecast outturn variance",
         "Variance to budget", "Variance against budget", "Projected variance"],
    ),
    Column(
        "real",
        ["Real variance", "Real", "Real over/underspend", "Real over/under spend", "Real under/overspend",
         "Real under/over spend", "Real (under)/overspend", "Real (under)/over spend", "Of which real",
         "Real overspend/underspend", "Real underspend/overspend", "Real movement", "Real cost variance"],
    ),
    Column(
        "rephasing",
        ["Rephasing", "Re-phasing", "Rephased", "Re-phased", "Slippage", "Rephasing variance",
         "Re-phasing variance", "Slippage / rephasing", "Rephasing / slippage", "Slippage / re-phasing",
         "Reprofiling", "Re-profiling", "Of which rephasing", "Of which re-phasing", "Of which slippage",
         "Rephasing between years", "Timing variance"],
    ),
]  # fmt: skip
_WORDS = [
    Column("rag", ["RAG", "Budget RAG", "RAG rating", "RAG on real variance"]),
    Column(
        "comment",
        ["Explanation", "Comment", "Comments", "Commentary", "Explanation of variance",
         "Explanation of variances", "Reason for variance", "Reason for variances", "Reason", "Narrative"],
    ),
]  # fmt: skip

CAPITAL = TableSpec(
    "capital",
    [Column("project", _PROJECTS), Column("programme", _PROGRAMMES), *_AMOUNTS, *_WORDS],
    key={"project", "budget"},
    table_names=["Capital"],
)
"""A table by project; the programme or division of each may stand beside it."""

BY_PROGRAMME = TableSpec(
    "capital",
    [Column("project", [*_PROJECTS, *_PROGRAMMES]), *_AMOUNTS, *_WORDS],
    key={"project", "budget"},
)
"""A table by programme or division alone."""

SPLIT = frozenset({"real", "rephasing"})
"""The columns that only a table of capital has."""

_ROWS_ABOVE = 4


def is_capital(table: Found) -> bool:
    """Whether a table of projects and budgets is one of capital.

    It splits a variance; or its sheet or a line above it speaks of capital, and it holds a forecast or a variance.
    """
    columns = set(table.columns)
    if SPLIT & columns:
        return True
    named = "programme" in columns or table.spec is CAPITAL
    return named and bool({"forecast", "variance"} & columns) and _speaks_of_capital(table)


def _speaks_of_capital(table: Found) -> bool:
    above = range(max(0, table.top - _ROWS_ABOVE), table.top)
    texts = [table.grid.sheet, table.captions["project"]]
    texts += [
        plain_text(table.grid.at(row, column)) for row in above for column in range(len(table.grid.rows[row]))
    ]
    return any("capital" in text.casefold() for text in texts)

"""The published directorate budget and staff: every figure, and exactly the slips its tables hold."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from kccxl.files.read import read_workbook
from kccxl.reports.budget.contract import as_json
from kccxl.reports.budget.model import Results
from kccxl.reports.budget.report import report
from kccxl.reports.budget.specs import AMOUNTS
from kccxl.tables.grid import Grid
from tests.published import oracle
from tests.tables.grids import Cell, sheet

BUDGET: list[list[str]] = oracle.figures("budgets")["budget_2017_18"]
STAFF: list[list[str]] = oracle.figures("budgets")["staff_2017_18"]
UNITS: list[Cell] = [None, *["£000s"] * 7]
WRAPPED = {
    "Strategic Management & Directorate Budgets": ["Strategic", "Management &", "Directorate Budgets"],
    "Engagement, Organisation Design and Development": ["Engagement,", "Organisation Design", "and Development"],
    "Finance and Procurement": ["Finance and", "Procurement"],
    "Business Service Centre": ["Business Service", "Centre"],
    "Strategic Business Development and Intelligence": ["Strategic Business", "Development and", "Intelligence"],
    "Strategy, Policy, Relationships and Corporate Assurance": [
        "Strategy, Policy,", "Relationships and", "Corporate Assurance",
    ],
}  # fmt: skip
"""How the paper breaks the names; the figures stand in the first row."""


def number(printed: str) -> Decimal:
    """Return a printed figure."""
    return Decimal(printed.replace(",", ""))


def as_typed() -> list[Grid]:
    """The tables as texts."""
    return [sheet([BUDGET[0], UNITS, *BUDGET[1:]], "Budget"), sheet(STAFF, "Staff")]


def as_numbers() -> list[Grid]:
    """The tables as plain numbers without a format, so that 543.0 is 543."""
    rows = [[row[0], *(float(number(cell)) for cell in row[1:])] for row in BUDGET[1:]]
    staff = [[name, float(number(fte))] for name, fte in STAFF[1:]]
    return [sheet([BUDGET[0], UNITS, *rows], "Budget"), sheet([STAFF[0], *staff], "Staff")]


def as_printed() -> list[Grid]:
    """The tables with their names broken over rows, on one sheet."""
    rows: list[list[Cell]] = [list(BUDGET[0]), UNITS]
    for name, *figures in BUDGET[1:]:
        first, *more = WRAPPED.get(name, [name])
        rows += [[first, *figures], *([part] for part in more)]
    return [sheet([*rows, [], ["Staff"], *STAFF], "Resources")]


def as_workbook() -> list[Grid]:
    """The sample workbook."""
    return list(read_workbook(oracle.WORKBOOKS / "budget-2017-18.xlsx"))


@pytest.fixture(params=[as_typed, as_numbers, as_printed, as_workbook])
def results(request: pytest.FixtureRequest) -> Results:
    """The published tables as officers may keep them."""
    return report(request.param(), "budget.xlsx")


def test_every_printed_figure_comes_out(results: Results) -> None:
    said = as_json(results)
    expected = [[row[0], *(number(cell) * 1000 for cell in row[1:])] for row in BUDGET[1:]]
    lines = [[line["division"], *(Decimal(line[name]) for name in AMOUNTS)] for line in said["lines"]]
    assert lines == expected[:-1]
    assert [Decimal(said["totals"][name]) for name in AMOUNTS] == expected[-1][1:]
    assert [[item["division"], Decimal(item["fte"])] for item in said["staff"]] == [
        [name, number(fte)] for name, fte in STAFF[1:-1]
    ]
    assert Decimal(said["totals"]["fte"]) == number(STAFF[-1][1])


def test_the_slips_of_the_published_tables_and_no_other(results: Results) -> None:
    casts = as_json(results)["casts"]
    assert Counter(cast["verdict"] for cast in casts) == {
        "agrees": 7 + 2 * 9 + 1 - 3,
        "differs": 2,
        "rounding": 1,
    }
    slips = [
        (c["label"], c["printed"], c["recomputed"], c["difference"])
        for c in casts
        if c["verdict"] == "differs"
    ]
    assert slips == [
        ("Total, Staffing", "46137.6", "46137", "0.6"),
        ("Total, Gross Expenditure", "119400.5", "119401.1", "-0.6"),
    ]
    [rounded] = [cast for cast in casts if cast["verdict"] == "rounding"]
    assert (rounded["label"], Decimal(rounded["difference"])) == ("Total, FTE", Decimal("0.1"))


def test_the_slips_are_told_with_their_cells() -> None:
    told = {problem.code: problem for problem in report(as_typed(), "budget.xlsx").problems}
    assert Counter(p.code for p in report(as_typed(), "budget.xlsx").problems) == {
        "total-differs": 2,
        "total-rounding": 1,
    }
    gross = told["total-differs"]
    assert (gross.severity.value, gross.cell) == ("error", "D11")
    assert ("119,400.5" in gross.found, "119,401.1, the sum of B11, C11" in gross.expected) == (True, True)
    assert (told["total-rounding"].severity.value, told["total-rounding"].cell) == ("note", "B9")

"""A variance to date is not published as the forecast of the year."""

from __future__ import annotations

import pytest

from tests.reports.capital import books as capital
from tests.reports.monitoring.books import found, monitoring
from tests.tables.grids import Cell

QUIET = [["Explain variances from £", "none"], ["Figures are in", "£000s"]]
HEADER: list[Cell] = ["Service", "Budget", "Budget to date", "Actual", "Variance"]
ROWS: list[list[Cell]] = [
    ["A", 1000, 500, 450, -50],
    ["B", 1000, 500, 530, 30],
    ["Total", 2000, 1000, 980, -20],
]
ERROR = {("variance-to-date", "Data!E1")}


def _codes(*rows: list[Cell], header: list[Cell] = HEADER, upto: str = "July 2016") -> set[tuple[str, str]]:
    settings = [*QUIET, ["Financial year", "2016-17"], ["Results up to", upto]]
    return found(monitoring(*rows, header=header, settings=settings))


@pytest.mark.parametrize(
    ("budget", "actual"),
    [
        ("Budget to date", "Actual"),
        ("YTD budget", "YTD"),
        ("Phased budget", "Spend to date"),
        ("Budget YTD", "Actuals"),
    ],
)
def test_a_variance_of_what_is_spent_from_the_budget_to_date_is_an_error(budget: str, actual: str) -> None:
    assert _codes(*ROWS, header=["Service", "Budget", budget, actual, "Variance"]) == ERROR


def test_the_other_sign_is_told_as_well() -> None:
    rows: list[list[Cell]] = [[*row[:4], -row[4]] for row in ROWS]  # type: ignore[operator]
    assert _codes(*rows) == ERROR


def test_figures_rounded_one_by_one_are_told_as_well() -> None:
    rows: list[list[Cell]] = [
        ["A", "1,000.0", "500.1", "450.1", "-49.9"],
        ["B", "1,000.0", "500.0", "530.0", "30.0"],
    ]
    assert _codes(*rows) == ERROR


def test_one_line_must_be_exact() -> None:
    assert _codes(ROWS[0]) == ERROR
    assert _codes(["A", 1000, 500, 450, -51]) == set()


def test_what_is_held_against_the_budget_of_the_year_is_no_forecast_until_its_end() -> None:
    header: list[Cell] = ["Service", "Budget", "Actual", "Variance"]
    rows: list[list[Cell]] = [["A", 1000, 450, -550], ["B", 1000, 530, -470]]
    assert _codes(*rows, header=header) == {("variance-to-date", "Data!D1")}
    assert _codes(*rows, header=header, upto="March 2017") == set()


def test_one_line_with_a_variance_of_its_own_makes_it_a_forecast() -> None:
    assert _codes(ROWS[0], ["B", 1000, 500, 530, 60]) == set()
    assert _codes(ROWS[0], ["B", 1000, 500, None, 30]) == set()


def test_an_outturn_is_no_actual() -> None:
    header: list[Cell] = ["Service", "Budget", "Profiled outturn", "Provisional outturn", "Variance"]
    rows: list[list[Cell]] = [["A", 1000, 1000, 950, -50], ["B", 1000, 1000, 1030, 30]]
    assert _codes(*rows, header=header) == set()


def test_capital_is_checked_where_it_has_no_forecast() -> None:
    header: list[Cell] = ["Project", "Budget", "Actual to date", "Variance", "Rephasing"]
    rows: list[list[Cell]] = [["A", 100, 40, -60, 0], ["B", 80, 50, -30, 0]]
    assert ("variance-to-date", "D2") in capital.told(capital.capital(*rows, header=header))

"""Capital programmes print several years side by side: the year of the settings is read, in whatever layout."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kccxl.reports.capital.model import Results
from kccxl.reports.capital.report import report
from tests.reports.budget import books as budget
from tests.reports.capital.books import only, told
from tests.tables.grids import Cell, sheet

Rows = Sequence[Sequence[Cell]]

ONE_ROW: Rows = [
    ["Project", "Budget 2024/25", "Budget 2025/26", "Budget future years", "Forecast 2024/25", "Forecast 2025/26",
     "Real variance"],
    ["Roof", 100, 50, 20, 110, 40, 10],
]  # fmt: skip
YEARS_ABOVE: Rows = [
    [None, "2024/25", None, "2025/26", None, None],
    ["Project", "Budget", "Forecast", "Budget", "Forecast", "Real variance"],
    ["Roof", 100, 110, 50, 40, 10],
]
YEARS_IN_THE_HEADER: Rows = [
    ["Project", "2024/25", None, None, "2025-26", None, None, "Explanation"],
    [None, "Budget", "Forecast", "Real variance", "Budget", "Forecast", "Real variance", None],
    ["Roof", 100, 110, 10, 50, 40, 10, "Why."],
]
YEARS_BENEATH: Rows = [
    [None, "Budget £000s", None, None, "Forecast £000s", None, None, None],
    ["Project", "2024/25", "2025/26", "Later years", "2024/25", "2025/26", "Later years", "Real variance"],
    ["Roof", 100, 50, 20, 110, 40, 20, 10],
]
WITH_TOTALS: Rows = [
    ["Project", "Budget", None, None, "Forecast", None, None, "Real variance"],
    [None, "2024/25", "2025/26", "Total", "2024/25", "2025/26", "Total", None],
    ["Roof", 100, 50, 150, 110, 40, 150, 10],
]
LAYOUTS = {
    "one row": (ONE_ROW, []),
    "above": (YEARS_ABOVE, []),
    "above, merged": (YEARS_ABOVE, ["B2:C2", "D2:E2"]),
    "in the header": (YEARS_IN_THE_HEADER, []),
    "in the header, merged": (YEARS_IN_THE_HEADER, ["A2:A3", "B2:D2", "E2:G2", "H2:H3"]),
    "beneath": (YEARS_BENEATH, []),
    "beneath, merged": (YEARS_BENEATH, ["B2:D2", "E2:G2"]),
    "with totals": (WITH_TOTALS, []),
    "with totals, merged": (WITH_TOTALS, ["A2:A3", "B2:D2", "E2:G2", "H2:H3"]),
}


def programme(rows: Rows, year: str | None = "2024/25", merged: Sequence[str] = ()) -> Results:
    """Return what a programme beneath its title comes to."""
    settings: list[list[Cell]] = [["Setting", "Value"], ["Explain variances from £", "none"]]
    settings += [["Financial year", year]] if year else []
    grids = [
        sheet([["Capital programme, £000s"], *rows], "Capital", merged=merged),
        sheet(settings, "Settings"),
    ]
    return report(grids, "book.xlsx")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("year", "budget", "forecast"), [("2024/25", 100, 110), ("2025-26", 50, 40)])
def test_the_year_of_the_settings_is_read(layout: str, year: str, budget: int, forecast: int) -> None:
    rows, merged = LAYOUTS[layout]
    results = programme(rows, year, merged)
    line = only(results)
    assert (line.amounts.budget, line.amounts.forecast) == (budget * 1000, forecast * 1000)
    assert line.amounts.real == 10_000, "a column of no year is read, whatever year stands beside it"
    assert line.explanation == ("Why." if rows is YEARS_IN_THE_HEADER else "")
    assert [(p.severity.value, p.code) for p in results.problems if p.code == "other-year"] == [
        ("note", "other-year")
    ]
    assert "column-twice" not in {code for code, _ in told(results)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_without_a_year_among_the_settings_one_error_says_so(layout: str) -> None:
    rows, merged = LAYOUTS[layout]
    results = programme(rows, None, merged)
    assert {code for code, _ in told(results, "error")} == {"year-missing"}
    [problem] = [each for each in results.problems if each.code == "year-missing"]
    assert "2024/25, 2025/26" in problem.found
    assert "Financial year" in problem.mend


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_year_that_the_table_does_not_have_is_one_error(layout: str) -> None:
    rows, merged = LAYOUTS[layout]
    assert {code for code, _ in told(programme(rows, "2022/23", merged), "error")} == {"year-differs"}


def test_the_columns_passed_over_are_named() -> None:
    [note] = [each for each in programme(YEARS_BENEATH).problems if each.code == "other-year"]
    assert (note.cell, note.found) == ("C3", "columns of other years, C3, D3, F3, G3")


def test_a_single_column_of_another_year_is_passed_over_and_not_read_as_this_year() -> None:
    rows: Rows = [
        ["Project", "Actual 2023/24", "Budget 2024/25", "Forecast 2024/25", "Real variance"],
        ["Roof", 7, 100, 110, 10],
    ]
    results = programme(rows)
    assert only(results).amounts.actual is None
    assert {each.code for each in results.problems} == {"other-year"}


def test_a_caption_without_a_year_is_of_the_year_of_the_settings() -> None:
    rows: Rows = [
        ["Project", "Budget", "Budget 2025/26", "Forecast", "Real variance"],
        ["Roof", 100, 50, 110, 10],
    ]
    assert only(programme(rows)).amounts.budget == 100_000
    twice = programme(rows, "2025/26")
    assert ("column-twice", "C2") in told(twice, "error"), "either of the two may be meant"


def test_two_columns_of_the_same_year_are_still_an_error() -> None:
    rows: Rows = [
        ["Project", "Budget 2024/25", "Budget 2024-25", "Budget 2025/26", "Forecast", "Real variance"],
        ["Roof", 100, 101, 50, 110, 10],
    ]
    assert told(programme(rows), "error") == {("column-twice", "C2")}


def test_a_budget_of_two_years_is_read_alike() -> None:
    header: list[Cell] = [
        "Division", "Gross £000s 2016-17", "Gross £000s 2017-18", "Net cost £000s 2016-17", "Net cost £000s 2017-18",
    ]  # fmt: skip
    results = budget.results(
        sheet([header, ["Law", 10, 11, 8, 9]], "Budget"), budget.settings(["Financial year", "2017/18"])
    )
    assert budget.found(results, "error", "warning") == []
    amounts = budget.line(results, "Law")
    assert (amounts["gross_expenditure"], amounts["net_cost"]) == (11_000, 9_000)

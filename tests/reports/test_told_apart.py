"""Tables of several reports right beneath each other: every reader stops where a table of another kind begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from kccxl.refresh import Refreshed, compute
from tests.reports.budget import books as budget
from tests.reports.capital import books as capital
from tests.reports.ledger import books as ledger
from tests.reports.performance import books as performance
from tests.tables.grids import Cell, sheet

Rows = Sequence[Sequence[Cell]]

SETTINGS = sheet(
    [["Setting", "Value"], ["Financial year", "2024/25"], ["Results up to", "Jun 2024"], ["Figures are in", "£000s"],
     ["Explain variances from £", "none"]],
    "Settings",
)  # fmt: skip
TABLES: dict[str, Rows] = {
    "performance": [performance.KPI, performance.kpi(latest="96%"), performance.kpi("CS05", latest="70%")],
    "budget": [budget.HEADER, budget.LAW, budget.TAX, budget.TOTAL],
    "monitoring": [
        ["Heading", "Net budget", "Variance"],
        ["Law", 100, 2],
        ["Tax", 50, -1],
        ["Total", 150, 1],
    ],
    "capital": [capital.HEADER, capital.project(forecast=900), ["Total", 900, None, 900]],
    "savings": [
        ["Saving", "Target", "Delivered", "Forecast still to come"],
        ["Energy", 10, 6, 4],
        ["Total", 10, 6, 4],
    ],
    "ledger": [ledger.COLUMNS, *ledger.year()],
}


def together(*names: str, gap: Rows = (), between: Rows = ()) -> Refreshed:
    """Return what a sheet with these tables beneath each other comes to."""
    rows = [row for name in names for row in (*between, *TABLES[name], *gap)]
    return compute([sheet(rows), SETTINGS], "book.xlsx")


def codes(done: Refreshed) -> set[str]:
    """Return the codes of every problem but of settings, which each report knows others of."""
    return {problem.code for problem in done.problems} - {"unknown-setting"}


@pytest.mark.parametrize(("upper", "lower"), list(permutations(TABLES, 2)))
@pytest.mark.parametrize("gap", [[], [[]]], ids=["touching", "apart"])
def test_two_tables_beneath_each_other_say_what_each_says_alone(upper: str, lower: str, gap: Rows) -> None:
    done = together(upper, lower, gap=gap)
    assert set(done.names) == {upper, lower}
    alone = {name: together(name) for name in (upper, lower)}
    assert done.records() == {name: alone[name].records()[name] for name in done.names}
    assert codes(done) <= codes(alone[upper]) | codes(alone[lower])
    assert not done.has_errors


def test_all_tables_on_one_sheet() -> None:
    done = together(*TABLES)
    assert set(done.names) == set(TABLES)
    assert not done.has_errors
    assert all(done.records()[name] == together(name).records()[name] for name in TABLES)


def test_a_title_above_the_second_table_is_no_part_of_the_first() -> None:
    done = together("performance", "monitoring", between=[["Position at June 2024"]])
    assert not done.has_errors
    assert done.records()["performance"] == together("performance").records()["performance"]


def test_what_stands_beneath_a_table_of_another_report_is_still_read() -> None:
    """Commentary at the foot of the sheet is the indicators', whatever stands between."""
    rows = [*TABLES["performance"], *TABLES["budget"], ["CS05 – Two posts are vacant."]]
    done = compute([sheet(rows), SETTINGS], "book.xlsx")
    assert not done.has_errors
    without = compute([sheet(rows[:-1]), SETTINGS], "book.xlsx")
    assert "red-without-commentary" in codes(without)
    assert "red-without-commentary" not in codes(done)


def test_the_data_layout_stops_as_well() -> None:
    indicators: Rows = [performance.INDICATORS, performance.indicator()]
    results: Rows = [["Ref", "Period", "Value"], ["CS04", "May-24", "96%"]]
    areas: Rows = [["Service area", "Director"], ["Finance", "A. Person"]]
    done = compute([sheet([*areas, *indicators, *results, *TABLES["budget"]]), SETTINGS], "book.xlsx")
    assert set(done.names) == {"performance", "budget"}
    assert not done.has_errors
    assert done.records()["budget"] == together("budget").records()["budget"]
    assert len(done.records()["performance"]) == 1


def test_settings_on_the_same_sheet_end_where_a_table_begins() -> None:
    rows = [["Setting", "Value"], ["Results up to", "Jun 2024"], *TABLES["performance"], *TABLES["budget"]]
    done = compute([sheet(rows)], "book.xlsx")
    assert {problem.code for problem in done.problems} == {"red-without-commentary"}


def test_a_workbook_of_one_report_is_read_as_before() -> None:
    """A row of captions of no report is still an error in the table it stands in."""
    rows = [*TABLES["performance"], ["Team", "Leader", "Room", "Phone", None, None, None, "Floor"]]
    assert compute([sheet(rows), SETTINGS], "book.xlsx").has_errors

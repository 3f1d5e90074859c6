"""What stands beneath the total of a table is never added to it, in any report: left out, or asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kccxl.reports.budget.report import report as budget
from tests.reports.money.every_report import READERS, Read, Row
from tests.tables.grids import sheet

EVERY = pytest.mark.parametrize("read", READERS.values(), ids=READERS)
LINES: list[Row] = [["Homes", 120, 30], ["Day care", 80, 20]]
TOTAL: Row = ["Total", 200, 50]


@EVERY
@pytest.mark.parametrize(
    "name",
    ["Prior year", "Last year's total", "Memorandum: schools (DSG)", "Funded by: grant", "Financed by council tax",
     "Per general ledger", "Per ledger", "Difference", "Approved by committee in February", "% of budget",
     "Of which grants", "Note", "Total previous year", "Funding"],
)  # fmt: skip
def test_a_line_for_information_beneath_the_total_is_left_out_with_a_warning(
    name: str, read: Callable[..., Read]
) -> None:
    for gap in ([], [[]]):
        done = read(*LINES, TOTAL, *gap, [name, 70, 10])
        assert done.total == 200
        assert done.items == ["Homes", "Day care"]
        assert done.errors == set()
        cell = f"A{5 + len(gap)}"
        [said] = [each for each in done.problems if each.code == "beneath-total"]
        assert (said.severity.value, said.cell) == ("warning", cell)
        assert f"“{name}” (B{cell[1:]}, C{cell[1:]}" in said.found


@EVERY
def test_any_other_line_beneath_the_total_is_an_error_that_names_its_cells(read: Callable[..., Read]) -> None:
    done = read(*LINES, TOTAL, ["Prior year", 190, 40], ["Schools", 500, 5])
    assert done.total == 200
    [said] = [each for each in done.problems if each.severity.value == "error"]
    assert (said.code, said.cell) == ("beneath-total", "A6")
    assert "“Schools” (B6, C6" in said.found
    assert "above row 4" in said.mend
    assert "out of the table" in said.mend
    assert ("beneath-total", "A5") in done.said("warning")


@EVERY
def test_lines_under_a_group_row_of_funding_are_left_out_with_their_total(read: Callable[..., Read]) -> None:
    done = read(
        *LINES, TOTAL, ["Financed by"], ["Grant", -150, -40], ["Loan", -50, -10], ["Total", -200, -50]
    )
    assert (done.total, done.errors, done.items) == (200, set(), ["Homes", "Day care"])
    done = read(*LINES, TOTAL, ["Grant", -150, -40], ["Loan", -50, -10], ["Total funding", -200, -50])
    assert (done.total, done.errors, done.items) == (200, set(), ["Homes", "Day care"])


@EVERY
def test_a_slip_in_the_total_does_not_let_in_what_stands_beneath_it(read: Callable[..., Read]) -> None:
    done = read(*LINES, ["Total", 210, 50], ["Last year", 190, 40], accept=True)
    assert (done.total, done.errors) == (210, set())
    done = read(*LINES, ["Total", 210, 50], ["Schools", 190, 40], accept=True)
    assert done.errors == {"beneath-total"}


@EVERY
def test_lines_above_a_further_total_count(read: Callable[..., Read]) -> None:
    done = read(*LINES, ["Sub-total", 200, 50], ["Reserves", 7, 1], ["Total", 207, 51])
    assert (done.total, done.errors) == (207, set())
    assert done.items == ["Homes", "Day care", "Reserves"]
    done = read(*LINES, ["Total", 200, 50], ["Funded by grant", -7, -1], ["Net cost", 193, 49])
    assert (done.total, done.errors) == (193, set())


@EVERY
def test_sections_with_totals_of_their_own_are_added_up(read: Callable[..., Read]) -> None:
    done = read(
        ["Adults"], *LINES, ["Total Adults", 200, 50],
        ["Children"], ["Schools", 30, 3], ["Youth", 20, 2], ["Total Children", 50, 5],
        ["Reserves", 9, 1],
    )  # fmt: skip
    assert (done.total, done.errors) == (259, set())


@EVERY
def test_a_line_for_information_without_a_total_is_asked_about(read: Callable[..., Read]) -> None:
    done = read(*LINES, ["Prior year", 190, 40])
    assert done.said("error") == {("beneath-total", "A4")}
    assert "“Total” above" in next(each.mend for each in done.problems if each.code == "beneath-total")


def test_a_slip_across_a_line_that_was_left_out_is_nobodys() -> None:
    header = ["Division", "Staffing £000s", "Non Staffing £000s", "Gross Expenditure £000s"]
    rows = [["Law", 1, 2, 3], ["Tax", 4, 5, 9], ["Total", 5, 7, 12], ["Prior year", 4, 4, 9]]
    done = budget([sheet([header, *rows], "Table")], "book.xlsx")
    assert [each.code for each in done.problems if each.severity.value == "error"] == []
    assert not any(casting.row == 4 for casting in done.castings)

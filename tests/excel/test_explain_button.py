"""The button Explain selected cell: the line of the sheet it stands on, and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from kccxl.excel import buttons
from kccxl.files.read import read_workbook
from kccxl.refresh import compute
from tests.conftest import WORKBOOKS
from tests.excel.engines.excel_like import Book

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")


def _said_on(double: Book, sheet: str, text: str) -> str:
    """What the button says on the first cell of column A with this text."""
    row = next(cell.row for cell in double.work[sheet]["A"] if cell.value == text)
    return _said_at(double, sheet, row)


def _said_at(double: Book, sheet: str, row: int) -> str:
    here = xw.Book.caller().sheets[sheet]
    here.activate()
    here.range((row, 1)).select()
    buttons.explain_selected_cell()
    return double.app.said[-1][0]


def _refreshed(opened: Callable[..., Book], name: str) -> Book:
    double = opened(name)
    buttons.refresh_dashboard()
    return double


def test_a_line_is_explained_by_the_report_of_its_sheet(opened: Callable[..., Book]) -> None:
    double = _refreshed(opened, "budget-ledger-example")
    for sheet, text, begins in [
        ("Monitoring", "Total", "Total  (total)\n  From 4,752 lines"),
        ("Monitoring", "Total Communities", "Communities  (division)"),
        ("Variances", "Property", "Property  (heading)"),
        ("Capital (2)", "Total capital programme", "Total capital programme\n"),
        ("Savings (2)", "Total savings", "Total savings\n"),
        ("Savings", "Release of leased offices", "Release of leased offices\n  Infrastructure\n"),
    ]:
        assert _said_on(double, sheet, text).startswith(begins), (sheet, text)


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("Capital (2)", "Property"),  # a group of projects; a heading of the ledger is called so
        ("Capital (2)", "ICT"),
        ("Savings", "Saving"),  # a caption; part of the name of a line
        ("Savings (2)", "Saving"),
        ("By subjective", "Staffing"),
    ],
)
def test_what_is_no_line_of_its_report_is_not_explained_by_another(
    sheet: str, text: str, opened: Callable[..., Book]
) -> None:
    double = _refreshed(opened, "budget-ledger-example")
    assert "belongs to no row with a ref that kccxl knows" in _said_on(double, sheet, text)


@pytest.mark.parametrize("sheet", ["Monitoring", "Monitoring (2)", "Variances"])
def test_headings_of_any_length_are_explained(sheet: str, opened: Callable[..., Book]) -> None:
    double = _refreshed(opened, "monitoring-2016-17")
    lines = compute(read_workbook(WORKBOOKS / "monitoring-2016-17.xlsx"), "").computed[0].results.lines
    rows = {str(cell.value).lstrip("- "): cell.row for cell in double.work[sheet]["A"] if cell.value}
    found = [line.heading for line in lines if line.heading in rows and line.kind.name != "GROUP"]
    assert len(found) == 11
    for heading in found:
        assert _said_at(double, sheet, rows[heading]).startswith(f"{heading}\n")


def test_a_name_that_takes_two_rows_is_explained_on_both_and_beside_none(
    opened: Callable[..., Book],
) -> None:
    double = opened("budget-2017-18")
    wanted = "Strategy, Policy, Relationships and Corporate Assurance\n"
    for row in (13, 14):
        assert _said_at(double, "Budget", row).startswith(wanted)
    assert "belongs to no row" in _said_at(double, "Budget", 16)  # blank, below the total


def test_lines_of_a_name_come_before_lines_whose_name_holds_it() -> None:
    done = compute(read_workbook(Path(WORKBOOKS / "budget-ledger-example.xlsx")), "plan.xlsx")
    assert done.explain("Total").startswith("Total  (total)")
    assert done.explain("Saving").startswith("Total savings\n")  # none is called so
    assert done.explain("total savings").startswith("Total savings\n")


def test_a_name_in_several_reports_says_in_which(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(WORKBOOKS / "budget-ledger-example.xlsx")
    for row in book["Savings"].iter_rows():
        if row[0].value == "Release of leased offices":
            row[0].value = "Property"
    book.save(tmp_path / "plan.xlsx")
    text = compute(read_workbook(tmp_path / "plan.xlsx"), "plan.xlsx").explain("property")
    assert text.startswith(
        "“property” stands in 2 reports: Profiled monitoring, Savings.\n\nProfiled monitoring:\n"
    )
    assert "\n\nSavings:\nProperty\n" in text

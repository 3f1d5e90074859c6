"""A frozen copy keeps what is drawn on it: no later refresh takes its figures away, or shows others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kccxl.excel import buttons
from kccxl.excel.marks import marks_of, printed_sheets
from tests.excel.chart_likeness import charts_in_excel
from tests.excel.engines.excel_like import Book
from tests.excel.papers import state

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")

TODAY = f"{date.today():%Y-%m-%d}"


def _freeze(double: Book, title: str) -> str:
    double.active = title
    double.app.answers.append("yes")
    buttons.freeze_to_values()
    assert "is a copy of" in double.app.said[-1][0]
    return f"{title} {TODAY}"


def _sources(double: Book, title: str) -> set[str]:
    sheet = double.work[title]
    found = {line.SourceData for line in double.sparklines.get(sheet, [])}
    for chart in charts_in_excel(double, sheet):
        found |= {series[part] for series in chart["series"] for part in ("categories", "values")}
    return found


def _values(double: Book, sources: set[str]) -> dict[str, list[Any]]:
    found = {}
    for source in sources:
        title, _, cells = source.rpartition("!")
        area = double.work[title.strip("'")][cells]
        found[cells] = [(cell.value, cell.number_format) for row in area for cell in row]
    return found


@pytest.mark.parametrize(
    ("name", "sheet", "data"),
    [
        ("budget-ledger-example", "Capital (2)", "Capital chart data"),
        ("budget-ledger-example", "Savings (2)", "Savings chart data"),
        ("performance-monthly-example", "Infrastructure", "Trend data"),
    ],
)
def test_what_is_drawn_on_a_frozen_copy_has_figures_of_its_own(
    name: str, sheet: str, data: str, opened: Callable[..., Book]
) -> None:
    double = opened(name)
    buttons.refresh_dashboard()
    shown = _values(double, _sources(double, sheet))
    assert {source.rpartition("!")[0].strip("'") for source in _sources(double, sheet)} == {data}
    frozen = _freeze(double, sheet)
    kept = f"{data} {TODAY}"
    assert f"on the hidden sheet '{kept}'" in double.app.said[-1][0]
    for number in range(2):
        assert {source.rpartition("!")[0] for source in _sources(double, frozen)} == {f"'{kept}'"}
        assert _values(double, _sources(double, frozen)) == shown
        assert double.work[kept].sheet_state == "hidden"
        # the dashboard itself goes on showing what the workbook holds
        assert {source.rpartition("!")[0] for source in _sources(double, sheet)} == {f"'{data}'"}
        if not number:
            buttons.refresh_dashboard()
            assert "The dashboard is up to date." in double.app.said[-1][0]
    import xlwings as xw

    book = xw.Book.caller()
    assert kept in printed_sheets(book)  # never read
    assert kept not in marks_of(book)  # never replaced


def test_figures_beside_a_chart_are_frozen_with_it(opened: Callable[..., Book]) -> None:
    double = opened("monitoring-2016-17")
    buttons.refresh_dashboard()
    before = double.work.sheetnames
    frozen = _freeze(double, "Variances")
    assert {source.rpartition("!")[0] for source in _sources(double, frozen)} == {f"'{frozen}'"}
    assert sorted(double.work.sheetnames) == sorted([*before, frozen])
    assert "hidden" not in double.app.said[-1][0]


def test_a_pivot_chart_goes_on_following_its_table(opened: Callable[..., Book]) -> None:
    double = opened("budget-ledger-example")
    buttons.refresh_dashboard()
    (chart,) = double.charts[double.work["Capital (2)"]]
    chart.body.PivotLayout = "that of a table"
    before = double.work.sheetnames
    frozen = _freeze(double, "Capital (2)")
    assert sorted(double.work.sheetnames) == sorted([*before, frozen])


def test_a_copy_of_a_frozen_sheet_and_a_second_copy_of_a_day_have_their_own(
    opened: Callable[..., Book],
) -> None:
    double = opened("budget-ledger-example")
    buttons.refresh_dashboard()
    first = _freeze(double, "Capital (2)")
    _freeze(double, "Capital (2)")
    (again,) = [title for title in double.work.sheetnames if title.startswith(f"Capital (2) {TODAY} (")]
    found = [
        {source.rpartition("!")[0] for source in _sources(double, title)}
        for title in ("Capital (2)", first, again)
    ]
    assert [len(each) for each in found] == [1, 1, 1]
    assert len(set.union(*found)) == 3


def test_a_failed_freeze_of_drawings_leaves_nothing_behind(opened: Callable[..., Book]) -> None:
    double = opened("performance-monthly-example")
    buttons.refresh_dashboard()
    double.active = "Infrastructure"
    before, first = state(double), len(double.steps)
    for step in range(1, 200):
        double.fail_at = first + step
        double.app.answers.append("yes")
        buttons.freeze_to_values()
        if "is a copy of" in double.app.said[-1][0]:
            break
        assert state(double) == before, double.steps[-1]
        first = len(double.steps)
    assert step > 10

"""Chart sheets of an officer's own: xlwings does not list them, and yet they are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from kccxl.excel import buttons
from tests.conftest import WORKBOOKS
from tests.excel.engines.excel_like import Book


@pytest.fixture
def double(opened: Callable[..., Book], tmp_path: Path) -> Book:
    """Monitoring with two chart sheets, called as sheets of the dashboard; one stands before a worksheet."""
    book = openpyxl.load_workbook(WORKBOOKS / "monitoring-2016-17.xlsx")
    for title, place in (("Variances", 1), ("Data checks", None)):
        chart = BarChart()
        chart.add_data(Reference(book["Monitoring"], min_col=2, min_row=5, max_row=9))
        book.create_chartsheet(title, place).add_chart(chart)
    book.save(tmp_path / "plan.xlsx")
    return opened(tmp_path / "plan.xlsx")


def _tabs(double: Book) -> list[Any]:
    return [tab.title for tab in double.work._sheets]


def test_they_are_left_alone_and_where_they_stand(double: Book) -> None:
    before = _tabs(double)
    assert before == ["Settings", "Variances", "Monitoring", "Explanations", "Data checks"]
    buttons.refresh_dashboard()
    text, _, mode = double.app.said[-1]
    assert (mode, text.splitlines()[0]) == ("info", "The dashboard is up to date.")
    assert "Your own sheet 'Variances' was left alone; the new sheet is called 'Variances (2)'." in text
    tabs = _tabs(double)
    assert [title for title in tabs if title in before] == before
    made = [title for title in tabs if title not in before]
    assert {"Monitoring (2)", "Variances (2)", "Data checks (2)"} <= set(made)
    buttons.refresh_dashboard()
    assert _tabs(double) == tabs


def test_they_are_no_part_of_the_pdf_and_shown_again(double: Book) -> None:
    buttons.refresh_dashboard()
    buttons.export_pdf()
    assert "exported to" in double.app.said[-1][0]
    assert not {"Variances", "Data checks"} & set(double.exported[0][1])
    assert {tab.sheet_state for tab in double.work.chartsheets} == {"visible"}


def test_a_chart_sheet_in_front_is_not_frozen(double: Book) -> None:
    tabs = _tabs(double)
    double.active = "Variances"
    buttons.freeze_to_values()
    assert double.app.said[-1][0].startswith("'Variances' is a chart, which has no cells to freeze.")
    assert _tabs(double) == tabs

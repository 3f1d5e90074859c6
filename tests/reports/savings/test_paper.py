"""The savings report end to end: sheets, chart and text, and the empty workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kccxl.batch import write
from kccxl.files.read import read_workbook
from kccxl.refresh import refresh
from kccxl.reports.catalogue import Folder
from kccxl.reports.paper.frame import Making
from kccxl.reports.savings.dashboard import lay_out
from kccxl.reports.savings.report import report
from kccxl.reports.savings.template import template
from tests.reports.savings.books import HEADER, saving, savings

MADE = datetime(2026, 1, 5, 9, 0)
MAKING = Making("1.0", "book.xlsx", MADE)
ROWS = [
    saving("Print", 420, 260, 150, at_risk=30, comment="The last lease ends in October."),
    saving("Offices", 850, 300, 410, at_risk=180, comment="A tenant is sought."),
    saving("Software", 275, 275, 20, comment=None),
]


def texts_of(sheet: Any) -> list[str]:
    """Return all that stands on a laid-out sheet."""
    return [str(cell.content) for cell in sheet.cells.values()]


def row_of(sheet: Any, label: str) -> list[Any]:
    """Return the cells of the row that begins with a label."""
    row = next(at for at, cell in sheet.cells.items() if cell.content == label)[0]
    return [cell.content for (at, column), cell in sorted(sheet.cells.items()) if at == row and column]


def test_from_a_saved_workbook_to_the_printed_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kccxl.reports.catalogue.REPORTS", {"savings": Folder("savings", "Savings")})
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    for row in (["Savings plan 2024-25, £000s"], HEADER, *ROWS):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    done = refresh(read_workbook(tmp_path / "plan.xlsx"), "plan.xlsx", made=MADE)
    assert done.book is not None
    write(done.book, tmp_path / "out.xlsx")
    printed = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert printed.sheetnames == ["Savings", "Data checks", "Report text", "Savings chart data"]
    rows = {row[0]: list(row[1:]) for row in printed["Savings"].iter_rows(values_only=True)}
    assert rows["Offices"] == [850, 300, 410, 710, 180, 140, pytest.approx(0.165), "RED"]
    assert rows["Software"] == [275, 275, 20, 295, "N/a", -20, pytest.approx(-0.073), "GREEN"]
    assert rows["Total"][:6] == [1545, 835, 580, 1415, 210, 130]


def test_rule_comments_and_text() -> None:
    pages = lay_out(savings(*ROWS), MAKING)
    texts = " ".join(texts_of(pages.sheets[0]))
    assert "Green: no shortfall. Amber: a shortfall of up to 2 % of the target." in texts
    assert "A tenant is sought." in texts
    prose = " ".join(
        text for section in pages.text for item in section.items for lead in item for text in lead
    )
    assert (
        "£835.0k delivered and £580.0k still to come of a target of £1,545.0k, a shortfall of £130.0k (8.4%)"
        in prose
    )
    assert "Of all three savings, one is Green and two are Red." in prose


def test_savings_printed_as_negative_are_shown_positive_and_that_is_said() -> None:
    results = savings(saving("Print", -420, -260, -150), settings=[["Variance sign", "overspend negative"]])
    sheet = lay_out(results, MAKING).sheets[0]
    assert row_of(sheet, "Print")[:4] == [420, 260, 150, 410]
    assert row_of(sheet, "Print")[4:5] == [10]
    assert "Savings are printed as positive amounts." in " ".join(texts_of(sheet))


def test_the_chart_stacks_the_parts_of_each_target_and_is_read_out() -> None:
    sheet, data = lay_out(savings(*ROWS), MAKING).sheets
    [chart] = sheet.charts
    assert "Offices: £300.0k delivered and £410.0k still to come of a target of £850.0k" in chart.alt
    looks = {(series.colour, series.pattern) for series in chart.series}
    assert len(looks) == 4
    assert sum(bool(series.pattern) for series in chart.series) == 2
    assert [data.cells[2, column].content for column in range(5)] == ["Offices", 300, 230, 180, 140]
    assert data.hidden


def test_an_accepted_slip_is_marked() -> None:
    results = savings(*ROWS, ["Total", 1600, 835, 580, 210], settings=[["Accept totals as printed", "Yes"]])
    sheet = lay_out(results, MAKING).sheets[0]
    assert any("Total, Target: £1,545k" in text for text in texts_of(sheet))
    assert row_of(sheet, "Total")[0] == 1600


def test_titles_that_are_taken_are_left_alone() -> None:
    pages = lay_out(savings(*ROWS), MAKING, ["Savings"])
    assert [sheet.title for sheet in pages.sheets] == ["Savings (2)", "Savings chart data"]


def test_the_empty_workbook_is_filled_in_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write(template(), path)
    results = report(read_workbook(path), path.name)
    assert [(problem.code, problem.place) for problem in results.problems] == [("example-row", "Savings!A4")]
    [line] = results.savings
    assert (line.directorate, line.amounts.shortfall) == ("Infrastructure", 0)

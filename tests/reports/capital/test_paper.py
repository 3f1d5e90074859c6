"""The capital report end to end: a workbook as officers save it, through the one use case, read back from the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kccxl.batch import write
from kccxl.files.read import read_workbook
from kccxl.refresh import Refreshed, refresh
from kccxl.reports.capital.contract import as_json
from kccxl.reports.capital.dashboard import lay_out
from kccxl.reports.capital.report import report
from kccxl.reports.capital.template import template
from kccxl.reports.catalogue import Folder
from kccxl.reports.paper.frame import Making
from tests.conftest import WORKBOOKS
from tests.reports.capital.books import capital, project

MADE = datetime(2026, 1, 5, 9, 0)
MAKING = Making("1.0", "book.xlsx", MADE)
FIGURES = json.loads((WORKBOOKS / "figures" / "capital-savings-example.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"capital": "Capital", "savings": "Savings"}
    reports = {name: Folder(name, title) for name, title in names.items()}
    monkeypatch.setattr("kccxl.reports.catalogue.REPORTS", reports)


def stored(text: str | None) -> str | float | None:
    """Return a figure of the example as a workbook stores it."""
    try:
        return None if text is None else float(text)
    except ValueError:
        return text


def save(path: Path, names: tuple[str, ...] = ("capital", "savings"), *, formulas: bool = False) -> Path:
    """Save the example as a workbook; totals are typed, or formulas without a result."""
    book = openpyxl.Workbook()
    book.active.title = "Settings"
    for row in (["Setting", "Value"], ["Title", "Capital and Savings"], ["Financial year", "2024/25"]):
        book.active.append(row)
    for name in names:
        table: Mapping[str, Any] = FIGURES[name]
        keys = [column["key"] for column in table["columns"]]
        sheet = book.create_sheet(table["sheet"])
        sheet.append([column["caption"] for column in table["columns"]])
        for row in [*table["rows"], table["total"]]:
            sheet.append([stored(row[key]) for key in keys])
        for cell in sheet[sheet.max_row] if formulas else ():
            if isinstance(cell.value, float):
                cell.value = f"=SUM({cell.column_letter}2:{cell.column_letter}{sheet.max_row - 1})"
        for cells in sheet.iter_rows(min_row=2):
            for cell in cells:
                cell.number_format = "#,##0.0"
    book.save(path)
    return path


def build(path: Path) -> tuple[Refreshed, openpyxl.Workbook]:
    """Refresh a workbook, write what comes of it, and open that again."""
    done = refresh(read_workbook(path), path.name, made=MADE)
    assert done.book is not None, [str(problem) for problem in done.problems]
    output = path.with_name(f"built-{path.name}")
    write(done.book, output)
    return done, openpyxl.load_workbook(output)


def rows_of(sheet: Any) -> dict[str, list[Any]]:
    """Return the cells of each row by its first cell."""
    return {str(row[0]): list(row[1:]) for row in sheet.iter_rows(values_only=True) if row[0] is not None}


def test_the_example_as_printed(tmp_path: Path) -> None:
    done, book = build(save(tmp_path / "example.xlsx"))
    assert done.names == ["capital", "savings"]
    assert list(done.problems) == []
    assert book.sheetnames == [
        "Capital", "Savings", "Data checks", "Report text", "Capital chart data", "Savings chart data",
    ]  # fmt: skip
    rows = rows_of(book["Capital"])
    assert rows["County archive: roof and drainage"] == [
        860, 120, 410, -450, -20, -430, pytest.approx(-0.023), "Favourable", "GREEN",
    ]  # fmt: skip
    assert rows["Payroll system: discovery stage"][-3:] == ["N/a", "Adverse", "RED"]
    assert rows["Total capital programme"][:6] == [8690, 2888, 8110, -580, 140, -720]
    assert "Property" in rows
    assert rows["Project"][:2] == ["Budget £000s", "Actual to date £000s"]


def test_what_is_rated_and_how_is_said_on_the_sheet(tmp_path: Path) -> None:
    _, book = build(save(tmp_path / "example.xlsx", ("capital",)))
    texts = " ".join(str(cell.value) for row in book["Capital"].iter_rows() for cell in row if cell.value)
    assert "rephasing is printed and not rated" in texts
    assert "Amber: an overspend of up to 2 % of the budget." in texts
    assert "Both sites run side by side" in texts
    prose = " ".join(str(cell.value) for row in book["Report text"].iter_rows() for cell in row if cell.value)
    assert "an underspend of £580.0k. It is made of a real overspend of £140.0k, and of rephasing" in prose
    assert "Of all 10 projects, by the real variance, seven are Green and three are Red." in prose


def test_the_chart_tells_its_parts_apart_without_colour_and_is_read_out() -> None:
    results = capital(project("One", forecast=400, real=-20), project("Two", budget=100, forecast=100))
    sheet, data = lay_out(results, MAKING).sheets
    [chart] = sheet.charts
    assert "One: a real underspend of £20.0k, rephasing of £480.0k to later years." in chart.alt
    assert "Two" not in chart.alt
    assert len({series.pattern for series in chart.series}) == 2
    assert data.hidden
    assert [data.cells[1, column].content for column in range(3)] == ["One", -20, -480]


def test_without_variances_there_is_no_chart() -> None:
    pages = lay_out(capital(project(forecast=900)), MAKING)
    [sheet] = pages.sheets
    assert not sheet.charts


def test_of_many_projects_the_largest_are_drawn() -> None:
    results = capital(
        *(project(f"Project {n}", budget=9000, forecast=9000 + n, rephasing=0) for n in range(40))
    )
    [chart] = lay_out(results, MAKING).sheets[0].charts
    assert "12 largest" in chart.title
    assert "Project 39" in chart.alt
    assert "Project 27:" not in chart.alt


def test_print_follows_the_settings() -> None:
    settings = [
        ["Variance sign", "overspend negative"],
        ["Negative figures", "brackets"],
        ["Print figures in", "£"],
    ]
    results = capital(
        project(forecast=400, variance=500, real=20), settings=[*settings, ["Print decimals", 0]]
    )
    [sheet, _] = lay_out(results, MAKING).sheets
    row = next(at for at, cell in sheet.cells.items() if cell.content == "Library roof")[0]
    assert [sheet.cells[row, column].content for column in range(1, 6)] == [
        900000,
        400000,
        500000,
        20000,
        480000,
    ]
    assert "(#,##0)" in sheet.cells[row, 3].style.number_format
    texts = " ".join(str(cell.content) for cell in sheet.cells.values())
    assert "positive where spending moves to later ones" in texts
    assert "Budget £ Forecast £ Variance £" in texts


def test_an_accepted_slip_and_a_colour_near_a_limit_are_marked() -> None:
    results = capital(
        project("One", budget=1000, forecast=1020.4, rephasing=0),
        project("Total", budget=1100, forecast=1020.4, variance=-79.6, real=-79.6, rephasing=0),
        settings=[["Accept totals as printed", "Yes"]],
    )
    sheet = lay_out(results, MAKING).sheets[0]
    row = next(at for at, cell in sheet.cells.items() if cell.content == "Total")[0]
    assert "†" in sheet.cells[row, 1].style.number_format
    texts = [str(cell.content) for cell in sheet.cells.values()]
    assert any(
        text.startswith("† Does not add up as printed") and "Total, Budget: £1,000k" in text for text in texts
    )
    assert any(text.startswith("‡ The colour hangs on rounding. One:") for text in texts)


def test_titles_that_are_taken_are_left_alone() -> None:
    pages = lay_out(capital(project(forecast=400, real=0)), MAKING, ["Capital"])
    assert [sheet.title for sheet in pages.sheets] == ["Capital (2)", "Capital chart data"]


def test_the_empty_workbook_is_filled_in_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write(template(), path)
    results = report(read_workbook(path), path.name)
    assert [(problem.code, problem.place) for problem in results.problems] == [("example-row", "Capital!A4")]
    [line] = results.projects
    assert (line.programme, line.amounts.rephasing) == ("Property", -300000)


@pytest.mark.libreoffice
def test_totals_are_those_libreoffice_adds_up(tmp_path: Path, soffice: Callable[[Path, str], Path]) -> None:
    source = save(tmp_path / "example.xlsx", formulas=True)
    calculated = soffice(source, "xlsx")
    done, book = build(calculated)
    assert list(done.problems) == []
    for name, label in (("Capital", "Total capital programme"), ("Savings", "Total savings")):
        theirs = list(openpyxl.load_workbook(calculated, data_only=True)[name].values)[-1]
        ours = rows_of(book[name])[label]
        assert theirs[0] == label
        for amount in (each for each in theirs if isinstance(each, int | float)):
            assert any(isinstance(each, int | float) and each == pytest.approx(amount) for each in ours)


def test_results_and_sheet_say_the_same(tmp_path: Path) -> None:
    path = save(tmp_path / "example.xlsx", ("capital",))
    _, book = build(path)
    rows = rows_of(book["Capital"])
    for line in as_json(report(read_workbook(path), path.name))["lines"]:
        row = rows[line["project"]]
        assert row[0] == pytest.approx(float(line["budget"]) / 1000)
        assert row[4] == pytest.approx(float(line["real"]) / 1000)
        assert row[-1] == (line["rag"] or "N/a")

"""A workbook with performance tables and a budget gets both, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from kccxl import cli
from kccxl.reports import catalogue
from tests.reports.budget.books import HEADER, LAW, TAX, TOTAL, change
from tests.reports.performance.books import KPI, kpi

REPORTS = {name: catalogue.Folder(name, name) for name in ("performance", "budget")}


@pytest.fixture
def workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook with indicators, a budget above them on the same sheet, and staff."""
    monkeypatch.setattr(catalogue, "REPORTS", REPORTS)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Finance"
    table = [["Directorate budget"], HEADER, LAW, TAX, TOTAL, []]
    rows = [*table, ["Results up to July 2016"], KPI, kpi(latest="96%")]
    for row in rows:
        page.append(row)
    more = book.create_sheet("People")
    for line in (["Division", "FTE"], ["Law", 2], ["Tax", 1], ["Total", 3]):
        more.append(line)
    path = tmp_path / "both.xlsx"
    book.save(path)
    return path


def run(*arguments: object) -> int:
    """Run a command as the shell does, and return its exit code."""
    with pytest.raises(SystemExit) as left:
        cli.app([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def test_build_binds_both_into_one_paper(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("build", workbook, "--out", out) == 0
    built = openpyxl.load_workbook(out)
    assert {"Summary", "Budget", "Staff", "Data checks", "Report text"} <= set(built.sheetnames)
    cells = {cell.value for row in built["Budget"].iter_rows() for cell in row}
    assert {"Law", "Tax", 24.5, 30} <= cells
    assert "CS04" not in cells
    said = [str(cell.value) for row in built["Report text"].iter_rows() for cell in row if cell.value]
    assert any(text.startswith("Directorate Budget: ") for text in said)


def test_results_hold_both_and_neither_reads_the_other(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("results", workbook, "--format", "json") == 0
    performance, budget = json.loads(capsys.readouterr().out)["reports"]
    assert [item["ref"] for item in performance["indicators"]] == ["CS04"]
    assert [item["division"] for item in budget["lines"]] == ["Law", "Tax"]
    assert {cast["verdict"] for cast in budget["casts"]} == {"agrees"}
    assert [p for p in budget["problems"] if p["severity"] != "note"] == []


def test_explain_and_check_serve_both(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", workbook, "Law") == 0
    assert "Net Cost: £24.5k  (cell Finance!H3)" in capsys.readouterr().out
    assert run("explain", workbook, "CS04") == 0
    book = openpyxl.load_workbook(workbook)
    for column, value in enumerate(change(TOTAL, 7, 99), start=1):
        book["Finance"].cell(5, column, value)
    book.save(workbook)
    capsys.readouterr()
    assert run("check", workbook) == 1
    assert "H5" in capsys.readouterr().out


def test_new_writes_the_budget_workbook(workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    assert run("new", "budget", path) == 0
    assert openpyxl.load_workbook(path).sheetnames == ["Start here", "Settings", "Budget", "Staff"]

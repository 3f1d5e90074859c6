"""A report added as CONTRIBUTING.md says is served by every command, and nothing else was touched for it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from kccxl.cli import app
from kccxl.reports import catalogue
from kccxl.reports.paper.frame import Making, Masthead
from kccxl.reports.paper.pages import Pages
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Book, Cell
from kccxl.sheets.styles import FIGURE, STRONG, TITLE
from kccxl.sheets.titles import safe_title
from kccxl.tables.finder import Found, find_tables
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Problem, ProblemLog, worst_first
from kccxl.tables.rows import Row
from kccxl.tables.spec import Column, TableSpec
from tests.conftest import ROOT

COMPLAINTS = TableSpec(
    "complaints",
    [Column("service", ["Service"]), Column("received", ["Complaints received", "Complaints"])],
    key={"service", "received"},
)


@dataclass(frozen=True)
class Complaints:
    """What the toy report computed."""

    workbook: str
    received: dict[str, Decimal]
    problems: list[Problem]


class ComplaintsReport:
    """The smallest report there can be."""

    name = "complaints"
    title = "Complaints"

    def serves(self, grids: Sequence[Grid]) -> bool:
        return bool(self.tables(grids))

    def tables(self, grids: Sequence[Grid]) -> Sequence[Found]:
        return [table for grid in grids for table in find_tables(grid, [COMPLAINTS])]

    def compute(self, grids: Sequence[Grid], workbook: str) -> Complaints:
        log = ProblemLog(workbook)
        received = {}
        for grid in grids:
            for table in find_tables(grid, [COMPLAINTS]):
                for index in table.body:
                    row = Row(table, index, log)
                    figure = row.figure("received")
                    if figure.value is not None:
                        received[row.text("service")] = figure.value
        return Complaints(workbook, received, worst_first(log.problems))

    def problems(self, results: Complaints) -> Sequence[Problem]:
        return results.problems

    def lay_out(self, results: Complaints, making: Making, taken: Collection[str]) -> Pages:
        canvas = Canvas(safe_title("Complaints", taken), [30, 12])
        canvas.across(making.made_from, TITLE)
        for service, number in results.received.items():
            canvas.lay([Cell(service, STRONG), Cell(number, FIGURE)])
        return Pages(Masthead(self.title), [canvas.finish()])

    def as_json(self, results: Complaints) -> dict[str, Any]:
        return {"report": "complaints", "received": {name: str(n) for name, n in results.received.items()}}

    def records(self, results: Complaints) -> list[dict[str, str]]:
        return [{"service": name, "received": str(number)} for name, number in results.received.items()]

    def explain(self, results: Complaints, ref: str, *, exact: bool = False) -> str:
        del exact
        return f"{ref}: {results.received[ref]}"

    def template(self) -> Book:
        return Book((Canvas("Complaints", [30]).finish(),))


@pytest.fixture
def workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(catalogue.REPORTS, "complaints", ComplaintsReport())
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Service", "Complaints received"], ["Libraries", 12], ["Highways", "many"]):
        sheet.append(row)
    path = tmp_path / "complaints.xlsx"
    book.save(path)
    return path


def test_the_new_report_is_served_by_every_command(workbook: Path) -> None:
    command = CliRunner()
    checked = command.invoke(app, ["check", str(workbook)])
    assert checked.exit_code == 1
    assert "Sheet!B3" in checked.output
    book = openpyxl.load_workbook(workbook)
    book.worksheets[0]["B3"] = 30
    book.save(workbook)
    assert command.invoke(app, ["build", str(workbook)]).exit_code == 0
    made = openpyxl.load_workbook(workbook)
    assert [cell.value for cell in made["Complaints"]["B"]][1:] == [12, 30]
    printed = command.invoke(app, ["results", str(workbook), "-f", "json"])
    assert json.loads(printed.output)["received"] == {"Libraries": "12", "Highways": "30"}
    assert command.invoke(app, ["explain", str(workbook), "Libraries"]).output.strip() == "Libraries: 12"
    assert command.invoke(app, ["new", "complaints", str(workbook.with_name("new.xlsx"))]).exit_code == 0


def test_the_files_the_six_steps_name_exist() -> None:
    steps = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Add a report in six steps")[1]
    assert len(re.findall(r"^\d\. ", steps, re.MULTILINE)) == 6
    for path in re.findall(r"`((?:kccxl|workbooks)/[a-z_/]+\.py)`", steps):
        assert (ROOT / path).exists(), path


def test_every_command_named_for_maintainers_leads_to_a_file() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in re.findall(r"`(?:python|bash) ([\w./]+\.(?:py|sh)|\.ci/run)`", text):
        assert (ROOT / path).exists(), path

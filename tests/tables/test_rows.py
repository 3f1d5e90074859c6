"""A row's cells: seen through merged areas, and named where they cannot be read."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from kccxl.files.read import read_workbook
from kccxl.reports.performance.specs import PUBLISHED
from kccxl.tables.finder import find_tables
from kccxl.tables.grid import Grid, cell_name, column_letters
from kccxl.tables.problems import Problem, ProblemLog, Severity, has_errors, worst_first
from kccxl.tables.rows import Row, body_rows
from tests.tables.grids import position, sheet

HEADER = ["Ref", "Indicator", "Latest", "Target", "Floor"]


def row(grid: Grid, index: int = 1) -> Row:
    return Row(find_tables(grid, PUBLISHED)[0], index, ProblemLog("book.xlsx"))


def test_merged_areas_show_their_first_cell() -> None:
    below = row(
        sheet([HEADER, ["CS04", "a", "90%", "95%", "80%"], [None, "b", "91%", None, None]], merged=["D2:D3"]),
        2,
    )
    assert below.figure("target").shown == "95%"
    assert below.figure("floor").known is False


def test_faults_formulas_and_texts_are_named() -> None:
    grid = sheet(
        [HEADER, ["CS04", "a", None, None, "about 80"]], uncached={"C2": "B9/B8"}, faults={"D2": "#REF!"}
    )
    this = row(grid)
    assert not any(this.figure(name).known for name in ("latest", "target", "floor"))
    assert this.place("target") == "Data!D2"
    assert [(p.code, p.cell, p.severity) for p in this.log.problems] == [
        ("not-calculated", "C2", Severity.ERROR),
        ("excel-error", "D2", Severity.ERROR),
        ("not-a-number", "E2", Severity.ERROR),
    ]


def test_rows_of_formulas_alone_are_rows_and_hidden_ones_are_said() -> None:
    grid = sheet([HEADER, [None] * 5, [None], ["CS05"]], uncached={"A2": "X1"}, hidden_rows=frozenset({3}))
    log = ProblemLog("book.xlsx")
    assert [each.index for each in body_rows(find_tables(grid, PUBLISHED)[0], log)] == [1, 3]
    assert [(p.code, p.cell) for p in log.problems] == [("hidden-row", "A4")]


def test_a_workbook_of_openpyxl_has_no_results_and_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["CS04", "a", "=1+1", "95%", "80%"])
    book.save(tmp_path / "book.xlsx")
    this = row(read_workbook(tmp_path / "book.xlsx")[0])
    assert this.figure("latest").known is False
    assert [(p.code, p.place) for p in this.log.problems] == [("not-calculated", "Sheet!C2")]


def test_names_of_cells() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert position(cell_name(11, 27)) == (11, 27)


def test_problems_sort_by_severity_without_repeats() -> None:
    note, error = (Problem(s, "c", "My sheet", "A1", "x", "y", "z.") for s in (Severity.NOTE, Severity.ERROR))
    assert worst_first([note, error, note]) == [error, note]
    assert has_errors([note, error])
    assert not has_errors([note])
    assert str(error) == "'My sheet'!A1: found x; expected y. z."

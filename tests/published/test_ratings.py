"""Every published rating, direction and range check comes out again; every slip of the papers is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kccxl.files.read import read_workbook
from kccxl.reports.performance.model import Results
from kccxl.reports.performance.report import report
from kccxl.tables.grid import Grid, Value, cell_name
from kccxl.tables.problems import Problem, Severity
from tests.published import oracle


@cache
def committed(name: str) -> Results:
    path = oracle.WORKBOOKS / f"performance-{name}.xlsx"
    return report(read_workbook(path), path.name)


def errors(results: Results) -> list[Problem]:
    return [problem for problem in results.problems if problem.severity is Severity.ERROR]


def colour(rag: object) -> str:
    return str(rag) if rag else ""


def compare(results: Results, year: str) -> None:
    printed = oracle.kpis(year)
    assert [r.indicator.ref for r in results.indicators] == [row.ref for row in printed]
    for result, row in zip(results.indicators, printed, strict=True):
        assert colour(result.month.rag) == row.month_rag, row.ref
        assert colour(result.ytd.rag) == (row.ytd_rag or ""), row.ref
        assert result.dot == oracle.DOT_OF_ARROW[row.dot], row.ref
    assert [r.activity.ref for r in results.activity] == [row.ref for row in oracle.activity(year)]
    checks = [(row.ref, row.value, row.in_range) for row in oracle.range_checks(year)]
    found = [
        (r.activity.ref, r.activity.value.shown.replace(" ", ""), r.in_range)
        for r in results.activity
        if r.in_range
    ]
    assert [(ref, status) for ref, _, status in found] == [(ref, status) for ref, _, status in checks]
    assert errors(results) == []


def test_there_are_87_ratings_and_10_range_checks() -> None:
    assert [len(oracle.ratings(year)) for year in oracle.YEARS] == [42, 45]
    assert sum(len(oracle.range_checks(year)) for year in oracle.YEARS) == 10


def test_committed_workbooks_give_what_was_published(year: str) -> None:
    compare(committed(year), year)


def test_figures_however_stored_give_what_was_published(
    year: str, cells: str, published_workbook: Callable[..., Path]
) -> None:
    path = published_workbook(year, cells)
    compare(report(read_workbook(path), path.name), year)


def test_counts() -> None:
    first, second = (committed(year).counts for year in oracle.YEARS)
    assert first["month_rag"] == {"GREEN": 16, "AMBER": 6, "RED": 1, "not_rated": 0}
    assert first["dot"] == {"improved": 8, "worsened": 9, "same": 6, "new": 0, "none": 0}
    assert second["month_rag"] == {"GREEN": 19, "AMBER": 3, "RED": 3, "not_rated": 0}


@pytest.mark.parametrize(
    ("book", "code", "cell", "words"),
    [
        ("2016-17", "ref-twice", "Dashboard!A159", "PI01b"),
        ("2016-17", "scale-missing", "Dashboard!C88", "£20.3"),
        ("2016-17", "commented-twice", "Dashboard!A108", "GL03"),
        ("targets-2017-18", "total-differs", "Activity!J4", "5,100"),
        ("targets-2017-18", "not-a-number", "Activity!H24", "1200, 60%"),
        ("targets-2017-18", "not-a-number", "Activity!H25", "1000, 50%"),
    ],
)
def test_slips_of_the_papers_are_found(book: str, code: str, cell: str, words: str) -> None:
    path = oracle.WORKBOOKS / f"performance-{book}.xlsx"
    grids = read_workbook(path)
    found = [p for p in report(grids, path.name).problems if p.code == code and p.place == cell]
    assert len(found) == 1
    assert words in found[0].found
    grid = next(grid for grid in grids if grid.sheet == found[0].sheet)
    named = next(
        str(value)
        for index, row in enumerate(grid.rows)
        for column, value in enumerate(row)
        if cell_name(index, column) == found[0].cell
    )
    assert words.replace(",", "") in named.replace(",", "")


def changed(grids: list[Grid], cell: str, value: Value, number_format: str = "@") -> list[Grid]:
    """Return the grids with one cell changed."""
    name, _, at = cell.partition("!")
    name = name.strip("'")
    grid = next(grid for grid in grids if grid.sheet == name)
    rows = [list(row) for row in grid.rows]
    where = next((r, c) for r in range(len(rows)) for c in range(len(rows[r])) if cell_name(r, c) == at)
    rows[where[0]][where[1]] = value
    after = replace(grid, rows=rows, formats={**grid.formats, where: number_format})
    return [after if each is grid else each for each in grids]


@cache
def book(year: str) -> list[Grid]:
    return read_workbook(oracle.WORKBOOKS / f"performance-{year}.xlsx")


def differing(grids: list[Grid]) -> set[tuple[str, str]]:
    return {(p.code, f"{p.sheet}!{p.cell}") for p in errors(report(grids, "book"))}


@pytest.mark.parametrize("name", ["month_rag", "ytd_rag"])
def test_any_changed_typed_rating_is_an_error_at_that_cell(year: str, name: str) -> None:
    other = {"GREEN": "AMBER", "AMBER": "RED", "RED": "GREEN"}
    grids, cells = book(year), set()
    for result, row in zip(committed(year).indicators, oracle.kpis(year), strict=True):
        typed = getattr(row, name)
        if typed:
            cell = result.indicator.cells[name]
            cells.add(("rating-differs", cell))
            grids = changed(grids, cell, other[typed])
    assert len(cells) >= 19
    assert differing(grids) == cells


def test_changed_arrow_is_an_error_where_a_previous_result_is_given() -> None:
    row = next(row for row in oracle.kpis("2016-17") if row.previous_forecast)
    item = next(r.indicator for r in committed("2016-17").indicators if r.indicator.ref == row.ref)
    after = changed(book("2016-17"), item.cells["dot"], "↑" if row.dot != "↑" else "↓")
    assert differing(after) == {("direction-differs", item.cells["dot"])}


def test_changed_range_word_is_an_error_at_that_cell() -> None:
    for year in oracle.YEARS:
        grids, cells = book(year), set()
        for result in committed(year).activity:
            if result.in_range:
                cells.add(("range-differs", cell := result.activity.cells["in_range"]))
                grids = changed(grids, cell, "Below" if result.in_range != "Below" else "Above")
        assert differing(grids) == cells


def test_changed_rating_on_the_summary_page_is_an_error_at_that_cell(year: str) -> None:
    grids, cells = book(year), set()
    summary = next(grid for grid in grids if grid.sheet == "Summary")
    for index, row in enumerate(summary.rows):
        for column, value in enumerate(row):
            if value in ("GREEN", "AMBER", "RED"):
                cells.add(("rating-differs", cell := f"Summary!{cell_name(index, column)}"))
                grids = changed(grids, cell, "RED" if value != "RED" else "GREEN")
    assert differing(grids) == cells


def test_changing_one_figure_makes_its_typed_rating_differ(year: str) -> None:
    grids, cells = book(year), set()
    for result in committed(year).indicators:
        item = result.indicator
        assert item.target.value is not None
        assert item.floor.value is not None
        if result.month.rag != "RED":
            grids = changed(
                grids, item.cells["latest"], "0%" if item.target.value > item.floor.value else "99%"
            )
            cells.add(("rating-differs", item.cells["month_rag"]))
    assert {each for each in differing(grids) if not each[1].startswith("Summary")} >= cells

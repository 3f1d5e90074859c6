"""Headers are found wherever they stand and however they are broken.

None is passed over or taken for another.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.performance.specs import ACTIVITY_TABLE, COMMENTARY, KPI, PUBLISHED
from kccxl.tables.finder import find_tables, near_misses, table_named
from kccxl.tables.grid import Grid
from kccxl.tables.spec import Column, TableSpec, caption
from tests.tables.grids import Cell, sheet

HEADER = ["Ref", "Indicator description", "Latest Month", "Month RAG", "Target", "Floor Standard"]
ROW: list[Cell] = ["CS04", "Calls answered", (0.95, "0%"), "GREEN", (0.95, "0%"), (0.8, "0%")]


def names(grid: Grid) -> list[tuple[str, dict[str, int]]]:
    return [(table.spec.name, dict(table.columns)) for table in find_tables(grid, PUBLISHED)]


@given(st.integers(0, 30), st.integers(0, 30))
def test_anywhere(down: int, right: int) -> None:
    table = find_tables(sheet([HEADER, ROW], down=down, right=right), PUBLISHED)[0]
    assert (table.spec, table.top, table.columns["ref"], table.columns["floor"]) == (
        KPI,
        down,
        right,
        right + 5,
    )


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Ref", "Indicator", "Latest", "Month", "Target", "Floor"],
            [None, "description", "Month", "RAG", None, "Standard"],
        ],
        [
            ["Ref", "Indicator", "Latest", "RAG", "Target", "Floor"],
            [None, "description", "month", None, None, "standard"],
        ],
        [HEADER, ["---"] * 6],
        [
            ["KPI", "Indicator", "Latest Qtr", "RAG", "2017-18", "Floor"],
            ["Ref", None, None, None, "Target", None],
        ],
        [["Ref", "KPI", "Latest Forecast", "RAG", "Target<sup>a</sup>", "Floor"]],
        [["Ref", "Indicator", "Latest result", "RAG", "Target", "Minimum standard"]],
    ],
)
def test_spellings_of_one_header(rows: list[list[Cell]]) -> None:
    found = find_tables(sheet([*rows, ROW, ROW]), PUBLISHED)
    assert len(found) == 1
    assert list(found[0].body) == [len(rows), len(rows) + 1]
    assert found[0].columns == {
        **{"ref": 0, "description": 1, "latest": 2, "month_rag": 3, "target": 4, "floor": 5}
    }


@pytest.mark.parametrize("dashes", [[], [["--"] * 7]])
@pytest.mark.parametrize("merged", [True, False])
def test_upper_and_lower_in_a_second_row(dashes: list[list[Cell]], merged: bool) -> None:
    top = ["Ref", "Indicator", "Year to date", "In range", "Expected Activity", None, "Prev. yr YTD"]
    below = [None, None, None, None, "Upper", "Lower", None]
    spans = ["E1:F1", *(f"{c}1:{c}{2 + len(dashes)}" for c in "ABCDG")] if merged else []
    table = find_tables(
        sheet([top, *dashes, below, ["CS08", "Calls", 5, "Yes", 6, 4, 5]], merged=spans), PUBLISHED
    )[0]
    assert table.spec is ACTIVITY_TABLE
    assert (table.columns["upper"], table.columns["lower"], table.columns["previous_year"]) == (4, 5, 6)
    assert table.header_bottom == 1 + len(dashes)


def test_header_repeated_after_a_page_break() -> None:
    first, second = find_tables(sheet([HEADER, ROW, HEADER, ROW]), PUBLISHED)
    assert (list(first.body), list(second.body)) == ([1], [3])


def test_tables_below_and_beside_each_other() -> None:
    beside = [*HEADER, None, "Ref", "Commentary"]
    found = find_tables(sheet([beside, [*ROW, None, "CS04", "Busy."], HEADER, ROW]), PUBLISHED)
    assert [(t.spec.name, t.left, t.right, t.bottom) for t in found] == [
        (KPI.name, 0, 5, 2),
        (COMMENTARY.name, 7, 8, 4),
        (KPI.name, 0, 5, 4),
    ]


def test_a_blank_column_inside_does_not_cut_a_table_in_two() -> None:
    grid = sheet([["Ref", "Indicator", "Latest Month", None, "Target", "Floor"], [*ROW[:3], None, *ROW[4:]]])
    assert [name for name, _ in names(grid)] == [KPI.name]


def test_a_kpi_table_without_target_is_not_taken_for_activity() -> None:
    grid = sheet([["Ref", "Indicator", "Latest Month", "Month RAG", "Goal"], ROW])
    found = find_tables(grid, PUBLISHED)
    assert found == []
    missed = list(near_misses(grid, [KPI], found, {"month_rag"}))
    assert [sorted(table.spec.key - set(table.columns)) for table in missed] == [["target"]]


def test_two_columns_of_one_caption_are_said() -> None:
    grid = sheet([["Ref", "Indicator", "Latest Month", "2017-18 Target", "2018-19 Target", "Floor"], ROW])
    assert dict(find_tables(grid, PUBLISHED)[0].twice) == {4: "target"}


def test_an_excel_table_by_its_name() -> None:
    spec = TableSpec("t", [Column("a", ["A"]), Column("b", ["B"])], key={"a", "b"}, table_names=["Mine"])
    grid = sheet(
        [[None, None], [None, "A", "X"], [None, 1, 2], [None, 3, 4], [None, 9]], tables={"mine": "B2:C4"}
    )
    table = table_named(grid, spec)
    assert table is not None
    assert (dict(table.columns), dict(table.others), list(table.body)) == ({"a": 1}, {2: "X"}, [2, 3])


def test_captions_are_compared_without_case_stops_years_and_marks() -> None:
    assert caption("In expected range?") == caption("in Expected range")
    assert caption("Forecast <sup>a</sup>") == "forecast"
    assert caption("2018-19\nTarget") == "target"


def test_a_blank_column_between_two_whole_tables_parts_them() -> None:
    head = ["Ref", "Indicator", "Latest", "Target"]
    grid = sheet([[*head, None, *head, "Floor"]])
    assert [(table.left, table.right) for table in find_tables(grid, PUBLISHED)] == [(0, 3), (5, 9)]

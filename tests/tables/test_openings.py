"""Headers are sought only where their captions' words stand, and none is passed over for that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.performance.specs import PUBLISHED
from kccxl.tables.finder import find_tables
from kccxl.tables.grid import Grid
from kccxl.tables.openings import Openings, opening_word
from kccxl.tables.spec import Column, TableSpec, caption, opening

CAPTIONS = ["Ref", "Indicator description", "Indicator", "description", "Latest", "Month", "Latest Month", "RAG", "Target",
            "2018-19 Target", "Target <sup>a</sup>", "Floor", "Standard", "Year to date", "Expected Activity", "Upper",
            "Lower", "In range", "CS04", "Ref 7", "---", "£000s", "Commentary"]  # fmt: skip
cells = st.one_of(st.none(), st.sampled_from(CAPTIONS), st.sampled_from(CAPTIONS), st.just(5.0))


@given(st.lists(st.lists(cells, max_size=7), max_size=7))
def test_whatever_stands_on_a_sheet_the_same_tables_are_found_as_by_looking_everywhere(
    rows: list[list[str | float | None]],
) -> None:
    found = find_tables(Grid("book.xlsx", "Data", rows), PUBLISHED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Openings, "rows_for", lambda self, specs: iter(range(len(rows))))
        everywhere = find_tables(Grid("book.xlsx", "Data", rows), PUBLISHED)
    kept = [(t.spec.name, t.top, t.header_bottom, t.columns, t.bottom) for t in found]
    assert kept == [(t.spec.name, t.top, t.header_bottom, t.columns, t.bottom) for t in everywhere]


@given(st.text(max_size=20))
def test_the_word_a_text_opens_with_is_that_of_its_caption(text: str) -> None:
    assert opening_word(text) == opening(caption(text))


def test_lines_that_open_with_a_captions_word_are_not_looked_at() -> None:
    spec = TableSpec(
        "t", [Column("division", ["Division"]), Column("staff", ["Staffing"])], key={"division", "staff"}
    )
    lines = [[f"Division {number}", "Staffing", 1.0] for number in range(500)]
    grid = Grid("book.xlsx", "Data", [["Title"], [], *lines, ["Division", "Staffing"]])
    assert list(Openings.of(grid).rows_for([spec])) == [500, 501, 502]


def test_a_grid_frees_itself() -> None:
    import gc
    import weakref

    class Cells(list[object]):
        """A list that can be watched."""

    rows = Cells([["Ref", "Target"]])
    watched = weakref.ref(rows)
    grid = Grid("book.xlsx", "Data", rows)  # type: ignore[arg-type]
    gc.disable()
    try:
        Openings.of(grid)
        del grid, rows
        assert watched() is None
    finally:
        gc.enable()

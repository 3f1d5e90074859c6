"""Years in captions: read where one is named, told from several, and never seen where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.rules.financial_year import FinancialYear
from kccxl.tables.finder import find_tables
from kccxl.tables.spec import Column, TableSpec
from kccxl.tables.year_labels import is_year_label, year_above, year_in
from tests.tables.grids import sheet

SPEC = TableSpec(
    "plan", [Column("project", ["Project"]), Column("budget", ["Budget"])], key={"project", "budget"}
)


@given(
    st.integers(2000, 2067), st.sampled_from(["{0}/{1:02d}", "{0}-{1:02d}", "{0}/20{1:02d}", "{0} – {1:02d}"])
)
def test_every_spelling_of_a_year(start: int, spelling: str) -> None:
    text = spelling.format(start, (start + 1) % 100)
    assert year_in(f"Budget {text} £000s") == FinancialYear(start)
    assert is_year_label(text)


@pytest.mark.parametrize(
    "text", ["Budget", "Ages 10-12", "Band 24-26", "Phase 1/2", "Room 2024", "12/03/2024", "£24-£25"]
)
def test_texts_without_a_financial_year(text: str) -> None:
    assert year_in(text) is None
    assert not is_year_label(text)


@pytest.mark.parametrize(
    "text", ["Future years", "2025/26 onwards", "2024/25 - 2026/27", "All years", "Prior years"]
)
def test_several_years_are_no_single_one(text: str) -> None:
    assert year_in(text) == text


@pytest.mark.parametrize(
    ("text", "label"),
    [("2024/25", True), ("FY 2024/25", True), ("2024-25 (£m)", True), ("Total", True), ("Later years", True),
     ("Budget 2024/25", False), ("Capital programme 2024/25", False), ("Roof", False), ("£000s", False)],
)  # fmt: skip
def test_labels_name_years_and_nothing_else(text: str, label: bool) -> None:
    assert is_year_label(text) is label


def test_a_merged_year_holds_for_its_own_columns_alone() -> None:
    grid = sheet([[None, "2024/25", None, None]], merged=["B1:C1"])
    assert [year_above(grid, 0, column, range(4)) for column in range(4)] == ["", "2024/25", "2024/25", ""]


def test_a_first_row_of_totals_is_no_second_row_of_captions() -> None:
    [table] = find_tables(sheet([["Project", "Budget"], ["Total", "170"], ["Roof", "170"]]), [SPEC])
    assert (table.header_bottom, table.columns) == (0, {"project": 0, "budget": 1})

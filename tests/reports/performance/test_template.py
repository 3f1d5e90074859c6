"""The empty workbook: explained, with lists and messages, and readable by kccxl once it is filled in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kccxl.batch import write
from kccxl.files.read import read_workbook
from kccxl.reports.performance.report import report
from kccxl.reports.performance.template import template
from kccxl.rules.rag import Rag
from kccxl.tables.problems import has_errors


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "new.xlsx"
    write(template(), path)
    return path


def fill(empty: Path, filled: Path, rows: dict[str, list[list[Any]]]) -> Path:
    """Overwrite the example rows, as an officer does."""
    book = openpyxl.load_workbook(empty)
    for title, wanted in rows.items():
        sheet = book[title]
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                cell.value = None
        for number, values in enumerate(wanted, start=4):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column, value)
    book.save(filled)
    return filled


def test_the_example_builds_a_dashboard_and_says_that_it_is_one(empty: Path) -> None:
    results = report(read_workbook(empty), empty.name)
    assert not has_errors(results.problems)
    assert [(r.indicator.ref, r.month.rag, r.indicator.ytd.value) for r in results.indicators] == [
        ("EX01", Rag.GREEN, Decimal("94.1"))
    ]
    assert [problem.code for problem in results.problems] == ["example-row", "example-row"]


def test_every_input_cell_has_a_message_and_choices_have_a_list(empty: Path) -> None:
    book = openpyxl.load_workbook(empty)
    for title in ("Service areas", "Indicators", "Results", "Activity", "Activity results", "Commentary"):
        sheet = book[title]
        columns = [cell.column_letter for cell in sheet[3] if cell.value]
        for column in columns:
            rules = [rule for rule in sheet.data_validations.dataValidation if f"{column}50" in rule.sqref]
            assert rules, f"{title}!{column}"
            assert rules[0].prompt
            assert len(rules[0].prompt) <= 255
    lists = [rule for rule in book["Indicators"].data_validations.dataValidation if rule.type == "list"]
    assert len(lists) >= 6
    assert {table for sheet in book for table in sheet.tables} == {
        "Settings", "ServiceAreas", "Indicators", "Results", "Activity", "ActivityResults", "Commentary",
    }  # fmt: skip


def test_filled_in_wide_with_true_dates(empty: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(empty)
    sheet = book["Results"]
    del sheet.tables["Results"]
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.value = None
    for column, value in enumerate(["Ref", date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)], start=1):
        sheet.cell(3, column, value)
    for column, value in enumerate(["EX01", 90, 85, 96], start=1):
        sheet.cell(4, column, value)
    book["Indicators"]["K4"] = "mean"
    book.save(tmp_path / "wide.xlsx")
    results = report(read_workbook(tmp_path / "wide.xlsx"), "wide.xlsx")
    assert not has_errors(results.problems), results.problems
    [result] = results.indicators
    assert (result.indicator.latest.value, result.indicator.previous.value) == (96, 85)
    assert result.month.rag is Rag.GREEN
    assert round(result.indicator.ytd.value or 0, 2) == Decimal("90.33")


counts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=12)


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])  # shrinking files takes minutes
@given(months=counts, target=st.integers(52, 100), below=st.integers(1, 50))
def test_what_is_filled_in_comes_out(
    empty: Path,
    tmp_path_factory: pytest.TempPathFactory,
    months: list[tuple[int, int]],
    target: int,
    below: int,
) -> None:
    """Template, filled, read: the figures are the officer's, and the ratings those of an independent sum."""
    names = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    floor = target - below
    year = [f"{name} {2024 if number < 9 else 2025}" for number, name in enumerate(names)]
    rows = {
        "Service areas": [["Library", "Culture", "A", "B", "C"]],
        "Indicators": [
            ["LI01", "Library", "Loans renewed", "%", 0, target, floor, None, "month", None, "ratio"]
        ],
        "Results": [["LI01", year[n], None, min(top, base), base] for n, (top, base) in enumerate(months)],
        "Activity": [],
        "Activity results": [],
        "Commentary": [["LI01", "In hand."]],
    }
    path = tmp_path_factory.mktemp("filled") / "filled.xlsx"
    book = openpyxl.load_workbook(fill(empty, path, rows))
    book["Settings"]["B7"] = year[len(months) - 1]
    book.save(path)
    results = report(read_workbook(path), "filled.xlsx")
    assert not has_errors(results.problems), results.problems
    [result] = results.indicators
    top, base = min(months[-1]), months[-1][1]
    percent = (200 * min(top, base) + base) // (2 * base)
    assert result.indicator.latest.shown == f"{percent}%"
    expected = Rag.GREEN if percent >= target else Rag.AMBER if percent >= floor else Rag.RED
    assert result.month.rag is expected
    tops, bases = sum(min(pair) for pair in months), sum(base for _, base in months)
    percent = (200 * tops + bases) // (2 * bases)
    assert result.indicator.ytd.shown == f"{percent}%"
    expected = Rag.GREEN if percent >= target else Rag.AMBER if percent >= floor else Rag.RED
    assert result.ytd.rag is expected

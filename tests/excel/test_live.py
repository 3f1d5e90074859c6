"""Sheets in an open workbook: all of a sheet is shown, and a failure at any moment leaves the workbook as it was."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from kccxl.errors import FileError, UsageError
from kccxl.excel.live import show
from kccxl.excel.marks import digest_of_sheet, marks_of, own_sheets
from kccxl.excel.press import press
from kccxl.excel.reading import read_book
from kccxl.excel.session import Desk
from kccxl.files.graft_marks import MARK
from kccxl.files.write import write_book
from kccxl.sheets.sheet import Book, Cell, Choice, Sheet, Span
from tests.excel.chart_likeness import charts_in_excel, charts_in_file
from tests.excel.engines import charts_like, ranges
from tests.excel.engines import excel_like as doubles
from tests.excel.engines.excel_like import Book as Double
from tests.excel.engines.excel_like import BreaksHere, open_book
from tests.excel.likeness import differences, load
from tests.excel.papers import paper, state, workbook


@pytest.fixture
def opened(tmp_path: Path) -> tuple[xw.Book, Double]:
    return open_book(workbook(tmp_path))


def _show(book: xw.Book, which: Book, **how: Any) -> Any:
    return show(book, which, read_book(book), **how)


def test_all_that_a_sheet_has_is_shown(opened: tuple[xw.Book, Double], tmp_path: Path) -> None:
    book, double = opened
    shown = _show(book, paper())
    assert (shown.remarks, shown.lacking) == ([], frozenset())
    double.work.save(tmp_path / "live.xlsx")
    write_book(paper(), tmp_path / "headless.xlsx")
    live, headless = load(tmp_path / "live.xlsx"), load(tmp_path / "headless.xlsx")
    for title in ("Front", "Back"):
        assert differences(live[title], headless[title]) == []
    front = double.work["Front"]
    assert (front["A1"].value, front["A1"].data_type) == ("=Not a formula", "s")
    assert front["A2"].comment.text == "typed in March"
    assert double.links[front, "A2"] == ("", "'Back'!B2", "Go there")
    assert [(area, spec.get("formula1") or spec["formula"]) for area, spec in double.rules[front]] == [
        ("A3", '="Green"'),
        ("A4", '=LEFT(INDIRECT("RC",FALSE),5)="Notes"'),
    ]
    assert ("bold", True) in [(name, value) for _, name, value in double.runs[front, "A4"]]
    (drawn,) = charts_in_excel(double, front)
    titles = {sheet.title: sheet.title for sheet in paper().sheets}
    assert [drawn] == charts_in_file(headless["Front"], paper(), titles)


def test_a_mark_is_hidden_and_says_what_the_sheet_is(opened: tuple[xw.Book, Double]) -> None:
    book, double = opened
    _show(book, paper())
    assert {title: (mark.report, mark.title) for title, mark in marks_of(book).items()} == {
        "Front": ("performance", "Front"),
        "Back": ("performance", "Back"),
    }
    assert double.hidden_names == {f"'{title}'!{MARK}" for title in ("Front", "Back")}


def test_a_renamed_sheet_is_still_kccxls_own_but_a_copy_is_not(opened: tuple[xw.Book, Double]) -> None:
    book, double = opened
    _show(book, paper())
    book.sheets["Front"].copy(after=book.sheets["Front"], name="Mine")
    assert own_sheets(marks_of(book))["Front"] == "Front"
    book.sheets["Mine"].delete()
    book.sheets["Front"].name = "July"
    _show(book, paper("Amber"))
    assert double.work["July"]["A3"].value == "Amber"
    assert "Front" not in double.work.sheetnames


def test_a_sheet_no_longer_part_of_the_paper_is_taken_out_unless_it_is_referred_to(
    opened: tuple[xw.Book, Double],
) -> None:
    book, double = opened
    _show(book, paper())
    alone = Book([Sheet("Back", {(0, 1): Cell(1)})], properties={"kccxl report": "performance"})
    double.work["Other"]["A2"] = "=Front!A1"
    shown = _show(book, alone)
    assert "Front" in double.work.sheetnames
    assert "Other!A2 refers to it" in shown.remarks[0]
    double.work["Other"]["A2"] = None
    _show(book, alone)
    assert double.work.sheetnames == ["Data", "Other", "Back"]


def test_what_a_text_or_number_is_decides_whether_a_sheet_was_edited() -> None:
    def one(content: Any) -> str:
        return digest_of_sheet(Sheet("A", {(0, 0): Cell(content)}))

    assert one("1") != one(1)
    assert one(1) != one(2)
    assert one(True) != one(1)
    assert one("a") == one(" a ")


def test_a_paper_for_files_only_is_refused_and_leaves_nothing_behind(opened: tuple[xw.Book, Double]) -> None:
    book, double = opened
    before = state(double)
    sheet = Sheet("Form", {}, choices=[Choice(Span(0, 0, 0, 0), "Title", "Choose")])
    with pytest.raises(UsageError, match="'Form' can only be written to a file"):
        _show(book, Book([sheet]))
    assert state(double) == before


def test_a_protected_structure_is_explained(opened: tuple[xw.Book, Double]) -> None:
    book, double = opened
    double.structure_protected = True
    with pytest.raises(FileError, match=r"Review > Protect Workbook"):
        _show(book, paper())


def _prepared(folder: Path) -> tuple[xw.Book, Double]:
    """A workbook with earlier sheets of kccxl's that formulas and a name refer to, and one that is stale."""
    book, double = open_book(workbook(folder))
    first = paper()
    stale = Sheet("Stale", {(0, 0): Cell("old")})
    _show(book, Book([*first.sheets, stale], properties=first.properties))
    double.work["Other"]["A2"] = "=Front!A3"
    double.cached[double.work["Other"], "A2"] = "Green"
    double.work.defined_names["Word"] = openpyxl.workbook.defined_name.DefinedName(
        "Word", attr_text="Front!$A$3"
    )
    book.sheets["Data"].activate()
    book.sheets["Data"].range("B2").select()
    book.set_mock_caller()
    double.steps.clear()
    return book, double


def _press() -> None:
    def act(desk: Desk) -> str:
        _show(desk.book, paper("Amber"))
        return "done"

    press("Show", act)


def _steps(folder: Path) -> list[str]:
    folder.mkdir()
    _, double = _prepared(folder)
    _press()
    return list(double.steps)


def test_a_failure_at_any_step_leaves_the_workbook_as_it_was(tmp_path: Path) -> None:
    steps = _steps(tmp_path / "whole")
    assert {
        "write values",
        "add sheet",
        "rename sheet",
        "add name",
        "delete sheet",
        "chart",
        "freeze panes",
    } <= set(steps)
    outcomes = set[str]()
    for number, step in enumerate(steps, start=1):
        folder = tmp_path / str(number)
        folder.mkdir()
        _, double = _prepared(folder)
        before = state(double)
        double.fail_at = number
        _press()
        after = state(double)
        assert after["settings"] == before["settings"]
        text = double.app.said[-1][0]
        if text == "done":  # from the first deleted sheet on, the new sheets are in place
            assert step in {"delete sheet", "write formula", "change name", "page set-up"}
            assert double.work["Front"]["A3"].value == "Amber"
            outcomes.add(step)
            continue
        assert after == before, f"step {number}: {step}"
        assert text.startswith("Something unexpected happened (BreaksHere). Nothing was changed.")
    assert "write values" not in outcomes


def test_a_sheet_that_cannot_be_deleted_is_named(tmp_path: Path) -> None:
    book, double = _prepared(tmp_path)
    deleted = [
        number for number, step in enumerate(_steps(tmp_path / "whole"), start=1) if step == "delete sheet"
    ]
    double.fail_at = deleted[1]
    shown = _show(book, paper("Amber"))
    assert any(
        "could not be deleted. It is out of date: delete it yourself." in remark for remark in shown.remarks
    )


def test_failures_are_real(tmp_path: Path) -> None:
    book, double = _prepared(tmp_path)
    double.fail_at = 3
    with pytest.raises(BreaksHere):
        _show(book, paper())


# -- what is asked of Excel, xlwings has for Windows


def _members_on_windows() -> dict[str, set[str]]:
    """The members of the classes of xlwings' engine for Windows, which cannot be imported elsewhere."""
    source = Path(xw.__file__).with_name("_xlwindows.py").read_text(encoding="utf-8")
    return {
        node.name: {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
        | {name.id for each in node.body if isinstance(each, ast.Assign) for name in each.targets}
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }


@pytest.mark.parametrize(
    ("kind", "double"),
    [
        ("App", doubles.App), ("Books", doubles.Books), ("Book", doubles.Book), ("Sheets", doubles.Sheets),
        ("Sheet", doubles.Sheet), ("Names", doubles.Names), ("Name", doubles.Name), ("PageSetup", doubles.PageSetup),
        ("Note", doubles.Note), ("Range", ranges.Range), ("Font", ranges.Font), ("Borders", ranges.Borders),
        ("Characters", ranges.Characters), ("ConditionalFormats", ranges.ConditionalFormats),
        ("Charts", charts_like.ChartList), ("Chart", charts_like.Chart),
    ],
)  # fmt: skip
def test_the_double_can_do_nothing_that_xlwings_cannot_on_windows(kind: str, double: type) -> None:
    base = getattr(xw.base_classes, kind, xw.base_classes.Collection)
    known = {name for name in vars(base) if not name.startswith("_")}
    own = {name for cls in double.__mro__ if cls.__module__.startswith("tests") for name in vars(cls)}
    assert (own & known) - _members_on_windows()[kind] <= {"max_cells_per_read", "max_cells_per_write"}

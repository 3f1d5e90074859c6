"""The button Refresh dashboard: the same sheets as a headless run, in the officer's own workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.worksheet.worksheet import Worksheet

from kccxl.excel import buttons
from kccxl.files.graft_marks import MARK, read_mark
from kccxl.files.read import read_workbook
from kccxl.files.write import write_book
from kccxl.refresh import Refreshed, refresh
from kccxl.tables.grid import Grid
from tests.excel.conftest import MADE
from tests.excel.engines.excel_like import Book
from tests.excel.engines.replay import Replayer, payload
from tests.excel.likeness import differences, load

SAMPLES = [
    "performance-2016-17",
    "performance-2018-19",
    "performance-targets-2017-18",
    "performance-monthly-example",
]
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")


def _headless(grids: Sequence[Grid], name: str) -> Refreshed:
    return refresh(grids, name, made=MADE, beside=[grid.sheet for grid in grids])


def _files(double: Book, done: Refreshed, folder: Path) -> tuple[Any, Any]:
    """What stands in Excel, and the file of the headless run, both loaded."""
    assert done.book is not None
    double.work.save(folder / "live.xlsx")
    write_book(done.book, folder / "headless.xlsx")
    return load(folder / "live.xlsx"), load(folder / "headless.xlsx")


@pytest.mark.parametrize("name", SAMPLES)
def test_sheets_in_excel_equal_those_of_a_headless_run_cell_by_cell(
    name: str, opened: Callable[..., Book], tmp_path: Path
) -> None:
    double = opened(name)
    before = double.work.sheetnames
    done = _headless(read_workbook(tmp_path / f"{name}.xlsx"), f"{name}.xlsx")
    buttons.refresh_dashboard()
    assert done.book is not None
    live, headless = _files(double, done, tmp_path)
    titles = [_title_in(double, sheet.title) for sheet in done.book.sheets]
    assert live.sheetnames == [*before, *titles]
    found = [
        each
        for sheet, title in zip(done.book.sheets, titles, strict=True)
        for each in differences(live[title], headless[sheet.title])
    ]
    assert found == []


def _title_in(double: Book, title: str) -> str:
    """The title a sheet of the paper bears in the workbook, by its mark."""
    return next(
        sheet.title
        for sheet, names in double.scoped.items()
        if (mark := read_mark(names.get(MARK, ""))) and mark.title == title
    )


def test_colour_rules_links_and_runs_are_those_of_the_paper(
    opened: Callable[..., Book], tmp_path: Path
) -> None:
    double = opened("performance-2018-19")
    done = _headless(read_workbook(tmp_path / "performance-2018-19.xlsx"), "performance-2018-19.xlsx")
    buttons.refresh_dashboard()
    assert done.book is not None
    for sheet in done.book.sheets:
        work = double.work[_title_in(double, sheet.title)]
        assert [
            (spec["formula1"], spec["fill_color"], spec["font_color"], spec["font_bold"])
            for _, spec in double.rules.get(work, [])
        ] == [
            (f'="{rule.text}"', _rgb(rule.style.fill), _rgb(rule.style.colour), rule.style.bold)
            for rule in sheet.colour_rules
        ]
        links = {where for (held, _), (_, where, _) in double.links.items() if held is work}
        assert links == {
            f"'{_title_in(double, c.link.sheet)}'!{c.link.cell}" for c in sheet.cells.values() if c.link
        }
        in_bold = sum(
            name == "bold" and value
            for (held, _), runs in double.runs.items()
            if held is work
            for _, name, value in runs
        )
        assert in_bold == sum(bool(cell.runs) for cell in sheet.cells.values())


def _rgb(colour: str) -> Any:
    return tuple(int(colour[place : place + 2], 16) for place in (0, 2, 4))


def test_charts_and_small_lines_lead_to_the_sheets_they_stand_with(opened: Callable[..., Book]) -> None:
    double = opened("performance-monthly-example")
    buttons.refresh_dashboard()
    first = double.charts[double.work["Summary"]][0]
    assert first.kept["title"] == "Latest period: RAG ratings by division"
    assert first.kept["series"] == 4
    assert first.kept["frame.ShapeRange.AlternativeText"].startswith("Latest period")
    lines = double.charts["sparklines"]  # type: ignore[index]
    assert len(lines) == 21
    # written while the sheet still had a passing title, which Excel changes with the sheet
    assert all(kept["source"].startswith("'kccxl new") for _, kept in lines)  # type: ignore[misc]
    assert double.work["Trend data"].sheet_state == "hidden"


def test_the_message_says_how_it_stands_and_what_to_do(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    buttons.refresh_dashboard()
    ((text, title, mode),) = double.app.said
    assert (title, mode) == ("kccxl – Refresh dashboard", "info")
    assert "3 rows are rated Red; 3 warnings found" in text
    assert "Next: look at the sheet 'Data checks'" in text
    assert double.active == "Summary (2)"


def test_a_second_refresh_replaces_the_sheets_in_place(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    buttons.refresh_dashboard()
    titles = double.work.sheetnames
    double.work.move_sheet("Key", -5)  # where officers put a sheet, it stays
    moved = double.work.sheetnames
    buttons.refresh_dashboard()
    assert double.work.sheetnames == moved
    assert sorted(titles) == sorted(moved)
    assert "left" not in double.app.said[-1][0]


def test_a_sheet_of_the_officers_own_with_the_same_name_is_kept(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    before = [cell.value for cell in _cells(double.work["Summary"])]
    buttons.refresh_dashboard()
    assert [cell.value for cell in _cells(double.work["Summary"])] == before
    assert (
        "Your own sheet 'Summary' was left alone; the new sheet is called 'Summary (2)'."
        in double.app.said[0][0]
    )
    # links of the new sheets lead to the new sheet, not to the officer's
    assert "'Summary'!A1" not in {where for _, where, _ in double.links.values()}
    buttons.refresh_dashboard()
    assert "Summary (3)" not in double.work.sheetnames
    assert "left alone" not in double.app.said[1][0]


def test_a_sheet_edited_since_is_left_and_the_new_one_put_beside_it(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    buttons.refresh_dashboard()
    double.work["Property"]["A90"] = "a remark of the officer's"
    buttons.refresh_dashboard()
    assert double.work["Property"]["A90"].value == "a remark of the officer's"
    assert "'Property' was edited since kccxl made it" in double.app.said[-1][0]
    assert "Property (2)" in double.work.sheetnames
    buttons.refresh_dashboard()
    assert double.app.said[-1][0].startswith("The dashboard is up to date.")
    assert "Property (3)" not in double.work.sheetnames


def test_formulas_that_refer_to_a_replaced_sheet_go_on_referring_to_it(opened: Callable[..., Book]) -> None:
    double = opened("performance-targets-2017-18")
    buttons.refresh_dashboard()
    mine = double.work.create_sheet("Mine")
    mine["B2"] = "=Summary!A1&Key!A1"
    mine["B3"] = "=Summary!A1"
    mine["B3"].data_type = "s"  # a text
    double.cached[mine, "B2"] = "x"
    double.work.defined_names["Head"] = openpyxl.workbook.defined_name.DefinedName(
        "Head", attr_text="Summary!$A$1"
    )
    buttons.refresh_dashboard()
    assert mine["B2"].value == "=Summary!A1&Key!A1"
    assert (mine["B3"].value, mine["B3"].data_type) == ("=Summary!A1", "s")
    assert double.work.defined_names["Head"].value == "Summary!$A$1"
    assert double.work.sheetnames.count("Summary") == 1


def test_an_old_sheet_stays_where_a_protected_formula_needs_it(opened: Callable[..., Book]) -> None:
    double = opened("performance-targets-2017-18")
    buttons.refresh_dashboard()
    mine = double.work.create_sheet("Mine")
    mine["B2"] = "=Key!A1"
    double.protected.add("Mine")
    buttons.refresh_dashboard()
    assert mine["B2"].value == "='Key (old)'!A1"
    assert "Mine!B2 refers to a sheet that was made anew" in double.app.said[-1][0]


def test_errors_stop_the_refresh_and_select_the_cell_to_mend(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    buttons.refresh_dashboard()
    before = [cell.value for cell in _cells(double.work["Summary (2)"])]
    double.work["Dashboard"]["D7"] = "RED"
    buttons.refresh_dashboard()
    text = double.app.said[-1][0]
    assert text.startswith("The dashboard was not changed: the workbook holds")
    assert "Dashboard!D7" in text
    assert "Mend:" in text
    assert (double.active, double.selected["Dashboard"]) == ("Dashboard", "$D$7")
    assert [cell.value for cell in _cells(double.work["Summary (2)"])] == before


def _open_remotely(double: Book, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "noncommercial")
    if "remote" not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=import_module("xlwings.pro._xlremote").engine))
    remote = xw.Book(json=payload(double))
    remote.set_mock_caller()
    return remote


def test_the_remote_engine_writes_the_same_sheets(
    tmp_path: Path, opened: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    double = opened("performance-monthly-example")
    # that engine tells no number formats, so the cells come from the file here, and only writing is compared
    grids = read_workbook(tmp_path / "performance-monthly-example.xlsx")
    monkeypatch.setattr("kccxl.excel.dashboard.read_book", lambda _: grids)
    done = _headless(grids, "plan.xlsx")
    remote = _open_remotely(double, monkeypatch)
    buttons.refresh_dashboard()
    Replayer(double).play(remote.json()["actions"])
    live, headless = _files(double, done, tmp_path)
    assert done.book is not None
    lacking = frozenset({"underline", "page", "tab"})
    found = [
        each
        for sheet in done.book.sheets
        for each in differences(live[sheet.title], headless[sheet.title], bare=lacking)
    ]
    assert found == []
    assert "This Excel cannot show: charts" in double.app.said[0][0]


def test_a_workbook_read_without_formats_is_not_guessed_at(
    opened: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    double = opened("performance-monthly-example")
    before = double.work.sheetnames
    remote = _open_remotely(double, monkeypatch)
    buttons.refresh_dashboard()
    Replayer(double).play(remote.json()["actions"])
    assert double.work.sheetnames == before
    assert "Format the cell as a percentage" in double.app.said[0][0]


def test_text_that_reads_like_a_formula_or_a_number_stays_a_text(
    opened: Callable[..., Book], tmp_path: Path
) -> None:
    path = tmp_path / "strange.xlsx"
    book = openpyxl.load_workbook(Path("workbooks/performance-targets-2017-18.xlsx").resolve())
    sheet = book["Indicators"]
    strange = {"=1+1": None, "95%": None, "Jan-19": None, "'quoted": None}
    for row, text in enumerate(strange, start=2):
        cell = next(c for c in sheet[row] if sheet.cell(1, c.column).value == "Indicator description")
        cell.value = text
        cell.data_type = "s"
    book.save(path)
    double = opened(path)
    buttons.refresh_dashboard()
    assert "up to date" in double.app.said[0][0]
    texts = [
        cell.value
        for work in double.work.worksheets
        if double.scoped.get(work)
        for cell in _cells(work)
        if cell.data_type == "s"
    ]
    assert set(strange) <= set(texts)


def _cells(sheet: Worksheet) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row]

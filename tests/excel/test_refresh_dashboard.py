"""The button Refresh dashboard: the same sheets as a headless run, in the officer's own workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.worksheet.worksheet import Worksheet

from kccxl.excel import buttons
from kccxl.excel.native import as_number
from kccxl.excel.runs import address
from kccxl.files.graft_marks import MARK, read_mark
from kccxl.files.read import read_workbook
from kccxl.files.write import write_book
from kccxl.refresh import Refreshed, refresh
from kccxl.reports.catalogue import REPORTS, reports_for
from kccxl.sheets.sheet import Sparkline
from kccxl.tables.grid import Grid, cell_name
from tests.conftest import WORKBOOKS
from tests.excel.chart_likeness import charts_in_excel, charts_in_file
from tests.excel.conftest import MADE
from tests.excel.engines.excel_like import Book
from tests.excel.engines.replay import Replayer, payload
from tests.excel.likeness import differences, load
from tests.excel.mixed import mixed

SAMPLES = [
    "performance-2016-17",
    "performance-2018-19",
    "performance-targets-2017-18",
    "performance-monthly-example",
    "budget-2017-18",
    "monitoring-2016-17",
    "budget-ledger-example",
    "performance-2018-19 and monitoring-2016-17",
    "performance-targets-2017-18 and budget-2017-18",
]
"""A workbook of every report, and some of several reports."""

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")


def _headless(grids: Sequence[Grid], name: str) -> Refreshed:
    return refresh(grids, name, made=MADE, beside=[grid.sheet for grid in grids])


def _files(double: Book, done: Refreshed, folder: Path) -> tuple[Any, Any]:
    """What stands in Excel, and the file of the headless run, both loaded."""
    assert done.book is not None
    double.work.save(folder / "live.xlsx")
    write_book(done.book, folder / "headless.xlsx")
    return load(folder / "live.xlsx"), load(folder / "headless.xlsx")


@pytest.fixture
def sample(opened: Callable[..., Book], tmp_path: Path) -> Callable[[str], tuple[Book, Path]]:
    """Open a sample, or two in one workbook."""

    def start(name: str) -> tuple[Book, Path]:
        path = tmp_path / f"{name}.xlsx"
        first, _, second = name.partition(" and ")
        return opened(mixed(first, second, path) if second else name), path

    return start


@pytest.mark.parametrize("name", SAMPLES)
def test_sheets_in_excel_equal_those_of_a_headless_run_cell_by_cell(
    name: str, sample: Callable[[str], tuple[Book, Path]], tmp_path: Path
) -> None:
    double, path = sample(name)
    before = double.work.sheetnames
    done = _headless(read_workbook(path), path.name)
    buttons.refresh_dashboard()
    assert done.book is not None
    live, headless = _files(double, done, tmp_path)
    titles = {sheet.title: _title_in(double, sheet.title) for sheet in done.book.sheets}
    assert live.sheetnames == [*before, *titles.values()]
    found = [each for wanted, title in titles.items() for each in differences(live[title], headless[wanted])]
    assert found == []
    assert "This Excel cannot show" not in double.app.said[0][0]
    for wanted, title in titles.items():
        charts = charts_in_file(headless[wanted], done.book, titles)
        assert charts_in_excel(double, double.work[title]) == charts
        lines = [each for sheet in done.book.sheets if sheet.title == wanted for each in sheet.sparklines]
        assert _lines_in_excel(double, title) == _lines_laid_out(lines, titles)


def _lines_in_excel(double: Book, title: str) -> list[tuple[Any, ...]]:
    return [
        (each.cell, each.SourceData, each.SeriesColor.Color, each.LineWeight, each.DisplayHidden,
         each.Points.Lastpoint.Visible, each.Points.Lastpoint.Color.Color)
        for each in double.sparklines.get(double.work[title], [])
    ]  # fmt: skip


def _lines_laid_out(lines: Sequence[Sparkline], titles: Mapping[str, str]) -> list[tuple[Any, ...]]:
    return [
        (cell_name(each.row, each.column), f"'{titles[each.sheet]}'!{address(each.values)}",
         as_number(each.colour), 1.5, True, True, as_number(each.colour))
        for each in lines
    ]  # fmt: skip


def test_the_samples_hold_every_report() -> None:
    names = [part for name in SAMPLES for part in name.split(" and ")]
    found = {
        report.name for name in names for report in reports_for(read_workbook(WORKBOOKS / f"{name}.xlsx"))
    }
    assert found == set(REPORTS)


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


@pytest.mark.parametrize("name", SAMPLES)
def test_the_remote_engine_writes_the_same_sheets(
    name: str,
    tmp_path: Path,
    sample: Callable[[str], tuple[Book, Path]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    double, path = sample(name)
    # that engine tells no number formats, so the cells come from the file here, and only writing is compared
    grids = read_workbook(path)
    monkeypatch.setattr("kccxl.excel.dashboard.read_book", lambda _: grids)
    done = _headless(grids, "plan.xlsx")
    remote = _open_remotely(double, monkeypatch)
    buttons.refresh_dashboard()
    Replayer(double).play(remote.json()["actions"])
    live, headless = _files(double, done, tmp_path)
    assert done.book is not None
    titles = {sheet.title: _title_in(double, sheet.title) for sheet in done.book.sheets}
    lacking = frozenset({"underline", "page", "tab"})
    found = [
        each
        for wanted, title in titles.items()
        for each in differences(live[title], headless[wanted], bare=lacking)
    ]
    assert found == []
    # a browser can give a chart neither patterns nor figures at its bars: better none than another one
    assert double.charts == {}
    said = double.app.said[0][0].partition("This Excel cannot show: ")[2]
    assert ("charts" in said) == any(sheet.charts for sheet in done.book.sheets)


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
